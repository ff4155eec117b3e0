/* Words of a search for customers. Pure. */
#include "server/customers/customers_query.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/customers/customers_key.h"

#define WORD_MAX 60 /* bytes that are compared */
#define ALIKE_WORDS 12

/*
 * The next word of *s in the arena, NULL at the end. Of a very long one the
 * beginning: the rest would be looked for as a word.
 */
static char *
next_word(struct arena *a, const char **s)
{
	const char *p = *s, *from, *to;
	uint32_t cp;
	size_t n;

	while ((n = utf8_next(p, &cp)) != 0 && !utf8_is_letter(cp))
		p += n;
	from = to = p;
	while ((n = utf8_next(p, &cp)) != 0 && utf8_is_letter(cp)) {
		p += n;
		if (p - from <= WORD_MAX)
			to = p;
	}
	*s = p;
	return to == from ? NULL : arena_strndup(a, from, (size_t)(to - from));
}

/* "e" behind the letter when it is an umlaut. */
static char
umlaut(const char *s, size_t n)
{
	if (n != 2 || (unsigned char)s[0] != 0xC3)
		return '\0';
	switch ((unsigned char)s[1]) {
	case 0xA4:
		return 'a';
	case 0xB6:
		return 'o';
	case 0xBC:
		return 'u';
	}
	return '\0';
}

static char *
respell(struct arena *a, const char *folded, bool with_e)
{
	char *out = arena_alloc(a, strlen(folded) + 1), *p = out;
	uint32_t cp;
	size_t n;

	for (; (n = utf8_next(folded, &cp)) != 0; folded += n) {
		char base = umlaut(folded, n);

		if (base == '\0') {
			memcpy(p, folded, n);
			p += n;
			continue;
		}
		*p++ = base;
		if (with_e)
			*p++ = 'e';
	}
	*p = '\0';
	return out;
}

char *
customers_words(struct arena *a, const char *text)
{
	const char *s = utf8_fold(a, text);
	/* a word needs no more room here than there, and one blank */
	char *out = arena_alloc(a, strlen(s) + 2), *p = out, *word;

	while ((word = next_word(a, &s)) != NULL) {
		if (p != out)
			*p++ = ' ';
		memcpy(p, word, strlen(word));
		p += strlen(word);
	}
	*p = '\0';
	return out;
}

char *
customers_spell(struct arena *a, const char *text)
{
	return respell(a, utf8_fold(a, text), true);
}

void
customers_query_read(
    struct arena *a, const char *text, struct customers_query *q)
{
	char *s = customers_key(a, text), *open = strchr(s, '(');
	const char *p = s;
	char *word;

	memset(q, 0, sizeof(*q));
	if (open != NULL && open != s)
		*open = '\0'; /* a marker that is still being typed */
	while (q->n < QUERY_WORDS && (word = next_word(a, &p)) != NULL) {
		char *spelled = respell(a, word, true);

		q->word[q->n] = word;
		if (!str_eq(spelled, word))
			q->spelled[q->n] = spelled;
		q->n++;
	}
}

char *
customers_query_match(struct arena *a, const struct customers_query *q,
    const char *columns, bool prefix)
{
	const char *star = prefix ? " *" : "";
	char *out = NULL;
	int i;

	for (i = 0; i < q->n; i++) {
		char *one = q->spelled[i] == NULL
				? arena_printf(a, "\"%s\"%s", q->word[i], star)
				: arena_printf(a, "(\"%s\"%s OR \"%s\"%s)",
				      q->word[i], star, q->spelled[i], star);

		out =
		    out == NULL ? one : arena_printf(a, "%s AND %s", out, one);
	}
	if (out == NULL || columns == NULL)
		return out;
	return arena_printf(a, "{%s} : (%s)", columns, out);
}

static bool
has_word(struct arena *a, const char *name, const char *word)
{
	const char *p = name;
	char *one;

	while ((one = next_word(a, &p)) != NULL)
		if (str_starts(one, word))
			return true;
	return false;
}

bool
customers_query_fits(
    struct arena *a, const struct customers_query *q, const char *name)
{
	const char *folded = utf8_fold(a, name);
	const char *with_e = respell(a, folded, true);
	const char *bare = respell(a, folded, false);
	int i;

	for (i = 0; i < q->n; i++) {
		const char *w = q->word[i];

		if (has_word(a, folded, w) || has_word(a, with_e, w) ||
		    has_word(a, bare, w))
			continue;
		if (q->spelled[i] == NULL ||
		    !has_word(a, with_e, q->spelled[i]))
			return false;
	}
	return q->n > 0;
}

char *
customers_alike(struct arena *a, const char *name)
{
	const char *s = customers_spell(a, customers_clean_name(a, name));
	char *word[ALIKE_WORDS], *out = NULL, *one;
	int n = 0, i, k;

	while (n < ALIKE_WORDS && (one = next_word(a, &s)) != NULL) {
		for (i = 0; i < n && strcmp(word[i], one) < 0; i++)
			;
		for (k = n++; k > i; k--)
			word[k] = word[k - 1];
		word[i] = one;
	}
	for (i = 0; i < n; i++)
		out = out == NULL ? word[i]
				  : arena_printf(a, "%s %s", out, word[i]);
	return out == NULL ? arena_strdup(a, name) : out;
}
