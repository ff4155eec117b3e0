/* Signing in and out: which screens are open for whom. */
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "tui/screens/scr_app.h"
#include "tui/screens/scr_factor.h"
#include "tui/screens/scr_password.h"
#include "tui/screens/screens.h"

/* A server that does not answer must not keep people from leaving. */
#define LOGOUT_MS 1500

void
scr_status(struct scr_app *a)
{
	struct ui *ui = a->tui->ui;
	struct client *c = a->tui->client;
	struct ui_status *s = &ui->status;
	const json_t *user = scr_user(ui);

	ui->today = client_today(c);
	(void)tz_clock(client_now_ms(c), s->clock);
	(void)str_copy(
	    s->user, sizeof s->user, json_get_str(user, "display_name", ""));
	(void)str_copy(
	    s->note, sizeof s->note, scr_is_admin(ui) ? _("Admin") : "");
	s->news[0] = '\0';
	if (user != NULL && a->unread > 0)
		snprintf(s->news, sizeof s->news, _("%d new"), a->unread);
	ui_dirty(ui);
}

/* --- permissions --- */

static void
on_described(void *arg, const struct client_answer *a)
{
	struct scr_app *app = arg;
	const json_t *items = json_get(a->data, "items");

	if (!a->ok)
		return; /* all keys stay offered; the server decides */
	json_decref(app->ops);
	app->ops = json_object();
	for (size_t i = 0; i < json_array_size(items); i++)
		json_object_set_new(app->ops,
		    json_get_str(json_array_get(items, i), "op", "?"),
		    json_true());
	ui_dirty(app->tui->ui);
}

static void
ask_permissions(struct scr_app *a)
{
	client_call(a->tui->client, "system.describe", NULL, on_described, a);
}

/* --- in --- */

static void
follow_account(struct scr_app *a)
{
	struct ui *ui = a->tui->ui;
	const char *lang = json_get_str(scr_user(ui), "language", "");

	if (a->tui->options->lang == NULL && *lang != '\0' &&
	    !a->language_chosen)
		scr_language(ui, lang, false);
	scr_status(a);
}

static uint32_t
login_id(struct ui *ui)
{
	for (int i = ui->n_stack - 1; i >= 0; i--)
		if (ui->stack[i].ops == &scr_login)
			return ui->stack[i].id;
	return 0;
}

/* On a weekend the working week to come is of interest. */
static int
working_day(int date)
{
	return date_weekday(date) < 5 ? date : date_monday(date) + 7;
}

bool
scr_is_unready(struct ui *ui)
{
	const json_t *user = scr_user(ui);

	return json_get_bool(user, "must_change_password", false) ||
	       json_get_bool(user, "must_set_factor", false);
}

/*
 * What must be done before anything else; its screen calls scr_signed_in when
 * it is done. True: the way is not free yet.
 */
static bool
first_things(struct ui *ui)
{
	const json_t *user = scr_user(ui);

	if (factor_has_codes(ui))
		return true; /* shown once: they are not taken away */
	if (json_get_bool(user, "must_change_password", false)) {
		if (!ui_is_open(ui, &scr_must_change))
			ui_open(ui, &scr_must_change, NULL);
		return true;
	}
	if (!json_get_bool(user, "must_set_factor", false))
		return false;
	if (!ui_is_open(ui, &scr_factor))
		factor_open(ui, FACTOR_FORCED);
	return true;
}

/* Failed attempts since the last time, backup codes that run out: told once
 * per session. */
static void
tell_hints(struct scr_app *a)
{
	struct ui *ui = a->tui->ui;
	const json_t *session = client_session(a->tui->client);
	const json_t *failed = json_get(session, "failed");
	int n = (int)json_get_int(failed, "count", 0);
	int codes = (int)json_get_int(session, "codes_left", FACTOR_CODES);
	char since[SCR_TEXT], tries[120] = "", few[120] = "";

	if (a->hinted == json_get_int(session, "session", 0))
		return;
	a->hinted = json_get_int(session, "session", 0);
	scr_instant(json_get_str(failed, "since", ""), since);
	if (n > 0)
		snprintf(tries, sizeof tries,
		    ngettext("%d failed sign-in since %s",
			"%d failed sign-ins since %s", (unsigned long)n),
		    n, since);
	if (codes <= FACTOR_FEW)
		snprintf(few, sizeof few,
		    ngettext("only %d backup code left: please renew them",
			"only %d backup codes left: please renew them",
			(unsigned long)codes),
		    codes);
	if (n > 0 || few[0] != '\0')
		ui_toast(ui, TOAST_WARNING, "%s%s%s", tries,
		    n > 0 && few[0] != '\0' ? " · " : "", few);
}

