/*
 * Sign-in: first screen, and again over the open ones when the session ends
 * (nothing typed in them is lost).
 */
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/client/target.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_app.h"
#include "tui/screens/screens.h"

enum login_stage { ASK_PASSWORD, ASK_CODE };

/* What the line above the form waits for. */
enum login_wait {
	WAIT_NOTHING,
	WAIT_PATIENCE, /* too many attempts: seconds */
	WAIT_LOCK,     /* the account is locked: minutes */
	WAIT_CODE,     /* the code must come until then */
};

struct login_state {
	struct form form;
	enum login_stage stage;
	char error[240];
	enum login_wait wait;
	int64_t wait_until; /* mono */
	bool sending;
	bool waiting; /* sent as soon as there is a connection */
};

enum { BOX_COLS = 66, BOX_ROWS = 15, NAME_MAX_LEN = 50, CODE_MAX_LEN = 40 };

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

static const struct form_field code_fields[] = {
	{ .name = "code",
	    .label = N_("Code"),
	    .max = CODE_MAX_LEN,
	    .required = true,
	    .cols = 16 },
	{ .kind = FIELD_NOTE,
	    .label = N_("Six digits of the authenticator app, or one of the "
			"backup codes like ABCD-1234. Esc goes back.") },
	{ 0 },
};

static void
ask_password(struct ui *ui, struct login_state *s)
{
	const struct scr_app *a = scr_app(ui);

	s->stage = ASK_PASSWORD;
	form_done(&s->form);
	form_init(&s->form, login_fields, s);
	form_set(&s->form, "name", a->user);
	if (a->user[0] != '\0')
		form_focus(&s->form, "password");
}

static void
wait_until(struct ui *ui, struct login_state *s, enum login_wait w, int64_t at)
{
	s->wait = w;
	s->wait_until = at;
	live_wake(ui, s, ui->mono);
}

/* The password is wiped from memory before the code is asked for. */
static void
ask_code(struct ui *ui, struct login_state *s, const json_t *challenge)
{
	struct client *c = tui_client(ui);
	int64_t until;

	s->stage = ASK_CODE;
	s->error[0] = '\0';
	s->wait = WAIT_NOTHING;
	form_done(&s->form);
	form_init(&s->form, code_fields, s);
	if (instant_parse(json_get_str(challenge, "expires_at", ""), &until))
		wait_until(
		    ui, s, WAIT_CODE, ui->mono + until - client_now_ms(c));
}

/* Back to name and password, with the reason. */
static void
start_over(struct ui *ui, struct login_state *s, const char *why)
{
	if (s->stage == ASK_CODE)
		ask_password(ui, s);
	s->waiting = false;
	s->wait = WAIT_NOTHING;
	(void)str_copy(s->error, sizeof s->error, why);
}

static void
login_enter(struct ui *ui, void *state, const void *arg)
{
	(void)arg;
	ask_password(ui, state);
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
	const char *field = s->stage == ASK_CODE ? "code" : "password";
	int64_t until = ui->mono + (int64_t)a->retry_after * 1000;

	(void)str_copy(s->error, sizeof s->error,
	    a->err == E_INVALID_2FA
		? _("The code is wrong, or was used already")
		: a->text);
	if (s->wait != WAIT_CODE)
		s->wait = WAIT_NOTHING;
	if (a->err == E_RATE_LIMITED && a->retry_after > 0) {
		wait_until(ui, s, WAIT_PATIENCE, until);
	} else {
		/* what was looked at and refused is typed again */
		form_set(&s->form, field, "");
	}
	form_focus(&s->form, field);
	form_clear_errors(&s->form);
	if (a->err == E_ACCOUNT_LOCKED || a->err == E_UNAUTHENTICATED)
		start_over(ui, s, a->text);
	if (a->err == E_ACCOUNT_LOCKED && a->retry_after > 0)
		wait_until(ui, s, WAIT_LOCK, until);
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
	else if (s->stage == ASK_PASSWORD) /* something stands over us */
		form_set(&s->form, "password", "");
	scr_login_look(ui);
}

static bool
is_connected(struct ui *ui, struct login_state *s)
{
	enum client_state cs = client_state(tui_client(ui));

	s->waiting = cs != CLIENT_ONLINE && cs != CLIENT_LOGGED_OUT;
	if (!s->waiting)
		return true;
	(void)str_copy(s->error, sizeof s->error,
	    _("Not connected yet; the sign-in goes out as soon as it is"));
	client_retry(tui_client(ui)); /* asks again whether to trust it */
	return false;
}

static json_t *
password_params(struct ui *ui, const struct login_state *s)
{
	struct scr_app *a = scr_app(ui);

	a->own_session = true;
	(void)str_copy(a->user, sizeof a->user, form_text(&s->form, "name"));
	return json_pack("{s:s,s:s,s:s,s:s}", "name",
	    form_text(&s->form, "name"), "password",
	    form_text(&s->form, "password"), "language", ui_lang(), "client",
	    "hub " HUB_VERSION);
}

static json_t *
code_params(struct ui *ui, const struct login_state *s)
{
	const json_t *challenge = client_challenge(tui_client(ui));

	return json_pack("{s:s,s:s}", "challenge",
	    json_get_str(challenge, "challenge", ""), "code",
	    form_text(&s->form, "code"));
}

