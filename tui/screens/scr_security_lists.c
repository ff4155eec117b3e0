/* Pages of the security centre: sessions and sign-ins. */
#include "common/buf.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_app.h"
#include "tui/screens/scr_security.h"
#include "tui/screens/wording.h"

/* --- what both lists write --- */

static const struct {
	const char *key, *words;
} transports[] = {
	{ "local", N_("via|local") },
	{ "ssh", N_("via|SSH") },
	{ "tls", N_("via|TLS") },
};

static const char *
behind_bar(const char *s)
{
	const char *bar = strchr(s, '|');

	return bar != NULL ? bar + 1 : s;
}

static const char *
via(const json_t *o)
{
	const char *key = json_get_str(o, "transport", "");

	for (size_t i = 0; i < sizeof transports / sizeof transports[0]; i++)
		if (str_eq(transports[i].key, key))
			return behind_bar(_(transports[i].words));
	return key;
}

static void
put_ago(
    const struct security *s, const json_t *o, const char *key, struct buf *out)
{
	char text[SCR_TEXT];
	int64_t at;

	if (instant_parse(json_get_str(o, key, ""), &at))
		buf_adds(out, word_ago(client_now_ms(s->now) - at, text));
}

static int64_t
instant_of(const json_t *o, const char *key)
{
	int64_t at = 0;

	(void)instant_parse(json_get_str(o, key, ""), &at);
	return at;
}

static int
compare_ints(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* --- sessions --- */

enum { S_CLIENT, S_VIA, S_FROM, S_SEEN, S_SINCE, S_UNTIL };

static const struct list_col session_cols[] = {
	[S_CLIENT] = { N_("Program"), 14, 2, 0, 0 },
	[S_VIA] = { N_("Via"), 6, 0, 4, 0 },
	[S_FROM] = { N_("Address"), 13, 2, 2, 0 },
	[S_SEEN] = { N_("Last used"), 12, 0, 1, 0 },
	[S_SINCE] = { N_("Since"), 12, 0, 3, 0 },
	[S_UNTIL] = { N_("Until"), 12, 0, 5, 0 },
	{ 0 },
};

static int
session_count(void *ctx)
{
	const struct security *s = ctx;

	return (int)json_array_size(live_items(&s->live[PAGE_SESSIONS]));
}

static int64_t
session_id(void *ctx, int row)
{
	return json_get_int(security_row(ctx, PAGE_SESSIONS, row), "id", -1);
}

static void
session_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = security_row(ctx, PAGE_SESSIONS, row);
	bool own = json_get_bool(o, "current", false);
	char text[SCR_TEXT];

	if (own)
		out->ink = INK_STRONG;
	if (col == S_CLIENT)
		buf_addf(out->text, "%s%s%s", own ? "● " : "  ",
		    json_get_str(o, "client", ""), own ? _(" · this one") : "");
	if (col == S_VIA)
		buf_adds(out->text, via(o));
	if (col == S_FROM)
		buf_adds(out->text, json_get_str(o, "remote", ""));
	if (col == S_SEEN)
		put_ago(ctx, o, "last_seen_at", out->text);
	if (col == S_SINCE)
		buf_adds(out->text,
		    scr_instant(json_get_str(o, "created_at", ""), text));
	if (col == S_UNTIL)
		buf_adds(out->text,
		    scr_instant(json_get_str(o, "expires_at", ""), text));
}

static int
session_compare(void *ctx, int a, int b, int col)
{
	static const char *const keys[] = { "client", "transport", "remote",
		"last_seen_at", "created_at", "expires_at" };
	const json_t *x = security_row(ctx, PAGE_SESSIONS, a);
	const json_t *y = security_row(ctx, PAGE_SESSIONS, b);

	if (col >= S_SEEN)
		return compare_ints(
		    instant_of(x, keys[col]), instant_of(y, keys[col]));
	return strcmp(
	    json_get_str(x, keys[col], ""), json_get_str(y, keys[col], ""));
}

