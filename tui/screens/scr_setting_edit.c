/* The form that changes one setting. Opened by the list of settings. */
#include "tui/screens/scr_settings.h"

#include "common/json.h"
#include "common/str.h"

enum { ROWS = 12, COLS = 66, VALUE_ROW = 4 };

struct change_state {
	struct form form;
	json_t *setting;
	bool is_bool, saved;
};

static const char *const switches[] = { N_("off"), N_("on"), NULL };

static const struct form_field text_fields[] = {
	{ .name = "value", .label = N_("Value"), .max = 4000 },
	{ 0 },
};
static const struct form_field bool_fields[] = {
	{ .name = "value",
	    .label = N_("Value"),
	    .kind = FIELD_CHOICE,
	    .choices = switches },
	{ 0 },
};

char *
setting_range(const json_t *o, char *out, size_t size)
{
	const char *type = json_get_str(o, "type", "");
	int lo = (int)json_get_int(o, "min", 0);
	int hi = (int)json_get_int(o, "max", 0);

	if (str_eq(type, "int"))
		snprintf(out, size, _("Number from %d to %d, default %.20s"),
		    lo, hi, setting_value(o, "default"));
	else if (str_eq(type, "limit"))
		snprintf(out, size,
		    _("Number from %d to %d or off, default %.20s"), lo, hi,
		    setting_value(o, "default"));
	else if (str_eq(type, "bool"))
		snprintf(out, size, _("on or off, default %.20s"),
		    setting_value(o, "default"));
	else
		snprintf(out, size, _("Text of %d to %d characters"), lo, hi);
	return out;
}

static void
change_enter(struct ui *ui, void *state, const void *arg)
{
	struct change_state *s = state;
	const char *value;

	(void)ui;
	s->setting = json_deep_copy((const json_t *)arg);
	value = json_get_str(s->setting, "value", "");
	s->is_bool = str_eq(json_get_str(s->setting, "type", ""), "bool");
	form_init(&s->form, s->is_bool ? bool_fields : text_fields, s);
	if (s->is_bool)
		form_set_choice(&s->form, "value", str_eq(value, "on"));
	else
		form_set(&s->form, "value", value);
}

static void
change_leave(struct ui *ui, void *state)
{
	struct change_state *s = state;

	(void)ui;
	form_done(&s->form);
	json_decref(s->setting);
}

static void
change_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct change_state *s = state;
	struct canvas part;
	char range[80];
	int top = c->rows >= 8 ? VALUE_ROW : 0;

	(void)ui;
	if (top > 0) {
		canvas_fit(c, SPAN(0, 0, c->cols), INK_STRONG,
		    json_get_str(s->setting, "key", ""));
		part = canvas_sub(c, AREA(1, 0, 2, c->cols));
		canvas_wrap(&part, 0, INK_MUTED, setting_text(s->setting));
	}
	part = canvas_sub(c, AREA(top, 0, c->rows - top, c->cols));
	if (top > 0)
		canvas_fit(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED,
		    setting_range(s->setting, range, sizeof range));
	part.rows -= top > 0;
	form_draw(&s->form, &part);
}

/* The server's words about a value are in the catalogue, too. */
static void
tell_fault(struct change_state *s, const struct client_answer *a)
{
	const char *key, *text;
	json_t *value;

	json_object_foreach((json_t *)a->fields, key, value)
	{
		text = json_string_value(value);
		if (str_ends(key, "value") && text != NULL && *text != '\0')
			form_error(&s->form, "value", _(text));
	}
}

static void
change_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct change_state *s = state;

	(void)tag;
	if (scr_error_form(ui, &s->form, a)) {
		tell_fault(s, a);
		return;
	}
	s->saved = true;
	ui_toast(ui, TOAST_SUCCESS, _("%s is %s now"),
	    json_get_str(a->data, "key", ""), setting_value(a->data, "value"));
	ui_close(ui);
}

static void
submit(struct ui *ui, struct change_state *s)
{
	const char *value;

	if (s->is_bool)
		value = form_choice(&s->form, "value") ? "on" : "off";
	else
		value = form_text(&s->form, "value");
	scr_write(ui, s,
	    &(struct tui_request){ .op = "settings.set_key",
		.params = json_pack("{s:s,s:s,s:I}", "key",
		    json_get_str(s->setting, "key", ""), "value", value,
		    "version", json_get_int(s->setting, "version", 0)),
		.fn = change_answer });
}

static bool
handle(struct ui *ui, struct change_state *s, enum form_event ev)
{
	if (ev == FORM_SUBMIT)
		submit(ui, s);
	if (ev == FORM_LEAVE)
		ui_back(ui);
	return ev != FORM_IGNORED;
}

static bool
change_key(struct ui *ui, void *state, uint32_t key)
{
	struct change_state *s = state;

	return handle(ui, s, form_key(&s->form, key));
}

static bool
change_paste(struct ui *ui, void *state, const char *text)
{
	struct change_state *s = state;

	return handle(ui, s, form_paste(&s->form, text));
}

static bool
change_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct change_state *s = state;

	return handle(ui, s, form_mouse(&s->form, m));
}

static bool
change_may_leave(struct ui *ui, void *state)
{
	struct change_state *s = state;

	(void)ui;
	return s->saved || !form_is_dirty(&s->form);
}

static const struct key_action change_keys[] = {
	FORM_KEY_ROWS,
	{ 0 },
};

const struct screen_ops scr_setting_edit = {
	.id = "setting",
	.title = N_("Change a setting"),
	.state_size = sizeof(struct change_state),
	.keys = change_keys,
	.popup_rows = ROWS,
	.popup_cols = COLS,
	.enter = change_enter,
	.leave = change_leave,
	.draw = change_draw,
	.key = change_key,
	.paste = change_paste,
	.mouse = change_mouse,
	.may_leave = change_may_leave,
};
