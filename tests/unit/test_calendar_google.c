/* The client of Google's calendar against the stand-in, faults included. */
/* covers: CAL-01 CAL-03 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/date.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/calendar/calendar_http.h"
#include "server/calendar/calendar_jwt.h"
#include "server/calendar/calendar_port.h"
#include "tests/harness/fake_google.h"

#define ID "0123456789abcdef0123456789abcdef"
#define CAL "central@group.calendar.google.com"
#define BODY(title)                                                      \
	"{\"id\":\"" ID "\",\"summary\":\"" title "\",\"start\":{"       \
	"\"dateTime\":\"2026-03-05T11:00:00+01:00\"},\"end\":{"          \
	"\"dateTime\":\"2026-03-05T13:00:00+01:00\"},\"colorId\":\"7\"," \
	"\"extendedProperties\":{\"private\":{\"hub_booking\":\"u-1\"}}}"

struct world {
	struct fake_google *g;
	struct arena *a;
	json_t *key;
	struct calendar_access as;
	struct calendar_request rq;
	struct calendar_answer out;
};

static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	http_setup();
	tz_set("Europe/Berlin");
	w->g = fake_google_new();
	w->a = arena_new();
	w->key = json_loads(fake_google_key_json(w->g), 0, NULL);
	w->as = (struct calendar_access){ .base = fake_google_base(w->g),
		.email =
		    json_string_value(json_object_get(w->key, "client_email")),
		.key =
		    json_string_value(json_object_get(w->key, "private_key")),
		.token_uri =
		    json_string_value(json_object_get(w->key, "token_uri")),
		.now = (int64_t)time(NULL) * 1000,
		.page_size = 3 };
	w->rq = (struct calendar_request){
		.calendar = CAL, .event_id = ID, .body = BODY("Muster, Erika")
	};
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	fake_google_free(w->g);
	arena_free(w->a);
	json_decref(w->key);
	free(w);
	return 0;
}

/* The token of an answer serves the next request, as the hub does it. */
static enum calendar_result
run(struct world *w, calendar_call *call)
{
	call(&w->as, &w->rq, w->a, &w->out);
	if (w->out.token != NULL) {
		w->as.token = w->out.token;
		w->as.token_ends = w->out.token_ends;
	}
	return w->out.result;
}

static void
test_insert_once(void **state)
{
	struct world *w = *state;

	assert_int_equal(run(w, calendar_google.insert), CAL_OK);
	assert_string_equal(w->out.event[0].title, "Muster, Erika");
	assert_string_equal(w->out.event[0].uuid, "u-1");
	assert_int_equal(w->out.event[0].color, 7);
	assert_int_equal(run(w, calendar_google.insert), CAL_EXISTS);
	assert_string_equal(w->out.event[0].uuid, "u-1");
	assert_int_equal(w->out.calls, 2);
	assert_int_equal(fake_google_count(w->g, CAL), 1);
	assert_int_equal(fake_google_tokens(w->g), 1);
}

static void
test_lost_answers(void **state)
{
	static const enum fake_fault faults[] = { FAKE_LOST, FAKE_CUT,
		FAKE_TORN };
	struct world *w = *state;
	int i;

	for (i = 0; i < 3; i++) {
		fake_google_fault(w->g, faults[i]);
		if (faults[i] == FAKE_TORN) /* 409 came, its look is lost */
			fake_google_fault(w->g, FAKE_LOST);
		assert_int_equal(run(w, calendar_google.insert), CAL_NETWORK);
		assert_int_equal(run(w, calendar_google.insert), CAL_EXISTS);
	}
	assert_int_equal(fake_google_count(w->g, CAL), 1);
	w->rq.body = BODY("Muster, Erika ( Abgesagt )");
	for (i = 0; i < 3; i++) {
		fake_google_fault(w->g, faults[i]);
		assert_int_equal(run(w, calendar_google.update), CAL_NETWORK);
	}
	assert_int_equal(run(w, calendar_google.update), CAL_OK);
	assert_string_equal(
	    w->out.event[0].title, "Muster, Erika ( Abgesagt )");
	fake_google_fault(w->g, FAKE_LOST);
	assert_int_equal(run(w, calendar_google.remove), CAL_NETWORK);
	assert_int_equal(run(w, calendar_google.remove), CAL_OK);
	assert_int_equal(run(w, calendar_google.update), CAL_MISSING);
}

