/*
 * Public keys as people paste them; fingerprints as ssh-keygen prints them.
 * covers: SEC-13 HUB-06
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "server/auth/auth_key_parse.h"

/* made by ssh-keygen */
#define ED                                                           \
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5D" \
	"R/CivFr4NTkgTaISkBBbRv"
#define EC256                                                        \
	"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbm" \
	"lzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqM" \
	"UOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="
#define EC384                                                        \
	"ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbm" \
	"lzdHAzODQAAABhBBMq6ieO0ty6ID+taF2T4Aw/J6Grh2h1DCuV4WgW03vi" \
	"wOobzwrbAmxlaWPb+AuCfRCneyMS9eFdpBiBeEL1c/koKPBV2XHDOguZyM" \
	"SK5Q5afm3TfKmGCuGBHFX/EuvmYg=="
#define EC521                                                        \
	"ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbm" \
	"lzdHA1MjEAAACFBAA+JSqMq2SWhloE61OyfJu0J2/IRjH15gXMYtV16WDi" \
	"VMa1dd0MMsomOKsrbWdQbhVilGZ2q3I0tTPapAkTmhU9UAG0JWU63Nter/" \
	"BnfhneSaiLknvuXWPvCH8NHoW3n67tawTTm0GJy6a3/uAHIPLgvY1u/WZA" \
	"p9AkoehKLgk+hI3ylg=="
#define RSA1024                                                      \
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDQEEqqx38vMhkYTxffuC" \
	"Sxfue/yTCaTuDl5igq5Rn6ig52xNart1eww8pySmxUXgt4dZKqZF/jYAXV" \
	"R+99lef2fj/e61+cCZGj3SPPxt7B9qMNZDS++I1OSP5nKGjLVIUrRiOtbt" \
	"GpG7eqF3aZT5HFSoU5qpJw/Exri+YVxPPkfw=="

/* made by hand, byte by byte */
#define SK_ED                                                        \
	"sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5" \
	"zc2guY29tAAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fA" \
	"AAABHNzaDo="
#define SK_EC                                                        \
	"sk-ecdsa-sha2-nistp256@openssh.com AAAAInNrLWVjZHNhLXNoYTI" \
	"tbmlzdHAyNTZAb3BlbnNzaC5jb20AAAAIbmlzdHAyNTYAAABBBAABAgMEB" \
	"QYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0uLzA" \
	"xMjM0NTY3ODk6Ozw9Pj8AAAAHc3NoOmh1Yg=="
#define SK_NOAPP                                                     \
	"sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5" \
	"zc2guY29tAAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
#define ED_SHORT                                                     \
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAHwABAgMEBQYHCAkKCwwNDg" \
	"8QERITFBUWFxgZGhscHR4="
#define ED_LONG                                                      \
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg" \
	"8QERITFBUWFxgZGhscHR4fAAAAAXg="
#define ED_OTHER                                                     \
	"ssh-ed25519 AAAAB3NzaC1yc2EAAAAgAAECAwQFBgcICQoLDA0ODxAREh" \
	"MUFRYXGBkaGxwdHh8="
#define EC_CURVE                                                     \
	"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbm" \
	"lzdHAzODQAAABBBAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f" \
	"ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
#define EC_FORM                                                      \
	"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbm" \
	"lzdHAyNTYAAABBAwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" \
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define RSA_E1                                                       \
	"ssh-rsa AAAAB3NzaC1yc2EAAAABAQAAAQEA//////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"/////////////////////////////w=="
#define RSA_NEG                                                      \
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAP////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////8="
#define RSA_ZERO                                                     \
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAgAA//////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"/////////////////////////////////w=="
#define RSA_2047                                                     \
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAH////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////8="
#define RSA_2048                                                     \
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCA//////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"//////////////////////////////////////////////////////////" \
	"////////////////////////////////"
#define RSA_EVEN                                                     \
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCA/v7+/v7+/v7+/v7+/v" \
	"7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+" \
	"/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v" \
	"7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+" \
	"/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v" \
	"7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+" \
	"/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+"

static void
expect(const char *text, enum key_fault fault)
{
	struct key_text k;

	if (key_parse(text, &k) != fault)
		fail_msg("%.60s: %d instead of %d", text, key_parse(text, &k),
		    fault);
}

static void
expect_print(const char *text, const char *type, const char *print)
{
	struct key_text k;

	assert_int_equal(key_parse(text, &k), KEY_FINE);
	assert_string_equal(k.type, type);
	assert_string_equal(k.fingerprint, print);
}

