/* Cutting text into cells and lines. Called by canvas.c and the edit widget. */
#include "tui/term/glyph.h"

#include <wchar.h>

#include "common/utf8.h"
#include "tui/term/ascii.h"

/* Joiners, direction marks, variation selectors: they would shift cells. */
static bool
is_invisible(uint32_t cp)
{
	return cp == 0xad || cp == 0x61c || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) ||
	       (cp >= 0xfe00 && cp <= 0xfe0f) || cp == 0xfeff ||
	       (cp >= 0xe0000 && cp <= 0xe0fff);
}

static int
cp_width(uint32_t cp)
{
	int w;

	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return -1;
	if (cp < 0x300)
		return 1;
	if ((cp >= 0x300 && cp < 0x370) || is_invisible(cp))
		return 0;
	w = wcwidth((wchar_t)cp);
	return w > 2 ? -1 : w;
}

void
glyph_start(struct glyph_iter *it, const char *s, bool ascii)
{
	it->s = s;
	it->more = NULL;
	it->ascii = ascii;
}

/* Combining marks after a sign join its cell while there is room. */
static void
take_marks(struct glyph_iter *it, struct glyph *out)
{
	uint32_t cp;
	size_t n;
	int used = 1;

	while ((n = utf8_next(it->s, &cp)) > 0 && cp >= 0x300 &&
	       cp_width(cp) == 0) {
		if (used < CELL_CP && !is_invisible(cp) && !it->ascii)
			out->cp[used++] = cp;
		it->s += n;
		out->bytes += n;
	}
}

bool
glyph_next(struct glyph_iter *it, struct glyph *out)
{
	uint32_t cp = 0;
	size_t n;

	memset(out, 0, sizeof *out);
	out->width = 1;
	if (it->more != NULL && *it->more != '\0') {
		out->cp[0] = (unsigned char)*it->more++;
		return true;
	}
	while ((n = utf8_next(it->s, &cp)) > 0 && cp >= 0x80 &&
	       cp_width(cp) == 0) {
		it->s += n; /* a mark without a sign before it */
		out->bytes += n;
	}
	if (n == 0)
		return false;
	it->s += n;
	out->bytes += n;
	out->cp[0] = cp;
	if (cp == '\n')
		return true;
	out->width = cp_width(cp);
	if (out->width < 0) {
		out->cp[0] = cp == '\t' ? ' ' : '?';
		out->width = 1;
	}
	take_marks(it, out);
	if (it->ascii && out->cp[0] >= 0x80) {
		it->more = ascii_for(cp);
		out->cp[0] = (unsigned char)*it->more++;
		out->width = 1;
	}
	return true;
}

int
glyph_width(const char *s, bool ascii)
{
	struct glyph_iter it;
	struct glyph gl;
	int w = 0;

	glyph_start(&it, s, ascii);
	while (glyph_next(&it, &gl))
		w += gl.width;
	return w;
}

void
wrap_start(struct wrap *w, const char *s, int cols, bool ascii)
{
	w->cols = cols < 1 ? 1 : cols;
	w->next = *s == '\0' ? NULL : s;
	w->end = s;
	glyph_start(&w->it, s, ascii);
}

/*
 * Finds the end of the line that starts at w->next: the last blank that fits,
 * or the last sign that fits when one word is longer than the line.
 */
bool
wrap_next(struct wrap *w)
{
	struct glyph_iter it;
	struct glyph gl;
	const char *blank = NULL, *here;
	int col = 0;

	if (w->next == NULL)
		return false;
	glyph_start(&w->it, w->next, w->it.ascii);
	it = w->it;
	for (;;) {
		here = it.s;
		if (!glyph_next(&it, &gl)) {
			w->end = here;
			w->next = NULL;
			return true;
		}
		if (gl.cp[0] == '\n') {
			w->end = here;
			w->next = *it.s == '\0' ? NULL : it.s;
			return true;
		}
		if (gl.cp[0] == ' ')
			blank = here;
		if (col + gl.width > w->cols)
			break;
		col += gl.width;
	}
	if (blank != NULL) {
		w->end = blank;
		w->next = blank + 1;
	} else {
		w->end = here > w->it.s ? here : it.s;
		w->next = w->end;
	}
	if (*w->next == '\0')
		w->next = NULL;
	return true;
}

bool
wrap_glyph(struct wrap *w, struct glyph *out)
{
	if (w->it.s >= w->end && (w->it.more == NULL || *w->it.more == '\0'))
		return false;
	return glyph_next(&w->it, out);
}
