/* A form that is sent with one operation; the specs are with the screens. */
#include "tui/screens/formscreen.h"

#include <assert.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/screens/live.h"

#define PREVIEW_MS 300

/* --- fields --- */

static void
take_fields(struct formscreen *fs, const struct form_field *fields)
{
	int n = 0;

	memset(fs->fields, 0, sizeof fs->fields);
	for (; fields[n].label != NULL; n++) {
		assert(n < FORMSCREEN_FIELDS - 1);
		fs->fields[n] = fields[n];
	}
}

static bool
is_text(const struct form_field *f)
{
	return f->kind != FIELD_NOTE && f->kind != FIELD_CHOICE &&
	       f->kind != FIELD_CHECK;
}

struct kept {
	const char *name;
	char *text;
	int choice;
};

static int
keep_values(const struct formscreen *fs, struct kept *out)
{
	int n = 0;

	for (int i = 0; i < fs->form.n; i++) {
		const struct form_field *f = &fs->fields[i];

		if (f->name == NULL)
			continue;
		out[n].name = f->name;
		out[n].choice = fs->form.values[i].choice;
		out[n++].text =
		    is_text(f) ? xstrdup(fs->form.values[i].edit.text) : NULL;
	}
	return n;
}

static void
give_back(struct formscreen *fs, const struct kept *k)
{
	for (const struct form_field *f = fs->fields; f->label != NULL; f++) {
		if (f->name == NULL || !str_eq(f->name, k->name))
			continue;
		if (is_text(f) && k->text != NULL)
			form_set(&fs->form, k->name, k->text);
		else if (!is_text(f))
			form_set_choice(&fs->form, k->name, k->choice);
	}
}

void
formscreen_fields(struct formscreen *fs, const struct form_field *fields)
{
	struct kept kept[FORMSCREEN_FIELDS];
	int n = keep_values(fs, kept), today = fs->form.today;
	const char *at =
	    fs->form.n > 0 ? fs->fields[fs->form.focus].name : NULL;
	bool dirty = fs->form.dirty;

	form_done(&fs->form);
	take_fields(fs, fields);
	form_init(&fs->form, fs->fields, fs);
	fs->form.today = today;
	for (int i = 0; i < n; i++) {
		give_back(fs, &kept[i]);
		free(kept[i].text);
	}
	for (const struct form_field *f = fs->fields; f->label != NULL; f++)
		if (at != NULL && f->name != NULL && str_eq(f->name, at))
			form_focus(&fs->form, at);
	fs->form.dirty = dirty;
}

/* --- preview --- */

static void
preview_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct formscreen *fs = state;

	(void)ui;
	if (tag != fs->preview_newest)
		return;
	json_decref(fs->preview);
	fs->preview = a->ok ? json_incref((json_t *)a->data) : NULL;
	(void)str_copy(
	    fs->preview_text, sizeof fs->preview_text, a->ok ? "" : a->text);
}

static void
forget_preview(struct formscreen *fs)
{
	json_decref(fs->preview);
	fs->preview = NULL;
	fs->preview_text[0] = '\0';
	fs->preview_newest++; /* answers on their way are old ones */
}

static void
ask_preview(struct ui *ui, struct formscreen *fs)
{
	fs->preview_at = 0;
	if (fs->asked == NULL)
		return;
	tui_call(ui, fs,
	    &(struct tui_request){ .op = fs->spec->preview_op,
		.params = json_copy(fs->asked),
		.fn = preview_answer,
		.tag = ++fs->preview_newest,
		.quiet = true });
}

/* Old figures beside new input would lie: they go at once. */
static void
want_preview(struct ui *ui, struct formscreen *fs)
{
	json_t *p;

	if (fs->spec->preview_op == NULL)
		return;
	p = fs->spec->preview_params(fs);
	if (p != NULL && fs->asked != NULL && json_equal(p, fs->asked)) {
		json_decref(p);
		return;
	}
	json_decref(fs->asked);
	fs->asked = p;
	forget_preview(fs);
	fs->preview_at = ui->mono + PREVIEW_MS;
	live_wake(ui, fs, fs->preview_at);
}

int64_t
formscreen_tick(struct ui *ui, void *state, int64_t mono)
{
	struct formscreen *fs = state;

	if (fs->preview_at != 0 && fs->preview_at <= mono)
		ask_preview(ui, fs);
	return fs->preview_at != 0 ? fs->preview_at : INT64_MAX;
}

void
formscreen_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct formscreen *fs = state;

	(void)event;
	(void)data;
	if (fs->spec->preview_op == NULL || fs->asked == NULL)
		return;
	fs->preview_at = ui->mono + PREVIEW_MS;
	live_wake(ui, fs, fs->preview_at);
}

void
formscreen_changed(struct ui *ui, struct formscreen *fs)
{
	if (fs->spec->changed != NULL)
		fs->spec->changed(ui, fs);
	want_preview(ui, fs);
}

