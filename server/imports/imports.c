/*
 * Life of an import run: files, start, slices, end and removal (hub file E8).
 * Planning is in imports_work.c.
 */
#include "server/imports/imports.h"

#include <sodium.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/auth/auth_session.h"
#include "server/blocks/blocks.h"
#include "server/core/events.h"
#include "server/core/slice.h"
#include "server/customers/customers_profile.h"
#include "server/db/db.h"
#include "server/imports/imports_factor.h"
#include "server/imports/imports_parse.h"
#include "server/imports/imports_store.h"
#include "server/rpc/call.h"

/* The run if it is in one of two states, else E_CONFLICT. */
static enum err
run_in(struct call *c, int64_t run, const char *a, const char *b,
    struct imports_run *out)
{
	enum err e = imports_store_run(c->db, c->arena, run, out);

	if (e != OK)
		return call_fail(c, e);
	if (!str_eq(out->state, a) && !str_eq(out->state, b))
		return call_fail_text(c, E_CONFLICT,
		    call_tr(c, "Der Import ist im Zustand %s",
			"the import is in the state %s"),
		    out->state);
	return OK;
}

static enum err
check_limits(struct call *c, int64_t run)
{
	struct imports_files sum = { .bytes = 0 };
	enum err e = imports_store_files(c->db, run, &sum);

	if (e != OK)
		return call_fail(c, e);
	if (sum.bytes > IMPORTS_MAX_BYTES || sum.files > IMPORTS_MAX_FILES ||
	    sum.chunks > IMPORTS_MAX_CHUNKS)
		return call_fail_text(c, E_LIMIT,
		    call_tr(c,
			"Ein Import fasst höchstens %d MB und %d "
			"Dateien",
			"an import takes at most %d MB and %d files"),
		    IMPORTS_MAX_BYTES >> 20, IMPORTS_MAX_FILES);
	return OK;
}

enum err
imports_add_file(struct call *c, const struct imports_chunk *in, int64_t *run)
{
	size_t len = strlen(in->content), n;
	unsigned char *bytes = arena_alloc(c->arena, len + 1);
	const unsigned char *p = bytes;
	struct imports_chunk put = *in;
	struct imports_run r;
	enum err e;

	if (sodium_base642bin(bytes, len, in->content, len, NULL, &n, NULL,
		sodium_base64_VARIANT_ORIGINAL) != 0)
		return call_invalid(c, "content", "%s",
		    call_tr(c, "ist kein Base64", "is no base64"));
	if (imports_is_secret(in->name))
		imports_seal_file(c, &p, &n);
	if (put.run == 0)
		e = imports_store_create(
		    c->db, c->actor->name, c->now, &put.run);
	else
		e = run_in(c, put.run, "open", "planned", &r);
	if (e == OK)
		e = imports_store_put(c->db, &put, p, n);
	if (e == OK)
		e = imports_store_reopen(c->db, put.run);
	if (e == OK)
		e = check_limits(c, put.run);
	if (e != OK)
		return call_fail(c, e);
	*run = put.run;
	return OK;
}

/* E_CONFLICT comes from the index that allows one active run. */
static enum err
set_state(
    struct call *c, int64_t run, const char *state, struct imports_run *out)
{
	enum err e = imports_store_state(c->db, run, state, c->now, NULL);

	if (e == E_CONFLICT)
		return call_fail_text(c, e, "%s",
		    call_tr(c, "Ein anderer Import ist noch nicht fertig",
			"another import is not finished"));
	if (e != OK)
		return call_fail(c, e);
	slice_wanted(c, SLICE_IMPORT);
	return imports_show(c, run, out);
}

enum err
imports_start(struct call *c, int64_t run, struct imports_run *out)
{
	enum err e = run_in(c, run, "planned", "planned", out);

	return e != OK ? e : set_state(c, run, "running", out);
}

enum err
imports_resume(struct call *c, int64_t run, struct imports_run *out)
{
	enum err e = imports_store_run(c->db, c->arena, run, out);

	if (e == OK && str_eq(out->state, "removing")) {
		slice_wanted(c, SLICE_IMPORT);
		return OK;
	}
	e = run_in(c, run, "broken", "running", out);
	return e != OK ? e : set_state(c, run, "running", out);
}

/* Files that never were a run simply go. */
static bool
may_remove(const char *state)
{
	return !str_eq(state, "removing") && !str_eq(state, "removed");
}

enum err
imports_remove(struct call *c, int64_t run, struct imports_run *out)
{
	bool later = false;
	enum err e = imports_store_run(c->db, c->arena, run, out);

	if (e == OK && str_eq(out->state, "done"))
		e = imports_store_has_later(c->db, run, &later);
	if (e != OK)
		return call_fail(c, e);
	if (!may_remove(out->state))
		return call_fail(c, E_CONFLICT);
	if (later)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Ein späterer Import baut darauf auf; bitte "
			"diesen zuerst entfernen",
			"a later import was built on it; please remove that "
			"one first"));
	return set_state(c, run, "removing", out);
}

enum err
imports_show(struct call *c, int64_t run, struct imports_run *out)
{
	enum err e = imports_store_run(c->db, c->arena, run, out);

	return e != OK ? call_fail(c, e) : OK;
}

enum err
imports_list(struct call *c, int limit, int offset, struct imports_runs *out)
{
	enum err e = imports_store_runs(c->db, c->arena, limit, offset, out);

	return e != OK ? call_fail(c, e) : OK;
}

