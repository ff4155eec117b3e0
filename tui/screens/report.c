/* Consequences of a change: what was lost, which bookings are affected. */
#include "tui/screens/report.h"

#include "common/json.h"
#include "tui/screens/lines.h"

struct report_state {
	struct lines lines;
};

struct report_arg {
	const char *what;
	const json_t *lost, *affected;
};

static void
add_lost(struct lines *l, const json_t *list)
{
	const json_t *o;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	lines_heading(l, _("No longer ready"));
	json_array_foreach((json_t *)list, i, o)
	{
		char when[SCR_TEXT];

		lines_text(l, INK_TEXT, "%s  %s",
		    scr_when(scr_json_date(o, "date"),
			(int)json_get_int(o, "hour", -1), when),
		    json_get_str(o, "consultant", ""));
	}
}

/* Bookings have a customer; slots have booked and total. */
static void
add_affected(struct lines *l, const json_t *list)
{
	const json_t *o;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	lines_heading(l, _("Booked without a place: please move or cancel"));
	json_array_foreach((json_t *)list, i, o)
	{
		const char *who = json_get_str(o, "customer", NULL);
		char when[SCR_TEXT];

		scr_when(scr_json_date(o, "date"),
		    (int)json_get_int(o, "hour", -1), when);
		if (who != NULL)
			lines_text(l, INK_WARNING, "%s  %s (%s)", when, who,
			    json_get_str(o, "booked_by", ""));
		else
			lines_text(l, INK_WARNING,
			    _("%s  %d booked, %d places"), when,
			    (int)json_get_int(o, "booked", 0),
			    (int)json_get_int(o, "total", 0));
	}
}

static void
report_enter(struct ui *ui, void *state, const void *arg)
{
	struct report_state *s = state;
	const struct report_arg *in = arg;

	(void)ui;
	lines_text(&s->lines, INK_SUCCESS, "%s", in->what);
	add_affected(&s->lines, in->affected);
	add_lost(&s->lines, in->lost);
}

static void
report_leave(struct ui *ui, void *state)
{
	(void)ui;
	lines_done(&((struct report_state *)state)->lines);
}

static void
report_draw(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	lines_draw(&((struct report_state *)state)->lines, c, 0);
}

static bool
report_key(struct ui *ui, void *state, uint32_t key)
{
	if (key == K_ENTER || key == 'q') {
		ui_back(ui);
		return true;
	}
	return lines_key(&((struct report_state *)state)->lines, key);
}

static bool
report_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return lines_mouse(&((struct report_state *)state)->lines, m);
}

static const struct key_action report_keys[] = {
	{ K_ENTER, N_("understood"), NULL, NULL, 0, KEY_FIRST, NULL },
	{ 0 },
};

static const struct screen_ops scr_report = {
	.id = "report",
	.title = N_("Consequences"),
	.state_size = sizeof(struct report_state),
	.keys = report_keys,
	.popup_rows = 14,
	.popup_cols = 62,
	.enter = report_enter,
	.leave = report_leave,
	.draw = report_draw,
	.key = report_key,
	.mouse = report_mouse,
};

void
report_open(struct ui *ui, const char *what, const json_t *data)
{
	const struct report_arg arg = { what, json_get(data, "lost"),
		json_get(data, "affected") };

	if (json_array_size(arg.lost) + json_array_size(arg.affected) == 0 ||
	    !ui_open(ui, &scr_report, &arg))
		ui_toast(ui, TOAST_SUCCESS, "%s", what);
}
