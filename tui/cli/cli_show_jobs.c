/* Printers of line mode: scheduled jobs and their runs. */
#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static void
when_cell(struct table *t, const json_t *row, const char *key)
{
	char text[40];

	table_cell(t, TONE_PLAIN, show_instant(row, key, text));
}

void
show_jobs(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Job"), N_("Plan"),
		N_("Next run"), N_("Last success"), N_("State"), NULL };
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		bool on = json_get_bool(row, "enabled", true);
		bool late = json_get_bool(row, "overdue", false);

		table_cell(&t, TONE_HEAD, json_get_str(row, "name", ""));
		show_str_cell(&t, row, "schedule");
		when_cell(&t, row, "next_at");
		when_cell(&t, row, "last_success_at");
		if (json_get_bool(row, "running", false))
			table_cell(&t, TONE_PLAIN, _("running"));
		else if (!on)
			table_cell(&t, TONE_DIM, _("off"));
		else
			table_cell(&t, late ? TONE_BAD : TONE_GOOD,
			    late ? _("overdue") : _("on time"));
	}
	table_print(&t, o, _("No jobs."));
}

static void
show_log_text(struct out *o, const json_t *run)
{
	const char *error = json_get_str(run, "error", "");

	if (error[0] != '\0')
		out_printf(o, TONE_BAD, "%s\n", error);
	out_printf(o, TONE_PLAIN, "%s", json_get_str(run, "log", ""));
}

void
show_job_log(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_(">Run"), N_("Job"),
		N_("Planned"), N_("Kind"), N_("By"), N_("State"), NULL };
	const json_t *items = json_get(data, "items");
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach((json_t *)items, i, row)
	{
		const char *state = json_get_str(row, "state", "");

		show_int_cell(&t, row, "id");
		show_str_cell(&t, row, "job");
		when_cell(&t, row, "planned_at");
		show_str_cell(&t, row, "kind");
		show_str_cell(&t, row, "by");
		table_cell(
		    &t, str_eq(state, "failed") ? TONE_BAD : TONE_PLAIN, state);
	}
	table_print(&t, o, _("No runs."));
	json_array_foreach((json_t *)items, i, row)
	{
		show_log_text(o, row);
	}
}

void
show_job_started(struct out *o, const json_t *data)
{
	out_printf(o, TONE_GOOD, _("Run %d is started"),
	    (int)json_get_int(data, "run", 0));
	out_printf(o, TONE_PLAIN, "\n");
}
