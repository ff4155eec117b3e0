/*
 * The client and certificates: trust on first use, a changed one, a CA.
 */
/* covers: API-01 DEP-04 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <netinet/in.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/fake_hub.h"

static X509 *
new_cert(EVP_PKEY *key, const char *host)
{
	X509 *cert = X509_new();
	X509_NAME *name;
	X509_EXTENSION *san;
	char *alt = xprintf("DNS:%s", host);

	X509_set_version(cert, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), -3600);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	name = X509_get_subject_name(cert);
	X509_NAME_add_entry_by_txt(
	    name, "CN", MBSTRING_ASC, (const unsigned char *)host, -1, -1, 0);
	X509_set_issuer_name(cert, name);
	san = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, alt);
	X509_add_ext(cert, san, -1);
	X509_EXTENSION_free(san);
	X509_set_pubkey(cert, key);
	assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
	free(alt);
	return cert;
}

/* A new certificate for host, also written to ca.pem. */
static void
new_identity(struct fix *x, const char *host)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = new_cert(key, host);
	char path[128];
	FILE *fp;

	SSL_CTX_free(x->fake.ctx);
	x->fake.ctx = SSL_CTX_new(TLS_server_method());
	assert_int_equal(SSL_CTX_use_certificate(x->fake.ctx, cert), 1);
	assert_int_equal(SSL_CTX_use_PrivateKey(x->fake.ctx, key), 1);
	snprintf(path, sizeof(path), "%s/ca.pem", x->dir);
	fp = fopen(path, "w");
	assert_non_null(fp);
	PEM_write_X509(fp, cert);
	fclose(fp);
	X509_free(cert);
	EVP_PKEY_free(key);
}

static void
listen_tcp(struct fix *x)
{
	struct sockaddr_in sa = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(sa);
	char name[64], why[200];

	x->fake.listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(x->fake.listener, (void *)&sa, sizeof(sa)), 0);
	assert_int_equal(listen(x->fake.listener, 8), 0);
	getsockname(x->fake.listener, (void *)&sa, &n);
	snprintf(name, sizeof(name), "localhost:%d", ntohs(sa.sin_port));
	assert_true(target_parse(&x->target, name, why, sizeof(why)));
}

static void
script_tls(struct fake *f)
{
	fake_hello(f);
	fake_ok(f, fake_expect(f, "system.ping"), "{\"pong\":true}");
	fake_line(f);
}

static void
script_refused(struct fake *f)
{
	fake_accept(f);
	/* no byte of ours, no byte of theirs before they trust us */
	fake_check(f, !fake_line(f), "a request before trust");
}

static void
ping_over_tls(struct fix *x)
{
	struct reply r;

	fake_start(x, script_tls);
	waiter_init(&x->w, &x->cfg);
	waiter_call(&x->w, "system.ping", NULL, &r);
	assert_true(r.ok);
	reply_done(&r);
	waiter_done(&x->w);
	fake_finish(x);
}

static void
refused_over_tls(struct fix *x, enum client_trouble why)
{
	fake_start(x, script_refused);
	waiter_init(&x->w, &x->cfg);
	assert_false(waiter_connect(&x->w));
	assert_int_equal(client_trouble(x->w.client), why);
}

static char *
read_hosts(struct fix *x)
{
	FILE *fp = fopen(x->hosts, "r");
	char *text = xcalloc(1, 4096);

	if (fp != NULL) {
		(void)!fread(text, 1, 4095, fp);
		fclose(fp);
	}
	return text;
}

static void
known_certificates_are_not_asked_again(void **state)
{
	struct fix *x = *state;
	char *text;

	new_identity(x, "localhost");
	listen_tcp(x);
	x->accept = false;
	refused_over_tls(x, TROUBLE_UNTRUSTED);
	waiter_done(&x->w);
	fake_finish(x);
	assert_int_equal(x->n_asked, 1);
	x->accept = true;
	ping_over_tls(x);
	assert_int_equal(x->n_asked, 2);
	ping_over_tls(x);
	assert_int_equal(x->n_asked, 2);
	text = read_hosts(x);
	assert_non_null(strstr(text, x->target.name));
	free(text);
}

static void
changed_certificate_is_refused_loudly(void **state)
{
	struct fix *x = *state;
	const char *text;
	char *before, *after, known[65];

	new_identity(x, "localhost");
	listen_tcp(x);
	x->accept = true;
	ping_over_tls(x);
	before = read_hosts(x);
	assert_true(
	    str_copy(known, sizeof(known), strstr(before, "sha256 ") + 7) ==
	    false); /* cut at the newline */
	new_identity(x, "localhost");
	refused_over_tls(x, TROUBLE_CHANGED);
	text = client_trouble_text(x->w.client);
	assert_non_null(strstr(text, known));
	assert_true(client_gave_up(x->w.client));
	after = read_hosts(x);
	assert_string_equal(before, after);
	assert_int_equal(x->n_asked, 1);
	waiter_done(&x->w);
	fake_finish(x);
	free(before);
	free(after);
}

static void
ca_must_vouch_for_the_name(void **state)
{
	struct fix *x = *state;
	char path[128];

	snprintf(path, sizeof(path), "%s/ca.pem", x->dir);
	new_identity(x, "localhost");
	listen_tcp(x);
	x->target.ca_file = xstrdup(path);
	ping_over_tls(x);
	assert_int_equal(x->n_asked, 0);
	new_identity(x, "hub.example");
	refused_over_tls(x, TROUBLE_TLS);
	assert_non_null(strstr(client_trouble_text(x->w.client), "mismatch"));
	waiter_done(&x->w);
	fake_finish(x);
}

static void
script_gone(struct fake *f)
{
	fake_accept(f); /* without TLS, and away */
	fake_drop(f);
}

static void
a_server_that_leaves_is_no_matter_of_trust(void **state)
{
	struct fix *x = *state;

	listen_tcp(x);
	fake_start(x, script_gone);
	waiter_init(&x->w, &x->cfg);
	assert_false(waiter_connect(&x->w));
	assert_int_equal(client_trouble(x->w.client), TROUBLE_CONNECT);
	waiter_done(&x->w);
	fake_finish(x);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fake_set_up, fake_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(known_certificates_are_not_asked_again),
		TEST(changed_certificate_is_refused_loudly),
		TEST(ca_must_vouch_for_the_name),
		TEST(a_server_that_leaves_is_no_matter_of_trust),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	json_setup();
	return cmocka_run_group_tests_name("client_tls", tests, NULL, NULL);
}
