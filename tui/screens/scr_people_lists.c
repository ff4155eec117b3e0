/* Pages of "Online and sign-ins": the lists, and drawing. */
#include "common/buf.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_people_pages.h"

const json_t *
people_item(const struct people_state *s, enum people_tab tab, int row)
{
	return row < 0 ? NULL
		       : json_array_get(
			     live_items(&s->page[tab].live), (size_t)row);
}

const json_t *
people_selected(const struct people_state *s)
{
	enum people_tab tab = (enum people_tab)s->tabs.open;

	if (people_sources[tab] == NULL)
		return NULL;
	return people_item(s, tab, list_row(&s->page[tab].list));
}

static int
items(const struct people_state *s, enum people_tab tab)
{
	return (int)json_array_size(live_items(&s->page[tab].live));
}

static void
add_instant(struct list_cell *out, const json_t *o, const char *key)
{
	char text[SCR_TEXT];

	people_instant(json_get_str(o, key, NULL), text);
	buf_adds(out->text, text[0] != '\0' ? text : "–");
}

/* --- online --- */

enum { O_NAME, O_DISPLAY, O_ACTIVE, O_SESSIONS, O_WAY, O_CLIENT };

static const struct list_col online_cols[] = {
	[O_NAME] = { N_("User"), 18, 2, 0, 0 },
	[O_DISPLAY] = { N_("Display name"), 16, 2, 3, 0 },
	[O_ACTIVE] = { N_("Last activity"), 14, 0, 0, COL_NO_SORT },
	[O_SESSIONS] = { N_("Sessions"), 9, 0, 1, COL_RIGHT },
	[O_WAY] = { N_("Way"), 5, 0, 2, 0 },
	[O_CLIENT] = { N_("Program"), 12, 2, 4, 0 },
	{ 0 },
};

static int
online_count(void *ctx)
{
	return items(ctx, PEOPLE_ONLINE);
}

static int64_t
online_id(void *ctx, int row)
{
	return json_get_int(people_item(ctx, PEOPLE_ONLINE, row), "id", -1);
}

static void
online_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = people_item(ctx, PEOPLE_ONLINE, row);
	int minutes = (int)json_get_int(o, "minutes", 0);
	char text[SCR_TEXT];

	if (col == O_NAME)
		buf_addf(out->text, "● %s", json_get_str(o, "name", ""));
	if (col == O_DISPLAY)
		buf_adds(out->text, json_get_str(o, "display_name", ""));
	if (col == O_ACTIVE) {
		buf_adds(out->text, people_active(minutes, text));
		out->ink = minutes <= 0 ? INK_SUCCESS : INK_TEXT;
	}
	if (col == O_SESSIONS)
		buf_addf(out->text, "%d", (int)json_get_int(o, "sessions", 0));
	if (col == O_WAY)
		buf_adds(out->text,
		    people_transport(json_get_str(o, "transport", "")));
	if (col == O_CLIENT)
		buf_adds(out->text, json_get_str(o, "client", "–"));
}

static const struct list_source online = {
	.cols = online_cols,
	.count = online_count,
	.id = online_id,
	.cell = online_cell,
	.empty = N_("Nobody was active in the last 15 minutes"),
};

/* --- locked --- */

enum { K_NAME, K_SOURCE, K_TIER, K_COUNT, K_LEFT_MIN, K_SINCE };

static const struct list_col locked_cols[] = {
	[K_NAME] = { N_("User"), 18, 2, 0, 0 },
	[K_SOURCE] = { N_("Address"), 16, 1, 0, 0 },
	[K_TIER] = { N_("Tier"), 5, 0, 1, COL_RIGHT },
	[K_COUNT] = { N_("Failures"), 8, 0, 0, COL_RIGHT },
	[K_LEFT_MIN] = { N_("Remaining"), 10, 0, 0, COL_RIGHT },
	[K_SINCE] = { N_("First failure"), 15, 0, 2, COL_NO_SORT },
	{ 0 },
};

static int
locked_count(void *ctx)
{
	return items(ctx, PEOPLE_LOCKED);
}

/* Minutes that are left, rounded up; those of the answer grow old. */
static int
minutes_left(const struct people_state *s, const json_t *o)
{
	int64_t until, now = s->page[PEOPLE_LOCKED].now + s->mono;

	if (!instant_parse(json_get_str(o, "locked_until", ""), &until))
		return (int)json_get_int(o, "minutes", 0);
	return until > now ? (int)((until - now + 59999) / 60000) : 0;
}

