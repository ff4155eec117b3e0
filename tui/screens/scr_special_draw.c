/* The week of the openers: names in cells, special bookings as tags. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_special.h"
#include "tui/term/grid.h"

enum { HOUR_COLS = 6, CELL_TEXT = 2000 };

/* What is said of a cell: ink and text of its head, names below. */
struct cell_text {
	int n; /* ready openers */
	const json_t *fig;
	struct buf names;
};

static const json_t *
fig_of(const json_t *day, int hour)
{
	const json_t *f;
	size_t i;

	json_array_foreach(json_get(day, "slots"), i, f)
	{
		if (json_get_int(f, "hour", -1) == hour)
			return f;
	}
	return NULL;
}

static void
add_names(struct cell_text *t, const json_t *ready)
{
	t->n = (int)json_array_size(ready);
	for (int i = 0; i < t->n; i++)
		buf_addf(&t->names, "%s%s", i > 0 ? ", " : "",
		    json_get_str(json_array_get(ready, (size_t)i), "name", ""));
}

static void
add_specials(
    struct cell_text *t, const struct special_state *s, int date, int hour)
{
	const json_t *x;
	size_t i;

	json_array_foreach((json_t *)live_items(&s->specials), i, x)
	{
		if (json_get_bool(x, "cancelled", false) ||
		    json_get_int(x, "hour", -1) != hour ||
		    scr_json_date(x, "date") != date)
			continue;
		buf_addf(&t->names, "%s%s (%s %s)",
		    buf_str(&t->names)[0] != '\0' ? ", " : "",
		    json_get_str(json_get(x, "consultant"), "name", ""),
		    json_get_str(x, "type", ""), json_get_str(x, "time", ""));
	}
}

/* Names below the head; a mark where they go on. */
static void
draw_names(const struct canvas *c, int ink, const char *names)
{
	canvas_wrap(c, 0, ink, names);
	if (text_wrap_rows(names, c->cols, c->g->ascii) > c->rows)
		canvas_text(c, c->rows - 1, c->cols - 1, INK_MUTED, "…");
}

/* "3 · 2/9": openers, booked of places. */
static void
draw_head(const struct canvas *c, const struct cell_text *t)
{
	int booked = (int)json_get_int(t->fig, "booked", 0);
	int total = (int)json_get_int(t->fig, "total", 0);
	char text[80];

	if (t->n == 0 && total == 0)
		snprintf(text, sizeof text, "–");
	else
		snprintf(text, sizeof text, "%d · %d/%d %s", t->n, booked,
		    total,
		    scr_level_sign(scr_level(SCALE_CELL, booked, total)));
	canvas_fit(c, SPAN(0, 0, c->cols),
	    t->n == 0 && total == 0 ? INK_SLOT_NONE : scr_free_ink(t->n), text);
}

static void
draw_cell(
    const struct special_state *s, const struct canvas *c, int date, int hour)
{
	const json_t *day = special_day(s, date);
	struct cell_text t = { 0, fig_of(day, hour), { 0 } };
	struct canvas below = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));

	if (json_get_bool(day, "blocked", false)) {
		canvas_fit(c, SPAN(0, 0, c->cols), INK_SLOT_BLOCKED,
		    json_get_str(day, "reason", _("blocked")));
		return;
	}
	buf_init(&t.names, CELL_TEXT);
	add_names(&t, special_ready(s, date, hour));
	add_specials(&t, s, date, hour);
	if (c->rows > 1) {
		draw_head(c, &t);
		draw_names(&below,
		    json_get_bool(day, "past", false) ? INK_MUTED : INK_TEXT,
		    buf_str(&t.names));
	} else {
		draw_head(c, &t);
		canvas_fit(
		    c, SPAN(0, 8, c->cols - 8), INK_TEXT, buf_str(&t.names));
	}
	buf_done(&t.names);
}

static void
draw_days(struct ui *ui, struct special_state *s, const struct canvas *c)
{
	for (int d = 0; d < s->n_days; d++) {
		int date = s->monday + d;
		char when[SCR_TEXT];

		canvas_fit(c,
		    SPAN(0, HOUR_COLS + d * s->col_width, s->col_width - 1),
		    date == ui->today ? INK_TODAY
		    : date == s->date ? INK_HEADING
				      : INK_HEADER,
		    scr_when(date, -1, when));
	}
}

static void
draw_hour(struct special_state *s, const struct canvas *c, int h)
{
	int row = 1 + h * s->row_height;
	char hour[SCR_TEXT];

	canvas_text(c, row, 0, INK_LABEL, scr_hour(special_hours[h], hour));
	for (int d = 0; d < s->n_days; d++) {
		struct area at = AREA(row, HOUR_COLS + d * s->col_width,
		    s->row_height, s->col_width - 1);
		struct canvas cell = canvas_sub(c, at);

		draw_cell(s, &cell, s->monday + d, special_hours[h]);
		if (s->monday + d != s->date || h != s->hour)
			continue;
		for (int i = 0; i < at.rows; i++)
			canvas_ink(
			    c, SPAN(row + i, at.col, at.cols), INK_CURSOR);
		canvas_cursor(c, row, at.col);
	}
}

/* Utilisation Monday to Friday. */
static void
draw_sum(const struct special_state *s, const struct canvas *c, int row)
{
	int booked = 0, total = 0;
	const json_t *d, *f;
	char text[160];
	size_t i, k;

	json_array_foreach(json_get(s->week.data, "days"), i, d)
	{
		if (i > 4)
			break;
		json_array_foreach(json_get(d, "slots"), k, f)
		{
			booked += (int)json_get_int(f, "booked", 0);
			total += (int)json_get_int(f, "total", 0);
		}
	}
	snprintf(text, sizeof text,
	    _("Openers · booked/places   Week: %d of %d places booked (%d %%)"),
	    booked, total,
	    total > 0 ? (200 * booked + total) / (2 * total) : 0);
	canvas_fit(c, SPAN(row, 0, c->cols), INK_MUTED, text);
}

/* Too narrow for a week: the day of the cursor. */
static void
draw_one_day(struct special_state *s, const struct canvas *c)
{
	char when[SCR_TEXT], hour[SCR_TEXT];

	canvas_fit(
	    c, SPAN(0, 0, c->cols), INK_HEADING, scr_when(s->date, -1, when));
	for (int h = 0; h < SPECIAL_HOURS; h++) {
		struct canvas cell = canvas_sub(
		    c, AREA(h + 1, HOUR_COLS, 1, c->cols - HOUR_COLS));

		canvas_text(
		    c, h + 1, 0, INK_LABEL, scr_hour(special_hours[h], hour));
		draw_cell(s, &cell, s->date, special_hours[h]);
		if (h != s->hour)
			continue;
		canvas_ink(c, SPAN(h + 1, 0, c->cols), INK_CURSOR);
		canvas_cursor(c, h + 1, 0);
	}
	s->col_width = 0;
}

void
special_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct special_state *s = state;

	if (s->week.data == NULL || s->ready.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (c->cols < 56 || s->n_days == 0) {
		draw_one_day(s, c);
		return;
	}
	s->col_width = (c->cols - HOUR_COLS) / s->n_days;
	s->row_height = (c->rows - 2) / SPECIAL_HOURS;
	if (s->row_height < 1)
		s->row_height = 1;
	s->at = AREA(c->row + 1, c->col + HOUR_COLS,
	    s->row_height * SPECIAL_HOURS, s->col_width * s->n_days);
	draw_days(ui, s, c);
	for (int h = 0; h < SPECIAL_HOURS; h++)
		draw_hour(s, c, h);
	draw_sum(s, c, c->rows - 1);
}
