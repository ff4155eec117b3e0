/* Drawing of the day: strip, slots left, details of the chosen one right. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_day.h"

enum { STRIP_ROWS = 3, LIST_COLS = 36, GAP = 2, SLOT_HOURS = 2 };

const json_t *
day_slot(const struct day_state *s, int i)
{
	return json_array_get(json_get(s->data, "slots"), (size_t)i);
}

int
day_index(const struct day_state *s, int hour)
{
	for (int i = 0; i < s->n; i++)
		if (json_get_int(day_slot(s, i), "hour", -1) == hour)
			return i;
	return -1;
}

/* --- strip --- */

static void
draw_tile(const struct day_state *s, const json_t *d, const struct canvas *c)
{
	int date = scr_json_date(d, "date");
	int total = (int)json_get_int(d, "total", 0);
	int n_free = (int)json_get_int(d, "free", 0);
	bool today = json_get_bool(d, "today", false);
	bool sel = date == s->date;
	enum scr_level level = scr_level(SCALE_TILE, total - n_free, total);
	char text[SCR_TEXT];

	scr_day_label(date, c->cols - 1, text);
	canvas_fit(
	    c, SPAN(0, 1, c->cols - 1), today ? INK_TODAY : INK_HEADER, text);
	if (json_get_bool(d, "blocked", false))
		canvas_fit(
		    c, SPAN(1, 1, c->cols - 1), INK_SLOT_BLOCKED, _("blocked"));
	else if (total == 0)
		canvas_fit(c, SPAN(1, 1, c->cols - 1), INK_SLOT_NONE, "–");
	else {
		snprintf(text, sizeof text, "%s %d/%d", scr_level_sign(level),
		    n_free, total);
		canvas_fit(
		    c, SPAN(1, 1, c->cols - 1), scr_level_ink(level), text);
	}
	if (!sel)
		return;
	canvas_text(c, 0, 0, INK_ACCENT, "›");
	canvas_ink(c, SPAN(0, 1, c->cols - 2), INK_SELECTION);
}

static void
draw_strip(struct day_state *s, const struct canvas *c)
{
	const json_t *strip = json_get(s->data, "strip");
	int n = (int)json_array_size(strip);
	int cols = n > 0 ? c->cols / n : 0;

	cols = cols > 15 ? 15 : cols;
	s->strip = AREA(c->row, c->col, 2, cols * n);
	s->strip_cols = cols;
	for (int i = 0; i < n; i++) {
		struct canvas tile = canvas_sub(c, AREA(0, i * cols, 2, cols));

		draw_tile(s, json_array_get(strip, (size_t)i), &tile);
	}
	if (c->rows > 2)
		canvas_hline(c, SPAN(2, 0, c->cols), INK_BORDER);
}

/* --- slots --- */

static void
free_badge(const struct scr_fig *f, char *out, size_t size)
{
	if (f->past)
		(void)str_copy(out, size, _("over"));
	else if (f->total == 0)
		(void)str_copy(out, size, _("nobody ready"));
	else if (f->free == 0)
		(void)str_copy(out, size, _("booked out"));
	else
		snprintf(out, size, _("%d free"), f->free);
}

static int
badge_ink(const struct scr_fig *f)
{
	if (f->past)
		return INK_SLOT_PAST;
	return f->total == 0 ? INK_SLOT_NONE : scr_free_ink(f->free);
}

/* Second line: what is special about the slot. */
static void
slot_marks(const struct scr_fig *f, struct buf *b)
{
	if (f->my_hold)
		buf_adds(b, _("◆ held by me"));
	else if (f->held > 0)
		buf_addf(b, _("◇ %d held"), f->held);
	if (f->overbooked)
		buf_addf(b, "%s%s", b->len > 0 ? " · " : "",
		    _("! more appointments than places"));
	if (f->fallback && f->total > 0)
		buf_addf(b, "%s%s", b->len > 0 ? " · " : "", _("standard"));
	if (f->stale_minutes > 0)
		buf_addf(b, _("%s calendar %d min old"), b->len > 0 ? " ·" : "",
		    f->stale_minutes);
}

static void
draw_slot(const struct day_state *s, const struct canvas *c, int i)
{
	struct scr_fig f;
	bool sel;
	char text[96];
	struct buf b;
	enum scr_level level;

	scr_fig_read(day_slot(s, i), &f);
	sel = f.hour == s->hour;
	level = scr_level(SCALE_DAY, f.booked, f.total);
	canvas_fit(c, SPAN(0, 0, 2), INK_TEXT, sel ? "›" : "");
	canvas_fit(c, SPAN(0, 2, 6), f.past ? INK_SLOT_PAST : INK_STRONG,
	    scr_hour(f.hour, text));
	canvas_fit(c, SPAN(0, 8, 2),
	    f.past ? INK_SLOT_PAST : scr_level_ink(level),
	    scr_level_sign(level));
	free_badge(&f, text, sizeof text);
	canvas_fit(c, SPAN(0, 10, 13), badge_ink(&f), text);
	snprintf(text, sizeof text, "%d/%d%s", f.booked, f.total,
	    f.hour == s->flash_hour && s->flash_until != 0 ? " *" : "");
	canvas_fit(c, SPAN(0, 23, c->cols - 23),
	    f.past ? INK_SLOT_PAST : INK_TEXT, text);
	if (c->rows > 1) {
		buf_init(&b, 256);
		slot_marks(&f, &b);
		canvas_fit(c, SPAN(1, 8, c->cols - 8),
		    f.overbooked ? INK_WARNING
		    : f.held > 0 ? INK_SLOT_HELD
				 : INK_SLOT_STANDARD,
		    buf_str(&b));
		buf_done(&b);
	}
	if (!sel)
		return;
	canvas_ink(c, SPAN(0, 0, c->cols), INK_SELECTION);
	canvas_cursor(c, 0, 0);
}

