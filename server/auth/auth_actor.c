/* Who acts, in memory: accounts with what they may, read when first asked for.
 */
#include "server/auth/auth_actor.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"
#include "server/core/events.h"

#define CHAINS 1024

struct actor_entry {
	struct actor_entry *next;
	struct actor a;
	bool active;
	char *name, *display;
};

struct actor_table {
	struct actor_entry *chain[CHAINS];
};

struct actor_table *
actor_table_new(void)
{
	return xcalloc(1, sizeof(struct actor_table));
}

static void
actors_clear(struct actor_table *t)
{
	struct actor_entry *e, *next;
	int i;

	for (i = 0; i < CHAINS; i++) {
		for (e = t->chain[i]; e != NULL; e = next) {
			next = e->next;
			free(e->name);
			free(e->display);
			free(e);
		}
		t->chain[i] = NULL;
	}
}

struct actor_table *
actor_table_free(struct actor_table *t)
{
	if (t != NULL)
		actors_clear(t);
	free(t);
	return NULL;
}

void
auth_forget_all(struct app *app)
{
	actors_clear(app->actors);
}

static struct actor_entry *
find_actor(struct app *app, int64_t account)
{
	struct actor_entry *e = app->actors->chain[account % CHAINS];

	while (e != NULL && e->a.id != account)
		e = e->next;
	return e;
}

static struct actor_entry *
load_actor(struct call *c, int64_t account)
{
	struct actor_entry **chain = &c->app->actors->chain[account % CHAINS];
	struct auth_account row;
	struct actor_entry *e;

	if (auth_store_account(c, account, &row) != OK || row.id == 0)
		return NULL;
	e = xcalloc(1, sizeof(*e));
	e->name = xstrdup(row.name);
	e->display = xstrdup(auth_display(c->arena, row.name, row.display));
	e->active = row.active;
	e->a.id = row.id;
	e->a.name = e->name;
	e->a.display = e->display;
	e->a.is_admin = row.is_admin;
	e->a.must_change_password = row.must_change_password;
	if (auth_store_perms(c, account, e->a.perms) != OK ||
	    factor_missing(c, account, row.is_admin, &e->a.must_set_factor) !=
		OK) {
		free(e->name);
		free(e->display);
		free(e);
		return NULL;
	}
	e->next = *chain;
	*chain = e;
	return e;
}

enum err
auth_actor(struct call *c, int64_t account, const struct actor **out)
{
	struct actor_entry *e = find_actor(c->app, account);

	if (e == NULL)
		e = load_actor(c, account);
	*out = e != NULL && e->active ? &e->a : NULL;
	return OK;
}

const struct actor *
auth_actor_known(struct app *app, int64_t account, bool *active)
{
	const struct actor_entry *e = find_actor(app, account);

	*active = e != NULL && e->active;
	return e != NULL ? &e->a : NULL;
}

static void
forget_actors(struct app *app, void *arg)
{
	(void)arg;
	auth_forget_all(app);
}

void
auth_changed(struct call *c, int64_t account)
{
	call_after_commit(c, forget_actors, NULL);
	event_emit(c, EV_USER_CHANGED, account, NULL);
}
