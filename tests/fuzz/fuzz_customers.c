/*
 * Any text as a search for customers: the expression is one that FTS5
 * understands, and a customer of just this name is found by it.
 */
#include <assert.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/customers/customers_query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sqlite3 *
open_index(void)
{
	sqlite3 *db;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
	    sqlite3_exec(db,
		"CREATE VIRTUAL TABLE t USING fts5(name, spelled, note,"
		" prefix = '1 2 3',"
		" tokenize = 'unicode61 remove_diacritics 2')",
		NULL, NULL, NULL) != SQLITE_OK)
		abort();
	return db;
}

static int
run(sqlite3 *db, const char *sql, const char *a, const char *b)
{
	sqlite3_stmt *st;
	int rc, n = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		abort();
	sqlite3_bind_text(st, 1, a, -1, SQLITE_STATIC);
	if (b != NULL)
		sqlite3_bind_text(st, 2, b, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		n++;
	assert(rc == SQLITE_DONE); /* no syntax error, whatever was typed */
	sqlite3_finalize(st);
	return n;
}

static int
matches(sqlite3 *db, const char *match)
{
	return run(db, "SELECT rowid FROM t WHERE t MATCH ?", match, NULL);
}

/* Beyond that the tables of letters of SQLite are older than ours. */
static bool
is_latin(const char *s)
{
	uint32_t cp;
	size_t n;

	for (; (n = utf8_next(s, &cp)) != 0; s += n)
		if (cp >= 0x250)
			return false;
	return true;
}

static void
check(sqlite3 *db, const char *text)
{
	struct arena *a = arena_new();
	struct customers_query q;
	char *name = utf8_nfc(a, text);

	customers_query_read(a, text, &q);
	assert(q.n >= 0 && q.n <= QUERY_WORDS);
	run(db, "INSERT INTO t(name, spelled) VALUES(?, ?)",
	    customers_words(a, name),
	    customers_words(a, customers_spell(a, name)));
	assert(
	    (q.n == 0) == (customers_query_match(a, &q, NULL, true) == NULL));
	if (q.n > 0) {
		int all = matches(db, customers_query_match(a, &q, NULL, true));
		int in = matches(
		    db, customers_query_match(a, &q, "name spelled", true));

		assert(customers_query_fits(a, &q, name));
		assert(all == in && (all == 1 || !is_latin(text)));
		matches(db, customers_query_match(a, &q, NULL, false));
	}
	assert(customers_alike(a, text) != NULL);
	run(db, "DELETE FROM t", NULL, NULL);
	arena_free(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static sqlite3 *db;
	char *s;

	if (db == NULL)
		db = open_index();
	s = xstrndup((const char *)data, size);
	if (utf8_valid(s, strlen(s)) && utf8_clean(s, true))
		check(db, s);
	free(s);
	return 0;
}
