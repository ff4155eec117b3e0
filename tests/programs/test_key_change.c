/*
 * hubctl key rotate against a real hubd that is killed at any moment: the next
 * start has a key that opens everything.
 * covers: SEC-09 OPS-27
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/server_proc.h"

#define OUT_MAX 16384
#define PASSWORD "geheim-Pass-123"
#define KILLS 8

struct fix {
	struct server_proc server;
	char home[64], hub[600], hubctl[600];
	char out[OUT_MAX];
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

/* Files stand in for pipes: nothing can block. */
static void
redirect(const char *path, int flags, int fd)
{
	int file = open(path, flags, 0600);

	if (file < 0 || dup2(file, fd) < 0)
		_exit(99);
}

static pid_t
spawn(struct fix *x, const char *program, const char *input, const char *line)
{
	char in[100], out[100], *copy = xstrdup(line), *p = copy;
	const char *argv[12] = { program };
	int n = 1;
	pid_t pid;
	FILE *f;

	while (n < 11 && (argv[n] = strsep(&p, "|")) != NULL)
		n++;
	snprintf(in, sizeof(in), "%s/in", x->home);
	snprintf(out, sizeof(out), "%s/out", x->home);
	f = fopen(in, "w");
	assert_non_null(f);
	assert_true(fputs(input, f) >= 0 && fclose(f) == 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		redirect(in, O_RDONLY, STDIN_FILENO);
		redirect(out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
		dup2(STDOUT_FILENO, STDERR_FILENO);
		execv(program, (char *const *)argv);
		_exit(98);
	}
	free(copy);
	return pid;
}

static int
finish(struct fix *x, pid_t pid)
{
	char out[100];
	int status;
	FILE *f;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	snprintf(out, sizeof(out), "%s/out", x->home);
	f = fopen(out, "r");
	assert_non_null(f);
	x->out[fread(x->out, 1, OUT_MAX - 1, f)] = '\0';
	fclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

static void
run(struct fix *x, const char *program, const char *input, const char *line)
{
	int status = finish(x, spawn(x, program, input, line));

	if (status != 0)
		fail_msg("%s: status %d\n%s", line, status, x->out);
}

static void
says(const struct fix *x, const char *part)
{
	if (strstr(x->out, part) == NULL)
		fail_msg("'%s' does not say '%s'", x->out, part);
}

static void
start(struct fix *x, const char *data)
{
	const struct server_opts o = { .data = data };

	assert_true(server_start(&x->server, &o));
	setenv("PERSIST_BASE", x->server.data, 1);
	setenv("HUB_SERVER", x->server.socket, 1);
}

/* Ana has a seed being set up: something that is sealed. */
static int
set_up(void **state)
{
	struct fix *x = xcalloc(1, sizeof(*x));

	(void)alarm(300);
	(void)str_copy(x->home, sizeof(x->home), "/tmp/hubkey.XXXXXX");
	if (mkdtemp(x->home) == NULL)
		return -1;
	setenv("HOME", x->home, 1);
	setenv("LANGUAGE", "en", 1);
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("HUB_PASSWORD_FILE");
	unsetenv("SECRET_KEY");
	unsetenv("SECRET_KEY_OLD");
	program_path(x->hub, "hub");
	program_path(x->hubctl, "hubctl");
	start(x, NULL);
	run(x, x->hubctl, PASSWORD "\n", "user|add|ana");
	run(x, x->hub, PASSWORD "\n", "login|ana");
	run(x, x->hub, "{\"password\":\"" PASSWORD "\"}",
	    "call|auth.start_2fa|-");
	says(x, "otpauth://totp/ana?secret=");
	*state = x;
	return 0;
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

static void
check_folder(struct fix *x)
{
	int status = server_run(
	    (const char *[]){ "--data", x->server.data, "--check", NULL }, NULL,
	    x->out, OUT_MAX);

	if (status != 0)
		fail_msg("hubd --check: %s", x->out);
}

static void
the_command_says_what_it_did(void **state)
{
	struct fix *x = *state;

	run(x, x->hubctl, "", "key|rotate|--lang|en");
	says(x, "in force.");
	says(x, "Values sealed anew: 2");
	says(x, "hub.secret has changed");
	run(x, x->hubctl, "", "--json|key|rotate");
	says(x, "\"values\":2");
	assert_int_equal(
	    finish(x, spawn(x, x->hubctl, "", "key|rotate|now")), 2);
	assert_int_equal(finish(x, spawn(x, x->hubctl, "", "health")), 0);
	says(x, "secrets");
}

/* From before the line arrives to after everything is done. */
static void
killed_at_any_moment(void **state)
{
	struct fix *x = *state;
	char *data = xstrdup(x->server.data);
	long long took = server_clock();
	int i, whole = 0;
	pid_t ctl;

	run(x, x->hubctl, "", "key|rotate");
	took = server_clock() - took;
	for (i = 0; i < KILLS; i++) {
		ctl = spawn(x, x->hubctl, "", "key|rotate");
		usleep((useconds_t)(took * 1000 * i / KILLS));
		server_crash(&x->server);
		whole += finish(x, ctl) == 0;
		check_folder(x);
		start(x, data);
		assert_false(server_logged(&x->server, "CRITICAL"));
		run(x, x->hubctl, "", "key|rotate|--lang|en");
		says(x, "Values sealed anew: 2");
	}
	/* some were stopped, else nothing was tried here */
	assert_true(whole < KILLS);
	free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    the_command_says_what_it_did, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    killed_at_any_moment, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
