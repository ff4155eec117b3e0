#ifndef TESTS_BENCH_LIB_BLIB_H
#define TESTS_BENCH_LIB_BLIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Clock, samples, arguments and output shared by the programs of the bench. */

/* Monotonic clock in microseconds. */
int64_t bench_us(void);

/* Value of the argument "key=value", or dflt. */
const char *arg_text(char **argv, const char *key, const char *dflt);
/* The same as a number; ends the program when it is none. */
int64_t arg_int(char **argv, const char *key, int64_t dflt);

struct samples {
	uint32_t *us;
	size_t n, cap;
};
void samples_add(struct samples *s, int64_t us);
/* Value below which permille of 1000 samples lie (sorts); 0 when empty. */
double samples_at(struct samples *s, int permille);
void samples_done(struct samples *s);

/* One figure on stdout: "prefix.name value". */
void figure(const char *prefix, const char *name, double v);
/* rate, p50, p99 of samples over a time, as figures. */
void figures(const char *prefix, struct samples *s, int64_t elapsed_us);

/* Ends the program with a message. */
_Noreturn void bench_die(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));

/* Resident size of a process in KiB; 0 when it is gone. */
int64_t rss_kib(int64_t pid);

#endif
