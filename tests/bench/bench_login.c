/*
 * Refused sign-ins as distributions (hub file B1): a wrong password, a disabled
 * account, a name that does not exist and a locked account must take the same
 * time. mode=prepare db=PATH makes the accounts (of those, password PASSWORD),
 * mode=run to=ADDRESS measures.
 */
#include <math.h>
#include <string.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/bench/lib/blib.h"
#include "tests/bench/lib/bsql.h"
#include "tests/bench/lib/fleet.h"

#define ACCOUNTS 12
#define TRIES 2 /* of each account: fewer than lock it */
#define STAGGER_US 160000

enum kind { WRONG, DISABLED, UNKNOWN, LOCKED, KINDS };

static const char *const kinds[] = { "wrong", "disabled", "unknown", "locked" };
static const char *const codes[] = { "INVALID_CREDENTIALS",
	"INVALID_CREDENTIALS", "INVALID_CREDENTIALS", "ACCOUNT_LOCKED" };

/* The hash of an account that exists serves all. */
static void
prepare(char **argv)
{
	sqlite3 *db = bsql_open(arg_text(argv, "db", ""), true);

	bsql_run(db,
	    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 99) INSERT INTO account(name, password_hash, active,"
	    " created_at) SELECT k.column1 || n.i, a.password_hash, k.column2,"
	    " 0 FROM n, (VALUES('wrong', 1), ('disabled', 0), ('locked', 1)) k,"
	    " account a WHERE a.name = 'bench00' AND n.i < 12");
	bsql_run(db,
	    "INSERT INTO login_lock(account, source, failures,"
	    " first_failed_at, last_failed_at, locked_until) SELECT id, '', 15,"
	    " unixepoch() * 1000, unixepoch() * 1000,"
	    " (unixepoch() + 86400) * 1000 FROM account"
	    " WHERE name GLOB 'locked[0-9]*'");
	sqlite3_close(db);
}

struct run {
	struct samples taken[KINDS];
	int64_t sent[KINDS];
	bool waiting[KINDS];
};

static void
on_line(void *ctx, struct bconn *c, char *line, size_t n)
{
	struct run *r = ctx;
	int k = c->index;

	(void)n;
	if (str_starts(line, "{\"hub\":")) /* the greeting */
		return;
	if (strstr(line, codes[k]) == NULL)
		bench_die("%s: %.300s", kinds[k], line);
	samples_add(&r->taken[k], bench_us() - r->sent[k]);
	r->waiting[k] = false;
}

static void
on_change(void *ctx, struct bconn *c)
{
	(void)ctx;
	bench_die("connection %d changed", c->index);
}

static void
try(struct run *r, struct bconn *c, int k, int account)
{
	char *line = xprintf("{\"id\":1,\"op\":\"auth.login\",\"params\":{"
			     "\"name\":\"%s%d\",\"password\":\"geraten\"}}\n",
	    kinds[k], account);

	r->sent[k] = bench_us();
	r->waiting[k] = true;
	bconn_send(c, line, strlen(line));
	free(line);
}

static void
poll_until(struct fleet *f, int64_t at)
{
	int64_t left;

	while ((left = at - bench_us()) > 0)
		bnet_poll(f->net, left);
}

static bool
any_waiting(const struct run *r)
{
	int k;

	for (k = 0; k < KINDS; k++)
		if (r->waiting[k])
			return true;
	return false;
}

/* One try of each kind, one after the other: no hash waits for another. */
static void
round_of(struct run *r, struct fleet *f, int n)
{
	int64_t start = bench_us();
	int i;

	for (i = 0; i < KINDS; i++) {
		int k = (n + i) % KINDS;

		poll_until(f, start + i * STAGGER_US);
		try(r, &f->conns[k], k, n % ACCOUNTS);
	}
	while (any_waiting(r))
		bnet_poll(f->net, -1);
}

/* Largest distance of two kinds at one point of their distributions. */
static double
apart(struct run *r, int permille)
{
	double low = INFINITY, high = 0, v;
	int k;

	for (k = 0; k < KINDS; k++) {
		v = samples_at(&r->taken[k], permille);
		low = fmin(low, v);
		high = fmax(high, v);
	}
	return high - low;
}

static void
report(struct run *r, const char *prefix)
{
	char *name;
	int k;

	for (k = 0; k < KINDS; k++) {
		name = xprintf("%s.%s", prefix, kinds[k]);
		figure(name, "p50_us", samples_at(&r->taken[k], 500));
		figure(name, "p90_us", samples_at(&r->taken[k], 900));
		samples_done(&r->taken[k]);
		free(name);
	}
}

static void
run(char **argv)
{
	static const struct bnet_ops ops = { on_change, on_line, on_change };
	const char *prefix = arg_text(argv, "prefix", "login");
	struct fleet f = { .token = NULL };
	struct run r = { .waiting = { false } };
	int n;

	fleet_open(&f, arg_text(argv, "to", ""), KINDS, KINDS);
	bnet_handler(f.net, &ops, &r);
	for (n = 0; n < ACCOUNTS * TRIES; n++)
		round_of(&r, &f, n);
	figure(prefix, "apart.p50_us", apart(&r, 500));
	figure(prefix, "apart.p90_us", apart(&r, 900));
	report(&r, prefix);
	fleet_done(&f);
}

int
main(int argc, char **argv)
{
	(void)argc;
	if (str_eq(arg_text(argv, "mode", "run"), "prepare"))
		prepare(argv);
	else
		run(argv);
	return 0;
}
