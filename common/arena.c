/* Memory of one request. Blocks are chained; the newest one is filled. */
#include "common/arena.h"

#include <stdint.h>

#include "common/xalloc.h"

/* What gcc and clang say when AddressSanitizer is on. */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#define REDZONE ALIGN /* so that an overrun of one byte is seen */
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define REDZONE 0
#endif

#define ALIGN _Alignof(max_align_t)
#define BLOCK_MIN ((size_t)8 * 1024)
#define BLOCK_MAX ((size_t)256 * 1024)

struct block {
	struct block *older;
	size_t size; /* of data */
	size_t used;
	_Alignas(max_align_t) char data[];
};

struct arena {
	struct block *top;
	size_t used; /* bytes handed out since the last reset */
};

static struct block *
block_new(struct block *older, size_t size)
{
	struct block *b = xmalloc(sizeof(*b) + size);

	b->older = older;
	b->size = size;
	b->used = 0;
	POISON(b->data, size);
	return b;
}

static struct block *
block_free(struct block *b)
{
	struct block *older = b->older;

	UNPOISON(b->data, b->size);
	free(b);
	return older;
}

struct arena *
arena_new(void)
{
	struct arena *a = xcalloc(1, sizeof(*a));

	a->top = block_new(NULL, BLOCK_MIN);
	return a;
}

void
arena_reset(struct arena *a)
{
	while (a->top->older != NULL)
		a->top = block_free(a->top);
	/* What is left is the first block: small, always there. */
	POISON(a->top->data, a->top->size);
	a->top->used = 0;
	a->used = 0;
}

struct arena *
arena_free(struct arena *a)
{
	struct block *b;

	if (a == NULL)
		return NULL;
	for (b = a->top; b != NULL;)
		b = block_free(b);
	free(a);
	return NULL;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

/* A new top block: twice the last one, or as large as the piece. */
static void
grow(struct arena *a, size_t need)
{
	size_t size = a->top->size * 2;

	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	a->top = block_new(a->top, need > size ? need : size);
}

void *
arena_alloc(struct arena *a, size_t n)
{
	size_t need;
	void *p;

	if (n > SIZE_MAX / 2)
		return xmalloc(n); /* ends the process */
	need = (n + REDZONE + ALIGN - 1) / ALIGN * ALIGN;
	if (need == 0)
		need = ALIGN; /* every piece has its own address */
	if (need > a->top->size - a->top->used)
		grow(a, need);
	p = a->top->data + a->top->used;
	a->top->used += need;
	a->used += n;
	UNPOISON(p, n);
	return p;
}

void *
arena_zalloc(struct arena *a, size_t n)
{
	return memset(arena_alloc(a, n), 0, n);
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *p = arena_alloc(a, len + 1);

	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char few[256];
	va_list again;
	char *s;
	int n;

	va_copy(again, ap);
	n = vsnprintf(few, sizeof(few), fmt, ap);
	if (n < 0)
		n = 0; /* only for a broken format or a bad wide string */
	s = arena_alloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof(few)) {
		memcpy(s, few, (size_t)n);
		s[n] = '\0';
	} else {
		vsnprintf(s, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	return s;
}
