/*
 * The client against a scripted server in a thread of its own: cut answers,
 * repeated writes, resumed sessions and pushes, trust. The scripts block on
 * what the client does; nothing waits for time to pass.
 */
/* covers: HUB-14 SLOT-04 API-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/client_wait.h"
#include "tui/client/target.h"

#define GREETING                                 \
	"{\"hub\":\"4.1.0\",\"protocol\":1,"     \
	"\"time\":\"2026-11-22T17:00:00.000Z\"," \
	"\"zone\":\"Europe/Berlin\",\"boot\":\"aa00\"}\n"
#define LINE_MAX_TEST 70000

struct fake {
	int listener, fd;
	SSL_CTX *ctx;
	SSL *ssl;
	char line[LINE_MAX_TEST];
	char key[64];
	int cut;	   /* for the script of cut answers */
	const char *wrong; /* first thing that was not as expected */
	void (*script)(struct fake *);
	pthread_t thread;
};

struct fix {
	char dir[64];
	char hosts[128];
	struct target target;
	struct fake fake;
	struct waiter w;
	struct client_config cfg;
	/* what the hooks saw */
	int states[64], n_states;
	char event[64];
	int64_t value;
	int n_pushes, n_asked, counts[2];
	bool accept;
};

/* The script's side. */

static bool
ok_or_wrong(struct fake *f, bool good, const char *what)
{
	if (!good && f->wrong == NULL)
		f->wrong = what;
	return good;
}

static void
f_accept(struct fake *f)
{
	f->fd = accept(f->listener, NULL, NULL);
	ok_or_wrong(f, f->fd >= 0, "accept");
	if (f->ctx == NULL)
		return;
	f->ssl = SSL_new(f->ctx);
	SSL_set_fd(f->ssl, f->fd);
	if (SSL_accept(f->ssl) != 1)
		f->wrong = NULL; /* the client may refuse us */
}

static void
f_drop(struct fake *f)
{
	if (f->ssl != NULL) {
		SSL_shutdown(f->ssl);
		SSL_free(f->ssl);
		f->ssl = NULL;
	}
	close(f->fd);
	f->fd = -1;
}

static void
f_bytes(struct fake *f, const char *p, size_t n)
{
	if (f->ssl != NULL)
		SSL_write(f->ssl, p, (int)n);
	else
		ok_or_wrong(
		    f, send(f->fd, p, n, MSG_NOSIGNAL) == (ssize_t)n, "send");
}

static void
f_send(struct fake *f, const char *s)
{
	f_bytes(f, s, strlen(s));
}

/* The next line of the client, without newline; false at its end. */
static bool
f_line(struct fake *f)
{
	size_t n = 0;
	char c;

	while (n < sizeof(f->line) - 1) {
		ssize_t r = f->ssl != NULL ? SSL_read(f->ssl, &c, 1)
					   : recv(f->fd, &c, 1, 0);
		if (r != 1)
			return false;
		if (c == '\n')
			break;
		f->line[n++] = c;
	}
	f->line[n] = '\0';
	return true;
}

/* Next line, which must be this operation. Returns its id. */
static int64_t
f_expect(struct fake *f, const char *op)
{
	json_t *root;
	int64_t id;

	if (!ok_or_wrong(f, f_line(f), op))
		return 0;
	root = json_parse_heap(f->line, strlen(f->line), NULL);
	ok_or_wrong(f, str_eq(json_get_str(root, "op", NULL), op), op);
	id = json_get_int(root, "id", 0);
	(void)str_copy(
	    f->key, sizeof(f->key), json_get_str(root, "idempotency_key", ""));
	json_decref(root);
	return id;
}

static void
f_ok(struct fake *f, int64_t id, const char *data)
{
	char *s = xprintf("{\"id\":%lld,\"success\":true,\"data\":%s}\n",
	    (long long)id, data);

	f_send(f, s);
	free(s);
}

