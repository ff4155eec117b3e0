/* The own notifications: list, full text, read and dismissed (hub A5, A8). */
#include "tui/screens/scr_notes.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/ui/list.h"

#define AGE_MS 30000 /* "5 min ago" is looked at again */
#define LIST_MAX 200 /* as many as the server keeps */

enum { NEWS, TYPE, TITLE, SOURCE, WHEN };
enum { DETAIL_ROWS = 7, DETAIL_MIN = 16 };

struct notes_state {
	struct live live;
	struct list list;
	bool unread_only;
	int64_t now;		 /* server time of the last frame */
	int64_t base, base_mono; /* server time at a moment of ours */
	char subtitle[80];
};

/* --- the list --- */

static const struct list_col cols[] = {
	[NEWS] = { N_("New"), 1, 0, 0, COL_NO_SORT },
	[TYPE] = { N_("Type"), 10, 0, 0, 0 },
	[TITLE] = { N_("Title"), 16, 1, 0, 0 },
	[SOURCE] = { N_("From"), 10, 0, 3, 0 },
	[WHEN] = { N_("When"), 14, 0, 2, 0 },
	{ 0 },
};

static const json_t *
note_at(const struct notes_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	struct notes_state *s = ctx;

	return (int)json_array_size(live_items(&s->live));
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(note_at(ctx, row), "id", -1);
}

static const struct {
	const char *source, *label;
} sources[] = {
	{ "admin", N_("Admin") },
	{ "auth", N_("Sign-in") },
	{ "users", N_("Accounts") },
	{ "audit", N_("Audit log") },
	{ "system", N_("Server") },
	{ "calendar", N_("Calendar") },
	{ "slots", N_("Slots") },
	{ "test", N_("Test") },
};

/* What the client has no word for is shown as the server names it. */
static const char *
source_label(const json_t *n)
{
	const char *source = json_get_str(n, "source", "");

	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
		if (str_eq(sources[i].source, source))
			return _(sources[i].label);
	return source;
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct notes_state *s = ctx;
	const json_t *n = note_at(s, row);
	const char *type = json_get_str(n, "type", "");
	bool read = json_get_bool(n, "read", false);
	char text[400], ago[SCR_TEXT];

	out->ink = read ? INK_MUTED : INK_TEXT;
	if (col == NEWS && !read) {
		buf_adds(out->text, "●");
		out->ink = INK_ACCENT;
	} else if (col == TYPE) {
		buf_addf(out->text, "%s %s", note_sign(type), note_label(type));
		out->ink = read ? INK_MUTED : note_ink(type);
	} else if (col == TITLE) {
		buf_adds(out->text, note_title(n, text, sizeof text));
		out->ink = read ? INK_MUTED : INK_STRONG;
	} else if (col == SOURCE) {
		buf_adds(out->text, source_label(n));
	} else if (col == WHEN) {
		buf_adds(out->text,
		    note_ago(json_get_str(n, "at", NULL), s->now, ago));
	}
}

/* Heavy ones last, new ones last: as the columns are read. */
static int
weight(const json_t *n)
{
	static const char *const order[] = { "info", "success", "warning",
		"error" };

	for (int i = 0; i < 4; i++)
		if (str_eq(order[i], json_get_str(n, "type", "")))
			return i;
	return -1;
}

static int
compare(void *ctx, int a, int b, int col)
{
	const struct notes_state *s = ctx;
	const json_t *x = note_at(s, a), *y = note_at(s, b);

	if (col == TYPE)
		return weight(x) - weight(y);
	if (col == WHEN)
		return strcmp(
		    json_get_str(x, "at", ""), json_get_str(y, "at", ""));
	if (col == SOURCE)
		return strcmp(source_label(x), source_label(y));
	return strcmp(
	    json_get_str(x, "title", ""), json_get_str(y, "title", ""));
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.compare = compare,
	.empty = N_("No notification fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
take_time(struct ui *ui, struct notes_state *s)
{
	s->base = client_now_ms(tui_client(ui));
	s->base_mono = ui->mono;
}

static void
notes_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct notes_state *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	take_time(ui, s);
	list_refresh(&s->list);
	live_wake(ui, s, ui->mono + AGE_MS);
}

static void
notes_read(struct ui *ui, struct notes_state *s, bool quiet)
{
	json_t *p = json_pack("{s:i}", "limit", LIST_MAX);

	if (s->unread_only)
		json_object_set_new(p, "unread", json_true());
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "notify.list",
		.params = p,
		.fn = notes_answer,
		.quiet = quiet });
}

