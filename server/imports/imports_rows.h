#ifndef SERVER_IMPORTS_IMPORTS_ROWS_H
#define SERVER_IMPORTS_IMPORTS_ROWS_H

#include <stddef.h>

/*
 * A plan as text: chunks of rows of one kind, which the store hands to SQLite
 * as JSON arrays, and the report for people. Made on a worker.
 */
struct arena;
struct imp_plan;
struct imp_file;

/* Kinds in the order in which a run applies them. */
enum imp_row {
	ROW_ACCOUNT,
	ROW_BOOKING,
	ROW_CELL,
	ROW_TOTAL,
	ROW_OUTCOME,
	ROW_METRIC,
	ROW_DAY,      /* dates whose figures are to be counted anew */
	ROW_CUSTOMER, /* the same for profiles */
	ROW_LOGIN,
	ROW_BLOCK, /* applied with the last slice: seen by everybody */
	ROW_USER,  /* the same: from then on they may sign in */
	ROW_KINDS
};
/* Name in the database. */
const char *imports_row_name(enum imp_row k);
/* Kind of a name; ROW_KINDS when unknown. */
enum imp_row imports_row_kind(const char *name);

struct imp_chunk {
	enum imp_row kind;
	int size;
	const char *rows; /* JSON array in the arena */
};

struct imp_chunks {
	struct imp_chunk *chunk;
	int n;
	int rows; /* of all chunks */
};

void imports_rows(
    struct arena *a, const struct imp_plan *p, struct imp_chunks *out);

/* What a comparison with the database found, per kind. */
struct imp_compare {
	int fresh[ROW_KINDS];
	int changed[ROW_KINDS];
};

/* The report as JSON object. n files in the order in which they came. */
const char *imports_report(struct arena *a, const struct imp_plan *p,
    const struct imp_file *f, int n, const struct imp_compare *cmp);

#endif
