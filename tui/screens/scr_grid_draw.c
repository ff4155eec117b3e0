/* The grid as a table, the capacity rows and what is to come below it. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_grid.h"

const int grid_hours[GRID_HOURS] = { 9, 11, 14, 16, 18, 20 };

static int
hour_index(int64_t hour)
{
	for (int i = 0; i < GRID_HOURS; i++)
		if (grid_hours[i] == hour)
			return i;
	return -1;
}

static bool
has_day(const json_t *days, int day)
{
	for (size_t i = 0; i < json_array_size(days); i++)
		if (json_integer_value(json_array_get(days, i)) == day)
			return true;
	return false;
}

char *
grid_weekdays(const json_t *days, char out[SCR_TEXT])
{
	size_t used = 0;

	out[0] = '\0';
	for (int d = 0; d < 7; d++) {
		int last = d;

		if (!has_day(days, d))
			continue;
		while (last < 6 && has_day(days, last + 1))
			last++;
		used += (size_t)snprintf(out + used, SCR_TEXT - used, "%s%s",
		    used > 0 ? ", " : "", ui_weekday_short(d));
		if (last > d && used < SCR_TEXT)
			used += (size_t)snprintf(out + used, SCR_TEXT - used,
			    "%s%s", last > d + 1 ? "–" : ", ",
			    ui_weekday_short(last));
		if (used >= SCR_TEXT)
			return out;
		d = last;
	}
	return out;
}

/* --- building --- */

/* Rows of an hour win over those for all others; of two the newer one. */
static int
places_at(const json_t *rows, int day, int hour)
{
	const json_t *r;
	const char *best = "";
	int places = 0;
	size_t i;

	json_array_foreach((json_t *)rows, i, r)
	{
		const char *from = json_get_str(r, "effective_from", "");

		if (json_get_int(r, "hour", -1) != hour ||
		    !has_day(json_get(r, "weekdays"), day) ||
		    strcmp(from, best) < 0)
			continue;
		best = from;
		places = (int)json_get_int(r, "places", 0);
	}
	return best[0] != '\0' ? places : -1;
}

static void
build_cells(struct grid_state *s)
{
	const json_t *rows = json_get(s->live.data, "capacity"), *g;
	size_t i;

	memset(s->cell, 0, sizeof s->cell);
	json_array_foreach(json_get(s->live.data, "grid"), i, g)
	{
		int day = (int)json_get_int(g, "weekday", 0) % GRID_DAYS;
		int h = hour_index(json_get_int(g, "hour", 0));

		if (h < 0)
			continue;
		s->cell[day][h].active = json_get_bool(g, "active", false);
		s->cell[day][h].fallback = json_get_bool(g, "fallback", false);
		s->cell[day][h].from = scr_json_date(g, "effective_from");
	}
	for (int d = 0; d < GRID_DAYS; d++)
		for (int h = 0; h < GRID_HOURS; h++) {
			int n = places_at(rows, d, grid_hours[h]);

			s->cell[d][h].places =
			    n >= 0 ? n : places_at(rows, d, 0);
		}
}

static void
add_capacity(struct lines *l, const json_t *r)
{
	int hour = (int)json_get_int(r, "hour", 0);
	int places = (int)json_get_int(r, "places", 0);
	int from = scr_json_date(r, "effective_from");
	char text[SCR_TEXT], days[SCR_TEXT], day[UI_DATE], since[80] = "";

	if (from > 0)
		snprintf(since, sizeof since, _(" · from %s on, by %s"),
		    ui_date(from, day), json_get_str(r, "set_by", ""));
	lines_pair(l, hour == 0 ? _("Other hours") : scr_hour(hour, text),
	    ngettext("%d place per consultant · %s%s",
		"%d places per consultant · %s%s", (unsigned long)places),
	    places, grid_weekdays(json_get(r, "weekdays"), days), since);
}

static void
add_cell_change(struct lines *l, const json_t *g)
{
	char day[UI_DATE], hour[SCR_TEXT];

	lines_pair(l, ui_date(scr_json_date(g, "effective_from"), day),
	    "%s %s: %s%s", ui_weekday_short((int)json_get_int(g, "weekday", 0)),
	    scr_hour((int)json_get_int(g, "hour", 0), hour),
	    json_get_bool(g, "active", false) ? _("slot exists") : _("no slot"),
	    json_get_bool(g, "fallback", false) ? _(", standard") : "");
}

