/* "Blocked dates" (booking.md 6.3): holidays and blocks of a year. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_block_form.h"
#include "tui/screens/wording.h"
#include "tui/ui/list.h"

enum { YEARS_AROUND = 2, ROWS_MAX = 500 };

struct block_row {
	int date;
	bool holiday;
	const json_t *o;
};

struct blocks_state {
	struct live blocks, holidays;
	struct list list;
	int year, this_year, today;
	struct block_row row[ROWS_MAX];
	int n;
	bool placed;
	int64_t removing;
};

/* --- the rows --- */

enum { WHEN, DAYS, TIME, KIND, REASON, AWAY, BY };

static const struct list_col columns[] = {
	[WHEN] = { N_("Date"), 20, 0, 0, 0 },
	[DAYS] = { N_("Days"), 4, 0, 3, COL_RIGHT },
	[TIME] = { N_("Time"), 11, 0, 2, COL_NO_SORT },
	[KIND] = { N_("Kind"), 13, 0, 1, 0 },
	[REASON] = { N_("Reason"), 16, 3, 0, 0 },
	[AWAY] = { N_("When"), 13, 0, 5, COL_NO_SORT },
	[BY] = { N_("Entered"), 22, 1, 6, COL_NO_SORT },
	{ 0 },
};

static int
count(void *ctx)
{
	return ((struct blocks_state *)ctx)->n;
}

/* Holidays have no id: the day stands for it, below zero. */
static int64_t
row_id(void *ctx, int row)
{
	const struct block_row *r = &((struct blocks_state *)ctx)->row[row];

	return r->holiday ? -2 - (int64_t)r->date : json_get_int(r->o, "id", 0);
}

static const char *
kind_label(const struct block_row *r)
{
	const char *type = json_get_str(r->o, "type", "");

	if (r->holiday)
		return _("Holiday");
	if (str_eq(type, "time_range"))
		return _("Time range");
	if (str_eq(type, "date_range"))
		return _("Date range");
	return _("Whole day");
}

static void
cell_by(const struct block_row *r, struct list_cell *out)
{
	char at[SCR_TEXT];

	if (!r->holiday)
		buf_addf(out->text, "%s, %s",
		    json_get_str(r->o, "added_by", ""),
		    scr_instant(json_get_str(r->o, "added_at", NULL), at));
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct blocks_state *s = ctx;
	const struct block_row *r = &s->row[row];
	int end = r->holiday ? r->date : scr_json_date(r->o, "end_date");
	char text[SCR_TEXT];

	if (col == WHEN)
		buf_adds(out->text, word_range(r->date, end, text));
	else if (col == DAYS)
		buf_addf(out->text, "%d", end - r->date + 1);
	else if (col == TIME && json_get_str(r->o, "start_time", NULL) != NULL)
		buf_addf(out->text, "%s–%s",
		    json_get_str(r->o, "start_time", ""),
		    json_get_str(r->o, "end_time", ""));
	else if (col == KIND)
		buf_adds(out->text, kind_label(r));
	else if (col == REASON)
		buf_adds(out->text,
		    json_get_str(r->o, r->holiday ? "name" : "reason", ""));
	else if (col == AWAY)
		buf_adds(out->text, word_days_away(r->date, s->today, text));
	else if (col == BY)
		cell_by(r, out);
	if (r->holiday)
		out->ink = INK_HOLIDAY;
	if (end < s->today)
		out->ink = INK_MUTED;
}

static int
compare(void *ctx, int a, int b, int col)
{
	const struct blocks_state *s = ctx;
	const struct block_row *x = &s->row[a], *y = &s->row[b];
	int n = 0;

	if (col == KIND)
		n = strcoll(kind_label(x), kind_label(y));
	else if (col == REASON)
		n = strcoll(
		    json_get_str(x->o, x->holiday ? "name" : "reason", ""),
		    json_get_str(y->o, y->holiday ? "name" : "reason", ""));
	else if (col == DAYS)
		n = (int)(json_get_int(x->o, "days", 1) -
			  json_get_int(y->o, "days", 1));
	return n != 0 ? n : x->date - y->date;
}

static const struct list_source source = {
	.cols = columns,
	.count = count,
	.id = row_id,
	.cell = cell,
	.compare = compare,
	.empty = N_("Nothing is blocked in this year: n blocks a day"),
};

static int
by_date(const void *a, const void *b)
{
	const struct block_row *x = a, *y = b;

	if (x->date != y->date)
		return x->date - y->date;
	return x->holiday ? -1 : y->holiday;
}

