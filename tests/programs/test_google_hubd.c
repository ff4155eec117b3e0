/* The real server, its threads and its loop, with the stand-in as calendar. */
/* covers: CAL-01 CAL-02 CAL-06 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <libgen.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/fake_google.h"
#include "tests/harness/server_proc.h"

#define CENTRAL "central@group.calendar.example"
#define PATIENCE 200 /* tenths of a second */

static char hubctl[600];

struct world {
	struct fake_google *g;
	struct server_proc s;
	char *env[6];
};

/* Output of hubctl; its exit status goes to *status. */
static char *
ctl(struct world *w, const char *args, int *status)
{
	char *line =
	    xprintf("'%s' --data '%s' %s 2>&1", hubctl, w->s.data, args);
	char *out = xcalloc(1, 65536);
	FILE *p = popen(line, "r");
	size_t n;

	assert_non_null(p);
	n = fread(out, 1, 65535, p);
	out[n] = '\0';
	*status = WEXITSTATUS(pclose(p));
	free(line);
	return out;
}

static void
start(struct world *w)
{
	const struct server_opts o = { .data = w->s.data[0] != '\0' ? w->s.data
								    : NULL,
		.env = (const char *const *)w->env };

	assert_true(server_start(&w->s, &o));
}

static struct world *
make(void)
{
	struct world *w = xcalloc(1, sizeof(*w));

	w->g = fake_google_new();
	w->env[0] = xprintf("GOOGLE_CREDS_JSON=%s", fake_google_key_json(w->g));
	w->env[1] =
	    xprintf("HUB_CALENDAR_GOOGLE_BASE=%s", fake_google_base(w->g));
	w->env[2] = xstrdup("CALENDAR_PROVIDER=google");
	w->env[3] = xstrdup("CENTRAL_CALENDAR_ID=" CENTRAL);
	w->env[4] = xstrdup("HUB_CALENDAR_MIN_GAP_MS=20");
	start(w);
	return w;
}

static void
drop(struct world *w)
{
	int i;

	assert_int_equal(server_stop(&w->s), 0);
	server_clean(&w->s);
	fake_google_free(w->g);
	for (i = 0; w->env[i] != NULL; i++)
		free(w->env[i]);
	free(w);
}

static void
must(struct world *w, const char *args)
{
	int status;
	char *out = ctl(w, args, &status);

	if (status != 0)
		fail_msg("%s: %s", args, out);
	free(out);
}

/* A workday a while from now, so that no holiday list matters much. */
static void
furnish(struct world *w)
{
	must(w, "call users.create name=ana password=Eichhorn-77-Wald"
		" display_name=Ana");
	must(w, "call availability.set_grid weekday=5 hour=11 active=true");
	must(w, "call availability.set_grid weekday=6 hour=11 active=true");
	must(w, "call availability.set_consultant name=Anna");
	must(w, "call availability.set_manual consultant=1 from=08:00 to=20:00"
		" date=$(date -d '+9 day' +%F)");
	must(w, "call availability.set_manual consultant=1 from=08:00 to=20:00"
		" date=$(date -d '+10 day' +%F)");
}

/* The third of a day is refused: free places are two days of three. */
static bool
book(struct world *w, int n)
{
	int status;
	char *args = xprintf("--as ana call slots.book date=$(date -d '+%d day'"
			     " +%%F) hour=11 last_name=Probe%c"
			     " first_name=Erika",
	    9 + n % 2, 'a' + n);
	char *out = ctl(w, args, &status);

	free(out);
	free(args);
	return status == 0;
}

static int
count_within(struct world *w, int at_least)
{
	int i;

	for (i = 0; i < PATIENCE; i++) {
		if (fake_google_count(w->g, CENTRAL) >= at_least)
			break;
		poll(NULL, 0, 100);
	}
	return fake_google_count(w->g, CENTRAL);
}

static void
test_the_whole_way(void **state)
{
	struct world *w = make();
	int status, i, n = 0;
	char *out;

	(void)state;
	furnish(w);
	out = ctl(w, "calendar check", &status);
	if (status != 0 || strstr(out, "OK") == NULL)
		fail_msg("%s", out);
	free(out);
	for (i = 0; i < 4; i++)
		n += book(w, i);
	assert_in_range(n, 2, 4); /* one of the days may be a holiday */
	assert_int_equal(count_within(w, n), n);
	/* down, killed, started again: all is made up for */
	fake_google_down(w->g, true);
	for (i = 4; i < 6; i++)
		n += book(w, i);
	server_crash(&w->s);
	start(w);
	fake_google_down(w->g, false);
	must(w, "call calendar.retry_all");
	assert_int_equal(count_within(w, n), n);
	out = ctl(w, "calendar outbox", &status);
	assert_int_equal(status, 0);
	free(out);
	drop(w);
}

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_whole_way),
	};
	char *self = xstrdup(argv[0]);

	(void)argc;
	snprintf(hubctl, sizeof(hubctl), "%s/../hubctl", dirname(self));
	free(self);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
