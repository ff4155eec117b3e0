/* What is looked for in the audit log: the form, and its words. */
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/scr_audit.h"

struct filter_state {
	struct form form;
	const char *types[12], *severities[5];
	struct form_field fields[8];
	void (*done)(struct ui *ui, void *state, json_t *params);
	uint32_t screen; /* that wants it */
};

struct filter_arg {
	const json_t *now;
	void (*done)(struct ui *ui, void *state, json_t *params);
	uint32_t screen;
};

static const struct form_field fields[] = {
	{ .name = "user",
	    .label = N_("User"),
	    .kind = FIELD_TEXT,
	    .max = 60,
	    .hint = N_("full name: who did it, or with whom") },
	{ .name = "type", .label = N_("Type"), .kind = FIELD_CHOICE },
	{ .name = "action",
	    .label = N_("Action"),
	    .kind = FIELD_TEXT,
	    .max = 40,
	    .hint = N_("as in the details: booking_moved") },
	{ .name = "severity", .label = N_("Severity"), .kind = FIELD_CHOICE },
	{ .name = "from", .label = N_("From day"), .kind = FIELD_DATE },
	{ .name = "to", .label = N_("To day"), .kind = FIELD_DATE },
	{ .name = "text",
	    .label = N_("Text"),
	    .kind = FIELD_TEXT,
	    .max = 100,
	    .hint = N_("anywhere in target and details") },
	{ 0 },
};

/* --- words --- */

static void
add_word(struct buf *b, const char *label, const char *text)
{
	if (text[0] != '\0')
		buf_addf(b, "%s%s: %s", b->len > 0 ? " · " : "", label, text);
}

static void
add_day(struct buf *b, const char *label, const char *iso, int end)
{
	char text[UI_DATE];
	int64_t at;

	if (iso != NULL && instant_parse(iso, &at))
		add_word(b, label, ui_date(tz_date(at - end, NULL), text));
}

void
audit_filter_words(const json_t *p, char *out, size_t size)
{
	const char *type = json_get_str(p, "type", "");
	const char *severity = json_get_str(p, "severity", "");
	struct buf b;

	buf_init(&b, 1000);
	add_word(&b, _("User"), json_get_str(p, "user", ""));
	add_word(&b, _("Type"), audit_type(type));
	add_word(&b, _("Action"), json_get_str(p, "action", ""));
	add_word(&b, _("Severity"), audit_severity(severity));
	add_day(&b, _("from"), json_get_str(p, "from", NULL), 0);
	add_day(&b, _("to"), json_get_str(p, "to", NULL), 1);
	add_word(&b, _("Text"), json_get_str(p, "text", ""));
	(void)str_copy(out, size, buf_str(&b));
	buf_done(&b);
}

/* --- the form --- */

static int
index_of(const char *const *keys, const char *key)
{
	for (int i = 0; keys[i] != NULL; i++)
		if (str_eq(keys[i], key))
			return i + 1;
	return 0;
}

/* Choices with "all" in front; texts are msgids that are shown with _(). */
static void
set_choices(struct filter_state *s)
{
	int n = 0;

	s->types[n++] = N_("all");
	for (int i = 0; audit_word_types[i] != NULL; i++)
		s->types[n++] = audit_type(audit_word_types[i]);
	n = 0;
	s->severities[n++] = N_("all");
	for (int i = 0; audit_word_severities[i] != NULL; i++)
		s->severities[n++] = audit_severity(audit_word_severities[i]);
	memcpy(s->fields, fields, sizeof fields);
	s->fields[1].choices = s->types;
	s->fields[3].choices = s->severities;
}

static void
set_day(struct filter_state *s, const json_t *now, const char *key, int end)
{
	const char *iso = json_get_str(now, key, NULL);
	int64_t at;

	if (iso != NULL && instant_parse(iso, &at))
		form_set_date(&s->form, key, tz_date(at - end, NULL));
}

