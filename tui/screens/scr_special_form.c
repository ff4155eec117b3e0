/* A special booking (booking.md 8): its rule is checked while typing. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/scr_special.h"
#include "tui/screens/wording.h"

static const char *const types[] = { "T1.5", "UL", NULL };
static const char *const durations[] = { N_("30 minutes"), N_("60 minutes"),
	N_("90 minutes"), NULL };
static const int minutes[] = { 30, 60, 90 };

#define COMMON_FIELDS                                        \
	{ .name = "type",                                    \
		.label = N_("Type"),                         \
		.kind = FIELD_CHOICE,                        \
		.choices = types },                          \
	    { .name = "duration",                            \
		    .label = N_("Duration"),                 \
		    .kind = FIELD_CHOICE,                    \
		    .choices = durations },                  \
	    { .name = "time",                                \
		    .label = N_("Starts at"),                \
		    .kind = FIELD_TEXT,                      \
		    .max = 5,                                \
		    .cols = 10,                              \
		    .required = true,                        \
		    .hint = N_("e.g. 13:15") },              \
	    { .name = "last_name",                           \
		    .label = N_("Last name"),                \
		    .kind = FIELD_TEXT,                      \
		    .required = true },                      \
	    { .name = "first_name",                          \
		    .label = N_("First name"),               \
		    .kind = FIELD_TEXT },                    \
	{                                                    \
		.name = "description", .label = N_("Notes"), \
		.kind = FIELD_AREA, .rows = 2, .max = 500    \
	}

static const struct form_field fields[] = {
	COMMON_FIELDS,
	{ 0 },
};

/* Admins book for any opener of the slot. */
static const struct form_field fields_admin[] = {
	{ .name = "consultant",
	    .label = N_("Consultant"),
	    .kind = FIELD_CHOICE },
	COMMON_FIELDS,
	{ 0 },
};

static bool
for_others(const struct formscreen *fs)
{
	return json_get_bool(fs->ctx, "admin", false);
}

static json_t *
slot_params(const struct formscreen *fs)
{
	const json_t *list = json_get(fs->ctx, "ready");
	char text[11];
	json_t *p = json_pack("{s:s,s:I}", "date",
	    date_text((int)json_get_int(fs->ctx, "date", 0), text), "hour",
	    json_get_int(fs->ctx, "hour", 0));

	if (for_others(fs))
		json_object_set(p, "consultant",
		    json_object_get(
			json_array_get(
			    list, (size_t)form_choice(&fs->form, "consultant")),
			"id"));
	return p;
}

static void
fill(struct ui *ui, struct formscreen *fs)
{
	const json_t *list = json_get(fs->ctx, "ready"), *x;
	char hour[SCR_TEXT];
	int n = 0;
	size_t i;

	(void)ui;
	if (for_others(fs)) {
		json_array_foreach((json_t *)list, i, x)
		{
			if (n < FORMSCREEN_CHOICES - 1)
				fs->choices[n++] = json_get_str(x, "name", "");
		}
		fs->choices[n] = NULL;
		fs->fields[0].choices = fs->choices;
	}
	form_set_choice(&fs->form, "duration", 1);
	form_set(&fs->form, "time",
	    scr_hour((int)json_get_int(fs->ctx, "hour", 0), hour));
}

static void
add_text(const struct formscreen *fs, json_t *p, const char *name)
{
	const char *text = form_text(&fs->form, name);

	if (text[0] != '\0')
		json_object_set_new(p, name, json_string(text));
}

static json_t *
params(struct ui *ui, struct formscreen *fs)
{
	json_t *p;
	char time[6];

	(void)ui;
	if (!word_time(form_text(&fs->form, "time"), time)) {
		form_error(&fs->form, "time", _("A time like 14:00, please"));
		return NULL;
	}
	p = slot_params(fs);
	json_object_set_new(p, "time", json_string(time));
	json_object_set_new(
	    p, "type", json_string(types[form_choice(&fs->form, "type")]));
	json_object_set_new(p, "duration",
	    json_integer(minutes[form_choice(&fs->form, "duration")]));
	add_text(fs, p, "last_name");
	add_text(fs, p, "first_name");
	add_text(fs, p, "description");
	return p;
}

static json_t *
preview_params(struct formscreen *fs)
{
	return slot_params(fs);
}

static void
done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	const json_t *x = json_get(a->data, "special");

	(void)ctx;
	ui_toast(ui, TOAST_SUCCESS, _("Booked: %s %s with %s at %s"),
	    json_get_str(x, "type", ""), json_get_str(x, "customer", ""),
	    json_get_str(json_get(x, "consultant"), "name", ""),
	    json_get_str(x, "time", ""));
}

/* May the opener leave the slot, and what is then left? */
static void
below(struct formscreen *fs, const struct canvas *c)
{
	const json_t *p = fs->preview;
	char text[300], when[SCR_TEXT];
	bool allowed = json_get_bool(p, "allowed", false);

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	scr_when((int)json_get_int(fs->ctx, "date", 0),
	    (int)json_get_int(fs->ctx, "hour", 0), when);
	if (p == NULL) {
		canvas_wrap(c, 1, INK_WARNING, fs->preview_text);
		return;
	}
	if (allowed)
		snprintf(text, sizeof text,
		    _("✓ %s: %s leaves the slot, %d places remain (%d openers, "
		      "%d places each, %d booked)"),
		    when, json_get_str(json_get(p, "consultant"), "name", ""),
		    (int)json_get_int(p, "remaining", 0),
		    (int)json_get_int(p, "openers", 0),
		    (int)json_get_int(p, "places", 0),
		    (int)json_get_int(p, "booked", 0));
	else
		snprintf(text, sizeof text, "! %s: %s", when,
		    json_get_str(p, "text", ""));
	canvas_wrap(c, 1, allowed ? INK_SUCCESS : INK_WARNING, text);
}

#define SPEC(FIELDS)                                                        \
	{                                                                   \
		.fields = FIELDS, .op = "slots.book_special", .fill = fill, \
		.params = params, .done = done,                             \
		.preview_op = "slots.check_special",                        \
		.preview_params = preview_params, .below = below,           \
		.below_rows = 3,                                            \
	}

static const struct formspec spec = SPEC(fields);
static const struct formspec spec_admin = SPEC(fields_admin);

static const struct screen_ops scr_special_form =
    FORMSCREEN("special_form", N_("Special booking"), 12, 62, formscreen_keys);

void
special_open_form(struct ui *ui, int date, int hour, const json_t *ready)
{
	json_t *ctx = json_pack("{s:i,s:i,s:b,s:O}", "date", date, "hour", hour,
	    "admin", scr_is_admin(ui), "ready", (json_t *)ready);

	formscreen_open(
	    ui, &scr_special_form, scr_is_admin(ui) ? &spec_admin : &spec, ctx);
	json_decref(ctx);
}
