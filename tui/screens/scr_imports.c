/* Runs of the import of the older system's files: state, counts, removal. */
#include "tui/screens/scr_imports.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/ui/chart.h"
#include "tui/ui/list.h"

#define POLL_MS 700 /* while a run is being applied or removed */

enum { NUMBER, WHEN, BY, STATE, PROGRESS, NEW, CHANGED };
enum { FOOT_ROWS = 3, FOOT_MIN = 10, EMPTY_MIN = 6 };

struct import_state {
	struct live live;
	struct list list;
	bool busy; /* a run is under way: read again and again */
};

/* --- the list --- */

static const struct list_col cols[] = {
	[NUMBER] = { N_("Run"), 4, 0, 0, COL_RIGHT },
	[WHEN] = { N_("Created"), 12, 0, 0, COL_NO_SORT },
	[BY] = { N_("By"), 10, 1, 3, 0 },
	[STATE] = { N_("State"), 14, 0, 0, 0 },
	[PROGRESS] = { N_("Rows"), 12, 0, 2, COL_RIGHT },
	[NEW] = { N_("New"), 6, 0, 1, COL_RIGHT },
	[CHANGED] = { N_("Changed"), 8, 0, 4, COL_RIGHT },
	{ 0 },
};

static const struct {
	const char *key, *label, *sign;
	int ink;
	bool busy;
} states[] = {
	{ "open", N_("run|open"), "○", INK_MUTED, false },
	{ "planned", N_("run|planned"), "○", INK_INFO, false },
	{ "running", N_("run|running"), "►", INK_ACCENT, true },
	{ "done", N_("run|done"), "✓", INK_SUCCESS, false },
	{ "broken", N_("run|broken off"), "!", INK_ERROR, false },
	{ "removing", N_("run|removing"), "►", INK_WARNING, true },
	{ "removed", N_("run|removed"), "–", INK_DISABLED, false },
};

enum { N_STATES = sizeof states / sizeof states[0] };

static int
state_of(const json_t *run)
{
	const char *key = json_get_str(run, "state", "");

	for (int i = 0; i < N_STATES; i++)
		if (str_eq(states[i].key, key))
			return i;
	return 0;
}

const char *
import_state(const json_t *run)
{
	const char *label = _(states[state_of(run)].label);
	const char *bar = strchr(label, '|');

	return bar != NULL ? bar + 1 : label;
}

int
import_state_ink(const json_t *run)
{
	return states[state_of(run)].ink;
}

bool
import_is_busy(const json_t *run)
{
	return states[state_of(run)].busy;
}

static const json_t *
run_at(const struct import_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	struct import_state *s = ctx;

	return (int)json_array_size(live_items(&s->live));
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(run_at(ctx, row), "id", -1);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *r = run_at(ctx, row);
	const json_t *p = json_get(r, "progress");
	const json_t *applied = json_get(r, "applied");
	char text[SCR_TEXT];

	if (col == NUMBER)
		buf_addf(out->text, "%d", (int)json_get_int(r, "id", 0));
	if (col == WHEN)
		buf_adds(out->text,
		    scr_instant(json_get_str(r, "created_at", ""), text));
	if (col == BY)
		buf_adds(out->text, json_get_str(r, "created_by", ""));
	if (col == STATE) {
		buf_addf(out->text, "%s %s", states[state_of(r)].sign,
		    import_state(r));
		out->ink = import_state_ink(r);
	}
	if (col == PROGRESS)
		buf_addf(out->text, "%d/%d", (int)json_get_int(p, "done", 0),
		    (int)json_get_int(p, "total", 0));
	if (col == NEW)
		buf_addf(out->text, "%d", (int)json_get_int(applied, "new", 0));
	if (col == CHANGED)
		buf_addf(
		    out->text, "%d", (int)json_get_int(applied, "changed", 0));
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No run fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
import_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct import_state *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	list_refresh(&s->list);
	s->busy = false;
	for (int i = 0; i < count(s); i++)
		s->busy = s->busy || import_is_busy(run_at(s, i));
	if (!s->busy)
		return;
	s->live.reload_at = ui->mono + POLL_MS;
	live_wake(ui, s, s->live.reload_at);
}

