/* Finding customers, their records and figures (booking.md 13.6). */
#include "server/customers/customers.h"

#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/customers/customers_query.h"
#include "server/customers/customers_store.h"
#include "server/customers/customers_work.h"
#include "server/core/events.h"
#include "server/rpc/call.h"

#define CANDIDATES 150 /* looked at before the best are picked */
#define FRESH_MOST 400
#define NAMES "name spelled"

const char *
customers_name(struct call *c, const struct customer *r)
{
	if (r->first_name[0] == '\0')
		return r->last_name;
	return arena_printf(c->arena, "%s, %s", r->last_name, r->first_name);
}

enum err
customers_load(
    struct call *c, int64_t id, int64_t version, struct customer *out)
{
	enum err e = customers_store_load(c, id, out);

	if (e != OK)
		return e;
	if (out->id == 0)
		return call_fail(c, E_NOT_FOUND);
	if (version == 0 || version == out->version)
		return OK;
	jw_kint(call_facts(c), "version", out->version);
	return call_fail(c, E_CONFLICT);
}

static enum err
facts_of_key(struct call *c, const char *key, struct customer_facts *f)
{
	enum err e = customers_store_counts(c, key, f);

	return e == OK ? customers_store_dates(c, key, f) : e;
}

enum err
customers_facts(
    struct call *c, const struct customer *r, struct customer_facts *out)
{
	struct customer_hits parts;
	enum err e = customers_store_parts(c, r->id, &parts);
	int i;

	memset(out, 0, sizeof(*out));
	out->first_seen = out->last_seen = DATE_NONE;
	out->next.date = out->last.date = DATE_NONE;
	if (e == OK)
		e = facts_of_key(c, r->key, out);
	for (i = 0; e == OK && i < parts.n; i++)
		e = facts_of_key(c, parts.row[i].c.key, out);
	out->figures = out->own || call_may(c, P_ANALYTICS_TEAM);
	return e;
}

/* --- finding --- */

struct candidate {
	struct customer c;
	int rank; /* 0: the last name is what was typed */
	int64_t newest;
};
struct candidates {
	struct candidate *row;
	int n, cap;
	bool cut;
};

/* A part leads to the whole. */
static enum err
whole(struct call *c, struct customer *r)
{
	if (r->merged_into == 0)
		return OK;
	return customers_store_load(c, r->merged_into, r);
}

static bool
is_known(const struct candidates *all, int64_t id)
{
	int i;

	for (i = 0; i < all->n; i++)
		if (all->row[i].c.id == id)
			return true;
	return false;
}

/* People type the last name first: that one found whole stands first. */
static int
rank_of(
    struct call *c, const struct customers_query *q, const struct customer *r)
{
	const char *last = utf8_fold(c->arena, r->last_name);
	const char *spelled = customers_spell(c->arena, r->last_name);
	int i, rank = 2 * QUERY_WORDS;

	for (i = q->n - 1; i >= 0; i--) {
		const char *w = q->word[i];
		const char *s = q->spelled[i] != NULL ? q->spelled[i] : w;

		if (str_eq(last, w) || str_eq(spelled, s))
			rank = 2 * i;
		else if (str_starts(last, w) || str_starts(spelled, s))
			rank = 2 * i + 1;
	}
	return rank;
}

static enum err
add(struct call *c, const struct customers_query *q, struct customer r,
    struct candidates *all)
{
	struct candidate *x;
	enum err e = whole(c, &r);

	if (e != OK || r.id == 0 || is_known(all, r.id))
		return e;
	x = ROW_ADD(c, all);
	x->c = r;
	x->rank = rank_of(c, q, &r);
	return customers_store_newest(c, r.key, &x->newest);
}

static enum err
match(struct call *c, const struct customers_query *q, const char *expression,
    struct candidates *all)
{
	struct customer_hits hits;
	enum err e = customers_store_match(c, expression, CANDIDATES, &hits);
	int i;

	for (i = 0; e == OK && i < hits.n; i++)
		e = add(c, q, hits.row[i].c, all);
	if (e == OK && hits.n == CANDIDATES)
		all->cut = true;
	return e;
}

/* Records that are too new for the index. */
static enum err
match_fresh(
    struct call *c, const struct customers_query *q, struct candidates *all)
{
	struct customer_hits hits;
	int64_t mark;
	enum err e;
	int i;

	if ((e = customers_store_mark(c, MARK_TEXT, &mark)) != OK ||
	    (e = customers_store_fresh(c, mark, FRESH_MOST, &hits)) != OK)
		return e;
	for (i = 0; e == OK && i < hits.n; i++)
		if (customers_query_fits(
			c->arena, q, customers_name(c, &hits.row[i].c)))
			e = add(c, q, hits.row[i].c, all);
	return e;
}

static enum err
collect(struct call *c, const struct customers_query *q, int64_t limit,
    struct candidates *all)
{
	struct arena *a = c->arena;
	enum err e = match_fresh(c, q, all);

	/* whole words first: "Li" must not drown among "Lindner" */
	if (e == OK)
		e = match(c, q, customers_query_match(a, q, NAMES, false), all);
	if (e == OK)
		e = match(c, q, customers_query_match(a, q, NAMES, true), all);
	if (e == OK && all->n < limit)
		e = match(c, q, customers_query_match(a, q, NULL, true), all);
	return e;
}

static int
by_rank(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank - y->rank;
	if (x->newest != y->newest)
		return x->newest > y->newest ? -1 : 1;
	return strcmp(x->c.key, y->c.key);
}

