/*
 * Arithmetic and word rules of slots (booking.md 4.4 to 4.6, 5.1, 8). Pure:
 * no call, no database.
 */
#include "server/slots/slots_figures.h"

#include <ctype.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"

#define COLOR_RECALL 3
#define COLOR_OVERHANG 8

static const struct potential {
	const char *key;
	const char *label;
	int color;
} potentials[] = {
	{ "hoch", "Hoch (>5.000 €)", 7 },
	{ "gut", "Gut (3.500–5.000 €)", 2 },
	{ "ok", "Ok (2.500–3.500 €)", 2 },
	{ "niedrig", "Niedrig (1.500–2.500 €)", 2 },
	{ "gering", "Gering (<1.500 €)", 2 },
	{ "closer", "Closer needed", 5 },
	{ "rueckholung", "Rückholung", COLOR_RECALL },
};
#define N_POTENTIALS (sizeof(potentials) / sizeof(potentials[0]))

const char *const figures_potentials[] = { "hoch", "gut", "ok", "niedrig",
	"gering", "closer", "rueckholung", NULL };

/* Markers that free the place of an event (4.4), folded. */
static const char *const freeing[] = { "abgesagt", "verschoben", "exit",
	"überhang", "ueberhang", NULL };

int
figures_percent(int booked, int total)
{
	int percent;

	if (total <= 0 || booked <= 0)
		return 0;
	percent = (200 * booked + total) / (2 * total);
	return percent > 100 ? 100 : percent;
}

static int
base_points(int booked, int total)
{
	if (total < 0)
		return 3;
	if (total == 0 || 100 * booked <= 33 * total)
		return 5;
	return 100 * booked <= 66 * total ? 3 : 1;
}

int
figures_points(int booked, int total, int hour, int weekday, int color)
{
	int points = base_points(booked, total);

	if (hour == 11 || hour == 14)
		points += 2;
	if (weekday >= 5)
		points++;
	if (color == COLOR_RECALL)
		points = points / 2 < 1 ? 1 : points / 2;
	return points;
}

static bool
is_list_word(const char *const *words, const char *s, size_t n)
{
	for (; *words != NULL; words++) {
		if (strlen(*words) == n && memcmp(*words, s, n) == 0)
			return true;
	}
	return false;
}

/* Some "( marker )" of the list stands in the folded title. */
static bool
has_marker(const char *title)
{
	const char *open = title, *close;

	while ((open = strchr(open, '(')) != NULL) {
		open++;
		if ((close = strchr(open, ')')) == NULL)
			return false;
		while (open < close && *open == ' ')
			open++;
		while (close > open && close[-1] == ' ')
			close--;
		if (is_list_word(freeing, open, (size_t)(close - open)))
			return true;
	}
	return false;
}

static bool
is_word_byte(char c)
{
	return (c & 0x80) != 0 || isalnum((unsigned char)c) != 0;
}

struct ready_words {
	bool t1, bereit, negated;
};

static void
note_word(struct ready_words *w, const char *s, size_t n)
{
	static const char *const no[] = { "nicht", "kein", "keine", "keinen",
		NULL };
	static const char *const joined[] = { "t1bereit", NULL };
	static const char *const t1[] = { "t1", NULL };
	static const char *const bereit[] = { "bereit", NULL };
	bool both = is_list_word(joined, s, n);

	w->t1 = w->t1 || both || is_list_word(t1, s, n);
	w->bereit = w->bereit || both || is_list_word(bereit, s, n);
	w->negated = w->negated || is_list_word(no, s, n);
}

static bool
is_ready_folded(const char *s)
{
	struct ready_words w = { false, false, false };

	while (*s != '\0') {
		size_t n = 0;

		while (is_word_byte(s[n]))
			n++;
		if (n > 0)
			note_word(&w, s, n);
		s += n > 0 ? n : 1;
	}
	return w.t1 && w.bereit && !w.negated;
}

bool
figures_is_ready_title(const char *title)
{
	struct arena *a = arena_new();
	bool ready = is_ready_folded(utf8_fold(a, title));

	arena_free(a);
	return ready;
}

bool
figures_is_placeholder(const char *title)
{
	const char *s = title + strspn(title, " ");
	size_t n = strspn(s, "0123456789");

	return n > 0 && s[n + strspn(s + n, " ")] == '\0';
}

int
figures_event_weight(const char *title, int color)
{
	struct arena *a = arena_new();
	const char *folded = utf8_fold(a, title);
	bool none = is_ready_folded(folded) || has_marker(folded) ||
		    figures_is_placeholder(folded);

	arena_free(a);
	if (none)
		return 0;
	return color == COLOR_OVERHANG ? 2 : 1;
}

int
figures_potential_color(const char *potential)
{
	for (size_t i = 0; i < N_POTENTIALS; i++) {
		if (str_eq(potentials[i].key, potential))
			return potentials[i].color;
	}
	return -1;
}

const char *
figures_potential_label(const char *potential)
{
	for (size_t i = 0; i < N_POTENTIALS; i++) {
		if (str_eq(potentials[i].key, potential))
			return potentials[i].label;
	}
	return NULL;
}

bool
figures_special_allowed(int openers, int places, int booked)
{
	return openers > 0 && (openers - 1) * places >= booked;
}
