/* Accounts: list with figures, search, filters; the way to every action. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_users.h"
#include "tui/ui/list.h"

#define PAGE 500 /* rows of one reading; more pages follow */

struct users_state {
	struct users_host host; /* first: the actions look for it here */
	struct live live;
	struct list list;
	json_t *rows;  /* all pages, owned */
	json_t *next;  /* pages read so far of a new reading, owned */
	json_t *tiles; /* owned */
	int role, status;
};

static const char *const role_filters[] = { NULL, "admin", "opener", "coach",
	"berater", "telefonist", "service" };
static const char *const state_filters[] = { NULL, "active", "pending",
	"disabled", "anonymised", "placeholder" };

enum {
	N_ROLE_FILTERS = sizeof role_filters / sizeof role_filters[0],
	N_STATE_FILTERS = sizeof state_filters / sizeof state_filters[0],
	WIDE = 104, /* columns from which on all roles are written out */
};

/* --- the list --- */

enum { NAME, ROLES, STATE, LOGIN, POINTS, DISPLAY, FACTOR, MAIL, CONSULTANT };

/* role: columns of the roles. */
#define COLUMNS(role)                                                    \
	{                                                                \
		[NAME] = { N_("User"), 18, 3, 0, 0 },                    \
		[ROLES] = { N_("Role"), role, 2, 1, 0 },                 \
		[STATE] = { N_("Status"), 14, 0, 0, 0 },                 \
		[LOGIN] = { N_("Last login"), 14, 0, 2, 0 },             \
		[POINTS] = { N_("Points"), 6, 0, 3, COL_RIGHT },         \
		[DISPLAY] = { N_("Display name"), 15, 2, 4, 0 },         \
		[FACTOR] = { N_("2FA"), 4, 0, 5, 0 },                    \
		[MAIL] = { N_("E-mail"), 20, 2, 7, 0 },                  \
		[CONSULTANT] = { N_("Consultant"), 10, 1, 6, 0 }, { 0 }, \
	}

enum { ROLE_COLS = 15, ROLE_COLS_WIDE = 24 };

static const struct list_col columns[] = COLUMNS(ROLE_COLS);
static const struct list_col columns_wide[] = COLUMNS(ROLE_COLS_WIDE);

static const json_t *
at(const struct users_state *s, int row)
{
	return row < 0 ? NULL : json_array_get(s->rows, (size_t)row);
}

static int
count(void *ctx)
{
	return (int)json_array_size(((struct users_state *)ctx)->rows);
}

static int64_t
row_id(void *ctx, int row)
{
	return json_get_int(at(ctx, row), "id", -1);
}

static void
name_cell(const json_t *o, struct list_cell *out)
{
	buf_addf(out->text, "%s %s",
	    json_get_bool(o, "online", false) ? "●" : " ",
	    json_get_str(o, "name", ""));
}

static void
state_cell(const json_t *o, struct list_cell *out)
{
	const char *key = people_state_key(o);

	buf_addf(out->text, "%s %s", people_state_sign(key), people_state(key));
	out->ink = people_state_ink(key);
}

static void
cell(const json_t *o, int col, struct list_cell *out, int role_cols)
{
	char text[SCR_TEXT];
	const char *state = json_get_str(o, "state", "");

	if (!str_eq(state, "active") && !str_eq(state, "pending"))
		out->ink = INK_MUTED;
	if (col == NAME)
		name_cell(o, out);
	else if (col == ROLES)
		buf_adds(out->text, people_roles(o, role_cols, text));
	else if (col == STATE)
		state_cell(o, out);
	else if (col == LOGIN)
		buf_adds(out->text,
		    people_instant(
			json_get_str(o, "last_login_at", NULL), text)[0] != '\0'
			? text
			: _("Never"));
	else if (col == POINTS)
		buf_addf(out->text, "%d", (int)json_get_int(o, "points", 0));
	else if (col == DISPLAY)
		buf_adds(out->text, json_get_str(o, "display_name", ""));
	else if (col == FACTOR)
		buf_adds(out->text,
		    json_get_bool(o, "two_factor", false) ? "✓" : "–");
	else if (col == MAIL)
		buf_adds(out->text, json_get_str(o, "email", "–"));
	else
		buf_adds(out->text,
		    json_get_str(json_get(o, "consultant"), "name", "–"));
}

static void
cell_narrow(void *ctx, int row, int col, struct list_cell *out)
{
	cell(at(ctx, row), col, out, ROLE_COLS);
}

static void
cell_wide(void *ctx, int row, int col, struct list_cell *out)
{
	cell(at(ctx, row), col, out, ROLE_COLS_WIDE);
}

