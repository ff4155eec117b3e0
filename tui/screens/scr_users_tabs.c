/* Pages of an account: facts and points, rights, sessions, keys, sign-ins. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_users_detail.h"
#include "tui/ui/chart.h"

enum { MONTHS = 6, CHART_COLS = 28, FACTS_MIN = 44, LABEL_COLS = 18 };

const json_t *
detail_user(const struct detail_state *s)
{
	return json_get(s->page[TAB_OVERVIEW].live.data, "user");
}

/* --- rights --- */

static bool
in_list(const json_t *list, const char *word)
{
	json_t *one;
	size_t i;

	json_array_foreach((json_t *)list, i, one)
	{
		if (str_eq(json_string_value(one), word))
			return true;
	}
	return false;
}

bool
detail_has(
    const struct detail_state *s, const char *list, const char *permission)
{
	return in_list(json_get(detail_user(s), list), permission);
}

/* Has the account this role? What everybody may is the role "user". */
static bool
has_role(const struct detail_state *s, const char *role)
{
	return str_eq(role, "user") ||
	       in_list(json_get(detail_user(s), "roles"), role);
}

/* Roles of the account that give it, as words; true: at least one. */
static bool
role_words(const struct detail_state *s, const char *permission, struct buf *b)
{
	const json_t *items = live_items(&s->page[TAB_RIGHTS].live);
	bool any = false;
	json_t *r;
	size_t i;

	json_array_foreach((json_t *)items, i, r)
	{
		const char *role = json_get_str(r, "role", "");

		if (!has_role(s, role) ||
		    !in_list(json_get(r, "permissions"), permission))
			continue;
		buf_addf(b, "%s%s", any ? ", " : "", people_role(role));
		any = true;
	}
	return any;
}

bool
detail_by_role(const struct detail_state *s, const char *permission)
{
	struct buf b;
	bool any;

	/* without the table of roles: effective, and not by a grant */
	if (s->page[TAB_RIGHTS].live.data == NULL)
		return detail_has(s, "effective", permission) &&
		       !detail_has(s, "grants", permission);
	buf_init(&b, 400);
	any = role_words(s, permission, &b);
	buf_done(&b);
	return any;
}

void
detail_permissions(struct detail_state *s)
{
	const json_t *all =
	    json_get(s->page[TAB_RIGHTS].live.data, "permissions");
	static const char *const lists[] = { "effective", "grants", "denials" };
	json_t *one;
	size_t i;

	json_decref(s->permissions);
	s->permissions = json_array();
	json_array_foreach((json_t *)all, i, one)
	{
		json_array_append(s->permissions, json_object_get(one, "key"));
	}
	for (int k = 0; k < 3; k++)
		json_array_foreach(json_get(detail_user(s), lists[k]), i, one)
		{
			if (!in_list(s->permissions, json_string_value(one)))
				json_array_append(s->permissions, one);
		}
}

enum { R_NAME, R_EFFECT, R_SOURCE, R_KEY };

static const struct list_col rights_cols[] = {
	[R_NAME] = { N_("Permission"), 24, 1, 0, COL_NO_SORT },
	[R_EFFECT] = { N_("Allowed"), 7, 0, 0, COL_NO_SORT },
	[R_SOURCE] = { N_("Where from"), 24, 2, 0, COL_NO_SORT },
	[R_KEY] = { N_("Identifier"), 20, 1, 1, COL_NO_SORT },
	{ 0 },
};

static int
rights_count(void *ctx)
{
	return (int)json_array_size(((struct detail_state *)ctx)->permissions);
}

