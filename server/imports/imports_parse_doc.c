/*
 * Records of the files that are one JSON document (booking.md 16.4).
 * Called by imports_parse.c.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/imports/imports_parse_private.h"

#define DETAILS_BYTES 65536 /* of one day */
#define REASON_CHARS 200

static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday" };

static void
fault_at(struct parse *p, const char *where, const char *error)
{
	parse_fault(p, 0, arena_printf(p->a, "%s: %s", where, error));
}

static bool
add_total(struct parse *p, const json_t *o, enum imp_total_kind kind, int key)
{
	int placed = parse_count(o, "total_slots");
	int appeared = parse_count(o, "total_appeared");
	struct imp_total *t;

	if (placed < 0 || appeared < 0)
		return false;
	t = IMP_ADD(p->a, p->d->total, p->d->n_totals);
	t->kind = kind;
	t->key = key;
	t->placed = placed;
	t->appeared = appeared;
	p->f->rows++;
	return true;
}

static int
weekday_of(const char *name)
{
	int i;

	for (i = 0; i < 7; i++)
		if (str_eq(weekdays[i], name))
			return i;
	return -1;
}

void
parse_stats(struct parse *p, const json_t *o)
{
	const char *key;
	json_t *v;
	int k;

	if (json_object_get(o, "total_slots") == NULL ||
	    !add_total(p, o, IMP_OVERALL, 0))
		fault_at(p, "total_slots", "missing or no count");
	else
		p->d->stats_not_appeared = parse_count(o, "total_not_appeared");
	p->d->stats_days = parse_int(o, "total_days", -1);
	json_object_foreach(json_get(o, "by_weekday"), key, v)
	{
		k = weekday_of(key);
		if (k < 0 || !add_total(p, v, IMP_WEEKDAY, k))
			fault_at(p, "by_weekday", key);
	}
	json_object_foreach(json_get(o, "by_time"), key, v)
	{
		k = parse_clock(key);
		if (k % 60 != 0)
			k = -1;
		if (k < 0 || !add_total(p, v, IMP_HOUR, k / 60))
			fault_at(p, "by_time", key);
	}
}

/* Breakdowns are kept as they are: their sums are not used. */
static const char *
metric_details(struct parse *p, const json_t *o)
{
	static const char *const counted[] = { "date", "total_slots",
		"completed", "no_shows", "ghosts", "cancelled", "rescheduled",
		"overhang", "exits", "calculated_at", NULL };

	return parse_extra(p, o, counted);
}

static bool
add_metric(struct parse *p, const json_t *o, int date)
{
	struct imp_metric m = {
		.date = date,
		.total = parse_count(o, "total_slots"),
		.completed = parse_count(o, "completed"),
		.no_shows = parse_count(o, "no_shows"),
		.ghosts = parse_count(o, "ghosts"),
		.cancelled = parse_count(o, "cancelled"),
		.rescheduled = parse_count(o, "rescheduled"),
		.overhang = parse_count(o, "overhang"),
		.exits = parse_count(o, "exits"),
		.at = parse_instant(o, "calculated_at"),
	};

	if (!json_is_object(o) || m.total < 0 || m.completed < 0 ||
	    m.no_shows < 0 || m.ghosts < 0 || m.cancelled < 0 ||
	    m.rescheduled < 0 || m.overhang < 0 || m.exits < 0)
		return false;
	m.details = metric_details(p, o);
	if (strlen(m.details) > DETAILS_BYTES)
		return false;
	*IMP_ADD(p->a, p->d->metric, p->d->n_metrics) = m;
	p->f->rows++;
	return true;
}

void
parse_metrics(struct parse *p, const json_t *o)
{
	const char *key;
	json_t *v;
	int date;

	json_object_foreach((json_t *)o, key, v)
	{
		date = date_parse(key);
		if (date == DATE_NONE || !add_metric(p, v, date))
			fault_at(p, key, "no day of figures");
	}
}

/* At most n characters of s. */
static const char *
cut(struct parse *p, const char *s, int n)
{
	const char *end = s;
	uint32_t cp;

	while (n-- > 0)
		end += utf8_next(end, &cp);
	return arena_strndup(p->a, s, (size_t)(end - s));
}

/* Minutes of a time range; false if they make no range inside the day. */
static bool
block_times(const json_t *o, struct imp_block *b)
{
	const char *to = json_get_str(o, "end_time", "");

	b->from = parse_clock(json_get_str(o, "start_time", NULL));
	b->to = str_eq(to, "24:00") ? 24 * 60 : parse_clock(to);
	return b->from >= 0 && b->to > b->from;
}

static const char *
add_block(struct parse *p, const char *key, const json_t *o)
{
	struct imp_block b = {
		.type = parse_str(p, o, "block_type", "full_day"),
		.to = 24 * 60,
		.reason = parse_str(p, o, "reason", ""),
		.added_by = parse_str(p, o, "added_by", "import"),
		.at = parse_instant(o, "added_at"),
	};

	b.start = parse_date(o, "date");
	if (b.start == DATE_NONE)
		b.start = date_parse(key);
	b.end = b.start;
	if (str_eq(b.type, "date_range")) {
		b.start = parse_date(o, "start_date");
		b.end = parse_date(o, "end_date");
	} else if (str_eq(b.type, "time_range")) {
		if (!block_times(o, &b))
			return "start_time or end_time is not valid";
	} else if (!str_eq(b.type, "full_day")) {
		return "unknown block_type";
	}
	if (b.start == DATE_NONE || b.end == DATE_NONE || b.end < b.start)
		return "date is not valid";
	b.reason =
	    b.reason[0] == '\0' ? "Gesperrt" : cut(p, b.reason, REASON_CHARS);
	*IMP_ADD(p->a, p->d->block, p->d->n_blocks) = b;
	p->f->rows++;
	return NULL;
}

void
parse_blocks(struct parse *p, const json_t *o)
{
	json_t *all = json_get(o, "custom_blocks"), *v;
	const char *key, *error;

	if (!json_is_object(all)) {
		parse_fault(p, 0, "custom_blocks is missing");
		return;
	}
	json_object_foreach(all, key, v)
	{
		error =
		    json_is_object(v) ? add_block(p, key, v) : "not an object";
		if (error != NULL)
			fault_at(p, key, error);
	}
}
