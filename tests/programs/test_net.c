/* covers: OPS-01 OPS-03 SEC-06 QA-14 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/str.h"
#include "tests/harness/netclient.h"
#include "tests/harness/server_proc.h"

/* Short deadlines and no rate limits; one server for most tests. */
static const char *const quick[] = { "HUB_LIMITS_HANDSHAKE_SECONDS=1",
	"HUB_LIMITS_HALF_LINE_SECONDS=1", "HUB_LIMITS_STUCK_SECONDS=1",
	"HUB_LIMITS_READ_PER_MINUTE=off",
	"HUB_LIMITS_CONNECTION_PER_MINUTE=off",
	"HUB_LIMITS_CONNECTIONS_PER_ADDRESS=off", NULL };

static struct server_proc srv;

static int
start_shared(void **state)
{
	struct server_opts o = { .tls = true, .env = quick };

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	if (server_start(&srv, &o))
		return 0;
	server_clean(&srv);
	return -1;
}

static int
stop_shared(void **state)
{
	int st = server_stop(&srv);

	(void)state;
	server_clean(&srv);
	return st;
}

static void
open_tls(struct netclient *c, const struct server_proc *s)
{
	assert_true(nc_open_tls(c, s->host, s->port, NULL));
	assert_non_null(strstr(nc_line(c), "\"protocol\":1"));
}

static void
open_unix(struct netclient *c, const struct server_proc *s)
{
	assert_true(nc_open_unix(c, s->socket));
	assert_non_null(strstr(nc_line(c), "\"protocol\":1"));
}

static void
add_ping(struct buf *b, int id)
{
	buf_addf(b, "{\"id\":%d,\"op\":\"system.ping\",\"params\":{}}\n", id);
}

static void
send_ping(struct netclient *c, int id)
{
	struct buf b;

	buf_init(&b, 128);
	add_ping(&b, id);
	assert_true(nc_send(c, b.p, b.len));
	buf_done(&b);
}

static void
expect_answer(struct netclient *c, int id)
{
	char want[32], *line = nc_line(c);

	snprintf(want, sizeof(want), "{\"id\":%d,", id);
	if (line == NULL)
		fail_msg("no answer to %d, end %d", id, (int)c->end);
	if (!str_starts(line, want))
		fail_msg("answer to %d is %s", id, line);
}

static void
expect_pings(struct netclient *c, int n)
{
	int i;

	for (i = 1; i <= n; i++)
		expect_answer(c, i);
}

static void
both_transports_answer(void **state)
{
	struct netclient c;
	char fp[65];

	(void)state;
	open_unix(&c, &srv);
	send_ping(&c, 1);
	expect_answer(&c, 1);
	nc_close(&c);
	open_tls(&c, &srv);
	assert_string_equal(SSL_get_version(c.ssl), "TLSv1.3");
	nc_fingerprint(&c, fp);
	assert_string_equal(fp, srv.fingerprint);
	send_ping(&c, 2);
	expect_answer(&c, 2);
	nc_close(&c);
}

static void
older_tls_is_refused(void **state)
{
	struct netclient c;

	(void)state;
	assert_true(nc_open_tcp(&c, srv.host, srv.port));
	c.ctx = SSL_CTX_new(TLS_client_method());
	SSL_CTX_set_max_proto_version(c.ctx, TLS1_2_VERSION);
	c.ssl = SSL_new(c.ctx);
	SSL_set_fd(c.ssl, c.fd);
	assert_int_not_equal(SSL_connect(c.ssl), 1);
	nc_close(&c);
}

static void
a_second_connection_resumes_the_tls_session(void **state)
{
	struct netclient c, d;
	SSL_SESSION *session;

	(void)state;
	open_tls(&c, &srv); /* reading took in the ticket */
	session = SSL_get1_session(c.ssl);
	assert_false(SSL_session_reused(c.ssl));
	assert_true(nc_open_tls(&d, srv.host, srv.port, session));
	assert_true(SSL_session_reused(d.ssl));
	assert_non_null(nc_line(&d));
	send_ping(&d, 3);
	expect_answer(&d, 3);
	SSL_SESSION_free(session);
	nc_close(&c);
	nc_close(&d);
}

/* What is left inside OpenSSL or the frame must not wait for poll. */
static void
many_lines_in_one_record_are_all_answered(void **state)
{
	struct netclient c;
	struct buf b;
	int i;

	(void)state;
	buf_init(&b, 16384);
	for (i = 1; i <= 300; i++)
		add_ping(&b, i);
	assert_false(b.full);
	open_tls(&c, &srv);
	assert_true(nc_send(&c, b.p, b.len));
	expect_pings(&c, 300);
	nc_close(&c);
	buf_done(&b);
}