static void
fingerprints_are_those_of_ssh_keygen(void **state)
{
	(void)state;
	expect_print(ED, "ssh-ed25519",
	    "SHA256:wAjdD2ab482xzZ01mhoYX11/tQEcIK0nB3i4bOiKY6Q");
	expect_print(EC256, "ecdsa-sha2-nistp256",
	    "SHA256:XzEWs84f/B7dtCl5af3B99suOKzmH6Xxr+3WebeD82U");
	expect_print(EC384, "ecdsa-sha2-nistp384",
	    "SHA256:lrUTWxOSfUnOxRaCknloqKRKGRWPp44LACIO+exjmsg");
	expect_print(EC521, "ecdsa-sha2-nistp521",
	    "SHA256:jccfpidaejDzIFvcckzrtzlfTR9GSqk2JfT0rk8s+zY");
}

static void
keys_of_tokens_name_their_application(void **state)
{
	(void)state;
	expect(SK_ED, KEY_FINE);
	expect(SK_EC, KEY_FINE);
	expect(SK_NOAPP, KEY_BROKEN);
}

static void
rsa_needs_2048_bits(void **state)
{
	(void)state;
	expect(RSA1024, KEY_SHORT);
	expect(RSA_2047, KEY_SHORT);
	expect(RSA_2048, KEY_FINE);
	expect(RSA_E1, KEY_BROKEN);
	expect(RSA_NEG, KEY_BROKEN);
	expect(RSA_ZERO, KEY_BROKEN);
	expect(RSA_EVEN, KEY_BROKEN);
}

static void
the_inside_fits_the_type(void **state)
{
	(void)state;
	expect(ED_SHORT, KEY_BROKEN);
	expect(ED_LONG, KEY_BROKEN);
	expect(ED_OTHER, KEY_BROKEN);
	expect(EC_CURVE, KEY_BROKEN);
	expect(EC_FORM, KEY_BROKEN);
}

/* Cut off anywhere, or with one character changed to another alphabet. */
static void
a_damaged_key_is_refused(void **state)
{
	size_t n = strlen(ED), i;
	struct key_text k;
	char *cut;

	(void)state;
	for (i = 0; i < n; i++) {
		cut = xstrndup(ED, i);
		assert_int_not_equal(key_parse(cut, &k), KEY_FINE);
		free(cut);
		cut = xstrdup(ED);
		cut[i] = '_';
		assert_int_not_equal(key_parse(cut, &k), KEY_FINE);
		free(cut);
	}
	expect(ED "=", KEY_BROKEN);
}

static void
comments_are_found_and_trimmed(void **state)
{
	struct key_text k;

	(void)state;
	assert_int_equal(
	    key_parse(" \t" ED "  anna am Laptop \r\n", &k), KEY_FINE);
	assert_int_equal(k.comment_len, strlen("anna am Laptop"));
	assert_memory_equal(k.comment, "anna am Laptop", k.comment_len);
	assert_int_equal(key_parse(ED, &k), KEY_FINE);
	assert_int_equal(k.comment_len, 0);
}

static void
nothing_but_one_public_key(void **state)
{
	(void)state;
	expect("", KEY_TYPE);
	expect("hallo", KEY_TYPE);
	expect("ssh-ed25519", KEY_BROKEN);
	expect("ssh-dss AAAAB3NzaC1kc3M=", KEY_TYPE);
	expect("restrict,command=\"x y\" " ED, KEY_OPTIONS);
	expect("no-pty " ED " c", KEY_OPTIONS);
	expect("ssh-ed25519-cert-v01@openssh.com AAAA", KEY_CERTIFICATE);
	expect("ssh-rsa-cert-v01@openssh.com AAAA", KEY_CERTIFICATE);
	expect("-----BEGIN RSA PRIVATE "
	       "KEY-----\nAAAA",
	    KEY_PRIVATE);
	expect(ED "\n" EC256, KEY_SEVERAL);
	expect(ED "\n\n", KEY_FINE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fingerprints_are_those_of_ssh_keygen),
		cmocka_unit_test(keys_of_tokens_name_their_application),
		cmocka_unit_test(rsa_needs_2048_bits),
		cmocka_unit_test(the_inside_fits_the_type),
		cmocka_unit_test(a_damaged_key_is_refused),
		cmocka_unit_test(comments_are_found_and_trimmed),
		cmocka_unit_test(nothing_but_one_public_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
