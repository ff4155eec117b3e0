/* The security centre: its pages, and those of password and second factor. */
#include "tui/screens/scr_security.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_factor.h"

enum { FOOT_ROWS = 3, FOOT_MIN = 12, LABEL_COLS = 22, PANE_COLS = 70 };

static const char *const page_names[] = { N_("Password"), N_("2FA"),
	N_("Sessions"), N_("SSH keys"), N_("Sign-ins"), NULL };

static const struct screen_ops *const page_ops[] = { &scr_security,
	&security_factor, &security_sessions, &security_keys,
	&security_logins };

static const char *const page_read[] = {
	[PAGE_FACTOR] = "auth.show_2fa",
	[PAGE_SESSIONS] = "auth.list_sessions",
	[PAGE_KEYS] = "auth.list_keys",
	[PAGE_LOGINS] = "auth.list_logins",
};

static const char *const page_empty[] = {
	[PAGE_SESSIONS] = N_("There is no session"),
	[PAGE_KEYS] = N_("No SSH key yet: a adds one.\n\n"
			 "With a key registered here, ssh to the hub needs no "
			 "password."),
	[PAGE_LOGINS] = N_("No sign-in yet"),
};

static bool
is_list(int page)
{
	return page >= PAGE_SESSIONS;
}

/* --- reading --- */

static void
read_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct security *s = state;
	int page = (int)(tag % N_PAGES);

	if (tag / N_PAGES != s->live[page].newest)
		return;
	if (scr_error(ui, a))
		return;
	json_decref(s->live[page].data);
	s->live[page].data = json_incref((json_t *)a->data);
	if (is_list(page))
		list_refresh(&s->list[page]);
}

void
security_read(struct ui *ui, struct security *s, bool quiet)
{
	int page = s->tabs.open;

	if (page_read[page] == NULL)
		return;
	s->live[page].newest++;
	tui_call(ui, s,
	    &(struct tui_request){
		.op = page_read[page],
		.fn = read_answer,
		.tag = s->live[page].newest * N_PAGES + page,
		.quiet = quiet,
	    });
}

void
security_changed(
    struct ui *ui, struct security *s, const struct client_answer *a)
{
	(void)scr_error(ui, a);
	security_read(ui, s, true);
}

void
security_resume(struct ui *ui, void *state)
{
	security_read(ui, state, true);
}

void
security_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct security *s = state;

	(void)data;
	if (str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live[s->tabs.open]);
}

int64_t
security_tick(struct ui *ui, void *state, int64_t mono)
{
	struct security *s = state;

	if (live_due(&s->live[s->tabs.open], mono))
		security_read(ui, s, true);
	return live_next(&s->live[s->tabs.open]);
}

/* --- life --- */

void
security_enter(struct ui *ui, void *state, const void *arg)
{
	struct security *s = state;

	(void)arg;
	s->tabs.names = page_names;
	s->now = tui_client(ui);
	password_init(&s->password);
	list_init(&s->list[PAGE_SESSIONS], &security_session_source, s);
	list_init(&s->list[PAGE_KEYS], &security_key_source, s);
	list_init(&s->list[PAGE_LOGINS], &security_login_source, s);
}

void
security_leave(struct ui *ui, void *state)
{
	struct security *s = state;

	(void)ui;
	password_done(&s->password);
	for (int i = 0; i < N_PAGES; i++) {
		live_done(&s->live[i]);
		if (is_list(i))
			list_done(&s->list[i]);
	}
}

bool
security_may_leave(struct ui *ui, void *state)
{
	(void)ui;
	return !form_is_dirty(&((struct security *)state)->password.form);
}

const json_t *
security_row(const struct security *s, int page, int row)
{
	return row < 0
		   ? NULL
		   : json_array_get(live_items(&s->live[page]), (size_t)row);
}

const json_t *
security_selected(struct ui *ui, struct security *s)
{
	int page = s->tabs.open;
	const json_t *o = security_row(s, page, list_row(&s->list[page]));

	if (o == NULL)
		ui_toast(ui, TOAST_INFO, _("Nothing is selected"));
	return o;
}

/* --- drawing --- */

