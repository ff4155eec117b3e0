/* Drawing of the hub: tools, figures, appointments, activity, system. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_hub.h"
#include "tui/screens/scr_notes.h"

enum { SIDE_COLS = 31, GAP = 3, WIDE = 100 };

static const struct {
	const char *status, *label, *letter;
	int ink;
} statuses[] = {
	{ "active", N_("Available"), N_("letter|A"), INK_SUCCESS },
	{ "beta", N_("Beta"), N_("letter|B"), INK_INFO },
	{ "coming_soon", N_("Coming soon"), N_("letter|S"), INK_MUTED },
	{ "maintenance", N_("Maintenance"), N_("letter|M"), INK_WARNING },
	{ "disabled", N_("Hidden"), "-", INK_DISABLED },
};

enum { N_STATUSES = sizeof statuses / sizeof statuses[0] };

static int
status_row(const char *status)
{
	for (int i = 0; i < N_STATUSES; i++)
		if (str_eq(statuses[i].status, status))
			return i;
	return 2;
}

const char *
hub_status_label(const char *status)
{
	return _(statuses[status_row(status)].label);
}

const char *
hub_status_letter(const char *status)
{
	const char *s = _(statuses[status_row(status)].letter);
	const char *bar = strchr(s, '|');

	return bar != NULL ? bar + 1 : s;
}

static void
heading(const struct canvas *c, const char *text)
{
	int w = canvas_text(c, 0, 0, INK_HEADING, text);

	if (w + 1 < c->cols)
		canvas_hline(c, SPAN(0, w + 1, c->cols - w - 1), INK_BORDER);
}

/* --- tools --- */

static void
draw_people(const json_t *t, const struct canvas *c, int row)
{
	int n = (int)json_get_int(t, "user_count", 0);
	char text[48];

	snprintf(text, sizeof text,
	    ngettext("%d person", "%d people", (unsigned long)n), n);
	canvas_right(c, SPAN(row, c->cols - 12, 12), INK_MUTED, text);
}

static void
draw_tool(const struct hub_state *s, const struct canvas *c, int row, int i)
{
	const json_t *t = hub_tool(s, i);
	const char *status = json_get_str(t, "status", "");
	const char *health = json_get_str(t, "health", "");
	bool sel = i == s->sel, open = json_get_bool(t, "openable", false);
	int ink = open ? INK_TEXT : INK_DISABLED,
	    name = c->cols >= 60 ? 22 : 17;
	char number[16] = " ";

	if (i < 9)
		snprintf(number, sizeof number, "%d", i + 1);
	canvas_fit(c, SPAN(row, 0, 2), INK_MUTED, sel ? "›" : "");
	canvas_fit(c, SPAN(row, 2, 2), INK_MUTED, number);
	canvas_fit(c, SPAN(row, 4, 2), statuses[status_row(status)].ink,
	    hub_status_letter(status));
	canvas_fit(c, SPAN(row, 6, name), ink, json_get_str(t, "name", ""));
	if (str_eq(health, "error") || str_eq(health, "degraded"))
		canvas_fit(c, SPAN(row, 6 + name, c->cols - 6 - name),
		    INK_WARNING, _("Disturbance"));
	else
		canvas_fit(c, SPAN(row, 7 + name, c->cols - 7 - name),
		    open ? INK_MUTED : INK_DISABLED,
		    open ? json_get_str(t, "description", "")
			 : hub_status_label(status));
	if (c->cols >= 70 && open)
		draw_people(t, c, row);
	if (!sel)
		return;
	canvas_ink(c, SPAN(row, 0, c->cols), INK_SELECTION);
	canvas_cursor(c, row, 0);
}

static void
draw_tools(struct hub_state *s, const struct canvas *c)
{
	struct canvas in = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));

	heading(c, _("Tools"));
	s->list_at = AREA(in.row, in.col, in.rows, in.cols);
	if (s->sel < s->top)
		s->top = s->sel;
	if (in.rows > 0 && s->sel >= s->top + in.rows)
		s->top = s->sel - in.rows + 1;
	for (int i = 0; i < in.rows && s->top + i < s->n_tools; i++)
		draw_tool(s, &in, i, s->top + i);
}

/* --- figures --- */

