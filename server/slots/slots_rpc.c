/*
 * Operations on bookings: hold, book, look at, cancel, move. One row each;
 * rules are in slots_book.c, slots_cancel.c, slots_move.c, slots_list.c.
 */
#include <stddef.h>

#include "server/customers/customers.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/slots/slots_figures.h"
#include "server/slots/slots_json.h"

#define LIST_BYTES_MAX (900 * 1024) /* below the limit of an answer */
#define LIST_TEXT_MAX 200	    /* code points of a description */

static const char *const kinds[] = { "cancelled", "exit", NULL };
static const char *const reasons[] = { "customer", "overhang", NULL };
static const char *const orders[] = { "newest", "oldest", NULL };

static const struct field f_none[] = { F_END };
static const struct field f_hold[] = {
	F_DATE(struct slots_hold, date, "day of the slot"),
	F_INT(struct slots_hold, hour, 0, 23, "hour of the slot"),
	F_END,
};
static const struct field f_book[] = {
	F_DATE(struct slots_book, date, "day of the slot"),
	F_INT(struct slots_book, hour, 0, 23, "9, 11, 14, 16, 18 or 20"),
	F_STR(struct slots_book, last_name, 1, 100, "no parentheses"),
	F_STR(struct slots_book, first_name, 1, 100, "no parentheses"),
	F_TEXT_OPT(struct slots_book, description, 500, "notes"),
	F_ENUM_OPT(struct slots_book, potential, figures_potentials, 1,
	    "income class or kind of booking"),
	F_STR_OPT(struct slots_book, campaign, 0, 100, "campaign"),
	F_END,
};
static const struct field f_get[] = {
	F_ID(struct slots_id, id, "booking"),
	F_END,
};
static const struct field f_cancel[] = {
	F_ID(struct slots_cancel, id, "booking"),
	F_ID_OPT(struct slots_cancel, version, "version that was seen"),
	F_TEXT_OPT(struct slots_cancel, reason, 500, "why"),
	F_ENUM_OPT(struct slots_cancel, kind, kinds, 0,
	    "cancelled, or exit: the customer dropped out"),
	F_END,
};
static const struct field f_status[] = {
	F_ID(struct slots_status, id, "booking"),
	F_ID_OPT(struct slots_status, version, "version that was seen"),
	F_ENUM(struct slots_status, status, slots_statuses, "how it went"),
	F_TEXT_OPT(struct slots_status, reason, 500, "why"),
	F_END,
};
static const struct field f_move[] = {
	F_ID(struct slots_move, id, "booking"),
	F_ID_OPT(struct slots_move, version, "version that was seen"),
	F_DATE(struct slots_move, date, "new day"),
	F_INT(struct slots_move, hour, 0, 23, "new hour"),
	F_ENUM_OPT(struct slots_move, reason, reasons, 0,
	    "who wants it: the customer, or too many customers"),
	F_TEXT_OPT(struct slots_move, note, 500, "note for the new booking"),
	F_INT_OPT(
	    struct slots_move, weight, 1, 2, 0, "places it takes; admins only"),
	F_END,
};
static const struct field f_targets[] = {
	F_ID(struct slots_targets, id, "booking to be moved"),
	F_DATE_OPT(struct slots_targets, date, "day, default tomorrow"),
	F_END,
};
static const struct field f_list[] = {
	F_ID_OPT(
	    struct slots_list, user, "account; others need slots.manage_all"),
	F_BOOL_OPT(struct slots_list, mine, 1, "own bookings only"),
	F_DATE_OPT(struct slots_list, from, "first day, default 60 days ago"),
	F_DATE_OPT(struct slots_list, to, "last day, default in 90 days"),
	F_ENUM_OPT(struct slots_list, status, slots_statuses, -1, "status"),
	F_STR_OPT(struct slots_list, filter, 0, 100, "part of the customer"),
	F_STR_OPT(struct slots_list, campaign, 0, 100, "campaign"),
	F_INT_OPT(struct slots_list, limit, 1, 500, 100, "rows"),
	F_INT_OPT(struct slots_list, offset, 0, 1000000, 0, "rows to skip"),
	F_ENUM_OPT(struct slots_list, order, orders, 0, "by day"),
	F_END,
};
static const struct field f_campaigns[] = {
	F_STR_OPT(struct slots_campaigns, prefix, 0, 100, "begin of the name"),
	F_END,
};

