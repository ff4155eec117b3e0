/*
 * Runs, their files and chunks, and what a worker asks the database.
 * Called by imports.c and imports_work.c.
 */
#include "server/imports/imports_store.h"

#include <string.h>

#include "common/arena.h"
#include "common/utf8.h"
#include "server/imports/imports_sql.h"
#include "server/imports/imports_types.h"

enum err
imports_store_create(struct db *db, const char *by, int64_t now, int64_t *run)
{
	struct stmt *st = db_stmt(db, &imports_sql, RUN_INSERT);

	stmt_int(st, ":now", now);
	stmt_text(st, ":by", by);
	return stmt_one(st, 0, run);
}

static void
read_run(struct stmt *st, struct arena *a, struct imports_run *r)
{
	r->id = col_int(st, 0);
	r->state = col_text(st, 1, a);
	r->created_by = col_text(st, 2, a);
	r->created_at = col_int(st, 3);
	r->planned_at = col_int(st, 4);
	r->started_at = col_int(st, 5);
	r->finished_at = col_int(st, 6);
	r->rows_total = col_int(st, 7);
	r->rows_done = col_int(st, 8);
	r->applied_new = col_int(st, 9);
	r->applied_changed = col_int(st, 10);
	r->error = col_text(st, 11, a);
	r->report = col_text(st, 12, a);
}

enum err
imports_store_run(
    struct db *db, struct arena *a, int64_t run, struct imports_run *out)
{
	struct stmt *st = db_stmt(db, &imports_sql, RUN_GET);
	struct imports_run r = { .id = 0 };
	enum err e;

	stmt_int(st, ":run", run);
	if (stmt_row(st))
		read_run(st, a, &r);
	if ((e = stmt_done(st)) != OK)
		return e;
	if (r.id == 0)
		return E_NOT_FOUND;
	*out = r;
	return OK;
}

enum err
imports_store_runs(struct db *db, struct arena *a, int limit, int offset,
    struct imports_runs *out)
{
	struct stmt *st = db_stmt(db, &imports_sql, RUN_LIST);
	enum err e;

	memset(out, 0, sizeof(*out));
	stmt_int(st, ":limit", limit);
	stmt_int(st, ":offset", offset);
	while (stmt_row(st))
		read_run(st, a, IMP_ADD(a, out->run, out->n));
	if ((e = stmt_done(st)) != OK)
		return e;
	return stmt_one(db_stmt(db, &imports_sql, RUN_COUNT), 0, &out->total);
}

enum err
imports_store_active(struct db *db, int64_t *run)
{
	return stmt_one(db_stmt(db, &imports_sql, RUN_ACTIVE), 0, run);
}

enum err
imports_store_has_later(struct db *db, int64_t run, bool *later)
{
	struct stmt *st = db_stmt(db, &imports_sql, RUN_LATER);
	int64_t yes;
	enum err e;

	stmt_int(st, ":run", run);
	if ((e = stmt_one(st, 0, &yes)) == OK)
		*later = yes != 0;
	return e;
}

enum err
imports_store_put(
    struct db *db, const struct imports_chunk *in, const void *p, size_t n)
{
	struct stmt *st = db_stmt(db, &imports_sql, FILE_PUT);

	stmt_int(st, ":run", in->run);
	stmt_text(st, ":name", in->name);
	stmt_int(st, ":chunk", in->chunk);
	stmt_blob(st, ":content", p, n);
	return stmt_exec(st);
}

enum err
imports_store_files(struct db *db, int64_t run, struct imports_files *out)
{
	struct stmt *st = db_stmt(db, &imports_sql, FILE_SUM);

	stmt_int(st, ":run", run);
	if (stmt_row(st)) {
		out->bytes = col_int(st, 0);
		out->chunks = col_int(st, 1);
		out->files = col_int(st, 2);
		out->last = col_int(st, 3);
	}
	return stmt_done(st);
}

enum err
imports_store_each(struct db *db, int64_t run, imports_chunk_fn *add, void *ctx)
{
	struct stmt *st = db_stmt(db, &imports_sql, FILE_LIST);
	struct imports_piece x;

	stmt_int(st, ":run", run);
	while (stmt_row(st)) {
		x.name = col_peek(st, 0);
		x.p = col_blob(st, 1, &x.n);
		x.file_size = (size_t)col_int(st, 2);
		add(ctx, &x);
	}
	return stmt_done(st);
}

enum err
imports_store_drop_files(struct db *db, int64_t run, bool *left)
{
	struct stmt *st = db_stmt(db, &imports_sql, FILE_DROP);
	enum err e;

	stmt_int(st, ":run", run);
	if ((e = stmt_exec(st)) == OK)
		*left = db_changes(db) > 0;
	return e;
}

static enum err
drop_chunks(struct db *db, int64_t run)
{
	struct stmt *st = db_stmt(db, &imports_sql, CHUNK_DROP_ALL);

	stmt_int(st, ":run", run);
	return stmt_exec(st);
}

