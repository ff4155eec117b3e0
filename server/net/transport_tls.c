/* TLS 1.3 with OpenSSL directly on the polled descriptor. */
#include "server/net/transport.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"

/* Reconnecting within a working day is a resumption. */
#define TICKET_SECONDS (12 * 3600)

struct tlsctx {
	SSL_CTX *ctx;
};

/* What OpenSSL holds against the last call. */
static const char *
last_reason(void)
{
	unsigned long first = ERR_peek_error();
	const char *s = ERR_reason_error_string(ERR_peek_last_error());

	if (ERR_SYSTEM_ERROR(first)) /* what OpenSSL says on top is vague */
		return strerror(ERR_GET_REASON(first));
	return s == NULL ? "unknown reason" : s;
}

static bool
configure(SSL_CTX *ctx)
{
	SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS |
				  SSL_MODE_ENABLE_PARTIAL_WRITE |
				  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	/* An end of file without close_notify ends requests all the same. */
	SSL_CTX_set_options(ctx,
	    SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_CIPHER_SERVER_PREFERENCE);
	/* One system call per record instead of two; see pending(). */
	SSL_CTX_set_read_ahead(ctx, 1);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_timeout(ctx, TICKET_SECONDS);
	return SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) == 1 &&
	       SSL_CTX_set_num_tickets(ctx, 1) == 1 &&
	       SSL_CTX_set1_groups_list(ctx, "P-256:X25519") == 1 &&
	       SSL_CTX_set_ciphersuites(ctx,
		   "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:"
		   "TLS_CHACHA20_POLY1305_SHA256") == 1;
}

static bool
load(SSL_CTX *ctx, const char *cert, const char *key, char *why, size_t size)
{
	const char *what = cert;

	if (SSL_CTX_use_certificate_chain_file(ctx, cert) == 1) {
		what = key;
		if (SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) ==
			1 &&
		    SSL_CTX_check_private_key(ctx) == 1)
			return true;
	}
	snprintf(why, size, "%s: %s", what, last_reason());
	return false;
}

bool
tlsctx_reload(struct tlsctx *tls, const char *cert, const char *key, char *why,
    size_t size)
{
	SSL_CTX *ctx;
	bool ok;

	ERR_clear_error();
	ctx = SSL_CTX_new(TLS_server_method());
	if (ctx == NULL || !configure(ctx)) {
		snprintf(why, size, "TLS: %s", last_reason());
		ok = false;
	} else {
		ok = load(ctx, cert, key, why, size);
	}
	if (!ok) {
		SSL_CTX_free(ctx);
		return false;
	}
	SSL_CTX_free(tls->ctx); /* open connections hold it themselves */
	tls->ctx = ctx;
	return true;
}

struct tlsctx *
tlsctx_new(const char *cert, const char *key, char *why, size_t size)
{
	struct tlsctx *tls = xcalloc(1, sizeof(*tls));

	return tlsctx_reload(tls, cert, key, why, size) ? tls
							: tlsctx_free(tls);
}

struct tlsctx *
tlsctx_free(struct tlsctx *tls)
{
	if (tls == NULL)
		return NULL;
	SSL_CTX_free(tls->ctx);
	free(tls);
	return NULL;
}

void
tlsctx_fingerprint(const struct tlsctx *tls, char out[65])
{
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned int n = 0;

	out[0] = '\0';
	if (X509_digest(SSL_CTX_get0_certificate(tls->ctx), EVP_sha256(), md,
		&n) == 1 &&
	    n == 32)
		hex_encode(md, n, out);
}

int
tlsctx_days_left(const struct tlsctx *tls)
{
	const X509 *crt = SSL_CTX_get0_certificate(tls->ctx);
	int days = 0, seconds = 0;

	if (ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(crt)) != 1)
		return -1;
	return seconds < 0 ? days - 1 : days;
}

/* Meaning of a result of OpenSSL that is not a success. */
static enum io
outcome(SSL *ssl, int r)
{
	switch (SSL_get_error(ssl, r)) {
	case SSL_ERROR_WANT_READ:
		return IO_WANT_READ;
	case SSL_ERROR_WANT_WRITE:
		return IO_WANT_WRITE;
	case SSL_ERROR_ZERO_RETURN:
		return IO_EOF;
	default:
		return IO_FAIL;
	}
}

static enum io
tls_handshake(struct transport *t)
{
	int r;

	ERR_clear_error();
	r = SSL_do_handshake(t->state);
	return r == 1 ? IO_DONE : outcome(t->state, r);
}

static enum io
tls_read(struct transport *t, void *p, size_t size, size_t *n)
{
	int r;

	ERR_clear_error();
	r = SSL_read_ex(t->state, p, size, n);
	return r == 1 ? IO_DONE : outcome(t->state, r);
}

static enum io
tls_write(struct transport *t, const void *p, size_t size, size_t *n)
{
	int r;

	ERR_clear_error();
	r = SSL_write_ex(t->state, p, size, n);
	return r == 1 ? IO_DONE : outcome(t->state, r);
}

static bool
tls_pending(const struct transport *t)
{
	return SSL_has_pending(t->state) == 1;
}

static void
tls_finish(struct transport *t)
{
	ERR_clear_error();
	if (SSL_is_init_finished(t->state))
		SSL_shutdown(t->state); /* close_notify, as far as it fits */
	shutdown(t->fd, SHUT_WR);
}

static void
tls_done(struct transport *t)
{
	SSL_free(t->state);
	t->state = NULL;
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
}

static const struct transport_ops tls_ops = {
	.handshake = tls_handshake,
	.read = tls_read,
	.write = tls_write,
	.pending = tls_pending,
	.finish = tls_finish,
	.done = tls_done,
};

bool
transport_tls_init(struct transport *t, struct tlsctx *tls, int fd)
{
	SSL *ssl = SSL_new(tls->ctx);

	t->ops = &tls_ops;
	t->fd = fd;
	t->state = ssl;
	if (ssl == NULL || SSL_set_fd(ssl, fd) != 1) {
		tls_done(t);
		return false;
	}
	SSL_set_accept_state(ssl);
	return true;
}
