#ifndef SERVER_DEMO_DEMO_H
#define SERVER_DEMO_DEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The demo company (hubd --demo): staff, calendars and 300 days of history,
 * made by operations of the real core while a clock of its own walks from then
 * to now. Invented people only. The same for the same instant `now`, but for
 * what nobody sees (hashes of passwords).
 */
#define DEMO_HISTORY_DAYS 300
#define DEMO_AHEAD_DAYS 21

struct app;

/* Of every account of a demo. */
#define DEMO_PASSWORD "demo-passwort"

struct demo_options {
	const char *data_dir;	 /* exists; the caller holds its lock */
	const char *config_file; /* settings of the server to come, or NULL */
	int64_t now;		 /* wall time, ms since 1970 UTC */
	bool ignore_env;	 /* tests */
	/* One line for people, without newline. NULL: quiet. */
	void (*progress)(void *arg, const char *line);
	void *arg;
};

/*
 * Makes hub.db of the data folder. It is built beside it and renamed when it
 * is complete, so an end half-way leaves no half demo: the next start begins
 * anew. No core may be open on the folder. False and why on failure.
 */
bool demo_build(const struct demo_options *o, char *why, size_t size);

/*
 * True when a database holds nothing: no account, no consultant, no booking.
 * Only such a one may be replaced by the demo. Asks the core as its operator.
 */
bool demo_is_empty(struct app *app);

#endif
