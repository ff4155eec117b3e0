/* Bounded output queue of one connection. */
#include "server/net/outq.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"

#define FIRST_CAP 1024

static void
make_room(struct outq *q, size_t n)
{
	size_t len = outq_len(q), cap = q->cap == 0 ? FIRST_CAP : q->cap;

	if (q->head > 0) {
		memmove(q->p, q->p + q->head, len);
		q->head = 0;
		q->tail = len;
	}
	while (cap < len + n)
		cap *= 2;
	if (cap == q->cap)
		return;
	q->p = xrealloc(q->p, cap);
	q->cap = cap;
}

bool
outq_add(struct outq *q, const void *p, size_t n)
{
	if (n > OUTQ_MAX - outq_len(q))
		return false;
	if (n == 0)
		return true;
	if (n > q->cap - q->tail)
		make_room(q, n);
	memcpy(q->p + q->tail, p, n);
	q->tail += n;
	return true;
}

size_t
outq_len(const struct outq *q)
{
	return q->tail - q->head;
}

const char *
outq_head(const struct outq *q)
{
	return q->p + q->head;
}

void
outq_take(struct outq *q, size_t n)
{
	assert(n <= outq_len(q));
	q->head += n;
	if (q->head == q->tail)
		outq_done(q);
}

void
outq_done(struct outq *q)
{
	free(q->p);
	memset(q, 0, sizeof(*q));
}
