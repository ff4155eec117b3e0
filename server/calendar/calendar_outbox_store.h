#ifndef SERVER_CALENDAR_CALENDAR_OUTBOX_STORE_H
#define SERVER_CALENDAR_CALENDAR_OUTBOX_STORE_H

#include <stdint.h>

#include "server/db/db.h"

extern const struct sqlset calendar_outbox_sql;

struct outbox_row {
	int64_t at;
	const char *calendar, *operation, *event_id, *payload, *state;
	int64_t booking, special; /* 0: none */
};
enum err calendar_outbox_store_add(struct db *db, const struct outbox_row *r);

#endif
