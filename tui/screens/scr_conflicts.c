/* Cases that no rule decides: what the calendar did, and the two answers. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_booking.h"
#include "tui/screens/scr_calendar.h"
#include "tui/ui/list.h"

enum { SINCE, KIND, TITLE, THERE, CALENDAR };
enum { PAGE = 100, MOST = 500, PANE_ROWS = 7, PANE_MIN = 13 };

struct conflicts_screen {
	struct live live;
	struct list list;
	json_t *rows;	   /* pages read so far, owned */
	json_t *calendars; /* for their names, owned; or NULL */
	int total, today;
	int64_t wanted, version; /* case that is being decided */
	char choice[16];
	bool reading, pane; /* pane: the answers can be read */
	char subtitle[80];
};

/* --- the list --- */

static const struct list_col cols[] = {
	[SINCE] = { N_("Since"), 12, 0, 1, COL_NO_SORT },
	[KIND] = { N_("What happened"), 26, 0, 0, 0 },
	[TITLE] = { N_("Entry"), 14, 1, 0, 0 },
	[THERE] = { N_("There"), 12, 0, 2, COL_NO_SORT },
	[CALENDAR] = { N_("Calendar"), 16, 0, 3, 0 },
	{ 0 },
};

static const json_t *
row_at(const struct conflicts_screen *s, int row)
{
	return row < 0 ? NULL : json_array_get(s->rows, (size_t)row);
}

static int
count(void *ctx)
{
	return (int)json_array_size(((struct conflicts_screen *)ctx)->rows);
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(row_at(ctx, row), "id", -1);
}

static const char *
title_of(const json_t *r, char out[SCR_TEXT])
{
	const char *title = json_get_str(r, "title", "");

	if (title[0] != '\0')
		return title;
	snprintf(out, SCR_TEXT, _("Booking %lld"),
	    (long long)json_get_int(r, "booking", 0));
	return out;
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct conflicts_screen *s = ctx;
	const json_t *r = row_at(s, row);
	char text[SCR_TEXT];

	if (col == SINCE)
		buf_adds(out->text, calendar_stand(s->today,
					json_get_str(r, "at", NULL), text));
	if (col == KIND) {
		buf_addf(out->text, "! %s",
		    calendar_kind(json_get_str(r, "kind", "")));
		out->ink = INK_WARNING;
	}
	if (col == TITLE) {
		buf_adds(out->text, title_of(r, text));
		out->ink = INK_STRONG;
	}
	if (col == THERE) {
		scr_instant(json_get_str(r, "start_at", NULL), text);
		buf_adds(out->text, text[0] != '\0' ? text : "—");
	}
	if (col == CALENDAR)
		buf_adds(out->text, calendar_name(s->calendars,
					json_get_str(r, "calendar", ""), text));
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No case fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
conflicts_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct conflicts_screen *s = state;

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
conflicts_read(
    struct ui *ui, struct conflicts_screen *s, int offset, bool quiet)
{
	int shown = offset == 0 ? count(s) : 0;
	int limit = shown < PAGE ? PAGE : shown < MOST ? shown : MOST;

	s->reading = true;
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "calendar.list_conflicts",
		.params =
		    json_pack("{s:i,s:i}", "limit", limit, "offset", offset),
		.fn = conflicts_answer,
		.quiet = quiet });
}

static void
conflicts_enter(struct ui *ui, void *state, const void *arg)
{
	struct conflicts_screen *s = state;

	s->today = ui->today;
	s->calendars = json_incref((json_t *)(uintptr_t)arg);
	list_init(&s->list, &source, s);
	conflicts_read(ui, s, 0, false);
}

static void
conflicts_leave(struct ui *ui, void *state)
{
	struct conflicts_screen *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
	json_decref(s->rows);
	json_decref(s->calendars);
}

static void
conflicts_resume(struct ui *ui, void *state)
{
	conflicts_read(ui, state, 0, true);
}

static void
conflicts_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct conflicts_screen *s = state;

	(void)data;
	if (str_eq(event, "calendar.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
conflicts_tick(struct ui *ui, void *state, int64_t mono)
{
	struct conflicts_screen *s = state;

	if (live_due(&s->live, mono))
		conflicts_read(ui, s, 0, true);
	return live_next(&s->live);
}

/* --- drawing --- */

/* "Max Muster, 06.03. 13:30 to 15:30": as the calendar has it now. */
static void
there_line(const json_t *r, char *out, size_t size)
{
	char name[SCR_TEXT], from[SCR_TEXT], to[SCR_TEXT];
	const char *clock;

	scr_instant(json_get_str(r, "start_at", NULL), from);
	scr_instant(json_get_str(r, "end_at", NULL), to);
	clock = strrchr(to, ' ');
	if (from[0] == '\0')
		snprintf(out, size, _("%s: no longer in the calendar"),
		    title_of(r, name));
	else
		snprintf(out, size, _("In the calendar: %s, %s to %s"),
		    title_of(r, name), from, clock != NULL ? clock + 1 : to);
}

static void
draw_pane(const struct conflicts_screen *s, const struct canvas *c)
{
	const json_t *r = row_at(s, list_row(&s->list));
	json_t *choice;
	char text[300];
	size_t i;

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (r == NULL)
		return;
	there_line(r, text, sizeof text);
	canvas_fit(c, SPAN(1, 0, c->cols), INK_TEXT, text);
	canvas_fit(c, SPAN(3, 0, c->cols), INK_HEADING,
	    _("What shall be so from now on?"));
	json_array_foreach(json_get(r, "choices"), i, choice)
	{
		if (4 + (int)i >= c->rows)
			break;
		snprintf(text, sizeof text, "%d", (int)i + 1);
		canvas_fit(c, SPAN(4 + (int)i, 2, 2), INK_FOOTER_KEY, text);
		canvas_fit(c, SPAN(4 + (int)i, 4, c->cols - 4), INK_STRONG,
		    json_get_str(choice, "text", ""));
	}
}

static void
conflicts_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct conflicts_screen *s = state;
	struct canvas part = *c;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (count(s) == 0) {
		scr_draw_note(
		    c, _("No case is open: hub and calendars agree."));
		return;
	}
	s->pane = c->rows >= PANE_MIN;
	part.rows -= s->pane ? PANE_ROWS : 0;
	list_draw(&s->list, &part);
	if (!s->pane)
		return;
	part = canvas_sub(c, AREA(c->rows - PANE_ROWS, 0, PANE_ROWS, c->cols));
	draw_pane(s, &part);
}

static const char *
conflicts_subtitle(struct ui *ui, void *state)
{
	struct conflicts_screen *s = state;

	(void)ui;
	if (s->live.data == NULL)
		return NULL;
	snprintf(s->subtitle, sizeof s->subtitle, _("%d open"), s->total);
	return s->subtitle;
}

/* --- deciding --- */

static void
decide_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (a->err == E_VALIDATION)
		ui_message(ui, _("This is not possible"),
		    json_get_str(a->fields, "choice", a->text));
	else if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("Decided"));
	conflicts_read(ui, state, 0, true);
}

