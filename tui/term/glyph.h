#ifndef TUI_TERM_GLYPH_H
#define TUI_TERM_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/term/grid.h"

/*
 * Text as a row of cells: one glyph is one sign with a width, with the
 * combining marks that follow it. Cut and wrapped here, drawn by canvas.c,
 * measured by the edit widget.
 */
struct glyph {
	uint32_t cp[CELL_CP];
	int width;    /* 1 or 2 */
	size_t bytes; /* of the source text; 0 for what ASCII adds ("ae": e) */
};

struct glyph_iter {
	const char *s;
	const char *more; /* rest of an ASCII replacement */
	bool ascii;
};

/* s is UTF-8; bytes that are not become '?'. */
void glyph_start(struct glyph_iter *it, const char *s, bool ascii);
/* False at the end. A newline is a glyph of its own with cp '\n'. */
bool glyph_next(struct glyph_iter *it, struct glyph *out);
/* Columns of the whole text. */
int glyph_width(const char *s, bool ascii);

/* Word wrap: lines one after the other, each read glyph by glyph. */
struct wrap {
	struct glyph_iter it;
	int cols;
	const char *next; /* start of the next line; NULL: end */
	const char *end;  /* end of the current one */
};

void wrap_start(struct wrap *w, const char *s, int cols, bool ascii);
bool wrap_next(struct wrap *w);
bool wrap_glyph(struct wrap *w, struct glyph *out);

#endif
