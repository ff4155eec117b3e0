/* Repeats, retention, errors told to admins: rules of notifications. */
/* covers: HUB-04 HUB-14 OPS-08 QA-09 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/core/events.h"
#include "server/db/db.h"
#include "server/notify/notify.h"
#include "tests/harness/held.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static int
set_up(void **state)
{
	struct held *h = calloc(1, sizeof(*h));

	held_init(h, START);
	assert_true(held_start(h));
	held_user(h, "anna", "admin");
	held_user(h, "ben", "coach");
	*state = h;
	return 0;
}

static int
tear_down(void **state)
{
	held_done(*state);
	free(*state);
	return 0;
}

static int64_t
account(struct held *h, const char *name)
{
	char *sql = xprintf("SELECT id FROM account WHERE name = '%s'", name);
	int64_t id = held_int(h, sql);

	free(sql);
	assert_true(id > 0);
	return id;
}

/* As a due task would send it. Returns how many got one, -1 on an error. */
static int
tell(struct held *h, const char *role, int64_t to, const struct notification *n)
{
	struct call_box *b = call_take(h->app, NULL);
	struct call *c = &b->call;
	static const struct actor job = { .name = "job", .is_admin = true };
	int sent = 1;
	enum err e;

	b->silent = true;
	c->actor = &job;
	assert_int_equal(db_savepoint(c->db), OK);
	e = role != NULL ? notify_role(c, role, n, &sent)
			 : notify_account(c, to, n);
	if (e == OK) {
		assert_int_equal(events_react(c), OK);
		assert_int_equal(db_release(c->db), OK);
		h->app->turn.wrote = true;
		push_queue(c);
	} else {
		db_rollback_to(c->db);
	}
	turn_add(h->app, b);
	held_turn(h);
	return e == OK ? sent : -1;
}

static const struct notification alarm_note = { .type = "warning",
	.title_de = "Kalender nicht erreichbar",
	.title_en = "Calendar cannot be reached",
	.popup = true,
	.source = "calendar",
	.dedupe = "calendar:down" };

static void
repeats_count_within_a_day(void **state)
{
	struct held *h = *state;
	int64_t ben = account(h, "ben");
	int i;

	for (i = 0; i < 3; i++) {
		assert_int_equal(tell(h, NULL, ben, &alarm_note), 1);
		held_advance(h, HOUR);
	}
	assert_int_equal(held_int(h, "SELECT count(*) FROM notification"), 1);
	assert_int_equal(held_int(h, "SELECT count FROM notification"), 3);
	assert_int_equal(
	    held_int(h, "SELECT at FROM notification"), START + 2 * HOUR);
	assert_int_equal(
	    held_int(h, "SELECT popup_at FROM notification"), START);
	/* read, then once more: unread and raised again */
	assert_true(held_sql(h, "UPDATE notification SET read_at = 1"));
	assert_int_equal(tell(h, NULL, ben, &alarm_note), 1);
	assert_int_equal(
	    held_int(h, "SELECT read_at IS NULL FROM notification"), 1);
	assert_int_equal(
	    held_int(h, "SELECT popup_at FROM notification"), START + 3 * HOUR);
	/* another key, another person: entries of their own */
	assert_int_equal(tell(h, NULL, account(h, "anna"), &alarm_note), 1);
	assert_int_equal(held_int(h, "SELECT count(*) FROM notification"), 2);
}

static void
a_day_later_it_is_a_new_entry(void **state)
{
	struct held *h = *state;
	int64_t ben = account(h, "ben");

	assert_int_equal(tell(h, NULL, ben, &alarm_note), 1);
	held_advance(h, DAY - 1);
	assert_int_equal(tell(h, NULL, ben, &alarm_note), 1);
	assert_int_equal(held_int(h, "SELECT max(count) FROM notification"), 2);
	held_advance(h, 1);
	assert_int_equal(tell(h, NULL, ben, &alarm_note), 1);
	assert_int_equal(held_int(h, "SELECT count(*) FROM notification"), 2);
	/* dismissed for good: a repeat does not bring it back */
	assert_true(held_sql(h, "UPDATE notification SET dismissed_at = 1"));
	assert_int_equal(tell(h, NULL, ben, &alarm_note), 1);
	assert_int_equal(held_int(h, "SELECT count(*) FROM notification"
				     " WHERE dismissed_at IS NULL"),
	    1);
	assert_int_equal(held_int(h, "SELECT count FROM notification"
				     " WHERE dismissed_at IS NULL"),
	    1);
}

