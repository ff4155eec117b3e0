/* Drawing of the week: a grid of cells, its sums, the cell under the cursor. */
#include "common/buf.h"
#include "common/str.h"
#include "tui/screens/scr_week.h"

enum { HOUR_COLS = 6, LOW = 15, HEAD = 3, FOOT = 4 };

struct layout {
	int head, foot; /* rows above and below the cells */
	int cell_rows, cell_cols;
};

static struct layout
layout_of(const struct week_state *s, const struct canvas *c)
{
	struct layout l = { HEAD, FOOT, 1, 0 };
	int n = s->n_hours > 0 ? s->n_hours : 1;
	int days = s->n_days > 0 ? s->n_days : 5;

	if (c->rows < n + HEAD + FOOT)
		l.head = 1;
	if (c->rows < n + l.head + FOOT)
		l.foot = c->rows > n + l.head ? 1 : 0;
	l.cell_rows = (c->rows - l.head - l.foot) / n;
	l.cell_rows = l.cell_rows > 4 ? 4 : l.cell_rows;
	l.cell_rows = l.cell_rows < 1 ? 1 : l.cell_rows;
	l.cell_cols = (c->cols - HOUR_COLS) / days;
	l.cell_cols = l.cell_cols > 22 ? 22 : l.cell_cols;
	l.cell_cols = l.cell_cols < 5 ? 5 : l.cell_cols;
	return l;
}

/* --- head --- */

/* What the second line of the head says about a day. */
static int
day_note(const struct week_state *s, const struct week_day *d, int today,
    char *out, size_t size)
{
	int n_free = 0, total = 0;

	if (d->blocked) {
		(void)str_copy(
		    out, size, d->reason[0] != '\0' ? d->reason : _("blocked"));
		return d->holiday ? INK_HOLIDAY : INK_SLOT_BLOCKED;
	}
	for (int h = 0; h < s->n_hours; h++) {
		if (!d->cell[h].exists || d->cell[h].fig.past)
			continue;
		n_free += d->cell[h].fig.free;
		total += d->cell[h].fig.total;
	}
	if (d->beyond)
		(void)str_copy(out, size, _("too far ahead"));
	else if (d->date < today || total == 0)
		(void)str_copy(out, size, d->date < today ? "" : "–");
	else
		snprintf(out, size, _("%d free"), n_free);
	return INK_MUTED;
}

static void
draw_day_head(
    struct ui *ui, const struct week_state *s, const struct canvas *c, int d)
{
	const struct week_day *day = &s->days[d];
	bool today = day->date == ui->today;
	int ink = today ? INK_TODAY : INK_HEADER;
	char text[SCR_TEXT], note[96];

	if (date_weekday(day->date) >= 5 && !today)
		ink = INK_WEEKEND;
	scr_day_label(day->date, c->cols - 2, text);
	canvas_fit(c, SPAN(0, 1, c->cols - 2), ink, text);
	if (today) /* not by colour alone */
		canvas_text(c, 0, 0, INK_ACCENT, "•");
	if (today && c->cols >= 16)
		canvas_right(
		    c, SPAN(0, 11, c->cols - 12), INK_TODAY, _("today"));
	if (c->rows < 2)
		return;
	ink = day_note(s, day, ui->today, note, sizeof note);
	canvas_fit(c, SPAN(1, 1, c->cols - 2), ink, note);
}

/* --- cells --- */

static int
cell_ink(const struct week_day *d, const struct week_cell *cell)
{
	const struct scr_fig *f = &cell->fig;

	if (d->blocked || f->blocked)
		return INK_SLOT_BLOCKED;
	if (f->past || d->beyond)
		return INK_SLOT_PAST;
	return scr_level_ink(scr_level(SCALE_CELL, f->booked, f->total));
}

