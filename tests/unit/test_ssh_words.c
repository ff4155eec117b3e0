/*
 * Commands that come over SSH are split here and mean nothing else.
 * covers: SEC-13
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "tui/cli/ssh_words.h"

/* The words, each between < and >. */
static void
expect(const char *command, const char *words)
{
	struct ssh_words w;
	char why[200];
	struct buf b;
	int i;

	if (!ssh_words_split(&w, command, why, sizeof(why)))
		fail_msg("%s: %s", command, why);
	buf_init(&b, 65536);
	for (i = 0; i < w.argc; i++)
		buf_addf(&b, "<%s>", w.argv[i]);
	assert_null(w.argv[w.argc]);
	assert_string_equal(buf_str(&b), words);
	buf_done(&b);
	ssh_words_done(&w);
}

static void
refuse(const char *command)
{
	struct ssh_words w;
	char why[200] = "";

	assert_false(ssh_words_split(&w, command, why, sizeof(why)));
	assert_string_not_equal(why, "");
}

static void
blanks_separate(void **state)
{
	(void)state;
	expect("", "");
	expect("   ", "");
	expect("slots", "<slots>");
	expect("  book  mo 9  ", "<book><mo><9>");
}

static void
quotes_keep_together(void **state)
{
	(void)state;
	expect("a 'b c' d", "<a><b c><d>");
	expect("a \"b c\" d", "<a><b c><d>");
	expect("a'b'\"c\"d", "<abcd>");
	expect("''", "<>");
	expect("a '' b", "<a><><b>");
	expect("'a\\b' \"a\\b\\\"\\\\\"", "<a\\b><a\\b\"\\>");
	expect("a\\ b \\'", "<a b><'>");
	expect(
	    "\"M\xc3\xbcller, J\xc3\xb6rg\"", "<M\xc3\xbcller, J\xc3\xb6rg>");
}

static void
nothing_else_has_a_meaning(void **state)
{
	(void)state;
	expect("$HOME ~ * ? [a]", "<$HOME><~><*><?><[a]>");
	expect("a;b && c | d > e < f &", "<a;b><&&><c><|><d><>><e><<><f><&>");
	expect("`id` $(id) #x !y", "<`id`><$(id)><#x><!y>");
	expect("A=1 b", "<A=1><b>");
}

static void
what_cannot_be_split(void **state)
{
	char *many = xcalloc(1, 400), *big = xcalloc(1, SSH_COMMAND_MAX + 2);

	(void)state;
	refuse("'a");
	refuse("\"a");
	refuse("\"a\\\"");
	refuse("a\\");
	refuse("a\nb");
	refuse("a\tb");
	refuse("a\x1b[31m");
	refuse("a\xff");
	memset(many, 'a', 2 * SSH_WORDS_MAX + 1);
	for (int i = 1; i < 2 * SSH_WORDS_MAX; i += 2)
		many[i] = ' ';
	refuse(many); /* one more than fits */
	memset(big, 'a', SSH_COMMAND_MAX + 1);
	refuse(big);
	free(many);
	free(big);
}

static void
foreign_programs(void **state)
{
	static const char *const foreign[] = { "sh", "/bin/sh", "bash", "scp",
		"sftp-server", "/usr/lib/openssh/sftp-server", "internal-sftp",
		"rsync", "./x", "git-upload-pack" };
	static const char *const ours[] = { "slots", "hub", "hub-protocol",
		"book", "system.ping", "call", "login", "show" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		assert_true(ssh_words_foreign(foreign[i]));
	for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		assert_false(ssh_words_foreign(ours[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blanks_separate),
		cmocka_unit_test(quotes_keep_together),
		cmocka_unit_test(nothing_else_has_a_meaning),
		cmocka_unit_test(what_cannot_be_split),
		cmocka_unit_test(foreign_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
