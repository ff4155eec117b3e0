#ifndef SERVER_BLOCKS_BLOCKS_STORE_H
#define SERVER_BLOCKS_BLOCKS_STORE_H

#include "server/blocks/blocks.h"
#include "server/db/db.h"

/* SQL of the table block, and which bookings and slots a block touches. */
extern const struct sqlset blocks_sql;

/* Blocks that touch [from, to], by start date, start minute, id. */
enum err blocks_store_range(
    struct db *db, struct arena *a, int from, int to, struct block_rows *out);
/* One block; out->id is 0 when there is none. */
enum err blocks_store_get(
    struct db *db, struct arena *a, int64_t id, struct block_row *out);
/* The block of the same type, days and times; out->id 0: none. */
enum err blocks_store_same(struct db *db, struct arena *a,
    const struct block_row *key, struct block_row *out);
/* Sets b->id. */
enum err blocks_store_insert(struct db *db, struct block_row *b);
/* New reason, author and time for b->id; next version. */
enum err blocks_store_replace(struct db *db, const struct block_row *b);
enum err blocks_store_delete(struct db *db, int64_t id, bool *removed);
/* Active bookings in it that start later than now, by start. */
enum err blocks_store_affected(struct db *db, struct arena *a,
    const struct block_row *b, int64_t now, struct affected_list *out);
/* Open slots in it that start later than now. */
enum err blocks_store_slots(
    struct db *db, const struct block_row *b, int64_t now, int *n);

#endif
