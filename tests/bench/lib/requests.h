#ifndef TESTS_BENCH_LIB_REQUESTS_H
#define TESTS_BENCH_LIB_REQUESTS_H

#include <stdint.h>

#include "common/buf.h"
#include "tests/bench/lib/fleet.h"

/* What the load generator asks: request lines of a kind, numbered by id. */
enum request_kind {
	KIND_ECHO, /* 150 bytes for the echo server */
	KIND_PING,
	KIND_WEEK,  /* slots.show_week of changing weeks */
	KIND_BOOK,  /* slots.book, a new customer each time */
	KIND_MIXED, /* 70 % week and day, 20 % other reads, 10 % bookings */
	KIND_OP,    /* one operation again and again */
};

struct bench_slot {
	char date[11];
	int hour;
};

struct requests {
	enum request_kind kind;
	struct bench_slot *slots; /* with many free places, soonest first */
	int n_slots, cap;
	int monday;		 /* of this week */
	const char *op, *params; /* KIND_OP */
	char tag[17]; /* makes keys and customers of this run unique */
};

/* Kind by name; ends the program when unknown. */
enum request_kind request_kind(const char *name);
/* Asks the server for the slots that can be booked, where the kind needs it. */
void requests_init(struct requests *r, enum request_kind kind, struct fleet *f);
void requests_done(struct requests *r);
/* The line of request `id`, newline included, into b (cleared). */
void request_line(const struct requests *r, int64_t id, struct buf *b);

#endif
