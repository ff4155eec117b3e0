#ifndef SERVER_NET_OUTQ_H
#define SERVER_NET_OUTQ_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Bytes a peer has not taken yet. Bounded: a peer behind by OUTQ_SLOW is sent
 * no pushes and its requests are not read, one behind by OUTQ_MAX is closed.
 * Memory is held only while bytes wait. Embedded: zeroed / outq_done.
 */
#define OUTQ_SLOW ((size_t)256 * 1024)
#define OUTQ_MAX ((size_t)2 * 1024 * 1024)

struct outq {
	char *p;
	size_t head; /* first byte not taken */
	size_t tail; /* end of the content */
	size_t cap;
};

/* Copies n bytes in; false, and nothing is added, if OUTQ_MAX is passed. */
bool outq_add(struct outq *q, const void *p, size_t n);
/* Bytes that wait. */
size_t outq_len(const struct outq *q);
/* The first of them; valid until the next call. */
const char *outq_head(const struct outq *q);
/* The peer took n bytes. */
void outq_take(struct outq *q, size_t n);
void outq_done(struct outq *q);

#endif
