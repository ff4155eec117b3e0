/* Operations on customers. */
#include "common/arena.h"
#include "common/date.h"
#include "server/customers/customers.h"
#include "server/customers/customers_json.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/slots/slots.h"

#define HISTORY_SHOWN 50
#define LIST_MOST 20

struct p_segment {
	int segment;
	int64_t limit;
};
struct p_page {
	int64_t limit, offset;
};
struct p_one {
	int64_t id;
};

static const struct field f_find[] = {
	F_STR(struct customers_find, text, 0, 100, "name, or words of a note"),
	F_INT_OPT(struct customers_find, limit, 1, 50, 20, "most rows"),
	F_END,
};
static const struct field f_get[] = {
	F_ID(struct customers_get, id, "customer"),
	F_INT_OPT(struct customers_get, limit, 0, 200, HISTORY_SHOWN,
	    "most appointments"),
	F_END,
};
static const struct field f_history[] = {
	F_ID(struct customers_get, id, "customer"),
	F_INT_OPT(struct customers_get, limit, 1, 200, HISTORY_SHOWN,
	    "most appointments"),
	F_INT_OPT(struct customers_get, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};
static const struct field f_update[] = {
	F_ID(struct customers_update, id, "customer"),
	F_INT_OPT(struct customers_update, version, 1, 9007199254740991, 0,
	    "version it was read with"),
	F_TEXT_OPT(struct customers_update, note, 500, "note, empty: none"),
	F_INT_OPT(struct customers_update, weekday, -1, 6, -2,
	    "wished weekday, 0 is Monday; -1: none"),
	F_INT_OPT(struct customers_update, hour, -1, 23, -2,
	    "wished hour of the grid; -1: none"),
	F_END,
};
static const struct field f_own[] = {
	F_ID_OPT(struct customers_own, user, "customers of this account"),
	F_DATE_OPT(struct customers_own, from, "first day"),
	F_DATE_OPT(struct customers_own, to, "last day, default in 30 days"),
	F_INT_OPT(struct customers_own, limit, 1, 200, 100, "most rows"),
	F_INT_OPT(struct customers_own, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};
static const struct field f_risk[] = {
	F_ENUM_OPT(struct p_segment, segment, customers_segments, SEGMENTS,
	    "one segment only"),
	F_INT_OPT(
	    struct p_segment, limit, 1, 100, LIST_MOST, "most rows of each"),
	F_END,
};
static const struct field f_page[] = {
	F_INT_OPT(struct p_page, limit, 1, 100, 50, "most proposals"),
	F_INT_OPT(struct p_page, offset, 0, 1000000, 0, "proposals to skip"),
	F_END,
};
static const struct field f_merge[] = {
	F_ID(struct customers_merge, id, "customer that stays"),
	F_ID(struct customers_merge, from, "customer that becomes part of it"),
	F_END,
};
static const struct field f_one[] = {
	F_ID(struct p_one, id, "merged customer"),
	F_END,
};

static enum err
rpc_customers_find(struct call *c, const void *in)
{
	struct customer_hits hits;
	enum err e = customers_find(c, in, &hits);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < hits.n; i++)
		customers_json_hit(c->reply, c, &hits.row[i]);
	jw_end_array(c->reply);
	jw_kbool(c->reply, "complete", hits.complete);
	return OK;
}

static void
visits_json(struct call *c, const char *key, const struct visits *v)
{
	int i;

	jw_karray(c->reply, key);
	for (i = 0; i < v->n; i++)
		customers_json_visit(c->reply, c, &v->row[i]);
	jw_end_array(c->reply);
}

static enum err
rpc_customers_get(struct call *c, const void *in)
{
	struct customer_file file;
	enum err e = customers_get(c, in, &file);

	if (e != OK)
		return e;
	jw_key(c->reply, "customer");
	customers_json_file(c->reply, c, &file);
	visits_json(c, "history", &file.history);
	jw_kint(c->reply, "total", file.history.total);
	return OK;
}

/* 13.6: of the decided ones; ghosts are missed like no-shows. */
static void
statistics(struct jw *w, const struct profile_counts *n)
{
	int missed = n->no_shows + n->ghosts;
	int all = n->completed + missed + n->cancelled;

	jw_kobject(w, "statistics");
	jw_kint(w, "decided", all);
	customers_json_tenths(
	    w, "reliability_tenths", profile_decided_tenths(n));
	if (all > 0)
		jw_kint(w, "no_show_tenths", slots_rate_tenths(missed, all));
	jw_end_object(w);
}

static enum err
rpc_customers_show_history(struct call *c, const void *params)
{
	const struct customers_get *in = params;
	struct customer_file file;
	enum err e = customers_get(c, in, &file);

	if (e != OK)
		return e;
	jw_kint(c->reply, "id", file.c.id);
	jw_kstr(c->reply, "name", customers_name(c, &file.c));
	visits_json(c, "items", &file.history);
	jw_kint(c->reply, "total", file.history.total);
	jw_kint(c->reply, "limit", in->limit);
	jw_kint(c->reply, "offset", in->offset);
	if (file.f.figures)
		statistics(c->reply, &file.f.n);
	return OK;
}

static enum err
rpc_customers_update(struct call *c, const void *in)
{
	struct customer_file file;
	struct customers_get get = { .limit = 0 };
	struct customer r;
	enum err e = customers_update(c, in, &r);

	if (e != OK)
		return e;
	get.id = r.id;
	if ((e = customers_get(c, &get, &file)) != OK)
		return e;
	jw_key(c->reply, "customer");
	customers_json_file(c->reply, c, &file);
	return OK;
}

static void
own_json(struct jw *w, const struct own_row *r)
{
	jw_kint(w, "total", r->total);
	jw_kint(w, "appeared", r->appeared);
	jw_kint(w, "no_show", r->no_show);
	jw_kint(w, "cancelled", r->cancelled);
	jw_kint(w, "pending", r->pending);
	jw_kint(w, "other", r->other);
	customers_json_tenths(
	    w, "attendance_tenths", customers_own_tenths(r, r->appeared));
	customers_json_tenths(
	    w, "no_show_tenths", customers_own_tenths(r, r->no_show));
}

static enum err
rpc_customers_list_own(struct call *c, const void *params)
{
	const struct customers_own *in = params;
	struct jw *w = c->reply;
	struct own_rows rows;
	enum err e = customers_list_own(c, in, &rows);
	int i;

	if (e != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < rows.n; i++) {
		const struct own_row *r = &rows.row[i];

		jw_object(w);
		if (r->id != 0)
			jw_kint(w, "id", r->id);
		jw_kstr(w, "name", r->name);
		own_json(w, r);
		jw_kstr(w, "risk", r->risk);
		if (r->next_date != DATE_NONE) {
			jw_kobject(w, "next");
			jw_kdate(w, "date", r->next_date);
			jw_kint(w, "hour", r->next_hour);
			jw_end_object(w);
		}
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kobject(w, "sum");
	own_json(w, &rows.sum);
	jw_end_object(w);
	jw_kint(w, "total", rows.total);
	jw_kint(w, "limit", in->limit);
	jw_kint(w, "offset", in->offset);
	jw_kdate(w, "from", rows.from);
	jw_kdate(w, "to", rows.to);
	return OK;
}

static enum err
rpc_customers_list_risk(struct call *c, const void *params)
{
	const struct p_segment *in = params;
	struct jw *w = c->reply;
	struct risk_rows rows;
	enum err e;
	int i;

	e = customers_list_risk(c, in->segment == SEGMENTS ? -1 : in->segment,
	    (int)in->limit, &rows);
	if (e != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < rows.n; i++) {
		const struct risk_row *r = &rows.row[i];

		jw_object(w);
		jw_kint(w, "id", r->id);
		jw_kstr(w, "name", r->name);
		jw_kstr(w, "segment", r->segment);
		jw_kstr(w, "risk", r->risk);
		jw_kint(w, "score_hundredths", r->score);
		customers_json_tenths(
		    w, "decided_tenths", profile_decided_tenths(&r->n));
		customers_json_counts(w, "counts", &r->n);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kobject(w, "segments");
	for (i = 0; i < SEGMENTS; i++)
		jw_kint(w, customers_segments[i], rows.count[i]);
	jw_end_object(w);
	jw_kint(w, "limit", in->limit);
	return OK;
}

static enum err
rpc_customers_list_duplicates(struct call *c, const void *params)
{
	const struct p_page *in = params;
	struct jw *w = c->reply;
	struct alike_rows rows;
	enum err e = customers_list_duplicates(c, in->limit, in->offset, &rows);
	int i;

	if (e != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < rows.hits.n; i++) {
		if (i == 0 || rows.group[i] != rows.group[i - 1]) {
			jw_object(w);
			jw_karray(w, "customers");
		}
		customers_json_hit(w, c, &rows.hits.row[i]);
		if (i + 1 == rows.hits.n ||
		    rows.group[i + 1] != rows.group[i]) {
			jw_end_array(w);
			jw_end_object(w);
		}
	}
	jw_end_array(w);
	jw_kint(w, "total", rows.total);
	jw_kint(w, "limit", in->limit);
	jw_kint(w, "offset", in->offset);
	return OK;
}

static void
record_json(struct call *c, const struct customer *r)
{
	jw_kobject(c->reply, "customer");
	jw_kint(c->reply, "id", r->id);
	jw_kint(c->reply, "version", r->version);
	jw_kstr(c->reply, "name", customers_name(c, r));
	jw_end_object(c->reply);
}

static enum err
rpc_customers_merge(struct call *c, const void *in)
{
	struct customer r;
	enum err e = customers_merge(c, in, &r);

	if (e == OK)
		record_json(c, &r);
	return e;
}

static enum err
rpc_customers_undo_merge(struct call *c, const void *in)
{
	struct customer r;
	enum err e =
	    customers_undo_merge(c, ((const struct p_one *)in)->id, &r);

	if (e == OK)
		record_json(c, &r);
	return e;
}

const struct op customers_ops[] = {
	{ .op = "customers.find",
	    .help = "Customers by the beginnings of their names, in any "
		    "spelling and order, or by words of their notes.",
	    .perm = P_SLOTS_BOOK,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_customers_find,
	    .in = f_find,
	    .in_size = sizeof(struct customers_find),
	    .example = "{\"text\":\"mueller ma\"}",
	    .returns =
		"{items: [{id, version, name, last_name, first_name, "
		"has_note, risk, missed, appointments, open, own, next?, "
		"last?}], complete}" },
	{ .op = "customers.get",
	    .help = "One customer: counts, note, preferences, appointments; "
		    "figures for own customers and with analytics.team.",
	    .perm = P_SLOTS_BOOK,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_customers_get,
	    .in = f_get,
	    .in_size = sizeof(struct customers_get),
	    .example = "{\"id\":7}",
	    .returns =
		"{customer: {id, version, name, last_name, first_name, "
		"note, risk, missed, appointments, open, own, next?, last?, "
		"first_seen?, last_seen?, counts, figures?, preferred, "
		"created_at, updated_at, merged}, history, total}" },
	{ .op = "customers.list_duplicates",
	    .help = "Customers whose names differ in spelling only.",
	    .perm = P_ADMIN_TRACKING,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_customers_list_duplicates,
	    .in = f_page,
	    .in_size = sizeof(struct p_page),
	    .example = "{}",
	    .returns = "list of {customers: as customers.find}" },
	{ .op = "customers.list_own",
	    .alias = "customers.mine",
	    .help = "Customers booked by the caller, with attendance.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_customers_list_own,
	    .in = f_own,
	    .in_size = sizeof(struct customers_own),
	    .example = "{}",
	    .returns = "list of {id?, name, total, appeared, no_show, "
		       "cancelled, pending, other, attendance_tenths?, "
		       "no_show_tenths?, risk, next?}, sum, from, to" },
	{ .op = "customers.list_risk",
	    .alias = "customers.risk",
	    .help = "Customers by segment, those at risk first.",
	    .perm = P_ANALYTICS_TEAM,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_customers_list_risk,
	    .in = f_risk,
	    .in_size = sizeof(struct p_segment),
	    .example = "{\"segment\":\"risk\"}",
	    .returns = "{items: [{id, name, segment, risk, score_hundredths, "
		       "decided_tenths?, counts}], segments, limit}" },
	{ .op = "customers.merge",
	    .help = "Makes one customer part of another; nothing is lost.",
	    .perm = P_ADMIN_TRACKING,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = TAKES_CONFIRM,
	    .audit = "customer_merged",
	    .run = rpc_customers_merge,
	    .in = f_merge,
	    .in_size = sizeof(struct customers_merge),
	    .example = "{\"id\":7,\"from\":8,\"confirm\":[\"MERGE\"]}",
	    .returns = "{customer: {id, version, name}}" },
	{ .op = "customers.show_history",
	    .alias = "customers.history",
	    .help = "Appointments of a customer, newest first, with rates of "
		    "the decided ones.",
	    .perm = P_SLOTS_BOOK,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_customers_show_history,
	    .in = f_history,
	    .in_size = sizeof(struct customers_get),
	    .example = "{\"id\":7}",
	    .returns = "list of {booking?, date, hour, status, coming, "
		       "outcome?, moves, move_reason?, booked_by, campaign?, "
		       "description?}, statistics?" },
	{ .op = "customers.undo_merge",
	    .help = "A merged customer stands for itself again.",
	    .perm = P_ADMIN_TRACKING,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "customer_parted",
	    .run = rpc_customers_undo_merge,
	    .in = f_one,
	    .in_size = sizeof(struct p_one),
	    .example = "{\"id\":8}",
	    .returns = "{customer: {id, version, name}}" },
	{ .op = "customers.update",
	    .help = "Writes the note and the wished times of a customer.",
	    .perm = P_SLOTS_BOOK,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .audit = "customer_changed",
	    .run = rpc_customers_update,
	    .in = f_update,
	    .in_size = sizeof(struct customers_update),
	    .example = "{\"id\":7,\"version\":1,\"note\":\"Rückruf ab 17 "
		       "Uhr\"}",
	    .returns = "{customer: as customers.get}" },
	{ 0 },
};
