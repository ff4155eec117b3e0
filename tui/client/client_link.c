/* One connection of the client on the loop; owned by client.c. */
#include "tui/client/client_link.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/lineframe.h"
#include "common/xalloc.h"
#include "tui/client/client_ssh.h"
#include "tui/client/client_tls.h"
#include "tui/client/client_unix.h"
#include "tui/client/target.h"
#include "tui/ui/i18n.h"

#define READ_CHUNK 16384
#define READ_ROUNDS 16	    /* chunks per wake-up, then the loop goes on */
#define OUT_MAX (64u << 20) /* CLIENT_CALLS_MAX requests fit many times */

/* The socket outlives its link until the loop has closed the handle. */
struct sock {
	uv_poll_t poll;
	struct link *link; /* NULL: closing */
	int fd;
};

enum phase { RESOLVING, CONNECTING, HANDSHAKE, TUNNEL, WAITING, UP };

struct link {
	uv_loop_t *loop;
	const struct target *target;
	struct link_events ev;
	void *arg;
	enum phase phase;
	struct sock *sock;
	struct tls *tls;
	uv_getaddrinfo_t dns;
	uv_timer_t kick; /* first step and failures come from the loop */
	struct addrinfo *addrs, *next;
	struct lineframe in;
	struct buf out;
	int want; /* what TLS waits for, UV_READABLE or UV_WRITABLE */
	bool dns_busy, kick_open, closed;
	bool tunnel_busy; /* its worker runs */
	bool asked;	  /* about the host key of SSH */
	int depth;	  /* inside how many of our callbacks */
};

static void try_next(struct link *l, int error);
static void on_ready(uv_poll_t *h, int status, int events);

static void
sock_closed(uv_handle_t *h)
{
	struct sock *s = h->data;

	(void)close(s->fd);
	free(s);
}

static void
drop_sock(struct link *l)
{
	struct sock *s = l->sock;

	l->tls = tls_free(l->tls);
	if (s == NULL)
		return;
	l->sock = NULL;
	s->link = NULL;
	uv_close((uv_handle_t *)&s->poll, sock_closed);
}

/* Frees the link when nothing refers to it any more. */
static void
reap(struct link *l)
{
	if (!l->closed || l->dns_busy || l->kick_open || l->tunnel_busy ||
	    l->depth > 0)
		return;
	if (l->addrs != NULL)
		uv_freeaddrinfo(l->addrs);
	lineframe_done(&l->in);
	buf_done(&l->out);
	free(l);
}

static void
lost(struct link *l, enum client_trouble t, const char *text)
{
	drop_sock(l);
	if (!l->closed)
		l->ev.lost(l->arg, t, text);
}

static void
lost_errno(struct link *l, int error)
{
	char text[300];

	snprintf(
	    text, sizeof(text), "%s: %s", l->target->name, strerror(error));
	lost(l, TROUBLE_CONNECT, text);
}

static bool
poll_for(struct link *l, int events)
{
	return uv_poll_start(&l->sock->poll, events, on_ready) == 0;
}

static void
poll_up(struct link *l)
{
	int events = UV_READABLE;

	if (l->out.len > 0 || l->want == UV_WRITABLE)
		events |= UV_WRITABLE;
	(void)poll_for(l, events);
}

static bool
adopt(struct link *l, int fd)
{
	struct sock *s = xcalloc(1, sizeof(*s));

	s->fd = fd;
	s->poll.data = s;
	if (uv_poll_init(l->loop, &s->poll, fd) != 0) {
		(void)close(fd);
		free(s);
		return false;
	}
	s->link = l;
	l->sock = s;
	return true;
}

/* A dead peer is noticed without traffic of our own, which would count as
 * activity of the session. */
static void
tune_tcp(int fd)
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

