/* Settings of the hub: value, source, default; edited one by one (hub C9). */
#include "tui/screens/scr_settings.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/ui/list.h"

enum { KEY, VALUE, SOURCE, DEFAULT };
enum { FOOT_ROWS = 4, FOOT_MIN = 12 };

struct settings_state {
	struct live live;
	struct list list;
};

/* --- the list --- */

static const struct list_col cols[] = {
	[KEY] = { N_("Setting"), 30, 3, 0, 0 },
	[VALUE] = { N_("Value"), 12, 3, 0, 0 },
	[SOURCE] = { N_("Source"), 13, 0, 2, 0 },
	[DEFAULT] = { N_("Default"), 10, 1, 3, 0 },
	{ 0 },
};

static const json_t *
setting_at(const struct settings_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	struct settings_state *s = ctx;

	return (int)json_array_size(live_items(&s->live));
}

bool
setting_locked(const json_t *o)
{
	return json_get_bool(o, "locked", false) ||
	       str_starts(json_get_str(o, "key", ""), "start.");
}

const char *
setting_source(const json_t *o)
{
	static const struct {
		const char *key, *label;
	} names[] = {
		{ "default", N_("default") },
		{ "database", N_("changed") },
		{ "file", N_("file") },
		{ "env", N_("environment") },
	};
	const char *key = json_get_str(o, "source", "");

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq(names[i].key, key))
			return _(names[i].label);
	return key;
}

/* on and off in the language of the user; all else as it is. */
const char *
setting_value(const json_t *o, const char *member)
{
	const char *text = json_get_str(o, member, "");

	if (text[0] == '\0')
		return "–";
	if (str_eq(text, "on"))
		return _("on");
	if (str_eq(text, "off"))
		return _("off");
	return text;
}

/* Texts of the table of settings are in the catalogue, too. */
const char *
setting_text(const json_t *o)
{
	const char *text = json_get_str(o, "text", "");

	return text[0] != '\0' ? _(text) : "";
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = setting_at(ctx, row);
	bool own = str_eq(json_get_str(o, "source", ""), "database");

	if (col == KEY)
		buf_adds(out->text, json_get_str(o, "key", ""));
	if (col == VALUE)
		buf_adds(out->text, setting_value(o, "value"));
	if (col == VALUE && !str_eq(json_get_str(o, "value", ""),
				json_get_str(o, "default", "")))
		out->ink = INK_STRONG;
	if (col == SOURCE) {
		buf_addf(out->text, "%s %s",
		    setting_locked(o) ? "×" : (own ? "*" : " "),
		    setting_source(o));
		out->ink = own ? INK_ACCENT : INK_MUTED;
	}
	if (col == DEFAULT) {
		buf_adds(out->text, setting_value(o, "default"));
		out->ink = INK_MUTED;
	}
}

/* Rows keep their place: the table of settings is fixed. */
static const struct list_source source = {
	.cols = cols,
	.count = count,
	.cell = cell,
	.empty = N_("No setting fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
settings_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct settings_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		list_refresh(&s->list);
}

static void
settings_read(struct ui *ui, struct settings_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "settings.list_all",
		.fn = settings_answer,
		.quiet = quiet });
}

static void
settings_enter(struct ui *ui, void *state, const void *arg)
{
	struct settings_state *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	settings_read(ui, s, false);
}

