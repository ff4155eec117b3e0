/* Errors of the server, counted until somebody is told. */
#include "server/core/faults.h"

#include "common/str.h"
#include "server/app_private.h"

/* At most so often, also when telling itself fails (a full disk). */
#define PAUSE_MS 60000

int64_t
faults_next(struct app *app, int64_t now)
{
	const struct faults *f = &app->faults;
	int64_t at = f->told_at + PAUSE_MS;
	int i;

	/* the clock was set back: the pause is over */
	if (f->told_at == 0 || f->told_at > now || at < now)
		at = now;
	for (i = 0; i < ERR_COUNT; i++)
		if (f->of[i].count > 0)
			return at;
	return INT64_MAX;
}

void
faults_count(struct app *app, enum err e, const char *id, const char *op)
{
	struct server_fault *f = &app->faults.of[e];

	f->at = app_now(app);
	if (f->count < 1000000)
		f->count++;
	(void)str_copy(f->id, sizeof(f->id), id);
	(void)str_copy(f->op, sizeof(f->op), op);
	app->faults.total++;
	due_at(app, DUE_FAULTS, faults_next(app, f->at));
}
