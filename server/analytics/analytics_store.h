#ifndef SERVER_ANALYTICS_ANALYTICS_STORE_H
#define SERVER_ANALYTICS_ANALYTICS_STORE_H

#include "server/analytics/analytics.h"

struct db;
struct arena;

enum err analytics_store_cells(struct db *db, struct arena *a, int from, int to,
    struct history_cells *out);
/* Sums of all cells. */
enum err analytics_store_sums(struct db *db, struct history *out);
/* Rows of the statistics file. */
enum err analytics_store_totals(struct db *db, struct history *out);

#endif
