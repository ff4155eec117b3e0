/* Printers of line mode: accounts, their sessions and logins (hubctl). */
#include <stdio.h>
#include <string.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static const struct {
	const char *state, *text;
	enum tone tone;
} states[] = {
	{ "active", N_("active"), TONE_GOOD },
	{ "pending", N_("first sign-in open"), TONE_WARN },
	{ "disabled", N_("disabled"), TONE_DIM },
	{ "anonymised", N_("anonymised"), TONE_DIM },
	{ "placeholder", N_("from an import"), TONE_DIM },
};

static const char *
state_text(const json_t *u, enum tone *tone)
{
	const char *s = json_get_str(u, "state", "");
	size_t i;

	*tone = TONE_PLAIN;
	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (str_eq(states[i].state, s)) {
			*tone = states[i].tone;
			return _(states[i].text);
		}
	return s;
}

/* Strings of an array with blanks between. */
static void
join(const json_t *list, char *out, size_t size)
{
	json_t *v;
	size_t i, n = 0;

	out[0] = '\0';
	json_array_foreach((json_t *)list, i, v)
	{
		const char *s = json_string_value(v);
		size_t len = s != NULL ? strlen(s) : 0;

		if (len == 0 || n + len + 2 > size)
			continue;
		if (n > 0)
			out[n++] = ' ';
		memcpy(out + n, s, len + 1);
		n += len;
	}
}

static void
roles_of(const json_t *u, char *out, size_t size)
{
	bool admin = json_get_bool(u, "is_admin", false);
	size_t n = admin ? sizeof("admin ") - 1 : 0;

	join(json_get(u, "roles"), out + n, size - n);
	if (admin)
		memcpy(out, out[n] != '\0' ? "admin " : "admin", n);
}

static void
state_cell(struct table *t, const json_t *u)
{
	enum tone tone;
	const char *text = state_text(u, &tone);

	if (json_get_bool(u, "locked", false))
		table_cellf(t, TONE_BAD, _("locked, %lld min"),
		    (long long)json_get_int(u, "locked_minutes", 0));
	else
		table_cell(t, tone, text);
}

static void
tiles(struct out *o, const json_t *t)
{
	if (t == NULL)
		return;
	out_printf(o, TONE_DIM,
	    _("%lld accounts: %lld active, %lld disabled, %lld admins, "
	      "%lld online\n"),
	    (long long)json_get_int(t, "total", 0),
	    (long long)json_get_int(t, "active", 0),
	    (long long)json_get_int(t, "disabled", 0),
	    (long long)json_get_int(t, "admins", 0),
	    (long long)json_get_int(t, "online", 0));
}

void
show_users(struct out *o, const json_t *data)
{
	static const char *const titles[] = { ">#", N_("Name"),
		N_("Display name"), N_("Roles"), N_("State"), N_("2FA"),
		N_("Last login"), NULL };
	char text[40], roles[120];
	struct table t;
	json_t *u;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, u)
	{
		show_int_cell(&t, u, "id");
		show_str_cell(&t, u, "name");
		show_str_cell(&t, u, "display_name");
		roles_of(u, roles, sizeof(roles));
		table_cell(&t, TONE_PLAIN, roles);
		state_cell(&t, u);
		table_cell(&t, TONE_PLAIN,
		    json_get_bool(u, "two_factor", false) ? _("yes") : "");
		show_instant(u, "last_login_at", text);
		table_cell(&t, TONE_PLAIN, text[0] != '\0' ? text : _("never"));
	}
	table_print(&t, o, _("No accounts."));
	tiles(o, json_get(data, "tiles"));
}

void
show_user(struct out *o, const json_t *data)
{
	const json_t *u = json_get(data, "user");
	const char *password = json_get_str(data, "password", "");
	char roles[120];
	enum tone tone;
	const char *state = state_text(u, &tone);

	roles_of(u, roles, sizeof(roles));
	out_printf(o, TONE_HEAD, "%s", json_get_str(u, "name", ""));
	out_printf(o, TONE_PLAIN, "  %s  %s%s",
	    json_get_str(u, "display_name", ""), roles,
	    roles[0] != '\0' ? "  " : "");
	out_printf(o, tone, "%s\n", state);
	if (password[0] != '\0')
		show_new_password(o, data);
}

void
show_new_password(struct out *o, const json_t *data)
{
	out_field(o, _("Password"), json_get_str(data, "password", ""));
	out_text(o, TONE_DIM,
	    _("It is shown this once and must be changed at the next "
	      "sign-in."));
	out_newline(o);
}

