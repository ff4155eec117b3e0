/*
 * Sign-in: first screen, and again over the open ones when the session ends
 * (nothing typed in them is lost).
 */
#include "common/json.h"
#include "common/str.h"
#include "tui/client/target.h"
#include "tui/screens/scr_app.h"
#include "tui/screens/screens.h"

struct login_state {
	struct form form;
	char error[240];
	int64_t wait_until; /* mono; the server asked for patience; 0: no */
	bool sending;
};

enum { BOX_COLS = 56, BOX_ROWS = 15, NAME_MAX_LEN = 50 };

static const struct form_field login_fields[] = {
	{ .name = "name",
	    .label = N_("Name"),
	    .max = NAME_MAX_LEN,
	    .required = true,
	    .cols = 32 },
	{ .name = "password",
	    .label = N_("Password"),
	    .kind = FIELD_SECRET,
	    .max = 100,
	    .required = true,
	    .cols = 32 },
	{ 0 },
};

static void
login_enter(struct ui *ui, void *state, const void *arg)
{
	struct login_state *s = state;
	const struct scr_app *a = scr_app(ui);

	(void)arg;
	form_init(&s->form, login_fields, s);
	form_set(&s->form, "name", a->user);
	if (a->user[0] != '\0')
		form_focus(&s->form, "password");
}

static void
login_leave(struct ui *ui, void *state)
{
	(void)ui;
	form_done(&((struct login_state *)state)->form);
}

/* --- sending --- */

static void
refused(struct ui *ui, struct login_state *s, const struct client_answer *a)
{
	(void)str_copy(s->error, sizeof s->error, a->text);
	s->wait_until = 0;
	if (a->err == E_RATE_LIMITED && a->retry_after > 0) {
		s->wait_until = ui->mono + (int64_t)a->retry_after * 1000;
		ui_top(ui)->tick_at = ui->mono;
	} else {
		/* what was looked at and refused is typed again */
		form_set(&s->form, "password", "");
	}
	form_focus(&s->form, "password");
	form_clear_errors(&s->form);
	term_bell(ui->term);
}

static void
login_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct login_state *s = state;

	(void)tag;
	s->sending = false;
	/* on success app_state has closed this screen before we get here */
	if (!a->ok)
		refused(ui, s, a);
}

static void
submit(struct ui *ui, struct login_state *s)
{
	struct scr_app *a = scr_app(ui);
	enum client_state cs = client_state(tui_client(ui));

	if (s->sending || s->wait_until > ui->mono)
		return;
	if (cs != CLIENT_ONLINE && cs != CLIENT_LOGGED_OUT) {
		(void)str_copy(
		    s->error, sizeof s->error, _("Not connected yet"));
		return;
	}
	s->error[0] = '\0';
	s->sending = true;
	a->own_session = true;
	(void)str_copy(a->user, sizeof a->user, form_text(&s->form, "name"));
	tui_call(ui, s,
	    &(struct tui_request){
		.op = "auth.login",
		.params = json_pack("{s:s,s:s,s:s,s:s}", "name",
		    form_text(&s->form, "name"), "password",
		    form_text(&s->form, "password"), "language", ui_lang(),
		    "client", "hub " HUB_VERSION),
		.fn = login_answer,
	    });
}

/* --- keys --- */

static bool
login_event(struct ui *ui, struct login_state *s, enum form_event ev)
{
	if (ev == FORM_SUBMIT)
		submit(ui, s);
	if (ev == FORM_LEAVE && ui->n_stack > 1)
		ui_toast(ui, TOAST_INFO,
		    _("Sign in to go on, or leave with Ctrl-Q"));
	return ev != FORM_IGNORED;
}

static bool
login_key(struct ui *ui, void *state, uint32_t key)
{
	struct login_state *s = state;

	return login_event(ui, s, form_key(&s->form, key));
}

static bool
login_paste(struct ui *ui, void *state, const char *text)
{
	struct login_state *s = state;

	return login_event(ui, s, form_paste(&s->form, text));
}

static bool
login_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct login_state *s = state;

	return login_event(ui, s, form_mouse(&s->form, m));
}

static void
act_submit(struct ui *ui, void *state)
{
	submit(ui, state);
}

static void
act_language(struct ui *ui, void *state)
{
	struct login_state *s = state;

	s->error[0] = '\0';
	scr_language_next(ui);
}

static void
act_theme(struct ui *ui, void *state)
{
	(void)state;
	scr_theme_next(ui);
}

static void
act_retry(struct ui *ui, void *state)
{
	(void)state;
	client_retry(tui_client(ui));
}

