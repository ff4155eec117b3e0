/* Roles and permissions: a matrix, changed by cell and saved by role. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_people.h"

enum {
	ROLES_MAX = 8,
	PERMS_MAX = 64,
	NAME_COLS = 26,
	FOOT_ROWS = 3,
	CELL_COLS = 5
};

struct roles_state {
	struct live live;
	int n_roles, n_perms;
	bool want[ROLES_MAX][PERMS_MAX];
	int role, perm; /* the cursor */
	int top, left;	/* first permission and role shown */
	int rows;	/* permissions that fit, set by drawing */
	struct area at; /* of the cells */
};

/* --- data --- */

static const json_t *
role_at(const struct roles_state *s, int i)
{
	return json_array_get(live_items(&s->live), (size_t)i);
}

static const char *
role_key(const struct roles_state *s, int i)
{
	return json_get_str(role_at(s, i), "role", "");
}

static const char *
perm_key(const struct roles_state *s, int i)
{
	const json_t *list = json_get(s->live.data, "permissions");

	return json_get_str(json_array_get(list, (size_t)i), "key", "");
}

static bool
has(const struct roles_state *s, int role, int perm)
{
	const json_t *list = json_get(role_at(s, role), "permissions");
	json_t *one;
	size_t i;

	json_array_foreach((json_t *)list, i, one)
	{
		if (str_eq(json_string_value(one), perm_key(s, perm)))
			return true;
	}
	return false;
}

static bool
is_changed(const struct roles_state *s, int role)
{
	for (int p = 0; p < s->n_perms; p++)
		if (s->want[role][p] != has(s, role, p))
			return true;
	return false;
}

/* The role under the cursor if it is changed, else the first that is; -1. */
static int
changed_role(const struct roles_state *s)
{
	if (s->n_roles > 0 && is_changed(s, s->role))
		return s->role;
	for (int r = 0; r < s->n_roles; r++)
		if (is_changed(s, r))
			return r;
	return -1;
}

static int
at_most(int n, int max)
{
	return n > max ? max : n;
}

static void
take(struct roles_state *s)
{
	s->n_roles =
	    at_most((int)json_array_size(live_items(&s->live)), ROLES_MAX);
	s->n_perms =
	    at_most((int)json_array_size(json_get(s->live.data, "permissions")),
		PERMS_MAX);
	for (int r = 0; r < s->n_roles; r++)
		for (int p = 0; p < s->n_perms; p++)
			s->want[r][p] = has(s, r, p);
	s->role = s->role < s->n_roles ? s->role : 0;
	s->perm = s->perm < s->n_perms ? s->perm : 0;
}

static void
roles_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct roles_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		take(s);
}

static void
roles_read(struct ui *ui, struct roles_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){
		.op = "users.list_roles", .fn = roles_answer, .quiet = quiet });
}

static void
roles_enter(struct ui *ui, void *state, const void *arg)
{
	(void)arg;
	roles_read(ui, state, false);
}

static void
roles_leave(struct ui *ui, void *state)
{
	(void)ui;
	live_done(&((struct roles_state *)state)->live);
}

static bool
roles_may_leave(struct ui *ui, void *state)
{
	(void)ui;
	return changed_role(state) < 0;
}

static void
roles_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct roles_state *s = state;

	(void)data;
	if (str_eq(event, "users.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

/* What was ticked is not thrown away by the changes of others. */
static int64_t
roles_tick(struct ui *ui, void *state, int64_t mono)
{
	struct roles_state *s = state;

	if (live_due(&s->live, mono) && changed_role(s) < 0)
		roles_read(ui, s, true);
	return live_next(&s->live);
}

/* --- saving --- */

/* The role as it was saved replaces the old one; other edits stay. */
static void
put_role(struct roles_state *s, int i, const json_t *role)
{
	json_t *copy = json_deep_copy(s->live.data);
	json_t *one = json_array_get(json_object_get(copy, "items"), (size_t)i);

	json_object_update_existing(one, (json_t *)role);
	json_decref(s->live.data);
	s->live.data = copy;
	for (int p = 0; p < s->n_perms; p++)
		s->want[i][p] = has(s, i, p);
}

static void
save_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct roles_state *s = state;
	const json_t *role = json_get(a->data, "role");

	if (scr_error(ui, a))
		return;
	if (tag >= s->n_roles || role == NULL) {
		roles_read(ui, s, true);
		return;
	}
	put_role(s, (int)tag, role);
	ui_toast(ui, TOAST_SUCCESS, _("%s is saved and counts at once"),
	    people_role(role_key(s, (int)tag)));
}

static void
save_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct roles_state *s = state;
	json_t *list;
	int r = (int)d->tag;

	if (!d->ok || s == NULL || r >= s->n_roles)
		return;
	list = json_array();
	for (int p = 0; p < s->n_perms; p++)
		if (s->want[r][p])
			json_array_append_new(
			    list, json_string(perm_key(s, p)));
	scr_write(ui, s,
	    &(struct tui_request){ .op = "users.set_role",
		.params = json_pack(
		    "{s:s,s:o}", "role", role_key(s, r), "permissions", list),
		.fn = save_answer,
		.tag = r });
}

