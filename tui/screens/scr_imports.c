/* Import runs of the older system's files, with the report of each. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/lines.h"
#include "tui/screens/live.h"
#include "tui/ui/list.h"

enum { REREAD_MS = 2000 };

struct imports_state {
	struct live live;
	struct list list;
};

static const json_t *
at(const struct imports_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static const char *
state_label(const char *key)
{
	static const struct {
		const char *key, *label;
	} labels[] = {
		{ "open", N_("… files are coming in") },
		{ "planned", N_("○ checked, not started") },
		{ "running", N_("… at work") },
		{ "broken", N_("‖ interrupted") },
		{ "done", N_("✓ done") },
		{ "removing", N_("… being removed") },
		{ "removed", N_("– removed") },
	};

	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
		if (str_eq(labels[i].key, key))
			return _(labels[i].label);
	return key;
}

enum { ID, STATE, PROGRESS, CREATED, BY };

static const struct list_col columns[] = {
	[ID] = { N_("Run"), 4, 0, 0, COL_RIGHT },
	[STATE] = { N_("State"), 22, 0, 0, 0 },
	[PROGRESS] = { N_("Progress"), 15, 0, 0, COL_RIGHT },
	[CREATED] = { N_("Started"), 13, 0, 1, COL_NO_SORT },
	[BY] = { N_("By"), 12, 1, 2, 0 },
	{ 0 },
};

static int
count(void *ctx)
{
	return (int)json_array_size(
	    live_items(&((struct imports_state *)ctx)->live));
}

static int64_t
row_id(void *ctx, int row)
{
	return json_get_int(at(ctx, row), "id", -1);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = at(ctx, row), *p = json_get(o, "progress");
	char text[SCR_TEXT];

	if (col == ID)
		buf_addf(out->text, "%d", (int)json_get_int(o, "id", 0));
	else if (col == STATE)
		buf_adds(out->text, state_label(json_get_str(o, "state", "")));
	else if (col == PROGRESS)
		buf_addf(out->text, _("%d of %d"),
		    (int)json_get_int(p, "done", 0),
		    (int)json_get_int(p, "total", 0));
	else if (col == CREATED)
		buf_adds(out->text,
		    scr_instant(json_get_str(o, "started_at",
				    json_get_str(o, "created_at", NULL)),
			text));
	else
		buf_adds(out->text, json_get_str(o, "created_by", ""));
}

static const struct list_source source = {
	.cols = columns,
	.count = count,
	.id = row_id,
	.cell = cell,
	.empty = N_("Nothing was imported yet: \"hubctl import DIR\" on the "
		    "server reads the files"),
};

static bool
at_work(const struct imports_state *s)
{
	const json_t *o;
	size_t i;

	json_array_foreach((json_t *)live_items(&s->live), i, o)
	{
		const char *key = json_get_str(o, "state", "");

		if (str_eq(key, "running") || str_eq(key, "removing"))
			return true;
	}
	return false;
}

static void
read_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct imports_state *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	list_refresh(&s->list);
	if (!at_work(s))
		return;
	s->live.reload_at = ui->mono + REREAD_MS;
	live_wake(ui, s, s->live.reload_at);
}

static void
imports_read(struct ui *ui, struct imports_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){
		.op = "imports.list", .fn = read_answer, .quiet = quiet });
}

static void
imports_enter(struct ui *ui, void *state, const void *arg)
{
	struct imports_state *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	imports_read(ui, s, false);
}

static void
imports_leave(struct ui *ui, void *state)
{
	struct imports_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
imports_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct imports_state *s = state;

	(void)data;
	if (str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
imports_tick(struct ui *ui, void *state, int64_t mono)
{
	struct imports_state *s = state;

	if (live_due(&s->live, mono))
		imports_read(ui, s, true);
	return live_next(&s->live);
}

/* --- the report of a run --- */

struct report_state {
	struct live live;
	struct lines lines;
	int64_t run;
};

static void
add_file(struct lines *l, const json_t *f)
{
	const json_t *broken = json_get(f, "broken"), *b;
	size_t i;

	lines_pair(l, json_get_str(f, "name", ""),
	    _("%d lines, %d rows, %d broken"), (int)json_get_int(f, "lines", 0),
	    (int)json_get_int(f, "rows", 0), (int)json_array_size(broken));
	json_array_foreach((json_t *)broken, i, b)
	    lines_text(l, INK_WARNING, _("  line %d: %s"),
		(int)json_get_int(b, "line", 0), json_get_str(b, "error", ""));
}

