/*
 * Soak of the real server (make soak): --rounds N: 64 TLS clients book the last
 * place at once, N times; --kills N: kill -9 under load, N times. TAP.
 * covers: SLOT-04 OPS-03 QA-03
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/crowd.h"

static bool
by_kill(struct server_proc *s)
{
	server_crash(s);
	return true;
}

static bool
sell_last_places(struct crowd *w, long rounds)
{
	struct netclient *c = xcalloc(CROWD_MAX, sizeof(*c));
	bool ok = true;
	long round;
	int i, n = 0;

	while (ok && n < CROWD_MAX)
		if ((ok = crowd_sign_in(w, n, true, &c[n])))
			n++;
	for (round = 0; ok && round < rounds; round++)
		ok = crowd_last_place(w, c, round);
	for (i = 0; i < n; i++)
		nc_close(&c[i]);
	free(c);
	return ok && server_stop(&w->s) == 0 && crowd_audit(w) &&
	       crowd_number(w, "SELECT count(*) FROM booking") == rounds;
}

static bool
kill_often(struct crowd *w, long kills)
{
	long i;

	for (i = 0; i < kills; i++) {
		if (!crowd_restart_round(w, 1 + (int)(i * 37 % 300), by_kill)) {
			printf("# kill %ld\n", i);
			return false;
		}
	}
	return server_stop(&w->s) == 0 && crowd_audit(w);
}

static void
say(const struct crowd *w, bool ok, int n, const char *what)
{
	printf("%s %d - %s\n", ok ? "ok" : "not ok", n, what);
	if (!ok)
		printf("# %s\n", w->why);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	struct crowd *w = xcalloc(1, sizeof(*w));
	long rounds = 1000, kills = 0;
	char what[80];
	bool ok;
	int i;

	for (i = 1; i + 1 < argc; i += 2) {
		if (str_eq(argv[i], "--rounds"))
			rounds = strtol(argv[i + 1], NULL, 10);
		else if (str_eq(argv[i], "--kills"))
			kills = strtol(argv[i + 1], NULL, 10);
	}
	signal(SIGPIPE, SIG_IGN);
	if (kills > 0) {
		ok = crowd_init(w, 8, 25, 20) && crowd_start(w) &&
		     kill_often(w, kills);
		snprintf(what, sizeof(what),
		    "%ld kills lose no answered booking", kills);
	} else {
		ok = crowd_init(w, CROWD_MAX, 1, 1) && crowd_start(w) &&
		     sell_last_places(w, rounds);
		snprintf(what, sizeof(what),
		    "the last place is sold once in %ld rounds over TLS",
		    rounds);
	}
	say(w, ok, 1, what);
	printf("1..1\n");
	crowd_done(w);
	free(w);
	return !ok;
}