static void
act_save(struct ui *ui, void *state)
{
	struct roles_state *s = state;
	int r = changed_role(s), users;
	struct buf text;

	if (r < 0) {
		ui_toast(ui, TOAST_INFO, _("Nothing is changed"));
		return;
	}
	buf_init(&text, 4096);
	users = (int)json_get_int(role_at(s, r), "users", 0);
	buf_addf(&text,
	    ngettext("%d account has this role:", "%d accounts have this role:",
		(unsigned long)users),
	    users);
	for (int p = 0; p < s->n_perms; p++)
		if (s->want[r][p] != has(s, r, p))
			buf_addf(&text, "\n%s %s", s->want[r][p] ? "+" : "–",
			    people_permission(perm_key(s, p)));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = people_role(role_key(s, r)),
			  .text = buf_str(&text),
			  .yes = _("Save"),
			  .no = _("Cancel"),
			  .danger = true,
			  .tag = r,
			  .done = save_confirmed });
	buf_done(&text);
}

static void
undo_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	(void)ui;
	if (d->ok && state != NULL)
		take(state);
}

static void
act_undo(struct ui *ui, void *state)
{
	if (changed_role(state) >= 0)
		ui_confirm_danger(ui, _("Take the changes back?"),
		    _("All cells become what is saved."), undo_confirmed);
	else
		roles_read(ui, state, false);
}

/* --- keys --- */

static void
act_toggle(struct ui *ui, void *state)
{
	struct roles_state *s = state;

	if (s->n_roles == 0 || s->n_perms == 0)
		return;
	if (!ui_allowed(ui, "users.set_role")) {
		ui_toast(ui, TOAST_WARNING, _("Your account may not do this"));
		return;
	}
	s->want[s->role][s->perm] = !s->want[s->role][s->perm];
}

static int
step(int at, int by, int n)
{
	at += by;
	if (at >= n)
		at = n - 1;
	return at > 0 ? at : 0;
}

static bool
roles_key(struct ui *ui, void *state, uint32_t key)
{
	struct roles_state *s = state;
	int page = s->rows > 1 ? s->rows - 1 : 1;

	if (key == K_UP)
		s->perm = step(s->perm, -1, s->n_perms);
	else if (key == K_DOWN)
		s->perm = step(s->perm, 1, s->n_perms);
	else if (key == K_PGUP)
		s->perm = step(s->perm, -page, s->n_perms);
	else if (key == K_PGDN)
		s->perm = step(s->perm, page, s->n_perms);
	else if (key == K_HOME)
		s->perm = 0;
	else if (key == K_END)
		s->perm = step(s->n_perms, -1, s->n_perms);
	else if (key == K_LEFT || key == K_BACKTAB)
		s->role = step(s->role, -1, s->n_roles);
	else if (key == K_RIGHT || key == K_TAB)
		s->role = step(s->role, 1, s->n_roles);
	else
		return false;
	ui_dirty(ui);
	return true;
}

static bool
roles_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct roles_state *s = state;

	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN)
		return roles_key(ui, s, m->kind == MOUSE_UP ? K_UP : K_DOWN);
	if (!area_has(s->at, m->row, m->col) ||
	    s->top + m->row - s->at.row >= s->n_perms)
		return false;
	s->perm = s->top + m->row - s->at.row;
	return true;
}

/* --- drawing --- */

static int
role_cols(const struct canvas *c, const struct roles_state *s, int r)
{
	int w = canvas_width(c, people_role(role_key(s, r)));

	return (w < CELL_COLS ? CELL_COLS : w) + 2;
}

/* Scrolls sideways so that the role of the cursor fits. */
static void
show_role(const struct canvas *c, struct roles_state *s)
{
	if (s->role < s->left)
		s->left = s->role;
	for (;;) {
		int used = NAME_COLS;

		for (int r = s->left; r <= s->role; r++)
			used += role_cols(c, s, r);
		if (used <= c->cols || s->left >= s->role)
			return;
		s->left++;
	}
}

/* What everybody may, a role need not give: it is shown in brackets. */
static bool
by_everybody(const struct roles_state *s, int perm)
{
	for (int r = 0; r < s->n_roles; r++)
		if (str_eq(role_key(s, r), "user"))
			return s->want[r][perm];
	return false;
}

