/* From words to parameters: pure, used by the tables of hub and hubctl. */
#include "tui/cli/cli_args.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "common/buf.h"
#include "common/date.h"
#include "common/date_entry.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/ui/i18n.h"

struct map {
	const struct cli_cmd *cmd;
	int argc;
	char **argv;
	int pos;  /* next word */
	int arg;  /* next positional of the command */
	int hour; /* typed with a date, -1: none */
	int today;
	json_t *params;
	struct cli_words *words;
};

static bool __attribute__((format(printf, 2, 3)))
bad(struct map *m, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(m->words->why, sizeof(m->words->why), fmt, ap);
	va_end(ap);
	return false;
}

static void
set(struct map *m, const char *param, json_t *v)
{
	json_object_set_new(m->params, param, v);
}

static bool
set_text(struct map *m, const char *param, const char *s)
{
	json_t *v = json_string(s); /* NULL: not UTF-8 */

	if (v == NULL)
		return bad(m, _("'%s' is not valid UTF-8"), param);
	set(m, param, v);
	return true;
}

static bool
set_int(struct map *m, const char *param, const char *s)
{
	int64_t v;

	if (!str_int(s, INT64_MIN, INT64_MAX, &v))
		return bad(m, _("%s: '%s' is no number"), param, s);
	set(m, param, json_integer(v));
	return true;
}

static bool
set_hour(struct map *m, const char *param, const char *s)
{
	size_t n = strspn(s, "0123456789");
	const char *rest = s + n;
	char digits[4];
	int64_t v;

	if (n == 0 || n > 2 ||
	    (*rest != '\0' && !str_eq(rest, ":00") && !str_eq(rest, "h")))
		return bad(m, _("'%s' is no hour: 9 or 14:00 expected"), s);
	snprintf(digits, sizeof(digits), "%.*s", (int)n, s);
	if (!str_int(digits, 0, 23, &v))
		return bad(m, _("'%s' is no hour: 9 or 14:00 expected"), s);
	set(m, param, json_integer(v));
	return true;
}

static bool
set_date(struct map *m, const char *param, const char *s)
{
	char text[11];
	int date, hour;

	if (!date_entry_parse(s, m->today, &date, &hour))
		return bad(m,
		    _("'%s' is no date: 2026-11-23, 23.11., mo, morgen or +3 "
		      "expected"),
		    s);
	m->hour = hour;
	set(m, param, json_string(date_text(date, text)));
	return true;
}

static bool
set_week(struct map *m, const char *param, const char *s)
{
	int date = date_parse_week(s);
	char text[11];

	if (date == DATE_NONE)
		return set_date(m, param, s);
	set(m, param, json_string(date_text(date, text)));
	return true;
}

static const char *
next_positional(const struct map *m)
{
	if (m->pos >= m->argc || str_starts(m->argv[m->pos], "--"))
		return NULL;
	return m->argv[m->pos];
}

/* Two words, or one with the comma between the names. */
static bool
set_name(struct map *m, const char *s, bool need_first)
{
	const char *comma = strchr(s, ',');
	size_t n = comma != NULL ? (size_t)(comma - s) : strlen(s);
	const char *first = comma != NULL ? comma + 1 : "";
	char *last = xstrndup(s, n), *given;
	bool good, has_first;

	if (first[strspn(first, " ")] == '\0' && next_positional(m) != NULL)
		first = m->argv[m->pos++];
	given = xstrdup(first);
	has_first = *str_trim(given) != '\0';
	good = *str_trim(last) != '\0' && (has_first || !need_first);
	if (!good)
		(void)bad(
		    m, _("name: \"Muster, Erika\" or two words expected"));
	good = good && set_text(m, "last_name", str_trim(last)) &&
	       (!has_first || set_text(m, "first_name", str_trim(given)));
	free(last);
	free(given);
	return good;
}

static bool
set_words(struct map *m, const char *param, const char *first)
{
	struct buf b;
	bool good;

	buf_init(&b, 8192);
	buf_adds(&b, first);
	while (next_positional(m) != NULL)
		buf_addf(&b, " %s", m->argv[m->pos++]);
	good = set_text(m, param, buf_str(&b));
	buf_done(&b);
	return good;
}

static bool
add_to_list(struct map *m, const char *param, const char *s)
{
	json_t *list = json_object_get(m->params, param);
	json_t *v = json_string(s);

	if (v == NULL)
		return bad(m, _("'%s' is not valid UTF-8"), param);
	if (list == NULL) {
		list = json_array();
		set(m, param, list);
	}
	json_array_append_new(list, v);
	return true;
}

