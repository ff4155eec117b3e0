/* TLS side of the client: context, verification, reading and writing. */
#include "tui/client/client_tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/target.h"
#include "tui/ui/i18n.h"

struct tls {
	SSL_CTX *ctx;
	SSL *ssl;
};

struct tls *
tls_free(struct tls *t)
{
	if (t == NULL)
		return NULL;
	SSL_free(t->ssl);
	SSL_CTX_free(t->ctx);
	free(t);
	return NULL;
}

static void
explain(char *why, size_t size, const char *what)
{
	unsigned long e = ERR_peek_last_error();
	const char *reason = e != 0 ? ERR_reason_error_string(e) : NULL;

	snprintf(why, size, "%s%s%s", what, reason != NULL ? ": " : "",
	    reason != NULL ? reason : "");
	ERR_clear_error();
}

static bool
is_address(const char *host)
{
	struct in6_addr v6;
	struct in_addr v4;

	return inet_pton(AF_INET, host, &v4) == 1 ||
	       inet_pton(AF_INET6, host, &v6) == 1;
}

/* Who the server has to be: its name for SNI and for the check by a CA. */
static bool
name_server(struct tls *t, const struct target *target)
{
	bool address = is_address(target->host);
	X509_VERIFY_PARAM *param = SSL_get0_param(t->ssl);

	if (!address && SSL_set_tlsext_host_name(t->ssl, target->host) != 1)
		return false;
	if (target->ca_file == NULL)
		return true;
	X509_VERIFY_PARAM_set_hostflags(
	    param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	return address ? X509_VERIFY_PARAM_set1_ip_asc(param, target->host) == 1
		       : SSL_set1_host(t->ssl, target->host) == 1;
}

static bool
setup(struct tls *t, const struct target *target, int fd)
{
	t->ctx = SSL_CTX_new(TLS_client_method());
	if (t->ctx == NULL ||
	    SSL_CTX_set_min_proto_version(t->ctx, TLS1_3_VERSION) != 1)
		return false;
	SSL_CTX_set_mode(t->ctx, SSL_MODE_ENABLE_PARTIAL_WRITE |
				     SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
				     SSL_MODE_RELEASE_BUFFERS);
	if (target->ca_file != NULL) {
		if (SSL_CTX_load_verify_file(t->ctx, target->ca_file) != 1)
			return false;
		SSL_CTX_set_verify(t->ctx, SSL_VERIFY_PEER, NULL);
	}
	t->ssl = SSL_new(t->ctx);
	return t->ssl != NULL && name_server(t, target) &&
	       SSL_set_fd(t->ssl, fd) == 1;
}

struct tls *
tls_new(const struct target *target, int fd, char *why, size_t size)
{
	struct tls *t = xcalloc(1, sizeof(*t));

	ERR_clear_error();
	if (!setup(t, target, fd)) {
		explain(why, size,
		    target->ca_file != NULL ? target->ca_file : "TLS");
		return tls_free(t);
	}
	SSL_set_connect_state(t->ssl);
	return t;
}

/* What an OpenSSL call that did not succeed wants. */
static enum tls_result
result_of(struct tls *t, int r)
{
	switch (SSL_get_error(t->ssl, r)) {
	case SSL_ERROR_WANT_READ:
		return TLS_READ;
	case SSL_ERROR_WANT_WRITE:
		return TLS_WRITE;
	case SSL_ERROR_ZERO_RETURN:
		return TLS_END;
	default:
		return TLS_FAILED;
	}
}

/* The peer went away: a restart, or too many connections from here. */
static bool
peer_left(struct tls *t, int r)
{
	switch (SSL_get_error(t->ssl, r)) {
	case SSL_ERROR_SYSCALL:
	case SSL_ERROR_ZERO_RETURN:
		return true;
	case SSL_ERROR_SSL:
		return ERR_GET_REASON(ERR_peek_error()) ==
		       SSL_R_UNEXPECTED_EOF_WHILE_READING;
	default:
		return false;
	}
}

enum tls_result
tls_handshake(struct tls *t, char *why, size_t size)
{
	enum tls_result result;
	long verdict;
	int r;

	ERR_clear_error();
	r = SSL_do_handshake(t->ssl);
	if (r == 1)
		return TLS_DONE;
	result = result_of(t, r);
	if (result == TLS_READ || result == TLS_WRITE)
		return result;
	if (peer_left(t, r)) {
		snprintf(why, size, "%s",
		    _("the server closed the connection before TLS was up"));
		return TLS_END;
	}
	verdict = SSL_get_verify_result(t->ssl);
	if (verdict != X509_V_OK && SSL_get_verify_mode(t->ssl) != 0)
		snprintf(why, size, "%s: %s",
		    _("the certificate of the server is refused"),
		    X509_verify_cert_error_string(verdict));
	else
		explain(why, size, _("TLS handshake failed"));
	return TLS_FAILED;
}

bool
tls_fingerprint(struct tls *t, char out[FINGERPRINT_LEN])
{
	X509 *cert = SSL_get1_peer_certificate(t->ssl);
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned int n = 0;
	bool good;

	if (cert == NULL)
		return false;
	good = X509_digest(cert, EVP_sha256(), md, &n) == 1 &&
	       n == (FINGERPRINT_LEN - 1) / 2;
	if (good)
		hex_encode(md, n, out);
	X509_free(cert);
	return good;
}

enum tls_result
tls_read(struct tls *t, void *p, size_t n, size_t *done)
{
	int r;

	ERR_clear_error();
	r = SSL_read_ex(t->ssl, p, n, done);
	return r == 1 ? TLS_DONE : result_of(t, r);
}

enum tls_result
tls_write(struct tls *t, const void *p, size_t n, size_t *done)
{
	int r;

	ERR_clear_error();
	r = SSL_write_ex(t->ssl, p, n, done);
	return r == 1 ? TLS_DONE : result_of(t, r);
}

void
tls_shutdown(struct tls *t)
{
	ERR_clear_error();
	if (SSL_is_init_finished(t->ssl))
		(void)SSL_shutdown(t->ssl);
	ERR_clear_error();
}
