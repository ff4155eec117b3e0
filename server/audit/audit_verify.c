/*
 * Verification: a worker walks the chain from the oldest row there is to the
 * head, over a read-only connection of its own, page by page. What a page sees
 * is one moment: rows may be written and retired between two pages.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/audit/audit_int.h"
#include "server/audit/audit_search.h"
#include "server/audit/audit_store.h"
#include "server/db/db.h"
#include "server/db/sets.h"

#define PAGE 2000 /* rows of one read transaction: some ten milliseconds */

struct audit_verify_job {
	char *path;
	struct audit_key *key;
	int n_keys;
	struct audit_check check;
	bool done; /* false: the walk could not be finished */
	/* where the walk is */
	struct audit_mark head;
	int64_t at; /* id of the last place that was looked at */
	unsigned char mac[AUDIT_MAC]; /* of the row there */
	bool linked;		      /* that mac can be trusted */
};

static void
fault(struct audit_verify_job *v, int64_t id, const char *what)
{
	struct audit_check *k = &v->check;

	if (k->n_faults < AUDIT_FAULTS)
		k->fault[k->n_faults] = (struct audit_fault){ id, what };
	k->n_faults++;
}

/* Places without a row, up to and without this id. */
static void
missing_before(struct audit_verify_job *v, int64_t id)
{
	for (; v->at + 1 < id; v->at++) {
		fault(v, v->at + 1, "missing");
		v->linked = false;
		if (v->check.n_faults >= AUDIT_FAULTS) {
			v->check.n_faults += id - v->at - 2;
			v->at = id - 1;
			return;
		}
	}
}

static void
not_verifiable(struct audit_check *k, int64_t id)
{
	int n = k->n_segments;

	k->unverifiable++;
	if (n > 0 && k->segment[n - 1].to == id - 1)
		k->segment[n - 1].to = id;
	else if (k->n_segments < AUDIT_FAULTS)
		k->segment[k->n_segments++] = (struct audit_segment){ id, id };
}

static const struct audit_key *
key_of(const struct audit_verify_job *v, int64_t id)
{
	int i = v->n_keys - 1;

	while (i > 0 && v->key[i].first_id > id)
		i--;
	return &v->key[i];
}

/* False: the row is not what was written. */
static bool
is_intact(struct audit_verify_job *v, const struct audit_row *row)
{
	const struct audit_key *key = key_of(v, row->id);
	unsigned char mac[AUDIT_MAC];

	if (!key->open) {
		not_verifiable(&v->check, row->id);
		return true;
	}
	audit_row_mac(key->key, row, mac);
	return memcmp(mac, row->mac, AUDIT_MAC) == 0;
}

static void
look(void *arg, const struct audit_row *row, bool fits)
{
	struct audit_verify_job *v = arg;
	bool intact;

	if (row->id <= v->at || row->id > v->head.last_id) {
		fault(v, row->id, "order"); /* no row can stand here */
		return;
	}
	missing_before(v, row->id);
	v->at = row->id;
	v->check.checked++;
	intact = fits && is_intact(v, row);
	if (!intact)
		fault(v, row->id, "changed");
	else if (v->linked && memcmp(row->prev, v->mac, AUDIT_MAC) != 0)
		fault(v, row->id, "order");
	memcpy(v->mac, row->mac, AUDIT_MAC);
	v->linked = intact;
}

static bool
is_sealed(const struct audit_verify_job *v, const char *what,
    const struct audit_mark *m)
{
	const struct audit_key *key = &v->key[v->n_keys - 1];

	return !key->open || audit_mark_good(key->key, what, m);
}

/* The walk begins behind the last row that was dropped, now and then again. */
static void
follow_anchor(struct audit_verify_job *v, const struct audit_mark *anchor)
{
	if (v->check.from_id == 0) {
		v->check.from_id = anchor->last_id + 1;
		v->at = anchor->last_id - 1; /* so that it is taken below */
		if (!is_sealed(v, "anchor", anchor))
			fault(v, anchor->last_id, "changed");
	}
	if (anchor->last_id <= v->at)
		return;
	v->at = anchor->last_id;
	memcpy(v->mac, anchor->mac, AUDIT_MAC);
	v->linked = true;
}

