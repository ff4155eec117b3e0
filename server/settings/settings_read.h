#ifndef SERVER_SETTINGS_SETTINGS_READ_H
#define SERVER_SETTINGS_SETTINGS_READ_H

#include <stdbool.h>
#include <stdio.h>

#include "common/buf.h"
#include "server/settings/settings.h"

/* Sources outside the database; used by settings_new and its tests. */

/* HUB_<KEY>, dots as underscores. size: at least strlen(key) + 5. */
void settings_env_name(const char *key, char *out, size_t size);
/*
 * Takes values from the environment. Each bad variable adds one line with its
 * name and the reason to faults, never its value. An empty variable counts as
 * not set.
 */
void settings_read_env(struct settings *s, struct buf *faults);
/*
 * Takes values from an INI file: [section] key = value is section.key. Unknown
 * keys, bad values and bad lines add "name:line: reason" to faults. Indented
 * lines continue the value before them.
 */
void settings_read_file(
    struct settings *s, FILE *f, const char *name, struct buf *faults);
/*
 * Sets one value unless a stronger source has set it. NULL when fine, else
 * the reason why the value was not taken.
 */
const char *settings_put(struct settings *s, enum setting which,
    const char *value, enum setting_source source);

#endif
