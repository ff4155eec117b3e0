/* The hub's own TLS certificate, made at the first start. */
#include "server/net/cert.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/xalloc.h"

#define DAYS_VALID 3650

static bool
fail(char *why, size_t size, const char *what, const char *reason)
{
	snprintf(why, size, "%s: %s", what, reason);
	return false;
}

static const char *
last_reason(void)
{
	unsigned long first = ERR_peek_error();
	const char *s = ERR_reason_error_string(ERR_peek_last_error());

	if (ERR_SYSTEM_ERROR(first)) /* what OpenSSL says on top is vague */
		return strerror(ERR_GET_REASON(first));
	return s == NULL ? strerror(errno) : s;
}

/*
 * Writes PEM into a new file that appears complete or not at all. One of key
 * and crt is given.
 */
static bool
write_pem(const char *path, mode_t mode, EVP_PKEY *key, X509 *crt)
{
	char *tmp = xprintf("%s.new", path);
	FILE *f = NULL;
	bool ok = false;
	int fd;

	unlink(tmp); /* left by a start that was cut off */
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd >= 0 && (f = fdopen(fd, "w")) == NULL)
		close(fd);
	if (f != NULL) {
		ok = key != NULL ? PEM_write_PrivateKey(
				       f, key, NULL, NULL, 0, NULL, NULL) == 1
				 : PEM_write_X509(f, crt) == 1;
		ok = ok && fchmod(fd, mode) == 0; /* whatever the umask is */
		ok = fflush(f) == 0 && ok;
		ok = fsync(fd) == 0 && ok;
		ok = fclose(f) == 0 && ok;
		ok = ok && rename(tmp, path) == 0;
	}
	free(tmp);
	return ok;
}

static bool
add_extension(X509 *crt, int nid, const char *value)
{
	X509_EXTENSION *ext;
	X509V3_CTX ctx;
	bool ok;

	X509V3_set_ctx_nodb(&ctx);
	X509V3_set_ctx(&ctx, crt, crt, NULL, NULL, 0);
	ext = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	ok = ext != NULL && X509_add_ext(crt, ext, -1) == 1;
	X509_EXTENSION_free(ext);
	return ok;
}

/* A name that may stand in a certificate: host names only. */
static bool
is_host_name(const char *s)
{
	return *s != '\0' &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")] == '\0';
}

static bool
set_names(X509 *crt)
{
	char host[256], san[512];
	X509_NAME *name = X509_get_subject_name(crt);

	if (gethostname(host, sizeof(host)) != 0)
		host[0] = '\0';
	host[sizeof(host) - 1] = '\0';
	snprintf(san, sizeof(san), "DNS:localhost,IP:127.0.0.1,IP:::1%s%s",
	    is_host_name(host) ? ",DNS:" : "", is_host_name(host) ? host : "");
	return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
		   (const unsigned char *)"Business Hub", -1, -1, 0) == 1 &&
	       X509_set_issuer_name(crt, name) == 1 &&
	       add_extension(crt, NID_basic_constraints, "critical,CA:FALSE") &&
	       add_extension(crt, NID_ext_key_usage, "serverAuth") &&
	       add_extension(crt, NID_subject_alt_name, san);
}

static X509 *
self_signed(EVP_PKEY *key)
{
	X509 *crt = X509_new();
	uint64_t serial = 0;

	if (crt != NULL && RAND_bytes((unsigned char *)&serial, 8) == 1 &&
	    X509_set_version(crt, 2) == 1 &&
	    ASN1_INTEGER_set_uint64(X509_get_serialNumber(crt), serial >> 1) ==
		1 &&
	    X509_gmtime_adj(X509_getm_notBefore(crt), -86400L) != NULL &&
	    X509_time_adj_ex(X509_getm_notAfter(crt), DAYS_VALID, 0, NULL) !=
		NULL &&
	    X509_set_pubkey(crt, key) == 1 && set_names(crt) &&
	    X509_sign(crt, key, EVP_sha256()) > 0)
		return crt;
	X509_free(crt);
	return NULL;
}

/* The key of the folder, made when missing. */
static EVP_PKEY *
read_or_make_key(const char *path)
{
	FILE *f = fopen(path, "re");
	EVP_PKEY *key;

	if (f != NULL) {
		key = PEM_read_PrivateKey(f, NULL, NULL, NULL);
		fclose(f);
		return key;
	}
	if (errno != ENOENT)
		return NULL;
	key = EVP_EC_gen("P-256");
	if (key != NULL && write_pem(path, 0600, key, NULL))
		return key;
	EVP_PKEY_free(key);
	return NULL;
}

bool
cert_ensure(const char *cert, const char *key, char *why, size_t size)
{
	struct stat st;
	EVP_PKEY *pk;
	X509 *crt;
	bool ok;

	if (stat(cert, &st) == 0) {
		if (stat(key, &st) == 0)
			return true;
		return fail(
		    why, size, key, "is missing while the certificate exists");
	}
	ERR_clear_error();
	pk = read_or_make_key(key);
	if (pk == NULL)
		return fail(why, size, key, last_reason());
	crt = self_signed(pk);
	ok = crt != NULL && write_pem(cert, 0644, NULL, crt);
	X509_free(crt);
	EVP_PKEY_free(pk);
	return ok ? true : fail(why, size, cert, last_reason());
}
