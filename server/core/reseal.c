/* The server key changes; sealed values follow it. */
#include "server/core/reseal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/settings/seal.h"
#include "server/settings/secret_store.h"

static const struct {
	const char *name;
	reseal_walker *walk;
} walkers[] = {
#define RESEAL(name, walk) { name, walk },
#include "server/core/reseal.def"
#undef RESEAL
};

bool
reseal_value(struct reseal *r, const char *purpose, const void *box, size_t n,
    unsigned char *out)
{
	unsigned char *plain;
	bool renewed = false;
	int i;

	if (n < SEAL_EXTRA) {
		r->lost++;
		return false;
	}
	plain = xmalloc(n - SEAL_EXTRA + 1);
	if (seal_open(r->to, purpose, box, n, plain)) {
		r->kept++;
		goto out;
	}
	for (i = 0; i < RESEAL_OLD && r->from[i] != NULL && !renewed; i++)
		renewed = seal_open(r->from[i], purpose, box, n, plain);
	if (renewed)
		seal_close(r->to, purpose, plain, n - SEAL_EXTRA, out);
	r->renewed += renewed;
	r->lost += !renewed;
out:
	sodium_memzero(plain, n - SEAL_EXTRA);
	free(plain);
	return renewed && !r->dry;
}

enum err
reseal_all(struct call *c, struct reseal *r)
{
	size_t i;
	enum err e = OK;

	for (i = 0; e == OK && i < sizeof(walkers) / sizeof(walkers[0]); i++) {
		int lost = r->lost;

		e = walkers[i].walk(c, r);
		if (e == OK && r->lost > lost && !r->dry)
			log_error(&c->log,
			    "%s: values no key of this server opens: %d",
			    walkers[i].name, r->lost - lost);
	}
	return e;
}

static struct seal *
seal_of_file(const char *data_dir, const char *name)
{
	unsigned char secret[SECRET_BYTES];
	struct seal *s = NULL;

	if (secret_load_name(data_dir, name, secret))
		s = seal_new(secret);
	sodium_memzero(secret, sizeof(secret));
	return s;
}

static struct seal *
seal_of_old_env(void)
{
	unsigned char secret[SECRET_BYTES];
	struct seal *s = NULL;

	if (secret_read_old_env(secret))
		s = seal_new(secret);
	sodium_memzero(secret, sizeof(secret));
	return s;
}

/* Keys that may have been in use before, to be freed. */
struct keyring {
	struct seal *key[RESEAL_OLD];
	int n;
};

static void
keyring_add(struct keyring *k, struct seal *s)
{
	if (s != NULL)
		k->key[k->n++] = s;
}

static void
keyring_fill(struct keyring *k, const char *data_dir, bool use_env)
{
	k->n = 0;
	keyring_add(k, seal_of_file(data_dir, SECRET_NEXT));
	if (use_env)
		keyring_add(k, seal_of_old_env());
	keyring_add(k, seal_of_file(data_dir, SECRET_FILE));
	keyring_add(k, seal_of_file(data_dir, SECRET_OLD));
}

static void
keyring_done(struct keyring *k)
{
	while (k->n > 0)
		seal_free(k->key[--k->n]);
}

/*
 * A rotation was committed, but the file was not renamed: it is now. The name
 * alone decides, so that a start that fails later changes nothing more.
 */
static bool
adopt_next(struct app *app, const char *id)
{
	struct seal *next = seal_of_file(app->data_dir, SECRET_NEXT);
	char why[160];

	if (next == NULL || app->secret_env || !str_eq(seal_id(next), id)) {
		seal_free(next);
		return false;
	}
	seal_free(app->seal);
	app->seal = next;
	if (secret_take_next(app->data_dir, why, sizeof(why)))
		log_warn(NULL, "the change of the server key is completed");
	else
		log_error(NULL, "the new server key stays beside: %s", why);
	return true;
}

/* Everything that was sealed under another key. */
static enum err
follow(struct call *c, bool use_env)
{
	struct app *app = c->app;
	struct reseal r = { .to = app->seal };
	struct keyring k;
	enum err e;
	int i;

	keyring_fill(&k, app->data_dir, use_env);
	for (i = 0; i < k.n; i++)
		r.from[i] = k.key[i];
	e = reseal_all(c, &r);
	keyring_done(&k);
	if (e != OK)
		return e;
	if (r.renewed > 0)
		log_warn(&c->log,
		    "the server key has changed; values sealed anew: %d%s",
		    r.renewed,
		    use_env ? "; SECRET_KEY_OLD can be removed" : "");
	app->seal_lost = r.lost;
	if (r.lost == 0)
		return secret_store_set_id(c->db, seal_id(app->seal));
	log_error(&c->log,
	    "CRITICAL: the server key does not fit this database; sealed"
	    " values that cannot be opened: %d. Bring the old key back"
	    " (hub.secret, hub.secret.old or SECRET_KEY_OLD) and start again,"
	    " or reset the second factors",
	    r.lost);
	return OK;
}

