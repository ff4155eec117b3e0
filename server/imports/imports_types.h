#ifndef SERVER_IMPORTS_IMPORTS_TYPES_H
#define SERVER_IMPORTS_IMPORTS_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/outcomes/outcomes_classify.h"

/*
 * Records of the older system's files on their way from text to rows. All
 * memory is in the arena of the plan; dates are day numbers, times minutes of
 * the civil day, instants UTC milliseconds (0: unknown).
 */
struct arena;

enum imp_kind {
	IMP_HIST_BOOKINGS,
	IMP_HIST_OUTCOMES,
	IMP_HIST_STATS,
	IMP_OUTCOMES,
	IMP_METRICS,
	IMP_BOOKINGS,
	IMP_FAILED,
	IMP_BLOCKS,
	IMP_PASSWORDS,
	IMP_USERS,
	IMP_FACTORS,
	IMP_LOGINS,
	IMP_PROFILES, /* named, but computed anew */
	IMP_OTHER,    /* skipped */
};

struct imp_fault {
	struct imp_fault *next;
	int line; /* from 1; 0: the file as a whole */
	const char *error;
};

struct imp_file {
	const char *name;
	const char *text; /* need not end in NUL */
	size_t len;
	enum imp_kind kind;
	int lines; /* blank and broken ones included */
	int blank;
	int rows;     /* records that were understood */
	int n_broken; /* all; the list below holds the first IMP_FAULTS */
	struct imp_fault *broken, **broken_tail;
};
#define IMP_FAULTS 500

/* A line of historical_bookings.jsonl: the cell exists. */
struct imp_mark {
	int date, hour;
};

/* A line of historical_outcomes.jsonl. */
struct imp_count {
	const char *id;
	int date, hour;
	bool appeared;
	int count;
};

struct imp_cell {
	int date, hour;
	bool has_result;
	int appeared, not_appeared;
};

enum imp_total_kind { IMP_OVERALL, IMP_WEEKDAY, IMP_HOUR };

struct imp_total {
	enum imp_total_kind kind;
	int key; /* 0; weekday from Monday 0; hour */
	int placed, appeared;
};

struct imp_outcome {
	const char *id, *title, *name, *key;
	int date, minute;
	int color;
	int64_t at;	  /* when it was looked at */
	int64_t first_at; /* of the whole group */
	const char *potential;
	const char *booked_by; /* account name or as found */
	const char *description;
	const char *extra; /* JSON object of unknown fields */
	int seq;	   /* order in the files */
	bool shifted;	   /* its time was corrected by the offset */
	struct classified is;
};

struct imp_booking {
	const char *id, *title, *key;
	const char *loose; /* key without commas: the old sync dropped them */
	const char *last, *first;
	int date, minute;
	int64_t at;
	bool approximate; /* at is unknown: 00:00 of the day */
	bool backfilled;  /* booked_on_weekday "Unknown" */
	bool recovered;	  /* from failed_bookings.jsonl */
	const char *user; /* as found, then the account's name */
	const char *potential;
	int color;
	const char *campaign;
	int lead_time; /* days; -1: unknown */
	const char *status;
	const char *extra;
	int seq;
};

struct imp_metric {
	int date;
	int total, completed, no_shows, ghosts, cancelled, rescheduled;
	int overhang, exits;
	const char *details; /* JSON object */
	int64_t at;
};

struct imp_block {
	const char *type;
	int start, end; /* dates */
	int from, to;	/* minutes */
	const char *reason, *added_by;
	int64_t at;
};

#define IMP_SEED_HEX 40 /* 20 bytes */

/* A person, gathered from several files. */
struct imp_user {
	const char *user; /* as found */
	const char *name; /* of the account, by the plan */
	const char *hash; /* bcrypt, or NULL */
	const char *display, *email, *role;
	bool disabled;
	bool bad_hash;	  /* there was a password that cannot be taken over */
	bool factor;	  /* used a second factor */
	const char *seed; /* of it in hexadecimal; NULL: not readable */
	int64_t created_at, last_login_at;
	int logins;
};

struct imp_login {
	const char *user; /* as found, then the account's name */
	int64_t at;
	bool success;
	const char *reason, *factor, *remote, *client;
	int seq;
};

/* What the parsers found in all files. */
struct imp_data {
	struct imp_mark *mark;
	int n_marks;
	struct imp_count *count;
	int n_counts;
	struct imp_total *total;
	int n_totals;
	int stats_not_appeared; /* of the statistics file; -1: none */
	int stats_days;		/* -1: none */
	struct imp_outcome *outcome;
	int n_outcomes;
	struct imp_booking *booking;
	int n_bookings;
	int n_aggregates; /* rows that are no bookings (16.2 "historical") */
	int n_recovered;  /* failed bookings that had arrived after all */
	struct imp_metric *metric;
	int n_metrics;
	struct imp_block *block;
	int n_blocks;
	struct imp_user *user;
	int n_users;
	struct imp_login *login;
	int n_logins;
};
void imp_data_init(struct imp_data *d);

/*
 * Room for one more element behind n: returns the array, moved when it had to
 * grow. The new element is zeroed.
 */
void *imp_grow(struct arena *a, void *array, int n, size_t size);
#define IMP_ADD(a, array, n)                                      \
	((array) = imp_grow((a), (array), (n), sizeof(*(array))), \
	    &(array)[(n)++])

#endif
