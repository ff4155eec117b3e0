/*
 * Records of the files with one object per line (booking.md 16.1 to 16.4).
 * Called by imports_parse.c.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/customers/customers_key.h"
#include "server/imports/imports_parse.h"
#include "server/imports/imports_parse_private.h"

#define NO_DATE "date is missing or not YYYY-MM-DD"
#define NO_TIME "time is missing or not HH:MM"
#define COUNT_MAX 1000 /* of one cell */
#define COLOR_BLUEBERRY 9
#define COLOR_LAST 11

/* Hour of a historical cell, which begins on the full hour; -1 if not. */
static int
cell_hour(const json_t *o)
{
	int minute = parse_clock(json_get_str(o, "time", NULL));

	return minute < 0 || minute % 60 != 0 ? -1 : minute / 60;
}

const char *
parse_hist_booking(struct parse *p, const json_t *o)
{
	int date = parse_date(o, "date"), hour = cell_hour(o);
	struct imp_mark *m;

	if (date == DATE_NONE)
		return NO_DATE;
	if (hour < 0)
		return NO_TIME;
	m = IMP_ADD(p->a, p->d->mark, p->d->n_marks);
	m->date = date;
	m->hour = hour;
	return NULL;
}

const char *
parse_hist_outcome(struct parse *p, const json_t *o)
{
	int date = parse_date(o, "date"), hour = cell_hour(o);
	int count = parse_int(o, "count", -1);
	const char *outcome = json_get_str(o, "outcome", "");
	struct imp_count *c;

	if (date == DATE_NONE)
		return NO_DATE;
	if (hour < 0)
		return NO_TIME;
	if (!str_eq(outcome, "appeared") && !str_eq(outcome, "not_appeared"))
		return "outcome is neither appeared nor not_appeared";
	if (count < 0 || count > COUNT_MAX)
		return "count is missing or out of range";
	c = IMP_ADD(p->a, p->d->count, p->d->n_counts);
	c->id = parse_str(p, o, "id", "");
	c->date = date;
	c->hour = hour;
	c->appeared = str_eq(outcome, "appeared");
	c->count = count;
	return NULL;
}

static int
color_of(const json_t *o, int dflt)
{
	const json_t *v = json_object_get(o, "color_id");
	int color;

	if (v == NULL || json_is_null(v))
		return dflt;
	color = parse_int(o, "color_id", 0);
	return color < 0 || color > COLOR_LAST ? 0 : color;
}

const char *
parse_outcome(struct parse *p, const json_t *o)
{
	static const char *const known[] = { "id", "timestamp", "customer",
		"date", "time", "color_id", "potential_type", "description",
		"consultant", NULL };
	int date = parse_date(o, "date");
	int minute = parse_clock(json_get_str(o, "time", NULL));
	const char *title = parse_str(p, o, "customer", NULL);
	struct imp_outcome *r;

	if (date == DATE_NONE)
		return NO_DATE;
	if (minute < 0)
		return NO_TIME;
	if (title == NULL || title[0] == '\0')
		return "customer is missing";
	r = IMP_ADD(p->a, p->d->outcome, p->d->n_outcomes);
	r->id = parse_str(p, o, "id", "");
	r->title = title;
	r->name = customers_clean_name(p->a, title);
	r->key = customers_key(p->a, title);
	r->date = date;
	r->minute = minute;
	r->color = color_of(o, 0);
	r->at = parse_instant(o, "timestamp");
	r->potential = parse_str(p, o, "potential_type", "unknown");
	r->booked_by = parse_str(p, o, "consultant", NULL);
	r->description =
	    imports_html_text(p->a, json_get_str(o, "description", ""));
	r->extra = parse_extra(p, o, known);
	r->seq = p->d->n_outcomes;
	return NULL;
}

/* "Nachname, Vorname"; without a comma everything is the last name. */
static void
split_name(struct parse *p, struct imp_booking *b)
{
	const char *name = customers_clean_name(p->a, b->title);
	const char *comma = strchr(name, ',');
	char *w;

	b->last = name;
	b->first = "";
	if (comma != NULL && comma != name) {
		b->last = arena_strndup(p->a, name, (size_t)(comma - name));
		b->first = comma + 1 + (comma[1] == ' ');
	}
	b->key = customers_key(p->a, b->title);
	b->loose = w = arena_strdup(p->a, b->key);
	for (comma = b->key; *comma != '\0'; comma++)
		if (*comma != ',')
			*w++ = *comma;
	*w = '\0';
}

/* Rows of the back-fill do not know when they were booked (16.1). */
static void
booking_times(const json_t *o, struct imp_booking *b)
{
	const char *day = json_get_str(o, "booked_on_weekday", "Unknown");

	b->backfilled = str_eq(day, "Unknown");
	b->lead_time =
	    b->backfilled ? -1 : parse_int(o, "booking_lead_time", -1);
	if (b->lead_time < 0)
		b->lead_time = -1;
	b->at = parse_instant(o, "timestamp");
	if (b->at == 0) {
		b->at = tz_day(b->date);
		b->approximate = true;
	}
}

/* A failed booking that was recovered stands in bookings.jsonl as well. */
static bool
is_no_booking(struct parse *p, const json_t *o)
{
	if (p->f->kind == IMP_FAILED && json_get_bool(o, "recovered", false)) {
		p->d->n_recovered++;
		return true;
	}
	if (str_eq(json_get_str(o, "potential_type", ""), "historical")) {
		p->d->n_aggregates++;
		return true;
	}
	return false;
}

const char *
parse_booking(struct parse *p, const json_t *o)
{
	static const char *const known[] = { "id", "timestamp", "customer",
		"date", "time", "weekday", "week_number", "user",
		"potential_type", "color_id", "campaign", "booking_lead_time",
		NULL };
	int date = parse_date(o, "date");
	int minute = parse_clock(json_get_str(o, "time", NULL));
	struct imp_booking *b;

	if (date == DATE_NONE)
		return NO_DATE;
	if (minute < 0)
		return NO_TIME;
	if (is_no_booking(p, o))
		return NULL;
	b = IMP_ADD(p->a, p->d->booking, p->d->n_bookings);
	b->id = parse_str(p, o, "id", "");
	b->title = parse_str(p, o, "customer", "");
	if (b->title[0] == '\0')
		b->title = "Unknown";
	b->date = date;
	b->minute = minute;
	split_name(p, b);
	booking_times(o, b);
	b->recovered = p->f->kind == IMP_FAILED;
	b->user = parse_str(p, o, "user", "");
	b->potential = parse_str(p, o, "potential_type", "unknown");
	b->color = color_of(o, COLOR_BLUEBERRY);
	b->campaign = parse_str(p, o, "campaign", NULL);
	b->extra = parse_extra(p, o, known);
	b->seq = p->d->n_bookings;
	return NULL;
}
