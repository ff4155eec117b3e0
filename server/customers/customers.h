#ifndef SERVER_CUSTOMERS_CUSTOMERS_H
#define SERVER_CUSTOMERS_CUSTOMERS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/customers/customers_profile.h"

/*
 * Customers (booking.md 12.7, 13.6; hub file D7): one record per key, made by
 * bookings, found while typing, with history, figures and a note. Bookings
 * keep their key for ever: a merged record is only pointed elsewhere, so a
 * merge loses nothing and can be undone. All results live in c->arena.
 */
struct call;

struct customer {
	int64_t id, version;
	const char *key, *last_name, *first_name, *note;
	int weekday, hour; /* wished; -1: not said */
	int64_t merged_into;
	int64_t created_at, updated_at;
};

/* One appointment of a customer. */
struct visit {
	int64_t booking; /* 0: known from an import only */
	int date, hour;
	int64_t start_at;
	const char *status, *outcome; /* outcome "": none yet */
	const char *booked_by;	      /* account name, "" when unknown */
	const char *campaign, *potential, *move_reason, *description;
	int64_t booker;
	int moves;
	bool may_see; /* the caller may open the booking */
};
struct visits {
	struct visit *row;
	int n, cap;
	int64_t total;
};

/* What is known of a customer, over all merged records. */
struct customer_facts {
	struct profile_counts n;
	int first_seen, last_seen; /* DATE_NONE: never */
	bool own;		   /* the caller has booked him */
	bool figures;		   /* the caller may see score and rates */
	int open;		   /* appointments to come */
	int appointments;	   /* all there are */
	struct visit next, last;   /* date DATE_NONE: none */
};

struct customer_hit {
	struct customer c;
	struct customer_facts f;
};
struct customer_hits {
	struct customer_hit *row;
	int n, cap;
	bool complete; /* nothing was left out */
};

struct customers_find {
	const char *text;
	int64_t limit;
};
/* Best match first. */
enum err customers_find(
    struct call *c, const struct customers_find *in, struct customer_hits *out);

struct customer_file {
	struct customer c;
	struct customer_facts f;
	int weekday, hour; /* most frequent among completed; -1: none */
	struct visits history;
	struct customer_hits merged; /* records that are part of this one */
};
struct customers_get {
	int64_t id, limit, offset;
};
/* A merged record answers with the one it is part of. E_NOT_FOUND. */
enum err customers_get(
    struct call *c, const struct customers_get *in, struct customer_file *out);

struct customers_update {
	int64_t id, version;
	const char *note;      /* NULL: stays */
	int64_t weekday, hour; /* -2: stays, -1: none */
};
enum err customers_update(
    struct call *c, const struct customers_update *in, struct customer *out);

/* --- lists (customers_list.c) --- */

struct own_row {
	int64_t id; /* 0: not read in yet */
	const char *name, *key;
	int total, appeared, no_show, cancelled, pending, other;
	const char *risk;
	int next_date, next_hour; /* DATE_NONE: none */
};
struct own_rows {
	struct own_row *row;
	int n, cap;
	int from, to;
	int64_t total;
	struct own_row sum;
};
struct customers_own {
	int64_t user; /* 0: the caller */
	int from, to;
	int64_t limit, offset;
};
enum err customers_list_own(
    struct call *c, const struct customers_own *in, struct own_rows *out);
/* Appeared of the decided ones, or missed ones, in tenths; -1: none. */
int customers_own_tenths(const struct own_row *r, int part);

#define SEGMENTS 6
extern const char *const customers_segments[SEGMENTS + 1];
struct risk_row {
	int64_t id;
	const char *name;
	struct profile_counts n;
	int score; /* hundredths */
	const char *segment, *risk;
};
struct risk_rows {
	struct risk_row *row;
	int n, cap;
	int64_t count[SEGMENTS]; /* customers in each */
};
/* segment: index, or -1: all; at most `most` rows of each. */
enum err customers_list_risk(
    struct call *c, int segment, int most, struct risk_rows *out);

/* --- merging (customers_merge.c) --- */

struct alike_rows {
	struct customer_hits hits;
	int *group; /* per hit: number of its proposal */
	int64_t total;
};
/* Records whose names differ in spelling only, proposal after proposal. */
enum err customers_list_duplicates(
    struct call *c, int64_t limit, int64_t offset, struct alike_rows *out);
struct customers_merge {
	int64_t id, from; /* from becomes part of id */
};
enum err customers_merge(
    struct call *c, const struct customers_merge *in, struct customer *out);
/* The record stands for itself again. */
enum err customers_undo_merge(struct call *c, int64_t id, struct customer *out);

/* Mark of one customer for other screens: id 0 when there is no record. */
struct customer_mark {
	int64_t id;
	const char *risk;
	bool note;
};
enum err customers_mark(
    struct call *c, const char *key, struct customer_mark *out);

/* --- shared by the rules of this folder --- */

/* E_NOT_FOUND; with a version other than 0, E_CONFLICT. Not followed. */
enum err customers_load(
    struct call *c, int64_t id, int64_t version, struct customer *out);
/* Counts, appointments and rights over all keys of a record. */
enum err customers_facts(
    struct call *c, const struct customer *r, struct customer_facts *out);
/* "Muster, Erika" */
const char *customers_name(struct call *c, const struct customer *r);

#endif
