/* Dates typed by hand in forms of the client and in its line mode. */
#include "common/date_entry.h"

#include "common/date.h"
#include "common/str.h"

#define TEXT_MAX 48 /* longer than any entry */

struct entry {
	const char *p; /* what is still to be read */
	int today;
};

/* A bare word and the days from today that it means. */
static const struct {
	const char *word;
	int days;
} near_days[] = {
	{ "heute", 0 },
	{ "today", 0 },
	{ "morgen", 1 },
	{ "tomorrow", 1 },
	{ "uebermorgen", 2 },
};

/* Rows of a weekday, Monday first. */
static const char *const weekdays[7][5] = {
	{ "mo", "montag", "mon", "monday" },
	{ "di", "dienstag", "tu", "tue", "tuesday" },
	{ "mi", "mittwoch", "we", "wed", "wednesday" },
	{ "do", "donnerstag", "th", "thu", "thursday" },
	{ "fr", "freitag", "fri", "friday" },
	{ "sa", "samstag", "sonnabend", "sat", "saturday" },
	{ "so", "sonntag", "su", "sun", "sunday" },
};

static const char *const next_words[] = { "next", "naechste", "naechsten",
	"naechster", "naechstes" };

/*
 * Lower case, umlauts spelled out, so that one table of words is enough.
 * False when the text is too long to be a date.
 */
