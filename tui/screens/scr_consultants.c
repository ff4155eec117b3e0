/* Consultants: who holds appointments, with calendar, pool and account. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_consultant_form.h"
#include "tui/ui/list.h"

struct consultants_state {
	struct live live;
	struct list list;
	bool all; /* those that are not active, too */
};

static const json_t *
at(const struct consultants_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

enum { NAME, ACTIVE, POOL, ACCOUNT, CALENDAR, SORT };

static const struct list_col columns[] = {
	[NAME] = { N_("Name"), 16, 2, 0, 0 },
	[ACTIVE] = { N_("Active"), 6, 0, 0, 0 },
	[POOL] = { N_("Standard"), 8, 0, 0, 0 },
	[ACCOUNT] = { N_("Account"), 14, 1, 1, 0 },
	[CALENDAR] = { N_("Calendar"), 16, 3, 2, 0 },
	[SORT] = { N_("Order"), 5, 0, 3, COL_RIGHT },
	{ 0 },
};

static int
count(void *ctx)
{
	return (int)json_array_size(
	    live_items(&((struct consultants_state *)ctx)->live));
}

static int64_t
row_id(void *ctx, int row)
{
	return json_get_int(at(ctx, row), "id", -1);
}

static void
cell_text(const json_t *o, int col, struct list_cell *out)
{
	const char *calendar = json_get_str(o, "calendar_id", "");

	if (col == NAME)
		buf_adds(out->text, json_get_str(o, "name", ""));
	else if (col == ACCOUNT)
		buf_adds(out->text,
		    json_get_str(json_get(o, "account"), "name", "–"));
	else
		buf_adds(out->text, *calendar ? calendar : _("none"));
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = at(ctx, row);
	bool active = json_get_bool(o, "active", false);

	if (!active)
		out->ink = INK_MUTED;
	if (col == ACTIVE)
		buf_adds(out->text, active ? _("✓ yes") : _("– no"));
	else if (col == POOL)
		buf_adds(out->text,
		    json_get_bool(o, "default_pool", false) ? "✓" : "–");
	else if (col == SORT)
		buf_addf(out->text, "%d", (int)json_get_int(o, "sort", 0));
	else
		cell_text(o, col, out);
}

static const struct list_source source = {
	.cols = columns,
	.count = count,
	.id = row_id,
	.cell = cell,
	.empty = N_("No consultants yet: n enters the first one"),
};

/* --- reading --- */

static void
read_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct consultants_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		list_refresh(&s->list);
}

static void
consultants_read(struct ui *ui, struct consultants_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "availability.list_consultants",
		.params = json_pack("{s:b}", "all", s->all),
		.fn = read_answer,
		.quiet = quiet });
}

static void
consultants_enter(struct ui *ui, void *state, const void *arg)
{
	struct consultants_state *s = state;

	(void)arg;
	s->all = true;
	list_init(&s->list, &source, s);
	consultants_read(ui, s, false);
}

static void
consultants_leave(struct ui *ui, void *state)
{
	struct consultants_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
consultants_resume(struct ui *ui, void *state)
{
	consultants_read(ui, state, true);
}

static void
consultants_push(
    struct ui *ui, void *state, const char *event, const void *data)
{
	struct consultants_state *s = state;

	(void)data;
	if (str_eq(event, "availability.changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
consultants_tick(struct ui *ui, void *state, int64_t mono)
{
	struct consultants_state *s = state;

	if (live_due(&s->live, mono))
		consultants_read(ui, s, true);
	return live_next(&s->live);
}

/* --- actions --- */

static void
act_edit(struct ui *ui, void *state)
{
	struct consultants_state *s = state;
	const json_t *o = at(s, list_row(&s->list));

	if (o == NULL)
		return;
	scr_context(ui)->consultant = json_get_int(o, "id", 0);
	scr_open_consultant_form(ui, o);
}

static void
act_new(struct ui *ui, void *state)
{
	(void)state;
	scr_open_consultant_form(ui, NULL);
}

static void
act_all(struct ui *ui, void *state)
{
	struct consultants_state *s = state;

	s->all = !s->all;
	consultants_read(ui, s, false);
}

static void
act_ready(struct ui *ui, void *state)
{
	struct consultants_state *s = state;

	if (list_id(&s->list) > 0)
		scr_context(ui)->consultant = list_id(&s->list);
	scr_go(ui, "ready");
}

static void
act_reload(struct ui *ui, void *state)
{
	consultants_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct consultants_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE &&
	    ui_allowed(ui, "availability.set_consultant"))
		act_edit(ui, s);
	return ev != LIST_IGNORED;
}

static bool
consultants_key(struct ui *ui, void *state, uint32_t key)
{
	struct consultants_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
consultants_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct consultants_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static void
consultants_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct consultants_state *s = state;
	struct canvas part = canvas_sub(c, AREA(0, 0, c->rows - 2, c->cols));

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	list_draw(&s->list, &part);
	canvas_fit(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED,
	    s->all ? _("Standard: counts for days that nobody has planned yet")
		   : _("Only active ones are shown: i shows all"));
}

static const struct key_action consultants_keys[] = {
	{ K_ENTER, N_("change"), "availability.set_consultant", act_edit, 'e',
	    KEY_FIRST, N_("Change the selected consultant") },
	{ 'n', N_("new"), "availability.set_consultant", act_new, K_INSERT,
	    KEY_FIRST, N_("Enter a consultant") },
	{ 't', N_("ready times"), "availability.get", act_ready, 0, 0,
	    N_("Ready times of the selected consultant") },
	{ 'i', N_("inactive"), NULL, act_all, 0, 0,
	    N_("Show or hide those that are not active") },
	{ '/', N_("filter"), NULL, NULL, 0, 0, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_consultants = {
	.id = "consultants",
	.title = N_("Consultants"),
	.state_size = sizeof(struct consultants_state),
	.keys = consultants_keys,
	.enter = consultants_enter,
	.leave = consultants_leave,
	.resume = consultants_resume,
	.draw = consultants_draw,
	.key = consultants_key,
	.mouse = consultants_mouse,
	.push = consultants_push,
	.tick = consultants_tick,
};
