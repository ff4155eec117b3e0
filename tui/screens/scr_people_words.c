/* Words for accounts, roles, permissions and sign-ins. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "tui/screens/scr_people.h"
#include "tui/term/glyph.h"

struct word {
	const char *key, *label;
};

/* The text of a key, without a context in front of it; NULL: unknown. */
static const char *
word_of(const struct word *w, const char *key)
{
	for (; w->key != NULL; w++) {
		const char *label, *bar;

		if (!str_eq(w->key, key))
			continue;
		label = _(w->label);
		bar = strchr(label, '|');
		return bar != NULL ? bar + 1 : label;
	}
	return NULL;
}

/* --- roles --- */

const char *const people_role_keys[] = { "opener", "coach", "berater",
	"telefonist", "service", NULL };

const char *
people_role(const char *key)
{
	static const struct word roles[] = {
		{ "admin", N_("Admin") },
		{ "opener", N_("Opener") },
		{ "coach", N_("Coach") },
		{ "berater", N_("Consultant") },
		{ "telefonist", N_("Telephonist") },
		{ "service", N_("Service") },
		{ "user", N_("everybody") },
		{ 0 },
	};
	const char *label = word_of(roles, key);

	return label != NULL ? label : key;
}

/* Adds a name if it fits with a "+9" behind it, or as the last one. */
static bool
add_role(struct buf *b, const char *name, int cols, bool last)
{
	int used = glyph_width(buf_str(b), false);
	int more = glyph_width(name, false) + (used > 0 ? 2 : 0);

	if (used > 0 && used + more + (last ? 0 : 3) > cols)
		return false;
	buf_addf(b, "%s%s", used > 0 ? ", " : "", name);
	return true;
}

char *
people_roles(const json_t *user, int cols, char out[SCR_TEXT])
{
	const json_t *list = json_get(user, "roles");
	bool admin = json_get_bool(user, "is_admin", false);
	int n = (int)json_array_size(list), i;
	struct buf b;

	buf_init(&b, SCR_TEXT);
	if (admin)
		add_role(&b, people_role("admin"), cols, n == 0);
	for (i = 0; i < n; i++) {
		const char *key =
		    json_string_value(json_array_get(list, (size_t)i));

		if (!add_role(&b, people_role(key != NULL ? key : ""), cols,
			i + 1 == n))
			break;
	}
	if (i < n)
		buf_addf(&b, " +%d", n - i);
	if (n == 0 && !admin)
		buf_adds(&b, "–");
	(void)str_copy(out, SCR_TEXT, buf_str(&b));
	buf_done(&b);
	return out;
}

/* --- states --- */

static const struct {
	const char *key, *label, *sign;
	int ink;
} states[] = {
	{ "active", N_("account|active"), "✓", INK_SUCCESS },
	{ "vacation", N_("account|on vacation"), "~", INK_ACCENT },
	{ "pending", N_("account|new"), "○", INK_INFO },
	{ "locked", N_("account|locked"), "×", INK_ERROR },
	{ "disabled", N_("account|disabled"), "–", INK_DISABLED },
	{ "anonymised", N_("account|anonymised"), "■", INK_DISABLED },
	{ "placeholder", N_("account|imported"), "·", INK_MUTED },
};

enum { N_STATES = sizeof states / sizeof states[0] };

static int
state_row(const char *key)
{
	for (int i = 0; i < N_STATES; i++)
		if (str_eq(states[i].key, key))
			return i;
	return -1;
}

const char *
people_state_key(const json_t *user)
{
	const char *state = json_get_str(user, "state", "");

	if (json_get_bool(user, "locked", false) &&
	    (str_eq(state, "active") || str_eq(state, "pending")))
		return "locked";
	if (json_get_bool(user, "on_vacation", false) &&
	    str_eq(state, "active"))
		return "vacation";
	return state;
}

const char *
people_state(const char *key)
{
	int i = state_row(key);
	const char *label = i >= 0 ? _(states[i].label) : key;
	const char *bar = strchr(label, '|');

	return bar != NULL ? bar + 1 : label;
}

const char *
people_state_sign(const char *key)
{
	int i = state_row(key);

	return i >= 0 ? states[i].sign : " ";
}

int
people_state_ink(const char *key)
{
	int i = state_row(key);

	return i >= 0 ? states[i].ink : INK_TEXT;
}

/* --- permissions --- */

