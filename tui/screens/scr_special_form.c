/* Form of a special booking T1.5 or UL, with the room left (booking.md 8). */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/screens/scr_customers.h"
#include "tui/screens/scr_special.h"
#include "tui/screens/wording.h"

enum { N_FIELDS = 8, HEAD_ROWS = 3, DURATION_USUAL = 1 };

struct form_state {
	struct form form;
	struct form_field fields[N_FIELDS];
	int date, hour;
	bool choose; /* the consultant can be chosen */
	int n_names;
	int64_t ids[SPECIAL_NAMES + 1];
	char *names[SPECIAL_NAMES + 2]; /* ends with NULL */
	struct live room;		/* slots.check_special */
	int64_t asked;			/* consultant of the newest check */
	bool sending, saved;
	struct customer_entry customer;
	char subtitle[2 * SCR_TEXT];
};

static const char *const types[] = { "T1.5", "UL", NULL };
static const char *const durations[] = { N_("30 minutes"), N_("60 minutes"),
	N_("90 minutes"), NULL };
static const int minutes[] = { 30, 60, 90 };

static int
complete_customer(void *ctx, const char *typed, char out[][FORM_MATCH_LEN])
{
	struct form_state *s = ctx;

	return entry_complete(&s->customer, typed, out);
}

static void
take_customer(void *ctx, int i)
{
	struct form_state *s = ctx;

	entry_take(&s->customer, &s->form, i);
}

static const struct form_field all_fields[] = {
	{ .name = "consultant",
	    .label = N_("Consultant"),
	    .kind = FIELD_CHOICE },
	{ .name = "type",
	    .label = N_("Type"),
	    .kind = FIELD_CHOICE,
	    .choices = types },
	{ .name = "time",
	    .label = N_("Time"),
	    .max = 5,
	    .cols = 8,
	    .required = true,
	    .hint = N_("HH:MM") },
	{ .name = "duration",
	    .label = N_("Duration"),
	    .kind = FIELD_CHOICE,
	    .choices = durations },
	{ .name = "last_name",
	    .label = N_("Last name"),
	    .required = true,
	    .complete = complete_customer,
	    .take = take_customer },
	{ .name = "first_name", .label = N_("First name") },
	{ .name = "description",
	    .label = N_("Description"),
	    .kind = FIELD_AREA },
	{ 0 },
};

/* --- the room left --- */

static void
room_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct form_state *s = state;

	live_take(ui, s, &s->room, tag, a);
}

static int64_t
consultant(const struct form_state *s)
{
	return s->ids[s->choose ? form_choice(&s->form, "consultant") : 0];
}

static void
read_room(struct ui *ui, struct form_state *s)
{
	json_t *p = scr_date_params(s->date);

	s->asked = consultant(s);
	json_object_set_new(p, "hour", json_integer(s->hour));
	json_object_set_new(p, "consultant", json_integer(s->asked));
	live_read(ui, s, &s->room,
	    (struct tui_request){ .op = "slots.check_special",
		.params = p,
		.fn = room_answer,
		.quiet = true });
}

/* --- the life of the form --- */

static void
add_name(struct form_state *s, int64_t id, const char *name)
{
	s->ids[s->n_names] = id;
	s->names[s->n_names++] = xstrdup(name);
}

static void
fill_names(struct form_state *s, const struct special_arg *in)
{
	int own = 0;

	if (!s->choose) {
		add_name(s, in->own, in->own_name);
		return;
	}
	for (int i = 0; i < in->ready->n; i++) {
		if (in->ready->id[i] == in->own)
			own = i;
		add_name(s, in->ready->id[i], in->ready->name[i]);
	}
	s->fields[0].choices = (const char *const *)s->names;
	form_set_choice(&s->form, "consultant", own);
}