static void
notes_enter(struct ui *ui, void *state, const void *arg)
{
	struct notes_state *s = state;

	(void)arg;
	take_time(ui, s);
	list_init(&s->list, &source, s);
	notes_read(ui, s, false);
}

static void
notes_leave(struct ui *ui, void *state)
{
	struct notes_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
notes_resume(struct ui *ui, void *state)
{
	notes_read(ui, state, true);
}

static void
notes_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct notes_state *s = state;

	(void)data;
	if (str_eq(event, "notifications.changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
notes_tick(struct ui *ui, void *state, int64_t mono)
{
	struct notes_state *s = state;
	int64_t next = mono + AGE_MS;

	ui_dirty(ui); /* the times have grown */
	if (live_due(&s->live, mono))
		notes_read(ui, s, true);
	return live_next(&s->live) < next ? live_next(&s->live) : next;
}

/* --- drawing --- */

/* The selected entry with all of its text. */
static void
draw_detail(const struct notes_state *s, const struct canvas *c)
{
	const json_t *n = note_at(s, list_row(&s->list));
	const json_t *first = json_array_get(json_get(n, "actions"), 0);
	const char *type = json_get_str(n, "type", "");
	char text[400], when[SCR_TEXT], *end;
	struct canvas part;
	int times = (int)json_get_int(n, "count", 1);

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	if (n == NULL)
		return;
	canvas_fit(
	    c, SPAN(1, 0, c->cols), INK_STRONG, json_get_str(n, "title", ""));
	end = text + snprintf(text, sizeof text, "%s %s · %s · %s",
			 note_sign(type), note_label(type),
			 scr_instant(json_get_str(n, "at", NULL), when),
			 source_label(n));
	if (times > 1)
		end += snprintf(end, sizeof text - (size_t)(end - text), " · ");
	if (times > 1)
		snprintf(end, sizeof text - (size_t)(end - text),
		    ngettext("%d time", "%d times", (unsigned long)times),
		    times);
	canvas_fit(c, SPAN(2, 0, c->cols), note_ink(type), text);
	part = canvas_sub(c, AREA(3, 0, c->rows - 3, c->cols));
	if (json_get_str(n, "message", "")[0] != '\0')
		canvas_wrap(&part, 0, INK_TEXT, json_get_str(n, "message", ""));
	else if (json_get_str(first, "text", "")[0] != '\0')
		canvas_fit(&part, SPAN(0, 0, part.cols), INK_MUTED,
		    json_get_str(first, "text", ""));
}

static void
notes_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct notes_state *s = state;
	struct canvas part = *c;
	bool detail = c->rows >= DETAIL_MIN;
	int rows = c->rows > 30 ? 12 : DETAIL_ROWS;

	s->now = s->base + ui->mono - s->base_mono;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (count(s) == 0) {
		scr_draw_note(
		    c, s->unread_only
			   ? _("Nothing unread.\n\nf shows all notifications.")
			   : _("No notifications.\n\nWhat concerns you will "
			       "arrive here."));
		return;
	}
	part.rows -= detail ? rows : 0;
	list_draw(&s->list, &part);
	part = canvas_sub(c, AREA(c->rows - rows, 0, rows, c->cols));
	if (detail)
		draw_detail(s, &part);
}

static const char *
notes_subtitle(struct ui *ui, void *state)
{
	struct notes_state *s = state;
	int n = (int)json_get_int(s->live.data, "unread", 0);

	(void)ui;
	if (s->live.data == NULL)
		return NULL;
	snprintf(s->subtitle, sizeof s->subtitle,
	    s->unread_only ? _("unread only (%d)") : _("%d unread"), n);
	return s->subtitle;
}

/* --- keys --- */

static const json_t *
selected(struct ui *ui, const struct notes_state *s)
{
	const json_t *n = note_at(s, list_row(&s->list));

	if (n == NULL)
		ui_toast(ui, TOAST_INFO, _("No notification is selected"));
	return n;
}

static void
change_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	scr_error(ui, a);
	notes_read(ui, state, true);
}

static void
change(struct ui *ui, struct notes_state *s, const char *op, const json_t *n)
{
	scr_write(ui, s,
	    &(struct tui_request){ .op = op,
		.params = json_pack(
		    "{s:I}", "id", (json_int_t)json_get_int(n, "id", 0)),
		.fn = change_answer,
		.quiet = true });
}

/* To where it leads; what leads nowhere is shown in full. */
static void
act_open(struct ui *ui, void *state)
{
	struct notes_state *s = state;
	const json_t *n = selected(ui, s);

	if (n == NULL)
		return;
	if (!json_get_bool(n, "read", false))
		change(ui, s, "notify.mark_read", n);
	if (!note_follow(ui, n))
		ui_open(ui, &scr_note, n);
}

static void
act_view(struct ui *ui, void *state)
{
	const json_t *n = selected(ui, state);

	if (n == NULL)
		return;
	if (!json_get_bool(n, "read", false))
		change(ui, state, "notify.mark_read", n);
	ui_open(ui, &scr_note, n);
}

static void
act_read(struct ui *ui, void *state)
{
	const json_t *n = selected(ui, state);

	if (n == NULL)
		return;
	if (json_get_bool(n, "read", false))
		ui_toast(ui, TOAST_INFO, _("It is read already"));
	else
		change(ui, state, "notify.mark_read", n);
}

static void
act_dismiss(struct ui *ui, void *state)
{
	const json_t *n = selected(ui, state);

	if (n != NULL)
		change(ui, state, "notify.dismiss", n);
}

static void
all_read_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	int n = (int)json_get_int(a->data, "changed", 0);

	(void)tag;
	if (scr_error(ui, a))
		return;
	ui_toast(ui, TOAST_SUCCESS,
	    ngettext("%d notification marked as read",
		"%d notifications marked as read", (unsigned long)n),
	    n);
	notes_read(ui, state, true);
}

