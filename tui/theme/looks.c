/* From the colours of a theme to what the terminal can show. */
#include "tui/theme/theme.h"

static int
rgb_of(const struct colour *c, int dflt)
{
	if (c->kind == COLOUR_RGB)
		return c->value;
	return c->kind == COLOUR_ANSI ? colour_palette(c->value) : dflt;
}

static int
map(const struct theme *t, const struct colour *c, int dflt,
    enum term_depth depth)
{
	int rgb = rgb_of(c, dflt);

	if (c->kind == COLOUR_DEFAULT && t->terminal)
		return -1;
	if (depth == DEPTH_TRUE)
		return rgb;
	if (depth == DEPTH_256)
		return c->kind == COLOUR_ANSI ? c->value
					      : colour_nearest(rgb, 256);
	if (c->kind == COLOUR_ANSI)
		return depth == DEPTH_8 ? c->value & 7 : c->value;
	return colour_nearest(rgb, depth == DEPTH_16 ? 16 : 8);
}

static int
shown(int mapped, int dflt, enum term_depth depth)
{
	if (mapped < 0)
		return dflt;
	return depth == DEPTH_TRUE ? mapped : colour_palette(mapped);
}

/* Palettes are coarse: two colours may fall together. Then black or white. */
static void
keep_readable(const struct theme *t, struct look *l, enum term_depth depth)
{
	int bg = shown(l->bg, t->bg, depth);
	int n = depth == DEPTH_8 ? 8 : depth == DEPTH_16 ? 16 : 256;
	int white;

	if (depth == DEPTH_TRUE ||
	    colour_contrast(shown(l->fg, t->fg, depth), bg) >= 300)
		return;
	white = n == 8 ? 7 : 15;
	l->fg =
	    colour_contrast(0, bg) > colour_contrast(colour_palette(white), bg)
		? 0
		: white;
}

/*
 * Few colours: a background of its own may fall together with the empty
 * screen's. Then a strong one becomes reverse video, a faint one a line below.
 */
static void
keep_apart(const struct theme *t, const struct theme_ink *in, struct look *l,
    enum term_depth depth)
{
	static const struct colour dflt = { COLOUR_DEFAULT, 0 };
	int own = rgb_of(&in->bg, t->bg);

	if (depth > DEPTH_16 || in->bg.kind == COLOUR_DEFAULT || own == t->bg ||
	    l->bg != map(t, &dflt, t->bg, depth))
		return;
	l->attr |=
	    colour_contrast(own, t->bg) > 170 ? ATTR_REVERSE : ATTR_UNDERLINE;
}

/* Without colours a background of its own becomes reverse video. */
static void
mono(const struct theme *t, const struct theme_ink *in, struct look *l)
{
	l->fg = l->bg = -1;
	if (rgb_of(&in->bg, t->bg) != t->bg && in->bg.kind != COLOUR_DEFAULT)
		l->attr |= ATTR_REVERSE;
}

/*
 * A phone reads dark on light only, whatever the theme says. Without colours
 * the terminal is taken for a dark one.
 */
static void
qr_look(bool light, enum term_depth depth, struct look *l)
{
	static const struct {
		int black, white;
	} pairs[] = {
		[DEPTH_MONO] = { -1, -1 },
		[DEPTH_8] = { 0, 7 },
		[DEPTH_16] = { 0, 15 },
		[DEPTH_256] = { 16, 231 }, /* not changed by user palettes */
		[DEPTH_TRUE] = { 0x000000, 0xffffff },
	};

	l->attr = depth == DEPTH_MONO && light ? ATTR_REVERSE : 0;
	l->fg = light ? pairs[depth].black : pairs[depth].white;
	l->bg = light ? pairs[depth].white : pairs[depth].black;
}

void
theme_looks(const struct theme *t, enum term_depth depth, struct look *looks)
{
	for (int i = 0; i < INK_MAX; i++) {
		const struct theme_ink *in = &t->inks[i];
		struct look *l = &looks[i];

		l->attr = in->attr;
		if (depth == DEPTH_MONO) {
			mono(t, in, l);
			continue;
		}
		l->fg = map(t, &in->fg, t->fg, depth);
		l->bg = map(t, &in->bg, t->bg, depth);
		keep_apart(t, in, l, depth);
		keep_readable(t, l, depth);
	}
	qr_look(true, depth, &looks[INK_QR]);
	qr_look(false, depth, &looks[INK_QR_DARK]);
}