static void
draw_cell(const struct canvas *c, const struct roles_state *s, struct span sp,
    int role)
{
	int perm = s->top + sp.row - 1;
	bool on = s->want[role][perm], changed = on != has(s, role, perm);
	bool here = role == s->role && perm == s->perm;
	const char *sign = on ? " ✓ " : by_everybody(s, perm) ? "(✓)" : " · ";
	int ink = changed ? INK_WARNING : on ? INK_SUCCESS : INK_MUTED;
	char text[24];

	if (changed)
		sign = on ? " ✓*" : " ·*";
	snprintf(text, sizeof text, here ? "[%s]" : " %s ", sign);
	canvas_fit(c, sp, here ? INK_SELECTION : ink, text);
	if (here)
		canvas_cursor(c, sp.row, sp.col + 1);
}

static void
draw_matrix(const struct canvas *c, struct roles_state *s)
{
	int col = NAME_COLS;

	show_role(c, s);
	canvas_blank(c, SPAN(0, 0, c->cols), INK_HEADER);
	canvas_fit(c, SPAN(0, 2, NAME_COLS - 2), INK_HEADER, _("Permission"));
	for (int i = 0; i < s->rows && s->top + i < s->n_perms; i++) {
		bool here = s->top + i == s->perm;

		canvas_fit(c, SPAN(1 + i, 0, NAME_COLS),
		    here ? INK_SELECTION_IDLE : INK_TEXT, here ? "›" : " ");
		canvas_fit(c, SPAN(1 + i, 2, NAME_COLS - 2),
		    here ? INK_SELECTION_IDLE : INK_TEXT,
		    people_permission(perm_key(s, s->top + i)));
	}
	for (int r = s->left; r < s->n_roles; r++) {
		int w = role_cols(c, s, r);

		if (col + w > c->cols + 2)
			break;
		canvas_fit(c, SPAN(0, col + 1, w - 2), INK_HEADER,
		    people_role(role_key(s, r)));
		for (int i = 0; i < s->rows && s->top + i < s->n_perms; i++)
			draw_cell(c, s, SPAN(1 + i, col, w - 2), r);
		col += w;
	}
}

static void
draw_foot(const struct canvas *c, const struct roles_state *s)
{
	const char *key = perm_key(s, s->perm);
	int users = (int)json_get_int(role_at(s, s->role), "users", 0);
	char text[200];

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	snprintf(text, sizeof text, "%s: %s", key, people_permission_text(key));
	canvas_fit(c, SPAN(1, 0, c->cols), INK_TEXT, text);
	if (changed_role(s) >= 0)
		snprintf(text, sizeof text, "%s",
		    _("* not saved yet: s saves role by role"));
	else if (str_eq(role_key(s, s->role), "user"))
		snprintf(text, sizeof text, "%s",
		    _("(✓) What every account may do, without any role"));
	else
		snprintf(text, sizeof text,
		    ngettext("%s: %d account", "%s: %d accounts",
			(unsigned long)users),
		    people_role(role_key(s, s->role)), users);
	canvas_fit(c, SPAN(2, 0, c->cols),
	    changed_role(s) >= 0 ? INK_WARNING : INK_MUTED, text);
}

static void
roles_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct roles_state *s = state;
	int foot = c->rows > FOOT_ROWS + 5 ? FOOT_ROWS : 0;
	struct canvas part = canvas_sub(c, AREA(0, 0, c->rows - foot, c->cols));

	(void)ui;
	if (s->live.data == NULL || s->n_roles == 0 || s->n_perms == 0) {
		scr_draw_note(c,
		    s->live.data == NULL ? _("Reading ...") : _("No entries"));
		return;
	}
	s->rows = part.rows - 1;
	if (s->perm < s->top)
		s->top = s->perm;
	if (s->rows > 0 && s->perm >= s->top + s->rows)
		s->top = s->perm - s->rows + 1;
	s->at = AREA(part.row + 1, part.col, s->rows, part.cols);
	draw_matrix(&part, s);
	part = canvas_sub(c, AREA(c->rows - foot, 0, foot, c->cols));
	if (foot > 0)
		draw_foot(&part, s);
}

static const struct key_action roles_keys[] = {
	{ ' ', N_("change"), "users.set_role", act_toggle, K_ENTER, KEY_FIRST,
	    N_("Give or take the permission in this role") },
	{ 's', N_("save"), "users.set_role", act_save, K_F(2), KEY_FIRST,
	    N_("Save the role under the cursor; says what changes") },
	{ 'r', N_("undo"), NULL, act_undo, K_F(5), 0,
	    N_("Take back what is not saved, and read again") },
	{ K_RIGHT, N_("role"), NULL, NULL, K_LEFT, 0, N_("Another role") },
	{ 0 },
};

const struct screen_ops scr_roles = {
	.id = "roles",
	.title = N_("Roles and permissions"),
	.state_size = sizeof(struct roles_state),
	.keys = roles_keys,
	.enter = roles_enter,
	.leave = roles_leave,
	.draw = roles_draw,
	.key = roles_key,
	.mouse = roles_mouse,
	.push = roles_push,
	.tick = roles_tick,
	.may_leave = roles_may_leave,
};