static void
many_records_at_once_are_all_answered(void **state)
{
	struct netclient c;
	int i;

	(void)state;
	open_tls(&c, &srv);
	for (i = 1; i <= 400; i++)
		send_ping(&c, i);
	expect_pings(&c, 400);
	nc_close(&c);
}

static void
one_line_in_many_records_is_one_request(void **state)
{
	static const char line[] =
	    "{\"id\":5,\"op\":\"system.ping\",\"params\":{}}\r\n";
	struct netclient c;
	size_t i;

	(void)state;
	open_tls(&c, &srv);
	for (i = 0; i < strlen(line); i++)
		assert_true(nc_send(&c, line + i, 1));
	expect_answer(&c, 5);
	nc_close(&c);
}

static void
half_close_still_gets_its_answers(void **state)
{
	struct netclient c;
	struct buf b;
	int i, unix_too;

	(void)state;
	buf_init(&b, 8192);
	for (i = 1; i <= 60; i++)
		add_ping(&b, i);
	for (unix_too = 0; unix_too < 2; unix_too++) {
		if (unix_too)
			open_unix(&c, &srv);
		else
			open_tls(&c, &srv);
		assert_true(nc_send(&c, b.p, b.len));
		nc_half_close(&c);
		expect_pings(&c, 60);
		assert_true(nc_ends(&c));
		assert_int_equal(c.end, NC_EOF);
		nc_close(&c);
	}
	buf_done(&b);
}

static void
a_last_line_without_newline_is_not_run(void **state)
{
	struct netclient c;

	(void)state;
	open_unix(&c, &srv);
	assert_true(nc_says(&c, "{\"id\":1,\"op\":\"system.ping\"}"));
	nc_half_close(&c);
	assert_true(nc_ends(&c));
	nc_close(&c);
}

/* A ping of n bytes, padded inside the object. */
static void
padded_ping(struct buf *b, size_t n)
{
	static const char head[] = "{\"id\":9,\"op\":\"system.ping\"";
	size_t i;

	buf_init(b, n + 1);
	buf_adds(b, head);
	for (i = b->len; i < n - 1; i++)
		buf_addc(b, ' ');
	buf_adds(b, "}\n");
	assert_false(b->full);
}

static void
a_line_of_64_kib_is_answered(void **state)
{
	struct netclient c;
	struct buf b;

	(void)state;
	padded_ping(&b, 65536);
	open_tls(&c, &srv);
	assert_true(SSL_write(c.ssl, b.p, (int)b.len) == (int)b.len);
	expect_answer(&c, 9);
	nc_close(&c);
	buf_done(&b);
}

static void
longer_lines_are_refused_and_end_the_connection(void **state)
{
	static const size_t sizes[] = { 65537, 1 << 20 };
	struct netclient c;
	struct buf b;
	char *line;
	int i;

	(void)state;
	for (i = 0; i < 4; i++) {
		padded_ping(&b, sizes[i / 2]);
		if (i % 2)
			open_unix(&c, &srv);
		else
			open_tls(&c, &srv);
		(void)nc_send(&c, b.p, b.len); /* may meet the end */
		line = nc_line(&c);
		assert_non_null(line);
		assert_non_null(strstr(line, "\"BAD_REQUEST\""));
		assert_true(nc_ends(&c));
		nc_close(&c);
		buf_done(&b);
	}
}

static void
silence_after_half_a_line_ends_the_connection(void **state)
{
	struct netclient c;

	(void)state;
	open_tls(&c, &srv);
	assert_true(nc_says(&c, "{\"id\":1,"));
	assert_true(nc_ends(&c));
	assert_int_equal(c.end, NC_EOF);
	nc_close(&c);
}

static void
silence_instead_of_a_handshake_ends_the_connection(void **state)
{
	struct netclient c;

	(void)state;
	assert_true(nc_open_tcp(&c, srv.host, srv.port));
	assert_true(nc_ends(&c));
	nc_close(&c);
}

static void
garbage_instead_of_a_handshake_hurts_nobody_else(void **state)
{
	struct netclient good, c;
	char junk[600];
	int i;

	(void)state;
	memset(junk, 'x', sizeof(junk));
	open_tls(&good, &srv);
	for (i = 0; i < 20; i++) {
		assert_true(nc_open_tcp(&c, srv.host, srv.port));
		(void)nc_send(&c, junk, (size_t)(1 + i * 30));
		if (i % 2)
			nc_half_close(&c); /* no TLS: plain shutdown */
		nc_close(&c);
	}
	send_ping(&good, 1);
	expect_answer(&good, 1);
	nc_close(&good);
}

/* Sends until the server reads no more, or for a while. */
static bool
flood(struct netclient *c)
{
	struct buf b;
	bool stuck = false;
	int i;

	buf_init(&b, 1 << 16);
	for (i = 1; i <= 500; i++)
		add_ping(&b, i);
	nc_patience(c, 300);
	for (i = 0; i < 2000 && !stuck; i++)
		stuck = !nc_send(c, b.p, b.len);
	buf_done(&b);
	return stuck;
}

