/* Texts of schedules and the instants they name. */
#include "server/jobs/jobs_schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"

#define MINUTE_MS 60000
#define DAYS_AHEAD 800 /* more than a leap year away */

static const char *const weekdays[] = { "mo", "tu", "we", "th", "fr", "sa",
	"su", NULL };

static int
word_in(const char *const *list, const char *word)
{
	int i;

	for (i = 0; list[i] != NULL; i++)
		if (str_eq(list[i], word))
			return i;
	return -1;
}

/* "HH:MM" -> minute of the day, or -1. */
static int
clock_minute(const char *s)
{
	int64_t h, m;
	char hours[3];

	if (strlen(s) != 5 || s[2] != ':')
		return -1;
	memcpy(hours, s, 2);
	hours[2] = '\0';
	if (!str_int(hours, 0, 23, &h) || !str_int(s + 3, 0, 59, &m))
		return -1;
	return (int)(h * 60 + m);
}

static bool
add_minute(struct schedule *s, int minute)
{
	if (minute < 0 || s->n == SCHEDULE_TIMES ||
	    (s->n > 0 && s->minute[s->n - 1] >= minute))
		return false;
	s->minute[s->n++] = minute;
	return true;
}

static bool
read_times(struct schedule *s, char *rest)
{
	char *word;

	while ((word = strsep(&rest, " ")) != NULL)
		if (!add_minute(s, clock_minute(word)))
			return false;
	return s->n > 0;
}

/* "09-20" */
static bool
read_hours(struct schedule *s, const char *rest)
{
	int64_t from, to;
	char first[3];

	if (rest == NULL || strlen(rest) != 5 || rest[2] != '-')
		return false;
	memcpy(first, rest, 2);
	first[2] = '\0';
	if (!str_int(first, 0, 23, &from) || !str_int(rest + 3, from, 23, &to))
		return false;
	for (; from <= to; from++)
		if (!add_minute(s, (int)from * 60))
			return false;
	return true;
}

static bool
read_every(struct schedule *s, const char *rest)
{
	size_t n = rest != NULL ? strlen(rest) : 0;
	char number[4];
	int64_t every;

	if (n < 2 || n > 3 || rest[n - 1] != 'm')
		return false;
	memcpy(number, rest, n - 1);
	number[n - 1] = '\0';
	if (!str_int(number, 1, 60, &every) || 60 % every != 0)
		return false;
	s->every = (int)every;
	return true;
}

/* "01-24": month and day. */
static bool
read_month_day(struct schedule *s, const char *word)
{
	int64_t month, day;
	char first[3];

	if (strlen(word) != 5 || word[2] != '-')
		return false;
	memcpy(first, word, 2);
	first[2] = '\0';
	if (!str_int(first, 1, 12, &month) || !str_int(word + 3, 1, 28, &day))
		return false;
	s->month = (int)month;
	s->day = (int)day;
	return true;
}

static bool
read_rest(struct schedule *s, char *rest)
{
	int64_t day;
	char *word;

	if (rest == NULL)
		return false;
	if (s->kind == SCHEDULE_EVERY)
		return read_every(s, rest);
	if (s->kind == SCHEDULE_DAILY || s->kind == SCHEDULE_WORKDAYS)
		return read_times(s, rest);
	word = strsep(&rest, " ");
	if (s->kind == SCHEDULE_WEEKLY) {
		if ((s->weekday = word_in(weekdays, word)) < 0)
			return false;
	} else if (s->kind == SCHEDULE_MONTHLY) {
		if (!str_int(word, 1, 28, &day))
			return false;
		s->day = (int)day;
	} else if (!read_month_day(s, word)) {
		return false;
	}
	return rest != NULL && read_times(s, rest);
}

bool
schedule_parse(const char *text, struct schedule *out, const char **why)
{
	static const char *const kinds[] = { "every", "daily", "workdays",
		"weekly", "monthly", "yearly", "hourly", NULL };
	char *copy = xstrdup(text), *rest = copy, *word = strsep(&rest, " ");
	struct schedule s = { 0 };
	int kind = word_in(kinds, word);
	bool good = kind >= 0;

	if (good && kind > SCHEDULE_YEARLY)
		good = read_hours(&s, rest);
	else if (good) {
		s.kind = (enum schedule_kind)kind;
		good = read_rest(&s, rest);
	}
	if (good && kind > SCHEDULE_YEARLY)
		s.kind = SCHEDULE_DAILY;
	free(copy);
	if (good)
		*out = s;
	else
		*why = "expected: daily HH:MM ..., workdays HH:MM ..., hourly "
		       "09-20, weekly mo HH:MM, monthly 1 HH:MM, yearly 01-01 "
		       "HH:MM or every 5m";
	return good;
}

static bool
is_day(const struct schedule *s, int date)
{
	int y, m, d;

	if (s->kind == SCHEDULE_WORKDAYS)
		return date_weekday(date) < 5;
	if (s->kind == SCHEDULE_WEEKLY)
		return date_weekday(date) == s->weekday;
	date_split(date, &y, &m, &d);
	if (s->kind == SCHEDULE_MONTHLY)
		return d == s->day;
	return s->kind != SCHEDULE_YEARLY || (m == s->month && d == s->day);
}

int64_t
schedule_next(const struct schedule *s, int64_t after)
{
	int64_t step = (int64_t)s->every * MINUTE_MS, at;
	int date = tz_date(after, NULL), end = date + DAYS_AHEAD, i;

	if (s->kind == SCHEDULE_EVERY)
		return after - after % step + step;
	for (; date < end && date <= DATE_MAX; date++) {
		if (!is_day(s, date))
			continue;
		for (i = 0; i < s->n; i++) {
			(void)tz_civil(date, s->minute[i], &at);
			if (at > after)
				return at;
		}
	}
	return INT64_MAX;
}

int64_t
schedule_latest(const struct schedule *s, int64_t after, int64_t until)
{
	int64_t step = (int64_t)s->every * MINUTE_MS, at;
	int date = tz_date(until, NULL), first = tz_date(after, NULL), i;

	if (s->kind == SCHEDULE_EVERY) {
		at = until - until % step;
		return at > after ? at : 0;
	}
	for (; date >= first; date--) {
		if (!is_day(s, date))
			continue;
		for (i = s->n - 1; i >= 0; i--) {
			(void)tz_civil(date, s->minute[i], &at);
			if (at <= until)
				return at > after ? at : 0;
		}
	}
	return 0;
}

bool
schedule_is_frequent(const struct schedule *s)
{
	return s->kind == SCHEDULE_EVERY || s->n > 1;
}
