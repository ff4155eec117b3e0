/* Writes to calendars that wait or failed: tried again or given up. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_calendar.h"
#include "tui/ui/list.h"

enum { CALENDAR, DOES, WHAT, STATE, TRIES, NEXT };
enum { PAGE = 100, MOST = 500, FOOT_ROWS = 3, FOOT_MIN = 9 };

struct outbox_screen {
	struct live live;
	struct list list;
	json_t *rows;	   /* pages read so far, owned */
	json_t *calendars; /* for their names, owned; or NULL */
	int total, today;
	int64_t wanted; /* row to be given up */
	bool reading;
	char subtitle[80];
};

/* --- the list --- */

static const struct list_col cols[] = {
	[CALENDAR] = { N_("Calendar"), 15, 0, 1, 0 },
	[DOES] = { N_("What"), 9, 0, 0, 0 },
	[WHAT] = { N_("Entry"), 12, 1, 0, 0 },
	[STATE] = { N_("State"), 16, 0, 0, 0 },
	[TRIES] = { N_("Tries"), 2, 0, 3, COL_RIGHT },
	[NEXT] = { N_("Next try"), 12, 0, 2, COL_NO_SORT },
	{ 0 },
};

static const json_t *
row_at(const struct outbox_screen *s, int row)
{
	return row < 0 ? NULL : json_array_get(s->rows, (size_t)row);
}

static int
count(void *ctx)
{
	return (int)json_array_size(((struct outbox_screen *)ctx)->rows);
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(row_at(ctx, row), "id", -1);
}

/* A failed one is not tried again by itself. */
static const char *
next_try(const struct outbox_screen *s, const json_t *r, char out[SCR_TEXT])
{
	const char *at = json_get_str(r, "next_try_at", NULL);

	if (!str_eq(json_get_str(r, "state", ""), "pending"))
		return "—";
	return at == NULL ? _("now") : calendar_stand(s->today, at, out);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct outbox_screen *s = ctx;
	const json_t *r = row_at(s, row);
	const char *state = json_get_str(r, "state", "");
	char text[SCR_TEXT];

	if (col == CALENDAR)
		buf_adds(out->text, calendar_name(s->calendars,
					json_get_str(r, "calendar", ""), text));
	if (col == DOES)
		buf_adds(out->text,
		    calendar_operation(json_get_str(r, "operation", "")));
	if (col == WHAT) {
		buf_adds(out->text, json_get_str(r, "title", ""));
		out->ink = INK_STRONG;
	}
	if (col == STATE) {
		buf_addf(out->text, "%s %s", calendar_write_sign(state),
		    calendar_write_state(state));
		out->ink = calendar_write_ink(state);
	}
	if (col == TRIES)
		buf_addf(out->text, "%d", (int)json_get_int(r, "attempts", 0));
	if (col == NEXT)
		buf_adds(out->text, next_try(s, r, text));
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No entry fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
outbox_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct outbox_screen *s = state;

	s->reading = tag != s->live.newest && s->reading;
	if (!live_take(ui, s, &s->live, tag, a))
		return;
	s->today = ui->today;
	s->total = (int)json_get_int(s->live.data, "total", 0);
	if (json_get_int(s->live.data, "offset", 0) == 0) {
		json_decref(s->rows);
		s->rows = json_array();
	}
	json_array_extend(s->rows, (json_t *)live_items(&s->live));
	list_refresh(&s->list);
}

static void
outbox_read(struct ui *ui, struct outbox_screen *s, int offset, bool quiet)
{
	int shown = offset == 0 ? count(s) : 0;
	int limit = shown < PAGE ? PAGE : shown < MOST ? shown : MOST;

	s->reading = true;
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "calendar.list_outbox",
		.params =
		    json_pack("{s:i,s:i}", "limit", limit, "offset", offset),
		.fn = outbox_answer,
		.quiet = quiet });
}

/* At the last row the next page is read, until all are here. */
static void
more(struct ui *ui, struct outbox_screen *s)
{
	int n = count(s);

	if (!s->reading && n < s->total && list_row(&s->list) == n - 1)
		outbox_read(ui, s, n, true);
}

static void
outbox_enter(struct ui *ui, void *state, const void *arg)
{
	struct outbox_screen *s = state;

	s->today = ui->today;
	s->calendars = json_incref((json_t *)(uintptr_t)arg);
	list_init(&s->list, &source, s);
	outbox_read(ui, s, 0, false);
}

static void
outbox_leave(struct ui *ui, void *state)
{
	struct outbox_screen *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
	json_decref(s->rows);
	json_decref(s->calendars);
}

static void
outbox_resume(struct ui *ui, void *state)
{
	outbox_read(ui, state, 0, true);
}