static void
report_up(struct link *l)
{
	char print[FINGERPRINT_LEN];
	bool pinned = l->tls != NULL && l->target->ca_file == NULL;

	if (pinned && !tls_fingerprint(l->tls, print)) {
		lost(l, TROUBLE_TLS, _("the server showed no certificate"));
		return;
	}
	l->phase = WAITING;
	(void)uv_poll_stop(&l->sock->poll);
	if (!pinned)
		link_go(l);
	l->ev.up(l->arg, pinned ? print : NULL);
}

static void
step_handshake(struct link *l)
{
	char why[300];

	switch (tls_handshake(l->tls, why, sizeof(why))) {
	case TLS_DONE:
		report_up(l);
		return;
	case TLS_READ:
		(void)poll_for(l, UV_READABLE);
		return;
	case TLS_WRITE:
		(void)poll_for(l, UV_WRITABLE);
		return;
	case TLS_FAILED:
		lost(l, TROUBLE_TLS, why);
		return;
	case TLS_END:
		lost(l, TROUBLE_CONNECT, why);
		return;
	}
}

static void
connected(struct link *l)
{
	char why[300];

	if (l->target->kind == TARGET_UNIX) {
		report_up(l);
		return;
	}
	l->tls = tls_new(l->target, l->sock->fd, why, sizeof(why));
	if (l->tls == NULL) {
		lost(l, TROUBLE_TLS, why);
		return;
	}
	l->phase = HANDSHAKE;
	step_handshake(l);
}

static void
step_connect(struct link *l)
{
	int error = 0;
	socklen_t n = sizeof(error);

	if (getsockopt(l->sock->fd, SOL_SOCKET, SO_ERROR, &error, &n) < 0)
		error = errno;
	if (error != 0) {
		drop_sock(l);
		try_next(l, error);
		return;
	}
	connected(l);
}

/* Reads once; false when there is nothing more now or the link is gone. */
static bool
read_chunk(struct link *l, char *p, size_t size, size_t *got)
{
	ssize_t n;

	if (l->tls != NULL) {
		enum tls_result r = tls_read(l->tls, p, size, got);

		l->want = r == TLS_WRITE ? UV_WRITABLE : 0;
		if (r == TLS_DONE)
			return true;
		if (r == TLS_FAILED || r == TLS_END)
			lost(
			    l, TROUBLE_CONNECT, _("the connection was closed"));
		return false;
	}
	n = recv(l->sock->fd, p, size, 0);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0) {
		lost(l, TROUBLE_CONNECT, _("the connection was closed"));
		return false;
	}
	*got = (size_t)n;
	return true;
}

static void
tunnel_lost(struct link *l, char code, const char *said)
{
	char text[512];

	switch (code) {
	case SSH_KEY_CHANGED:
		snprintf(text, sizeof(text),
		    _("THE SSH KEY OF %s HAS CHANGED. Somebody may be "
		      "listening in. If an admin confirms the new key, remove "
		      "the old one: ssh-keygen -R HOST"),
		    l->target->name);
		lost(l, TROUBLE_CHANGED, text);
		return;
	case SSH_NOT_ADMITTED:
		snprintf(text, sizeof(text),
		    _("%s accepts none of your SSH keys. Load the right one "
		      "(ssh-add), or register it in the security centre"),
		    l->target->name);
		lost(l, TROUBLE_REFUSED, text);
		return;
	default:
		snprintf(text, sizeof(text), "%s: %s", l->target->name,
		    *said != '\0'	 ? said
		    : code == SSH_NO_HUB ? _("no hub answers there")
					 : _("the connection was closed"));
		lost(l, TROUBLE_CONNECT, text);
	}
}

/* What the worker says before the hub speaks. */
static void
tunnel_line(struct link *l, const char *line)
{
	if (line[0] == '!' && line[1] != '\0')
		tunnel_lost(l, line[1], line[2] == ' ' ? line + 3 : "");
	else if (line[0] == '?') {
		l->asked = true;
		l->phase = WAITING;
		(void)uv_poll_stop(&l->sock->poll);
		l->ev.up(l->arg, line + 1);
	} else if (l->asked)
		l->phase = UP;
	else {
		l->phase = UP;
		l->ev.up(l->arg, NULL);
	}
}

