#ifndef SERVER_AVAILABILITY_AVAILABILITY_STORE_H
#define SERVER_AVAILABILITY_AVAILABILITY_STORE_H

#include "server/availability/availability.h"
#include "server/availability/availability_rows.h"
#include "server/db/db.h"

/*
 * SQL of consultants, grid, capacity, spans, availability and slot totals;
 * reads special bookings, external events, places and bookings of slots.
 */
extern const struct sqlset availability_sql;

/* --- basis of a rebuild --- */
enum err availability_store_grid(
    struct db *db, struct arena *a, struct grid_rows *out);
enum err availability_store_capacity(
    struct db *db, struct arena *a, struct capacity_rows *out);
/* All consultants by id. */
enum err availability_store_consultants(
    struct db *db, struct arena *a, struct consultants *out);
/* Spans that may count in [from, to], by consultant and id. */
enum err availability_store_spans(
    struct db *db, struct arena *a, int from, int to, struct ready_spans *out);
/* Active special bookings of slots that start in [first, last). */
enum err availability_store_specials(struct db *db, struct arena *a,
    int64_t first, int64_t last, struct specials *out);
enum err availability_store_externals(struct db *db, struct arena *a,
    int64_t first, int64_t last, struct externals *out);
enum err availability_store_entries(struct db *db, struct arena *a,
    int64_t first, int64_t last, struct entries *out);

/* --- what a rebuild writes --- */
enum err availability_store_put_total(
    struct db *db, const struct slot_row *row);
enum err availability_store_drop_total(struct db *db, int64_t start_at);
enum err availability_store_add_entry(
    struct db *db, const struct entry *e, int64_t now);
enum err availability_store_drop_entry(struct db *db, const struct entry *e);
/* Entries of slots before that instant. */
enum err availability_store_purge(struct db *db, int64_t before);
/* Totals and entries later than date that no booking or hold uses. */
enum err availability_store_cut(struct db *db, int date, int64_t after);
enum err availability_store_meta(
    struct db *db, struct arena *a, const char *key, const char **value);
enum err availability_store_set_meta(
    struct db *db, const char *key, const char *value);

/* --- figures --- */
/* row->in_grid is false when there is no row. */
enum err availability_store_total(
    struct db *db, int date, int hour, struct slot_row *out);
/* Slots of the days [days[0], days[1]] that start later than after. */
enum err availability_store_totals(struct db *db, struct arena *a,
    const int days[2], int64_t after, struct slot_rows *out);
enum err availability_store_ready(
    struct db *db, struct arena *a, int64_t start_at, struct ready_list *out);
struct taken {
	int64_t start_at;
	int booked; /* places of bookings */
	int held;   /* places of running holds of others */
	bool mine;  /* a running hold of this session */
};
struct taken_list {
	struct taken *row; /* by start */
	int n;
};
/* Places taken in slots that start in [first, last). */
enum err availability_store_taken(struct db *db, struct arena *a,
    const int64_t span[2], const int64_t now_session[2],
    struct taken_list *out);

/* --- administration --- */
enum err availability_store_put_grid(struct db *db, const struct grid_row *r);
/* Places of this hour, weekdays and day; INT64_MIN: no such row. */
enum err availability_store_put_capacity(
    struct db *db, const struct capacity_row *r);
/* id 0 in *out: none. */
enum err availability_store_span(
    struct db *db, struct arena *a, int64_t id, struct ready_span *out);
/* Inserts (sets s->id) or, with an id, updates; next version. */
enum err availability_store_put_span(struct db *db, struct ready_span *s);
enum err availability_store_drop_span(struct db *db, int64_t id);
enum err availability_store_put_consultant(struct db *db, struct consultant *r);
enum err availability_store_of_account(struct db *db, struct arena *a,
    int64_t account, int64_t *id, const char **name);
/* *name NULL: no such account. */
enum err availability_store_account(
    struct db *db, struct arena *a, int64_t id, const char **name);

/* An active booking in a slot. */
struct slot_booking {
	int64_t id, version;
	const char *last, *first;
	int date, hour;
	const char *status, *potential;
	const char *booked_by;
	int moves;
};
struct slot_bookings {
	struct slot_booking *row;
	int n, cap;
};
/* Adds the active bookings of a slot to the list. */
enum err availability_store_bookings(struct db *db, struct arena *a,
    int64_t start_at, struct slot_bookings *list);

#endif
