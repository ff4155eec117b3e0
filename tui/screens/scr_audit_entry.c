/* An entry of the audit log as people read it; in a frame over the list. */
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/screens/scr_audit.h"

enum { VALUE_MAX = 2000, LABEL_COLS = 16, DEEP = 3 };

/* --- values --- */

static void add_value(struct buf *b, const json_t *v, int depth);

static void
add_members(struct buf *b, const json_t *o, int depth)
{
	const char *key;
	bool first = true;
	json_t *v;

	json_object_foreach((json_t *)o, key, v)
	{
		buf_addf(b, "%s%s: ", first ? "" : ", ", audit_detail(key));
		add_value(b, v, depth + 1);
		first = false;
	}
}

static void
add_value(struct buf *b, const json_t *v, int depth)
{
	char at[SCR_TEXT];
	json_t *one;
	size_t i;

	if (json_is_string(v)) {
		const char *s = json_string_value(v);

		buf_adds(b, people_instant(s, at)[0] != '\0' ? at : s);
		if (*s == '\0')
			buf_adds(b, "–");
	} else if (json_is_integer(v))
		buf_addf(b, "%lld", (long long)json_integer_value(v));
	else if (json_is_boolean(v))
		buf_adds(b, json_is_true(v) ? _("yes") : _("no"));
	else if (json_is_array(v) && depth < DEEP)
		json_array_foreach((json_t *)v, i, one)
		{
			buf_adds(b, i > 0 ? ", " : "");
			add_value(b, one, depth + 1);
		}
	else if (json_is_object(v) && depth < DEEP)
		add_members(b, v, depth);
	else
		buf_adds(b, "–");
	if (json_is_array(v) && json_array_size(v) == 0)
		buf_adds(b, "–");
}

/* --- before and after --- */

/* Value that a member had before: "from_x" or "x_before"; NULL: none. */
static const json_t *
former(const json_t *details, const char *key)
{
	char name[80];
	const json_t *v;

	snprintf(name, sizeof name, "%.60s_before", key);
	if ((v = json_object_get(details, name)) != NULL)
		return v;
	snprintf(name, sizeof name, "from_%.60s", key);
	return json_object_get(details, name);
}

/* Is it shown with the member that has the new value? */
static bool
is_former(const json_t *details, const char *key)
{
	size_t n = strlen(key);
	char name[80];

	if (str_starts(key, "from_"))
		return json_object_get(details, key + 5) != NULL;
	if (n <= 7 || !str_ends(key, "_before"))
		return false;
	snprintf(name, sizeof name, "%.*s", (int)(n - 7), key);
	return json_object_get(details, name) != NULL;
}

struct teller {
	void (*tell)(void *ctx, const char *label, const char *text);
	void *ctx;
};

/* An object of nothing but "before" and "after" is a change itself. */
static bool
is_change(const json_t *v)
{
	return json_is_object(v) && json_object_size(v) == 2 &&
	       json_object_get(v, "before") != NULL &&
	       json_object_get(v, "after") != NULL;
}

/* "old → new", or the value alone when there is no old one. */
static void
tell_change(const struct teller *t, const char *label, const json_t *old,
    const json_t *new)
{
	struct buf b;

	if (is_change(new)) {
		old = json_object_get(new, "before");
		new = json_object_get(new, "after");
	}
	buf_init(&b, VALUE_MAX);
	if (old != NULL) {
		add_value(&b, old, 0);
		buf_adds(&b, " → ");
	}
	add_value(&b, new, 0);
	t->tell(t->ctx, label, buf_str(&b));
	buf_done(&b);
}

/* Two objects: a line for every member that differs. */
static void
tell_both(const struct teller *t, const json_t *before, const json_t *after)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)after, key, v)
	{
		const json_t *old = json_object_get(before, key);

		if (old == NULL || !json_equal((json_t *)old, v))
			tell_change(t, audit_detail(key),
			    old != NULL ? old : json_null(), v);
	}
	json_object_foreach((json_t *)before, key, v)
	{
		if (json_object_get(after, key) == NULL)
			tell_change(t, audit_detail(key), v, json_null());
	}
}

