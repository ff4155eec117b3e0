/* Stack, dispatch, dialogs, messages and time of the client's face. */
/* covers: HUB-11 HUB-13 HUB-16 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/str.h"
#include "tests/harness/screen_headless.h"
#include "tui/term/grid.h"
#include "tui/ui/dialog.h"
#include "tui/ui/ui.h"
#include "tui/ui/ui_int.h"

/* What happened to the screens, written down by their functions. */
struct record {
	int enters, leaves, resumes, pushes, ticks, resizes, acts;
	int answers, last_ok, last_choice;
	char text[64];
	char last_event[32];
	const void *state;
};

static struct record rec; /* one test at a time */

struct state {
	int canary;
	bool unsaved;
	int64_t next;
};

static void
enter(struct ui *ui, void *state, const void *arg)
{
	struct state *s = state;

	(void)ui;
	assert_int_equal(s->canary, 0);
	s->canary = 77;
	s->unsaved = arg != NULL;
	rec.enters++;
}

static void
leave(struct ui *ui, void *state)
{
	(void)ui;
	assert_int_equal(((struct state *)state)->canary, 77);
	rec.leaves++;
}

static void
resume(struct ui *ui, void *state)
{
	(void)ui;
	(void)state;
	rec.resumes++;
}

static void
draw(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	assert_int_equal(((struct state *)state)->canary, 77);
	canvas_text(c, 0, 0, INK_TEXT, "Inhalt");
}

static void
draw_second(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	(void)state;
	canvas_text(c, 0, 0, INK_TEXT, "Zweiter");
}

static void
push(struct ui *ui, void *state, const char *event, const void *data)
{
	(void)ui;
	(void)state;
	(void)data;
	rec.pushes++;
	str_copy(rec.last_event, sizeof rec.last_event, event);
}

static int64_t
tick(struct ui *ui, void *state, int64_t mono)
{
	(void)ui;
	(void)state;
	rec.ticks++;
	return mono + 1000;
}

static void
resize(struct ui *ui, void *state, int rows, int cols)
{
	(void)ui;
	(void)state;
	rec.resizes++;
	assert_true(rows > 0 && cols > 0);
}

static bool
may_leave(struct ui *ui, void *state)
{
	(void)ui;
	return !((struct state *)state)->unsaved;
}

static void
act(struct ui *ui, void *state)
{
	(void)ui;
	rec.acts++;
	rec.state = state;
}

static void
answered(struct ui *ui, void *state, const struct dialog_answer *a)
{
	(void)ui;
	rec.answers++;
	rec.last_ok = a->ok;
	rec.last_choice = a->choice;
	rec.state = state;
	str_copy(rec.text, sizeof rec.text, a->text);
}

static void
close_and_act(struct ui *ui, void *state)
{
	ui_close(ui);
	/* the state is still there until the event is over */
	assert_int_equal(((struct state *)state)->canary, 77);
}

static const struct key_action keys[] = {
	{ 'a', "tun", NULL, act, 'A', 0, "Etwas tun" },
	{ 'd', "darf", "users.delete", act, 0, 0, NULL },
	{ 'c', "zu", NULL, close_and_act, 0, 0, NULL },
	{ 0, "ohne Taste", NULL, act, 0, 0, NULL },
	{ 0 },
};

static const struct screen_ops first = {
	.id = "first",
	.title = "Erster",
	.state_size = sizeof(struct state),
	.keys = keys,
	.enter = enter,
	.leave = leave,
	.resume = resume,
	.draw = draw,
	.push = push,
	.tick = tick,
	.resize = resize,
	.may_leave = may_leave,
};

static const struct screen_ops second = {
	.id = "second",
	.title = "Zweiter",
	.state_size = sizeof(struct state),
	.keys = keys,
	.enter = enter,
	.leave = leave,
	.draw = draw_second,
	.may_leave = may_leave,
};

static bool
allowed(void *app, const char *op)
{
	(void)app;
	return !str_eq(op, "users.delete");
}

static const struct key_action globals[] = {
	{ 'g', "überall", NULL, act, 0, 0, NULL },
	{ 0 },
};

static const struct ui_hooks hooks = { .allowed = allowed, .globals = globals };

static int
setup(void **state)
{
	struct ui *ui = headless_ui(24, 80, &hooks);

	memset(&rec, 0, sizeof rec);
	ui_home(ui, &first, NULL);
	*state = ui;
	return 0;
}

