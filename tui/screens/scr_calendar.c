/* The calendars: when each was read last, what waits, what went wrong. */
#include "tui/screens/scr_calendar.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_notes.h"
#include "tui/ui/list.h"

enum { NAME, STATE, READ, WAITS, WHY };
enum { FOOT_ROWS = 5, FOOT_MIN = 11 };
#define LINE_MAX_BYTES 2048
#define CHECK_MAX_BYTES 16384
#define AGE_MS 30000 /* "5 min ago" is looked at again */

struct calendar_screen {
	struct live live;
	struct list list;
	int today;
	int64_t now;		 /* server time of the last frame */
	int64_t base, base_mono; /* server time at a moment of ours */
};

/* --- the list --- */

static const struct list_col cols[] = {
	[NAME] = { N_("Calendar"), 17, 0, 0, 0 },
	[STATE] = { N_("State"), 17, 0, 0, 0 },
	[READ] = { N_("As of"), 26, 0, 1, COL_NO_SORT },
	[WAITS] = { N_("Waiting"), 3, 0, 2, COL_RIGHT },
	[WHY] = { N_("Error"), 8, 1, 3, COL_NO_SORT },
	{ 0 },
};

static const json_t *
calendars(const struct calendar_screen *s)
{
	return json_get(s->live.data, "calendars");
}

static const json_t *
row_at(const struct calendar_screen *s, int row)
{
	return row < 0 ? NULL : json_array_get(calendars(s), (size_t)row);
}

static int
count(void *ctx)
{
	return (int)json_array_size(calendars(ctx));
}

static const struct {
	const char *sign, *label;
	int ink;
} states[] = {
	{ "►", N_("being read"), INK_ACCENT },
	{ "!", N_("disturbed"), INK_ERROR },
	{ "○", N_("read soon"), INK_MUTED },
	{ "–", N_("never read"), INK_WARNING },
	{ "✓", N_("in order"), INK_SUCCESS },
};

static int
state_of(const json_t *r)
{
	if (json_get_bool(r, "busy", false))
		return 0;
	if (json_get_str(r, "error", "")[0] != '\0')
		return 1;
	if (json_get_bool(r, "wanted", false))
		return 2;
	return json_get_str(r, "pulled_at", NULL) == NULL ? 3 : 4;
}

static void
read_cell(
    const struct calendar_screen *s, const json_t *r, struct list_cell *out)
{
	const char *at = json_get_str(r, "pulled_at", NULL);
	char when[SCR_TEXT], ago[SCR_TEXT];

	buf_adds(out->text, calendar_stand(s->today, at, when));
	if (at != NULL)
		buf_addf(out->text, " · %s", note_ago(at, s->now, ago));
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct calendar_screen *s = ctx;
	const json_t *r = row_at(s, row);
	char text[SCR_TEXT];
	int state = state_of(r);

	if (col == NAME)
		buf_adds(out->text, calendar_name(calendars(s),
					json_get_str(r, "calendar", ""), text));
	if (col == STATE) {
		buf_addf(out->text, "%s %s", states[state].sign,
		    _(states[state].label));
		out->ink = states[state].ink;
	}
	if (col == READ)
		read_cell(s, r, out);
	if (col == WAITS)
		buf_addf(out->text, "%d", (int)json_get_int(r, "pending", 0));
	if (col == WHY) {
		buf_adds(out->text, json_get_str(r, "error", ""));
		out->ink = INK_ERROR;
	}
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.cell = cell,
	.empty = N_("No calendar fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
calendar_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct calendar_screen *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	s->today = ui->today;
	s->base = client_now_ms(tui_client(ui));
	s->base_mono = ui->mono;
	list_refresh(&s->list);
	live_wake(ui, s, ui->mono + AGE_MS);
}

static void
calendar_read(struct ui *ui, struct calendar_screen *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "calendar.show_status",
		.fn = calendar_answer,
		.quiet = quiet });
}

static void
calendar_enter(struct ui *ui, void *state, const void *arg)
{
	struct calendar_screen *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	calendar_read(ui, s, false);
}

