/*
 * The hub behind a real sshd on loopback (tests/peers/run.sh): signing in with
 * keys, what is refused, and how it ends. TAP. Needs the openssh packages.
 * covers: HUB-02 HUB-06 SEC-01 SEC-05 SEC-12 SEC-15
 */
#include <liboath/oath.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/peer.h"
#include "tests/harness/screen.h"

/* --- what is tested --- */

static void
before_a_key_is_known(struct peer *p)
{
	peer_check(p,
	    peer_ssh(p, "whoami") == 255 && peer_said(p, "Permission denied"),
	    "a key that nobody has registered is refused by sshd");
}

static void
commands(struct peer *p)
{
	long long began = server_clock();

	peer_check(p,
	    peer_ssh(p, "whoami") == 0 && peer_said(p, "anna  Anna Beispiel"),
	    "a command runs as the owner of the key");
	peer_check(p, server_clock() - began < 5000, "and is answered soon");
	peer_check(
	    p, peer_ssh(p, "show 999999") == 3, "its exit status arrives");
	peer_check(p,
	    peer_ssh(p, "hub --json whoami") == 0 &&
		peer_said(p, "\"name\":\"anna\""),
	    "the name of the program and options may stand in front");
	peer_check(p,
	    peer_ssh(p, "\"call auth.rename_key id=1 name='Lap top; id'\"") ==
		    0 &&
		peer_said(p, "\"name\":\"Lap top; id\""),
	    "quotes keep words together, nothing else has a meaning");
	peer_check(p,
	    peer_ssh(p, "\"call auth.rename_key id=1 name='\\$HOME'\"") == 0 &&
		peer_said(p, "\"name\":\"$HOME\""),
	    "nothing is expanded");
	peer_check(p,
	    peer_ssh(p, "\"slots 'open\"") == 2 && peer_said(p, "quote"),
	    "an open quote is a usage error");
	peer_check(p, peer_ssh(p, "") == 2 && peer_said(p, "ssh -t"),
	    "without a terminal the screen says what to do");
	(void)peer_run(p, CTL "call users.list", CTL_ARGS(p));
	peer_check(p,
	    peer_ssh(p, "users.list") == 5 && peer_said(p, "permission"),
	    "a key gives no more rights than its account has");
}

/* A stranger's key over the connection of one's own. */
static void
no_other_person(struct peer *p)
{
	char *line = xprintf("\"call auth.ssh key='$(cut -d' ' -f1,2 "
			     "%s/other_key.pub)'\"",
	    p->base);

	peer_check(p, peer_ssh(p, line) == 5 && peer_said(p, "no permission"),
	    "a session cannot name the key of somebody else");
	free(line);
	peer_check(p, peer_ssh(p, "call auth.list_authorized") == 5,
	    "nor ask for the keys of others");
	peer_check(p, peer_ssh(p, "call auth.assume name=ben") != 0,
	    "nor act as somebody else, even where sshd runs as the hub's "
	    "own user");
	peer_check(p,
	    peer_ssh(p, "--user ben whoami") != 0 && !peer_said(p, "ben  "),
	    "nor by an option");
	peer_check(
	    p, peer_ssh(p, "login ben") == 2, "nothing is kept on the server");
	peer_check(p,
	    peer_ssh_with(p, KEY, "-o SetEnv=HUB_SERVER=/nowhere/hub.sock",
		"whoami") == 0,
	    "the environment of the client names no server");
	peer_check(p,
	    peer_ssh_with(p, KEY,
		"-o SetEnv=HUB_PASSWORD_FILE=/etc/hostname "
		"-o SetEnv=SSH_USER_AUTH=/dev/null",
		"whoami") == 0,
	    "nor a file");
}

static bool
refused(struct peer *p, const char *command)
{
	return peer_ssh(p, command) == 5 && peer_said(p, "no shell");
}