static void
f_refuse(struct fake *f, int64_t id, const char *code)
{
	char *s = xprintf("{\"id\":%lld,\"success\":false,\"code\":\"%s\","
			  "\"error\":\"nein\",\"retry_after\":7,"
			  "\"error_id\":\"ERR-1\"}\n",
	    (long long)id, code);

	f_send(f, s);
	free(s);
}

/* Greets and answers the hello of a client without session. */
static void
f_hello(struct fake *f)
{
	f_accept(f);
	f_send(f, GREETING);
	f_ok(f, f_expect(f, "hub.hello"), "{\"language\":\"de\"}");
}

static void *
run_script(void *arg)
{
	struct fake *f = arg;

	f->script(f);
	if (f->fd >= 0)
		f_drop(f);
	return NULL;
}

/* The test's side. */

static void
on_state(void *arg, enum client_state s, const char *text)
{
	struct fix *x = arg;

	assert_non_null(text);
	if (x->n_states < 64)
		x->states[x->n_states++] = s;
}

static void
on_push(void *arg, const char *event, const json_t *data)
{
	struct fix *x = arg;

	(void)str_copy(x->event, sizeof(x->event), event);
	x->value = json_get_int(data, "free", -1);
	x->n_pushes++;
	uv_stop(&x->w.loop);
}

static void
on_trust(void *arg, const struct client_trust *t)
{
	struct fix *x = arg;

	assert_int_equal(strlen(t->fingerprint), 64);
	x->n_asked++;
	client_accept(x->w.client, x->accept);
}

static int
set_up(void **state)
{
	struct fix *x = xcalloc(1, sizeof(*x));

	(void)alarm(60);
	(void)str_copy(x->dir, sizeof(x->dir), "/tmp/hubclient.XXXXXX");
	if (mkdtemp(x->dir) == NULL)
		return -1;
	snprintf(x->hosts, sizeof(x->hosts), "%s/known_hosts", x->dir);
	setenv("XDG_STATE_HOME", x->dir, 1);
	x->fake.fd = x->fake.listener = -1;
	x->cfg = (struct client_config){ .target = &x->target,
		.hooks = { on_state, on_push, on_trust },
		.arg = x,
		.language = "de",
		.known_hosts = x->hosts,
		.patience_ms = 20000,
		.backoff_ms = 1,
		.backoff_max_ms = 2 };
	*state = x;
	return 0;
}

static void
listen_unix(struct fix *x, const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };

	assert_true(str_copy(sa.sun_path, sizeof(sa.sun_path), path));
	x->fake.listener = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(x->fake.listener, (void *)&sa, sizeof(sa)), 0);
	assert_int_equal(listen(x->fake.listener, 8), 0);
}

static void
start_script(struct fix *x, void (*script)(struct fake *))
{
	x->fake.script = script;
	assert_int_equal(
	    pthread_create(&x->fake.thread, NULL, run_script, &x->fake), 0);
}

/* Server on a socket in the folder of the test. */
static void
serve(struct fix *x, void (*script)(struct fake *))
{
	char path[128], why[200];

	snprintf(path, sizeof(path), "%s/hub.sock", x->dir);
	assert_true(target_parse(&x->target, path, why, sizeof(why)));
	listen_unix(x, path);
	start_script(x, script);
}

static void
finish_script(struct fix *x)
{
	pthread_join(x->fake.thread, NULL);
	if (x->fake.wrong != NULL)
		fail_msg("script: %s", x->fake.wrong);
}

/* Nobody listens any more: later attempts are refused. */
static void
stop_listening(struct fix *x)
{
	char path[128];

	close(x->fake.listener);
	x->fake.listener = -1;
	snprintf(path, sizeof(path), "%s/hub.sock", x->dir);
	(void)unlink(path);
}

