/* Lists of customers: own ones (booking.md 12.7), all by segment (13.6). */
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/customers/customers_store.h"
#include "server/rpc/call.h"
#include "server/slots/slots.h"

#define OWN_DAYS_BACK 90
#define OWN_DAYS_AHEAD 30

const char *const customers_segments[SEGMENTS + 1] = { "risk", "champion",
	"loyal", "new", "critical", "potential", NULL };

int
customers_own_tenths(const struct own_row *r, int part)
{
	int all = r->appeared + r->no_show + r->cancelled;

	return all == 0 ? -1 : slots_rate_tenths(part, all);
}

static enum err
whose(struct call *c, const struct customers_own *in, int64_t *user)
{
	*user = in->user != 0 ? in->user : c->actor->id;
	if (*user == 0)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c,
			"Eigene Kunden hat nur ein Konto. Bitte eines mit "
			"--as angeben",
			"Only an account has own customers. Please name one "
			"with --as"));
	if (*user == c->actor->id || call_may(c, P_SLOTS_MANAGE_ALL))
		return OK;
	return call_fail(c, E_FORBIDDEN);
}

/* From the earlier of 1 Sep 2024 and 90 days ago to 30 days ahead. */
static enum err
period(struct call *c, const struct customers_own *in, struct own_rows *out)
{
	int first = date_make(2024, 9, 1);

	if (c->today - OWN_DAYS_BACK < first)
		first = c->today - OWN_DAYS_BACK;
	out->from = in->from == DATE_NONE ? first : in->from;
	out->to = in->to == DATE_NONE ? c->today + OWN_DAYS_AHEAD : in->to;
	if (out->from > out->to)
		return call_invalid(c, "to", "%s",
		    call_tr(c, "Das Ende liegt vor dem Anfang",
			"The end lies before the start"));
	return OK;
}

/* Risk and next appointment, over all bookers. */
static enum err
complete(struct call *c, struct own_row *r)
{
	struct customer_facts f;
	struct customer one;
	enum err e;

	r->risk = "low";
	if (r->id == 0)
		return customers_store_next(c, r);
	if ((e = customers_store_load(c, r->id, &one)) != OK ||
	    (e = customers_facts(c, &one, &f)) != OK)
		return e;
	r->name = customers_name(c, &one);
	r->risk = profile_risk(&f.n);
	r->next_date = f.next.date;
	r->next_hour = f.next.hour;
	return OK;
}

enum err
customers_list_own(
    struct call *c, const struct customers_own *in, struct own_rows *out)
{
	struct own_query q = { .limit = in->limit, .offset = in->offset };
	enum err e;
	int i;

	memset(out, 0, sizeof(*out));
	if ((e = whose(c, in, &q.user)) != OK || (e = period(c, in, out)) != OK)
		return e;
	q.from = tz_day(out->from);
	q.to = tz_day(out->to + 1);
	e = customers_store_own(c, &q, out);
	for (i = 0; e == OK && i < out->n; i++)
		e = complete(c, &out->row[i]);
	return e;
}

/* --- by segment --- */

static int
segment_of(const char *name)
{
	int i;

	for (i = 0; customers_segments[i] != NULL; i++)
		if (str_eq(customers_segments[i], name))
			return i;
	return 0;
}

static void
judge(struct risk_row *r)
{
	r->score = profile_score(&r->n);
	r->segment = profile_segment(&r->n);
	r->risk = profile_risk(&r->n);
}

/* Absences count among those at risk, the score everywhere else. */
static int
better(const void *a, const void *b)
{
	const struct risk_row *x = a, *y = b;
	int sx = segment_of(x->segment), sy = segment_of(y->segment);
	int mx = x->n.no_shows + x->n.ghosts, my = y->n.no_shows + y->n.ghosts;

	if (sx != sy)
		return sx - sy;
	if (sx == 0 && mx != my)
		return my - mx;
	if (sx != 0 && x->score != y->score)
		return y->score - x->score;
	if (x->n.total != y->n.total)
		return y->n.total - x->n.total;
	return strcmp(x->name, y->name);
}

/* Merged records are counted together, one by one. */
static enum err
add_groups(struct call *c, int segment, struct risk_rows *out)
{
	struct risk_rows groups = { 0 };
	struct customer_facts f;
	struct customer one;
	enum err e = customers_store_groups(c, &groups);
	int i, s;

	for (i = 0; e == OK && i < groups.n; i++) {
		struct risk_row *r = &groups.row[i];

		if ((e = customers_store_load(c, r->id, &one)) != OK ||
		    (e = customers_facts(c, &one, &f)) != OK)
			return e;
		if (f.n.total == 0)
			continue;
		r->n = f.n;
		judge(r);
		s = segment_of(r->segment);
		out->count[s]++;
		if (segment < 0 || segment == s)
			*ROW_ADD(c, out) = *r;
	}
	return e;
}

/* At most `most` of each segment stay. */
static void
cut(struct risk_rows *out, int most)
{
	int i, n = 0, of = 0;

	for (i = 0; i < out->n; i++) {
		of = i > 0 && str_eq(
				  out->row[i].segment, out->row[i - 1].segment)
			 ? of + 1
			 : 0;
		if (of < most)
			out->row[n++] = out->row[i];
	}
	out->n = n;
}

enum err
customers_list_risk(
    struct call *c, int segment, int most, struct risk_rows *out)
{
	enum err e;
	int i;

	memset(out, 0, sizeof(*out));
	e = customers_store_segments(c, out->count);
	for (i = 0; e == OK && i < SEGMENTS; i++)
		if ((segment < 0 || segment == i) && out->count[i] > 0)
			e = customers_store_ranked(c, i, most, out);
	for (i = 0; i < out->n; i++)
		judge(&out->row[i]);
	if (e == OK)
		e = add_groups(c, segment, out);
	if (e != OK)
		return e;
	if (out->n > 0)
		qsort(out->row, (size_t)out->n, sizeof(*out->row), better);
	cut(out, most);
	return OK;
}
