#ifndef SERVER_CUSTOMERS_CUSTOMERS_PROFILE_H
#define SERVER_CUSTOMERS_CUSTOMERS_PROFILE_H

/*
 * Score and risk of a customer from the counts of final outcomes
 * (booking.md 13.6, 19.7). Pure.
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

#endif
