/* Forms of the grid: a slot on or off, places per consultant, from a day on. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/report.h"
#include "tui/screens/scr_grid.h"

#define FROM_FIELD                                                \
	{                                                         \
		.name = "effective_from", .label = N_("From"),    \
		.kind = FIELD_DATE, .required = true, .cols = 18, \
		.hint = N_("first day it holds")                  \
	}

static void
add_from(const struct formscreen *fs, json_t *p)
{
	char text[11];

	json_object_set_new(p, "effective_from",
	    json_string(
		date_text(form_date(&fs->form, "effective_from"), text)));
}

static void
fill_from(struct ui *ui, struct formscreen *fs)
{
	int date = (int)json_get_int(fs->ctx, "date", ui->today);

	form_set_date(
	    &fs->form, "effective_from", date > ui->today ? date : ui->today);
}

/* --- a slot --- */

static const struct form_field cell_fields[] = {
	{ .name = "active",
	    .label = N_("Exists"),
	    .kind = FIELD_CHECK,
	    .hint = N_("customers can be booked") },
	{ .name = "fallback",
	    .label = N_("Standard"),
	    .kind = FIELD_CHECK,
	    .hint = N_("offered on days not planned yet") },
	FROM_FIELD,
	{ 0 },
};

static void
cell_fill(struct ui *ui, struct formscreen *fs)
{
	form_set_choice(
	    &fs->form, "active", json_get_bool(fs->ctx, "active", false));
	form_set_choice(
	    &fs->form, "fallback", json_get_bool(fs->ctx, "fallback", false));
	fill_from(ui, fs);
}

static json_t *
cell_params(struct ui *ui, struct formscreen *fs)
{
	json_t *p = json_pack("{s:I,s:I,s:b,s:b}", "weekday",
	    json_get_int(fs->ctx, "weekday", 0), "hour",
	    json_get_int(fs->ctx, "hour", 0), "active",
	    form_checked(&fs->form, "active"), "fallback",
	    form_checked(&fs->form, "active") &&
		form_checked(&fs->form, "fallback"));

	(void)ui;
	add_from(fs, p);
	return p;
}

static void
cell_done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	char text[120], hour[SCR_TEXT];

	snprintf(text, sizeof text, _("%s %s is changed"),
	    ui_weekday((int)json_get_int(ctx, "weekday", 0)),
	    scr_hour((int)json_get_int(ctx, "hour", 0), hour));
	report_open(ui, text, a->data);
}

static void
cell_below(struct formscreen *fs, const struct canvas *c)
{
	char text[160], hour[SCR_TEXT];

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	snprintf(text, sizeof text,
	    _("%s %s. Bookings that stand there already stay; they are named "
	      "after saving."),
	    ui_weekday((int)json_get_int(fs->ctx, "weekday", 0)),
	    scr_hour((int)json_get_int(fs->ctx, "hour", 0), hour));
	canvas_wrap(c, 1, INK_MUTED, text);
}

static const struct formspec cell_spec = {
	.fields = cell_fields,
	.op = "availability.set_grid",
	.fill = cell_fill,
	.params = cell_params,
	.done = cell_done,
	.below = cell_below,
	.below_rows = 4,
};

static const struct screen_ops scr_grid_cell =
    FORMSCREEN("grid_cell", N_("Slot of the grid"), 9, 58, formscreen_keys);

static json_t *
context(const struct grid_state *s)
{
	json_t *ctx = json_pack(
	    "{s:i,s:i}", "weekday", s->day, "hour", grid_hours[s->hour]);

	if (s->date != DATE_NONE)
		json_object_set_new(ctx, "date", json_integer(s->date));
	return ctx;
}

void
grid_open_cell(struct ui *ui, const struct grid_state *s)
{
	const struct grid_cell *x = &s->cell[s->day][s->hour];
	json_t *ctx = context(s);

	json_object_set_new(ctx, "active", json_boolean(x->active));
	json_object_set_new(ctx, "fallback", json_boolean(x->fallback));
	formscreen_open(ui, &scr_grid_cell, &cell_spec, ctx);
	json_decref(ctx);
}

/* --- places --- */

enum { N_DAY_CHOICES = 5, PLACES_MAX = 20 };

