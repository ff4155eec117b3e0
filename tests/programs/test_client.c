/*
 * The client against a scripted server: cut answers, repeated writes, resumed
 * sessions and pushes.
 */
/* covers: HUB-14 SLOT-04 API-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/fake_hub.h"

static json_t *
book_params(void)
{
	return json_pack("{s:s,s:i,s:s,s:s}", "date", "2026-11-23", "hour", 9,
	    "last_name", "Müster", "first_name", "Erika");
}

static bool
saw_state(const struct fix *x, enum client_state s)
{
	int i;

	for (i = 0; i < x->n_states; i++)
		if (x->states[i] == (int)s)
			return true;
	return false;
}

static void
run_until_push(struct fix *x, const char *event)
{
	while (!str_eq(x->event, event))
		(void)uv_run(&x->w.loop, UV_RUN_ONCE);
}

/* 1: greeting, answer, failure */

static void
script_plain(struct fake *f)
{
	fake_hello(f);
	fake_ok(
	    f, fake_expect(f, "slots.show_day"), "{\"date\":\"2026-11-23\"}");
	fake_check(f, f->key[0] == '\0', "a read has a key");
	fake_refuse(f, fake_expect(f, "slots.book"), "SLOT_FULL");
	fake_check(f, strlen(f->key) == 36 && f->key[14] == '4', "no UUID");
	fake_line(f);
}

static void
answers_reach_their_calls(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_plain);
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	assert_string_equal(client_server_version(x->w.client), "4.1.0");
	assert_true(client_now_ms(x->w.client) >= 1795366800000);
	assert_true(client_now_ms(x->w.client) < 1795366860000);
	waiter_call(&x->w, "slots.show_day", NULL, &r);
	assert_true(r.ok);
	assert_int_equal(reply_exit_status(&r), 0);
	assert_string_equal(json_get_str(r.data, "date", ""), "2026-11-23");
	reply_done(&r);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_false(r.ok);
	assert_int_equal(r.err, E_SLOT_FULL);
	assert_int_equal(reply_exit_status(&r), 4);
	assert_int_equal(r.retry_after, 7);
	assert_string_equal(r.error_id, "ERR-1");
	assert_string_equal(r.text, "nein");
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
}

/* 2: an answer cut at every byte; the write comes back with the same key */

#define CUT_ANSWER \
	"{\"id\":1,\"success\":true,\"data\":{\"points\":3,\"n\":\"Mü\"}}\n"

static void
script_cut(struct fake *f)
{
	char first[LINE_MAX_TEST];

	fake_hello(f);
	fake_expect(f, "slots.book");
	(void)str_copy(first, sizeof(first), f->line);
	fake_bytes(f, CUT_ANSWER, (size_t)f->cut);
	fake_drop(f);
	fake_hello(f);
	fake_expect(f, "slots.book");
	/* the ids of our own hello calls differ, the request does not */
	fake_check(f, str_eq(f->line, first), "the repeated write differs");
	fake_send(f, CUT_ANSWER);
	fake_line(f);
}

static void
cut_answers_are_asked_for_again(void **state)
{
	struct fix *x = *state;
	int n = (int)strlen(CUT_ANSWER);
	struct reply r;

	for (x->fake.cut = 0; x->fake.cut < n; x->fake.cut++) {
		fake_serve(x, script_cut);
		waiter_init(&x->w, &x->cfg);
		waiter_call(&x->w, "slots.book", book_params(), &r);
		assert_true(r.ok);
		assert_int_equal(json_get_int(r.data, "points", 0), 3);
		reply_done(&r);
		waiter_done(&x->w);
		fake_finish(x);
		fake_stop_listening(x);
		target_done(&x->target);
	}
}

/* 3: what must not be sent twice */

static void
script_login_cut(struct fake *f)
{
	fake_hello(f);
	fake_expect(f, "auth.login");
	fake_check(f, f->key[0] == '\0', "a sign-in has a key");
	fake_drop(f);
	fake_hello(f);
	fake_ok(f, fake_expect(f, "system.ping"), "{\"pong\":true}");
	fake_line(f);
}

