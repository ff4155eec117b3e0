/*
 * Life of the core: opening the data folder, connections coming and going,
 * time. Everything else hangs on struct app.
 */
#include "server/app.h"

#include <pwd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/embed.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/app_start.h"
#include "server/audit/audit.h"
#include "server/auth/auth.h"
#include "server/auth/auth_lock.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_totp.h"
#include "server/calendar/calendar.h"
#include "server/core/due_tasks.h"
#include "server/core/worker_pool.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/imports/imports.h"
#include "server/notify/notify.h"
#include "server/rpc/idem.h"
#include "server/settings/seal.h"
#include "server/settings/settings.h"

#define CHECKPOINT_PAGES 1000
#define CHECKPOINT_SOON 16384 /* pages that do not wait for the pause */
#define CHECKPOINT_PAUSE_MS 5000
#define TRUNCATE_BYTES (16 << 20)
#define TIDY_PAUSE_MS 50

int64_t
app_now(struct app *app)
{
	return app->ports.now(app->ports.ctx);
}

int64_t
app_clock(struct app *app)
{
	return app_now(app);
}

int64_t
app_mono(struct app *app)
{
	return app->ports.mono(app->ports.ctx);
}

int64_t
app_started_at(const struct app *app)
{
	return app->started_at;
}

static enum err
open_database(
    struct app *app, const struct app_options *o, char *why, size_t size)
{
	char *path = xprintf("%s/hub.db", o->data_dir);
	char *copy = xprintf("%s/before-migration.db", o->data_dir);
	struct db_options d = { .path = path, .fast = o->fast_db };
	enum err e = E_DATABASE;
	int i;

	if ((app->db = db_open(&d, why, size)) != NULL)
		e = db_migrate(app->db, embed_schema, copy, why, size);
	/* first act after a start: what a crash left in the log */
	if (e == OK && db_checkpoint_truncate(app->db) != OK)
		log_warn(NULL, "checkpoint at start: %s", db_error(app->db));
	for (i = 0; e == OK && db_sets[i] != NULL; i++)
		if ((e = db_prepare(app->db, db_sets[i])) != OK)
			snprintf(why, size, "statements of %s do not fit",
			    db_sets[i]->name);
	free(path);
	free(copy);
	return e;
}

static void
make_tables(struct app *app, bool use_env)
{
	unsigned char boot[8], key[16];

	app->ports.random(app->ports.ctx, boot, sizeof(boot));
	app->ports.random(app->ports.ctx, key, sizeof(key));
	hex_encode(boot, sizeof(boot), app->boot);
	app->turn.tail = &app->turn.first;
	app->turn.pushes_tail = &app->turn.pushes;
	app->ring = push_new(app);
	app->sessions = session_table_new();
	app->actors = actor_table_new();
	app->unknown = lock_table_new(key);
	app->limits = ratelimit_new();
	app->workers = worker_new();
	app->notes = notify_memory_new();
	app->calendar = calendar_memory_new(use_env);
	app->started_at = app_now(app);
	app->started_mono = app_mono(app);
}

static bool
open_seal(struct app *app, const struct app_options *o, char *why, size_t size)
{
	const char *dir = o->secret_dir != NULL ? o->secret_dir : o->data_dir;
	unsigned char secret[SECRET_BYTES];

	if (!(o->ignore_env ? secret_load_file(dir, true, secret, why, size)
			    : secret_load(dir, true, secret, why, size)))
		return false;
	app->secret_env = !o->ignore_env && secret_in_env();
	app->seal = seal_new(secret);
	sodium_memzero(secret, sizeof(secret));
	return true;
}

