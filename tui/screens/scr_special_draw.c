/* Drawing of the openers of a week: a grid of names, special bookings. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_special.h"

enum { HOUR_COLS = 6, NAMES_MIN = 9, LIST_MIN = 4, CELL_MAX = 4 };
enum { TAG_WIDE = 18, TOTALS_WIDE = 14 };

struct layout {
	int head, cell_rows, cell_cols, list;
};

static struct layout
layout_of(const struct special_state *s, const struct canvas *c)
{
	struct layout l = { 2, 1, 0, 0 };
	int n = s->n_hours > 0 ? s->n_hours : 1;
	int days = s->n_days > 0 ? s->n_days : 5;
	int left;

	if (c->rows < n + 4)
		l.head = 1;
	/* two lines below the cells: sums, and the slot in words */
	left = c->rows - l.head - n - 2;
	while (l.cell_rows < CELL_MAX && left - n > LIST_MIN) {
		l.cell_rows++;
		left -= n;
	}
	l.list = left - 1 >= LIST_MIN ? left - 1 : 0;
	l.cell_cols = (c->cols - HOUR_COLS) / days;
	l.cell_cols = l.cell_cols > 28 ? 28 : l.cell_cols;
	l.cell_cols = l.cell_cols < 5 ? 5 : l.cell_cols;
	return l;
}

/* Opener badges of booking.md 4.5. */
static enum scr_level
opener_level(int n)
{
	if (n >= 4)
		return LEVEL_GREEN;
	if (n >= 2)
		return LEVEL_ORANGE;
	return n == 1 ? LEVEL_RED : LEVEL_NONE;
}

static void
draw_head(struct ui *ui, const struct special_day *d, const struct canvas *c)
{
	bool today = d->date == ui->today;
	int ink = today ? INK_TODAY : INK_HEADER;
	char text[SCR_TEXT];

	if (date_weekday(d->date) >= 5 && !today)
		ink = INK_WEEKEND;
	scr_when(d->date, -1, text);
	if (c->cols < 10)
		(void)str_copy(
		    text, sizeof text, ui_weekday_short(date_weekday(d->date)));
	canvas_fit(c, SPAN(0, 1, c->cols - 2), ink, text);
	if (c->rows < 2)
		return;
	if (d->blocked)
		canvas_fit(c, SPAN(1, 1, c->cols - 2),
		    d->holiday ? INK_HOLIDAY : INK_SLOT_BLOCKED,
		    d->reason[0] != '\0' ? d->reason : _("blocked"));
	else if (today)
		canvas_fit(c, SPAN(1, 1, c->cols - 2), INK_TODAY, _("today"));
}

/* --- cells --- */

static void
add_names(struct buf *b, const struct special_ready *r)
{
	for (int i = 0; i < r->n; i++)
		buf_addf(b, "%s%s", i > 0 ? ", " : "", r->name[i]);
}

static int
specials_at(
    const struct special_state *s, int date, int hour, const json_t **first)
{
	const json_t *items = live_items(&s->booked), *o;
	size_t i;
	int n = 0;

	json_array_foreach((json_t *)items, i, o)
	{
		if (special_is_at(o, date, hour) && n++ == 0)
			*first = o;
	}
	return n;
}

/* "Ben (T1.5 13:15)" or "T1.5 13:15", and how many more. */
static void
tag_text(const json_t *o, int more, int width, struct buf *b)
{
	const char *type = json_get_str(o, "type", "");
	const char *time = json_get_str(o, "time", "");

	if (width < TAG_WIDE)
		buf_addf(b, "◆%s %s", type, time);
	else
		buf_addf(b, "◆%s (%s %s)",
		    json_get_str(json_get(o, "consultant"), "name", ""), type,
		    time);
	if (more > 0)
		buf_addf(b, " +%d", more);
}

