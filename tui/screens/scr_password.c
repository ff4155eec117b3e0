/* Changing the own password (hub file B3). */
#include "tui/screens/scr_password.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_app.h"
#include "tui/screens/strength.h"
#include "tui/term/grid.h"
#include "tui/ui/chart.h"

enum { FIELD_COLS = 34, BAR_COLS = 16, MUST_ROWS = 18, MUST_COLS = 70 };

static const struct form_field password_fields[] = {
	{ .name = "old",
	    .label = N_("Present password"),
	    .kind = FIELD_SECRET,
	    .max = PASSWORD_MAX,
	    .required = true,
	    .cols = FIELD_COLS },
	{ .name = "new",
	    .label = N_("New password"),
	    .kind = FIELD_SECRET,
	    .max = PASSWORD_MAX + 1, /* so that a longer one is noticed */
	    .required = true,
	    .cols = FIELD_COLS },
	{ .name = "repeat",
	    .label = N_("Repeat it"),
	    .kind = FIELD_SECRET,
	    .max = PASSWORD_MAX + 1,
	    .required = true,
	    .cols = FIELD_COLS },
	{ 0 },
};

void
password_init(struct password_pane *p)
{
	form_init(&p->form, password_fields, p);
}

void
password_done(struct password_pane *p)
{
	form_done(&p->form);
}

/* --- sending --- */

static void
empty(struct form *f)
{
	for (const struct form_field *fd = password_fields; fd->name; fd++)
		form_set(f, fd->name, "");
	form_clear_errors(f);
	form_clean(f);
	form_focus(f, "old");
}

static void
password_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct password_pane *p = state;

	(void)tag;
	p->sending = false;
	if (a->ok) {
		empty(&p->form);
		ui_toast(ui, TOAST_SUCCESS,
		    _("Password changed; all other sessions have ended"));
		if (p->done != NULL)
			p->done(ui, state);
		return;
	}
	if (a->err == E_INVALID_CREDENTIALS) {
		form_set(&p->form, "old", "");
		form_error(
		    &p->form, "old", _("This is not the present password"));
		return;
	}
	scr_error_form(ui, &p->form, a);
}

/* What can be seen here is not sent. */
static bool
check(struct form *f, const char *name)
{
	enum strength s = strength_of(form_text(f, "new"), name);

	form_clear_errors(f);
	if (s < STRENGTH_WEAK)
		form_error(f, "new", strength_word(s));
	else if (str_eq(form_text(f, "new"), form_text(f, "old")))
		form_error(f, "new", _("This is the present password"));
	else if (!str_eq(form_text(f, "new"), form_text(f, "repeat")))
		form_error(f, "repeat", _("The two differ"));
	else
		return true;
	return false;
}

static void
submit(struct ui *ui, struct password_pane *p)
{
	const char *name = json_get_str(scr_user(ui), "name", "");

	if (p->sending || !check(&p->form, name))
		return;
	p->sending = true;
	tui_call(ui, p,
	    &(struct tui_request){
		.op = "auth.change_password",
		.params = json_pack("{s:s,s:s,s:s}", "old",
		    form_text(&p->form, "old"), "new",
		    form_text(&p->form, "new"), "repeat",
		    form_text(&p->form, "repeat")),
		.fn = password_answer,
	    });
}

bool
password_event(struct ui *ui, void *state, enum form_event ev)
{
	struct password_pane *p = state;

	if (ev == FORM_SUBMIT)
		submit(ui, p);
	return ev != FORM_IGNORED;
}

/* --- drawing --- */

/* The bar stands under the fields: label, bar, word. */
static void
draw_strength(
    const struct canvas *c, int row, const struct form *f, const char *name)
{
	enum strength s = strength_of(form_text(f, "new"), name);
	int tenths = strength_tenths(s), col = 0;
	int bar = c->cols >= 60 ? BAR_COLS : 10;

	col += canvas_text(c, row, 0, INK_LABEL, _("Strength"));
	col = c->cols >= 60 ? 22 : col + 2;
	chart_meter(c, SPAN(row, col, bar), strength_ink(s), (long)tenths, 10L);
	canvas_fit(c, SPAN(row, col + bar + 2, c->cols - col - bar - 2),
	    strength_ink(s), strength_word(s));
}