static int
teardown(void **state)
{
	ui_free(*state);
	assert_int_equal(rec.enters, rec.leaves);
	return 0;
}

static void
screens_stack_and_return(void **state)
{
	struct ui *ui = *state;
	uint32_t id = ui_top(ui)->id, second_id;
	void *st = ui_top(ui)->state;

	assert_true(headless_has(ui, "Inhalt"));
	assert_true(ui_open(ui, &second, NULL));
	second_id = ui_top(ui)->id;
	assert_true(headless_has(ui, "Zweiter"));
	assert_false(headless_has(ui, "Inhalt"));
	assert_true(ui_is_open(ui, &first));
	assert_ptr_equal(ui_state(ui, id), st);
	assert_int_equal(ui_screen_id(ui, st), id);
	headless_type(ui, "\033", 100);
	assert_int_equal(rec.resumes, 1);
	assert_null(ui_state(ui, second_id)); /* an answer comes too late */
	assert_true(headless_has(ui, "Inhalt"));
	headless_type(ui, "\033", 100); /* the last one stays */
	assert_int_equal(ui->n_stack, 1);
}

static void
stack_has_an_end(void **state)
{
	struct ui *ui = *state;

	while (ui->n_stack < UI_STACK)
		assert_true(ui_open(ui, &second, NULL));
	assert_false(ui_open(ui, &second, NULL));
	ui_close_id(ui, ui->stack[3].id);
	assert_int_equal(ui->n_stack, 3);
	ui_home(ui, &second, NULL);
	assert_int_equal(ui->n_stack, 1);
}

static void
closing_inside_an_action_is_safe(void **state)
{
	struct ui *ui = *state;

	ui_open(ui, &second, NULL);
	headless_type(ui, "c", 0);
	assert_int_equal(ui->n_stack, 1);
	assert_int_equal(ui->n_dead, 0);
}

static void
keys_find_their_rows(void **state)
{
	struct ui *ui = *state;

	headless_type(ui, "aAg", 0);
	assert_int_equal(rec.acts, 3);
	assert_null(rec.state); /* globals get the app */
	headless_type(ui, "q", 0);
	assert_int_equal(rec.acts, 3);
}

static void
missing_permission_greys_and_refuses(void **state)
{
	struct ui *ui = *state;
	int row, col;

	assert_int_equal(headless_ink(ui, "darf"), INK_FOOTER_OFF);
	assert_int_equal(headless_ink(ui, "tun"), INK_FOOTER_TEXT);
	headless_type(ui, "d", 0);
	assert_int_equal(rec.acts, 0);
	assert_true(headless_find(ui, "You may not do this: darf", &row, &col));
	assert_int_equal(row, 22);
	headless_type(ui, "?", 0);
	assert_true(headless_has(ui, "darf (not allowed)"));
	headless_type(ui, "\033", 0);
	headless_type(ui, ":darf", 0);
	assert_int_equal(headless_ink(ui, "darf"), INK_INPUT_FOCUS);
	headless_type(ui, "\r", 0);
	assert_int_equal(rec.acts, 0);
}

static void
palette_knows_rows_without_key(void **state)
{
	struct ui *ui = *state;

	headless_type(ui, "\020ohne\r", 0);
	assert_int_equal(rec.acts, 1);
	assert_null(ui->palette);
	headless_type(ui, ":etw", 0);
	assert_true(headless_has(ui, "Etwas tun"));
	headless_type(ui, "xyz", 0);
	assert_true(headless_has(ui, "No command found"));
	headless_type(ui, "\r\033", 0);
	assert_null(ui->palette);
}

static void
help_lists_all_rows(void **state)
{
	struct ui *ui = *state;

	headless_type(ui, "?", 0);
	assert_true(headless_has(ui, "Erster"));
	assert_true(headless_has(ui, "a A           Etwas tun"));
	assert_true(headless_has(ui, "Everywhere"));
	headless_type(ui, "x", 0); /* any key closes and does nothing else */
	assert_null(ui->help);
	assert_int_equal(rec.acts, 0);
}

static void
unsaved_input_is_asked_for(void **state)
{
	struct ui *ui = *state;

	ui_open(ui, &second, "unsaved");
	headless_type(ui, "\033", 0);
	assert_true(ui_has_dialog(ui));
	assert_int_equal(ui->n_stack, 2);
	headless_type(ui, "\r", 0); /* the keyboard is on the safe answer */
	assert_int_equal(ui->n_stack, 2);
	headless_type(ui, "\033", 0);
	headless_type(ui, "d", 0);
	assert_int_equal(ui->n_stack, 1);
}

