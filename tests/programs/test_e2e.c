/* The real server end to end: ends under load, cut answers, bad input, rivals.
 * covers: SLOT-01 SLOT-04 SLOT-05 SLOT-14 OPS-03 QA-01 SEC-12 SEC-13 API-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <openssl/ssl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "common/buf.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/crowd.h"

#define PATIENCE_MS 5000 /* an answer that is not affected by others */

static struct crowd *
make(int people, int consultants, int places)
{
	struct crowd *w = xcalloc(1, sizeof(*w));

	assert_true(crowd_init(w, people, consultants, places));
	assert_true(crowd_start(w));
	return w;
}

static void
drop(struct crowd *w)
{
	crowd_done(w);
	free(w);
}

static void
check(struct crowd *w, bool ok)
{
	if (!ok)
		fail_msg("%s", w->why);
}

/* --- ends under load --- */

static bool
by_kill(struct server_proc *s)
{
	server_crash(s);
	return true;
}

static bool
by_term(struct server_proc *s)
{
	return server_stop(s) == 0;
}

/* However often it ended: no entry is missing, none was written twice. */
static void
the_audit_log_is_whole(struct crowd *w)
{
	struct netclient c;
	const char *line;

	assert_true(nc_open_unix(&c, w->s.socket));
	assert_non_null(nc_line(&c));
	assert_true(nc_says(&c, "{\"id\":1,\"op\":\"audit.verify\"}\n"));
	line = nc_line(&c);
	if (line == NULL || strstr(line, "\"ok\":true") == NULL)
		fail_msg("%s", line != NULL ? line : "no answer");
	nc_close(&c);
}

static void
kill_9_loses_no_answered_booking(void **state)
{
	static const int answers[] = { 1, 40, 150, 400 };
	struct crowd *w = make(8, 4, 20);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		check(w, crowd_restart_round(w, answers[i], by_kill));
	the_audit_log_is_whole(w);
	assert_int_equal(server_stop(&w->s), 0);
	check(w, crowd_audit(w));
	drop(w);
}

static void
a_restart_under_load_loses_nothing(void **state)
{
	struct crowd *w = make(8, 4, 20);
	int i;

	(void)state;
	for (i = 0; i < 3; i++)
		check(w, crowd_restart_round(w, 120 * i + 20, by_term));
	the_audit_log_is_whole(w);
	assert_int_equal(server_stop(&w->s), 0);
	check(w, crowd_audit(w));
	drop(w);
}

/* --- answers cut off --- */

/* n bytes more of an open connection; false when it ends before. */
static bool
take(struct netclient *c, char *out, size_t n)
{
	size_t have = 0;

	while (have < n) {
		ssize_t r = c->ssl != NULL
				? SSL_read(c->ssl, out + have, (int)(n - have))
				: recv(c->fd, out + have, n - have, 0);

		if (r <= 0)
			return false;
		have += (size_t)r;
	}
	return true;
}

/* Sends request n and reads `bytes` of its answer, then is gone. */
static void
book_and_go(struct crowd *w, int n, size_t bytes)
{
	char line[CROWD_LINE], last[40], *answer = xmalloc(bytes + 1);
	struct netclient c;

	snprintf(last, sizeof(last), "Cut%d", n);
	assert_true(crowd_sign_in(w, 0, n % 8 == 0, &c));
	assert_int_equal(nc_rest(&c), 0);
	assert_true(nc_says(&c, crowd_book(w, n % w->n_slots, last, line)));
	assert_true(take(&c, answer, bytes));
	nc_close(&c);
	free(answer);
}

/* The booking of request n, asked with its key. */
static int64_t
book_again(struct crowd *w, struct netclient *c, int n)
{
	char line[CROWD_LINE], last[40];
	const char *answer;

	snprintf(last, sizeof(last), "Cut%d", n);
	assert_true(nc_says(c, crowd_book(w, n % w->n_slots, last, line)));
	answer = crowd_answer(c);
	assert_non_null(answer);
	if (crowd_booked(answer) == 0)
		fail_msg("request %d again: %s", n, answer);
	return crowd_booked(answer);
}