static void
form_enter(struct ui *ui, void *state, const void *arg)
{
	struct form_state *s = state;
	const struct special_arg *in = arg;
	char time[SCR_TEXT];

	s->date = in->date;
	s->hour = in->hour;
	s->choose = scr_is_admin(ui);
	memcpy(s->fields, all_fields + !s->choose,
	    sizeof all_fields - !s->choose * sizeof all_fields[0]);
	if (s->choose)
		s->fields[0].choices = (const char *const *)s->names;
	form_init(&s->form, s->fields, s);
	fill_names(s, in);
	form_set_choice(&s->form, "duration", DURATION_USUAL);
	form_set(&s->form, "time", scr_hour(s->hour, time));
	form_focus(&s->form, "last_name");
	read_room(ui, s);
}

static void
form_leave(struct ui *ui, void *state)
{
	struct form_state *s = state;

	(void)ui;
	form_done(&s->form);
	entry_done(&s->customer);
	live_done(&s->room);
	for (int i = 0; i < s->n_names; i++)
		free(s->names[i]);
}

static void
form_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct form_state *s = state;
	int date = scr_json_date(data, "date");

	if (str_eq(event, "tools.changed") ||
	    (date != DATE_NONE && date != s->date))
		return;
	live_soon(ui, s, &s->room);
}

static void
customers_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct form_state *s = state;

	(void)ui;
	entry_answer(&s->customer, &s->form, tag, a);
}

static int64_t
form_tick(struct ui *ui, void *state, int64_t mono)
{
	struct form_state *s = state;
	int64_t room, next;

	if (live_due(&s->room, mono))
		read_room(ui, s);
	entry_tick(ui, s, &s->customer, &s->form, customers_answer);
	room = live_next(&s->room);
	next = entry_next(&s->customer);
	return room < next ? room : next;
}

/* --- drawing --- */

static void
draw_room(const struct form_state *s, const struct canvas *c)
{
	const json_t *r = s->room.data;
	bool allowed = json_get_bool(r, "allowed", false);
	char text[300];

	if (r == NULL) {
		canvas_fit(c, SPAN(1, 0, c->cols), INK_MUTED, _("Reading ..."));
		return;
	}
	snprintf(text, sizeof text,
	    _("%d ready × %d places, %d booked; afterwards %d places"),
	    (int)json_get_int(r, "openers", 0),
	    (int)json_get_int(r, "places", 0),
	    (int)json_get_int(r, "booked", 0),
	    (int)json_get_int(r, "remaining", 0));
	canvas_fit(c, SPAN(0, 0, c->cols), INK_TEXT, text);
	snprintf(text, sizeof text, "%s %s", allowed ? "✓" : "!",
	    allowed ? _("possible") : json_get_str(r, "text", ""));
	canvas_fit(
	    c, SPAN(1, 0, c->cols), allowed ? INK_SUCCESS : INK_ERROR, text);
}

static void
form_screen_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct form_state *s = state;
	int head = c->rows >= 9 ? HEAD_ROWS : 0;
	struct canvas part = canvas_sub(c, AREA(0, 0, head, c->cols));

	(void)ui;
	if (head > 0)
		draw_room(s, &part);
	if (head > 0 && s->customer.warning[0] != '\0')
		canvas_fit(&part, SPAN(2, 0, part.cols), INK_WARNING,
		    s->customer.warning);
	part = canvas_sub(c, AREA(head, 0, c->rows - head, c->cols));
	form_draw(&s->form, &part);
}

/* --- sending --- */

static void
book_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct form_state *s = state;
	const json_t *o = json_get(a->data, "special");
	char when[SCR_TEXT];

	(void)tag;
	s->sending = false;
	if (scr_error_form(ui, &s->form, a)) {
		read_room(ui, s);
		return;
	}
	s->saved = true;
	ui_toast(ui, TOAST_SUCCESS, _("Special booking: %s %s, %s at %s"),
	    json_get_str(o, "type", ""), json_get_str(o, "customer", ""),
	    scr_when(s->date, -1, when), json_get_str(o, "time", ""));
	ui_close(ui);
}