enum err
customers_find(
    struct call *c, const struct customers_find *in, struct customer_hits *out)
{
	struct customers_query q;
	struct candidates all = { 0 };
	enum err e = OK;
	int i;

	memset(out, 0, sizeof(*out));
	out->complete = true;
	customers_query_read(c->arena, in->text, &q);
	if (q.n == 0)
		return OK;
	if ((e = collect(c, &q, in->limit, &all)) != OK)
		return e;
	if (all.n > 0)
		qsort(all.row, (size_t)all.n, sizeof(*all.row), by_rank);
	out->complete = !all.cut && all.n <= in->limit;
	for (i = 0; e == OK && i < all.n && i < in->limit; i++) {
		struct customer_hit *hit = ROW_ADD(c, out);

		hit->c = all.row[i].c;
		e = customers_facts(c, &hit->c, &hit->f);
	}
	return e;
}

/* --- one record --- */

/* Most frequent, of equals the one seen last. */
static void
favourite(const struct habit *h, int *weekday, int *hour)
{
	int day_n[7] = { 0 }, day_last[7] = { 0 };
	int hour_n[24] = { 0 }, hour_last[24] = { 0 }, d, k;

	*weekday = *hour = -1;
	for (d = 0; d < 7; d++)
		for (k = 0; k < 24; k++) {
			day_n[d] += h->n[d][k];
			hour_n[k] += h->n[d][k];
			if (h->last[d][k] > day_last[d])
				day_last[d] = h->last[d][k];
			if (h->last[d][k] > hour_last[k])
				hour_last[k] = h->last[d][k];
		}
	for (d = 0; d < 7; d++)
		if (day_n[d] > 0 &&
		    (*weekday < 0 || day_n[d] > day_n[*weekday] ||
			(day_n[d] == day_n[*weekday] &&
			    day_last[d] > day_last[*weekday])))
			*weekday = d;
	for (k = 0; k < 24; k++)
		if (hour_n[k] > 0 && (*hour < 0 || hour_n[k] > hour_n[*hour] ||
					 (hour_n[k] == hour_n[*hour] &&
					     hour_last[k] > hour_last[*hour])))
			*hour = k;
}

/* Who may not open a booking does not read what was written about it. */
static void
hide(struct call *c, struct visits *v)
{
	bool all = call_may(c, P_SLOTS_MANAGE_ALL);
	int i;

	for (i = 0; i < v->n; i++) {
		struct visit *x = &v->row[i];

		x->may_see =
		    x->booking != 0 && (all || x->booker == c->actor->id);
		if (!all && x->booker != c->actor->id)
			x->description = "";
	}
}

enum err
customers_get(
    struct call *c, const struct customers_get *in, struct customer_file *out)
{
	struct habit h;
	enum err e = customers_load(c, in->id, 0, &out->c);

	if (e != OK || (e = whole(c, &out->c)) != OK)
		return e;
	if ((e = customers_facts(c, &out->c, &out->f)) != OK ||
	    (e = customers_store_parts(c, out->c.id, &out->merged)) != OK ||
	    (e = customers_store_habit(c, out->c.id, &h)) != OK ||
	    (e = customers_store_history(
		 c, out->c.id, in->limit, in->offset, &out->history)) != OK)
		return e;
	favourite(&h, &out->weekday, &out->hour);
	hide(c, &out->history);
	return OK;
}

enum err
customers_mark(struct call *c, const char *key, struct customer_mark *out)
{
	struct customer_facts f;
	struct customer r;
	enum err e = customers_store_by_key(c, key, &r);

	memset(out, 0, sizeof(*out));
	if (e != OK || r.id == 0)
		return e;
	if ((e = whole(c, &r)) != OK || (e = customers_facts(c, &r, &f)) != OK)
		return e;
	out->id = r.id;
	out->risk = profile_risk(&f.n);
	out->note = r.note[0] != '\0';
	return OK;
}

static void
audit_update(
    struct call *c, const struct customer *was, const struct customer *now)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "customer:%lld", (long long)now->id);
	/* what stands in a note stays in the record */
	jw_kbool(w, "note_changed", !str_eq(was->note, now->note));
	jw_kint(w, "note_length", (int64_t)utf8_count(now->note));
	jw_kint(w, "weekday", now->weekday);
	jw_kint(w, "hour", now->hour);
}

static bool
is_slot_hour(int64_t hour)
{
	return hour < 0 || hour == 9 || hour == 11 || hour == 14 ||
	       hour == 16 || hour == 18 || hour == 20;
}

enum err
customers_update(
    struct call *c, const struct customers_update *in, struct customer *out)
{
	struct customer was;
	enum err e;

	if (!is_slot_hour(in->hour))
		return call_invalid(c, "hour", "%s",
		    call_tr(c, "Erlaubt sind 9, 11, 14, 16, 18 und 20 Uhr",
			"Allowed are 9, 11, 14, 16, 18 and 20"));
	if ((e = customers_load(c, in->id, in->version, &was)) != OK)
		return e;
	*out = was;
	if (in->note != NULL)
		out->note = utf8_nfc(c->arena, in->note);
	if (in->weekday > -2)
		out->weekday = (int)in->weekday;
	if (in->hour > -2)
		out->hour = (int)in->hour;
	if ((e = customers_store_write(c, out)) != OK ||
	    (e = customers_reindex(c, out)) != OK)
		return e;
	out->version++;
	out->updated_at = c->now;
	audit_update(c, &was, out);
	call_message(c, "%s: %s", call_tr(c, "Gespeichert", "Saved"),
	    customers_name(c, out));
	event_emit(c, EV_CUSTOMER_CHANGED, out->id, NULL);
	return OK;
}
