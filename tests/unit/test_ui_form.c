/* Forms without a terminal: order, choices, dates, completions, errors. */
/* covers: HUB-11 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>

#include "common/buf.h"
#include "common/date.h"
#include "common/str.h"
#include "tui/term/grid.h"
#include "tui/term/term.h"
#include "tui/ui/form.h"

static const char *const choices[] = { "eins", "zwei", "drei", NULL };

static int
complete(void *ctx, const char *typed, char out[][FORM_MATCH_LEN])
{
	++*(int *)ctx;
	if (!str_starts("Kampagne 1", typed))
		return 0;
	str_copy(out[0], FORM_MATCH_LEN, "Kampagne 1");
	str_copy(out[1], FORM_MATCH_LEN, "Kampagne 2");
	return 2;
}

static const struct form_field fields[] = {
	{ .label = "Hinweis", .kind = FIELD_NOTE },
	{ .name = "name", .label = "Name", .max = 5, .required = true },
	{ .name = "camp", .label = "Kampagne", .complete = complete },
	{ .name = "kind",
	    .label = "Art",
	    .kind = FIELD_CHOICE,
	    .choices = choices },
	{ .name = "day", .label = "Tag", .kind = FIELD_DATE },
	{ .name = "ok", .label = "Gut", .kind = FIELD_CHECK },
	{ .name = "text", .label = "Text", .kind = FIELD_AREA },
	{ .name = "pw", .label = "Kennwort", .kind = FIELD_SECRET },
	{ 0 },
};

struct fixture {
	struct form f;
	int asked;
};

static int
setup(void **state)
{
	static struct fixture x;

	setlocale(LC_CTYPE, "C.UTF-8");
	x.asked = 0;
	form_init(&x.f, fields, &x.asked);
	x.f.today = date_make(2026, 3, 12);
	*state = &x;
	return 0;
}

static int
teardown(void **state)
{
	form_done(&((struct fixture *)*state)->f);
	return 0;
}

static void
type(struct form *f, const char *s)
{
	for (; *s != '\0'; s++)
		form_key(f, (unsigned char)*s);
}

static void
tab_goes_round(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;

	assert_int_equal(f->focus, 1); /* the note takes no input */
	form_key(f, K_BACKTAB);
	assert_int_equal(f->focus, 7);
	form_key(f, K_TAB);
	assert_int_equal(f->focus, 1);
	form_key(f, K_DOWN);
	assert_int_equal(f->focus, 2);
	form_key(f, K_ENTER);
	assert_int_equal(f->focus, 3);
	form_key(f, K_UP);
	assert_int_equal(f->focus, 2);
}

static void
required_stops_submit(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;

	form_focus(f, "pw");
	assert_int_equal(form_key(f, K_F(2)), FORM_USED);
	assert_int_equal(f->focus, 1);
	assert_true(f->values[1].error[0] != '\0');
	type(f, "   ");
	assert_int_equal(form_key(f, K_CTRL('s')), FORM_USED);
	type(f, "abcdef"); /* five code points fit */
	assert_string_equal(form_text(f, "name"), "   ab");
	assert_int_equal(form_key(f, K_CTRL('s')), FORM_SUBMIT);
	form_focus(f, "pw");
	assert_int_equal(form_key(f, K_ENTER), FORM_SUBMIT); /* last field */
}

static void
dirty_until_clean(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;

	form_set(f, "name", "Ana");
	form_set_choice(f, "kind", 1);
	assert_false(form_is_dirty(f));
	form_key(f, K_LEFT);
	assert_false(form_is_dirty(f));
	form_key(f, 'x');
	assert_true(form_is_dirty(f));
	form_clean(f);
	assert_false(form_is_dirty(f));
	assert_int_equal(form_key(f, K_ESC), FORM_LEAVE);
}

static void
completions_follow_typing(void **state)
{
	struct fixture *x = *state;
	struct form *f = &x->f;

	form_focus(f, "camp");
	type(f, "Ka");
	assert_int_equal(x->asked, 2);
	assert_true(f->drop);
	form_key(f, K_DOWN);
	form_key(f, K_DOWN);
	assert_int_equal(form_key(f, K_ENTER), FORM_CHANGED);
	assert_string_equal(form_text(f, "camp"), "Kampagne 2");
	assert_false(f->drop);
	assert_int_equal(f->focus, 2);
	form_key(f, K_BACKSPACE);
	assert_true(f->drop);
	assert_int_equal(form_key(f, K_ESC), FORM_USED); /* only the list */
	assert_false(f->drop);
	type(f, "q");
	assert_false(f->drop);
	form_key(f, K_TAB);
	assert_int_equal(f->focus, 3);
}

static void
choices_by_arrow_letter_and_list(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;

	form_focus(f, "kind");
	form_key(f, K_RIGHT);
	assert_int_equal(form_choice(f, "kind"), 1);
	form_key(f, K_LEFT);
	form_key(f, K_LEFT);
	assert_int_equal(form_choice(f, "kind"), 2);
	form_key(f, 'z');
	assert_int_equal(form_choice(f, "kind"), 1);
	form_key(f, K_ENTER);
	assert_true(f->drop);
	form_key(f, K_DOWN);
	form_key(f, K_ENTER);
	assert_int_equal(form_choice(f, "kind"), 2);
	assert_false(f->drop);
	form_key(f, ' ');
	form_key(f, K_DOWN);
	form_key(f, K_ESC);
	assert_int_equal(form_choice(f, "kind"), 2);
	form_focus(f, "ok");
	form_key(f, ' ');
	assert_true(form_checked(f, "ok"));
	form_key(f, ' ');
	assert_false(form_checked(f, "ok"));
}

