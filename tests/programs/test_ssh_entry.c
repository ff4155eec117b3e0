/*
 * hub --ssh and hub --shell as sshd starts them, without sshd: who is let in,
 * what the environment can do, what the relay passes on.
 * covers: HUB-02 SEC-13 SEC-15
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/server_proc.h"

#define KEY                                            \
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJW" \
	"SyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"
#define OTHER_KEY                                                    \
	"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbm" \
	"lzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqM" \
	"UOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="

struct fix {
	struct server_proc server;
	char build[400], dir[64], info[100];
	struct buf out;
};

/* Runs a line of sh, pipes all around; exit status. */
static int __attribute__((format(printf, 2, 3)))
sh(struct fix *x, const char *fmt, ...)
{
	char chunk[4096], *inner, *line;
	va_list ap;
	size_t n;
	FILE *f;
	int status;

	va_start(ap, fmt);
	assert_true(vasprintf(&inner, fmt, ap) >= 0);
	va_end(ap);
	line = xprintf("{ %s\n} 2>&1", inner);
	free(inner);
	buf_clear(&x->out);
	f = popen(line, "r");
	free(line);
	assert_non_null(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&x->out, chunk, n);
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static bool
said(const struct fix *x, const char *text)
{
	return strstr(buf_str(&x->out), text) != NULL;
}

#define EXPECT(status, x, part, ...)                                 \
	do {                                                         \
		int got = sh(x, __VA_ARGS__);                        \
		if (got != (status) || !said(x, part))               \
			fail_msg("%d, %s", got, buf_str(&(x)->out)); \
	} while (0)

/* hub as the forced command, with a command of the client. */
#define HUB(env, command)                                                     \
	"SSH_USER_AUTH=%s " env " SSH_ORIGINAL_COMMAND='" command "' %s/hub " \
	"--ssh --connect %s </dev/null"
#define HUB_ARGS(x) (x)->info, (x)->build, (x)->server.socket

static void
write_info(struct fix *x, const char *text, mode_t mode)
{
	FILE *f;

	(void)unlink(x->info);
	f = fopen(x->info, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(x->info, mode), 0);
}

static void
find_build(struct fix *x)
{
	char self[400], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int up;

	self[n < 0 ? 0 : n] = '\0';
	for (up = 0; up < 2; up++)
		if ((slash = strrchr(self, '/')) != NULL)
			*slash = '\0';
	(void)str_copy(x->build, sizeof(x->build), self);
}

static void
ctl(struct fix *x, const char *op, const char *params)
{
	EXPECT(0, x, "\"success\":true", "%s/hubctl --data %s call %s '%s'",
	    x->build, x->server.data, op, params);
}

static int
set_up(void **state)
{
	struct fix *x = xcalloc(1, sizeof(*x));
	const struct passwd *pw = getpwuid(geteuid());
	char *params;

	buf_init(&x->out, 1 << 20);
	find_build(x);
	(void)str_copy(x->dir, sizeof(x->dir), "/tmp/hub-ssh-XXXXXX");
	if (pw == NULL || mkdtemp(x->dir) == NULL ||
	    !server_start(&x->server, &(struct server_opts){ 0 }))
		return -1;
	snprintf(x->info, sizeof(x->info), "%s/info", x->dir);
	(void)unsetenv("LC_ALL");
	(void)unsetenv("LANGUAGE");
	(void)setenv("LANG", "C.UTF-8", 1);
	(void)setenv("LC_MESSAGES", "en_US.UTF-8", 1);
	ctl(x, "users.create",
	    "{\"name\":\"anna\",\"password\":\"ein-langes-passwort\","
	    "\"must_change_password\":false}");
	ctl(x, "users.create",
	    "{\"name\":\"ben\",\"password\":\"ein-langes-passwort\","
	    "\"must_change_password\":false}");
	ctl(x, "users.add_key", "{\"user\":1,\"key\":\"" KEY "\"}");
	ctl(x, "users.add_key", "{\"user\":2,\"key\":\"" OTHER_KEY "\"}");
	params =
	    xprintf("{\"key\":\"ssh.user\",\"value\":\"%s\"}", pw->pw_name);
	ctl(x, "settings.set_key", params);
	free(params);
	*state = x;
	return 0;
}

static int
tear_down(void **state)
{
	struct fix *x = *state;

	server_clean(&x->server);
	(void)unlink(x->info);
	(void)rmdir(x->dir);
	buf_done(&x->out);
	free(x);
	return 0;
}

static void
the_key_is_the_person(void **state)
{
	struct fix *x = *state;

	write_info(x, "publickey " KEY "\n", 0600);
	EXPECT(0, x, "anna", HUB("", "whoami"), HUB_ARGS(x));
	write_info(x, "publickey " OTHER_KEY "\n", 0600);
	EXPECT(0, x, "ben", HUB("", "hub whoami"), HUB_ARGS(x));
	EXPECT(2, x, "ssh -t", HUB("", ""), HUB_ARGS(x));
}

/* Nothing but what sshd wrote tells the key. */
static void
nobody_else_names_the_key(void **state)
{
	struct fix *x = *state;

	EXPECT(6, x, "ExposeAuthInfo",
	    "echo 'publickey " KEY "' | SSH_USER_AUTH=/dev/stdin "
	    "SSH_ORIGINAL_COMMAND=whoami %s/hub --ssh --connect %s",
	    x->build, x->server.socket);
	EXPECT(6, x, "ExposeAuthInfo",
	    "SSH_ORIGINAL_COMMAND=whoami %s/hub --ssh --connect %s", x->build,
	    x->server.socket);
	write_info(x, "publickey " KEY "\n", 0666);
	EXPECT(6, x, "ExposeAuthInfo", HUB("", "whoami"), HUB_ARGS(x));
	write_info(x, "password\n", 0600);
	EXPECT(6, x, "ExposeAuthInfo", HUB("", "whoami"), HUB_ARGS(x));
	write_info(x, "publickey ssh-ed25519 AAAA\n", 0600);
	EXPECT(6, x, "opens no account", HUB("", "whoami"), HUB_ARGS(x));
}

static void
the_environment_does_nothing(void **state)
{
	struct fix *x = *state;

	write_info(x, "publickey " KEY "\n", 0600);
	EXPECT(0, x, "anna",
	    HUB("HUB_SERVER=/nowhere HOME=/nowhere HUB_LOCALEDIR=/nowhere "
		"HUB_PASSWORD_FILE=/etc/passwd TERM=../../x TERMINFO=/tmp",
		"whoami"),
	    HUB_ARGS(x));
	EXPECT(2, x, "full paths",
	    "SSH_USER_AUTH=%s SSH_ORIGINAL_COMMAND=whoami %s/hub --ssh "
	    "--data relative",
	    x->info, x->build);
	EXPECT(2, x, "full paths",
	    "SSH_USER_AUTH=%s SSH_ORIGINAL_COMMAND=whoami %s/hub --ssh "
	    "--user ben",
	    x->info, x->build);
}

static void
what_is_not_offered(void **state)
{
	struct fix *x = *state;

	write_info(x, "publickey " KEY "\n", 0600);
	EXPECT(5, x, "no shell", HUB("", "sh -c id"), HUB_ARGS(x));
	EXPECT(5, x, "no shell", HUB("", "scp -f x"), HUB_ARGS(x));
	EXPECT(2, x, "nothing is kept", HUB("", "login ben"), HUB_ARGS(x));
	EXPECT(2, x, "nothing is kept", HUB("", "logout"), HUB_ARGS(x));
	EXPECT(
	    2, x, "unknown command", HUB("", "--user ben whoami"), HUB_ARGS(x));
	EXPECT(2, x, "unknown command", HUB("", "--connect /x whoami"),
	    HUB_ARGS(x));
	EXPECT(5, x, "no permission", HUB("", "call auth.list_authorized"),
	    HUB_ARGS(x));
	EXPECT(5, x, "no permission",
	    HUB("", "call auth.ssh key=\"" OTHER_KEY "\""), HUB_ARGS(x));
}

#define RELAY                                                        \
	"SSH_USER_AUTH=%s SSH_ORIGINAL_COMMAND=hub-protocol %s/hub " \
	"--ssh --connect %s"

static void
the_relay_carries_the_protocol(void **state)
{
	struct fix *x = *state;

	write_info(x, "publickey " KEY "\n", 0600);
	EXPECT(0, x, "\"name\":\"anna\"",
	    "echo '{\"id\":7,\"op\":\"auth.ssh\",\"params\":{}}' | " RELAY,
	    HUB_ARGS(x));
	assert_true(str_starts(buf_str(&x->out), "{\"hub\":"));
	assert_false(said(x, "{\"id\":1,\"success\""));
	EXPECT(0, x, "FORBIDDEN",
	    "echo "
	    "'{\"id\":7,\"op\":\"auth.ssh\",\"params\":{\"key\":\"" OTHER_KEY
	    "\"}}' | " RELAY,
	    HUB_ARGS(x));
	assert_false(said(x, "ben"));
	EXPECT(0, x, "FORBIDDEN",
	    "echo '{\"id\":7,\"op\":\"auth.list_authorized\"}' | " RELAY,
	    HUB_ARGS(x));
	/* although the peer is an operator here, nobody far away is one */
	EXPECT(0, x, "UNAUTHENTICATED",
	    "echo '{\"id\":7,\"op\":\"users.list\"}' | " RELAY, HUB_ARGS(x));
	write_info(x, "publickey ssh-ed25519 AAAA\n", 0600);
	EXPECT(6, x, "opens no account",
	    "echo '{\"id\":7,\"op\":\"users.list\"}' | " RELAY, HUB_ARGS(x));
	assert_false(said(x, "\"hub\""));
}

static void
a_login_shell(void **state)
{
	struct fix *x = *state;

	EXPECT(5, x, "no shell", "%s/hub -c 'rsync --server'", x->build);
	EXPECT(5, x, "no shell",
	    "SSH_ORIGINAL_COMMAND=internal-sftp %s/hub -c '/usr/bin/hub "
	    "--shell'",
	    x->build);
	EXPECT(2, x, "ssh -t", "%s/hub -c '/usr/bin/hub --shell' </dev/null",
	    x->build);
	EXPECT(6, x, "Not signed in",
	    "SSH_ORIGINAL_COMMAND=whoami %s/hub --shell --connect %s", x->build,
	    x->server.socket);
	EXPECT(2, x, "ssh -t", "bash -c 'exec -a -hub %s/hub </dev/null'",
	    x->build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_key_is_the_person),
		cmocka_unit_test(nobody_else_names_the_key),
		cmocka_unit_test(the_environment_does_nothing),
		cmocka_unit_test(what_is_not_offered),
		cmocka_unit_test(the_relay_carries_the_protocol),
		cmocka_unit_test(a_login_shell),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
