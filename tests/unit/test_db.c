/*
 * The database layer: statements, turns, savepoints, errors, migrations.
 * covers: DATA-01 DATA-07 DATA-08 DATA-20 DATA-21 QA-04
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/embed.h"
#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/db/db.h"
#include "server/db/db_private.h"

enum { ADD, ALL, ONE, SLOTS_FULL, COUNT };
static const char *const sql[] = {
	[ADD] = "INSERT INTO t(id, name, day) VALUES(:id, :name, :day)",
	[ALL] = "SELECT id, name, day FROM t ORDER BY id",
	[ONE] = "SELECT name FROM t WHERE id = :id",
	[SLOTS_FULL] = "INSERT INTO full(id) VALUES(:id)",
	[COUNT] = "SELECT count(*) FROM t",
};
static const struct sqlset set = SQLSET("test", sql);

static const struct embed first[] = {
	{ "0001_t.sql",
	    "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE"
	    " CHECK(length(name) < 10), day TEXT, up INTEGER REFERENCES t(id))"
	    " STRICT;"
	    "CREATE TABLE full(id INTEGER PRIMARY KEY) STRICT;"
	    "CREATE TRIGGER no BEFORE INSERT ON full BEGIN"
	    " SELECT RAISE(ABORT, 'SLOT_FULL'); END;" },
	{ NULL, NULL },
};

struct world {
	char dir[32];
	char path[64];
	struct db *db;
	struct arena *a;
};

static void
quiet(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

static struct db *
open_db(struct world *w)
{
	struct db_options o = { .path = w->path, .fast = true };
	char why[200];
	struct db *db = db_open(&o, why, sizeof(why));

	assert_non_null(db);
	return db;
}

static int
begin(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	char why[200];

	log_set_sink(quiet, NULL);
	str_copy(w->dir, sizeof(w->dir), "/tmp/hub-db-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->path, sizeof(w->path), "%s/t.db", w->dir);
	w->db = open_db(w);
	w->a = arena_new();
	assert_int_equal(db_migrate(w->db, first, NULL, why, sizeof(why)), OK);
	assert_int_equal(db_prepare(w->db, &set), OK);
	*state = w;
	return 0;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *f)
{
	(void)st;
	(void)kind;
	(void)f;
	return remove(path);
}

static int
end(void **state)
{
	struct world *w = *state;

	db_close(w->db);
	arena_free(w->a);
	nftw(w->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(w);
	return 0;
}

static enum err
add(struct db *db, int64_t id, const char *name, int day)
{
	struct stmt *st = db_stmt(db, &set, ADD);

	stmt_int(st, ":id", id);
	stmt_text(st, ":name", name);
	stmt_date(st, ":day", day);
	return stmt_exec(st);
}

static int64_t
rows(struct db *db)
{
	int64_t n = -1;

	assert_int_equal(stmt_one(db_stmt(db, &set, COUNT), 0, &n), OK);
	return n;
}

static void
values_come_back(void **state)
{
	struct world *w = *state;
	struct stmt *st;
	int day = date_make(2026, 2, 28);

	assert_int_equal(add(w->db, 1, "Zoë", day), OK);
	assert_int_equal(add(w->db, 2, "Max", DATE_NONE), OK);
	assert_int_equal(db_changes(w->db), 1);
	assert_int_equal(db_last_id(w->db), 2);
	st = db_stmt(w->db, &set, ALL);
	assert_true(stmt_row(st));
	assert_int_equal(col_int(st, 0), 1);
	assert_string_equal(col_peek(st, 1), "Zoë");
	assert_string_equal(col_text(st, 1, w->a), "Zoë");
	assert_int_equal(col_date(st, 2), day);
	assert_true(stmt_row(st));
	assert_true(col_is_null(st, 2));
	assert_int_equal(col_date(st, 2), DATE_NONE);
	assert_null(col_text(st, 2, w->a));
	assert_false(stmt_row(st));
	assert_int_equal(stmt_done(st), OK);
}

static void
errors_have_codes(void **state)
{
	struct world *w = *state;
	struct stmt *st;

	assert_int_equal(add(w->db, 1, "Max", DATE_NONE), OK);
	assert_int_equal(add(w->db, 1, "Eva", DATE_NONE), E_CONFLICT);
	assert_int_equal(add(w->db, 2, "Max", DATE_NONE), E_CONFLICT);
	assert_int_equal(add(w->db, 3, "viel zu lang", DATE_NONE), E_INTERNAL);
	st = db_stmt(w->db, &set, SLOTS_FULL);
	stmt_int(st, ":id", 1);
	assert_int_equal(stmt_exec(st), E_SLOT_FULL);
	assert_int_equal(rows(w->db), 1);
}

static void
a_default_when_there_is_no_row(void **state)
{
	struct world *w = *state;
	struct stmt *st = db_stmt(w->db, &set, ONE);
	int64_t v = 0;

	stmt_int(st, ":id", 99);
	assert_int_equal(stmt_one(st, 7, &v), OK);
	assert_int_equal(v, 7);
}

static void
a_savepoint_undoes_its_own(void **state)
{
	struct world *w = *state;

	assert_int_equal(db_savepoint(w->db), OK);
	assert_true(db_turn_open(w->db));
	assert_int_equal(add(w->db, 1, "eins", DATE_NONE), OK);
	assert_int_equal(db_release(w->db), OK);
	assert_int_equal(db_savepoint(w->db), OK);
	assert_int_equal(add(w->db, 2, "zwei", DATE_NONE), OK);
	assert_int_equal(db_savepoint(w->db), OK);
	assert_int_equal(add(w->db, 3, "drei", DATE_NONE), OK);
	assert_int_equal(db_rollback_to(w->db), OK);
	assert_int_equal(rows(w->db), 2);
	assert_int_equal(db_rollback_to(w->db), OK);
	assert_int_equal(db_commit(w->db), COMMIT_DONE);
	assert_false(db_turn_open(w->db));
	assert_int_equal(rows(w->db), 1);
}

static void
a_lost_turn_never_commits(void **state)
{
	struct world *w = *state;

	assert_int_equal(db_savepoint(w->db), OK);
	assert_int_equal(add(w->db, 1, "eins", DATE_NONE), OK);
	assert_int_equal(db_run(w->db, "ROLLBACK"), SQLITE_OK);
	assert_int_equal(db_release(w->db), E_DATABASE);
	assert_true(db_turn_lost(w->db));
	assert_int_equal(db_savepoint(w->db), E_DATABASE);
	assert_int_equal(db_commit(w->db), COMMIT_LOST);
	assert_int_equal(rows(w->db), 0);
	assert_int_equal(db_savepoint(w->db), OK);
	assert_int_equal(add(w->db, 1, "eins", DATE_NONE), OK);
	assert_int_equal(db_release(w->db), OK);
	assert_int_equal(db_commit(w->db), COMMIT_DONE);
	assert_int_equal(rows(w->db), 1);
}

static void
a_deferred_key_is_rolled_back(void **state)
{
	struct world *w = *state;

	assert_int_equal(db_turn(w->db), OK);
	db_run(w->db, "PRAGMA defer_foreign_keys = ON");
	assert_int_equal(
	    db_run(w->db, "INSERT INTO t(id, name, up) VALUES(1, 'x', 99)"),
	    SQLITE_OK);
	assert_int_equal(db_commit(w->db), COMMIT_LOST);
	assert_int_equal(sqlite3_get_autocommit(w->db->h), 1);
	assert_int_equal(rows(w->db), 0);
}

static void
reads_are_told_from_writes(void **state)
{
	struct world *w = *state;

	db_mark_reads(w->db);
	rows(w->db);
	assert_true(db_only_reads(w->db));
	assert_int_equal(add(w->db, 1, "x", DATE_NONE), OK);
	assert_false(db_only_reads(w->db));
}

static void
a_typo_stops_the_start(void **state)
{
	static const char *const bad[] = { "SELEKT 1" };
	static const struct sqlset wrong = SQLSET("wrong", bad);
	struct world *w = *state;

	assert_int_equal(db_prepare(w->db, &wrong), E_INTERNAL);
}

static void
settings_are_explicit(void **state)
{
	static const struct {
		const char *pragma;
		int value;
	} want[] = { { "PRAGMA foreign_keys", 1 },
		{ "PRAGMA trusted_schema", 0 }, { "PRAGMA cache_spill", 0 },
		{ "PRAGMA wal_autocheckpoint", 0 },
		{ "PRAGMA recursive_triggers", 1 },
		{ "PRAGMA secure_delete", 1 }, { "PRAGMA temp_store", 2 } };
	struct world *w = *state;
	sqlite3_stmt *s;
	size_t i;

	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		sqlite3_prepare_v2(w->db->h, want[i].pragma, -1, &s, NULL);
		assert_int_equal(sqlite3_step(s), SQLITE_ROW);
		assert_int_equal(sqlite3_column_int(s, 0), want[i].value);
		sqlite3_finalize(s);
	}
}

static void
migrations_run_once_and_keep_a_copy(void **state)
{
	static const struct embed second[] = {
		{ "0001_t.sql", NULL },
		{ "0002_more.sql", "CREATE TABLE more(id INTEGER) STRICT;" },
		{ NULL, NULL },
	};
	struct world *w = *state;
	struct embed both[3];
	char why[200], copy[64];
	struct stat st;

	memcpy(both, second, sizeof(both));
	both[0].text = first[0].text;
	snprintf(copy, sizeof(copy), "%s/copy.db", w->dir);
	assert_int_equal(db_migrate(w->db, first, copy, why, sizeof(why)), OK);
	assert_int_equal(stat(copy, &st), -1); /* nothing to do: no copy */
	assert_int_equal(db_migrate(w->db, both, copy, why, sizeof(why)), OK);
	assert_int_equal(stat(copy, &st), 0);
	assert_int_equal(db_migrate(w->db, both, copy, why, sizeof(why)), OK);
	/* an older program refuses the newer database */
	assert_int_equal(
	    db_migrate(w->db, first, copy, why, sizeof(why)), E_CONFIGURATION);
	assert_non_null(strstr(why, "newer"));
	/* a changed migration is refused */
	both[1].text = "CREATE TABLE other(id INTEGER) STRICT;";
	assert_int_equal(
	    db_migrate(w->db, both, copy, why, sizeof(why)), E_CONFIGURATION);
	assert_non_null(strstr(why, "changed"));
}