static void
rights_source(
    const struct detail_state *s, const char *key, struct list_cell *out)
{
	struct buf roles;

	buf_init(&roles, 400);
	if (json_get_bool(detail_user(s), "is_admin", false))
		buf_adds(out->text, _("admin"));
	else if (detail_has(s, "denials", key)) {
		buf_adds(out->text, _("– denied for this account"));
		out->ink = INK_ERROR;
	} else if (detail_has(s, "grants", key)) {
		buf_adds(out->text, _("+ granted to this account"));
		out->ink = INK_ACCENT;
	} else if (role_words(s, key, &roles)) {
		buf_addf(out->text, _("role: %s"), buf_str(&roles));
		out->ink = INK_MUTED;
	} else if (detail_has(s, "effective", key)) {
		buf_adds(out->text, _("by role"));
		out->ink = INK_MUTED;
	}
	buf_done(&roles);
}

static void
rights_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct detail_state *s = ctx;
	const char *key =
	    json_string_value(json_array_get(s->permissions, (size_t)row));
	bool on = detail_has(s, "effective", key);

	if (!on)
		out->ink = INK_MUTED;
	if (col == R_NAME)
		buf_adds(out->text, people_permission(key));
	if (col == R_EFFECT) {
		buf_adds(out->text, on ? _("✓ yes") : _("– no"));
		out->ink = on ? INK_SUCCESS : INK_MUTED;
	}
	if (col == R_SOURCE)
		rights_source(s, key, out);
	if (col == R_KEY) {
		buf_adds(out->text, key);
		out->ink = INK_MUTED;
	}
}

static const struct list_source rights = {
	.cols = rights_cols,
	.count = rights_count,
	.cell = rights_cell,
	.empty = N_("No permissions at all"),
};

/* --- sessions, keys, sign-ins: rows of answers --- */

static const json_t *
item(const struct detail_state *s, enum users_tab tab, int row)
{
	return row < 0 ? NULL
		       : json_array_get(
			     live_items(&s->page[tab].live), (size_t)row);
}

static int
items(const struct detail_state *s, enum users_tab tab)
{
	return (int)json_array_size(live_items(&s->page[tab].live));
}

/* Count and id of a page whose rows are items of its answer. */
#define PAGE_OF(name, tab)                                           \
	static int name##_count(void *ctx)                           \
	{                                                            \
		return items(ctx, tab);                              \
	}                                                            \
	static int64_t name##_id(void *ctx, int row)                 \
	{                                                            \
		return json_get_int(item(ctx, tab, row), "id", row); \
	}

PAGE_OF(sessions, TAB_SESSIONS)
PAGE_OF(keys, TAB_KEYS)
PAGE_OF(logins, TAB_LOGINS)

static void
add_instant(struct list_cell *out, const json_t *o, const char *key)
{
	char text[SCR_TEXT];

	people_instant(json_get_str(o, key, NULL), text);
	buf_adds(out->text, text[0] != '\0' ? text : "–");
}

enum { S_SINCE, S_SEEN, S_REMOTE, S_WAY, S_CLIENT, S_UNTIL };

static const struct list_col sessions_cols[] = {
	[S_SINCE] = { N_("Since"), 14, 0, 0, COL_NO_SORT },
	[S_SEEN] = { N_("Last used"), 14, 0, 0, COL_NO_SORT },
	[S_REMOTE] = { N_("Address"), 15, 1, 0, COL_NO_SORT },
	[S_WAY] = { N_("Way"), 10, 0, 1, COL_NO_SORT },
	[S_CLIENT] = { N_("Program"), 12, 2, 2, COL_NO_SORT },
	[S_UNTIL] = { N_("Until"), 14, 0, 3, COL_NO_SORT },
	{ 0 },
};

static void
sessions_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = item(ctx, TAB_SESSIONS, row);

	if (col == S_SINCE)
		add_instant(out, o, "created_at");
	if (col == S_SEEN)
		add_instant(out, o, "last_seen_at");
	if (col == S_REMOTE)
		buf_adds(out->text, json_get_str(o, "remote", "–"));
	if (col == S_WAY)
		buf_addf(out->text, "%s%s%s",
		    people_transport(json_get_str(o, "transport", "")),
		    json_get_str(o, "key", NULL) != NULL ? " " : "",
		    json_get_str(o, "key", ""));
	if (col == S_CLIENT)
		buf_adds(out->text, json_get_str(o, "client", "–"));
	if (col == S_UNTIL)
		add_instant(out, o, "expires_at");
}

