/* Tables: selection by id, filter, order, columns that give way. */
/* covers: HUB-11 HUB-13 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>

#include "common/buf.h"
#include "tui/term/grid.h"
#include "tui/term/term.h"
#include "tui/theme/inks.h"
#include "tui/ui/list.h"

struct row {
	int id;
	const char *name;
	int n;
};

struct data {
	struct row rows[100];
	int n;
	struct list list;
	struct grid g;
	struct buf b;
};

static int
count(void *ctx)
{
	return ((struct data *)ctx)->n;
}

static int64_t
id(void *ctx, int row)
{
	return ((struct data *)ctx)->rows[row].id;
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct row *r = &((struct data *)ctx)->rows[row];

	if (col == 0)
		buf_adds(out->text, r->name);
	else if (col == 1)
		buf_addf(out->text, "%d", r->n);
	else
		buf_addf(out->text, "Zusatz %d", r->id);
}

static const struct list_col cols[] = {
	{ "Name", 8, 1, 0, 0 },
	{ "Zahl", 5, 0, 1, COL_RIGHT },
	{ "Zusatz", 10, 0, 2, COL_NO_SORT },
	{ 0 },
};

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = "Niemand da",
};

static int
setup(void **state)
{
	static struct data d;
	static const struct row rows[] = { { 1, "Müller", 10 },
		{ 2, "Anton", 9 }, { 3, "Öztürk", 100 }, { 4, "Zoe", 2 },
		{ 5, "MÜLLER", 11 } };

	setlocale(LC_CTYPE, "C.UTF-8");
	memset(&d, 0, sizeof d);
	memcpy(d.rows, rows, sizeof rows);
	d.n = 5;
	list_init(&d.list, &source, &d);
	grid_init(&d.g, 6, 40);
	buf_init(&d.b, 4096);
	*state = &d;
	return 0;
}

static int
teardown(void **state)
{
	struct data *d = *state;

	list_done(&d->list);
	grid_done(&d->g);
	buf_done(&d->b);
	return 0;
}

static const char *
drawn(struct data *d, int rows, int width)
{
	struct canvas c;

	grid_resize(&d->g, rows, width);
	c = canvas_all(&d->g);
	list_draw(&d->list, &c);
	buf_clear(&d->b);
	grid_text(&d->g, &d->b);
	return buf_str(&d->b);
}

static void
columns_give_way(void **state)
{
	struct data *d = *state;

	assert_non_null(strstr(drawn(d, 6, 40), "Zusatz 1"));
	assert_non_null(strstr(drawn(d, 6, 40), "Zahl"));
	assert_null(strstr(drawn(d, 6, 24), "Zusatz"));
	assert_non_null(strstr(drawn(d, 6, 24), "Zahl"));
	assert_null(strstr(drawn(d, 6, 14), "Zahl"));
	assert_non_null(strstr(drawn(d, 6, 14), "Müller"));
	for (int w = 1; w < 14; w++)
		for (int h = 1; h < 6; h++)
			drawn(d, h, w); /* does not crash */
}

static void
selection_follows_the_id(void **state)
{
	struct data *d = *state;

	assert_int_equal(list_id(&d->list), 1);
	assert_int_equal(list_key(&d->list, K_DOWN), LIST_MOVED);
	assert_int_equal(list_key(&d->list, K_DOWN), LIST_MOVED);
	assert_int_equal(list_id(&d->list), 3);
	/* another row comes before it */
	memmove(d->rows + 1, d->rows, 5 * sizeof d->rows[0]);
	d->rows[0] = (struct row){ 9, "Neu", 1 };
	d->n = 6;
	list_refresh(&d->list);
	assert_int_equal(list_id(&d->list), 3);
	assert_int_equal(list_row(&d->list), 3);
	/* the row goes: the one in its place */
	memmove(d->rows + 3, d->rows + 4, 2 * sizeof d->rows[0]);
	d->n = 5;
	list_refresh(&d->list);
	assert_int_equal(list_id(&d->list), 4);
	d->n = 0;
	list_refresh(&d->list);
	assert_int_equal(list_id(&d->list), -1);
	assert_int_equal(list_row(&d->list), -1);
	assert_int_equal(list_key(&d->list, K_ENTER), LIST_IGNORED);
	assert_non_null(strstr(drawn(d, 6, 40), "Niemand da"));
	d->n = 2;
	list_refresh(&d->list);
	assert_int_equal(list_row(&d->list), 0);
}