/* Below the names: special bookings, else how full the slot is. */
static void
draw_below(const struct special_state *s, const struct canvas *c, int row,
    int date, const struct scr_fig *f)
{
	const json_t *o = NULL;
	int n = specials_at(s, date, f->hour, &o);
	struct buf b;

	buf_init(&b, 400);
	if (n > 0)
		tag_text(o, n - 1, c->cols, &b);
	else if (f->total > 0)
		buf_addf(&b, _("%d/%d booked"), f->booked, f->total);
	canvas_fit(c, SPAN(row, 1, c->cols - 1), n > 0 ? INK_ACCENT : INK_MUTED,
	    buf_str(&b));
	buf_done(&b);
}

/* Names over the first rows, the next one is for what is below. */
static int
draw_names(
    const struct canvas *c, int ink, const struct special_ready *r, int rows)
{
	struct canvas part = canvas_sub(c, AREA(0, 1, rows, c->cols - 1));
	struct buf b;
	enum scr_level level = opener_level(r->n);
	int used = 1;

	buf_init(&b, 4096);
	buf_addf(&b, "%s%d ", scr_level_sign(level), r->n);
	if (c->cols >= NAMES_MIN)
		add_names(&b, r);
	if (rows > 1 && canvas_width(c, buf_str(&b)) > part.cols)
		used = canvas_wrap(&part, 0, ink, buf_str(&b));
	else
		canvas_fit(&part, SPAN(0, 0, part.cols), ink, buf_str(&b));
	buf_done(&b);
	return used < rows ? used : rows;
}

static void
draw_cell(const struct special_state *s, const struct special_day *d, int h,
    const struct canvas *c)
{
	const struct scr_fig *f = &d->fig[h];
	struct special_ready r;
	const json_t *o = NULL;
	int rows = c->rows > 1 ? c->rows - 1 : 1, used = 1, ink;

	if (d->blocked || f->blocked || !d->exists[h]) {
		canvas_fit(c, SPAN(0, 1, c->cols - 1), INK_SLOT_BLOCKED,
		    d->exists[h] ? "▒" : "");
		return;
	}
	special_ready(s, d->date, s->hours[h], &r);
	ink = f->past ? INK_SLOT_PAST : scr_level_ink(opener_level(r.n));
	if (r.n > 0)
		used = draw_names(c, ink, &r, rows);
	else
		canvas_fit(c, SPAN(0, 1, c->cols - 1), INK_SLOT_NONE, "—");
	if (c->rows > 1 && c->cols >= NAMES_MIN)
		draw_below(s, c, used, d->date, f);
	else if (specials_at(s, d->date, s->hours[h], &o) > 0)
		canvas_text(c, 0, c->cols - 2, INK_ACCENT, "◆");
}

static void
draw_cells(struct special_state *s, const struct canvas *c, struct layout l)
{
	char text[SCR_TEXT];

	s->grid =
	    AREA(c->row, c->col + HOUR_COLS, c->rows, l.cell_cols * s->n_days);
	s->cell_rows = l.cell_rows;
	s->cell_cols = l.cell_cols;
	for (int h = 0; h < s->n_hours; h++) {
		canvas_fit(c, SPAN(h * l.cell_rows, 0, HOUR_COLS),
		    s->hours[h] == s->hour ? INK_STRONG : INK_LABEL,
		    scr_hour(s->hours[h], text));
		for (int d = 0; d < s->n_days; d++) {
			struct canvas cell = canvas_sub(c,
			    AREA(h * l.cell_rows, HOUR_COLS + d * l.cell_cols,
				l.cell_rows, l.cell_cols));

			draw_cell(s, &s->days[d], h, &cell);
			if (s->days[d].date != s->date ||
			    s->hours[h] != s->hour)
				continue;
			canvas_ink(&cell, SPAN(0, 0, cell.cols - 1),
			    s->in_list ? INK_SELECTION_IDLE : INK_CURSOR);
			if (!s->in_list)
				canvas_cursor(&cell, 0, 0);
		}
	}
}

