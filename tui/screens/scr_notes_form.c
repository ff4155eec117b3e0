/* One notification in full, and the form that sends one to others. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/scr_notes.h"
#include "tui/ui/pager.h"

/* --- the full text --- */

struct note_state {
	struct pager pager;
	json_t *note; /* owned */
};

static void
note_enter(struct ui *ui, void *state, const void *arg)
{
	struct note_state *s = state;
	const char *type, *message;
	char title[400], when[SCR_TEXT];
	struct buf b;

	(void)ui;
	s->note = json_incref((json_t *)arg);
	type = json_get_str(s->note, "type", "");
	message = json_get_str(s->note, "message", "");
	buf_init(&b, 65536);
	buf_addf(&b, "# %s\n%s %s · %s\n",
	    note_title(s->note, title, sizeof title), note_sign(type),
	    note_label(type),
	    scr_instant(json_get_str(s->note, "at", NULL), when));
	if (*message != '\0')
		buf_addf(&b, "\n%s\n", message);
	for (size_t i = 0; i < json_array_size(json_get(s->note, "actions"));
	     i++)
		buf_addf(&b, "\n→ %s",
		    json_get_str(
			json_array_get(json_get(s->note, "actions"), i), "text",
			""));
	pager_set(&s->pager, buf_str(&b));
	buf_done(&b);
}

static void
note_leave(struct ui *ui, void *state)
{
	struct note_state *s = state;

	(void)ui;
	pager_done(&s->pager);
	json_decref(s->note);
}

static void
note_draw(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	pager_draw(&((struct note_state *)state)->pager, c);
}

static bool
note_key(struct ui *ui, void *state, uint32_t key)
{
	(void)ui;
	return pager_key(&((struct note_state *)state)->pager, key);
}

static bool
note_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return pager_mouse(&((struct note_state *)state)->pager, m);
}

static void
act_follow(struct ui *ui, void *state)
{
	struct note_state *s = state;
	json_t *note = json_incref(s->note);

	ui_back(ui);
	(void)note_follow(ui, note);
	json_decref(note);
}

static const struct key_action note_keys[] = {
	{ K_ENTER, N_("open"), NULL, act_follow, 0, KEY_FIRST,
	    N_("Open what the notification is about, or go back") },
	{ 0 },
};

const struct screen_ops scr_note = {
	.id = "note",
	.title = N_("Notification"),
	.state_size = sizeof(struct note_state),
	.keys = note_keys,
	.popup_rows = 14,
	.popup_cols = 66,
	.enter = note_enter,
	.leave = note_leave,
	.draw = note_draw,
	.key = note_key,
	.mouse = note_mouse,
};

/* --- sending --- */

static const char *const types[] = { N_("Info"), N_("Success"), N_("Warning"),
	N_("Error"), NULL };
static const char *const type_keys[] = { "info", "success", "warning",
	"error" };

#define TO(NAME, LABEL)                                           \
	{                                                         \
		.name = NAME, .label = LABEL, .kind = FIELD_CHECK \
	}

static const struct form_field fields[] = {
	{ .name = "title",
	    .label = N_("Title"),
	    .kind = FIELD_TEXT,
	    .max = 300,
	    .required = true },
	{ .name = "message",
	    .label = N_("Message"),
	    .kind = FIELD_AREA,
	    .max = 2000,
	    .rows = 3 },
	{ .name = "type",
	    .label = N_("Type"),
	    .kind = FIELD_CHOICE,
	    .choices = types },
	TO("all", N_("To everybody")),
	TO("admin", N_("To admins")),
	TO("opener", N_("To openers")),
	TO("telefonist", N_("To telephonists")),
	TO("closer", N_("To coaches and closers")),
	TO("service", N_("To the service")),
	{ .name = "users",
	    .label = N_("To persons"),
	    .kind = FIELD_TEXT,
	    .max = 500,
	    .hint = N_("login names, separated by commas") },
	{ .name = "popup",
	    .label = N_("Show at once"),
	    .kind = FIELD_CHECK,
	    .hint = N_("on the screen of whoever is signed in") },
	{ 0 },
};

static const char *const roles[] = { "all", "admin", "opener", "telefonist",
	"closer", "service" };

/* "anna.beispiel, ben" as a list of names. */
static json_t *
names(const char *s)
{
	json_t *list = json_array();

	while (*s != '\0') {
		size_t n;

		s += strspn(s, ", ");
		n = strcspn(s, ", ");
		if (n > 0)
			json_array_append_new(list, json_stringn(s, n));
		s += n;
	}
	return list;
}

static json_t *
params(struct ui *ui, struct formscreen *fs)
{
	json_t *to = json_array();
	json_t *users = names(form_text(&fs->form, "users"));

	(void)ui;
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
		if (form_checked(&fs->form, roles[i]))
			json_array_append_new(to, json_string(roles[i]));
	if (json_array_size(to) + json_array_size(users) == 0) {
		form_error(
		    &fs->form, "users", _("A group or a name is missing"));
		json_decref(to);
		json_decref(users);
		return NULL;
	}
	return json_pack("{s:s,s:s,s:s,s:b,s:o,s:o}", "title",
	    form_text(&fs->form, "title"), "message",
	    form_text(&fs->form, "message"), "type",
	    type_keys[form_choice(&fs->form, "type")], "popup",
	    form_checked(&fs->form, "popup"), "roles", to, "users", users);
}

static void
sent(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	int n = (int)json_get_int(a->data, "sent", 0);

	(void)ctx;
	if (n == 0)
		ui_toast(ui, TOAST_WARNING,
		    _("Nobody has this role: nothing was sent"));
	else
		ui_toast(ui, TOAST_SUCCESS,
		    ngettext("Sent to %d person", "Sent to %d people",
			(unsigned long)n),
		    n);
}

static const struct formspec spec = {
	.fields = fields,
	.op = "notify.create",
	.params = params,
	.done = sent,
};

static const struct screen_ops scr_note_form =
    FORMSCREEN("note_form", N_("Send a notification"), 16, 66, formscreen_keys);

void
scr_note_send(struct ui *ui)
{
	formscreen_open(ui, &scr_note_form, &spec, NULL);
}
