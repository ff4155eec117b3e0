/* Figures of the older system as they were imported (booking.md 13.7). */
#include "tui/screens/scr_history.h"

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"

enum { N_VIEWS = 3, RANKS = 3 };

int
history_rate(int appeared, int placed)
{
	if (placed <= 0)
		return 0;
	return (int)((2000LL * appeared + placed) / (2LL * placed));
}

/* --- taking the answer over --- */

static void
history_free(struct history_state *s)
{
	free(s->week);
	free(s->weekdays.row);
	free(s->hours.row);
	s->week = NULL;
	s->weekdays.row = s->hours.row = NULL;
	s->n_weeks = s->weekdays.n = s->hours.n = 0;
}

static struct history_week *
week_of(struct history_state *s, int monday)
{
	struct history_week *w;

	for (int i = s->n_weeks - 1; i >= 0; i--)
		if (s->week[i].monday == monday)
			return &s->week[i];
	w = &s->week[s->n_weeks++];
	*w = (struct history_week){ .monday = monday };
	return w;
}

static void
take_weeks(struct history_state *s, const json_t *cells)
{
	size_t i;
	const json_t *o;

	s->week = xcalloc(json_array_size(cells) + 1, sizeof *s->week);
	s->first = s->last = DATE_NONE;
	json_array_foreach((json_t *)cells, i, o)
	{
		int date = scr_json_date(o, "date");
		struct history_week *w;

		if (date == DATE_NONE)
			continue;
		if (s->first == DATE_NONE || date < s->first)
			s->first = date;
		if (date > s->last)
			s->last = date;
		w = week_of(s, date_monday(date));
		w->appeared += (int)json_get_int(o, "appeared", 0);
		w->not_appeared += (int)json_get_int(o, "not_appeared", 0);
	}
	s->best_rate = 0;
	for (int k = 0; k < s->n_weeks; k++) {
		const struct history_week *w = &s->week[k];
		int rate =
		    history_rate(w->appeared, w->appeared + w->not_appeared);

		s->best_rate = rate > s->best_rate ? rate : s->best_rate;
	}
}

/* The three best quotas get their rank (booking.md 13.7, insights). */
static void
rank(struct history_table *t)
{
	for (int r = 1; r <= RANKS; r++) {
		int best = -1;

		for (int i = 0; i < t->n; i++) {
			const struct history_row *x = &t->row[i];

			if (x->rank != 0 || x->appeared == 0 || x->placed == 0)
				continue;
			if (best < 0 ||
			    (int64_t)x->appeared * t->row[best].placed >
				(int64_t)t->row[best].appeared * x->placed)
				best = i;
		}
		if (best >= 0)
			t->row[best].rank = r;
	}
}

static void
take_table(struct history_table *t, const json_t *rows, const char *key)
{
	size_t i;
	const json_t *o;

	t->row = xcalloc(json_array_size(rows) + 1, sizeof *t->row);
	json_array_foreach((json_t *)rows, i, o) t->row[t->n++] =
	    (struct history_row){
		    .key = (int)json_get_int(o, key, 0),
		    .placed = (int)json_get_int(o, "placed", 0),
		    .appeared = (int)json_get_int(o, "appeared", 0),
	    };
	rank(t);
}

static void
history_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct history_state *s = state;
	bool first = s->live.data == NULL;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	history_free(s);
	take_weeks(s, json_get(s->live.data, "cells"));
	take_table(
	    &s->weekdays, json_get(s->live.data, "by_weekday"), "weekday");
	take_table(&s->hours, json_get(s->live.data, "by_hour"), "hour");
	list_refresh(&s->list);
	if (first && s->n_weeks > 0)
		list_select_id(&s->list, date_monday(scr_context(ui)->date));
}

/* --- the life of the screen --- */

static void
history_read(struct ui *ui, struct history_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "analytics.show_history",
		.fn = history_answer,
		.quiet = quiet });
}

static void
history_enter(struct ui *ui, void *state, const void *arg)
{
	struct history_state *s = state;

	(void)arg;
	list_init(&s->list, &history_source, s);
	history_read(ui, s, false);
}

static void
history_leave(struct ui *ui, void *state)
{
	struct history_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
	history_free(s);
}

static void
history_resume(struct ui *ui, void *state)
{
	history_read(ui, state, true);
}

static void
history_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct history_state *s = state;

	(void)data;
	if (str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
history_tick(struct ui *ui, void *state, int64_t mono)
{
	struct history_state *s = state;

	if (live_due(&s->live, mono))
		history_read(ui, s, true);
	return live_next(&s->live);
}

/* --- keys --- */

static void
act_week(struct ui *ui, void *state)
{
	struct history_state *s = state;
	int row = list_row(&s->list);

	if (row < 0) {
		ui_toast(ui, TOAST_INFO, _("No week is selected"));
		return;
	}
	scr_context(ui)->date = s->week[row].monday;
	scr_go(ui, "week");
}

static void
act_view(struct ui *ui, void *state)
{
	struct history_state *s = state;

	(void)ui;
	s->view = (s->view + 1) % N_VIEWS;
}

static void
act_reload(struct ui *ui, void *state)
{
	history_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct history_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_week(ui, s);
	return ev != LIST_IGNORED;
}

static bool
history_key(struct ui *ui, void *state, uint32_t key)
{
	struct history_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
history_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct history_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action history_keys[] = {
	{ K_ENTER, N_("week"), "slots.show_week", act_week, 0, KEY_FIRST,
	    N_("Open the week with its historic figures") },
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter the weeks while typing") },
	{ 'v', N_("view"), NULL, act_view, 0, 0,
	    N_("On small terminals: weeks, weekdays, hours") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_history = {
	.id = "history",
	.title = N_("History"),
	.state_size = sizeof(struct history_state),
	.keys = history_keys,
	.enter = history_enter,
	.leave = history_leave,
	.resume = history_resume,
	.draw = history_draw,
	.key = history_key,
	.mouse = history_mouse,
	.push = history_push,
	.tick = history_tick,
};
