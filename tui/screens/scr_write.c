/*
 * Failed answers told to people; questions of the server (CONFIRM_*), and who
 * is there asked again (STEP_UP_REQUIRED).
 */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/screens/scr_app.h"
#include "tui/screens/screens.h"

#define FACTS_MAX 6 /* bookings listed in a question */

/* A call waiting for its answer, kept to be repeated. */
struct scr_question {
	struct scr_question *next;
	int64_t id;
	uint32_t screen;
	char *op;
	json_t *params; /* ours */
	tui_answer_fn fn;
	int64_t tag;
	char what[32]; /* DUPLICATE */
	char *refusal; /* text of the server */
	bool by_code;  /* the step-up wants a code, not the password */
};

/* Headings of the full error screen; German ones are in po/de. */
static const struct {
	enum err err;
	const char *title;
} titles[] = {
	{ E_CONFIGURATION, N_("Configuration error") },
	{ E_DATABASE, N_("Database error") },
	{ E_FEATURE_DISABLED, N_("Feature switched off") },
	{ E_FORBIDDEN, N_("No permission") },
	{ E_INTERNAL, N_("Internal error") },
	{ E_MAINTENANCE, N_("Maintenance") },
	{ E_NOT_FOUND, N_("Not found") },
	{ E_NOT_READY, N_("The hub is starting") },
	{ E_RATE_LIMITED, N_("Too many requests") },
	{ E_SESSION_EXPIRED, N_("Session ended") },
	{ E_TIMEOUT, N_("Out of time") },
	{ E_UNAUTHENTICATED, N_("Sign-in needed") },
	{ E_UNKNOWN_OPERATION, N_("Unknown operation") },
	{ E_VALIDATION, N_("Input error") },
};

static const char *
title_of(const struct client_answer *a)
{
	if (a->fate != FATE_ANSWERED)
		return _("No connection");
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (titles[i].err == a->err)
			return _(titles[i].title);
	return _("Error");
}

char *
scr_error_text(const struct client_answer *a, char *out, size_t size)
{
	/* some texts of the server name the seconds themselves */
	if (a->retry_after > 0 && strpbrk(a->text, "0123456789") == NULL)
		snprintf(out, size,
		    ngettext("%s (wait %d second)", "%s (wait %d seconds)",
			(unsigned long)a->retry_after),
		    a->text, a->retry_after);
	else
		(void)str_copy(out, size, a->text);
	return out;
}

static bool
session_ended(const struct client_answer *a)
{
	return a->fate == FATE_ANSWERED &&
	       (a->err == E_SESSION_EXPIRED || a->err == E_UNAUTHENTICATED);
}

static bool
is_question(const struct client_answer *a)
{
	return a->code != NULL && str_starts(a->code, "CONFIRM_");
}

static bool
is_step_up(const struct client_answer *a)
{
	return a->fate == FATE_ANSWERED && a->err == E_STEP_UP_REQUIRED;
}

/* Made here, when the user did not want to say who he is: no word about it. */
static bool
is_given_up(const struct client_answer *a)
{
	return is_step_up(a) && a->line == NULL;
}

bool
scr_error(struct ui *ui, const struct client_answer *a)
{
	char text[400];

	if (a->ok)
		return false;
	/* the sign-in opens by the state of the client, no word needed */
	if (session_ended(a) || is_question(a) || is_given_up(a))
		return true;
	scr_error_text(a, text, sizeof text);
	if (a->error_id != NULL)
		ui_error_screen(ui, title_of(a), text, a->error_id);
	else
		ui_toast(ui, TOAST_ERROR, "%s", text);
	return true;
}

bool
scr_error_load(struct ui *ui, void *state, const struct client_answer *a)
{
	char text[400];
	uint32_t id = ui_screen_id(ui, state);

	if (a->ok)
		return false;
	if (session_ended(a) || is_given_up(a))
		return true;
	/* the bottom screen stays: what went wrong is told over it */
	ui_close_id(ui, id);
	ui_error_screen(
	    ui, title_of(a), scr_error_text(a, text, sizeof text), a->error_id);
	return true;
}

bool
scr_error_form(struct ui *ui, struct form *f, const struct client_answer *a)
{
	const char *key, *first = NULL;
	json_t *value;

	if (a->ok)
		return false;
	form_clear_errors(f);
	json_object_foreach((json_t *)a->fields, key, value)
	{
		const char *name = strrchr(key, '.');

		name = name != NULL ? name + 1 : key;
		if (form_error(f, name,
			json_string_value(value) != NULL
			    ? json_string_value(value)
			    : a->text) &&
		    first == NULL)
			first = name;
	}
	if (first == NULL)
		return scr_error(ui, a);
	form_focus(f, first);
	ui_toast(ui, TOAST_WARNING, "%s", a->text);
	return true;
}