static void
a_broken_migration_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct embed both[3] = { first[0],
		{ "0002_bad.sql",
		    "CREATE TABLE more(id INTEGER) STRICT; SELEKT;" },
		{ NULL, NULL } };
	char why[200];

	assert_int_equal(
	    db_migrate(w->db, both, NULL, why, sizeof(why)), E_CONFIGURATION);
	assert_int_equal(db_run(w->db, "SELECT * FROM more"), SQLITE_ERROR);
	assert_int_equal(sqlite3_get_autocommit(w->db->h), 1);
}

static void
damage_is_found(void **state)
{
	struct world *w = *state;
	char why[200] = "";
	FILE *f;
	int i;

	assert_int_equal(db_check(w->db, why, sizeof(why)), OK);
	for (i = 0; i < 500; i++) {
		char name[16];

		snprintf(name, sizeof(name), "n%d", i);
		assert_int_equal(add(w->db, i + 1, name, DATE_NONE), OK);
	}
	assert_int_equal(db_checkpoint_truncate(w->db), OK);
	w->db = db_close(w->db);
	f = fopen(w->path, "r+");
	assert_non_null(f);
	fseek(f, 4096 + 100, SEEK_SET);
	for (i = 0; i < 8000; i++)
		fputc(0xa5, f);
	fclose(f);
	w->db = open_db(w);
	assert_int_equal(db_check(w->db, why, sizeof(why)), E_DATABASE);
	assert_true(why[0] != '\0');
}

