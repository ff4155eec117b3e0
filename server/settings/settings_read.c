/* Values of settings from the environment and from the INI file. */
#include "server/settings/settings_read.h"

#include <ctype.h>
#include <ini.h>
#include <stdlib.h>

#include "common/str.h"
#include "common/xalloc.h"

/* inih splits longer lines; they are refused instead. */
#define INI_LINE 200

void
settings_env_name(const char *key, char *out, size_t size)
{
	size_t i;

	snprintf(out, size, "HUB_%s", key);
	for (i = 4; out[i] != '\0'; i++)
		out[i] =
		    out[i] == '.' ? '_' : (char)toupper((unsigned char)out[i]);
}

/* One variable; true when it is set. */
static bool
take_env(struct settings *s, enum setting which, const char *name,
    struct buf *faults)
{
	const char *value = getenv(name), *fault;

	if (value == NULL || *value == '\0')
		return false;
	fault = settings_put(s, which, value, SRC_ENV);
	if (fault != NULL)
		buf_addf(faults, "%s %s\n", name, fault);
	return true;
}

static void
take_legacy(struct settings *s, enum setting which, struct buf *faults)
{
	const char *p = setting_row(which)->env;
	char name[64];
	size_t n;

	while (p != NULL && *p != '\0') {
		n = strcspn(p, ",");
		snprintf(name, sizeof(name), "%.*s", (int)n, p);
		if (take_env(s, which, name, faults))
			return; /* the first one that is set counts */
		p += n + (p[n] == ',');
	}
}

void
settings_read_env(struct settings *s, struct buf *faults)
{
	char name[128];
	int i;

	for (i = 0; i < SETTINGS; i++) {
		settings_env_name(
		    setting_row((enum setting)i)->key, name, sizeof(name));
		if (!take_env(s, (enum setting)i, name, faults))
			take_legacy(s, (enum setting)i, faults);
	}
}

/* What the reader and the handler of inih share. */
struct ini_state {
	struct settings *s;
	FILE *f;
	const char *name;
	int line;
	bool continues; /* the line is indented */
	enum setting last;
	int last_line;
	char *value; /* of last, as far as read */
	struct buf *faults;
};

static void
ini_fault(struct ini_state *st, int line, const char *what, const char *why)
{
	buf_addf(st->faults, "%s:%d: %s %s\n", st->name, line, what, why);
}

/* The value of the last key is complete: take it. */
static void
ini_finish(struct ini_state *st)
{
	const char *fault;

	if (st->value == NULL)
		return;
	fault = settings_put(st->s, st->last, st->value, SRC_FILE);
	if (fault != NULL)
		ini_fault(st, st->last_line, setting_row(st->last)->key, fault);
	free(st->value);
	st->value = NULL;
}

/* fgets for inih; counts lines and refuses long ones. */
static char *
ini_read_line(char *str, int num, void *stream)
{
	struct ini_state *st = stream;
	size_t n;
	int c;

	if (fgets(str, num, st->f) == NULL)
		return NULL;
	st->line++;
	st->continues = *str == ' ' || *str == '\t';
	n = strlen(str);
	if (n > 0 && str[n - 1] != '\n' && !feof(st->f)) {
		ini_fault(st, st->line, "line",
		    "is too long; continue it on an indented line");
		do
			c = getc(st->f);
		while (c != EOF && c != '\n');
		*str = '\0'; /* read as an empty line */
	}
	return str;
}

static int
ini_value(void *user, const char *section, const char *name, const char *value)
{
	struct ini_state *st = user;
	char key[INI_LINE], *joined;

	if (st->continues && st->value != NULL) {
		joined = xprintf("%s%s", st->value, value);
		free(st->value);
		st->value = joined;
		return 1;
	}
	ini_finish(st);
	snprintf(
	    key, sizeof(key), "%s%s%s", section, *section ? "." : "", name);
	st->last = settings_find(key);
	st->last_line = st->line;
	if (st->last == SETTINGS)
		ini_fault(st, st->line, key, "is no setting");
	else
		st->value = xstrdup(value);
	return 1;
}

void
settings_read_file(
    struct settings *s, FILE *f, const char *name, struct buf *faults)
{
	struct ini_state st = {
		.s = s, .f = f, .name = name, .last = SETTINGS, .faults = faults
	};
	int bad = ini_parse_stream(ini_read_line, &st, ini_value, &st);

	ini_finish(&st);
	if (bad > 0)
		ini_fault(&st, bad, "line", "is no [section] or key = value");
	else if (bad < 0)
		ini_fault(&st, st.line, "file", "cannot be read");
}
