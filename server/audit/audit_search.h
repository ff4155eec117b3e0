#ifndef SERVER_AUDIT_AUDIT_SEARCH_H
#define SERVER_AUDIT_AUDIT_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/err.h"
#include "server/audit/audit_chain.h"

/* Looking into log and archive: search, export, verification. */
struct call;
struct db;
struct arena;

/* NULL and 0 mean: any. */
struct audit_filter {
	const char *user; /* actor or target, in lower case */
	const char *type, *action, *severity;
	int64_t from, to; /* at >= from, at < to */
	const char *text; /* somewhere in the entry; ASCII case is the same */
	int64_t until;	  /* highest id; 0: none */
	int64_t limit, offset;
};

struct audit_found {
	int n;
	struct audit_row *row; /* newest first, in the arena */
	int64_t total;
	int64_t until; /* highest id when the search was made */
};
/* Newest first, log and archive as one. Needs a turn. */
enum err audit_search(
    struct call *c, const struct audit_filter *f, struct audit_found *out);

/* One table of the two; audit_search puts them together. */
enum err audit_store_count(
    struct db *db, bool archive, const struct audit_filter *f, int64_t *n);
struct audit_page {
	const struct audit_filter *filter;
	bool archive;
	int64_t limit, offset;
};
/* Appends to out, which has room for the limit. */
enum err audit_store_page(struct db *db, struct arena *a,
    const struct audit_page *p, struct audit_found *out);

/* --- export --- */

enum audit_format { AUDIT_CSV, AUDIT_JSON };
/* Rows as text into b until it is full; *n: how many are in it as a whole. */
void audit_export_rows(struct buf *b, enum audit_format format,
    const struct audit_found *found, int *n);
/* Head line of a file; nothing for JSON lines. */
void audit_export_head(struct buf *b, enum audit_format format);
/* details of a row as one line of valid JSON, whatever stands in the table. */
void audit_details_add(struct buf *b, const char *details);

/* --- verification --- */

#define AUDIT_FAULTS 100 /* named in the answer; all are counted */

struct audit_fault {
	int64_t id;
	const char *what; /* changed, missing, order */
};

struct audit_segment {
	int64_t from, to; /* rows whose key is gone */
};

struct audit_check {
	int64_t from_id, to_id, checked;
	int64_t n_faults; /* all of them */
	struct audit_fault fault[AUDIT_FAULTS];
	int64_t unverifiable;
	struct audit_segment segment[AUDIT_FAULTS];
	int n_segments;
	char head[2 * 8 + 1];
};
struct audit_verify_job;
/* The keys and the path of the database for a worker. */
enum err audit_verify_prepare(struct call *c, void **job);
/* Worker: walks the whole chain over a connection of its own. */
void audit_verify_work(void *job);
/* Erases the keys. */
void audit_verify_drop(void *job);
/* E_DATABASE when the walk could not be finished; faults are told. */
enum err audit_verify_finish(
    struct call *c, struct audit_verify_job *job, struct audit_check *out);

/*
 * Rows of both tables from the cursor on, by id, without those seen; for the
 * worker's own connection.
 */
struct audit_feed {
	int64_t cursor;
	int seen; /* rows with that id: two if somebody put one there */
	int limit;
	/* fits: prev and mac are as long as a mac */
	void (*feed)(void *arg, const struct audit_row *row, bool fits);
	void *arg;
};
enum err audit_store_feed(struct db *db, struct audit_feed *f, int *n);
enum err audit_store_feed_marks(
    struct db *db, struct audit_mark *head, struct audit_mark *anchor);

#endif