static enum err
rpc_slots_hold(struct call *c, const void *in)
{
	struct hold_result h;
	enum err e = slots_hold(c, in, &h);

	if (e != OK)
		return e;
	jw_kdate(c->reply, "date", h.fig.date);
	jw_kint(c->reply, "hour", h.fig.hour);
	jw_kinstant(c->reply, "expires_at", h.expires_at);
	jw_kint(c->reply, "seconds", h.seconds);
	jw_kint(c->reply, "free", h.fig.free);
	jw_kint(c->reply, "total", h.fig.total);
	return OK;
}

static enum err
rpc_slots_release(struct call *c, const void *in)
{
	bool released;
	enum err e = slots_release(c, &released);

	(void)in;
	if (e == OK)
		jw_kbool(c->reply, "released", released);
	return e;
}

static void
write_booking(
    struct call *c, const char *key, const struct booking *b, int64_t undo_id)
{
	struct booking_view v = { .c = c, .undo_id = undo_id };

	jw_key(c->reply, key);
	slots_json_booking(c->reply, &v, b);
}

static enum err
rpc_slots_book(struct call *c, const void *in)
{
	struct booking b;
	enum err e = slots_book(c, in, &b);

	if (e != OK)
		return e;
	write_booking(c, "booking", &b, 0);
	jw_kint(c->reply, "points", b.points);
	jw_kint(c->reply, "coins", b.points);
	jw_kstr(c->reply, "sync_state", b.sync_state);
	jw_kbool(c->reply, "capacity_unverified", b.capacity_unverified);
	jw_karray(c->reply, "awards");
	jw_end_array(c->reply);
	return OK;
}

static void
write_changes(struct jw *w, const struct booking_changes *l)
{
	int i;

	jw_karray(w, "changes");
	for (i = 0; i < l->n; i++) {
		jw_object(w);
		jw_kinstant(w, "at", l->row[i].at);
		jw_kstr(w, "from", l->row[i].from);
		jw_kstr(w, "to", l->row[i].to);
		jw_kstr(w, "by", l->row[i].by);
		jw_kstr(w, "reason", l->row[i].reason);
		jw_kstr(w, "source", l->row[i].source);
		jw_end_object(w);
	}
	jw_end_array(w);
}

/* Everybody who may see the booking sees the mark (hub file, open point 7). */
static enum err
write_customer(struct call *c, const char *key)
{
	struct customer_mark m;
	enum err e = customers_mark(c, key, &m);

	if (e != OK || m.id == 0)
		return e;
	jw_kobject(c->reply, "customer");
	jw_kint(c->reply, "id", m.id);
	jw_kstr(c->reply, "risk", m.risk);
	jw_kbool(c->reply, "has_note", m.note);
	jw_end_object(c->reply);
	return OK;
}

static enum err
rpc_slots_get(struct call *c, const void *in)
{
	struct booking_file file;
	int64_t undo = 0;
	enum err e;
	int i;

	if ((e = slots_get(c, in, &file)) != OK)
		return e;
	if ((e = slots_undoable(c, &undo)) != OK)
		return e;
	write_booking(c, "booking", &file.booking, undo);
	jw_karray(c->reply, "chain");
	for (i = 0; i < file.chain.n; i++)
		slots_json_short(c->reply, c, &file.chain.row[i]);
	jw_end_array(c->reply);
	write_changes(c->reply, &file.changes);
	return write_customer(c, file.booking.key);
}

