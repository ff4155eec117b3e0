#ifndef SERVER_SYSTEM_SYSTEM_H
#define SERVER_SYSTEM_SYSTEM_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/* Health, description and the demo mark (hub file E1, F3). */
struct call;

enum health { HEALTHY, DEGRADED, UNHEALTHY };
const char *health_name(enum health h);

struct system_health {
	enum health overall;
	enum health database, cache, calendar, jobs, backup;
	enum health secrets; /* what is sealed opens with the server key */
	int sealed_lost;     /* values that do not */
	int memory_percent;
	int64_t memory_available_mb;
	int disk_free_percent;
	int64_t uptime_seconds;
};
/* Thresholds of E1: memory 90 % used; disk 20 % and 10 % free. */
enum health system_memory_health(const struct system_health *h);
enum health system_disk_health(const struct system_health *h);
/* Computed now; reads only. */
enum err system_health(struct call *c, struct system_health *out);

/*
 * A database made with --demo carries a mark; only then may auth.demo sign in.
 * E_CONFIGURATION when --demo meets a database with real data.
 */
enum err system_demo_mark(struct call *c, bool want, bool *is_demo);

enum err system_store_probe(struct call *c, int64_t *migrations);
enum err system_store_meta(struct call *c, const char *key, const char **value);
enum err system_store_set_meta(
    struct call *c, const char *key, const char *value);
enum err system_store_accounts(struct call *c, int64_t *n);

#endif