/* Numbers by size, instants by time, all else as it is written. */
static int
compare(void *ctx, int a, int b, int col)
{
	const json_t *x = at(ctx, a), *y = at(ctx, b);
	struct buf bx, by;
	int r;

	if (col == POINTS)
		return (int)(json_get_int(x, "points", 0) -
			     json_get_int(y, "points", 0));
	if (col == NAME)
		return strcasecmp(
		    json_get_str(x, "name", ""), json_get_str(y, "name", ""));
	if (col == LOGIN)
		return strcmp(json_get_str(x, "last_login_at", ""),
		    json_get_str(y, "last_login_at", ""));
	buf_init(&bx, 512);
	buf_init(&by, 512);
	cell(x, col, &(struct list_cell){ &bx, 0 }, SCR_TEXT);
	cell(y, col, &(struct list_cell){ &by, 0 }, SCR_TEXT);
	r = strcasecmp(buf_str(&bx), buf_str(&by));
	buf_done(&bx);
	buf_done(&by);
	return r;
}

#define EMPTY N_("No account fits: Esc clears the search, f and t the filters")

static const struct list_source narrow = {
	.cols = columns,
	.count = count,
	.id = row_id,
	.cell = cell_narrow,
	.compare = compare,
	.empty = EMPTY,
};
static const struct list_source wide = {
	.cols = columns_wide,
	.count = count,
	.id = row_id,
	.cell = cell_wide,
	.compare = compare,
	.empty = EMPTY,
};

/* --- reading --- */

static void users_page(
    struct ui *ui, struct users_state *s, int offset, bool quiet);

static void
follow(struct users_state *s)
{
	users_host_set(&s->host, at(s, list_row(&s->list)));
}

static void
take_page(struct users_state *s)
{
	if (json_get_int(s->live.data, "offset", 0) == 0) {
		json_decref(s->next);
		s->next = json_array();
		json_decref(s->tiles);
		s->tiles = json_incref(json_get(s->live.data, "tiles"));
	}
	json_array_extend(s->next, (json_t *)live_items(&s->live));
}

static void
users_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct users_state *s = state;
	int n, total;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	take_page(s);
	n = (int)json_array_size(s->next);
	total = (int)json_get_int(s->live.data, "total", 0);
	if (n < total && json_array_size(live_items(&s->live)) > 0) {
		users_page(ui, s, n, true);
		return;
	}
	json_decref(s->rows);
	s->rows = s->next;
	s->next = NULL;
	list_refresh(&s->list);
	follow(s);
}

static void
users_page(struct ui *ui, struct users_state *s, int offset, bool quiet)
{
	json_t *p = json_pack("{s:i,s:i}", "limit", PAGE, "offset", offset);

	if (role_filters[s->role] != NULL)
		json_object_set_new(
		    p, "role", json_string(role_filters[s->role]));
	if (state_filters[s->status] != NULL)
		json_object_set_new(
		    p, "state", json_string(state_filters[s->status]));
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "users.list",
		.params = p,
		.fn = users_answer,
		.quiet = quiet });
}

static void
users_changed(struct ui *ui, void *state)
{
	users_page(ui, state, 0, true);
}

static void
users_enter(struct ui *ui, void *state, const void *arg)
{
	struct users_state *s = state;

	(void)arg;
	s->host.changed = users_changed;
	list_init(&s->list, &narrow, s);
	list_sort(&s->list, NAME, false);
	users_page(ui, s, 0, false);
}

static void
users_leave(struct ui *ui, void *state)
{
	struct users_state *s = state;

	(void)ui;
	users_host_done(&s->host);
	list_done(&s->list);
	live_done(&s->live);
	json_decref(s->rows);
	json_decref(s->next);
	json_decref(s->tiles);
}

static void
users_resume(struct ui *ui, void *state)
{
	users_page(ui, state, 0, true);
}

static void
users_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct users_state *s = state;

	(void)data;
	if (str_eq(event, "users.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
users_tick(struct ui *ui, void *state, int64_t mono)
{
	struct users_state *s = state;

	if (live_due(&s->live, mono))
		users_page(ui, s, 0, true);
	return live_next(&s->live);
}

/* --- what is shown --- */

static void
role_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct users_state *s = state;

	if (!d->ok)
		return;
	s->role = d->choice;
	users_page(ui, s, 0, false);
}

static void
act_role(struct ui *ui, void *state)
{
	struct users_state *s = state;
	const char *items[N_ROLE_FILTERS + 1] = { _("every role") };

	for (int i = 1; i < N_ROLE_FILTERS; i++)
		items[i] = people_role(role_filters[i]);
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Show which role?"),
			  .items = items,
			  .selected = s->role,
			  .done = role_chosen });
}

static void
state_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct users_state *s = state;

	if (!d->ok)
		return;
	s->status = d->choice;
	users_page(ui, s, 0, false);
}

static void
act_state(struct ui *ui, void *state)
{
	struct users_state *s = state;
	const char *items[N_STATE_FILTERS + 1] = { _("every state") };

	for (int i = 1; i < N_STATE_FILTERS; i++)
		items[i] = people_state(state_filters[i]);
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Show which state?"),
			  .items = items,
			  .selected = s->status,
			  .done = state_chosen });
}

