/* Table and statistics of "My bookings" (booking.md 12.6). */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_bookings.h"
#include "tui/screens/wording.h"

enum { DATE, TIME, AWAY, CUSTOMER, STATUS, KIND, WHO, POINTS, MOVES, NOTES };

/* Of own bookings the booker is known: points and moves come first. */
#define COLUMNS(P_WHO, P_POINTS)                             \
	[DATE] = { N_("Date"), 11, 0, 0, 0 },                \
	[TIME] = { N_("Time"), 5, 0, 0, 0 },                 \
	[AWAY] = { N_("When"), 13, 0, 5, COL_NO_SORT },      \
	[CUSTOMER] = { N_("Customer"), 13, 6, 0, 0 },        \
	[STATUS] = { N_("Status"), 13, 0, 0, 0 },            \
	[KIND] = { N_("Type"), 10, 0, 2, 0 },                \
	[WHO] = { N_("Booker"), 4, 0, P_WHO, 0 },            \
	[POINTS] = { N_("Pts"), 3, 0, P_POINTS, COL_RIGHT }, \
	[MOVES] = { N_("Mv."), 3, 0, P_POINTS, COL_RIGHT },  \
	[NOTES] = { N_("Notes"), 14, 3, 6, COL_NO_SORT }, { 0 },

static const struct list_col columns[] = { COLUMNS(4, 3) };
static const struct list_col columns_all[] = { COLUMNS(1, 4) };

const json_t *
bookings_row(const struct bookings_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	return (int)json_array_size(
	    live_items(&((struct bookings_state *)ctx)->live));
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(bookings_row(ctx, row), "id", -1);
}

/* Newlines of a description would break the row. */
static void
one_line(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		buf_addc(b, *text == '\n' ? ' ' : *text);
}

static void
cell_status(const json_t *b, struct list_cell *out)
{
	const char *key = json_get_str(b, "status", "");

	buf_addf(
	    out->text, "%s %s", scr_status_sign(key), scr_status_label(key));
	out->ink = scr_status_ink(key);
}

static void
cell_who(const json_t *b, struct list_cell *out)
{
	char text[SCR_TEXT];

	buf_adds(out->text,
	    word_initials(
		json_get_str(json_get(b, "booked_by"), "name", ""), text));
}

static void
cell_number(const json_t *b, const char *key, struct list_cell *out)
{
	int n = (int)json_get_int(b, key, 0);

	if (n != 0)
		buf_addf(out->text, "%d", n);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct bookings_state *s = ctx;
	const json_t *b = bookings_row(s, row);
	int date = scr_json_date(b, "date");
	char text[SCR_TEXT];

	if (col == DATE)
		buf_adds(out->text, word_day(date, text));
	else if (col == TIME)
		buf_adds(
		    out->text, scr_hour((int)json_get_int(b, "hour", 0), text));
	else if (col == AWAY)
		buf_adds(out->text, word_days_away(date, s->today, text));
	else if (col == CUSTOMER)
		one_line(out->text, json_get_str(b, "customer", ""));
	else if (col == STATUS)
		cell_status(b, out);
	else if (col == KIND)
		buf_adds(out->text,
		    scr_potential_short(json_get_str(b, "potential", "")));
	else if (col == WHO)
		cell_who(b, out);
	else if (col == POINTS)
		cell_number(b, "points", out);
	else if (col == MOVES)
		cell_number(b, "moves", out);
	else
		one_line(out->text, json_get_str(b, "description", ""));
	if (col != STATUS && date < s->today)
		out->ink = INK_MUTED;
	if (col <= AWAY && date == s->today)
		out->ink = INK_TODAY;
}

static int
compare(void *ctx, int a, int b, int col)
{
	const json_t *x = bookings_row(ctx, a), *y = bookings_row(ctx, b);
	static const char *const keys[] = {
		[TIME] = "hour", [POINTS] = "points", [MOVES] = "moves"
	};
	json_int_t i, j;

	if (col == CUSTOMER)
		return strcoll(json_get_str(x, "customer", ""),
		    json_get_str(y, "customer", ""));
	if (col == STATUS)
		return strcmp(json_get_str(x, "status", ""),
		    json_get_str(y, "status", ""));
	if (col == KIND)
		return strcmp(json_get_str(x, "potential", ""),
		    json_get_str(y, "potential", ""));
	if (col == WHO)
		return strcmp(
		    json_get_str(json_get(x, "booked_by"), "name", ""),
		    json_get_str(json_get(y, "booked_by"), "name", ""));
	if (col == DATE)
		return strcmp(json_get_str(x, "start_at", ""),
		    json_get_str(y, "start_at", ""));
	i = json_get_int(x, keys[col], 0);
	j = json_get_int(y, keys[col], 0);
	return (i > j) - (i < j);
}

