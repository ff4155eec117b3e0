/* sshd and hubd as processes, and what people type; see peer.h. */
#include "tests/harness/peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"

#define OUT_MAX (1 << 20)

/* For the end of the process only: nothing may stay behind. */
static struct peer *the_peer;

void
peer_check(struct peer *p, bool good, const char *fmt, ...)
{
	va_list ap;

	p->n_tests++;
	p->n_failed += !good;
	printf("%s %d - ", good ? "ok" : "not ok", p->n_tests);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	if (!good)
		fprintf(
		    stderr, "# the last command said:\n%s\n", buf_str(&p->out));
	fflush(stdout);
}

/* --- commands --- */

/* Runs a line of sh; its output is in p->out. Exit status. */
int
peer_run(struct peer *p, const char *fmt, ...)
{
	char chunk[4096], *inner, *line;
	va_list ap;
	size_t n;
	FILE *f;
	int status;

	va_start(ap, fmt);
	if (vasprintf(&inner, fmt, ap) < 0)
		abort();
	va_end(ap);
	line = xprintf("{ %s\n} 2>&1", inner);
	free(inner);
	buf_clear(&p->out);
	f = popen(line, "r");
	free(line);
	if (f == NULL)
		return -1;
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&p->out, chunk, n);
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool
peer_said(const struct peer *p, const char *text)
{
	return strstr(buf_str(&p->out), text) != NULL;
}

/* A call that the test cannot do without. */
void
peer_call(struct peer *p, const char *op, const char *fmt, ...)
{
	char *params;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&params, fmt, ap) < 0)
		abort();
	va_end(ap);
	if (peer_run(p, CTL "call %s '%s'", CTL_ARGS(p), op, params) != 0) {
		fprintf(stderr, "# %s %s: %s\n", op, params, buf_str(&p->out));
		exit(1);
	}
	free(params);
}

/* Without root sshd cannot ask hubctl: its answer goes to the file instead. */
void
peer_renew_keys(struct peer *p)
{
	if (geteuid() != 0 && !p->people)
		(void)peer_run(p, CTL "ssh-keys > %s/authorized_keys",
		    CTL_ARGS(p), p->base);
}

char *
peer_ssh_line(const struct peer *p, const char *key)
{
	return xprintf(
	    "timeout 30 ssh -F none -o UserKnownHostsFile=%s/"
	    "known_hosts -o IdentitiesOnly=yes -o BatchMode=yes "
	    "-o IdentityAgent=none -o SendEnv=LANG -o SendEnv=LC_MESSAGES "
	    "-i %s/%s -p %d",
	    p->base, p->base, key, p->port);
}

/* ssh with more options, as the owner of a key; the command is sh's. */
int
peer_ssh_with(
    struct peer *p, const char *key, const char *options, const char *command)
{
	char *line = peer_ssh_line(p, key);
	int status;

	peer_renew_keys(p);
	status = peer_run(p, "%s%s%s %s %s %s@127.0.0.1 %s%s",
	    p->input[0] != '\0' ? "echo '" : "", p->input,
	    p->input[0] != '\0' ? "' | " : "", line, options, p->user, command,
	    p->input[0] != '\0' ? "" : " </dev/null");
	p->input[0] = '\0';
	free(line);
	return status;
}

int
peer_ssh(struct peer *p, const char *command)
{
	return peer_ssh_with(p, KEY, "", command);
}

/* The test's own hub over ssh://, with the home folder of the keys. */
int
peer_hub(struct peer *p, const char *env, const char *command)
{
	peer_renew_keys(p);
	return peer_run(p,
	    "HOME=%s/home XDG_STATE_HOME=%s/home/.state %s %s/hub "
	    "--lang en ssh://%s@127.0.0.1:%d %s </dev/null",
	    p->base, p->base, env, p->build, p->user, p->port, command);
}

/* --- set-up --- */

void
peer_stop_sshd(struct peer *p)
{
	if (p->sshd > 0) {
		(void)kill(p->sshd, SIGTERM);
		(void)waitpid(p->sshd, NULL, 0);
	}
	p->sshd = 0;
}

static void
clean_up(void)
{
	struct peer *p = the_peer;

	if (p == NULL || getpid() == p->sshd)
		return;
	the_peer = NULL;
	peer_stop_sshd(p);
	server_clean(&p->hub);
	if (p->base[0] != '\0')
		(void)peer_run(p, "rm -rf %s", p->base);
	buf_done(&p->out);
}

