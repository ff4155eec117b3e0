/*
 * Figures of customers: the examples of hub file G6 and booking.md 19.7; and
 * whatever happens to bookings, a record shows what a recount shows.
 */
/* covers: SLOT-06 ANA-06 ANA-07 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "server/customers/customers_profile.h"
#include "tests/harness/held.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define HOUR INT64_C(3600000)

static const struct {
	struct profile_counts n;
	int score, decided;
	const char *risk, *segment;
} rows[] = {
	/* total completed no_shows ghosts cancelled moved overhang exits */
	{ { 7, 3, 1, 0, 1, 1, 1, 0 }, 4286, 600, "medium", "potential" },
	{ { 3, 3, 0, 0, 0, 0, 0, 0 }, 10000, 1000, "low", "champion" },
	{ { 2, 2, 0, 0, 0, 0, 0, 0 }, 10000, 1000, "low", "loyal" },
	{ { 1, 1, 0, 0, 0, 0, 0, 0 }, 10000, 1000, "low", "new" },
	{ { 0, 0, 0, 0, 0, 0, 0, 0 }, 10000, -1, "low", "new" },
	{ { 3, 0, 2, 1, 0, 0, 0, 0 }, 0, 0, "high", "risk" },
	{ { 3, 1, 2, 0, 0, 0, 0, 0 }, 3333, 333, "medium", "critical" },
	{ { 2, 0, 0, 0, 0, 2, 0, 0 }, 0, -1, "low", "new" },
	{ { 5, 4, 0, 0, 0, 1, 0, 0 }, 8000, 1000, "low", "loyal" },
	/* 19.7 */
	{ { 3, 2, 1, 0, 0, 0, 0, 0 }, 6667, 667, "medium", "potential" },
	{ { 4, 1, 2, 0, 1, 0, 0, 0 }, 2500, 250, "medium", "critical" },
	{ { 6, 5, 0, 0, 1, 0, 0, 0 }, 8333, 833, "low", "loyal" },
	{ { 8, 4, 3, 0, 1, 0, 0, 0 }, 5000, 500, "high", "risk" },
	{ { 4, 3, 0, 1, 0, 0, 0, 0 }, 7500, 750, "medium", "potential" },
	{ { 4, 1, 1, 2, 0, 0, 0, 0 }, 2500, 250, "high", "risk" },
	{ { 3, 2, 0, 0, 0, 1, 0, 0 }, 6667, 1000, "low", "potential" },
};

static void
figures_follow_the_counts(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(profile_score(&rows[i].n), rows[i].score);
		assert_int_equal(
		    profile_decided_tenths(&rows[i].n), rows[i].decided);
		assert_string_equal(profile_risk(&rows[i].n), rows[i].risk);
		assert_string_equal(
		    profile_segment(&rows[i].n), rows[i].segment);
	}
}

/* --- whatever happens --- */

struct world {
	struct held h; /* first */
	struct held_conn *chef;
	uint64_t seed;
	int key;
};

static unsigned
pick(struct world *w, unsigned n)
{
	w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(w->seed >> 33) % n;
}

/* data of the answer; NULL when it was refused. The caller owns it. */
static json_t *__attribute__((format(printf, 3, 4)))
call(struct world *w, const char *op, const char *fmt, ...)
{
	char params[400], key[16];
	json_t *answer, *data;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(params, sizeof(params), fmt, ap);
	va_end(ap);
	snprintf(key, sizeof(key), "k%d", w->key++);
	answer = json_loads(held_call(w->chef, op, params, key), 0, NULL);
	assert_non_null(answer);
	data = json_is_true(json_object_get(answer, "success"))
		   ? json_incref(json_object_get(answer, "data"))
		   : NULL;
	json_decref(answer);
	return data;
}

static int
number(const json_t *o, const char *key)
{
	return (int)json_integer_value(json_object_get(o, key));
}

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	char params[200];
	int i;

	held_init(&w->h, START);
	assert_true(held_start(&w->h));
	w->chef = held_user(&w->h, "chef", "admin");
	w->seed = 20260302;
	for (i = 1; i <= 4; i++) {
		json_decref(call(w, "availability.set_consultant",
		    "{\"name\":\"B%d\",\"default_pool\":true}", i));
		snprintf(params, sizeof(params),
		    "INSERT INTO ready_span(consultant, date, from_minute,"
		    " to_minute, added_by, added_at) SELECT %d, value, 0,"
		    " 1440, 'x', 0 FROM json_each('[\"2026-03-03\","
		    "\"2026-03-04\",\"2026-03-05\"]')",
		    i);
		assert_true(held_sql(&w->h, params));
		/* a change of a consultant rebuilds the slots */
		json_decref(call(w, "availability.set_consultant",
		    "{\"id\":%d,\"name\":\"B%d\",\"default_pool\":true}", i,
		    i));
	}
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	held_disconnect(w->chef);
	held_done(&w->h);
	free(w);
	return 0;
}

/* Counts of a record as the rows of outcomes give them. */
static int
recount(struct world *w, int id, const char *what)
{
	char *sql = xprintf(
	    "SELECT count(*) FROM outcome_now WHERE final = 1 AND outcome <>"
	    " 'pending' AND (%s) AND customer_key IN (SELECT key FROM"
	    " customer WHERE id = %d OR merged_into = %d)",
	    what, id, id);
	int n = (int)held_int(&w->h, sql);

	free(sql);
	return n;
}

