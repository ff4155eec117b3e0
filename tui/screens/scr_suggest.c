/* Free slots to choose from: the best ones, or the nearest to a slot. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/screens.h"
#include "tui/ui/list.h"

struct suggest_state {
	struct list list;
	json_t *items; /* NULL: not read yet */
};

struct suggest_arg {
	int date, hour;
};

static int
item_count(void *ctx)
{
	return (int)json_array_size(((struct suggest_state *)ctx)->items);
}

static const json_t *
item(void *ctx, int row)
{
	return json_array_get(
	    ((struct suggest_state *)ctx)->items, (size_t)row);
}

static void
item_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = item(ctx, row);
	int n_free = (int)json_get_int(o, "free", 0);
	char text[SCR_TEXT];

	switch (col) {
	case 0:
		buf_adds(
		    out->text, scr_when(scr_json_date(o, "date"),
				   (int)json_get_int(o, "hour", -1), text));
		out->ink = INK_STRONG;
		break;
	case 1:
		buf_addf(out->text, "%d", (int)json_get_int(o, "points", 0));
		break;
	case 2:
		buf_addf(out->text, _("%d of %d"), n_free,
		    (int)json_get_int(o, "total", 0));
		out->ink = scr_free_ink(n_free);
		break;
	case 3:
		buf_addf(
		    out->text, "%d", (int)json_get_int(o, "consultants", 0));
		out->ink = INK_MUTED;
		break;
	}
}

static const struct list_col cols[] = {
	{ N_("Slot"), 18, 1, 0, COL_NO_SORT },
	{ N_("Points"), 6, 0, 0, COL_RIGHT | COL_NO_SORT },
	{ N_("Free"), 10, 0, 0, COL_RIGHT | COL_NO_SORT },
	{ N_("Consultants"), 7, 0, 1, COL_RIGHT | COL_NO_SORT },
	{ 0 },
};

static const struct list_source source = {
	.cols = cols,
	.count = item_count,
	.cell = item_cell,
	.empty = N_("No free slot within the next two weeks"),
};

static void
suggest_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct suggest_state *s = state;

	(void)tag;
	if (scr_error_load(ui, s, a))
		return;
	s->items = json_incref(json_get(a->data, "items"));
	list_refresh(&s->list);
}

static void
suggest_enter(struct ui *ui, void *state, const void *arg)
{
	struct suggest_state *s = state;
	const struct suggest_arg *at = arg;
	json_t *params =
	    at->date != DATE_NONE
		? scr_date_params(at->date > ui->today ? at->date : ui->today)
		: json_object();

	list_init(&s->list, &source, s);
	s->list.flags = LIST_VI | LIST_NO_FILTER;
	if (at->hour >= 0)
		json_object_set_new(params, "hour", json_integer(at->hour));
	json_object_set_new(params, "limit", json_integer(8));
	tui_call(ui, s,
	    &(struct tui_request){ .op = "slots.suggest",
		.params = params,
		.fn = suggest_answer });
}

static void
suggest_leave(struct ui *ui, void *state)
{
	struct suggest_state *s = state;

	(void)ui;
	list_done(&s->list);
	json_decref(s->items);
}

static void
suggest_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct suggest_state *s = state;

	(void)ui;
	if (s->items == NULL)
		scr_draw_note(c, _("Reading ..."));
	else
		list_draw(&s->list, c);
}

/* The context takes the choice over; the screen below follows it. */
static void
choose(struct ui *ui, struct suggest_state *s, bool book)
{
	int row = list_row(&s->list), date, hour;
	struct scr_context *x = scr_context(ui);

	if (row < 0)
		return;
	date = scr_json_date(item(s, row), "date");
	hour = (int)json_get_int(item(s, row), "hour", -1);
	x->date = date;
	x->hour = hour;
	ui_close(ui);
	if (book)
		scr_open_book(ui, date, hour);
}

static bool
suggest_event(struct ui *ui, struct suggest_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		choose(ui, s, false);
	return ev != LIST_IGNORED;
}

static bool
suggest_key(struct ui *ui, void *state, uint32_t key)
{
	struct suggest_state *s = state;

	return suggest_event(ui, s, list_key(&s->list, key));
}

static bool
suggest_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct suggest_state *s = state;

	return suggest_event(ui, s, list_mouse(&s->list, m));
}

static void
act_book(struct ui *ui, void *state)
{
	choose(ui, state, true);
}

static const struct key_action suggest_keys[] = {
	{ K_ENTER, N_("go there"), NULL, NULL, 0, KEY_FIRST, NULL },
	{ 'b', N_("book"), "slots.book", act_book, 0, KEY_FIRST, NULL },
	{ 0 },
};

static const struct screen_ops scr_suggest = {
	.id = "suggest",
	.title = N_("Free slots"),
	.state_size = sizeof(struct suggest_state),
	.keys = suggest_keys,
	.popup_rows = 11,
	.popup_cols = 54,
	.enter = suggest_enter,
	.leave = suggest_leave,
	.draw = suggest_draw,
	.key = suggest_key,
	.mouse = suggest_mouse,
};

void
scr_open_suggest(struct ui *ui, int date, int hour)
{
	struct suggest_arg arg = { date, hour };

	ui_open(ui, &scr_suggest, &arg);
}
