/*
 * The own account in line mode, as people and scripts use it: set-up of the
 * second factor through pipes, codes at the sign-in, sessions, keys, history.
 */
/* covers: SEC-02 SEC-03 SEC-05 SEC-07 API-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/auth/auth_totp.h"
#include "tests/harness/server_proc.h"

#define OUT_MAX 65536
/* The clock of the server stands still there: steps cannot run away. */
#define CLOCK "2026-03-04T08:15:05.000Z"
#define NOW INT64_C(1772612105)
#define PASSWORD "geheim-Pass-123"
#define KEY                                                          \
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDGeotLxkAYnRJ9CqKatWc" \
	"4jJ3V7hLyWHvJe0zEpsu8O ana@laptop"
#define PRINT "SHA256:IrA3Rn7y65I0diTqmpfxTIwV5uk7QvKoZ2g5QSrwbbM"

struct fix {
	struct server_proc server;
	char home[64], hub[600], hubctl[600];
	char out[OUT_MAX];
	char secret[33], backup[16];
	/* the running program */
	pid_t pid;
	int in, from;
};

static void
program_path(char out[600], const char *name)
{
	char self[500];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	assert_true(n > 0);
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	snprintf(out, 600, "%s/../%s", self, name);
}

/* Starts "word|word"; both streams of output come through one pipe. */
static void
begin(struct fix *x, const char *program, const char *line)
{
	char *copy = xstrdup(line), *p = copy;
	const char *argv[24] = { program };
	int in[2], out[2], n = 1;

	while (n < 23 && (argv[n] = strsep(&p, "|")) != NULL)
		n++;
	argv[n] = NULL;
	assert_int_equal(pipe2(in, O_CLOEXEC), 0);
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	x->out[0] = '\0';
	x->pid = fork();
	assert_true(x->pid >= 0);
	if (x->pid == 0) {
		(void)dup2(in[0], STDIN_FILENO);
		(void)dup2(out[1], STDOUT_FILENO);
		(void)dup2(out[1], STDERR_FILENO);
		execv(program, (char *const *)(uintptr_t)argv);
		_exit(98);
	}
	close(in[0]);
	close(out[1]);
	x->in = in[1];
	x->from = out[0];
	free(copy);
}

static void
say(struct fix *x, const char *text)
{
	size_t n = strlen(text);

	assert_int_equal(write(x->in, text, n), (ssize_t)n);
}

/* Reads until the text came; the end of the output fails the test. */
static void
hear(struct fix *x, const char *text)
{
	size_t have = strlen(x->out);
	ssize_t n = 1;

	while (n > 0 && strstr(x->out, text) == NULL) {
		n = read(x->from, x->out + have, OUT_MAX - 1 - have);
		have += n > 0 ? (size_t)n : 0;
		x->out[have] = '\0';
	}
	if (strstr(x->out, text) == NULL)
		fail_msg("'%s' does not come:\n%s", text, x->out);
}