static void
outbox_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct outbox_screen *s = state;

	(void)data;
	if (str_eq(event, "calendar.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
outbox_tick(struct ui *ui, void *state, int64_t mono)
{
	struct outbox_screen *s = state;

	if (live_due(&s->live, mono))
		outbox_read(ui, s, 0, true);
	return live_next(&s->live);
}

/* --- drawing --- */

static void
draw_foot(const struct outbox_screen *s, const struct canvas *c)
{
	const json_t *r = row_at(s, list_row(&s->list));
	const char *error = json_get_str(r, "error", "");
	char text[200], when[SCR_TEXT];

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (r == NULL)
		return;
	canvas_fit(c, SPAN(1, 0, c->cols),
	    error[0] != '\0' ? INK_ERROR : INK_MUTED,
	    error[0] != '\0' ? error : _("No error so far"));
	snprintf(text, sizeof text,
	    str_eq(json_get_str(r, "state", ""), "failed")
		? _("Since %s. It is not tried again by itself: w does.")
		: _("Since %s. It is tried again by itself."),
	    calendar_stand(s->today, json_get_str(r, "at", NULL), when));
	canvas_fit(c, SPAN(2, 0, c->cols), INK_MUTED, text);
}

static void
outbox_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct outbox_screen *s = state;
	struct canvas part = *c;
	bool foot = c->rows >= FOOT_MIN;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (count(s) == 0) {
		scr_draw_note(c, _("Nothing waits for a calendar."));
		return;
	}
	part.rows -= foot ? FOOT_ROWS : 0;
	list_draw(&s->list, &part);
	if (!foot)
		return;
	part = canvas_sub(c, AREA(c->rows - FOOT_ROWS, 0, FOOT_ROWS, c->cols));
	draw_foot(s, &part);
}

static const char *
outbox_subtitle(struct ui *ui, void *state)
{
	struct outbox_screen *s = state;

	(void)ui;
	if (s->live.data == NULL)
		return NULL;
	snprintf(s->subtitle, sizeof s->subtitle, _("%d open"), s->total);
	return s->subtitle;
}

/* --- keys --- */

static const json_t *
selected(struct ui *ui, const struct outbox_screen *s)
{
	const json_t *r = row_at(s, list_row(&s->list));

	if (r == NULL)
		ui_toast(ui, TOAST_INFO, _("No entry is selected"));
	return r;
}

static void
act_open(struct ui *ui, void *state)
{
	struct outbox_screen *s = state;
	const json_t *r = selected(ui, s);
	char name[SCR_TEXT];
	json_t *arg;

	if (r == NULL)
		return;
	arg = json_pack("{s:O,s:s}", "entry", r, "name",
	    calendar_name(s->calendars, json_get_str(r, "calendar", ""), name));
	ui_open(ui, &scr_outbox_entry, arg);
	json_decref(arg);
}

static void
retry_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("It is tried again now"));
	outbox_read(ui, state, 0, true);
}

static void
act_retry(struct ui *ui, void *state)
{
	const json_t *r = selected(ui, state);

	if (r == NULL)
		return;
	scr_write(ui, state,
	    &(struct tui_request){ .op = "calendar.retry_outbox",
		.params = json_pack(
		    "{s:I}", "id", (json_int_t)json_get_int(r, "id", 0)),
		.fn = retry_answer });
}

static void
all_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	int n = (int)json_get_int(a->data, "retried", 0);

	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS,
		    ngettext("%d write is tried again now",
			"%d writes are tried again now", (unsigned long)n),
		    n);
	outbox_read(ui, state, 0, true);
}

static void
act_retry_all(struct ui *ui, void *state)
{
	scr_write(ui, state,
	    &(struct tui_request){
		.op = "calendar.retry_all", .fn = all_answer });
}

static void
discard_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS,
		    _("Given up: the calendar stays as it is"));
	outbox_read(ui, state, 0, true);
}

static void
reason_typed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct outbox_screen *s = state;
	json_t *p;

	if (!d->ok)
		return;
	p = json_pack("{s:I}", "id", (json_int_t)s->wanted);
	if (d->text != NULL && d->text[0] != '\0')
		json_object_set_new(p, "reason", json_string(d->text));
	scr_write(ui, s,
	    &(struct tui_request){ .op = "calendar.discard_outbox",
		.params = p,
		.fn = discard_answer });
}

static void
discard_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	(void)state;
	if (d->ok)
		ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_PROMPT,
				  .title = _("Give up the write"),
				  .text = _("Reason, for the audit log:"),
				  .max = 200,
				  .done = reason_typed });
}

static void
act_discard(struct ui *ui, void *state)
{
	struct outbox_screen *s = state;
	const json_t *r = selected(ui, s);
	char text[300];

	if (r == NULL)
		return;
	s->wanted = json_get_int(r, "id", 0);
	snprintf(text, sizeof text,
	    _("%s (%s): the calendar never gets to know of it. The booking "
	      "stays."),
	    json_get_str(r, "title", ""),
	    calendar_operation(json_get_str(r, "operation", "")));
	ui_confirm_danger(ui, _("Give up the write?"), text, discard_confirmed);
}

static void
act_reload(struct ui *ui, void *state)
{
	outbox_read(ui, state, 0, false);
}

static bool
handle(struct ui *ui, struct outbox_screen *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	if (ev != LIST_IGNORED)
		more(ui, s);
	return ev != LIST_IGNORED;
}

static bool
outbox_key(struct ui *ui, void *state, uint32_t key)
{
	struct outbox_screen *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
outbox_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct outbox_screen *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action outbox_keys[] = {
	{ K_ENTER, N_("details"), NULL, act_open, 0, KEY_FIRST,
	    N_("Everything about this write") },
	{ 'w', N_("again"), "calendar.retry_outbox", act_retry, 0, KEY_FIRST,
	    N_("Try this write again, now") },
	{ 'W', N_("all again"), "calendar.retry_all", act_retry_all, 0, 0,
	    N_("Try all waiting and failed writes again") },
	{ 'x', N_("give up"), "calendar.discard_outbox", act_discard, 0, 0,
	    N_("Give this write up, with a reason") },
	{ '/', N_("filter"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Filter by any column while typing") },
	{ K_F(5), N_("reload"), NULL, act_reload, 'r', KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_outbox = {
	.id = "outbox",
	.title = N_("Outbox"),
	.state_size = sizeof(struct outbox_screen),
	.keys = outbox_keys,
	.enter = outbox_enter,
	.leave = outbox_leave,
	.resume = outbox_resume,
	.draw = outbox_draw,
	.key = outbox_key,
	.mouse = outbox_mouse,
	.push = outbox_push,
	.tick = outbox_tick,
	.subtitle = outbox_subtitle,
};