static int
tear_down(void **state)
{
	struct fix *x = *state;
	char *cmd = xprintf("rm -rf '%s'", x->dir);

	if (x->w.client != NULL)
		waiter_done(&x->w);
	if (x->fake.listener >= 0)
		close(x->fake.listener);
	SSL_CTX_free(x->fake.ctx);
	target_done(&x->target);
	(void)!system(cmd);
	free(cmd);
	free(x);
	return 0;
}

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
	f_hello(f);
	f_ok(f, f_expect(f, "slots.show_day"), "{\"date\":\"2026-11-23\"}");
	ok_or_wrong(f, f->key[0] == '\0', "a read has a key");
	f_refuse(f, f_expect(f, "slots.book"), "SLOT_FULL");
	ok_or_wrong(f, strlen(f->key) == 36 && f->key[14] == '4', "no UUID");
	f_line(f);
}

static void
answers_reach_their_calls(void **state)
{
	struct fix *x = *state;
	struct reply r;

	serve(x, script_plain);
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
	finish_script(x);
}

/* 2: an answer cut at every byte; the write comes back with the same key */

#define CUT_ANSWER \
	"{\"id\":1,\"success\":true,\"data\":{\"points\":3,\"n\":\"Mü\"}}\n"

static void
script_cut(struct fake *f)
{
	char first[LINE_MAX_TEST];

	f_hello(f);
	f_expect(f, "slots.book");
	(void)str_copy(first, sizeof(first), f->line);
	f_bytes(f, CUT_ANSWER, (size_t)f->cut);
	f_drop(f);
	f_hello(f);
	f_expect(f, "slots.book");
	/* the ids of our own hello calls differ, the request does not */
	ok_or_wrong(f, str_eq(f->line, first), "the repeated write differs");
	f_send(f, CUT_ANSWER);
	f_line(f);
}

static void
cut_answers_are_asked_for_again(void **state)
{
	struct fix *x = *state;
	int n = (int)strlen(CUT_ANSWER);
	struct reply r;

	for (x->fake.cut = 0; x->fake.cut < n; x->fake.cut++) {
		serve(x, script_cut);
		waiter_init(&x->w, &x->cfg);
		waiter_call(&x->w, "slots.book", book_params(), &r);
		assert_true(r.ok);
		assert_int_equal(json_get_int(r.data, "points", 0), 3);
		reply_done(&r);
		waiter_done(&x->w);
		finish_script(x);
		stop_listening(x);
		target_done(&x->target);
	}
}

/* 3: what must not be sent twice */

static void
script_login_cut(struct fake *f)
{
	f_hello(f);
	f_expect(f, "auth.login");
	ok_or_wrong(f, f->key[0] == '\0', "a sign-in has a key");
	f_drop(f);
	f_hello(f);
	f_ok(f, f_expect(f, "system.ping"), "{\"pong\":true}");
	f_line(f);
}

static void
sign_in_is_never_repeated(void **state)
{
	struct fix *x = *state;
	struct reply r;

	serve(x, script_login_cut);
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
	finish_script(x);
}

/* 4: session and pushes go on where they were */

static void
script_resume(struct fake *f)
{
	int64_t id;

	f_hello(f);
	f_ok(f, f_expect(f, "auth.login"),
	    "{\"token\":\"t0\",\"session\":1,\"user\":{\"name\":\"ana\"}}");
	id = f_expect(f, "events.subscribe");
	ok_or_wrong(
	    f, strstr(f->line, "[\"slots\",\"blocks\"]") != NULL, "topics");
	f_ok(f, id, "{\"boot\":\"aa00\",\"seq\":5}");
	f_send(f, "{\"event\":\"slots.changed\",\"seq\":6,"
		  "\"data\":{\"free\":3}}\n");
	f_expect(f, "slots.show_day");
	f_drop(f); /* unanswered */
	f_accept(f);
	f_send(f, GREETING);
	id = f_expect(f, "auth.resume");
	ok_or_wrong(f, strstr(f->line, "\"token\":\"t0\"") != NULL, "token");
	f_ok(f, id, "{\"session\":1,\"user\":{\"name\":\"ana\"}}");
	id = f_expect(f, "events.resume");
	ok_or_wrong(f,
	    strstr(f->line, "\"boot\":\"aa00\"") != NULL &&
		strstr(f->line, "\"seq\":6") != NULL,
	    "boot and seq");
	f_ok(f, id, "{\"boot\":\"aa00\",\"seq\":7,\"reload\":false}");
	f_send(f, "{\"event\":\"slots.changed\",\"seq\":7,"
		  "\"data\":{\"free\":2}}\n");
	f_ok(f, f_expect(f, "slots.show_day"), "{}");
	f_line(f);
}