static const json_t *
choice_at(const json_t *r, int i)
{
	return json_array_get(json_get(r, "choices"), (size_t)i);
}

static void
send_choice(struct ui *ui, struct conflicts_screen *s)
{
	scr_write(ui, s,
	    &(struct tui_request){ .op = "calendar.resolve_conflict",
		.params =
		    json_pack("{s:I,s:I,s:s}", "id", (json_int_t)s->wanted,
			"version", (json_int_t)s->version, "choice", s->choice),
		.fn = decide_answer });
}

static void
confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok)
		send_choice(ui, state);
}

/* The word of the calendar changes the booking: No has the keyboard. */
static void
ask(struct ui *ui, const json_t *r, const json_t *choice, bool keeps)
{
	char text[300], there[200];

	there_line(r, there, sizeof there);
	snprintf(text, sizeof text, "%s.\n\n%s", there,
	    json_get_str(choice, "text", ""));
	if (keeps)
		ui_confirm(ui, _("Keep the booking?"), text, confirmed);
	else
		ui_confirm_danger(
		    ui, _("Change the booking?"), text, confirmed);
}

/* Asked when it changes the booking, or when the answers had no room. */
static bool
decide(struct ui *ui, struct conflicts_screen *s, int i)
{
	const json_t *r = row_at(s, list_row(&s->list));
	const json_t *choice = choice_at(r, i);
	bool keeps = str_eq(json_get_str(choice, "choice", ""), "hub");

	if (choice == NULL)
		return false;
	s->wanted = json_get_int(r, "id", 0);
	s->version = json_get_int(r, "version", 1);
	(void)str_copy(
	    s->choice, sizeof s->choice, json_get_str(choice, "choice", ""));
	if (keeps && s->pane)
		send_choice(ui, s);
	else
		ask(ui, r, choice, keeps);
	return true;
}

static void
act_first(struct ui *ui, void *state)
{
	decide(ui, state, 0);
}

static void
act_second(struct ui *ui, void *state)
{
	decide(ui, state, 1);
}

static void
act_booking(struct ui *ui, void *state)
{
	struct conflicts_screen *s = state;
	int64_t booking =
	    json_get_int(row_at(s, list_row(&s->list)), "booking", 0);

	if (booking != 0)
		scr_open_booking(ui, booking);
	else
		ui_toast(ui, TOAST_INFO, _("No booking belongs to it"));
}

static void
act_reload(struct ui *ui, void *state)
{
	conflicts_read(ui, state, 0, false);
}

static bool
handle(struct ui *ui, struct conflicts_screen *s, enum list_event ev)
{
	int n = count(s);

	if (ev == LIST_ACTIVATE)
		act_booking(ui, s);
	if (ev != LIST_IGNORED && !s->reading && n < s->total &&
	    list_row(&s->list) == n - 1)
		conflicts_read(ui, s, n, true);
	return ev != LIST_IGNORED;
}

static bool
conflicts_key(struct ui *ui, void *state, uint32_t key)
{
	struct conflicts_screen *s = state;

	if (handle(ui, s, list_key(&s->list, key)))
		return true;
	return key >= '3' && key <= '9' && decide(ui, s, (int)(key - '1'));
}

static bool
conflicts_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct conflicts_screen *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action conflicts_keys[] = {
	{ K_ENTER, N_("booking"), "slots.get", act_booking, 0, KEY_FIRST,
	    N_("Open the booking it belongs to") },
	{ '1', N_("hub counts"), "calendar.resolve_conflict", act_first, 0,
	    KEY_FIRST, N_("First answer: the word of the hub counts") },
	{ '2', N_("calendar counts"), "calendar.resolve_conflict", act_second,
	    0, KEY_FIRST,
	    N_("Second answer: the word of the calendar counts") },
	{ '/', N_("filter"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Filter by any column while typing") },
	{ K_F(5), N_("reload"), NULL, act_reload, 'r', KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_conflicts = {
	.id = "conflicts",
	.title = N_("Conflict cases"),
	.state_size = sizeof(struct conflicts_screen),
	.keys = conflicts_keys,
	.enter = conflicts_enter,
	.leave = conflicts_leave,
	.resume = conflicts_resume,
	.draw = conflicts_draw,
	.key = conflicts_key,
	.mouse = conflicts_mouse,
	.push = conflicts_push,
	.tick = conflicts_tick,
	.subtitle = conflicts_subtitle,
};
