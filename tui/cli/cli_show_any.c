/* Printers of line mode for answers without one of their own, and imports. */
#include "tui/cli/cli_show.h"

#include <stdlib.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/ui/i18n.h"

#define COLUMNS_MAX 10

/* One value as a word; owner frees. */
static char *
value_text(const json_t *v)
{
	char *s;

	if (json_is_string(v))
		return xstrdup(json_string_value(v));
	if (v == NULL || json_is_null(v))
		return xstrdup("");
	if (json_is_boolean(v))
		return xstrdup(json_is_true(v) ? _("yes") : _("no"));
	s = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
	return s != NULL ? s : xstrdup("");
}

static bool
is_scalar(const json_t *v)
{
	return !json_is_object(v) && !json_is_array(v);
}

/* Columns of a list: the simple members of its first row. */
static int
pick_columns(const json_t *row, const char *names[COLUMNS_MAX + 1])
{
	const char *key;
	json_t *v;
	int n = 0;

	json_object_foreach((json_t *)row, key, v)
	{
		if (is_scalar(v) && n < COLUMNS_MAX)
			names[n++] = key;
	}
	names[n] = NULL;
	return n;
}

static void
any_table(struct out *o, const json_t *items)
{
	const char *names[COLUMNS_MAX + 1];
	struct table t;
	char *text;
	json_t *row;
	size_t i;
	int k;

	if (json_array_size(items) == 0) {
		show_hint(o, _("No entries."));
		return;
	}
	if (pick_columns(json_array_get(items, 0), names) == 0) {
		names[0] = "";
		names[1] = NULL;
	}
	table_init(&t, names);
	json_array_foreach((json_t *)items, i, row)
	{
		for (k = 0; names[k] != NULL; k++) {
			text = value_text(names[k][0] == '\0'
					      ? row
					      : json_object_get(row, names[k]));
			table_cell(&t, TONE_PLAIN, text);
			free(text);
		}
	}
	table_print(&t, o, "");
}

void
show_any(struct out *o, const json_t *data)
{
	const char *key;
	char *text;
	json_t *v;

	json_object_foreach((json_t *)data, key, v)
	{
		if (json_is_array(v) && json_is_object(json_array_get(v, 0))) {
			out_printf(o, TONE_HEAD, "%s\n", key);
			any_table(o, v);
			continue;
		}
		text = value_text(v);
		out_field(o, key, text);
		free(text);
	}
}

static void
run_files(struct out *o, const json_t *files)
{
	static const char *const titles[] = { N_("File"), N_(">Lines"),
		N_(">Rows"), N_(">Blank"), N_(">Broken"), NULL };
	struct table t;
	json_t *f, *b;
	size_t i, k;

	table_init(&t, titles);
	json_array_foreach((json_t *)files, i, f)
	{
		show_str_cell(&t, f, "name");
		show_int_cell(&t, f, "lines");
		show_int_cell(&t, f, "rows");
		show_int_cell(&t, f, "blank");
		table_cellf(&t, TONE_PLAIN, "%zu",
		    json_array_size(json_get(f, "broken")));
	}
	table_print(&t, o, _("No files."));
	json_array_foreach((json_t *)files, i, f)
	{
		json_array_foreach(json_get(f, "broken"), k, b)
		{
			out_printf(o, TONE_WARN, "%s:%lld: %s\n",
			    json_get_str(f, "name", ""),
			    (long long)json_get_int(b, "line", 0),
			    json_get_str(b, "error", ""));
		}
	}
}

static void
run_words(struct out *o, const char *label, const json_t *list)
{
	json_t *v;
	size_t i;

	json_array_foreach((json_t *)list, i, v)
	{
		char *text = value_text(v);

		out_printf(o, TONE_WARN, "%s: %s\n", label, text);
		free(text);
	}
}

void
show_run(struct out *o, const json_t *data)
{
	const json_t *run = json_get(data, "run");
	const json_t *report = json_get(run, "report");
	const char *key;
	json_t *v;

	out_printf(o, TONE_HEAD, _("Import %lld: %s\n"),
	    (long long)json_get_int(run, "id", 0),
	    json_get_str(run, "state", ""));
	run_files(o, json_get(report, "files"));
	json_object_foreach(json_get(report, "counts"), key, v)
	{
		char *text = value_text(v);

		out_field(o, key, text);
		free(text);
	}
	run_words(o, _("Warning"), json_get(report, "warnings"));
	run_words(o, _("Unknown user"), json_get(report, "unknown_users"));
}