/* Figures of the import, instead of places: who came, who did not. */
static void
draw_history(const struct week_cell *cell, const struct canvas *c)
{
	char text[48];

	if (cell->appeared < 0 && cell->not_appeared < 0) {
		canvas_fit(c, SPAN(0, 1, c->cols - 2), INK_SLOT_PAST, "·");
		return;
	}
	if (c->rows == 1 || c->cols < 12) {
		snprintf(text, sizeof text, "%d:%d",
		    cell->appeared > 0 ? cell->appeared : 0,
		    cell->not_appeared > 0 ? cell->not_appeared : 0);
		canvas_fit(c, SPAN(0, 1, c->cols - 2), INK_TEXT, text);
		return;
	}
	snprintf(text, sizeof text, _("%2d came"),
	    cell->appeared > 0 ? cell->appeared : 0);
	canvas_fit(c, SPAN(0, 1, c->cols - 2), INK_SLOT_GREEN, text);
	snprintf(text, sizeof text, _("%2d did not"),
	    cell->not_appeared > 0 ? cell->not_appeared : 0);
	canvas_fit(c, SPAN(1, 1, c->cols - 2), INK_MUTED, text);
}

/* Second line of a cell: what is special about it. */
static void
draw_marks(const struct week_cell *cell, const struct canvas *c)
{
	const struct scr_fig *f = &cell->fig;
	int held = f->held;
	char text[48];

	if (f->my_hold) {
		canvas_fit(c, SPAN(1, 1, c->cols - 2), INK_SLOT_HELD,
		    _("◆ held by me"));
	} else if (held > 0) {
		snprintf(text, sizeof text, _("◇ %d held"), held);
		canvas_fit(c, SPAN(1, 1, c->cols - 2), INK_SLOT_HELD, text);
	} else if (f->overbooked) {
		snprintf(
		    text, sizeof text, _("! %d over"), f->booked - f->total);
		canvas_fit(c, SPAN(1, 1, c->cols - 2), INK_SLOT_RED, text);
	} else if (f->fallback && f->total > 0) {
		canvas_fit(c, SPAN(1, 1, c->cols - 2), INK_SLOT_STANDARD,
		    _("standard"));
	}
}

/* Third line, on tall terminals. */
static void
draw_more(const struct week_cell *cell, const struct canvas *c)
{
	char text[64];

	if (cell->fig.total == 0 || cell->fig.past)
		return;
	snprintf(text, sizeof text,
	    ngettext("%d consultant", "%d consultants",
		(unsigned long)cell->fig.consultants),
	    cell->fig.consultants);
	canvas_fit(c, SPAN(2, 1, c->cols - 2), INK_MUTED, text);
}

/* A slot that is over has no free places any more: who was booked counts. */
static void
cell_text(const struct week_state *s, const struct week_cell *cell, int cols,
    char out[48])
{
	const struct scr_fig *f = &cell->fig;
	enum scr_level level = scr_level(SCALE_CELL, f->booked, f->total);

	if (f->past && cols >= 12)
		snprintf(out, 48, _("%2d booked"), f->booked);
	else if (f->past)
		snprintf(out, 48, "%2d/%d", f->booked, f->total);
	else
		snprintf(out, 48, "%s%2d/%d", scr_level_sign(level),
		    s->booked_view ? f->booked : f->free, f->total);
}

/* Appointments of a blocked slot must not be forgotten. */
static void
draw_blocked(const struct week_cell *cell, const struct canvas *c)
{
	int n = cell->fig.booked;
	char text[48];

	canvas_fit(c, SPAN(0, 1, c->cols - 2), INK_SLOT_BLOCKED,
	    c->cols >= 11 ? _("blocked") : "×");
	if (n == 0)
		return;
	snprintf(text, sizeof text,
	    ngettext("! %d appointment", "! %d appointments", (unsigned long)n),
	    n);
	if (c->rows >= 2)
		canvas_fit(c, SPAN(1, 1, c->cols - 2), INK_WARNING, text);
	else
		canvas_text(c, 0, c->cols - 2, INK_WARNING, "!");
}

