/* The status board: cards in columns; a key moves a card to another column. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_board.h"
#include "tui/screens/scr_booking.h"

static const char *const keys_of[BOARD_COLUMNS] = { "pending", "appeared",
	"recall", "special", "cancelled", "rescheduled", "no_show", "ghost" };

const char *
board_key(int column)
{
	return keys_of[column];
}

const json_t *
board_card(const struct board_state *s, int column, int i)
{
	return i < 0 || i >= s->n[column]
		   ? NULL
		   : json_array_get(json_get(s->live.data, "cards"),
			 (size_t)s->card[column][i]);
}

static const json_t *
current(const struct board_state *s)
{
	return board_card(s, s->column, s->sel[s->column]);
}

static int
column_of(const json_t *card)
{
	const char *key = json_get_str(card, "column", "");

	for (int i = 0; i < BOARD_COLUMNS; i++)
		if (str_eq(keys_of[i], key))
			return i;
	return -1; /* exits are hidden */
}

/* Goes to the card of that id; false when it is not there. */
static bool
find(struct board_state *s, int64_t id)
{
	for (int k = 0; k < BOARD_COLUMNS; k++)
		for (int i = 0; i < s->n[k]; i++)
			if (json_get_int(board_card(s, k, i), "id", 0) == id) {
				s->column = k;
				s->sel[k] = i;
				return true;
			}
	return false;
}

/* The cards into their columns; the cursor stays with its card. */
static void
sort_cards(struct board_state *s, int64_t keep)
{
	const json_t *cards = json_get(s->live.data, "cards");
	size_t total = json_array_size(cards);

	for (int k = 0; k < BOARD_COLUMNS; k++)
		s->n[k] = 0;
	for (size_t i = 0; i < total; i++) {
		int k = column_of(json_array_get(cards, i));

		if (k >= 0 && s->n[k] < BOARD_CARDS)
			s->card[k][s->n[k]++] = (int)i;
	}
	for (int k = 0; k < BOARD_COLUMNS; k++)
		if (s->sel[k] >= s->n[k])
			s->sel[k] = s->n[k] > 0 ? s->n[k] - 1 : 0;
	if (keep != 0)
		(void)find(s, keep);
}

/* First: the next appointment still to come, and what was settled last. */
static void
place(struct ui *ui, struct board_state *s)
{
	if (s->placed)
		return;
	s->placed = true;
	for (int k = 1; k < BOARD_COLUMNS; k++)
		s->sel[k] = s->n[k] > 0 ? s->n[k] - 1 : 0;
	for (int i = 0; i < s->n[0]; i++)
		if (scr_json_date(board_card(s, 0, i), "date") >= ui->today) {
			s->sel[0] = i;
			return;
		}
}

static void
board_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct board_state *s = state;
	int64_t keep =
	    s->follow != 0 ? s->follow : json_get_int(current(s), "id", 0);

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	s->follow = 0;
	sort_cards(s, keep);
	place(ui, s);
}

static void
board_read(struct ui *ui, struct board_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "slots.show_board",
		.params = s->all ? json_pack("{s:b}", "mine", 0) : NULL,
		.fn = board_answer,
		.quiet = quiet });
}

static void
board_enter(struct ui *ui, void *state, const void *arg)
{
	(void)arg;
	board_read(ui, state, false);
}

static void
board_leave(struct ui *ui, void *state)
{
	(void)ui;
	live_done(&((struct board_state *)state)->live);
}

static void
board_resume(struct ui *ui, void *state)
{
	board_read(ui, state, true);
}

static void
board_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct board_state *s = state;

	(void)data;
	if (str_eq(event, "slots.booking_changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
board_tick(struct ui *ui, void *state, int64_t mono)
{
	struct board_state *s = state;

	if (live_due(&s->live, mono))
		board_read(ui, s, true);
	return live_next(&s->live);
}

/* --- moving the cursor --- */

static void
go_column(struct board_state *s, int by)
{
	s->column = (s->column + by + BOARD_COLUMNS) % BOARD_COLUMNS;
}

static void
go_card(struct board_state *s, int by)
{
	int n = s->n[s->column], *sel = &s->sel[s->column];

	if (n == 0)
		return;
	*sel += by;
	if (*sel < 0)
		*sel = by == -1 ? n - 1 : 0;
	if (*sel >= n)
		*sel = by == 1 ? 0 : n - 1;
}

/* --- changing --- */

static void
set_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct board_state *s = state;

	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("%s   z takes it back"), a->text);
	else
		s->follow = 0;
	board_read(ui, s, true);
}