static const struct {
	const char *label;
	int col;
	bool desc;
} sorts[] = {
	{ N_("Name"), NAME, false },
	{ N_("Last login, newest first"), LOGIN, true },
	{ N_("Status"), STATE, false },
	{ N_("Role"), ROLES, false },
	{ N_("Points, most first"), POINTS, true },
};

enum { N_SORTS = sizeof sorts / sizeof sorts[0] };

static void
sort_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct users_state *s = state;

	(void)ui;
	if (d->ok)
		list_sort(
		    &s->list, sorts[d->choice].col, sorts[d->choice].desc);
}

static void
act_sort(struct ui *ui, void *state)
{
	struct users_state *s = state;
	const char *items[N_SORTS + 1];
	int now = 0;

	for (int i = 0; i < N_SORTS; i++) {
		items[i] = _(sorts[i].label);
		if (sorts[i].col == s->list.sort_col)
			now = i;
	}
	items[N_SORTS] = NULL;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Sort by"),
			  .items = items,
			  .selected = now,
			  .done = sort_chosen });
}

/* --- keys --- */

static void
act_open(struct ui *ui, void *state)
{
	struct users_state *s = state;

	if (list_id(&s->list) > 0)
		scr_open_user(ui, list_id(&s->list));
}

static void
act_new(struct ui *ui, void *state)
{
	(void)state;
	users_open_new(ui);
}

static void
act_reload(struct ui *ui, void *state)
{
	users_page(ui, state, 0, false);
}

static bool
handle(struct ui *ui, struct users_state *s, enum list_event ev)
{
	if (ev != LIST_IGNORED)
		follow(s);
	if (ev == LIST_ACTIVATE && ui_allowed(ui, "users.get"))
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static bool
users_key(struct ui *ui, void *state, uint32_t key)
{
	struct users_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
users_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct users_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

/* --- drawing --- */

static void
draw_tiles(const struct users_state *s, const struct canvas *c)
{
	static const struct {
		const char *key, *label;
		int ink;
	} tiles[] = {
		{ "total", N_("Total"), INK_STRONG },
		{ "active", N_("Active"), INK_SUCCESS },
		{ "admins", N_("Admins"), INK_ACCENT },
		{ "online", N_("Online"), INK_INFO },
		{ "locked", N_("Locked"), INK_ERROR },
		{ "disabled", N_("Disabled"), INK_MUTED },
	};
	int col = 0;

	for (size_t i = 0; i < sizeof tiles / sizeof tiles[0]; i++) {
		int n = (int)json_get_int(s->tiles, tiles[i].key, 0);
		char text[24];

		snprintf(text, sizeof text, "%d", n);
		col += canvas_text(c, 0, col, INK_MUTED, _(tiles[i].label));
		col += 1 + canvas_text(c, 0, col + 1,
			       n > 0 ? tiles[i].ink : INK_MUTED, text);
		col += 3;
	}
}

static void
draw_filter(const struct users_state *s, const struct canvas *c)
{
	char text[2 * SCR_TEXT + 32];
	const char *role = role_filters[s->role];
	const char *status = state_filters[s->status];

	canvas_hline(c, SPAN(1, 0, c->cols), INK_BORDER);
	if (role == NULL && status == NULL)
		return;
	snprintf(text, sizeof text, _(" Only: %s%s%s "),
	    role != NULL ? people_role(role) : "",
	    role != NULL && status != NULL ? ", " : "",
	    status != NULL ? people_state(status) : "");
	canvas_text(c, 1, 2, INK_WARNING, text);
}

static void
users_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct users_state *s = state;
	struct canvas part = canvas_sub(c, AREA(2, 0, c->rows - 2, c->cols));

	(void)ui;
	if (s->rows == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	draw_tiles(s, c);
	draw_filter(s, c);
	s->list.src = c->cols >= WIDE ? &wide : &narrow;
	list_draw(&s->list, &part);
}

static const struct key_action users_keys[] = {
	{ K_ENTER, N_("details"), "users.get", act_open, 0, KEY_FIRST,
	    N_("Details of the selected account") },
	{ 'n', N_("new"), "users.create", act_new, K_INSERT, KEY_FIRST,
	    N_("Create an account") },
	USERS_ACTION_ROWS,
	{ '/', N_("search"), NULL, NULL, 0, 0,
	    N_("Search in all columns while typing") },
	{ 'f', N_("role"), NULL, act_role, 0, 0, N_("Show only one role") },
	{ 't', N_("state"), NULL, act_state, 0, 0, N_("Show only one state") },
	{ 's', N_("sort"), NULL, act_sort, 0, 0, N_("Choose the order") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_users = {
	.id = "users",
	.title = N_("Users"),
	.state_size = sizeof(struct users_state),
	.keys = users_keys,
	.enter = users_enter,
	.leave = users_leave,
	.resume = users_resume,
	.draw = users_draw,
	.key = users_key,
	.mouse = users_mouse,
	.push = users_push,
	.tick = users_tick,
};
