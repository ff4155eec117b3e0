/* Many client connections in one thread; see bnet.h. */
#include "tests/bench/lib/bnet.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/bench/lib/blib.h"

#define LINE_MAX_BYTES (1024 * 1024)
#define EVENTS 256

struct bnet {
	int ep;
	SSL_CTX *tls; /* NULL: local socket */
	SSL_SESSION *ticket;
	union {
		struct sockaddr any;
		struct sockaddr_in in;
		struct sockaddr_un un;
	} to;
	socklen_t to_len;
	const struct bnet_ops *ops;
	void *ctx;
};

static int
keep_ticket(SSL *ssl, SSL_SESSION *ticket)
{
	struct bconn *c = SSL_get_app_data(ssl);

	SSL_SESSION_free(c->net->ticket);
	c->net->ticket = ticket;
	return 1; /* ours now */
}

static SSL_CTX *
new_tls(void)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_client_method());

	if (tls == NULL ||
	    SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION) != 1)
		bench_die("TLS: no client context");
	SSL_CTX_set_mode(tls, SSL_MODE_ENABLE_PARTIAL_WRITE |
				  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
				  SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_session_cache_mode(
	    tls, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(tls, keep_ticket);
	return tls;
}

struct bnet *
bnet_new(const char *to, const struct bnet_ops *ops, void *ctx)
{
	struct bnet *net = xcalloc(1, sizeof(*net));
	const char *colon = strrchr(to, ':');
	char host[64];
	int64_t port;

	net->ep = epoll_create1(EPOLL_CLOEXEC);
	bnet_handler(net, ops, ctx);
	if (strchr(to, '/') != NULL) {
		net->to.un.sun_family = AF_UNIX;
		if (!str_copy(
			net->to.un.sun_path, sizeof(net->to.un.sun_path), to))
			bench_die("%s: path too long", to);
		net->to_len = sizeof(net->to.un);
		return net;
	}
	snprintf(host, sizeof(host), "%.*s",
	    colon == NULL ? 0 : (int)(colon - to), to);
	net->to.in.sin_family = AF_INET;
	if (colon == NULL || !str_int(colon + 1, 1, 65535, &port) ||
	    inet_pton(AF_INET, host, &net->to.in.sin_addr) != 1)
		bench_die("%s is no HOST:PORT", to);
	net->to.in.sin_port = htons((uint16_t)port);
	net->to_len = sizeof(net->to.in);
	net->tls = new_tls();
	return net;
}

void
bnet_handler(struct bnet *net, const struct bnet_ops *ops, void *ctx)
{
	net->ops = ops;
	net->ctx = ctx;
}

void
bnet_free(struct bnet *net)
{
	SSL_SESSION_free(net->ticket);
	SSL_CTX_free(net->tls);
	close(net->ep);
	free(net);
}

bool
bnet_has_ticket(const struct bnet *net)
{
	return net->ticket != NULL;
}

static void
watch(struct bconn *c, int op, uint32_t what)
{
	struct epoll_event ev = { .events = what, .data.ptr = c };

	if (epoll_ctl(c->net->ep, op, c->fd, &ev) != 0)
		bench_die("epoll_ctl: %s", strerror(errno));
	c->want_write = (what & EPOLLOUT) != 0;
}

static void
start_tls(struct bnet *net, struct bconn *c, bool resume)
{
	c->ssl = SSL_new(net->tls);
	if (c->ssl == NULL || SSL_set_fd(c->ssl, c->fd) != 1)
		bench_die("TLS: no session object");
	SSL_set_app_data(c->ssl, c);
	if (resume && net->ticket != NULL) {
		/* A copy: OpenSSL writes into a session it resumes. */
		SSL_SESSION *copy = SSL_SESSION_dup(net->ticket);

		if (copy == NULL || SSL_set_session(c->ssl, copy) != 1)
			bench_die("TLS: ticket refused");
		SSL_SESSION_free(copy);
	}
	SSL_set_connect_state(c->ssl);
}

void
bconn_open(struct bnet *net, struct bconn *c, int index, bool resume)
{
	int one = 1;

	memset(c, 0, sizeof(*c));
	c->net = net;
	c->index = index;
	c->fd = socket(net->to.any.sa_family,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		bench_die("socket: %s", strerror(errno));
	if (net->tls != NULL)
		setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (connect(c->fd, &net->to.any, net->to_len) != 0 &&
	    errno != EINPROGRESS && errno != EAGAIN)
		bench_die("connect: %s", strerror(errno));
	buf_init(&c->out, LINE_MAX_BYTES);
	lineframe_init(&c->in, LINE_MAX_BYTES);
	if (net->tls != NULL)
		start_tls(net, c, resume);
	watch(c, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
}

void
bconn_close(struct bconn *c)
{
	if (c->fd < 0)
		return;
	/*
	 * Nothing is sent, as when a client is killed; but without the mark
	 * OpenSSL would make the ticket of this session useless.
	 */
	if (c->ssl != NULL)
		SSL_set_shutdown(
		    c->ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
	SSL_free(c->ssl);
	c->ssl = NULL;
	close(c->fd);
	c->fd = -1;
	buf_done(&c->out);
	lineframe_done(&c->in);
}

static void
lost(struct bconn *c)
{
	struct bnet *net = c->net;

	bconn_close(c);
	net->ops->down(net->ctx, c);
}

/* Bytes moved, 0 when it must wait, -1 when the connection is gone. */
static int
tls_outcome(struct bconn *c, int r, size_t n)
{
	int e;

	if (r == 1)
		return (int)n;
	e = SSL_get_error(c->ssl, r);
	return e == SSL_ERROR_WANT_READ || e == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

static int
read_some(struct bconn *c, char *p, size_t size)
{
	size_t n = 0;
	ssize_t r;
	int ok;

	if (c->ssl != NULL) {
		ERR_clear_error();
		ok = SSL_read_ex(c->ssl, p, size, &n);
		return tls_outcome(c, ok, n);
	}
	r = read(c->fd, p, size);
	if (r > 0)
		return (int)r;
	return r < 0 && errno == EAGAIN ? 0 : -1;
}

static int
write_some(struct bconn *c)
{
	size_t n = 0;
	ssize_t r;
	int ok;

	if (c->ssl != NULL) {
		ERR_clear_error();
		ok = SSL_write_ex(c->ssl, c->out.p, c->out.len, &n);
		return tls_outcome(c, ok, n);
	}
	r = send(c->fd, c->out.p, c->out.len, MSG_NOSIGNAL);
	if (r > 0)
		return (int)r;
	return r < 0 && errno == EAGAIN ? 0 : -1;
}

static void
flush_out(struct bconn *c)
{
	int n;

	while (c->out.len > 0) {
		n = write_some(c);
		if (n < 0)
			return; /* the read side reports it */
		if (n == 0)
			break;
		buf_drop(&c->out, (size_t)n);
	}
	if (c->want_write != (c->out.len > 0))
		watch(c, EPOLL_CTL_MOD,
		    EPOLLIN | (c->out.len > 0 ? EPOLLOUT : 0));
}

void
bconn_send(struct bconn *c, const char *p, size_t n)
{
	if (!buf_add(&c->out, p, n))
		bench_die("the server reads too slowly");
	if (c->up)
		flush_out(c);
}

static bool
handshake(struct bconn *c)
{
	int r, e;

	if (c->ssl != NULL) {
		ERR_clear_error();
		r = SSL_do_handshake(c->ssl);
		if (r != 1) {
			e = SSL_get_error(c->ssl, r);
			if (e == SSL_ERROR_WANT_READ && c->want_write)
				watch(c, EPOLL_CTL_MOD, EPOLLIN);
			if (e != SSL_ERROR_WANT_READ &&
			    e != SSL_ERROR_WANT_WRITE)
				lost(c);
			return false;
		}
	}
	c->up = true;
	c->net->ops->up(c->net->ctx, c);
	if (c->fd >= 0)
		flush_out(c);
	return c->fd >= 0;
}

static void
lines(struct bconn *c)
{
	enum line_result r;
	char *line;
	size_t n;

	while (c->fd >= 0 &&
	       (r = lineframe_next(&c->in, &line, &n)) != LINE_NONE) {
		if (r == LINE_OVERLONG)
			bench_die("answer of more than 1 MiB");
		c->net->ops->line(c->net->ctx, c, line, n);
	}
}

static void
readable(struct bconn *c)
{
	static char p[65536];
	int n;

	for (;;) {
		n = read_some(c, p, sizeof(p));
		if (n < 0) {
			lost(c);
			return;
		}
		if (n == 0)
			return;
		lineframe_feed(&c->in, p, (size_t)n);
		lines(c);
		if (c->fd < 0 || (c->ssl == NULL && n < (int)sizeof(p)))
			return;
	}
}

void
bnet_poll(struct bnet *net, int64_t wait_us)
{
	struct epoll_event ev[EVENTS];
	struct timespec ts = { .tv_sec = wait_us / 1000000,
		.tv_nsec = wait_us % 1000000 * 1000 };
	int n, i;

	n = epoll_pwait2(net->ep, ev, EVENTS, wait_us < 0 ? NULL : &ts, NULL);
	for (i = 0; i < n; i++) {
		struct bconn *c = ev[i].data.ptr;

		if (c->fd < 0)
			continue;
		if (!c->up && !handshake(c))
			continue;
		if (ev[i].events & EPOLLOUT)
			flush_out(c);
		if (ev[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
			readable(c);
	}
}
