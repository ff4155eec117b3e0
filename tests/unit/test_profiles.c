/* Reliability, risk and daily rates: the tables of booking.md 19.7. */
/* covers: ANA-06 DATA-09 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "server/customers/customers_profile.h"
#include "server/outcomes/outcomes_metrics.h"

static const struct {
	int completed, no_show, cancelled, ghost, rescheduled, total;
	int score;
	const char *risk;
} rows[] = {
	{ 0, 0, 0, 0, 0, 0, 10000, "low" },
	{ 1, 0, 0, 0, 0, 1, 10000, "low" },
	{ 2, 1, 0, 0, 0, 3, 6667, "medium" },
	{ 1, 2, 1, 0, 0, 4, 2500, "medium" },
	{ 0, 3, 0, 0, 0, 3, 0, "high" },
	{ 5, 0, 1, 0, 0, 6, 8333, "low" },
	{ 4, 3, 1, 0, 0, 8, 5000, "high" },
	{ 3, 0, 0, 1, 0, 4, 7500, "medium" },
	{ 1, 1, 0, 2, 0, 4, 2500, "high" },
	{ 2, 0, 0, 0, 1, 3, 6667, "low" },
};

static void
score_and_risk_follow_the_counts(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct profile_counts p = {
			.total = rows[i].total,
			.completed = rows[i].completed,
			.no_shows = rows[i].no_show,
			.ghosts = rows[i].ghost,
			.cancelled = rows[i].cancelled,
			.rescheduled = rows[i].rescheduled,
		};

		assert_int_equal(profile_score(&p), rows[i].score);
		assert_string_equal(profile_risk(&p), rows[i].risk);
	}
}

static void
moved_by_the_company_is_no_risk(void **state)
{
	struct profile_counts p = { .total = 5, .overhang = 5 };

	(void)state;
	assert_string_equal(profile_risk(&p), "low");
	assert_int_equal(profile_score(&p), 0);
}

static void
daily_rates_count_all_appointments(void **state)
{
	(void)state;
	/* 26 = 7 completed, 12 moved, 5 ghosts, 1 cancelled, 1 exit */
	assert_int_equal(metrics_rate_hundredths(7, 26), 2692);
	assert_int_equal(metrics_rate_hundredths(5, 26), 1923);
	assert_int_equal(metrics_rate_hundredths(1, 26), 385);
	assert_int_equal(metrics_rate_hundredths(0, 26), 0);
	assert_int_equal(metrics_rate_hundredths(0, 0), 0);
	assert_int_equal(metrics_rate_hundredths(26, 26), 10000);
	assert_int_equal(metrics_rate_tenths(1141, 4660), 245);
	assert_int_equal(metrics_rate_tenths(1, 8), 125);
	assert_int_equal(metrics_rate_tenths(5, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(score_and_risk_follow_the_counts),
		cmocka_unit_test(moved_by_the_company_is_no_risk),
		cmocka_unit_test(daily_rates_count_all_appointments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