struct app *
app_new(const struct app_options *o, char *why, size_t size)
{
	struct app *app = xcalloc(1, sizeof(*app));

	json_setup();
	if (sodium_init() < 0)
		fatal("libsodium does not start");
	totp_setup();
	ops_setup();
	app->ports = o->ports;
	app->no_jobs = o->no_jobs;
	app->data_dir = xstrdup(o->data_dir);
	app->settings = settings_new(o->config_file, !o->ignore_env, why, size);
	if (app->settings == NULL)
		return app_free(app);
	if (!tz_set(settings_text(app->settings, SET_TIMEZONE))) {
		snprintf(why, size, "hub.timezone: no such time zone");
		return app_free(app);
	}
	if (!open_seal(app, o, why, size))
		return app_free(app);
	make_tables(app, !o->ignore_env);
	if (open_database(app, o, why, size) != OK ||
	    app_start(app, o, why, size) != OK)
		return app_free(app);
	due_start(app);
	app_run_due(app);
	app_turn_end(app);
	return app;
}

static void
free_calls(struct app *app)
{
	struct call_box *b;

	while ((b = app->pool) != NULL) {
		app->pool = b->next;
		arena_free(b->call.arena);
		buf_done(&b->reply);
		buf_done(&b->facts);
		buf_done(&b->audit);
		free(b);
	}
}

struct app *
app_free(struct app *app)
{
	struct conn *cn;

	if (app == NULL)
		return NULL;
	if (app->db != NULL && app->turn.tail != NULL)
		app_turn_end(app);
	turn_release(app, true);
	while ((cn = app->conns) != NULL)
		app_conn_close(cn);
	free_calls(app);
	app->ring = push_free(app->ring);
	app->sessions = session_table_free(app->sessions);
	app->actors = actor_table_free(app->actors);
	app->unknown = lock_table_free(app->unknown);
	app->limits = ratelimit_free(app->limits);
	app->workers = worker_free(app->workers);
	app->notes = notify_memory_free(app->notes);
	app->calendar = calendar_memory_free(app->calendar);
	app->db = db_close(app->db);
	app->seal = seal_free(app->seal);
	app->audit = audit_chain_free(app->audit);
	app->seal_next = seal_free(app->seal_next);
	app->settings = settings_free(app->settings);
	free(app->data_dir);
	free(app);
	return NULL;
}

static void
greet(struct conn *cn)
{
	char at[INSTANT_LEN];
	struct buf b;
	struct jw w;

	buf_init(&b, 1024);
	jw_init(&w, &b);
	jw_object(&w);
	jw_kstr(&w, "hub", HUB_VERSION);
	jw_kint(&w, "protocol", 1);
	jw_kstr(&w, "time", instant_text(app_now(cn->app), at));
	jw_kstr(&w, "zone", tz_name());
	jw_kstr(&w, "boot", cn->app->boot);
	jw_end_object(&w);
	buf_addc(&b, '\n');
	cn->ops->send(cn->ctx, b.p, b.len);
	buf_done(&b);
}

static void
name_operator(struct conn *cn)
{
	struct passwd pw, *found = NULL;
	char room[4096];

	if (getpwuid_r((uid_t)cn->uid, &pw, room, sizeof(room), &found) == 0 &&
	    found != NULL)
		snprintf(
		    cn->os_name, sizeof(cn->os_name), "cli:%s", pw.pw_name);
	else
		snprintf(cn->os_name, sizeof(cn->os_name), "cli:%lld",
		    (long long)cn->uid);
	cn->os_actor.name = cn->os_name;
	cn->os_actor.display = cn->os_name;
	cn->os_actor.is_admin = true;
}

struct conn *
app_conn_open(struct app *app, const struct conn_info *info,
    const struct conn_ops *ops, void *ctx)
{
	struct conn *cn;

	if (app->n_conns >= CONNS_MAX || app->stopping)
		return NULL;
	cn = xcalloc(1, sizeof(*cn));
	cn->app = app;
	cn->id = ++app->next_conn;
	cn->kind = info->kind;
	str_copy(cn->remote, sizeof(cn->remote), info->remote);
	cn->uid = info->uid;
	cn->is_operator = info->is_operator;
	if (cn->is_operator)
		name_operator(cn);
	cn->ops = ops;
	cn->ctx = ctx;
	cn->next = app->conns;
	if (app->conns != NULL)
		app->conns->prev = cn;
	app->conns = cn;
	app->n_conns++;
	greet(cn);
	return cn;
}

