/* Events of iCalendar texts, read and written. */
#include "server/calendar/caldav_ics.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/calendar/caldav_ics_time.h"

#define SERIES_MOST 400 /* occurrences within the window */
#define EVENTS_MOST 2000
#define EXCLUDED_MOST 1000

/* --- colours: the ids of the hub and names of RFC 7986 --- */

static const char *const colors[] = { NULL, "lavender", "darkseagreen",
	"darkorchid", "lightcoral", "gold", "orange", "deepskyblue", "dimgray",
	"royalblue", "green", "tomato" };
#define COLORS ((int)(sizeof(colors) / sizeof(colors[0])))

static int
color_named(const char *name)
{
	int i;

	for (i = 1; i < COLORS; i++)
		if (strcasecmp(colors[i], name) == 0)
			return i;
	return 0;
}

/* --- reading --- */

/* One VEVENT as its lines say it. */
struct raw_event {
	const struct ics_line *summary, *description, *status, *start, *end,
	    *duration, *uid, *rule, *instance, *hub, *hub_color, *color,
	    *categories;
	bool odd; /* RDATE and the like: dates that are not understood */
	int64_t excluded[EXCLUDED_MOST];
	int n_excluded;
};

struct reader {
	struct arena *a;
	const char *name;
	const struct ics_window *w;
	struct ics_file *out;
	struct raw_event *raw;	 /* the one being read */
	struct raw_event *first; /* of a series */
	int64_t *moved;		 /* instances that stand on their own */
	int n_moved, n_events;
};

static bool
exclude(struct reader *r, const struct ics_line *l)
{
	char *rest = arena_strdup(r->a, l->value), *part;
	struct ics_line one = *l;
	struct ics_time t;

	while ((part = strsep(&rest, ",")) != NULL) {
		one.value = part;
		if (r->raw->n_excluded == EXCLUDED_MOST ||
		    !ics_time(r->a, &one, &t))
			return false;
		r->raw->excluded[r->raw->n_excluded++] = ics_instant(&t);
	}
	return true;
}

static bool
take_line(struct reader *r, const struct ics_line *l)
{
	struct raw_event *e = r->raw;
	const struct {
		const char *name;
		const struct ics_line **at;
	} rows[] = { { "SUMMARY", &e->summary },
		{ "DESCRIPTION", &e->description }, { "STATUS", &e->status },
		{ "DTSTART", &e->start }, { "DTEND", &e->end },
		{ "DURATION", &e->duration }, { "UID", &e->uid },
		{ "RRULE", &e->rule }, { "RECURRENCE-ID", &e->instance },
		{ "X-HUB-BOOKING", &e->hub }, { "X-HUB-COLOR", &e->hub_color },
		{ "COLOR", &e->color }, { "CATEGORIES", &e->categories } };
	size_t i;

	if (str_eq(l->name, "EXDATE"))
		return exclude(r, l);
	if (str_eq(l->name, "RDATE") || str_eq(l->name, "EXRULE"))
		e->odd = true;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!str_eq(l->name, rows[i].name))
			continue;
		if (*rows[i].at != NULL && !str_eq(l->name, "CATEGORIES"))
			return false; /* may stand there once */
		if (*rows[i].at == NULL)
			*rows[i].at = l;
	}
	return true;
}

static const char *
text_of(struct arena *a, const struct ics_line *l)
{
	return l == NULL ? "" : ics_unescape(a, l->value);
}

/* What a person chose in a client wins over what the hub wrote. */
static int
color_of(struct arena *a, const struct raw_event *e)
{
	int64_t own = 0;
	int named = 0;
	char *rest, *part;

	if (e->hub_color != NULL)
		(void)str_int(e->hub_color->value, 1, COLORS - 1, &own);
	if (e->color != NULL)
		named = color_named(text_of(a, e->color));
	else if (e->categories != NULL) {
		rest = arena_strdup(a, e->categories->value);
		while (named == 0 && (part = strsep(&rest, ",")) != NULL)
			named = color_named(part);
	}
	return named != 0 ? named : (int)own;
}

static bool
unreadable(struct reader *r, const char *why)
{
	r->out->why = arena_printf(r->a, "%.80s: %s", r->name, why);
	return false;
}

static bool
end_of(struct reader *r, const struct raw_event *e, const struct ics_time *from,
    int64_t *length)
{
	struct ics_time t;
	int64_t start = ics_instant(from);

	*length = 0;
	if (e->end != NULL) {
		if (!ics_time(r->a, e->end, &t))
			return false;
		*length = ics_instant(&t) - start;
	} else if (e->duration != NULL) {
		*length = ics_duration(e->duration->value);
	} else if (from->kind == ICS_DATE) {
		*length = tz_day(from->date + 1) - start;
	}
	return *length >= 0;
}

static void
add(struct reader *r, const struct calendar_event *ev)
{
	r->out->event[r->out->n++] = *ev;
}