static void
deliver_lines(struct link *l)
{
	enum line_result r = LINE_NONE;
	char *line;
	size_t n;

	while (!l->closed && l->sock != NULL &&
	       (r = lineframe_next(&l->in, &line, &n)) == LINE_OK) {
		if (l->phase == TUNNEL)
			tunnel_line(l, line);
		else
			l->ev.line(l->arg, line, n);
	}
	if (!l->closed && l->sock != NULL && r == LINE_OVERLONG)
		lost(l, TROUBLE_PROTOCOL,
		    _("the server sent a line that is too long"));
}

static void
step_read(struct link *l)
{
	char chunk[READ_CHUNK];
	size_t got;
	int i;

	for (i = 0; !l->closed && l->sock != NULL; i++) {
		/* TLS may hold bytes that poll does not see */
		if (i >= READ_ROUNDS && l->tls == NULL)
			return;
		if (!read_chunk(l, chunk, sizeof(chunk), &got))
			return;
		(void)lineframe_feed(&l->in, chunk, got);
		deliver_lines(l);
	}
}

static void
step_write(struct link *l)
{
	enum tls_result r;
	size_t done;
	ssize_t n;

	while (l->out.len > 0) {
		if (l->tls != NULL) {
			r = tls_write(l->tls, l->out.p, l->out.len, &done);
			if (r == TLS_FAILED || r == TLS_END)
				goto broken;
			if (r != TLS_DONE)
				return;
			n = (ssize_t)done;
		} else
			n = send(
			    l->sock->fd, l->out.p, l->out.len, MSG_NOSIGNAL);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0)
			goto broken;
		buf_drop(&l->out, (size_t)n);
	}
	return;
broken:
	lost(l, TROUBLE_CONNECT, _("the connection was closed"));
}

/* What came in before a failed write still counts: read first. */
static void
step_up(struct link *l)
{
	step_read(l);
	if (!l->closed && l->sock != NULL)
		step_write(l);
	if (!l->closed && l->sock != NULL && l->phase != WAITING)
		poll_up(l);
}

static void
on_ready(uv_poll_t *h, int status, int events)
{
	struct sock *s = h->data;
	struct link *l = s->link;

	(void)events;
	if (l == NULL)
		return;
	(void)status; /* says only "error": the socket knows which */
	l->depth++;
	switch (l->phase) {
	case CONNECTING:
		step_connect(l);
		break;
	case HANDSHAKE:
		step_handshake(l);
		break;
	case TUNNEL:
	case UP:
		step_up(l);
		break;
	case RESOLVING:
	case WAITING:
		break;
	}
	l->depth--;
	reap(l);
}

static int
open_tcp(const struct addrinfo *a, int *error)
{
	int fd =
	    socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0) {
		*error = errno;
		return -1;
	}
	tune_tcp(fd);
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0 || errno == EINPROGRESS)
		return fd;
	*error = errno;
	(void)close(fd);
	return -1;
}

/* The next address of the host; without one the last error counts. */
static void
try_next(struct link *l, int error)
{
	int fd = -1;

	while (fd < 0 && l->next != NULL) {
		fd = open_tcp(l->next, &error);
		l->next = l->next->ai_next;
	}
	l->phase = CONNECTING;
	if (fd < 0)
		lost_errno(l, error);
	else if (!adopt(l, fd) || !poll_for(l, UV_WRITABLE))
		lost_errno(l, ENOMEM);
}