static void
sign_in_is_never_repeated(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_login_cut);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "auth.login",
	    json_pack("{s:s,s:s}", "name", "ana", "password", "x"), &r);
	assert_int_equal(r.fate, FATE_UNKNOWN);
	assert_int_equal(reply_exit_status(&r), EXIT_UNKNOWN_OUTCOME);
	reply_done(&r);
	waiter_call(&x->w, "system.ping", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
}

/* 4: session and pushes go on where they were */

static void
script_resume(struct fake *f)
{
	int64_t id;

	fake_hello(f);
	fake_ok(f, fake_expect(f, "auth.login"),
	    "{\"token\":\"t0\",\"session\":1,\"user\":{\"name\":\"ana\"}}");
	id = fake_expect(f, "events.subscribe");
	fake_check(
	    f, strstr(f->line, "[\"slots\",\"blocks\"]") != NULL, "topics");
	fake_ok(f, id, "{\"boot\":\"aa00\",\"seq\":5}");
	fake_send(f, "{\"event\":\"slots.changed\",\"seq\":6,"
		     "\"data\":{\"free\":3}}\n");
	fake_expect(f, "slots.show_day");
	fake_drop(f); /* unanswered */
	fake_accept(f);
	fake_send(f, GREETING);
	id = fake_expect(f, "auth.resume");
	fake_check(f, strstr(f->line, "\"token\":\"t0\"") != NULL, "token");
	fake_ok(f, id, "{\"session\":1,\"user\":{\"name\":\"ana\"}}");
	id = fake_expect(f, "events.resume");
	fake_check(f,
	    strstr(f->line, "\"boot\":\"aa00\"") != NULL &&
		strstr(f->line, "\"seq\":6") != NULL,
	    "boot and seq");
	fake_ok(f, id, "{\"boot\":\"aa00\",\"seq\":7,\"reload\":false}");
	fake_send(f, "{\"event\":\"slots.changed\",\"seq\":7,"
		     "\"data\":{\"free\":2}}\n");
	fake_ok(f, fake_expect(f, "slots.show_day"), "{}");
	fake_line(f);
}

static void
session_and_pushes_survive_a_lost_link(void **state)
{
	static const char *const topics[] = { "slots", "blocks", NULL };
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_resume);
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	waiter_call(&x->w, "auth.login",
	    json_pack("{s:s,s:s}", "name", "ana", "password", "x"), &r);
	assert_true(r.ok);
	reply_done(&r);
	assert_string_equal(client_token(x->w.client), "t0");
	client_subscribe(x->w.client, topics);
	run_until_push(x, "slots.changed");
	assert_int_equal(x->value, 3);
	waiter_call(&x->w, "slots.show_day", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	assert_int_equal(x->value, 2);
	assert_int_equal(x->n_pushes, 2);
	assert_true(saw_state(x, CLIENT_OFFLINE));
	assert_non_null(client_session(x->w.client));
	waiter_done(&x->w);
	fake_finish(x);
}

/* 5: a restarted server does not know what we missed */

static void
script_reload(struct fake *f)
{
	fake_hello(f);
	fake_ok(f, fake_expect(f, "events.subscribe"),
	    "{\"boot\":\"aa00\",\"seq\":5}");
	fake_send(f, "{\"event\":\"system.goodbye\",\"data\":{\"reason\":"
		     "\"stop\"}}\n");
	fake_drop(f);
	fake_hello(f);
	fake_ok(f, fake_expect(f, "events.resume"),
	    "{\"boot\":\"bb11\",\"seq\":1,\"reload\":true}");
	fake_line(f);
}

static void
missed_pushes_mean_reload(void **state)
{
	static const char *const topics[] = { "slots", NULL };
	struct fix *x = *state;

	fake_serve(x, script_reload);
	waiter_init(&x->w, &x->cfg);
	client_subscribe(x->w.client, topics);
	run_until_push(x, "client.reload");
	assert_int_equal(client_state(x->w.client), CLIENT_ONLINE);
	waiter_done(&x->w);
	fake_finish(x);
}

