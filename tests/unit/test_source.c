/* Names of the places that people sign in from. */
/* covers: SEC-16 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/str.h"
#include "server/auth/auth_source.h"
#include "tests/harness/doors.h"

#define NINE 1772442000000 /* Mon 2 Mar 2026 09:00Z */
#define RIGHT "korrekt-pferd-batterie"

static void
networks_of_addresses(void **state)
{
	static const struct {
		const char *remote, *source;
	} cases[] = {
		{ "203.0.113.77", "net:203.0.113.0/24" },
		{ "203.0.113.0", "net:203.0.113.0/24" },
		{ "0.0.0.0", "net:0.0.0.0/24" },
		{ "::ffff:203.0.113.77", "net:203.0.113.0/24" },
		{ "2001:db8:1:2ff:3:4:5:6", "net:2001:db8:1:200::/56" },
		{ "2001:db8:1:300::1", "net:2001:db8:1:300::/56" },
		{ "::1", "net:::/56" },
		{ "fe80::1", "net:fe80::/56" },
		{ "local", "net:?" },
		{ "", "net:?" },
		{ "203.0.113", "net:?" },
	};
	char out[AUTH_SOURCE_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		auth_source_net(cases[i].remote, out);
		assert_string_equal(out, cases[i].source);
	}
}

static void
expect_sources(struct held *h, const char *list)
{
	char sql[400];

	snprintf(sql, sizeof(sql),
	    "SELECT group_concat(source, ' ') = '%s' FROM (SELECT"
	    " iif(source GLOB 'device:*', 'device', source) AS source"
	    " FROM login_source ORDER BY source)",
	    list);
	assert_int_equal(held_int(h, sql), 1);
}

/* A known device goes before the place, a local user has no mark. */
static void
the_first_that_applies(void **state)
{
	struct held h;
	struct held_conn *hc;
	struct door_answer a;

	(void)state;
	held_init(&h, NINE);
	assert_true(held_start(&h));
	door_account(&h, "anna", RIGHT);
	h.uid = 1000;
	hc = held_connect(&h, "anna", false);
	h.uid = 0;
	a = door_login_on(hc, "anna", RIGHT, NULL);
	assert_true(a.good);
	assert_string_equal(a.device, "");
	expect_sources(&h, "uid:1000");
	held_disconnect(hc);
	a = door_login(&h, "203.0.113.77", "anna", RIGHT, NULL);
	assert_int_equal(strlen(a.device), 64);
	expect_sources(&h, "device net:203.0.113.0/24 uid:1000");
	/* only its SHA-256 is kept, and it names the source from now on */
	assert_int_equal(held_int(&h, "SELECT count(*) FROM login_device"
				      " WHERE length(mark) = 64"),
	    1);
	h.now += 1000;
	assert_true(
	    door_login(&h, "198.51.100.1", "anna", RIGHT, a.device).good);
	expect_sources(&h, "device net:203.0.113.0/24 uid:1000");
	assert_int_equal(held_int(&h, "SELECT last_used_at - created_at"
				      " FROM login_device"),
	    1000);
	assert_int_equal(
	    held_int(&h, "SELECT count(*) FROM session WHERE"
			 " source GLOB 'device:*' AND length(source) = 23"),
	    1);
	/* an unknown mark is none, and the right answer brings a new one */
	a.device[0] = a.device[0] == '0' ? '1' : '0';
	a = door_login(&h, "198.51.100.1", "anna", RIGHT, a.device);
	assert_int_equal(strlen(a.device), 64);
	held_done(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(networks_of_addresses),
		cmocka_unit_test(the_first_that_applies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
