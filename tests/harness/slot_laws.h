#ifndef TESTS_HARNESS_SLOT_LAWS_H
#define TESTS_HARNESS_SLOT_LAWS_H

/*
 * What must hold at any moment in a database of slots, asked of the tables
 * themselves: each query counts the rows that break the law. The table ends
 * with a row of NULL.
 */
struct slot_law {
	const char *what, *sql;
};

extern const struct slot_law slot_laws[];

/* Slots with more places taken than they have; a cut of capacity explains. */
extern const char slot_overbooked[];

#endif