static void
filter_enter(struct ui *ui, void *state, const void *arg)
{
	const struct filter_arg *in = arg;
	struct filter_state *s = state;
	const json_t *now = in->now;

	s->done = in->done;
	s->screen = in->screen;
	set_choices(s);
	form_init(&s->form, s->fields, s);
	s->form.today = ui->today;
	form_set(&s->form, "user", json_get_str(now, "user", ""));
	form_set(&s->form, "action", json_get_str(now, "action", ""));
	form_set(&s->form, "text", json_get_str(now, "text", ""));
	form_set_choice(&s->form, "type",
	    index_of(audit_word_types, json_get_str(now, "type", "")));
	form_set_choice(&s->form, "severity",
	    index_of(audit_word_severities, json_get_str(now, "severity", "")));
	set_day(s, now, "from", 0);
	set_day(s, now, "to", 1);
}

static void
filter_leave(struct ui *ui, void *state)
{
	(void)ui;
	form_done(&((struct filter_state *)state)->form);
}

static void
put_text(json_t *p, const struct form *f, const char *name)
{
	if (form_text(f, name)[0] != '\0')
		json_object_set_new(p, name, json_string(form_text(f, name)));
}

static void
put_choice(
    json_t *p, const struct form *f, const char *name, const char *const *keys)
{
	int i = form_choice(f, name);

	if (i > 0)
		json_object_set_new(p, name, json_string(keys[i - 1]));
}

/* From the first instant of the day, to before the first of the next one. */
static void
put_day(json_t *p, const struct form *f, const char *name, int end)
{
	int date = form_date(f, name);
	char text[INSTANT_LEN];

	if (date == DATE_NONE)
		return;
	instant_text(tz_day(date + end), text);
	json_object_set_new(p, name, json_string(text));
}

static void
submit(struct ui *ui, struct filter_state *s)
{
	void (*done)(struct ui *, void *, json_t *) = s->done;
	const struct form *f = &s->form;
	json_t *p = json_object();
	void *state;

	put_text(p, f, "user");
	put_choice(p, f, "type", audit_word_types);
	put_text(p, f, "action");
	put_choice(p, f, "severity", audit_word_severities);
	put_day(p, f, "from", 0);
	put_day(p, f, "to", 1);
	put_text(p, f, "text");
	state = ui_state(ui, s->screen);
	form_clean(&s->form);
	ui_close_id(ui, ui_screen_id(ui, s));
	if (state != NULL)
		done(ui, state, p);
	else
		json_decref(p);
}

static bool
event(struct ui *ui, struct filter_state *s, enum form_event ev)
{
	if (ev == FORM_SUBMIT)
		submit(ui, s);
	if (ev == FORM_LEAVE)
		ui_close(ui); /* nothing is lost: it can be typed again */
	return ev != FORM_IGNORED;
}

static bool
filter_key(struct ui *ui, void *state, uint32_t key)
{
	struct filter_state *s = state;

	return event(ui, s, form_key(&s->form, key));
}

static bool
filter_paste(struct ui *ui, void *state, const char *text)
{
	struct filter_state *s = state;

	return event(ui, s, form_paste(&s->form, text));
}

static bool
filter_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct filter_state *s = state;

	return event(ui, s, form_mouse(&s->form, m));
}

static void
filter_draw(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	form_draw(&((struct filter_state *)state)->form, c);
}

static const struct key_action filter_keys[] = {
	{ K_F(2), N_("search"), NULL, NULL, K_CTRL('s'), KEY_FIRST, NULL },
	{ K_TAB, N_("next field"), NULL, NULL, K_DOWN, 0,
	    N_("Next field; Shift-Tab goes back") },
	{ 0 },
};

static const struct screen_ops scr_audit_filter = {
	.id = "audit_filter",
	.title = N_("Search in the audit log"),
	.state_size = sizeof(struct filter_state),
	.keys = filter_keys,
	.popup_rows = 9,
	.popup_cols = 60,
	.enter = filter_enter,
	.leave = filter_leave,
	.draw = filter_draw,
	.key = filter_key,
	.paste = filter_paste,
	.mouse = filter_mouse,
};

void
audit_open_filter(struct ui *ui, const json_t *now,
    void (*done)(struct ui *ui, void *state, json_t *params), void *state)
{
	const struct filter_arg arg = { now, done, ui_screen_id(ui, state) };

	ui_open(ui, &scr_audit_filter, &arg);
}