static void
check_record(struct world *w, int id)
{
	static const char *const outcomes[][2] = { { "completed", "completed" },
		{ "no_shows", "no_show" }, { "ghosts", "ghost" },
		{ "cancelled", "cancelled" }, { "rescheduled", "rescheduled" },
		{ "overhang", "overhang" }, { "exits", "exit" } };
	json_t *data = call(w, "customers.get", "{\"id\":%d}", id);
	json_t *c = json_object_get(data, "customer");
	json_t *n = json_object_get(c, "counts");
	struct profile_counts p = { 0 };
	size_t i;

	assert_non_null(data);
	id = number(c, "id"); /* a part answers with the whole */
	assert_int_equal(number(n, "total"), recount(w, id, "1"));
	for (i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
		char *what = xprintf("outcome = '%s'", outcomes[i][1]);

		assert_int_equal(
		    number(n, outcomes[i][0]), recount(w, id, what));
		free(what);
	}
	p.total = number(n, "total");
	p.completed = number(n, "completed");
	p.no_shows = number(n, "no_shows");
	p.ghosts = number(n, "ghosts");
	p.cancelled = number(n, "cancelled");
	assert_string_equal(
	    json_string_value(json_object_get(c, "risk")), profile_risk(&p));
	n = json_object_get(c, "figures");
	assert_int_equal(number(n, "score_hundredths"), profile_score(&p));
	assert_string_equal(json_string_value(json_object_get(n, "segment")),
	    profile_segment(&p));
	json_decref(data);
}

/* Every record stands once in the lists by segment, with the same figures. */
static void
check_segments(struct world *w, int most)
{
	json_t *data = call(w, "customers.list_risk", "{\"limit\":100}"), *o;
	json_t *counts = json_object_get(data, "segments"), *v;
	bool seen[64] = { false };
	const char *key;
	size_t i, total = 0;

	json_object_foreach(counts, key, v) total +=
	    (size_t)json_integer_value(v);
	assert_int_equal(
	    total, json_array_size(json_object_get(data, "items")));
	json_array_foreach(json_object_get(data, "items"), i, o)
	{
		json_t *n = json_object_get(o, "counts");
		struct profile_counts p = { .total = number(n, "total"),
			.completed = number(n, "completed"),
			.no_shows = number(n, "no_shows"),
			.ghosts = number(n, "ghosts") };
		int id = number(o, "id");

		assert_in_range(id, 1, most);
		assert_false(seen[id]);
		seen[id] = true;
		assert_string_equal(
		    json_string_value(json_object_get(o, "segment")),
		    profile_segment(&p));
		assert_int_equal(p.total, recount(w, id, "1"));
	}
	json_decref(data);
}

static void
book(struct world *w, unsigned person, int day, int hour)
{
	json_decref(call(w, "slots.book",
	    "{\"date\":\"2026-03-%02d\",\"hour\":%d,\"last_name\":\"P%u\","
	    "\"first_name\":\"Ida\",\"confirm\":[\"DUPLICATE\"]}",
	    day, hour, person));
}

static void
shake(struct world *w, int bookings, int customers)
{
	static const char *const statuses[] = { "appeared", "recall", "special",
		"cancelled", "no_show", "ghost", "exit", "pending",
		"rescheduled", "overhang" };
	unsigned what = pick(w, 10);
	int id = 1 + (int)pick(w, (unsigned)bookings);
	int one = 1 + (int)pick(w, (unsigned)customers);

	if (what < 7)
		json_decref(
		    call(w, "slots.set_status", "{\"id\":%d,\"status\":\"%s\"}",
			id, statuses[pick(w, 10)]));
	else if (what == 7)
		json_decref(call(w, "slots.undo_status", "{\"id\":%d}", id));
	else if (what == 8)
		json_decref(call(w, "customers.merge",
		    "{\"id\":%d,\"from\":%d,\"confirm\":[\"MERGE\"]}", one,
		    1 + (int)pick(w, (unsigned)customers)));
	else
		json_decref(
		    call(w, "customers.undo_merge", "{\"id\":%d}", one));
}

static void
records_equal_a_recount(void **state)
{
	static const int hours[] = { 9, 11, 14, 16, 18 };
	struct world *w = *state;
	int bookings, customers, i, k;

	for (i = 0; i < 40; i++)
		book(w, pick(w, 8), 3 + (int)pick(w, 3), hours[pick(w, 5)]);
	bookings = (int)held_int(&w->h, "SELECT count(*) FROM booking");
	customers = (int)held_int(&w->h, "SELECT count(*) FROM customer");
	assert_in_range(bookings, 20, 40);
	assert_int_equal(
	    customers, held_int(&w->h, "SELECT count(DISTINCT customer_key)"
				       " FROM booking"));
	held_advance(&w->h, 4 * 24 * HOUR);
	held_disconnect(w->chef);
	w->chef = held_user(&w->h, "chef2", "admin");
	for (i = 0; i < 200; i++) {
		shake(w, bookings, customers);
		if (i % 20 != 19)
			continue;
		for (k = 1; k <= customers; k++)
			check_record(w, k);
		check_segments(w, customers);
	}
	/* nothing was lost on the way */
	assert_int_equal(
	    held_int(&w->h, "SELECT count(*) FROM booking"), bookings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_follow_the_counts),
		cmocka_unit_test_setup_teardown(
		    records_equal_a_recount, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