static void
import_read(struct ui *ui, struct import_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){
		.op = "imports.list", .fn = import_answer, .quiet = quiet });
}

static void
import_enter(struct ui *ui, void *state, const void *arg)
{
	struct import_state *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	import_read(ui, s, false);
}

static void
import_leave(struct ui *ui, void *state)
{
	struct import_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
import_resume(struct ui *ui, void *state)
{
	import_read(ui, state, true);
}

static void
import_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct import_state *s = state;

	(void)data;
	if (str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
import_tick(struct ui *ui, void *state, int64_t mono)
{
	struct import_state *s = state;

	if (live_due(&s->live, mono))
		import_read(ui, s, true);
	return live_next(&s->live);
}

/* --- drawing --- */

static void
draw_foot(const struct import_state *s, const struct canvas *c)
{
	const json_t *r = run_at(s, list_row(&s->list));
	const json_t *p = json_get(r, "progress");
	int done = (int)json_get_int(p, "done", 0);
	int total = (int)json_get_int(p, "total", 0);
	const char *error = json_get_str(r, "error", "");
	char text[200], from[SCR_TEXT], to[SCR_TEXT];

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (r == NULL)
		return;
	scr_instant(json_get_str(r, "started_at", ""), from);
	scr_instant(json_get_str(r, "finished_at", ""), to);
	if (from[0] == '\0')
		snprintf(text, sizeof text, _("Run %d: %s"),
		    (int)json_get_int(r, "id", 0), import_state(r));
	else if (to[0] == '\0')
		snprintf(text, sizeof text, _("Run %d: %s · started %s"),
		    (int)json_get_int(r, "id", 0), import_state(r), from);
	else
		snprintf(text, sizeof text,
		    _("Run %d: %s · started %s · ended %s"),
		    (int)json_get_int(r, "id", 0), import_state(r), from, to);
	canvas_fit(c, SPAN(1, 0, c->cols), INK_TEXT, text);
	if (error[0] != '\0') {
		snprintf(text, sizeof text,
		    _("Stopped by %s: u goes on, x takes everything back"),
		    error);
		canvas_fit(c, SPAN(2, 0, c->cols), INK_ERROR, text);
	} else if (total > 0) {
		snprintf(text, sizeof text, "%d %%", done * 100 / total);
		canvas_right(c, SPAN(2, 0, 5), INK_STRONG, text);
		chart_meter(c, SPAN(2, 6, c->cols - 6),
		    done < total ? INK_ACCENT : INK_SUCCESS, done, total);
	}
}

static void
import_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct import_state *s = state;
	struct canvas part = *c;
	bool foot = c->rows >= FOOT_MIN;

	(void)ui;
	if (s->live.data == NULL || count(s) == 0) {
		scr_draw_note(
		    c, s->live.data == NULL
			   ? _("Reading ...")
			   : _("Nothing has been imported yet.\n\n"
			       "On the server: hubctl import FOLDER\n"
			       "reads the files of the older system in;\n"
			       "--dry-run only reports."));
		return;
	}
	part.rows -= foot ? FOOT_ROWS : 0;
	list_draw(&s->list, &part);
	part = canvas_sub(c, AREA(c->rows - FOOT_ROWS, 0, FOOT_ROWS, c->cols));
	if (foot)
		draw_foot(s, &part);
}

/* --- keys --- */

static const json_t *
selected(struct ui *ui, const struct import_state *s)
{
	const json_t *r = run_at(s, list_row(&s->list));

	if (r == NULL)
		ui_toast(ui, TOAST_INFO, _("No run is selected"));
	return r;
}

static void
act_report(struct ui *ui, void *state)
{
	const json_t *r = selected(ui, state);
	int64_t run = json_get_int(r, "id", 0);

	if (r != NULL)
		ui_open(ui, &scr_imports_report, &run);
}

static void
change_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("Run %d: %s"),
		    (int)json_get_int(json_get(a->data, "run"), "id", 0),
		    import_state(json_get(a->data, "run")));
	import_read(ui, state, true);
}

