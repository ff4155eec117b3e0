#ifndef SERVER_AVAILABILITY_AVAILABILITY_SCAN_H
#define SERVER_AVAILABILITY_AVAILABILITY_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/availability/availability_rows.h"

struct call;
struct db;
struct arena;

/* A consultant whose calendar is mirrored. */
struct scanned_one {
	int64_t id; /* 0: none */
	const char *name;
	int64_t pulled_at; /* the mirror is as of then; 0: never read */
	int failures;	   /* in a row */
};
/* The first one whose id is greater than after. */
enum err scan_store_next(
    struct call *c, int64_t after, struct scanned_one *out);

struct instants {
	int64_t *at;
	int n, cap;
};
void scan_add(struct arena *a, struct instants *l, int64_t at);
/* Future slots in which a calendar made him ready. */
enum err scan_store_known(struct call *c, int64_t id, struct instants *out);
/* A manual span makes him ready in this slot. */
enum err scan_store_manual(
    struct call *c, int64_t id, int64_t start_at, bool *is);
/* The kept entries are as of that instant. */
enum err scan_store_seen(struct call *c, int64_t id, int64_t at);

struct mirrored {
	struct {
		int64_t from, to;
	} * span;
	int n, cap;
};
typedef bool scan_filter(const char *title);
/* Events of his calendar that the filter takes, within [from, to). */
struct scan_query {
	int64_t id, from, to;
	scan_filter *filter;
};
enum err scan_store_events(
    struct call *c, const struct scan_query *q, struct mirrored *out);
/* Consultants with a calendar, and those whose mirror is not good. */
enum err scan_store_counts(
    struct call *c, int64_t since, int64_t *all, int64_t *failed);

#endif