static void
tell_details(const json_t *d, const struct teller *t)
{
	const json_t *before = json_object_get(d, "before");
	const json_t *after = json_object_get(d, "after");
	const char *key;
	json_t *v;

	if (json_is_object(before) && json_is_object(after))
		tell_both(t, before, after);
	else if (before != NULL && after != NULL)
		tell_change(t, _("Change"), before, after);
	json_object_foreach((json_t *)d, key, v)
	{
		bool pair = before != NULL && after != NULL;

		if (is_former(d, key) ||
		    (pair && (str_eq(key, "before") || str_eq(key, "after"))))
			continue;
		tell_change(t, audit_detail(key), former(d, key), v);
	}
}

/* --- as lines --- */

static void
tell_line(void *ctx, const char *label, const char *text)
{
	lines_pair(ctx, label, "%s", text);
}

static void
pair(struct lines *l, const char *label, const json_t *e, const char *key)
{
	const char *text = json_get_str(e, key, "");

	if (text[0] != '\0')
		lines_pair(l, label, "%s", text);
}

static void
tell_source(struct lines *l, const json_t *e)
{
	pair(l, _("Address"), e, "remote");
	pair(l, _("Program"), e, "client");
	pair(l, _("Error number"), e, "error_id");
	lines_pair(l, _("Entry"), "%lld%s", (long long)json_get_int(e, "id", 0),
	    json_get_bool(e, "archived", false) ? _(", in the archive") : "");
}

void
audit_lines(struct lines *l, const json_t *e, bool beside_list)
{
	const struct teller t = { tell_line, l };
	const json_t *details = json_get(e, "details");
	char at[SCR_TEXT];

	if (!beside_list)
		lines_pair(l, _("Time"), "%s",
		    people_instant(json_get_str(e, "at", NULL), at));
	lines_pair(l, _("Action"), "%s (%s)",
	    audit_word_action(json_get_str(e, "action", "")),
	    json_get_str(e, "action", ""));
	lines_pair(l, _("Type"), "%s, %s",
	    audit_type(json_get_str(e, "event_type", "")),
	    audit_severity(json_get_str(e, "severity", "")));
	if (beside_list) {
		tell_details(details, &t);
		pair(l, _("Target"), e, "target");
		tell_source(l, e);
		return;
	}
	pair(l, _("User"), e, "actor");
	pair(l, _("Target"), e, "target");
	tell_source(l, e);
	if (json_object_size(details) == 0)
		return;
	lines_heading(l, _("Details"));
	tell_details(details, &t);
}

/* --- the frame --- */

struct entry_state {
	struct lines lines;
};

static void
entry_enter(struct ui *ui, void *state, const void *arg)
{
	(void)ui;
	audit_lines(&((struct entry_state *)state)->lines, arg, false);
}

static void
entry_leave(struct ui *ui, void *state)
{
	(void)ui;
	lines_done(&((struct entry_state *)state)->lines);
}

static void
entry_draw(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	lines_draw(&((struct entry_state *)state)->lines, c, LABEL_COLS);
}

static bool
entry_key(struct ui *ui, void *state, uint32_t key)
{
	if (key == K_ENTER || key == 'q') {
		ui_back(ui);
		return true;
	}
	return lines_key(&((struct entry_state *)state)->lines, key);
}

static bool
entry_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return lines_mouse(&((struct entry_state *)state)->lines, m);
}

static const struct key_action entry_keys[] = {
	{ K_ENTER, N_("close"), NULL, NULL, 'q', KEY_FIRST, NULL },
	{ K_DOWN, N_("scroll"), NULL, NULL, K_UP, 0, NULL },
	{ 0 },
};

static const struct screen_ops scr_audit_entry = {
	.id = "audit_entry",
	.title = N_("Audit entry"),
	.state_size = sizeof(struct entry_state),
	.keys = entry_keys,
	.popup_rows = 17,
	.popup_cols = 70,
	.enter = entry_enter,
	.leave = entry_leave,
	.draw = entry_draw,
	.key = entry_key,
	.mouse = entry_mouse,
};

void
audit_open_entry(struct ui *ui, const json_t *entry)
{
	ui_open(ui, &scr_audit_entry, entry);
}
