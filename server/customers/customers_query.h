#ifndef SERVER_CUSTOMERS_CUSTOMERS_QUERY_H
#define SERVER_CUSTOMERS_CUSTOMERS_QUERY_H

#include <stdbool.h>

struct arena;

/*
 * What somebody types to find a customer, as words: cleaned like a name
 * ("T1 ", markers, commas), folded. Pure. Each word has its second spelling
 * ("müller" and "mueller"). Results in the arena.
 */
#define QUERY_WORDS 8

struct customers_query {
	int n;
	const char *word[QUERY_WORDS];
	const char *spelled[QUERY_WORDS]; /* NULL: the same */
};
void customers_query_read(
    struct arena *a, const char *text, struct customers_query *q);

/*
 * The words as an expression for FTS5: all of them must stand in the columns
 * ("name spelled"; NULL: any), whole or at the beginning of a word. No text
 * leads to a syntax error. NULL when there is no word.
 */
char *customers_query_match(struct arena *a, const struct customers_query *q,
    const char *columns, bool prefix);
/* The same by hand, for names that are not in the index yet. */
bool customers_query_fits(
    struct arena *a, const struct customers_query *q, const char *name);

/*
 * The words of a text as the index gets them: folded, one blank between, so
 * that its tables of signs and ours need not agree.
 */
char *customers_words(struct arena *a, const char *text);
/* Folded, with ä ö ü ß written ae oe ue ss. */
char *customers_spell(struct arena *a, const char *text);
/* The same for every spelling and order of the names of one person. */
char *customers_alike(struct arena *a, const char *name);

#endif
