/*
 * The connection: opening with explicit settings, turns and savepoints.
 * Everything that could end the turn behind our back is noticed here.
 */
#include "server/db/db.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/xalloc.h"
#include "server/db/db_private.h"

#define READER_WAIT_MS 2000

int
db_run(struct db *db, const char *sql)
{
	int rc = sqlite3_exec(db->h, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK) {
		snprintf(
		    db->error, sizeof(db->error), "%s", sqlite3_errmsg(db->h));
		db_notice(db);
	}
	return rc;
}

void
db_notice(struct db *db)
{
	if (db->turn && sqlite3_get_autocommit(db->h) != 0)
		db->lost = true;
}

static int
on_wal(void *arg, sqlite3 *h, const char *name, int pages)
{
	struct db *db = arg;

	(void)h;
	(void)name;
	db->wal_pages = pages;
	return SQLITE_OK;
}

/* What Debian's build leaves to the default is set here explicitly. */
static int
configure(struct db *db, const struct db_options *o)
{
	static const char *const common[] = {
		"PRAGMA temp_store = MEMORY",
		"PRAGMA trusted_schema = OFF",
		"PRAGMA foreign_keys = ON",
		"PRAGMA recursive_triggers = ON",
		"PRAGMA secure_delete = ON",
		"PRAGMA cache_spill = 0",
		"PRAGMA wal_autocheckpoint = 0",
		"PRAGMA cache_size = -16384",
	};
	size_t i;

	/* the writer never waits; a worker may, for a moment */
	sqlite3_busy_timeout(db->h, o->read_only ? READER_WAIT_MS : 0);
	sqlite3_extended_result_codes(db->h, 1);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
	sqlite3_db_config(
	    db->h, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (db_run(db, common[i]) != SQLITE_OK)
			return SQLITE_ERROR;
	if (o->read_only)
		return SQLITE_OK;
	if (db_run(db, "PRAGMA journal_mode = WAL") != SQLITE_OK)
		return SQLITE_ERROR;
	return db_run(db,
	    o->fast ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = FULL");
}

static int
prepare_one(struct db *db, struct stmt *st, const char *sql)
{
	st->db = db;
	return sqlite3_prepare_v3(
	    db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &st->s, NULL);
}

static int
prepare_turn(struct db *db)
{
	char sql[48]; /* longest text below has 24 bytes */
	int i, rc;

	if ((rc = prepare_one(db, &db->begin,
		 db->read_only ? "BEGIN" : "BEGIN IMMEDIATE")) != SQLITE_OK)
		return rc;
	if ((rc = prepare_one(db, &db->commit, "COMMIT")) != SQLITE_OK)
		return rc;
	if ((rc = prepare_one(db, &db->rollback, "ROLLBACK")) != SQLITE_OK)
		return rc;
	for (i = 0; i < DB_SAVEPOINTS; i++) {
		snprintf(sql, sizeof(sql), "SAVEPOINT s%d", i);
		if ((rc = prepare_one(db, &db->save[i], sql)) != SQLITE_OK)
			return rc;
		snprintf(sql, sizeof(sql), "RELEASE s%d", i);
		if ((rc = prepare_one(db, &db->release[i], sql)) != SQLITE_OK)
			return rc;
		snprintf(sql, sizeof(sql), "ROLLBACK TO s%d", i);
		if ((rc = prepare_one(db, &db->back[i], sql)) != SQLITE_OK)
			return rc;
	}
	return SQLITE_OK;
}

/*
 * Before SQLite starts: no statistics of memory behind a global lock, and
 * connections that belong to one thread each need no locks of their own.
 */
static void
set_up_library(void)
{
	static bool done;

	if (done)
		return;
	done = true;
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 1200, 400);
}

struct db *
db_open(const struct db_options *o, char *why, size_t size)
{
	struct db *db = xcalloc(1, sizeof(*db));
	int flags = o->read_only ? SQLITE_OPEN_READONLY
				 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

	set_up_library();
	db->read_only = o->read_only;
	if (sqlite3_open_v2(o->path, &db->h, flags | SQLITE_OPEN_NOMUTEX,
		NULL) != SQLITE_OK ||
	    configure(db, o) != SQLITE_OK || prepare_turn(db) != SQLITE_OK) {
		snprintf(why, size, "%s: %s", o->path,
		    db->h != NULL ? sqlite3_errmsg(db->h) : "no memory");
		return db_close(db);
	}
	sqlite3_wal_hook(db->h, on_wal, db);
	return db;
}

struct db *
db_close(struct db *db)
{
	int i, j;

	if (db == NULL)
		return NULL;
	if (db->turn)
		db_rollback(db);
	for (i = 0; i < db->n_sets; i++) {
		for (j = 0; j < db->sets[i].set->n; j++)
			sqlite3_finalize(db->sets[i].stmts[j].s);
		free(db->sets[i].stmts);
	}
	sqlite3_finalize(db->begin.s);
	sqlite3_finalize(db->commit.s);
	sqlite3_finalize(db->rollback.s);
	for (i = 0; i < DB_SAVEPOINTS; i++) {
		sqlite3_finalize(db->save[i].s);
		sqlite3_finalize(db->release[i].s);
		sqlite3_finalize(db->back[i].s);
	}
	if (sqlite3_close(db->h) != SQLITE_OK)
		log_error(NULL, "database: close: %s", sqlite3_errmsg(db->h));
	free(db);
	return NULL;
}

static int
step_once(struct stmt *st)
{
	int rc = sqlite3_step(st->s);

	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		snprintf(st->db->error, sizeof(st->db->error), "%s",
		    sqlite3_errmsg(st->db->h));
	sqlite3_reset(st->s);
	return rc;
}

enum err
db_turn(struct db *db)
{
	if (db->turn)
		return db->lost ? E_DATABASE : OK;
	if (step_once(&db->begin) != SQLITE_DONE)
		return E_DATABASE;
	db->turn = true;
	db->lost = false;
	db->depth = 0;
	return OK;
}

bool
db_turn_open(const struct db *db)
{
	return db->turn;
}

bool
db_turn_lost(const struct db *db)
{
	return db->lost;
}

enum err
db_savepoint(struct db *db)
{
	enum err e = db_turn(db);

	if (e != OK)
		return e;
	db_notice(db);
	if (db->lost)
		return E_DATABASE;
	assert(db->depth < DB_SAVEPOINTS);
	if (step_once(&db->save[db->depth]) != SQLITE_DONE) {
		db_notice(db);
		return E_DATABASE;
	}
	db->depth++;
	return OK;
}

enum err
db_release(struct db *db)
{
	assert(db->depth > 0);
	db->depth--;
	db_notice(db);
	if (db->lost) /* a lone RELEASE would commit: never run it */
		return E_DATABASE;
	if (step_once(&db->release[db->depth]) != SQLITE_DONE) {
		db_notice(db);
		return E_DATABASE;
	}
	return OK;
}

enum err
db_rollback_to(struct db *db)
{
	assert(db->depth > 0);
	db->depth--;
	db_notice(db);
	if (db->lost)
		return E_DATABASE;
	if (step_once(&db->back[db->depth]) != SQLITE_DONE ||
	    step_once(&db->release[db->depth]) != SQLITE_DONE) {
		db_notice(db);
		db->lost = true;
		return E_DATABASE;
	}
	return OK;
}

void
db_rollback(struct db *db)
{
	if (sqlite3_get_autocommit(db->h) == 0)
		step_once(&db->rollback);
	db->turn = false;
	db->lost = false;
	db->depth = 0;
}

enum commit_result
db_commit(struct db *db)
{
	int rc;

	if (!db->turn)
		return COMMIT_DONE;
	db_notice(db);
	if (db->lost) {
		db_rollback(db);
		return COMMIT_LOST;
	}
	assert(db->depth == 0);
	rc = step_once(&db->commit);
	if (rc == SQLITE_DONE) {
		db->turn = false;
		return COMMIT_DONE;
	}
	log_error(NULL, "commit: %s", db->error);
	if (sqlite3_get_autocommit(db->h) == 0) {
		/* still open: nothing was written, e.g. a foreign key */
		db_rollback(db);
		return (rc & 0xff) == SQLITE_CONSTRAINT ||
			       (rc & 0xff) == SQLITE_FULL ||
			       (rc & 0xff) == SQLITE_BUSY
			   ? COMMIT_LOST
			   : COMMIT_UNKNOWN;
	}
	db->turn = false;
	return (rc & 0xff) == SQLITE_FULL ? COMMIT_LOST : COMMIT_UNKNOWN;
}

int
db_wal_pages(const struct db *db)
{
	return db->wal_pages;
}

bool
db_checkpoint(struct db *db)
{
	int log = 0, done = 0;

	if (sqlite3_wal_checkpoint_v2(db->h, NULL, SQLITE_CHECKPOINT_PASSIVE,
		&log, &done) != SQLITE_OK)
		return false;
	if (log != done)
		return false;
	db->wal_pages = 0;
	return true;
}

enum err
db_checkpoint_truncate(struct db *db)
{
	int rc = sqlite3_wal_checkpoint_v2(
	    db->h, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	if (rc == SQLITE_OK)
		db->wal_pages = 0;
	return rc == SQLITE_OK ? OK : E_DATABASE;
}

const char *
db_error(const struct db *db)
{
	return db->error;
}

int64_t
db_total_changes(const struct db *db)
{
	return sqlite3_total_changes64(db->h);
}

int
db_changes(struct db *db)
{
	return sqlite3_changes(db->h);
}

int64_t
db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->h);
}

void
db_assert_idle(struct db *db)
{
#ifdef HUB_CHECKS
	sqlite3_stmt *s = NULL;

	while ((s = sqlite3_next_stmt(db->h, s)) != NULL)
		assert(!sqlite3_stmt_busy(s));
#else
	(void)db;
#endif
}

void
db_mark_reads(struct db *db)
{
	db->wrote = false;
}

bool
db_only_reads(const struct db *db)
{
	return !db->wrote;
}
