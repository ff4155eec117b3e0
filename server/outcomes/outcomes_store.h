#ifndef SERVER_OUTCOMES_OUTCOMES_STORE_H
#define SERVER_OUTCOMES_OUTCOMES_STORE_H

#include "server/customers/customers_key.h"
#include "server/outcomes/outcomes.h"

/* SQL of outcomes, daily metrics and profiles. Texts are in c->arena. */
struct outcome_put {
	int64_t booking;
	const char *name, *key, *time, *outcome, *source, *status, *potential;
	const char *booked_by, *description;
	int date, color;
	bool is_final;
};
enum err outcomes_store_put(struct call *c, const struct outcome_put *p);
enum err outcomes_store_counts(
    struct call *c, int date, struct day_counts *out);
enum err outcomes_store_metrics(
    struct call *c, int date, const struct day_counts *n);
struct profile_row {
	const char *key, *name, *risk;
	int first_seen, last_seen; /* DATE_NONE: no final row */
	struct day_counts n;
	int score_hundredths;
};
enum err outcomes_store_profile_counts(
    struct call *c, const char *key, struct profile_row *out);
enum err outcomes_store_profile(struct call *c, const struct profile_row *p);
enum err outcomes_store_drop_profile(struct call *c, const char *key);
enum err outcomes_store_list(
    struct call *c, const struct outcomes_filter *f, struct outcome_rows *out);
/* Days of [from, to] with rows and at least one appointment that happened. */
enum err outcomes_store_days(
    struct call *c, int from, int to, bool *has, int n);
/* First day with a row; DATE_NONE: none. */
enum err outcomes_store_first(struct call *c, int *date);
/* Appearances missed and all settled ones of a period (exit left out). */
enum err outcomes_store_no_shows(
    struct call *c, int from, int to, int *missed, int *all);

#endif
