/* Line mode for admins: accounts by name, people online, locks, audit log. */
#include "tui/cli/cli_people.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

#define DETAILS_MAX 400 /* bytes of the details of one line */

/* --- an account by its name --- */

/* Number of the account; 0: printed why, *status is the exit status. */
static int64_t
find_account(struct cli *c, const char *name, int *status)
{
	json_t *params = json_pack("{s:s,s:i}", "filter", name, "limit", 500);
	int64_t id = 0;
	struct reply r;
	json_t *u;
	size_t i;

	if (!cli_call(c, "users.list", params, &r, status))
		return 0;
	json_array_foreach(json_get(r.data, "items"), i, u)
	{
		if (strcasecmp(json_get_str(u, "name", ""), name) == 0)
			id = json_get_int(u, "id", 0);
	}
	reply_done(&r);
	if (id != 0)
		return id;
	out_printf(&c->err, TONE_BAD, "%s: ", c->program);
	out_printf(&c->err, TONE_PLAIN,
	    _("There is no account '%.60s'. All accounts: hub users\n"), name);
	*status = err_info(E_NOT_FOUND)->exit_status;
	return 0;
}

/* One operation on the account that the only word names. */
static int
by_name(struct cli *c, const struct cli_cmd *row, int argc, char **argv)
{
	struct reply r;
	int64_t id;
	int status;

	if (argc != 1 || argv[0][0] == '-' || argv[0][0] == '\0')
		return cli_usage_error(c, row->usage);
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	if ((id = find_account(c, argv[0], &status)) == 0)
		return status;
	if (!cli_call(c, row->op, json_pack("{s:I}", "user", (json_int_t)id),
		&r, &status))
		return status;
	cli_print(c, &r, row->print);
	reply_done(&r);
	return CLI_DONE;
}

int
cmd_user(struct cli *c, int argc, char **argv)
{
	static const struct cli_cmd row = {
		.usage = "user NAME", .op = "users.get", .print = show_account
	};

	return by_name(c, &row, argc, argv);
}

static void
show_unlocked(struct out *o, const json_t *data)
{
	(void)data;
	out_printf(o, TONE_GOOD, "%s\n", _("The account is unlocked"));
}

int
cmd_unlock(struct cli *c, int argc, char **argv)
{
	static const struct cli_cmd row = { .usage = "unlock NAME",
		.op = "users.unlock",
		.print = show_unlocked };

	return by_name(c, &row, argc, argv);
}

/* --- people online, locked accounts --- */

void
show_online(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Name"), N_("Display name"),
		N_("Last activity"), N_(">Sessions"), N_("Way"), N_("Program"),
		NULL };
	struct table t;
	json_t *u;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, u)
	{
		int minutes = (int)json_get_int(u, "minutes", 0);

		show_str_cell(&t, u, "name");
		show_str_cell(&t, u, "display_name");
		if (minutes <= 0)
			table_cell(&t, TONE_GOOD, _("active now"));
		else
			table_cellf(&t, TONE_PLAIN, _("%d min ago"), minutes);
		show_int_cell(&t, u, "sessions");
		show_str_cell(&t, u, "transport");
		show_str_cell(&t, u, "client");
	}
	table_print(&t, o, _("Nobody was active in the last 15 minutes"));
}

void
show_locked(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Name"), N_("Address"),
		N_(">Tier"), N_(">Failures"), N_(">Remaining"), NULL };
	struct table t;
	json_t *l;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, l)
	{
		const char *source = json_get_str(l, "source", "");

		table_cell(&t, TONE_HEAD,
		    json_get_str(json_get(l, "user"), "name", ""));
		table_cell(&t, TONE_PLAIN,
		    source[0] != '\0' ? source : _("unknown ones"));
		show_int_cell(&t, l, "tier");
		show_int_cell(&t, l, "failures");
		table_cellf(&t, TONE_BAD, _("%d min"),
		    (int)json_get_int(l, "minutes", 0));
	}
	table_print(&t, o, _("No account is locked"));
}

/* --- audit log --- */

static enum tone
severity_tone(const char *severity)
{
	if (str_eq(severity, "critical"))
		return TONE_BAD;
	return str_eq(severity, "warning") ? TONE_WARN : TONE_PLAIN;
}

static void
details_cell(struct table *t, const json_t *entry)
{
	const json_t *d = json_get(entry, "details");
	char *text = json_object_size(d) > 0
			 ? json_dumps(d, JSON_COMPACT | JSON_ENSURE_ASCII)
			 : NULL;

	table_cellf(t, TONE_DIM, "%.*s", DETAILS_MAX, text != NULL ? text : "");
	free(text);
}

void
show_audit(struct out *o, const json_t *data)
{
	static const char *const titles[] = { ">#", N_("Time"), N_("User"),
		N_("Action"), N_("Target"), N_("Address"), N_("Details"),
		NULL };
	int total = (int)json_get_int(data, "total", 0);
	struct table t;
	char at[40];
	json_t *e;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, e)
	{
		show_int_cell(&t, e, "id");
		table_cell(&t, TONE_PLAIN, show_instant(e, "at", at));
		show_str_cell(&t, e, "actor");
		table_cell(&t, severity_tone(json_get_str(e, "severity", "")),
		    json_get_str(e, "action", ""));
		show_str_cell(&t, e, "target");
		show_str_cell(&t, e, "remote");
		details_cell(&t, e);
	}
	table_print(&t, o, _("No entries"));
	if ((size_t)total > json_array_size(json_get(data, "items")))
		out_printf(o, TONE_DIM,
		    _("%d entries fit; --offset shows others\n"), total);
}

/* A day becomes the instant at which it (end 0), or the next, begins. */
static void
day_to_instant(json_t *params, const char *key, int end)
{
	int date = date_parse(json_get_str(params, key, ""));
	char text[INSTANT_LEN];

	if (date == DATE_NONE)
		return;
	instant_text(tz_day(date + end), text);
	json_object_set_new(params, key, json_string(text));
}

int
cmd_audit(struct cli *c, int argc, char **argv)
{
	static const struct cli_cmd row = { "audit", "", NULL, "audit.search",
		{ { ARG_TEXT, "text", NULL, true },
		    { ARG_TEXT, "user", "--account", true },
		    { ARG_TEXT, "type", "--type", true },
		    { ARG_TEXT, "action", "--action", true },
		    { ARG_TEXT, "severity", "--severity", true },
		    { ARG_DATE, "from", "--from", true },
		    { ARG_DATE, "to", "--to", true },
		    { ARG_INT, "limit", "--limit", true },
		    { ARG_INT, "offset", "--offset", true } },
		show_audit, NULL };
	struct cli_words w = { .argc = argc, .argv = argv };
	json_t *params;
	struct reply r;
	int status;

	if (!cli_check(&row, &w))
		return cli_usage_error(c, w.why);
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	w.today = c->out.today;
	if (!cli_map(&row, &w, &params))
		return cli_usage_error(c, w.why);
	day_to_instant(params, "from", 0);
	day_to_instant(params, "to", 1);
	if (!cli_call(c, row.op, params, &r, &status))
		return status;
	cli_print(c, &r, show_audit);
	reply_done(&r);
	return CLI_DONE;
}