static size_t
answer_length(struct crowd *w, struct netclient *c, int n)
{
	char line[CROWD_LINE], last[40];
	const char *answer;

	snprintf(last, sizeof(last), "Cut%d", n);
	assert_true(nc_says(c, crowd_book(w, n % w->n_slots, last, line)));
	answer = crowd_answer(c);
	assert_true(crowd_booked(answer) > 0);
	return strlen(answer) + 1;
}

static void
an_answer_cut_anywhere_can_be_asked_again(void **state)
{
	struct crowd *w = make(1, 1, 20);
	struct netclient c;
	int64_t id;
	int n, length;

	(void)state;
	assert_true(crowd_sign_in(w, 0, false, &c));
	length = (int)answer_length(w, &c, 0);
	assert_true(length > 400);
	/* later answers are never shorter: their numbers grow */
	for (n = 1; n <= length; n++) {
		book_and_go(w, n, (size_t)n - 1);
		id = book_again(w, &c, n);
		if (n % 16 == 0)
			assert_int_equal(book_again(w, &c, n), id);
	}
	nc_close(&c);
	assert_int_equal(server_stop(&w->s), 0);
	assert_int_equal(
	    crowd_number(w, "SELECT count(*) FROM booking"), length + 1);
	assert_int_equal(crowd_number(w, "SELECT count(DISTINCT customer_key)"
					 " FROM booking"),
	    length + 1);
	assert_int_equal(
	    crowd_number(w, "SELECT count(*) FROM slot_place"), length + 1);
	assert_int_equal(
	    crowd_number(w, "SELECT count(*) FROM point_ledger"), length + 1);
	check(w, crowd_audit(w));
	drop(w);
}

/* --- pushes --- */

static void
others_see_the_place_go_within_a_second(void **state)
{
	struct crowd *w = make(2, 1, 3);
	struct netclient booker, watcher;
	char line[CROWD_LINE], last[40], mark[80];
	long long sent;
	const char *push;
	int i;

	(void)state;
	assert_true(crowd_sign_in(w, 0, true, &booker));
	assert_true(crowd_sign_in(w, 1, true, &watcher));
	assert_true(nc_says(&watcher, "{\"id\":5,\"op\":\"events.subscribe\","
				      "\"params\":{\"topics\":[\"slots\"]}}"
				      "\n"));
	assert_non_null(crowd_answer(&watcher));
	nc_patience(&watcher, 1000);
	for (i = 0; i < 3; i++) {
		snprintf(last, sizeof(last), "Kunde%d", i);
		snprintf(mark, sizeof(mark),
		    "\"date\":\"%s\",\"hour\":%d,\"free\":%d,", w->slot[0].date,
		    w->slot[0].hour, 2 - i);
		sent = server_clock();
		assert_true(nc_says(&booker, crowd_book(w, 0, last, line)));
		push = nc_line(&watcher);
		assert_non_null(push);
		assert_true(server_clock() - sent <= 1000);
		assert_true(str_starts(push, "{\"event\":\"slots.changed\""));
		if (strstr(push, mark) == NULL)
			fail_msg("%s instead of %s", push, mark);
		assert_true(crowd_booked(crowd_answer(&booker)) > 0);
	}
	nc_close(&booker);
	nc_close(&watcher);
	drop(w);
}

/* --- bad input --- */

#define BOOK "{\"id\":7,\"op\":\"slots.book\",\"params\":"
#define KEY ",\"idempotency_key\":\"k\"}"