static void
settings_leave(struct ui *ui, void *state)
{
	struct settings_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
settings_resume(struct ui *ui, void *state)
{
	settings_read(ui, state, true);
}

static void
settings_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct settings_state *s = state;

	(void)data;
	if (str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
settings_tick(struct ui *ui, void *state, int64_t mono)
{
	struct settings_state *s = state;

	if (live_due(&s->live, mono))
		settings_read(ui, s, true);
	return live_next(&s->live);
}

/* --- drawing --- */

static void
draw_foot(const struct settings_state *s, const struct canvas *c)
{
	const json_t *o = setting_at(s, list_row(&s->list));
	char range[80];

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (o == NULL)
		return;
	canvas_fit(c, SPAN(1, 0, c->cols), INK_STRONG, setting_text(o));
	canvas_fit(c, SPAN(2, 0, c->cols), INK_MUTED,
	    setting_range(o, range, sizeof range));
	canvas_fit(c, SPAN(3, 0, c->cols), INK_MUTED,
	    setting_locked(o) ? _("× fixed by environment, file or first start")
			      : _("* changed here · r puts the default back"));
}

static void
settings_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct settings_state *s = state;
	struct canvas part = *c;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (c->rows >= FOOT_MIN) {
		part.rows = c->rows - FOOT_ROWS;
		list_draw(&s->list, &part);
		part = canvas_sub(
		    c, AREA(c->rows - FOOT_ROWS, 0, FOOT_ROWS, c->cols));
		draw_foot(s, &part);
		return;
	}
	list_draw(&s->list, &part);
}

/* --- keys --- */

/* The selected one if it may be changed; else says why not. */
static const json_t *
changeable(struct ui *ui, const struct settings_state *s)
{
	const json_t *o = setting_at(s, list_row(&s->list));

	if (o == NULL) {
		ui_toast(ui, TOAST_INFO, _("No setting is selected"));
		return NULL;
	}
	if (!setting_locked(o))
		return o;
	ui_toast(ui, TOAST_WARNING,
	    _("%s is fixed by environment, file or first start"),
	    json_get_str(o, "key", ""));
	return NULL;
}

static void
act_edit(struct ui *ui, void *state)
{
	const json_t *o = changeable(ui, state);

	if (o != NULL)
		ui_open(ui, &scr_setting_edit, o);
}

static void
reset_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("%s is the default again"),
		    json_get_str(a->data, "key", ""));
	settings_read(ui, state, true);
}

static void
reset_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct settings_state *s = state;
	const json_t *o = setting_at(s, (int)d->tag);

	if (d->ok && o != NULL)
		scr_write(ui, s,
		    &(struct tui_request){ .op = "settings.reset_key",
			.params = json_pack(
			    "{s:s}", "key", json_get_str(o, "key", "")),
			.fn = reset_answer });
}

static void
act_reset(struct ui *ui, void *state)
{
	struct settings_state *s = state;
	const json_t *o = changeable(ui, s);
	char text[400];

	if (o == NULL)
		return;
	if (!str_eq(json_get_str(o, "source", ""), "database")) {
		ui_toast(ui, TOAST_INFO, _("This is the default already"));
		return;
	}
	snprintf(text, sizeof text, _("%s\nfrom %.80s back to %.80s?"),
	    json_get_str(o, "key", ""), setting_value(o, "value"),
	    setting_value(o, "default"));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Back to the default"),
			  .text = text,
			  .tag = list_row(&s->list),
			  .done = reset_confirmed });
}

static void
act_reload(struct ui *ui, void *state)
{
	settings_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct settings_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_edit(ui, s);
	return ev != LIST_IGNORED;
}

static bool
settings_key(struct ui *ui, void *state, uint32_t key)
{
	struct settings_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
settings_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct settings_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action settings_keys[] = {
	{ K_ENTER, N_("change"), "settings.set_key", act_edit, 'e', KEY_FIRST,
	    N_("Change the selected setting") },
	{ 'r', N_("default"), "settings.reset_key", act_reset, 0, KEY_FIRST,
	    N_("Put the setting back to its default") },
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter by any column while typing") },
	{ K_F(5), N_("reload"), NULL, act_reload, 0, KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_settings = {
	.id = "settings",
	.title = N_("Settings"),
	.state_size = sizeof(struct settings_state),
	.keys = settings_keys,
	.enter = settings_enter,
	.leave = settings_leave,
	.resume = settings_resume,
	.draw = settings_draw,
	.key = settings_key,
	.mouse = settings_mouse,
	.push = settings_push,
	.tick = settings_tick,
};
