/*
 * Prepared statements: sets by name and number, binding by name, rows and
 * what ended them. Used by every *_store.c.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/log.h"
#include "common/xalloc.h"
#include "server/db/db.h"
#include "server/db/db_private.h"

enum err
db_prepare(struct db *db, const struct sqlset *set)
{
	struct db_set *d;
	int i;

	if (db->n_sets == DB_SETS)
		fatal("database: more than %d statement sets", DB_SETS);
	d = &db->sets[db->n_sets++];
	d->set = set;
	d->stmts = xcalloc((size_t)set->n, sizeof(*d->stmts));
	for (i = 0; i < set->n; i++) {
		d->stmts[i].db = db;
		if (set->sql[i] == NULL ||
		    sqlite3_prepare_v3(db->h, set->sql[i], -1,
			SQLITE_PREPARE_PERSISTENT, &d->stmts[i].s,
			NULL) != SQLITE_OK) {
			log_error(NULL, "statement %s[%d]: %s", set->name, i,
			    sqlite3_errmsg(db->h));
			return E_INTERNAL;
		}
	}
	return OK;
}

struct stmt *
db_stmt(struct db *db, const struct sqlset *set, int which)
{
	struct stmt *st;
	int i;

	for (i = 0; i < db->n_sets && db->sets[i].set != set; i++)
		;
	if (i == db->n_sets || which < 0 || which >= set->n)
		fatal("statement set %s is not prepared", set->name);
	st = &db->sets[i].stmts[which];
	if (st->busy)
		fatal("statement %s[%d] is used while busy", set->name, which);
	sqlite3_clear_bindings(st->s);
	st->rc = SQLITE_OK;
	return st;
}

static int
index_of(struct stmt *st, const char *name)
{
	int i = sqlite3_bind_parameter_index(st->s, name);

	if (i == 0)
		fatal("statement has no parameter %s: %s", name,
		    sqlite3_sql(st->s));
	return i;
}

void
stmt_text(struct stmt *st, const char *name, const char *v)
{
	sqlite3_bind_text(st->s, index_of(st, name), v, -1, SQLITE_STATIC);
}

void
stmt_int(struct stmt *st, const char *name, int64_t v)
{
	sqlite3_bind_int64(st->s, index_of(st, name), v);
}

void
stmt_null(struct stmt *st, const char *name)
{
	sqlite3_bind_null(st->s, index_of(st, name));
}

void
stmt_blob(struct stmt *st, const char *name, const void *p, size_t n)
{
	sqlite3_bind_blob64(st->s, index_of(st, name), p, n, SQLITE_STATIC);
}

void
stmt_date(struct stmt *st, const char *name, int date)
{
	char text[11];

	if (date == DATE_NONE) {
		stmt_null(st, name);
		return;
	}
	sqlite3_bind_text(st->s, index_of(st, name), date_text(date, text), -1,
	    SQLITE_TRANSIENT);
}

void
stmt_ref(struct stmt *st, const char *name, int64_t v)
{
	if (v == 0)
		stmt_null(st, name);
	else
		stmt_int(st, name, v);
}

bool
stmt_row(struct stmt *st)
{
	if (!st->busy && sqlite3_stmt_readonly(st->s) == 0)
		st->db->wrote = true;
	st->busy = true;
	st->rc = sqlite3_step(st->s);
	return st->rc == SQLITE_ROW;
}

static enum err
constraint(struct db *db, int rc)
{
	const char *text = sqlite3_errmsg(db->h);
	enum err e;

	switch (rc) {
	case SQLITE_CONSTRAINT_TRIGGER:
		e = err_by_code(text);
		return e;
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return E_CONFLICT;
	default:
		return E_INTERNAL;
	}
}

enum err
db_result(struct db *db, int rc)
{
	if (rc == SQLITE_DONE || rc == SQLITE_OK || rc == SQLITE_ROW)
		return OK;
	snprintf(db->error, sizeof(db->error), "%s", sqlite3_errmsg(db->h));
	db_notice(db);
	if ((rc & 0xff) == SQLITE_CONSTRAINT)
		return constraint(db, rc);
	log_error(NULL, "database: %s (%d)", db->error, rc);
	return E_DATABASE;
}

enum err
stmt_done(struct stmt *st)
{
	enum err e = db_result(st->db, st->rc);

	sqlite3_reset(st->s);
	st->busy = false;
	st->rc = SQLITE_OK;
	return e;
}

enum err
stmt_exec(struct stmt *st)
{
	while (stmt_row(st))
		;
	return stmt_done(st);
}

enum err
stmt_one(struct stmt *st, int64_t dflt, int64_t *out)
{
	int64_t v = dflt;
	enum err e;

	if (stmt_row(st))
		v = col_is_null(st, 0) ? dflt : col_int(st, 0);
	if ((e = stmt_done(st)) == OK)
		*out = v;
	return e;
}

int64_t
col_int(struct stmt *st, int col)
{
	return sqlite3_column_int64(st->s, col);
}

bool
col_is_null(struct stmt *st, int col)
{
	return sqlite3_column_type(st->s, col) == SQLITE_NULL;
}

char *
col_text(struct stmt *st, int col, struct arena *a)
{
	const char *s = col_peek(st, col);

	return s != NULL ? arena_strdup(a, s) : NULL;
}

const char *
col_peek(struct stmt *st, int col)
{
	return (const char *)sqlite3_column_text(st->s, col);
}

int
col_date(struct stmt *st, int col)
{
	const char *s = col_peek(st, col);

	return s != NULL ? date_parse(s) : DATE_NONE;
}

const void *
col_blob(struct stmt *st, int col, size_t *n)
{
	const void *p = sqlite3_column_blob(st->s, col);

	*n = (size_t)sqlite3_column_bytes(st->s, col);
	return p;
}