/* The seconds to wait count down; after that the line is gone. */
static int64_t
login_tick(struct ui *ui, void *state, int64_t mono)
{
	struct login_state *s = state;
	int64_t left = s->wait_until - mono;

	if (s->wait_until == 0)
		return INT64_MAX;
	ui_dirty(ui);
	if (left <= 0) {
		s->wait_until = 0;
		s->error[0] = '\0';
		return INT64_MAX;
	}
	snprintf(s->error, sizeof s->error,
	    ngettext("Too many attempts: please wait %d second",
		"Too many attempts: please wait %d seconds",
		(unsigned long)((left + 999) / 1000)),
	    (int)((left + 999) / 1000));
	return mono + (left % 1000 == 0 ? 1000 : left % 1000);
}

/* --- drawing --- */

static void
draw_link(struct ui *ui, const struct canvas *c, int row)
{
	const struct client *client = tui_client(ui);
	const char *server = scr_app(ui)->tui->options->target->name;
	const char *trouble = client_trouble_text(client);
	enum client_state cs = client_state(client);
	char text[400];

	if (cs == CLIENT_ONLINE || cs == CLIENT_LOGGED_OUT) {
		snprintf(text, sizeof text, _("● Connected to %s"), server);
		canvas_fit(c, SPAN(row, 0, c->cols), INK_SUCCESS, text);
		return;
	}
	if (*trouble == '\0') {
		snprintf(
		    text, sizeof text, _("○ Connecting to %s ..."), server);
		canvas_fit(c, SPAN(row, 0, c->cols), INK_MUTED, text);
		return;
	}
	snprintf(text, sizeof text, _("○ No connection to %s"), server);
	canvas_fit(c, SPAN(row, 0, c->cols), INK_WARNING, text);
	snprintf(text, sizeof text,
	    client_gave_up(client) ? _("%s · F5 tries again")
				   : _("%s · trying again"),
	    trouble);
	canvas_fit(c, SPAN(row + 1, 0, c->cols), INK_MUTED, text);
}

static void
draw_message(struct ui *ui, const struct login_state *s, const struct canvas *c)
{
	bool again = scr_app(ui)->account != 0;

	if (s->sending)
		canvas_fit(
		    c, SPAN(0, 0, c->cols), INK_MUTED, _("Signing in ..."));
	else if (s->error[0] != '\0')
		canvas_wrap(c, 0, INK_ERROR, s->error);
	else if (again)
		canvas_wrap(c, 0, INK_WARNING,
		    _("The session has ended. After signing in you are "
		      "where you were; nothing typed is lost."));
	else
		canvas_fit(
		    c, SPAN(0, 0, c->cols), INK_MUTED, _("Please sign in."));
}

static void
login_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct login_state *s = state;
	int cols = c->cols < BOX_COLS ? c->cols : BOX_COLS;
	int rows = c->rows < BOX_ROWS ? c->rows : BOX_ROWS;
	struct canvas box = canvas_sub(
	    c, AREA((c->rows - rows) / 2, (c->cols - cols) / 2, rows, cols));
	struct canvas in =
	    canvas_sub(&box, AREA(1, 3, rows - 2, cols > 6 ? cols - 6 : 0));
	bool low = rows < BOX_ROWS;
	int message = low ? 2 : 3, row = low ? 0 : 1, link = low ? 1 : 3;
	struct canvas part = canvas_sub(&in, AREA(row, 0, message, in.cols));

	canvas_box(&box, INK_BORDER, _("Central Business Tool Hub"));
	draw_message(ui, s, &part);
	row += message + !low;
	part = canvas_sub(&in, AREA(row, 0, in.rows - row - link, in.cols));
	form_draw(&s->form, &part);
	part = canvas_sub(&in, AREA(in.rows - link, 0, link, in.cols));
	draw_link(ui, &part, 0);
}

static const struct key_action login_keys[] = {
	{ K_ENTER, N_("sign in"), NULL, act_submit, K_F(2), KEY_FIRST,
	    N_("Sign in with this name and password") },
	{ K_F(3), N_("Deutsch/English"), NULL, act_language, 0, 0,
	    N_("Language: German or English") },
	{ K_F(4), N_("colours"), NULL, act_theme, 0, 0,
	    N_("Colour scheme: night, day, contrast, mono") },
	{ K_F(5), N_("connect again"), NULL, act_retry, 0, 0,
	    N_("Connect again now") },
	{ K_CTRL('q'), N_("quit"), NULL, NULL, 0, 0, NULL },
	{ 0 },
};

const struct screen_ops scr_login = {
	.id = "login",
	.title = N_("Sign-in"),
	.state_size = sizeof(struct login_state),
	.keys = login_keys,
	.want_rows = 20,
	.want_cols = 60,
	.enter = login_enter,
	.leave = login_leave,
	.draw = login_draw,
	.key = login_key,
	.paste = login_paste,
	.mouse = login_mouse,
	.tick = login_tick,
};
