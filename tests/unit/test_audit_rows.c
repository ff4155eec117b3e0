/*
 * Every write operation leaves its entry by construction: what the rows of the
 * operation tables and the sources name is in the table of actions, and what
 * leaves none is on a list with its reason (hub file B8).
 */
/* covers: SEC-12 OPS-31 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glob.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "server/audit/audit.h"
#include "server/rpc/op.h"

/*
 * Write operations without an entry. A new one needs a reason that a stranger
 * would accept, and its line here.
 */
static const struct {
	const char *op, *reason;
} nones[] = {
	{ "audit.verify", "none: reads only" },
	{ "auth.cancel_2fa", "none: nothing was in force" },
	{ "auth.resume", "none: continues a session" },
	{ "auth.start_2fa", "none: nothing is in force yet" },
	{ "auth.step_up", "none: confirms a session" },
	{ "imports.add_file",
	    "none: nothing is imported before the run starts" },
	{ "imports.plan", "none: nothing is imported before the run starts" },
	{ "notify.dismiss", "none: own inbox" },
	{ "notify.mark_all_read", "none: own inbox" },
	{ "notify.mark_read", "none: own inbox" },
	{ "settings.update", "none: own preferences" },
	{ "slots.hold", "none: transient" },
	{ "slots.release", "none: transient" },
	{ "users.update_profile", "none: own profile" },
};

static bool
is_listed(const struct op *op)
{
	size_t i;

	for (i = 0; i < sizeof(nones) / sizeof(nones[0]); i++)
		if (str_eq(nones[i].op, op->op))
			return str_eq(nones[i].reason, op->audit);
	return false;
}

static void
every_write_names_its_action(void **state)
{
	const struct op *op;
	int i;

	(void)state;
	for (i = 0; i < ops_count(); i++) {
		op = ops_at(i);
		if (op->kind == OP_READ) {
			if (!str_starts(op->audit, "none: "))
				fail_msg("%s: a read has audit '%s'", op->op,
				    op->audit);
			continue;
		}
		if (str_starts(op->audit, "none:")) {
			if (!is_listed(op))
				fail_msg("%s: '%s' is not on the list of this "
					 "test",
				    op->op, op->audit);
			continue;
		}
		if (audit_action(op->audit) == NULL)
			fail_msg("%s: action '%s' is not in "
				 "audit_actions.def",
			    op->op, op->audit);
	}
}

/* A line that is no longer true hides the next row of that name. */
static void
the_list_has_no_operation_with_an_entry(void **state)
{
	const struct op *op;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(nones) / sizeof(nones[0]); i++) {
		op = op_find(nones[i].op);
		if (op != NULL && (op->kind == OP_READ || !is_listed(op)))
			fail_msg("%s does not belong on the list of this test",
			    nones[i].op);
	}
}

static char *
read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text;
	long size;

	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	size = ftell(f);
	rewind(f);
	text = xcalloc(1, (size_t)size + 1);
	assert_int_equal(fread(text, 1, (size_t)size, f), size);
	fclose(f);
	return text;
}

/* Every action that stands in this text behind the pattern. */
static int
look_for(const regex_t *what, const char *path, const char *text)
{
	regmatch_t m[2];
	char action[100];
	int n = 0;

	while (regexec(what, text, 2, m, 0) == 0) {
		snprintf(action, sizeof(action), "%.*s",
		    (int)(m[1].rm_eo - m[1].rm_so), text + m[1].rm_so);
		if (audit_action(action) == NULL)
			fail_msg("%s: action '%s' is not in "
				 "audit_actions.def",
			    path, action);
		n++;
		text += m[0].rm_eo;
	}
	return n;
}

/* What is written without a row of an operation: as far as text shows it. */
static void
actions_in_the_sources_are_in_the_table(void **state)
{
	static const char *const patterns[] = {
		"\\.?[a-z]*action = \"([a-z0-9_]+)\"",
		"call_audit_as\\([^;\"]*\"([a-z0-9_]+)\"",
	};
	glob_t files;
	regex_t what;
	char *text;
	size_t i, j;
	int n = 0;

	(void)state;
	assert_int_equal(glob("server/*.c", 0, NULL, &files), 0);
	assert_int_equal(glob("server/*/*.c", GLOB_APPEND, NULL, &files), 0);
	for (i = 0; i < 2; i++) {
		assert_int_equal(regcomp(&what, patterns[i], REG_EXTENDED), 0);
		for (j = 0; j < files.gl_pathc; j++) {
			text = read_file(files.gl_pathv[j]);
			if (strstr(text, "audit/audit.h") != NULL ||
			    strstr(text, "call_audit_as") != NULL)
				n += look_for(&what, files.gl_pathv[j], text);
			free(text);
		}
		regfree(&what);
	}
	globfree(&files);
	assert_true(n >= 8); /* the patterns still find something */
}

static int
set_up(void **state)
{
	(void)state;
	ops_setup();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_write_names_its_action),
		cmocka_unit_test(the_list_has_no_operation_with_an_entry),
		cmocka_unit_test(actions_in_the_sources_are_in_the_table),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