/* One page in one read transaction. False: the end, or an error. */
static bool
page(struct audit_verify_job *v, struct db *db, struct audit_feed *f)
{
	struct audit_mark anchor = { 0 };
	int n = 0;
	enum err e = db_turn(db);

	if (e == OK)
		e = audit_store_feed_marks(db, &v->head, &anchor);
	if (e == OK && (v->head.last_id < 0 || anchor.last_id < 0))
		e = E_INTERNAL;
	if (e == OK) {
		follow_anchor(v, &anchor);
		e = audit_store_feed(db, f, &n);
	}
	db_rollback(db);
	v->done = e == OK && n < f->limit;
	return e == OK && n == f->limit;
}

/* The last row must be the one the head names. */
static void
look_at_head(struct audit_verify_job *v)
{
	struct audit_check *k = &v->check;
	int64_t last = v->head.last_id;

	missing_before(v, last + 1);
	if (!is_sealed(v, "head", &v->head))
		fault(v, last, "changed");
	else if (v->linked && memcmp(v->mac, v->head.mac, AUDIT_MAC) != 0)
		fault(v, last, "order");
	k->to_id = last;
	hex_encode(v->head.mac, 8, k->head);
}

void
audit_verify_work(void *arg)
{
	struct audit_verify_job *v = arg;
	struct db_options o = { .path = v->path, .read_only = true };
	struct audit_feed f = { INT64_MIN, 0, PAGE, look, v };
	char why[200];
	struct db *db = db_open(&o, why, sizeof(why));

	if (db == NULL) {
		log_error(NULL, "audit: %s", why);
		return;
	}
	if (db_prepare(db, &audit_feed_sql) == OK)
		while (page(v, db, &f))
			;
	if (v->done)
		look_at_head(v);
	db_close(db);
}

enum err
audit_verify_prepare(struct call *c, void **job)
{
	struct audit_sealed_list sealed;
	struct audit_verify_job *v;
	enum err e = audit_store_keys(c->db, c->arena, &sealed);
	int i;

	if (e != OK)
		return e;
	v = xcalloc(1, sizeof(*v));
	v->path = xprintf("%s/hub.db", c->app->data_dir);
	v->key = xcalloc((size_t)sealed.n + 1, sizeof(*v->key));
	for (i = 0; i < sealed.n; i++)
		audit_key_open(c->app, &sealed.key[i], &v->key[i]);
	v->n_keys = sealed.n;
	*job = v;
	return sealed.n > 0 ? OK : call_fail(c, E_INTERNAL);
}

void
audit_verify_drop(void *job)
{
	struct audit_verify_job *v = job;

	if (v->key != NULL)
		sodium_memzero(v->key, (size_t)v->n_keys * sizeof(*v->key));
	free(v->key);
	free(v->path);
}

static enum err
tell(struct call *c, const struct audit_check *k)
{
	struct jw *w;

	if (k->n_faults == 0)
		return OK;
	log_error(&c->log, "audit: %lld faults, the first at row %lld (%s)",
	    (long long)k->n_faults, (long long)k->fault[0].id,
	    k->fault[0].what);
	call_audit_as(c, "security_alert_audit_fault", NULL);
	call_audit_target(c, "%lld", (long long)k->fault[0].id);
	w = call_audit(c);
	jw_kint(w, "faults", k->n_faults);
	jw_kint(w, "first_id", k->fault[0].id);
	jw_kstr(w, "what", k->fault[0].what);
	return OK;
}

enum err
audit_verify_finish(
    struct call *c, struct audit_verify_job *job, struct audit_check *out)
{
	if (!job->done)
		return call_fail(c, E_DATABASE);
	*out = job->check;
	return tell(c, out);
}