/* --- questions --- */

static void
question_free(struct scr_question *q)
{
	json_decref(q->params);
	free(q->op);
	free(q->refusal);
	free(q);
}

void
scr_questions_free(struct scr_app *a)
{
	struct scr_question *q;

	while ((q = a->questions) != NULL) {
		a->questions = q->next;
		question_free(q);
	}
}

/* Takes it from the list; NULL when it is not there. */
static struct scr_question *
take(struct scr_app *a, int64_t id)
{
	struct scr_question **p = &a->questions, *q;

	while (*p != NULL && (*p)->id != id)
		p = &(*p)->next;
	q = *p;
	if (q != NULL)
		*p = q->next;
	return q;
}

static struct scr_question *
find(struct scr_app *a, int64_t id)
{
	struct scr_question *q = a->questions;

	while (q != NULL && q->id != id)
		q = q->next;
	return q;
}

/* Questions of screens that were closed meanwhile. */
static void
sweep(struct ui *ui, struct scr_app *a)
{
	struct scr_question **p = &a->questions;

	while (*p != NULL) {
		struct scr_question *q = *p;

		if (ui_state(ui, q->screen) != NULL) {
			p = &q->next;
			continue;
		}
		*p = q->next;
		question_free(q);
	}
}

static void
fact(struct buf *b, const json_t *o)
{
	char when[SCR_TEXT];
	const char *who = json_get_str(o, "customer", NULL);
	const char *status = json_get_str(o, "status", NULL);

	if (who == NULL)
		return;
	buf_addf(b, "\n%s  %s",
	    scr_when(scr_json_date(o, "date"), (int)json_get_int(o, "hour", -1),
		when),
	    who);
	if (status != NULL && !str_eq(status, "pending"))
		buf_addf(b, " (%s)", scr_status_label(status));
	if (json_get_str(o, "booked_by", NULL) != NULL)
		buf_addf(b, ", %s", json_get_str(o, "booked_by", ""));
}

/* What the question is about, from the data of the refusal. */
static void
facts(struct buf *b, const json_t *data)
{
	const json_t *list = json_get(data, "affected");
	const json_t *block = json_get(data, "block");
	int total =
	    (int)json_get_int(data, "total", (json_int_t)json_array_size(list));
	int shown = 0;

	fact(b, json_get(data, "booking"));
	for (size_t i = 0; i < json_array_size(list) && shown < FACTS_MAX;
	     i++, shown++)
		fact(b, json_array_get(list, i));
	if (total > shown && shown > 0)
		buf_addf(b, _("\n... and %d more"), total - shown);
	if (block != NULL)
		buf_addf(b, "\n%s – %s  %s",
		    json_get_str(block, "start_date", ""),
		    json_get_str(block, "end_date", ""),
		    json_get_str(block, "reason", ""));
}

static void write_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a);

static void
repeat(struct ui *ui, void *state, const struct scr_question *q)
{
	tui_call(ui, state,
	    &(struct tui_request){
		.op = q->op,
		.params = json_deep_copy(q->params),
		.fn = write_answer,
		.tag = q->id,
	    });
}

static void
confirm_too(json_t *params, const char *what)
{
	json_t *list = json_object_get(params, "confirm");

	if (list == NULL) {
		list = json_array();
		json_object_set_new(params, "confirm", list);
	}
	json_array_append_new(list, json_string(what));
}

/* The user said no: fn gets the refusal, as if nobody had been asked. */
static void
give_up(struct ui *ui, void *state, int64_t id, const char *code)
{
	struct scr_question *q = take(scr_app(ui), id);
	struct client_answer a = { .fate = FATE_ANSWERED };

	a.code = code;
	a.err = err_by_code(code);
	a.text = q->refusal;
	a.data = json_object();
	if (q->fn != NULL)
		q->fn(ui, state, q->tag, &a);
	json_decref((json_t *)a.data);
	question_free(q);
}

static void
question_answer(struct ui *ui, void *state, const struct dialog_answer *answer)
{
	struct scr_question *q = find(scr_app(ui), answer->tag);
	char code[48];

	if (q == NULL || state == NULL)
		return;
	if (answer->ok) {
		confirm_too(q->params, q->what);
		repeat(ui, state, q);
		return;
	}
	snprintf(code, sizeof code, "CONFIRM_%s", q->what);
	give_up(ui, state, q->id, code);
}