static json_t *
book_params(const struct form_state *s, const char *time)
{
	const struct form *f = &s->form;
	json_t *p = scr_date_params(s->date);

	json_object_set_new(p, "hour", json_integer(s->hour));
	json_object_set_new(p, "time", json_string(time));
	json_object_set_new(
	    p, "type", json_string(types[form_choice(f, "type")]));
	json_object_set_new(
	    p, "duration", json_integer(minutes[form_choice(f, "duration")]));
	json_object_set_new(
	    p, "last_name", json_string(form_text(f, "last_name")));
	if (form_text(f, "first_name")[0] != '\0')
		json_object_set_new(
		    p, "first_name", json_string(form_text(f, "first_name")));
	if (form_text(f, "description")[0] != '\0')
		json_object_set_new(
		    p, "description", json_string(form_text(f, "description")));
	json_object_set_new(p, "consultant", json_integer(consultant(s)));
	return p;
}

static void
submit(struct ui *ui, struct form_state *s)
{
	char time[6];

	if (s->sending)
		return;
	form_clear_errors(&s->form);
	if (!word_time(form_text(&s->form, "time"), time)) {
		form_error(&s->form, "time", _("A time as 13:15"));
		return;
	}
	s->sending = true;
	scr_write(ui, s,
	    &(struct tui_request){ .op = "slots.book_special",
		.params = book_params(s, time),
		.fn = book_answer });
}

/* --- keys --- */

static bool
handle(struct ui *ui, struct form_state *s, enum form_event ev)
{
	if (ev == FORM_SUBMIT)
		submit(ui, s);
	else if (ev == FORM_LEAVE)
		ui_back(ui);
	if (ev == FORM_CHANGED && consultant(s) != s->asked)
		read_room(ui, s);
	if (ev == FORM_CHANGED)
		entry_changed(ui, s, &s->customer, &s->form);
	return ev != FORM_IGNORED;
}

static bool
form_screen_key(struct ui *ui, void *state, uint32_t key)
{
	struct form_state *s = state;

	return handle(ui, s, form_key(&s->form, key));
}

static bool
form_screen_paste(struct ui *ui, void *state, const char *text)
{
	struct form_state *s = state;

	return handle(ui, s, form_paste(&s->form, text));
}

static bool
form_screen_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct form_state *s = state;

	return handle(ui, s, form_mouse(&s->form, m));
}

static bool
form_may_leave(struct ui *ui, void *state)
{
	struct form_state *s = state;

	(void)ui;
	return s->saved || !form_is_dirty(&s->form);
}

static const char *
form_subtitle(struct ui *ui, void *state)
{
	struct form_state *s = state;
	char when[SCR_TEXT];

	(void)ui;
	scr_when(s->date, s->hour, when);
	if (s->choose)
		(void)str_copy(s->subtitle, sizeof s->subtitle, when);
	else
		snprintf(s->subtitle, sizeof s->subtitle, "%.20s · %.40s", when,
		    s->names[0]);
	return s->subtitle;
}

static const struct key_action form_keys[] = {
	{ K_F(2), N_("book"), "slots.book_special", NULL, K_CTRL('s'),
	    KEY_FIRST, N_("Make the special booking") },
	{ K_TAB, N_("next field"), NULL, NULL, K_DOWN, 0,
	    N_("Next field; Shift-Tab goes back") },
	{ 0 },
};

const struct screen_ops scr_special_form = {
	.id = "special_form",
	.title = N_("Special booking"),
	.state_size = sizeof(struct form_state),
	.keys = form_keys,
	.enter = form_enter,
	.leave = form_leave,
	.draw = form_screen_draw,
	.key = form_screen_key,
	.paste = form_screen_paste,
	.mouse = form_screen_mouse,
	.push = form_push,
	.tick = form_tick,
	.subtitle = form_subtitle,
	.may_leave = form_may_leave,
};
