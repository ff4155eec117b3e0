/*
 * Starts hubd=PROGRAM on data=DIR in the background and waits until it is ready
 * (P12); prints "PID ADDRESS" and, with prefix=, the milliseconds as a figure.
 * stop=PID ends a server again, with kill=1 by SIGKILL, and waits for its end.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/bench/lib/blib.h"

static void
stop(pid_t pid, int sig)
{
	struct pollfd p = { .events = POLLIN };

	p.fd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (p.fd < 0)
		return; /* gone already */
	kill(pid, sig);
	if (poll(&p, 1, 60000) != 1)
		bench_die("process %d does not end", (int)pid);
	close(p.fd);
}

static void
run(char **argv, int out)
{
	const char *data = arg_text(argv, "data", ".");
	char *log = xprintf("%s/hubd.log", data);
	const char *hubd = arg_text(argv, "hubd", "build/hubd");
	int err = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	int in = open("/dev/null", O_RDONLY | O_CLOEXEC);

	setsid();
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	execl(hubd, hubd, "--data", data, "--listen", "127.0.0.1:0",
	    arg_int(argv, "demo", 0) != 0 ? "--demo" : NULL, NULL);
	bench_die("%s: %s", hubd, strerror(errno));
}

static void
start(char **argv)
{
	const char *prefix = arg_text(argv, "prefix", NULL);
	int64_t begin = bench_us();
	char line[1024], address[64];
	const char *tls;
	int fd[2];
	FILE *in;
	pid_t pid;

	if (pipe(fd) != 0 || (pid = fork()) < 0)
		bench_die("fork: %s", strerror(errno));
	if (pid == 0) {
		close(fd[0]);
		run(argv, fd[1]);
	}
	close(fd[1]);
	in = fdopen(fd[0], "r");
	while (in != NULL && fgets(line, sizeof(line), in) != NULL) {
		if (!str_starts(line, "ready "))
			continue;
		if (prefix != NULL)
			figure(
			    prefix, "ms", (double)(bench_us() - begin) / 1000);
		tls = strstr(line, " tls=");
		if (tls == NULL || sscanf(tls, " tls=%63s", address) != 1)
			bench_die("no TLS address: %s", line);
		printf("%d %s\n", (int)pid, address);
		fclose(in);
		return;
	}
	bench_die("the server did not start, see hubd.log");
}

int
main(int argc, char **argv)
{
	pid_t pid = (pid_t)arg_int(argv, "stop", 0);

	(void)argc;
	if (pid != 0)
		stop(pid, arg_int(argv, "kill", 0) != 0 ? SIGKILL : SIGTERM);
	else
		start(argv);
	return 0;
}