enum err
imports_pending(struct call *c, bool *pending)
{
	int64_t run;
	enum err e = imports_store_active(c->db, &run);

	if (e == OK)
		*pending = run != 0;
	return e;
}

static enum err
apply_days(struct call *c, int64_t run, const struct imports_keys *k)
{
	enum err e = OK;
	int i;

	for (i = 0; i < k->n && e == OK; i++)
		e = imports_store_day(c->db, run, c->now, k->key[i]);
	return e;
}

static void
judge(struct imports_profile *p)
{
	const struct profile_counts n = { p->total, p->completed, p->no_shows,
		p->ghosts, p->cancelled, p->rescheduled, p->overhang,
		p->exits };

	p->score = profile_score(&n);
	p->risk = profile_risk(&n);
}

static enum err
apply_customers(struct call *c, int64_t run, const struct imports_keys *k)
{
	enum err e = OK;
	int i;

	for (i = 0; i < k->n && e == OK; i++) {
		struct imports_profile p = { .key = k->key[i] };

		e = imports_store_counts(c->db, c->arena, run, &p);
		if (e != OK || p.rows == 0)
			continue;
		judge(&p);
		e = imports_store_profile(c->db, run, &p);
	}
	return e;
}

/* Figures of days and customers are counted anew, all else is inserted. */
static enum err
apply_rows(struct call *c, int64_t run, struct imports_next *ch)
{
	struct imports_keys k;
	enum err e;

	if (ch->kind != ROW_DAY && ch->kind != ROW_CUSTOMER)
		return imports_store_apply(c->db, run, c->now, ch);
	e = imports_store_touched(c->db, c->arena, run, ch, &k);
	if (e != OK)
		return e;
	return ch->kind == ROW_DAY ? apply_days(c, run, &k)
				   : apply_customers(c, run, &k);
}

static enum err
apply_chunk(struct call *c, int64_t run, struct imports_next *ch)
{
	enum err e = apply_rows(c, run, ch);

	return e != OK ? e : imports_store_applied(c->db, run, ch);
}

/* Whoever depends on blocks reacts in the same savepoint. */
static void
tell_blocks(struct call *c, int from, int to)
{
	struct blocks_changed *what;

	if (from > to)
		return;
	what = arena_alloc(c->arena, sizeof(*what));
	what->from = from;
	what->to = to;
	event_emit(c, EV_BLOCKS_CHANGED, 0, what);
}

/* Blocks are seen by everybody at once, so they come with the last step. */
static enum err
finish(struct call *c, int64_t run)
{
	struct imports_next ch;
	int from, to;
	enum err e;

	while ((e = imports_store_next(c->db, c->arena, run, true, &ch)) == OK)
		if ((e = apply_chunk(c, run, &ch)) != OK)
			return e;
	if (e != E_NOT_FOUND)
		return e;
	if ((e = imports_adopt_factors(c, run)) == OK)
		e = imports_store_state(c->db, run, "done", c->now, NULL);
	if (e == OK)
		e = imports_store_block_days(c->db, run, c->today, &from, &to);
	if (e == OK)
		tell_blocks(c, from, to);
	auth_changed(c, 0); /* people may have come to life */
	return e;
}

static enum err
run_step(struct call *c, int64_t run, bool *more)
{
	struct imports_next ch;
	enum err e = imports_store_next(c->db, c->arena, run, false, &ch);

	*more = true;
	if (e == OK)
		return apply_chunk(c, run, &ch);
	if (e != E_NOT_FOUND)
		return e;
	e = imports_store_drop_files(c->db, run, more);
	if (e != OK || *more)
		return e;
	return finish(c, run);
}

/* The days of blocks are known only while the blocks are there. */
static enum err
remove_step(struct call *c, int64_t run, bool *more)
{
	int from, to, rest, to_rest;
	enum err e = imports_store_block_days(c->db, run, c->today, &from, &to);

	if (e == OK)
		e = imports_store_remove(c->db, run, more);
	if (e == OK)
		e = imports_store_block_days(
		    c->db, run, c->today, &rest, &to_rest);
	if (e == OK && rest > to_rest)
		tell_blocks(c, from, to);
	auth_changed(c, 0);
	if (e != OK || *more)
		return e;
	return imports_store_state(c->db, run, "removed", c->now, NULL);
}

static enum err
step(struct call *c, const struct imports_run *r, bool *more)
{
	if (str_eq(r->state, "removing"))
		return remove_step(c, r->id, more);
	return run_step(c, r->id, more);
}

/*
 * Its own savepoint inside that of the core: what a failed step did goes, that
 * it failed stays. A removal stays a removal and is tried again later.
 */
enum err
imports_slice(struct call *c, bool *more)
{
	struct imports_run r;
	int64_t run;
	enum err e, failed;

	*more = false;
	if ((e = imports_store_active(c->db, &run)) != OK || run == 0)
		return e;
	if ((e = imports_store_run(c->db, c->arena, run, &r)) != OK)
		return e;
	if ((e = db_savepoint(c->db)) != OK)
		return e;
	if ((failed = step(c, &r, more)) == OK)
		return db_release(c->db);
	*more = false;
	if ((e = db_rollback_to(c->db)) != OK || str_eq(r.state, "removing"))
		return e != OK ? e : failed;
	return imports_store_state(
	    c->db, run, "broken", c->now, err_info(failed)->code);
}