static void
calendar_leave(struct ui *ui, void *state)
{
	struct calendar_screen *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
calendar_resume(struct ui *ui, void *state)
{
	calendar_read(ui, state, true);
}

static void
calendar_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct calendar_screen *s = state;

	(void)data;
	if (str_eq(event, "calendar.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
calendar_tick(struct ui *ui, void *state, int64_t mono)
{
	struct calendar_screen *s = state;
	int64_t next = mono + AGE_MS;

	ui_dirty(ui); /* the times have grown */
	if (live_due(&s->live, mono))
		calendar_read(ui, s, true);
	return live_next(&s->live) < next ? live_next(&s->live) : next;
}

/* --- drawing --- */

static void
provider_line(const json_t *d, struct buf *out)
{
	const char *name = json_get_str(d, "provider", "");

	if (!json_get_bool(d, "remote", false))
		buf_adds(out, _("The hub itself is the calendar"));
	else
		buf_addf(out, _("Provider: %s"),
		    str_eq(name, "google") ? "Google" : name);
	if (json_get_bool(d, "dry_run", false))
		buf_addf(out, " · ! %s", _("dry run: nothing is written"));
}

static void
quota_line(const json_t *d, struct buf *out)
{
	const json_t *q = json_get(d, "quota");
	int used = (int)json_get_int(q, "used", 0);

	if (json_is_null(json_get(q, "budget")))
		buf_addf(out, _("Calls today: %d, no limit"), used);
	else
		buf_addf(out, _("Calls today: %d of %d (%d %%)"), used,
		    (int)json_get_int(q, "budget", 0),
		    (int)json_get_int(q, "percent", 0));
}

static void
outbox_line(const json_t *d, int today, struct buf *out)
{
	int pending = (int)json_get_int(d, "pending", 0);
	char when[SCR_TEXT];

	buf_addf(out, _("Outbox: %d waiting, %d failed"), pending,
	    (int)json_get_int(d, "failed", 0));
	if (pending > 0)
		buf_addf(out, _(", the oldest from %s"),
		    calendar_stand(
			today, json_get_str(d, "oldest_at", NULL), when));
	buf_addf(out, " · ");
	buf_addf(
	    out, _("Conflict cases: %d"), (int)json_get_int(d, "conflicts", 0));
}

static void
put_line(const struct canvas *c, int row, int ink, struct buf *b)
{
	canvas_fit(c, SPAN(row, 0, c->cols), ink, buf_str(b));
	buf_clear(b);
}

static void
draw_foot(const struct calendar_screen *s, const struct canvas *c)
{
	const json_t *d = s->live.data;
	const json_t *r = row_at(s, list_row(&s->list));
	const char *error = json_get_str(r, "error", "");
	const char *fault = json_get_str(d, "setup_fault", "");
	const char *why = error[0] != '\0' ? error : fault;
	bool bad = json_get_int(d, "failed", 0) > 0 ||
		   json_get_int(d, "conflicts", 0) > 0;
	struct buf b;

	buf_init(&b, LINE_MAX_BYTES);
	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	buf_adds(&b, why[0] != '\0' ? why : json_get_str(r, "calendar_id", ""));
	put_line(c, 1, why[0] != '\0' ? INK_ERROR : INK_MUTED, &b);
	provider_line(d, &b);
	put_line(c, 2,
	    json_get_bool(d, "dry_run", false) ? INK_WARNING : INK_TEXT, &b);
	quota_line(d, &b);
	put_line(c, 3,
	    json_get_int(json_get(d, "quota"), "percent", 0) >= 80 ? INK_WARNING
								   : INK_TEXT,
	    &b);
	outbox_line(d, s->today, &b);
	put_line(c, 4, bad ? INK_WARNING : INK_TEXT, &b);
	buf_done(&b);
}

static void
calendar_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct calendar_screen *s = state;
	struct canvas part = *c;
	bool foot = c->rows >= FOOT_MIN;

	s->now = s->base + ui->mono - s->base_mono;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	part.rows -= foot ? FOOT_ROWS : 0;
	if (count(s) > 0)
		list_draw(&s->list, &part);
	else
		scr_draw_note(&part,
		    json_get_bool(s->live.data, "remote", false)
			? _("No calendar is set up.\n\nThe central one is a "
			    "setting, those of consultants stand with them.")
			: _("No calendar is connected: the hub itself is the "
			    "calendar.\n\nThe setting calendar.provider "
			    "connects one."));
	if (!foot)
		return;
	part = canvas_sub(c, AREA(c->rows - FOOT_ROWS, 0, FOOT_ROWS, c->cols));
	draw_foot(s, &part);
}

/* --- keys --- */

static const char *
verdict_of(const json_t *data)
{
	const char *verdict = json_get_str(data, "verdict", "");

	if (str_eq(verdict, "healthy"))
		return _("Every calendar can be read");
	if (str_eq(verdict, "degraded"))
		return _("Some calendars cannot be read");
	return _("Most calendars cannot be read");
}

static void
check_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct calendar_screen *s = state;
	struct buf b;
	json_t *row;
	size_t i;

	(void)tag;
	calendar_read(ui, s, true);
	if (scr_error(ui, a))
		return;
	if (json_array_size(json_get(a->data, "items")) == 0) {
		ui_toast(ui, TOAST_INFO,
		    _("The hub itself is the calendar, nothing to check."));
		return;
	}
	buf_init(&b, CHECK_MAX_BYTES);
	json_array_foreach(json_get(a->data, "items"), i, row)
	{
		const char *name = json_get_str(row, "name", "");

		buf_addf(&b, "%s%s: %s", i > 0 ? "\n" : "",
		    str_eq(name, "central") ? _("Central calendar") : name,
		    calendar_result(json_get_str(row, "result", "")));
	}
	ui_message(ui, verdict_of(a->data), buf_str(&b));
	buf_done(&b);
}

static void
act_check(struct ui *ui, void *state)
{
	ui_toast(ui, TOAST_INFO, _("Every calendar is being asked"));
	scr_write(ui, state,
	    &(struct tui_request){
		.op = "calendar.check", .fn = check_answer });
}

static void
pull_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	int n = (int)json_get_int(a->data, "calendars", 0);

	(void)tag;
	if (scr_error(ui, a))
		return;
	if (n == 0)
		ui_toast(ui, TOAST_INFO,
		    _("No calendar is connected, nothing to read"));
	else
		ui_toast(ui, TOAST_SUCCESS,
		    ngettext("%d calendar is read anew",
			"%d calendars are read anew", (unsigned long)n),
		    n);
	calendar_read(ui, state, true);
}

