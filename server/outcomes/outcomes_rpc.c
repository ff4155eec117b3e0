/* Operations on outcomes. */
#include "common/date.h"
#include "common/json_write.h"
#include "server/outcomes/outcomes.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/slots/slots_json.h"

#define DAYS_BACK 30
#define WORKLIST_DAYS 90

static const char *const outcomes[] = { "completed", "no_show", "ghost",
	"cancelled", "rescheduled", "overhang", "exit", "pending", NULL };
#define ANY 8

struct p_list {
	int from, to, outcome;
	int64_t user, limit, offset;
};
struct p_confirm {
	int64_t booking;
};

static const struct field f_list[] = {
	F_DATE_OPT(struct p_list, from, "first day, default 30 days back"),
	F_DATE_OPT(struct p_list, to, "last day, default today"),
	F_ENUM_OPT(struct p_list, outcome, outcomes, ANY, "one outcome only"),
	F_ID_OPT(struct p_list, user, "booker"),
	F_INT_OPT(struct p_list, limit, 1, 200, 50, "most rows"),
	F_INT_OPT(struct p_list, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};
static const struct field f_confirm[] = {
	F_ID(struct p_confirm, booking, "booking whose outcome is assumed"),
	F_END,
};

static void
row_json(struct jw *w, const struct outcome_row *r)
{
	jw_object(w);
	jw_kint(w, "id", r->id);
	if (r->booking != 0)
		jw_kint(w, "booking", r->booking);
	jw_kstr(w, "customer", r->customer);
	jw_kdate(w, "date", r->date);
	jw_kint(w, "hour", r->hour);
	jw_kstr(w, "outcome", r->outcome);
	jw_kstr(w, "source", r->source);
	jw_kstr(w, "status", r->status);
	jw_kstr(w, "booked_by", r->booked_by);
	jw_kbool(w, "final", r->is_final);
	jw_kinstant(w, "checked_at", r->checked_at);
	jw_end_object(w);
}

static enum err
answer(struct call *c, const struct p_list *p, bool unconfirmed)
{
	struct outcomes_filter f = { .from = p->from,
		.to = p->to,
		.user = p->user,
		.unconfirmed = unconfirmed,
		.outcome = p->outcome == ANY ? NULL : outcomes[p->outcome],
		.limit = p->limit,
		.offset = p->offset };
	struct outcome_rows rows;
	enum err e;
	int i;

	if (f.from == DATE_NONE)
		f.from = c->today - (unconfirmed ? WORKLIST_DAYS : DAYS_BACK);
	if (f.to == DATE_NONE)
		f.to = c->today;
	if ((e = outcomes_list(c, &f, &rows)) != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < rows.n; i++)
		row_json(c->reply, &rows.row[i]);
	jw_end_array(c->reply);
	jw_kint(c->reply, "total", rows.total);
	jw_kint(c->reply, "limit", p->limit);
	jw_kint(c->reply, "offset", p->offset);
	jw_kdate(c->reply, "from", f.from);
	jw_kdate(c->reply, "to", f.to);
	return OK;
}

static enum err
rpc_outcomes_list(struct call *c, const void *in)
{
	return answer(c, in, false);
}

static enum err
rpc_outcomes_list_unconfirmed(struct call *c, const void *in)
{
	return answer(c, in, true);
}

static enum err
rpc_outcomes_confirm(struct call *c, const void *in)
{
	struct booking b;
	struct booking_view v = { .c = c };
	enum err e =
	    outcomes_confirm(c, ((const struct p_confirm *)in)->booking, &b);

	if (e != OK)
		return e;
	jw_key(c->reply, "booking");
	slots_json_booking(c->reply, &v, &b);
	return OK;
}

const struct op outcomes_ops[] = {
	{ .op = "outcomes.confirm",
	    .help = "Confirms an outcome that was only assumed.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .audit = "outcome_changed",
	    .run = rpc_outcomes_confirm,
	    .in = f_confirm,
	    .in_size = sizeof(struct p_confirm),
	    .example = "{\"booking\":7}",
	    .returns = "{booking}" },
	{ .op = "outcomes.list",
	    .help = "How appointments went, and where that is known from.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_outcomes_list,
	    .in = f_list,
	    .in_size = sizeof(struct p_list),
	    .example = "{\"outcome\":\"no_show\"}",
	    .returns = "list of {id, booking, customer, date, hour, outcome, "
		       "source, status, booked_by, final, checked_at}" },
	{ .op = "outcomes.list_unconfirmed",
	    .help = "Appointments whose outcome is missing or only assumed.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_outcomes_list_unconfirmed,
	    .in = f_list,
	    .in_size = sizeof(struct p_list),
	    .example = "{}",
	    .returns = "as outcomes.list" },
	{ 0 },
};