static bool
plain(const char *s, char out[TEXT_MAX])
{
	static const char *const umlaut[][2] = {
		{ "\xc3\xa4", "ae" },
		{ "\xc3\x84", "ae" },
		{ "\xc3\xb6", "oe" },
		{ "\xc3\x96", "oe" },
		{ "\xc3\xbc", "ue" },
		{ "\xc3\x9c", "ue" },
		{ "a\xcc\x88", "ae" },
		{ "A\xcc\x88", "ae" },
		{ "o\xcc\x88", "oe" },
		{ "O\xcc\x88", "oe" },
		{ "u\xcc\x88", "ue" },
		{ "U\xcc\x88", "ue" },
	};
	size_t n = 0, i;

	while (*s != '\0') {
		if (n + 2 >= TEXT_MAX)
			return false;
		for (i = 0; i < sizeof(umlaut) / sizeof(umlaut[0]); i++)
			if (str_starts(s, umlaut[i][0]))
				break;
		if (i < sizeof(umlaut) / sizeof(umlaut[0])) {
			out[n++] = umlaut[i][1][0];
			out[n++] = umlaut[i][1][1];
			s += strlen(umlaut[i][0]);
			continue;
		}
		out[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;
		s++;
	}
	out[n] = '\0';
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
blanks(struct entry *e)
{
	while (*e->p == ' ' || *e->p == '\t')
		e->p++;
}

static bool
take(struct entry *e, char c)
{
	if (*e->p != c)
		return false;
	e->p++;
	return true;
}

/* 1 to max digits, not followed by another; their count, 0 if there are none */
static int
number(struct entry *e, int max, int *v)
{
	int n = 0, sum = 0;

	for (; n < max && is_digit(e->p[n]); n++)
		sum = sum * 10 + (e->p[n] - '0');
	if (n == 0 || is_digit(e->p[n]))
		return 0;
	*v = sum;
	e->p += n;
	return n;
}

/* The letters at e->p are exactly this word; moves behind it. */
static bool
take_word(struct entry *e, const char *word)
{
	size_t n = strlen(word);

	if (!str_starts(e->p, word) || (e->p[n] >= 'a' && e->p[n] <= 'z'))
		return false;
	e->p += n;
	return true;
}

static bool
take_next_word(struct entry *e)
{
	size_t i;

	for (i = 0; i < sizeof(next_words) / sizeof(next_words[0]); i++)
		if (take_word(e, next_words[i]))
			return true;
	return false;
}

/* 0 Monday .. 6, -1 when no weekday stands here. "mo." is one, too. */
static int
take_weekday(struct entry *e)
{
	int day, i;

	for (day = 0; day < 7; day++) {
		for (i = 0; i < 5 && weekdays[day][i] != NULL; i++) {
			if (!take_word(e, weekdays[day][i]))
				continue;
			take(e, '.');
			return day;
		}
	}
	return -1;
}

static int
near_day(struct entry *e)
{
	size_t i;

	for (i = 0; i < sizeof(near_days) / sizeof(near_days[0]); i++)
		if (take_word(e, near_days[i].word))
			return e->today + near_days[i].days;
	return DATE_NONE;
}

static int
weekday(struct entry *e)
{
	bool next = take_next_word(e);
	int day;

	if (next)
		blanks(e);
	if ((day = take_weekday(e)) < 0)
		return DATE_NONE;
	if (next)
		return date_monday(e->today) + 7 + day;
	return e->today + (day - date_weekday(e->today) + 7) % 7;
}

/* "+3" days, "+2w" weeks */
static int
offset(struct entry *e)
{
	int n;

	if (!take(e, '+') || number(e, 4, &n) == 0)
		return DATE_NONE;
	return e->today + (take_word(e, "w") ? 7 * n : n);
}

static int
iso(struct entry *e)
{
	char day[11];
	int date;

	str_copy(day, sizeof(day), e->p);
	if ((date = date_parse(day)) != DATE_NONE)
		e->p += 10;
	return date;
}

/* Next such date on or after today; 29 February may be eight years off. */
static int
next_date(int today, int month, int day)
{
	int y, m, d, date, i;

	date_split(today, &y, &m, &d);
	for (i = 0; i <= 8; i++) {
		date = date_make(y + i, month, day);
		if (date != DATE_NONE && date >= today)
			return date;
	}
	return DATE_NONE;
}

/* "15.3", "15.3.", "15.3.26", "15.03.2026" */
static int
german(struct entry *e)
{
	int d, m, y, n;

	if (number(e, 2, &d) == 0 || !take(e, '.') || number(e, 2, &m) == 0)
		return DATE_NONE;
	if (!take(e, '.') || !is_digit(*e->p))
		return next_date(e->today, m, d);
	n = number(e, 4, &y);
	if (n != 2 && n != 4)
		return DATE_NONE;
	return date_make(n == 2 ? 2000 + y : y, m, d);
}

/* Monday of the next week w that is not over. Week 53 is rare. */
static int
next_week(int today, int w)
{
	char key[16];
	int y, now, monday, i;

	date_iso_week(today, &y, &now);
	for (i = 0; i <= 8; i++) {
		snprintf(key, sizeof(key), "%04d-W%02d", y + i, w);
		monday = date_parse_week(key);
		if (monday != DATE_NONE && monday + 6 >= today)
			return monday;
	}
	return DATE_NONE;
}

/* "kw12", "kw 12 mi" */
static int
week(struct entry *e)
{
	int w, monday, day;

	if (!take_word(e, "kw"))
		return DATE_NONE;
	blanks(e);
	if (number(e, 2, &w) == 0)
		return DATE_NONE;
	if ((monday = next_week(e->today, w)) == DATE_NONE)
		return DATE_NONE;
	if (*e->p != ' ' && *e->p != '\t')
		return monday;
	blanks(e);
	day = take_weekday(e);
	if (day >= 0)
		return monday + day;
	e->p--; /* the hour wants its blank */
	return monday;
}

/* What stands behind the date: nothing, or a blank and an hour. */
static bool
hour_of_day(struct entry *e, int *hour)
{
	int h, m;

	*hour = -1;
	if (*e->p == '\0')
		return true;
	if (*e->p != ' ' && *e->p != '\t')
		return false;
	blanks(e);
	if (take_word(e, "um") || take_word(e, "at"))
		blanks(e);
	if (number(e, 2, &h) == 0 || h > 23)
		return false;
	if (take(e, ':') && (number(e, 2, &m) != 2 || m != 0))
		return false; /* the grid has full hours */
	blanks(e);
	if (!take_word(e, "uhr"))
		take_word(e, "h");
	*hour = h;
	return *e->p == '\0';
}

bool
date_entry_parse(const char *text, int today, int *date, int *hour)
{
	static int (*const forms[])(
	    struct entry *) = { near_day, weekday, week, offset, iso, german };
	char s[TEXT_MAX];
	struct entry e = { .today = today };
	const char *start;
	size_t i;
	int d = DATE_NONE, h;

	if (!plain(text, s))
		return false;
	start = str_trim(s);
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		e.p = start;
		if ((d = forms[i](&e)) != DATE_NONE)
			break;
	}
	if (d < DATE_MIN || d > DATE_MAX || !hour_of_day(&e, &h))
		return false;
	*date = d;
	*hour = h;
	return true;
}
