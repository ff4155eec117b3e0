/* Any bytes: validity as utf8proc says, fields of exactly their width. */
#include <assert.h>
#include <locale.h>
#include <stdint.h>
#include <utf8proc.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
valid_by_utf8proc(const uint8_t *s, size_t n)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t len;

	while (n > 0) {
		len = utf8proc_iterate(s, (utf8proc_ssize_t)n, &cp);
		if (len <= 0)
			return false;
		s += len;
		n -= (size_t)len;
	}
	return true;
}

static void
check_fit(const char *s, int cols, bool ascii)
{
	struct buf b;

	buf_init(&b, (size_t)1 << 20);
	buf_addc(&b, '|');
	utf8_fit(&b, s, cols, ascii);
	assert(!b.full);
	assert(utf8_width(b.p) == cols + 1);
	assert(utf8_valid(b.p, b.len) && utf8_clean(b.p, false));
	buf_done(&b);
}

static void
check_valid(const char *s)
{
	struct arena *a = arena_new();
	char *once = utf8_nfc(a, s), *fold = utf8_fold(a, s);
	size_t n, points = 0;
	const char *p;
	uint32_t cp;

	for (p = s; (n = utf8_next(p, &cp)) != 0; p += n)
		points++;
	assert(points == utf8_count(s));
	assert((size_t)(p - s) == strlen(s));
	assert(utf8_valid(once, strlen(once)));
	assert(utf8_valid(fold, strlen(fold)));
	assert(str_eq(utf8_nfc(a, once), once));
	assert(str_eq(utf8_fold(a, once), fold));
	assert(!utf8_clean(s, false) || utf8_clean(s, true));
	arena_free(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s;
	int cols;

	if (size < 1 || setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return 0;
	cols = data[0] % 100;
	assert(utf8_valid((const char *)data + 1, size - 1) ==
	       valid_by_utf8proc(data + 1, size - 1));
	s = xstrndup((const char *)data + 1, size - 1);
	check_fit(s, cols, data[0] & 1);
	if (utf8_valid(s, strlen(s)))
		check_valid(s);
	setlocale(LC_CTYPE, "C"); /* what the server has */
	check_fit(s, cols, false);
	free(s);
	return 0;
}
