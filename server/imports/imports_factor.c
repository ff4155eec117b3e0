/*
 * Seeds of second factors on their way: sealed in the files handed over, in
 * the plan, and in the account. Called by imports.c and imports_work.c.
 */
#include "server/imports/imports_factor.h"

#include <sodium.h>
#include <stdio.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/imports/imports_store.h"
#include "server/imports/imports_types.h"
#include "server/settings/seal.h"

#define FILE_PURPOSE "import-file"
#define PLAN_PURPOSE "import-factor"
#define SEED (IMP_SEED_HEX / 2)

void
imports_seal_file(struct call *c, const unsigned char **p, size_t *n)
{
	unsigned char *box = arena_alloc(c->arena, *n + SEAL_EXTRA);

	seal_close(c->app->seal, FILE_PURPOSE, *p, *n, box);
	*p = box;
	*n += SEAL_EXTRA;
}

bool
imports_open_file(
    const struct seal *s, const struct imports_piece *x, char *out)
{
	return x->n >= SEAL_EXTRA &&
	       seal_open(s, FILE_PURPOSE, x->p, x->n, (unsigned char *)out);
}

enum err
imports_keep_factors(
    struct call *c, int64_t run, const struct imp_user *u, int n)
{
	unsigned char seed[SEED], box[SEED + SEAL_EXTRA];
	enum err e = imports_store_drop_factors(c->db, run);
	int i;

	for (i = 0; e == OK && i < n; i++) {
		const struct imports_factor f = {
			.name = u[i].name, .sealed = box, .n = sizeof(box)
		};

		if (u[i].seed == NULL || !hex_decode(u[i].seed, seed, SEED))
			continue;
		seal_close(c->app->seal, PLAN_PURPOSE, seed, SEED, box);
		e = imports_store_factor(c->db, run, &f);
	}
	sodium_memzero(seed, sizeof(seed));
	return e;
}

/* As the second factor of accounts is sealed (auth_factor.c). */
static enum err
adopt(struct call *c, const struct imports_factor *f)
{
	unsigned char seed[SEED], box[SEED + SEAL_EXTRA];
	struct imports_factor to = {
		.account = f->account, .sealed = box, .n = sizeof(box)
	};
	char purpose[32];

	if (f->n != sizeof(box) ||
	    !seal_open(c->app->seal, PLAN_PURPOSE, f->sealed, f->n, seed)) {
		log_warn(&c->log,
		    "import: the second factor of %s cannot be "
		    "opened, it must be set up again",
		    f->name);
		return OK;
	}
	snprintf(purpose, sizeof(purpose), "totp:%lld", (long long)f->account);
	seal_close(c->app->seal, purpose, seed, SEED, box);
	sodium_memzero(seed, sizeof(seed));
	return imports_store_adopt(c->db, &to, c->now);
}

enum err
imports_adopt_factors(struct call *c, int64_t run)
{
	struct imports_factors l;
	enum err e = imports_store_factors(c->db, c->arena, run, &l);
	int i;

	for (i = 0; e == OK && i < l.n; i++)
		e = adopt(c, &l.factor[i]);
	return e == OK ? imports_store_drop_factors(c->db, run) : e;
}