static void
on_resolved(uv_getaddrinfo_t *rq, int status, struct addrinfo *res)
{
	struct link *l = rq->data;
	char text[300];

	l->dns_busy = false;
	l->addrs = l->next = res;
	l->depth++;
	if (l->closed)
		;
	else if (status < 0) {
		snprintf(text, sizeof(text), "%s: %s", l->target->host,
		    uv_strerror(status));
		lost(l, TROUBLE_CONNECT, text);
	} else
		try_next(l, EHOSTUNREACH);
	l->depth--;
	reap(l);
}

static void
resolve(struct link *l)
{
	struct addrinfo hints = { .ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV };

	/* loopback addresses must work without a network */
	if (strchr(l->target->host, ':') != NULL ||
	    strspn(l->target->host, "0123456789.") == strlen(l->target->host))
		hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
	l->dns.data = l;
	l->dns_busy = uv_getaddrinfo(l->loop, &l->dns, on_resolved,
			  l->target->host, l->target->port, &hints) == 0;
	if (!l->dns_busy)
		lost_errno(l, ENOMEM);
}

static void
tunnel_ended(void *arg)
{
	struct link *l = arg;

	l->tunnel_busy = false;
	reap(l);
}

static void
open_tunnel(struct link *l)
{
	int fd = ssh_tunnel_open(l->loop, l->target, tunnel_ended, l);

	l->tunnel_busy = fd >= 0;
	l->phase = TUNNEL;
	if (fd < 0)
		lost_errno(l, errno);
	else if (!adopt(l, fd) || !poll_for(l, UV_READABLE))
		lost_errno(l, ENOMEM);
}

static void
first_step(struct link *l)
{
	int fd;

	if (l->target->kind == TARGET_SSH) {
		open_tunnel(l);
		return;
	}

	if (l->target->kind == TARGET_TLS) {
		resolve(l);
		return;
	}
	fd = unix_connect(l->target->path);
	if (fd < 0)
		lost_errno(l, errno);
	else if (!adopt(l, fd))
		lost_errno(l, ENOMEM);
	else
		connected(l);
}

static void
kick_closed(uv_handle_t *h)
{
	struct link *l = h->data;

	l->kick_open = false;
	reap(l);
}

static void
on_kick(uv_timer_t *h)
{
	struct link *l = h->data;

	l->depth++;
	if (!l->closed)
		first_step(l);
	l->depth--;
	reap(l);
}

struct link *
link_open(uv_loop_t *loop, const struct target *target,
    const struct link_events *ev, void *arg)
{
	struct link *l = xcalloc(1, sizeof(*l));

	l->loop = loop;
	l->target = target;
	l->ev = *ev;
	l->arg = arg;
	lineframe_init(&l->in, CLIENT_ANSWER_MAX);
	buf_init(&l->out, OUT_MAX);
	(void)uv_timer_init(loop, &l->kick); /* cannot fail */
	l->kick.data = l;
	l->kick_open = true;
	(void)uv_timer_start(&l->kick, on_kick, 0, 0);
	return l;
}

struct link *
link_close(struct link *l)
{
	if (l == NULL)
		return NULL;
	l->closed = true;
	if (l->tls != NULL && l->sock != NULL)
		tls_shutdown(l->tls);
	drop_sock(l);
	if (l->dns_busy)
		(void)uv_cancel((uv_req_t *)&l->dns);
	uv_close((uv_handle_t *)&l->kick, kick_closed);
	return NULL;
}

void
link_go(struct link *l)
{
	if (l->phase != WAITING || l->sock == NULL)
		return;
	l->phase = UP;
	if (l->asked) { /* the worker may go on */
		l->phase = TUNNEL;
		(void)send(l->sock->fd, "y", 1, MSG_NOSIGNAL);
	}
	/* writable wakes it at once: OpenSSL may hold the greeting already */
	(void)poll_for(l, UV_READABLE | UV_WRITABLE);
}

void
link_send(struct link *l, const void *p, size_t n)
{
	buf_add(&l->out, p, n);
	if (l->phase == UP && l->sock != NULL)
		poll_up(l);
}
