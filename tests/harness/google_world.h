#ifndef TESTS_HARNESS_GOOGLE_WORLD_H
#define TESTS_HARNESS_GOOGLE_WORLD_H

#include <jansson.h>

#include "tests/harness/fake_google.h"
#include "tests/harness/held.h"

/*
 * The core with held clocks whose calendar is the stand-in. Starts on Monday
 * 2 March 2026, 09:00 in Berlin; Anna and Bernd are ready all day.
 */
#define CENTRAL "central@group.calendar.example"
#define ANNA "anna@group.calendar.example"

struct google_world {
	struct held h;
	struct fake_google *g;
	struct held_conn *chef;
	char *config, *key_file;
	int key; /* of idempotency */
	struct work *late;
};

struct google_world *google_world_new(void);
void google_world_free(struct google_world *w);
/* The key file is fine, or useless. */
void google_write_key(struct google_world *w);
void google_spoil_key(struct google_world *w);
/* With h.hold_work: the calendar gets the calls; then the hub the answers. */
void google_late(struct google_world *w);
void google_answers(struct google_world *w);
/*
 * Calls under way reach the calendar, their answers nobody: the process is
 * killed and started again.
 */
void google_kill(struct google_world *w);
/* Seconds pass in steps of one second. */
void google_pass(struct google_world *w, int seconds);
/* Until nothing waits for the calendar, at most half an hour. */
void google_settle(struct google_world *w);
/* A call of chef; params is a printf format with one value. */
bool google_ok(struct google_world *w, const char *op, const char *params, ...)
    __attribute__((format(printf, 3, 4)));
/* The last answer. */
const char *google_answer(void);
bool google_book(
    struct google_world *w, const char *name, const char *date, int hour);
/* Another customer in another place, n from 0 to 199. */
bool google_book_nth(struct google_world *w, int n);
/* Bookings with this condition. */
int google_int(struct google_world *w, const char *where);
/* First column of the first row. */
int google_sql(struct google_world *w, const char *sql);
/* Text at a path like "start/dateTime"; "" when there is none. */
const char *google_text(const json_t *ev, const char *path);
/* Every booking stands in the calendar once, as it is; nothing else does. */
void google_agree(struct google_world *w);

#endif