static void
figure(const struct canvas *c, int row, const char *name, const json_t *value)
{
	char text[UI_DATE] = "—";

	if (json_is_integer(value))
		snprintf(text, sizeof text, "%lld",
		    (long long)json_integer_value(value));
	scr_draw_pair(c, SPAN(row, 0, c->cols), name, text);
}

static void
rate(const struct canvas *c, int row, const json_t *tenths)
{
	char text[UI_DATE] = "—", percent[UI_DATE + 4];

	if (json_is_integer(tenths))
		ui_tenths((long)json_integer_value(tenths), text);
	snprintf(percent, sizeof percent, "%s%s", text,
	    json_is_integer(tenths) ? " %" : "");
	scr_draw_pair(c, SPAN(row, 0, c->cols), _("Appearance rate"), percent);
}

static const struct {
	const char *key, *label;
} figures[] = {
	{ "today_bookings", N_("Appointments today") },
	{ "today_free", N_("Free places today") },
	{ "week_bookings", N_("Appointments this week") },
	{ "my_upcoming", N_("My coming appointments") },
	{ "my_month_points", N_("My points this month") },
	{ "my_month_coins", N_("My coins this month") },
};

enum { N_FIGURES = sizeof figures / sizeof figures[0] };

static void
draw_system(const struct hub_state *s, const struct canvas *c, int row)
{
	static const struct {
		const char *state, *label, *sign;
		int ink;
	} states[] = {
		{ "healthy", N_("All in order"), "●", INK_SUCCESS },
		{ "degraded", N_("Restricted"), "!", INK_WARNING },
		{ "unhealthy", N_("Disturbed"), "✗", INK_ERROR },
	};
	const json_t *status = json_get(s->data, "status");
	const char *overall = json_get_str(status, "overall", "");
	int online = (int)json_get_int(s->data, "online", 0);
	int row_cols;
	char text[80];

	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (!str_eq(states[i].state, overall))
			continue;
		snprintf(text, sizeof text, "%s %s", states[i].sign,
		    _(states[i].label));
		canvas_fit(c, SPAN(row, 0, c->cols), states[i].ink, text);
	}
	snprintf(text, sizeof text,
	    ngettext(
		"%d person online", "%d people online", (unsigned long)online),
	    online);
	row_cols = canvas_width(c, text);
	canvas_right(
	    c, SPAN(row, c->cols - row_cols, row_cols), INK_MUTED, text);
}

static const struct {
	const char *key, *label;
} services[] = {
	{ "database", N_("Database") },
	{ "calendar", N_("Calendar") },
	{ "jobs", N_("Jobs") },
	{ "memory", N_("Memory") },
	{ "disk", N_("Disk space") },
};

enum { N_SERVICES = sizeof services / sizeof services[0] };

/* A line per service: those that are not well first, the others where there
 * is room. */
static void
draw_services(const struct hub_state *s, const struct canvas *c, int row)
{
	const json_t *all = json_get(json_get(s->data, "status"), "services");

	for (int i = 0; i < 2 * N_SERVICES && row < c->rows; i++) {
		const char *key = services[i % N_SERVICES].key;
		bool good =
		    str_eq(json_get_str(all, key, "not_ready"), "healthy");

		if (good != (i >= N_SERVICES))
			continue;
		canvas_fit(c, SPAN(row, 0, c->cols), INK_LABEL,
		    _(services[i % N_SERVICES].label));
		canvas_right(c, SPAN(row, 16, c->cols - 16),
		    good ? INK_SUCCESS : INK_WARNING,
		    good ? _("in order") : _("disturbed"));
		row++;
	}
}

static void
draw_figures(const struct hub_state *s, const struct canvas *c)
{
	const json_t *slots = json_get(s->data, "slots");
	int row = 1;

	heading(c, _("At a glance"));
	for (int i = 0; slots != NULL && i < N_FIGURES; i++)
		figure(c, row++, _(figures[i].label),
		    json_object_get(slots, figures[i].key));
	if (slots != NULL)
		rate(c, row++, json_object_get(slots, "show_rate_tenths"));
	row = row < c->rows - 1 ? row + 1 : row;
	draw_system(s, c, row);
	draw_services(s, c, row + 1);
}

/* --- appointments and activity --- */