static void
test_refusals(void **state)
{
	static const struct {
		enum fake_fault fault;
		enum calendar_result result;
	} rows[] = { { FAKE_429, CAL_RATE }, { FAKE_403_RATE, CAL_RATE },
		{ FAKE_403, CAL_FORBIDDEN }, { FAKE_400, CAL_INVALID },
		{ FAKE_500, CAL_UNAVAILABLE }, { FAKE_503, CAL_UNAVAILABLE },
		{ FAKE_REFUSE, CAL_NETWORK }, { FAKE_LOST, CAL_NETWORK },
		{ FAKE_CUT, CAL_NETWORK }, { FAKE_TORN, CAL_NETWORK },
		{ FAKE_GONE, CAL_TOKEN_GONE }, { FAKE_DELAY, CAL_OK } };
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fake_google_fault(w->g, rows[i].fault);
		assert_int_equal(run(w, calendar_google.list), rows[i].result);
		assert_int_equal(w->out.n, 0);
		assert_int_equal(
		    w->out.retry_after, rows[i].fault == FAKE_429 ? 7 : -1);
		if (rows[i].result != CAL_OK) {
			assert_null(w->out.next_token);
			assert_true(w->out.why[0] != '\0' ||
				    rows[i].result == CAL_TOKEN_GONE);
		}
	}
	w->rq.calendar = "missing@example.test";
	assert_int_equal(run(w, calendar_google.list), CAL_MISSING);
	assert_int_equal(run(w, calendar_google.probe), CAL_MISSING);
}

static void
test_tokens(void **state)
{
	struct world *w = *state;

	assert_int_equal(run(w, calendar_google.probe), CAL_OK);
	assert_int_equal(run(w, calendar_google.probe), CAL_OK);
	assert_int_equal(fake_google_tokens(w->g), 1);
	/* at least a minute before its end it is renewed */
	assert_true(w->as.token_ends <= w->as.now + 3599000 - 60000);
	w->as.now = w->as.token_ends;
	assert_int_equal(run(w, calendar_google.probe), CAL_OK);
	assert_int_equal(fake_google_tokens(w->g), 2);
	fake_google_withdraw(w->g);
	assert_int_equal(run(w, calendar_google.probe), CAL_OK);
	assert_int_equal(fake_google_tokens(w->g), 3);
	fake_google_withdraw(w->g);
	fake_google_refuse_account(w->g, true);
	assert_int_equal(run(w, calendar_google.probe), CAL_FORBIDDEN);
	assert_non_null(strstr(w->out.why, "invalid_grant"));
	w->as.email = NULL;
	w->as.token = NULL;
	assert_int_equal(run(w, calendar_google.probe), CAL_SETUP);
}

/* Signed with another key than the one Google knows. */
static void
test_wrong_key(void **state)
{
	struct world *w = *state;
	struct fake_google *other = fake_google_new();
	json_t *key = json_loads(fake_google_key_json(other), 0, NULL);

	w->as.key = json_string_value(json_object_get(key, "private_key"));
	assert_true(jwt_key_fits(w->as.key));
	assert_int_equal(run(w, calendar_google.probe), CAL_FORBIDDEN);
	assert_int_equal(fake_google_requests(w->g), 0);
	w->as.key = "no PEM at all";
	assert_int_equal(run(w, calendar_google.probe), CAL_SETUP);
	json_decref(key);
	fake_google_free(other);
}

static int
list_all(struct world *w, const char **token)
{
	int n = 0, pages = 0;

	w->rq.sync_token = *token;
	w->rq.page_token = NULL;
	do {
		assert_int_equal(run(w, calendar_google.list), CAL_OK);
		n += w->out.n;
		w->rq.page_token = w->out.next_page;
	} while (w->out.next_page != NULL && ++pages < 10);
	assert_non_null(w->out.next_token);
	*token = w->out.next_token;
	return n;
}