static void
send_status(struct ui *ui, struct board_state *s, const char *status)
{
	const json_t *card = current(s);

	s->follow = json_get_int(card, "id", 0);
	scr_write(ui, s,
	    &(struct tui_request){ .op = "slots.set_status",
		.params =
		    json_pack("{s:I,s:I,s:s}", "id", (json_int_t)s->follow,
			"version", (json_int_t)json_get_int(card, "version", 1),
			"status", status),
		.fn = set_answer });
}

static bool
is_next(const json_t *card, const char *status)
{
	const json_t *next = json_get(card, "next");

	for (size_t i = 0; i < json_array_size(next); i++)
		if (str_eq(json_string_value(json_array_get(next, i)), status))
			return true;
	return false;
}

static bool
frees(const char *status)
{
	return str_eq(status, "cancelled") || str_eq(status, "rescheduled") ||
	       str_eq(status, "overhang") || str_eq(status, "exit");
}

static void
free_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct board_state *s = state;

	if (d->ok)
		send_status(ui, s, s->wanted);
}

/* Asks only when a place that is still to come would be given back. */
static void
set_status(struct ui *ui, struct board_state *s, const char *status)
{
	const json_t *card = current(s);
	char text[240], when[SCR_TEXT];
	int date = scr_json_date(card, "date");

	if (card == NULL)
		return;
	if (!is_next(card, status)) {
		ui_toast(ui, TOAST_WARNING, _("Not possible now: %s"),
		    scr_status_label(status));
		return;
	}
	(void)str_copy(s->wanted, sizeof s->wanted, status);
	if (!frees(status) || date < ui->today) {
		send_status(ui, s, status);
		return;
	}
	scr_when(date, (int)json_get_int(card, "hour", -1), when);
	snprintf(text, sizeof text, _("%s, %s: the place becomes free."),
	    json_get_str(card, "customer", ""), when);
	ui_confirm(ui, scr_status_label(status), text, free_confirmed);
}

static void
move_card(struct ui *ui, struct board_state *s, int by)
{
	int to = s->column + by;

	if (current(s) == NULL || to < 0 || to >= BOARD_COLUMNS)
		return;
	set_status(ui, s, keys_of[to]);
}

static void
status_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct board_state *s = state;
	const json_t *next = json_get(current(s), "next");

	if (d->ok)
		set_status(ui, s,
		    json_string_value(json_array_get(next, (size_t)d->choice)));
}

static void
act_status(struct ui *ui, void *state)
{
	struct board_state *s = state;
	const json_t *next = json_get(current(s), "next");
	const char *items[16];
	size_t n = json_array_size(next);

	if (n == 0) {
		ui_toast(ui, TOAST_INFO,
		    _("Nothing can be changed about this booking"));
		return;
	}
	for (size_t i = 0; i < n && i < 15; i++)
		items[i] = scr_status_label(
		    json_string_value(json_array_get(next, i)));
	items[n < 15 ? n : 15] = NULL;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = json_get_str(current(s), "customer", ""),
			  .items = items,
			  .done = status_chosen });
}

static void
act_left(struct ui *ui, void *state)
{
	move_card(ui, state, -1);
}

static void
act_right(struct ui *ui, void *state)
{
	move_card(ui, state, 1);
}

static void
act_pending(struct ui *ui, void *state)
{
	set_status(ui, state, "pending");
}

static void
act_open(struct ui *ui, void *state)
{
	const json_t *card = current(state);

	if (card != NULL)
		scr_open_booking(ui, json_get_int(card, "id", 0));
}

static void
act_move(struct ui *ui, void *state)
{
	const json_t *card = current(state);

	if (card != NULL)
		scr_open_move(ui, json_get_int(card, "id", 0));
}

static void
act_cancel(struct ui *ui, void *state)
{
	const json_t *card = current(state);

	if (card != NULL)
		scr_open_cancel(ui, json_get_int(card, "id", 0));
}

static void
undo_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, "%s", a->text);
	board_read(ui, state, true);
}

