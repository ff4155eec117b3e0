/*
 * Chunks of a run put into their tables, and taken out again. What counts
 * before the run is done stays untouched. Called by imports.c.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "server/imports/imports_sql.h"
#include "server/imports/imports_store.h"
#include "server/imports/imports_types.h"

#define NONE (-1)
#define STEPS 4

/* Per kind: comparing, then marking what is replaced, adding, following up. */
static const struct {
	int compare;
	int mark;
	int add;
	int then[STEPS]; /* ends with NONE */
} kinds[] = {
	[ROW_ACCOUNT] = { CMP_ACCOUNT, NONE, ACCOUNT_ADD,
	    { ACCOUNT_TAG, NONE } },
	[ROW_BOOKING] = { CMP_BOOKING, NONE, BOOKING_ADD,
	    { EXTRA_ADD, PLACE_ADD, NONE } },
	[ROW_CELL] = { CMP_CELL, CELL_MARK, CELL_ADD, { NONE } },
	[ROW_TOTAL] = { CMP_TOTAL, TOTAL_MARK, TOTAL_ADD, { NONE } },
	[ROW_OUTCOME] = { CMP_OUTCOME, OUTCOME_MARK, OUTCOME_ADD, { NONE } },
	[ROW_METRIC] = { CMP_METRIC, METRIC_MARK, METRIC_ADD, { NONE } },
	[ROW_DAY] = { NONE, NONE, NONE, { NONE } },
	[ROW_CUSTOMER] = { NONE, NONE, NONE, { NONE } },
	[ROW_LOGIN] = { CMP_LOGIN, NONE, LOGIN_ADD, { NONE } },
	[ROW_BLOCK] = { CMP_BLOCK, NONE, BLOCK_ADD, { NONE } },
	[ROW_USER] = { CMP_USER, NONE, USER_TAG,
	    { USER_LIVE, USER_ROLE, NONE } },
};

enum err
imports_store_compare(struct db *db, enum imp_row kind, const char *rows,
    int *fresh, int *changed)
{
	struct stmt *st;

	*fresh = *changed = 0;
	if (kinds[kind].compare == NONE)
		return OK;
	st = db_stmt(db, &imports_sql, kinds[kind].compare);
	stmt_text(st, ":rows", rows);
	if (stmt_row(st)) {
		*fresh = (int)col_int(st, 0);
		*changed = (int)col_int(st, 1);
	}
	return stmt_done(st);
}

/* Which of :run and :now a statement takes. */
static enum err
run_rows(struct db *db, int which, int64_t run, int64_t now, const char *rows)
{
	struct stmt *st = db_stmt(db, &imports_sql, which);

	stmt_text(st, ":rows", rows);
	if (which != ACCOUNT_ADD)
		stmt_int(st, ":run", run);
	if (which == ACCOUNT_ADD || which == PLACE_ADD || which == USER_LIVE)
		stmt_int(st, ":now", now);
	return stmt_exec(st);
}

enum err
imports_store_apply(
    struct db *db, int64_t run, int64_t now, struct imports_next *ch)
{
	int marked = 0, i;
	enum err e;

	if (kinds[ch->kind].mark != NONE) {
		e = run_rows(db, kinds[ch->kind].mark, run, now, ch->rows);
		if (e != OK)
			return e;
		marked = db_changes(db);
	}
	e = run_rows(db, kinds[ch->kind].add, run, now, ch->rows);
	if (e != OK)
		return e;
	ch->fresh = db_changes(db) - marked;
	ch->changed = marked;
	for (i = 0; kinds[ch->kind].then[i] != NONE; i++) {
		e = run_rows(db, kinds[ch->kind].then[i], run, now, ch->rows);
		if (e != OK)
			return e;
	}
	return OK;
}