static void
test_list_pages_and_tokens(void **state)
{
	struct world *w = *state;
	struct fake_edit e = { "Foreign", 5, "2026-03-05T14:00:00+01:00",
		"2026-03-05T15:00:00+01:00" };
	struct fake_edit day = { "T1-bereit", -1, "2026-03-29", "2026-03-30" };
	struct fake_edit late = { "Later", -1, "2026-10-26T09:00:00+01:00",
		"2026-10-26T10:00:00+01:00" };
	const char *token = NULL;
	char id[] = "foreign0";
	int i;

	w->rq.from = tz_day(date_make(2026, 3, 1));
	w->rq.to = tz_day(date_make(2026, 4, 1));
	for (i = 0; i < 6; i++) {
		id[7] = (char)('0' + i);
		fake_google_add(w->g, CAL, id, &e);
	}
	fake_google_add(w->g, CAL, "allday", &day);
	fake_google_add(w->g, CAL, "later0", &late);
	assert_int_equal(list_all(w, &token), 7);
	assert_string_equal(w->out.event[0].id, "allday");
	assert_true(w->out.event[0].all_day);
	/* the day the clock goes forward has 23 hours */
	assert_int_equal(
	    w->out.event[0].end_at - w->out.event[0].start_at, 23 * 3600000LL);
	assert_int_equal(list_all(w, &token), 0);
	fake_google_delete(w->g, CAL, "foreign3");
	e.color = 11;
	fake_google_edit(w->g, CAL, "foreign4", &e);
	assert_int_equal(list_all(w, &token), 2);
	assert_true(w->out.event[0].cancelled);
	assert_int_equal(w->out.event[1].color, 11);
	fake_google_forget_tokens(w->g);
	w->rq.sync_token = token;
	w->rq.page_token = NULL;
	assert_int_equal(run(w, calendar_google.list), CAL_TOKEN_GONE);
	token = NULL;
	assert_int_equal(list_all(w, &token), 6);
}

static void
test_etags(void **state)
{
	struct world *w = *state;
	struct fake_edit e = { "Muster, Erika ( Ghost )", -1, NULL, NULL };

	assert_int_equal(run(w, calendar_google.insert), CAL_OK);
	w->rq.etag = w->out.event[0].etag;
	fake_google_edit(w->g, CAL, ID, &e);
	assert_int_equal(run(w, calendar_google.update), CAL_CHANGED);
	assert_int_equal(run(w, calendar_google.remove), CAL_CHANGED);
	w->rq.etag = NULL;
	assert_int_equal(run(w, calendar_google.update), CAL_OK);
	w->rq.etag = w->out.event[0].etag;
	assert_int_equal(run(w, calendar_google.update), CAL_OK);
	/* a deleted event takes changes and stays deleted */
	fake_google_delete(w->g, CAL, ID);
	w->rq.etag = NULL;
	assert_int_equal(run(w, calendar_google.update), CAL_MISSING);
	assert_int_equal(run(w, calendar_google.insert), CAL_EXISTS);
	assert_true(w->out.event[0].cancelled);
}

static void
test_addresses(void **state)
{
	struct world *w = *state;
	atomic_bool stop = true;

	assert_true(http_may_use("https://www.googleapis.com/calendar/v3"));
	assert_true(http_may_use("http://127.0.0.1:80/x"));
	assert_true(http_may_use("http://[::1]:80/x"));
	assert_true(http_may_use("http://localhost/x"));
	assert_false(http_may_use("http://www.googleapis.com/calendar/v3"));
	assert_false(http_may_use("http://127.0.0.1.example.test/"));
	assert_false(http_may_use("http://localhost@example.test/"));
	assert_false(http_may_use("ftp://127.0.0.1/"));
	assert_false(http_may_use("file:///etc/passwd"));
	assert_int_equal(run(w, calendar_google.probe), CAL_OK);
	w->as.base = "http://calendar.example.test/v3";
	assert_int_equal(run(w, calendar_google.probe), CAL_SETUP);
	w->as.base = fake_google_base(w->g);
	w->as.stop = &stop;
	assert_int_equal(run(w, calendar_google.probe), CAL_NETWORK);
	w->as.stop = NULL;
	fake_google_down(w->g, true);
	assert_int_equal(run(w, calendar_google.list), CAL_NETWORK);
}

/* RFC 4648, without padding. */
static void
test_base64url(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	base64url_add(&b,
	    "\xfb\xff\xfe"
	    "f",
	    4);
	assert_string_equal(buf_str(&b), "-__-Zg");
	buf_done(&b);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_insert_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    test_lost_answers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    test_refusals, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_tokens, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    test_wrong_key, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    test_list_pages_and_tokens, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_etags, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    test_addresses, set_up, tear_down),
		cmocka_unit_test(test_base64url),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
