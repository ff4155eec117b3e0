#ifndef SERVER_IMPORTS_IMPORTS_STORE_H
#define SERVER_IMPORTS_IMPORTS_STORE_H

#include "server/imports/imports.h"
#include "server/imports/imports_rows.h"

/* SQL of the imports; texts come back in the arena given. */
struct db;
struct arena;

enum err imports_store_create(
    struct db *db, const char *by, int64_t now, int64_t *run);
/* E_NOT_FOUND */
enum err imports_store_run(
    struct db *db, struct arena *a, int64_t run, struct imports_run *out);
enum err imports_store_runs(struct db *db, struct arena *a, int limit,
    int offset, struct imports_runs *out);
/* Run that is being applied or removed; 0: none. */
enum err imports_store_active(struct db *db, int64_t *run);
/* A run that was done after this one exists. */
enum err imports_store_has_later(struct db *db, int64_t run, bool *later);

struct imports_files {
	int64_t bytes, chunks, files, last; /* last: sum of last chunks + 1 */
};
enum err imports_store_put(
    struct db *db, const struct imports_chunk *in, const void *p, size_t n);
enum err imports_store_files(
    struct db *db, int64_t run, struct imports_files *out);
/* Calls add for each chunk, ordered by file and chunk. */
struct imports_piece {
	const char *name;
	const void *p;
	size_t n;
	size_t file_size; /* set for chunk 0 */
};
typedef void imports_chunk_fn(void *ctx, const struct imports_piece *x);
enum err imports_store_each(
    struct db *db, int64_t run, imports_chunk_fn *add, void *ctx);
/* Drops up to n chunks of files; *left: there are more. */
enum err imports_store_drop_files(struct db *db, int64_t run, bool *left);

/* Keeps a plan in place of an earlier one; chunks NULL: a dry run. */
enum err imports_store_plan(struct db *db, const struct imports_run *r,
    const struct imp_chunks *chunks);
/* A new content makes the plan void. */
enum err imports_store_reopen(struct db *db, int64_t run);
enum err imports_store_state(struct db *db, int64_t run, const char *state,
    int64_t now, const char *error);

struct imports_next {
	int64_t n;
	enum imp_row kind;
	int size;
	const char *rows;
	int fresh, changed; /* by imports_store_apply */
};
/* First chunk that is left; blocks only if asked. E_NOT_FOUND: none. */
enum err imports_store_next(struct db *db, struct arena *a, int64_t run,
    bool blocks, struct imports_next *out);
/* Drops an applied chunk and counts its rows. */
enum err imports_store_applied(
    struct db *db, int64_t run, const struct imports_next *ch);

/* Rows that would be new or changed; ROW_DAY and ROW_CUSTOMER: none. */
enum err imports_store_compare(struct db *db, enum imp_row kind,
    const char *rows, int *fresh, int *changed);
/* Applies a chunk of any kind but ROW_DAY and ROW_CUSTOMER. */
enum err imports_store_apply(
    struct db *db, int64_t run, int64_t now, struct imports_next *ch);

struct imports_keys {
	const char **key;
	int n;
};
/* Dates or customers in a chunk of that kind which the run has touched. */
enum err imports_store_touched(struct db *db, struct arena *a, int64_t run,
    const struct imports_next *ch, struct imports_keys *out);
/* Figures of a day as they will be when the run is done. */
enum err imports_store_day(
    struct db *db, int64_t run, int64_t now, const char *date);

struct imports_profile {
	const char *key, *name, *first_seen, *last_seen;
	int rows; /* appointments, open ones included */
	int total, completed, no_shows, ghosts, cancelled, rescheduled;
	int overhang, exits;
	int score;
	const char *risk;
};
/* Names and counts of p->key as they will be. */
enum err imports_store_counts(
    struct db *db, struct arena *a, int64_t run, struct imports_profile *p);
enum err imports_store_profile(
    struct db *db, int64_t run, const struct imports_profile *p);

/* A seed on its way, sealed. */
struct imports_factor {
	int64_t account;
	const char *name;
	const unsigned char *sealed;
	size_t n;
};
struct imports_factors {
	struct imports_factor *factor;
	int n;
};
enum err imports_store_factor(
    struct db *db, int64_t run, const struct imports_factor *in);
/* Those whose accounts the run has brought to life. */
enum err imports_store_factors(
    struct db *db, struct arena *a, int64_t run, struct imports_factors *out);
enum err imports_store_adopt(
    struct db *db, const struct imports_factor *in, int64_t now);
enum err imports_store_drop_factors(struct db *db, int64_t run);

/* One step of removal; *left: something was left to do. */
enum err imports_store_remove(struct db *db, int64_t run, bool *left);
/* Future days that blocks of a run touch; *from > *to: none. */
enum err imports_store_block_days(
    struct db *db, int64_t run, int today, int *from, int *to);

/* For the worker's own read-only connection. */
enum err imports_store_path(struct db *db, struct arena *a, const char **path);
enum err imports_store_prepare(struct db *db);
/* Name of the account behind a folded old name, or NULL. */
const char *imports_store_account(
    struct db *db, struct arena *a, const char *user);
bool imports_store_has_booking(
    struct db *db, const char *key, int date, int hour);
bool imports_store_has_outcome(struct db *db, int date);
bool imports_store_is_alive(struct db *db, const char *name);

#endif
