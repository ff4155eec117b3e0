/* One write to a calendar with all that is known of it. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/lines.h"
#include "tui/screens/scr_booking.h"
#include "tui/screens/scr_calendar.h"

enum { LABEL_COLS = 17 };

struct entry_state {
	struct lines lines;
	int64_t booking;
};

static void
time_line(struct lines *l, const char *label, const json_t *o, const char *key)
{
	char text[SCR_TEXT];

	scr_instant(json_get_str(o, key, NULL), text);
	if (text[0] != '\0')
		lines_pair(l, label, "%s", text);
}

static void
fill(struct lines *l, const json_t *o, const char *calendar)
{
	const char *state = json_get_str(o, "state", "");
	const char *error = json_get_str(o, "error", "");
	int64_t booking = json_get_int(o, "booking", 0);

	lines_pair(l, _("Entry"), "%s", json_get_str(o, "title", ""));
	lines_pair(l, _("Calendar"), "%s", calendar);
	lines_pair(l, _("What"), "%s",
	    calendar_operation(json_get_str(o, "operation", "")));
	lines_pair(l, _("State"), "%s %s", calendar_write_sign(state),
	    calendar_write_state(state));
	l->v[l->n - 1].ink = calendar_write_ink(state);
	time_line(l, _("Made at"), o, "at");
	lines_pair(l, _("Tries"), "%d", (int)json_get_int(o, "attempts", 0));
	if (str_eq(state, "pending"))
		time_line(l, _("Next try"), o, "next_try_at");
	if (error[0] != '\0') {
		lines_pair(l, _("Last error"), "%s", error);
		l->v[l->n - 1].ink = INK_ERROR;
	}
	if (booking != 0)
		lines_pair(l, _("Booking"), "%lld", (long long)booking);
	if (json_get_int(o, "special", 0) != 0)
		lines_pair(l, _("Special booking"), "%lld",
		    (long long)json_get_int(o, "special", 0));
	lines_pair(l, _("Event"), "%s", json_get_str(o, "event_id", ""));
}

static void
entry_enter(struct ui *ui, void *state, const void *arg)
{
	struct entry_state *s = state;
	const json_t *o = json_get(arg, "entry");

	(void)ui;
	s->booking = json_get_int(o, "booking", 0);
	fill(&s->lines, o, json_get_str(arg, "name", ""));
}

static void
entry_leave(struct ui *ui, void *state)
{
	(void)ui;
	lines_done(&((struct entry_state *)state)->lines);
}

static void
entry_draw(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	lines_draw(&((struct entry_state *)state)->lines, c, LABEL_COLS);
}

static void
act_close(struct ui *ui, void *state)
{
	(void)state;
	ui_back(ui);
}

static void
act_booking(struct ui *ui, void *state)
{
	int64_t booking = ((struct entry_state *)state)->booking;

	if (booking != 0)
		scr_open_booking(ui, booking);
	else
		ui_toast(ui, TOAST_INFO, _("No booking belongs to it"));
}

static bool
entry_key(struct ui *ui, void *state, uint32_t key)
{
	(void)ui;
	return lines_key(&((struct entry_state *)state)->lines, key);
}

static bool
entry_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return lines_mouse(&((struct entry_state *)state)->lines, m);
}

static const struct key_action entry_keys[] = {
	{ K_ENTER, N_("close"), NULL, act_close, 'q', KEY_FIRST, NULL },
	{ 'b', N_("booking"), "slots.get", act_booking, 0, 0,
	    N_("Open the booking it belongs to") },
	{ 0 },
};

const struct screen_ops scr_outbox_entry = {
	.id = "outbox_entry",
	.title = N_("Write to a calendar"),
	.state_size = sizeof(struct entry_state),
	.keys = entry_keys,
	.popup_rows = 13,
	.popup_cols = 66,
	.enter = entry_enter,
	.leave = entry_leave,
	.draw = entry_draw,
	.key = entry_key,
	.mouse = entry_mouse,
};
