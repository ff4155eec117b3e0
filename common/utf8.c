/* Unicode text: checks, folding, columns on the terminal. */
#include "common/utf8.h"

#include <utf8proc.h>
#include <wchar.h>

#include "common/arena.h"
#include "common/buf.h"

#define REPLACEMENT 0xFFFD

/* Bytes of the sequence at s within n, its code point in *cp; 0 if bad. */
static size_t
decode(const unsigned char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len, i;
	uint32_t c = s[0];

	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	len = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
	if (c < 0xC2 || c > 0xF4 || len > n)
		return 0;
	c &= 0x7Fu >> len;
	for (i = 1; i < len; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3F);
	}
	if (c < least[len] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*cp = c;
	return len;
}

bool
utf8_valid(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	const unsigned char *end = p + n;
	uint64_t eight;
	uint32_t cp;
	size_t len;

	while (p < end) {
		if (end - p >= 8) {
			memcpy(&eight, p, 8);
			if ((eight & UINT64_C(0x8080808080808080)) == 0) {
				p += 8;
				continue;
			}
		}
		if ((len = decode(p, (size_t)(end - p), &cp)) == 0)
			return false;
		p += len;
	}
	return true;
}

size_t
utf8_next(const char *s, uint32_t *cp)
{
	size_t len;

	*cp = 0;
	if (*s == '\0')
		return 0;
	/* a NUL is no continuation byte: never read past the end */
	len = decode((const unsigned char *)s, 4, cp);
	if (len == 0) {
		*cp = REPLACEMENT;
		return 1;
	}
	return len;
}

size_t
utf8_count(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += (*s & 0xC0) != 0x80;
	return n;
}

/* The separators of lines and paragraphs break a line like a newline. */
static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 ||
	       cp == 0x2029;
}

/* Characters that turn the direction of what follows on a terminal. */
static bool
is_bidi(uint32_t cp)
{
	return cp == 0x061C || cp == 0x200E || cp == 0x200F ||
	       (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

bool
utf8_clean(const char *s, bool text)
{
	uint32_t cp;
	size_t n;

	for (; (n = utf8_next(s, &cp)) != 0; s += n) {
		if (cp == '\n' && text)
			continue;
		if (is_control(cp) || is_bidi(cp))
			return false;
	}
	return true;
}

/* Blanks of Unicode, and marks that only join or part what stands around. */
bool
utf8_is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == 0xA0 ||
	       cp == 0x1680 || cp == 0x180E || (cp >= 0x2000 && cp <= 0x200D) ||
	       cp == 0x202F || cp == 0x205F || cp == 0x2060 || cp == 0x3000 ||
	       cp == 0xFEFF;
}

bool
utf8_is_letter(uint32_t cp)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)cp);

	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO);
}

char *
utf8_trim(struct arena *a, const char *s)
{
	const char *end = s;
	size_t n, at;
	uint32_t cp;

	while ((n = utf8_next(s, &cp)) != 0 && utf8_is_blank(cp))
		s += n;
	for (at = 0; (n = utf8_next(s + at, &cp)) != 0; at += n)
		if (!utf8_is_blank(cp))
			end = s + at + n;
	return arena_strndup(a, s, end > s ? (size_t)(end - s) : 0);
}

static char *
map(struct arena *a, const char *s, utf8proc_option_t options)
{
	utf8proc_uint8_t *raw = NULL;
	utf8proc_ssize_t n;
	char *out;

	n = utf8proc_map(
	    (const utf8proc_uint8_t *)s, 0, &raw, UTF8PROC_NULLTERM | options);
	if (n < 0)
		return arena_strdup(a, s); /* not UTF-8: as it came */
	out = arena_strndup(a, (const char *)raw, (size_t)n);
	free(raw);
	return out;
}

char *
utf8_fold(struct arena *a, const char *s)
{
	return map(
	    a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

char *
utf8_nfc(struct arena *a, const char *s)
{
	return map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

/* Columns of a code point, -1 when it cannot be printed. */
static int
columns(uint32_t cp)
{
	int w;

	if (is_control(cp))
		return -1;
	w = wcwidth((wchar_t)cp);
	/* without a UTF-8 locale (server, scripts) wcwidth knows ASCII only */
	if (w < 0 && MB_CUR_MAX == 1)
		w = utf8proc_charwidth((utf8proc_int32_t)cp);
	return w;
}

int
utf8_width(const char *s)
{
	uint32_t cp;
	size_t n;
	int w, sum = 0;

	for (; (n = utf8_next(s, &cp)) != 0; s += n) {
		w = columns(cp);
		sum += w > 0 ? w : 0;
	}
	return sum;
}

/* Adds one code point as it may stand on the screen; returns its columns. */
static int
add_point(struct buf *b, const char *s, size_t n, uint32_t cp)
{
	int w = columns(cp);

	if (w < 0 || is_bidi(cp) || cp == REPLACEMENT) {
		buf_addc(b, '?');
		return 1;
	}
	buf_add(b, s, n);
	return w;
}

/* Adds the grapheme at *s and moves on; returns its columns. */
static int
add_grapheme(struct buf *b, const char **s)
{
	utf8proc_int32_t state = 0;
	uint32_t cp, next;
	size_t n;
	int w = 0;

	n = utf8_next(*s, &cp);
	do {
		w += add_point(b, *s, n, cp);
		*s += n;
		n = utf8_next(*s, &next);
		if (n == 0 ||
		    utf8proc_grapheme_break_stateful(
			(utf8proc_int32_t)cp, (utf8proc_int32_t)next, &state))
			break;
		cp = next;
	} while (true);
	return w;
}

static void
cut_back(struct buf *b, size_t len)
{
	if (len < b->len) {
		b->len = len;
		b->p[len] = '\0';
	}
}

void
utf8_fit(struct buf *b, const char *s, int cols, bool ascii)
{
	size_t start = b->len, last, cut = b->len;
	int w, used = 0, cut_used = 0;

	while (*s != '\0') {
		last = b->len;
		w = add_grapheme(b, &s);
		/* a lone accent would sit on what stands before the field */
		if (w == 0 && last == start) {
			cut_back(b, start);
			continue;
		}
		used += w;
		if (used > cols)
			break;
		if (used < cols) { /* leaves one column for the mark */
			cut = b->len;
			cut_used = used;
		}
	}
	if (used > cols) {
		cut_back(b, cut);
		used = cut_used;
		if (cols > 0) {
			buf_adds(b, ascii ? "~" : "\xe2\x80\xa6");
			used++;
		}
	}
	for (; used < cols; used++)
		buf_addc(b, ' ');
}
