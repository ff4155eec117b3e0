/*
 * Text of the calendar's descriptions, which may hold HTML (booking.md 16.3).
 * Called by imports_parse_line.c.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/imports/imports_parse.h"

#define ENTITY_MAX 10 /* longest name that is looked at, with & and ; */

static const struct {
	const char *name;
	uint32_t cp;
} entities[] = {
	{ "amp", '&' },
	{ "apos", '\'' },
	{ "auml", 0xE4 },
	{ "Auml", 0xC4 },
	{ "euro", 0x20AC },
	{ "gt", '>' },
	{ "lt", '<' },
	{ "nbsp", ' ' },
	{ "ndash", 0x2013 },
	{ "ouml", 0xF6 },
	{ "Ouml", 0xD6 },
	{ "quot", '"' },
	{ "szlig", 0xDF },
	{ "uuml", 0xFC },
	{ "Uuml", 0xDC },
};

static char *
put(char *w, uint32_t cp)
{
	if (cp < 0x80) {
		*w++ = (char)cp;
	} else if (cp < 0x800) {
		*w++ = (char)(0xC0 | cp >> 6);
		*w++ = (char)(0x80 | (cp & 0x3F));
	} else if (cp < 0x10000) {
		*w++ = (char)(0xE0 | cp >> 12);
		*w++ = (char)(0x80 | (cp >> 6 & 0x3F));
		*w++ = (char)(0x80 | (cp & 0x3F));
	} else {
		*w++ = (char)(0xF0 | cp >> 18);
		*w++ = (char)(0x80 | (cp >> 12 & 0x3F));
		*w++ = (char)(0x80 | (cp >> 6 & 0x3F));
		*w++ = (char)(0x80 | (cp & 0x3F));
	}
	return w;
}

/* Code point of "#65" or "#x41", 0 if it is none. */
static uint32_t
numeric(const char *s)
{
	bool hex = s[1] == 'x' || s[1] == 'X';
	char *end;
	unsigned long v;

	s += hex ? 2 : 1;
	v = strtoul(s, &end, hex ? 16 : 10);
	if (end == s || *end != '\0' || v > 0x10FFFF ||
	    (v >= 0xD800 && v <= 0xDFFF))
		return 0;
	return (uint32_t)v;
}

/* The entity at s ("&...;"): bytes used and its code point; 0 if none. */
static size_t
entity(const char *s, uint32_t *cp)
{
	const char *end = memchr(s, ';', strnlen(s, ENTITY_MAX));
	char name[ENTITY_MAX];
	size_t i, n;

	if (end == NULL || end == s + 1)
		return 0;
	n = (size_t)(end - s) - 1;
	memcpy(name, s + 1, n);
	name[n] = '\0';
	*cp = name[0] == '#' ? numeric(name) : 0;
	for (i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
		if (str_eq(entities[i].name, name))
			*cp = entities[i].cp;
	return *cp != 0 ? n + 2 : 0;
}

/* Tags that end a line of text. */
static bool
breaks_line(const char *tag)
{
	static const char *const names[] = { "br", "p", "/p", "div", "/div",
		"li", "/li", "tr", "/tr" };
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		n = strlen(names[i]);
		if (strncasecmp(tag, names[i], n) == 0 &&
		    (tag[n] == '>' || tag[n] == '/' || tag[n] == ' '))
			return true;
	}
	return false;
}

/* A tag begins with a letter or a slash; "a < b" is text. */
static const char *
tag_end(const char *s)
{
	bool named = s[1] == '/' || s[1] == '!' ||
		     ((s[1] | 0x20) >= 'a' && (s[1] | 0x20) <= 'z');

	return named ? strchr(s, '>') : NULL;
}

/* Blanks and empty lines shrink to one; nothing at the ends. */
static char *
tidy(char *s)
{
	char *w = s;
	const char *r;
	bool blank = false, line = false;
	size_t n;
	uint32_t cp;

	for (r = s; (n = utf8_next(r, &cp)) != 0; r += n) {
		char one[5] = { 0 };

		memcpy(one, r, n);
		if (cp == '\n')
			line = true;
		else if (cp == ' ' || !utf8_clean(one, false))
			blank = true;
		else {
			if (w != s && (line || blank))
				*w++ = line ? '\n' : ' ';
			line = blank = false;
			memcpy(w, one, n);
			w += n;
		}
	}
	*w = '\0';
	return s;
}

char *
imports_html_text(struct arena *a, const char *html)
{
	/* an entity is never shorter than what it stands for */
	char *out = arena_alloc(a, strlen(html) + 1), *w = out;
	const char *end;
	uint32_t cp;
	size_t n;

	while (*html != '\0') {
		if (*html == '<' && (end = tag_end(html)) != NULL) {
			if (breaks_line(html + 1))
				*w++ = '\n';
			html = end + 1;
		} else if (*html == '&' && (n = entity(html, &cp)) != 0) {
			w = put(w, cp);
			html += n;
		} else {
			*w++ = *html++;
		}
	}
	*w = '\0';
	return tidy(out);
}