enum err
imports_store_touched(struct db *db, struct arena *a, int64_t run,
    const struct imports_next *ch, struct imports_keys *out)
{
	struct stmt *st = db_stmt(db, &imports_sql,
	    ch->kind == ROW_DAY ? DAYS_TOUCHED : CUSTOMERS_TOUCHED);

	memset(out, 0, sizeof(*out));
	stmt_int(st, ":run", run);
	stmt_text(st, ":rows", ch->rows);
	while (stmt_row(st))
		*IMP_ADD(a, out->key, out->n) = col_text(st, 0, a);
	return stmt_done(st);
}

enum err
imports_store_day(struct db *db, int64_t run, int64_t now, const char *date)
{
	struct stmt *st = db_stmt(db, &imports_sql, DAY_MARK);
	enum err e;

	stmt_int(st, ":run", run);
	stmt_text(st, ":date", date);
	if ((e = stmt_exec(st)) != OK)
		return e;
	st = db_stmt(db, &imports_sql, DAY_ADD);
	stmt_int(st, ":run", run);
	stmt_text(st, ":date", date);
	stmt_int(st, ":now", now);
	return stmt_exec(st);
}

enum err
imports_store_counts(
    struct db *db, struct arena *a, int64_t run, struct imports_profile *p)
{
	struct stmt *st = db_stmt(db, &imports_sql, CUSTOMER_COUNTS);

	stmt_int(st, ":run", run);
	stmt_text(st, ":key", p->key);
	if (stmt_row(st)) {
		p->rows = (int)col_int(st, 0);
		p->total = (int)col_int(st, 1);
		p->completed = (int)col_int(st, 2);
		p->no_shows = (int)col_int(st, 3);
		p->ghosts = (int)col_int(st, 4);
		p->cancelled = (int)col_int(st, 5);
		p->rescheduled = (int)col_int(st, 6);
		p->overhang = (int)col_int(st, 7);
		p->exits = (int)col_int(st, 8);
		p->first_seen = col_text(st, 9, a);
		p->last_seen = col_text(st, 10, a);
		p->name = col_text(st, 11, a);
	}
	return stmt_done(st);
}

enum err
imports_store_profile(
    struct db *db, int64_t run, const struct imports_profile *p)
{
	struct stmt *st = db_stmt(db, &imports_sql, PROFILE_MARK);
	enum err e;

	stmt_int(st, ":run", run);
	stmt_text(st, ":key", p->key);
	if ((e = stmt_exec(st)) != OK)
		return e;
	st = db_stmt(db, &imports_sql, PROFILE_ADD);
	stmt_int(st, ":run", run);
	stmt_text(st, ":key", p->key);
	stmt_text(st, ":name", p->name);
	stmt_text(st, ":first", p->first_seen);
	stmt_text(st, ":last", p->last_seen);
	stmt_int(st, ":total", p->total);
	stmt_int(st, ":completed", p->completed);
	stmt_int(st, ":no_shows", p->no_shows);
	stmt_int(st, ":ghosts", p->ghosts);
	stmt_int(st, ":cancelled", p->cancelled);
	stmt_int(st, ":rescheduled", p->rescheduled);
	stmt_int(st, ":overhang", p->overhang);
	stmt_int(st, ":exits", p->exits);
	stmt_int(st, ":score", p->score);
	stmt_text(st, ":risk", p->risk);
	return stmt_exec(st);
}

enum err
imports_store_remove(struct db *db, int64_t run, bool *left)
{
	struct stmt *st;
	enum err e;
	int i;

	*left = false;
	for (i = DROP_FIRST; i <= DROP_LAST && !*left; i++) {
		st = db_stmt(db, &imports_sql, i);
		stmt_int(st, ":run", run);
		if ((e = stmt_exec(st)) != OK)
			return e;
		*left = db_changes(db) > 0;
	}
	return OK;
}

enum err
imports_store_block_days(
    struct db *db, int64_t run, int today, int *from, int *to)
{
	struct stmt *st = db_stmt(db, &imports_sql, BLOCK_DAYS);

	*from = 1;
	*to = 0;
	stmt_int(st, ":run", run);
	stmt_date(st, ":today", today);
	if (stmt_row(st) && !col_is_null(st, 0)) {
		*from = col_date(st, 0);
		*to = col_date(st, 1);
	}
	return stmt_done(st);
}
