/* Keys and display names of customers: titles as found in calendars. */
/* covers: DATA-09 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/arena.h"
#include "server/customers/customers_key.h"

struct row {
	const char *title, *name, *key;
};

static const struct row rows[] = {
	{ "Muster, Erika", "Muster, Erika", "muster, erika" },
	{ "  Muster ,  Erika ", "Muster, Erika", "muster, erika" },
	{ "MUSTER,ERIKA", "MUSTER, ERIKA", "muster, erika" },
	{ "T1 Muster, Erika", "Muster, Erika", "muster, erika" },
	{ "t1, Muster, Erika", "Muster, Erika", "muster, erika" },
	{ "T1,Muster, Erika", "Muster, Erika", "muster, erika" },
	{ "Muster, Erika ( Ghost )", "Muster, Erika", "muster, erika" },
	{ "Muster, Erika (Ghost)!", "Muster, Erika", "muster, erika" },
	{ "Muster, Erika!", "Muster, Erika", "muster, erika" },
	{ "Muster, Erika !!", "Muster, Erika", "muster, erika" },
	{ "Muster, Erika ( Ghost ) ( erschienen )", "Muster, Erika",
	    "muster, erika" },
	{ "T1 Muster, Erika (englisch)", "Muster, Erika", "muster, erika" },
	{ "Muster\xC2\xA0,\tErika", "Muster, Erika", "muster, erika" },
	/* decomposed u with two dots, capital and sharp s */
	{ "Mu\xCC\x88ller, J\xC3\x96RG", "M\xC3\xBCller, J\xC3\x96RG",
	    "m\xC3\xBCller, j\xC3\xB6rg" },
	{ "Wei\xC3\x9F, Anna", "Wei\xC3\x9F, Anna", "weiss, anna" },
	{ "Erika Muster", "Erika Muster", "erika muster" },
	{ "Muster-Beispiel , Erika Anna", "Muster-Beispiel, Erika Anna",
	    "muster-beispiel, erika anna" },
	/* what is inside the name stays */
	{ "Muster (neu), Erika", "Muster (neu), Erika", "muster (neu), erika" },
	{ "T1000, Max", "T1000, Max", "t1000, max" },
	{ "T1-bereit", "T1-bereit", "t1-bereit" },
	{ "T1", "T1", "t1" },
	{ "T1 ", "T1", "t1" },
	{ "( Ghost )", "( Ghost )", "( ghost )" },
	{ "Muster, Erika )", "Muster, Erika )", "muster, erika )" },
	{ "Muster, Erika ( Ghost", "Muster, Erika ( Ghost",
	    "muster, erika ( ghost" },
	{ "!", "!", "!" },
	{ "Muster,", "Muster,", "muster," },
	{ "   ", "", "" },
	{ "", "", "" },
};

static void
titles_become_names_and_keys(void **state)
{
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(
		    customers_clean_name(a, rows[i].title), rows[i].name);
		assert_string_equal(
		    customers_key(a, rows[i].title), rows[i].key);
	}
	arena_free(a);
}

static void
cleaning_twice_changes_nothing(void **state)
{
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *once = customers_key(a, rows[i].title);

		assert_string_equal(customers_key(a, once), once);
	}
	arena_free(a);
}

static void
last_and_first_name_give_the_same_key(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(
	    customers_key_of(a, " Muster", "ERIKA "), "muster, erika");
	assert_string_equal(customers_key_of(a, "Muster", ""), "muster");
	assert_string_equal(customers_key_of(a, "Muster", NULL), "muster");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles_become_names_and_keys),
		cmocka_unit_test(cleaning_twice_changes_nothing),
		cmocka_unit_test(last_and_first_name_give_the_same_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