static void
no_shell(struct peer *p)
{
	char *ssh_text = peer_ssh_line(p, KEY);
	char *scp =
	    xprintf("-F none -o UserKnownHostsFile=%s/known_hosts -o "
		    "BatchMode=yes -o SendEnv=LC_MESSAGES -i %s/" KEY " -P %d",
		p->base, p->base, p->port);

	peer_check(p, refused(p, "sh -c id"), "no sh");
	peer_check(p, refused(p, "/bin/bash"), "no bash by its path");
	peer_check(p, refused(p, "rsync --server . /tmp"), "no rsync");
	peer_check(
	    p, refused(p, "scp -f /etc/passwd"), "no scp, asked by name");
	peer_check(p, refused(p, "git-upload-pack x"), "no git");
	peer_check(p,
	    peer_ssh(p, "\"slots; id\"") != 0 && !peer_said(p, "uid="),
	    "no second command");
	peer_check(p,
	    peer_ssh(p, "\"slots \\$(id) \\`id\\` | id\"") != 0 &&
		!peer_said(p, "uid="),
	    "no substitution, no pipe");
	peer_check(p,
	    peer_run(p,
		"timeout 20 scp -O %s %s@127.0.0.1:/etc/hostname %s/got", scp,
		p->user, p->base) != 0 &&
		peer_said(p, "no files"),
	    "scp of the old kind is refused in one line");
	peer_check(p,
	    peer_run(p, "timeout 20 scp %s %s@127.0.0.1:/etc/hostname %s/got",
		scp, p->user, p->base) != 0 &&
		peer_run(p, "test ! -e %s/got", p->base) == 0,
	    "scp of the new kind is refused");
	peer_check(p,
	    peer_run(p, "echo ls | timeout 20 sftp -b - %s %s@127.0.0.1", scp,
		p->user) != 0,
	    "sftp is refused, even where sshd serves it by itself");
	free(ssh_text);
	free(scp);
}

static bool
logged(struct peer *p, const char *text)
{
	return peer_run(p, "grep -q -- '%s' %s/sshd.log", text, p->base) == 0;
}

