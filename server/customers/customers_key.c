/*
 * Names of customers as people type them, made comparable (booking.md 2).
 * Pure. Called by slots, outcomes and imports.
 */
#include "server/customers/customers_key.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/arena.h"
#include "common/utf8.h"

/* Blanks that calendars and spreadsheets leave in titles. */
static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || (cp >= 0x09 && cp <= 0x0D) || cp == 0xA0 ||
	       (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202F || cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

/* One blank between words, none before a comma, one behind it. */
static char *
collapse(struct arena *a, const char *s)
{
	/* a comma may gain a blank: at most twice as long */
	char *out = arena_alloc(a, 2 * strlen(s) + 1);
	bool gap = false;
	size_t n, len = 0;
	uint32_t cp;

	for (; (n = utf8_next(s, &cp)) != 0; s += n) {
		if (is_blank(cp)) {
			gap = true;
			continue;
		}
		if (gap && len > 0 && cp != ',')
			out[len++] = ' ';
		gap = cp == ',';
		memcpy(out + len, s, n);
		len += n;
	}
	out[len] = '\0';
	return out;
}

static void
trim_end(char *s, size_t len)
{
	while (len > 0 && s[len - 1] == ' ')
		len--;
	s[len] = '\0';
}

/* Cuts one parenthesised text or "!" off the end; false: nothing to cut. */
static bool
cut_tail(char *s)
{
	size_t len = strlen(s);
	char *open;

	if (len > 1 && s[len - 1] == '!') {
		trim_end(s, len - 1);
		return true;
	}
	if (len == 0 || s[len - 1] != ')')
		return false;
	open = strrchr(s, '(');
	if (open == NULL || open == s)
		return false; /* a name of nothing but a note stays a name */
	trim_end(s, (size_t)(open - s));
	return true;
}

/* Behind a leading "T1 " or "T1, ". */
static char *
skip_head(char *s)
{
	if ((s[0] != 'T' && s[0] != 't') || s[1] != '1')
		return s;
	if (s[2] == ' ' && s[3] != '\0')
		return s + 3;
	if (s[2] == ',' && s[3] == ' ' && s[4] != '\0')
		return s + 4;
	return s;
}

char *
customers_clean_name(struct arena *a, const char *title)
{
	char *s = skip_head(collapse(a, utf8_nfc(a, title)));

	while (cut_tail(s))
		;
	return s;
}

char *
customers_key(struct arena *a, const char *name)
{
	return utf8_fold(a, customers_clean_name(a, name));
}

char *
customers_key_of(struct arena *a, const char *last, const char *first)
{
	if (first == NULL || first[0] == '\0')
		return customers_key(a, last);
	return customers_key(a, arena_printf(a, "%s, %s", last, first));
}
