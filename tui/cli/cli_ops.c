/* "call" and "ops": every operation of the server without a command. */
#include "tui/cli/cli.h"

#include <stdint.h>
#include <unistd.h>

#include "common/date.h"
#include "common/date_entry.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

/* Type of a parameter as system.describe names it; NULL: unknown. */
static const char *
field_type(const json_t *described, const char *name)
{
	const json_t *op = json_array_get(json_get(described, "items"), 0);
	json_t *f;
	size_t i;

	json_array_foreach(json_get(op, "fields"), i, f)
	{
		if (str_eq(json_get_str(f, "name", ""), name))
			return json_get_str(f, "type", NULL);
	}
	return NULL;
}

static json_t *
read_bool(const char *s)
{
	static const char *const yes[] = { "true", "yes", "ja", "1", NULL };
	static const char *const no[] = { "false", "no", "nein", "0", NULL };
	int i;

	for (i = 0; yes[i] != NULL; i++) {
		if (str_eq(s, yes[i]))
			return json_true();
		if (str_eq(s, no[i]))
			return json_false();
	}
	return json_string(s); /* the server says what it wants */
}

static json_t *
read_number(const char *s)
{
	int64_t v;

	return str_int(s, INT64_MIN, INT64_MAX, &v) ? json_integer(v)
						    : json_string(s);
}

static json_t *
read_day(const char *s, int today)
{
	char text[11];
	int date, hour;

	if (!date_entry_parse(s, today, &date, &hour))
		return json_string(s);
	return json_string(date_text(date, text));
}

static json_t *
read_list(const char *s, bool numbers)
{
	json_t *list = json_array();
	char *copy = xstrdup(s), *word = copy, *comma;

	while (*copy != '\0' && word != NULL) {
		comma = strchr(word, ',');
		if (comma != NULL)
			*comma = '\0';
		json_array_append_new(
		    list, numbers ? read_number(word) : json_string(word));
		word = comma != NULL ? comma + 1 : NULL;
	}
	free(copy);
	return list;
}

static json_t *
read_typed(const char *type, const char *s, int today)
{
	if (str_eq(type, "int") || str_eq(type, "id"))
		return read_number(s);
	if (str_eq(type, "bool"))
		return read_bool(s);
	if (str_eq(type, "date"))
		return read_day(s, today);
	if (str_eq(type, "strings") || str_eq(type, "ints"))
		return read_list(s, str_eq(type, "ints"));
	return json_string(s);
}

/* "name=value" words; types come from the server. */
static json_t *
read_pairs(struct cli *c, const char *op, int argc, char **argv)
{
	json_t *params = json_object();
	const char *type;
	struct reply r;
	int i;

	waiter_call(&c->w, "system.describe", json_pack("{s:s}", "op", op), &r);
	for (i = 0; i < argc; i++) {
		char *eq = strchr(argv[i], '=');
		char *name = xstrndup(argv[i], (size_t)(eq - argv[i]));

		type = str_eq(name, "confirm") ? "strings"
					       : field_type(r.data, name);
		json_object_set_new(
		    params, name, read_typed(type, eq + 1, c->out.today));
		free(name);
	}
	reply_done(&r);
	return params;
}

/* Standard input, bounded by what a request may carry. */
static char *
read_stdin(void)
{
	char *text = xcalloc(1, CLIENT_REQUEST_MAX + 1);
	size_t n = fread(text, 1, CLIENT_REQUEST_MAX, stdin);

	text[n] = '\0';
	return text;
}

static json_t *
parse_params(const char *word, char *why, size_t size)
{
	char *text = str_eq(word, "-") ? read_stdin() : xstrdup(word);
	char reason[JSON_ERROR_TEXT_LENGTH];
	json_t *params = json_parse_heap(text, strlen(text), reason);

	free(text);
	if (params == NULL)
		snprintf(why, size, _("no JSON: %s"), reason);
	else if (!json_is_object(params)) {
		json_decref(params);
		params = NULL;
		snprintf(why, size, "%s", _("a JSON object is expected"));
	}
	return params;
}

static bool
is_pair(const char *word)
{
	return *word >= 'a' && *word <= 'z' && strchr(word, '=') != NULL;
}

/* Parameters before the connection: JSON, or nothing for pairs. */
static bool
check_words(int argc, char **argv, json_t **params, char *why, size_t size)
{
	int i;

	*params = NULL;
	if (argc == 1 && !is_pair(argv[0])) {
		*params = parse_params(argv[0], why, size);
		return *params != NULL;
	}
	for (i = 0; i < argc; i++)
		if (!is_pair(argv[i])) {
			snprintf(why, size,
			    _("'%s': name=value or one JSON object expected"),
			    argv[i]);
			return false;
		}
	return true;
}

int
cmd_call(struct cli *c, int argc, char **argv)
{
	char why[512];
	json_t *params = NULL;
	struct reply r;
	int status;

	if (argc < 1)
		return cli_usage_error(c, _("call OP [JSON | name=value ...]"));
	if (!check_words(argc - 1, argv + 1, &params, why, sizeof(why)))
		return cli_usage_error(c, why);
	status = cli_open(c);
	if (status != CLI_DONE) {
		json_decref(params);
		return status;
	}
	if (params == NULL && argc > 1)
		params = read_pairs(c, argv[0], argc - 1, argv + 1);
	if (!cli_call(c, argv[0], params, &r, &status))
		return status;
	cli_print(c, &r, show_any);
	reply_done(&r);
	return CLI_DONE;
}

int
cmd_ops(struct cli *c, int argc, char **argv)
{
	json_t *params = NULL;
	struct reply r;
	int status;

	if (argc > 1)
		return cli_usage_error(c, _("ops [OP]"));
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	if (argc == 1)
		params = json_pack("{s:s}", "op", argv[0]);
	if (!cli_call(c, "system.describe", params, &r, &status))
		return status;
	cli_print(c, &r, argc == 1 ? show_op : show_ops);
	reply_done(&r);
	return CLI_DONE;
}
