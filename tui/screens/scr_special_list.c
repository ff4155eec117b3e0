/* Special bookings of a week as a list; own ones can be cancelled. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_special.h"
#include "tui/ui/list.h"

enum { WEEKS_SHOWN = 4 };

struct specials_state {
	struct live live;
	struct list list;
	int monday;
	int64_t id, version; /* of the one to be cancelled */
};

static const json_t *
at(const struct specials_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

enum { WHEN, TYPE, CUSTOMER, WHO, STATE };

static const struct list_col columns[] = {
	[WHEN] = { N_("Appointment"), 16, 0, 0, 0 },
	[TYPE] = { N_("Type"), 4, 0, 0, 0 },
	[CUSTOMER] = { N_("Customer"), 12, 2, 0, 0 },
	[WHO] = { N_("Consultant"), 10, 1, 0, 0 },
	[STATE] = { N_("Status"), 10, 0, 1, 0 },
	{ 0 },
};

static int
count(void *ctx)
{
	return (int)json_array_size(
	    live_items(&((struct specials_state *)ctx)->live));
}

static int64_t
row_id(void *ctx, int row)
{
	return json_get_int(at(ctx, row), "id", -1);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = at(ctx, row);
	bool gone = json_get_bool(o, "cancelled", false);
	char text[SCR_TEXT];

	if (col == WHEN)
		buf_addf(out->text, "%s %s",
		    scr_when(scr_json_date(o, "date"), -1, text),
		    json_get_str(o, "time", ""));
	else if (col == TYPE)
		buf_adds(out->text, json_get_str(o, "type", ""));
	else if (col == CUSTOMER)
		buf_adds(out->text, json_get_str(o, "customer", ""));
	else if (col == WHO)
		buf_adds(out->text,
		    json_get_str(json_get(o, "consultant"), "name", ""));
	else
		buf_adds(out->text, gone ? _("– cancelled") : _("✓ booked"));
	if (gone)
		out->ink = INK_MUTED;
}

static const struct list_source source = {
	.cols = columns,
	.count = count,
	.id = row_id,
	.cell = cell,
	.empty = N_("No special bookings: Enter on a slot makes one"),
};

static void
read_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct specials_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		list_refresh(&s->list);
}

static void
specials_read(struct ui *ui, struct specials_state *s, bool quiet)
{
	char from[11], to[11];

	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "slots.list_special",
		.params =
		    json_pack("{s:s,s:s}", "from", date_text(s->monday, from),
			"to", date_text(s->monday + 7 * WEEKS_SHOWN - 1, to)),
		.fn = read_answer,
		.quiet = quiet });
}

static void
specials_enter(struct ui *ui, void *state, const void *arg)
{
	struct specials_state *s = state;

	s->monday = *(const int *)arg;
	list_init(&s->list, &source, s);
	specials_read(ui, s, false);
}

static void
specials_leave(struct ui *ui, void *state)
{
	struct specials_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
specials_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct specials_state *s = state;

	(void)data;
	if (!str_eq(event, "tools.changed"))
		live_soon(ui, s, &s->live);
}

static int64_t
specials_tick(struct ui *ui, void *state, int64_t mono)
{
	struct specials_state *s = state;

	if (live_due(&s->live, mono))
		specials_read(ui, s, true);
	return live_next(&s->live);
}

static void
cancelled(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	specials_read(ui, state, true);
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS,
		    _("Cancelled. The opener is back in the slot"));
}

static void
cancel_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct specials_state *s = state;

	if (d->ok)
		scr_write(ui, s,
		    &(struct tui_request){ .op = "slots.cancel_special",
			.params =
			    json_pack("{s:I,s:I}", "id", (json_int_t)s->id,
				"version", (json_int_t)s->version),
			.fn = cancelled });
}

static void
act_cancel(struct ui *ui, void *state)
{
	struct specials_state *s = state;
	const json_t *o = at(s, list_row(&s->list));
	char text[300], when[SCR_TEXT];

	if (o == NULL)
		return;
	if (!json_get_bool(o, "may_cancel", false)) {
		ui_toast(ui, TOAST_WARNING,
		    _("Only coming special bookings of your own can be "
		      "cancelled"));
		return;
	}
	s->id = json_get_int(o, "id", 0);
	s->version = json_get_int(o, "version", 0);
	snprintf(text, sizeof text, "%s %s\n%s %s", json_get_str(o, "type", ""),
	    json_get_str(o, "customer", ""),
	    scr_when(scr_json_date(o, "date"), -1, when),
	    json_get_str(o, "time", ""));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Cancel the special booking?"),
			  .text = text,
			  .yes = _("Cancel it"),
			  .no = _("Keep it"),
			  .danger = true,
			  .done = cancel_confirmed });
}

static bool
specials_key(struct ui *ui, void *state, uint32_t key)
{
	struct specials_state *s = state;

	(void)ui;
	return list_key(&s->list, key) != LIST_IGNORED;
}

static bool
specials_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct specials_state *s = state;

	(void)ui;
	return list_mouse(&s->list, m) != LIST_IGNORED;
}

static void
specials_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct specials_state *s = state;

	(void)ui;
	if (s->live.data == NULL)
		scr_draw_note(c, _("Reading ..."));
	else
		list_draw(&s->list, c);
}

static const struct key_action specials_keys[] = {
	{ 'x', N_("cancel"), "slots.cancel_special", act_cancel, K_DELETE,
	    KEY_FIRST, N_("Cancel the special booking") },
	{ '/', N_("filter"), NULL, NULL, 0, 0, NULL },
	{ 0 },
};

static const struct screen_ops scr_specials = {
	.id = "specials",
	.title = N_("Special bookings"),
	.state_size = sizeof(struct specials_state),
	.keys = specials_keys,
	.popup_rows = 13,
	.popup_cols = 68,
	.enter = specials_enter,
	.leave = specials_leave,
	.draw = specials_draw,
	.key = specials_key,
	.mouse = specials_mouse,
	.push = specials_push,
	.tick = specials_tick,
};

void
special_open_list(struct ui *ui, int monday)
{
	if (!ui_open(ui, &scr_specials, &monday))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}
