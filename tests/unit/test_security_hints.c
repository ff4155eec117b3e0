/*
 * What the security centre computes itself: how strong a password looks, how
 * long ago something was, which key a line is.
 */
/* covers: SEC-04 SEC-07 HUB-06 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>

#include "common/str.h"
#include "tui/client/key_line.h"
#include "tui/screens/scr_factor.h"
#include "tui/screens/strength.h"
#include "tui/screens/wording.h"

static void
length_makes_a_password_strong(void **state)
{
	static const struct {
		const char *password;
		enum strength want;
	} cases[] = {
		{ "", STRENGTH_NONE },
		{ "kurz", STRENGTH_SHORT },
		{ "neunzeich", STRENGTH_SHORT },
		{ "anna.beispiel", STRENGTH_NAME },
		{ "Anna.Beispiel", STRENGTH_NAME },
		{ "aaaaaaaaaaaaaaaaaaaa", STRENGTH_WEAK },
		{ "1234567890123", STRENGTH_WEAK },
		{ "abcdefghijklm", STRENGTH_WEAK },
		{ "Sommerregen", STRENGTH_FAIR },
		{ "Regenbogen-2026x", STRENGTH_GOOD },
		{ "vier schöne neue Worte", STRENGTH_BEST },
		/* letters, not bytes: ten of them */
		{ "äöüßÄÖÜéèà", STRENGTH_FAIR },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (strength_of(cases[i].password, "anna.beispiel") !=
		    cases[i].want)
			fail_msg("%s: %d", cases[i].password,
			    (int)strength_of(
				cases[i].password, "anna.beispiel"));
}

static void
a_hundred_characters_are_the_most(void **state)
{
	char p[102];

	(void)state;
	for (int i = 0; i < 101; i++)
		p[i] = (char)('a' + i * 7 % 26);
	p[101] = '\0';
	assert_int_equal(strength_of(p, NULL), STRENGTH_LONG);
	p[100] = '\0';
	assert_true(strength_of(p, NULL) > STRENGTH_WEAK);
	for (int s = STRENGTH_SHORT; s <= STRENGTH_BEST; s++) {
		assert_true(strength_word((enum strength)s)[0] != '\0');
		assert_in_range(strength_tenths((enum strength)s), 1, 10);
	}
}

static void
time_ago_is_said_in_words(void **state)
{
	static const struct {
		int64_t seconds;
		const char *want;
	} cases[] = {
		{ -5, "just now" },
		{ 0, "just now" },
		{ 59, "just now" },
		{ 60, "1 min ago" },
		{ 3599, "59 min ago" },
		{ 3600, "1 h ago" },
		{ 86399, "23 h ago" },
		{ 86400, "1 day ago" },
		{ 3 * 86400 - 1, "2 days ago" },
	};
	char text[SCR_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(
		    word_ago(cases[i].seconds * 1000, text), cases[i].want);
}

#define BLOB                           \
	"AAAAC3NzaC1lZDI1NTE5AAAAIDGe" \
	"otLxkAYnRJ9CqKatWc4jJ3V7hLyWHvJe0zEpsu8O"

static void
a_key_is_known_by_its_fingerprint(void **state)
{
	struct key_line k;

	(void)state;
	assert_true(key_line_read("  ssh-ed25519 " BLOB "  anna@laptop\n", &k));
	assert_string_equal(k.type, "ssh-ed25519");
	assert_string_equal(
	    k.print, "SHA256:IrA3Rn7y65I0diTqmpfxTIwV5uk7QvKoZ2g5QSrwbbM");
	assert_string_equal(k.comment, "anna@laptop");
	assert_string_equal(key_type_short(k.type), "ed25519");
	assert_true(key_line_read("ssh-ed25519 " BLOB, &k));
	assert_string_equal(k.comment, "");
}

static void
what_is_no_key_is_refused(void **state)
{
	static const char *const lines[] = {
		"",
		"ssh-ed25519",
		"ssh-ed25519 ",
		"ssh-ed25519 AAAA",
		"ssh-rsa " BLOB, /* the blob says another type */
		"ssh-ed25519 " BLOB "!",
		"command=\"x\" ssh-ed25519 " BLOB,
		"-----BEGIN OPENSSH",
	};
	struct key_line k;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (key_line_read(lines[i], &k))
			fail_msg("taken: %s", lines[i]);
}

static void
secrets_stand_in_groups_of_four(void **state)
{
	char text[FACTOR_SECRET];

	(void)state;
	factor_groups("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", text);
	assert_string_equal(text, "JBSW Y3DP EHPK 3PXP\nJBSW Y3DP EHPK 3PXP");
	factor_groups("", text);
	assert_string_equal(text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(length_makes_a_password_strong),
		cmocka_unit_test(a_hundred_characters_are_the_most),
		cmocka_unit_test(time_ago_is_said_in_words),
		cmocka_unit_test(a_key_is_known_by_its_fingerprint),
		cmocka_unit_test(what_is_no_key_is_refused),
		cmocka_unit_test(secrets_stand_in_groups_of_four),
	};

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return 1;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("security", tests, NULL, NULL);
}
