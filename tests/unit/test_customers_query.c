/* Words of a search for customers: spellings, matching, expressions. */
/* covers: SLOT-06 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/arena.h"
#include "server/customers/customers_query.h"

static const struct {
	const char *text, *match;
} expressions[] = {
	{ "Muster", "{name spelled} : (\"muster\" *)" },
	{ "T1 Muster , Eri", "{name spelled} : (\"muster\" * AND \"eri\" *)" },
	{ "Müller", "{name spelled} : ((\"müller\" * OR \"mueller\" *))" },
	{ "Muster, Erika ( Ghost )",
	    "{name spelled} : (\"muster\" * AND \"erika\" *)" },
	{ "muster ( gho", "{name spelled} : (\"muster\" *)" },
	{ "Groß", "{name spelled} : (\"gross\" *)" },
	{ "a\"b OR c*",
	    "{name spelled} : (\"a\" * AND \"b\" * AND \"or\" * AND \"c\" *)" },
	{ "a b c d e f g h i j",
	    "{name spelled} : (\"a\" * AND \"b\" * AND \"c\" * AND \"d\" * AND"
	    " \"e\" * AND \"f\" * AND \"g\" * AND \"h\" *)" },
};

static void
texts_become_expressions(void **state)
{
	struct arena *a = arena_new();
	struct customers_query q;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(expressions) / sizeof(expressions[0]); i++) {
		customers_query_read(a, expressions[i].text, &q);
		assert_string_equal(
		    customers_query_match(a, &q, "name spelled", true),
		    expressions[i].match);
	}
	customers_query_read(a, "Muster", &q);
	assert_string_equal(
	    customers_query_match(a, &q, NULL, false), "\"muster\"");
	arena_free(a);
}

static void
no_words_make_no_expression(void **state)
{
	static const char *const texts[] = { "", " , ", "\"*^-", "( )",
		"\xF0\x9F\x98\x80", NULL };
	struct arena *a = arena_new();
	struct customers_query q;
	int i;

	(void)state;
	for (i = 0; texts[i] != NULL; i++) {
		customers_query_read(a, texts[i], &q);
		assert_int_equal(q.n, 0);
		assert_null(customers_query_match(a, &q, NULL, true));
		assert_false(customers_query_fits(a, &q, "Muster"));
	}
	arena_free(a);
}

static const struct {
	const char *text, *name;
	bool fits;
} fits[] = {
	{ "mus", "Muster, Erika", true },
	{ "erika muster", "Muster, Erika", true },
	{ "eri mus", "Muster, Erika", true },
	{ "mueller", "Müller, Jörg", true },
	{ "muller", "Müller, Jörg", true },
	{ "müller", "Mueller, Jörg", true },
	{ "MÜLLER", "müller, jörg", true },
	{ "joerg", "Müller, Jörg", true },
	{ "strasse", "Straße, Ida", true },
	{ "straße", "Strasse, Ida", true },
	{ "uster", "Muster, Erika", false },
	{ "muster max", "Muster, Erika", false },
	{ "müller", "Muller, Max", false },
	{ "lang-hansen", "Lang-Hansen, Ole", true },
	{ "hans lang", "Lang-Hansen, Ole", true },
};

static void
fresh_names_fit_like_indexed_ones(void **state)
{
	struct arena *a = arena_new();
	struct customers_query q;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(fits) / sizeof(fits[0]); i++) {
		customers_query_read(a, fits[i].text, &q);
		if (customers_query_fits(a, &q, fits[i].name) != fits[i].fits)
			fail_msg("%s in %s", fits[i].text, fits[i].name);
	}
	arena_free(a);
}

static void
spellings_of_one_person_are_alike(void **state)
{
	static const char *const same[] = { "Müller, Max", "Mueller, Max",
		"Max Müller", "MÜLLER , MAX", "T1 Müller, Max ( Ghost )",
		NULL };
	static const char *const others[] = { "Muller, Max", "Müller, Maxi",
		"Müller, Max Moritz", "Müller", NULL };
	struct arena *a = arena_new();
	int i;

	(void)state;
	for (i = 0; same[i] != NULL; i++)
		assert_string_equal(customers_alike(a, same[i]), "max mueller");
	for (i = 0; others[i] != NULL; i++)
		assert_string_not_equal(
		    customers_alike(a, others[i]), "max mueller");
	assert_string_equal(customers_alike(a, "( )"), "( )");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_become_expressions),
		cmocka_unit_test(no_words_make_no_expression),
		cmocka_unit_test(fresh_names_fit_like_indexed_ones),
		cmocka_unit_test(spellings_of_one_person_are_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
