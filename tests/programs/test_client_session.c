/*
 * Who is signed in, as the client sees it: codes, new tokens, sessions that
 * the server ends, marks of devices.
 */
/* covers: SEC-01 SEC-02 SEC-05 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/fake_hub.h"

#define MARK "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define TICKET(token, more)                           \
	"{\"token\":\"" token "\",\"session\":1" more \
	",\"user\":{\"name\":\"ana\",\"must_set_factor\":true}}"

static void
sign_in(struct fix *x, struct reply *r)
{
	waiter_call(&x->w, "auth.login",
	    json_pack("{s:s,s:s}", "name", " Ana", "password", "x"), r);
	assert_true(r->ok);
}

/* 1: a code is asked for */

static void
script_code(struct fake *f)
{
	fake_hello(f);
	fake_ok(f, fake_expect(f, "auth.login"),
	    "{\"result\":\"second_factor\",\"challenge\":\"c0\"}");
	fake_refuse(f, fake_expect(f, "auth.verify_code"), "INVALID_2FA");
	fake_ok(f, fake_expect(f, "auth.verify_code"), TICKET("t1", ""));
	fake_line(f);
}

static json_t *
code(const char *s)
{
	return json_pack("{s:s,s:s}", "challenge", "c0", "code", s);
}

static void
a_code_stands_between_password_and_session(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_code);
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	assert_null(client_challenge(x->w.client));
	sign_in(x, &r);
	reply_done(&r);
	assert_null(client_token(x->w.client));
	assert_null(client_session(x->w.client));
	assert_int_equal(client_state(x->w.client), CLIENT_LOGGED_OUT);
	assert_string_equal(
	    json_get_str(client_challenge(x->w.client), "challenge", ""), "c0");
	waiter_call(&x->w, "auth.verify_code", code("000000"), &r);
	assert_int_equal(r.err, E_INVALID_2FA);
	reply_done(&r);
	assert_non_null(client_challenge(x->w.client));
	waiter_call(&x->w, "auth.verify_code", code("123456"), &r);
	assert_true(r.ok);
	reply_done(&r);
	assert_null(client_challenge(x->w.client));
	assert_string_equal(client_token(x->w.client), "t1");
	assert_int_equal(client_state(x->w.client), CLIENT_ONLINE);
	waiter_done(&x->w);
	fake_finish(x);
}

/* 2: a challenge belongs to its connection */

static void
script_challenge_lost(struct fake *f)
{
	fake_hello(f);
	fake_ok(f, fake_expect(f, "auth.login"),
	    "{\"result\":\"second_factor\",\"challenge\":\"c0\"}");
	fake_expect(f, "slots.list_weeks");
	fake_drop(f);
	fake_hello(f);
	fake_ok(f, fake_expect(f, "slots.list_weeks"), "{}");
	fake_line(f);
}

static void
a_lost_link_forgets_the_challenge(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_challenge_lost);
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	sign_in(x, &r);
	reply_done(&r);
	waiter_call(&x->w, "slots.list_weeks", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	assert_null(client_challenge(x->w.client));
	waiter_done(&x->w);
	fake_finish(x);
}

/* 3: the same session under a new token */

static void
script_new_token(struct fake *f)
{
	int64_t id;

	fake_hello(f);
	fake_ok(f, fake_expect(f, "auth.login"), TICKET("t0", ""));
	fake_ok(
	    f, fake_expect(f, "auth.change_password"), "{\"token\":\"t9\"}");
	fake_ok(f, fake_expect(f, "auth.confirm_2fa"), "{\"codes\":[]}");
	fake_expect(f, "slots.list_weeks");
	fake_drop(f);
	fake_accept(f);
	fake_send(f, GREETING);
	id = fake_expect(f, "auth.resume");
	fake_check(f, strstr(f->line, "\"token\":\"t9\"") != NULL, "token");
	fake_ok(f, id, "{\"session\":1,\"user\":{\"name\":\"ana\"}}");
	fake_ok(f, fake_expect(f, "slots.list_weeks"), "{}");
	fake_line(f);
}

static bool
fact(const struct fix *x, const char *key)
{
	const json_t *user = json_get(client_session(x->w.client), "user");

	return json_get_bool(user, key, false);
}

