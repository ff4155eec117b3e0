/* The tool "Administration": the way to its screens. */
#include "common/buf.h"
#include "common/str.h"
#include "tui/screens/screens.h"
#include "tui/ui/list.h"

static const struct {
	const char *id, *label, *what, *op;
	uint32_t key;
} rows[] = {
	{ "blocks", N_("Blocked dates"),
	    N_("Holidays, and days or hours nobody can book"), "blocks.add",
	    'b' },
	{ "consultants", N_("Consultants"),
	    N_("Who holds appointments, calendar, account"),
	    "availability.list_consultants", 'c' },
	{ "grid", N_("Grid and capacity"),
	    N_("Which slots exist, places per consultant"),
	    "availability.get_grid", 'g' },
	{ "ready", N_("Ready times"),
	    N_("When consultants are ready, entered by hand"),
	    "availability.get", 't' },
	{ "special", N_("Opener overview"),
	    N_("Who is ready in a week, special bookings"),
	    "slots.list_special", 's' },
	{ "all_bookings", N_("All bookings"),
	    N_("Appointments of all telephonists"), "slots.list", 'm' },
	{ "history", N_("History"), N_("Figures of the older system"),
	    "analytics.show_history", 'h' },
	{ "imports", N_("Imports"),
	    N_("Files of the older system, runs and reports"), "imports.list",
	    'i' },
	{ "jobs", N_("Jobs"), N_("What runs by itself, when, and how it went"),
	    "jobs.list", 'j' },
	{ "calendar", N_("Calendar"), N_("State, outbox, conflict cases"),
	    "calendar.show_status", 'k' },
	{ "settings", N_("Settings"),
	    N_("Limits, times and switches of the hub"), "settings.list_all",
	    'e' },
	{ "users", N_("Users"), N_("Accounts: create, edit, lock, roles"),
	    "users.list", 'u' },
	{ "roles", N_("Roles and permissions"), N_("What each role may do"),
	    "users.list_roles", 'p' },
	{ "online", N_("Online users"),
	    N_("Who is here, locks, sign-ins, statistics"), "users.list_online",
	    'o' },
	{ "audit", N_("Audit log"), N_("Who changed what and when, checked"),
	    "audit.search", 'a' },
};

enum { N_ROWS = sizeof rows / sizeof rows[0], NUMBERED = 9 };

struct admin_state {
	struct list list;
	bool allowed[N_ROWS];
};

enum { NUMBER, NAME, WHAT };

static const struct list_col columns[] = {
	[NUMBER] = { N_("Key"), 5, 0, 0, COL_NO_SORT },
	[NAME] = { N_("Screen"), 20, 0, 0, COL_NO_SORT },
	[WHAT] = { N_("What it is for"), 20, 1, 0, COL_NO_SORT },
	{ 0 },
};

static int
count(void *ctx)
{
	(void)ctx;
	return N_ROWS;
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct admin_state *s = ctx;

	if (col == NUMBER && row < NUMBERED)
		buf_addf(out->text, "%d %c", row + 1, (char)rows[row].key);
	else if (col == NUMBER)
		buf_addf(out->text, "  %c", (char)rows[row].key);
	else if (col == NAME)
		buf_adds(out->text, _(rows[row].label));
	else
		buf_adds(out->text, s->allowed[row]
					? _(rows[row].what)
					: _("not allowed for this account"));
	out->ink = !s->allowed[row] ? INK_DISABLED
		   : col == NAME    ? INK_STRONG
		   : col == NUMBER  ? INK_FOOTER_KEY
				    : INK_MUTED;
}

static const struct list_source source = {
	.cols = columns,
	.count = count,
	.cell = cell,
	.empty = N_("No entries"),
};

static void
refresh(struct ui *ui, struct admin_state *s)
{
	for (int i = 0; i < N_ROWS; i++)
		s->allowed[i] = ui_allowed(ui, rows[i].op);
	list_refresh(&s->list);
}

static void
admin_enter(struct ui *ui, void *state, const void *arg)
{
	struct admin_state *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	refresh(ui, s);
}

static void
admin_leave(struct ui *ui, void *state)
{
	(void)ui;
	list_done(&((struct admin_state *)state)->list);
}

static void
admin_resume(struct ui *ui, void *state)
{
	refresh(ui, state);
}

static void
open_row(struct ui *ui, struct admin_state *s, int row)
{
	list_select_id(&s->list, row);
	if (s->allowed[row])
		scr_go(ui, rows[row].id);
	else
		ui_toast(ui, TOAST_WARNING, _("You may not do this: %s"),
		    _(rows[row].label));
}

static void
act_open(struct ui *ui, void *state)
{
	struct admin_state *s = state;
	int row = list_row(&s->list);

	if (row >= 0)
		open_row(ui, s, row);
}

static bool
admin_key(struct ui *ui, void *state, uint32_t key)
{
	struct admin_state *s = state;
	enum list_event ev = list_key(&s->list, key);

	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	if (ev != LIST_IGNORED)
		return true;
	for (int i = 0; i < N_ROWS; i++)
		if (key == rows[i].key ||
		    (i < NUMBERED && key == (uint32_t)('1' + i))) {
			open_row(ui, s, i);
			return true;
		}
	return false;
}

static bool
admin_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct admin_state *s = state;
	enum list_event ev = list_mouse(&s->list, m);

	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static void
admin_draw(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	list_draw(&((struct admin_state *)state)->list, c);
}

static const struct key_action admin_keys[] = {
	{ K_ENTER, N_("open"), NULL, act_open, 0, KEY_FIRST,
	    N_("Open the selected screen; so do its number and letter") },
	{ '/', N_("filter"), NULL, NULL, 0, 0, NULL },
	{ 0 },
};

const struct screen_ops scr_admin = {
	.id = "admin",
	.title = N_("Administration"),
	.state_size = sizeof(struct admin_state),
	.keys = admin_keys,
	.enter = admin_enter,
	.leave = admin_leave,
	.resume = admin_resume,
	.draw = admin_draw,
	.key = admin_key,
	.mouse = admin_mouse,
};