static void
draw_list(struct ui *ui, struct security *s, const struct canvas *c)
{
	int page = s->tabs.open;
	bool foot = page != PAGE_LOGINS && c->rows >= FOOT_MIN;
	struct canvas part = *c;

	if (json_array_size(live_items(&s->live[page])) == 0) {
		scr_draw_note(c, _(page_empty[page]));
		return;
	}

	part.rows -= foot ? FOOT_ROWS : 0;
	list_draw(&s->list[page], &part);
	part = canvas_sub(c, AREA(c->rows - FOOT_ROWS, 0, FOOT_ROWS, c->cols));
	if (foot && page == PAGE_SESSIONS)
		security_sessions_foot(ui, s, &part);
	else if (foot)
		security_keys_foot(ui, s, &part);
}

static int
draw_fact(const struct canvas *c, int row, const char *label, int ink,
    const char *value)
{
	canvas_fit(c, SPAN(row, 0, LABEL_COLS), INK_LABEL, label);
	canvas_fit(c, SPAN(row, LABEL_COLS, c->cols - LABEL_COLS), ink, value);
	return row + 1;
}

static int
draw_codes_left(const struct canvas *c, int row, int left)
{
	char text[80];
	bool few = left <= FACTOR_FEW;

	snprintf(text, sizeof text,
	    few ? _("! %d of %d left: please renew them") : _("%d of %d left"),
	    left, FACTOR_CODES);
	return draw_fact(
	    c, row, _("Backup codes"), few ? INK_WARNING : INK_TEXT, text);
}

static const char *
factor_advice(const json_t *d)
{
	if (json_get_bool(d, "on", false))
		return _("Every sign-in asks for a code of the app, or for a "
			 "backup code when the app is not at hand.\n\n"
			 "n  new backup codes\n"
			 "a  another app or phone\n"
			 "x  switch off");
	if (json_get_bool(d, "pending", false))
		return _("A set-up was begun but never confirmed. Enter begins "
			 "again; the old QR code is void then.");
	return _("With a second factor a stolen password alone is of no use: "
		 "every sign-in also asks for a code that an app on the phone "
		 "makes.\n\nEnter sets it up: password, QR code, code, "
		 "backup codes. That takes two minutes.");
}

static void
draw_factor(struct security *s, const struct canvas *c)
{
	const json_t *d = s->live[PAGE_FACTOR].data;
	bool on = json_get_bool(d, "on", false);
	struct canvas in = canvas_sub(c,
	    AREA(1, 0, c->rows - 1, c->cols < PANE_COLS ? c->cols : PANE_COLS));
	char when[SCR_TEXT], text[120];
	int row = 0;

	if (d == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	scr_instant(json_get_str(d, "enabled_at", ""), when);
	if (on && when[0] != '\0')
		snprintf(text, sizeof text, _("✓ on since %s"), when);
	else
		(void)str_copy(text, sizeof text, on ? _("✓ on") : _("○ off"));
	row = draw_fact(
	    &in, row, _("Second factor"), on ? INK_SUCCESS : INK_WARNING, text);
	if (on)
		row = draw_codes_left(
		    &in, row, (int)json_get_int(d, "codes_left", 0));
	row = draw_fact(&in, row, _("Rule"), INK_TEXT,
	    json_get_bool(d, "required", false)
		? _("needed for your role")
		: _("your choice; recommended"));
	in = canvas_sub(&in, AREA(row + 1, 0, in.rows - row - 1, in.cols));
	canvas_wrap(&in, 0, INK_MUTED, factor_advice(d));
}

void
security_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct security *s = state;
	int page = s->tabs.open;
	struct canvas part = canvas_sub(c, AREA(0, 0, TABS_ROWS, c->cols));

	tabs_draw(&s->tabs, &part);
	part = canvas_sub(c, AREA(TABS_ROWS, 0, c->rows - TABS_ROWS, c->cols));
	if (page == PAGE_PASSWORD) {
		int cols = part.cols < PANE_COLS ? part.cols : PANE_COLS;

		part = canvas_sub(&part, AREA(1, 0, part.rows - 1, cols));
		password_draw(ui, &s->password, &part, NULL);
	} else if (page == PAGE_FACTOR)
		draw_factor(s, &part);
	else if (s->live[page].data == NULL)
		scr_draw_note(&part, _("Reading ..."));
	else
		draw_list(ui, s, &part);
}

/* --- keys --- */