/* Cells whose places change by a row that is to come. */
static void
mark_places(struct grid_state *s, const json_t *r)
{
	int h = hour_index(json_get_int(r, "hour", 0));

	for (int d = 0; d < GRID_DAYS; d++)
		if (h >= 0 && has_day(json_get(r, "weekdays"), d))
			s->cell[d][h].dated = true;
}

static void
build_lines(struct grid_state *s)
{
	const json_t *up = json_get(s->live.data, "upcoming"), *r;
	struct lines *l = &s->lines;
	size_t i;

	lines_clear(l);
	lines_heading(l, _("Places per ready consultant"));
	json_array_foreach(json_get(s->live.data, "capacity"), i, r)
	    add_capacity(l, r);
	lines_heading(l, _("Changes to come"));
	json_array_foreach(json_get(up, "grid"), i, r)
	{
		int h = hour_index(json_get_int(r, "hour", 0));

		add_cell_change(l, r);
		if (h >= 0)
			s->cell[json_get_int(r, "weekday", 0) % GRID_DAYS][h]
			    .dated = true;
	}
	json_array_foreach(json_get(up, "capacity"), i, r)
	{
		add_capacity(l, r);
		mark_places(s, r);
	}
	if (json_array_size(json_get(up, "grid")) +
		json_array_size(json_get(up, "capacity")) ==
	    0)
		lines_text(l, INK_MUTED, "%s", _("None"));
}

void
grid_build(struct grid_state *s)
{
	build_cells(s);
	build_lines(s);
}

/* --- drawing --- */

static void
draw_cell(const struct grid_state *s, const struct canvas *c, int d, int h)
{
	const struct grid_cell *x = &s->cell[d][h];
	struct span sp = SPAN(h + 1, 7 + d * s->col_width, s->col_width - 1);
	bool cursor = d == s->day && h == s->hour;
	char text[40];

	if (x->active)
		snprintf(text, sizeof text, "%d %s%s", x->places,
		    x->fallback ? _("S") : "", x->dated ? " »" : "");
	else
		snprintf(text, sizeof text, "–%s", x->dated ? " »" : "");
	canvas_center(c, sp, x->active ? INK_STRONG : INK_SLOT_NONE, text);
	if (!cursor)
		return;
	canvas_ink(c, sp, INK_CURSOR);
	canvas_cursor(c, sp.row, sp.col);
}

static void
draw_table(struct grid_state *s, const struct canvas *c)
{
	char hour[SCR_TEXT];

	s->col_width = (c->cols - 7) / GRID_DAYS;
	if (s->col_width > 14)
		s->col_width = 14;
	s->at =
	    AREA(c->row + 1, c->col + 7, GRID_HOURS, s->col_width * GRID_DAYS);
	for (int d = 0; d < GRID_DAYS; d++)
		canvas_center(c,
		    SPAN(0, 7 + d * s->col_width, s->col_width - 1),
		    d < 5 ? INK_HEADER : INK_WEEKEND, ui_weekday_short(d));
	for (int h = 0; h < GRID_HOURS; h++) {
		canvas_fit(c, SPAN(h + 1, 0, 6), INK_LABEL,
		    scr_hour(grid_hours[h], hour));
		for (int d = 0; d < GRID_DAYS; d++)
			draw_cell(s, c, d, h);
	}
}

void
grid_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct grid_state *s = state;
	struct canvas part;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	part = canvas_sub(c, AREA(0, 0, GRID_HOURS + 1, c->cols));
	draw_table(s, &part);
	canvas_fit(c, SPAN(GRID_HOURS + 1, 0, c->cols), INK_MUTED,
	    _("Number: places per consultant · S: standard · »: changes "
	      "later"));
	part = canvas_sub(
	    c, AREA(GRID_HOURS + 3, 0, c->rows - GRID_HOURS - 3, c->cols));
	lines_draw(&s->lines, &part, 13);
}
