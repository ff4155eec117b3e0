/* Fuzzy matching of what is typed. Used by palette and completions. */
#include "common/arena.h"
#include "common/utf8.h"
#include "tui/ui/ui_int.h"

/*
 * Every letter must occur in order. Letters at the start of a word and runs
 * score more, and so does an early hit; blanks in what is typed are skipped.
 */
static int
score(const char *typed, const char *text)
{
	int points = 0, run = 0, at = 0;
	bool word = true;

	for (; *typed != '\0'; typed++) {
		if (*typed == ' ')
			continue;
		while (*text != '\0' && *text != *typed) {
			word = *text == ' ' || *text == '-' || *text == ':';
			text++;
			at++;
			run = 0;
		}
		if (*text == '\0')
			return -1;
		points += 2 + 3 * run + (word ? 6 : 0) + (at < 4 ? 4 - at : 0);
		run++;
		word = false;
		text++;
		at++;
	}
	return points;
}

int
fuzzy_score(const char *typed, const char *text)
{
	struct arena *a = arena_new();
	int points = score(utf8_fold(a, typed), utf8_fold(a, text));

	arena_free(a);
	return points;
}