static void
session_and_pushes_survive_a_lost_link(void **state)
{
	static const char *const topics[] = { "slots", "blocks", NULL };
	struct fix *x = *state;
	struct reply r;

	serve(x, script_resume);
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
	finish_script(x);
}

/* 5: a restarted server does not know what we missed */

static void
script_reload(struct fake *f)
{
	f_hello(f);
	f_ok(f, f_expect(f, "events.subscribe"),
	    "{\"boot\":\"aa00\",\"seq\":5}");
	f_send(f, "{\"event\":\"system.goodbye\",\"data\":{\"reason\":"
		  "\"stop\"}}\n");
	f_drop(f);
	f_hello(f);
	f_ok(f, f_expect(f, "events.resume"),
	    "{\"boot\":\"bb11\",\"seq\":1,\"reload\":true}");
	f_line(f);
}

static void
missed_pushes_mean_reload(void **state)
{
	static const char *const topics[] = { "slots", NULL };
	struct fix *x = *state;

	serve(x, script_reload);
	waiter_init(&x->w, &x->cfg);
	client_subscribe(x->w.client, topics);
	run_until_push(x, "client.reload");
	assert_int_equal(client_state(x->w.client), CLIENT_ONLINE);
	waiter_done(&x->w);
	finish_script(x);
}

/* 6: after a goodbye nothing is sent over the old link */

static void
script_goodbye(struct fake *f)
{
	f_hello(f);
	f_expect(f, "slots.show_day");
	f_send(f, "{\"event\":\"system.goodbye\",\"data\":{}}\n");
	f_send(f, "{\"id\":1,\"success\":true,\"data\":{}}\n");
	shutdown(f->fd, SHUT_WR);
	ok_or_wrong(f, !f_line(f), "sent after the goodbye");
	f_drop(f);
	f_hello(f);
	f_ok(f, f_expect(f, "slots.book"), "{}");
	f_line(f);
}

static void
goodbye_moves_calls_to_the_next_link(void **state)
{
	struct fix *x = *state;
	struct reply r;

	serve(x, script_goodbye);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.show_day", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	finish_script(x);
}

/* 7: the session has ended meanwhile */

static void
script_expired(struct fake *f)
{
	f_accept(f);
	f_send(f, GREETING);
	f_refuse(f, f_expect(f, "auth.resume"), "SESSION_EXPIRED");
	f_ok(f, f_expect(f, "hub.hello"), "{}");
	f_line(f);
}

static void
ended_session_asks_for_sign_in(void **state)
{
	struct fix *x = *state;
	struct reply r;
	char *identity;

	serve(x, script_expired);
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
	finish_script(x);
}

static void
script_hello_only(struct fake *f)
{
	f_hello(f);
	f_line(f);
}

static void
token_of_another_server_stays_here(void **state)
{
	struct fix *x = *state;

	serve(x, script_hello_only);
	x->cfg.token = "t0";
	x->cfg.token_identity = "unix:/somewhere/else";
	waiter_init(&x->w, &x->cfg);
	assert_true(waiter_connect(&x->w));
	assert_null(client_token(x->w.client));
	waiter_done(&x->w);
	finish_script(x);
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
		f_hello(f);
		f_expect(f, "slots.book");
		f_drop(f);
	}
}

