/* A new block (booking.md 6.2): what it means is shown before it is saved. */
#include "tui/screens/scr_block_form.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/wording.h"

enum { FULL_DAY, TIME_RANGE, DATE_RANGE };

static const char *const types[] = { N_("Whole day"), N_("Time range"),
	N_("Date range"), NULL };
static const char *const type_keys[] = { "full_day", "time_range",
	"date_range" };

#define TYPE_FIELD                                                         \
	{                                                                  \
		.name = "type", .label = N_("Kind"), .kind = FIELD_CHOICE, \
		.choices = types                                           \
	}
#define DAY_FIELD(NAME, LABEL)                                                \
	{                                                                     \
		.name = NAME, .label = LABEL, .kind = FIELD_DATE,             \
		.required = true, .cols = 18, .hint = N_("e.g. 24.12. or +3") \
	}
#define TIME_FIELD(NAME, LABEL)                                   \
	{                                                         \
		.name = NAME, .label = LABEL, .kind = FIELD_TEXT, \
		.required = true, .cols = 18, .max = 5,           \
		.hint = N_("e.g. 14:00")                          \
	}
#define REASON_FIELD                                                         \
	{                                                                    \
		.name = "reason", .label = N_("Reason"), .kind = FIELD_TEXT, \
		.max = 200, .hint = N_("shown to whoever wants to book")     \
	}

static const struct form_field full_day[] = {
	TYPE_FIELD,
	DAY_FIELD("start_date", N_("Date")),
	REASON_FIELD,
	{ 0 },
};

static const struct form_field time_range[] = {
	TYPE_FIELD,
	DAY_FIELD("start_date", N_("Date")),
	TIME_FIELD("start_time", N_("From")),
	TIME_FIELD("end_time", N_("To")),
	REASON_FIELD,
	{ 0 },
};

static const struct form_field date_range[] = {
	TYPE_FIELD,
	DAY_FIELD("start_date", N_("First day")),
	DAY_FIELD("end_date", N_("Last day")),
	REASON_FIELD,
	{ 0 },
};

static const struct form_field *const fields_of[] = {
	[FULL_DAY] = full_day,
	[TIME_RANGE] = time_range,
	[DATE_RANGE] = date_range,
};

static int
type_of(const struct formscreen *fs)
{
	return form_choice(&fs->form, "type");
}

/* How many fields there are tells which set is shown. */
static void
changed(struct ui *ui, struct formscreen *fs)
{
	const struct form_field *want = fields_of[type_of(fs)];
	int n = 0;

	(void)ui;
	while (want[n].label != NULL)
		n++;
	if (n == fs->form.n && str_eq(want[2].name, fs->fields[2].name))
		return;
	formscreen_fields(fs, want);
	if (type_of(fs) == DATE_RANGE &&
	    form_text(&fs->form, "end_date")[0] == '\0')
		form_set_date(
		    &fs->form, "end_date", form_date(&fs->form, "start_date"));
}

/* --- parameters --- */

static bool
add_date(struct formscreen *fs, json_t *p, const char *name)
{
	int date = form_date(&fs->form, name);
	char text[11];

	if (date == DATE_NONE)
		return false;
	json_object_set_new(p, name, json_string(date_text(date, text)));
	return true;
}

static bool
add_time(struct formscreen *fs, json_t *p, const char *name)
{
	char text[6];

	if (!word_time(form_text(&fs->form, name), text))
		return false;
	json_object_set_new(p, name, json_string(text));
	return true;
}

/* Name of the first field that is not good; NULL: all are. */
static const char *
collect(struct formscreen *fs, json_t *p)
{
	json_object_set_new(p, "type", json_string(type_keys[type_of(fs)]));
	if (!add_date(fs, p, "start_date"))
		return "start_date";
	if (type_of(fs) == DATE_RANGE && !add_date(fs, p, "end_date"))
		return "end_date";
	if (type_of(fs) != TIME_RANGE)
		return NULL;
	if (!add_time(fs, p, "start_time"))
		return "start_time";
	return add_time(fs, p, "end_time") ? NULL : "end_time";
}

static json_t *
params(struct ui *ui, struct formscreen *fs)
{
	json_t *p = json_object();
	const char *bad = collect(fs, p);
	const char *reason = form_text(&fs->form, "reason");

	(void)ui;
	if (bad != NULL) {
		form_error(&fs->form, bad,
		    strstr(bad, "time") != NULL
			? _("A time like 14:00, please")
			: _("A date like 24.12., please"));
		json_decref(p);
		return NULL;
	}
	if (reason[0] != '\0')
		json_object_set_new(p, "reason", json_string(reason));
	return p;
}

static json_t *
preview_params(struct formscreen *fs)
{
	json_t *p = json_object();

	if (collect(fs, p) == NULL)
		return p;
	json_decref(p);
	return NULL;
}