static bool
set_value(struct map *m, const struct cli_arg *a, const char *s)
{
	switch (a->kind) {
	case ARG_TEXT:
		return set_text(m, a->param, s);
	case ARG_INT:
	case ARG_YEAR:
		return set_int(m, a->param, s);
	case ARG_HOUR:
		return set_hour(m, a->param, s);
	case ARG_DATE:
		return set_date(m, a->param, s);
	case ARG_WEEK:
		return set_week(m, a->param, s);
	case ARG_NAME:
	case ARG_LAST:
		return set_name(m, s, a->kind == ARG_NAME);
	case ARG_WORDS:
		return set_words(m, a->param, s);
	case ARG_LIST:
		return add_to_list(m, a->param, s);
	case ARG_FLAG:
	case ARG_NOFLAG:
	case ARG_END:
		break;
	}
	return false;
}

/* What a CONFIRM_ refusal tells to repeat with; every operation takes it. */
static const struct cli_arg confirm = { ARG_LIST, "confirm", "--confirm",
	true };

static const struct cli_arg *
find_option(const struct cli_cmd *cmd, const char *name, size_t n)
{
	const struct cli_arg *a;

	if (n == strlen(confirm.option) && memcmp(confirm.option, name, n) == 0)
		return &confirm;
	for (a = cmd->args; a->kind != ARG_END; a++)
		if (a->option != NULL && strlen(a->option) == n &&
		    memcmp(a->option, name, n) == 0)
			return a;
	return NULL;
}

/* "--name value", "--name=value" or a flag. */
static bool
map_option(struct map *m)
{
	const char *word = m->argv[m->pos++];
	const char *eq = strchr(word, '=');
	size_t n = eq != NULL ? (size_t)(eq - word) : strlen(word);
	const struct cli_arg *a = find_option(m->cmd, word, n);

	if (a == NULL)
		return bad(m, _("unknown option '%s'"), word);
	if (a->kind == ARG_FLAG || a->kind == ARG_NOFLAG) {
		set(m, a->param, json_boolean(a->kind == ARG_FLAG));
		return eq == NULL || bad(m, _("%s takes no value"), a->option);
	}
	if (eq != NULL)
		return set_value(m, a, eq + 1);
	if (m->pos >= m->argc)
		return bad(m, _("%s needs a value"), a->option);
	return set_value(m, a, m->argv[m->pos++]);
}

/* The next argument by position that is not filled yet. */
static const struct cli_arg *
next_arg(struct map *m)
{
	const struct cli_arg *a;

	for (; m->cmd->args[m->arg].kind != ARG_END; m->arg++) {
		a = &m->cmd->args[m->arg];
		if (a->option != NULL)
			continue;
		if (a->kind == ARG_HOUR && m->hour >= 0) {
			set(m, a->param, json_integer(m->hour));
			m->hour = -1;
			continue;
		}
		return a;
	}
	return NULL;
}

static void
set_year(struct map *m, const char *param)
{
	int year, month, day;

	date_split(m->today, &year, &month, &day);
	set(m, param, json_integer(year));
}

static bool
map_words(struct map *m)
{
	const struct cli_arg *a;

	while (m->pos < m->argc) {
		if (str_starts(m->argv[m->pos], "--")) {
			if (!map_option(m))
				return false;
			continue;
		}
		if ((a = next_arg(m)) == NULL)
			return bad(
			    m, _("'%s' is one word too many"), m->argv[m->pos]);
		m->arg++;
		m->pos++;
		if (!set_value(m, a, m->argv[m->pos - 1]))
			return false;
	}
	for (; (a = next_arg(m)) != NULL; m->arg++) {
		if (a->kind == ARG_YEAR)
			set_year(m, a->param);
		else if (!a->optional)
			return bad(m, _("something is missing: %s %s"),
			    m->cmd->name, m->cmd->usage);
	}
	return true;
}

bool
cli_map(const struct cli_cmd *cmd, struct cli_words *w, json_t **params)
{
	struct map m = { .cmd = cmd,
		.argc = w->argc,
		.argv = w->argv,
		.hour = -1,
		.today = w->today,
		.params = json_object(),
		.words = w };

	if (!map_words(&m)) {
		json_decref(m.params);
		return false;
	}
	*params = m.params;
	return true;
}

bool
cli_check(const struct cli_cmd *cmd, struct cli_words *w)
{
	json_t *params;

	w->today = date_make(2026, 1, 5); /* forms are valid on any day */
	if (!cli_map(cmd, w, &params))
		return false;
	json_decref(params);
	return true;
}

/* How many words of argv the name takes; 0: it is another command. */
static int
match_name(const char *name, int argc, char **argv)
{
	const char *blank = strchr(name, ' ');
	size_t n = blank != NULL ? (size_t)(blank - name) : strlen(name);

	if (argc < 1 || strlen(argv[0]) != n || memcmp(argv[0], name, n) != 0)
		return 0;
	if (blank == NULL)
		return 1;
	return argc > 1 && str_eq(argv[1], blank + 1) ? 2 : 0;
}

const struct cli_cmd *
cli_find(const struct cli_cmd *table, int argc, char **argv, int *used)
{
	const struct cli_cmd *best = NULL;
	int n;

	for (*used = 0; table->name != NULL; table++) {
		n = match_name(table->name, argc, argv);
		if (n > *used) {
			*used = n;
			best = table;
		}
	}
	return best;
}