static void
locked_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct people_state *s = ctx;
	const json_t *o = people_item(s, PEOPLE_LOCKED, row);

	if (col == K_NAME)
		buf_addf(out->text, "× %s",
		    json_get_str(json_get(o, "user"), "name", ""));
	if (col == K_SOURCE)
		buf_adds(
		    out->text, people_source(json_get_str(o, "source", "")));
	if (col == K_TIER)
		buf_addf(out->text, "%d", (int)json_get_int(o, "tier", 0));
	if (col == K_COUNT)
		buf_addf(out->text, "%d", (int)json_get_int(o, "failures", 0));
	if (col == K_LEFT_MIN) {
		buf_addf(out->text, _("%d min"), minutes_left(s, o));
		out->ink = INK_ERROR;
	}
	if (col == K_SINCE)
		add_instant(out, o, "first_failed_at");
}

static const struct list_source locked = {
	.cols = locked_cols,
	.count = locked_count,
	.cell = locked_cell,
	.empty = N_("No account is locked"),
};

/* --- sign-ins --- */

enum { L_AT, L_NAME, L_RESULT, L_FACTOR, L_REMOTE, L_WAY, L_CLIENT };

static const struct list_col logins_cols[] = {
	[L_AT] = { N_("Time"), 14, 0, 0, COL_NO_SORT },
	[L_NAME] = { N_("User"), 15, 2, 0, 0 },
	[L_RESULT] = { N_("Result"), 19, 0, 0, 0 },
	[L_FACTOR] = { N_("2FA"), 11, 0, 3, 0 },
	[L_REMOTE] = { N_("Address"), 15, 1, 0, 0 },
	[L_WAY] = { N_("Way"), 5, 0, 2, 0 },
	[L_CLIENT] = { N_("Program"), 10, 2, 4, 0 },
	{ 0 },
};

static int
logins_count(void *ctx)
{
	return items(ctx, PEOPLE_LOGINS);
}

static int64_t
logins_id(void *ctx, int row)
{
	return json_get_int(people_item(ctx, PEOPLE_LOGINS, row), "id", row);
}

static void
logins_cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = people_item(ctx, PEOPLE_LOGINS, row);

	if (col == L_AT)
		add_instant(out, o, "at");
	if (col == L_NAME)
		buf_adds(out->text,
		    json_get_str(json_get(o, "user"), "name", _("unknown")));
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
	.empty = N_("No sign-ins"),
};

const struct list_source *const people_sources[PEOPLE_TABS] = {
	[PEOPLE_ONLINE] = &online,
	[PEOPLE_LOCKED] = &locked,
	[PEOPLE_LOGINS] = &logins,
};

/* --- drawing --- */

static void
hint(const struct people_state *s, char *out, size_t size)
{
	int n = items(s, (enum people_tab)s->tabs.open);

	out[0] = '\0';
	if (s->tabs.open == PEOPLE_ONLINE)
		snprintf(out, size,
		    ngettext("%d account in the last 15 minutes · read every "
			     "30 seconds",
			"%d accounts in the last 15 minutes · read every "
			"30 seconds",
			(unsigned long)n),
		    n);
	else if (s->tabs.open == PEOPLE_LOCKED && n > 0)
		snprintf(out, size, "%s",
		    _("u unlocks the selected account at every address"));
	else if (s->tabs.open == PEOPLE_LOGINS)
		snprintf(out, size,
		    s->failed ? _("The last %d failed ones · f shows all, m "
				  "more")
			      : _("The last %d · f shows failed ones only, m "
				  "more"),
		    n);
}

void
people_draw(struct ui *ui, void *state, const struct canvas *c)
{
	static const char *const needs[PEOPLE_TABS] = { "users.list_online",
		"users.list_locked", "users.list_logins",
		"users.show_login_stats" };
	struct people_state *s = state;
	enum people_tab tab = (enum people_tab)s->tabs.open;
	struct canvas part =
	    canvas_sub(c, AREA(TABS_ROWS, 0, c->rows - TABS_ROWS, c->cols));
	char text[200];

	s->mono = ui->mono;
	tabs_draw(&s->tabs, c);
	if (!ui_allowed(ui, needs[tab])) {
		scr_draw_note(&part, _("Your account may not see this"));
		return;
	}
	if (s->page[tab].live.data == NULL) {
		scr_draw_note(&part, _("Reading ..."));
		return;
	}
	if (tab == PEOPLE_STATS) {
		people_draw_stats(s, &part);
		return;
	}
	hint(s, text, sizeof text);
	part.rows -= part.rows > 6 ? 2 : 0;
	list_draw(&s->page[tab].list, &part);
	if (part.rows + TABS_ROWS < c->rows)
		canvas_fit(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED, text);
}
