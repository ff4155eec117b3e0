#ifndef SERVER_CUSTOMERS_CUSTOMERS_PROFILE_H
#define SERVER_CUSTOMERS_CUSTOMERS_PROFILE_H

/*
 * Score, risk and segment of a customer from the counts of final outcomes
 * (booking.md 13.6, 19.7; hub file D7). Pure.
 */
struct profile_counts {
	int total; /* all final outcomes */
	int completed;
	int no_shows;
	int ghosts;
	int cancelled;
	int rescheduled;
	int overhang;
	int exits;
};

/* Reliability in hundredths of a percent, half up; 10000 without outcomes. */
int profile_score(const struct profile_counts *p);
/* "low", "medium" or "high"; ghosts count like no-shows (decision D6). */
const char *profile_risk(const struct profile_counts *p);
/*
 * Completed of those the customer decided (neither moved nor overhang nor
 * exit), in tenths of a percent; -1: nothing is decided.
 */
int profile_decided_tenths(const struct profile_counts *p);
/* risk, champion, loyal, new, critical or potential; first match wins. */
const char *profile_segment(const struct profile_counts *p);
/* *sum += *p */
void profile_add(struct profile_counts *sum, const struct profile_counts *p);

#endif
