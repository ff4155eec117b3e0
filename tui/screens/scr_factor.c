/* Setting up, renewing and switching off the second factor. */
#include "tui/screens/scr_factor.h"

#include <sodium.h>

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_app.h"
#include "tui/ui/qr.h"

enum { CODE_MAX_LEN = 40, SECRET_MAX_LEN = 100 };

static const struct form_field prove_fields[] = {
	{ .name = "password",
	    .label = N_("Password"),
	    .kind = FIELD_SECRET,
	    .max = SECRET_MAX_LEN,
	    .required = true,
	    .cols = 34 },
	{ 0 },
};

static const struct form_field prove_both_fields[] = {
	{ .name = "password",
	    .label = N_("Password"),
	    .kind = FIELD_SECRET,
	    .max = SECRET_MAX_LEN,
	    .required = true,
	    .cols = 34 },
	{ .name = "code",
	    .label = N_("Code"),
	    .max = CODE_MAX_LEN,
	    .required = true,
	    .cols = 16 },
	{ 0 },
};

static const struct form_field scan_fields[] = {
	{ .name = "code",
	    .label = N_("Code of the app"),
	    .max = CODE_MAX_LEN,
	    .required = true,
	    .cols = 16 },
	{ 0 },
};

static const struct form_field codes_fields[] = {
	{ .name = "saved",
	    .label = N_("Confirmation"),
	    .kind = FIELD_CHECK,
	    .hint = N_("I have secured the codes") },
	{ 0 },
};

/* What each kind of visit begins with. */
static const struct {
	const char *op;
	bool code;
} modes[] = {
	[FACTOR_SETUP] = { "auth.start_2fa", false },
	[FACTOR_AGAIN] = { "auth.start_2fa", true },
	[FACTOR_FORCED] = { "auth.start_2fa", false },
	[FACTOR_RENEW] = { "auth.renew_codes", true },
	[FACTOR_OFF] = { "auth.disable_2fa", true },
};

/* --- life --- */

static void
take_form(struct factor_state *s, const struct form_field *fields)
{
	form_done(&s->form);
	form_init(&s->form, fields, s);
}

static void
forget_secret(struct factor_state *s)
{
	s->qr = qr_free(s->qr);
	sodium_memzero(s->uri, sizeof s->uri);
	sodium_memzero(s->secret, sizeof s->secret);
	s->until = 0;
}

static void
ask_proof(struct factor_state *s)
{
	forget_secret(s);
	s->step = STEP_PROVE;
	take_form(s, modes[s->mode].code ? prove_both_fields : prove_fields);
}

static void
factor_enter(struct ui *ui, void *state, const void *arg)
{
	struct factor_state *s = state;

	(void)ui;
	s->mode = *(const enum factor_mode *)arg;
	ask_proof(s);
}

/* Nothing of it stays in memory; the picture goes with the next frame. */
static void
factor_leave(struct ui *ui, void *state)
{
	struct factor_state *s = state;

	(void)ui;
	form_done(&s->form);
	forget_secret(s);
	sodium_memzero(s->codes, sizeof s->codes);
}

void
factor_open(struct ui *ui, enum factor_mode mode)
{
	if (!ui_open(ui, &scr_factor, &mode))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}

bool
factor_has_codes(struct ui *ui)
{
	for (int i = 0; i < ui->n_stack; i++) {
		const struct factor_state *s = ui->stack[i].state;

		if (ui->stack[i].ops == &scr_factor && s->step == STEP_CODES)
			return true;
	}
	return false;
}

static void
finish(struct ui *ui, struct factor_state *s)
{
	bool forced = s->mode == FACTOR_FORCED;

	ui_close_id(ui, ui_screen_id(ui, s));
	if (forced)
		scr_signed_in(scr_app(ui));
}

void
factor_groups(const char *secret, char out[FACTOR_SECRET])
{
	size_t n = 0;

	for (size_t i = 0; secret[i] != '\0' && n + 2 < FACTOR_SECRET; i++) {
		if (i > 0 && i % 4 == 0)
			out[n++] = i % 16 == 0 ? '\n' : ' ';
		out[n++] = secret[i];
	}
	out[n] = '\0';
}

/* --- what the server says --- */