static void
dialogs_answer_once(void **state)
{
	static const char *const items[] = { "eins", "zwei", NULL };
	struct ui *ui = *state;
	void *st = ui_top(ui)->state;

	ui_confirm(ui, "Frage", "Ja?", answered);
	headless_type(ui, "\r", 0);
	assert_int_equal(rec.last_ok, 1);
	assert_ptr_equal(rec.state, st);
	ui_confirm_danger(ui, "Frage", "Ja?", answered);
	headless_type(ui, "\r", 0);
	assert_int_equal(rec.last_ok, 0);
	ui_confirm_danger(ui, "Frage", "Ja?", answered);
	headless_type(ui, "y", 0);
	assert_int_equal(rec.last_ok, 1);
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = "Wahl",
			  .items = items,
			  .done = answered });
	headless_type(ui, "\033[B\r", 0);
	assert_int_equal(rec.last_choice, 1);
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_SECRET,
			  .title = "Kennwort",
			  .max = 4,
			  .done = answered });
	headless_type(ui, "abcdef", 0);
	assert_true(headless_has(ui, "••••"));
	assert_false(headless_has(ui, "abcd"));
	headless_type(ui, "\r", 0);
	assert_string_equal(rec.text, "abcd");
	assert_int_equal(rec.answers, 5);
	assert_false(ui_has_dialog(ui));
}

static void
dialogs_go_with_their_screen(void **state)
{
	struct ui *ui = *state;

	ui_confirm(ui, "Unten", "?", answered);
	ui_open(ui, &second, NULL);
	ui_confirm(ui, "Oben", "?", answered);
	assert_true(headless_has(ui, "Oben"));
	ui_close(ui);
	assert_false(headless_has(ui, "Oben"));
	assert_true(headless_has(ui, "Unten"));
	assert_int_equal(rec.answers, 0);
}

static void
pushes_reach_all_screens(void **state)
{
	struct ui *ui = *state;

	ui_open(ui, &second, NULL);
	ui_paint(ui);
	assert_false(ui->dirty);
	ui_deliver(ui, "slots.changed", NULL);
	assert_int_equal(rec.pushes, 1); /* the second has no function */
	assert_string_equal(rec.last_event, "slots.changed");
	assert_true(ui->dirty);
}

static void
messages_stay_as_long_as_they_are(void **state)
{
	struct ui *ui = *state;

	headless_tick(ui, 10000);
	ui_toast(ui, TOAST_SUCCESS, "Fertig");
	assert_int_equal(headless_ink(ui, "Fertig"), INK_TOAST_SUCCESS);
	headless_tick(ui, 12239);
	assert_true(headless_has(ui, "Fertig"));
	headless_tick(ui, 12240); /* 2 s and 40 ms for each of 6 letters */
	assert_false(headless_has(ui, "Fertig"));
	ui_toast(ui, TOAST_ERROR, "%0200d", 1);
	headless_tick(ui, 12240 + 5999);
	assert_true(headless_has(ui, "0000"));
	headless_tick(ui, 12240 + 6000);
	assert_false(headless_has(ui, "0000"));
}

static void
progress_mark_after_150_ms(void **state)
{
	struct ui *ui = *state;

	headless_tick(ui, 5000);
	ui_busy(ui);
	ui_busy(ui);
	headless_tick(ui, 5149);
	assert_false(headless_has(ui, "◐"));
	assert_int_equal(ui_next_tick(ui), 5150);
	headless_tick(ui, 5150);
	assert_true(headless_has(ui, "◐"));
	ui_ready(ui);
	assert_true(headless_has(ui, "◐")); /* one is still out */
	ui_ready(ui);
	assert_false(headless_has(ui, "◐"));
	ui_ready(ui); /* one too many does no harm */
	assert_int_equal(ui->busy, 0);
}

static void
ticks_come_when_asked_for(void **state)
{
	struct ui *ui = *state;

	headless_tick(ui, 0);
	assert_int_equal(rec.ticks, 1);
	assert_int_equal(ui_next_tick(ui), 1000);
	headless_tick(ui, 999);
	assert_int_equal(rec.ticks, 1);
	headless_tick(ui, 3000);
	assert_int_equal(rec.ticks, 4);
}