static void
turn(struct ui *ui, struct security *s)
{
	int page = s->tabs.open;

	ui_turn(ui, page_ops[page]);
	security_read(ui, s, s->live[page].data != NULL);
}

static bool
list_used(struct ui *ui, struct security *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		security_activate(ui, s);
	return ev != LIST_IGNORED;
}

static bool
form_used(struct ui *ui, struct security *s, enum form_event ev)
{
	if (ev == FORM_LEAVE) {
		ui_back(ui);
		return true;
	}
	return password_event(ui, s, ev);
}

bool
security_key(struct ui *ui, void *state, uint32_t key)
{
	struct security *s = state;
	int page = s->tabs.open;

	if (is_list(page) && s->list[page].typing)
		return list_used(ui, s, list_key(&s->list[page], key));
	if (tabs_key(&s->tabs, key, page != PAGE_PASSWORD)) {
		turn(ui, s);
		return true;
	}
	if (page == PAGE_PASSWORD)
		return form_used(ui, s, form_key(&s->password.form, key));
	return is_list(page) && list_used(ui, s, list_key(&s->list[page], key));
}

bool
security_paste(struct ui *ui, void *state, const char *text)
{
	struct security *s = state;

	return s->tabs.open == PAGE_PASSWORD &&
	       form_used(ui, s, form_paste(&s->password.form, text));
}

bool
security_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct security *s = state;
	int page = s->tabs.open;

	if (tabs_mouse(&s->tabs, m)) {
		turn(ui, s);
		return true;
	}
	if (page == PAGE_PASSWORD)
		return form_used(ui, s, form_mouse(&s->password.form, m));
	return is_list(page) && list_used(ui, s, list_mouse(&s->list[page], m));
}

static const struct key_action password_keys[] = {
	{ K_F(2), N_("change"), "auth.change_password", NULL, K_CTRL('s'),
	    KEY_FIRST, N_("Change the password") },
	{ K_TAB, N_("next field"), NULL, NULL, K_DOWN, 0,
	    N_("Next field; Shift-Tab goes back") },
	SECURITY_KEY_ROWS,
	{ 0 },
};

const struct screen_ops scr_security = SECURITY_PAGE(password_keys);

/* --- second factor --- */

/* What is on decides; without the facts nothing is begun. */
static bool
factor_is(struct ui *ui, struct security *s, bool on)
{
	const json_t *d = s->live[PAGE_FACTOR].data;

	if (d == NULL)
		return false;
	if (json_get_bool(d, "on", false) == on)
		return true;
	ui_toast(ui, TOAST_INFO,
	    on ? _("The second factor is off: Enter sets it up")
	       : _("The second factor is on: a is for another app"));
	return false;
}

static void
act_setup(struct ui *ui, void *state)
{
	if (factor_is(ui, state, false))
		factor_open(ui, FACTOR_SETUP);
}

static void
act_again(struct ui *ui, void *state)
{
	if (factor_is(ui, state, true))
		factor_open(ui, FACTOR_AGAIN);
}

static void
act_renew(struct ui *ui, void *state)
{
	if (factor_is(ui, state, true))
		factor_open(ui, FACTOR_RENEW);
}

static void
act_off(struct ui *ui, void *state)
{
	struct security *s = state;

	if (!factor_is(ui, s, true))
		return;
	if (json_get_bool(s->live[PAGE_FACTOR].data, "required", false))
		ui_message(ui, _("Second factor"),
		    _("Your role needs it: it cannot be switched off. Another "
		      "app can take over with a."));
	else
		factor_open(ui, FACTOR_OFF);
}

static const struct key_action factor_keys[] = {
	{ K_ENTER, N_("set up"), "auth.start_2fa", act_setup, 0, KEY_FIRST,
	    N_("Set up the second factor") },
	{ 'n', N_("new codes"), "auth.renew_codes", act_renew, 0, 0,
	    N_("Make new backup codes") },
	{ 'a', N_("another app"), "auth.start_2fa", act_again, 0, 0,
	    N_("Set up another app or phone") },
	{ 'x', N_("switch off"), "auth.disable_2fa", act_off, 0, 0,
	    N_("Switch the second factor off") },
	SECURITY_KEY_ROWS,
	{ 0 },
};

const struct screen_ops security_factor = SECURITY_PAGE(factor_keys);