static void
filter_folds_and_takes_words(void **state)
{
	struct data *d = *state;

	list_key(&d->list, '/');
	for (const char *s = "MULL"; *s; s++)
		list_key(&d->list, (uint32_t)*s);
	assert_int_equal(list_count(&d->list), 0);
	list_key(&d->list, K_BACKSPACE);
	list_key(&d->list, K_BACKSPACE);
	list_key(&d->list, K_BACKSPACE);
	list_key(&d->list, 0xfc); /* ü finds Ü */
	assert_int_equal(list_count(&d->list), 2);
	for (const char *s = "l 11"; *s; s++)
		list_key(&d->list, (uint32_t)*s);
	assert_int_equal(list_count(&d->list), 1);
	assert_int_equal(list_id(&d->list), 5);
	assert_non_null(strstr(drawn(d, 6, 40), "1/5"));
	assert_int_equal(list_key(&d->list, K_ENTER), LIST_USED);
	assert_int_equal(list_key(&d->list, K_ENTER), LIST_ACTIVATE);
	list_key(&d->list, K_ESC);
	assert_int_equal(list_count(&d->list), 5);
	assert_int_equal(list_id(&d->list), 5); /* stays selected */
	assert_int_equal(list_key(&d->list, K_ESC), LIST_IGNORED);
}

static void
matches_are_marked(void **state)
{
	struct data *d = *state;

	list_key(&d->list, K_DOWN);
	list_filter(&d->list, "zt");
	list_filter(&d->list, "t"); /* Anton, Öztürk and the last column */
	drawn(d, 6, 40);
	assert_int_equal(grid_ink(&d->g, 1, 3), INK_TEXT); /* Müller */
	list_filter(&d->list, "öz");
	drawn(d, 6, 40);
	assert_int_equal(list_count(&d->list), 1);
	list_filter(&d->list, "z");
	list_key(&d->list, K_HOME);
	drawn(d, 6, 40);
	/* Öztürk is in the third row, its z in the second column */
	assert_int_equal(grid_ink(&d->g, 3, 3), INK_MATCH);
	assert_int_equal(grid_ink(&d->g, 3, 4), INK_TEXT);
}

static void
order_by_text_and_number(void **state)
{
	struct data *d = *state;

	list_sort(&d->list, 1, false);
	list_key(&d->list, K_HOME);
	assert_int_equal(list_id(&d->list), 4); /* 2 before 10 */
	list_key(&d->list, K_ALT | 'r');
	list_key(&d->list, K_HOME);
	assert_int_equal(list_id(&d->list), 3);
	assert_non_null(strstr(drawn(d, 6, 40), "Zahl▾"));
	list_sort(&d->list, 0, false);
	list_key(&d->list, K_HOME);
	assert_int_equal(list_id(&d->list), 2);
	list_key(&d->list, K_DOWN); /* equal after folding: as they were */
	assert_int_equal(list_id(&d->list), 1);
	list_key(&d->list, K_DOWN);
	assert_int_equal(list_id(&d->list), 5);
}

static void
long_lists_scroll(void **state)
{
	struct data *d = *state;

	for (int i = 0; i < 100; i++)
		d->rows[i] = (struct row){ i + 1, "x", i };
	d->n = 100;
	list_refresh(&d->list);
	drawn(d, 11, 40);
	list_key(&d->list, K_PGDN);
	assert_int_equal(list_id(&d->list), 10);
	list_key(&d->list, K_END);
	assert_int_equal(list_id(&d->list), 100);
	assert_non_null(strstr(drawn(d, 11, 40), "Zusatz 100"));
	assert_int_equal(d->g.cursor_row, 10);
	assert_int_equal(list_key(&d->list, K_DOWN), LIST_USED);
	list_key(&d->list, K_HOME);
	drawn(d, 11, 40);
	assert_int_equal(d->list.top, 0);
}

static void
mouse_hits_rows_and_header(void **state)
{
	struct data *d = *state;
	struct mouse m = { 2, 5, MOUSE_CLICK };

	drawn(d, 6, 40);
	assert_int_equal(list_mouse(&d->list, &m), LIST_MOVED);
	assert_int_equal(list_id(&d->list), 2);
	m.kind = MOUSE_DOUBLE;
	assert_int_equal(list_mouse(&d->list, &m), LIST_ACTIVATE);
	m = (struct mouse){ 0, 3, MOUSE_CLICK };
	assert_int_equal(list_mouse(&d->list, &m), LIST_USED);
	assert_int_equal(d->list.sort_col, 0);
	assert_int_equal(list_mouse(&d->list, &m), LIST_USED);
	assert_true(d->list.sort_desc);
	m = (struct mouse){ 9, 3, MOUSE_CLICK };
	assert_int_equal(list_mouse(&d->list, &m), LIST_IGNORED);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(columns_give_way),
		T(selection_follows_the_id),
		T(filter_folds_and_takes_words),
		T(matches_are_marked),
		T(order_by_text_and_number),
		T(long_lists_scroll),
		T(mouse_hits_rows_and_header),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
