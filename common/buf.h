#ifndef COMMON_BUF_H
#define COMMON_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * A growable string, always NUL-terminated (p is never NULL after the first
 * add; buf_str gives "" before), born with a maximum. Overflow is sticky:
 * test `full` once at the end. Embedded: buf_init / buf_done.
 */
struct buf {
	char *p;
	size_t len;
	size_t cap;
	size_t max; /* most bytes of content */
	bool full;  /* something did not fit; the content is incomplete */
};

void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b);
/* Empty again, keeps memory up to 64 KiB, clears full. */
void buf_clear(struct buf *b);
bool buf_reserve(struct buf *b, size_t extra);
bool buf_add(struct buf *b, const void *p, size_t n);
bool buf_addc(struct buf *b, char c);
bool buf_adds(struct buf *b, const char *s);
bool buf_addf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
bool buf_vaddf(struct buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
/* Remove n bytes at the front. */
void buf_drop(struct buf *b, size_t n);
/* The content as C string, "" when nothing was added. */
const char *buf_str(const struct buf *b);
/* Hands the memory to the caller (free), b is empty afterwards. */
char *buf_take(struct buf *b);

#endif
