/* Cuts a byte stream into lines; both ends of every connection use it. */
#include "common/lineframe.h"

#include <string.h>

/* What may wait in a frame besides one line: a bound, not a rule. */
#define SLACK ((size_t)1024 * 1024)

void
lineframe_init(struct lineframe *f, size_t max)
{
	memset(f, 0, sizeof(*f));
	buf_init(&f->in, max + 2 + SLACK);
	f->max = max;
}

void
lineframe_done(struct lineframe *f)
{
	buf_done(&f->in);
	f->taken = 0;
	f->seen = 0;
}

/* For good: the rest of the stream cannot be told from the long line. */
static void
give_up(struct lineframe *f)
{
	f->overlong = true;
	lineframe_done(f);
}

/* Place of the next newline, or NULL; never searches a byte twice. */
static char *
newline(struct lineframe *f)
{
	char *nl = NULL;

	if (f->seen < f->in.len)
		nl = memchr(f->in.p + f->seen, '\n', f->in.len - f->seen);
	f->seen = nl == NULL ? f->in.len : (size_t)(nl - f->in.p);
	return nl;
}

/* Length of n bytes of a line without the "\r" that may end it. */
static size_t
without_cr(const char *line, size_t n)
{
	return n > 0 && line[n - 1] == '\r' ? n - 1 : n;
}

/* The line that has begun is already too long. */
static bool
tail_too_long(const struct lineframe *f)
{
	size_t n = lineframe_held(f);

	return n > f->max && without_cr(f->in.p + f->taken, n) > f->max;
}

bool
lineframe_feed(struct lineframe *f, const void *p, size_t n)
{
	if (f->overlong)
		return false;
	buf_drop(&f->in, f->taken);
	f->seen -= f->taken;
	f->taken = 0;
	if (!buf_add(&f->in, p, n) ||
	    (newline(f) == NULL && tail_too_long(f))) {
		give_up(f);
		return false;
	}
	return true;
}

enum line_result
lineframe_next(struct lineframe *f, char **line, size_t *n)
{
	char *start, *nl;
	size_t len;

	if (f->overlong)
		return LINE_OVERLONG;
	nl = newline(f);
	if (nl == NULL && !tail_too_long(f))
		return LINE_NONE;
	start = f->in.p + f->taken;
	len = nl == NULL ? f->max + 1 : without_cr(start, (size_t)(nl - start));
	if (len > f->max) {
		give_up(f);
		return LINE_OVERLONG;
	}
	start[len] = '\0';
	f->taken = (size_t)(nl + 1 - f->in.p);
	f->seen = f->taken;
	*line = start;
	*n = len;
	return LINE_OK;
}

bool
lineframe_ready(struct lineframe *f)
{
	return !f->overlong && newline(f) != NULL;
}

size_t
lineframe_held(const struct lineframe *f)
{
	return f->in.len - f->taken;
}

void
lineframe_release(struct lineframe *f)
{
	if (lineframe_held(f) == 0)
		lineframe_done(f);
}