static void
show_scan(struct ui *ui, struct factor_state *s, const json_t *data)
{
	int64_t at;

	(void)str_copy(s->uri, sizeof s->uri, json_get_str(data, "uri", ""));
	factor_groups(json_get_str(data, "secret", ""), s->secret);
	s->qr = qr_new(s->uri);
	s->step = STEP_SCAN;
	take_form(s, scan_fields);
	if (!instant_parse(json_get_str(data, "expires_at", ""), &at))
		return;
	s->until = ui->mono + at - client_now_ms(tui_client(ui));
	live_wake(ui, s, s->until);
}

static void
show_codes(struct factor_state *s, const json_t *data)
{
	const json_t *list = json_get(data, "codes");

	forget_secret(s);
	s->n_codes = 0;
	for (size_t i = 0; i < json_array_size(list) && i < FACTOR_CODES; i++) {
		const char *code = json_string_value(json_array_get(list, i));

		(void)str_copy(
		    s->codes[i], sizeof s->codes[i], code != NULL ? code : "");
		s->n_codes++;
	}
	s->step = STEP_CODES;
	take_form(s, codes_fields);
}

/* Wrong password and wrong code have their fields; all else as usual. */
static void
refused(struct ui *ui, struct factor_state *s, const struct client_answer *a)
{
	const char *field = NULL;

	if (a->err == E_INVALID_CREDENTIALS)
		field = "password";
	if (a->err == E_INVALID_2FA)
		field = "code";
	if (field == NULL ||
	    (s->step == STEP_SCAN && str_eq(field, "password")) ||
	    !form_error(&s->form, field, a->text)) {
		scr_error_form(ui, &s->form, a);
		return;
	}
	form_set(&s->form, field, "");
	(void)form_error(&s->form, field,
	    a->err == E_INVALID_2FA ? _("wrong, or used already")
				    : _("This is not the password"));
	term_bell(ui->term);
}

static void
proved(struct ui *ui, struct factor_state *s, const json_t *data)
{
	if (s->mode == FACTOR_RENEW) {
		show_codes(s, data);
	} else if (s->mode == FACTOR_OFF) {
		ui_toast(
		    ui, TOAST_SUCCESS, _("The second factor is switched off"));
		finish(ui, s);
	} else {
		show_scan(ui, s, data);
	}
}

static void
factor_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct factor_state *s = state;

	s->sending = false;
	if ((enum factor_step)tag != s->step)
		return; /* it ran out meanwhile */
	if (!a->ok)
		refused(ui, s, a);
	else if (s->step == STEP_PROVE)
		proved(ui, s, a->data);
	else
		show_codes(s, a->data);
}

/* --- sending --- */

static void
submit(struct ui *ui, struct factor_state *s)
{
	bool prove = s->step == STEP_PROVE;
	json_t *params = json_object();

	s->sending = true;
	form_clear_errors(&s->form);
	if (prove)
		json_object_set_new(params, "password",
		    json_string(form_text(&s->form, "password")));
	if (!prove || modes[s->mode].code)
		json_object_set_new(
		    params, "code", json_string(form_text(&s->form, "code")));
	tui_call(ui, s,
	    &(struct tui_request){
		.op = prove ? modes[s->mode].op : "auth.confirm_2fa",
		.params = params,
		.fn = factor_answer,
		.tag = s->step,
	    });
}

static void
codes_given_up(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok && state != NULL)
		finish(ui, state);
}

static void
ask_unsaved(struct ui *ui)
{
	ui_dialog(
	    ui, &(struct dialog_spec){
		    .kind = DIALOG_CONFIRM,
		    .title = _("Codes not secured"),
		    .text = _("These codes are never shown again. Without "
			      "them only an admin can help when the app "
			      "is lost. Go on anyway?"),
		    .yes = _("Go on"),
		    .no = _("Back"),
		    .danger = true,
		    .done = codes_given_up,
		});
}

static void
close_codes(struct ui *ui, struct factor_state *s)
{
	if (!form_checked(&s->form, "saved")) {
		ask_unsaved(ui);
		return;
	}
	if (s->mode == FACTOR_RENEW)
		ui_toast(ui, TOAST_SUCCESS,
		    _("New backup codes; the old ones are void"));
	else
		ui_toast(
		    ui, TOAST_SUCCESS, _("The second factor is switched on"));
	finish(ui, s);
}