const struct list_source security_session_source = {
	.cols = session_cols,
	.count = session_count,
	.id = session_id,
	.cell = session_cell,
	.compare = session_compare,
	.empty = N_("No session fits the filter: Esc clears it"),
};

void
security_sessions_foot(
    struct ui *ui, struct security *s, const struct canvas *c)
{
	const struct list *l = &s->list[PAGE_SESSIONS];
	const json_t *o = security_row(s, PAGE_SESSIONS, list_row(l));
	const char *key = json_get_str(o, "key", NULL);
	char text[240], since[SCR_TEXT], until[SCR_TEXT];

	(void)ui;
	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (o == NULL)
		return;
	snprintf(text, sizeof text, _("Opened %s, ends by itself on %s"),
	    scr_instant(json_get_str(o, "created_at", ""), since),
	    scr_instant(json_get_str(o, "expires_at", ""), until));
	canvas_fit(c, SPAN(1, 0, c->cols), INK_TEXT, text);
	if (key != NULL)
		snprintf(
		    text, sizeof text, _("Signed in with the SSH key %s"), key);
	else
		(void)str_copy(text, sizeof text,
		    json_get_bool(o, "current", false)
			? _("This is the session you are working in.")
			: _("Not yours? End it with x and change the "
			    "password."));
	canvas_fit(c, SPAN(2, 0, c->cols), INK_MUTED, text);
}

static void
ended_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (a->ok)
		ui_toast(ui, TOAST_SUCCESS, _("The session has ended"));
	security_changed(ui, state, a);
}

static void
end_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (!d->ok)
		return;
	scr_write(ui, state,
	    &(struct tui_request){
		.op = "auth.revoke_session",
		.params = json_pack("{s:I}", "session", (json_int_t)d->tag),
		.fn = ended_answer,
	    });
}

static void
act_end(struct ui *ui, void *state)
{
	const json_t *o = security_selected(ui, state);
	char text[300];

	if (o == NULL)
		return;
	if (json_get_bool(o, "current", false)) {
		scr_ask_logout(ui);
		return;
	}
	snprintf(text, sizeof text,
	    _("%s from %s is signed out at once; what is not saved there is "
	      "kept until the next sign-in."),
	    json_get_str(o, "client", ""), json_get_str(o, "remote", ""));
	ui_dialog(ui, &(struct dialog_spec){
			  .kind = DIALOG_CONFIRM,
			  .title = _("End this session?"),
			  .text = text,
			  .yes = _("End it"),
			  .no = _("Cancel"),
			  .danger = true,
			  .tag = json_get_int(o, "id", 0),
			  .done = end_confirmed,
		      });
}

static void
others_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	int n = (int)json_get_int(a->data, "closed", 0);

	(void)tag;
	if (a->ok)
		ui_toast(ui, TOAST_SUCCESS,
		    ngettext("%d other session has ended",
			"%d other sessions have ended", (unsigned long)n),
		    n);
	security_changed(ui, state, a);
}

static void
others_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok)
		scr_write(ui, state,
		    &(struct tui_request){ .op = "auth.revoke_other_sessions",
			.fn = others_answer });
}

static void
act_end_others(struct ui *ui, void *state)
{
	struct security *s = state;
	int n = session_count(s) - 1;
	char text[200];

	if (n < 1) {
		ui_toast(ui, TOAST_INFO, _("There is no other session"));
		return;
	}
	snprintf(text, sizeof text,
	    ngettext("%d other session is signed out at once; this one stays.",
		"%d other sessions are signed out at once; this one stays.",
		(unsigned long)n),
	    n);
	ui_dialog(ui, &(struct dialog_spec){
			  .kind = DIALOG_CONFIRM,
			  .title = _("End all other sessions?"),
			  .text = text,
			  .yes = _("End them"),
			  .no = _("Cancel"),
			  .danger = true,
			  .done = others_confirmed,
		      });
}

static void
act_reload(struct ui *ui, void *state)
{
	security_read(ui, state, false);
}

