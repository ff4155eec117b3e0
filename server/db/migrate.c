/*
 * Migrations, copies and checks of the database file. Runs before anything
 * else uses the connection.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/embed.h"
#include "common/hash.h"
#include "common/str.h"
#include "server/db/db.h"
#include "server/db/db_private.h"

#define CHANGED "this migration was changed after it was applied"
#define NEWER "it was made by a newer version of this program"

static const char create_sql[] =
    "CREATE TABLE IF NOT EXISTS migration("
    " number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL"
    ") STRICT";

static enum err
fault(char *why, size_t size, const char *what, const char *detail)
{
	snprintf(why, size, "%s: %s", what, detail);
	return E_CONFIGURATION;
}

/* Checksum of an applied migration into sum (65 bytes); empty when none. */
static enum err
applied(struct db *db, int number, char sum[65])
{
	sqlite3_stmt *s;
	int rc;

	sum[0] = '\0';
	if (sqlite3_prepare_v2(db->h,
		"SELECT checksum FROM migration WHERE number = ?", -1, &s,
		NULL) != SQLITE_OK)
		return E_DATABASE;
	sqlite3_bind_int(s, 1, number);
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		str_copy(sum, 65, (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : E_DATABASE;
}

static int64_t
number_query(struct db *db, const char *sql)
{
	sqlite3_stmt *s;
	int64_t v = -1;

	if (sqlite3_prepare_v2(db->h, sql, -1, &s, NULL) != SQLITE_OK)
		return -1;
	if (sqlite3_step(s) == SQLITE_ROW)
		v = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return v;
}

static enum err
note(struct db *db, int number, const char *name, const char *sum)
{
	sqlite3_stmt *s;
	int rc;

	if (sqlite3_prepare_v2(db->h,
		"INSERT INTO migration(number, name, checksum)"
		" VALUES(?, ?, ?)",
		-1, &s, NULL) != SQLITE_OK)
		return E_DATABASE;
	sqlite3_bind_int(s, 1, number);
	sqlite3_bind_text(s, 2, name, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 3, sum, -1, SQLITE_STATIC);
	rc = sqlite3_step(s);
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? OK : E_DATABASE;
}

/* One file in one transaction; foreign keys are off before BEGIN. */
static enum err
apply(struct db *db, int number, const struct embed *f, const char *sum)
{
	bool good = db_run(db, "PRAGMA foreign_keys = OFF") == SQLITE_OK &&
		    db_run(db, "BEGIN IMMEDIATE") == SQLITE_OK &&
		    db_run(db, f->text) == SQLITE_OK &&
		    note(db, number, f->name, sum) == OK &&
		    number_query(db,
			"SELECT count(*) FROM pragma_foreign_key_check") == 0 &&
		    db_run(db, "COMMIT") == SQLITE_OK;

	if (!good && sqlite3_get_autocommit(db->h) == 0)
		sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
	if (db_run(db, "PRAGMA foreign_keys = ON") != SQLITE_OK)
		return E_DATABASE;
	return good ? OK : E_DATABASE;
}

struct run {
	struct db *db;
	const char *backup; /* NULL: nothing to keep, or kept already */
	char *why;
	size_t size;
};

static enum err
one(struct run *r, const struct embed *f)
{
	struct db *db = r->db;
	char *why = r->why;
	size_t size = r->size;
	int number = (int)strtol(f->name, NULL, 10);
	char sum[65], have[65];
	enum err e;

	hash_sha256_hex(f->text, strlen(f->text), sum);
	if (applied(db, number, have) != OK)
		return fault(why, size, f->name, db_error(db));
	if (have[0] != '\0')
		return str_eq(have, sum) ? OK
					 : fault(why, size, f->name, CHANGED);
	if (r->backup != NULL) {
		if ((e = db_backup_to(db, r->backup)) != OK)
			return fault(
			    why, size, "backup before migration", db_error(db));
		r->backup = NULL;
	}
	if (apply(db, number, f, sum) != OK)
		return fault(why, size, f->name, db_error(db));
	return OK;
}

enum err
db_migrate(struct db *db, const struct embed *files, const char *backup_path,
    char *why, size_t size)
{
	struct run r = { db, backup_path, why, size };
	const struct embed *f;
	int newest = 0, have;
	enum err e;

	if (db_run(db, create_sql) != SQLITE_OK)
		return fault(why, size, "database", db_error(db));
	have = (int)number_query(
	    db, "SELECT coalesce(max(number), 0) FROM migration");
	if (have == 0)
		r.backup = NULL; /* empty: nothing to keep */
	for (f = files; f->name != NULL; f++)
		newest = (int)strtol(f->name, NULL, 10);
	if (have > newest)
		return fault(why, size, "database", NEWER);
	for (f = files; f->name != NULL; f++)
		if ((e = one(&r, f)) != OK)
			return e;
	return OK;
}

enum err
db_fits(struct db *db, const struct embed *files, int *missing, char *why,
    size_t size)
{
	const struct embed *f;
	char sum[65], have[65];
	int number = 0;

	*missing = 0;
	if (number_query(db, "SELECT count(*) FROM migration") < 0)
		return OK; /* new and empty */
	for (f = files; f->name != NULL; f++) {
		number = (int)strtol(f->name, NULL, 10);
		hash_sha256_hex(f->text, strlen(f->text), sum);
		if (applied(db, number, have) != OK)
			return fault(why, size, f->name, db_error(db));
		if (have[0] == '\0')
			(*missing)++;
		else if (!str_eq(have, sum))
			return fault(why, size, f->name, CHANGED);
	}
	if (number_query(db, "SELECT max(number) FROM migration") > number)
		return fault(why, size, "database", NEWER);
	return OK;
}

enum err
db_backup_to(struct db *db, const char *path)
{
	sqlite3 *to = NULL;
	sqlite3_backup *b;
	int rc = SQLITE_ERROR;

	if (sqlite3_open_v2(path, &to,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		NULL) == SQLITE_OK &&
	    (b = sqlite3_backup_init(to, "main", db->h, "main")) != NULL) {
		rc = sqlite3_backup_step(b, -1);
		if (sqlite3_backup_finish(b) != SQLITE_OK)
			rc = SQLITE_ERROR;
	}
	if (rc != SQLITE_DONE)
		snprintf(
		    db->error, sizeof(db->error), "%s", sqlite3_errmsg(to));
	sqlite3_close(to);
	return rc == SQLITE_DONE ? OK : E_DATABASE;
}

enum err
db_check(struct db *db, char *why, size_t size)
{
	sqlite3_stmt *s;
	enum err e = OK;

	if (sqlite3_prepare_v2(db->h, "PRAGMA integrity_check(5)", -1, &s,
		NULL) != SQLITE_OK) {
		snprintf(why, size, "%s", sqlite3_errmsg(db->h));
		return E_DATABASE;
	}
	if (sqlite3_step(s) != SQLITE_ROW ||
	    !str_eq((const char *)sqlite3_column_text(s, 0), "ok")) {
		snprintf(why, size, "%s",
		    sqlite3_column_text(s, 0) != NULL
			? (const char *)sqlite3_column_text(s, 0)
			: sqlite3_errmsg(db->h));
		e = E_DATABASE;
	}
	sqlite3_finalize(s);
	if (e == OK &&
	    number_query(db, "SELECT count(*) FROM pragma_foreign_key_check") !=
		0) {
		snprintf(why, size, "foreign keys point nowhere");
		e = E_DATABASE;
	}
	return e;
}