/* 6: after a goodbye nothing is sent over the old link */

static void
script_goodbye(struct fake *f)
{
	fake_hello(f);
	fake_expect(f, "slots.show_day");
	fake_send(f, "{\"event\":\"system.goodbye\",\"data\":{}}\n");
	fake_send(f, "{\"id\":1,\"success\":true,\"data\":{}}\n");
	shutdown(f->fd, SHUT_WR);
	fake_check(f, !fake_line(f), "sent after the goodbye");
	fake_drop(f);
	fake_hello(f);
	fake_ok(f, fake_expect(f, "slots.book"), "{}");
	fake_line(f);
}

static void
goodbye_moves_calls_to_the_next_link(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_goodbye);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.show_day", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
}

/* 7: the session has ended meanwhile */

static void
script_expired(struct fake *f)
{
	fake_accept(f);
	fake_send(f, GREETING);
	fake_refuse(f, fake_expect(f, "auth.resume"), "SESSION_EXPIRED");
	fake_ok(f, fake_expect(f, "hub.hello"), "{}");
	fake_line(f);
}

static void
ended_session_asks_for_sign_in(void **state)
{
	struct fix *x = *state;
	struct reply r;
	char *identity;

	fake_serve(x, script_expired);
	identity = xprintf("unix:%s", x->target.path);
	x->cfg.token = "t0";
	x->cfg.token_identity = identity;
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.show_day", NULL, &r);
	assert_int_equal(r.err, E_SESSION_EXPIRED);
	assert_int_equal(reply_exit_status(&r), 6);
	reply_done(&r);
	assert_true(waiter_connect(&x->w));
	assert_int_equal(client_state(x->w.client), CLIENT_LOGGED_OUT);
	assert_null(client_token(x->w.client));
	free(identity);
	waiter_done(&x->w);
	fake_finish(x);
}

static void
script_assume_refused(struct fake *f)
{
	fake_accept(f);
	fake_send(f, GREETING);
	fake_refuse(f, fake_expect(f, "auth.assume"), "NOT_FOUND");
	fake_check(f, !fake_line(f), "went on as somebody else");
}

static void
refused_account_ends_everything(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_assume_refused);
	x->cfg.assume = "nobody";
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_int_equal(r.fate, FATE_NOT_SENT);
	reply_done(&r);
	assert_false(waiter_connect(&x->w));
	assert_int_equal(client_trouble(x->w.client), TROUBLE_REFUSED);
	assert_int_equal(client_refusal(x->w.client), E_NOT_FOUND);
	waiter_done(&x->w);
	fake_finish(x);
}

static void
script_hello_only(struct fake *f)
{
	fake_hello(f);
	fake_line(f);
}

static void
token_of_another_server_stays_here(void **state)
{
	struct fix *x = *state;

	fake_serve(x, script_hello_only);
	x->cfg.token = "t0";
	x->cfg.token_identity = "unix:/somewhere/else";
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	assert_null(client_token(x->w.client));
	waiter_done(&x->w);
	fake_finish(x);
}

/* 8: no answer at all */

static void
nobody_there_is_said_at_once(void **state)
{
	struct fix *x = *state;
	char why[200];
	struct reply r;

	assert_true(target_parse(
	    &x->target, "/nonexistent/hub.sock", why, sizeof(why)));
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_int_equal(r.fate, FATE_NOT_SENT);
	assert_int_equal(reply_exit_status(&r), 7);
	reply_done(&r);
	assert_false(waiter_connect(&x->w));
	assert_non_null(strstr(client_trouble_text(x->w.client), "hub.sock"));
	/* afterwards too */
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_int_equal(r.fate, FATE_NOT_SENT);
	reply_done(&r);
}

static void
script_crash_loop(struct fake *f)
{
	int i;

	for (i = 0; i < 6; i++) {
		fake_hello(f);
		fake_expect(f, "slots.book");
		fake_drop(f);
	}
}

static void
write_that_ends_every_link_is_given_up(void **state)
{
	struct fix *x = *state;
	struct reply r;

	fake_serve(x, script_crash_loop);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_int_equal(r.fate, FATE_UNKNOWN);
	assert_int_equal(reply_exit_status(&r), EXIT_UNKNOWN_OUTCOME);
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
}