static enum err
insert_chunk(struct db *db, int64_t run, int n, const struct imp_chunk *ch)
{
	struct stmt *st = db_stmt(db, &imports_sql, CHUNK_INSERT);

	stmt_int(st, ":run", run);
	stmt_int(st, ":n", n);
	stmt_text(st, ":kind", imports_row_name(ch->kind));
	stmt_int(st, ":size", ch->size);
	stmt_text(st, ":rows", ch->rows);
	return stmt_exec(st);
}

enum err
imports_store_plan(
    struct db *db, const struct imports_run *r, const struct imp_chunks *chunks)
{
	struct stmt *st;
	enum err e;
	int i;

	if ((e = drop_chunks(db, r->id)) != OK)
		return e;
	for (i = 0; chunks != NULL && i < chunks->n; i++)
		if ((e = insert_chunk(db, r->id, i, &chunks->chunk[i])) != OK)
			return e;
	st = db_stmt(db, &imports_sql, RUN_PLAN);
	stmt_int(st, ":run", r->id);
	stmt_text(st, ":state", chunks != NULL ? "planned" : "open");
	stmt_int(st, ":now", r->planned_at);
	stmt_int(st, ":rows", chunks != NULL ? chunks->rows : 0);
	stmt_text(st, ":report", r->report);
	return stmt_exec(st);
}

enum err
imports_store_reopen(struct db *db, int64_t run)
{
	struct stmt *st;
	enum err e;

	if ((e = drop_chunks(db, run)) != OK)
		return e;
	st = db_stmt(db, &imports_sql, RUN_REOPEN);
	stmt_int(st, ":run", run);
	return stmt_exec(st);
}

enum err
imports_store_state(struct db *db, int64_t run, const char *state, int64_t now,
    const char *error)
{
	struct stmt *st = db_stmt(db, &imports_sql, RUN_STATE);

	stmt_int(st, ":run", run);
	stmt_text(st, ":state", state);
	stmt_int(st, ":now", now);
	stmt_text(st, ":error", error);
	return stmt_exec(st);
}

enum err
imports_store_next(struct db *db, struct arena *a, int64_t run, bool blocks,
    struct imports_next *out)
{
	struct stmt *st = db_stmt(db, &imports_sql, CHUNK_NEXT);
	bool found = false;
	enum err e;

	stmt_int(st, ":run", run);
	stmt_int(st, ":blocks", blocks);
	if (stmt_row(st)) {
		found = true;
		out->n = col_int(st, 0);
		out->kind = imports_row_kind(col_peek(st, 1));
		out->size = (int)col_int(st, 2);
		out->fresh = out->changed = 0;
		out->rows = col_text(st, 3, a);
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	return found ? OK : E_NOT_FOUND;
}

enum err
imports_store_applied(struct db *db, int64_t run, const struct imports_next *ch)
{
	struct stmt *st = db_stmt(db, &imports_sql, CHUNK_DROP);
	enum err e;

	stmt_int(st, ":run", run);
	stmt_int(st, ":n", ch->n);
	if ((e = stmt_exec(st)) != OK)
		return e;
	st = db_stmt(db, &imports_sql, RUN_PROGRESS);
	stmt_int(st, ":run", run);
	stmt_int(st, ":rows", ch->size);
	stmt_int(st, ":fresh", ch->fresh);
	stmt_int(st, ":changed", ch->changed);
	return stmt_exec(st);
}

enum err
imports_store_path(struct db *db, struct arena *a, const char **path)
{
	struct stmt *st = db_stmt(db, &imports_sql, DB_PATH);

	*path = NULL;
	if (stmt_row(st))
		*path = col_text(st, 0, a);
	return stmt_done(st);
}

enum err
imports_store_prepare(struct db *db)
{
	return db_prepare(db, &imports_sql);
}

const char *
imports_store_account(struct db *db, struct arena *a, const char *user)
{
	struct stmt *st = db_stmt(db, &imports_sql, KNOWN_ACCOUNT);
	const char *name = NULL;

	stmt_text(st, ":name", utf8_fold(a, user));
	if (stmt_row(st))
		name = col_text(st, 0, a);
	return stmt_done(st) == OK ? name : NULL;
}

bool
imports_store_has_booking(struct db *db, const char *key, int date, int hour)
{
	struct stmt *st = db_stmt(db, &imports_sql, KNOWN_BOOKING);
	int64_t yes = 0;

	stmt_text(st, ":key", key);
	stmt_date(st, ":date", date);
	stmt_int(st, ":hour", hour);
	return stmt_one(st, 0, &yes) == OK && yes != 0;
}

bool
imports_store_is_alive(struct db *db, const char *name)
{
	struct stmt *st = db_stmt(db, &imports_sql, KNOWN_ALIVE);
	int64_t yes = 0;

	stmt_text(st, ":name", name);
	return stmt_one(st, 0, &yes) == OK && yes != 0;
}

bool
imports_store_has_outcome(struct db *db, int date)
{
	struct stmt *st = db_stmt(db, &imports_sql, KNOWN_OUTCOME);
	int64_t yes = 0;

	stmt_date(st, ":date", date);
	return stmt_one(st, 0, &yes) == OK && yes != 0;
}
