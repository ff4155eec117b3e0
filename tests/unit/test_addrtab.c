/* covers: SEC-06 QA-14 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "server/net/addrtab.h"

static const struct addr_limits off = { -1, -1 };

static struct sockaddr_storage
address(const char *text)
{
	struct sockaddr_storage ss = { 0 };
	struct sockaddr_in *v4 = (struct sockaddr_in *)&ss;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&ss;

	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
		ss.ss_family = AF_INET;
	} else {
		memset(&ss, 0, sizeof(ss));
		ss.ss_family = AF_INET6;
		assert_int_equal(inet_pton(AF_INET6, text, &v6->sin6_addr), 1);
	}
	return ss;
}

static enum admit
enter(struct addrtab *t, const char *text, const struct addr_limits *lim,
    int64_t now)
{
	struct sockaddr_storage ss = address(text);
	struct addr *a = NULL;

	return addrtab_enter(t, (struct sockaddr *)&ss, lim, now, &a);
}

static void
open_connections_are_counted_per_address(void **state)
{
	struct addr_limits lim = { 2, -1 };
	struct addrtab *t = addrtab_new();
	struct sockaddr_storage ss = address("10.0.0.1");
	struct addr *a = NULL;

	(void)state;
	assert_int_equal(enter(t, "10.0.0.1", &lim, 0), ADMIT_OK);
	assert_int_equal(
	    addrtab_enter(t, (struct sockaddr *)&ss, &lim, 0, &a), ADMIT_OK);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 0), ADMIT_OPEN);
	assert_int_equal(enter(t, "10.0.0.2", &lim, 0), ADMIT_OK);
	addrtab_leave(t, a);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 0), ADMIT_OK);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 0), ADMIT_AGAIN);
	addrtab_leave(t, NULL);
	addrtab_free(t);
}

static void
new_connections_are_counted_per_minute(void **state)
{
	struct addr_limits lim = { -1, 3 };
	struct addrtab *t = addrtab_new();
	int i;

	(void)state;
	for (i = 0; i < 3; i++)
		assert_int_equal(
		    enter(t, "10.0.0.1", &lim, 1000 + i), ADMIT_OK);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 60999), ADMIT_RATE);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 61000), ADMIT_OK);
	addrtab_free(t);
}

static void
off_limits_nothing(void **state)
{
	struct addrtab *t = addrtab_new();
	int i;

	(void)state;
	for (i = 0; i < 1000; i++)
		assert_int_equal(enter(t, "10.0.0.1", &off, 0), ADMIT_OK);
	addrtab_free(t);
}

static void
a_refusal_is_worth_one_log_line_per_minute(void **state)
{
	struct addr_limits lim = { -1, 1 };
	struct addrtab *t = addrtab_new();

	(void)state;
	assert_int_equal(enter(t, "10.0.0.1", &lim, 0), ADMIT_OK);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 1), ADMIT_RATE);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 2), ADMIT_AGAIN);
	assert_int_equal(enter(t, "10.0.0.2", &lim, 2), ADMIT_OK);
	assert_int_equal(enter(t, "10.0.0.2", &lim, 3), ADMIT_RATE);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 60000), ADMIT_OK);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 60001), ADMIT_RATE);
	addrtab_free(t);
}

static void
ipv6_counts_by_net_and_mapped_ipv4_as_itself(void **state)
{
	struct addr_limits lim = { 1, -1 };
	struct addrtab *t = addrtab_new();

	(void)state;
	assert_int_equal(enter(t, "2001:db8:1:2::1", &lim, 0), ADMIT_OK);
	assert_int_equal(enter(t, "2001:db8:1:2:ffff::9", &lim, 0), ADMIT_OPEN);
	assert_int_equal(enter(t, "2001:db8:1:3::1", &lim, 0), ADMIT_OK);
	assert_int_equal(enter(t, "::ffff:10.0.0.1", &lim, 0), ADMIT_OK);
	assert_int_equal(enter(t, "10.0.0.1", &lim, 0), ADMIT_OPEN);
	assert_int_equal(enter(t, "::ffff:10.0.0.2", &lim, 0), ADMIT_OK);
	addrtab_free(t);
}

static void
idle_addresses_are_forgotten_after_their_minute(void **state)
{
	struct addrtab *t = addrtab_new();
	struct sockaddr_storage ss = address("10.0.0.1");
	struct addr *a = NULL;

	(void)state;
	addrtab_enter(t, (struct sockaddr *)&ss, &off, 0, &a);
	enter(t, "10.0.0.2", &off, 0);
	addrtab_leave(t, a);
	addrtab_sweep(t, 59999);
	assert_int_equal(addrtab_count(t), 2);
	addrtab_sweep(t, 60000);
	assert_int_equal(addrtab_count(t), 1); /* the other one is open */
	addrtab_free(t);
}

static void
many_addresses_are_bounded(void **state)
{
	struct addrtab *t = addrtab_new();
	struct sockaddr_in sa = { .sin_family = AF_INET };
	struct addr *a;
	uint32_t i;

	(void)state;
	for (i = 0; i < 70000; i++) {
		sa.sin_addr.s_addr = htonl(0x0a000000 + i);
		assert_int_equal(
		    addrtab_enter(t, (struct sockaddr *)&sa, &off, 0, &a),
		    ADMIT_OK);
		addrtab_leave(t, a);
	}
	assert_true(addrtab_count(t) <= 65536);
	addrtab_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(open_connections_are_counted_per_address),
		cmocka_unit_test(new_connections_are_counted_per_minute),
		cmocka_unit_test(off_limits_nothing),
		cmocka_unit_test(a_refusal_is_worth_one_log_line_per_minute),
		cmocka_unit_test(ipv6_counts_by_net_and_mapped_ipv4_as_itself),
		cmocka_unit_test(
		    idle_addresses_are_forgotten_after_their_minute),
		cmocka_unit_test(many_addresses_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