static void
add_rows(struct blocks_state *s, const json_t *items, bool holiday)
{
	const json_t *o;
	size_t i;

	json_array_foreach((json_t *)items, i, o)
	{
		if (s->n == ROWS_MAX)
			return;
		s->row[s->n++] = (struct block_row){
			scr_json_date(o, holiday ? "date" : "start_date"),
			holiday, o
		};
	}
}

/* The first that is still to come has the cursor at first. */
static void
build(struct blocks_state *s)
{
	s->n = 0;
	add_rows(s, live_items(&s->holidays), true);
	add_rows(s, live_items(&s->blocks), false);
	qsort(s->row, (size_t)s->n, sizeof s->row[0], by_date);
	list_refresh(&s->list);
	if (s->placed || s->blocks.data == NULL || s->holidays.data == NULL)
		return;
	s->placed = true;
	for (int i = 0; i < s->n; i++)
		if (s->row[i].date >= s->today) {
			list_select_id(&s->list, row_id(s, i));
			return;
		}
}

/* --- reading --- */

static void
blocks_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct blocks_state *s = state;

	if (live_take(ui, s, &s->blocks, tag, a))
		build(s);
}

static void
holidays_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct blocks_state *s = state;

	if (live_take(ui, s, &s->holidays, tag, a))
		build(s);
}

static void
blocks_read(struct ui *ui, struct blocks_state *s, bool quiet)
{
	live_read(ui, s, &s->blocks,
	    (struct tui_request){ .op = "blocks.list",
		.params =
		    json_pack("{s:i,s:i}", "year", s->year, "limit", ROWS_MAX),
		.fn = blocks_answer,
		.quiet = quiet });
	live_read(ui, s, &s->holidays,
	    (struct tui_request){ .op = "blocks.list_holidays",
		.params = json_pack("{s:i}", "year", s->year),
		.fn = holidays_answer,
		.quiet = quiet });
}

static void
blocks_enter(struct ui *ui, void *state, const void *arg)
{
	struct blocks_state *s = state;
	int month, day;

	(void)arg;
	s->today = ui->today;
	date_split(ui->today, &s->this_year, &month, &day);
	s->year = s->this_year;
	list_init(&s->list, &source, s);
	blocks_read(ui, s, false);
}

static void
blocks_leave(struct ui *ui, void *state)
{
	struct blocks_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->blocks);
	live_done(&s->holidays);
}

static void
blocks_resume(struct ui *ui, void *state)
{
	blocks_read(ui, state, true);
}

static void
blocks_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct blocks_state *s = state;

	(void)data;
	if (str_eq(event, "blocks.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->blocks);
}

static int64_t
blocks_tick(struct ui *ui, void *state, int64_t mono)
{
	struct blocks_state *s = state;

	if (live_due(&s->blocks, mono))
		blocks_read(ui, s, true);
	return live_next(&s->blocks);
}

/* --- actions --- */

static void
step_year(struct ui *ui, struct blocks_state *s, int by)
{
	int year = s->year + by;

	if (year < s->this_year - YEARS_AROUND ||
	    year > s->this_year + YEARS_AROUND) {
		ui_toast(ui, TOAST_INFO, _("Years from %d to %d can be shown"),
		    s->this_year - YEARS_AROUND, s->this_year + YEARS_AROUND);
		return;
	}
	s->year = year;
	s->placed = false;
	blocks_read(ui, s, false);
}

static void
act_next_year(struct ui *ui, void *state)
{
	step_year(ui, state, 1);
}

static void
act_last_year(struct ui *ui, void *state)
{
	step_year(ui, state, -1);
}

static void
act_new(struct ui *ui, void *state)
{
	struct blocks_state *s = state;

	scr_open_block_form(ui, s->year);
}

static void
removed(struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (scr_error(ui, a))
		return;
	ui_toast(ui, TOAST_SUCCESS, _("The block is gone"));
	blocks_read(ui, state, true);
}

static void
remove_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct blocks_state *s = state;

	if (d->ok)
		scr_write(ui, s,
		    &(struct tui_request){ .op = "blocks.remove",
			.params =
			    json_pack("{s:I}", "id", (json_int_t)s->removing),
			.fn = removed });
}

static void
act_delete(struct ui *ui, void *state)
{
	struct blocks_state *s = state;
	int row = list_row(&s->list);
	const struct block_row *r = row >= 0 ? &s->row[row] : NULL;
	char text[400], range[SCR_TEXT];

	if (r == NULL)
		return;
	if (r->holiday) {
		ui_toast(ui, TOAST_WARNING,
		    _("A holiday cannot be removed, only blocks of your own"));
		return;
	}
	s->removing = json_get_int(r->o, "id", 0);
	snprintf(text, sizeof text, "%s\n%s · %s",
	    word_range(r->date, scr_json_date(r->o, "end_date"), range),
	    kind_label(r), json_get_str(r->o, "reason", ""));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Remove the block?"),
			  .text = text,
			  .yes = _("Remove"),
			  .no = _("Keep"),
			  .danger = true,
			  .done = remove_confirmed });
}