static void
act_all_read(struct ui *ui, void *state)
{
	struct notes_state *s = state;

	if (json_get_int(s->live.data, "unread", 0) == 0) {
		ui_toast(ui, TOAST_INFO, _("All notifications are read"));
		return;
	}
	scr_write(ui, s,
	    &(struct tui_request){
		.op = "notify.mark_all_read", .fn = all_read_answer });
}

static void
act_filter(struct ui *ui, void *state)
{
	struct notes_state *s = state;

	s->unread_only = !s->unread_only;
	notes_read(ui, s, false);
}

static void
act_send(struct ui *ui, void *state)
{
	(void)state;
	scr_note_send(ui);
}

static void
test_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		notes_read(ui, state, true);
}

/* What arrives says the rest: by push, as everybody's do. */
static void
act_test(struct ui *ui, void *state)
{
	scr_write(ui, state,
	    &(struct tui_request){
		.op = "notify.send_test", .fn = test_answer });
}

static void
act_reload(struct ui *ui, void *state)
{
	notes_read(ui, state, false);
}

static bool
notes_key(struct ui *ui, void *state, uint32_t key)
{
	struct notes_state *s = state;
	enum list_event ev = list_key(&s->list, key);

	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static bool
notes_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct notes_state *s = state;
	enum list_event ev = list_mouse(&s->list, m);

	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static const struct key_action notes_keys[] = {
	{ K_ENTER, N_("open"), NULL, act_open, 0, KEY_FIRST,
	    N_("Open what the notification is about, or its full text") },
	{ 'r', N_("read"), "notify.mark_read", act_read, 0, 0,
	    N_("Mark the selected notification as read") },
	{ 'd', N_("dismiss"), "notify.dismiss", act_dismiss, K_DELETE, 0,
	    N_("Take the selected notification off the list for good") },
	{ 'R', N_("all read"), "notify.mark_all_read", act_all_read, 0, 0,
	    N_("Mark all notifications as read") },
	{ 'f', N_("unread"), NULL, act_filter, 0, 0,
	    N_("Unread notifications only, or all of them") },
	{ 'v', N_("view"), NULL, act_view, 0, KEY_NO_FOOTER,
	    N_("Full text of the selected notification") },
	{ 'n', N_("send"), "notify.create", act_send, 0, KEY_NO_FOOTER,
	    N_("Send a notification to roles or persons (admins)") },
	{ 't', N_("test"), "notify.send_test", act_test, 0, KEY_NO_FOOTER,
	    N_("Send yourself a test notification (admins)") },
	{ '/', N_("filter"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Filter by any column while typing") },
	{ K_F(5), N_("reload"), NULL, act_reload, 0, KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_notes = {
	.id = "notes",
	.title = N_("Notifications"),
	.state_size = sizeof(struct notes_state),
	.keys = notes_keys,
	.enter = notes_enter,
	.leave = notes_leave,
	.resume = notes_resume,
	.draw = notes_draw,
	.key = notes_key,
	.mouse = notes_mouse,
	.push = notes_push,
	.tick = notes_tick,
	.subtitle = notes_subtitle,
};