static int
end(struct fix *x)
{
	size_t have = strlen(x->out);
	ssize_t n;
	int status;

	close(x->in);
	while ((n = read(x->from, x->out + have, OUT_MAX - 1 - have)) > 0)
		have += (size_t)n;
	x->out[have] = '\0';
	close(x->from);
	assert_int_equal(waitpid(x->pid, &status, 0), x->pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

static void
expect(struct fix *x, int status, const char *input, const char *line)
{
	int got;

	begin(x, x->hub, line);
	say(x, input);
	got = end(x);
	if (got != status)
		fail_msg(
		    "%s: status %d, not %d\n%s", line, got, status, x->out);
}

static void
says(const struct fix *x, const char *text)
{
	if (strstr(x->out, text) == NULL)
		fail_msg("'%s' is not said:\n%s", text, x->out);
}

/* The code of a step, and a newline. */
static void
say_code(struct fix *x, int steps)
{
	unsigned char seed[TOTP_SEED];
	char code[TOTP_CODE], line[TOTP_CODE + 1];

	assert_true(totp_seed(x->secret, seed));
	totp_code(seed, NOW + steps * TOTP_STEP_SECONDS, code);
	snprintf(line, sizeof line, "%s\n", code);
	say(x, line);
}

static int
set_up(void **state)
{
	struct fix *x = xcalloc(1, sizeof(*x));
	const struct server_opts o = { 0 };
	char testd[600];

	(void)alarm(120);
	program_path(testd, "programs/testd");
	setenv("HUBD", testd, 1);
	setenv("HUB_TEST_CLOCK", CLOCK, 1);
	(void)str_copy(x->home, sizeof(x->home), "/tmp/hubsec.XXXXXX");
	if (mkdtemp(x->home) == NULL || !server_start(&x->server, &o))
		return -1;
	setenv("HOME", x->home, 1);
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("HUB_PASSWORD_FILE");
	setenv("LANGUAGE", "en", 1);
	setenv("PERSIST_BASE", x->server.data, 1);
	setenv("HUB_SERVER", x->server.socket, 1);
	program_path(x->hub, "hub");
	program_path(x->hubctl, "hubctl");
	*state = x;
	begin(x, x->hubctl, "user|add|ana|--role|opener|--display|Ana Meier");
	say(x, PASSWORD "\n");
	return end(x);
}

static int
tear_down(void **state)
{
	struct fix *x = *state;
	char *cmd = xprintf("rm -rf '%s'", x->home);
	int r = system(cmd);

	server_clean(&x->server);
	free(cmd);
	free(x);
	return r;
}

/* As it stands in the address. */
static void
note_secret(struct fix *x)
{
	const char *s = strstr(x->out, "?secret=");

	assert_non_null(s);
	memcpy(x->secret, s + 8, 32);
	x->secret[32] = '\0';
}

static void
a_second_factor_is_set_up(void **state)
{
	struct fix *x = *state;
	const char *s;

	expect(x, 0, PASSWORD "\n", "login|ana");
	expect(x, 0, "", "2fa");
	says(x, "off");
	begin(x, x->hub, "2fa|setup");
	say(x, "wrong-wrong-wrong\n");
	assert_int_equal(end(x), 6);
	begin(x, x->hub, "2fa|setup");
	say(x, PASSWORD "\n");
	hear(x, "Tool%20Hub");
	note_secret(x);
	assert_null(strstr(x->out, "▀")); /* no picture in a pipe */
	say_code(x, -1);
	hear(x, "10  ");
	s = strstr(x->out, " 1  ");
	assert_non_null(s);
	memcpy(x->backup, s + 4, 9);
	assert_int_equal(end(x), 0);
	expect(x, 0, "", "2fa");
	says(x, "10 of 10");
}

static void
the_sign_in_asks_for_the_code(void **state)
{
	struct fix *x = *state;
	char line[80];

	expect(x, 0, "", "logout");
	expect(x, 2, PASSWORD "\n", "login|ana");
	says(x, "second line");
	expect(x, 6, PASSWORD "\n000000\n", "login|ana");
	says(x, "code is wrong");
	snprintf(line, sizeof line, PASSWORD "\n%s\n", x->backup);
	expect(x, 0, line, "login|ana");
	says(x, "failed sign-in");
	expect(x, 6, line, "login|ana"); /* used up; the session stays */
	expect(x, 0, "", "2fa");
	says(x, "9 of 10");
}

static void
nothing_secret_is_kept(void **state)
{
	struct fix *x = *state;
	char *cmd = xprintf("grep -rlE '%s|%s|%.9s' '%s' >/dev/null", PASSWORD,
	    x->secret, x->backup, x->home);

	assert_int_not_equal(system(cmd), 0);
	free(cmd);
}

static void
keys_need_a_fresh_code(void **state)
{
	struct fix *x = *state;

	expect(x, 2, "no key\n", "keys|add|-");
	expect(x, 6, KEY "\n", "keys|add|-"); /* nobody can be asked */
	begin(x, x->hub, "keys|add|-|Laptop");
	say(x, KEY "\n");
	say_code(x, 0);
	assert_int_equal(end(x), 0);
	says(x, PRINT);
	expect(x, 0, "", "keys");
	says(x, "Laptop");
	says(x, "ed25519");
	expect(x, 0, "", "keys|rename|1|Buero");
	expect(x, 0, "", "keys|revoke|1");
	says(x, "revoked");
	expect(x, 0, "", "keys");
	says(x, "Buero");
	says(x, "revoked");
}

static void
sessions_end(void **state)
{
	struct fix *x = *state;
	char state_dir[100];

	snprintf(state_dir, sizeof state_dir, "%s/other", x->home);
	setenv("XDG_STATE_HOME", state_dir, 1);
	begin(x, x->hub, "login|ana");
	say(x, PASSWORD "\n");
	say_code(x, 1);
	assert_int_equal(end(x), 0);
	expect(x, 0, "", "sessions");
	says(x, "this one");
	expect(x, 2, "", "sessions|end|all");
	expect(x, 3, "", "sessions|end|999");
	expect(x, 0, "", "sessions|end|others");
	says(x, "1 other session has ended");
	unsetenv("XDG_STATE_HOME");
	expect(x, 6, "", "whoami"); /* that was the other one */
	setenv("XDG_STATE_HOME", state_dir, 1);
	expect(x, 0, "", "logins|--limit|5");
	says(x, "signed in");
	says(x, "wrong code");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_factor_is_set_up),
		cmocka_unit_test(the_sign_in_asks_for_the_code),
		cmocka_unit_test(nothing_secret_is_kept),
		cmocka_unit_test(keys_need_a_fresh_code),
		cmocka_unit_test(sessions_end),
	};

	json_setup();
	totp_setup();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name(
	    "line security", tests, set_up, tear_down);
}
