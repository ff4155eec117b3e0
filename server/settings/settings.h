#ifndef SERVER_SETTINGS_SETTINGS_H
#define SERVER_SETTINGS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/err.h"

/*
 * One table of settings (settings.def). Effective value, first that is set:
 * environment, configuration file, database, default; the first two are shown
 * as locked (hub file C9). Kept in memory, reloaded after a change.
 */
enum setting {
#define SETTING(id, key, type, dflt, min, max, env, text) SET_##id,
#include "server/settings/settings.def"
#undef SETTING
	SETTINGS
};

enum setting_type {
	ST_INT,
	ST_LIMIT, /* like ST_INT, or "off" (value -1) */
	ST_BOOL,
	ST_TEXT,
	ST_ROLES, /* boolean or list of roles */
};

enum setting_source { SRC_DEFAULT, SRC_DATABASE, SRC_FILE, SRC_ENV };

struct setting_row {
	const char *key;
	enum setting_type type;
	const char *dflt;
	int64_t min, max;
	const char *env; /* legacy variable names, comma separated, or NULL */
	const char *text;
};
const struct setting_row *setting_row(enum setting s);

struct settings; /* part of struct app */
struct db;
struct buf;

/*
 * Reads environment (HUB_<KEY IN CAPITALS, dots as underscores> and the legacy
 * names) and file (libinih, section.key). Every bad value is named, never its
 * content: lines in why; false if one of them stops the start.
 */
struct settings *settings_new(
    const char *file, bool use_env, char *why, size_t size);
struct settings *settings_free(struct settings *s);
/* Values of the database (table setting); after open and after a change. */
enum err settings_load(struct settings *s, struct db *db);

/* Key of a value in the database that is not used, NULL: all are fine. */
const char *settings_invalid(const struct settings *s);

/*
 * Level and form of the log as set. The process does this at its start;
 * settings_load repeats it when a load has changed one of them.
 */
void settings_apply_log(const struct settings *s);

int64_t settings_int(const struct settings *s, enum setting which);
bool settings_bool(const struct settings *s, enum setting which);
const char *settings_text(const struct settings *s, enum setting which);
/* Of a ST_ROLES setting: it is on for everybody or names the role. */
bool settings_has_role(
    const struct settings *s, enum setting which, const char *role);
enum setting_source settings_source(
    const struct settings *s, enum setting which);
/* Checks a text value against the row; NULL when fine, else the reason. */
const char *settings_fault(const struct setting_row *row, const char *value);
/*
 * The process reads it before the database exists: only file and environment
 * can set it.
 */
bool settings_at_start(enum setting s);
/* Setting of a key; SETTINGS when unknown. */
enum setting settings_find(const char *key);
/* The reference of all settings as a Markdown table, added to b. */
void settings_document(struct buf *b);

#endif
