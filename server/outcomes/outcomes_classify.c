/*
 * The one classifier of titles and colours (booking.md 10.2, 10.3). Pure.
 * Called by imports and, through outcomes, by the calendar and the board.
 */
#include "server/outcomes/outcomes_classify.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"

#define COLOR_GRAPE 3
#define COLOR_FLAMINGO 4
#define COLOR_BANANA 5
#define COLOR_TANGERINE 6
#define COLOR_TOMATO 11

static const char *const names[] = {
	[OUT_IGNORE] = "ignore",
	[OUT_PENDING] = "pending",
	[OUT_COMPLETED] = "completed",
	[OUT_NO_SHOW] = "no_show",
	[OUT_GHOST] = "ghost",
	[OUT_CANCELLED] = "cancelled",
	[OUT_RESCHEDULED] = "rescheduled",
	[OUT_OVERHANG] = "overhang",
	[OUT_EXIT] = "exit",
};

/* Folded words in the order in which keywords are tested (10.3 step 3). */
static const struct marker {
	const char *text;
	enum outcome_kind outcome;
	const char *status;
} markers[] = {
	{ "exit", OUT_EXIT, "exit" },
	{ "ghost", OUT_GHOST, "ghost" },
	{ "nicht erschienen", OUT_NO_SHOW, "no_show" },
	{ "no show", OUT_NO_SHOW, "no_show" },
	{ "no-show", OUT_NO_SHOW, "no_show" },
	{ "noshow", OUT_NO_SHOW, "no_show" },
	{ "abgesagt", OUT_CANCELLED, "cancelled" },
	{ "\xC3\xBC"
	  "berhang",
	    OUT_OVERHANG, "overhang" },
	{ "ueberhang", OUT_OVERHANG, "overhang" },
	{ "verschoben", OUT_RESCHEDULED, "rescheduled" },
	{ "erschienen", OUT_COMPLETED, "appeared" },
	{ "vorbehalt", OUT_PENDING, "pending" },
};
#define N_MARKERS (sizeof(markers) / sizeof(markers[0]))

const char *
outcomes_name(enum outcome_kind k)
{
	return names[k];
}

/* Folded copy with single blanks, none at the ends. */
static char *
normalise(struct arena *a, const char *title)
{
	char *s = utf8_fold(a, title), *w = s;
	const char *r = s;
	bool gap = false;
	size_t n;
	uint32_t cp;

	for (; (n = utf8_next(r, &cp)) != 0; r += n) {
		if (cp <= ' ' || cp == 0xA0) {
			gap = w != s;
			continue;
		}
		if (gap)
			*w++ = ' ';
		gap = false;
		memmove(w, r, n);
		w += n;
	}
	*w = '\0';
	return s;
}

/* A byte that belongs to a word; bytes of umlauts do. */
static bool
is_word(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       c == '_';
}

static bool
has_word(const char *s, const char *word)
{
	const char *p = s;
	size_t n = strlen(word);

	while ((p = strstr(p, word)) != NULL) {
		if ((p == s || !is_word(p[-1])) && !is_word(p[n]))
			return true;
		p++;
	}
	return false;
}

static bool
is_digits(const char *s)
{
	return s[0] != '\0' && s[strspn(s, "0123456789 ")] == '\0';
}

/* T1 and bereit, joined or not, and nothing that denies it (5.1). */
static bool
is_ready_mark(const char *s)
{
	if (has_word(s, "nicht") || has_word(s, "kein"))
		return false;
	return has_word(s, "t1bereit") ||
	       (has_word(s, "t1") && has_word(s, "bereit"));
}

/* The marker between p and end, blanks around it allowed, or NULL. */
static const struct marker *
marker_at(const char *p, const char *end)
{
	size_t i, n;

	while (p < end && *p == ' ')
		p++;
	while (p < end && end[-1] == ' ')
		end--;
	n = (size_t)(end - p);
	for (i = 0; i < N_MARKERS; i++)
		if (strlen(markers[i].text) == n &&
		    memcmp(markers[i].text, p, n) == 0)
			return &markers[i];
	return NULL;
}

/*
 * The last known marker in parentheses, or NULL. What stands in parentheses
 * is blanked, so that the search for keywords sees only what is outside.
 */
static const struct marker *
take_markers(char *s)
{
	const struct marker *last = NULL, *m;
	char *open, *close, *inner;

	for (open = strchr(s, '('); open != NULL; open = strchr(close, '(')) {
		close = strchr(open, ')');
		if (close == NULL)
			break;
		/* "((x)": the innermost opening counts */
		while ((inner = memchr(
			    open + 1, '(', (size_t)(close - open - 1))) != NULL)
			open = inner;
		m = marker_at(open + 1, close);
		if (m != NULL)
			last = m;
		memset(open, ' ', (size_t)(close - open) + 1);
	}
	return last;
}

static const struct marker *
find_keyword(const char *s)
{
	size_t i;

	for (i = 0; i < N_MARKERS; i++)
		if (has_word(s, markers[i].text))
			return &markers[i];
	return NULL;
}

/* Colours of appointments that are over and have no marker (10.1, 10.4). */
static struct classified
by_color(int color)
{
	struct classified c = { OUT_COMPLETED, "appeared", "color" };

	switch (color) {
	case 0:
		c.source = "default";
		break;
	case COLOR_GRAPE:
		c.status = "recall";
		break;
	case COLOR_BANANA:
		c.status = "special";
		break;
	case COLOR_TANGERINE:
		c.outcome = OUT_NO_SHOW;
		c.status = "cancelled";
		break;
	case COLOR_FLAMINGO:
	case COLOR_TOMATO:
		c.outcome = OUT_NO_SHOW;
		c.status = "no_show";
		break;
	}
	return c;
}

static struct classified
classify(char *s, int color, bool ended)
{
	const struct marker *m;

	if (is_digits(s) || is_ready_mark(s))
		return (struct classified){ OUT_IGNORE, "", "title" };
	m = take_markers(s);
	if (m == NULL)
		m = find_keyword(s);
	if (m != NULL)
		return (struct classified){ m->outcome, m->status, "title" };
	if (!ended)
		return (struct classified){ OUT_PENDING, "pending", "default" };
	return by_color(color);
}

struct classified
outcomes_classify(const char *title, int color, bool ended)
{
	struct arena *a = arena_new();
	struct classified c = classify(normalise(a, title), color, ended);

	arena_free(a);
	return c;
}

bool
outcomes_is_ready(const char *title)
{
	struct arena *a = arena_new();
	bool ready = is_ready_mark(normalise(a, title));

	arena_free(a);
	return ready;
}