static const struct {
	const char *key, *name, *text;
} permissions[] = {
	{ "slots.view", N_("See slots"), N_("see slots, days and weeks") },
	{ "slots.book", N_("Book customers"), N_("book customers into slots") },
	{ "slots.manage_own", N_("Own bookings"),
	    N_("move, cancel and close own bookings") },
	{ "slots.manage_all", N_("All bookings"),
	    N_("the same for other people's bookings") },
	{ "analytics.personal", N_("Own figures"), N_("own figures") },
	{ "analytics.team", N_("Team figures"), N_("figures of the team") },
	{ "analytics.executive", N_("Executive figures"),
	    N_("executive figures and forecasts") },
	{ "analytics.export", N_("Export of figures"),
	    N_("export of figures") },
	{ "admin.users", N_("User accounts"), N_("accounts") },
	{ "admin.roles", N_("Roles and permissions"),
	    N_("roles and permissions") },
	{ "admin.audit", N_("Audit and sign-ins"),
	    N_("audit log and login history") },
	{ "admin.blocked", N_("Blocked dates"), N_("blocked dates") },
	{ "admin.availability", N_("Consultants and grid"),
	    N_("consultants, grid, capacity") },
	{ "admin.tracking", N_("Tracking data"), N_("tracking data") },
	{ "admin.reports", N_("Reports"), N_("reports") },
	{ "admin.export", N_("Exports"), N_("exports") },
	{ "admin.import", N_("Imports"), N_("imports") },
	{ "admin.system", N_("System"), N_("health, tools, caches") },
	{ "admin.settings", N_("Settings"), N_("settings and features") },
	{ "admin.backup", N_("Backups"), N_("backups") },
	{ "admin.jobs", N_("Jobs"), N_("jobs") },
	{ "admin.notify", N_("Notifications"), N_("notifications to others") },
};

enum { N_PERMISSIONS = sizeof permissions / sizeof permissions[0] };

const char *
people_permission(const char *key)
{
	for (int i = 0; i < N_PERMISSIONS; i++)
		if (str_eq(permissions[i].key, key))
			return _(permissions[i].name);
	return key;
}

const char *
people_permission_text(const char *key)
{
	for (int i = 0; i < N_PERMISSIONS; i++)
		if (str_eq(permissions[i].key, key))
			return _(permissions[i].text);
	return "";
}

/* --- times --- */

char *
people_ago(struct ui *ui, const char *iso, char out[SCR_TEXT])
{
	int64_t at, s;

	out[0] = '\0';
	if (iso == NULL || !instant_parse(iso, &at))
		return out;
	s = (client_now_ms(tui_client(ui)) - at) / 1000;
	if (s < 60)
		snprintf(out, SCR_TEXT, "%s", _("just now"));
	else if (s < 3600)
		snprintf(out, SCR_TEXT, _("%d min ago"), (int)(s / 60));
	else if (s < 86400)
		snprintf(out, SCR_TEXT, _("%d h ago"), (int)(s / 3600));
	else
		snprintf(out, SCR_TEXT,
		    ngettext("%d day ago", "%d days ago",
			(unsigned long)(s / 86400)),
		    (int)(s / 86400));
	return out;
}

char *
people_active(int minutes, char out[SCR_TEXT])
{
	if (minutes <= 0)
		snprintf(out, SCR_TEXT, "%s", _("active now"));
	else
		snprintf(out, SCR_TEXT,
		    ngettext("%d minute ago", "%d minutes ago",
			(unsigned long)minutes),
		    minutes);
	return out;
}

char *
people_instant(const char *iso, char out[SCR_TEXT])
{
	char day[UI_DATE], at[6];
	int64_t ms;
	int year, month, d, date;

	out[0] = '\0';
	if (iso == NULL || !instant_parse(iso, &ms))
		return out;
	date = tz_date(ms, NULL);
	date_split(date, &year, &month, &d);
	if (str_eq(ui_lang(), "de"))
		snprintf(out, SCR_TEXT, "%s%02d %s", ui_date_short(date, day),
		    year % 100, tz_clock(ms, at));
	else
		snprintf(out, SCR_TEXT, "%02d-%s %s", year % 100,
		    ui_date_short(date, day), tz_clock(ms, at));
	return out;
}

/* --- sign-ins --- */

const char *
people_login_result(const json_t *login)
{
	static const struct word reasons[] = {
		{ "password", N_("× wrong password") },
		{ "code", N_("× wrong code") },
		{ "disabled", N_("× disabled account") },
		{ "locked", N_("× locked") },
		{ "old_password", N_("× old password") },
		{ "unknown", N_("× unknown name") },
		{ 0 },
	};
	const char *why;

	if (json_get_bool(login, "success", false))
		return _("✓ signed in");
	why = word_of(reasons, json_get_str(login, "reason", ""));
	return why != NULL ? why : _("× refused");
}

const char *
people_transport(const char *key)
{
	static const struct word words[] = {
		{ "tls", N_("TLS") },
		{ "ssh", N_("SSH") },
		{ "local", N_("transport|local") },
		{ 0 },
	};
	const char *label = word_of(words, key);

	return label != NULL ? label : key;
}

const char *
people_factor(const char *key)
{
	static const struct word words[] = {
		{ "totp", N_("factor|code") },
		{ "backup_code", N_("factor|backup code") },
		{ "ssh_key", N_("factor|SSH key") },
		{ "", "–" },
		{ 0 },
	};
	const char *label = word_of(words, key);

	return label != NULL ? label : key;
}

const char *
people_source(const char *source)
{
	if (source[0] == '\0')
		return _("unknown ones");
	if (str_starts(source, "uid:"))
		return _("this server");
	return source;
}
