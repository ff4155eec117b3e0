/*
 * Yardstick Y1, Y4, Y5, Y6: a minimal TLS 1.3 line echo server, one thread,
 * epoll, with the OpenSSL settings of hubd. A line that begins with 'B' goes to
 * every connection. Prints "ready PORT" and runs until it is killed.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/lineframe.h"
#include "common/xalloc.h"
#include "server/net/cert.h"
#include "tests/bench/lib/blib.h"

#define LINE_BYTES 65536

struct peer {
	struct peer *next, **at;
	int fd;
	SSL *ssl;
	bool want_write;
	struct buf out;
	struct lineframe in;
};

struct echo {
	int ep, listener;
	SSL_CTX *tls;
	struct peer *peers;
	struct peer *gone; /* freed after the events of this round */
};

static SSL_CTX *
new_tls(const char *dir)
{
	char why[256], *crt = xprintf("%s/echo.crt", dir);
	char *key = xprintf("%s/echo.key", dir);
	SSL_CTX *tls = SSL_CTX_new(TLS_server_method());

	if (tls == NULL || !cert_ensure(crt, key, why, sizeof(why)))
		bench_die("certificate: %s", why);
	SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS |
				  SSL_MODE_ENABLE_PARTIAL_WRITE |
				  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	SSL_CTX_set_options(tls,
	    SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_CIPHER_SERVER_PREFERENCE);
	SSL_CTX_set_read_ahead(tls, 1);
	SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
	if (SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION) != 1 ||
	    SSL_CTX_set_num_tickets(tls, 1) != 1 ||
	    SSL_CTX_set1_groups_list(tls, "P-256:X25519") != 1 ||
	    SSL_CTX_set_ciphersuites(tls, "TLS_AES_128_GCM_SHA256") != 1 ||
	    SSL_CTX_use_certificate_chain_file(tls, crt) != 1 ||
	    SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1)
		bench_die("TLS: settings refused");
	free(crt);
	free(key);
	return tls;
}

static void
watch(struct echo *e, int op, int fd, void *p, bool write)
{
	struct epoll_event ev = { .data.ptr = p,
		.events = EPOLLIN | (write ? EPOLLOUT : 0) };

	if (epoll_ctl(e->ep, op, fd, &ev) != 0)
		bench_die("epoll_ctl: %s", strerror(errno));
}

static void
accept_all(struct echo *e)
{
	int fd, one = 1;

	while ((fd = accept4(e->listener, NULL, NULL,
		    SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		struct peer *p = xcalloc(1, sizeof(*p));

		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		p->fd = fd;
		p->ssl = SSL_new(e->tls);
		if (p->ssl == NULL || SSL_set_fd(p->ssl, fd) != 1)
			bench_die("TLS: no session object");
		SSL_set_accept_state(p->ssl);
		buf_init(&p->out, 16 * LINE_BYTES);
		lineframe_init(&p->in, LINE_BYTES);
		p->next = e->peers;
		p->at = &e->peers;
		if (p->next != NULL)
			p->next->at = &p->next;
		e->peers = p;
		watch(e, EPOLL_CTL_ADD, fd, p, false);
	}
}

static void
drop(struct echo *e, struct peer *p)
{
	if (p->fd < 0)
		return;
	*p->at = p->next;
	if (p->next != NULL)
		p->next->at = p->at;
	SSL_free(p->ssl);
	close(p->fd);
	p->fd = -1;
	buf_done(&p->out);
	lineframe_done(&p->in);
	p->next = e->gone;
	e->gone = p;
}

static void
flush_out(struct echo *e, struct peer *p)
{
	size_t n;

	while (p->out.len > 0) {
		ERR_clear_error();
		if (SSL_write_ex(p->ssl, p->out.p, p->out.len, &n) != 1)
			break;
		buf_drop(&p->out, n);
	}
	if (p->want_write != (p->out.len > 0)) {
		p->want_write = p->out.len > 0;
		watch(e, EPOLL_CTL_MOD, p->fd, p, p->want_write);
	}
	if (p->out.len == 0)
		buf_done(&p->out);
}

static void
answer(struct echo *e, struct peer *p, const char *line, size_t n)
{
	struct peer *to;

	if (line[0] != 'B') {
		buf_add(&p->out, line, n);
		buf_addc(&p->out, '\n');
		return;
	}
	for (to = e->peers; to != NULL; to = to->next) {
		buf_add(&to->out, line, n);
		buf_addc(&to->out, '\n');
		if (to != p)
			flush_out(e, to);
	}
}

static void
serve(struct echo *e, struct peer *p)
{
	static char bytes[LINE_BYTES];
	size_t n;
	char *line;
	int r;

	for (;;) {
		ERR_clear_error();
		r = SSL_read_ex(p->ssl, bytes, sizeof(bytes), &n);
		if (r != 1)
			break;
		lineframe_feed(&p->in, bytes, n);
		while (lineframe_next(&p->in, &line, &n) == LINE_OK)
			answer(e, p, line, n);
	}
	r = SSL_get_error(p->ssl, r);
	if (r != SSL_ERROR_WANT_READ && r != SSL_ERROR_WANT_WRITE) {
		drop(e, p);
		return;
	}
	flush_out(e, p);
	if (lineframe_held(&p->in) == 0)
		lineframe_release(&p->in);
}

static void
listen_on_free_port(struct echo *e)
{
	struct sockaddr_in sin = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(sin);

	e->listener =
	    socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (e->listener < 0 ||
	    bind(e->listener, (struct sockaddr *)&sin, len) != 0 ||
	    listen(e->listener, 4096) != 0 ||
	    getsockname(e->listener, (struct sockaddr *)&sin, &len) != 0)
		bench_die("listen: %s", strerror(errno));
	watch(e, EPOLL_CTL_ADD, e->listener, &e->listener, false);
	printf("ready %d\n", ntohs(sin.sin_port));
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	struct echo e = { .ep = epoll_create1(EPOLL_CLOEXEC) };
	struct epoll_event ev[256];
	struct peer *p;
	int n, i;

	(void)argc;
	signal(SIGPIPE, SIG_IGN);
	e.tls = new_tls(arg_text(argv, "dir", "."));
	listen_on_free_port(&e);
	for (;;) {
		n = epoll_wait(e.ep, ev, 256, -1);
		for (i = 0; i < n; i++) {
			p = ev[i].data.ptr;
			if (ev[i].data.ptr == &e.listener)
				accept_all(&e);
			else if (p->fd >= 0)
				serve(&e, p);
		}
		while ((p = e.gone) != NULL) {
			e.gone = p->next;
			free(p);
		}
	}
}