static void
a_peer_that_does_not_read_is_closed(void **state)
{
	struct netclient c, other;
	struct pollfd p = { .events = POLLIN };
	long before = server_rss(&srv);

	(void)state;
	open_unix(&c, &srv);
	open_unix(&other, &srv);
	assert_true(flood(&c));
	/* it costs no more than the limits of its queues */
	assert_true(server_rss(&srv) - before < 16 * 1024);
	p.fd = c.fd;
	/* POLLHUP only when the server has closed */
	while (poll(&p, 1, NC_MS) == 1 && !(p.revents & POLLHUP))
		p.events = 0;
	assert_true((p.revents & POLLHUP) != 0);
	send_ping(&other, 1);
	expect_answer(&other, 1);
	nc_close(&other);
	nc_close(&c);
}

/* A reader that catches up gets every answer. */
static void
a_slow_reader_gets_every_answer(void **state)
{
	enum { N = 6000 };
	struct netclient c;
	struct buf b;
	pid_t writer;
	int i, st;

	(void)state;
	buf_init(&b, 1 << 20);
	for (i = 1; i <= N; i++)
		add_ping(&b, i);
	assert_false(b.full);
	open_unix(&c, &srv);
	writer = fork();
	if (writer == 0) /* it writes while we read slowly */
		_exit(nc_send(&c, b.p, b.len) ? 0 : 1);
	expect_pings(&c, N);
	assert_int_equal(waitpid(writer, &st, 0), writer);
	assert_int_equal(st, 0);
	nc_close(&c);
	buf_done(&b);
}

/* While a login is in flight the connection is not read (session!). */
static void
requests_behind_a_login_wait_for_it(void **state)
{
	struct netclient c;

	(void)state;
	open_tls(&c, &srv);
	assert_true(
	    nc_says(&c, "{\"id\":1,\"op\":\"auth.login\",\"params\":"
			"{\"name\":\"nobody\",\"password\":\"wrong wrong\"}}\n"
			"{\"id\":2,\"op\":\"system.ping\"}\n"
			"{\"id\":3,\"op\":\"system.ping\"}\n"));
	nc_half_close(&c);
	expect_pings(&c, 3);
	assert_true(nc_ends(&c));
	assert_int_equal(c.end, NC_EOF);
	nc_close(&c);
}

/* --- servers of their own --- */