static void
done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	const json_t *b = json_get(a->data, "block");
	int affected = (int)json_get_int(a->data, "affected", 0);
	char range[SCR_TEXT];

	(void)ctx;
	word_range(scr_json_date(b, "start_date"), scr_json_date(b, "end_date"),
	    range);
	if (affected > 0)
		ui_toast(ui, TOAST_WARNING,
		    ngettext("%s is blocked; %d booking still stands there",
			"%s is blocked; %d bookings still stand there",
			(unsigned long)affected),
		    range, affected);
	else
		ui_toast(ui, TOAST_SUCCESS, _("%s is blocked"), range);
}

/* --- preview --- */

static void
draw_booking(const struct canvas *c, int row, const json_t *b)
{
	char when[SCR_TEXT];

	canvas_fit(c, SPAN(row, 2, 17), INK_WARNING,
	    scr_when(scr_json_date(b, "date"), (int)json_get_int(b, "hour", -1),
		when));
	canvas_fit(c, SPAN(row, 20, c->cols - 20), INK_WARNING,
	    json_get_str(b, "customer", ""));
}

static void
draw_sum(const struct canvas *c, const json_t *p, int total)
{
	int days = (int)json_get_int(p, "days", 0);
	int slots = (int)json_get_int(p, "slots", 0);
	char text[200], a[60], b[60];

	snprintf(a, sizeof a,
	    ngettext("%d day", "%d days", (unsigned long)days), days);
	snprintf(b, sizeof b,
	    ngettext("%d slot", "%d slots", (unsigned long)slots), slots);
	if (total == 0)
		snprintf(text, sizeof text,
		    _("✓ %s with %s, no booking is affected"), a, b);
	else
		snprintf(text, sizeof text,
		    ngettext("! %s with %s, %d booking is affected:",
			"! %s with %s, %d bookings are affected:",
			(unsigned long)total),
		    a, b, total);
	canvas_fit(c, SPAN(1, 0, c->cols),
	    total > 0 ? INK_WARNING : INK_SUCCESS, text);
}

static void
below(struct formscreen *fs, const struct canvas *c)
{
	const json_t *list = json_get(fs->preview, "affected");
	int total = (int)json_get_int(fs->preview, "total", 0), shown = 0;
	char text[80];

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (fs->preview == NULL) {
		canvas_fit(c, SPAN(1, 0, c->cols), INK_MUTED,
		    fs->preview_text[0] != '\0'
			? fs->preview_text
			: _("F5 offers Christmas Eve, New Year's Eve, "
			    "Carnival Monday"));
		return;
	}
	draw_sum(c, fs->preview, total);
	for (; shown < (int)json_array_size(list) && shown + 2 < c->rows - 1;
	     shown++)
		draw_booking(c, shown + 2, json_array_get(list, (size_t)shown));
	if (shown == total)
		return;
	snprintf(text, sizeof text, _("and %d more"), total - shown);
	canvas_fit(c, SPAN(shown + 2, 2, c->cols - 2), INK_MUTED, text);
}

/* --- presets --- */

static const char *const preset_names[] = { N_("Christmas Eve"),
	N_("New Year's Eve"), N_("Carnival Monday") };

enum { N_PRESETS = 3 };

static int
preset_date(int preset, int year)
{
	if (preset == 0)
		return date_make(year, 12, 24);
	if (preset == 1)
		return date_make(year, 12, 31);
	return date_easter(year) - 48;
}

static void
preset_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct formscreen *fs = state;
	int year = (int)json_get_int(fs->ctx, "year", 0), date;

	if (!d->ok)
		return;
	date = preset_date(d->choice, year);
	if (date < ui->today)
		date = preset_date(d->choice, year + 1);
	form_set_choice(&fs->form, "type", FULL_DAY);
	formscreen_changed(ui, fs);
	form_set_date(&fs->form, "start_date", date);
	form_set(&fs->form, "reason", _(preset_names[d->choice]));
	formscreen_changed(ui, fs);
	fs->form.dirty = true;
}

static void
act_preset(struct ui *ui, void *state)
{
	const char *items[N_PRESETS + 1];

	(void)state;
	for (int i = 0; i < N_PRESETS; i++)
		items[i] = _(preset_names[i]);
	items[N_PRESETS] = NULL;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Which day?"),
			  .items = items,
			  .done = preset_chosen });
}

static void
fill(struct ui *ui, struct formscreen *fs)
{
	(void)ui;
	form_focus(&fs->form, "start_date");
}

static const struct formspec spec = {
	.fields = full_day,
	.op = "blocks.add",
	.fill = fill,
	.params = params,
	.done = done,
	.changed = changed,
	.preview_op = "blocks.preview",
	.preview_params = preview_params,
	.below = below,
	.below_rows = 4,
};

static const struct key_action keys[] = {
	FORM_KEY_ROWS,
	{ K_F(5), N_("usual days"), NULL, act_preset, 0, KEY_FIRST,
	    N_("Christmas Eve, New Year's Eve, Carnival Monday") },
	{ 0 },
};

static const struct screen_ops scr_block_form =
    FORMSCREEN("block_form", N_("New block"), 17, 64, keys);

void
scr_open_block_form(struct ui *ui, int year)
{
	json_t *ctx = json_pack("{s:i}", "year", year);

	formscreen_open(ui, &scr_block_form, &spec, ctx);
	json_decref(ctx);
}
