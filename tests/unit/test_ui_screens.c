/* The widgets on real terminals: sizes, kinds of terminal, mouse, pastes. */
/* covers: HUB-11 HUB-13 PERS-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/str.h"
#include "common/utf8.h"
#include "tests/harness/screen.h"

static struct screen_run *
start(int rows, int cols, const char *const *env)
{
	return screen_start_built("programs/uidemo",
	    &(struct screen_spec){ .env = env, .rows = rows, .cols = cols });
}

static void
must_have(struct screen_run *s, const char *text)
{
	if (!screen_has(s, text))
		fail_msg("missing \"%s\" in:\n%s", text, screen_text(s));
}

static void
must_not_have(struct screen_run *s, const char *text)
{
	if (screen_has(s, text))
		fail_msg("unwanted \"%s\" in:\n%s", text, screen_text(s));
}

static void
assert_cursor_inside(struct screen_run *s, int rows, int cols)
{
	int row, col;

	assert_true(screen_cursor(s, &row, &col));
	assert_in_range(row, 0, rows - 1);
	assert_in_range(col, 0, cols - 1);
}

/* Every screen of the demo at every size. */
static void
tour(int rows, int cols, const char *const *env)
{
	static const char *const steps[] = { "n", "abc", KEYS_TAB, KEYS_F2,
		KEYS_ESC, "v", "p", KEYS_ESC, "k", KEYS_PGDN, KEYS_ESC, "c",
		KEYS_RIGHT, KEYS_ESC, "w", KEYS_DOWN, KEYS_ESC, "r", KEYS_ESC,
		"x", KEYS_ESC, "?", KEYS_PGDN, KEYS_ESC, ":", "ka", KEYS_ESC,
		"/", "anna", KEYS_ESC, KEYS_END, "e", KEYS_ESC, NULL };
	struct screen_run *s = start(rows, cols, env);

	for (int i = 0; steps[i] != NULL; i++) {
		screen_send(s, steps[i]);
		assert_cursor_inside(s, rows, cols);
	}
	if (rows > 2 && cols >= 40)
		must_have(s, "Personen");
	screen_send(s, "\021");
	assert_int_equal(screen_send_exit(s, KEYS_ENTER), 0);
	screen_free(s);
}

static void
all_sizes(void **state)
{
	(void)state;
	tour(24, 80, NULL);
	tour(40, 120, NULL);
	tour(20, 60, NULL);
	tour(12, 40, NULL);
	tour(3, 10, NULL);
	tour(1, 1, NULL);
}

static void
small_terminals_say_so(void **state)
{
	struct screen_run *s = start(20, 60, NULL);

	(void)state;
	must_have(s, "60x20 ist klein");
	screen_resize(s, 12, 40);
	must_have(s, "Zu klein: ab 80x24");
	must_not_have(s, "Ort"); /* a column has gone */
	screen_resize(s, 24, 80);
	must_not_have(s, "klein");
	must_have(s, "Ort");
	screen_free(s);
}

static void
unknown_terminal_is_no_end(void **state)
{
	static const char *const env[] = { "TERM=xterm-kitty", NULL };
	static const char *const none[] = { "TERM", NULL };
	static const char *const dumb[] = { "TERM=dumb", NULL };

	(void)state;
	tour(24, 80, env);
	tour(24, 80, none);
	tour(24, 80, dumb);
}

static void
other_terminals_work(void **state)
{
	static const char *const names[] = { "TERM=vt100", "TERM=linux",
		"TERM=screen-256color", "TERM=tmux-256color", "TERM=xterm",
		"TERM=rxvt-unicode-256color", "TERM=xterm-direct" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *const env[] = { names[i], NULL };

		tour(24, 80, env);
	}
}

static int
count_colours(struct screen_run *s, int rows, int cols)
{
	int n = 0;

	for (int r = 0; r < rows; r++) {
		for (int c = 0; c < cols; c++) {
			struct screen_cell cell = screen_cell(s, r, c);

			n += cell.fg != SCREEN_DEFAULT ||
			     cell.bg != SCREEN_DEFAULT;
		}
	}
	return n;
}

static void
no_color_means_none(void **state)
{
	static const char *const env[] = { "NO_COLOR=1", "COLORTERM=truecolor",
		NULL };
	struct screen_run *s = start(24, 80, env);
	int row, col;

	(void)state;
	assert_int_equal(count_colours(s, 24, 80), 0);
	/* the selected row is told by reverse video and by a mark */
	assert_true(screen_find(s, "› Anna", &row, &col));
	assert_true(screen_cell(s, row, col + 4).reverse);
	assert_false(screen_cell(s, row + 1, col + 4).reverse);
	screen_free(s);
}

