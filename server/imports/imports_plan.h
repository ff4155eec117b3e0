#ifndef SERVER_IMPORTS_IMPORTS_PLAN_H
#define SERVER_IMPORTS_IMPORTS_PLAN_H

#include "server/customers/customers_profile.h"
#include "server/imports/imports_types.h"

/*
 * What a run will do with the records of its files: groups, classifies, drops
 * duplicates, corrects times, maps users (booking.md 16). Pure: what the
 * database knows is asked through struct plan_known.
 */
struct arena;

struct plan_known {
	void *ctx;
	/* name of the account behind an old user name; NULL: unknown */
	const char *(*account)(void *ctx, const char *user);
	bool (*booking)(void *ctx, const char *key, int date, int hour);
	/* outcomes of the day are here already */
	bool (*outcome)(void *ctx, int date);
	/* the account of this name is a person's, no placeholder */
	bool (*alive)(void *ctx, const char *name);
};

struct imp_counts {
#define IMP_COUNT(name) int name;
#include "server/imports/imports_counts.def"
#undef IMP_COUNT
};

/* Counts of one day or one customer. */
struct plan_sum {
	int date;
	const char *key;
	struct profile_counts n;
	int pending;
};

/* A day whose old figures differ from the outcomes. */
struct plan_difference {
	int date;
	int old_total, total;
	int old_completed, completed;
};

struct imp_plan {
	bool english;
	struct imp_counts counts;
	struct imp_cell *cell;
	int n_cells;
	struct imp_total *total;
	int n_totals;
	struct imp_outcome *outcome;
	int n_outcomes;
	struct imp_booking *booking;
	int n_bookings;
	struct imp_metric *metric;
	int n_metrics;
	struct imp_block *block;
	int n_blocks;
	struct imp_user *person; /* to be brought to life */
	int n_persons;
	struct imp_login *login;
	int n_logins;
	struct plan_sum *day;
	int n_days;
	struct plan_sum *customer;
	int n_customers;
	struct plan_difference *difference;
	int n_differences;
	const char **user; /* unknown ones: accounts to make */
	int n_users;
	const char **warning;
	int n_warnings;
};

/* Plans d, whose arrays are reordered. out->english is set by the caller. */
void imports_plan(struct arena *a, struct imp_data *d,
    const struct plan_known *known, struct imp_plan *out);

/* Potential of today for the word and colour found (booking.md 16.2). */
const char *imports_potential(const char *word, int color, bool backfilled);
/* Account name made of an old user name: folded, allowed characters only. */
const char *imports_user_name(struct arena *a, const char *user);
/* Adds a text to the warnings. */
void imports_warn(struct arena *a, struct imp_plan *p, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Steps of the plan in files of their own. */
void imports_plan_cells(
    struct arena *a, struct imp_data *d, struct imp_plan *p);
void imports_plan_bookings(struct arena *a, struct imp_data *d,
    const struct plan_known *known, struct imp_plan *p);
void imports_plan_people(struct arena *a, struct imp_data *d,
    const struct plan_known *known, struct imp_plan *p);
/* A placeholder of this name is made first. */
void imports_need_account(
    struct arena *a, struct imp_plan *p, const char *name);

#endif
