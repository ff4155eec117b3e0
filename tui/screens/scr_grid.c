/* Grid and capacity (booking.md 4.1 to 4.3): which slots exist, their places.
 */
#include "tui/screens/scr_grid.h"

#include "common/json.h"
#include "common/str.h"

static void
grid_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct grid_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		grid_build(s);
}

static void
grid_read(struct ui *ui, struct grid_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "availability.get_grid",
		.params =
		    scr_date_params(s->date != DATE_NONE ? s->date : ui->today),
		.fn = grid_answer,
		.quiet = quiet });
}

static void
grid_enter(struct ui *ui, void *state, const void *arg)
{
	struct grid_state *s = state;

	(void)arg;
	s->date = DATE_NONE;
	grid_read(ui, s, false);
}

static void
grid_leave(struct ui *ui, void *state)
{
	struct grid_state *s = state;

	(void)ui;
	live_done(&s->live);
	lines_done(&s->lines);
}

static void
grid_resume(struct ui *ui, void *state)
{
	grid_read(ui, state, true);
}

static void
grid_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct grid_state *s = state;

	(void)data;
	if (str_eq(event, "availability.changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
grid_tick(struct ui *ui, void *state, int64_t mono)
{
	struct grid_state *s = state;

	if (live_due(&s->live, mono))
		grid_read(ui, s, true);
	return live_next(&s->live);
}

/* --- keys --- */

static void
act_cell(struct ui *ui, void *state)
{
	if (((struct grid_state *)state)->live.data != NULL)
		grid_open_cell(ui, state);
}

static void
act_places(struct ui *ui, void *state)
{
	if (((struct grid_state *)state)->live.data != NULL)
		grid_open_places(ui, state);
}

static void
typed_date(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct grid_state *s = state;

	if (!d->ok || !scr_read_when(ui, d->text, &s->date, NULL))
		return;
	grid_read(ui, s, false);
}

static void
act_goto(struct ui *ui, void *state)
{
	(void)state;
	scr_ask_when(ui, typed_date);
}

static void
act_today(struct ui *ui, void *state)
{
	((struct grid_state *)state)->date = DATE_NONE;
	grid_read(ui, state, false);
}

static void
act_reload(struct ui *ui, void *state)
{
	grid_read(ui, state, false);
}

static int
clamp(int n, int max)
{
	return n < 0 ? 0 : n > max ? max : n;
}

static bool
grid_key(struct ui *ui, void *state, uint32_t key)
{
	struct grid_state *s = state;

	(void)ui;
	if (key == K_UP || key == 'k')
		s->hour = clamp(s->hour - 1, GRID_HOURS - 1);
	else if (key == K_DOWN || key == 'j')
		s->hour = clamp(s->hour + 1, GRID_HOURS - 1);
	else if (key == K_LEFT || key == 'h')
		s->day = clamp(s->day - 1, GRID_DAYS - 1);
	else if (key == K_RIGHT || key == 'l')
		s->day = clamp(s->day + 1, GRID_DAYS - 1);
	else if (key == K_PGUP || key == K_PGDN)
		return lines_key(&s->lines, key);
	else
		return false;
	return true;
}

static bool
grid_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct grid_state *s = state;

	if (!area_has(s->at, m->row, m->col) || s->col_width == 0)
		return lines_mouse(&s->lines, m);
	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN)
		return false;
	s->hour = m->row - s->at.row;
	s->day = (m->col - s->at.col) / s->col_width;
	if (m->kind == MOUSE_DOUBLE && ui_allowed(ui, "availability.set_grid"))
		grid_open_cell(ui, s);
	return true;
}

static const char *
grid_subtitle(struct ui *ui, void *state)
{
	static _Thread_local char text[80];
	const struct grid_state *s = state;
	char day[UI_DATE];

	(void)ui;
	if (s->date == DATE_NONE)
		return "";
	snprintf(text, sizeof text, _("as of %s"), ui_date_long(s->date, day));
	return text;
}

static const struct key_action grid_keys[] = {
	{ K_ENTER, N_("slot"), "availability.set_grid", act_cell, 'e',
	    KEY_FIRST, N_("Switch the selected slot on or off") },
	{ 'p', N_("places"), "availability.set_capacity", act_places, 0,
	    KEY_FIRST, N_("Places per consultant, from a day on") },
	{ 'g', N_("of a day"), NULL, act_goto, 0, 0,
	    N_("Show the grid as it is on another day") },
	{ 't', N_("today"), NULL, act_today, 0, 0, NULL },
	{ K_PGDN, N_("scroll"), NULL, NULL, 0, KEY_NO_FOOTER, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_grid = {
	.id = "grid",
	.title = N_("Grid and capacity"),
	.state_size = sizeof(struct grid_state),
	.keys = grid_keys,
	.enter = grid_enter,
	.leave = grid_leave,
	.resume = grid_resume,
	.draw = grid_draw,
	.key = grid_key,
	.mouse = grid_mouse,
	.push = grid_push,
	.tick = grid_tick,
	.subtitle = grid_subtitle,
};