static void
only_strangers_are_closed_for_idling(void **state)
{
	static const char *const env[] = { "HUB_LIMITS_ANONYMOUS_SECONDS=1",
		NULL };
	struct server_opts o = { .tls = true, .env = env };
	struct netclient op, stranger;
	struct server_proc s;

	(void)state;
	assert_true(server_start(&s, &o));
	open_unix(&op, &s); /* our own uid: an operator */
	open_tls(&stranger, &s);
	assert_true(nc_ends(&stranger));
	assert_int_equal(stranger.end, NC_EOF);
	send_ping(&op, 1);
	expect_answer(&op, 1);
	nc_close(&stranger);
	nc_close(&op);
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

static void
connections_per_address_are_limited(void **state)
{
	static const char *const env[] = {
		"HUB_LIMITS_CONNECTIONS_PER_ADDRESS=5",
		"HUB_LIMITS_CONNECTION_PER_MINUTE=off", NULL
	};
	struct server_opts o = { .tls = true, .env = env };
	struct netclient c[5], more;
	struct server_proc s;
	long long until;
	int i;

	(void)state;
	assert_true(server_start(&s, &o));
	for (i = 0; i < 5; i++)
		open_tls(&c[i], &s);
	assert_false(nc_open_tls(&more, s.host, s.port, NULL));
	open_unix(&more, &s); /* not limited */
	nc_close(&more);
	send_ping(&c[4], 1);
	expect_answer(&c[4], 1);
	nc_close(&c[0]);
	until = server_clock() + NC_MS;
	while (!nc_open_tls(&more, s.host, s.port, NULL))
		assert_true(server_clock() < until);
	nc_close(&more);
	for (i = 1; i < 5; i++)
		nc_close(&c[i]);
	assert_true(server_logged(&s, "too many are open"));
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

static void
new_connections_per_minute_are_limited(void **state)
{
	static const char *const env[] = { "HUB_LIMITS_CONNECTION_PER_MINUTE=4",
		NULL };
	struct server_opts o = { .tls = true, .env = env };
	struct netclient c;
	struct server_proc s;
	int i;

	(void)state;
	assert_true(server_start(&s, &o));
	for (i = 0; i < 4; i++) {
		open_tls(&c, &s);
		nc_close(&c);
	}
	assert_false(nc_open_tls(&c, s.host, s.port, NULL));
	assert_true(server_logged(&s, "too many in a minute"));
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

static void
running_out_of_descriptors_only_delays(void **state)
{
	enum { N = 60 };
	struct server_opts o = { .env = quick, .max_files = 48 };
	struct netclient c[N], late;
	struct server_proc s;
	int i;

	(void)state;
	assert_true(server_start(&s, &o));
	for (i = 0; i < N; i++)
		assert_true(nc_open_unix(&c[i], s.socket)); /* backlog */
	assert_non_null(nc_line(&c[0]));
	send_ping(&c[0], 1);
	expect_answer(&c[0], 1);
	assert_true(nc_open_unix(&late, s.socket));
	for (i = 1; i < N; i++)
		nc_close(&c[i]);
	assert_non_null(nc_line(&late)); /* accepted after the pause */
	send_ping(&late, 2);
	expect_answer(&late, 2);
	assert_true(server_logged(&s, "no connection accepted"));
	nc_close(&late);
	nc_close(&c[0]);
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

/* A client in a closed loop until the server ends the connection. */
struct runner {
	pthread_t thread;
	const struct server_proc *s;
	int answers;
	enum nc_end end;
	bool broken_line;
	bool bad_answer;
};

static void *
run_client(void *arg)
{
	struct runner *r = arg;
	struct netclient c;
	char want[64], *line;
	int id = 0;

	if (!nc_open_tls(&c, r->s->host, r->s->port, NULL))
		return NULL;
	line = nc_line(&c);
	while (line != NULL) {
		snprintf(want, sizeof(want),
		    "{\"id\":%d,\"op\":\"system.ping\"}\n", ++id);
		(void)nc_says(&c, want);
		line = nc_line(&c);
		if (line == NULL || str_starts(line, "{\"event\":"))
			continue;
		snprintf(want, sizeof(want), "{\"id\":%d,", id);
		r->bad_answer |= !str_starts(line, want);
		__atomic_add_fetch(&r->answers, 1, __ATOMIC_RELAXED);
	}
	r->end = c.end;
	r->broken_line = nc_rest(&c) != 0;
	nc_close(&c);
	return NULL;
}

static void
stopping_under_load_is_clean(void **state)
{
	enum { N = 20 };
	struct server_opts o = { .tls = true, .env = quick };
	struct runner r[N] = { 0 };
	struct server_proc s;
	long long began;
	int i;

	(void)state;
	assert_true(server_start(&s, &o));
	for (i = 0; i < N; i++) {
		r[i].s = &s;
		pthread_create(&r[i].thread, NULL, run_client, &r[i]);
	}
	began = server_clock();
	for (i = 0; i < N; i++)
		while (__atomic_load_n(&r[i].answers, __ATOMIC_RELAXED) < 5) {
			assert_true(server_clock() - began < NC_MS);
			sched_yield();
		}
	began = server_clock();
	assert_int_equal(server_stop(&s), 0);
	assert_true(server_clock() - began < 6000);
	for (i = 0; i < N; i++) {
		pthread_join(r[i].thread, NULL);
		assert_int_equal(r[i].end, NC_EOF);
		assert_false(r[i].broken_line);
		assert_false(r[i].bad_answer);
	}
	assert_true(server_logged(&s, "stopped"));
	server_clean(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_transports_answer),
		cmocka_unit_test(older_tls_is_refused),
		cmocka_unit_test(a_second_connection_resumes_the_tls_session),
		cmocka_unit_test(many_lines_in_one_record_are_all_answered),
		cmocka_unit_test(many_records_at_once_are_all_answered),
		cmocka_unit_test(one_line_in_many_records_is_one_request),
		cmocka_unit_test(half_close_still_gets_its_answers),
		cmocka_unit_test(a_last_line_without_newline_is_not_run),
		cmocka_unit_test(a_line_of_64_kib_is_answered),
		cmocka_unit_test(
		    longer_lines_are_refused_and_end_the_connection),
		cmocka_unit_test(silence_after_half_a_line_ends_the_connection),
		cmocka_unit_test(
		    silence_instead_of_a_handshake_ends_the_connection),
		cmocka_unit_test(
		    garbage_instead_of_a_handshake_hurts_nobody_else),
		cmocka_unit_test(a_peer_that_does_not_read_is_closed),
		cmocka_unit_test(a_slow_reader_gets_every_answer),
		cmocka_unit_test(requests_behind_a_login_wait_for_it),
		cmocka_unit_test(only_strangers_are_closed_for_idling),
		cmocka_unit_test(connections_per_address_are_limited),
		cmocka_unit_test(new_connections_per_minute_are_limited),
		cmocka_unit_test(running_out_of_descriptors_only_delays),
		cmocka_unit_test(stopping_under_load_is_clean),
	};

	return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