static void
a_new_password_means_a_new_token(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_new_token);
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	sign_in(x, &r);
	reply_done(&r);
	waiter_call(&x->w, "auth.change_password", NULL, &r);
	reply_done(&r);
	assert_string_equal(client_token(x->w.client), "t9");
	assert_true(fact(x, "must_set_factor"));
	waiter_call(&x->w, "auth.confirm_2fa", NULL, &r);
	reply_done(&r);
	assert_false(fact(x, "must_set_factor"));
	assert_true(fact(x, "two_factor"));
	waiter_call(&x->w, "slots.list_weeks", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
}

/* 4: somebody ends the session */

static void
script_ended(struct fake *f)
{
	fake_hello(f);
	fake_ok(f, fake_expect(f, "auth.login"), TICKET("t0", ""));
	fake_expect(f, "slots.list_weeks");
	fake_send(f, "{\"event\":\"session.ended\",\"data\":{\"reason\":"
		     "\"password\"}}\n");
	fake_drop(f);
	fake_hello(f); /* no resume: the token is gone */
	fake_refuse(f, fake_expect(f, "slots.list_weeks"), "UNAUTHENTICATED");
	fake_ok(f, fake_expect(f, "auth.login"), TICKET("t1", ""));
	fake_line(f);
}

static void
an_ended_session_is_not_resumed(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_ended);
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	sign_in(x, &r);
	reply_done(&r);
	assert_null(client_ended(x->w.client));
	waiter_call(&x->w, "slots.list_weeks", NULL, &r);
	assert_int_equal(r.err, E_UNAUTHENTICATED);
	reply_done(&r);
	assert_null(client_token(x->w.client));
	assert_string_equal(client_ended(x->w.client), "password");
	sign_in(x, &r);
	reply_done(&r);
	assert_null(client_ended(x->w.client));
	waiter_done(&x->w);
	fake_finish(x);
}

/* 5: the mark of the device */

static void
script_device(struct fake *f)
{
	int64_t id;

	fake_hello(f);
	id = fake_expect(f, "auth.login");
	fake_check(f, strstr(f->line, "device") == NULL, "a mark from nowhere");
	fake_ok(f, id, TICKET("t0", ",\"device\":\"" MARK "\""));
	id = fake_expect(f, "auth.login");
	fake_check(f, strstr(f->line, "\"device\":\"" MARK "\"") != NULL,
	    "the mark is not sent");
	fake_ok(f, id, TICKET("t1", ""));
	id = fake_expect(f, "auth.login");
	fake_check(f, strstr(f->line, "device") == NULL, "another's mark");
	fake_ok(f, id, TICKET("t2", ""));
	fake_line(f);
}

/* The only file of the state folder, its mode, and its name in path. */
static mode_t
mode_of_mark(const char *home, char path[400])
{
	char folder[300];
	struct dirent *d;
	struct stat st = { 0 };
	DIR *dir;

	snprintf(folder, sizeof(folder), "%s/hub", home);
	dir = opendir(folder);
	assert_non_null(dir);
	while ((d = readdir(dir)) != NULL) {
		if (!str_starts(d->d_name, "device-"))
			continue;
		assert_null(strstr(d->d_name, "ana"));
		snprintf(path, 400, "%s/%.80s", folder, d->d_name);
		assert_int_equal(stat(path, &st), 0);
	}
	closedir(dir);
	return st.st_mode & 0777;
}

static void
a_device_is_known_again(void **state)
{
	struct fix *x = *state;
	char path[400] = "";
	struct reply r;

	fake_serve(x, script_device);
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	sign_in(x, &r);
	reply_done(&r);
	assert_int_equal(mode_of_mark(x->dir, path), 0600);
	sign_in(x, &r);
	reply_done(&r);
	waiter_call(&x->w, "auth.login",
	    json_pack("{s:s,s:s}", "name", "ben", "password", "x"), &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
	assert_int_equal(unlink(path), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fake_set_up, fake_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_code_stands_between_password_and_session),
		TEST(a_lost_link_forgets_the_challenge),
		TEST(a_new_password_means_a_new_token),
		TEST(an_ended_session_is_not_resumed),
		TEST(a_device_is_known_again),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	json_setup();
	return cmocka_run_group_tests_name("client session", tests, NULL, NULL);
}
