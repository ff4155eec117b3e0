#ifndef SERVER_DEMO_DEMO_INT_H
#define SERVER_DEMO_DEMO_INT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "server/demo/demo.h"

/* What the files of server/demo share. */
#define DEMO_STAFF 10
#define DEMO_CONSULTANTS 6
#define MINUTE_MS INT64_C(60000)

struct app;
struct conn;

/* A line to the core as an operator of the local socket. */
struct demo_line {
	struct conn *cn;
	struct buf in; /* the last answer */
};

/* demo_names.c: everybody and everything is invented. */
struct demo_person {
	const char *name, *display;
	const char *roles; /* JSON array */
	bool admin;
	int diligence; /* share of the bookings, 0: books none */
};
extern const struct demo_person demo_staff[DEMO_STAFF];

struct demo_consultant {
	const char *name;
	int account; /* index into demo_staff, -1: none */
	bool pool;   /* default pool */
	int joins;   /* days after the start */
	/* ready from and to per weekday, "" for not at all */
	const char *ready[5];
};
extern const struct demo_consultant demo_consultants[DEMO_CONSULTANTS];

extern const char *const demo_last_names[];
extern const char *const demo_first_names[];
extern const char *const demo_notes[];
extern const char *const demo_cancel_reasons[];
extern const char *const demo_move_notes[];
extern const char *const demo_campaigns[]; /* of any season */
/* Number of texts of a list that ends with NULL. */
int demo_count(const char *const *list);

struct demo_event {
	int64_t at, seq;
	enum {
		DEMO_BOOK,
		DEMO_CANCEL,
		DEMO_MOVE,
		DEMO_SPECIAL,
		DEMO_OUTCOME
	} kind;
	int who;	 /* index into demo_staff */
	int date, hour;	 /* of the slot */
	int64_t booking; /* cancel, move */
};

struct demo_customer {
	short last, first;
};

struct demo {
	const struct demo_options *o;
	struct app *app;
	int64_t now, mono;
	uint64_t rng;
	uint64_t port_rng; /* of the core's random port */
	int first, today;  /* days of the history */
	int planned;	   /* Monday of the next week to plan */
	int64_t keys;	   /* idempotency keys given so far */
	struct demo_line op;
	struct demo_line staff[DEMO_STAFF];
	int64_t used[DEMO_STAFF]; /* last use of the session; 0: none */
	int64_t account[DEMO_STAFF];
	int64_t consultant[DEMO_CONSULTANTS];
	struct demo_event *heap;
	int n_heap, cap_heap;
	int64_t seq;
	struct demo_customer *customers;
	int n_customers, cap_customers;
	long booked, cancelled, moved, specials, settled;
	char *why; /* of size; empty while all is well */
	size_t why_size;
};

/* --- demo_talk.c --- */

/* 0 .. n - 1. */
int demo_rnd(struct demo *d, int n);
bool demo_chance(struct demo *d, int percent);
/* Opens a line; false when the core refuses. */
bool demo_open(struct app *app, struct demo_line *l);
void demo_close(struct demo_line *l);
/*
 * One call: the format makes its params. The answer as a tree (json_decref),
 * NULL when there is none.
 */
json_t *demo_ask(struct demo *d, struct demo_line *l, const char *op,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
bool demo_ok(const json_t *answer);
/* demo_ask for what must succeed: a refusal ends the building. */
bool demo_must(struct demo *d, struct demo_line *l, const char *op,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The line of a person, signed in for the day; NULL and why on failure. */
struct demo_line *demo_person(struct demo *d, int who);
/* Everybody goes home: no session outlives the day. */
void demo_all_out(struct demo *d);
/* Building has failed; keeps the first reason. Returns false. */
bool demo_fail(struct demo *d, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* --- demo_company.c --- */

/* Accounts, consultants, first spans and blocks; at the first morning. */
bool demo_company(struct demo *d);
/* What the office does on this day besides booking. */
bool demo_office_day(struct demo *d, int day);
int demo_admin(void); /* index of the admin in demo_staff */

/* --- demo_plan.c --- */

/* Plans the bookings of the weeks that come into reach on this day. */
bool demo_plan(struct demo *d, int day);
/* Does what was planned before `until`. */
bool demo_run(struct demo *d, int64_t until);
void demo_plan_done(struct demo *d);

#endif
