/*
 * Reading bookings: one with its history, lists with statistics (booking.md
 * 12.6), campaigns for completion.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/utf8.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_store.h"

#define DAY_MS 86400000LL
#define CAMPAIGNS_MAX 50

enum err
slots_get(struct call *c, const struct slots_id *in, struct booking_file *out)
{
	enum err e;

	memset(out, 0, sizeof(*out));
	if ((e = slots_booking(c, in->id, &out->booking)) != OK)
		return e;
	if (!slots_may_see(c, out->booking.booked_by))
		return call_fail(c, E_FORBIDDEN);
	e = slots_store_chain(c->db, c->arena, in->id, &out->chain);
	if (e != OK)
		return e;
	return slots_store_changes(c->db, c->arena, in->id, &out->changes);
}

/* Own bookings, those of one person, or everybody's. */
static enum err
whose(struct call *c, const struct slots_list *in, int64_t *user)
{
	int64_t self = c->actor->id;

	*user = in->user != 0 ? in->user : in->mine ? self : 0;
	if (*user == 0 && in->mine)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c,
			"Eigene Buchungen hat nur ein Konto. Bitte eines mit "
			"--as angeben oder mine=false",
			"Only an account has own bookings. Please name one "
			"with --as, or mine=false"));
	if (*user == self || call_may(c, P_SLOTS_MANAGE_ALL))
		return OK;
	return call_fail(c, E_FORBIDDEN);
}

static const char *
fold_filter(struct call *c, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return NULL;
	return utf8_fold(c->arena, text);
}

static enum err
make_query(struct call *c, const struct slots_list *in, struct booking_query *q)
{
	int from = in->from, to = in->to;

	if (from == DATE_NONE)
		from = c->today - slots_days_back(c);
	if (to == DATE_NONE)
		to = c->today + slots_days_forward(c);
	if (from > to)
		return call_invalid(c, "to", "%s",
		    call_tr(c, "Das Ende liegt vor dem Anfang",
			"The end lies before the start"));
	q->from = tz_day(from);
	q->to = tz_day(to + 1);
	q->filter = fold_filter(c, in->filter);
	q->campaign = in->campaign;
	if (in->campaign != NULL)
		q->campaign = in->campaign[0] != '\0'
				  ? utf8_nfc(c->arena, in->campaign)
				  : NULL;
	q->status = in->status < 0 ? NULL : slots_statuses[in->status];
	q->limit = in->limit;
	q->offset = in->offset;
	q->oldest = in->order == 1;
	return OK;
}

static void
count_status(struct booking_stats *s, const struct status_count *n)
{
	const struct {
		const char *status;
		int *counter;
	} map[] = {
		{ "pending", &s->pending },
		{ "appeared", &s->appeared },
		{ "recall", &s->recall },
		{ "special", &s->special },
		{ "cancelled", &s->cancelled },
		{ "rescheduled", &s->rescheduled },
		{ "overhang", &s->rescheduled }, /* one column */
		{ "no_show", &s->no_show },
		{ "ghost", &s->ghost },
		{ "exit", &s->exits },
	};
	size_t i;

	for (i = 0; i < sizeof(map) / sizeof(map[0]); i++) {
		if (str_eq(map[i].status, n->status))
			*map[i].counter += n->n;
	}
}

static void
sum_stats(struct booking_stats *s)
{
	s->success = s->appeared + s->recall + s->special;
	s->failure = s->no_show + s->ghost;
	s->completed = s->success + s->failure + s->cancelled + s->rescheduled;
}

enum err
slots_list(
    struct call *c, const struct slots_list *in, struct booking_page *out)
{
	struct booking_query q = { .user = 0 };
	struct status_counts counts = { NULL, 0, 0 };
	enum err e;
	int i;

	memset(out, 0, sizeof(*out));
	if ((e = whose(c, in, &q.user)) != OK)
		return e;
	if ((e = make_query(c, in, &q)) != OK)
		return e;
	e = slots_store_status_counts(c->db, c->arena, &q, &counts);
	if (e != OK)
		return e;
	for (i = 0; i < counts.n; i++) {
		count_status(&out->stats, &counts.row[i]);
		if (q.status == NULL || str_eq(q.status, counts.row[i].status))
			out->total += counts.row[i].n;
	}
	sum_stats(&out->stats);
	return slots_store_page(c->db, c->arena, &q, &out->list);
}

enum err
slots_suggest_campaigns(
    struct call *c, const struct slots_campaigns *in, struct text_list *out)
{
	const char *prefix = fold_filter(c, in->prefix);
	struct text_list all = { NULL, 0, 0 };
	enum err e;
	int i;

	*out = (struct text_list){ NULL, 0, 0 };
	e = slots_store_campaigns(
	    c->db, c->arena, c->now - slots_campaign_days(c) * DAY_MS, &all);
	for (i = 0; e == OK && i < all.n && out->n < CAMPAIGNS_MAX; i++) {
		const char *folded = utf8_fold(c->arena, all.row[i]);

		if (prefix == NULL || str_starts(folded, prefix))
			*LIST_ADD(c->arena, out) = all.row[i];
	}
	return e;
}