static void
change(struct ui *ui, struct import_state *s, const char *op, int64_t run)
{
	scr_write(ui, s,
	    &(struct tui_request){ .op = op,
		.params = json_pack("{s:I}", "run", (json_int_t)run),
		.fn = change_answer });
}

static void
remove_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok)
		change(ui, state, "imports.remove", d->tag);
}

static void
resume_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok)
		change(ui, state, "imports.resume", d->tag);
}

static void
start_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok)
		change(ui, state, "imports.start", d->tag);
}

static bool
in_state(const json_t *r, const char *a, const char *b)
{
	const char *state = json_get_str(r, "state", "");

	return str_eq(state, a) || str_eq(state, b);
}

static void
act_remove(struct ui *ui, void *state)
{
	const json_t *r = selected(ui, state);
	char text[300];

	if (r == NULL)
		return;
	if (in_state(r, "removing", "removed")) {
		ui_toast(ui, TOAST_INFO, _("This run is removed already"));
		return;
	}
	snprintf(text, sizeof text,
	    _("Run %d brought %d rows. All of them are taken back; "
	      "bookings made in the hub stay."),
	    (int)json_get_int(r, "id", 0),
	    (int)json_get_int(json_get(r, "applied"), "new", 0));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Remove the import?"),
			  .text = text,
			  .danger = true,
			  .tag = json_get_int(r, "id", 0),
			  .done = remove_confirmed });
}

static void
act_resume(struct ui *ui, void *state)
{
	const json_t *r = selected(ui, state);

	if (r == NULL)
		return;
	if (!in_state(r, "broken", "removing")) {
		ui_toast(
		    ui, TOAST_INFO, _("Only a run that broke off can go on"));
		return;
	}
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Go on with the import?"),
			  .text = _("Rows that are done are not read again."),
			  .tag = json_get_int(r, "id", 0),
			  .done = resume_confirmed });
}

static void
act_start(struct ui *ui, void *state)
{
	const json_t *r = selected(ui, state);

	if (r == NULL)
		return;
	if (!in_state(r, "planned", "planned")) {
		ui_toast(
		    ui, TOAST_INFO, _("Only a planned run can be started"));
		return;
	}
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Start the import?"),
			  .text = _("Its report says what it will bring."),
			  .tag = json_get_int(r, "id", 0),
			  .done = start_confirmed });
}

static void
act_reload(struct ui *ui, void *state)
{
	import_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct import_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_report(ui, s);
	return ev != LIST_IGNORED;
}

static bool
import_key(struct ui *ui, void *state, uint32_t key)
{
	struct import_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
import_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct import_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action import_keys[] = {
	{ K_ENTER, N_("report"), "imports.show", act_report, 0, KEY_FIRST,
	    N_("What the run read, brought and could not use") },
	{ 'x', N_("remove"), "imports.remove", act_remove, 0, 0,
	    N_("Take everything back that the run brought") },
	{ 's', N_("start"), "imports.start", act_start, 0, KEY_NO_FOOTER,
	    N_("Apply a planned run") },
	{ 'u', N_("go on"), "imports.resume", act_resume, 0, 0,
	    N_("Go on with a run that broke off") },
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter by any column while typing") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_imports = {
	.id = "imports",
	.title = N_("Imports"),
	.state_size = sizeof(struct import_state),
	.keys = import_keys,
	.enter = import_enter,
	.leave = import_leave,
	.resume = import_resume,
	.draw = import_draw,
	.key = import_key,
	.mouse = import_mouse,
	.push = import_push,
	.tick = import_tick,
};