/* --- below the cells --- */

static void
draw_sums(const struct special_state *s, const struct canvas *c, int row,
    struct layout l)
{
	canvas_fit(c, SPAN(row, 0, HOUR_COLS), INK_LABEL, _("used"));
	for (int d = 0; d < s->n_days; d++) {
		int booked = 0, total = 0, percent;
		char text[64];

		for (int h = 0; h < s->n_hours; h++) {
			booked += s->days[d].fig[h].booked;
			total += s->days[d].fig[h].total;
		}
		percent = total > 0 ? (200 * booked + total) / (2 * total) : 0;
		if (l.cell_cols < TOTALS_WIDE)
			snprintf(text, sizeof text, "%d %%", percent);
		else
			snprintf(text, sizeof text, "%d/%d  %d %%", booked,
			    total, percent);
		canvas_fit(c,
		    SPAN(row, HOUR_COLS + d * l.cell_cols + 1, l.cell_cols - 1),
		    scr_level_ink(scr_level(SCALE_CELL, booked, total)),
		    total > 0 ? text : "–");
	}
}

static void
add_tags(const struct special_state *s, struct buf *b)
{
	const json_t *items = live_items(&s->booked), *o;
	size_t i;

	json_array_foreach((json_t *)items, i, o)
	{
		if (!special_is_at(o, s->date, s->hour))
			continue;
		buf_adds(b, " · ");
		tag_text(o, 0, TAG_WIDE, b);
	}
}

/* The slot under the cursor in words, all names in full. */
static void
draw_words(const struct special_state *s, const struct canvas *c, int row)
{
	int d = special_day_index(s, s->date);
	int h = special_hour_index(s, s->hour);
	struct special_ready r;
	char when[SCR_TEXT];
	struct buf b;

	buf_init(&b, 8192);
	buf_addf(&b, "%s  ", scr_when(s->date, s->hour, when));
	if (d < 0 || h < 0 || !s->days[d].exists[h]) {
		buf_adds(&b, _("no slot"));
	} else if (s->days[d].blocked || s->days[d].fig[h].blocked) {
		buf_addf(&b, _("blocked: %s"),
		    s->days[d].reason[0] != '\0' ? s->days[d].reason
						 : s->days[d].fig[h].reason);
	} else {
		special_ready(s, s->date, s->hour, &r);
		if (r.n == 0)
			buf_adds(&b, _("nobody ready"));
		add_names(&b, &r);
		add_tags(s, &b);
	}
	canvas_fit(c, SPAN(row, 0, c->cols), INK_STRONG, buf_str(&b));
	buf_done(&b);
}

static void
draw_list(struct special_state *s, const struct canvas *c)
{
	s->list.idle = !s->in_list;
	list_draw(&s->list, c);
}

void
special_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct special_state *s = state;
	struct layout l;
	struct canvas part;
	int row;

	if (!s->has_week || !s->has_ready || !s->has_booked) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	l = layout_of(s, c);
	if (l.list == 0 && s->in_list) {
		s->grid = AREA(0, 0, 0, 0);
		draw_list(s, c);
		return;
	}
	for (int d = 0; d < s->n_days; d++) {
		part = canvas_sub(c,
		    AREA(0, HOUR_COLS + d * l.cell_cols, l.head, l.cell_cols));
		draw_head(ui, &s->days[d], &part);
	}
	part =
	    canvas_sub(c, AREA(l.head, 0, s->n_hours * l.cell_rows, c->cols));
	draw_cells(s, &part, l);
	row = l.head + s->n_hours * l.cell_rows;
	draw_sums(s, c, row, l);
	draw_words(s, c, row + 1);
	if (l.list == 0)
		return;
	canvas_hline(c, SPAN(row + 2, 0, c->cols), INK_BORDER);
	part = canvas_sub(c, AREA(row + 3, 0, c->rows - row - 3, c->cols));
	draw_list(s, &part);
}