static void
draw_next(const struct hub_state *s, const struct canvas *c)
{
	const json_t *list = json_get(json_get(s->data, "slots"), "next");
	char when[SCR_TEXT];
	int n = (int)json_array_size(list);

	heading(c, _("My next appointments"));
	if (n == 0)
		canvas_fit(c, SPAN(1, 0, c->cols), INK_MUTED,
		    _("None booked yet: w shows free slots"));
	for (int i = 0; i < n && i + 1 < c->rows; i++) {
		const json_t *b = json_array_get(list, (size_t)i);

		canvas_fit(c, SPAN(i + 1, 0, 16), INK_STRONG,
		    scr_when(scr_json_date(b, "date"),
			(int)json_get_int(b, "hour", -1), when));
		canvas_fit(c, SPAN(i + 1, 17, c->cols - 17), INK_TEXT,
		    json_get_str(b, "customer", ""));
	}
}

static void
draw_activity(const struct hub_state *s, const struct canvas *c)
{
	const json_t *list = json_get(s->data, "activity");
	int n = (int)json_array_size(list);

	heading(c, _("My last activities"));
	if (n == 0)
		canvas_fit(c, SPAN(1, 0, c->cols), INK_MUTED,
		    _("Nothing has happened yet"));
	for (int i = 0; i < n && i + 1 < c->rows; i++) {
		const json_t *a = json_array_get(list, (size_t)i);
		const char *details = json_get_str(a, "details", "");
		char when[SCR_TEXT], text[400];

		snprintf(text, sizeof text, "%s%s%s",
		    json_get_str(a, "action", ""), *details ? ": " : "",
		    details);
		canvas_fit(c, SPAN(i + 1, 0, 13), INK_MUTED,
		    scr_instant(json_get_str(a, "at", NULL), when));
		canvas_fit(c, SPAN(i + 1, 13, c->cols - 13), INK_TEXT, text);
	}
}

/* --- notifications --- */

enum { NOTES_MIN = 3, NOTES_MAX = 6 }; /* heading and entries */

static const json_t *
notes_of(const struct hub_state *s)
{
	return json_get(json_get(s->data, "notifications"), "newest");
}

static void
draw_note(const json_t *n, const struct canvas *c, int row, int64_t now)
{
	const char *type = json_get_str(n, "type", "");
	bool read = json_get_bool(n, "read", false);
	char text[400], ago[SCR_TEXT];
	int w;

	note_ago(json_get_str(n, "at", NULL), now, ago);
	w = canvas_width(c, ago);
	canvas_fit(c, SPAN(row, 0, 1), INK_ACCENT, read ? " " : "●");
	canvas_fit(c, SPAN(row, 2, 1), read ? INK_MUTED : note_ink(type),
	    note_sign(type));
	canvas_fit(c, SPAN(row, 4, c->cols - w - 6),
	    read ? INK_MUTED : INK_TEXT, note_title(n, text, sizeof text));
	canvas_right(c, SPAN(row, c->cols - w, w), INK_MUTED, ago);
}

static void
draw_notes(const struct hub_state *s, const struct canvas *c)
{
	const json_t *list = notes_of(s);
	int n = (int)json_array_size(list);
	int unread =
	    (int)json_get_int(json_get(s->data, "notifications"), "unread", 0);
	char text[80];

	if (unread > 0)
		snprintf(
		    text, sizeof text, _("Notifications (n) · %d new"), unread);
	else
		snprintf(text, sizeof text, "%s", _("Notifications (n)"));
	heading(c, text);
	if (n == 0)
		canvas_fit(c, SPAN(1, 0, c->cols), INK_MUTED,
		    _("None: what concerns you will arrive here"));
	for (int i = 0; i < n && i + 1 < c->rows; i++)
		draw_note(json_array_get(list, (size_t)i), c, i + 1, s->now);
}

/* --- the whole --- */