static void
nobody_gets_what_is_not_for_him(void **state)
{
	struct held *h = *state;

	assert_int_equal(tell(h, "service", 0, &alarm_note), 0);
	assert_int_equal(tell(h, "boss", 0, &alarm_note), -1);
	assert_true(
	    held_sql(h, "UPDATE account SET active = 0 WHERE name = 'ben'"));
	assert_true(held_sql(h,
	    "INSERT INTO account(name, active, placeholder, created_at)"
	    " VALUES('alt', 1, 1, 0)"));
	assert_int_equal(tell(h, NULL, account(h, "ben"), &alarm_note), 1);
	assert_int_equal(tell(h, NULL, 999, &alarm_note), 1);
	assert_int_equal(held_int(h, "SELECT count(*) FROM notification"), 0);
	assert_int_equal(tell(h, "all", 0, &alarm_note), 1);
}

static void
long_texts_are_cut(void **state)
{
	struct held *h = *state;
	struct notification n = alarm_note;
	char title[1000];
	int i;

	for (i = 0; i < 400; i++)
		memcpy(title + 2 * i, "ä", 2);
	title[800] = '\0';
	n.title_de = title;
	assert_int_equal(tell(h, NULL, account(h, "ben"), &n), 1);
	assert_int_equal(
	    held_int(h, "SELECT length(title) FROM notification"), 300);
	assert_int_equal(held_int(h, "SELECT title LIKE '%ä…' FROM"
				     " notification"),
	    1);
}

/* Rows of ben, n of them, each a minute older than the one before. */
static void
fill(struct held *h, const char *columns, const char *values, int n)
{
	char *sql = xprintf(
	    "WITH RECURSIVE k(v) AS (SELECT 0 UNION ALL SELECT v + 1 FROM k"
	    " WHERE v < %d) INSERT INTO notification(account, at, first_at,"
	    " type, title, source%s) SELECT a.id, %lld - v * 60000, 0, 'info',"
	    " 'N', 'test'%s FROM k, account a WHERE a.name = 'ben'",
	    n - 1, columns, (long long)h->now, values);

	assert_true(held_sql(h, sql));
	free(sql);
}

static int64_t
left(struct held *h, const char *where)
{
	char *sql =
	    xprintf("SELECT count(*) FROM notification WHERE %s", where);
	int64_t n = held_int(h, sql);

	free(sql);
	return n;
}

/* Into the next night, and until its portions are through. */
static void
night(struct held *h)
{
	int i;

	held_advance(h, DAY);
	for (i = 0; i < 40; i++)
		held_advance(h, 50);
}

static void
old_ones_go_at_night(void **state)
{
	struct held *h = *state;
	char *now = xprintf("%lld", (long long)(h->now + DAY));
	char *values = NULL;
	int i;
	static const struct {
		const char *column;
		int days;
	} kinds[] = { { "dismissed_at", 30 }, { "read_at", 90 },
		{ "at", 180 } };

	fill(h, "", "", 1);
	for (i = 0; i < 3; i++) {
		/* one that is just old enough, one that is not */
		fill(h, "", "", 2);
		values = xprintf("UPDATE notification SET %s = %s - %d *"
				 " 86400000 - 60000 + 120000 * (id %% 2)"
				 " WHERE id > (SELECT max(id) - 2 FROM"
				 " notification)",
		    kinds[i].column, now, kinds[i].days);
		assert_true(held_sql(h, values));
		free(values);
	}
	night(h);
	/* 7 rows: the new one and one of each pair stay */
	assert_int_equal(left(h, "1"), 4);
	assert_int_equal(left(h, "dismissed_at IS NOT NULL"), 1);
	assert_int_equal(left(h, "read_at IS NOT NULL"), 1);
	free(now);
}