static void
a_copy_is_complete(void **state)
{
	struct world *w = *state;
	struct world other = *w;

	assert_int_equal(add(w->db, 1, "eins", DATE_NONE), OK);
	snprintf(other.path, sizeof(other.path), "%s/c.db", w->dir);
	assert_int_equal(db_backup_to(w->db, other.path), OK);
	other.db = open_db(&other);
	assert_int_equal(db_prepare(other.db, &set), OK);
	assert_int_equal(rows(other.db), 1);
	db_close(other.db);
}

static void
a_reader_cannot_write(void **state)
{
	struct world *w = *state;
	struct db_options o = { .path = w->path, .read_only = true };
	char why[200];
	struct db *r = db_open(&o, why, sizeof(why));

	assert_non_null(r);
	assert_int_equal(db_prepare(r, &set), OK);
	assert_int_equal(add(r, 1, "eins", DATE_NONE), E_DATABASE);
	db_close(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
		T(values_come_back),
		T(errors_have_codes),
		T(a_default_when_there_is_no_row),
		T(a_savepoint_undoes_its_own),
		T(a_lost_turn_never_commits),
		T(a_deferred_key_is_rolled_back),
		T(reads_are_told_from_writes),
		T(a_typo_stops_the_start),
		T(settings_are_explicit),
		T(migrations_run_once_and_keep_a_copy),
		T(a_broken_migration_leaves_nothing),
		T(damage_is_found),
		T(a_copy_is_complete),
		T(a_reader_cannot_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