/* --- leaving --- */

static void
scan_given_up(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct factor_state *s = state;

	if (!d->ok || s == NULL || s->step != STEP_SCAN)
		return;
	client_call(tui_client(ui), "auth.cancel_2fa", NULL, NULL, NULL);
	if (s->mode == FACTOR_FORCED)
		ask_proof(s);
	else
		finish(ui, s);
}

static void
leave(struct ui *ui, struct factor_state *s)
{
	if (s->step == STEP_CODES)
		close_codes(ui, s);
	else if (s->step == STEP_SCAN)
		ui_dialog(ui, &(struct dialog_spec){
				  .kind = DIALOG_CONFIRM,
				  .title = _("Set-up"),
				  .text = _("Give up the set-up? The QR code "
					    "is void then."),
				  .yes = _("Give up"),
				  .no = _("Go on"),
				  .danger = true,
				  .done = scan_given_up,
			      });
	else if (s->mode == FACTOR_FORCED)
		scr_ask_logout(ui);
	else
		ui_back(ui);
}

static bool
factor_may_leave(struct ui *ui, void *state)
{
	(void)ui;
	return ((struct factor_state *)state)->step == STEP_PROVE;
}

static int64_t
factor_tick(struct ui *ui, void *state, int64_t mono)
{
	struct factor_state *s = state;

	if (s->until == 0)
		return INT64_MAX;
	if (mono < s->until)
		return s->until;
	ask_proof(s);
	ui_toast(ui, TOAST_WARNING,
	    _("The 15 minutes are over: please begin again"));
	return INT64_MAX;
}

/* --- keys --- */

static bool
factor_event(struct ui *ui, struct factor_state *s, enum form_event ev)
{
	if (ev == FORM_LEAVE)
		leave(ui, s);
	else if (ev == FORM_SUBMIT && s->step == STEP_CODES)
		close_codes(ui, s);
	else if (ev == FORM_SUBMIT && !s->sending)
		submit(ui, s);
	return ev != FORM_IGNORED;
}

static bool
factor_key(struct ui *ui, void *state, uint32_t key)
{
	struct factor_state *s = state;

	return factor_event(ui, s, form_key(&s->form, key));
}

static bool
factor_paste(struct ui *ui, void *state, const char *text)
{
	struct factor_state *s = state;

	return factor_event(ui, s, form_paste(&s->form, text));
}

static bool
factor_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct factor_state *s = state;

	return factor_event(ui, s, form_mouse(&s->form, m));
}

static const char *
factor_subtitle(struct ui *ui, void *state)
{
	static const char *const steps[][3] = {
		[FACTOR_SETUP] = { N_("step 1 of 3: password"),
		    N_("step 2 of 3: app"), N_("step 3 of 3: backup codes") },
		[FACTOR_AGAIN] = { N_("step 1 of 3: password"),
		    N_("step 2 of 3: app"), N_("step 3 of 3: backup codes") },
		[FACTOR_FORCED] = { N_("step 1 of 3: password"),
		    N_("step 2 of 3: app"), N_("step 3 of 3: backup codes") },
		[FACTOR_RENEW] = { N_("new backup codes"),
		    N_("new backup codes"), N_("new backup codes") },
		[FACTOR_OFF] = { N_("switch off"), N_("switch off"),
		    N_("switch off") },
	};
	const struct factor_state *s = state;

	(void)ui;
	return _(steps[s->mode][s->step]);
}

static const struct key_action factor_keys[] = {
	{ K_ENTER, N_("go on"), NULL, NULL, K_F(2), KEY_FIRST,
	    N_("Send what was typed and go to the next step") },
	{ 0 },
};

const struct screen_ops scr_factor = {
	.id = "factor",
	.title = N_("Two factors"),
	.state_size = sizeof(struct factor_state),
	.keys = factor_keys,
	.enter = factor_enter,
	.leave = factor_leave,
	.draw = factor_draw,
	.key = factor_key,
	.paste = factor_paste,
	.mouse = factor_mouse,
	.tick = factor_tick,
	.subtitle = factor_subtitle,
	.may_leave = factor_may_leave,
};
