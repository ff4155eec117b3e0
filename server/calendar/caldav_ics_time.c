/* Times, durations and series of iCalendar. */
#include "server/calendar/caldav_ics_time.h"

#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"

#define DAY_S 86400
#define DAY_MS 86400000LL
#define STEPS_MOST 40000 /* days or weeks of a series that are looked at */

static int
digits(const char *s, int n)
{
	int v = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		v = v * 10 + *s - '0';
	}
	return v;
}

static bool
read_date(const char *s, int *date)
{
	int y = digits(s, 4), m, d;

	if (y < 0 || (m = digits(s + 4, 2)) < 0 || (d = digits(s + 6, 2)) < 0)
		return false;
	*date = date_make(y, m, d);
	return *date != DATE_NONE;
}

bool
ics_time_text(const char *s, struct ics_time *out)
{
	int h, m, sec;

	*out = (struct ics_time){ .kind = ICS_DATE };
	if (!read_date(s, &out->date))
		return false;
	if (s[8] == '\0')
		return true;
	if (s[8] != 'T' || (h = digits(s + 9, 2)) < 0 || h > 23 ||
	    (m = digits(s + 11, 2)) < 0 || m > 59 ||
	    (sec = digits(s + 13, 2)) < 0 || sec > 60)
		return false;
	out->kind = s[15] == 'Z' ? ICS_UTC : ICS_LOCAL;
	out->second = h * 3600 + m * 60 + (sec == 60 ? 59 : sec);
	return s[15] == '\0' || (s[15] == 'Z' && s[16] == '\0');
}

static bool
is_utc(const char *zone)
{
	return str_eq(zone, "UTC") || str_eq(zone, "Etc/UTC") ||
	       str_eq(zone, "GMT");
}

/* Zones of one rule since 1996, and their names in other programs. */
static bool
is_central_european(const char *zone)
{
	static const char *const names[] = { "CET", "Europe/Amsterdam",
		"Europe/Berlin", "Europe/Brussels", "Europe/Budapest",
		"Europe/Copenhagen", "Europe/Luxembourg", "Europe/Madrid",
		"Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Vienna",
		"Europe/Warsaw", "Europe/Zurich", "W. Europe Standard Time",
		"Romance Standard Time", "Central Europe Standard Time",
		"Central European Standard Time" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq(zone, names[i]))
			return true;
	return false;
}

/* "Europe/Berlin", also behind a prefix as "/mozilla.org/20050126_1/". */
static bool
is_company(struct arena *a, const char *zone)
{
	return str_eq(zone, tz_name()) ||
	       (is_central_european(zone) && is_central_european(tz_name())) ||
	       (zone[0] == '/' &&
		   str_ends(zone, arena_printf(a, "/%s", tz_name())));
}

bool
ics_time(struct arena *a, const struct ics_line *l, struct ics_time *out)
{
	const char *zone = ics_param(a, l, "TZID");

	if (!ics_time_text(l->value, out))
		return false;
	if (zone == NULL || out->kind != ICS_LOCAL || is_company(a, zone))
		return true;
	out->kind = ICS_UTC;
	return is_utc(zone);
}

int64_t
ics_instant(const struct ics_time *t)
{
	int64_t at;

	if (t->kind == ICS_DATE)
		return tz_day(t->date);
	if (t->kind == ICS_UTC)
		return ((int64_t)t->date * DAY_S + t->second) * 1000;
	tz_civil(t->date, t->second / 60, &at);
	return at + t->second % 60 * 1000;
}

int64_t
ics_duration(const char *s)
{
	static const char units[] = "WDHMS";
	static const int seconds[] = { 604800, 86400, 3600, 60, 1 };
	int64_t sum = 0;
	int parts = 0;

	if (*s == '+')
		s++;
	if (*s++ != 'P')
		return -1;
	while (*s != '\0') {
		int64_t v = 0;
		const char *u;
		int n = 0;

		if (*s == 'T')
			s++;
		for (; *s >= '0' && *s <= '9' && n < 7; s++, n++)
			v = v * 10 + *s - '0';
		u = *s != '\0' ? strchr(units, *s) : NULL;
		if (n == 0 || u == NULL)
			return -1;
		sum += v * seconds[u - units];
		s++;
		parts++;
	}
	return parts == 0 ? -1 : sum * 1000;
}

