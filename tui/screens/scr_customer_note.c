/* Note and wished times of a customer. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/scr_customers.h"

static const char *const weekdays[] = { N_("not said"), N_("Monday"),
	N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), NULL };
static const char *const hours[] = { N_("not said"), "09:00", "11:00", "14:00",
	"16:00", "18:00", "20:00", NULL };
static const int hour_of[] = { -1, 9, 11, 14, 16, 18, 20 };

enum { N_HOURS = sizeof hour_of / sizeof hour_of[0] };

static const struct form_field fields[] = {
	{ .name = "note",
	    .label = N_("Remark"),
	    .kind = FIELD_AREA,
	    .max = 500,
	    .rows = 6 },
	{ .name = "weekday",
	    .label = N_("Wished day"),
	    .kind = FIELD_CHOICE,
	    .choices = weekdays,
	    .cols = 20 },
	{ .name = "hour",
	    .label = N_("Wished hour"),
	    .kind = FIELD_CHOICE,
	    .choices = hours,
	    .cols = 20 },
	{ 0 },
};

static void
fill(struct ui *ui, struct formscreen *fs)
{
	const json_t *p = json_get(fs->ctx, "preferred");
	int day = (int)json_get_int(p, "weekday", -1);
	int hour = (int)json_get_int(p, "hour", -1);

	(void)ui;
	form_set(&fs->form, "note", json_get_str(fs->ctx, "note", ""));
	if (json_get_bool(p, "weekday_wished", false) && day < 5)
		form_set_choice(&fs->form, "weekday", day + 1);
	for (int i = 1; i < N_HOURS; i++)
		if (json_get_bool(p, "hour_wished", false) &&
		    hour_of[i] == hour)
			form_set_choice(&fs->form, "hour", i);
	form_focus(&fs->form, "note");
}

static json_t *
params(struct ui *ui, struct formscreen *fs)
{
	const struct form *f = &fs->form;

	(void)ui;
	return json_pack("{s:I,s:s,s:i,s:i}", "id",
	    (json_int_t)json_get_int(fs->ctx, "id", 0), "note",
	    form_text(f, "note"), "weekday", form_choice(f, "weekday") - 1,
	    "hour", hour_of[form_choice(f, "hour")]);
}

static void
done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	(void)a;
	ui_toast(
	    ui, TOAST_SUCCESS, _("Saved: %s"), json_get_str(ctx, "name", ""));
}

static const struct formspec spec = {
	.fields = fields,
	.op = "customers.update",
	.fill = fill,
	.params = params,
	.done = done,
};

static const struct screen_ops scr_customer_note = FORMSCREEN(
    "customer_note", N_("Note and wished times"), 13, 70, formscreen_keys);

void
scr_open_customer_note(struct ui *ui, const json_t *customer)
{
	formscreen_open(ui, &scr_customer_note, &spec, (json_t *)customer);
}
