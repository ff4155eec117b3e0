/* Blocking client for tests of the network layer. */
#include "tests/harness/netclient.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"

void
nc_patience(struct netclient *c, int ms)
{
	struct timeval tv = { .tv_sec = ms / 1000,
		.tv_usec = ms % 1000 * 1000 };

	setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));
	setsockopt(c->fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof(tv));
}

static bool
connect_to(struct netclient *c, const struct sockaddr *sa, socklen_t n)
{
	memset(c, 0, sizeof(*c));
	c->fd = socket(sa->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return false;
	nc_patience(c, NC_MS);
	if (connect(c->fd, sa, n) == 0)
		return true;
	nc_close(c);
	return false;
}

/* Long paths through their folder, as the server does. */
bool
nc_open_unix(struct netclient *c, const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	const char *name = strrchr(path, '/');
	char *folder;
	int dir = -1;
	bool ok;

	if (!str_copy(sa.sun_path, sizeof(sa.sun_path), path)) {
		folder = xstrndup(path, (size_t)(name - path));
		dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
		free(folder);
		snprintf(sa.sun_path, sizeof(sa.sun_path), "/proc/self/fd/%d%s",
		    dir, name);
	}
	ok = connect_to(c, (struct sockaddr *)&sa, sizeof(sa));
	if (dir >= 0)
		close(dir);
	return ok;
}

bool
nc_open_tcp(struct netclient *c, const char *host, int port)
{
	struct sockaddr_in sa = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port) };

	return inet_pton(AF_INET, host, &sa.sin_addr) == 1 &&
	       connect_to(c, (struct sockaddr *)&sa, sizeof(sa));
}

bool
nc_open_tls(struct netclient *c, const char *host, int port,
    struct ssl_session_st *resume)
{
	if (!nc_open_tcp(c, host, port))
		return false;
	c->ctx = SSL_CTX_new(TLS_client_method());
	if (c->ctx == NULL || (c->ssl = SSL_new(c->ctx)) == NULL)
		return false;
	SSL_set_fd(c->ssl, c->fd);
	if (resume != NULL)
		SSL_set_session(c->ssl, resume);
	if (SSL_connect(c->ssl) == 1)
		return true;
	nc_close(c);
	return false;
}

void
nc_fingerprint(const struct netclient *c, char *out)
{
	X509 *crt = SSL_get1_peer_certificate(c->ssl);
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned int n = 0;

	out[0] = '\0';
	if (crt != NULL && X509_digest(crt, EVP_sha256(), md, &n) == 1)
		hex_encode(md, n, out);
	X509_free(crt);
}

bool
nc_send(struct netclient *c, const char *p, size_t n)
{
	ssize_t r;

	if (c->ssl != NULL)
		return SSL_write(c->ssl, p, (int)n) == (int)n;
	while (n > 0) {
		r = send(c->fd, p, n, MSG_NOSIGNAL);
		if (r <= 0)
			return false;
		p += r;
		n -= (size_t)r;
	}
	return true;
}

bool
nc_says(struct netclient *c, const char *s)
{
	return nc_send(c, s, strlen(s));
}

static enum nc_end
end_of_tls(SSL *ssl, int r)
{
	switch (SSL_get_error(ssl, r)) {
	case SSL_ERROR_ZERO_RETURN:
		return NC_EOF;
	case SSL_ERROR_WANT_READ:
		return NC_TIMEOUT;
	default:
		return NC_BROKEN;
	}
}

/* Some bytes more; false at the end. */
static bool
receive(struct netclient *c)
{
	ssize_t r;

	if (c->cap - c->len < 4096) {
		c->cap = c->cap == 0 ? 16384 : c->cap * 2;
		c->buf = xrealloc(c->buf, c->cap + 1);
	}
	if (c->ssl != NULL) {
		r = SSL_read(c->ssl, c->buf + c->len, (int)(c->cap - c->len));
		if (r <= 0)
			c->end = end_of_tls(c->ssl, (int)r);
	} else {
		r = recv(c->fd, c->buf + c->len, c->cap - c->len, 0);
		if (r == 0)
			c->end = NC_EOF;
		else if (r < 0)
			c->end = errno == EAGAIN ? NC_TIMEOUT : NC_BROKEN;
	}
	if (r <= 0)
		return false;
	c->len += (size_t)r;
	return true;
}

char *
nc_line(struct netclient *c)
{
	char *nl, *line;

	if (c->taken > 0)
		memmove(c->buf, c->buf + c->taken, c->len - c->taken);
	c->len -= c->taken;
	c->taken = 0;
	while (c->len == 0 || (nl = memchr(c->buf, '\n', c->len)) == NULL)
		if (!receive(c))
			return NULL;
	*nl = '\0';
	line = c->buf;
	c->taken = (size_t)(nl + 1 - c->buf);
	return line;
}

size_t
nc_rest(const struct netclient *c)
{
	return c->len - c->taken;
}

bool
nc_ends(struct netclient *c)
{
	return nc_line(c) == NULL && nc_rest(c) == 0 &&
	       (c->end == NC_EOF || c->end == NC_BROKEN);
}

void
nc_half_close(struct netclient *c)
{
	if (c->ssl != NULL)
		SSL_shutdown(c->ssl); /* sends close_notify */
	else
		shutdown(c->fd, SHUT_WR);
}

void
nc_close(struct netclient *c)
{
	SSL_free(c->ssl);
	SSL_CTX_free(c->ctx);
	if (c->fd >= 0)
		close(c->fd);
	free(c->buf);
	memset(c, 0, sizeof(*c));
	c->fd = -1;
}
