/* The growable string of the whole project. */
#include "common/buf.h"

#include "common/xalloc.h"

#define KEEP ((size_t)64 * 1024)

void
buf_init(struct buf *b, size_t max)
{
	memset(b, 0, sizeof(*b));
	b->max = max;
}

void
buf_done(struct buf *b)
{
	free(b->p);
	buf_init(b, b->max);
}

void
buf_clear(struct buf *b)
{
	if (b->cap > KEEP) {
		buf_done(b);
		return;
	}
	b->len = 0;
	b->full = false;
	if (b->p != NULL)
		b->p[0] = '\0';
}

bool
buf_reserve(struct buf *b, size_t extra)
{
	size_t need, cap;

	if (extra > b->max - b->len)
		return false;
	need = b->len + extra + 1;
	if (need == 0)
		return false; /* max is SIZE_MAX */
	if (need <= b->cap)
		return true;
	cap = b->cap < 64 ? 64 : b->cap + b->cap / 2;
	if (cap > b->max)
		cap = b->max + 1; /* not more than ever needed */
	if (cap < need)
		cap = need;
	b->p = xrealloc(b->p, cap);
	b->cap = cap;
	b->p[b->len] = '\0';
	return true;
}

bool
buf_add(struct buf *b, const void *p, size_t n)
{
	if (b->full || !buf_reserve(b, n)) {
		b->full = true; /* sticky: test once, at the end */
		return false;
	}
	if (n > 0)
		memcpy(b->p + b->len, p, n);
	b->len += n;
	b->p[b->len] = '\0';
	return true;
}

bool
buf_addc(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

bool
buf_adds(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

bool
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	bool ok;

	va_start(ap, fmt);
	ok = buf_vaddf(b, fmt, ap);
	va_end(ap);
	return ok;
}

bool
buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	size_t room;
	int n;

	if (b->full || !buf_reserve(b, 0)) {
		b->full = true;
		return false;
	}
	va_copy(again, ap);
	room = b->cap - b->len;
	n = vsnprintf(b->p + b->len, room, fmt, ap);
	if (n >= 0 && (size_t)n >= room && buf_reserve(b, (size_t)n))
		n = vsnprintf(b->p + b->len, (size_t)n + 1, fmt, again);
	va_end(again);
	/* the memory is never larger than max and its NUL */
	if (n < 0 || (size_t)n >= b->cap - b->len) {
		b->p[b->len] = '\0';
		b->full = true;
		return false;
	}
	b->len += (size_t)n;
	return true;
}

void
buf_drop(struct buf *b, size_t n)
{
	if (n > b->len)
		n = b->len;
	if (n == 0)
		return;
	b->len -= n;
	memmove(b->p, b->p + n, b->len + 1);
}

const char *
buf_str(const struct buf *b)
{
	return b->p == NULL ? "" : b->p;
}

char *
buf_take(struct buf *b)
{
	char *p = b->p == NULL ? xstrdup("") : b->p;

	buf_init(b, b->max);
	return p;
}
