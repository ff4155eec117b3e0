/*
 * The table of settings and their effective values. Owned by struct app;
 * main reads its own copy before the core exists.
 */
#include "server/settings/settings.h"

#include <ctype.h>
#include <errno.h>
#include <strings.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/settings/settings_read.h"
#include "server/settings/settings_store.h"

/* All faults of a start together; more than that no one reads. */
#define FAULTS_MAX 16384

static const struct setting_row rows[] = {
#define SETTING(id, key, type, dflt, min, max, env, text) \
	[SET_##id] = { (key), (type), (dflt), (min), (max), (env), (text) },
#include "server/settings/settings.def"
#undef SETTING
};

/* Texts that are a choice. */
static const struct choice {
	enum setting which;
	const char *values; /* blank between and around them */
	const char *fault;
} choices[] = {
	{ SET_HUB_ENVIRONMENT, " development production ",
	    "must be development or production" },
	{ SET_CALENDAR_PROVIDER, " local google ", "must be local or google" },
	{ SET_LOG_LEVEL, " debug info warn warning error critical ",
	    "must be debug, info, warn or error" },
};

struct value {
	enum setting_source source;
	int64_t num;
	char *text;
};

struct settings {
	struct value v[SETTINGS];
	const char *invalid; /* key of a bad value in the database */
};

const struct setting_row *
setting_row(enum setting s)
{
	return &rows[s];
}

enum setting
settings_find(const char *key)
{
	int i;

	for (i = 0; i < SETTINGS; i++)
		if (str_eq(rows[i].key, key))
			return (enum setting)i;
	return SETTINGS;
}

bool
settings_at_start(enum setting s)
{
	const char *key = rows[s].key;

	return str_starts(key, "start.") || str_starts(key, "server.") ||
	       str_starts(key, "tls.") || s == SET_TIMEZONE ||
	       s == SET_HUB_ENVIRONMENT;
}

/* on, true, 1, yes and their opposites. */
static bool
parse_bool(const char *s, int64_t *out)
{
	static const char *const names[][4] = {
		{ "off", "false", "0", "no" },
		{ "on", "true", "1", "yes" },
	};
	int v, i;

	for (v = 0; v < 2; v++)
		for (i = 0; i < 4; i++)
			if (strcasecmp(s, names[v][i]) == 0) {
				*out = v;
				return true;
			}
	return false;
}

static const char *
fault_int(const struct setting_row *row, const char *value)
{
	static const char *const fault = "must be a whole number in its range";
	int64_t n;

	if (row->type == ST_LIMIT && strcasecmp(value, "off") == 0)
		return NULL;
	return str_int(value, row->min, row->max, &n) ? NULL : fault;
}

/* "user" is everybody. */
static const char *const role_names[] = { "admin", "opener", "coach", "berater",
	"telefonist", "service", "user", NULL };

/* The next name of a list with commas or blanks between. */
static bool
next_role(const char **list, const char **role, size_t *n)
{
	*list += strspn(*list, ", ");
	*role = *list;
	*n = strcspn(*list, ", ");
	*list += *n;
	return *n > 0;
}

static const char *
fault_roles(const char *value)
{
	const char *role;
	bool some = false;
	int64_t b;
	size_t n;
	int i;

	if (parse_bool(value, &b))
		return NULL;
	while (next_role(&value, &role, &n)) {
		for (i = 0; role_names[i] != NULL; i++)
			if (strlen(role_names[i]) == n &&
			    strncmp(role_names[i], role, n) == 0)
				break;
		if (role_names[i] == NULL)
			return "must be on, off or a list of roles";
		some = true;
	}
	return some ? NULL : "must be on, off or a list of roles";
}

static const char *
fault_choice(const struct choice *ch, const char *value)
{
	char word[32], *p;

	if (*value == '\0' || strchr(value, ' ') != NULL ||
	    snprintf(word, sizeof(word), " %s ", value) >= (int)sizeof(word))
		return ch->fault;
	for (p = word; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return strstr(ch->values, word) == NULL ? ch->fault : NULL;
}

static const char *
fault_text(const struct setting_row *row, const char *value)
{
	const char *p;
	int64_t n = 0;
	size_t i;

	for (p = value; *p != '\0'; p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return "must not contain control characters";
		n += ((unsigned char)*p & 0xc0) != 0x80; /* characters */
	}
	if (n < row->min)
		return "is too short";
	if (n > row->max)
		return "is too long";
	for (i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		if (row == &rows[choices[i].which])
			return fault_choice(&choices[i], value);
	return NULL;
}

const char *
settings_fault(const struct setting_row *row, const char *value)
{
	int64_t b;

	switch (row->type) {
	case ST_INT:
	case ST_LIMIT:
		return fault_int(row, value);
	case ST_BOOL:
		return parse_bool(value, &b) ? NULL : "must be on or off";
	case ST_TEXT:
		return fault_text(row, value);
	case ST_ROLES:
		return fault_roles(value);
	}
	return "has an unknown type";
}

/* Number of a value that settings_fault found fine. */
static int64_t
number_of(const struct setting_row *row, const char *value)
{
	int64_t n = 0;

	if (row->type == ST_LIMIT && strcasecmp(value, "off") == 0)
		return -1;
	if (row->type == ST_BOOL)
		parse_bool(value, &n);
	else if (row->type == ST_ROLES)
		n = !parse_bool(value, &n) || n != 0;
	else if (row->type != ST_TEXT)
		str_int(value, row->min, row->max, &n);
	return n;
}

const char *
settings_put(struct settings *s, enum setting which, const char *value,
    enum setting_source source)
{
	struct value *v = &s->v[which];
	const char *fault = settings_fault(&rows[which], value);
	char *old = v->text;

	if (fault != NULL || v->source > source)
		return fault;
	v->source = source;
	v->num = number_of(&rows[which], value);
	v->text = xstrdup(value);
	free(old);
	return NULL;
}

static void
put_default(struct settings *s, enum setting which)
{
	s->v[which].source = SRC_DEFAULT;
	if (settings_put(s, which, rows[which].dflt, SRC_DEFAULT) != NULL)
		fatal("default of setting %s is bad", rows[which].key);
}

/* The configuration file; a missing one is a fault, the caller named it. */
static void
read_path(struct settings *s, const char *path, struct buf *faults)
{
	FILE *f = fopen(path, "re");

	if (f == NULL) {
		buf_addf(faults, "%s: %s\n", path, strerror(errno));
		return;
	}
	settings_read_file(s, f, path, faults);
	fclose(f);
}

struct settings *
settings_new(const char *file, bool use_env, char *why, size_t size)
{
	struct settings *s = xcalloc(1, sizeof(*s));
	struct buf faults;
	int i;

	buf_init(&faults, FAULTS_MAX);
	for (i = 0; i < SETTINGS; i++)
		put_default(s, (enum setting)i);
	if (file != NULL)
		read_path(s, file, &faults);
	if (use_env)
		settings_read_env(s, &faults);
	str_copy(why, size, buf_str(&faults));
	if (faults.len > 0)
		s = settings_free(s);
	buf_done(&faults);
	return s;
}

struct settings *
settings_free(struct settings *s)
{
	int i;

	if (s == NULL)
		return NULL;
	for (i = 0; i < SETTINGS; i++)
		free(s->v[i].text);
	free(s);
	return NULL;
}

/* One row of the database; a bad one is skipped and named, not its value. */
static void
load_row(void *arg, const char *key, const char *value)
{
	struct settings *s = arg;
	enum setting which = settings_find(key);
	const char *fault;

	if (which == SETTINGS) {
		log_warn(NULL, "setting %s of the database is unknown", key);
		return;
	}
	if (settings_at_start(which) && !str_starts(key, "start.")) {
		log_warn(NULL,
		    "setting %s of the database is not used: it belongs into "
		    "the file",
		    key);
		return;
	}
	fault = settings_put(s, which, value, SRC_DATABASE);
	if (fault == NULL)
		return;
	log_warn(NULL, "setting %s of the database %s: not used", key, fault);
	s->invalid = setting_row(which)->key;
}

const char *
settings_invalid(const struct settings *s)
{
	return s->invalid;
}

static enum log_level
level_of(const char *s)
{
	if (strcasecmp(s, "debug") == 0)
		return LOG_DEBUG;
	if (strncasecmp(s, "warn", 4) == 0)
		return LOG_WARN;
	if (strcasecmp(s, "error") == 0 || strcasecmp(s, "critical") == 0)
		return LOG_ERROR;
	return LOG_INFO;
}

void
settings_apply_log(const struct settings *s)
{
	log_set_level(level_of(settings_text(s, SET_LOG_LEVEL)));
	log_set_json(settings_bool(s, SET_LOG_JSON));
}

enum err
settings_load(struct settings *s, struct db *db)
{
	enum log_level level = level_of(s->v[SET_LOG_LEVEL].text);
	int64_t json = s->v[SET_LOG_JSON].num;
	enum err e;
	int i;

	for (i = 0; i < SETTINGS; i++)
		if (s->v[i].source == SRC_DATABASE)
			put_default(s, (enum setting)i);
	s->invalid = NULL;
	e = settings_store_each(db, load_row, s);
	if (level != level_of(s->v[SET_LOG_LEVEL].text) ||
	    json != s->v[SET_LOG_JSON].num)
		settings_apply_log(s);
	return e;
}

int64_t
settings_int(const struct settings *s, enum setting which)
{
	return s->v[which].num;
}

bool
settings_bool(const struct settings *s, enum setting which)
{
	return s->v[which].num != 0;
}

const char *
settings_text(const struct settings *s, enum setting which)
{
	return s->v[which].text;
}

bool
settings_has_role(
    const struct settings *s, enum setting which, const char *role)
{
	const char *list = s->v[which].text, *one;
	int64_t all;
	size_t n;

	if (parse_bool(list, &all))
		return all != 0;
	while (next_role(&list, &one, &n))
		if (strlen(role) == n && strncmp(role, one, n) == 0)
			return true;
	return false;
}

enum setting_source
settings_source(const struct settings *s, enum setting which)
{
	return s->v[which].source;
}

static void
document_range(struct buf *b, const struct setting_row *row)
{
	switch (row->type) {
	case ST_INT:
		buf_addf(b, "%lld to %lld", (long long)row->min,
		    (long long)row->max);
		break;
	case ST_LIMIT:
		buf_addf(b, "%lld to %lld, off", (long long)row->min,
		    (long long)row->max);
		break;
	case ST_BOOL:
		buf_adds(b, "on, off");
		break;
	case ST_TEXT:
		buf_addf(b, "text, %lld to %lld characters",
		    (long long)row->min, (long long)row->max);
		break;
	case ST_ROLES:
		buf_adds(b, "on, off or a list of roles");
		break;
	}
}

static void
document_row(struct buf *b, const struct setting_row *row)
{
	char name[128];
	const char *p;

	settings_env_name(row->key, name, sizeof(name));
	buf_addf(b, "| `%s` | ", row->key);
	if (*row->dflt == '\0')
		buf_adds(b, "(empty) | ");
	else
		buf_addf(b, "`%s` | ", row->dflt);
	document_range(b, row);
	buf_addf(b, " | `%s`", name);
	if (row->env != NULL) {
		buf_adds(b, ", `");
		for (p = row->env; *p != '\0'; p++)
			buf_adds(b, *p == ',' ? "`, `" : (char[]){ *p, 0 });
		buf_addc(b, '`');
	}
	buf_addf(b, " | %s |\n", row->text);
}

void
settings_document(struct buf *b)
{
	int i;

	buf_adds(b, "| key | default | values | environment | meaning |\n"
		    "|---|---|---|---|---|\n");
	for (i = 0; i < SETTINGS; i++)
		document_row(b, &rows[i]);
}
