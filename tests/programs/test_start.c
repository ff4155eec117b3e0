/* covers: DATA-05 OPS-01 OPS-03 OPS-26 OPS-27 DEP-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/str.h"
#include "server/net/cert.h"
#include "tests/harness/netclient.h"
#include "tests/harness/server_proc.h"

#define OUT_BYTES 16384

static mode_t
mode_of(const struct server_proc *s, const char *name)
{
	struct stat st;
	char path[700];

	snprintf(path, sizeof(path), "%s/%s", s->data, name);
	if (stat(path, &st) != 0)
		fail_msg("%s is missing", name);
	return st.st_mode & 0777;
}

static void
put_file(const char *dir, const char *name, const char *text)
{
	char path[700];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "we");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
expect_ping(const struct server_proc *s)
{
	struct netclient c;

	assert_true(nc_open_unix(&c, s->socket));
	assert_non_null(nc_line(&c));
	assert_true(nc_says(&c, "{\"id\":1,\"op\":\"system.ping\"}\n"));
	assert_true(str_starts(nc_line(&c), "{\"id\":1,"));
	nc_close(&c);
}

static void
remove_file(const char *dir, const char *name)
{
	char path[700];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	assert_int_equal(unlink(path), 0);
}

/* A new certificate, as a renewal would put it there. */
static bool
cert_ensure_in(const char *dir)
{
	char crt[700], key[700], why[256];

	snprintf(crt, sizeof(crt), "%s/hub.crt", dir);
	snprintf(key, sizeof(key), "%s/hub.key", dir);
	return cert_ensure(crt, key, why, sizeof(why));
}

static void
first_start_makes_its_files_with_tight_modes(void **state)
{
	struct server_opts o = { .tls = true };
	struct server_proc s;
	char first[65];

	(void)state;
	assert_true(server_start(&s, &o));
	assert_int_equal(strlen(s.fingerprint), 64);
	assert_int_equal(mode_of(&s, ""), 0700);
	assert_int_equal(mode_of(&s, "hub.key"), 0600);
	assert_int_equal(mode_of(&s, "hub.crt"), 0644);
	assert_int_equal(mode_of(&s, "hub.secret"), 0600);
	assert_int_equal(mode_of(&s, "hub.sock"), 0660);
	expect_ping(&s);
	assert_int_equal(server_stop(&s), 0);
	assert_int_not_equal(access(s.socket, F_OK), 0);
	/* the second start keeps certificate and key */
	str_copy(first, sizeof(first), s.fingerprint);
	o.data = s.data;
	assert_true(server_start(&s, &o));
	assert_string_equal(s.fingerprint, first);
	assert_int_equal(server_stop(&s), 0);
	s.keep = false;
	server_clean(&s);
}