static void
dates_are_read_and_shown(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;

	form_set(f, "name", "A");
	form_focus(f, "day");
	type(f, "15.3.2026");
	assert_string_equal(form_text(f, "day"), "2026-03-15");
	assert_int_equal(form_date(f, "day"), date_make(2026, 3, 15));
	form_key(f, K_TAB);
	assert_string_equal(f->values[4].edit.text, "2026-03-15");
	form_focus(f, "day");
	form_key(f, K_CTRL('u'));
	type(f, "32.1.");
	assert_string_equal(form_text(f, "day"), "");
	assert_int_equal(form_date(f, "day"), DATE_NONE);
	assert_int_equal(form_key(f, K_F(2)), FORM_USED);
	assert_true(f->values[4].error[0] != '\0');
	form_key(f, K_CTRL('u'));
	type(f, "+3");
	assert_int_equal(form_date(f, "day"), date_make(2026, 3, 15));
	assert_int_equal(form_key(f, K_F(2)), FORM_SUBMIT);
	form_set_date(f, "day", date_make(2026, 12, 24));
	assert_string_equal(form_text(f, "day"), "2026-12-24");
}

static void
calendar_fills_the_date(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;
	struct grid g;
	struct canvas c;
	struct mouse m = { 0, 0, MOUSE_CLICK };

	form_focus(f, "day");
	assert_int_equal(form_key(f, K_F(4)), FORM_USED);
	form_key(f, K_DOWN); /* a week on, not a field */
	assert_int_equal(f->focus, 4);
	assert_int_equal(form_key(f, K_ENTER), FORM_CHANGED);
	assert_string_equal(form_text(f, "day"), "2026-03-19");
	form_key(f, K_F(4));
	form_key(f, K_PGDN);
	assert_int_equal(form_key(f, K_ESC), FORM_USED);
	assert_string_equal(form_text(f, "day"), "2026-03-19");
	form_key(f, K_F(4));
	grid_init(&g, 24, 80);
	c = canvas_all(&g);
	form_draw(f, &c);
	m.row = f->month.at.row + 2; /* Sunday the 1st */
	m.col = f->month.at.col + 24;
	assert_int_equal(form_mouse(f, &m), FORM_CHANGED);
	assert_string_equal(form_text(f, "day"), "2026-03-01");
	assert_false(f->drop);
	grid_done(&g);
}

static void
server_errors_go_to_fields(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;

	assert_false(form_error(f, "unknown", "x"));
	assert_true(form_error(f, "text", "zu lang"));
	assert_int_equal(f->focus, 6);
	type(f, "a");
	assert_string_equal(f->values[6].error, ""); /* typing clears it */
	form_error(f, "name", "schlecht");
	form_clear_errors(f);
	assert_string_equal(f->values[1].error, "");
}

static void
area_keeps_enter_and_arrows(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;

	form_focus(f, "text");
	type(f, "ab");
	form_key(f, K_ENTER);
	type(f, "cd");
	assert_string_equal(form_text(f, "text"), "ab\ncd");
	form_key(f, K_UP);
	assert_int_equal(f->focus, 6);
	form_key(f, K_UP);
	assert_int_equal(f->focus, 5);
	form_focus(f, "text");
	form_paste(f, "\nx\ny");
	assert_string_equal(form_text(f, "text"), "ab\nx\ny\ncd");
	form_focus(f, "name");
	form_paste(f, "x\ny");
	assert_string_equal(form_text(f, "name"), "x y");
}

static void
draws_at_every_size(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;
	struct grid g;

	grid_init(&g, 1, 1);
	form_error(f, "name", "falsch");
	for (int rows = 1; rows < 30; rows++) {
		for (int cols = 1; cols < 90; cols += 3) {
			struct canvas c;

			grid_resize(&g, rows, cols);
			c = canvas_all(&g);
			for (int i = 0; i < 7; i++) {
				form_draw(f, &c);
				form_key(f, K_TAB);
			}
			form_draw(f, &c);
			assert_true(g.cursor_on);
			assert_in_range(g.cursor_row, 0, rows - 1);
			assert_in_range(g.cursor_col, 0, cols - 1);
		}
	}
	grid_done(&g);
}

static void
clicks_focus_and_toggle(void **state)
{
	struct form *f = &((struct fixture *)*state)->f;
	struct grid g;
	struct canvas c;
	struct mouse m = { 0, 0, MOUSE_CLICK };

	grid_init(&g, 24, 80);
	c = canvas_all(&g);
	form_draw(f, &c);
	m.row = f->values[5].at.row;
	m.col = f->values[5].at.col + 1;
	assert_int_equal(form_mouse(f, &m), FORM_CHANGED);
	assert_true(form_checked(f, "ok"));
	m.row = f->values[3].at.row;
	form_mouse(f, &m);
	assert_int_equal(f->focus, 3);
	form_mouse(f, &m);
	assert_true(f->drop);
	form_draw(f, &c);
	m.row = f->drop_at.row + 2;
	m.col = f->drop_at.col + 1;
	assert_int_equal(form_mouse(f, &m), FORM_CHANGED);
	assert_int_equal(form_choice(f, "kind"), 2);
	grid_done(&g);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(tab_goes_round),
		T(required_stops_submit),
		T(dirty_until_clean),
		T(completions_follow_typing),
		T(choices_by_arrow_letter_and_list),
		T(dates_are_read_and_shown),
		T(calendar_fills_the_date),
		T(server_errors_go_to_fields),
		T(area_keeps_enter_and_arrows),
		T(draws_at_every_size),
		T(clicks_focus_and_toggle),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
