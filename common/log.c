/* Structured log lines. The sink is the one mutable file-static. */
#include "common/log.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/date.h"
#include "common/json_write.h"
#include "common/utf8.h"

#define LINE_MAX_BYTES ((size_t)64 * 1024)
#define CONTEXT_MAX 16

static struct {
	enum log_level level;
	bool json;
	void (*fn)(void *arg, const char *line);
	void *arg;
} sink = { .level = LOG_INFO };

static const char *const level_name[] = {
	[LOG_DEBUG] = "debug",
	[LOG_INFO] = "info",
	[LOG_WARN] = "warn",
	[LOG_ERROR] = "error",
};

void
log_set_level(enum log_level level)
{
	sink.level = level;
}

enum log_level
log_get_level(void)
{
	return sink.level;
}

void
log_set_json(bool on)
{
	sink.json = on;
}

void
log_set_sink(void (*fn)(void *arg, const char *line), void *arg)
{
	sink.fn = fn;
	sink.arg = arg;
}

/* One write: lines of several threads do not mix. */
static void
put_line(struct buf *line)
{
	size_t done = 0;
	ssize_t n;

	if (sink.fn != NULL) {
		sink.fn(sink.arg, buf_str(line));
		return;
	}
	line->max++; /* the newline always fits */
	line->full = false;
	buf_addc(line, '\n');
	while (done < line->len) {
		n = write(STDERR_FILENO, line->p + done, line->len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return; /* nowhere to complain */
		done += (size_t)n;
	}
}

/*
 * s with everything escaped that could act on a terminal, end a line or, if
 * quoted, end the value.
 */
static void
add_escaped(struct buf *b, const char *s, bool quoted)
{
	char one[5];
	uint32_t cp;
	size_t n;

	for (; (n = utf8_next(s, &cp)) != 0; s += n) {
		memcpy(one, s, n);
		one[n] = '\0';
		if (cp == '\n')
			buf_adds(b, "\\n");
		else if (cp == '\\')
			buf_adds(b, "\\\\");
		else if (cp == '"' && quoted)
			buf_adds(b, "\\\"");
		else if (n == 1 && (cp == 0xFFFD || !utf8_clean(one, false)))
			buf_addf(b, "\\x%02x", (unsigned char)*s);
		else if (!utf8_clean(one, false))
			buf_addf(b, "\\u%04x", (unsigned)cp);
		else
			buf_add(b, s, n);
	}
}

/* The chain outermost first; returns how many of it. */
static int
unchain(const struct logctx *ctx, const struct logctx *out[CONTEXT_MAX])
{
	const struct logctx *c;
	int n = 0, i;

	for (c = ctx; c != NULL && n < CONTEXT_MAX; c = c->up)
		n++;
	for (i = n, c = ctx; i > 0; c = c->up)
		out[--i] = c;
	return n;
}

static void
add_value(struct buf *b, const struct logctx *c)
{
	bool quote;

	if (c->str == NULL) {
		buf_addf(b, " %s=%lld", c->key, (long long)c->num);
		return;
	}
	quote = c->str[0] == '\0' || strpbrk(c->str, " =:\"") != NULL;
	buf_addf(b, quote ? " %s=\"" : " %s=", c->key);
	add_escaped(b, c->str, quote);
	if (quote)
		buf_addc(b, '"');
}

static void
text_line(struct buf *b, const char *level, const struct logctx *ctx,
    const char *text)
{
	const struct logctx *chain[CONTEXT_MAX];
	struct timespec now;
	struct tm tm;
	int i, n;

	clock_gettime(CLOCK_REALTIME, &now);
	localtime_r(&now.tv_sec, &tm);
	buf_addf(b, "%02d:%02d:%02d.%03ld %s", tm.tm_hour, tm.tm_min, tm.tm_sec,
	    now.tv_nsec / 1000000, level);
	n = unchain(ctx, chain);
	for (i = 0; i < n; i++)
		add_value(b, chain[i]);
	buf_adds(b, ": ");
	add_escaped(b, text, false);
}

/* JSON needs UTF-8: what is not is shown escaped. */
static void
json_text(struct jw *w, const char *key, const char *s)
{
	struct buf safe;

	if (utf8_valid(s, strlen(s))) {
		jw_kstr(w, key, s);
		return;
	}
	buf_init(&safe, LINE_MAX_BYTES);
	add_escaped(&safe, s, false);
	jw_kstr(w, key, buf_str(&safe));
	buf_done(&safe);
}

static void
json_line_out(struct buf *b, const char *level, const struct logctx *ctx,
    const char *text)
{
	const struct logctx *chain[CONTEXT_MAX];
	struct timespec now;
	struct jw w;
	int i, n;

	clock_gettime(CLOCK_REALTIME, &now);
	jw_init(&w, b);
	jw_object(&w);
	jw_kinstant(
	    &w, "at", now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000);
	jw_kstr(&w, "level", level);
	n = unchain(ctx, chain);
	for (i = 0; i < n; i++) {
		if (chain[i]->str != NULL)
			json_text(&w, chain[i]->key, chain[i]->str);
		else
			jw_kint(&w, chain[i]->key, chain[i]->num);
	}
	json_text(&w, "text", text);
	jw_end_object(&w);
}

static void __attribute__((format(printf, 3, 0)))
emit(const char *level, const struct logctx *ctx, const char *fmt, va_list ap)
{
	char text[2048]; /* a longer text is cut */
	struct buf line;
	int saved = errno; /* callers may still want to report it */

	vsnprintf(text, sizeof(text), fmt, ap);
	buf_init(&line, LINE_MAX_BYTES);
	if (sink.json)
		json_line_out(&line, level, ctx, text);
	else
		text_line(&line, level, ctx, text);
	if (line.full && sink.json) {
		buf_clear(&line); /* half an object is none: drop the context */
		json_line_out(&line, level, NULL, text);
	}
	put_line(&line);
	buf_done(&line);
	errno = saved;
}

void
log_at(enum log_level level, const struct logctx *ctx, const char *fmt, ...)
{
	va_list ap;

	if (level < sink.level)
		return;
	va_start(ap, fmt);
	emit(level_name[level], ctx, fmt, ap);
	va_end(ap);
}

void
fatal(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	emit("fatal", NULL, fmt, ap);
	va_end(ap);
	_exit(1);
}