static void
the_oldest_read_go_first(void **state)
{
	struct held *h = *state;

	fill(h, "", "", 150);
	fill(h, ", read_at", ", 1772438400000 - v", 100);
	fill(h, ", dismissed_at", ", 1772438400000", 30);
	night(h);
	assert_int_equal(left(h, "1"), 200);
	assert_int_equal(left(h, "read_at IS NULL"), 150);
	assert_int_equal(left(h, "dismissed_at IS NOT NULL"), 0);
	/* the newest 50 of those that were read */
	assert_int_equal(
	    left(h, "read_at IS NOT NULL AND at > 1772438400000 - 50 * 60000"),
	    50);
}

/* Many rows are no long turn: at most 500 go in one. */
static void
the_night_works_in_portions(void **state)
{
	struct held *h = *state;
	int64_t before;

	fill(h, ", dismissed_at", ", 1", 1200);
	held_advance(h, 14 * HOUR); /* 22:00Z, 23:00 in the company */
	held_advance(h, HOUR);
	before = left(h, "1");
	assert_int_equal(before, 700);
	held_advance(h, 50);
	assert_int_equal(left(h, "1"), 200);
	held_advance(h, 50);
	assert_int_equal(left(h, "1"), 0);
}

static void
no_line(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

static void
errors_are_told_once_per_code_and_hour(void **state)
{
	struct held *h = *state;
	struct held_conn *tina = held_user(h, "tina", "telefonist");
	struct held_conn *anna = held_user(h, "chef", "admin");
	const char *line;
	int i;

	log_set_sink(no_line, NULL);
	assert_true(held_sql(h, "ALTER TABLE activity RENAME TO gone"));
	for (i = 0; i < 12; i++) {
		line = held_call(tina, "hub.list_activity", "{}", NULL);
		assert_non_null(strstr(line, "\"code\":\"DATABASE\""));
		assert_non_null(strstr(line, "\"error_id\":\"ERR-"));
	}
	held_advance(h, MINUTE);
	/* both admins, nobody else, one entry each */
	assert_int_equal(left(h, "1"), 2);
	assert_int_equal(left(h, "count = 12 AND type = 'error'"), 2);
	line = held_next(anna, true);
	assert_non_null(line);
	assert_non_null(strstr(line, "Daten können nicht gespeichert werden"));
	line = held_call(anna, "notify.list", "{}", NULL);
	assert_non_null(strstr(line, "\"count\":12"));
	assert_non_null(strstr(line, "hub.list_activity, Fehler-Nr. ERR-"));
	/* the next hour is another entry */
	held_advance(h, HOUR);
	held_call(tina, "hub.list_activity", "{}", NULL);
	held_advance(h, MINUTE);
	assert_int_equal(left(h, "1"), 4);
	assert_int_equal(left(h, "count = 1"), 2);
	/* nothing new: nothing is told */
	held_advance(h, HOUR);
	assert_int_equal(left(h, "1"), 4);
	log_set_sink(NULL, NULL);
}

/* While telling fails too, the server neither spins nor forgets. */
static void
telling_waits_for_the_database(void **state)
{
	struct held *h = *state;
	struct held_conn *tina = held_user(h, "tina", "telefonist");
	int64_t next;
	int i;

	log_set_sink(no_line, NULL);
	assert_true(held_sql(h, "ALTER TABLE activity RENAME TO gone"));
	assert_true(held_sql(h, "ALTER TABLE notification RENAME TO away"));
	held_call(tina, "hub.list_activity", "{}", NULL);
	for (i = 0; i < 5; i++) {
		app_run_due(h->app);
		app_turn_end(h->app);
	}
	next = app_next_due(h->app);
	assert_true(next > h->now + 1000);
	held_advance(h, MINUTE);
	assert_true(held_sql(h, "ALTER TABLE away RENAME TO notification"));
	held_advance(h, MINUTE);
	assert_int_equal(left(h, "count = 1 AND type = 'error'"), 1);
	log_set_sink(NULL, NULL);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(repeats_count_within_a_day),
		T(a_day_later_it_is_a_new_entry),
		T(nobody_gets_what_is_not_for_him),
		T(long_texts_are_cut),
		T(old_ones_go_at_night),
		T(the_oldest_read_go_first),
		T(the_night_works_in_portions),
		T(errors_are_told_once_per_code_and_hour),
		T(telling_waits_for_the_database),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