/* --- life --- */

void
formscreen_enter(struct ui *ui, void *state, const void *arg)
{
	const struct formscreen_arg *in = arg;
	struct formscreen *fs = state;

	fs->spec = in->spec;
	fs->ctx = in->ctx != NULL ? json_incref(in->ctx) : json_object();
	fs->version = json_get_int(fs->ctx, "version", 0);
	take_fields(fs, fs->spec->fields);
	form_init(&fs->form, fs->fields, fs);
	fs->form.today = ui->today;
	if (fs->spec->fill != NULL)
		fs->spec->fill(ui, fs);
	form_clean(&fs->form);
	want_preview(ui, fs);
}

void
formscreen_leave(struct ui *ui, void *state)
{
	struct formscreen *fs = state;

	(void)ui;
	form_done(&fs->form);
	json_decref(fs->ctx);
	json_decref(fs->asked);
	json_decref(fs->preview);
}

bool
formscreen_may_leave(struct ui *ui, void *state)
{
	(void)ui;
	return !form_is_dirty(&((struct formscreen *)state)->form);
}

void
formscreen_open(struct ui *ui, const struct screen_ops *ops,
    const struct formspec *spec, json_t *ctx)
{
	const struct formscreen_arg arg = { spec, ctx };

	if (!ui_open(ui, ops, &arg))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}

/* --- sending --- */

static void
saved(struct ui *ui, struct formscreen *fs, const struct client_answer *a)
{
	const struct formspec *spec = fs->spec;
	json_t *ctx = json_incref(fs->ctx);

	form_clean(&fs->form);
	ui_close_id(ui, ui_screen_id(ui, fs));
	if (spec->done != NULL)
		spec->done(ui, ctx, a);
	json_decref(ctx);
}

static void
answer(struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct formscreen *fs = state;
	int64_t version = json_get_int(a->data, "version", 0);

	(void)tag;
	fs->sending = false;
	if (a->ok) {
		saved(ui, fs, a);
		return;
	}
	if (a->err == E_CONFLICT && version != 0) {
		fs->version = version;
		ui_message(ui, _("Changed meanwhile"),
		    _("Somebody has changed this in the meantime. Your input "
		      "is still here: saving once more puts it over the "
		      "other change."));
		return;
	}
	if (fs->spec->refused == NULL || !fs->spec->refused(ui, fs, a))
		scr_error_form(ui, &fs->form, a);
}

static void
submit(struct ui *ui, struct formscreen *fs)
{
	json_t *p;

	if (fs->sending)
		return;
	p = fs->spec->params(ui, fs);
	if (p == NULL)
		return;
	if (fs->version != 0)
		json_object_set_new(p, "version", json_integer(fs->version));
	fs->sending = true;
	scr_write(ui, fs,
	    &(struct tui_request){
		.op = fs->spec->op, .params = p, .fn = answer });
}

static bool
event(struct ui *ui, struct formscreen *fs, enum form_event ev)
{
	if (ev == FORM_CHANGED)
		formscreen_changed(ui, fs);
	if (ev == FORM_SUBMIT)
		submit(ui, fs);
	if (ev == FORM_LEAVE)
		ui_back(ui);
	return ev != FORM_IGNORED;
}

bool
formscreen_key(struct ui *ui, void *state, uint32_t key)
{
	struct formscreen *fs = state;

	return event(ui, fs, form_key(&fs->form, key));
}

bool
formscreen_paste(struct ui *ui, void *state, const char *text)
{
	struct formscreen *fs = state;

	return event(ui, fs, form_paste(&fs->form, text));
}

bool
formscreen_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct formscreen *fs = state;

	return event(ui, fs, form_mouse(&fs->form, m));
}

/* Rows of the form, those of its faults too. */
static int
rows_needed(const struct formscreen *fs)
{
	int rows = form_rows(&fs->form);

	for (int i = 0; i < fs->form.n; i++)
		rows += fs->form.values[i].error[0] != '\0';
	return rows;
}

void
formscreen_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct formscreen *fs = state;
	int below = fs->spec->below != NULL ? fs->spec->below_rows : 0;
	int need = rows_needed(fs), rows = need;
	struct canvas part;

	(void)ui;
	if (rows + below > c->rows)
		rows = c->rows - below;
	/* too low for both: the form alone */
	if (rows < need && rows < 6) {
		rows = c->rows;
		below = 0;
	}
	if (below > 0) {
		part = canvas_sub(c, AREA(rows, 0, c->rows - rows, c->cols));
		fs->spec->below(fs, &part);
	}
	part = canvas_sub(c, AREA(0, 0, rows, c->cols));
	form_draw(&fs->form, &part);
}

const struct key_action formscreen_keys[] = {
	FORM_KEY_ROWS,
	{ 0 },
};
