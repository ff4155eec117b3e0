#ifndef COMMON_LOG_H
#define COMMON_LOG_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Structured log lines on standard error (or a callback in tests):
 * 09:00:01.204 warn conn=41 user=ana req=7: text. Context is a chain on the
 * stack. Values are escaped: no control character reaches the log.
 */
enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct logctx {
	const struct logctx *up;
	const char *key;
	const char *str; /* NULL: num */
	int64_t num;
};

#define LOGSTR(up, key, value) ((struct logctx){ (up), (key), (value), 0 })
#define LOGNUM(up, key, value) ((struct logctx){ (up), (key), 0, (value) })

void log_set_level(enum log_level level);
enum log_level log_get_level(void);
/* Lines as JSON objects instead of text. */
void log_set_json(bool on);
/* Tests: lines go to fn instead of standard error; NULL restores it. */
void log_set_sink(void (*fn)(void *arg, const char *line), void *arg);

void log_at(enum log_level level, const struct logctx *ctx, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));
#define log_debug(ctx, ...) log_at(LOG_DEBUG, (ctx), __VA_ARGS__)
#define log_info(ctx, ...) log_at(LOG_INFO, (ctx), __VA_ARGS__)
#define log_warn(ctx, ...) log_at(LOG_WARN, (ctx), __VA_ARGS__)
#define log_error(ctx, ...) log_at(LOG_ERROR, (ctx), __VA_ARGS__)

/* Says why and ends the process at once (exit status 1, no clean-up). */
void fatal(const char *fmt, ...)
    __attribute__((format(printf, 1, 2), noreturn));

#endif