static void
draw_cell(const struct week_state *s, const struct week_day *d,
    const struct week_cell *cell, const struct canvas *c)
{
	const struct scr_fig *f = &cell->fig;
	int ink = cell_ink(d, cell), used;
	char text[48];

	if (s->historic && d->past &&
	    (cell->appeared >= 0 || cell->not_appeared >= 0 ||
		f->booked == 0)) {
		draw_history(cell, c);
		return;
	}
	if (cell->exists && (d->blocked || f->blocked)) {
		draw_blocked(cell, c);
		return;
	}
	if (!cell->exists || (f->total == 0 && f->booked == 0)) {
		canvas_fit(c, SPAN(0, 1, c->cols - 2), INK_SLOT_NONE, "–");
		return;
	}
	cell_text(s, cell, c->cols, text);
	used = 1 + canvas_text(c, 0, 1, ink, text);
	if (cell->flash_until != 0)
		canvas_text(c, 0, used, INK_ACCENT, "*");
	else if (c->cols >= used + 11 && f->bookable && !s->booked_view)
		canvas_fit(c, SPAN(0, used + 1, c->cols - used - 2), ink,
		    f->free > 0 ? _("free") : "");
	if (!f->past && c->rows >= 2)
		draw_marks(cell, c);
	if (c->rows >= 3)
		draw_more(cell, c);
}

static void
draw_cells(struct week_state *s, const struct canvas *c, struct layout l)
{
	int rows = l.cell_rows > 2 ? l.cell_rows - 1 : l.cell_rows;
	char text[SCR_TEXT];

	s->grid =
	    AREA(c->row, c->col + HOUR_COLS, c->rows, l.cell_cols * s->n_days);
	s->col_width = l.cell_cols;
	s->row_height = l.cell_rows;
	for (int h = 0; h < s->n_hours; h++) {
		canvas_fit(c, SPAN(h * l.cell_rows, 0, HOUR_COLS),
		    s->hours[h] == s->hour ? INK_STRONG : INK_LABEL,
		    scr_hour(s->hours[h], text));
		for (int d = 0; d < s->n_days; d++) {
			struct canvas cell = canvas_sub(c,
			    AREA(h * l.cell_rows, HOUR_COLS + d * l.cell_cols,
				rows, l.cell_cols));

			draw_cell(s, &s->days[d], &s->days[d].cell[h], &cell);
			if (s->days[d].date != s->date ||
			    s->hours[h] != s->hour)
				continue;
			for (int i = 0; i < cell.rows && i < 2; i++)
				canvas_ink(&cell, SPAN(i, 0, cell.cols - 1),
				    INK_CURSOR);
			canvas_cursor(&cell, 0, 0);
		}
	}
}

/* --- foot --- */

static void
draw_totals(const struct week_state *s, const struct canvas *c, int row)
{
	int booked = 0, total = 0, n_free = 0, held = 0;
	char text[200];
	struct buf b;

	for (int d = 0; d < s->n_days; d++)
		for (int h = 0; h < s->n_hours; h++) {
			const struct scr_fig *f = &s->days[d].cell[h].fig;

			booked += f->booked;
			total += f->total;
			held += f->held;
			n_free += f->past ? 0 : f->free;
		}
	buf_init(&b, 512);
	if (s->historic)
		buf_addf(&b, _("Imported week: %d came, %d did not"),
		    s->appeared, s->not_appeared);
	else
		buf_addf(&b, _("Week: %d of %d places booked (%d %%), %d free"),
		    booked, total,
		    total > 0 ? (200 * booked + total) / (2 * total) : 0,
		    n_free);
	if (held > 0) {
		snprintf(text, sizeof text, _(", %d held"), held);
		buf_adds(&b, text);
	}
	if (s->outside > 0) {
		snprintf(
		    text, sizeof text, _(" · outside grid: %d"), s->outside);
		buf_adds(&b, text);
	}
	canvas_fit(c, SPAN(row, 0, c->cols), INK_TEXT, buf_str(&b));
	buf_done(&b);
}

