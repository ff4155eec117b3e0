/* JSON shapes of customers. */
#include "server/customers/customers_json.h"

#include "common/date.h"
#include "server/rpc/call.h"

void
customers_json_tenths(struct jw *w, const char *key, int tenths)
{
	if (tenths >= 0)
		jw_kint(w, key, tenths);
}

static void
near_json(struct jw *w, const char *key, const struct visit *v)
{
	if (v->date == DATE_NONE)
		return;
	jw_kobject(w, key);
	if (v->booking != 0)
		jw_kint(w, "booking", v->booking);
	jw_kdate(w, "date", v->date);
	jw_kint(w, "hour", v->hour);
	jw_kstr(w, "status", v->status);
	jw_end_object(w);
}

static void
name_json(struct jw *w, struct call *c, const struct customer *r)
{
	jw_kint(w, "id", r->id);
	jw_kint(w, "version", r->version);
	jw_kstr(w, "name", customers_name(c, r));
	jw_kstr(w, "last_name", r->last_name);
	jw_kstr(w, "first_name", r->first_name);
}

static void
facts_json(struct jw *w, const struct customer_facts *f)
{
	jw_kstr(w, "risk", profile_risk(&f->n));
	jw_kint(w, "missed", f->n.no_shows + f->n.ghosts);
	jw_kint(w, "appointments", f->appointments);
	jw_kint(w, "open", f->open);
	jw_kbool(w, "own", f->own);
	near_json(w, "next", &f->next);
	near_json(w, "last", &f->last);
}

void
customers_json_hit(struct jw *w, struct call *c, const struct customer_hit *h)
{
	jw_object(w);
	name_json(w, c, &h->c);
	jw_kbool(w, "has_note", h->c.note[0] != '\0');
	facts_json(w, &h->f);
	jw_end_object(w);
}

void
customers_json_counts(
    struct jw *w, const char *key, const struct profile_counts *n)
{
	jw_kobject(w, key);
	jw_kint(w, "total", n->total);
	jw_kint(w, "completed", n->completed);
	jw_kint(w, "no_shows", n->no_shows);
	jw_kint(w, "ghosts", n->ghosts);
	jw_kint(w, "cancelled", n->cancelled);
	jw_kint(w, "rescheduled", n->rescheduled);
	jw_kint(w, "overhang", n->overhang);
	jw_kint(w, "exits", n->exits);
	jw_end_object(w);
}

static void
figures_json(struct jw *w, const struct profile_counts *n)
{
	jw_kobject(w, "figures");
	jw_kint(w, "score_hundredths", profile_score(n));
	customers_json_tenths(w, "decided_tenths", profile_decided_tenths(n));
	jw_kstr(w, "segment", profile_segment(n));
	jw_end_object(w);
}

/* What the customer wishes beats what was usual. */
static void
habit_json(struct jw *w, const struct customer_file *f)
{
	bool day = f->c.weekday >= 0, hour = f->c.hour >= 0;

	jw_kobject(w, "preferred");
	if (day || f->weekday >= 0)
		jw_kint(w, "weekday", day ? f->c.weekday : f->weekday);
	if (hour || f->hour >= 0)
		jw_kint(w, "hour", hour ? f->c.hour : f->hour);
	jw_kbool(w, "weekday_wished", day);
	jw_kbool(w, "hour_wished", hour);
	jw_end_object(w);
}

static void
merged_json(struct jw *w, struct call *c, const struct customer_file *f)
{
	int i;

	jw_karray(w, "merged");
	for (i = 0; i < f->merged.n; i++) {
		const struct customer *r = &f->merged.row[i].c;

		jw_object(w);
		jw_kint(w, "id", r->id);
		jw_kstr(w, "name", customers_name(c, r));
		jw_kstr(w, "note", r->note);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
customers_json_file(struct jw *w, struct call *c, const struct customer_file *f)
{
	jw_object(w);
	name_json(w, c, &f->c);
	jw_kstr(w, "note", f->c.note);
	facts_json(w, &f->f);
	if (f->f.first_seen != DATE_NONE) {
		jw_kdate(w, "first_seen", f->f.first_seen);
		jw_kdate(w, "last_seen", f->f.last_seen);
	}
	customers_json_counts(w, "counts", &f->f.n);
	if (f->f.figures)
		figures_json(w, &f->f.n);
	habit_json(w, f);
	jw_kinstant(w, "created_at", f->c.created_at);
	jw_kinstant(w, "updated_at", f->c.updated_at);
	merged_json(w, c, f);
	jw_end_object(w);
}

void
customers_json_visit(struct jw *w, struct call *c, const struct visit *v)
{
	jw_object(w);
	if (v->may_see)
		jw_kint(w, "booking", v->booking);
	jw_kdate(w, "date", v->date);
	jw_kint(w, "hour", v->hour);
	jw_kstr(w, "status", v->status);
	jw_kbool(w, "coming", v->start_at > c->now);
	if (v->outcome[0] != '\0')
		jw_kstr(w, "outcome", v->outcome);
	jw_kint(w, "moves", v->moves);
	if (v->move_reason[0] != '\0')
		jw_kstr(w, "move_reason", v->move_reason);
	jw_kstr(w, "booked_by", v->booked_by);
	if (v->campaign[0] != '\0')
		jw_kstr(w, "campaign", v->campaign);
	if (v->description[0] != '\0')
		jw_kstr(w, "description", v->description);
	jw_end_object(w);
}
