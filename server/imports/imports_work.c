/*
 * Planning on a worker: the loop copies the files, the worker reads, plans and
 * compares over a read-only connection, the loop keeps what came out.
 */
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/db/db.h"
#include "server/imports/imports.h"
#include "server/imports/imports_factor.h"
#include "server/imports/imports_parse.h"
#include "server/imports/imports_plan.h"
#include "server/imports/imports_store.h"
#include "server/rpc/call.h"
#include "server/settings/seal.h"

struct imports_plan_job {
	struct arena *a; /* everything below; the worker's alone meanwhile */
	int64_t run;
	bool dry_run, english;
	const char *path; /* of the database */
	struct imports_files sum;
	struct imp_file *file;
	int n_files;
	char *end; /* where the next chunk of the last file goes */
	const struct seal *seal; /* of the loop: not for the worker */
	bool foreign;		 /* a file of another server key */
	/* results */
	enum err error;
	struct imp_chunks chunks;
	const char *report;
	const struct imp_user *person; /* with the seeds there are */
	int n_persons;
};

/* Copies one chunk behind the others of its file. */
static void
take_chunk(void *ctx, const struct imports_piece *x)
{
	struct imports_plan_job *j = ctx;
	struct imp_file *f;
	size_t n = x->n;

	if (j->n_files == 0 || !str_eq(j->file[j->n_files - 1].name, x->name)) {
		f = IMP_ADD(j->a, j->file, j->n_files);
		f->name = arena_strdup(j->a, x->name);
		f->text = j->end = arena_alloc(j->a, x->file_size + 1);
	}
	f = &j->file[j->n_files - 1];
	if (imports_is_secret(f->name)) {
		if (!imports_open_file(j->seal, x, j->end))
			j->foreign = true;
		else
			n -= SEAL_EXTRA;
	} else if (n > 0) {
		memcpy(j->end, x->p, n);
	}
	j->end += n;
	f->len += n;
}

enum err
imports_plan_prepare(struct call *c, int64_t run, bool dry_run, void **job)
{
	struct imports_plan_job *j;
	struct imports_run r;
	enum err e;

	if ((e = imports_store_run(c->db, c->arena, run, &r)) != OK)
		return call_fail(c, e);
	if (!str_eq(r.state, "open") && !str_eq(r.state, "planned"))
		return call_fail(c, E_CONFLICT);
	*job = j = xcalloc(1, sizeof(*j));
	j->a = arena_new();
	j->run = run;
	j->dry_run = dry_run;
	j->english = c->lang == LANG_EN;
	j->seal = c->app->seal;
	if ((e = imports_store_path(c->db, j->a, &j->path)) != OK ||
	    (e = imports_store_files(c->db, run, &j->sum)) != OK)
		return call_fail(c, e);
	if (j->sum.chunks == 0 || j->sum.chunks != j->sum.last)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Dateien fehlen oder sind unvollständig",
			"files are missing or incomplete"));
	if ((e = imports_store_each(c->db, run, take_chunk, j)) != OK)
		return call_fail(c, e);
	if (j->foreign)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Der Schlüssel des Servers wurde gewechselt, bitte "
			"die Dateien noch einmal übergeben",
			"the key of the server has changed, please hand over "
			"the files again"));
	return OK;
}

/* What the plan asks of the database. */
struct known {
	struct db *db;
	struct arena *a;
};

static const char *
known_account(void *ctx, const char *user)
{
	struct known *k = ctx;

	return imports_store_account(k->db, k->a, user);
}

static bool
known_booking(void *ctx, const char *key, int date, int hour)
{
	struct known *k = ctx;

	return imports_store_has_booking(k->db, key, date, hour);
}

static bool
known_outcome(void *ctx, int date)
{
	struct known *k = ctx;

	return imports_store_has_outcome(k->db, date);
}

static bool
known_alive(void *ctx, const char *name)
{
	struct known *k = ctx;

	return imports_store_is_alive(k->db, name);
}

static enum err
compare(struct db *db, const struct imp_chunks *chunks, struct imp_compare *cmp)
{
	int i, fresh, changed;
	enum err e;

	for (i = 0; i < chunks->n; i++) {
		const struct imp_chunk *ch = &chunks->chunk[i];

		e = imports_store_compare(
		    db, ch->kind, ch->rows, &fresh, &changed);
		if (e != OK)
			return e;
		cmp->fresh[ch->kind] += fresh;
		cmp->changed[ch->kind] += changed;
	}
	return OK;
}

static enum err
plan(struct imports_plan_job *j, struct db *db)
{
	struct known k = { .db = db, .a = j->a };
	const struct plan_known known = { &k, known_account, known_booking,
		known_outcome, known_alive };
	struct imp_compare cmp = { .fresh = { 0 } };
	struct imp_plan p = { .english = j->english };
	struct imp_data d;
	enum err e;
	int i;

	if ((e = imports_store_prepare(db)) != OK)
		return e;
	imp_data_init(&d);
	for (i = 0; i < j->n_files; i++)
		imports_parse(j->a, &j->file[i], &d);
	imports_plan(j->a, &d, &known, &p);
	imports_rows(j->a, &p, &j->chunks);
	j->person = p.person;
	j->n_persons = p.n_persons;
	if ((e = compare(db, &j->chunks, &cmp)) != OK)
		return e;
	j->report = imports_report(j->a, &p, j->file, j->n_files, &cmp);
	return OK;
}

void
imports_plan_work(void *job)
{
	struct imports_plan_job *j = job;
	const struct db_options o = { .path = j->path, .read_only = true };
	char why[256];
	struct db *db = db_open(&o, why, sizeof(why));

	j->error = db == NULL ? E_DATABASE : plan(j, db);
	db_close(db);
}

enum err
imports_plan_finish(struct call *c, void *job, struct imports_run *out)
{
	struct imports_plan_job *j = job;
	struct imports_files sum = { .bytes = 0 };
	struct imports_run r;
	enum err e;

	if (j->error != OK)
		return call_fail(c, j->error);
	if ((e = imports_store_run(c->db, c->arena, j->run, &r)) != OK ||
	    (e = imports_store_files(c->db, j->run, &sum)) != OK)
		return call_fail(c, e);
	/* started, or other files came meanwhile */
	if ((!str_eq(r.state, "open") && !str_eq(r.state, "planned")) ||
	    memcmp(&sum, &j->sum, sizeof(sum)) != 0)
		return call_fail(c, E_CONFLICT);
	r.planned_at = c->now;
	r.report = j->report;
	e = imports_store_plan(c->db, &r, j->dry_run ? NULL : &j->chunks);
	if (e == OK)
		e = imports_keep_factors(
		    c, j->run, j->person, j->dry_run ? 0 : j->n_persons);
	if (e != OK)
		return call_fail(c, e);
	return imports_show(c, j->run, out);
}

void
imports_plan_drop(void *job)
{
	struct imports_plan_job *j = job;

	arena_free(j->a);
}
