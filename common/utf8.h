#ifndef COMMON_UTF8_H
#define COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/* Strict UTF-8 (RFC 3629: no surrogates, no overlong forms, <= U+10FFFF). */
bool utf8_valid(const char *s, size_t n);
/*
 * Decodes one code point; returns bytes used, 0 at the end. A byte that is no
 * UTF-8 counts as U+FFFD of one byte, so that no text can stop a loop.
 */
size_t utf8_next(const char *s, uint32_t *cp);
/* Code points of valid text: the length that field limits count. */
size_t utf8_count(const char *s);
/*
 * True when no C0, C1, DEL or bidi control character and no separator of lines
 * or paragraphs is inside; newline is allowed if text is true (hub file B10).
 */
bool utf8_clean(const char *s, bool text);
/* White space of any width, and joiners of no width. */
bool utf8_is_blank(uint32_t cp);
/* A letter, a mark on one, or a digit, of any script. */
bool utf8_is_letter(uint32_t cp);
/* A copy without blanks at both ends. */
char *utf8_trim(struct arena *a, const char *s);
/* NFC, case-folded (utf8proc); for comparing and keys. Result in a. */
char *utf8_fold(struct arena *a, const char *s);
/* NFC only. */
char *utf8_nfc(struct arena *a, const char *s);
/*
 * Columns on the terminal by wcwidth; unprintable counts 0. Without a UTF-8
 * locale (server) utf8proc answers for what is not ASCII.
 */
int utf8_width(const char *s);
/*
 * Adds s to b cut or padded to exactly cols columns at grapheme limits; a cut
 * text ends in an ellipsis (U+2026, or "~" when ascii). Control
 * characters, bidi controls and what cannot be printed become '?'.
 */
void utf8_fit(struct buf *b, const char *s, int cols, bool ascii);

#endif
