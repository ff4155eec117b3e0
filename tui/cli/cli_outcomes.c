/* "outcomes" and "outcome": how appointments went, in line mode. */
#include "tui/cli/cli.h"

#include <stdint.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static void
outcome_cell(struct table *t, const json_t *row)
{
	const char *status = json_get_str(row, "status", "");

	if (str_eq(json_get_str(row, "outcome", ""), "pending"))
		table_cell(t, TONE_WARN, _("missing"));
	else if (str_eq(json_get_str(row, "source", ""), "default"))
		table_cellf(
		    t, TONE_DIM, _("%s (assumed)"), show_status(status));
	else
		table_cell(t, show_status_tone(status), show_status(status));
}

static void
outcome_table(struct out *o, const json_t *data, const char *none)
{
	static const char *const titles[] = { ">#", N_("Date"), N_("Hour"),
		N_("Customer"), N_("Outcome"), N_("By"), NULL };
	int shown = (int)json_array_size(json_get(data, "items"));
	int total = (int)json_get_int(data, "total", shown);
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		show_int_cell(&t, row, "booking");
		show_date_cell(&t, row, "date");
		show_hour_cell(&t, row);
		show_str_cell(&t, row, "customer");
		outcome_cell(&t, row);
		show_str_cell(&t, row, "booked_by");
	}
	table_print(&t, o, none);
	if (total > shown)
		out_printf(o, TONE_DIM,
		    _("%d of %d shown; see --limit and --offset\n"), shown,
		    total);
}

static void
show_all(struct out *o, const json_t *data)
{
	outcome_table(o, data, _("No outcomes."));
}

static void
show_open(struct out *o, const json_t *data)
{
	outcome_table(o, data, _("No outcome is missing."));
}

void
show_outcome(struct out *o, const json_t *data)
{
	const json_t *b = json_get(data, "booking");

	out_printf(o, TONE_GOOD, "%s: %s\n", json_get_str(b, "customer", ""),
	    show_status(json_get_str(b, "status", "")));
}

static bool
read_number(json_t *p, const char *key, const char *text, int64_t most)
{
	int64_t n;

	return text != NULL && str_int(text, 0, most, &n) &&
	       json_object_set_new(p, key, json_integer(n)) == 0;
}

/* Takes the options; false: a word that is none. */
static bool
read_words(int argc, char **argv, json_t *p, bool *open)
{
	for (int i = 0; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (str_eq(argv[i], "--open")) {
			*open = true;
			continue;
		}
		if (str_eq(argv[i], "--limit") &&
		    read_number(p, "limit", value, 200))
			i++;
		else if (str_eq(argv[i], "--offset") &&
			 read_number(p, "offset", value, 1000000))
			i++;
		else
			return false;
	}
	return true;
}

/* "outcomes" lists all, "outcomes --open" what nobody confirmed. */
int
cmd_outcomes(struct cli *c, int argc, char **argv)
{
	json_t *params = json_object();
	bool open = false;
	struct reply r;
	int status;

	if (!read_words(argc, argv, params, &open)) {
		json_decref(params);
		return cli_usage_error(
		    c, "outcomes [--open] [--limit N] [--offset N]");
	}
	if ((status = cli_open(c)) != CLI_DONE) {
		json_decref(params);
		return status;
	}
	if (!cli_call(c, open ? "outcomes.list_unconfirmed" : "outcomes.list",
		params, &r, &status))
		return status;
	cli_print(c, &r, open ? show_open : show_all);
	reply_done(&r);
	return CLI_DONE;
}
