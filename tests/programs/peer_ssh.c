/*
 * The hub behind a real sshd on loopback (tests/peers/run.sh): signing in with
 * keys, what is refused, and how it ends. TAP. Needs the openssh packages.
 * covers: HUB-02 HUB-06 SEC-05 SEC-12 SEC-15
 */
#include <arpa/inet.h>
#include <errno.h>
#include <liboath/oath.h>
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

#include "common/buf.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/screen.h"
#include "tests/harness/server_proc.h"

#define OUT_MAX (1 << 20)

struct peer {
	struct server_proc hub;
	struct buf out; /* of the last command */
	char base[64];	/* keys, configuration, copies of the programs */
	char build[400];
	char user[40];
	pid_t sshd;
	int port;
	bool people;	/* set-up B */
	char input[80]; /* of the next ssh, a line; "": none */
	int n_tests, n_failed;
};

/* For the end of the process only: nothing may stay behind. */
static struct peer *the_peer;

static void __attribute__((format(printf, 3, 4)))
check(struct peer *p, bool good, const char *fmt, ...)
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
static int __attribute__((format(printf, 2, 3)))
run(struct peer *p, const char *fmt, ...)
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

static bool
said(const struct peer *p, const char *text)
{
	return strstr(buf_str(&p->out), text) != NULL;
}

/* hubctl as the operator. */
#define CTL "%s/hubctl --data %s "
#define CTL_ARGS(p) (p)->build, (p)->hub.data

/* A call that the test cannot do without. */
static void __attribute__((format(printf, 3, 4)))
call(struct peer *p, const char *op, const char *fmt, ...)
{
	char *params;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&params, fmt, ap) < 0)
		abort();
	va_end(ap);
	if (run(p, CTL "call %s '%s'", CTL_ARGS(p), op, params) != 0) {
		fprintf(stderr, "# %s %s: %s\n", op, params, buf_str(&p->out));
		exit(1);
	}
	free(params);
}

/* Without root sshd cannot ask hubctl: its answer goes to the file instead. */
static void
renew_keys(struct peer *p)
{
	if (geteuid() != 0 && !p->people)
		(void)run(p, CTL "ssh-keys > %s/authorized_keys", CTL_ARGS(p),
		    p->base);
}

static char *
ssh_line(const struct peer *p, const char *key)
{
	return xprintf(
	    "timeout 30 ssh -F none -o UserKnownHostsFile=%s/"
	    "known_hosts -o IdentitiesOnly=yes -o BatchMode=yes "
	    "-o IdentityAgent=none -o SendEnv=LANG -o SendEnv=LC_MESSAGES "
	    "-i %s/%s -p %d",
	    p->base, p->base, key, p->port);
}

#define KEY "home/.ssh/id_ed25519"

/* ssh with more options, as the owner of a key; the command is sh's. */
static int
ssh_with(
    struct peer *p, const char *key, const char *options, const char *command)
{
	char *line = ssh_line(p, key);
	int status;

	renew_keys(p);
	status = run(p, "%s%s%s %s %s %s@127.0.0.1 %s%s",
	    p->input[0] != '\0' ? "echo '" : "", p->input,
	    p->input[0] != '\0' ? "' | " : "", line, options, p->user, command,
	    p->input[0] != '\0' ? "" : " </dev/null");
	p->input[0] = '\0';
	free(line);
	return status;
}

static int
ssh(struct peer *p, const char *command)
{
	return ssh_with(p, KEY, "", command);
}

/* The test's own hub over ssh://, with the home folder of the keys. */
static int
hub(struct peer *p, const char *env, const char *command)
{
	renew_keys(p);
	return run(p,
	    "HOME=%s/home XDG_STATE_HOME=%s/home/.state %s %s/hub "
	    "--lang en ssh://%s@127.0.0.1:%d %s </dev/null",
	    p->base, p->base, env, p->build, p->user, p->port, command);
}

/* --- set-up --- */

static void
stop_sshd(struct peer *p)
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
	stop_sshd(p);
	server_clean(&p->hub);
	if (p->base[0] != '\0')
		(void)run(p, "rm -rf %s", p->base);
	buf_done(&p->out);
}

static int
free_port(void)
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