static const struct list_source sessions = {
	.cols = sessions_cols,
	.count = sessions_count,
	.id = sessions_id,
	.cell = sessions_cell,
	.empty = N_("Not signed in anywhere"),
};

enum { K_NAME, K_TYPE, K_PRINT, K_ADDED, K_USED };

static const struct list_col keys_cols[] = {
	[K_NAME] = { N_("SSH key"), 14, 2, 0, COL_NO_SORT },
	[K_TYPE] = { N_("Type"), 11, 0, 2, COL_NO_SORT },
	[K_PRINT] = { N_("Fingerprint"), 16, 3, 1, COL_NO_SORT },
	[K_ADDED] = { N_("Entered"), 14, 0, 0, COL_NO_SORT },
	[K_USED] = { N_("Last used"), 14, 0, 0, COL_NO_SORT },
	{ 0 },
};

static void
keys_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = item(ctx, TAB_KEYS, row);
	bool revoked = json_get_str(o, "revoked_at", NULL) != NULL;

	if (revoked)
		out->ink = INK_DISABLED;
	if (col == K_NAME)
		buf_addf(out->text, "%s%s", revoked ? "× " : "",
		    json_get_str(o, "name", ""));
	if (col == K_TYPE)
		buf_adds(out->text, json_get_str(o, "type", ""));
	if (col == K_PRINT)
		buf_adds(out->text, json_get_str(o, "fingerprint", ""));
	if (col == K_ADDED)
		add_instant(out, o, "added_at");
	if (col == K_USED && revoked)
		buf_adds(out->text, _("revoked"));
	else if (col == K_USED)
		add_instant(out, o, "last_used_at");
}

static const struct list_source keys = {
	.cols = keys_cols,
	.count = keys_count,
	.id = keys_id,
	.cell = keys_cell,
	.empty = N_("No SSH keys: + enters the first one"),
};

enum { L_AT, L_RESULT, L_FACTOR, L_REMOTE, L_WAY, L_CLIENT };

static const struct list_col logins_cols[] = {
	[L_AT] = { N_("Time"), 14, 0, 0, COL_NO_SORT },
	[L_RESULT] = { N_("Result"), 20, 0, 0, COL_NO_SORT },
	[L_FACTOR] = { N_("2FA"), 11, 0, 2, COL_NO_SORT },
	[L_REMOTE] = { N_("Address"), 14, 1, 0, COL_NO_SORT },
	[L_WAY] = { N_("Way"), 5, 0, 1, COL_NO_SORT },
	[L_CLIENT] = { N_("Program"), 10, 2, 3, COL_NO_SORT },
	{ 0 },
};

static void
logins_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = item(ctx, TAB_LOGINS, row);

	if (col == L_AT)
		add_instant(out, o, "at");
	if (col == L_RESULT) {
		buf_adds(out->text, people_login_result(o));
		out->ink = json_get_bool(o, "success", false) ? INK_SUCCESS
							      : INK_ERROR;
	}
	if (col == L_FACTOR)
		buf_adds(out->text,
		    people_factor(json_get_str(o, "second_factor", "")));
	if (col == L_REMOTE)
		buf_adds(out->text, json_get_str(o, "remote", "–"));
	if (col == L_WAY)
		buf_adds(out->text,
		    people_transport(json_get_str(o, "transport", "")));
	if (col == L_CLIENT)
		buf_adds(out->text, json_get_str(o, "client", "–"));
}

static const struct list_source logins = {
	.cols = logins_cols,
	.count = logins_count,
	.id = logins_id,
	.cell = logins_cell,
	.empty = N_("No sign-ins yet"),
};