static const struct {
	const char *line, *code, *field;
} bad[] = {
	{ BOOK "{}" KEY, "VALIDATION", "\"last_name\"" },
	{ BOOK "{\"date\":\"2031-03-04\",\"hour\":9,\"first_name\":\"A\"}" KEY,
	    "VALIDATION", "\"last_name\"" },
	{ BOOK "{\"date\":\"2031-03-04\",\"hour\":\"9\",\"first_name\":\"A\","
	       "\"last_name\":\"B\"}" KEY,
	    "VALIDATION", "\"hour\"" },
	{ BOOK "{\"date\":20310304,\"hour\":9,\"first_name\":\"A\","
	       "\"last_name\":\"B\"}" KEY,
	    "VALIDATION", "\"date\"" },
	{ BOOK "{\"date\":\"2031-02-30\",\"hour\":9,\"first_name\":\"A\","
	       "\"last_name\":\"B\"}" KEY,
	    "VALIDATION", "\"date\"" },
	{ BOOK "{\"date\":\"2031-03-04\",\"hour\":9,\"first_name\":null,"
	       "\"last_name\":[\"B\"]}" KEY,
	    "VALIDATION", "\"first_name\"" },
	{ BOOK "{\"date\":\"2031-03-04\",\"hour\":9,\"first_name\":\"A\","
	       "\"last_name\":\"B\",\"colour\":3}" KEY,
	    "VALIDATION", "\"colour\"" },
	{ BOOK "{\"date\":\"2031-03-04\",\"hour\":9,\"first_name\":\"A\","
	       "\"last_name\":\"a\\u0007b\"}" KEY,
	    "VALIDATION", "\"last_name\"" },
	{ BOOK "{\"date\":\"2031-03-04\",\"hour\":9,\"first_name\":\"A\","
	       "\"last_name\":\"a\\u202eb\"}" KEY,
	    "VALIDATION", "\"last_name\"" },
	{ BOOK "{\"date\":\"2031-03-04\",\"hour\":9,\"first_name\":\"A\","
	       "\"last_name\":\"B\"}}",
	    "VALIDATION", "idempotency_key" },
	{ "{\"id\":7,\"op\":\"slots.burn\"}", "UNKNOWN_OPERATION", "" },
	{ "{\"id\":7,\"op\":\"users.create\",\"params\":{}}", "FORBIDDEN", "" },
	{ "{\"id\":7,\"op\":\"system.ping\",\"colour\":3}", "BAD_REQUEST", "" },
	{ "{\"id\":7,\"op\":\"system.ping\",\"params\":{\"x\":\"\xff\xfe\"}}",
	    "BAD_REQUEST", "" },
	{ "{\"id\":7,\"op\":\"system.ping\",\"params\":{\"x\":\"a\tb\"}}",
	    "BAD_REQUEST", "" },
	{ "{\"id\":7,\"op\":\"system.ping\",\"params\":{\"x\":0.5}}",
	    "BAD_REQUEST", "" },
	{ "\x16\x03\x01\x02", "BAD_REQUEST", "" }, /* TLS inside of TLS */
};

/* The other client goes on with its work: it reads and it books. */
static void
goes_on(struct crowd *w, struct netclient *c, int *n)
{
	char line[CROWD_LINE], last[40];
	long long sent = server_clock();

	snprintf(last, sizeof(last), "Gut%d", *n);
	assert_true(nc_says(c, crowd_book(w, (*n)++ % w->n_slots, last, line)));
	assert_true(crowd_booked(crowd_answer(c)) > 0);
	assert_true(nc_says(c, "{\"id\":9,\"op\":\"slots.show_day\"}\n"));
	assert_non_null(strstr(crowd_answer(c), "\"id\":9,\"success\":true"));
	assert_true(server_clock() - sent < PATIENCE_MS);
}

/* Answers of refused lines; after the fifth that is no request it ends. */
static void
bad_lines_hurt_nobody_else(void **state)
{
	struct crowd *w = make(2, 1, 20);
	struct netclient good, c;
	char mark[64], *line, *answer;
	int n = 0, broken = 0;
	size_t i;

	(void)state;
	assert_true(crowd_sign_in(w, 0, true, &good));
	assert_true(crowd_sign_in(w, 1, true, &c));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		line = xprintf("%s\n", bad[i].line);
		assert_true(nc_says(&c, line));
		free(line);
		answer = crowd_answer(&c);
		snprintf(mark, sizeof(mark),
		    "\"success\":false,\"code\":\"%s\"", bad[i].code);
		if (answer == NULL || strstr(answer, mark) == NULL ||
		    strstr(answer, bad[i].field) == NULL)
			fail_msg("%s\n%s", bad[i].line,
			    answer != NULL ? answer : "no answer");
		broken += str_eq(bad[i].code, "BAD_REQUEST");
		goes_on(w, &good, &n);
	}
	assert_int_equal(broken, 5);
	assert_true(nc_ends(&c));
	nc_close(&c);
	nc_close(&good);
	drop(w);
}