int
peer_free_port(void)
{
	struct sockaddr_in sa = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(sa);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&sa, n) != 0 ||
	    getsockname(fd, (struct sockaddr *)&sa, &n) != 0)
		abort();
	(void)close(fd);
	return ntohs(sa.sin_port);
}

static bool
answers(int port)
{
	struct sockaddr_in sa = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool good = connect(fd, (struct sockaddr *)&sa, sizeof(sa)) == 0;

	(void)close(fd);
	return good;
}

bool
peer_start_sshd(struct peer *p, const char *setup)
{
	long long until = server_clock() + 30000;
	char port[12];

	p->port = peer_free_port();
	snprintf(port, sizeof(port), "%d", p->port);
	p->sshd = fork();
	if (p->sshd == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
		(void)setenv("HUB_SETUP", setup, 1);
		execl("tests/peers/sshd.sh", "sshd.sh", p->base, p->build,
		    p->hub.data, port, (char *)NULL);
		_exit(127);
	}
	while (!answers(p->port)) {
		if (server_clock() > until ||
		    waitpid(p->sshd, NULL, WNOHANG) != 0) {
			(void)peer_run(p, "tail -5 %s/sshd.log", p->base);
			fprintf(stderr, "# sshd does not start: %s\n",
			    buf_str(&p->out));
			return false;
		}
		(void)poll(NULL, 0, 20);
	}
	return true;
}

static void
find_build(struct peer *p)
{
	char self[400], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int up;

	self[n < 0 ? 0 : n] = '\0';
	for (up = 0; up < 2; up++)
		if ((slash = strrchr(self, '/')) != NULL)
			*slash = '\0';
	(void)str_copy(p->build, sizeof(p->build), self);
}

/* sshd trusts commands below folders that only root can change. */
static bool
make_base(struct peer *p)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(p->base, sizeof(p->base), "%s/hub-peer.XXXXXX",
	    geteuid() == 0 ? "/var/lib"
	    : tmp != NULL  ? tmp
			   : "/tmp");
	if (mkdtemp(p->base) == NULL) {
		p->base[0] = '\0';
		return false;
	}
	return chmod(p->base, 0755) == 0;
}

bool
peer_set_up(struct peer *p)
{
	const struct passwd *pw = getpwuid(geteuid());

	buf_init(&p->out, OUT_MAX);
	(void)unsetenv("SSH_AUTH_SOCK");
	(void)unsetenv("HUB_SERVER");
	(void)unsetenv("LC_ALL");
	(void)unsetenv("LANGUAGE");
	(void)setenv("LANG", "C.UTF-8", 1);
	(void)setenv("LC_MESSAGES", "en_US.UTF-8", 1);
	(void)signal(SIGPIPE, SIG_IGN);
	the_peer = p;
	(void)atexit(clean_up);
	find_build(p);
	if (pw == NULL || !make_base(p) ||
	    !server_start(&p->hub, &(struct server_opts){ 0 }))
		return false;
	(void)str_copy(p->user, sizeof(p->user), pw->pw_name);
	if (!peer_start_sshd(p, "a"))
		return false;
	peer_call(p, "users.create",
	    "{\"name\":\"anna\",\"display_name\":\"Anna Beispiel\","
	    "\"password\":\"ein-langes-passwort\","
	    "\"must_change_password\":false}");
	peer_call(p, "users.create",
	    "{\"name\":\"ben\",\"password\":\"ein-langes-passwort\","
	    "\"must_change_password\":false}");
	peer_call(p, "settings.set_key",
	    "{\"key\":\"ssh.user\",\"value\":\"%s\"}", p->user);
	return true;
}

/* Registers a key file of the peer for an account. */
void
peer_add_key(struct peer *p, int account, const char *file)
{
	char text[1024] = "", path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.pub", p->base, file);
	f = fopen(path, "r");
	if (f == NULL || fgets(text, sizeof(text), f) == NULL)
		abort();
	(void)fclose(f);
	text[strcspn(text, "\n")] = '\0';
	peer_call(
	    p, "users.add_key", "{\"user\":%d,\"key\":\"%s\"}", account, text);
}
