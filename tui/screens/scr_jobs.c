/* Scheduled jobs: plan, next run, last success; run now, change, switch off. */
#include "tui/screens/scr_jobs.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/ui/list.h"

enum { NAME, PLAN, NEXT, SUCCESS, STATE };
enum { FOOT_ROWS = 3, FOOT_MIN = 9 };

struct jobs_state {
	struct live live;
	struct list list;
};

/* --- words --- */

static const struct {
	const char *word, *label;
} words[] = {
	{ "daily", N_("daily") },
	{ "workdays", N_("Mon to Fri") },
	{ "hourly", N_("hourly") },
	{ "weekly", N_("weekly") },
	{ "monthly", N_("monthly on day") },
	{ "yearly", N_("yearly on") },
	{ "every", N_("every") },
	{ "mo", N_("day|Mon") },
	{ "tu", N_("day|Tue") },
	{ "we", N_("day|Wed") },
	{ "th", N_("day|Thu") },
	{ "fr", N_("day|Fri") },
	{ "sa", N_("day|Sat") },
	{ "su", N_("day|Sun") },
};

static const char *
say(const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_eq(words[i].word, word)) {
			const char *label = _(words[i].label);
			const char *bar = strchr(label, '|');

			return bar != NULL ? bar + 1 : label;
		}
	return word;
}

char *
job_schedule(const char *text, char *out, size_t size)
{
	char copy[160], *rest = copy, *word;
	size_t n = 0;

	(void)str_copy(copy, sizeof copy, text);
	out[0] = '\0';
	while ((word = strsep(&rest, " ")) != NULL && n < size) {
		int k = snprintf(
		    out + n, size - n, "%s%s", n > 0 ? " " : "", say(word));

		n += k > 0 ? (size_t)k : 0;
	}
	return out;
}

/* --- the list --- */

static const struct list_col cols[] = {
	[NAME] = { N_("Job"), 14, 1, 0, 0 },
	[PLAN] = { N_("Plan"), 13, 1, 2, COL_NO_SORT },
	[NEXT] = { N_("Next run"), 12, 0, 1, COL_NO_SORT },
	[SUCCESS] = { N_("Last success"), 12, 0, 3, COL_NO_SORT },
	[STATE] = { N_("State"), 12, 0, 0, 0 },
	{ 0 },
};

static const json_t *
job_at(const struct jobs_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	struct jobs_state *s = ctx;

	return (int)json_array_size(live_items(&s->live));
}

static void
state_cell(const json_t *j, struct list_cell *out)
{
	if (json_get_bool(j, "running", false)) {
		buf_addf(out->text, "► %s", _("running"));
		out->ink = INK_ACCENT;
	} else if (json_get(j, "timer") != NULL) {
		buf_addf(out->text, "○ %s", _("by timer"));
		out->ink = INK_INFO;
	} else if (!json_get_bool(j, "enabled", true)) {
		buf_addf(out->text, "– %s", _("off"));
		out->ink = INK_DISABLED;
	} else if (json_get_bool(j, "overdue", false)) {
		buf_addf(out->text, "! %s", _("overdue"));
		out->ink = INK_ERROR;
	} else {
		buf_addf(out->text, "✓ %s", _("on time"));
		out->ink = INK_SUCCESS;
	}
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *j = job_at(ctx, row);
	char text[160];

	if (col == NAME)
		buf_adds(out->text, json_get_str(j, "name", ""));
	if (col == PLAN)
		buf_adds(
		    out->text, job_schedule(json_get_str(j, "schedule", ""),
				   text, sizeof text));
	if (col == NEXT)
		buf_adds(out->text,
		    scr_instant(json_get_str(j, "next_at", ""), text));
	if (col == SUCCESS) {
		scr_instant(json_get_str(j, "last_success_at", ""), text);
		buf_adds(out->text, text[0] != '\0' ? text : "—");
	}
	if (col == STATE)
		state_cell(j, out);
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.cell = cell,
	.empty = N_("No job fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
jobs_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct jobs_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		list_refresh(&s->list);
}

static void
jobs_read(struct ui *ui, struct jobs_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){
		.op = "jobs.list", .fn = jobs_answer, .quiet = quiet });
}

static void
jobs_enter(struct ui *ui, void *state, const void *arg)
{
	struct jobs_state *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	jobs_read(ui, s, false);
}

