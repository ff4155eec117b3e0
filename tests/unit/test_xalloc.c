/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/xalloc.h"

#include <sys/wait.h>
#include <unistd.h>

static void
gives_memory(void **state)
{
	char *p = xmalloc(10);
	int *z = xcalloc(4, sizeof(*z));

	(void)state;
	memset(p, 'x', 10);
	p = xrealloc(p, 4000);
	assert_memory_equal(p, "xxxxxxxxxx", 10);
	memset(p, 'y', 4000);
	assert_int_equal(z[0] | z[1] | z[2] | z[3], 0);
	free(p);
	free(z);
}

static void
zero_bytes_are_a_piece_too(void **state)
{
	void *p = xmalloc(0), *q = xcalloc(0, 8), *r = xrealloc(NULL, 0);

	(void)state;
	assert_non_null(p);
	assert_non_null(q);
	assert_non_null(r);
	r = xrealloc(r, 0);
	assert_non_null(r);
	free(p);
	free(q);
	free(r);
}

static void
copies_strings(void **state)
{
	static const char open[3] = { 'a', 'b', 'c' }; /* without NUL */
	char *a = xstrdup("Müller"), *b = xstrndup("abcdef", 3);
	char *c = xstrndup("ab", 10), *d = xstrndup(open, sizeof(open));

	(void)state;
	assert_string_equal(a, "Müller");
	assert_string_equal(b, "abc");
	assert_string_equal(c, "ab");
	assert_string_equal(d, "abc");
	free(a);
	free(b);
	free(c);
	free(d);
}

static void
formats(void **state)
{
	char *a = xprintf("%s has %d of %d", "slot", 2, 3);
	char *b = xprintf("%300d", 7), *c = xprintf("%s", "");

	(void)state;
	assert_string_equal(a, "slot has 2 of 3");
	assert_int_equal(strlen(b), 300);
	assert_string_equal(c, "");
	free(a);
	free(b);
	free(c);
}

/* Under AddressSanitizer: fail like any allocator, so that we may speak. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

/* What a child says and how it ends when more is asked for than exists. */
static void
dies_of(void (*ask)(void))
{
	char text[4096] = "";
	size_t len = 0;
	int pipefd[2], status;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(pipefd), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(pipefd[1], STDERR_FILENO);
		ask();
		_exit(42);
	}
	close(pipefd[1]);
	while (len < sizeof(text) - 1 &&
	       (n = read(pipefd[0], text + len, sizeof(text) - 1 - len)) > 0)
		len += (size_t)n;
	close(pipefd[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_non_null(strstr(text, "fatal: out of memory\n"));
}

/* volatile: the compiler must not see how much is asked for */
static volatile size_t huge = (size_t)1 << 62;

static void
ask_malloc(void)
{
	xmalloc(huge);
}

static void
ask_calloc(void)
{
	xcalloc(huge, 8); /* the product overflows */
}

static void
ask_realloc(void)
{
	xrealloc(xmalloc(10), huge);
}

static void
no_memory_ends_the_process(void **state)
{
	(void)state;
	dies_of(ask_malloc);
	dies_of(ask_calloc);
	dies_of(ask_realloc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_memory),
		cmocka_unit_test(zero_bytes_are_a_piece_too),
		cmocka_unit_test(copies_strings),
		cmocka_unit_test(formats),
		cmocka_unit_test(no_memory_ends_the_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