static void
write_that_ends_every_link_is_given_up(void **state)
{
	struct fix *x = *state;
	struct reply r;

	serve(x, script_crash_loop);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_int_equal(r.fate, FATE_UNKNOWN);
	assert_int_equal(reply_exit_status(&r), EXIT_UNKNOWN_OUTCOME);
	reply_done(&r);
	waiter_done(&x->w);
	finish_script(x);
}

static void
script_silent(struct fake *f)
{
	f_hello(f);
	f_expect(f, "slots.book");
	f_expect(f, "system.ping"); /* asked: still there? */
	f_line(f);		    /* hangs up */
	f_drop(f);
	f_hello(f);
	f_ok(f, f_expect(f, "slots.book"), "{}");
	f_line(f);
}

static void
silent_server_is_left(void **state)
{
	struct fix *x = *state;
	struct reply r;

	x->cfg.silence_ms = 80;
	serve(x, script_silent);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.book", book_params(), &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	finish_script(x);
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
	serve(x, script_hello_only);
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
	finish_script(x);
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
	listen_unix(x, "hub.sock");
	assert_int_equal(chdir("/"), 0);
	assert_true(target_parse(&x->target, path, why, sizeof(why)));
	start_script(x, script_plain);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "slots.show_day", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_call(&x->w, "slots.book", NULL, &r);
	reply_done(&r);
	waiter_done(&x->w);
	finish_script(x);
	free(path);
	free(dir);
}

static void
script_no_hub(struct fake *f)
{
	f_accept(f);
	f_send(f, "220 mail.example ESMTP\r\n");
	f_line(f);
}

static void
something_else_is_no_hub(void **state)
{
	struct fix *x = *state;

	serve(x, script_no_hub);
	waiter_init(&x->w, &x->cfg);
	assert_false(waiter_connect(&x->w));
	assert_int_equal(client_trouble(x->w.client), TROUBLE_PROTOCOL);
	waiter_done(&x->w);
	finish_script(x);
}

/* 10: TLS */

static X509 *
new_cert(EVP_PKEY *key, const char *host)
{
	X509 *cert = X509_new();
	X509_NAME *name;
	X509_EXTENSION *san;
	char *alt = xprintf("DNS:%s", host);

	X509_set_version(cert, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), -3600);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	name = X509_get_subject_name(cert);
	X509_NAME_add_entry_by_txt(
	    name, "CN", MBSTRING_ASC, (const unsigned char *)host, -1, -1, 0);
	X509_set_issuer_name(cert, name);
	san = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, alt);
	X509_add_ext(cert, san, -1);
	X509_EXTENSION_free(san);
	X509_set_pubkey(cert, key);
	assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
	free(alt);
	return cert;
}

/* A new certificate for host, also written to ca.pem. */
static void
new_identity(struct fix *x, const char *host)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = new_cert(key, host);
	char path[128];
	FILE *fp;

	SSL_CTX_free(x->fake.ctx);
	x->fake.ctx = SSL_CTX_new(TLS_server_method());
	assert_int_equal(SSL_CTX_use_certificate(x->fake.ctx, cert), 1);
	assert_int_equal(SSL_CTX_use_PrivateKey(x->fake.ctx, key), 1);
	snprintf(path, sizeof(path), "%s/ca.pem", x->dir);
	fp = fopen(path, "w");
	assert_non_null(fp);
	PEM_write_X509(fp, cert);
	fclose(fp);
	X509_free(cert);
	EVP_PKEY_free(key);
}

static void
listen_tcp(struct fix *x)
{
	struct sockaddr_in sa = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(sa);
	char name[64], why[200];

	x->fake.listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(x->fake.listener, (void *)&sa, sizeof(sa)), 0);
	assert_int_equal(listen(x->fake.listener, 8), 0);
	getsockname(x->fake.listener, (void *)&sa, &n);
	snprintf(name, sizeof(name), "localhost:%d", ntohs(sa.sin_port));
	assert_true(target_parse(&x->target, name, why, sizeof(why)));
}