/* Fields, the blanks between them, and their faults. */
static int
form_height(const struct form *f)
{
	int rows = 2 * f->n;

	for (int i = 0; i < f->n; i++)
		rows += f->values[i].error[0] != '\0';
	return rows;
}

void
password_draw(struct ui *ui, struct password_pane *p, const struct canvas *c,
    const char *intro)
{
	const char *name = json_get_str(scr_user(ui), "name", "");
	int need = form_height(&p->form), row = 0;
	struct canvas part = *c;

	if (intro != NULL &&
	    text_wrap_rows(intro, c->cols, c->g->ascii) + need + 3 <= c->rows)
		row = canvas_wrap(c, 0, INK_TEXT, intro) + 1;
	if (c->rows - row < need + 1)
		need = c->rows - row > 1 ? c->rows - row - 1 : c->rows;
	part = canvas_sub(c, AREA(row, 0, need, c->cols));
	form_draw(&p->form, &part);
	row += need;
	part = canvas_sub(c, AREA(row, 0, c->rows - row, c->cols));
	draw_strength(&part, 0, &p->form, name);
	part = canvas_sub(&part, AREA(2, 0, part.rows - 2, part.cols));
	canvas_wrap(&part, 0, INK_MUTED,
	    _("At least 10 characters, of any kind. Length counts most: four "
	      "words in a row are better than eight odd signs. All other "
	      "sessions of this account end with the change."));
}

/* --- the screen after the sign-in --- */

static void
must_done(struct ui *ui, void *state)
{
	struct scr_app *a = scr_app(ui);

	ui_close_id(ui, ui_screen_id(ui, state));
	scr_signed_in(a);
}

static void
must_enter(struct ui *ui, void *state, const void *arg)
{
	struct password_pane *p = state;

	(void)ui;
	(void)arg;
	password_init(p);
	p->done = must_done;
}

static void
must_leave(struct ui *ui, void *state)
{
	(void)ui;
	password_done(state);
}

static void
must_draw(struct ui *ui, void *state, const struct canvas *c)
{
	int rows = c->rows < MUST_ROWS ? c->rows : MUST_ROWS;
	int cols = c->cols < MUST_COLS ? c->cols : MUST_COLS;
	struct canvas box = canvas_sub(
	    c, AREA((c->rows - rows) / 2, (c->cols - cols) / 2, rows, cols));
	struct canvas in =
	    canvas_sub(&box, AREA(1, 3, rows - 2, cols > 6 ? cols - 6 : 0));

	canvas_box(&box, INK_BORDER, _("Choose a new password"));
	password_draw(ui, state, &in,
	    _("This password was given by an admin. Please choose one of your "
	      "own now; everything else comes after that."));
}

static void
act_logout(struct ui *ui, void *state)
{
	(void)state;
	scr_ask_logout(ui);
}

static bool
must_event(struct ui *ui, struct password_pane *p, enum form_event ev)
{
	if (ev == FORM_LEAVE) {
		act_logout(ui, p);
		return true;
	}
	return password_event(ui, p, ev);
}

static bool
must_key(struct ui *ui, void *state, uint32_t key)
{
	struct password_pane *p = state;

	return must_event(ui, p, form_key(&p->form, key));
}

static bool
must_paste(struct ui *ui, void *state, const char *text)
{
	struct password_pane *p = state;

	return must_event(ui, p, form_paste(&p->form, text));
}

static bool
must_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct password_pane *p = state;

	return must_event(ui, p, form_mouse(&p->form, m));
}

static const struct key_action must_keys[] = {
	{ K_F(2), N_("change"), NULL, NULL, K_CTRL('s'), KEY_FIRST,
	    N_("Change the password") },
	{ K_TAB, N_("next field"), NULL, NULL, K_DOWN, 0,
	    N_("Next field; Shift-Tab goes back") },
	{ K_F(9), N_("sign out"), NULL, act_logout, 0, 0, NULL },
	{ 0 },
};

const struct screen_ops scr_must_change = {
	.id = "must_change",
	.title = N_("New password"),
	.state_size = sizeof(struct password_pane),
	.keys = must_keys,
	.want_rows = 20,
	.want_cols = 60,
	.enter = must_enter,
	.leave = must_leave,
	.draw = must_draw,
	.key = must_key,
	.paste = must_paste,
	.mouse = must_mouse,
};