static void
script_silent(struct fake *f)
{
	fake_hello(f);
	fake_expect(f, "slots.book");
	fake_expect(f, "system.ping"); /* asked: still there? */
	fake_line(f);		       /* hangs up */
	fake_drop(f);
	fake_hello(f);
	fake_ok(f, fake_expect(f, "slots.book"), "{}");
	fake_line(f);
}

static void
silent_server_is_left(void **state)
{
	struct fix *x = *state;
	struct reply r;

	x->cfg.silence_ms = 80;
	fake_serve(x, script_silent);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
}

/* 9: limits */

static void
on_any(void *arg, const struct client_answer *a)
{
	struct fix *x = arg;

	x->counts[a->ok ? 0 : 1]++;
	uv_stop(&x->w.loop);
}

static void
too_much_is_refused_here(void **state)
{
	struct fix *x = *state;
	int i;
	char *big = xmalloc(70001);
	struct reply r;

	memset(big, 'a', 70000);
	big[70000] = '\0';
	fake_serve(x, script_hello_only);
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	waiter_call(
	    &x->w, "slots.book", json_pack("{s:s}", "description", big), &r);
	assert_int_equal(r.fate, FATE_NOT_SENT);
	reply_done(&r);
	for (i = 0; i < CLIENT_CALLS_MAX + 3; i++)
		(void)client_call(
		    x->w.client, "slots.show_day", NULL, on_any, x);
	while (x->counts[1] < 3)
		(void)uv_run(&x->w.loop, UV_RUN_ONCE);
	assert_int_equal(x->counts[1], 3);
	assert_int_equal(client_in_flight(x->w.client), CLIENT_CALLS_MAX);
	assert_true(client_busy_since(x->w.client) > 0);
	free(big);
	waiter_done(&x->w);
	fake_finish(x);
}

static void
long_socket_paths_work(void **state)
{
	struct fix *x = *state;
	char *dir = xprintf("%s/%0100d", x->dir, 7), why[200];
	char *path = xprintf("%s/hub.sock", dir);
	struct reply r;

	assert_int_equal(mkdir(dir, 0700), 0);
	assert_true(strlen(path) > 107);
	assert_int_equal(chdir(dir), 0);
	fake_listen_unix(x, "hub.sock");
	assert_int_equal(chdir("/"), 0);
	assert_true(target_parse(&x->target, path, why, sizeof(why)));
	fake_start(x, script_plain);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.show_day", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_call(&x->w, "slots.book", NULL, &r);
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
	free(path);
	free(dir);
}

static void
script_no_hub(struct fake *f)
{
	fake_accept(f);
	fake_send(f, "220 mail.example ESMTP\r\n");
	fake_line(f);
}

static void
something_else_is_no_hub(void **state)
{
	struct fix *x = *state;

	fake_serve(x, script_no_hub);
	waiter_init(&x->w, &x->cfg);
	assert_false(waiter_connect(&x->w));
	assert_int_equal(client_trouble(x->w.client), TROUBLE_PROTOCOL);
	waiter_done(&x->w);
	fake_finish(x);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fake_set_up, fake_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(answers_reach_their_calls),
		TEST(cut_answers_are_asked_for_again),
		TEST(sign_in_is_never_repeated),
		TEST(session_and_pushes_survive_a_lost_link),
		TEST(missed_pushes_mean_reload),
		TEST(goodbye_moves_calls_to_the_next_link),
		TEST(ended_session_asks_for_sign_in),
		TEST(refused_account_ends_everything),
		TEST(token_of_another_server_stays_here),
		TEST(nobody_there_is_said_at_once),
		TEST(write_that_ends_every_link_is_given_up),
		TEST(silent_server_is_left),
		TEST(too_much_is_refused_here),
		TEST(long_socket_paths_work),
		TEST(something_else_is_no_hub),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	json_setup();
	return cmocka_run_group_tests_name("client", tests, NULL, NULL);
}
