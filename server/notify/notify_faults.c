/*
 * Errors of the server, told to admins: one notification per code and hour
 * (hub file F2). A task of its own: the call that failed is rolled back.
 */
#include "common/arena.h"
#include "server/app_private.h"
#include "server/core/due_tasks.h"
#include "server/notify/notify.h"

#define HOUR_MS INT64_C(3600000)

struct told {
	int count[ERR_COUNT];
};

static void
were_told(struct app *app, void *arg)
{
	const struct told *t = arg;
	int i;

	for (i = 0; i < ERR_COUNT; i++)
		app->faults.of[i].count -= t->count[i];
}

static enum err
tell(struct call *c, enum err code, const struct server_fault *f)
{
	const struct err_info *info = err_info(code);
	struct arena *a = c->arena;
	struct notification n = { .type = "error",
		.source = "system",
		.popup = code == E_DATABASE,
		.times = f->count };

	n.dedupe = arena_printf(
	    a, "fault:%s:%lld", info->code, (long long)(f->at / HOUR_MS));
	if (code == E_DATABASE) {
		n.title_de = "Daten können nicht gespeichert werden";
		n.title_en = "Data cannot be stored";
	} else {
		n.title_de = arena_printf(
		    a, "Unerwarteter Serverfehler: %s", info->code);
		n.title_en = arena_printf(
		    a, "Unexpected error of the server: %s", info->code);
	}
	n.message_de = arena_printf(a,
	    "%s.\nZuletzt bei %s, Fehler-Nr. %s. Unter dieser Nummer stehen "
	    "die Einzelheiten im Protokoll des Servers.",
	    info->de, f->op, f->id);
	n.message_en = arena_printf(a,
	    "%s.\nLast seen in %s, error id %s. The log of the server has "
	    "the details under this id.",
	    info->en, f->op, f->id);
	return notify_role(c, "admin", &n, NULL);
}

enum err
notify_faults(struct call *c)
{
	struct faults *all = &c->app->faults;
	struct told *t = arena_zalloc(c->arena, sizeof(*t));
	enum err e = OK;
	int i;

	for (i = 1; e == OK && i < ERR_COUNT; i++) {
		if (all->of[i].count == 0)
			continue;
		all->told_at = c->now; /* also when it fails: not at once */
		t->count[i] = all->of[i].count;
		e = tell(c, (enum err)i, &all->of[i]);
	}
	if (e == OK)
		call_after_commit(c, were_told, t);
	return e;
}
