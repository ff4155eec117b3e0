/* "notes": the own notifications in line mode. */
#include "tui/cli/cli.h"

#include <stdint.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static const struct {
	const char *type, *label;
	enum tone tone;
} types[] = {
	{ "info", N_("Info"), TONE_PLAIN },
	{ "success", N_("Success"), TONE_GOOD },
	{ "warning", N_("Warning"), TONE_WARN },
	{ "error", N_("Error"), TONE_BAD },
};

static void
type_cell(struct table *t, const json_t *n)
{
	const char *type = json_get_str(n, "type", "");
	size_t row = 0, i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_eq(types[i].type, type))
			row = i;
	table_cell(t, types[row].tone, _(types[row].label));
}

static void
title_cell(struct table *t, const json_t *n)
{
	enum tone tone = json_get_bool(n, "read", false) ? TONE_DIM : TONE_HEAD;
	int times = (int)json_get_int(n, "count", 1);

	if (times > 1)
		table_cellf(
		    t, tone, "%s ×%d", json_get_str(n, "title", ""), times);
	else
		table_cell(t, tone, json_get_str(n, "title", ""));
}

void
show_notes(struct out *o, const json_t *data)
{
	static const char *const titles[] = { ">#", N_("When"), N_("New"),
		N_("Type"), N_("Title"), NULL };
	int shown = (int)json_array_size(json_get(data, "items"));
	int total = (int)json_get_int(data, "total", shown);
	int unread = (int)json_get_int(data, "unread", 0);
	struct table t;
	char text[40];
	json_t *n;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, n)
	{
		show_int_cell(&t, n, "id");
		table_cell(&t, TONE_DIM, show_instant(n, "at", text));
		table_cell(
		    &t, TONE_PLAIN, json_get_bool(n, "read", false) ? "" : "*");
		type_cell(&t, n);
		title_cell(&t, n);
	}
	table_print(&t, o, _("No notifications."));
	if (total > shown)
		out_printf(o, TONE_DIM,
		    _("%d of %d shown; see --limit and --offset\n"), shown,
		    total);
	if (unread > 0)
		out_printf(o, TONE_DIM, _("%d unread\n"), unread);
}

static void
show_read(struct out *o, const json_t *data)
{
	out_printf(o, TONE_GOOD, _("Marked as read; %d unread\n"),
	    (int)json_get_int(data, "unread", 0));
}

static void
show_all_read(struct out *o, const json_t *data)
{
	int n = (int)json_get_int(data, "changed", 0);

	out_printf(o, TONE_GOOD,
	    ngettext("%d notification marked as read\n",
		"%d notifications marked as read\n", (unsigned long)n),
	    n);
}

void
show_dismissed(struct out *o, const json_t *data)
{
	out_printf(o, TONE_GOOD, _("Dismissed; %d unread\n"),
	    (int)json_get_int(data, "unread", 0));
}

/* "notes read ID" or "notes read all": two operations. */
int
cmd_notes_read(struct cli *c, int argc, char **argv)
{
	bool all =
	    argc == 1 && (str_eq(argv[0], "all") || str_eq(argv[0], "alle"));
	struct reply r;
	int64_t id = 0;
	int status;

	if (argc != 1 || (!all && !str_int(argv[0], 1, INT64_MAX, &id)))
		return cli_usage_error(c, _("notes read ID | all"));
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	if (!cli_call(c, all ? "notify.mark_all_read" : "notify.mark_read",
		all ? NULL : json_pack("{s:I}", "id", (json_int_t)id), &r,
		&status))
		return status;
	cli_print(c, &r, all ? show_all_read : show_read);
	reply_done(&r);
	return CLI_DONE;
}
