/* The core with everything held. */
#include "tests/harness/held.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/hash.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/db/db_private.h"

static int64_t
held_now(void *ctx)
{
	return ((struct held *)ctx)->now;
}

static int64_t
held_mono(void *ctx)
{
	return ((struct held *)ctx)->mono;
}

static void
held_random(void *ctx, void *p, size_t n)
{
	struct held *h = ctx;
	unsigned char *out = p;
	size_t i;

	for (i = 0; i < n; i++) {
		h->seed = h->seed * 6364136223846793005u + 1442695040888963407u;
		out[i] = (unsigned char)(h->seed >> 56);
	}
}

static void
held_facts(void *ctx, struct sysfacts *out)
{
	*out = ((struct held *)ctx)->facts;
}

static void
held_die(void *ctx, const char *why)
{
	((struct held *)ctx)->died = why;
}

static void
held_work_start(void *ctx, struct work *w)
{
	struct held *h = ctx;
	struct work **p;

	w->next = NULL;
	if (h->hold_work) {
		for (p = &h->work; *p != NULL; p = &(*p)->next)
			;
		*p = w;
		return;
	}
	w->run(w->arg);
	worker_done(w);
}

void
held_init(struct held *h, int64_t now)
{
	memset(h, 0, sizeof(*h));
	str_copy(h->dir, sizeof(h->dir), "/tmp/hub-test-XXXXXX");
	if (mkdtemp(h->dir) == NULL)
		fatal("mkdtemp failed");
	h->now = now;
	h->mono = 1000000;
	h->seed = 42;
	h->facts.memory_percent = 40;
	h->facts.memory_available_mb = 8000;
	h->facts.disk_free_percent = 60;
}

static char *
write_config(const struct held *h)
{
	static const char *const classes[] = { "admin", "auth", "auth_address",
		"booking", "read", "sensitive", "t2", "write" };
	char *path = xprintf("%s/hub.conf", h->dir);
	FILE *f = fopen(path, "w");
	size_t i;

	if (f == NULL)
		fatal("cannot write %s", path);
	if (!h->limits)
		fputs("[security]\nrefusal_step_ms = 0\n", f);
	fputs("[limits]\n", f);
	for (i = 0; !h->limits && i < sizeof(classes) / sizeof(classes[0]); i++)
		fprintf(f, "%s_per_minute = off\n", classes[i]);
	if (h->config != NULL)
		fputs(h->config, f);
	fclose(f);
	return path;
}

bool
held_start(struct held *h)
{
	char why[400], *config = write_config(h);
	struct app_options o = { .data_dir = h->dir,
		.fast_db = !h->durable,
		.ignore_env = !h->use_env,
		.demo = h->demo,
		.config_file = config };

	o.ports.ctx = h;
	o.ports.now = held_now;
	o.ports.mono = held_mono;
	o.ports.random = held_random;
	o.ports.sysfacts = held_facts;
	o.ports.die = held_die;
	o.ports.worker.start = held_work_start;
	o.ports.worker.ctx = h;
	h->app = app_new(&o, why, sizeof(why));
	free(config);
	if (h->app == NULL)
		fprintf(stderr, "core: %s\n", why);
	return h->app != NULL;
}

void
held_stop(struct held *h)
{
	if (h->app != NULL && h->work != NULL)
		held_work(h);
	h->app = app_free(h->app);
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *f)
{
	(void)st;
	(void)kind;
	(void)f;
	return remove(path);
}

