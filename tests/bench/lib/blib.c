/* Clock, samples, arguments and output shared by the programs of the bench. */
#include "tests/bench/lib/blib.h"

#include <stdarg.h>

#include "common/str.h"
#include "common/xalloc.h"

int64_t
bench_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

const char *
arg_text(char **argv, const char *key, const char *dflt)
{
	size_t n = strlen(key);

	for (argv++; *argv != NULL; argv++)
		if (strncmp(*argv, key, n) == 0 && (*argv)[n] == '=')
			return *argv + n + 1;
	return dflt;
}

int64_t
arg_int(char **argv, const char *key, int64_t dflt)
{
	const char *s = arg_text(argv, key, NULL);
	int64_t v;

	if (s == NULL)
		return dflt;
	if (!str_int(s, 0, INT64_MAX, &v))
		bench_die("%s=%s is no number", key, s);
	return v;
}

void
samples_add(struct samples *s, int64_t us)
{
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 4096 : s->cap * 2;
		s->us = xrealloc(s->us, s->cap * sizeof(*s->us));
	}
	s->us[s->n++] = us < 0		  ? 0
			: us > UINT32_MAX ? UINT32_MAX
					  : (uint32_t)us;
}

static int
by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

double
samples_at(struct samples *s, int permille)
{
	if (s->n == 0)
		return 0;
	qsort(s->us, s->n, sizeof(*s->us), by_value);
	return s->us[(s->n - 1) * (size_t)permille / 1000];
}

void
samples_done(struct samples *s)
{
	free(s->us);
	memset(s, 0, sizeof(*s));
}

void
figure(const char *prefix, const char *name, double v)
{
	printf("%s.%s %.3f\n", prefix, name, v);
	fflush(stdout);
}

void
figures(const char *prefix, struct samples *s, int64_t elapsed_us)
{
	figure(prefix, "rate", (double)s->n * 1e6 / (double)elapsed_us);
	figure(prefix, "p50_us", samples_at(s, 500));
	figure(prefix, "p99_us", samples_at(s, 990));
}

void
bench_die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

int64_t
rss_kib(int64_t pid)
{
	char path[64], line[256];
	long long v = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%lld/status", (long long)pid);
	f = fopen(path, "re");
	if (f == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "VmRSS: %lld kB", &v) == 1)
			break;
	fclose(f);
	return v;
}