struct conn *
app_conn_close(struct conn *cn)
{
	struct app *app;

	if (cn == NULL)
		return NULL;
	app = cn->app;
	if (cn->prev != NULL)
		cn->prev->next = cn->next;
	else
		app->conns = cn->next;
	if (cn->next != NULL)
		cn->next->prev = cn->prev;
	app->n_conns--;
	cn->ops = NULL;
	cn->topics = 0;
	cn->challenge = auth_challenge_free(cn->challenge);
	if (cn->in_flight == 0)
		free(cn);
	return NULL;
}

void
app_line(struct conn *cn, char *line, size_t n)
{
	if (cn->closing)
		return;
	due_run(cn->app);
	dispatch_line(cn, line, n);
}

void
app_overlong(struct conn *cn)
{
	cn->closing = true;
	dispatch_bad(cn, "Die Zeile hat mehr als 64 KiB",
	    "The line has more than 64 KiB");
}

bool
app_conn_paused(const struct conn *cn)
{
	return cn->paused || cn->delayed > 0 || cn->closing;
}

bool
app_conn_busy(const struct conn *cn)
{
	return cn->in_flight > 0;
}

bool
app_has_slices(const struct app *app)
{
	return app->slices != 0 && !app->stopping;
}

int64_t
app_next_due(const struct app *app)
{
	int64_t due = due_next(app), wait = turn_next_release(app);
	int64_t now = app->ports.now(app->ports.ctx);

	return wait >= 0 && now + wait < due ? now + wait : due;
}

void
app_run_due(struct app *app)
{
	turn_release(app, false);
	due_run(app);
}

static int64_t
wal_bytes(const struct app *app)
{
	char *path = xprintf("%s/hub.db-wal", app->data_dir);
	struct stat st;
	int64_t n = stat(path, &st) == 0 ? st.st_size : 0;

	free(path);
	return n;
}

void
app_idle(struct app *app)
{
	int64_t now = app_mono(app);
	int pages = db_wal_pages(app->db);

	if (db_turn_open(app->db) || pages < CHECKPOINT_PAGES)
		return;
	/* hot pages are written once per checkpoint: seldom is cheaper, and
	 * its syncs do not stand before every hundredth answer */
	if (pages < CHECKPOINT_SOON &&
	    now - app->checkpoint_at < CHECKPOINT_PAUSE_MS)
		return;
	app->checkpoint_at = now;
	if (!db_checkpoint(app->db))
		return;
	if (wal_bytes(app) > TRUNCATE_BYTES)
		(void)db_checkpoint_truncate(app->db); /* a reader: later */
}

void
app_shutdown(struct app *app)
{
	static const char goodbye[] = "{\"event\":\"system.goodbye\","
				      "\"data\":{\"reason\":\"stop\"}}\n";
	struct conn *cn;

	if (app->stopping)
		return;
	app_turn_end(app);
	app_note_stop(app);
	app->stopping = true;
	calendar_stop(app);
	turn_release(app, true);
	for (cn = app->conns; cn != NULL; cn = cn->next) {
		cn->closing = true;
		if (cn->ops == NULL)
			continue;
		cn->ops->send(cn->ctx, goodbye, sizeof(goodbye) - 1);
		if (cn->in_flight == 0)
			cn->ops->close(cn->ctx);
	}
}

static void
tidy_again(struct app *app, void *arg)
{
	(void)arg;
	due_at(app, DUE_TIDY, app_now(app) + TIDY_PAUSE_MS);
}

/* Task of each hour, in slices. */
enum err
rpc_tidy(struct call *c)
{
	bool more = false;
	enum err e = idem_purge(c, &more);

	if (e == OK && more)
		call_after_commit(c, tidy_again, NULL);
	return e;
}