static void
submit(struct ui *ui, struct login_state *s)
{
	bool code = s->stage == ASK_CODE;

	if (s->sending || s->wait == WAIT_PATIENCE || !is_connected(ui, s))
		return;
	s->error[0] = '\0';
	s->sending = true;
	tui_call(ui, s,
	    &(struct tui_request){
		.op = code ? "auth.verify_code" : "auth.login",
		.params = code ? code_params(ui, s) : password_params(ui, s),
		.fn = login_answer,
	    });
}

void
scr_login_look(struct ui *ui)
{
	const json_t *challenge = client_challenge(tui_client(ui));
	struct login_state *s = NULL;

	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].ops == &scr_login)
			s = ui->stack[i].state;
	if (s == NULL)
		return;
	if (challenge != NULL && s->stage == ASK_PASSWORD)
		ask_code(ui, s, challenge);
	else if (challenge == NULL && s->stage == ASK_CODE && !s->sending)
		start_over(ui, s,
		    client_session(tui_client(ui)) != NULL
			? ""
			: _("The connection was lost: please sign in again"));
	if (s->waiting && client_session(tui_client(ui)) == NULL &&
	    is_connected(ui, s))
		submit(ui, s);
}

/* --- keys --- */

static bool
login_event(struct ui *ui, struct login_state *s, enum form_event ev)
{
	if (ev == FORM_SUBMIT)
		submit(ui, s);
	if (ev == FORM_CHANGED)
		s->waiting = false;
	if (ev == FORM_CHANGED && s->wait == WAIT_LOCK && s->form.focus == 0)
		start_over(ui, s, ""); /* perhaps another account */
	if (ev == FORM_LEAVE && s->stage == ASK_CODE && !s->sending)
		start_over(ui, s, "");
	else if (ev == FORM_LEAVE && ui->n_stack > 1)
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

/* The line about a wait; left in ms. */
static void
write_wait(struct login_state *s, int64_t left)
{
	int n = (int)((left + 999) / 1000);

	if (s->wait == WAIT_PATIENCE)
		snprintf(s->error, sizeof s->error,
		    ngettext("Too many attempts: please wait %d second",
			"Too many attempts: please wait %d seconds",
			(unsigned long)n),
		    n);
	n = (int)((left + 59999) / 60000);
	if (s->wait == WAIT_LOCK)
		snprintf(s->error, sizeof s->error,
		    ngettext("The account is locked for %d more minute",
			"The account is locked for %d more minutes",
			(unsigned long)n),
		    n);
}

static void
wait_over(struct ui *ui, struct login_state *s)
{
	if (s->wait == WAIT_CODE)
		start_over(
		    ui, s, _("The code came too late: please sign in again"));
	else
		s->error[0] = '\0';
	s->wait = WAIT_NOTHING;
}

/* What there is to wait for counts down; after that the line is gone. */
static int64_t
login_tick(struct ui *ui, void *state, int64_t mono)
{
	struct login_state *s = state;
	int64_t left = s->wait_until - mono;
	int step = s->wait == WAIT_PATIENCE ? 1000 : 60000;

	if (s->wait == WAIT_NOTHING)
		return INT64_MAX;
	ui_dirty(ui);
	if (left <= 0) {
		wait_over(ui, s);
		return INT64_MAX;
	}
	write_wait(s, left);
	return mono + (left % step == 0 ? step : left % step);
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

/* Reasons of session.ended. */
static const struct {
	const char *key, *words;
} ends[] = {
	{ "anonymised", N_("account removed") },
	{ "disabled", N_("account disabled") },
	{ "factor", N_("two-factor sign-in changed") },
	{ "key", N_("SSH key revoked") },
	{ "limit", N_("too many sessions at once") },
	{ "password", N_("password changed") },
	{ "revoked", N_("from another place") },
	{ "roles", N_("rights changed") },
};

static const char *
end_words(const char *key)
{
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (str_eq(ends[i].key, key))
			return _(ends[i].words);
	return _("by the server");
}

/* Somebody's screens are open below: why the sign-in stands over them. */
static void
draw_again(struct ui *ui, const struct canvas *c)
{
	const char *why = client_ended(tui_client(ui));
	char text[300];

	if (why == NULL)
		(void)str_copy(text, sizeof text,
		    _("The session has ended. After signing in you are "
		      "where you were; nothing typed is lost."));
	else
		snprintf(text, sizeof text,
		    _("Your session was ended: %s.\nAfter signing in you are "
		      "where you were; nothing typed is lost."),
		    end_words(why));
	canvas_wrap(c, 0, INK_WARNING, text);
}

static void
draw_message(struct ui *ui, const struct login_state *s, const struct canvas *c)
{
	bool code = s->stage == ASK_CODE;

	if (s->sending)
		canvas_fit(c, SPAN(0, 0, c->cols), INK_MUTED,
		    code ? _("Checking the code ...") : _("Signing in ..."));
	else if (s->error[0] != '\0')
		canvas_wrap(c, 0, INK_ERROR, s->error);
	else if (code)
		canvas_fit(c, SPAN(0, 0, c->cols), INK_TEXT,
		    _("The password is right. Now the code, please."));
	else if (scr_app(ui)->account != 0)
		draw_again(ui, c);
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