static void
add_strings(struct lines *l, const char *title, const json_t *list, int ink)
{
	const json_t *o;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	lines_heading(l, title);
	json_array_foreach((json_t *)list, i, o) lines_text(l, ink, "%s",
	    json_is_string(o)
		? json_string_value(o)
		: json_get_str(o, "text", json_get_str(o, "name", "")));
}

static void
build_report(struct lines *l, const json_t *run)
{
	const json_t *rep = json_get(run, "report"), *o;
	const char *key;
	json_t *value;
	char text[SCR_TEXT];
	size_t i;

	lines_clear(l);
	lines_pair(
	    l, _("State"), "%s", state_label(json_get_str(run, "state", "")));
	lines_pair(l, _("Entered"), "%s, %s",
	    json_get_str(run, "created_by", ""),
	    scr_instant(json_get_str(run, "created_at", NULL), text));
	lines_heading(l, _("Counted"));
	json_object_foreach(json_get(rep, "counts"), key, value)
	{
		if (json_is_integer(value) && json_integer_value(value) != 0)
			lines_pair(
			    l, key, "%d", (int)json_integer_value(value));
	}
	add_strings(l, _("Warnings"), json_get(rep, "warnings"), INK_WARNING);
	add_strings(
	    l, _("Unknown users"), json_get(rep, "unknown_users"), INK_WARNING);
	lines_heading(l, _("Files"));
	json_array_foreach(json_get(rep, "files"), i, o) add_file(l, o);
}

static void
report_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct report_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		build_report(&s->lines, json_get(s->live.data, "run"));
}

static void
report_enter(struct ui *ui, void *state, const void *arg)
{
	struct report_state *s = state;

	s->run = *(const int64_t *)arg;
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "imports.show",
		.params = json_pack("{s:I}", "run", (json_int_t)s->run),
		.fn = report_answer });
}

static void
report_leave(struct ui *ui, void *state)
{
	struct report_state *s = state;

	(void)ui;
	lines_done(&s->lines);
	live_done(&s->live);
}

static void
report_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct report_state *s = state;

	(void)ui;
	if (s->live.data == NULL)
		scr_draw_note(c, _("Reading ..."));
	else
		lines_draw(&s->lines, c, 34);
}

static bool
report_key(struct ui *ui, void *state, uint32_t key)
{
	(void)ui;
	return lines_key(&((struct report_state *)state)->lines, key);
}

static bool
report_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return lines_mouse(&((struct report_state *)state)->lines, m);
}

static const struct key_action report_keys[] = {
	{ K_PGDN, N_("scroll"), NULL, NULL, 0, 0, NULL },
	{ 0 },
};

static const struct screen_ops scr_import_report = {
	.id = "import_report",
	.title = N_("Report of an import"),
	.state_size = sizeof(struct report_state),
	.keys = report_keys,
	.enter = report_enter,
	.leave = report_leave,
	.draw = report_draw,
	.key = report_key,
	.mouse = report_mouse,
};

/* --- keys --- */

static void
act_open(struct ui *ui, void *state)
{
	struct imports_state *s = state;
	int64_t id = list_id(&s->list);

	if (id > 0 && !ui_open(ui, &scr_import_report, &id))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}

static void
act_reload(struct ui *ui, void *state)
{
	imports_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct imports_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static bool
imports_key(struct ui *ui, void *state, uint32_t key)
{
	struct imports_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
imports_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct imports_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static void
imports_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct imports_state *s = state;

	(void)ui;
	if (s->live.data == NULL)
		scr_draw_note(c, _("Reading ..."));
	else
		list_draw(&s->list, c);
}

static const struct key_action imports_keys[] = {
	{ K_ENTER, N_("report"), "imports.show", act_open, 0, KEY_FIRST,
	    N_("What the run has read, counted and refused") },
	{ '/', N_("filter"), NULL, NULL, 0, 0, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), 0, NULL },
	{ 0 },
};

const struct screen_ops scr_imports = {
	.id = "imports",
	.title = N_("Imports"),
	.state_size = sizeof(struct imports_state),
	.keys = imports_keys,
	.enter = imports_enter,
	.leave = imports_leave,
	.draw = imports_draw,
	.key = imports_key,
	.mouse = imports_mouse,
	.push = imports_push,
	.tick = imports_tick,
};