static void
words_field(struct out *o, const char *label, const json_t *list)
{
	char text[1200];

	join(list, text, sizeof(text));
	if (text[0] != '\0')
		out_field(o, label, text);
}

static void
number_field(struct out *o, const char *label, const json_t *u, const char *key)
{
	char text[24];

	snprintf(
	    text, sizeof(text), "%lld", (long long)json_get_int(u, key, 0));
	out_field(o, label, text);
}

static void
instant_field(
    struct out *o, const char *label, const json_t *u, const char *key)
{
	char text[40];

	show_instant(u, key, text);
	out_field(o, label, text[0] != '\0' ? text : _("never"));
}

static void
locks(struct out *o, const json_t *list)
{
	char text[200];
	json_t *l;
	size_t i;

	json_array_foreach((json_t *)list, i, l)
	{
		const char *source = json_get_str(l, "source", "");

		snprintf(text, sizeof(text),
		    _("%.120s: %lld failures, %lld min"),
		    source[0] != '\0' ? source : _("all sources"),
		    (long long)json_get_int(l, "failures", 0),
		    (long long)json_get_int(l, "minutes", 0));
		out_field(o, _("Locked"), text);
	}
}

void
show_account(struct out *o, const json_t *data)
{
	const json_t *u = json_get(data, "user");
	const json_t *k = json_get(u, "consultant");

	show_user(o, data);
	if (json_get_str(u, "email", NULL) != NULL)
		out_field(o, _("E-mail"), json_get_str(u, "email", ""));
	instant_field(o, _("Created"), u, "created_at");
	instant_field(o, _("Last login"), u, "last_login_at");
	instant_field(o, _("Last active"), u, "last_seen_at");
	number_field(o, _("Logins"), u, "logins");
	number_field(o, _("Sessions"), u, "sessions");
	number_field(o, _("SSH keys"), u, "keys");
	out_field(o, _("Second factor"),
	    json_get_bool(u, "two_factor", false) ? _("on") : _("off"));
	if (k != NULL)
		out_field(o, _("Consultant"), json_get_str(k, "name", ""));
	if (json_get_int(u, "os_uid", 0) != 0)
		number_field(o, _("Local user"), u, "os_uid");
	words_field(o, _("Granted"), json_get(u, "grants"));
	words_field(o, _("Denied"), json_get(u, "denials"));
	words_field(o, _("Permissions"), json_get(u, "effective"));
	locks(o, json_get(u, "locks"));
}

void
show_user_sessions(struct out *o, const json_t *data)
{
	static const char *const titles[] = { ">#", N_("Since"),
		N_("Last active"), N_("From"), N_("Transport"), N_("Program"),
		NULL };
	char text[40];
	struct table t;
	json_t *s;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, s)
	{
		show_int_cell(&t, s, "id");
		table_cell(&t, TONE_PLAIN, show_instant(s, "created_at", text));
		table_cell(
		    &t, TONE_PLAIN, show_instant(s, "last_seen_at", text));
		show_str_cell(&t, s, "remote");
		show_str_cell(&t, s, "transport");
		show_str_cell(&t, s, "client");
	}
	table_print(&t, o, _("No open session."));
}

static const struct {
	const char *reason, *text;
} reasons[] = {
	{ "password", N_("wrong password") },
	{ "code", N_("wrong code") },
	{ "disabled", N_("account disabled") },
	{ "locked", N_("account locked") },
	{ "old_password", N_("wrong old password") },
};

static const char *
reason_text(const char *reason)
{
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (str_eq(reasons[i].reason, reason))
			return _(reasons[i].text);
	return reason;
}

void
show_user_logins(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Time"), N_("Name"),
		N_("Result"), N_("From"), N_("Transport"), N_("Program"),
		NULL };
	char text[40];
	struct table t;
	json_t *l;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, l)
	{
		bool good = json_get_bool(l, "success", false);

		table_cell(&t, TONE_PLAIN, show_instant(l, "at", text));
		show_str_cell(&t, json_get(l, "user"), "name");
		table_cell(&t, good ? TONE_GOOD : TONE_BAD,
		    good ? _("signed in")
			 : reason_text(json_get_str(l, "reason", "")));
		show_str_cell(&t, l, "remote");
		show_str_cell(&t, l, "transport");
		show_str_cell(&t, l, "client");
	}
	table_print(&t, o, _("No logins."));
}

void
show_closed(struct out *o, const json_t *data)
{
	out_printf(o, TONE_PLAIN, _("%lld sessions ended\n"),
	    (long long)json_get_int(data, "closed", 0));
}