static enum err
rpc_slots_list(struct call *c, const void *params)
{
	const struct slots_list *in = params;
	struct booking_view v = { .c = c, .description = LIST_TEXT_MAX };
	struct booking_page p;
	struct jw *w = c->reply;
	enum err e;
	int i;

	if ((e = slots_list(c, in, &p)) != OK)
		return e;
	if ((e = slots_undoable(c, &v.undo_id)) != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < p.list.n && w->b->len < LIST_BYTES_MAX; i++)
		slots_json_booking(w, &v, &p.list.row[i]);
	jw_end_array(w);
	jw_kint(w, "total", p.total);
	jw_kint(w, "limit", in->limit);
	jw_kint(w, "offset", in->offset);
	slots_json_stats(w, &p.stats);
	return OK;
}

static enum err
rpc_slots_cancel(struct call *c, const void *in)
{
	struct cancel_result r = { .undo_until = 0 };
	enum err e = slots_cancel(c, in, &r);

	if (e != OK)
		return e;
	write_booking(
	    c, "booking", &r.booking, r.undo_until != 0 ? r.booking.id : 0);
	jw_kint(c->reply, "points_reversed", r.points_reversed);
	if (r.undo_until != 0)
		jw_kinstant(c->reply, "undo_until", r.undo_until);
	return OK;
}

static enum err
rpc_slots_undo_status(struct call *c, const void *in)
{
	struct booking b;
	enum err e = slots_undo_status(c, in, &b);

	if (e == OK)
		write_booking(c, "booking", &b, 0);
	return e;
}

static enum err
rpc_slots_set_status(struct call *c, const void *in)
{
	struct booking b;
	int64_t undo_until = 0;
	enum err e = slots_change_status(c, in, &b, &undo_until);

	if (e != OK)
		return e;
	write_booking(c, "booking", &b, undo_until != 0 ? b.id : 0);
	if (undo_until != 0)
		jw_kinstant(c->reply, "undo_until", undo_until);
	return OK;
}

static enum err
rpc_slots_move(struct call *c, const void *in)
{
	struct booking old, b;
	enum err e = slots_move(c, in, &old, &b);

	if (e != OK)
		return e;
	write_booking(c, "old", &old, 0);
	write_booking(c, "booking", &b, 0);
	return OK;
}

static enum err
rpc_slots_list_targets(struct call *c, const void *in)
{
	struct jw *w = c->reply;
	struct targets t;
	enum err e;
	int i;

	if ((e = slots_list_targets(c, in, &t)) != OK)
		return e;
	jw_kdate(w, "date", t.date);
	jw_kbool(w, "blocked", t.blocked);
	if (t.reason != NULL)
		jw_kstr(w, "reason", t.reason);
	jw_karray(w, "slots");
	for (i = 0; i < t.figs.n; i++) {
		jw_object(w);
		slots_json_fig(w, &t.figs.row[i]);
		jw_kbool(w, "allowed", t.allowed[i]);
		jw_end_object(w);
	}
	jw_end_array(w);
	return OK;
}

static enum err
rpc_slots_suggest_campaigns(struct call *c, const void *in)
{
	struct text_list l;
	enum err e = slots_suggest_campaigns(c, in, &l);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < l.n; i++)
		jw_str(c->reply, l.row[i]);
	jw_end_array(c->reply);
	jw_kwhole(c->reply, l.n);
	return OK;
}

