/* What was typed as a secret is in no log line, whatever the level. */
/* covers: SEC-13 OPS-31 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/log.h"
#include "common/str.h"
#include "tests/harness/held.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define RIGHT "kanarie-richtig-1"
#define WRONG "kanarie-falsch-2"

struct world {
	struct held h;
	struct buf log;
	struct held_conn *op, *eva;
};

static void
keep(void *arg, const char *line)
{
	struct buf *b = arg;

	buf_adds(b, line);
	buf_addc(b, '\n');
}

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return -1;
	buf_init(&w->log, 1 << 22);
	log_set_sink(keep, &w->log);
	log_set_level(LOG_DEBUG);
	held_init(&w->h, START);
	if (!held_start(&w->h))
		return -1;
	w->op = held_connect(&w->h, "op", true);
	w->eva = held_connect(&w->h, "eva", false);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	held_disconnect(w->op);
	held_disconnect(w->eva);
	held_done(&w->h);
	log_set_sink(NULL, NULL);
	buf_done(&w->log);
	free(w);
	return 0;
}

static bool
logged(struct world *w, const char *text)
{
	return strstr(buf_str(&w->log), text) != NULL;
}

static void
expect(const char *answer, const char *part)
{
	assert_non_null(answer);
	if (strstr(answer, part) == NULL)
		fail_msg("%s is not in %s", part, answer);
}

static void
login(struct world *w, const char *name, const char *password, const char *part)
{
	char params[300];

	snprintf(params, sizeof(params),
	    "{\"name\":\"%s\",\"password\":\"%s\"}", name, password);
	expect(held_call(w->eva, "auth.login", params, NULL), part);
}

static void
no_password_and_no_token(void **state)
{
	struct world *w = *state;
	const char *answer, *p;
	char params[200], token[65];

	expect(held_call(w->op, "users.create",
		   "{\"name\":\"ana\",\"password\":\"" RIGHT "\"}", NULL),
	    "\"success\":true");
	login(w, "ana", WRONG, "INVALID_CREDENTIALS");
	login(w, "nobody", WRONG, "INVALID_CREDENTIALS");
	answer = held_call(w->eva, "auth.login",
	    "{\"name\":\"ana\",\"password\":\"" RIGHT "\"}", NULL);
	expect(answer, "\"success\":true");
	p = strstr(answer, "\"token\":\"");
	assert_non_null(p);
	snprintf(token, sizeof(token), "%.64s", p + 9);
	snprintf(params, sizeof(params), "{\"token\":\"%s\"}", token);
	expect(
	    held_call(w->eva, "auth.resume", params, NULL), "\"success\":true");
	expect(held_call(w->eva, "auth.resume", "{\"token\":\"kanarie-token\"}",
		   NULL),
	    "VALIDATION");
	/* as a line that is no JSON, and as a parameter nobody knows */
	held_line(w->eva, "{\"password\":\"" WRONG "\"");
	held_turn(&w->h);
	expect(held_next(w->eva, false), "BAD_REQUEST");
	expect(held_call(
		   w->eva, "system.ping", "{\"password\":\"" WRONG "\"}", NULL),
	    "VALIDATION");
	assert_true(logged(w, "auth.login")); /* the level is on */
	assert_false(logged(w, "kanarie"));
	assert_false(logged(w, token));
}

static void
a_failed_login_is_one_line_for_fail2ban(void **state)
{
	struct world *w = *state;

	login(w, "eva remote=203.0.113.9", "kanarie-xx", "INVALID");
	assert_true(logged(
	    w, "auth failure user=eva?remote?203.0.113.9 remote=203.0.113."));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    no_password_and_no_token, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_failed_login_is_one_line_for_fail2ban, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
