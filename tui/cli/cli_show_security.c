/* Printers of line mode: second factor, sessions, keys, sign-ins. */
#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli_security.h"
#include "tui/cli/cli_show.h"
#include "tui/client/key_line.h"
#include "tui/ui/i18n.h"

enum { FEW_CODES = 3, ALL_CODES = 10 };

/* --- second factor --- */

void
show_2fa(struct out *o, const json_t *data)
{
	bool on = json_get_bool(data, "on", false);
	char since[40], text[80];

	show_instant(data, "enabled_at", since);
	snprintf(text, sizeof text, on ? _("on since %s") : _("off"), since);
	out_field(o, _("Second factor"), text);
	out_field(o, _("Rule"),
	    json_get_bool(data, "required", false)
		? _("needed for your role")
		: _("your choice; recommended"));
	if (!on)
		return;
	snprintf(text, sizeof text, _("%d of %d left"),
	    (int)json_get_int(data, "codes_left", 0), ALL_CODES);
	out_field(o, _("Backup codes"), text);
}

/* In groups of four, as people type it. */
void
show_2fa_setup(struct out *o, const json_t *data)
{
	const char *s = json_get_str(data, "secret", "");
	char groups[80];
	size_t n = 0;

	for (size_t i = 0; s[i] != '\0' && n + 2 < sizeof groups; i++) {
		if (i > 0 && i % 4 == 0)
			groups[n++] = ' ';
		groups[n++] = s[i];
	}
	groups[n] = '\0';
	out_field(o, _("Secret"), groups);
	out_field(o, _("Address"), json_get_str(data, "uri", ""));
}

void
show_codes(struct out *o, const json_t *data)
{
	json_t *code;
	size_t i;

	out_printf(o, TONE_HEAD, "%s\n",
	    _("Backup codes: each signs in once. They are shown only now."));
	json_array_foreach(json_get(data, "codes"), i, code)
	{
		out_printf(o, TONE_PLAIN, "  %2d  %s\n", (int)i + 1,
		    json_string_value(code));
	}
}

/* --- sessions --- */

void
show_sessions(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_(">Id"), N_("Program"),
		N_("Via"), N_("Address"), N_("Since"), N_("Last used"), "",
		NULL };
	struct table t;
	char text[40];
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		bool own = json_get_bool(row, "current", false);

		show_int_cell(&t, row, "id");
		show_str_cell(&t, row, "client");
		show_str_cell(&t, row, "transport");
		show_str_cell(&t, row, "remote");
		table_cell(
		    &t, TONE_PLAIN, show_instant(row, "created_at", text));
		table_cell(
		    &t, TONE_PLAIN, show_instant(row, "last_seen_at", text));
		table_cell(&t, TONE_GOOD, own ? _("this one") : "");
	}
	table_print(&t, o, _("There is no session"));
}

void
show_ended(struct out *o, const json_t *data)
{
	(void)data;
	out_printf(o, TONE_PLAIN, "%s\n", _("The session has ended"));
}

void
show_others_ended(struct out *o, const json_t *data)
{
	int n = (int)json_get_int(data, "closed", 0);

	out_printf(o, TONE_PLAIN,
	    ngettext("%d other session has ended",
		"%d other sessions have ended", (unsigned long)n),
	    n);
	out_newline(o);
}

/* --- keys --- */

void
show_keys(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_(">Id"), N_("Name"), N_("Type"),
		N_("Fingerprint"), N_("Last used"), "", NULL };
	struct table t;
	char text[40];
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		bool gone = json_get_str(row, "revoked_at", NULL) != NULL;

		show_int_cell(&t, row, "id");
		show_str_cell(&t, row, "name");
		table_cell(&t, TONE_PLAIN,
		    key_type_short(json_get_str(row, "type", "")));
		show_str_cell(&t, row, "fingerprint");
		table_cell(
		    &t, TONE_PLAIN, show_instant(row, "last_used_at", text));
		table_cell(&t, TONE_BAD, gone ? _("revoked") : "");
	}
	table_print(&t, o, _("No SSH key yet: hub keys add FILE"));
}

void
show_key(struct out *o, const json_t *data)
{
	const json_t *k = json_get(data, "key");

	if (k == NULL)
		return;
	out_printf(o, TONE_GOOD, "%d  %s\n", (int)json_get_int(k, "id", 0),
	    json_get_str(k, "name", ""));
	out_printf(o, TONE_PLAIN, "%s  %s\n",
	    json_get_str(k, "fingerprint", ""),
	    key_type_short(json_get_str(k, "type", "")));
}

void
show_revoked(struct out *o, const json_t *data)
{
	(void)data;
	out_printf(o, TONE_PLAIN, "%s\n",
	    _("The key is revoked; its sessions have ended"));
}

/* --- sign-ins --- */

static const struct {
	const char *key, *word;
} reasons[] = {
	{ "code", N_("wrong code") },
	{ "disabled", N_("account disabled") },
	{ "locked", N_("account locked") },
	{ "old_password", N_("wrong present password") },
	{ "password", N_("wrong password") },
};

static const char *
reason_of(const json_t *row)
{
	const char *key = json_get_str(row, "reason", "");

	if (json_get_bool(row, "success", false))
		return _("signed in");
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (str_eq(reasons[i].key, key))
			return _(reasons[i].word);
	return _("refused");
}

void
show_logins(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("When"), N_("Result"),
		N_("Factor"), N_("Via"), N_("Address"), N_("Program"), NULL };
	struct table t;
	char text[40];
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		bool good = json_get_bool(row, "success", false);

		table_cell(&t, TONE_PLAIN, show_instant(row, "at", text));
		table_cell(&t, good ? TONE_GOOD : TONE_BAD, reason_of(row));
		show_str_cell(&t, row, "second_factor");
		show_str_cell(&t, row, "transport");
		show_str_cell(&t, row, "remote");
		show_str_cell(&t, row, "client");
	}
	table_print(&t, o, _("No sign-in yet"));
}

void
show_hints(struct out *o, const json_t *ticket)
{
	const json_t *failed = json_get(ticket, "failed");
	int n = (int)json_get_int(failed, "count", 0);
	int codes = (int)json_get_int(ticket, "codes_left", ALL_CODES);
	char since[40];

	if (n > 0) {
		out_printf(o, TONE_WARN,
		    ngettext("%d failed sign-in since %s",
			"%d failed sign-ins since %s", (unsigned long)n),
		    n, show_instant(failed, "since", since));
		out_newline(o);
	}
	if (codes > FEW_CODES)
		return;
	out_printf(o, TONE_WARN,
	    ngettext("only %d backup code left: please renew them",
		"only %d backup codes left: please renew them",
		(unsigned long)codes),
	    codes);
	out_newline(o);
}