const struct op slots_ops[] = {
	{ .op = "slots.book",
	    .alias = "booking.create",
	    .help = "Books a customer into a slot.",
	    .perm = P_SLOTS_BOOK,
	    .kind = OP_WRITE,
	    .rate = RATE_BOOKING,
	    .flags = TAKES_CONFIRM,
	    .audit = "booking_created",
	    .run = rpc_slots_book,
	    .in = f_book,
	    .in_size = sizeof(struct slots_book),
	    .example = "{\"date\":\"2031-03-04\",\"hour\":9,"
		       "\"last_name\":\"Muster\",\"first_name\":\"Erika\"}",
	    .returns = "{booking, points, coins, sync_state, "
		       "capacity_unverified, awards}" },
	{ .op = "slots.cancel",
	    .alias = "booking.cancel",
	    .help = "Cancels a pending booking; its place is free at once.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_BOOKING,
	    .audit = "booking_cancelled",
	    .run = rpc_slots_cancel,
	    .in = f_cancel,
	    .in_size = sizeof(struct slots_cancel),
	    .example = "{\"id\":7,\"version\":1,\"reason\":\"krank\"}",
	    .returns = "{booking, points_reversed, undo_until?}" },
	{ .op = "slots.get",
	    .alias = "booking.get",
	    .help = "One booking with its chain of moves and its changes.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_get,
	    .in = f_get,
	    .in_size = sizeof(struct slots_id),
	    .example = "{\"id\":7}",
	    .returns = "{booking, chain, changes, customer?}" },
	{ .op = "slots.hold",
	    .help = "Keeps a place for this session while its form is open.",
	    .perm = P_SLOTS_BOOK,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .audit = "none: transient",
	    .run = rpc_slots_hold,
	    .in = f_hold,
	    .in_size = sizeof(struct slots_hold),
	    .example = "{\"date\":\"2031-03-04\",\"hour\":9}",
	    .returns = "{date, hour, expires_at, seconds, free, total}" },
	{ .op = "slots.list",
	    .alias = "booking.list",
	    .help = "Bookings by person, days, status and customer, with "
		    "statistics.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_slots_list,
	    .in = f_list,
	    .in_size = sizeof(struct slots_list),
	    .example = "{\"status\":\"pending\",\"limit\":20}",
	    .returns = "{items, total, limit, offset, statistics}" },
	{ .op = "slots.list_targets",
	    .alias = "booking.targets",
	    .help = "Slots of a day a booking can be moved to.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_list_targets,
	    .in = f_targets,
	    .in_size = sizeof(struct slots_targets),
	    .example = "{\"id\":7,\"date\":\"2031-03-05\"}",
	    .returns = "{date, blocked, reason?, slots}" },
	{ .op = "slots.move",
	    .alias = "booking.reschedule",
	    .help = "Moves a pending booking to another slot.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_BOOKING,
	    .flags = TAKES_CONFIRM,
	    .audit = "booking_moved",
	    .run = rpc_slots_move,
	    .in = f_move,
	    .in_size = sizeof(struct slots_move),
	    .example = "{\"id\":7,\"version\":1,\"date\":\"2031-03-05\","
		       "\"hour\":14,\"reason\":\"customer\"}",
	    .returns = "{old, booking}" },
	{ .op = "slots.release",
	    .help = "Gives the place back that this session holds.",
	    .perm = P_SLOTS_BOOK,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .audit = "none: transient",
	    .run = rpc_slots_release,
	    .in = f_none,
	    .example = "{}",
	    .returns = "{released}" },
	{ .op = "slots.suggest_campaigns",
	    .alias = "campaigns.suggest",
	    .help = "Names of campaigns of the last 90 days.",
	    .perm = P_SLOTS_BOOK,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_suggest_campaigns,
	    .in = f_campaigns,
	    .in_size = sizeof(struct slots_campaigns),
	    .example = "{\"prefix\":\"Her\"}",
	    .returns = "list of names" },
	{ .op = "slots.set_status",
	    .alias = "booking.set_status",
	    .help = "Sets how an appointment went, or takes that back.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .audit = "outcome_changed",
	    .run = rpc_slots_set_status,
	    .in = f_status,
	    .in_size = sizeof(struct slots_status),
	    .example = "{\"id\":7,\"status\":\"appeared\",\"version\":1}",
	    .returns = "{booking, undo_until}" },
	{ .op = "slots.undo_status",
	    .alias = "booking.undo",
	    .help = "Takes back the last change of status of this session, "
		    "within 30 seconds.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .audit = "outcome_changed",
	    .run = rpc_slots_undo_status,
	    .in = f_get,
	    .in_size = sizeof(struct slots_id),
	    .example = "{\"id\":7}",
	    .returns = "{booking}" },
	{ .op = NULL },
};
