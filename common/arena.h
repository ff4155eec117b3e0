#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Memory of one request: handed out piece by piece, taken back all at once.
 * Pointers live until arena_reset or arena_free. Out of memory ends the
 * process; callers bound their input first. Pieces are aligned for any type.
 */
struct arena;

/* A new arena that grows in blocks; the caller owns it. */
struct arena *arena_new(void);
/* Forget everything; keeps one block for the next request. */
void arena_reset(struct arena *a);
/* Accepts NULL, returns NULL. */
struct arena *arena_free(struct arena *a);
/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

void *arena_alloc(struct arena *a, size_t n);
/* Zeroed. */
void *arena_zalloc(struct arena *a, size_t n);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

#endif
