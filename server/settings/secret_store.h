#ifndef SERVER_SETTINGS_SECRET_STORE_H
#define SERVER_SETTINGS_SECRET_STORE_H

#include "common/err.h"
#include "server/settings/seal.h"

/* Which key seals what this database holds; "" before the first start. */
struct db;

enum err secret_store_id(struct db *db, char out[SEAL_ID]);
enum err secret_store_set_id(struct db *db, const char *id);

#endif