static void
act_pull(struct ui *ui, void *state)
{
	scr_write(ui, state,
	    &(struct tui_request){ .op = "calendar.pull", .fn = pull_answer });
}

static void
act_outbox(struct ui *ui, void *state)
{
	ui_open(ui, &scr_outbox, calendars(state));
}

static void
act_conflicts(struct ui *ui, void *state)
{
	ui_open(ui, &scr_conflicts, calendars(state));
}

static void
act_reload(struct ui *ui, void *state)
{
	calendar_read(ui, state, false);
}

static bool
calendar_key(struct ui *ui, void *state, uint32_t key)
{
	struct calendar_screen *s = state;

	(void)ui;
	return list_key(&s->list, key) != LIST_IGNORED;
}

static bool
calendar_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct calendar_screen *s = state;

	(void)ui;
	return list_mouse(&s->list, m) != LIST_IGNORED;
}

static const struct key_action calendar_keys[] = {
	{ 'c', N_("check"), "calendar.check", act_check, 0, KEY_FIRST,
	    N_("Ask every calendar whether it can be read") },
	{ 'p', N_("read now"), "calendar.pull", act_pull, 0, KEY_FIRST,
	    N_("Read every calendar as soon as it can be") },
	{ 'o', N_("outbox"), "calendar.list_outbox", act_outbox, 0, KEY_FIRST,
	    N_("Writes that wait or failed") },
	{ 'k', N_("conflicts"), "calendar.list_conflicts", act_conflicts, 0,
	    KEY_FIRST, N_("Cases that people must decide") },
	{ '/', N_("filter"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Filter by any column while typing") },
	{ K_F(5), N_("reload"), NULL, act_reload, 'r', KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_calendar = {
	.id = "calendar",
	.title = N_("Calendar"),
	.state_size = sizeof(struct calendar_screen),
	.keys = calendar_keys,
	.enter = calendar_enter,
	.leave = calendar_leave,
	.resume = calendar_resume,
	.draw = calendar_draw,
	.key = calendar_key,
	.mouse = calendar_mouse,
	.push = calendar_push,
	.tick = calendar_tick,
};