void
scr_signed_in(struct scr_app *a)
{
	struct ui *ui = a->tui->ui;
	int64_t account = scr_user_id(ui);
	uint32_t login = login_id(ui);
	bool busy;

	if (login != 0)
		follow_account(a);
	busy = first_things(ui);
	if (!busy)
		scr_inbox_ask(a);
	if (busy || (a->account == account && login == 0)) {
		scr_status(a);
		return; /* or the session went on after a reconnect */
	}
	ask_permissions(a);
	if (a->account == account && ui->n_stack > 1) {
		/* the same person: everything as it was, but read again */
		ui_close_id(ui, login);
		ui_toast(ui, TOAST_SUCCESS,
		    _("Signed in again; everything is as it was"));
		ui_deliver(ui, "client.reload", json_null());
	} else {
		a->account = account;
		a->context =
		    (struct scr_context){ .date = working_day(ui->today),
			    .hour = -1 };
		ui_home(ui, &scr_hub, NULL);
	}
	tell_hints(a);
}

/* --- out --- */

static void
demo_answer(void *arg, const struct client_answer *a)
{
	struct scr_app *app = arg;

	if (!a->ok)
		scr_error(app->tui->ui, a);
}

/* The demo has no passwords: its owner is signed in at once. */
static bool
demo_sign_in(struct scr_app *a)
{
	const struct tui_options *o = a->tui->options;

	if (!o->demo || a->demo_asked)
		return false;
	a->demo_asked = true;
	a->own_session = true;
	client_call(a->tui->client, "auth.demo",
	    json_pack("{s:s}", "name", o->user != NULL ? o->user : "chef"),
	    demo_answer, a);
	return true;
}

/* What stood over the sign-in belonged to the session. */
static void
close_above(struct ui *ui, uint32_t id)
{
	for (int i = 0; i + 1 < ui->n_stack; i++)
		if (ui->stack[i].id == id)
			ui_close_id(ui, ui->stack[i + 1].id);
}

void
scr_signed_out(struct scr_app *a)
{
	struct ui *ui = a->tui->ui;

	json_decref(a->ops);
	a->ops = NULL;
	a->unread = 0;
	if (a->leaving) {
		a->leaving = false;
		a->account = 0;
		if (a->quit_after) {
			ui->quit = true;
			return;
		}
		ui_home(ui, &scr_login, NULL);
		scr_status(a);
		return;
	}
	scr_status(a);
	if (demo_sign_in(a))
		return;
	if (login_id(ui) == 0)
		ui_open(ui, &scr_login, NULL);
	else
		close_above(ui, login_id(ui));
	scr_login_look(ui);
}

static void
on_logout_late(uv_timer_t *timer)
{
	struct scr_app *a = timer->data;

	if (a->leaving)
		scr_signed_out(a);
}

void
scr_leave(struct scr_app *a, bool quit)
{
	struct client *c = a->tui->client;

	a->leaving = true;
	a->quit_after = quit;
	if (client_token(c) == NULL || client_state(c) != CLIENT_ONLINE ||
	    (quit && !a->own_session)) {
		scr_signed_out(a);
		return;
	}
	client_call(c, "auth.logout", NULL, NULL, NULL);
	(void)uv_timer_start(&a->late, on_logout_late, LOGOUT_MS, 0);
}

static void
logout_answer(struct ui *ui, void *state, const struct dialog_answer *a)
{
	(void)state;
	if (a->ok)
		scr_leave(scr_app(ui), false);
}

void
scr_ask_logout(struct ui *ui)
{
	ui_dialog(ui, &(struct dialog_spec){
			  .kind = DIALOG_CONFIRM,
			  .title = _("Sign out"),
			  .text = _("Sign out and show the sign-in?"),
			  .yes = _("Sign out"),
			  .no = _("Stay"),
			  .done = logout_answer,
		      });
}
