/* Printers of line mode: blocks, holidays, operations, health, operators. */
#include "tui/cli/cli_show.h"

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/ui/i18n.h"

void
show_blocks(struct out *o, const json_t *data)
{
	const json_t *items = json_get(data, "items");
	json_t *b;
	size_t i;

	if (json_array_size(items) == 0)
		show_hint(o, _("No blocked days."));
	json_array_foreach((json_t *)items, i, b)
	{
		show_block_line(o, b);
	}
}

void
show_holidays(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Day"), N_("Holiday"),
		N_(">In days"), NULL };
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		show_date_cell(&t, row, "date");
		show_str_cell(&t, row, "name");
		if (json_get_int(row, "days_until", -1) >= 0)
			show_int_cell(&t, row, "days_until");
		else
			table_cell(&t, TONE_PLAIN, "");
	}
	table_print(&t, o, _("No holidays."));
}

void
show_check(struct out *o, const json_t *data)
{
	bool blocked = json_get_bool(data, "blocked", false);
	char text[40];
	json_t *b;
	size_t i;

	out_printf(o, TONE_HEAD, "%s: ", show_date(data, "date", text));
	out_printf(o, blocked ? TONE_BAD : TONE_GOOD, "%s",
	    blocked ? _("blocked") : _("not blocked"));
	out_printf(o, TONE_PLAIN, "  %s\n",
	    json_get_str(
		data, "reason", json_get_str(data, "holiday_name", "")));
	json_array_foreach(json_get(data, "blocks"), i, b)
	{
		show_block_line(o, b);
	}
}

void
show_ops(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Operation"), N_("Kind"),
		N_("Permission"), N_("Purpose"), NULL };
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		table_cell(&t, TONE_HEAD, json_get_str(row, "op", ""));
		show_str_cell(&t, row, "kind");
		show_str_cell(&t, row, "permission");
		table_cell(&t, TONE_DIM, json_get_str(row, "help", ""));
	}
	table_print(&t, o, _("No operations."));
}

/* "1 to 100", or the values of an enumeration. */
static char *
field_range(const json_t *f)
{
	const json_t *values = json_get(f, "values");
	char *all = xstrdup(""), *longer;
	json_t *v;
	size_t i;

	json_array_foreach((json_t *)values, i, v)
	{
		longer = xprintf(
		    "%s%s%s", all, i > 0 ? "|" : "", json_string_value(v));
		free(all);
		all = longer;
	}
	if (json_array_size(values) > 0 ||
	    json_get_int(f, "max", 0) <= json_get_int(f, "min", 0))
		return all;
	free(all);
	return xprintf("%lld–%lld", (long long)json_get_int(f, "min", 0),
	    (long long)json_get_int(f, "max", 0));
}

static void
field_table(struct out *o, const json_t *fields)
{
	static const char *const titles[] = { N_("Parameter"), N_("Type"), "",
		N_("Range"), N_("Purpose"), NULL };
	struct table t;
	char *range;
	json_t *f;
	size_t i;

	table_init(&t, titles);
	json_array_foreach((json_t *)fields, i, f)
	{
		range = field_range(f);
		table_cell(&t, TONE_HEAD, json_get_str(f, "name", ""));
		show_str_cell(&t, f, "type");
		table_cell(&t, TONE_DIM,
		    json_get_bool(f, "optional", false) ? _("optional") : "");
		table_cell(&t, TONE_PLAIN, range);
		table_cell(&t, TONE_DIM, json_get_str(f, "help", ""));
		free(range);
	}
	table_print(&t, o, _("No parameters."));
}

void
show_op(struct out *o, const json_t *data)
{
	const json_t *op = json_array_get(json_get(data, "items"), 0);
	char *example;

	if (op == NULL) {
		show_hint(o, _("No operations."));
		return;
	}
	out_printf(o, TONE_HEAD, "%s\n", json_get_str(op, "op", ""));
	out_printf(o, TONE_PLAIN, "%s\n\n", json_get_str(op, "help", ""));
	out_field(o, _("Kind"), json_get_str(op, "kind", NULL));
	out_field(o, _("Permission"), json_get_str(op, "permission", NULL));
	out_field(o, _("Answer"), json_get_str(op, "returns", NULL));
	example = json_dumps(json_get(op, "example"), JSON_COMPACT);
	if (example != NULL)
		out_field(o, _("Example"), example);
	free(example);
	out_newline(o);
	field_table(o, json_get(op, "fields"));
}

static enum tone
health_tone(const char *s)
{
	if (str_eq(s, "healthy"))
		return TONE_GOOD;
	return str_eq(s, "unhealthy") || str_eq(s, "error") ? TONE_BAD
							    : TONE_WARN;
}

static void
health_part(struct out *o, const json_t *parts)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)parts, key, v)
	{
		const char *s = json_is_string(v) ? json_string_value(v) : "";

		out_printf(o, TONE_PLAIN, "  %-14s ", key);
		out_printf(o, health_tone(s), "%s\n", s);
	}
}

void
show_health(struct out *o, const json_t *data)
{
	const char *status = json_get_str(data, "status", "");
	const json_t *disk = json_get(data, "disk");
	const json_t *memory = json_get(data, "memory");
	json_int_t up = json_get_int(data, "uptime_seconds", -1);
	json_t *problem;
	size_t i;

	out_printf(o, health_tone(status), "%s", status);
	out_printf(
	    o, TONE_PLAIN, "  hubd %s\n", json_get_str(data, "version", ""));
	health_part(o, json_get(data, "services"));
	health_part(o, json_get(data, "tools"));
	json_array_foreach(json_get(data, "problems"), i, problem)
	{
		out_printf(o, TONE_BAD, "  %s\n", json_string_value(problem));
	}
	if (disk != NULL)
		out_printf(o, TONE_PLAIN, _("  disk %d %% free\n"),
		    (int)json_get_int(disk, "free_percent", 0));
	if (memory != NULL)
		out_printf(o, TONE_PLAIN, _("  memory %d %% used\n"),
		    (int)json_get_int(memory, "percent", 0));
	if (up >= 0)
		out_printf(o, TONE_PLAIN, _("  running for %lld min\n"),
		    (long long)up / 60);
}

void
show_settings(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Setting"), N_("Value"),
		N_("Source"), N_("Purpose"), NULL };
	struct table t;
	char *value;
	json_t *s;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, s)
	{
		json_t *v = json_object_get(s, "value");

		value = json_is_string(v) ? xstrdup(json_string_value(v))
					  : json_dumps(v, JSON_ENCODE_ANY);
		table_cell(&t, TONE_HEAD, json_get_str(s, "key", ""));
		table_cell(&t, TONE_PLAIN, value);
		show_str_cell(&t, s, "source");
		table_cell(&t, TONE_DIM, json_get_str(s, "text", ""));
		free(value);
	}
	table_print(&t, o, _("No settings."));
}
