/* The status board: cards of a period in the columns of booking.md 12.6. */
#include "common/date.h"
#include "common/str.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/slots/slots_json.h"

#define CARDS_MAX 2000
#define CARDS_BYTES (900 * 1024)

struct p_board {
	int64_t user;
	bool mine;
	int from, to;
};

static const struct field f_board[] = {
	F_ID_OPT(struct p_board, user, "bookings of this account"),
	F_BOOL_OPT(struct p_board, mine, true, "own bookings"),
	F_DATE_OPT(struct p_board, from, "first day, default 60 days back"),
	F_DATE_OPT(struct p_board, to, "last day, default 90 days ahead"),
	F_END,
};

/* Overhang shares a column with the moved ones and carries a mark. */
static const char *
column_of(const char *status)
{
	return str_eq(status, "overhang") ? "rescheduled" : status;
}

static void
card(struct jw *w, const struct booking_view *v, const struct booking *b)
{
	const char **next;

	jw_object(w);
	jw_kint(w, "id", b->id);
	jw_kint(w, "version", b->version);
	jw_kstr(
	    w, "customer", slots_customer(v->c, b->last_name, b->first_name));
	jw_kdate(w, "date", b->date);
	jw_kint(w, "hour", b->hour);
	jw_kstr(w, "column", column_of(b->status));
	jw_kstr(w, "status", b->status);
	jw_kbool(w, "assumed", str_eq(b->status_source, "default"));
	jw_kstr(w, "potential", b->potential);
	jw_kstr(w, "booked_by", b->by_name);
	jw_kint(w, "moves", b->moves);
	jw_kint(w, "points", b->points);
	jw_karray(w, "next");
	for (next = slots_next_statuses(v->c, b); *next != NULL; next++)
		jw_str(w, *next);
	jw_end_array(w);
	jw_kbool(w, "undo", v->undo_id == b->id);
	jw_end_object(w);
}

static enum err
rpc_slots_show_board(struct call *c, const void *params)
{
	const struct p_board *p = params;
	struct slots_list q = { .user = p->user,
		.mine = p->mine && p->user == 0,
		.from = p->from,
		.to = p->to,
		.status = -1,
		.limit = CARDS_MAX,
		.order = 1 };
	struct booking_view v = { .c = c };
	struct booking_page page;
	struct jw *w = c->reply;
	enum err e;
	int i;

	if ((e = slots_list(c, &q, &page)) != OK ||
	    (e = slots_undoable(c, &v.undo_id)) != OK)
		return e;
	jw_karray(w, "columns");
	for (i = 0; slots_statuses[i] != NULL; i++)
		if (str_eq(column_of(slots_statuses[i]), slots_statuses[i]) &&
		    !str_eq(slots_statuses[i], "exit"))
			jw_str(w, slots_statuses[i]);
	jw_end_array(w);
	jw_karray(w, "cards");
	for (i = 0; i < page.list.n && w->b->len < CARDS_BYTES; i++)
		card(w, &v, &page.list.row[i]);
	jw_end_array(w);
	jw_kint(w, "total", page.total);
	jw_kbool(w, "complete", i == page.total);
	slots_json_stats(w, &page.stats);
	return OK;
}

const struct op slots_board_ops[] = {
	{ .op = "slots.show_board",
	    .alias = "booking.board",
	    .help = "Appointments of a period as cards in columns by status.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_show_board,
	    .in = f_board,
	    .in_size = sizeof(struct p_board),
	    .example = "{}",
	    .returns = "{columns, cards: [{id, version, customer, date, hour, "
		       "column, status, assumed, potential, booked_by, moves, "
		       "points, next, undo}], total, complete, statistics}" },
	{ .op = NULL },
};