static void
resize_reaches_screens(void **state)
{
	struct ui *ui = *state;

	ui_resized(ui, 0);
	assert_int_equal(rec.resizes, 1);
}

static void
quit_asks_and_sees_unsaved_input(void **state)
{
	struct ui *ui = *state;

	headless_type(ui, "\021", 0);
	assert_true(headless_has(ui, "Leave the program?"));
	headless_type(ui, "s", 0);
	assert_false(ui->quit);
	ui_open(ui, &second, "unsaved");
	headless_type(ui, "\003", 0);
	assert_true(headless_has(ui, "has not been saved"));
	headless_type(ui, "\r", 0);
	assert_false(ui->quit);
	headless_type(ui, "\003q", 0);
	assert_true(ui->quit);
}

static void
error_screen_shows_its_id(void **state)
{
	struct ui *ui = *state;

	ui_error_screen(ui, "Kaputt", "Etwas ging schief.", "ERR-1");
	assert_int_equal(headless_ink(ui, "Kaputt"), INK_ERROR);
	assert_true(headless_has(ui, "Error id: ERR-1"));
	headless_type(ui, "\r", 0);
	assert_true(headless_has(ui, "Inhalt"));
}

static void
status_line_tells_the_link(void **state)
{
	struct ui *ui = *state;

	ui->status.link = LINK_OFFLINE;
	ui->status.dry_run = true;
	str_copy(ui->status.user, sizeof ui->status.user, "ana");
	ui_dirty(ui);
	assert_int_equal(headless_ink(ui, "○ offline"), INK_MARK_OFFLINE);
	assert_int_equal(headless_ink(ui, "DRY RUN"), INK_MARK_DRYRUN);
	ui->status.link = LINK_ONLINE;
	ui_dirty(ui);
	assert_int_equal(headless_ink(ui, "● online"), INK_MARK_ONLINE);
}

static void
themes_change_and_bad_ones_do_not(void **state)
{
	struct ui *ui = *state;
	char why[200] = "";

	assert_true(ui_theme(ui, "day", why, sizeof why));
	assert_false(ui_theme(ui, "no-such", why, sizeof why));
	assert_non_null(strstr(why, "no-such"));
}

static void
fuzzy_prefers_starts_of_words(void **state)
{
	(void)state;
	assert_int_equal(fuzzy_score("xyz", "Slots"), -1);
	assert_true(fuzzy_score("", "Slots") >= 0);
	assert_true(fuzzy_score("ÜB", "Übersicht") > 0);
	assert_true(
	    fuzzy_score("sl", "Slots") > fuzzy_score("sl", "Auslastung"));
	assert_true(
	    fuzzy_score("nk", "Neuer Kunde") > fuzzy_score("nk", "Danken"));
}

static void
names_of_keys(void **state)
{
	char s[24];

	(void)state;
	assert_string_equal(ui_key_name('x', s), "x");
	assert_string_equal(ui_key_name(K_F(12), s), "F12");
	assert_string_equal(ui_key_name(K_CTRL('s'), s), "Ctrl-S");
	assert_string_equal(ui_key_name(K_ALT | '1', s), "Alt-1");
	assert_string_equal(ui_key_name(K_TAB, s), "Tab");
	assert_string_equal(ui_key_name(K_LEFT | K_MOD_CTRL, s), "Ctrl-←");
	assert_string_equal(ui_key_name(0xe4, s), "ä");
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(screens_stack_and_return),
		T(stack_has_an_end),
		T(closing_inside_an_action_is_safe),
		T(keys_find_their_rows),
		T(missing_permission_greys_and_refuses),
		T(palette_knows_rows_without_key),
		T(help_lists_all_rows),
		T(unsaved_input_is_asked_for),
		T(dialogs_answer_once),
		T(dialogs_go_with_their_screen),
		T(pushes_reach_all_screens),
		T(messages_stay_as_long_as_they_are),
		T(progress_mark_after_150_ms),
		T(ticks_come_when_asked_for),
		T(resize_reaches_screens),
		T(quit_asks_and_sees_unsaved_input),
		T(error_screen_shows_its_id),
		T(status_line_tells_the_link),
		T(themes_change_and_bad_ones_do_not),
		T(fuzzy_prefers_starts_of_words),
		T(names_of_keys),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
