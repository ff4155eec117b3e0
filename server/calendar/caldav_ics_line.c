/* Content lines of iCalendar: folding, parameters, escapes. */
#include <string.h>
#include <strings.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/calendar/caldav_ics.h"

#define FOLD 74

static bool
is_name_char(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9') || c == '-';
}

static const char *
capitals(struct arena *a, const char *s, size_t n)
{
	char *out = arena_strndup(a, s, n), *p;

	for (p = out; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return out;
}

/* The colon that ends name and parameters; NULL: none. */
static const char *
find_colon(const char *s)
{
	bool quoted = false;

	for (; *s != '\0'; s++) {
		if (*s == '"')
			quoted = !quoted;
		else if (*s == ':' && !quoted)
			return s;
	}
	return NULL;
}

static struct ics_line *
read_line(struct arena *a, const char *raw)
{
	struct ics_line *l = arena_zalloc(a, sizeof(*l));
	const char *p = raw, *colon;

	while (is_name_char(*p))
		p++;
	colon = find_colon(p);
	if (p == raw || colon == NULL || (*p != ':' && *p != ';'))
		return NULL;
	l->raw = raw;
	l->name = capitals(a, raw, (size_t)(p - raw));
	l->params =
	    *p == ';' ? arena_strndup(a, p + 1, (size_t)(colon - p - 1)) : "";
	l->value = colon + 1;
	return l;
}

/* Copies a logical line to out; returns the start of the next one. */
static const char *
unfold(const char *s, const char *end, char **out)
{
	char *o = *out;

	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((nl != NULL ? nl : end) - s);

		if (n > 0 && s[n - 1] == '\r')
			n--;
		memcpy(o, s, n);
		o += n;
		s = nl != NULL ? nl + 1 : end;
		if (s == end || (*s != ' ' && *s != '\t'))
			break;
		s++;
	}
	*o++ = '\0';
	*out = o;
	return s;
}

struct ics_line *
ics_lines(struct arena *a, const char *text, size_t n)
{
	struct ics_line *first = NULL, **tail = &first;
	const char *s = text, *end = text + n;
	char *out;

	if (n == 0 || n > ICS_MAX || memchr(text, '\0', n) != NULL)
		return NULL;
	out = arena_alloc(a, 2 * n + 2);
	while (s < end) {
		const char *raw = out;

		s = unfold(s, end, &out);
		if (*raw == '\0')
			continue;
		/* a fold may stand within a character */
		if (!utf8_valid(raw, strlen(raw)) ||
		    (*tail = read_line(a, raw)) == NULL)
			return NULL;
		tail = &(*tail)->next;
	}
	return first;
}

const char *
ics_param(struct arena *a, const struct ics_line *l, const char *key)
{
	const char *p = l->params;
	size_t n = strlen(key);

	while (*p != '\0') {
		const char *start = p;
		bool quoted = false;

		for (; *p != '\0' && (quoted || *p != ';'); p++)
			if (*p == '"')
				quoted = !quoted;
		if (strncasecmp(start, key, n) == 0 && start[n] == '=') {
			start += n + 1;
			if (p - start >= 2 && *start == '"' && p[-1] == '"')
				return arena_strndup(
				    a, start + 1, (size_t)(p - start - 2));
			return arena_strndup(a, start, (size_t)(p - start));
		}
		if (*p == ';')
			p++;
	}
	return NULL;
}

const char *
ics_unescape(struct arena *a, const char *value)
{
	char *out = arena_alloc(a, strlen(value) + 1), *o = out;

	for (; *value != '\0'; value++) {
		if (*value == '\\' && value[1] != '\0') {
			value++;
			*o++ = *value == 'n' || *value == 'N' ? '\n' : *value;
		} else {
			*o++ = *value;
		}
	}
	*o = '\0';
	return out;
}

/* --- writing --- */

/* Lines have at most 75 octets and break between characters. */
static void
fold(struct buf *b, const char *s)
{
	size_t room = FOLD, left = strlen(s);

	while (left > room) {
		size_t n = room;

		while (n > 1 && ((unsigned char)s[n] & 0xC0) == 0x80)
			n--;
		buf_add(b, s, n);
		buf_adds(b, "\r\n ");
		s += n;
		left -= n;
		room = FOLD - 1;
	}
	buf_adds(b, s);
	buf_adds(b, "\r\n");
}

void
ics_put(struct buf *b, const char *name, const char *value)
{
	struct buf line;

	buf_init(&line, ICS_MAX);
	buf_addf(&line, "%s:%s", name, value);
	fold(b, buf_str(&line));
	b->full |= line.full;
	buf_done(&line);
}

void
ics_put_text(struct buf *b, const char *name, const char *text)
{
	struct buf e;

	buf_init(&e, ICS_MAX);
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			buf_adds(&e, "\\n");
		else if (*text == '\\' || *text == ';' || *text == ',')
			buf_addf(&e, "\\%c", *text);
		else if ((unsigned char)*text >= ' ' || *text == '\t')
			buf_addc(&e, *text);
	}
	ics_put(b, name, buf_str(&e));
	b->full |= e.full;
	buf_done(&e);
}