static void
without_listen_there_is_only_the_socket(void **state)
{
	struct server_opts o = { 0 };
	struct server_proc s;
	char path[700];

	(void)state;
	assert_true(server_start(&s, &o));
	assert_string_equal(s.host, "");
	snprintf(path, sizeof(path), "%s/hub.crt", s.data);
	assert_int_not_equal(access(path, F_OK), 0); /* not needed, not made */
	expect_ping(&s);
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

static void
a_second_server_is_refused(void **state)
{
	struct server_opts o = { 0 };
	struct server_proc s;
	char out[OUT_BYTES];

	(void)state;
	assert_true(server_start(&s, &o));
	assert_int_equal(server_run((const char *[]){ "--data", s.data, NULL },
			     NULL, out, sizeof(out)),
	    1);
	assert_non_null(strstr(out, "another server is running"));
	expect_ping(&s);
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

static void
a_crash_leaves_nothing_in_the_way(void **state)
{
	struct server_opts o = { 0 };
	struct server_proc s;

	(void)state;
	assert_true(server_start(&s, &o));
	server_crash(&s);
	assert_int_equal(access(s.socket, F_OK), 0); /* a stale socket */
	o.data = s.data;
	assert_true(server_start(&s, &o));
	expect_ping(&s);
	assert_int_equal(server_stop(&s), 0);
	s.keep = false;
	server_clean(&s);
}

static void
a_file_in_place_of_the_socket_is_kept(void **state)
{
	char dir[] = "/tmp/hubtest.XXXXXX", out[OUT_BYTES];
	struct server_proc s = { .pid = 0 };

	(void)state;
	assert_non_null(mkdtemp(dir));
	put_file(dir, "hub.sock", "mine");
	assert_int_equal(server_run((const char *[]){ "--data", dir, NULL },
			     NULL, out, sizeof(out)),
	    1);
	assert_non_null(strstr(out, "hub.sock"));
	str_copy(s.data, sizeof(s.data), dir);
	assert_int_equal(mode_of(&s, "hub.sock") & 0400, 0400);
	server_clean(&s);
}

static void
wrong_arguments_are_refused_with_the_usage(void **state)
{
	char out[OUT_BYTES];

	(void)state;
	assert_int_equal(
	    server_run((const char *[]){ NULL }, NULL, out, sizeof(out)), 2);
	assert_non_null(strstr(out, "PERSIST_BASE"));
	assert_int_equal(server_run((const char *[]){ "--colour", NULL }, NULL,
			     out, sizeof(out)),
	    2);
	assert_int_equal(
	    server_run((const char *[]){ "--data", "/tmp/x", "more", NULL },
		NULL, out, sizeof(out)),
	    2);
	assert_int_equal(server_run((const char *[]){ "--version", NULL }, NULL,
			     out, sizeof(out)),
	    0);
	assert_true(str_starts(out, "hubd "));
	assert_int_equal(server_run((const char *[]){ "--help", NULL }, NULL,
			     out, sizeof(out)),
	    0);
	assert_non_null(strstr(out, "--listen HOST:PORT"));
}

static void
persist_base_counts_without_its_old_tail(void **state)
{
	char dir[] = "/tmp/hubtest.XXXXXX", env[64], out[OUT_BYTES];
	struct server_proc s = { .pid = 0 };

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(env, sizeof(env), "PERSIST_BASE=%s/persistent", dir);
	assert_int_equal(server_run((const char *[]){ "--migrate", NULL },
			     (const char *[]){ env, NULL }, out, sizeof(out)),
	    0);
	str_copy(s.data, sizeof(s.data), dir);
	assert_int_equal(mode_of(&s, "hub.lock"), 0600);
	server_clean(&s);
}

static void
a_missing_parent_folder_is_refused(void **state)
{
	char out[OUT_BYTES];

	(void)state;
	assert_int_equal(server_run((const char *[]){ "--data",
					"/tmp/no-such-parent/data", NULL },
			     NULL, out, sizeof(out)),
	    1);
	assert_non_null(strstr(out, "/tmp/no-such-parent/data"));
}

static void
a_weak_secret_key_is_refused_by_name_only(void **state)
{
	static const char *const weak[] = { "SECRET_KEY=geheim",
		"SECRET_KEY=gggggggggggggggggggggggggggggggggggggggg" };
	char dir[] = "/tmp/hubtest.XXXXXX", out[OUT_BYTES];
	struct server_proc s = { .pid = 0 };
	int i;

	(void)state;
	assert_non_null(mkdtemp(dir));
	for (i = 0; i < 2; i++) {
		assert_int_equal(
		    server_run((const char *[]){ "--data", dir, NULL },
			(const char *[]){ weak[i], NULL }, out, sizeof(out)),
		    1);
		assert_non_null(strstr(out, "SECRET_KEY"));
		assert_null(strstr(out, weak[i] + strlen("SECRET_KEY=")));
	}
	str_copy(s.data, sizeof(s.data), dir);
	server_clean(&s);
}

static void
a_strong_secret_key_replaces_the_file(void **state)
{
	static const char *const env[] = {
		"SECRET_KEY=3f9a1c5e7b2d4860af13579bdf02468ace", NULL
	};
	struct server_opts o = { .env = env };
	struct server_proc s;
	char path[700];

	(void)state;
	assert_true(server_start(&s, &o));
	snprintf(path, sizeof(path), "%s/hub.secret", s.data);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

static void
bad_variables_are_all_named(void **state)
{
	static const char *const env[] = { "MAX_BOOKING_DAYS_AHEAD=soon",
		"MAINTENANCE_MODE=perhaps", NULL };
	char dir[] = "/tmp/hubtest.XXXXXX", out[OUT_BYTES];
	struct server_proc s = { .pid = 0 };
	const char *args[] = { "--data", dir, NULL, NULL };
	int i;

	(void)state;
	assert_non_null(mkdtemp(dir));
	for (i = 0; i < 2; i++) {
		assert_int_equal(server_run(args, env, out, sizeof(out)), 1);
		assert_non_null(strstr(out, "MAX_BOOKING_DAYS_AHEAD"));
		assert_non_null(strstr(out, "MAINTENANCE_MODE"));
		assert_null(strstr(out, "soon"));
		assert_null(strstr(out, "perhaps"));
		args[2] = "--check";
	}
	str_copy(s.data, sizeof(s.data), dir);
	server_clean(&s);
}

static void
check_finds_what_is_wrong(void **state)
{
	struct server_opts o = { .tls = true };
	struct server_proc s;
	char out[OUT_BYTES];
	const char *args[] = { "--data", s.data, "--check", NULL };

	(void)state;
	assert_true(server_start(&s, &o));
	assert_int_equal(server_stop(&s), 0);
	assert_int_equal(server_run(args, NULL, out, sizeof(out)), 0);
	assert_non_null(strstr(out, "no problems"));

	put_file(s.data, "hub.conf", "[booking]\nmax_days_ahead = never\n");
	put_file(s.data, "hub.key", "no key");
	assert_int_equal(server_run(args, NULL, out, sizeof(out)), 1);
	assert_non_null(strstr(out, "hub.conf:2: booking.max_days_ahead"));
	assert_null(strstr(out, "never"));
	put_file(s.data, "hub.conf", "");
	assert_int_equal(server_run(args, NULL, out, sizeof(out)), 1);
	assert_non_null(strstr(out, "hub.key"));
	server_clean(&s);
}

struct wrong {
	const char *conf, *env[2], *said;
};

static void
check_names_each_kind_of_mistake(void **state)
{
	static const struct wrong rows[] = {
		{ "[hub]\ntimezone = Mars/Olympus\n", { NULL, NULL },
		    "problem: hub.timezone" },
		{ "[server]\nlisten = nonsense\n", { NULL, NULL },
		    "problem: server.listen" },
		{ "[tls]\ncert = /nowhere/a\nkey = /nowhere/b\n",
		    { NULL, NULL },
		    "problem: /nowhere/a: No such file or directory" },
		{ "", { "USERLIST=nocolon", NULL },
		    "problem: USERLIST: an entry has no colon" },
		{ "", { "USERLIST=ana:kurz", NULL },
		    "problem: USERLIST: ana: the password" },
		{ "", { "USERLIST=a na:lang-genug-1", NULL },
		    "problem: USERLIST: a na: this is no user name" },
	};
	struct server_opts o = { 0 };
	struct server_proc s;
	char out[OUT_BYTES];
	const char *args[] = { "--data", s.data, "--check", NULL };
	size_t i;

	(void)state;
	assert_true(server_start(&s, &o));
	assert_int_equal(server_stop(&s), 0);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put_file(s.data, "hub.conf", rows[i].conf);
		assert_int_equal(
		    server_run(args, rows[i].env, out, sizeof(out)), 1);
		if (strstr(out, rows[i].said) == NULL)
			fail_msg("%s is not in %s", rows[i].said, out);
		assert_null(strstr(out, "lang-genug"));
		assert_null(strstr(out, ": kurz"));
	}
	put_file(s.data, "hub.conf", "");
	assert_int_equal(server_run(args, NULL, out, sizeof(out)), 0);
	assert_non_null(strstr(out, "integrity check"));
	server_clean(&s);
}

static void
check_wants_the_key_for_its_owner_only(void **state)
{
	struct server_opts o = { .tls = true };
	struct server_proc s;
	char out[OUT_BYTES], path[700];
	const char *args[] = { "--data", s.data, "--check", NULL };

	(void)state;
	assert_true(server_start(&s, &o));
	assert_int_equal(server_stop(&s), 0);
	snprintf(path, sizeof(path), "%s/hub.key", s.data);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(server_run(args, NULL, out, sizeof(out)), 1);
	assert_non_null(strstr(out, "the TLS key: others may read it"));
	server_clean(&s);
}

static void
check_names_a_missing_folder(void **state)
{
	char out[OUT_BYTES];

	(void)state;
	assert_int_equal(
	    server_run((const char *[]){ "--data", "/tmp/hub-is-not-here",
			   "--check", NULL },
		NULL, out, sizeof(out)),
	    1);
	assert_non_null(strstr(out, "/tmp/hub-is-not-here: No such file"));
	assert_int_not_equal(access("/tmp/hub-is-not-here", F_OK), 0);
}

static void
a_damaged_database_fails_the_check(void **state)
{
	struct server_opts o = { 0 };
	struct server_proc s;
	char out[OUT_BYTES];

	(void)state;
	assert_true(server_start(&s, &o));
	assert_int_equal(server_stop(&s), 0);
	put_file(s.data, "hub.db", "this is no database at all");
	assert_int_equal(
	    server_run((const char *[]){ "--data", s.data, "--check", NULL },
		NULL, out, sizeof(out)),
	    1);
	assert_non_null(strstr(out, "problem:"));
	server_clean(&s);
}

static void
a_busy_port_is_refused(void **state)
{
	struct server_opts o = { .tls = true };
	struct server_proc s, t = { .pid = 0 };
	char dir[] = "/tmp/hubtest.XXXXXX", out[OUT_BYTES], port[80];

	(void)state;
	assert_true(server_start(&s, &o));
	assert_non_null(mkdtemp(dir));
	snprintf(port, sizeof(port), "127.0.0.1:%d", s.port);
	assert_int_equal(server_run((const char *[]){ "--data", dir, "--listen",
					port, NULL },
			     NULL, out, sizeof(out)),
	    1);
	assert_non_null(strstr(out, port));
	assert_int_equal(server_run((const char *[]){ "--data", dir, "--listen",
					"nonsense", NULL },
			     NULL, out, sizeof(out)),
	    1);
	assert_non_null(strstr(out, "HOST:PORT"));
	str_copy(t.data, sizeof(t.data), dir);
	server_clean(&t);
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

/* Longer than a socket address: bound and reached through the folder. */
static void
a_long_path_works(void **state)
{
	char base[] = "/tmp/hubtest.XXXXXX", dir[300];
	struct server_opts o = { .data = dir };
	struct server_proc s;

	(void)state;
	assert_non_null(mkdtemp(base));
	snprintf(dir, sizeof(dir), "%s/%0180d", base, 7);
	assert_true(server_start(&s, &o));
	assert_true(strlen(s.socket) > 107);
	expect_ping(&s);
	assert_int_equal(server_stop(&s), 0);
	str_copy(s.data, sizeof(s.data), base);
	unlink(s.log);
	s.keep = false;
	server_clean(&s);
}

static void
a_hangup_reloads_log_and_certificate(void **state)
{
	struct server_opts o = { .tls = true };
	struct netclient c;
	struct server_proc s;
	char fp[65];
	long long until;

	(void)state;
	assert_true(server_start(&s, &o));
	put_file(s.data, "hub.conf", "[logging]\nlevel = debug\n");
	remove_file(s.data, "hub.crt");
	remove_file(s.data, "hub.key");
	assert_true(cert_ensure_in(s.data));
	assert_int_equal(kill(s.pid, SIGHUP), 0);
	until = server_clock() + NC_MS;
	while (!server_logged(&s, "settings of the log reloaded"))
		assert_true(server_clock() < until);
	assert_true(nc_open_tls(&c, s.host, s.port, NULL));
	nc_fingerprint(&c, fp);
	assert_string_not_equal(fp, s.fingerprint);
	assert_non_null(nc_line(&c));
	nc_close(&c);
	assert_true(nc_open_tcp(&c, s.host, s.port));
	nc_close(&c); /* told at level debug only */
	while (!server_logged(&s, "TLS handshake failed"))
		assert_true(server_clock() < until);
	assert_int_equal(server_stop(&s), 0);
	server_clean(&s);
}

static void
the_service_manager_is_told(void **state)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	char dir[] = "/tmp/hubtest.XXXXXX", env[160], msg[64];
	struct server_opts o = { .env = (const char *[]){ env, NULL } };
	struct timeval tv = { .tv_sec = 10 };
	struct server_proc s;
	ssize_t n;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(sa.sun_path, sizeof(sa.sun_path), "%s/notify", dir);
	snprintf(env, sizeof(env), "NOTIFY_SOCKET=%s", sa.sun_path);
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&sa, sizeof(sa)), 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));
	assert_true(server_start(&s, &o));
	n = recv(fd, msg, sizeof(msg), 0);
	assert_int_equal(n, 7);
	assert_memory_equal(msg, "READY=1", 7);
	assert_int_equal(server_stop(&s), 0);
	n = recv(fd, msg, sizeof(msg), 0);
	assert_int_equal(n, 10);
	assert_memory_equal(msg, "STOPPING=1", 10);
	close(fd);
	unlink(sa.sun_path);
	rmdir(dir);
	server_clean(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_start_makes_its_files_with_tight_modes),
		cmocka_unit_test(without_listen_there_is_only_the_socket),
		cmocka_unit_test(a_second_server_is_refused),
		cmocka_unit_test(a_crash_leaves_nothing_in_the_way),
		cmocka_unit_test(a_file_in_place_of_the_socket_is_kept),
		cmocka_unit_test(wrong_arguments_are_refused_with_the_usage),
		cmocka_unit_test(persist_base_counts_without_its_old_tail),
		cmocka_unit_test(a_missing_parent_folder_is_refused),
		cmocka_unit_test(a_weak_secret_key_is_refused_by_name_only),
		cmocka_unit_test(a_strong_secret_key_replaces_the_file),
		cmocka_unit_test(bad_variables_are_all_named),
		cmocka_unit_test(check_finds_what_is_wrong),
		cmocka_unit_test(check_names_each_kind_of_mistake),
		cmocka_unit_test(check_wants_the_key_for_its_owner_only),
		cmocka_unit_test(check_names_a_missing_folder),
		cmocka_unit_test(a_damaged_database_fails_the_check),
		cmocka_unit_test(a_busy_port_is_refused),
		cmocka_unit_test(a_long_path_works),
		cmocka_unit_test(a_hangup_reloads_log_and_certificate),
		cmocka_unit_test(the_service_manager_is_told),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
