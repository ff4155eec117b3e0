/* Lines of screen scripts that run hub in line mode: the same person, from
 * another place. */
#include <limits.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/str.h"
#include "tests/harness/screen_script_int.h"

bool
script_input(struct script *x, char *arg)
{
	size_t n = 0;

	for (; *arg != '\0' && n + 2 < sizeof x->input; arg++) {
		bool newline = arg[0] == '\\' && arg[1] == 'n';

		x->input[n++] = newline ? '\n' : *arg;
		arg += newline;
	}
	x->input[n++] = '\n';
	x->input[n] = '\0';
	return true;
}

static void
child(const struct script *x, char *const *argv, int out)
{
	int in = memfd_create("input", 0);
	size_t n = strlen(x->input);
	char state[600];

	snprintf(state, sizeof state, "%s/line", x->server.data);
	if (in < 0 || write(in, x->input, n) != (ssize_t)n ||
	    lseek(in, 0, SEEK_SET) < 0 || dup2(in, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0 ||
	    setenv("XDG_STATE_HOME", state, 1) < 0 ||
	    setenv("HUB_SERVER", x->server.socket, 1) < 0)
		_exit(126);
	execv(argv[0], argv);
	_exit(127);
}

bool
script_hub(struct script *x, char *arg)
{
	char path[PATH_MAX + 16], *argv[24] = { path }, *word;
	char said[2048];
	int n = 1, status, out = memfd_create("said", 0);
	ssize_t got;
	pid_t pid;

	while (n < 23 && (word = strsep(&arg, " ")) != NULL)
		argv[n++] = word;
	snprintf(path, sizeof path, "%s/../hub", x->dir);
	pid = fork();
	if (pid == 0)
		child(x, argv, out);
	if (pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	    WEXITSTATUS(status) == 0) {
		close(out);
		return true;
	}
	got = pread(out, said, sizeof said - 1, 0);
	said[got > 0 ? got : 0] = '\0';
	close(out);
	buf_addf(x->why, "%s:%d: hub: %s\n", x->path, x->line, said);
	return false;
}
