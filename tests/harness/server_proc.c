/* hubd as a child process; used by the programs in tests/programs. */
#include "tests/harness/server_proc.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/str.h"

#define START_MS 120000 /* a sanitizer build on a busy machine */
#define STOP_MS 20000
#define ARGS_MAX 32

long long
server_clock(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (long long)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void
program_path(char *out, size_t size)
{
	const char *given = getenv("HUBD");
	char self[400], *slash;
	ssize_t n;
	int up;

	if (given != NULL) {
		str_copy(out, size, given);
		return;
	}
	n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	self[n < 0 ? 0 : n] = '\0';
	for (up = 0; up < 2; up++)
		if ((slash = strrchr(self, '/')) != NULL)
			*slash = '\0';
	snprintf(out, size, "%s/hubd", self);
}

/* In the child; does not return. */
static void
exec_server(char *const *argv, const struct server_opts *o)
{
	struct rlimit rl;
	char program[512];
	int i;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	unsetenv("PERSIST_BASE");
	unsetenv("SECRET_KEY");
	unsetenv("NOTIFY_SOCKET");
	for (i = 0; o->env != NULL && o->env[i] != NULL; i++)
		putenv((char *)o->env[i]);
	if (o->max_files > 0) {
		rl.rlim_cur = rl.rlim_max = (rlim_t)o->max_files;
		setrlimit(RLIMIT_NOFILE, &rl);
	}
	program_path(program, sizeof(program));
	execv(program, argv);
	perror(program);
	_exit(127);
}

/* Text up to a newline or the end of the pipe, within a deadline. */
static bool
read_line(int fd, char *line, size_t size)
{
	long long until = server_clock() + START_MS, left;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	size_t n = 0;

	while (n + 1 < size && (left = until - server_clock()) > 0) {
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		if (read(fd, line + n, 1) != 1)
			break;
		if (line[n] == '\n') {
			line[n] = '\0';
			return true;
		}
		n++;
	}
	line[n] = '\0';
	return false;
}

/* "ready socket=P tls=H:P fingerprint=F" */
static bool
parse_ready(struct server_proc *s, const char *line)
{
	const char *tls = strstr(line, " tls=");
	const char *fp = strstr(line, " fingerprint=");
	const char *colon;

	s->host[0] = s->fingerprint[0] = '\0';
	s->port = 0;
	if (!str_starts(line, "ready socket="))
		return false;
	line += strlen("ready socket=");
	snprintf(s->socket, sizeof(s->socket), "%.*s", (int)strcspn(line, " "),
	    line);
	if (tls == NULL)
		return true;
	tls += strlen(" tls=");
	colon = fp;
	while (colon != NULL && *colon != ':')
		colon--;
	if (fp == NULL || strlen(fp) < 64)
		return false;
	snprintf(s->host, sizeof(s->host), "%.*s", (int)(colon - tls), tls);
	s->port = (int)strtol(colon + 1, NULL, 10);
	str_copy(s->fingerprint, sizeof(s->fingerprint),
	    fp + strlen(" fingerprint="));
	return true;
}

static bool
choose_data(struct server_proc *s, const struct server_opts *o)
{
	const char *tmp = getenv("TMPDIR");

	s->keep = o->data != NULL;
	if (o->data != NULL)
		return str_copy(s->data, sizeof(s->data), o->data);
	snprintf(s->data, sizeof(s->data), "%s/hubtest.XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	return mkdtemp(s->data) != NULL;
}

bool
server_start(struct server_proc *s, const struct server_opts *o)
{
	const char *argv[ARGS_MAX] = { "hubd", "--data", s->data };
	char line[1024];
	int n = 3, i, fds[2], log;

	if (!choose_data(s, o) || pipe2(fds, O_CLOEXEC) != 0)
		return false;
	if (o->tls) {
		argv[n++] = "--listen";
		argv[n++] = "127.0.0.1:0";
	}
	for (i = 0; o->args != NULL && o->args[i] != NULL; i++)
		argv[n++] = o->args[i];
	snprintf(s->log, sizeof(s->log), "%s.log", s->data);
	log = open(s->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	s->pid = fork();
	if (s->pid == 0) {
		dup2(fds[1], STDOUT_FILENO);
		if (log >= 0)
			dup2(log, STDERR_FILENO);
		exec_server((char *const *)argv, o);
	}
	close(fds[1]);
	if (log >= 0)
		close(log);
	s->out = fds[0];
	return s->pid > 0 && read_line(s->out, line, sizeof(line)) &&
	       parse_ready(s, line);
}

static int
status_of(int st)
{
	return WIFEXITED(st) ? WEXITSTATUS(st) : 128 + WTERMSIG(st);
}

int
server_wait(struct server_proc *s)
{
	long long until = server_clock() + STOP_MS;
	struct pollfd p = { .fd = s->out, .events = 0 };
	int st;

	/* the end of its standard output is the end of the process */
	while (poll(&p, 1, 100) <= 0 && server_clock() < until)
		;
	while (server_clock() < until) {
		if (waitpid(s->pid, &st, WNOHANG) == s->pid) {
			close(s->out);
			s->pid = 0;
			return status_of(st);
		}
		poll(NULL, 0, 5);
	}
	return -1;
}

int
server_stop(struct server_proc *s)
{
	int st;

	if (s->pid == 0)
		return 0;
	kill(s->pid, SIGTERM);
	st = server_wait(s);
	if (st < 0)
		server_crash(s);
	return st;
}

void
server_crash(struct server_proc *s)
{
	int st;

	if (s->pid == 0)
		return;
	kill(s->pid, SIGKILL);
	waitpid(s->pid, &st, 0);
	close(s->out);
	s->pid = 0;
}

bool
server_logged(const struct server_proc *s, const char *text)
{
	FILE *f = fopen(s->log, "re");
	char line[4096];
	bool found = false;

	if (f == NULL)
		return false;
	while (!found && fgets(line, sizeof(line), f) != NULL)
		found = strstr(line, text) != NULL;
	fclose(f);
	return found;
}

static int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void
server_clean(struct server_proc *s)
{
	server_crash(s);
	if (!s->keep && s->data[0] != '\0')
		nftw(s->data, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	if (s->log[0] != '\0')
		unlink(s->log);
}

long
server_rss(const struct server_proc *s)
{
	char path[64], line[128];
	long kib = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)s->pid);
	f = fopen(path, "re");
	if (f == NULL)
		return -1;
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	fclose(f);
	return kib;
}

int
server_run(
    const char *const *args, const char *const *env, char *out, size_t size)
{
	struct server_opts o = { .env = env };
	const char *argv[ARGS_MAX] = { "hubd" };
	size_t n = 0;
	ssize_t r;
	pid_t pid;
	int i, st, fds[2];

	for (i = 0; args[i] != NULL && i + 2 < ARGS_MAX; i++)
		argv[i + 1] = args[i];
	out[0] = '\0';
	if (pipe2(fds, O_CLOEXEC) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		dup2(fds[1], STDOUT_FILENO);
		dup2(fds[1], STDERR_FILENO);
		exec_server((char *const *)argv, &o);
	}
	close(fds[1]);
	while (n + 1 < size && (r = read(fds[0], out + n, size - n - 1)) > 0)
		n += (size_t)r;
	out[n] = '\0';
	close(fds[0]);
	return pid > 0 && waitpid(pid, &st, 0) == pid ? status_of(st) : -1;
}
