/*
 * The QR widget as a phone sees it: drawn, photographed, read by zbarimg, and
 * compared with what was put in.
 */
/* covers: SEC-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/qr_scan.h"
#include "tui/term/grid.h"
#include "tui/theme/theme.h"
#include "tui/ui/qr.h"

#define SECRET "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

static char *
uri_of(int name)
{
	return xprintf("otpauth://totp/%.*s?secret=" SECRET
		       "&issuer=Business%%20Tool%%20Hub",
	    name, "anna.beispiel-mit-einem-wirklich-sehr-langen-namen");
}

/* --- size --- */

static void
a_usual_name_fits_an_old_terminal(void **state)
{
	char *uri = uri_of(13);
	struct qr *q = qr_new(uri);

	(void)state;
	assert_int_equal(strlen(uri), 97);
	assert_int_equal(qr_modules(q), 37); /* version 5 */
	assert_int_equal(qr_cols(q, false), 41);
	assert_int_equal(qr_rows(q, false), 21);
	assert_int_equal(qr_cols(q, true), 82);
	assert_int_equal(qr_rows(q, true), 41);
	qr_free(q);
	free(uri);
}

static void
the_longest_name_is_one_version_larger(void **state)
{
	char *uri = uri_of(50);
	struct qr *q = qr_new(uri);

	(void)state;
	assert_int_equal(strlen(uri), 134);
	assert_int_equal(qr_cols(q, false), 45);
	assert_int_equal(qr_rows(q, false), 23);
	qr_free(q);
	free(uri);
}

static void
what_does_not_fit_is_not_begun(void **state)
{
	char *uri = uri_of(13);
	struct qr *q = qr_new(uri);
	struct grid g;
	struct canvas c;
	struct buf text;

	(void)state;
	grid_init(&g, 20, 80);
	grid_clear(&g, INK_TEXT);
	c = canvas_all(&g);
	assert_false(qr_draw(q, &c));
	buf_init(&text, 10000);
	grid_text(&g, &text);
	assert_int_equal(strspn(buf_str(&text), "\n"), text.len);
	buf_done(&text);
	grid_done(&g);
	qr_free(q);
	free(uri);
	assert_null(qr_new(""));
	assert_null(qr_free(NULL));
}

/* --- reading it back --- */

/* Colours of an ink at a depth, as a dark terminal shows them. */
static void
colours(const struct look *l, enum term_depth depth, uint32_t *fg, uint32_t *bg)
{
	int f = l->fg, b = l->bg;

	if (depth != DEPTH_TRUE) {
		f = f < 0 ? 0xc8c8c8 : colour_palette(f);
		b = b < 0 ? 0x101010 : colour_palette(b);
	}
	*fg = (uint32_t)((l->attr & ATTR_REVERSE) != 0 ? b : f);
	*bg = (uint32_t)((l->attr & ATTR_REVERSE) != 0 ? f : b);
}

static const char *
sign(const struct cell *cell)
{
	switch (cell->cp[0]) {
	case 0x2580:
		return "▀";
	case 0x2584:
		return "▄";
	case 0x2588:
		return "█";
	}
	return " ";
}

static void
photograph(struct photo *p, const struct grid *g, const struct look *looks,
    enum term_depth depth)
{
	uint32_t fg, bg;

	for (int row = 0; row < g->rows; row++) {
		for (int col = 0; col < g->cols; col++) {
			const struct cell *cell = grid_at(g, row, col);

			colours(&looks[cell->ink], depth, &fg, &bg);
			photo_cell(p, &(struct photo_cell){
					  row, col, sign(cell), fg, bg });
		}
	}
}

struct scene {
	const char *theme;
	enum term_depth depth;
	bool ascii;
	int name;
};

static enum scanned
scan(const struct scene *sc, const char *uri, struct buf *out)
{
	struct qr *q = qr_new(uri);
	struct look looks[INK_MAX];
	struct theme_error err;
	struct theme t;
	struct canvas c;
	struct photo p;
	struct grid g;
	enum scanned r;

	assert_true(theme_load(&t, sc->theme, NULL, &err));
	theme_looks(&t, sc->depth, looks);
	grid_init(&g, qr_rows(q, sc->ascii) + 4, qr_cols(q, sc->ascii) + 8);
	g.ascii = sc->ascii;
	grid_clear(&g, INK_TEXT);
	c = canvas_all(&g);
	c = canvas_sub(&c, AREA(2, 4, g.rows - 4, g.cols - 8));
	assert_true(qr_draw(q, &c));
	photo_init(&p, g.rows, g.cols);
	photograph(&p, &g, looks, sc->depth);
	r = photo_scan(&p, out);
	photo_done(&p);
	grid_done(&g);
	qr_free(q);
	return r;
}

static void
a_phone_reads_it_in_every_theme(void **state)
{
	static const struct scene scenes[] = {
		{ "night", DEPTH_256, false, 13 },
		{ "night", DEPTH_256, true, 13 },
		{ "day", DEPTH_256, false, 13 },
		{ "day", DEPTH_16, true, 13 },
		{ "contrast", DEPTH_TRUE, false, 13 },
		{ "terminal", DEPTH_8, false, 13 },
		{ "terminal", DEPTH_8, true, 13 },
		{ "mono", DEPTH_MONO, false, 13 },
		{ "mono", DEPTH_MONO, true, 13 },
		{ "night", DEPTH_256, false, 2 },
		{ "night", DEPTH_256, false, 50 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
		char *uri = uri_of(scenes[i].name);
		struct buf read;
		enum scanned r;

		buf_init(&read, 1024);
		r = scan(&scenes[i], uri, &read);
		if (r == SCAN_NO_PROGRAM) {
			print_message("skipped: zbarimg is missing "
				      "(package zbar-tools)\n");
			skip();
		}
		if (r != SCAN_READ)
			fail_msg("%s, depth %d, %s: not readable",
			    scenes[i].theme, (int)scenes[i].depth,
			    scenes[i].ascii ? "ASCII" : "Unicode");
		assert_string_equal(buf_str(&read), uri);
		buf_done(&read);
		free(uri);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_usual_name_fits_an_old_terminal),
		cmocka_unit_test(the_longest_name_is_one_version_larger),
		cmocka_unit_test(what_does_not_fit_is_not_begun),
		cmocka_unit_test(a_phone_reads_it_in_every_theme),
	};

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) /* for wcwidth */
		return 1;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("qr", tests, NULL, NULL);
}