enum err
reseal_start(struct call *c, const struct app_options *o)
{
	char id[SEAL_ID];
	enum err e = secret_store_id(c->db, id);

	if (e != OK)
		return e;
	if (adopt_next(c->app, id))
		return OK;
	if (!str_eq(id, seal_id(c->app->seal)))
		return follow(c, !o->ignore_env);
	secret_drop_next(c->app->data_dir); /* of a rotation that was lost */
	return OK;
}

enum err
reseal_lost(struct call *c, int *n)
{
	struct reseal r = { .to = c->app->seal, .dry = true };
	enum err e;

	*n = 0;
	if (c->app->seal_lost == 0)
		return OK;
	if ((e = reseal_all(c, &r)) == OK)
		*n = c->app->seal_lost = r.lost;
	return e;
}

/* --- a new key --- */

/* After the commit; the name follows the database. */
static void
adopt(struct app *app, void *arg)
{
	char why[160];

	(void)arg;
	seal_free(app->seal);
	app->seal = app->seal_next;
	app->seal_next = NULL;
	if (!secret_take_next(app->data_dir, why, sizeof(why)))
		log_error(NULL,
		    "the new server key stays beside until the next start: %s",
		    why);
}

void
reseal_undo(struct app *app)
{
	app->seal_next = seal_free(app->seal_next);
	secret_drop_next(app->data_dir);
}

static enum err
may_rotate(struct call *c)
{
	struct seal *file;
	bool same;

	if (c->app->seal_next != NULL)
		return call_fail(c, E_NOT_READY);
	if (c->app->secret_env)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Der Schlüssel steht in SECRET_KEY: dort den neuen "
			"eintragen, den bisherigen in SECRET_KEY_OLD, und den "
			"Server neu starten",
			"The key is in SECRET_KEY: put the new one there, the "
			"present one into SECRET_KEY_OLD, and restart the "
			"server"));
	/* a key of a change that is not complete must not be overwritten */
	file = seal_of_file(c->app->data_dir, SECRET_FILE);
	same = file != NULL && str_eq(seal_id(file), seal_id(c->app->seal));
	seal_free(file);
	if (!same)
		return call_fail_text(c, E_CONFIGURATION, "%s",
		    call_tr(c,
			"hub.secret ist nicht der Schlüssel, mit dem der "
			"Server läuft: bitte zuerst neu starten",
			"hub.secret is not the key the server runs with: "
			"please restart it first"));
	return OK;
}

static enum err
make_next(struct call *c)
{
	unsigned char secret[SECRET_BYTES];
	char why[160];
	bool written;

	call_random(c, secret, sizeof(secret));
	written = secret_write_next(c->app->data_dir, secret, why, sizeof(why));
	if (written)
		c->app->seal_next = seal_new(secret);
	sodium_memzero(secret, sizeof(secret));
	if (written)
		return OK;
	log_error(&c->log, "%s", why);
	return call_fail_text(c, E_CONFIGURATION,
	    call_tr(c, "Der neue Schlüssel ließ sich nicht schreiben: %s",
		"The new key could not be written: %s"),
	    why);
}

enum err
reseal_rotate(struct call *c, int *renewed)
{
	struct reseal r = { .from = { c->app->seal } };
	enum err e;

	if ((e = may_rotate(c)) != OK || (e = make_next(c)) != OK)
		return e;
	r.to = c->app->seal_next;
	if ((e = reseal_all(c, &r)) != OK)
		return e;
	if (r.lost > 0)
		return call_fail_text(c, E_CONFIGURATION,
		    call_tr(c,
			"Mit dem bisherigen Schlüssel nicht zu öffnen: %d. "
			"Bitte zuerst den richtigen Schlüssel zurückholen "
			"oder die betroffenen zweiten Faktoren zurücksetzen",
			"Values the present key does not open: %d. Please "
			"bring the right key back first, or reset the second "
			"factors concerned"),
		    r.lost);
	*renewed = r.renewed;
	call_after_commit(c, adopt, NULL);
	return secret_store_set_id(c->db, seal_id(r.to));
}

/* --- hubd --check --- */

static bool
fits_folder(const char *data_dir, const char *id)
{
	struct keyring k;
	bool fits = false;
	int i;

	keyring_fill(&k, data_dir, true);
	for (i = 0; i < k.n; i++)
		fits |= str_eq(seal_id(k.key[i]), id);
	keyring_done(&k);
	return fits;
}

bool
reseal_fits(struct db *db, const char *data_dir, char *why, size_t size)
{
	unsigned char secret[SECRET_BYTES];
	char id[SEAL_ID] = "", unused[200];
	struct seal *s;
	bool fits;

	if (db_prepare(db, &secret_sql) != OK ||
	    secret_store_id(db, id) != OK || id[0] == '\0' ||
	    fits_folder(data_dir, id))
		return true;
	if (!secret_load(data_dir, false, secret, unused, sizeof(unused))) {
		snprintf(why, size,
		    "hub.secret: is missing; what this database holds sealed "
		    "cannot be opened without it");
		return false;
	}
	s = seal_new(secret);
	sodium_memzero(secret, sizeof(secret));
	fits = str_eq(seal_id(s), id);
	seal_free(s);
	if (!fits)
		snprintf(why, size,
		    "the server key does not fit the database: bring the old "
		    "one back as hub.secret.old or SECRET_KEY_OLD");
	return fits;
}