/* Sends it and expects BAD_REQUEST, if anything, and the end. */
static void
expect_end(struct crowd *w, const char *p, size_t n, bool may_stay)
{
	struct netclient c;
	const char *answer;

	assert_true(crowd_sign_in(w, 1, true, &c));
	nc_send(&c, p, n); /* the peer may be gone before all of it */
	answer = crowd_answer(&c);
	if (answer != NULL)
		assert_non_null(strstr(answer, "\"code\":\"BAD_REQUEST\""));
	else
		assert_int_not_equal(c.end, NC_TIMEOUT);
	if (!may_stay && answer != NULL)
		assert_true(nc_ends(&c));
	nc_close(&c);
}

static void
monstrous_lines_hurt_nobody_else(void **state)
{
	struct crowd *w = make(2, 1, 20);
	struct netclient good, c;
	size_t size = 1 << 20, i;
	char *p = xmalloc(size);
	int n = 0;

	(void)state;
	assert_true(crowd_sign_in(w, 0, true, &good));
	memset(p, 'x', size);
	p[size - 1] = '\n';
	expect_end(w, p, size, false); /* 1 MiB in one line */
	goes_on(w, &good, &n);
	expect_end(w, p, size - 1, false); /* and without an end */
	goes_on(w, &good, &n);
	for (i = 0; i < 10000; i++)
		p[i] = '[';
	p[i] = '\n';
	expect_end(w, p, i + 1, true);
	goes_on(w, &good, &n);
	memset(p, '{', 60000);
	p[60000] = '\n';
	expect_end(w, p, 60001, true);
	goes_on(w, &good, &n);
	/* half a line, then silence: ended after limits.half_line_seconds */
	assert_true(nc_open_tls(&c, w->s.host, w->s.port, NULL));
	assert_non_null(nc_line(&c));
	assert_true(nc_says(&c, "{\"id\":1,\"op\":\"sys"));
	nc_patience(&c, 20);
	do {
		goes_on(w, &good, &n);
		c.end = NC_OPEN;
		assert_null(nc_line(&c));
	} while (c.end == NC_TIMEOUT);
	assert_true(c.end == NC_EOF || c.end == NC_BROKEN);
	nc_close(&c);
	nc_close(&good);
	free(p);
	drop(w);
}

/* --- rivals --- */

static void
the_last_place_is_sold_once_over_tls(void **state)
{
	struct crowd *w = make(CROWD_MAX, 1, 1);
	struct netclient *c = xcalloc(CROWD_MAX, sizeof(*c));
	int i;

	(void)state;
	for (i = 0; i < CROWD_MAX; i++)
		check(w, crowd_sign_in(w, i, true, &c[i]));
	for (i = 0; i < 8; i++)
		check(w, crowd_last_place(w, c, i));
	for (i = 0; i < CROWD_MAX; i++)
		nc_close(&c[i]);
	assert_int_equal(server_stop(&w->s), 0);
	assert_int_equal(crowd_number(w, "SELECT count(*) FROM booking"), 8);
	assert_int_equal(crowd_number(w, "SELECT count(*) FROM slot_place"), 0);
	check(w, crowd_audit(w));
	free(c);
	drop(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kill_9_loses_no_answered_booking),
		cmocka_unit_test(a_restart_under_load_loses_nothing),
		cmocka_unit_test(an_answer_cut_anywhere_can_be_asked_again),
		cmocka_unit_test(others_see_the_place_go_within_a_second),
		cmocka_unit_test(bad_lines_hurt_nobody_else),
		cmocka_unit_test(monstrous_lines_hurt_nobody_else),
		cmocka_unit_test(the_last_place_is_sold_once_over_tls),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("e2e", tests, NULL, NULL);
}
