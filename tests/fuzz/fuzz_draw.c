/* Any text drawn anywhere: cells stay well-formed, nothing leaves its part. */
#include <assert.h>
#include <locale.h>
#include <stdint.h>

#include "common/xalloc.h"
#include "tui/term/canvas.h"
#include "tui/term/grid.h"
#include "tui/ui/edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROWS = 6, COLS = 17 };

/* A wide cell has its right half, and no half stands alone. */
static void
check(const struct grid *g)
{
	for (int r = 0; r < g->rows; r++) {
		for (int c = 0; c < g->cols; c++) {
			const struct cell *p = grid_at(g, r, c);

			assert(p->width <= 2);
			if (p->width == 2)
				assert(c + 1 < g->cols &&
				       grid_at(g, r, c + 1)->width == 0);
			if (p->width == 0)
				assert(
				    c > 0 && grid_at(g, r, c - 1)->width == 2);
			assert(p->width == 0 || p->cp[0] >= 0x20);
			assert(!g->ascii || p->cp[0] < 0x7f);
		}
	}
}

static void
draw(struct grid *g, const char *s, const uint8_t *at)
{
	struct canvas all = canvas_all(g), part;
	struct edit e;

	part = canvas_sub(
	    &all, AREA(at[0] % ROWS, at[1] % COLS, at[2] % 8, at[3] % 20));
	canvas_wrap(&part, 0, 1, s);
	check(g);
	assert(canvas_text(&part, at[0] % 3, at[3] % 5, 2, s) <= part.cols);
	check(g);
	canvas_fit(&part, SPAN(at[2] % 4, at[1] % 4, at[3] % 30), 3, s);
	canvas_right(&all, SPAN(0, 0, COLS), 3, s);
	check(g);
	edit_init(&e, 50, at[0] & 1, at[0] & 2);
	edit_insert(&e, s);
	assert(edit_count(&e) <= 50);
	for (int i = 0; i < 4; i++) {
		static const uint32_t keys[] = { 0x110001, 0x110003, 127,
			0x110002 };

		edit_draw(&e, &part, 4, true);
		edit_key(&e, keys[(at[1] + i) % 4]);
		assert(e.pos <= e.len && strlen(e.text) == e.len);
	}
	edit_done(&e);
	check(g);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct grid g;
	char *s;

	if (size < 5 || setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return 0;
	grid_init(&g, ROWS, COLS);
	g.ascii = data[4] & 1;
	s = xstrndup((const char *)data + 5, size - 5);
	draw(&g, s, data);
	free(s);
	grid_done(&g);
	return 0;
}
