#ifndef SERVER_DB_DB_H
#define SERVER_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/err.h"

/*
 * The one writing connection (architecture 2.2) and read-only ones for
 * workers. Owned by one thread each.
 */
struct db;
struct stmt;
struct arena;

struct db_options {
	const char *path;
	bool read_only; /* for a worker: db_turn begins a read transaction */
	bool fast;	/* synchronous=OFF: tests only */
};

/* NULL on failure; why gets a text for the operator. */
struct db *db_open(const struct db_options *o, char *why, size_t size);
/* Accepts NULL, returns NULL. */
struct db *db_close(struct db *db);

/* A table of named statements of one store; prepared at start as a whole. */
struct sqlset {
	const char *name;
	const char *const *sql;
	int n;
};
#define SQLSET(name, table)                                                \
	{                                                                  \
		(name), (table), (int)(sizeof(table) / sizeof((table)[0])) \
	}

/* Prepares every statement of a set; E_INTERNAL and a log line on a typo. */
enum err db_prepare(struct db *db, const struct sqlset *set);
/* The prepared statement, reset and unbound. The set must be prepared. */
struct stmt *db_stmt(struct db *db, const struct sqlset *set, int which);

/* Bind by name (":date"); an unknown name aborts: it is our bug. Texts must
 * live until stmt_done. NULL text binds NULL. */
void stmt_text(struct stmt *st, const char *name, const char *v);
void stmt_int(struct stmt *st, const char *name, int64_t v);
void stmt_null(struct stmt *st, const char *name);
void stmt_blob(struct stmt *st, const char *name, const void *p, size_t n);
/* Day number as YYYY-MM-DD, NULL for DATE_NONE. */
void stmt_date(struct stmt *st, const char *name, int date);
/* The value, or NULL when v is 0: optional references. */
void stmt_ref(struct stmt *st, const char *name, int64_t v);

/* True while there is a row. Never return inside the loop. */
bool stmt_row(struct stmt *st);
/*
 * Resets; what stopped the loop. A trigger's RAISE(ABORT, 'CODE') with a code
 * of err.def returns that code, a unique or primary key E_CONFLICT, a foreign
 * key or check E_INTERNAL, everything else E_DATABASE.
 */
enum err stmt_done(struct stmt *st);
/* Runs a statement without result rows: row loop and done in one. */
enum err stmt_exec(struct stmt *st);
/* First column of the first row, or dflt when there is none. */
enum err stmt_one(struct stmt *st, int64_t dflt, int64_t *out);
/* Rows changed by the last write. */
int db_changes(struct db *db);
int64_t db_last_id(struct db *db);

int64_t col_int(struct stmt *st, int col);
bool col_is_null(struct stmt *st, int col);
/* Copied into the arena; NULL for NULL. */
char *col_text(struct stmt *st, int col, struct arena *a);
/* Valid until the next step; NULL for NULL. */
const char *col_peek(struct stmt *st, int col);
/* Day number of a YYYY-MM-DD column; DATE_NONE for NULL. */
int col_date(struct stmt *st, int col);
const void *col_blob(struct stmt *st, int col, size_t *n);

/*
 * Turn and savepoints. db_savepoint opens the turn when none is open. Only
 * dispatch, the event table, the job runner and migrations call these.
 */
enum err db_turn(struct db *db); /* BEGIN unless a turn is open */
bool db_turn_open(const struct db *db);
enum err db_savepoint(struct db *db); /* may nest, at most 8 deep */
enum err db_release(struct db *db);
/* ROLLBACK TO and RELEASE of the innermost savepoint. */
enum err db_rollback_to(struct db *db);
/* True when some error ended the whole transaction behind our back. */
bool db_turn_lost(const struct db *db);

enum commit_result {
	COMMIT_DONE,
	COMMIT_LOST, /* rolled back for certain, nothing of the turn counts */
	COMMIT_UNKNOWN, /* may or may not be durable: end the process */
};
enum commit_result db_commit(struct db *db);
/* Whole turn away. */
void db_rollback(struct db *db);

/* WAL pages not yet in the database after the last commit. */
int db_wal_pages(const struct db *db);
/* PASSIVE checkpoint; true when it got everything. */
bool db_checkpoint(struct db *db);
enum err db_checkpoint_truncate(struct db *db);
/* Text of the last SQLite error, for the log. */
const char *db_error(const struct db *db);
/* Rows that changed since open (sqlite3_total_changes64): write detection. */
int64_t db_total_changes(const struct db *db);
/* Asserts (debug) that no statement is busy. */
void db_assert_idle(struct db *db);
/* True if all statements run since the mark were read-only (OP_READ check). */
void db_mark_reads(struct db *db);
bool db_only_reads(const struct db *db);

/*
 * Applies the embedded migrations (schema/NNNN_name.sql): one transaction each,
 * checksum kept, foreign keys checked before COMMIT. A database newer than the
 * program or a changed migration is refused (E_CONFIGURATION, why set). Before
 * migrating a non-empty database a copy is written to backup_path.
 */
struct embed;
enum err db_migrate(struct db *db, const struct embed *files,
    const char *backup_path, char *why, size_t size);
/* Copies the whole database with the backup API into a new file. */
enum err db_backup_to(struct db *db, const char *path);
/*
 * Whether db_migrate would accept what was applied; changes nothing.
 * E_CONFIGURATION and why as there. *missing: migrations still to come.
 */
enum err db_fits(struct db *db, const struct embed *files, int *missing,
    char *why, size_t size);
/* integrity_check and foreign_key_check; E_DATABASE and a text when not clean.
 */
enum err db_check(struct db *db, char *why, size_t size);

#endif