static void
act_undo(struct ui *ui, void *state)
{
	struct board_state *s = state;
	const json_t *cards = json_get(s->live.data, "cards");

	for (size_t i = 0; i < json_array_size(cards); i++) {
		const json_t *card = json_array_get(cards, i);

		if (!json_get_bool(card, "undo", false))
			continue;
		s->follow = json_get_int(card, "id", 0);
		scr_write(ui, s,
		    &(struct tui_request){ .op = "slots.undo_status",
			.params =
			    json_pack("{s:I}", "id", (json_int_t)s->follow),
			.fn = undo_answer });
		return;
	}
	ui_toast(ui, TOAST_INFO,
	    _("Only your last change of the last 30 seconds can be undone"));
}

static void
act_whose(struct ui *ui, void *state)
{
	struct board_state *s = state;

	if (!scr_has_permission(ui, "slots.manage_all")) {
		ui_toast(ui, TOAST_INFO, _("You see your own bookings"));
		return;
	}
	s->all = !s->all;
	s->placed = false;
	board_read(ui, s, false);
}

static void
act_worklist(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "worklist");
}

static void
act_reload(struct ui *ui, void *state)
{
	board_read(ui, state, false);
}

static bool
board_key_event(struct ui *ui, void *state, uint32_t key)
{
	struct board_state *s = state;

	(void)ui;
	if (key == K_LEFT || key == 'h' || key == K_BACKTAB)
		go_column(s, -1);
	else if (key == K_RIGHT || key == 'l' || key == K_TAB)
		go_column(s, 1);
	else if (key == K_UP || key == 'k')
		go_card(s, -1);
	else if (key == K_DOWN || key == 'j')
		go_card(s, 1);
	else if (key == K_PGUP)
		go_card(s, -10);
	else if (key == K_PGDN)
		go_card(s, 10);
	else if (key == K_HOME)
		s->sel[s->column] = 0;
	else if (key == K_END)
		s->sel[s->column] =
		    s->n[s->column] > 0 ? s->n[s->column] - 1 : 0;
	else if (key >= '1' && key < '1' + BOARD_COLUMNS)
		s->column = (int)(key - '1');
	else
		return false;
	return true;
}

static bool
board_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct board_state *s = state;
	int row = m->row - s->at.row, col = m->col - s->at.col;

	if (m->kind > MOUSE_DOUBLE || !area_has(s->at, m->row, m->col) ||
	    s->width == 0 || s->first + col / s->width >= BOARD_COLUMNS)
		return false;
	s->column = s->first + col / s->width;
	row = s->top[s->column] + row / BOARD_CARD_ROWS;
	if (row < s->n[s->column])
		s->sel[s->column] = row;
	if (m->kind == MOUSE_DOUBLE)
		act_open(ui, s);
	return true;
}

static const struct key_action board_keys[] = {
	{ K_ENTER, N_("details"), "slots.get", act_open, 0, KEY_FIRST,
	    N_("Everything about this booking") },
	{ '<', N_("to the left"), "slots.set_status", act_left, 0,
	    KEY_NO_FOOTER, N_("Status of the column to the left") },
	{ '>', N_("to the right"), "slots.set_status", act_right, 0,
	    KEY_NO_FOOTER, N_("Status of the column to the right") },
	{ 's', N_("status"), "slots.set_status", act_status, 0, KEY_FIRST,
	    N_("Choose how it went; < and > take the next column") },
	{ 'p', N_("pending"), "slots.set_status", act_pending, 0, KEY_NO_FOOTER,
	    N_("Set it back to pending") },
	{ 'u', N_("move"), "slots.move", act_move, 0, 0, NULL },
	{ 'x', N_("cancel"), "slots.cancel", act_cancel, 0, 0, NULL },
	{ 'z', N_("undo"), "slots.undo_status", act_undo, K_CTRL('z'), 0,
	    N_("Take back your last change of status") },
	{ 'f', N_("outcome missing"), "outcomes.list_unconfirmed", act_worklist,
	    0, 0, N_("Appointments nobody has confirmed") },
	{ 'a', N_("whose"), NULL, act_whose, 0, KEY_NO_FOOTER,
	    N_("Own bookings or those of everybody") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_board = {
	.id = "board",
	.title = N_("Board"),
	.state_size = sizeof(struct board_state),
	.keys = board_keys,
	.enter = board_enter,
	.leave = board_leave,
	.resume = board_resume,
	.draw = board_draw,
	.key = board_key_event,
	.mouse = board_mouse,
	.push = board_push,
	.tick = board_tick,
};