#define SOURCE(COLS)                                                  \
	{                                                             \
		.cols = COLS, .count = count, .id = id, .cell = cell, \
		.compare = compare,                                   \
		.empty = N_("No bookings: w opens the week, "         \
			    "p chooses the period"),                  \
	}

const struct list_source bookings_source = SOURCE(columns);
const struct list_source bookings_source_all = SOURCE(columns_all);

/* --- statistics --- */

static const struct {
	const char *key, *status, *brief;
} counters[] = {
	{ "pending", "pending", NULL },
	{ "appeared", "appeared", NULL },
	{ "recall", "recall", NULL },
	{ "special", "special", NULL },
	{ "cancelled", "cancelled", NULL },
	{ "rescheduled", "rescheduled", NULL },
	{ "no_show", "no_show", N_("Not app.") },
	{ "ghost", "ghost", NULL },
};

enum { N_COUNTERS = sizeof counters / sizeof counters[0] };

static void
draw_counter(const struct canvas *c, struct span sp, const json_t *stats, int i)
{
	const char *status = counters[i].status;
	int n = (int)json_get_int(stats, counters[i].key, 0);
	char text[16];

	canvas_text(c, sp.row, sp.col,
	    n > 0 ? scr_status_ink(status) : INK_MUTED,
	    scr_status_sign(status));
	snprintf(text, sizeof text, "%d", n);
	canvas_right(c, SPAN(sp.row, sp.col + 2, 3),
	    n > 0 ? INK_STRONG : INK_MUTED, text);
	canvas_fit(c, SPAN(sp.row, sp.col + 6, sp.cols - 7),
	    n > 0 ? INK_TEXT : INK_MUTED,
	    counters[i].brief != NULL && sp.cols < 24
		? _(counters[i].brief)
		: scr_status_label(status));
}

/* Eight counters in one or two lines. Returns the rows used. */
static int
draw_counters(const struct canvas *c, const json_t *stats)
{
	int each = c->cols >= 8 * 19 ? 8 : c->cols >= 72 ? 4 : 2;
	int cols = c->cols / each, rows = N_COUNTERS / each;

	for (int i = 0; i < N_COUNTERS; i++)
		draw_counter(
		    c, SPAN(i / each, i % each * cols, cols), stats, i);
	return rows;
}

static void
draw_rates(const struct canvas *c, int row, const json_t *stats)
{
	char show[SCR_TEXT], no_show[SCR_TEXT], text[200];

	snprintf(text, sizeof text,
	    _("Completed %d · success %d · failure %d · appearance %s · "
	      "no-show "
	      "%s"),
	    (int)json_get_int(stats, "total_completed", 0),
	    (int)json_get_int(stats, "success", 0),
	    (int)json_get_int(stats, "failure", 0),
	    word_percent(json_get_int(stats, "show_rate_tenths", 0), show),
	    word_percent(
		json_get_int(stats, "no_show_rate_tenths", 0), no_show));
	canvas_fit(c, SPAN(row, 0, c->cols), INK_LABEL, text);
}

static void
draw_scope(const struct canvas *c, int row, const struct bookings_state *s)
{
	const char *status = bookings_status_key(s->status);
	int all = (int)json_get_int(s->live.data, "total", 0);
	int read = (int)json_array_size(live_items(&s->live));
	char text[300], n[80];

	snprintf(text, sizeof text, "%s · %s · %s",
	    s->user == 0    ? _("My bookings")
	    : s->user == -1 ? _("Bookings of everybody")
			    : s->user_name,
	    bookings_period_label(s->period),
	    status != NULL ? scr_status_label(status) : _("every status"));
	if (read < all)
		snprintf(n, sizeof n, _("%d of %d: choose a shorter period"),
		    read, all);
	else
		snprintf(n, sizeof n,
		    ngettext("%d entry", "%d entries", (unsigned long)all),
		    all);
	canvas_hline(c, SPAN(row, 0, c->cols), INK_BORDER);
	canvas_text(c, row, 1, INK_HEADING, text);
	if (canvas_width(c, text) + canvas_width(c, n) + 4 < c->cols)
		canvas_text(c, row, c->cols - canvas_width(c, n) - 1,
		    read < all ? INK_WARNING : INK_MUTED, n);
}

void
bookings_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct bookings_state *s = state;
	const json_t *stats = json_get(s->live.data, "statistics");
	struct canvas part;
	int row = 0;

	s->today = ui->today;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (c->rows >= 16 && c->cols >= 60) {
		row = draw_counters(c, stats);
		draw_rates(c, row++, stats);
	}
	draw_scope(c, row++, s);
	part = canvas_sub(c, AREA(row, 0, c->rows - row, c->cols));
	list_draw(&s->list, &part);
}