static bool
add_series(struct reader *r, const struct raw_event *e,
    const struct calendar_event *like, struct ics_series *s)
{
	int64_t *at = arena_alloc(r->a, SERIES_MOST * sizeof(*at));
	int64_t first = ics_instant(&s->start);
	int i, n;

	if (e->odd || !ics_rule(r->a, e->rule->value, &s->rule))
		return unreadable(r, "a series that is not understood");
	n = ics_expand(s, r->w, at, SERIES_MOST);
	if (n < 0)
		return unreadable(r, "a series that is too long");
	for (i = 0; i < n && r->out->n < EVENTS_MOST; i++) {
		struct calendar_event ev = *like;
		char stamp[17];

		ev.start_at = at[i];
		ev.end_at = at[i] + s->length;
		if (at[i] != first) {
			ev.id = arena_printf(
			    r->a, "%s#%s", r->name, ics_stamp(at[i], stamp));
			ev.uuid = NULL;
		}
		add(r, &ev);
	}
	return true;
}

static bool
add_event(struct reader *r, struct raw_event *e)
{
	struct calendar_event ev = { .id = r->name,
		.etag = "",
		.title = text_of(r->a, e->summary),
		.description = text_of(r->a, e->description),
		.color = color_of(r->a, e),
		.uuid = e->hub != NULL ? text_of(r->a, e->hub) : NULL,
		.cancelled = e->status != NULL &&
			     strcasecmp(e->status->value, "CANCELLED") == 0 };
	struct ics_series s = { .excluded = e->excluded };
	struct ics_time instance;
	char stamp[17];

	if (e->start == NULL || !ics_time(r->a, e->start, &s.start) ||
	    !end_of(r, e, &s.start, &s.length))
		return unreadable(r, "a time that is not understood");
	ev.all_day = s.start.kind == ICS_DATE;
	s.n_excluded = e->n_excluded;
	if (e->rule != NULL)
		return add_series(r, e, &ev, &s);
	if (e->odd)
		return unreadable(r, "dates that are not understood");
	ev.start_at = ics_instant(&s.start);
	ev.end_at = ev.start_at + s.length;
	if (e->instance != NULL) {
		if (!ics_time(r->a, e->instance, &instance))
			return unreadable(r, "a time that is not understood");
		ev.id = arena_printf(r->a, "%s#%s", r->name,
		    ics_stamp(ics_instant(&instance), stamp));
		ev.uuid = NULL;
	}
	if (r->w->all ||
	    (ev.start_at < r->w->to &&
		(ev.end_at > r->w->from || ev.start_at >= r->w->from)))
		add(r, &ev);
	return true;
}

/* Instances that stand on their own are no part of the series. */
static bool
end_event(struct reader *r)
{
	struct raw_event *e = r->raw;
	struct ics_time t;

	r->raw = NULL;
	if (++r->n_events > EVENTS_MOST / 2)
		return unreadable(r, "too many events");
	r->out->ours = r->out->ours || e->hub != NULL;
	if (r->out->uid == NULL && e->uid != NULL)
		r->out->uid = text_of(r->a, e->uid);
	r->out->recurring =
	    r->out->recurring || e->rule != NULL || e->instance != NULL;
	if (e->instance == NULL && r->first != NULL)
		return unreadable(r, "more than one event");
	if (e->instance == NULL) {
		r->first = e;
		return true;
	}
	if (!ics_time(r->a, e->instance, &t))
		return unreadable(r, "a time that is not understood");
	r->moved[r->n_moved++] = ics_instant(&t);
	return add_event(r, e);
}

static bool
walk(struct reader *r, const struct ics_line *l)
{
	int depth = 0;

	for (; l != NULL; l = l->next) {
		bool event = depth <= 2 && str_eq(l->value, "VEVENT");

		if (str_eq(l->name, "BEGIN")) {
			if ((depth == 0) != str_eq(l->value, "VCALENDAR"))
				return unreadable(r, "no calendar");
			depth++;
			if (event && depth == 2)
				r->raw = arena_zalloc(r->a, sizeof(*r->raw));
		} else if (str_eq(l->name, "END")) {
			if (depth == 2 && event != (r->raw != NULL))
				return unreadable(r, "no calendar");
			if (depth == 2 && r->raw != NULL && !end_event(r))
				return false;
			if (--depth < 0)
				return unreadable(r, "no calendar");
		} else if (depth == 2 && r->raw != NULL && !take_line(r, l)) {
			return unreadable(r, "no event of one meaning");
		}
	}
	return depth == 0 || unreadable(r, "it ends too soon");
}

