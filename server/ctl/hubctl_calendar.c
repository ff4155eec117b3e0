/* hubctl calendar check, outbox and pull: what operators look at first. */
#include "server/ctl/hubctl.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static void
show_calendars(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Calendar"), N_("Result"),
		N_("Address"), N_("Error"), NULL };
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		bool ok = str_eq(json_get_str(row, "result", ""), "ok");

		table_cell(&t, TONE_HEAD, json_get_str(row, "name", ""));
		table_cell(&t, ok ? TONE_GOOD : TONE_BAD, ok ? "OK" : "FAIL");
		show_str_cell(&t, row, "calendar_id");
		show_str_cell(&t, row, "error");
	}
	table_print(
	    &t, o, _("The hub itself is the calendar, nothing to check."));
}

int
ctl_calendar_check(struct cli *c, int argc, char **argv)
{
	static const char *const verdicts[] = { "healthy", "degraded",
		"critical" };
	struct reply r;
	const char *verdict;
	int status, i;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "calendar check");
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	if (!cli_call(c, "calendar.check", NULL, &r, &status))
		return status;
	verdict = json_get_str(r.data, "verdict", "");
	for (i = 0; i < 3 && !str_eq(verdicts[i], verdict); i++)
		;
	cli_print(c, &r, show_calendars);
	reply_done(&r);
	return i;
}

void
ctl_show_outbox(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_(">No."), N_("Calendar"),
		N_("Entry"), N_("State"), N_(">Tries"), N_("Error"), NULL };
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		bool failed = str_eq(json_get_str(row, "state", ""), "failed");

		show_int_cell(&t, row, "id");
		show_str_cell(&t, row, "calendar");
		table_cell(&t, TONE_HEAD, json_get_str(row, "title", ""));
		table_cell(&t, failed ? TONE_BAD : TONE_PLAIN,
		    json_get_str(row, "state", ""));
		show_int_cell(&t, row, "attempts");
		show_str_cell(&t, row, "error");
	}
	table_print(&t, o, _("Nothing waits for a calendar."));
}
