/*
 * The worker of ssh:// connections. It owns its session of libssh and its end
 * of the pair; it ends when the other end is closed.
 */
#include "tui/client/client_ssh.h"

#include <errno.h>
#include <fcntl.h>
#include <libssh/libssh.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/client.h"
#include "tui/client/target.h"

#define CONNECT_MS 10000
#define SIGN_IN_MS 60000 /* tokens want to be touched */
#define STEP_MS 100
#define KEEPALIVE_MS 30000
#define CHUNK 32768
#define SAID_MAX 300

struct tunnel {
	uv_work_t work;
	void (*ended)(void *arg);
	void *arg;
	char *host, *port, *user, *folder; /* port, user, folder: or NULL */
	int fd;
	ssh_session s;
	ssh_channel ch;
	int64_t until;		 /* of the present step */
	char said[SAID_MAX + 1]; /* standard error of the other side */
	size_t n_said;
	bool up;
	char up_bytes[CHUNK]; /* towards the hub */
	size_t at, len;
};

/* --- lines to the loop --- */

static bool
send_all(const struct tunnel *t, const char *p, size_t n)
{
	ssize_t done;

	while (n > 0) {
		done = send(t->fd, p, n, MSG_NOSIGNAL);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

static void
report(const struct tunnel *t, char code, const char *text)
{
	char line[SAID_MAX + 8];
	size_t i, n;

	n = (size_t)snprintf(
	    line, sizeof(line) - 1, "!%c %.*s", code, SAID_MAX, text);
	for (i = 0; i < n; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 127)
			line[i] = ' '; /* whatever a stranger says */
	line[n] = '\n';
	(void)send_all(t, line, n + 1);
}

/* --- waiting --- */

static short
session_events(ssh_session s)
{
	bool pending = (ssh_get_poll_flags(s) & SSH_WRITE_PENDING) != 0;

	return pending ? POLLIN | POLLOUT : POLLIN;
}

/* False: the loop has lost interest. */
static bool
rest(struct tunnel *t, short wanted, int ms)
{
	struct pollfd p[2] = { { t->fd, wanted, 0 },
		{ ssh_get_fd(t->s), session_events(t->s), 0 } };

	if (poll(p, 2, ms) < 0)
		return errno == EINTR;
	return (p[0].revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}

/* Waits for the next try of a step; false: time is up, or nobody cares. */
static bool
again(struct tunnel *t)
{
	return client_mono() < t->until && rest(t, 0, STEP_MS);
}

/* --- connecting --- */

static void
tune(int fd)
{
	static const struct {
		int level, option, value;
	} options[] = {
		{ IPPROTO_TCP, TCP_NODELAY, 1 },
		{ SOL_SOCKET, SO_KEEPALIVE, 1 },
		{ IPPROTO_TCP, TCP_KEEPIDLE, 30 },
		{ IPPROTO_TCP, TCP_KEEPINTVL, 10 },
		{ IPPROTO_TCP, TCP_KEEPCNT, 3 },
		{ IPPROTO_TCP, TCP_USER_TIMEOUT, 60000 },
	};
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		(void)setsockopt(fd, options[i].level, options[i].option,
		    &options[i].value, sizeof(int)); /* best effort */
}

static bool
reach(struct tunnel *t)
{
	int rc;

	if ((t->s = ssh_new()) == NULL)
		return false;
	ssh_set_blocking(t->s, 0);
	/* first the folder: the names of all other files hang on it */
	if ((t->folder != NULL && ssh_options_set(t->s, SSH_OPTIONS_SSH_DIR,
				      t->folder) != SSH_OK) ||
	    ssh_options_set(t->s, SSH_OPTIONS_HOST, t->host) != SSH_OK ||
	    (t->port != NULL && ssh_options_set(t->s, SSH_OPTIONS_PORT_STR,
				    t->port) != SSH_OK) ||
	    (t->user != NULL &&
		ssh_options_set(t->s, SSH_OPTIONS_USER, t->user) != SSH_OK)) {
		report(t, SSH_NO_ROUTE, ssh_get_error(t->s));
		return false;
	}
	t->until = client_mono() + CONNECT_MS;
	while ((rc = ssh_connect(t->s)) == SSH_AGAIN && again(t))
		;
	if (rc != SSH_OK) {
		report(t, SSH_NO_ROUTE,
		    rc == SSH_AGAIN ? strerror(ETIMEDOUT)
				    : ssh_get_error(t->s));
		return false;
	}
	tune(ssh_get_fd(t->s));
	return true;
}

/* Asks the loop about a key nobody knows. */
static bool
ask_host(struct tunnel *t)
{
	unsigned char *hash = NULL;
	char line[2 + 2 * 32 + 2], yes;
	ssh_key key = NULL;
	size_t n = 0;

	if (ssh_get_server_publickey(t->s, &key) != SSH_OK)
		return false;
	if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &n) !=
	    SSH_OK)
		n = 0;
	ssh_key_free(key);
	if (n == 32) {
		line[0] = '?';
		hex_encode(hash, n, line + 1);
		line[65] = '\n';
	}
	ssh_clean_pubkey_hash(&hash);
	return n == 32 && send_all(t, line, 66) && recv(t->fd, &yes, 1, 0) == 1;
}

static bool
check_host(struct tunnel *t)
{
	switch (ssh_session_is_known_server(t->s)) {
	case SSH_KNOWN_HOSTS_OK:
		return true;
	case SSH_KNOWN_HOSTS_CHANGED:
	case SSH_KNOWN_HOSTS_OTHER:
		report(t, SSH_KEY_CHANGED, "");
		return false;
	case SSH_KNOWN_HOSTS_UNKNOWN:
	case SSH_KNOWN_HOSTS_NOT_FOUND:
	case SSH_KNOWN_HOSTS_ERROR:
		return ask_host(t);
	}
	return false;
}

/* Keys of the agent, then the usual files; passwords are never offered. */
static bool
sign_in(struct tunnel *t)
{
	int rc;

	t->until = client_mono() + SIGN_IN_MS;
	while ((rc = ssh_userauth_publickey_auto(t->s, NULL, NULL)) ==
		   SSH_AUTH_AGAIN &&
	       again(t))
		;
	if (rc == SSH_AUTH_SUCCESS)
		return true;
	report(t, rc == SSH_AUTH_ERROR ? SSH_NO_ROUTE : SSH_NOT_ADMITTED,
	    rc == SSH_AUTH_ERROR ? ssh_get_error(t->s) : "");
	return false;
}

static bool
start_hub(struct tunnel *t)
{
	int rc;

	t->until = client_mono() + CONNECT_MS;
	if ((t->ch = ssh_channel_new(t->s)) == NULL)
		return false;
	while ((rc = ssh_channel_open_session(t->ch)) == SSH_AGAIN && again(t))
		;
	while (rc == SSH_OK && (rc = ssh_channel_request_exec(
				    t->ch, "hub-protocol")) == SSH_AGAIN)
		if (again(t))
			rc = SSH_OK;
	if (rc != SSH_OK)
		report(t, SSH_NO_HUB, ssh_get_error(t->s));
	return rc == SSH_OK;
}

/* --- carrying --- */

/* The first byte of the hub is preceded by the mark. */
static bool
hand_down(struct tunnel *t, const char *p, size_t n)
{
	if (!t->up && !send_all(t, "+\n", 2))
		return false;
	t->up = true;
	return send_all(t, p, n);
}

/* Everything there is to read; false: the connection is over. */
static bool
carry_down(struct tunnel *t)
{
	char bytes[CHUNK];
	int n;

	while ((n = ssh_channel_read_nonblocking(
		    t->ch, bytes, sizeof(bytes), 0)) > 0)
		if (!hand_down(t, bytes, (size_t)n))
			return false;
	if (n == SSH_ERROR)
		return false;
	n = ssh_channel_read_nonblocking(
	    t->ch, t->said + t->n_said, (uint32_t)(SAID_MAX - t->n_said), 1);
	if (n > 0)
		t->n_said += (size_t)n;
	return !ssh_channel_is_eof(t->ch) && !ssh_channel_is_closed(t->ch);
}

/* What the loop has sent, as far as the other side takes it. */
static bool
carry_up(struct tunnel *t)
{
	ssize_t n;
	int done;

	if (t->len == 0) {
		n = recv(t->fd, t->up_bytes, sizeof(t->up_bytes), MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			return false;
		t->at = 0;
		t->len = n > 0 ? (size_t)n : 0;
	}
	while (t->len > 0) {
		done = ssh_channel_write(
		    t->ch, t->up_bytes + t->at, (uint32_t)t->len);
		if (done == SSH_ERROR)
			return false;
		if (done <= 0)
			break; /* AGAIN, or no window */
		t->at += (size_t)done;
		t->len -= (size_t)done;
	}
	return true;
}

static void
carry(struct tunnel *t)
{
	int64_t now, alive = client_mono();

	t->until = alive + CONNECT_MS;
	while (carry_down(t) && carry_up(t)) {
		now = client_mono();
		if (!t->up && now >= t->until)
			break;
		if (now - alive >= KEEPALIVE_MS) {
			alive = now;
			if (ssh_send_ignore(t->s, "") != SSH_OK)
				break;
		}
		/* last of all: any call of libssh may take in what was sent */
		if (ssh_channel_poll(t->ch, 0) != 0)
			continue;
		if (!rest(t, t->len == 0 ? POLLIN : 0,
			t->len == 0 && t->up ? KEEPALIVE_MS : STEP_MS))
			break;
	}
	if (!t->up)
		report(t, SSH_NO_HUB, t->said);
}

static void
run(uv_work_t *w)
{
	struct tunnel *t = w->data;

	if (reach(t) && check_host(t) && sign_in(t) && start_hub(t))
		carry(t);
	if (t->ch != NULL)
		ssh_channel_free(t->ch);
	if (t->s != NULL) {
		ssh_disconnect(t->s);
		ssh_free(t->s);
	}
	(void)close(t->fd);
}

static void
done(uv_work_t *w, int status)
{
	struct tunnel *t = w->data;

	if (status != 0) /* cancelled before it began */
		(void)close(t->fd);
	t->ended(t->arg);
	free(t->host);
	free(t->port);
	free(t->user);
	free(t->folder);
	free(t);
}

static char *
copy(const char *s)
{
	return s != NULL ? xstrdup(s) : NULL;
}

int
ssh_tunnel_open(uv_loop_t *loop, const struct target *target,
    void (*ended)(void *arg), void *arg)
{
	const char *home = getenv("HOME");
	struct tunnel *t;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return -1;
	(void)fcntl(pair[0], F_SETFL, O_NONBLOCK); /* cannot fail */
	t = xcalloc(1, sizeof(*t));
	t->work.data = t;
	t->ended = ended;
	t->arg = arg;
	t->fd = pair[1];
	t->host = xstrdup(target->host);
	t->port = copy(target->port);
	t->user = copy(target->user);
	if (home != NULL && *home == '/')
		t->folder = xprintf("%s/.ssh", home);
	(void)uv_queue_work(loop, &t->work, run, done); /* cannot fail */
	return pair[0];
}