static void
script_tls(struct fake *f)
{
	f_hello(f);
	f_ok(f, f_expect(f, "system.ping"), "{\"pong\":true}");
	f_line(f);
}

static void
script_refused(struct fake *f)
{
	f_accept(f);
	/* no byte of ours, no byte of theirs before they trust us */
	ok_or_wrong(f, !f_line(f), "a request before trust");
}

static void
ping_over_tls(struct fix *x)
{
	struct reply r;

	start_script(x, script_tls);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "system.ping", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	finish_script(x);
}

static void
refused_over_tls(struct fix *x, enum client_trouble why)
{
	start_script(x, script_refused);
	waiter_init(&x->w, &x->cfg);
	assert_false(waiter_connect(&x->w));
	assert_int_equal(client_trouble(x->w.client), why);
}

static char *
read_hosts(struct fix *x)
{
	FILE *fp = fopen(x->hosts, "r");
	char *text = xcalloc(1, 4096);

	if (fp != NULL) {
		(void)!fread(text, 1, 4095, fp);
		fclose(fp);
	}
	return text;
}

static void
known_certificates_are_not_asked_again(void **state)
{
	struct fix *x = *state;
	char *text;

	new_identity(x, "localhost");
	listen_tcp(x);
	x->accept = false;
	refused_over_tls(x, TROUBLE_UNTRUSTED);
	waiter_done(&x->w);
	finish_script(x);
	assert_int_equal(x->n_asked, 1);
	x->accept = true;
	ping_over_tls(x);
	assert_int_equal(x->n_asked, 2);
	ping_over_tls(x);
	assert_int_equal(x->n_asked, 2);
	text = read_hosts(x);
	assert_non_null(strstr(text, x->target.name));
	free(text);
}

static void
changed_certificate_is_refused_loudly(void **state)
{
	struct fix *x = *state;
	const char *text;
	char *before, *after, known[65];

	new_identity(x, "localhost");
	listen_tcp(x);
	x->accept = true;
	ping_over_tls(x);
	before = read_hosts(x);
	assert_true(
	    str_copy(known, sizeof(known), strstr(before, "sha256 ") + 7) ==
	    false); /* cut at the newline */
	new_identity(x, "localhost");
	refused_over_tls(x, TROUBLE_CHANGED);
	text = client_trouble_text(x->w.client);
	assert_non_null(strstr(text, known));
	assert_true(client_gave_up(x->w.client));
	after = read_hosts(x);
	assert_string_equal(before, after);
	assert_int_equal(x->n_asked, 1);
	waiter_done(&x->w);
	finish_script(x);
	free(before);
	free(after);
}

static void
ca_must_vouch_for_the_name(void **state)
{
	struct fix *x = *state;
	char path[128];

	snprintf(path, sizeof(path), "%s/ca.pem", x->dir);
	new_identity(x, "localhost");
	listen_tcp(x);
	x->target.ca_file = xstrdup(path);
	ping_over_tls(x);
	assert_int_equal(x->n_asked, 0);
	new_identity(x, "hub.example");
	refused_over_tls(x, TROUBLE_TLS);
	assert_non_null(strstr(client_trouble_text(x->w.client), "mismatch"));
	waiter_done(&x->w);
	finish_script(x);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

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
		TEST(token_of_another_server_stays_here),
		TEST(nobody_there_is_said_at_once),
		TEST(write_that_ends_every_link_is_given_up),
		TEST(silent_server_is_left),
		TEST(too_much_is_refused_here),
		TEST(long_socket_paths_work),
		TEST(something_else_is_no_hub),
		TEST(known_certificates_are_not_asked_again),
		TEST(changed_certificate_is_refused_loudly),
		TEST(ca_must_vouch_for_the_name),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	json_setup();
	return cmocka_run_group_tests_name("client", tests, NULL, NULL);
}