char *
ics_stamp(int64_t at, char out[17])
{
	int64_t s = at / 1000 - (at % 1000 < 0);
	int64_t date = s / DAY_S - (s % DAY_S < 0);
	unsigned sec = (unsigned)(s - date * DAY_S) % DAY_S;
	int y, m, d;

	date_split((int)date, &y, &m, &d);
	snprintf(out, 17, "%04u%02u%02uT%02u%02u%02uZ", (unsigned)y % 10000,
	    (unsigned)m % 100, (unsigned)d % 100, sec / 3600, sec / 60 % 60,
	    sec % 60);
	return out;
}

/* --- series --- */

static bool
read_days(const char *s, unsigned *days)
{
	static const char names[] = "MOTUWETHFRSASU";
	int i;

	*days = 0;
	for (;;) {
		for (i = 0; i < 7 && strncmp(s, names + 2 * i, 2) != 0; i++)
			;
		if (i == 7)
			return false;
		*days |= 1U << i;
		s += 2;
		if (*s == '\0')
			return true;
		if (*s++ != ',')
			return false;
	}
}

static bool
read_part(struct ics_rule *r, const char *key, const char *v)
{
	struct ics_time t;
	int64_t n = 0;

	if (str_eq(key, "FREQ")) {
		r->freq = str_eq(v, "DAILY") ? ICS_DAILY : ICS_WEEKLY;
		return str_eq(v, "DAILY") || str_eq(v, "WEEKLY");
	}
	if (str_eq(key, "INTERVAL")) {
		r->interval = str_int(v, 1, 1000, &n) ? (int)n : 0;
		return r->interval > 0;
	}
	if (str_eq(key, "COUNT")) {
		r->count = str_int(v, 1, 100000, &n) ? (int)n : 0;
		return r->count > 0;
	}
	if (str_eq(key, "UNTIL")) {
		if (!ics_time_text(v, &t))
			return false;
		r->until =
		    ics_instant(&t) + (t.kind == ICS_DATE ? DAY_MS - 1 : 0);
		return true;
	}
	if (str_eq(key, "BYDAY"))
		return read_days(v, &r->days);
	return str_eq(key, "WKST") && str_eq(v, "MO");
}

bool
ics_rule(struct arena *a, const char *value, struct ics_rule *out)
{
	char *rest = arena_strdup(a, value), *part;
	bool freq = false;

	*out = (struct ics_rule){ .interval = 1, .until = INT64_MAX };
	while ((part = strsep(&rest, ";")) != NULL) {
		char *eq = strchr(part, '=');

		if (eq == NULL)
			return false;
		*eq = '\0';
		if (!read_part(out, part, eq + 1))
			return false;
		freq = freq || str_eq(part, "FREQ");
	}
	/* days of a daily series thin it out */
	return freq && (out->freq == ICS_WEEKLY || out->days == 0);
}

static bool
is_excluded(const struct ics_series *s, int64_t at)
{
	int i;

	for (i = 0; i < s->n_excluded; i++)
		if (s->excluded[i] == at)
			return true;
	return false;
}

/* The day of the n-th look; false: no day of the series. */
static bool
day_of(const struct ics_series *s, int n, int *date)
{
	int monday = date_monday(s->start.date);
	unsigned days = s->rule.days;

	if (s->rule.freq == ICS_DAILY) {
		*date = s->start.date + n * s->rule.interval;
		return true;
	}
	if (days == 0)
		days = 1U << date_weekday(s->start.date);
	*date = monday + n / 7 * 7 * s->rule.interval + n % 7;
	return *date >= s->start.date && (days >> n % 7 & 1) != 0;
}

int
ics_expand(const struct ics_series *s, const struct ics_window *w, int64_t *out,
    int most)
{
	struct ics_time t = s->start;
	int n, found = 0, seen = 0;

	for (n = 0; n < STEPS_MOST; n++) {
		int64_t at;

		if (!day_of(s, n, &t.date))
			continue;
		at = ics_instant(&t);
		if (at > s->rule.until || at >= w->to ||
		    (s->rule.count > 0 && ++seen > s->rule.count))
			return found;
		if (at + s->length <= w->from || is_excluded(s, at))
			continue;
		if (found == most)
			return -1;
		out[found++] = at;
	}
	return -1;
}