static void
colours_reach_the_terminal(void **state)
{
	static const char *const direct[] = { "COLORTERM=truecolor", NULL };
	struct screen_run *s = start(24, 80, direct);
	int row, col;
	size_t n;

	(void)state;
	/* #2b4a78; libvterm 0.1.4 reads the colons of this form wrongly */
	assert_non_null(strstr(screen_output(s, &n), "48:2::43:74:120m"));
	screen_free(s);
	s = start(24, 80, NULL); /* 256 colours: the nearest */
	assert_true(screen_find(s, "Personen", &row, &col));
	assert_int_not_equal(screen_cell(s, row, col).bg, 0x2b4a78);
	assert_int_not_equal(screen_cell(s, row, col).bg, SCREEN_DEFAULT);
	screen_free(s);
}

static void
c_locale_draws_ascii(void **state)
{
	static const char *const env[] = { "LC_ALL=C", NULL };
	struct screen_run *s = start(24, 80, env);
	static const char *const views[] = { "?", KEYS_ESC, "n", KEYS_ESC, "k",
		KEYS_ESC, "c", KEYS_ESC, "x", NULL };

	(void)state;
	must_have(s, "Anna Mueller");
	must_have(s, "Clara Weiss");
	for (int i = 0; views[i] != NULL; i++) {
		const char *t;

		screen_send(s, views[i]);
		for (t = screen_text(s); *t != '\0'; t++)
			assert_in_range((unsigned char)*t, '\n', 0x7e);
	}
	must_have(s, "+- Loeschen -");
	screen_send(s, KEYS_ESC);
	screen_send(s, "n\303\266"); /* typed umlauts still arrive */
	must_have(s, "oe");
	screen_free(s);
}

static void
english_is_the_other_language(void **state)
{
	static const char *const env[] = { "LANG=en_GB.UTF-8", NULL };
	static const char *const bare[] = { "LANG", NULL };
	struct screen_run *s = start(24, 80, env);

	(void)state;
	must_have(s, "help");
	screen_send(s, "k");
	must_have(s, "March 2026");
	must_have(s, "Thu 2026-03-12");
	must_have(s, "2026 W11");
	screen_free(s);
	s = start(24, 80, bare);
	must_have(s, "Hilfe");
	screen_send(s, "k");
	must_have(s, "März 2026");
	must_have(s, "Do 12.03.2026");
	must_have(s, "KW 11/2026");
	screen_free(s);
}

static void
form_by_keyboard(void **state)
{
	struct screen_run *s = start(24, 80, NULL);

	(void)state;
	screen_send(s, "n");
	screen_send(s, KEYS_F2);
	must_have(s, "Bitte ausfüllen");
	screen_send(s, "M\303\274ller" KEYS_TAB "Ana" KEYS_TAB "ha");
	must_have(s, "Hannover");
	screen_send(s, KEYS_DOWN KEYS_DOWN KEYS_ENTER);
	screen_send(s, KEYS_TAB "15.3.2026" KEYS_TAB);
	must_have(s, "15.03.2026");
	must_have(s, "Sonntag");
	screen_send(s, KEYS_RIGHT KEYS_TAB " " KEYS_TAB "geheim");
	must_have(s, "••••••");
	must_not_have(s, "geheim");
	screen_send(s, "\023"); /* Ctrl-S */
	must_have(s, "Müller|Ana|Hannover|2026-03-15|1|1|6");
	screen_free(s);
}

static void
server_refusal_finds_its_field(void **state)
{
	struct screen_run *s = start(24, 80, NULL);
	int row, col, at_row, at_col;

	(void)state;
	screen_send(s, "nFehler" KEYS_TAB "x" KEYS_F2);
	must_have(s, "Der Server mag das nicht");
	assert_true(screen_find(s, "Nachname", &row, &col));
	assert_true(screen_cursor(s, &at_row, &at_col));
	assert_int_equal(row, at_row);
	screen_send(s, KEYS_ESC);
	must_have(s, "Verwerfen");
	screen_send(s, KEYS_ENTER); /* keeps editing: the safe answer */
	must_have(s, "Fehler");
	screen_send(s, KEYS_ESC);
	screen_send(s, "v");
	must_have(s, "Personen");
	screen_free(s);
}