bool
ics_read(struct arena *a, const char *name, const struct buf *text,
    const struct ics_window *w, struct ics_file *out)
{
	struct reader r = { .a = a, .name = name, .w = w, .out = out };
	const struct ics_line *l = ics_lines(a, buf_str(text), text->len);
	int i;

	*out = (struct ics_file){ .ours = strstr(buf_str(text),
					      "X-HUB-BOOKING") != NULL };
	out->event = arena_alloc(a, EVENTS_MOST * sizeof(*out->event));
	r.moved = arena_alloc(a, EVENTS_MOST * sizeof(*r.moved));
	if (l == NULL)
		return unreadable(&r, "no calendar");
	if (!walk(&r, l))
		return false;
	if (r.first == NULL)
		return r.n_moved > 0 || unreadable(&r, "no event");
	for (i = 0; i < r.n_moved; i++) {
		if (r.first->n_excluded == EXCLUDED_MOST)
			return unreadable(&r, "too many exceptions");
		r.first->excluded[r.first->n_excluded++] = r.moved[i];
	}
	return add_event(&r, r.first);
}

/* --- writing --- */

static void
put_event(struct buf *b, const struct calendar_event *ev, int64_t now)
{
	char stamp[17], color[12];

	ics_put_text(b, "UID", ev->id);
	ics_put(b, "DTSTAMP", ics_stamp(now, stamp));
	ics_put(b, "LAST-MODIFIED", stamp);
	ics_put(b, "DTSTART", ics_stamp(ev->start_at, stamp));
	ics_put(b, "DTEND", ics_stamp(ev->end_at, stamp));
	ics_put_text(b, "SUMMARY", ev->title);
	if (ev->description[0] != '\0')
		ics_put_text(b, "DESCRIPTION", ev->description);
	if (ev->uuid != NULL)
		ics_put_text(b, "X-HUB-BOOKING", ev->uuid);
	if (ev->color <= 0 || ev->color >= COLORS)
		return;
	snprintf(color, sizeof(color), "%d", ev->color);
	ics_put(b, "X-HUB-COLOR", color);
	ics_put(b, "COLOR", colors[ev->color]);
}

void
ics_write(struct buf *b, const struct calendar_event *ev, int64_t now)
{
	ics_put(b, "BEGIN", "VCALENDAR");
	ics_put(b, "VERSION", "2.0");
	ics_put(b, "PRODID", "-//Business Tool Hub//hubd//DE");
	ics_put(b, "BEGIN", "VEVENT");
	put_event(b, ev, now);
	ics_put(b, "SEQUENCE", "0");
	ics_put(b, "STATUS", "CONFIRMED");
	ics_put(b, "END", "VEVENT");
	ics_put(b, "END", "VCALENDAR");
}

static bool
is_replaced(const char *name, const struct calendar_event *ev)
{
	static const char *const names[] = { "UID", "DTSTAMP", "LAST-MODIFIED",
		"DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION",
		"X-HUB-BOOKING", "X-HUB-COLOR", "COLOR" };
	size_t i, n = sizeof(names) / sizeof(names[0]);

	if (ev->color == 0)
		n -= 2; /* stays as it is */
	for (i = 0; i < n; i++)
		if (str_eq(name, names[i]))
			return true;
	return false;
}

/* The event of a booking, not a changed instance of it. */
static bool
is_first(const struct ics_line *l)
{
	int depth = 0;

	for (l = l->next; l != NULL; l = l->next) {
		if (str_eq(l->name, "RECURRENCE-ID") && depth == 0)
			return false;
		depth += str_eq(l->name, "BEGIN");
		if (str_eq(l->name, "END") && depth-- == 0)
			return true;
	}
	return false;
}

static void
put_sequence(struct buf *b, const struct ics_line *l)
{
	int64_t n = 0;
	char text[24];

	(void)str_int(l->value, 0, 1000000, &n);
	snprintf(text, sizeof(text), "%lld", (long long)n + 1);
	ics_put(b, "SEQUENCE", text);
}

bool
ics_change(struct buf *b, const struct buf *old,
    const struct calendar_event *ev, int64_t now)
{
	struct arena *a = arena_new();
	const struct ics_line *l = ics_lines(a, buf_str(old), old->len);
	bool inside = false, found = false;
	int depth = 0;

	for (; l != NULL; l = l->next) {
		depth += str_eq(l->name, "BEGIN");
		if (depth == 2 && !inside && !found &&
		    str_eq(l->name, "BEGIN") && str_eq(l->value, "VEVENT") &&
		    is_first(l))
			inside = found = true;
		if (depth == 2 && inside && str_eq(l->name, "END")) {
			put_event(b, ev, now);
			inside = false;
		}
		depth -= str_eq(l->name, "END");
		if (inside && depth == 2 && str_eq(l->name, "SEQUENCE"))
			put_sequence(b, l);
		else if (!inside || depth != 2 || !is_replaced(l->name, ev))
			ics_put(b,
			    arena_strndup(a, l->raw,
				strlen(l->raw) - strlen(l->value) - 1),
			    l->value);
	}
	arena_free(a);
	return found;
}