static void
no_forwarding(struct peer *p)
{
	char *direct = xprintf("-W 127.0.0.1:%d", p->port);
	char *back = xprintf(
	    "-o ExitOnForwardFailure=yes -R %d:127.0.0.1:22", peer_free_port());

	peer_check(p,
	    peer_ssh_with(p, KEY, direct, "") != 0 &&
		peer_said(p, "prohibited"),
	    "no port is forwarded to");
	peer_check(p,
	    peer_ssh_with(p, KEY, back, "whoami") == 255 &&
		peer_said(p, "forwarding"),
	    "no port is forwarded from");
	(void)peer_run(p,
	    "ssh-agent sh -c 'timeout 20 ssh -A -F none -o "
	    "UserKnownHostsFile=%s/known_hosts -o BatchMode=yes -i "
	    "%s/" KEY " -p %d %s@127.0.0.1 whoami' </dev/null",
	    p->base, p->base, p->port, p->user);
	peer_check(p,
	    peer_said(p, "anna") && logged(p, "agent forwarding disabled"),
	    "no agent is forwarded");
	peer_check(p,
	    peer_ssh_with(p, KEY,
		"-o StreamLocalBindUnlink=yes -o "
		"ExitOnForwardFailure=yes -R /tmp/x.sock:/tmp/y",
		"whoami") == 255,
	    "no local socket is forwarded");
	peer_check(p,
	    peer_ssh_with(p, KEY, "-o Tunnel=yes -o ExitOnForwardFailure=yes",
		"whoami") != 0 ||
		peer_said(p, "anna"),
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
	char *line = peer_ssh_line(p, key), *rest = strstr(line, " -F"), *word;
	char *who = xprintf("%s@127.0.0.1", p->user);
	struct screen_run *s;
	int n = 1;

	peer_renew_keys(p);
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
	    peer_run(p, "grep -q '^devpts .*gid=' /proc/mounts") == 0)
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
	peer_check(p, true, "the screen opens for the owner of the key");
	peer_check(p,
	    strstr(screen_title(s), "geheim") == NULL &&
		strchr(screen_title(s), ':') == NULL,
	    "its title names nobody and nothing");
	screen_resize(s, 40, 120);
	screen_wait_text(s, "T1-Termine buchen und verwalten");
	peer_check(p, true, "it follows the size of the terminal");
	screen_resize(s, 24, 80);
	screen_wait_gone(s, "T1-Termine buchen und verwalten");
	screen_send(s, "w");
	screen_wait_text(s, "09:00");
	peer_check(p, true, "keys arrive");
	screen_send(s, KEYS_ESC);
	screen_wait_text(s, "Slot-Booking");
	screen_send(s, "q");
	screen_wait_text(s, "Abmelden");
	peer_check(p, screen_send_exit(s, "\r") == 0,
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

	peer_check(p, peer_ssh(p, "whoami") == 2 && peer_said(p, "code"),
	    "an account with a second factor is asked for its code");
	(void)str_copy(p->input, sizeof(p->input), "000000");
	peer_check(p, peer_ssh(p, "whoami") == 6, "a wrong code is refused");
	totp(secret, 0, p->input);
	peer_check(p, peer_ssh(p, "whoami") == 0 && peer_said(p, "anna"),
	    "the right one, sent along, is taken");
	if (!has_terminals(p))
		return;
	s = far_screen(p, KEY);
	screen_wait_text(s, "Code");
	peer_check(
	    p, !screen_has(s, "Slot-Booking"), "the screen asks as well");
	totp(secret, 1, code);
	screen_send(s, code);
	screen_send(s, KEYS_ENTER);
	screen_wait_text(s, "Slot-Booking");
	peer_check(p, true, "and opens with the code");
	screen_free(s);
}

static void
second_factor(struct peer *p)
{
	char secret[80], code[8], *line;

	if (oath_init() != OATH_OK)
		abort();
	await_step();
	peer_check(p,
	    peer_ssh(p, "hub --json call auth.start_2fa "
			"password=ein-langes-passwort") == 0,
	    "a second factor can be set up over SSH");
	fact(p, "\"secret\":\"", secret, sizeof(secret));
	totp(secret, -1, code);
	line = xprintf("hub --json call auth.confirm_2fa code=%s", code);
	peer_check(p, peer_ssh(p, line) == 0, "and switched on");
	free(line);
	code_is_asked(p, secret);
	peer_call(p, "settings.set_key",
	    "{\"key\":\"security.ssh_key_is_second_factor\",\"value\":\"on\"}");
	peer_check(p, peer_ssh(p, "whoami") == 0 && peer_said(p, "anna"),
	    "where the key counts as second factor none is asked for");
	peer_call(p, "settings.set_key",
	    "{\"key\":\"security.ssh_key_is_second_factor\","
	    "\"value\":\"off\"}");
	peer_call(p, "users.reset_2fa", "{\"user\":1}");
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
	peer_call(p, "users.revoke_key", "{\"id\":2}");
	soon = ends_soon(s, &status);
	peer_check(p, soon && status == 6,
	    "revoking the key ends the running session within a second");
	screen_free(s);
	peer_check(p,
	    peer_ssh_with(p, "other_key", "", "whoami") == 255 &&
		peer_said(p, "Permission denied"),
	    "and the key opens no new one");
	peer_check(
	    p, peer_ssh(p, "whoami") == 0, "the other key of the account does");
}

static void
disabled(struct peer *p)
{
	struct screen_run *s;
	int status;
	bool soon;

	peer_add_key(p, 2, "other_key");
	s = far_screen(p, "other_key");
	screen_wait_text(s, "Slot-Booking");
	peer_call(p, "users.disable", "{\"user\":2}");
	soon = ends_soon(s, &status);
	peer_check(p, soon && status == 6,
	    "disabling the account ends the running session within a second");
	screen_free(s);
	peer_check(p, peer_ssh_with(p, "other_key", "", "whoami") == 255,
	    "and its key opens no new one");
	peer_call(p, "users.reactivate", "{\"user\":2}");
	peer_check(p,
	    peer_ssh_with(p, "other_key", "", "whoami") == 0 &&
		peer_said(p, "ben"),
	    "until the account is active again");
}

static void
wrong_key(struct peer *p)
{
	peer_check(p,
	    peer_ssh_with(p, "wrong_key", "", "whoami") == 255 &&
		peer_said(p, "Permission denied"),
	    "a wrong key is refused");
	peer_check(p,
	    peer_ssh_with(p, "wrong_key",
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
	peer_check(p,
	    peer_run(p, CTL "ssh-keys %s", CTL_ARGS(p), p->user) == 0 &&
		!peer_said(p, "ssh-ed25519"),
	    "without hubd hubctl ssh-keys prints no key and says nothing is "
	    "wrong");
	peer_check(p, server_clock() - began < 1000, "and does not keep sshd");
}

/* --- hub ssh:// --- */

static void
with_hub(struct peer *p)
{
	char *known = xprintf("HUB_TRUST=$(ssh-keygen -lf %s/host_key.pub | "
			      "cut -d' ' -f2)",
	    p->base);

	peer_check(p, peer_hub(p, "", "whoami") == 1 && peer_said(p, "SHA256:"),
	    "hub ssh:// stops at a host key that nobody knows");
	peer_check(p, peer_hub(p, "HUB_TRUST=SHA256:x", "whoami") == 1,
	    "or that is not the expected one");
	peer_check(p,
	    peer_hub(p, known, "whoami") == 0 &&
		peer_said(p, "anna  Anna Beispiel"),
	    "hub ssh:// reaches the same hub as the same person");
	peer_check(
	    p, peer_hub(p, "", "whoami") == 0, "it remembers the host key");
	(void)peer_run(p,
	    "sed -i 's/ sha256 .*/ sha256 %064d/' %s/home/.state/hub/"
	    "known_hosts",
	    1, p->base);
	peer_check(p, peer_hub(p, "", "whoami") == 1 && peer_said(p, "CHANGED"),
	    "and refuses another one");
	(void)peer_run(p,
	    "rm %s/home/.state/hub/known_hosts; cp %s/known_hosts "
	    "%s/home/.ssh/known_hosts",
	    p->base, p->base, p->base);
	peer_check(p, peer_hub(p, "", "whoami") == 0,
	    "the known_hosts of ssh counts as well");
	(void)peer_run(p,
	    "sed 's|ssh-ed25519 .*|ssh-ed25519 '\"$(cut -d' ' -f2 "
	    "%s/wrong_key.pub)\"'|' %s/known_hosts > "
	    "%s/home/.ssh/known_hosts",
	    p->base, p->base, p->base);
	peer_check(p,
	    peer_hub(p, known, "whoami") == 1 && peer_said(p, "CHANGED"),
	    "and a change there is refused, whatever else is said");
	(void)peer_run(
	    p, "cp %s/known_hosts %s/home/.ssh/known_hosts", p->base, p->base);
	peer_check(p, peer_hub(p, "", "show 999999") == 3,
	    "exit statuses are the same");
	(void)peer_run(p,
	    "cd %s/home/.ssh && mv id_ed25519 away && cp "
	    "../../wrong_key id_ed25519",
	    p->base);
	peer_check(p,
	    peer_hub(p, "", "whoami") == 6 &&
		peer_said(p, "none of your SSH keys"),
	    "without a good key it says so and asks for no password");
	(void)peer_run(p, "cd %s/home/.ssh && mv away id_ed25519", p->base);
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

	peer_renew_keys(p);
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

	(void)peer_run(
	    p, "mv %s/home/.ssh/known_hosts %s/away", p->base, p->base);
	s = hub_screen(p);
	screen_wait_text(s, "SHA256:");
	peer_check(
	    p, !screen_has(s, "Anna"), "the screen asks about the host key");
	screen_send(s, "j");
	screen_wait_text(s, "Anna Beispiel");
	screen_wait_text(s, "Slot-Booking");
	peer_check(p, true, "and opens for the owner of the key");
	screen_free(s);
	(void)peer_run(
	    p, "mv %s/away %s/home/.ssh/known_hosts", p->base, p->base);
	s = hub_screen(p);
	screen_wait_text(s, "Anna Beispiel");
	screen_wait_text(s, "Slot-Booking");
	(void)peer_run(p, "pkill -TERM -P %d", (int)p->sshd);
	screen_wait_gone(s, "● verbunden");
	screen_wait_text(s, "● verbunden");
	peer_check(p, screen_has(s, "Slot-Booking"),
	    "a lost connection comes back by itself");
	peer_call(p, "users.revoke_key", "{\"id\":1}");
	screen_wait_gone(s, "● verbunden");
	peer_check(p, true, "revoking the key ends it");
	screen_free(s);
}

/* Set-up B: a system account per person. */
static void
people(struct peer *p)
{
	peer_stop_sshd(p);
	p->people = true;
	(void)peer_run(p,
	    "sqlite3 %s/hub.db \"UPDATE account SET os_uid = %d WHERE "
	    "name = 'ben'\"",
	    p->hub.data, (int)geteuid());
	if (!server_start(
		&p->hub, &(struct server_opts){ .data = p->hub.data }) ||
	    !peer_start_sshd(p, "b"))
		exit(1);
	(void)peer_run(
	    p, "cp %s/known_hosts %s/home/.ssh/known_hosts", p->base, p->base);
	peer_check(p, peer_ssh(p, "whoami") == 0 && peer_said(p, "ben  Ben"),
	    "set-up B: the system account is the person");
	peer_check(p, refused(p, "sh"), "set-up B: no shell");
	peer_check(
	    p, peer_ssh_with(p, KEY, "-s", "sftp") == 5, "set-up B: no sftp");
	peer_check(p,
	    peer_hub(p, "HUB_TRUST=x", "whoami") == 0 &&
		peer_said(p, "ben  Ben"),
	    "set-up B: hub ssh:// is the same person");
}

int
main(void)
{
	static struct peer p; /* still there when the process ends */

	if (!peer_set_up(&p)) {
		fprintf(stderr, "# set-up failed\n");
		return 1;
	}
	if (geteuid() != 0)
		printf("# not root: sshd reads AuthorizedKeysFile, written by "
		       "hubctl ssh-keys\n");
	before_a_key_is_known(&p);
	peer_add_key(&p, 1, KEY);
	peer_add_key(&p, 1, "other_key");
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