static void
draw_slots(struct day_state *s, const struct canvas *c)
{
	int each = s->n > 0 ? c->rows / s->n : 1;
	int first = 0, shown;

	each = each > 3 ? 3 : each < 1 ? 1 : each;
	shown = c->rows / each;
	if (day_index(s, s->hour) >= shown) /* very low terminals */
		first = day_index(s, s->hour) - shown + 1;
	s->list = AREA(c->row, c->col, c->rows, c->cols);
	s->row_height = each;
	for (int i = first; i < s->n; i++) {
		struct canvas one =
		    canvas_sub(c, AREA((i - first) * each, 0, each, c->cols));

		if (one.rows > 0)
			draw_slot(s, &one, i);
	}
}

/* --- details --- */

static void
add_names(const json_t *list, struct buf *b)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		buf_addf(b, "%s%s", i > 0 ? ", " : "",
		    json_string_value(json_array_get(list, i)));
}

static int
draw_facts(const json_t *slot, const struct canvas *c)
{
	struct scr_fig f;
	struct buf b;
	int row = 0;

	scr_fig_read(slot, &f);
	buf_init(&b, 2048);
	buf_addf(&b, _("%d of %d places booked (%d %%), %d free"), f.booked,
	    f.total, f.percent, f.free);
	if (f.held > 0)
		buf_addf(&b, _(", %d held"), f.held);
	row += canvas_wrap(c, row, INK_TEXT, buf_str(&b));
	buf_clear(&b);
	buf_addf(&b,
	    ngettext("%d consultant", "%d consultants",
		(unsigned long)f.consultants),
	    f.consultants);
	buf_addf(&b, _(" × %d places"), f.places_each);
	if (json_array_size(json_get(slot, "ready")) > 0) {
		buf_adds(&b, ": ");
		add_names(json_get(slot, "ready"), &b);
	}
	if (f.consultants > 0)
		row += canvas_wrap(c, row, INK_MUTED, buf_str(&b));
	if (f.bookable) {
		buf_clear(&b);
		buf_addf(&b,
		    ngettext("worth %d point", "worth %d points",
			(unsigned long)f.points),
		    f.points);
		row += canvas_wrap(c, row, INK_MUTED, buf_str(&b));
	}
	buf_done(&b);
	return row;
}

static void
draw_booking(const json_t *b, const struct canvas *c, int row)
{
	const char *status = json_get_str(b, "status", "");
	int who = c->cols >= 50 ? 16 : 0, kind = c->cols >= 38 ? 9 : 0;
	int name = c->cols - 2 - who - kind;

	canvas_fit(c, SPAN(row, 0, 2), scr_status_ink(status),
	    scr_status_sign(status));
	canvas_fit(c, SPAN(row, 2, name - 1),
	    str_eq(status, "pending") ? INK_STRONG : INK_TEXT,
	    json_get_str(b, "customer", ""));
	canvas_fit(c, SPAN(row, 2 + name, kind), INK_MUTED,
	    str_eq(status, "pending")
		? scr_potential_short(json_get_str(b, "potential", NULL))
		: scr_status_label(status));
	canvas_fit(c, SPAN(row, 2 + name + kind, who), INK_MUTED,
	    json_get_str(b, "booked_by", ""));
}

static int
draw_specials(const json_t *slot, const struct canvas *c, int row)
{
	const json_t *list = json_get(slot, "specials");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *o = json_array_get(list, i);
		char text[240];

		snprintf(text, sizeof text, "%s %s %s  %s",
		    json_get_str(o, "time", ""), json_get_str(o, "type", ""),
		    json_get_str(o, "consultant", ""),
		    json_get_str(o, "customer", ""));
		canvas_fit(c, SPAN(row, 0, 2), INK_INFO, "§");
		canvas_fit(c, SPAN(row++, 2, c->cols - 2), INK_INFO, text);
	}
	return row;
}