static void
paste_is_text_not_keys(void **state)
{
	struct screen_run *s = start(24, 80, NULL);

	(void)state;
	screen_paste(s, "xn?");
	must_have(s, "Personen");
	must_not_have(s, "Löschen");
	screen_send(s, "n");
	screen_paste(s, "Zwei\nZeilen\033[31m");
	must_have(s, "Zwei Zeilen[31m");
	screen_send(s, KEYS_F2);
	must_have(s, "Zwei Zeilen[31m|");
	screen_free(s);
}

static void
mouse_selects_and_opens(void **state)
{
	struct screen_run *s = start(24, 80, NULL);
	int row, col;

	(void)state;
	assert_true(screen_find(s, "Clara", &row, &col));
	screen_mouse(s, 0, row, col);
	must_have(s, "› Clara");
	screen_mouse(s, 0, row, col); /* again: double click */
	must_have(s, "Nr. 1002 geöffnet");
	screen_mouse(s, 65, row, col);
	must_have(s, "› Fatma");
	assert_true(screen_find(s, "Punkte", &row, &col));
	screen_mouse(s, 0, row, col);
	must_have(s, "Punkte▴");
	assert_true(screen_find(s, "Kalender", &row, &col));
	screen_mouse(s, 0, row, col); /* footer */
	must_have(s, "März 2026");
	screen_free(s);
}

static void
filter_and_missing_permission(void **state)
{
	struct screen_run *s = start(24, 80, NULL);

	(void)state;
	screen_send(s, "/");
	screen_send(s, "WEI\303\237");
	must_have(s, "› Clara Weiß");
	must_not_have(s, "Bernd");
	must_have(s, "5/40");
	screen_send(s, KEYS_ESC);
	must_have(s, "Bernd");
	screen_send(s, "v");
	must_have(s, "Dafür fehlt die Berechtigung: verboten");
	must_not_have(s, "wirklich");
	screen_free(s);
}

static void
palette_runs_what_is_found(void **state)
{
	struct screen_run *s = start(24, 80, NULL);

	(void)state;
	screen_send(s, "\020"); /* Ctrl-P */
	screen_send(s, "kal");
	screen_send(s, KEYS_ENTER);
	must_have(s, "März 2026");
	screen_free(s);
}

/* P14: what goes over a slow line. */
static void
few_bytes_per_frame(void **state)
{
	struct screen_run *s = start(24, 80, NULL);
	size_t n;

	(void)state;
	screen_bytes(s);
	screen_send(s, KEYS_DOWN);
	n = screen_bytes(s);
	print_message("# cursor move %zu bytes\n", n);
	assert_in_range(n, 1, 400);
	screen_send(s, "n");
	n = screen_bytes(s);
	print_message("# switch of screen %zu bytes\n", n);
	assert_in_range(n, 1, 4096);
	screen_send(s, KEYS_ESC);
	n = screen_bytes(s);
	print_message("# and back %zu bytes\n", n);
	assert_in_range(n, 1, 4096);
	screen_send(s, "n");
	screen_bytes(s);
	screen_send(s, "a");
	n = screen_bytes(s);
	print_message("# one letter %zu bytes\n", n);
	assert_in_range(n, 1, 200);
	screen_free(s);
}

static void
terminal_is_left_as_it_was(void **state)
{
	struct screen_run *s = start(24, 80, NULL);
	const char *out;
	size_t n;

	(void)state;
	assert_string_equal(screen_title(s), "Business Tool Hub");
	screen_send(s, "\003"); /* Ctrl-C asks */
	must_have(s, "Das Programm beenden?");
	assert_int_equal(screen_send_exit(s, "b"), 0);
	out = screen_output(s, &n);
	assert_non_null(strstr(out, "\033[?2004h"));
	assert_non_null(strstr(out, "\033[?2004l"));
	assert_non_null(strstr(out, "\033[?1006l\033[?1000l"));
	assert_non_null(strstr(out, "\033[?1049l"));
	screen_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_sizes),
		cmocka_unit_test(small_terminals_say_so),
		cmocka_unit_test(unknown_terminal_is_no_end),
		cmocka_unit_test(other_terminals_work),
		cmocka_unit_test(no_color_means_none),
		cmocka_unit_test(colours_reach_the_terminal),
		cmocka_unit_test(c_locale_draws_ascii),
		cmocka_unit_test(english_is_the_other_language),
		cmocka_unit_test(form_by_keyboard),
		cmocka_unit_test(server_refusal_finds_its_field),
		cmocka_unit_test(paste_is_text_not_keys),
		cmocka_unit_test(mouse_selects_and_opens),
		cmocka_unit_test(filter_and_missing_permission),
		cmocka_unit_test(palette_runs_what_is_found),
		cmocka_unit_test(few_bytes_per_frame),
		cmocka_unit_test(terminal_is_left_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