const struct list_source *const detail_sources[USERS_TABS] = {
	[TAB_RIGHTS] = &rights,
	[TAB_SESSIONS] = &sessions,
	[TAB_KEYS] = &keys,
	[TAB_LOGINS] = &logins,
};

const json_t *
detail_row(const struct detail_state *s)
{
	enum users_tab tab = (enum users_tab)s->tabs.open;
	int row;

	if (detail_sources[tab] == NULL)
		return NULL;
	row = list_row(&s->page[tab].list);
	if (tab == TAB_RIGHTS)
		return row < 0 ? NULL
			       : json_array_get(s->permissions, (size_t)row);
	return item(s, tab, row);
}

/* --- overview --- */

static const char *
yes_no(const json_t *u, const char *key)
{
	return json_get_bool(u, key, false) ? _("yes") : _("no");
}

static void
fact_at(struct ui *ui, struct lines *l, const char *label, const char *iso)
{
	char at[SCR_TEXT], ago[SCR_TEXT];

	people_instant(iso, at);
	if (at[0] == '\0')
		lines_pair(l, label, "%s", _("Never"));
	else
		lines_pair(l, label, "%s, %s", at, people_ago(ui, iso, ago));
}

static void
add_locks(struct lines *l, const json_t *u)
{
	json_t *o;
	size_t i;

	if (json_array_size(json_get(u, "locks")) == 0)
		return;
	lines_heading(l, _("Locks"));
	json_array_foreach(json_get(u, "locks"), i, o)
	{
		lines_text(l, INK_ERROR,
		    _("%s: %d failed, tier %d, %d more min"),
		    people_source(json_get_str(o, "source", "")),
		    (int)json_get_int(o, "failures", 0),
		    (int)json_get_int(o, "tier", 0),
		    (int)json_get_int(o, "minutes", 0));
	}
}

void
detail_facts(struct ui *ui, struct detail_state *s)
{
	const json_t *u = detail_user(s);
	const char *state = people_state_key(u);
	struct lines *l = &s->facts;
	char text[SCR_TEXT];
	int64_t uid = json_get_int(u, "os_uid", 0);

	lines_clear(l);
	lines_pair(
	    l, _("Display name"), "%s", json_get_str(u, "display_name", "–"));
	lines_pair(l, _("E-mail"), "%s", json_get_str(u, "email", "–"));
	lines_pair(l, _("Status"), "%s %s", people_state_sign(state),
	    people_state(state));
	lines_pair(l, _("Roles"), "%s", people_roles(u, SCR_TEXT, text));
	if (json_get_bool(u, "two_factor", false))
		lines_pair(l, _("Second factor"), _("yes, %d backup codes"),
		    (int)json_get_int(u, "codes_left", 0));
	else
		lines_pair(l, _("Second factor"), "%s", _("no"));
	lines_pair(l, _("Consultant"), "%s",
	    json_get_str(json_get(u, "consultant"), "name", "–"));
	if (uid != 0)
		lines_pair(l, _("System user"), "%lld", (long long)uid);
	lines_pair(l, _("Online"), "%s", yes_no(u, "online"));
	fact_at(ui, l, _("Last login"), json_get_str(u, "last_login_at", NULL));
	fact_at(
	    ui, l, _("Last activity"), json_get_str(u, "last_seen_at", NULL));
	lines_pair(
	    l, _("Sign-in count"), "%d", (int)json_get_int(u, "logins", 0));
	lines_pair(l, _("Sessions"), "%d", (int)json_get_int(u, "sessions", 0));
	lines_pair(l, _("SSH keys"), "%d", (int)json_get_int(u, "keys", 0));
	lines_pair(l, _("Created"), "%s",
	    people_instant(json_get_str(u, "created_at", NULL), text));
	add_locks(l, u);
}

