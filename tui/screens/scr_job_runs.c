/* Runs of a job: when, by whom, result, figures and log. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_jobs.h"
#include "tui/ui/list.h"

#define RUNS_MAX 100

enum { WHEN, KIND, STATE, TOOK, FIGURES };
enum { LOG_ROWS = 7, LOG_MIN = 14 };

struct runs_state {
	struct live live;
	struct list list;
	char job[48];
};

static const struct {
	const char *key, *label, *sign;
	int ink;
} states[] = {
	{ "queued", N_("waiting"), "○", INK_MUTED },
	{ "running", N_("running"), "►", INK_ACCENT },
	{ "done", N_("done"), "✓", INK_SUCCESS },
	{ "failed", N_("failed"), "!", INK_ERROR },
};

static const struct {
	const char *key, *label;
} kinds[] = {
	{ "schedule", N_("by plan") },
	{ "catch_up", N_("made up for") },
	{ "manual", N_("by hand") },
	{ "dry_run", N_("dry run") },
};

static int
state_of(const json_t *run)
{
	const char *key = json_get_str(run, "state", "");

	for (int i = 0; i < 4; i++)
		if (str_eq(states[i].key, key))
			return i;
	return 0;
}

int
job_run_ink(const json_t *run)
{
	return states[state_of(run)].ink;
}

const char *
job_run_state(const json_t *run)
{
	return _(states[state_of(run)].label);
}

static const char *
kind_of(const json_t *run)
{
	const char *key = json_get_str(run, "kind", "");

	for (int i = 0; i < 4; i++)
		if (str_eq(kinds[i].key, key))
			return _(kinds[i].label);
	return key;
}

static const struct list_col cols[] = {
	[WHEN] = { N_("Planned"), 12, 0, 0, COL_NO_SORT },
	[KIND] = { N_("Kind"), 11, 0, 1, 0 },
	[STATE] = { N_("State"), 17, 0, 0, 0 },
	[TOOK] = { N_("Took"), 7, 0, 2, COL_RIGHT },
	[FIGURES] = { N_("Figures"), 10, 1, 3, COL_NO_SORT },
	{ 0 },
};

static const json_t *
run_at(const struct runs_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	struct runs_state *s = ctx;

	return (int)json_array_size(live_items(&s->live));
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(run_at(ctx, row), "id", -1);
}

static void
figures(const json_t *run, struct buf *out)
{
	const char *name, *between = "";
	json_t *v;

	json_object_foreach((json_t *)json_get(run, "counts"), name, v)
	{
		buf_addf(out, "%s%s %lld", between, name,
		    (long long)json_integer_value(v));
		between = ", ";
	}
}

static void
took(const json_t *run, struct buf *out)
{
	int64_t from = 0, to = 0;

	if (!instant_parse(json_get_str(run, "started_at", ""), &from) ||
	    !instant_parse(json_get_str(run, "finished_at", ""), &to))
		return;
	buf_addf(out, "%lld,%lld s", (long long)(to - from) / 1000,
	    (long long)(to - from) % 1000 / 100);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *r = run_at(ctx, row);
	char text[SCR_TEXT];

	if (col == WHEN)
		buf_adds(out->text,
		    scr_instant(json_get_str(r, "planned_at", ""), text));
	if (col == KIND)
		buf_adds(out->text, kind_of(r));
	if (col == STATE) {
		buf_addf(out->text, "%s %s", states[state_of(r)].sign,
		    job_run_state(r));
		out->ink = job_run_ink(r);
	}
	if (col == TOOK)
		took(r, out->text);
	if (col == FIGURES)
		figures(r, out->text);
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No run fits the filter: Esc clears it"),
};

static void
runs_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct runs_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		list_refresh(&s->list);
}

static void
runs_read(struct ui *ui, struct runs_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "jobs.show_log",
		.params =
		    json_pack("{s:s,s:i}", "job", s->job, "limit", RUNS_MAX),
		.fn = runs_answer,
		.quiet = quiet });
}

static void
runs_enter(struct ui *ui, void *state, const void *arg)
{
	struct runs_state *s = state;

	(void)str_copy(s->job, sizeof s->job, arg);
	list_init(&s->list, &source, s);
	runs_read(ui, s, false);
}

static void
runs_leave(struct ui *ui, void *state)
{
	struct runs_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
runs_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct runs_state *s = state;

	(void)data;
	if (str_eq(event, "jobs.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
runs_tick(struct ui *ui, void *state, int64_t mono)
{
	struct runs_state *s = state;

	if (live_due(&s->live, mono))
		runs_read(ui, s, true);
	return live_next(&s->live);
}

/* The log of the selected run, its last lines when there is little room. */
static void
draw_log(const struct runs_state *s, const struct canvas *c)
{
	const json_t *r = run_at(s, list_row(&s->list));
	const char *error = json_get_str(r, "error", "");
	const char *p = json_get_str(r, "log", ""), *end;
	char line[400];
	int row = 1;

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (r == NULL)
		return;
	if (error[0] != '\0')
		canvas_fit(c, SPAN(row++, 0, c->cols), INK_ERROR, error);
	if (*p == '\0' && error[0] == '\0')
		canvas_fit(c, SPAN(row, 0, c->cols), INK_MUTED,
		    _("This run has written nothing."));
	for (; *p != '\0' && row < c->rows; p = *end != '\0' ? end + 1 : end) {
		end = strchrnul(p, '\n');
		snprintf(line, sizeof line, "%.*s", (int)(end - p), p);
		canvas_fit(c, SPAN(row++, 0, c->cols), INK_TEXT, line);
	}
}

static void
runs_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct runs_state *s = state;
	struct canvas part = *c;
	bool log = c->rows >= LOG_MIN;

	(void)ui;
	if (s->live.data == NULL || count(s) == 0) {
		scr_draw_note(c, s->live.data == NULL
				     ? _("Reading ...")
				     : _("This job has not run yet."));
		return;
	}
	part.rows -= log ? LOG_ROWS : 0;
	list_draw(&s->list, &part);
	if (!log)
		return;
	part = canvas_sub(c, AREA(c->rows - LOG_ROWS, 0, LOG_ROWS, c->cols));
	draw_log(s, &part);
}

static bool
runs_key(struct ui *ui, void *state, uint32_t key)
{
	(void)ui;
	return list_key(&((struct runs_state *)state)->list, key) !=
	       LIST_IGNORED;
}

static bool
runs_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return list_mouse(&((struct runs_state *)state)->list, m) !=
	       LIST_IGNORED;
}

static void
act_reload(struct ui *ui, void *state)
{
	runs_read(ui, state, false);
}

static const struct key_action runs_keys[] = {
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter by any column while typing") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), 0, NULL },
	{ 0 },
};

const struct screen_ops scr_job_runs = {
	.id = "job_runs",
	.title = N_("Runs of a job"),
	.state_size = sizeof(struct runs_state),
	.keys = runs_keys,
	.enter = runs_enter,
	.leave = runs_leave,
	.draw = runs_draw,
	.key = runs_key,
	.mouse = runs_mouse,
	.push = runs_push,
	.tick = runs_tick,
};