static bool
start_sshd(struct peer *p, const char *setup)
{
	long long until = server_clock() + 30000;
	char port[12];

	p->port = free_port();
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
			(void)run(p, "tail -5 %s/sshd.log", p->base);
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

static bool
set_up(struct peer *p)
{
	const struct passwd *pw = getpwuid(geteuid());

	find_build(p);
	if (pw == NULL || !make_base(p) ||
	    !server_start(&p->hub, &(struct server_opts){ 0 }))
		return false;
	(void)str_copy(p->user, sizeof(p->user), pw->pw_name);
	if (!start_sshd(p, "a"))
		return false;
	call(p, "users.create",
	    "{\"name\":\"anna\",\"display_name\":\"Anna Beispiel\","
	    "\"password\":\"ein-langes-passwort\","
	    "\"must_change_password\":false}");
	call(p, "users.create",
	    "{\"name\":\"ben\",\"password\":\"ein-langes-passwort\","
	    "\"must_change_password\":false}");
	call(p, "settings.set_key", "{\"key\":\"ssh.user\",\"value\":\"%s\"}",
	    p->user);
	return true;
}

/* Registers a key file of the peer for an account. */
static void
add_key(struct peer *p, int account, const char *file)
{
	char text[1024] = "", path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.pub", p->base, file);
	f = fopen(path, "r");
	if (f == NULL || fgets(text, sizeof(text), f) == NULL)
		abort();
	(void)fclose(f);
	text[strcspn(text, "\n")] = '\0';
	call(p, "users.add_key", "{\"user\":%d,\"key\":\"%s\"}", account, text);
}

/* --- what is tested --- */

static void
before_a_key_is_known(struct peer *p)
{
	check(p, ssh(p, "whoami") == 255 && said(p, "Permission denied"),
	    "a key that nobody has registered is refused by sshd");
}

static void
commands(struct peer *p)
{
	long long began = server_clock();

	check(p, ssh(p, "whoami") == 0 && said(p, "anna  Anna Beispiel"),
	    "a command runs as the owner of the key");
	check(p, server_clock() - began < 5000, "and is answered soon");
	check(p, ssh(p, "show 999999") == 3, "its exit status arrives");
	check(p,
	    ssh(p, "hub --json whoami") == 0 && said(p, "\"name\":\"anna\""),
	    "the name of the program and options may stand in front");
	check(p,
	    ssh(p, "\"call auth.rename_key id=1 name='Lap top; id'\"") == 0 &&
		said(p, "\"name\":\"Lap top; id\""),
	    "quotes keep words together, nothing else has a meaning");
	check(p,
	    ssh(p, "\"call auth.rename_key id=1 name='\\$HOME'\"") == 0 &&
		said(p, "\"name\":\"$HOME\""),
	    "nothing is expanded");
	check(p, ssh(p, "\"slots 'open\"") == 2 && said(p, "quote"),
	    "an open quote is a usage error");
	check(p, ssh(p, "") == 2 && said(p, "ssh -t"),
	    "without a terminal the screen says what to do");
	(void)run(p, CTL "call users.list", CTL_ARGS(p));
	check(p, ssh(p, "users.list") == 5 && said(p, "permission"),
	    "a key gives no more rights than its account has");
}

/* A stranger's key over the connection of one's own. */
static void
no_other_person(struct peer *p)
{
	char *line = xprintf("\"call auth.ssh key='$(cut -d' ' -f1,2 "
			     "%s/other_key.pub)'\"",
	    p->base);

	check(p, ssh(p, line) == 5 && said(p, "no permission"),
	    "a session cannot name the key of somebody else");
	free(line);
	check(p, ssh(p, "call auth.list_authorized") == 5,
	    "nor ask for the keys of others");
	check(p, ssh(p, "call auth.assume name=ben") != 0,
	    "nor act as somebody else, even where sshd runs as the hub's "
	    "own user");
	check(p, ssh(p, "--user ben whoami") != 0 && !said(p, "ben  "),
	    "nor by an option");
	check(p, ssh(p, "login ben") == 2, "nothing is kept on the server");
	check(p,
	    ssh_with(p, KEY, "-o SetEnv=HUB_SERVER=/nowhere/hub.sock",
		"whoami") == 0,
	    "the environment of the client names no server");
	check(p,
	    ssh_with(p, KEY,
		"-o SetEnv=HUB_PASSWORD_FILE=/etc/hostname "
		"-o SetEnv=SSH_USER_AUTH=/dev/null",
		"whoami") == 0,
	    "nor a file");
}

static bool
refused(struct peer *p, const char *command)
{
	return ssh(p, command) == 5 && said(p, "no shell");
}

static void
no_shell(struct peer *p)
{
	char *ssh_text = ssh_line(p, KEY);
	char *scp =
	    xprintf("-F none -o UserKnownHostsFile=%s/known_hosts -o "
		    "BatchMode=yes -o SendEnv=LC_MESSAGES -i %s/" KEY " -P %d",
		p->base, p->base, p->port);

	check(p, refused(p, "sh -c id"), "no sh");
	check(p, refused(p, "/bin/bash"), "no bash by its path");
	check(p, refused(p, "rsync --server . /tmp"), "no rsync");
	check(p, refused(p, "scp -f /etc/passwd"), "no scp, asked by name");
	check(p, refused(p, "git-upload-pack x"), "no git");
	check(p, ssh(p, "\"slots; id\"") != 0 && !said(p, "uid="),
	    "no second command");
	check(p,
	    ssh(p, "\"slots \\$(id) \\`id\\` | id\"") != 0 && !said(p, "uid="),
	    "no substitution, no pipe");
	check(p,
	    run(p, "timeout 20 scp -O %s %s@127.0.0.1:/etc/hostname %s/got",
		scp, p->user, p->base) != 0 &&
		said(p, "no files"),
	    "scp of the old kind is refused in one line");
	check(p,
	    run(p, "timeout 20 scp %s %s@127.0.0.1:/etc/hostname %s/got", scp,
		p->user, p->base) != 0 &&
		run(p, "test ! -e %s/got", p->base) == 0,
	    "scp of the new kind is refused");
	check(p,
	    run(p, "echo ls | timeout 20 sftp -b - %s %s@127.0.0.1", scp,
		p->user) != 0,
	    "sftp is refused, even where sshd serves it by itself");
	free(ssh_text);
	free(scp);
}

static bool
logged(struct peer *p, const char *text)
{
	return run(p, "grep -q -- '%s' %s/sshd.log", text, p->base) == 0;
}

static void
no_forwarding(struct peer *p)
{
	char *direct = xprintf("-W 127.0.0.1:%d", p->port);
	char *back = xprintf(
	    "-o ExitOnForwardFailure=yes -R %d:127.0.0.1:22", free_port());

	check(p, ssh_with(p, KEY, direct, "") != 0 && said(p, "prohibited"),
	    "no port is forwarded to");
	check(p,
	    ssh_with(p, KEY, back, "whoami") == 255 && said(p, "forwarding"),
	    "no port is forwarded from");
	(void)run(p,
	    "ssh-agent sh -c 'timeout 20 ssh -A -F none -o "
	    "UserKnownHostsFile=%s/known_hosts -o BatchMode=yes -i "
	    "%s/" KEY " -p %d %s@127.0.0.1 whoami' </dev/null",
	    p->base, p->base, p->port, p->user);
	check(p, said(p, "anna") && logged(p, "agent forwarding disabled"),
	    "no agent is forwarded");
	check(p,
	    ssh_with(p, KEY,
		"-o StreamLocalBindUnlink=yes -o "
		"ExitOnForwardFailure=yes -R /tmp/x.sock:/tmp/y",
		"whoami") == 255,
	    "no local socket is forwarded");
	check(p,
	    ssh_with(p, KEY, "-o Tunnel=yes -o ExitOnForwardFailure=yes",
		"whoami") != 0 ||
		said(p, "anna"),
	    "a tunnel is not opened");
	free(direct);
	free(back);
}

/* ssh -tt in a terminal of its own. */
static struct screen_run *
far_screen(struct peer *p, const char *key)
{
	static const char *const env[] = { "LANG=C.UTF-8",
		"LC_MESSAGES=en_US.UTF-8", NULL };
	const char *argv[40] = { "/usr/bin/ssh" };
	struct screen_spec spec = { .argv = argv, .env = env, .far = true };
	char *line = ssh_line(p, key), *rest = strstr(line, " -F"), *word;
	char *who = xprintf("%s@127.0.0.1", p->user);
	struct screen_run *s;
	int n = 1;

	renew_keys(p);
	while ((word = strsep(&rest, " ")) != NULL && n < 37)
		if (*word != '\0')
			argv[n++] = word;
	argv[n++] = "-tt";
	argv[n++] = who;
	argv[n] = NULL;
	s = screen_start(&spec);
	free(who);
	free(line);
	return s;
}

/* Where /dev/pts belongs to no group sshd must give it one: only root can. */
static bool
has_terminals(struct peer *p)
{
	if (geteuid() == 0 ||
	    run(p, "grep -q '^devpts .*gid=' /proc/mounts") == 0)
		return true;
	printf("ok %d - screens of sshd # SKIP /dev/pts has no group, and "
	       "this is not root\n",
	    ++p->n_tests);
	return false;
}

static void
screens(struct peer *p)
{
	struct screen_run *s = far_screen(p, KEY);

	screen_wait_text(s, "Anna Beispiel");
	screen_wait_text(s, "Slot-Booking");
	check(p, true, "the screen opens for the owner of the key");
	check(p,
	    strstr(screen_title(s), "geheim") == NULL &&
		strchr(screen_title(s), ':') == NULL,
	    "its title names nobody and nothing");
	screen_resize(s, 40, 120);
	screen_wait_text(s, "T1-Termine buchen und verwalten");
	check(p, true, "it follows the size of the terminal");
	screen_resize(s, 24, 80);
	screen_wait_gone(s, "T1-Termine buchen und verwalten");
	screen_send(s, "w");
	screen_wait_text(s, "09:00");
	check(p, true, "keys arrive");
	screen_send(s, KEYS_ESC);
	screen_wait_text(s, "Slot-Booking");
	screen_send(s, "q");
	screen_wait_text(s, "Abmelden");
	check(p, screen_send_exit(s, "\r") == 0,
	    "signing out closes the connection");
	screen_free(s);
}

/* --- the second factor --- */

/* Text behind a key of the last answer. */
static void
fact(const struct peer *p, const char *key, char *out, size_t size)
{
	const char *at = strstr(buf_str(&p->out), key);

	*out = '\0';
	if (at == NULL)
		return;
	at += strlen(key);
	snprintf(out, size, "%.*s", (int)strcspn(at, "\""), at);
}

/* The code that an app shows, or showed steps ago. */
static void
totp(const char *secret, int steps, char code[8])
{
	char *key;
	size_t n;

	if (oath_base32_decode(secret, strlen(secret), &key, &n) != OATH_OK ||
	    oath_totp_generate(
		key, n, time(NULL) + steps * 30, 30, 0, 6, code) != OATH_OK)
		abort();
	free(key);
}

/* Early in a step, so that none passes while it is used. */
static void
await_step(void)
{
	while (time(NULL) % 30 > 15)
		(void)poll(NULL, 0, 200);
}

static void
code_is_asked(struct peer *p, const char *secret)
{
	struct screen_run *s;
	char code[8];

	check(p, ssh(p, "whoami") == 2 && said(p, "code"),
	    "an account with a second factor is asked for its code");
	(void)str_copy(p->input, sizeof(p->input), "000000");
	check(p, ssh(p, "whoami") == 6, "a wrong code is refused");
	totp(secret, 0, p->input);
	check(p, ssh(p, "whoami") == 0 && said(p, "anna"),
	    "the right one, sent along, is taken");
	if (!has_terminals(p))
		return;
	s = far_screen(p, KEY);
	screen_wait_text(s, "Code");
	check(p, !screen_has(s, "Slot-Booking"), "the screen asks as well");
	totp(secret, 1, code);
	screen_send(s, code);
	screen_send(s, KEYS_ENTER);
	screen_wait_text(s, "Slot-Booking");
	check(p, true, "and opens with the code");
	screen_free(s);
}

static void
second_factor(struct peer *p)
{
	char secret[80], code[8], *line;

	if (oath_init() != OATH_OK)
		abort();
	await_step();
	check(p,
	    ssh(p, "hub --json call auth.start_2fa "
		   "password=ein-langes-passwort") == 0,
	    "a second factor can be set up over SSH");
	fact(p, "\"secret\":\"", secret, sizeof(secret));
	totp(secret, -1, code);
	line = xprintf("hub --json call auth.confirm_2fa code=%s", code);
	check(p, ssh(p, line) == 0, "and switched on");
	free(line);
	code_is_asked(p, secret);
	call(p, "settings.set_key",
	    "{\"key\":\"security.ssh_key_is_second_factor\",\"value\":\"on\"}");
	check(p, ssh(p, "whoami") == 0 && said(p, "anna"),
	    "where the key counts as second factor none is asked for");
	call(p, "settings.set_key",
	    "{\"key\":\"security.ssh_key_is_second_factor\","
	    "\"value\":\"off\"}");
	call(p, "users.reset_2fa", "{\"user\":1}");
}

/* --- how it ends --- */

static bool
ends_soon(struct screen_run *s, int *status)
{
	long long began = server_clock();

	*status = screen_wait_exit(s);
	return server_clock() - began <= 1000;
}

static void
revoked(struct peer *p)
{
	struct screen_run *s = far_screen(p, "other_key");
	bool soon;
	int status;

	screen_wait_text(s, "Slot-Booking");
	call(p, "users.revoke_key", "{\"id\":2}");
	soon = ends_soon(s, &status);
	check(p, soon && status == 6,
	    "revoking the key ends the running session within a second");
	screen_free(s);
	check(p,
	    ssh_with(p, "other_key", "", "whoami") == 255 &&
		said(p, "Permission denied"),
	    "and the key opens no new one");
	check(p, ssh(p, "whoami") == 0, "the other key of the account does");
}

static void
disabled(struct peer *p)
{
	struct screen_run *s;
	int status;
	bool soon;

	add_key(p, 2, "other_key");
	s = far_screen(p, "other_key");
	screen_wait_text(s, "Slot-Booking");
	call(p, "users.disable", "{\"user\":2}");
	soon = ends_soon(s, &status);
	check(p, soon && status == 6,
	    "disabling the account ends the running session within a second");
	screen_free(s);
	check(p, ssh_with(p, "other_key", "", "whoami") == 255,
	    "and its key opens no new one");
	call(p, "users.reactivate", "{\"user\":2}");
	check(p, ssh_with(p, "other_key", "", "whoami") == 0 && said(p, "ben"),
	    "until the account is active again");
}

static void
wrong_key(struct peer *p)
{
	check(p,
	    ssh_with(p, "wrong_key", "", "whoami") == 255 &&
		said(p, "Permission denied"),
	    "a wrong key is refused");
	check(p,
	    ssh_with(p, "wrong_key",
		"-o PreferredAuthentications=password,keyboard-interactive",
		"whoami") == 255,
	    "and there is no password to be tried");
}

static void
hub_is_down(struct peer *p)
{
	long long began;

	(void)server_stop(&p->hub);
	began = server_clock();
	check(p,
	    run(p, CTL "ssh-keys %s", CTL_ARGS(p), p->user) == 0 &&
		!said(p, "ssh-ed25519"),
	    "without hubd hubctl ssh-keys prints no key and says nothing is "
	    "wrong");
	check(p, server_clock() - began < 1000, "and does not keep sshd");
}

/* --- hub ssh:// --- */

static void
with_hub(struct peer *p)
{
	char *known = xprintf("HUB_TRUST=$(ssh-keygen -lf %s/host_key.pub | "
			      "cut -d' ' -f2)",
	    p->base);

	check(p, hub(p, "", "whoami") == 1 && said(p, "SHA256:"),
	    "hub ssh:// stops at a host key that nobody knows");
	check(p, hub(p, "HUB_TRUST=SHA256:x", "whoami") == 1,
	    "or that is not the expected one");
	check(p, hub(p, known, "whoami") == 0 && said(p, "anna  Anna Beispiel"),
	    "hub ssh:// reaches the same hub as the same person");
	check(p, hub(p, "", "whoami") == 0, "it remembers the host key");
	(void)run(p,
	    "sed -i 's/ sha256 .*/ sha256 %064d/' %s/home/.state/hub/"
	    "known_hosts",
	    1, p->base);
	check(p, hub(p, "", "whoami") == 1 && said(p, "CHANGED"),
	    "and refuses another one");
	(void)run(p,
	    "rm %s/home/.state/hub/known_hosts; cp %s/known_hosts "
	    "%s/home/.ssh/known_hosts",
	    p->base, p->base, p->base);
	check(p, hub(p, "", "whoami") == 0,
	    "the known_hosts of ssh counts as well");
	(void)run(p,
	    "sed 's|ssh-ed25519 .*|ssh-ed25519 '\"$(cut -d' ' -f2 "
	    "%s/wrong_key.pub)\"'|' %s/known_hosts > "
	    "%s/home/.ssh/known_hosts",
	    p->base, p->base, p->base);
	check(p, hub(p, known, "whoami") == 1 && said(p, "CHANGED"),
	    "and a change there is refused, whatever else is said");
	(void)run(
	    p, "cp %s/known_hosts %s/home/.ssh/known_hosts", p->base, p->base);
	check(p, hub(p, "", "show 999999") == 3, "exit statuses are the same");
	(void)run(p,
	    "cd %s/home/.ssh && mv id_ed25519 away && cp "
	    "../../wrong_key id_ed25519",
	    p->base);
	check(p, hub(p, "", "whoami") == 6 && said(p, "none of your SSH keys"),
	    "without a good key it says so and asks for no password");
	(void)run(p, "cd %s/home/.ssh && mv away id_ed25519", p->base);
	free(known);
}

static struct screen_run *
hub_screen(struct peer *p)
{
	char *home = xprintf("HOME=%s/home", p->base);
	char *url = xprintf("ssh://%s@127.0.0.1:%d", p->user, p->port);
	char *program = xprintf("%s/hub", p->build);
	const char *argv[] = { program, url, NULL };
	const char *env[] = { home, NULL };
	struct screen_spec spec = { .argv = argv, .env = env };
	struct screen_run *s;

	renew_keys(p);
	s = screen_start(&spec);
	free(home);
	free(url);
	free(program);
	return s;
}

static void
with_hub_screen(struct peer *p)
{
	struct screen_run *s;

	(void)run(p, "mv %s/home/.ssh/known_hosts %s/away", p->base, p->base);
	s = hub_screen(p);
	screen_wait_text(s, "SHA256:");
	check(p, !screen_has(s, "Anna"), "the screen asks about the host key");
	screen_send(s, "j");
	screen_wait_text(s, "Anna Beispiel");
	screen_wait_text(s, "Slot-Booking");
	check(p, true, "and opens for the owner of the key");
	screen_free(s);
	(void)run(p, "mv %s/away %s/home/.ssh/known_hosts", p->base, p->base);
	s = hub_screen(p);
	screen_wait_text(s, "Anna Beispiel");
	screen_wait_text(s, "Slot-Booking");
	(void)run(p, "pkill -TERM -P %d", (int)p->sshd);
	screen_wait_gone(s, "● verbunden");
	screen_wait_text(s, "● verbunden");
	check(p, screen_has(s, "Slot-Booking"),
	    "a lost connection comes back by itself");
	call(p, "users.revoke_key", "{\"id\":1}");
	screen_wait_gone(s, "● verbunden");
	check(p, true, "revoking the key ends it");
	screen_free(s);
}

/* Set-up B: a system account per person. */
static void
people(struct peer *p)
{
	stop_sshd(p);
	p->people = true;
	(void)run(p,
	    "sqlite3 %s/hub.db \"UPDATE account SET os_uid = %d WHERE "
	    "name = 'ben'\"",
	    p->hub.data, (int)geteuid());
	if (!server_start(
		&p->hub, &(struct server_opts){ .data = p->hub.data }) ||
	    !start_sshd(p, "b"))
		exit(1);
	(void)run(
	    p, "cp %s/known_hosts %s/home/.ssh/known_hosts", p->base, p->base);
	check(p, ssh(p, "whoami") == 0 && said(p, "ben  Ben"),
	    "set-up B: the system account is the person");
	check(p, refused(p, "sh"), "set-up B: no shell");
	check(p, ssh_with(p, KEY, "-s", "sftp") == 5, "set-up B: no sftp");
	check(p, hub(p, "HUB_TRUST=x", "whoami") == 0 && said(p, "ben  Ben"),
	    "set-up B: hub ssh:// is the same person");
}

int
main(void)
{
	static struct peer p; /* still there when the process ends */

	buf_init(&p.out, OUT_MAX);
	(void)unsetenv("SSH_AUTH_SOCK");
	(void)unsetenv("HUB_SERVER");
	(void)unsetenv("LC_ALL");
	(void)unsetenv("LANGUAGE");
	(void)setenv("LANG", "C.UTF-8", 1);
	(void)setenv("LC_MESSAGES", "en_US.UTF-8", 1);
	(void)signal(SIGPIPE, SIG_IGN);
	the_peer = &p;
	(void)atexit(clean_up);
	if (!set_up(&p)) {
		fprintf(stderr, "# set-up failed\n");
		return 1;
	}
	if (geteuid() != 0)
		printf("# not root: sshd reads AuthorizedKeysFile, written by "
		       "hubctl ssh-keys\n");
	before_a_key_is_known(&p);
	add_key(&p, 1, KEY);
	add_key(&p, 1, "other_key");
	commands(&p);
	no_other_person(&p);
	no_shell(&p);
	no_forwarding(&p);
	wrong_key(&p);
	if (has_terminals(&p)) {
		screens(&p);
		revoked(&p);
		disabled(&p);
	}
	second_factor(&p);
	with_hub(&p);
	with_hub_screen(&p);
	hub_is_down(&p);
	people(&p);
	printf("1..%d\n", p.n_tests);
	return p.n_failed > 0;
}
