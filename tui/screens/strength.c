/* The hint beside a new password. Used by scr_password.c. */
#include "tui/screens/strength.h"

#include <strings.h>

#include "common/utf8.h"
#include "tui/theme/inks.h"
#include "tui/ui/i18n.h"

static const struct {
	const char *word;
	int ink, tenths;
} looks[] = {
	[STRENGTH_NONE] = { "", INK_MUTED, 0 },
	[STRENGTH_SHORT] = { N_("too short: 10 characters at least"), INK_ERROR,
	    1 },
	[STRENGTH_LONG] = { N_("too long: 100 characters at most"), INK_ERROR,
	    1 },
	[STRENGTH_NAME] = { N_("the same as the name"), INK_ERROR, 1 },
	[STRENGTH_WEAK] = { N_("weak: too uniform"), INK_WARNING, 2 },
	[STRENGTH_FAIR] = { N_("sufficient"), INK_WARNING, 5 },
	[STRENGTH_GOOD] = { N_("good"), INK_SUCCESS, 7 },
	[STRENGTH_BEST] = { N_("strong"), INK_SUCCESS, 10 },
};

const char *
strength_word(enum strength s)
{
	return s == STRENGTH_NONE ? "" : _(looks[s].word);
}

int
strength_ink(enum strength s)
{
	return looks[s].ink;
}

int
strength_tenths(enum strength s)
{
	return looks[s].tenths;
}

/*
 * Worth of a character in tenths: repeating the one before or counting on from
 * it (aaa, 123) is what guessers try first; one used before says less.
 */
static int
worth(const char *start, const char *at, uint32_t cp, uint32_t before)
{
	uint32_t earlier;
	size_t n;

	if (cp == before || cp == before + 1 || cp + 1 == before)
		return 3;
	for (; start < at; start += n) {
		n = utf8_next(start, &earlier);
		if (earlier == cp)
			return 7;
	}
	return 10;
}

static int
weigh(const char *s)
{
	uint32_t cp, before = 0;
	const char *at = s;
	int sum = 0;
	size_t n;

	for (; (n = utf8_next(at, &cp)) > 0; at += n) {
		sum += worth(s, at, cp, before);
		before = cp;
	}
	return sum / 10;
}

enum strength
strength_of(const char *password, const char *name)
{
	int n = (int)utf8_count(password), weight;

	if (n == 0)
		return STRENGTH_NONE;
	if (n < PASSWORD_MIN)
		return STRENGTH_SHORT;
	if (n > PASSWORD_MAX)
		return STRENGTH_LONG;
	if (name != NULL && strcasecmp(password, name) == 0)
		return STRENGTH_NAME;
	weight = weigh(password);
	if (weight < 8)
		return STRENGTH_WEAK;
	if (weight < 12)
		return STRENGTH_FAIR;
	return weight < 16 ? STRENGTH_GOOD : STRENGTH_BEST;
}