static void
draw_legend(const struct week_state *s, const struct canvas *c, int row)
{
	static const struct {
		enum scr_level level;
		const char *text;
	} parts[] = {
		{ LEVEL_GREEN, N_("below 60 %") },
		{ LEVEL_YELLOW, N_("below 90 %") },
		{ LEVEL_RED, N_("from 90 %") },
	};
	int col = 0;

	for (int i = 0; i < 3; i++) {
		col += canvas_text(c, row, col, scr_level_ink(parts[i].level),
			   scr_level_sign(parts[i].level)) +
		       1;
		col +=
		    canvas_text(c, row, col, INK_MUTED, _(parts[i].text)) + 2;
	}
	canvas_right(c, SPAN(row, col, c->cols - col), INK_MUTED,
	    s->booked_view ? _("cells: booked/places")
			   : _("cells: free/places"));
}

static void
describe_open(struct buf *b, const struct scr_fig *f)
{
	buf_addf(b, _("%d of %d places free, %d booked"), f->free, f->total,
	    f->booked);
	if (f->held > 0)
		buf_addf(b, _(", %d held"), f->held);
	buf_addf(b, " · ");
	buf_addf(b,
	    ngettext("%d consultant", "%d consultants",
		(unsigned long)f->consultants),
	    f->consultants);
	if (f->bookable)
		buf_addf(b,
		    ngettext(" · %d point", " · %d points",
			(unsigned long)f->points),
		    f->points);
	if (f->fallback)
		buf_addf(b, " · %s", _("standard"));
}

/* One line in words about the cell under the cursor. */
static void
describe(struct week_state *s, struct buf *b)
{
	const struct week_cell *cell = week_cursor(s);
	int d = week_day_index(s, s->date);
	const struct scr_fig *f;
	char when[SCR_TEXT];

	buf_addf(b, "%s  ", scr_when(s->date, s->hour, when));
	if (cell == NULL || d < 0)
		return;
	f = &cell->fig;
	if (s->days[d].blocked || f->blocked)
		buf_addf(b, _("blocked: %s"),
		    f->reason[0] != '\0' ? f->reason : s->days[d].reason);
	else if (cell->appeared >= 0 || cell->not_appeared >= 0)
		buf_addf(b, _("imported: %d came, %d did not"),
		    cell->appeared > 0 ? cell->appeared : 0,
		    cell->not_appeared > 0 ? cell->not_appeared : 0);
	else if (f->past)
		buf_addf(b, _("over · %d of %d places were booked"), f->booked,
		    f->total);
	else if (s->days[d].beyond)
		buf_adds(b, _("too far ahead to be booked"));
	else if (f->total == 0)
		buf_adds(b, _("no consultant is ready"));
	else
		describe_open(b, f);
}

static void
draw_foot(struct week_state *s, const struct canvas *c)
{
	struct buf b;
	int row = c->rows - 1;

	if (c->rows == 0)
		return;
	buf_init(&b, 1024);
	describe(s, &b);
	canvas_fit(c, SPAN(row, 0, c->cols), INK_STRONG, buf_str(&b));
	buf_done(&b);
	if (c->rows < FOOT)
		return;
	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	draw_totals(s, c, 1);
	draw_legend(s, c, 2);
}

void
week_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct week_state *s = state;
	struct canvas part;
	struct layout l;

	if (s->monday == DATE_NONE) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	l = layout_of(s, c);
	for (int d = 0; d < s->n_days; d++) {
		part = canvas_sub(c, AREA(0, HOUR_COLS + d * l.cell_cols,
					 l.head > 1 ? 2 : 1, l.cell_cols));
		draw_day_head(ui, s, &part, d);
	}
	if (l.head > 2)
		canvas_hline(c, SPAN(2, 0, c->cols), INK_BORDER);
	part =
	    canvas_sub(c, AREA(l.head, 0, c->rows - l.head - l.foot, c->cols));
	draw_cells(s, &part, l);
	part = canvas_sub(c, AREA(c->rows - l.foot, 0, l.foot, c->cols));
	draw_foot(s, &part);
}
