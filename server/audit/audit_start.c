/*
 * The chain at a start: its key, its head, rows from before it. A key that
 * cannot be opened any more ends its part of the chain; a new part begins.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/audit/audit_int.h"
#include "server/audit/audit_store.h"
#include "server/core/reseal.h"
#include "server/settings/seal.h"
#include "server/settings/settings.h"

#define ADOPT_ROWS 2000
#define BOX (AUDIT_KEY + SEAL_EXTRA)

struct purpose {
	char text[32]; /* "audit:" and a 64-bit number */
};

static struct purpose
purpose_of(int64_t id)
{
	struct purpose p;

	snprintf(p.text, sizeof(p.text), "audit:%lld", (long long)id);
	return p;
}

static bool
opens(const struct seal *s, const struct audit_sealed *k, struct audit_key *out)
{
	return s != NULL && k->n == BOX &&
	       seal_open(s, purpose_of(k->id).text, k->box, k->n, out->key);
}

void
audit_key_open(
    const struct app *app, const struct audit_sealed *k, struct audit_key *out)
{
	out->id = k->id;
	out->first_id = k->first_id;
	out->open = opens(app->seal, k, out) || opens(app->seal_next, k, out);
}

/* A new key, good from the row that comes next. */
static enum err
new_key(struct call *c, int64_t id, int64_t first_id)
{
	struct audit_chain *ch = c->app->audit;
	unsigned char box[BOX];
	struct audit_sealed k = { id, first_id, box, sizeof(box) };

	ch->key = (struct audit_key){ id, first_id, true, { 0 } };
	randombytes_buf(ch->key.key, AUDIT_KEY);
	seal_close(
	    c->app->seal, purpose_of(id).text, ch->key.key, AUDIT_KEY, box);
	return audit_store_add_key(c->db, &k, c->now);
}

/* Head and anchor as they are, under the key in use. */
static enum err
seal_marks(struct call *c, struct audit_mark *head, struct audit_mark *anchor)
{
	const unsigned char *key = c->app->audit->key.key;
	enum err e;

	if (head->last_id < 0)
		head->last_id = 0;
	if (anchor->last_id < 0)
		anchor->last_id = 0;
	audit_mark_seal(key, "head", head, head->seal);
	audit_mark_seal(key, "anchor", anchor, anchor->seal);
	if ((e = audit_store_set_head(c->db, head)) != OK)
		return e;
	return audit_store_set_anchor(c->db, anchor);
}

/* The old key is gone: what it guards can no longer be checked, say so. */
static enum err
begin_again(struct call *c, const struct audit_key *lost,
    struct audit_mark *head, struct audit_mark *anchor)
{
	struct audit_entry a = { .action = "security_alert_audit_key" };
	enum err e = new_key(c, lost->id + 1, head->last_id + 1);

	if (e != OK || (e = seal_marks(c, head, anchor)) != OK)
		return e;
	log_error(&c->log,
	    "audit: the key of the log cannot be opened (another server "
	    "key?); rows %lld to %lld cannot be checked any more",
	    (long long)lost->first_id, (long long)head->last_id);
	a.target = arena_printf(c->arena, "key:%lld", (long long)lost->id);
	a.details =
	    arena_printf(c->arena, "{\"first_id\":%lld,\"last_id\":%lld}",
		(long long)lost->first_id, (long long)head->last_id);
	return audit_write(c, &a);
}

enum err
audit_start(struct call *c)
{
	struct audit_sealed_list sealed;
	struct audit_mark head, anchor;
	struct audit_key key = { 0 };
	enum err e;

	if (c->app->audit == NULL)
		c->app->audit = xcalloc(1, sizeof(*c->app->audit));
	if ((e = audit_store_keys(c->db, c->arena, &sealed)) != OK ||
	    (e = audit_store_head(c->db, &head)) != OK ||
	    (e = audit_store_anchor(c->db, &anchor)) != OK)
		return e;
	if (sealed.n == 0) {
		if ((e = new_key(c, 1, 1)) != OK)
			return e;
		return seal_marks(c, &head, &anchor);
	}
	audit_key_open(c->app, &sealed.key[sealed.n - 1], &key);
	if (!key.open)
		return begin_again(c, &key, &head, &anchor);
	c->app->audit->key = key;
	sodium_memzero(&key, sizeof(key));
	return OK;
}

/* A row from before the chain gets the next place in it. */
static enum err
adopt_one(struct call *c, struct audit_row *row)
{
	const struct audit_action *known = audit_action(row->action);

	row->type = known != NULL ? known->type : "system";
	return audit_append(c, row);
}

enum err
audit_adopt(struct call *c, bool *more)
{
	struct audit_rows old;
	int64_t last;
	enum err e = audit_store_old(c->db, c->arena, ADOPT_ROWS, &old);
	int i;

	*more = false;
	if (e != OK || old.n == 0)
		return e;
	last = old.row[old.n - 1].id;
	for (i = 0; i < old.n; i++)
		if ((e = adopt_one(c, &old.row[i])) != OK)
			return e;
	*more = old.n == ADOPT_ROWS;
	return audit_store_drop_old(c->db, last);
}

static enum err
note_migrations(struct call *c)
{
	struct audit_entry a = { .action = "migration_applied",
		.target = "schema" };
	int64_t newest, noted, first;
	enum err e;

	if ((e = audit_store_schema(c->db, &newest, &noted)) != OK ||
	    (e = audit_store_first(c->db, false, &first)) != OK ||
	    newest == noted)
		return e;
	a.details = arena_printf(c->arena,
	    "{\"migration\":{\"before\":%lld,\"after\":%lld}}",
	    (long long)noted, (long long)newest);
	/* a database without any entry was made just now */
	if (first != 0 && (e = audit_write(c, &a)) != OK)
		return e;
	return audit_store_note_schema(c->db, newest);
}

enum err
audit_started(struct call *c)
{
	static const struct audit_entry a = { .action = "server_start",
		.details = "{\"version\":\"" HUB_VERSION "\"}" };
	struct audit_entry bad = { .action = "config_invalid",
		.target = settings_invalid(c->app->settings) };
	enum err e = note_migrations(c);

	if (e == OK && bad.target != NULL)
		e = audit_write(c, &bad);
	return e != OK ? e : audit_write(c, &a);
}

/*
 * Keys of earlier parts may be lost for good: a new part began when they were,
 * so they do not count. Only the one in use does.
 */
enum err
audit_reseal(struct call *c, struct reseal *r)
{
	struct audit_sealed_list sealed;
	enum err e = audit_store_keys(c->db, c->arena, &sealed);
	int i, lost = r->lost;

	for (i = 0; e == OK && i < sealed.n; i++) {
		struct audit_sealed *k = &sealed.key[i];
		unsigned char *box = arena_alloc(c->arena, k->n + 1);

		r->lost = lost;
		if (!reseal_value(r, purpose_of(k->id).text, k->box, k->n, box))
			continue;
		k->box = box;
		e = audit_store_reseal(c->db, k);
	}
	return e;
}
