#ifndef SERVER_CALENDAR_CALENDAR_H
#define SERVER_CALENDAR_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Calendars of the outside (booking.md 9): the outbox is drained and the
 * mirrors are kept up to date by workers, one call per calendar at a time.
 * Owns calendar_outbox, calendar_state, calendar_event, calendar_quota,
 * calendar_conflict and external_event.
 */
struct app;
struct call;
struct calendar_memory;

/* Calls under way, access token, key; one per app. */
struct calendar_memory *calendar_memory_new(bool use_env);
/* Accepts NULL, returns NULL. */
struct calendar_memory *calendar_memory_free(struct calendar_memory *m);
/* Calls under way give up. */
void calendar_stop(struct app *app);

/* Task of due.def: takes in what came back, sends what can be sent. */
enum err calendar_turn(struct call *c);
int64_t calendar_next(struct app *app, int64_t now);
/* After the commit of this call the outbox is looked at. */
void calendar_wake(struct call *c);

/* --- state --- */

struct calendar_sight {
	const char *calendar, *name; /* "central" or the consultant's name */
	const char *calendar_id;
	int64_t pulled_at, answered_at, next_at;
	int failures;
	int64_t pending; /* writes that wait */
	bool busy, wanted;
	const char *error; /* "" when the last call went well */
};
struct calendar_status {
	const char *provider;
	bool remote, dry_run;
	const char *setup_fault; /* NULL: it can work */
	int64_t pending, failed, oldest_at, conflicts;
	int64_t calls, budget; /* budget -1: none */
	struct calendar_sight *row;
	int n;
};
enum err calendar_show(struct call *c, struct calendar_status *out);

/* --- outbox --- */

struct outbox_entry {
	int64_t id, at, next_try_at, booking, special;
	const char *calendar, *operation, *event_id, *state, *title, *error;
	int attempts;
};
struct outbox_entries {
	struct outbox_entry *row;
	int n;
	int64_t total;
};
struct outbox_filter {
	const char *state; /* NULL: pending and failed */
	int64_t limit, offset;
};
enum err calendar_outbox_list(
    struct call *c, const struct outbox_filter *f, struct outbox_entries *out);
/* NOT_FOUND, CONFLICT when it is neither pending nor failed. */
enum err calendar_outbox_retry(struct call *c, int64_t id);
enum err calendar_outbox_retry_all(struct call *c, int64_t *n);
enum err calendar_outbox_discard(struct call *c, int64_t id);

/* --- pull --- */

/* Every calendar is read as soon as it can be; *n: how many. */
enum err calendar_want(struct call *c, int64_t *n);

/* --- conflict cases --- */

enum calendar_choice { CHOOSE_HUB, CHOOSE_CALENDAR };

struct conflict;
struct conflicts;
enum err calendar_list_conflicts(
    struct call *c, int64_t limit, int64_t offset, struct conflicts *out);
/* What a choice does, in the language of the call; NULL: it is none. */
const char *calendar_choice_text(
    struct call *c, const char *kind, enum calendar_choice choice);
struct calendar_resolve {
	int64_t id, version;
	int choice; /* enum calendar_choice */
};
enum err calendar_resolve(struct call *c, const struct calendar_resolve *in);

#endif