/* The appointments that may be seen, from the scrolled line on. */
static void
draw_bookings(struct day_state *s, const json_t *slot, const struct canvas *c)
{
	const json_t *list = json_get(slot, "bookings");
	int n = (int)json_array_size(list), row = 0;
	int others = (int)json_get_int(slot, "others", 0);
	char text[96];

	if (s->top > n - c->rows + 1)
		s->top = n - c->rows + 1;
	if (s->top < 0)
		s->top = 0;
	for (int i = s->top; i < n && row < c->rows; i++)
		draw_booking(json_array_get(list, (size_t)i), c, row++);
	row = draw_specials(slot, c, row);
	if (others > 0) {
		snprintf(text, sizeof text,
		    ngettext("+ %d appointment of a colleague",
			"+ %d appointments of colleagues",
			(unsigned long)others),
		    others);
		canvas_fit(c, SPAN(row++, 0, c->cols), INK_MUTED, text);
	}
	if (row == 0)
		canvas_fit(c, SPAN(0, 0, c->cols), INK_MUTED,
		    _("No appointments yet"));
}

static const json_t *
history_of(const struct day_state *s)
{
	const json_t *list = json_get(s->data, "history");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *o = json_array_get(list, i);

		if (json_get_int(o, "hour", -1) == s->hour)
			return o;
	}
	return NULL;
}

static int
draw_history(const struct day_state *s, const struct canvas *c, int row)
{
	const json_t *o = history_of(s);
	char text[120];

	if (o == NULL)
		return row;
	snprintf(text, sizeof text, _("imported: %d came, %d did not"),
	    (int)json_get_int(o, "appeared", 0),
	    (int)json_get_int(o, "not_appeared", 0));
	canvas_fit(c, SPAN(row, 0, c->cols), INK_INFO, text);
	return row + 1;
}

static void
draw_details(struct day_state *s, const struct canvas *c)
{
	int i = day_index(s, s->hour), row;
	const json_t *slot = i >= 0 ? day_slot(s, i) : NULL;
	struct canvas part;
	char text[SCR_TEXT];

	if (slot == NULL || c->rows < 3)
		return;
	snprintf(text, sizeof text, _("%02d:00 – %02d:00"), s->hour,
	    s->hour + SLOT_HOURS);
	canvas_fit(c, SPAN(0, 0, c->cols), INK_HEADING, text);
	part = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));
	row = draw_facts(slot, &part);
	row = draw_history(s, &part, row);
	if (json_get_bool(slot, "blocked", false)) {
		snprintf(text, sizeof text, _("blocked: %.50s"),
		    json_get_str(slot, "reason", ""));
		canvas_fit(&part, SPAN(row++, 0, part.cols), INK_WARNING, text);
	}
	canvas_fit(
	    &part, SPAN(row + 1, 0, part.cols), INK_HEADING, _("Appointments"));
	part =
	    canvas_sub(&part, AREA(row + 2, 0, part.rows - row - 2, part.cols));
	if (part.rows > 0)
		draw_bookings(s, slot, &part);
}

/* --- the whole --- */

static void
draw_banner(const struct day_state *s, const struct canvas *c)
{
	bool holiday = json_get_bool(s->data, "holiday", false);
	int cols = c->cols < 60 ? c->cols : 60;
	struct canvas box = canvas_sub(
	    c, AREA(c->rows > 9 ? 2 : 0, (c->cols - cols) / 2, 5, cols));
	char text[160];

	canvas_box(
	    &box, INK_WARNING, holiday ? _("Holiday") : _("Blocked day"));
	snprintf(text, sizeof text, "%s",
	    json_get_str(s->data, "reason", _("without a reason")));
	canvas_center(&box, SPAN(1, 2, cols - 4), INK_STRONG, text);
	canvas_center(&box, SPAN(3, 2, cols - 4), INK_MUTED,
	    _("Nothing can be booked on this day."));
	canvas_cursor(&box, 1, 2);
}

static void
draw_body(struct day_state *s, const struct canvas *c)
{
	struct canvas part;

	if (json_get_bool(s->data, "blocked", false)) {
		draw_banner(s, c);
		return;
	}
	if (s->n == 0) {
		scr_draw_note(
		    c, json_get_bool(s->data, "beyond_horizon", false)
			   ? _("This day is too far ahead to be booked")
			   : _("No slots on this day"));
		return;
	}
	if (c->cols < LIST_COLS + GAP + 16) {
		draw_slots(s, c);
		return;
	}
	part = canvas_sub(c, AREA(0, 0, c->rows, LIST_COLS));
	draw_slots(s, &part);
	canvas_vline(c, 0, LIST_COLS, c->rows, INK_BORDER);
	part = canvas_sub(
	    c, AREA(0, LIST_COLS + GAP, c->rows, c->cols - LIST_COLS - GAP));
	draw_details(s, &part);
}

void
day_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct day_state *s = state;
	struct canvas part;
	int head = c->rows >= 12 ? STRIP_ROWS : 2;

	(void)ui;
	if (s->data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	part = canvas_sub(c, AREA(0, 0, head, c->cols));
	draw_strip(s, &part);
	part = canvas_sub(c, AREA(head, 0, c->rows - head, c->cols));
	draw_body(s, &part);
}