static const struct key_action session_keys[] = {
	{ 'x', N_("end"), "auth.revoke_session", act_end, K_DELETE, KEY_FIRST,
	    N_("End the selected session") },
	{ 'X', N_("end all others"), "auth.revoke_other_sessions",
	    act_end_others, 0, 0, N_("End all sessions but this one") },
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter by any column while typing") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	SECURITY_KEY_ROWS,
	{ 0 },
};

const struct screen_ops security_sessions = SECURITY_PAGE(session_keys);

/* --- sign-ins --- */

enum { L_RESULT, L_WHEN, L_FACTOR, L_VIA, L_FROM, L_CLIENT };

static const struct list_col login_cols[] = {
	[L_RESULT] = { N_("Result"), 18, 0, 0, 0 },
	[L_WHEN] = { N_("When"), 12, 0, 0, 0 },
	[L_FACTOR] = { N_("Factor"), 11, 0, 3, 0 },
	[L_VIA] = { N_("Via"), 6, 0, 4, 0 },
	[L_FROM] = { N_("Address"), 13, 2, 1, 0 },
	[L_CLIENT] = { N_("Program"), 10, 1, 2, 0 },
	{ 0 },
};

static const struct {
	const char *key, *words;
} reasons[] = {
	{ "code", N_("✗ wrong code") },
	{ "disabled", N_("✗ account disabled") },
	{ "locked", N_("✗ account locked") },
	{ "old_password", N_("✗ old password") },
	{ "password", N_("✗ wrong password") },
}, factors[] = {
	{ "backup_code", N_("backup code") },
	{ "ssh_key", N_("SSH key") },
	{ "totp", N_("app") },
};

static const char *
result_of(const json_t *o)
{
	const char *key = json_get_str(o, "reason", "");

	if (json_get_bool(o, "success", false))
		return _("✓ successful");
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (str_eq(reasons[i].key, key))
			return _(reasons[i].words);
	return _("✗ refused");
}

static const char *
factor_of(const json_t *o)
{
	const char *key = json_get_str(o, "second_factor", "");

	for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++)
		if (str_eq(factors[i].key, key))
			return _(factors[i].words);
	return key[0] != '\0' ? key : "–";
}

static int
login_count(void *ctx)
{
	const struct security *s = ctx;

	return (int)json_array_size(live_items(&s->live[PAGE_LOGINS]));
}

static void
login_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = security_row(ctx, PAGE_LOGINS, row);

	if (col == L_RESULT) {
		buf_adds(out->text, result_of(o));
		out->ink = json_get_bool(o, "success", false) ? INK_SUCCESS
							      : INK_ERROR;
	}
	if (col == L_WHEN)
		put_ago(ctx, o, "at", out->text);
	if (col == L_FACTOR)
		buf_adds(out->text, factor_of(o));
	if (col == L_VIA)
		buf_adds(out->text, via(o));
	if (col == L_FROM)
		buf_adds(out->text, json_get_str(o, "remote", ""));
	if (col == L_CLIENT)
		buf_adds(out->text, json_get_str(o, "client", ""));
}

static int
login_compare(void *ctx, int a, int b, int col)
{
	static const char *const keys[] = { "reason", "at", "second_factor",
		"transport", "remote", "client" };
	const json_t *x = security_row(ctx, PAGE_LOGINS, a);
	const json_t *y = security_row(ctx, PAGE_LOGINS, b);

	if (col == L_WHEN)
		return compare_ints(instant_of(x, "at"), instant_of(y, "at"));
	return strcmp(
	    json_get_str(x, keys[col], ""), json_get_str(y, keys[col], ""));
}

const struct list_source security_login_source = {
	.cols = login_cols,
	.count = login_count,
	.cell = login_cell,
	.compare = login_compare,
	.empty = N_("No sign-in fits the filter: Esc clears it"),
};

static const struct key_action login_keys[] = {
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_FIRST, NULL },
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter by any column while typing") },
	SECURITY_KEY_ROWS,
	{ 0 },
};

const struct screen_ops security_logins = SECURITY_PAGE(login_keys);
