/* Thresholds of the health check, with facts that a test sets. */
/* covers: OPS-01 HUB-11 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "tests/harness/held.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */

struct row {
	struct sysfacts facts;
	const char *status;
};

static void
expect(struct held *h, const struct row *r)
{
	struct held_conn *op = held_connect(h, "op", true);
	char want[40];
	const char *got;

	h->facts = r->facts;
	got = held_call(op, "system.check_health", "{}", NULL);
	snprintf(want, sizeof(want), "\"status\":\"%s\"", r->status);
	if (got == NULL || strstr(got, want) == NULL)
		fail_msg("memory %d %%, disk %d %%, read-only %d: %s",
		    r->facts.memory_percent, r->facts.disk_free_percent,
		    r->facts.data_read_only, got);
	held_disconnect(op);
}

static void
facts_decide(void **state)
{
	static const struct row rows[] = {
		{ { 89, 100, 20, false }, "healthy" },
		{ { 90, 100, 20, false }, "degraded" },
		{ { 0, 100, 19, false }, "degraded" },
		{ { 0, 100, 10, false }, "degraded" },
		{ { 0, 100, 9, false }, "unhealthy" },
		{ { 0, 100, 50, true }, "unhealthy" },
	};
	struct held *h = calloc(1, sizeof(*h));
	size_t i;

	(void)state;
	assert_non_null(h);
	held_init(h, START);
	assert_true(held_start(h));
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect(h, &rows[i]);
	held_done(h);
	free(h);
}

static void
failed_calendar_entries_degrade(void **state)
{
	const struct row row = { { 0, 100, 50, false }, "degraded" };
	struct held *h = calloc(1, sizeof(*h));

	(void)state;
	assert_non_null(h);
	held_init(h, START);
	assert_true(held_start(h));
	assert_true(held_sql(h,
	    "INSERT INTO calendar_outbox(at, calendar, operation, event_id,"
	    " payload, state) VALUES(0, 'central', 'insert', 'e', '{}',"
	    " 'failed')"));
	expect(h, &row);
	held_done(h);
	free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_decide),
		cmocka_unit_test(failed_calendar_entries_degrade),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