/* "2026-03" -> "Mar 26" */
static void
month_label(const char *month, char out[SCR_TEXT])
{
	int64_t m = 0;

	if (strlen(month) < 7 || !str_int(month + 5, 1, 12, &m)) {
		(void)str_copy(out, SCR_TEXT, month);
		return;
	}
	snprintf(out, SCR_TEXT, "%s %.2s", ui_month_short((int)m), month + 2);
}

static void
draw_points(const struct detail_state *s, const struct canvas *c)
{
	const json_t *list = json_get(detail_user(s), "points_by_month");
	struct chart_bar bars[MONTHS + 1] = { 0 };
	char labels[MONTHS][SCR_TEXT];
	struct canvas part = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));
	int n = 0;
	json_t *o;
	size_t i;

	json_array_foreach((json_t *)list, i, o)
	{
		if (n == MONTHS)
			break;
		month_label(json_get_str(o, "month", ""), labels[n]);
		bars[n].label = labels[n];
		bars[n].n = (long)json_get_int(o, "points", 0);
		n++;
	}
	canvas_fit(c, SPAN(0, 0, c->cols), INK_HEADING,
	    _("Points of the last 6 months"));
	chart_bars(&part, bars);
}

/* Facts on the left, points beside them, or below where it is narrow. */
static void
draw_overview(struct detail_state *s, const struct canvas *c)
{
	bool beside = c->cols >= FACTS_MIN + CHART_COLS + 2;
	struct canvas facts = *c, points;
	int below = MONTHS + 2;

	if (beside) {
		int chart = c->cols >= 110 ? 48 : CHART_COLS;

		facts.cols = c->cols - chart - 2;
		points =
		    canvas_sub(c, AREA(0, c->cols - chart, c->rows, chart));
		draw_points(s, &points);
	} else if (c->rows >= below + 6) {
		facts.rows = c->rows - below;
		points = canvas_sub(
		    c, AREA(c->rows - below + 1, 0, below - 1, c->cols));
		draw_points(s, &points);
	}
	lines_draw(&s->facts, &facts, LABEL_COLS);
}

static const char *
tab_hint(enum users_tab tab)
{
	static const char *const hints[USERS_TABS] = {
		[TAB_RIGHTS] = N_("Space grants or denies the selected one, "
				  "for this account alone"),
		[TAB_SESSIONS] =
		    N_("Enter ends the selected session, b all of them"),
		[TAB_KEYS] = N_("Enter revokes the selected key, + enters one"),
		[TAB_LOGINS] = N_("The newest first"),
	};

	return _(hints[tab]);
}

static void
draw_list(struct ui *ui, struct detail_state *s, const struct canvas *c)
{
	static const char *const ops[USERS_TABS] = {
		[TAB_RIGHTS] = "users.get",
		[TAB_SESSIONS] = "users.list_sessions",
		[TAB_KEYS] = "users.list_keys",
		[TAB_LOGINS] = "users.list_logins",
	};
	enum users_tab tab = (enum users_tab)s->tabs.open;
	struct canvas part = *c;

	if (!ui_allowed(ui, ops[tab])) {
		scr_draw_note(c, _("Your account may not see this"));
		return;
	}
	if (tab != TAB_RIGHTS && s->page[tab].live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	part.rows = c->rows > 6 ? c->rows - 2 : c->rows;
	list_draw(&s->page[tab].list, &part);
	if (part.rows < c->rows)
		canvas_fit(
		    c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED, tab_hint(tab));
}

void
detail_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct detail_state *s = state;
	struct canvas part =
	    canvas_sub(c, AREA(TABS_ROWS, 0, c->rows - TABS_ROWS, c->cols));

	if (detail_user(s) == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	tabs_draw(&s->tabs, c);
	if (s->tabs.open == TAB_OVERVIEW)
		draw_overview(s, &part);
	else
		draw_list(ui, s, &part);
}
