/* Any theme file: refused with a line, or readable at every depth. */
#include <assert.h>
#include <stdint.h>

#include "common/xalloc.h"
#include "tui/theme/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
shown(int c, int dflt, enum term_depth depth)
{
	if (c < 0)
		return dflt;
	return depth == DEPTH_TRUE ? c : colour_palette(c);
}

static void
check(const struct theme *t, enum term_depth depth)
{
	struct look looks[INK_MAX];

	theme_looks(t, depth, looks);
	for (int i = 0; i < INK_MAX; i++) {
		const struct look *l = &looks[i];

		if (depth == DEPTH_MONO)
			assert(l->fg == -1 && l->bg == -1);
		else
			assert(colour_contrast(shown(l->fg, t->fg, depth),
				   shown(l->bg, t->bg, depth)) >= 300);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = xstrndup((const char *)data, size);
	struct theme t;
	struct theme_error err = { .line = -1 };

	if (theme_parse(&t, "fuzz", s, &err)) {
		for (int d = DEPTH_MONO; d <= DEPTH_TRUE; d++)
			check(&t, (enum term_depth)d);
	} else {
		assert(err.line >= 0 && err.text[0] != '\0');
	}
	free(s);
	return 0;
}