static void
draw_greeting(struct ui *ui, const struct hub_state *s, const struct canvas *c)
{
	char text[240], day[UI_DATE], week[UI_DATE];
	int date = scr_json_date(s->data, "date");
	int used;

	snprintf(text, sizeof text, "%s, %s",
	    json_get_str(s->data, "greeting", ""),
	    json_get_str(s->data, "display_name", ""));
	used = canvas_text(c, 0, 0, INK_STRONG, text);
	if (scr_is_admin(ui)) {
		canvas_text(c, 0, used + 1, INK_BADGE, "[Admin]");
		used += 8;
	}
	if (date == DATE_NONE)
		return;
	snprintf(text, sizeof text, "%s, %s · %s",
	    ui_weekday(date_weekday(date)), ui_date(date, day),
	    ui_week(date, 0, week));
	if (used + 2 + canvas_width(c, text) <= c->cols)
		canvas_right(
		    c, SPAN(0, used + 1, c->cols - used - 1), INK_MUTED, text);
}

/* What the letters before the tools mean. */
static void
draw_legend(const struct canvas *c)
{
	int col = 0;

	for (int i = 0; i < 4; i++) {
		col += canvas_text(c, 0, col, statuses[i].ink,
			   hub_status_letter(statuses[i].status)) +
		       1;
		col +=
		    canvas_text(c, 0, col, INK_MUTED, _(statuses[i].label)) + 3;
	}
}

/* Too narrow for two columns: the tools, and what fits below. */
static void
draw_narrow(struct hub_state *s, const struct canvas *c)
{
	int rows = s->n_tools + 1;
	struct canvas part;

	if (rows > c->rows)
		rows = c->rows;
	part = canvas_sub(c, AREA(0, 0, rows, c->cols));
	draw_tools(s, &part);
	part = canvas_sub(c, AREA(rows + 1, 0, c->rows - rows - 1, c->cols));
	if (part.rows >= 2)
		draw_next(s, &part);
}

/*
 * All five above the activities when there is room, else below the tools, else
 * at the cost of the activities and only while something is unread.
 */
static void
draw_news(
    const struct hub_state *s, const struct canvas *tools, struct canvas *low)
{
	int below = tools->rows - s->n_tools - 2, rows = NOTES_MIN;
	int unread =
	    (int)json_get_int(json_get(s->data, "notifications"), "unread", 0);
	struct canvas part;

	if (low->rows >= 2 * NOTES_MAX + 1) {
		rows = NOTES_MAX;
	} else if (below >= NOTES_MIN) {
		part = canvas_sub(tools,
		    AREA(s->n_tools + 2, 0,
			below < NOTES_MAX ? below : NOTES_MAX, tools->cols));
		draw_notes(s, &part);
		return;
	} else if (unread == 0 || low->rows < 2 * NOTES_MIN) {
		return;
	}
	part = canvas_sub(low, AREA(0, 0, rows, low->cols));
	draw_notes(s, &part);
	rows += low->rows > 2 * NOTES_MIN; /* a blank line between */
	*low = canvas_sub(low, AREA(rows, 0, low->rows - rows, low->cols));
}

static void
draw_columns(struct hub_state *s, const struct canvas *c)
{
	int side = c->cols >= WIDE ? SIDE_COLS + 8 : SIDE_COLS;
	int left = c->cols - side - GAP;
	int upper = c->rows - 7, need = s->n_tools + 1, half;
	struct canvas part, tools;

	need = need < 14 ? 14 : need;
	if (upper > need)
		upper = need;
	tools = canvas_sub(c, AREA(0, 0, upper, left));
	draw_tools(s, &tools);
	part = canvas_sub(c, AREA(0, left + GAP, upper, side));
	draw_figures(s, &part);
	half = c->cols >= WIDE ? 40 : 34;
	part = canvas_sub(c, AREA(upper + 1, 0, c->rows - upper - 1, half));
	draw_next(s, &part);
	part = canvas_sub(c, AREA(upper + 1, half + GAP, c->rows - upper - 1,
				 c->cols - half - GAP));
	draw_news(s, &tools, &part);
	draw_activity(s, &part);
}

void
hub_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct hub_state *s = state;
	struct canvas part;

	s->now = s->base + ui->mono - s->base_mono;
	if (s->data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	draw_greeting(ui, s, c);
	part = canvas_sub(c, AREA(2, 0, c->rows - 3, c->cols));
	if (c->cols >= 70 && c->rows >= 18)
		draw_columns(s, &part);
	else
		draw_narrow(s, &part);
	part = canvas_sub(c, AREA(c->rows - 1, 0, 1, c->cols));
	draw_legend(&part);
}
