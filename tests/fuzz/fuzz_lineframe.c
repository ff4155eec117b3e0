/* Lines are the same however the bytes are cut, and as a plain search says. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "common/lineframe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LOG_MAX ((size_t)1 << 20)

static void
note(struct buf *log, const char *line, size_t n)
{
	buf_addf(log, "%zu:", n);
	buf_add(log, line, n);
	buf_addc(log, '|');
}

/* The same by the shortest means. */
static void
plain(const char *s, size_t n, size_t max, struct buf *log)
{
	const char *end = s + n, *nl;
	size_t len;

	for (; s < end; s = nl + 1) {
		nl = memchr(s, '\n', (size_t)(end - s));
		len = (size_t)((nl == NULL ? end : nl) - s);
		if (len > 0 && s[len - 1] == '\r')
			len--;
		if (len > max) {
			buf_adds(log, "overlong");
			return;
		}
		if (nl == NULL)
			return;
		note(log, s, len);
	}
}

/* Pieces of the sizes that cuts gives, again and again. */
static void
framed(
    const char *s, size_t n, size_t max, const uint8_t cuts[4], struct buf *log)
{
	enum line_result r = LINE_NONE;
	struct lineframe f;
	size_t i, step, len, turn = 0;
	char *line;

	lineframe_init(&f, max);
	for (i = 0; i < n && r != LINE_OVERLONG; i += step) {
		step = (size_t)cuts[turn++ % 4] + 1;
		if (step > n - i)
			step = n - i;
		lineframe_feed(&f, s + i, step);
		while (lineframe_ready(&f)) {
			r = lineframe_next(&f, &line, &len);
			if (r == LINE_OVERLONG)
				break;
			assert(r == LINE_OK && line[len] == '\0');
			note(log, line, len);
		}
		if (r != LINE_OVERLONG)
			r = lineframe_next(&f, &line, &len);
		assert(r != LINE_OK); /* ready said that there is none */
		assert(lineframe_held(&f) <= max + 1);
	}
	if (r == LINE_OVERLONG)
		buf_adds(log, "overlong");
	lineframe_release(&f);
	lineframe_done(&f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t whole[4] = { 255, 255, 255, 255 };
	static const uint8_t single[4] = { 0 };
	const uint8_t *cuts[3] = { whole, single, data + 1 };
	struct buf want, got;
	const char *s;
	size_t max, n;
	int i;

	if (size < 5)
		return 0;
	max = data[0] % 64;
	s = (const char *)data + 5;
	n = size - 5;
	buf_init(&want, LOG_MAX);
	plain(s, n, max, &want);
	for (i = 0; i < 3; i++) {
		buf_init(&got, LOG_MAX);
		framed(s, n, max, cuts[i], &got);
		assert(!got.full && got.len == want.len);
		assert(want.len == 0 || memcmp(got.p, want.p, got.len) == 0);
		buf_done(&got);
	}
	buf_done(&want);
	return 0;
}
