/*
 * Civil time of the company zone. The only file that asks the C library for
 * local time; mktime is never used, its answer depends on earlier calls.
 */
#include "common/tz.h"

#include <sys/stat.h>

#include "common/date.h"
#include "common/str.h"

#define DAY 86400
#define ZONE_MAX 64
#define ZONE_DIR "/usr/share/zoneinfo/"

static bool
is_zone_char(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' ||
	       c == '/';
}

/* A compiled zone file: other files lie in the same folder. */
static bool
is_zone_file(const char *path)
{
	char magic[4];
	FILE *f = fopen(path, "re");
	bool ok;

	if (f == NULL)
		return false;
	ok = fread(magic, 1, sizeof(magic), f) == sizeof(magic) &&
	     memcmp(magic, "TZif", sizeof(magic)) == 0;
	fclose(f);
	return ok;
}

bool
tz_set(const char *zone)
{
	char path[sizeof(ZONE_DIR) + ZONE_MAX];
	const char *p;

	if (zone == NULL || zone[0] == '\0' || zone[0] == '/' ||
	    strlen(zone) >= ZONE_MAX)
		return false;
	for (p = zone; *p != '\0'; p++)
		if (!is_zone_char(*p)) /* no dot, hence no ".." */
			return false;
	if (str_starts(zone, "right/"))
		return false; /* counts leap seconds, we do not */
	snprintf(path, sizeof(path), "%s%s", ZONE_DIR, zone);
	if (!is_zone_file(path) || setenv("TZ", zone, 1) != 0)
		return false;
	unsetenv("TZDIR"); /* what was checked must be what is read */
	tzset();
	return true;
}

const char *
tz_name(void)
{
	const char *zone = getenv("TZ");

	return zone == NULL ? "UTC" : zone;
}

/* Floor division, b > 0. */
static int64_t
div_floor(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Seconds east of UTC at a UTC second. */
static int64_t
offset_at(int64_t sec)
{
	time_t t = (time_t)sec;
	struct tm tm;

	/* fails only for years that do not fit an int */
	return localtime_r(&t, &tm) == NULL ? 0 : tm.tm_gmtoff;
}

/* First second in (lo, hi] whose offset is not that of lo. */
static int64_t
transition(int64_t lo, int64_t hi)
{
	int64_t mid, off = offset_at(lo);

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (offset_at(mid) == off)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

/*
 * The offsets a day before and after are the only ones that can apply: no
 * zone is further than 14 hours from UTC, none changes twice in two days.
 */
enum tz_kind
tz_civil(int date, int minute, int64_t *at)
{
	int64_t naive = (int64_t)date * DAY + (int64_t)minute * 60;
	int64_t off1 = offset_at(naive - DAY), off2 = offset_at(naive + DAY);
	int64_t u1 = naive - off1, u2 = naive - off2;
	bool ok1, ok2;

	if (off1 == off2) {
		*at = u1 * 1000;
		return TZ_NORMAL;
	}
	ok1 = offset_at(u1) == off1;
	ok2 = offset_at(u2) == off2;
	if (ok1 && ok2) {
		*at = (u1 < u2 ? u1 : u2) * 1000;
		return TZ_DOUBLED;
	}
	if (ok1 || ok2) {
		*at = (ok1 ? u1 : u2) * 1000;
		return TZ_NORMAL;
	}
	/* in a gap the later offset is the larger one: u2 is before it */
	*at = transition(u2, u1) * 1000;
	return TZ_MISSING;
}

int
tz_date(int64_t at, int *minute)
{
	int64_t sec = div_floor(at, 1000);
	int64_t local = sec + offset_at(sec);
	int64_t date = div_floor(local, DAY);

	if (minute != NULL)
		*minute = (int)((local - date * DAY) / 60);
	return (int)date;
}

int
tz_offset(int64_t at)
{
	return (int)offset_at(div_floor(at, 1000));
}

int64_t
tz_day(int date)
{
	int64_t at;

	tz_civil(date, 0, &at);
	return at;
}

char *
tz_clock(int64_t at, char out[6])
{
	int minute;

	tz_date(at, &minute);
	out[0] = (char)('0' + minute / 600);
	out[1] = (char)('0' + minute / 60 % 10);
	out[2] = ':';
	out[3] = (char)('0' + minute % 60 / 10);
	out[4] = (char)('0' + minute % 10);
	out[5] = '\0';
	return out;
}

/* Two digits up to max at *s, which moves on; -1 if there are none. */
static int
two(const char **s, int max)
{
	const char *p = *s;
	int v;

	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return -1;
	v = (p[0] - '0') * 10 + (p[1] - '0');
	*s += 2;
	return v <= max ? v : -1;
}

/* ".123456" as milliseconds, cut, not rounded; -1 when malformed. */
static int
fraction(const char **s)
{
	int ms = 0, n;

	if (**s != '.')
		return 0;
	(*s)++;
	for (n = 0; **s >= '0' && **s <= '9'; n++, (*s)++)
		if (n < 3)
			ms = ms * 10 + (**s - '0');
	if (n < 1 || n > 6)
		return -1;
	for (; n < 3; n++)
		ms *= 10;
	return ms;
}

/* "+02:00", "+0200", "+02" or "+00:53:28" in seconds; false: malformed. */
static bool
zone_suffix(const char *s, int *off)
{
	int sign = *s == '-' ? -1 : 1;
	int h, m = 0, sec = 0;

	s++;
	if ((h = two(&s, 23)) < 0)
		return false;
	if (*s != '\0') {
		s += *s == ':';
		if ((m = two(&s, 59)) < 0)
			return false;
	}
	if (*s == ':') {
		s++;
		if ((sec = two(&s, 59)) < 0)
			return false;
	}
	*off = sign * ((h * 60 + m) * 60 + sec);
	return *s == '\0';
}

/* A naive second inside a gap is the end of the gap. */
static int64_t
naive_instant(int date, int minute, int rest_ms)
{
	int64_t at;

	return tz_civil(date, minute, &at) == TZ_MISSING ? at : at + rest_ms;
}

bool
tz_parse_legacy(const char *s, int64_t *at)
{
	char day[11];
	int date, h, m, sec = 0, ms = 0, off = 0;

	str_copy(day, sizeof(day), s);
	if ((date = date_parse(day)) == DATE_NONE)
		return false;
	s += 10;
	if (*s != 'T' && *s != ' ')
		return false;
	s++;
	if ((h = two(&s, 23)) < 0 || *s++ != ':' || (m = two(&s, 59)) < 0)
		return false;
	if (*s == ':') {
		s++;
		if ((sec = two(&s, 59)) < 0 || (ms = fraction(&s)) < 0)
			return false;
	}
	ms += sec * 1000;
	if (*s == '\0') {
		*at = naive_instant(date, h * 60 + m, ms);
		return true;
	}
	if (!str_eq(s, "Z") &&
	    ((*s != '+' && *s != '-') || !zone_suffix(s, &off)))
		return false;
	*at = (date * (int64_t)DAY + (h * 60 + m) * 60 - off) * 1000 + ms;
	return true;
}
