/*
 * A thousand accounts, each with two sign-ins by the same code at the same
 * moment: a code is good once, whoever is first.
 */
/* covers: SEC-01 SEC-05 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "tests/harness/doors.h"

#define NINE 1772442000000 /* Mon 2 Mar 2026 09:00Z */
#define ACCOUNTS 1000

struct pair {
	int64_t account;
	struct held_conn *hc[2];
	char challenge[2][33];
};

static void
send_code(struct held_conn *hc, const char *challenge, const char *code)
{
	char *line = xprintf("{\"id\":1,\"op\":\"auth.verify_code\",\"params\":"
			     "{\"challenge\":\"%s\",\"code\":\"%s\"}}",
	    challenge, code);

	held_line(hc, line);
	free(line);
}

static void
open_pair(struct held *h, struct pair *p, int n)
{
	char *sql = xprintf(
	    "INSERT INTO account(id, name, created_at) VALUES(%d, 'a%d', 0)",
	    n + 1, n);
	int i;

	assert_true(held_sql(h, sql));
	free(sql);
	p->account = n + 1;
	door_factor(h, p->account);
	for (i = 0; i < 2; i++) {
		p->hc[i] = held_connect(h, "a", false);
		door_admit(p->hc[i], p->account, p->challenge[i]);
		assert_int_equal(strlen(p->challenge[i]), 32);
	}
}

/* Both codes in one turn, or in two; the first or the second comes first. */
static void
race(struct held *h, struct pair *p, int n)
{
	char code[7];
	int first = n % 2;

	door_code(h, p->account, n % 3 - 1, code);
	send_code(p->hc[first], p->challenge[first], code);
	if (n % 4 < 2)
		held_turn(h);
	send_code(p->hc[!first], p->challenge[!first], code);
	if (n % 5 == 0)
		held_turn(h);
}

static void
one_of_each_pair_gets_in(void **state)
{
	struct held h;
	struct pair *pair = calloc(ACCOUNTS, sizeof(*pair));
	int n, i, in = 0, refused = 0;

	(void)state;
	assert_non_null(pair);
	held_init(&h, NINE);
	assert_true(held_start(&h));
	for (n = 0; n < ACCOUNTS; n++)
		open_pair(&h, &pair[n], n);
	for (n = 0; n < ACCOUNTS; n++)
		race(&h, &pair[n], n);
	held_turn(&h);
	for (n = 0; n < ACCOUNTS; n++)
		for (i = 0; i < 2; i++) {
			const char *line = held_next(pair[n].hc[i], false);

			assert_non_null(line);
			in += strstr(line, "\"success\":true") != NULL;
			refused += strstr(line, "\"INVALID_2FA\"") != NULL;
			held_disconnect(pair[n].hc[i]);
		}
	assert_int_equal(in, ACCOUNTS);
	assert_int_equal(refused, ACCOUNTS);
	assert_int_equal(
	    held_int(&h, "SELECT count(*) FROM session"), ACCOUNTS);
	assert_int_equal(
	    held_int(&h, "SELECT count(DISTINCT account) FROM session"),
	    ACCOUNTS);
	assert_int_equal(held_int(&h, "SELECT count(*) FROM login_history"
				      " WHERE success = 0 AND reason = 'code'"),
	    ACCOUNTS);
	held_done(&h);
	free(pair);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_of_each_pair_gets_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