static void
ask(struct ui *ui, struct scr_question *q, const struct client_answer *a)
{
	struct buf text;

	(void)str_copy(q->what, sizeof q->what, a->code + strlen("CONFIRM_"));
	free(q->refusal);
	q->refusal = xstrdup(a->text);
	buf_init(&text, 4096);
	buf_addf(&text, "%s\n", a->text);
	facts(&text, a->data);
	ui_dialog(ui, &(struct dialog_spec){
			  .kind = DIALOG_CONFIRM,
			  .title = _("Please confirm"),
			  .text = buf_str(&text),
			  .danger = true,
			  .tag = q->id,
			  .done = question_answer,
		      });
	buf_done(&text);
}

/* --- step-up: the password or a code again --- */

static void step_up_said(
    struct ui *ui, void *state, const struct dialog_answer *answer);

/* fault: why it is asked once more; NULL at first. */
static void
ask_step_up(struct ui *ui, const struct scr_question *q, const char *fault)
{
	char text[600];

	snprintf(text, sizeof text, "%s%s%s", fault != NULL ? fault : "",
	    fault != NULL ? "\n\n" : "",
	    q->by_code ? _("This change needs a confirmation: please enter a "
			   "code of your app, or a backup code.")
		       : _("This change needs a confirmation: please enter "
			   "your own password."));
	ui_dialog(ui, &(struct dialog_spec){
			  .kind = q->by_code ? DIALOG_PROMPT : DIALOG_SECRET,
			  .title = _("Please confirm"),
			  .text = text,
			  .max = q->by_code ? 40 : 400,
			  .tag = q->id,
			  .done = step_up_said,
		      });
}

static void
step_up_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct scr_question *q = find(scr_app(ui), tag);
	char text[400];

	if (q == NULL)
		return;
	if (a->ok) {
		repeat(ui, state, q);
		return;
	}
	if (ui_top(ui)->id != q->screen ||
	    (a->fields == NULL && a->err != E_INVALID_CREDENTIALS &&
		a->err != E_INVALID_2FA)) {
		scr_error(ui, a);
		give_up(ui, state, tag, "STEP_UP_REQUIRED");
		return;
	}
	ask_step_up(ui, q, scr_error_text(a, text, sizeof text));
}

static void
step_up_said(struct ui *ui, void *state, const struct dialog_answer *answer)
{
	struct scr_question *q = find(scr_app(ui), answer->tag);

	if (q == NULL || state == NULL)
		return;
	if (!answer->ok) {
		give_up(ui, state, q->id, "STEP_UP_REQUIRED");
		return;
	}
	if (answer->text[0] == '\0') {
		ask_step_up(ui, q, NULL);
		return;
	}
	tui_call(ui, state,
	    &(struct tui_request){
		.op = "auth.step_up",
		.params = json_pack(
		    "{s:s}", q->by_code ? "code" : "password", answer->text),
		.fn = step_up_answer,
		.tag = q->id,
	    });
}

static void
write_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct scr_app *app = scr_app(ui);
	struct scr_question *q = find(app, tag);
	bool on_top = q != NULL && ui_top(ui)->id == q->screen;

	if (q == NULL)
		return;
	if (!a->ok && is_question(a) && on_top) {
		ask(ui, q, a);
		return;
	}
	if (is_step_up(a) && on_top) {
		q->by_code =
		    str_eq(json_get_str(a->data, "method", ""), "code");
		free(q->refusal);
		q->refusal = xstrdup(a->text);
		ask_step_up(ui, q, NULL);
		return;
	}
	q = take(app, tag);
	if (q->fn != NULL)
		q->fn(ui, state, q->tag, a);
	question_free(q);
}

void
scr_write(struct ui *ui, void *state, const struct tui_request *rq)
{
	struct scr_app *app = scr_app(ui);
	struct scr_question *q = xcalloc(1, sizeof *q);

	sweep(ui, app);
	q->id = ++app->last_question;
	q->screen = ui_screen_id(ui, state);
	q->op = xstrdup(rq->op);
	q->params = rq->params != NULL ? rq->params : json_object();
	q->fn = rq->fn;
	q->tag = rq->tag;
	q->next = app->questions;
	app->questions = q;
	repeat(ui, state, q);
}
