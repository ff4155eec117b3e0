/*
 * Records follow bookings: one insert per booking, all the rest in a task of
 * its own. The task also reads in what was booked before there were records
 * and what an import has brought, in small portions.
 */
#include "server/customers/customers_work.h"

#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "server/core/due.h"
#include "server/core/due_tasks.h"
#include "server/core/event_handlers.h"
#include "server/customers/customers_key.h"
#include "server/customers/customers_query.h"
#include "server/customers/customers_store.h"
#include "server/app_private.h"
#include "server/rpc/call.h"
#include "server/slots/slots.h"

#define SOON_MS 2000
#define PAUSE_MS 20
#define READ_MOST 200
#define INDEX_MOST 60

static void
plan_soon(struct app *app, void *arg)
{
	(void)arg;
	due_at(app, DUE_CUSTOMERS, app_now(app) + SOON_MS);
}

static void
plan_more(struct app *app, void *arg)
{
	(void)arg;
	due_at(app, DUE_CUSTOMERS, app_now(app) + PAUSE_MS);
}

/* --- reactors --- */

enum err
customers_on_booked(struct call *c, const struct event *ev)
{
	const struct booking *b = ev->what;
	struct customer_new n = { b->key, b->last_name, b->first_name };

	call_after_commit(c, plan_soon, NULL);
	return customers_store_add(c, &n);
}

enum err
customers_on_special(struct call *c, const struct event *ev)
{
	const struct special *s = ev->what;
	struct customer_new n = { .last = s->last_name,
		.first = s->first_name };

	if (s->cancelled_at != 0)
		return OK;
	n.key = customers_key_of(c->arena, s->last_name, s->first_name);
	call_after_commit(c, plan_soon, NULL);
	return customers_store_add(c, &n);
}

enum err
customers_push(struct app *app, int64_t key, struct jw *w)
{
	(void)app;
	jw_kint(w, "id", key);
	return OK;
}

/* --- the index --- */

static enum err
index_one(struct call *c, const struct customer *r)
{
	const char *name = customers_name(c, r);
	struct customer_words w = { customers_words(c->arena, name),
		customers_words(c->arena, customers_spell(c->arena, name)),
		customers_words(c->arena, r->note) };

	return customers_store_index(c, r->id, &w);
}

enum err
customers_reindex(struct call *c, const struct customer *r)
{
	int64_t mark;
	enum err e = customers_store_mark(c, MARK_TEXT, &mark);

	return e == OK && r->id <= mark ? index_one(c, r) : e;
}

enum err
customers_realike(struct call *c, const struct customer *r)
{
	int64_t mark;
	enum err e = customers_store_mark(c, MARK_TEXT, &mark);

	if (e != OK || r->id > mark)
		return e;
	return customers_store_alike(
	    c, customers_alike(c->arena, customers_name(c, r)), r->id);
}

static enum err
index_fresh(struct call *c, bool *more)
{
	struct customer_hits hits;
	int64_t mark;
	enum err e;
	int i;

	if ((e = customers_store_mark(c, MARK_TEXT, &mark)) != OK ||
	    (e = customers_store_fresh(c, mark, INDEX_MOST, &hits)) != OK ||
	    hits.n == 0)
		return e;
	mark = hits.row[hits.n - 1].c.id;
	*more = *more || hits.n == INDEX_MOST;
	if ((e = customers_store_set_mark(c, MARK_TEXT, mark)) != OK)
		return e;
	for (i = 0; e == OK && i < hits.n; i++) {
		const struct customer *r = &hits.row[i].c;

		if ((e = index_one(c, r)) == OK && r->merged_into == 0)
			e = customers_realike(c, r);
	}
	return e;
}

/* --- reading in --- */

/* "Muster, Erika" of an imported appointment, in two. */
static void
split_name(struct call *c, struct customer_new *n)
{
	const char *comma = strchr(n->last, ',');

	n->first = "";
	if (comma == NULL || comma == n->last)
		return;
	n->first = comma + 1 + strspn(comma + 1, " ");
	n->last = arena_strndup(c->arena, n->last, (size_t)(comma - n->last));
}

static enum err
read_in(struct call *c, enum customers_mark_name m, bool *more)
{
	struct seen_rows rows;
	int64_t mark;
	enum err e;
	int i;

	if ((e = customers_store_mark(c, m, &mark)) != OK ||
	    (e = customers_store_seen(c, m, mark, READ_MOST, &rows)) != OK)
		return e;
	for (i = 0; e == OK && i < rows.n; i++) {
		struct seen_row *r = &rows.row[i];

		if (!r->counts)
			continue;
		if (r->n.first == NULL)
			split_name(c, &r->n);
		e = customers_store_add(c, &r->n);
	}
	*more = *more || rows.n == READ_MOST;
	if (e != OK || rows.n == 0)
		return e;
	return customers_store_set_mark(c, m, rows.row[rows.n - 1].id);
}

/* What an import brings counts when it is done, and may have old ids. */
static enum err
notice_import(struct call *c)
{
	int64_t seen, at;
	enum err e;

	if ((e = customers_store_mark(c, MARK_IMPORT, &seen)) != OK ||
	    (e = customers_store_imported(c, &at)) != OK || at == seen)
		return e;
	if ((e = customers_store_set_mark(c, MARK_IMPORT, at)) != OK ||
	    (e = customers_store_set_mark(c, MARK_BOOKING, 0)) != OK)
		return e;
	return customers_store_set_mark(c, MARK_OUTCOME, 0);
}

enum err
customers_catch_up(struct call *c)
{
	bool more = false;
	enum err e;

	if ((e = notice_import(c)) != OK ||
	    (e = read_in(c, MARK_BOOKING, &more)) != OK ||
	    (e = read_in(c, MARK_OUTCOME, &more)) != OK ||
	    (e = index_fresh(c, &more)) != OK)
		return e;
	if (more)
		call_after_commit(c, plan_more, NULL);
	return OK;
}