static void
checked(struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	const json_t *d = a->data;
	char text[400], day[UI_DATE];

	(void)state;
	(void)tag;
	if (scr_error(ui, a))
		return;
	ui_date_long(scr_json_date(d, "date"), day);
	if (json_get_bool(d, "holiday", false))
		snprintf(text, sizeof text, _("%s is a holiday: %s"), day,
		    json_get_str(d, "holiday_name", ""));
	else if (json_get_bool(d, "blocked", false))
		snprintf(text, sizeof text, _("%s is blocked: %s"), day,
		    json_get_str(d, "reason", ""));
	else if (json_array_size(json_get(d, "blocks")) > 0)
		snprintf(text, sizeof text,
		    _("%s is blocked for some hours: %s"), day,
		    json_get_str(json_array_get(json_get(d, "blocks"), 0),
			"reason", ""));
	else
		snprintf(text, sizeof text, _("%s is not blocked"), day);
	ui_message(ui, _("Check a date"), text);
}

static void
check_typed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	int date;

	if (d->ok && scr_read_when(ui, d->text, &date, NULL))
		tui_call(ui, state,
		    &(struct tui_request){ .op = "blocks.check",
			.params = scr_date_params(date),
			.fn = checked });
}

static void
act_check(struct ui *ui, void *state)
{
	(void)state;
	scr_ask_when(ui, check_typed);
}

static void
act_reload(struct ui *ui, void *state)
{
	blocks_read(ui, state, false);
}

static bool
blocks_key(struct ui *ui, void *state, uint32_t key)
{
	struct blocks_state *s = state;

	(void)ui;
	return list_key(&s->list, key) != LIST_IGNORED;
}

static bool
blocks_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct blocks_state *s = state;

	(void)ui;
	return list_mouse(&s->list, m) != LIST_IGNORED;
}

/* --- drawing --- */

static int
counter(const struct canvas *c, int col, const char *label, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%d", (int)n);
	if (col + canvas_width(c, label) + 1 + canvas_width(c, text) > c->cols)
		return c->cols;
	col += canvas_text(c, 0, col, INK_LABEL, label) + 1;
	return col + canvas_text(c, 0, col, INK_STRONG, text) + 3;
}

static void
draw_head(const struct blocks_state *s, const struct canvas *c)
{
	const json_t *n = json_get(s->blocks.data, "counters");
	char year[24];
	int col;

	snprintf(year, sizeof year, "‹ %d ›", s->year);
	col = canvas_text(c, 0, 0, INK_HEADING, year) + 3;
	col = counter(c, col, _("Holidays"), json_get_int(n, "holidays", 0));
	col = counter(c, col, _("Own blocks"), json_get_int(n, "custom", 0));
	counter(c, col, _("Holidays in the next 90 days"),
	    json_get_int(n, "upcoming", 0));
}

static void
blocks_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct blocks_state *s = state;
	struct canvas part = canvas_sub(c, AREA(2, 0, c->rows - 2, c->cols));

	s->today = ui->today;
	if (s->blocks.data == NULL || s->holidays.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	draw_head(s, c);
	list_draw(&s->list, &part);
}

static const struct key_action blocks_keys[] = {
	{ 'n', N_("new"), "blocks.add", act_new, K_INSERT, KEY_FIRST,
	    N_("Block a day, hours or several days") },
	{ 'd', N_("delete"), "blocks.remove", act_delete, K_DELETE, KEY_FIRST,
	    N_("Remove the selected block") },
	{ 'c', N_("check"), "blocks.check", act_check, 0, 0,
	    N_("Is a date blocked, and why?") },
	{ 'y', N_("next year"), NULL, act_next_year, K_RIGHT, 0,
	    N_("Next year; Y goes back") },
	{ 'Y', N_("last year"), NULL, act_last_year, K_LEFT, 0, NULL },
	{ '/', N_("filter"), NULL, NULL, 0, 0, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_blocks = {
	.id = "blocks",
	.title = N_("Blocked dates"),
	.state_size = sizeof(struct blocks_state),
	.keys = blocks_keys,
	.enter = blocks_enter,
	.leave = blocks_leave,
	.resume = blocks_resume,
	.draw = blocks_draw,
	.key = blocks_key,
	.mouse = blocks_mouse,
	.push = blocks_push,
	.tick = blocks_tick,
};