static const char *const hour_choices[] = { N_("all other hours"), "09:00",
	"11:00", "14:00", "16:00", "18:00", "20:00", NULL };
/* Bit 0 is Monday; the seven single days follow. */
static const struct {
	const char *label;
	int mask;
} day_choices[N_DAY_CHOICES] = {
	{ N_("every day"), 0x7f },
	{ N_("Monday to Friday"), 0x1f },
	{ N_("Monday to Thursday"), 0x0f },
	{ N_("Friday to Sunday"), 0x70 },
	{ N_("Saturday and Sunday"), 0x60 },
};

static const struct form_field places_fields[] = {
	{ .name = "hour",
	    .label = N_("Hour"),
	    .kind = FIELD_CHOICE,
	    .choices = hour_choices },
	{ .name = "weekdays", .label = N_("Days"), .kind = FIELD_CHOICE },
	{ .name = "places",
	    .label = N_("Places"),
	    .kind = FIELD_TEXT,
	    .max = 2,
	    .cols = 6,
	    .required = true,
	    .hint = N_("per ready consultant, 0 to 20") },
	FROM_FIELD,
	{ 0 },
};

static void
places_fill(struct ui *ui, struct formscreen *fs)
{
	int hour = (int)json_get_int(fs->ctx, "hour", 0), n = 0;
	char text[24];

	for (; n < N_DAY_CHOICES; n++)
		fs->choices[n] = day_choices[n].label;
	for (int d = 0; d < 7; d++)
		fs->choices[n++] = ui_weekday(d);
	fs->choices[n] = NULL;
	fs->fields[1].choices = fs->choices;
	for (int h = 0; h < GRID_HOURS; h++)
		if (grid_hours[h] == hour)
			form_set_choice(&fs->form, "hour", h + 1);
	form_set_choice(&fs->form, "weekdays",
	    N_DAY_CHOICES + (int)json_get_int(fs->ctx, "weekday", 0));
	snprintf(
	    text, sizeof text, "%d", (int)json_get_int(fs->ctx, "places", 0));
	form_set(&fs->form, "places", text);
	form_focus(&fs->form, "places");
	fill_from(ui, fs);
}

static json_t *
places_params(struct ui *ui, struct formscreen *fs)
{
	int hour = form_choice(&fs->form, "hour");
	int days = form_choice(&fs->form, "weekdays");
	int mask = days < N_DAY_CHOICES ? day_choices[days].mask
					: 1 << (days - N_DAY_CHOICES);
	json_t *list = json_array(), *p;
	int64_t places;

	(void)ui;
	if (!str_int(form_text(&fs->form, "places"), 0, PLACES_MAX, &places)) {
		form_error(&fs->form, "places", _("0 to 20, please"));
		json_decref(list);
		return NULL;
	}
	for (int d = 0; d < 7; d++)
		if (mask >> d & 1)
			json_array_append_new(list, json_integer(d));
	p = json_pack("{s:i,s:o,s:I}", "hour",
	    hour == 0 ? 0 : grid_hours[hour - 1], "weekdays", list, "places",
	    (json_int_t)places);
	add_from(fs, p);
	return p;
}

static void
places_done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	(void)ctx;
	report_open(ui, _("The places are changed"), a->data);
}

static void
places_below(struct formscreen *fs, const struct canvas *c)
{
	(void)fs;
	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	canvas_wrap(c, 1, INK_MUTED,
	    _("Fewer places may leave slots overbooked: they are named after "
	      "saving, no booking is changed."));
}

static const struct formspec places_spec = {
	.fields = places_fields,
	.op = "availability.set_capacity",
	.fill = places_fill,
	.params = places_params,
	.done = places_done,
	.below = places_below,
	.below_rows = 4,
};

static const struct screen_ops scr_grid_places = FORMSCREEN(
    "grid_places", N_("Places per consultant"), 10, 58, formscreen_keys);

void
grid_open_places(struct ui *ui, const struct grid_state *s)
{
	json_t *ctx = context(s);

	json_object_set_new(
	    ctx, "places", json_integer(s->cell[s->day][s->hour].places));
	formscreen_open(ui, &scr_grid_places, &places_spec, ctx);
	json_decref(ctx);
}