static void
jobs_leave(struct ui *ui, void *state)
{
	struct jobs_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
jobs_resume(struct ui *ui, void *state)
{
	jobs_read(ui, state, true);
}

static void
jobs_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct jobs_state *s = state;

	(void)data;
	if (str_eq(event, "jobs.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
jobs_tick(struct ui *ui, void *state, int64_t mono)
{
	struct jobs_state *s = state;

	if (live_due(&s->live, mono))
		jobs_read(ui, s, true);
	return live_next(&s->live);
}

/* --- drawing --- */

static void
draw_foot(const struct jobs_state *s, const struct canvas *c)
{
	const json_t *j = job_at(s, list_row(&s->list));
	char text[200];

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (j == NULL)
		return;
	canvas_fit(
	    c, SPAN(1, 0, c->cols), INK_TEXT, json_get_str(j, "text", ""));
	snprintf(text, sizeof text,
	    json_get_bool(j, "changed", false)
		? _("Plan changed here · times of %s · at most %d s")
		: _("Plan of the program · times of %s · at most %d s"),
	    json_get_str(j, "zone", ""),
	    (int)json_get_int(j, "deadline_seconds", 0));
	canvas_fit(c, SPAN(2, 0, c->cols), INK_MUTED, text);
}

static void
jobs_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct jobs_state *s = state;
	struct canvas part = *c;
	bool foot = c->rows >= FOOT_MIN;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	part.rows -= foot ? FOOT_ROWS : 0;
	list_draw(&s->list, &part);
	if (!foot)
		return;
	part = canvas_sub(c, AREA(c->rows - FOOT_ROWS, 0, FOOT_ROWS, c->cols));
	draw_foot(s, &part);
}

/* --- keys --- */

static const json_t *
selected(struct ui *ui, const struct jobs_state *s)
{
	const json_t *j = job_at(s, list_row(&s->list));

	if (j == NULL)
		ui_toast(ui, TOAST_INFO, _("No job is selected"));
	return j;
}

static void
act_runs(struct ui *ui, void *state)
{
	const json_t *j = selected(ui, state);

	if (j != NULL)
		ui_open(ui, &scr_job_runs, json_get_str(j, "name", ""));
}

static void
run_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("Run %d is started"),
		    (int)json_get_int(a->data, "run", 0));
	jobs_read(ui, state, true);
}

static void
send_run(struct ui *ui, struct jobs_state *s, bool dry)
{
	const json_t *j = selected(ui, s);

	if (j == NULL)
		return;
	scr_write(ui, s,
	    &(struct tui_request){ .op = "jobs.run",
		.params = json_pack("{s:s,s:b}", "job",
		    json_get_str(j, "name", ""), "dry_run", (int)dry),
		.fn = run_answer });
}

static void
run_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok)
		send_run(ui, state, false);
}

static void
act_run(struct ui *ui, void *state)
{
	const json_t *j = selected(ui, state);
	char text[200];

	if (j == NULL)
		return;
	snprintf(text, sizeof text, _("%s: %s. It runs beside its plan."),
	    json_get_str(j, "name", ""), json_get_str(j, "text", ""));
	ui_confirm(ui, _("Run the job now?"), text, run_confirmed);
}

static void
act_dry(struct ui *ui, void *state)
{
	send_run(ui, state, true);
}

static void
set_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (a->err == E_VALIDATION)
		ui_message(ui, _("This is no plan"),
		    json_get_str(a->fields, "schedule", a->text));
	else if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("Saved"));
	jobs_read(ui, state, true);
}

static void
send_set(struct ui *ui, struct jobs_state *s, const char *key, json_t *value)
{
	const json_t *j = job_at(s, list_row(&s->list));
	json_t *params =
	    json_pack("{s:s,s:I}", "job", json_get_str(j, "name", ""),
		"version", (json_int_t)json_get_int(j, "version", 1));

	json_object_set_new(params, key, value);
	scr_write(ui, s,
	    &(struct tui_request){
		.op = "jobs.set", .params = params, .fn = set_answer });
}

static void
plan_typed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok)
		send_set(ui, state, "schedule", json_string(d->text));
}

static void
act_plan(struct ui *ui, void *state)
{
	const json_t *j = selected(ui, state);

	if (j == NULL)
		return;
	ui_dialog(ui,
	    &(struct dialog_spec){ .kind = DIALOG_PROMPT,
		.title = _("Plan of the job"),
		.text = _("daily 21:00 · workdays 14:00 16:00 · hourly 09-20 · "
			  "weekly mo 21:00 · monthly 1 05:00 · yearly 01-01 "
			  "00:20 · every 15m. Empty: as in the program."),
		.value = json_get_str(j, "schedule", ""),
		.max = 120,
		.done = plan_typed });
}

static void
act_switch(struct ui *ui, void *state)
{
	const json_t *j = selected(ui, state);

	if (j != NULL)
		send_set(ui, state, "enabled",
		    json_boolean(!json_get_bool(j, "enabled", true)));
}

static void
act_reload(struct ui *ui, void *state)
{
	jobs_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct jobs_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_runs(ui, s);
	return ev != LIST_IGNORED;
}

static bool
jobs_key(struct ui *ui, void *state, uint32_t key)
{
	struct jobs_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
jobs_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct jobs_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action jobs_keys[] = {
	{ K_ENTER, N_("runs"), "jobs.show_log", act_runs, 0, KEY_FIRST,
	    N_("Runs of the job with figures and log") },
	{ 's', N_("run now"), "jobs.run", act_run, 0, 0,
	    N_("Run the job now, beside its plan") },
	{ 'p', N_("dry run"), "jobs.run", act_dry, 0, 0,
	    N_("Only say what the job would do") },
	{ 'e', N_("plan"), "jobs.set", act_plan, 0, 0,
	    N_("Change when the job runs") },
	{ 'a', N_("on/off"), "jobs.set", act_switch, 0, 0,
	    N_("Switch the job on or off") },
	{ '/', N_("filter"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Filter by any column while typing") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_jobs = {
	.id = "jobs",
	.title = N_("Jobs"),
	.state_size = sizeof(struct jobs_state),
	.keys = jobs_keys,
	.enter = jobs_enter,
	.leave = jobs_leave,
	.resume = jobs_resume,
	.draw = jobs_draw,
	.key = jobs_key,
	.mouse = jobs_mouse,
	.push = jobs_push,
	.tick = jobs_tick,
};
