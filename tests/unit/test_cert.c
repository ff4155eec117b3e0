/* covers: OPS-01 SEC-06 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/str.h"
#include "server/net/cert.h"
#include "server/net/transport.h"

struct folder {
	char dir[32], crt[64], key[64];
};

static int
make_folder(void **state)
{
	static struct folder f;

	str_copy(f.dir, sizeof(f.dir), "/tmp/hubtest.XXXXXX");
	if (mkdtemp(f.dir) == NULL)
		return -1;
	snprintf(f.crt, sizeof(f.crt), "%s/hub.crt", f.dir);
	snprintf(f.key, sizeof(f.key), "%s/hub.key", f.dir);
	*state = &f;
	return 0;
}

static int
remove_folder(void **state)
{
	struct folder *f = *state;

	unlink(f->crt);
	unlink(f->key);
	return rmdir(f->dir); /* nothing else may have been left */
}

static X509 *
read_cert(const char *path)
{
	FILE *f = fopen(path, "re");
	X509 *crt;

	assert_non_null(f);
	crt = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	assert_non_null(crt);
	return crt;
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 0777;
}

static void
makes_a_certificate_that_clients_accept(void **state)
{
	struct folder *f = *state;
	char why[256], host[256] = "";
	int days, seconds;
	mode_t mask = umask(0077);
	X509 *crt;

	assert_true(cert_ensure(f->crt, f->key, why, sizeof(why)));
	umask(mask);
	assert_int_equal(mode_of(f->key), 0600);
	assert_int_equal(mode_of(f->crt), 0644);
	crt = read_cert(f->crt);
	assert_int_equal(EVP_PKEY_get_bits(X509_get0_pubkey(crt)), 256);
	assert_int_equal(X509_check_host(crt, "localhost", 0, 0, NULL), 1);
	assert_int_equal(X509_check_ip_asc(crt, "127.0.0.1", 0), 1);
	assert_int_equal(X509_check_ip_asc(crt, "::1", 0), 1);
	assert_int_equal(X509_check_host(crt, "example.org", 0, 0, NULL), 0);
	assert_int_equal(gethostname(host, sizeof(host) - 1), 0);
	assert_int_equal(X509_check_host(crt, host, 0, 0, NULL), 1);
	assert_int_equal(X509_verify(crt, X509_get0_pubkey(crt)), 1);
	assert_int_equal(
	    ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(crt)), 1);
	assert_in_range(days, 3649, 3650);
	X509_free(crt);
}

static void
keeps_what_is_there(void **state)
{
	struct folder *f = *state;
	char why[256], first[65], second[65];
	struct tlsctx *tls;

	assert_true(cert_ensure(f->crt, f->key, why, sizeof(why)));
	tls = tlsctx_new(f->crt, f->key, why, sizeof(why));
	assert_non_null(tls);
	tlsctx_fingerprint(tls, first);
	assert_int_equal(strlen(first), 64);
	assert_in_range(tlsctx_days_left(tls), 3649, 3650);
	assert_true(cert_ensure(f->crt, f->key, why, sizeof(why)));
	assert_true(tlsctx_reload(tls, f->crt, f->key, why, sizeof(why)));
	tlsctx_fingerprint(tls, second);
	assert_string_equal(first, second);
	tlsctx_free(tls);
}

static void
a_start_cut_off_after_the_key_is_completed(void **state)
{
	struct folder *f = *state;
	char why[256], left[80];
	struct tlsctx *tls;
	FILE *file;

	assert_true(cert_ensure(f->crt, f->key, why, sizeof(why)));
	assert_int_equal(unlink(f->crt), 0);
	snprintf(left, sizeof(left), "%s.new", f->crt);
	file = fopen(left, "we"); /* half a certificate */
	assert_non_null(file);
	fclose(file);
	assert_true(cert_ensure(f->crt, f->key, why, sizeof(why)));
	tls = tlsctx_new(f->crt, f->key, why, sizeof(why));
	assert_non_null(tls); /* the pair fits */
	tlsctx_free(tls);
}

static void
a_certificate_without_its_key_is_refused(void **state)
{
	struct folder *f = *state;
	char why[256];

	assert_true(cert_ensure(f->crt, f->key, why, sizeof(why)));
	assert_int_equal(unlink(f->key), 0);
	assert_false(cert_ensure(f->crt, f->key, why, sizeof(why)));
	assert_non_null(strstr(why, "hub.key"));
	assert_int_not_equal(access(f->key, F_OK), 0);
}

static void
a_key_of_another_certificate_is_refused(void **state)
{
	struct folder *f = *state;
	char why[256], first[65], after[65];
	struct tlsctx *tls;
	X509 *crt;
	FILE *file;

	assert_true(cert_ensure(f->crt, f->key, why, sizeof(why)));
	tls = tlsctx_new(f->crt, f->key, why, sizeof(why));
	assert_non_null(tls);
	tlsctx_fingerprint(tls, first);
	crt = read_cert(f->crt);
	unlink(f->crt);
	unlink(f->key);
	assert_true(cert_ensure(f->crt, f->key, why, sizeof(why)));
	file = fopen(f->crt, "we");
	assert_int_equal(PEM_write_X509(file, crt), 1);
	fclose(file);
	X509_free(crt);
	assert_null(tlsctx_new(f->crt, f->key, why, sizeof(why)));
	assert_non_null(strstr(why, "hub.key"));
	/* a reload that fails leaves the old one in use */
	assert_false(tlsctx_reload(tls, f->crt, f->key, why, sizeof(why)));
	tlsctx_fingerprint(tls, after);
	assert_string_equal(after, first);
	tlsctx_free(tls);
}

static void
missing_files_are_named(void **state)
{
	char why[256];

	(void)state;
	assert_null(tlsctx_new(
	    "/nonexistent/a.crt", "/nonexistent/a.key", why, sizeof(why)));
	assert_non_null(strstr(why, "/nonexistent/a.crt"));
	assert_false(cert_ensure(
	    "/nonexistent/a.crt", "/nonexistent/a.key", why, sizeof(why)));
	assert_non_null(strstr(why, "/nonexistent/a.key"));
}

#define IN_FOLDER(f) \
	cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(makes_a_certificate_that_clients_accept),
		IN_FOLDER(keeps_what_is_there),
		IN_FOLDER(a_start_cut_off_after_the_key_is_completed),
		IN_FOLDER(a_certificate_without_its_key_is_refused),
		IN_FOLDER(a_key_of_another_certificate_is_refused),
		cmocka_unit_test(missing_files_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
