/* Civil dates as day numbers, and instants as text. No clock, no zone. */
#include "common/date.h"

#include "common/str.h"

#define DAY_MS INT64_C(86400000)

static bool
is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int
month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return m == 2 && is_leap(y) ? 29 : days[m - 1];
}

/* Floor division, b > 0. */
static int64_t
div_floor(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/*
 * Years start in March here, so that the leap day is the last day of a year
 * and month lengths follow (153 m + 2) / 5; eras have 400 years, 146097 days.
 */
int
date_make(int year, int month, int day)
{
	int y, era, yoe, doy, doe;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return DATE_NONE;
	y = year - (month <= 2);
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

void
date_split(int date, int *year, int *month, int *day)
{
	int64_t z = (int64_t)date + 719468;
	int64_t era = div_floor(z, 146097);
	int doe = (int)(z - era * 146097);
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = (int)(yoe + era * 400) + (*month <= 2);
}

/* Exactly n digits, or -1. */
static int
digits(const char *s, int n)
{
	int v = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		v = v * 10 + (*s - '0');
	}
	return v;
}

/* v >= 0 as exactly n digits; returns the place behind them. */
static char *
put(char *p, int v, int n)
{
	int i;

	for (i = n - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + n;
}

/* The date at the start of s, without a look at what follows. */
static int
parse_prefix(const char *s)
{
	int y, m, d, date;

	if ((y = digits(s, 4)) < 0 || s[4] != '-' ||
	    (m = digits(s + 5, 2)) < 0 || s[7] != '-' ||
	    (d = digits(s + 8, 2)) < 0)
		return DATE_NONE;
	date = date_make(y, m, d);
	return date < DATE_MIN || date > DATE_MAX ? DATE_NONE : date;
}

int
date_parse(const char *s)
{
	int date = parse_prefix(s);

	return date != DATE_NONE && s[10] == '\0' ? date : DATE_NONE;
}

char *
date_text(int date, char out[11])
{
	int y, m, d;
	char *p = out;

	date_split(date, &y, &m, &d);
	if (y >= 0 && y <= 9999) {
		p = put(p, y, 4);
		*p++ = '-';
		p = put(p, m, 2);
		*p++ = '-';
		p = put(p, d, 2);
	}
	*p = '\0';
	return out;
}

char *
date_text_de(int date, char out[11])
{
	int y, m, d;
	char *p = out;

	date_split(date, &y, &m, &d);
	if (y >= 0 && y <= 9999) {
		p = put(p, d, 2);
		*p++ = '.';
		p = put(p, m, 2);
		*p++ = '.';
		p = put(p, y, 4);
	}
	*p = '\0';
	return out;
}

int
date_weekday(int date)
{
	/* day 0 was a Thursday */
	int64_t z = (int64_t)date + 3;

	return (int)(z - div_floor(z, 7) * 7);
}

int
date_monday(int date)
{
	return date - date_weekday(date);
}

/* A week belongs to the year of its Thursday. */
void
date_iso_week(int date, int *iso_year, int *week)
{
	int thursday = date_monday(date) + 3;
	int m, d;

	date_split(thursday, iso_year, &m, &d);
	*week = (thursday - date_make(*iso_year, 1, 1)) / 7 + 1;
}

char *
date_week_key(int date, char out[9])
{
	int y, w;
	char *p = out;

	date_iso_week(date, &y, &w);
	p = put(p, y, 4);
	*p++ = '-';
	*p++ = 'W';
	p = put(p, w, 2);
	*p = '\0';
	return out;
}

int
date_parse_week(const char *s)
{
	int y, w, monday, iy, iw;

	if ((y = digits(s, 4)) < 0 || s[4] != '-' || s[5] != 'W' ||
	    (w = digits(s + 6, 2)) < 1 || s[8] != '\0' || y < 1970 || y > 2199)
		return DATE_NONE;
	/* 4 January is always in week 1 */
	monday = date_monday(date_make(y, 1, 4)) + (w - 1) * 7;
	date_iso_week(monday, &iy, &iw);
	return iy == y && iw == w ? monday : DATE_NONE;
}

/* Letters as in booking.md 6.1. */
int
date_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return date_make(year, n / 31, n % 31 + 1);
}

char *
instant_text(int64_t at, char out[INSTANT_LEN])
{
	int64_t day = div_floor(at, DAY_MS);
	int ms = (int)(at - day * DAY_MS);
	char *p = out + 10;

	out[0] = '\0';
	if (day < -719162 || day > 2932896)
		return out; /* outside the years 1 to 9999 */
	date_text((int)day, out);
	*p++ = 'T';
	p = put(p, ms / 3600000, 2);
	*p++ = ':';
	p = put(p, ms / 60000 % 60, 2);
	*p++ = ':';
	p = put(p, ms / 1000 % 60, 2);
	*p++ = '.';
	p = put(p, ms % 1000, 3);
	*p++ = 'Z';
	*p = '\0';
	return out;
}

bool
instant_parse(const char *s, int64_t *at)
{
	int date = parse_prefix(s);
	int h, m, sec, ms = 0;

	if (date == DATE_NONE || s[10] != 'T')
		return false;
	if ((h = digits(s + 11, 2)) < 0 || h > 23 || s[13] != ':' ||
	    (m = digits(s + 14, 2)) < 0 || m > 59 || s[16] != ':' ||
	    (sec = digits(s + 17, 2)) < 0 || sec > 59)
		return false;
	s += 19;
	if (*s == '.') {
		if ((ms = digits(s + 1, 3)) < 0)
			return false;
		s += 4;
	}
	if (!str_eq(s, "Z"))
		return false;
	*at = date * DAY_MS + ((h * 60 + m) * 60 + sec) * INT64_C(1000) + ms;
	return true;
}