void
held_done(struct held *h)
{
	held_stop(h);
	nftw(h->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void
held_turn(struct held *h)
{
	app_turn_end(h->app);
	while (app_has_slices(h->app))
		app_slice(h->app);
}

void
held_advance(struct held *h, int64_t ms)
{
	h->now += ms;
	h->mono += ms;
	app_run_due(h->app);
	held_turn(h);
}

void
held_work(struct held *h)
{
	struct work *w;

	while ((w = h->work) != NULL) {
		h->work = w->next;
		w->run(w->arg);
		worker_done(w);
	}
	held_turn(h);
}

bool
held_sql(struct held *h, const char *sql)
{
	if (db_run(h->app->db, sql) == SQLITE_OK)
		return true;
	fprintf(stderr, "sql: %s: %s\n", h->app->db->error, sql);
	return false;
}

int64_t
held_int(struct held *h, const char *sql)
{
	sqlite3_stmt *s;
	int64_t v = -1;

	if (sqlite3_prepare_v2(h->app->db->h, sql, -1, &s, NULL) != SQLITE_OK)
		fatal("sql: %s: %s", sqlite3_errmsg(h->app->db->h), sql);
	if (sqlite3_step(s) == SQLITE_ROW)
		v = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return v;
}

static void
on_send(void *ctx, const char *line, size_t n)
{
	buf_add(&((struct held_conn *)ctx)->in, line, n);
}

static void
on_close(void *ctx)
{
	((struct held_conn *)ctx)->closed = true;
}

static size_t
on_backlog(void *ctx)
{
	return ((struct held_conn *)ctx)->backlog;
}

static const struct conn_ops held_ops = { on_send, on_close, on_backlog };

struct held_conn *
held_connect(struct held *h, const char *name, bool is_operator)
{
	struct held_conn *hc = xcalloc(1, sizeof(*hc));
	struct conn_info info = { .kind = CONN_TEST,
		.remote = h->remote != NULL ? h->remote : "203.0.113.77",
		.uid = is_operator   ? 0
		       : h->uid != 0 ? h->uid
				     : -1,
		.is_operator = is_operator };

	if (!is_operator && h->uid != 0) {
		info.kind = CONN_UNIX;
		info.remote = "local";
	}

	hc->held = h;
	str_copy(hc->name, sizeof(hc->name), name);
	buf_init(&hc->in, 64 << 20);
	hc->cn = app_conn_open(h->app, &info, &held_ops, hc);
	if (hc->cn == NULL)
		fatal("connection refused");
	held_next(hc, false); /* the greeting */
	return hc;
}

struct held_conn *
held_disconnect(struct held_conn *hc)
{
	if (hc == NULL)
		return NULL;
	app_conn_close(hc->cn);
	buf_done(&hc->in);
	free(hc);
	return NULL;
}

void
held_line(struct held_conn *hc, const char *line)
{
	char *copy = xstrdup(line);

	app_line(hc->cn, copy, strlen(copy));
	free(copy);
}

const char *
held_next(struct held_conn *hc, bool push)
{
	size_t at = hc->taken;
	char *p = hc->in.p;

	/* lines already read were overwritten by blanks */
	while (at < hc->in.len) {
		char *end = memchr(p + at, '\n', hc->in.len - at);
		bool is_push = strncmp(p + at, "{\"event\":", 9) == 0;

		if (p[at] != '\0' && is_push == push) {
			char *line = p + at;
			static _Thread_local struct buf out;

			if (out.max == 0)
				buf_init(&out, 2 << 20);
			buf_clear(&out);
			buf_add(&out, line, (size_t)(end - line));
			*line = '\0'; /* read */
			hc->last = at;
			return buf_str(&out);
		}
		at = (size_t)(end - p) + 1;
	}
	return NULL;
}

const char *
held_call(
    struct held_conn *hc, const char *op, const char *params, const char *key)
{
	char *line =
	    key != NULL
		? xprintf("{\"id\":1,\"op\":\"%s\",\"params\":%s,"
			  "\"idempotency_key\":\"%s\"}",
		      op, params, key)
		: xprintf("{\"id\":1,\"op\":\"%s\",\"params\":%s}", op, params);

	held_line(hc, line);
	free(line);
	held_turn(hc->held);
	return held_next(hc, false);
}

static void
add_account(struct held *h, const char *name, const char *roles)
{
	bool admin = strstr(roles, "admin") != NULL;
	char *sql = xprintf("INSERT OR IGNORE INTO account(name, is_admin,"
			    " created_at) VALUES('%s', %d, 0)",
	    name, admin);
	char *list = xstrdup(roles), *rest = list, *role;

	if (!held_sql(h, sql))
		fatal("account %s", name);
	free(sql);
	while ((role = strsep(&rest, ",")) != NULL) {
		if (role[0] == '\0' || str_eq(role, "admin") ||
		    str_eq(role, "user"))
			continue;
		sql = xprintf("INSERT OR IGNORE INTO account_role(account,"
			      " role) SELECT id, '%s' FROM account"
			      " WHERE name = '%s'",
		    role, name);
		if (!held_sql(h, sql))
			fatal("role %s", role);
		free(sql);
	}
	free(list);
}

struct held_conn *
held_user(struct held *h, const char *name, const char *roles)
{
	struct held_conn *hc;
	char token[65], hash[65], *sql, *params;
	unsigned char raw[32];

	add_account(h, name, roles);
	held_random(h, raw, sizeof(raw));
	hex_encode(raw, sizeof(raw), token);
	hash_sha256_hex(token, 64, hash);
	sql = xprintf("INSERT INTO session(token_hash, account, created_at,"
		      " last_seen_at, ends_at, remote, step_up_until)"
		      " SELECT '%s', id, %lld, %lld, %lld, '', ends_for_ever"
		      " FROM account, (SELECT 9007199254740991 AS"
		      " ends_for_ever) WHERE name = '%s'",
	    hash, (long long)h->now, (long long)h->now,
	    (long long)h->now + 24 * 3600000, name);
	if (!held_sql(h, sql))
		fatal("session of %s", name);
	free(sql);
	hc = held_connect(h, name, false);
	params = xprintf("{\"token\":\"%s\"}", token);
	if (strstr(held_call(hc, "auth.resume", params, NULL),
		"\"success\":true") == NULL)
		fatal("resume of %s", name);
	held_call(hc, "events.subscribe",
	    "{\"topics\":[\"slots\",\"bookings\",\"blocks\",\"availability\","
	    "\"tools\",\"notifications\",\"customers\"]}",
	    NULL);
	free(params);
	return hc;
}

void
held_unread(struct held_conn *hc, size_t at)
{
	hc->in.p[at] = '{';
}
