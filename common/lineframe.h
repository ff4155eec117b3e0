#ifndef COMMON_LINEFRAME_H
#define COMMON_LINEFRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

/*
 * Cuts a byte stream into lines. Feed bytes, then take lines until none is
 * left. A line of more than max bytes (without its newline) makes the frame
 * overlong for good, after the lines before it were taken. "\n" ends a line;
 * one "\r" before it is dropped. Besides one line at most 1 MiB may wait.
 */
struct lineframe {
	struct buf in;
	size_t taken; /* bytes of in already given out */
	size_t seen;  /* bytes searched for a newline */
	size_t max;
	bool overlong;
};

enum line_result { LINE_NONE, LINE_OK, LINE_OVERLONG };

void lineframe_init(struct lineframe *f, size_t max);
void lineframe_done(struct lineframe *f);
/* Adds bytes; false if they can never fit (frame is overlong then). */
bool lineframe_feed(struct lineframe *f, const void *p, size_t n);
/*
 * Next complete line, NUL-terminated in place; valid until the next call to
 * feed or next.
 */
enum line_result lineframe_next(struct lineframe *f, char **line, size_t *n);
/* True when a complete line is waiting. */
bool lineframe_ready(struct lineframe *f);
/* Bytes held that no line has used yet. */
size_t lineframe_held(const struct lineframe *f);
/* Gives memory of an idle frame back. */
void lineframe_release(struct lineframe *f);

#endif
