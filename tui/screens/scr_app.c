/* The hooks of tui/tui.h: what happens between screens, client and clock. */
#include "tui/screens/scr_app.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/target.h"

static const char *const topics[] = { "slots", "bookings", "blocks",
	"availability", "tools", "notifications", "users", "jobs", "customers",
	"calendar", NULL };

static bool
app_allowed(void *app, const char *op)
{
	struct scr_app *a = ((struct tui *)app)->app;

	return a->ops == NULL || json_object_get(a->ops, op) != NULL;
}

static void
app_quit(void *app)
{
	struct scr_app *a = ((struct tui *)app)->app;

	scr_leave(a, true);
}

const struct ui_hooks app_hooks = {
	.allowed = app_allowed,
	.globals = scr_globals,
	.quit = app_quit,
};

/* --- clock --- */

static void clock_arm(struct scr_app *a);

static void
on_clock(uv_timer_t *timer)
{
	struct scr_app *a = timer->data;

	ui_time(a->tui->ui, client_mono());
	scr_status(a);
	clock_arm(a);
}

/* At the next full minute of the server's clock. */
static void
clock_arm(struct scr_app *a)
{
	int64_t now = client_now_ms(a->tui->client);

	(void)uv_timer_start(
	    &a->clock, on_clock, (uint64_t)(60000 - now % 60000 + 5), 0);
}

/* --- start and end --- */

void
app_start(struct tui *t)
{
	struct scr_app *a = xcalloc(1, sizeof *a);

	a->tui = t;
	t->app = a;
	a->context =
	    (struct scr_context){ .date = client_today(t->client), .hour = -1 };
	if (t->options->theme != NULL)
		(void)str_copy(a->theme, sizeof a->theme, t->options->theme);
	/* nobody else can go on with a session that a key has opened */
	a->own_session =
	    t->options->remote || t->options->target->kind == TARGET_SSH;
	if (t->options->user != NULL)
		(void)str_copy(a->user, sizeof a->user, t->options->user);
	(void)uv_timer_init(&t->loop, &a->clock);
	(void)uv_timer_init(&t->loop, &a->late);
	a->clock.data = a->late.data = a;
	a->handles = 2;
	client_subscribe(t->client, topics);
	scr_status(a);
	ui_home(t->ui, &scr_login, NULL);
}

static void
on_closed(uv_handle_t *handle)
{
	struct scr_app *a = handle->data;

	if (--a->handles == 0)
		free(a);
}

void
app_stop(struct tui *t)
{
	struct scr_app *a = t->app;

	if (a == NULL)
		return;
	scr_questions_free(a);
	json_decref(a->ops);
	a->ops = NULL;
	uv_close((uv_handle_t *)&a->clock, on_closed);
	uv_close((uv_handle_t *)&a->late, on_closed);
}

/* --- connection --- */

static void
online(struct scr_app *a)
{
	struct ui *ui = a->tui->ui;

	if (a->was_offline && client_ended(a->tui->client) == NULL)
		ui_toast(ui, TOAST_SUCCESS, _("Connected again"));
	a->was_offline = false;
	clock_arm(a);
	if (scr_user(ui) != NULL)
		scr_signed_in(a);
	else
		scr_signed_out(a);
}

void
app_state(struct tui *t, enum client_state s, const char *text)
{
	struct scr_app *a = t->app;
	struct ui *ui = t->ui;

	ui->status.link = s == CLIENT_ONLINE || s == CLIENT_LOGGED_OUT
			      ? LINK_ONLINE
			      : LINK_OFFLINE;
	ui_dirty(ui);
	switch (s) {
	case CLIENT_ONLINE:
		online(a);
		break;
	case CLIENT_LOGGED_OUT:
		a->was_offline = false;
		clock_arm(a);
		scr_signed_out(a);
		break;
	case CLIENT_OFFLINE:
		/* an ended session closes its connection: no trouble */
		if (a->account != 0 && !a->was_offline &&
		    client_ended(t->client) == NULL)
			ui_toast(
			    ui, TOAST_WARNING, _("Not connected: %s"), text);
		a->was_offline = a->account != 0;
		scr_login_look(ui);
		break;
	case CLIENT_CONNECTING:
		break;
	}
	scr_status(a);
}

void
app_push(struct tui *t, const char *event, const json_t *data)
{
	scr_inbox_push(t->app, event, data);
	if (str_eq(event, "client.reload"))
		ui_dirty(t->ui);
}

/* --- an unknown certificate --- */

static void
trust_answer(struct ui *ui, void *state, const struct dialog_answer *a)
{
	(void)state;
	client_accept(tui_client(ui), a->ok);
}

/* Eight groups of eight digits in two columns: to be compared by eye. */
static void
put_fingerprint(struct buf *b, const char *hex)
{
	for (int i = 0; hex[i] != '\0'; i++) {
		if (i > 0 && i % 32 == 0)
			buf_addc(b, '\n');
		else if (i > 0 && i % 4 == 0)
			buf_addc(b, ' ');
		buf_addc(b, hex[i]);
	}
}

void
app_trust(struct tui *t, const struct client_trust *trust)
{
	struct buf text;

	buf_init(&text, 4096);
	buf_addf(&text,
	    trust->ssh != NULL
		? _("This is the first connection to %s. Please compare the "
		    "fingerprint of its SSH key with the one your admin has "
		    "given you:")
		: _("This is the first connection to %s. Please compare the "
		    "fingerprint of its certificate with the one your admin "
		    "has given you:"),
	    trust->server);
	buf_adds(&text, "\n\n");
	if (trust->ssh != NULL)
		buf_adds(&text, trust->ssh);
	else
		put_fingerprint(&text, trust->fingerprint);
	buf_addf(&text, "\n\n%s", _("Is this the right server?"));
	ui_dialog(t->ui, &(struct dialog_spec){
			     .kind = DIALOG_CONFIRM,
			     .title = _("Unknown server"),
			     .text = buf_str(&text),
			     .yes = _("Trust it"),
			     .no = _("No"),
			     .danger = true,
			     .done = trust_answer,
			 });
	buf_done(&text);
}
