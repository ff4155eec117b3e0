/* A generated password: shown once, erased when the frame is closed. */
#include "common/str.h"
#include "tui/screens/scr_users.h"

struct secret_state {
	char name[SCR_TEXT];
	char password[SCR_TEXT];
};

struct secret_arg {
	const char *name, *password;
};

static void
secret_enter(struct ui *ui, void *state, const void *arg)
{
	const struct secret_arg *in = arg;
	struct secret_state *s = state;

	(void)ui;
	(void)str_copy(s->name, sizeof s->name, in->name);
	(void)str_copy(s->password, sizeof s->password, in->password);
}

static void
secret_leave(struct ui *ui, void *state)
{
	(void)ui;
	explicit_bzero(state, sizeof(struct secret_state));
}

static void
secret_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct secret_state *s = state;
	struct canvas part = canvas_sub(c, AREA(4, 0, c->rows - 4, c->cols));
	char text[SCR_TEXT + 40];

	(void)ui;
	snprintf(text, sizeof text, _("Password for %s:"), s->name);
	canvas_fit(c, SPAN(0, 0, c->cols), INK_TEXT, text);
	canvas_fit(c, SPAN(2, 2, c->cols - 2), INK_STRONG, s->password);
	canvas_wrap(&part, 0, INK_WARNING,
	    _("It is shown only this once and kept nowhere. Please hand it "
	      "over on a safe way; it has to be changed at the next "
	      "sign-in."));
}

static void
act_close(struct ui *ui, void *state)
{
	(void)state;
	ui_close(ui);
}

static const struct key_action secret_keys[] = {
	{ K_ENTER, N_("noted, erase it"), NULL, act_close, 0, KEY_FIRST, NULL },
	{ 0 },
};

static const struct screen_ops scr_user_secret = {
	.id = "user_password",
	.title = N_("One-time password"),
	.state_size = sizeof(struct secret_state),
	.keys = secret_keys,
	.popup_rows = 8,
	.popup_cols = 56,
	.enter = secret_enter,
	.leave = secret_leave,
	.draw = secret_draw,
};

void
users_show_password(struct ui *ui, const char *name, const char *password)
{
	const struct secret_arg arg = { name, password };

	ui_open(ui, &scr_user_secret, &arg);
}
