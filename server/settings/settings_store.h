#ifndef SERVER_SETTINGS_SETTINGS_STORE_H
#define SERVER_SETTINGS_SETTINGS_STORE_H

#include <stdint.h>

#include "common/err.h"
#include "server/db/db.h"

/* SQL of table setting: values that somebody changed at run time. */
extern const struct sqlset settings_sql;

/* Calls fn for each row in the order of keys; the texts live for the call. */
enum err settings_store_each(struct db *db,
    void (*fn)(void *arg, const char *key, const char *value), void *arg);
/* Version of the row of a key; 0 when there is none. */
enum err settings_store_version(struct db *db, const char *key, int64_t *out);
/* Writes a value and raises the version. by: name of who acts. */
enum err settings_store_put(struct db *db, const char *key, const char *value,
    int64_t now, const char *by);
/* Back to the default; fine when there is no row. */
enum err settings_store_delete(struct db *db, const char *key);

#endif
