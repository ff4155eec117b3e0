/* A ready time: who, when, and weekly until a day. */
#include "tui/screens/scr_ready.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/report.h"
#include "tui/screens/wording.h"

static const struct form_field fields[] = {
	{ .name = "consultant",
	    .label = N_("Consultant"),
	    .kind = FIELD_CHOICE },
	{ .name = "date",
	    .label = N_("Date"),
	    .kind = FIELD_DATE,
	    .required = true,
	    .cols = 18,
	    .hint = N_("e.g. 24.12. or +3") },
	{ .name = "from",
	    .label = N_("From"),
	    .kind = FIELD_TEXT,
	    .max = 5,
	    .cols = 10,
	    .required = true,
	    .hint = N_("e.g. 09:00") },
	{ .name = "to",
	    .label = N_("To"),
	    .kind = FIELD_TEXT,
	    .max = 5,
	    .cols = 10,
	    .required = true,
	    .hint = N_("e.g. 20:00") },
	{ .name = "repeat_until",
	    .label = N_("Weekly until"),
	    .kind = FIELD_DATE,
	    .cols = 18,
	    .hint = N_("empty: only once") },
	{ 0 },
};

static void
fill_people(struct formscreen *fs, int64_t id)
{
	const json_t *list = json_get(fs->ctx, "consultants"), *c;
	size_t i;
	int n = 0;

	json_array_foreach((json_t *)list, i, c)
	{
		if (n == FORMSCREEN_CHOICES - 1)
			break;
		if (json_get_int(c, "id", 0) == id)
			fs->form.values[0].choice = n;
		fs->choices[n++] = json_get_str(c, "name", "");
	}
	fs->choices[n] = NULL;
	fs->fields[0].choices = fs->choices;
}

static void
fill(struct ui *ui, struct formscreen *fs)
{
	const json_t *span = json_get(fs->ctx, "span");
	int date = (int)json_get_int(fs->ctx, "date", ui->today);

	fill_people(fs,
	    span != NULL ? json_get_int(json_get(span, "consultant"), "id", 0)
			 : json_get_int(fs->ctx, "consultant", 0));
	if (span != NULL)
		date = scr_json_date(span, "date");
	form_set_date(&fs->form, "date", date);
	form_set(&fs->form, "from", json_get_str(span, "from", "09:00"));
	form_set(&fs->form, "to", json_get_str(span, "to", "22:00"));
	date = scr_json_date(span, "repeat_until");
	if (date != DATE_NONE)
		form_set_date(&fs->form, "repeat_until", date);
	form_focus(&fs->form,
	    span != NULL || json_get_int(fs->ctx, "consultant", 0) != 0
		? "date"
		: "consultant");
}

static bool
add_time(struct formscreen *fs, json_t *p, const char *name)
{
	const char *typed = form_text(&fs->form, name);
	char text[6];

	if (str_eq(typed, "24:00") || str_eq(typed, "24"))
		(void)str_copy(text, sizeof text, "23:59");
	else if (!word_time(typed, text))
		return form_error(
			   &fs->form, name, _("A time like 14:00, please")) &&
		       false;
	json_object_set_new(p, name, json_string(text));
	return true;
}

static void
add_date(const struct formscreen *fs, json_t *p, const char *name)
{
	int date = form_date(&fs->form, name);
	char text[11];

	if (date != DATE_NONE)
		json_object_set_new(
		    p, name, json_string(date_text(date, text)));
}

static json_t *
params(struct ui *ui, struct formscreen *fs)
{
	const json_t *list = json_get(fs->ctx, "consultants");
	const json_t *span = json_get(fs->ctx, "span");
	size_t i = (size_t)form_choice(&fs->form, "consultant");
	json_t *p = json_pack("{s:I}", "consultant",
	    json_get_int(json_array_get(list, i), "id", 0));

	(void)ui;
	if (!add_time(fs, p, "from") || !add_time(fs, p, "to")) {
		json_decref(p);
		return NULL;
	}
	add_date(fs, p, "date");
	add_date(fs, p, "repeat_until");
	if (span != NULL)
		json_object_set(p, "id", json_object_get(span, "id"));
	return p;
}

static void
done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	const json_t *span = json_get(a->data, "span");
	char text[200], day[UI_DATE];

	(void)ctx;
	snprintf(text, sizeof text, _("%s is ready on %s, %s to %s"),
	    json_get_str(json_get(span, "consultant"), "name", ""),
	    ui_date_long(scr_json_date(span, "date"), day),
	    json_get_str(span, "from", ""), json_get_str(span, "to", ""));
	report_open(ui, text, a->data);
}

static const struct formspec spec = {
	.fields = fields,
	.op = "availability.set_manual",
	.fill = fill,
	.params = params,
	.done = done,
};

static const struct screen_ops scr_ready_form =
    FORMSCREEN("ready_form", N_("Ready time"), 7, 58, formscreen_keys);

void
ready_open_form(struct ui *ui, json_t *ctx)
{
	formscreen_open(ui, &scr_ready_form, &spec, ctx);
}
