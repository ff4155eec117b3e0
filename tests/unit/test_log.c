/* covers: QA-02 OPS-29 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/log.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"

/* What was logged, line after line. */
struct got {
	struct buf text;
	int lines;
};

static void
collect(void *arg, const char *line)
{
	struct got *g = arg;

	buf_clear(&g->text);
	buf_adds(&g->text, line);
	g->lines++;
}

static int
setup(void **state)
{
	struct got *g = calloc(1, sizeof(*g));

	if (g == NULL)
		return -1;
	buf_init(&g->text, 1 << 20);
	log_set_sink(collect, g);
	log_set_level(LOG_DEBUG);
	log_set_json(false);
	*state = g;
	return 0;
}

static int
teardown(void **state)
{
	struct got *g = *state;

	log_set_sink(NULL, NULL);
	log_set_level(LOG_INFO);
	buf_done(&g->text);
	free(g);
	return 0;
}

/* The last line behind its time "HH:MM:SS.mmm ". */
static const char *
rest(const struct got *g)
{
	const char *s = buf_str(&g->text);
	int i;

	assert_true(g->text.len > 13);
	for (i = 0; i < 12; i++) {
		if (i == 2 || i == 5)
			assert_int_equal(s[i], ':');
		else if (i == 8)
			assert_int_equal(s[i], '.');
		else
			assert_in_range(s[i], '0', '9');
	}
	assert_int_equal(s[12], ' ');
	return s + 13;
}

static void
levels_and_context(void **state)
{
	struct logctx conn = LOGNUM(NULL, "conn", 41);
	struct logctx user = LOGSTR(&conn, "user", "ana");
	struct logctx req = LOGNUM(&user, "req", 7);
	struct got *g = *state;

	log_warn(&req, "slots.book took %ld us", 61200L);
	assert_string_equal(
	    rest(g), "warn conn=41 user=ana req=7: slots.book took 61200 us");
	log_info(NULL, "ready");
	assert_string_equal(rest(g), "info: ready");
	log_debug(&conn, "x");
	assert_string_equal(rest(g), "debug conn=41: x");
	log_error(&conn, "%s", "y");
	assert_string_equal(rest(g), "error conn=41: y");
	assert_int_equal(g->lines, 4);
}

static void
level_hides_what_is_below(void **state)
{
	struct got *g = *state;

	log_set_level(LOG_WARN);
	assert_int_equal(log_get_level(), LOG_WARN);
	log_debug(NULL, "a");
	log_info(NULL, "b");
	assert_int_equal(g->lines, 0);
	log_warn(NULL, "c");
	log_error(NULL, "d");
	assert_int_equal(g->lines, 2);
}

/* The time is that of the zone, now. */
static void
time_is_local(void **state)
{
	struct got *g = *state;
	struct timespec ts;
	int64_t before, after;
	char a[6], b[6];

	assert_true(tz_set("Asia/Kolkata"));
	clock_gettime(CLOCK_REALTIME, &ts);
	before = ts.tv_sec * INT64_C(1000);
	log_info(NULL, "x");
	clock_gettime(CLOCK_REALTIME, &ts);
	after = ts.tv_sec * INT64_C(1000);
	tz_clock(before, a);
	tz_clock(after, b);
	assert_true(str_starts(buf_str(&g->text), a) ||
		    str_starts(buf_str(&g->text), b));
}

static void
no_control_character_reaches_the_log(void **state)
{
	struct logctx who = LOGSTR(NULL, "user", "a\nb\x1b[31m");
	struct got *g = *state;

	log_info(&who, "x\r\ny\tz\x7f \xc2\x9b \xe2\x80\xae \\ ü \xff \xc3");
	assert_string_equal(rest(g),
	    "info user=a\\nb\\x1b[31m: x\\x0d\\ny\\x09z\\x7f \\u009b \\u202e "
	    "\\\\ ü \\xff \\xc3");
}

/* A value cannot pretend to be more context. */
static void
values_are_quoted_when_needed(void **state)
{
	static const char *const row[][2] = {
		{ "ana", "info k=ana: x" },
		{ "", "info k=\"\": x" },
		{ "a b", "info k=\"a b\": x" },
		{ "a=1", "info k=\"a=1\": x" },
		{ "a: b", "info k=\"a: b\": x" },
		{ "a\"b", "info k=\"a\\\"b\": x" },
		{ "a\\b", "info k=a\\\\b: x" },
	};
	struct got *g = *state;
	struct logctx c;
	size_t i;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		c = LOGSTR(NULL, "k", row[i][0]);
		log_info(&c, "x");
		assert_string_equal(rest(g), row[i][1]);
	}
}

static void
json_lines(void **state)
{
	struct logctx conn = LOGNUM(NULL, "conn", -41);
	struct logctx user = LOGSTR(&conn, "user", "a\nb\"c");
	struct got *g = *state;
	int64_t at;
	json_t *v;

	log_set_json(true);
	log_warn(&user, "text \x1b ü %d", 5);
	v = json_parse_heap(g->text.p, g->text.len, NULL);
	assert_non_null(v);
	assert_true(instant_parse(json_get_str(v, "at", ""), &at));
	assert_string_equal(json_get_str(v, "level", ""), "warn");
	assert_int_equal(json_get_int(v, "conn", 0), -41);
	assert_string_equal(json_get_str(v, "user", ""), "a\nb\"c");
	assert_string_equal(json_get_str(v, "text", ""), "text \x1b ü 5");
	assert_null(strchr(g->text.p, '\n'));
	json_decref(v);
}

static void
json_lines_survive_anything(void **state)
{
	struct got *g = *state;
	char *big = malloc(100001);
	struct logctx bad = LOGSTR(NULL, "bad", "\xff\xfe");
	struct logctx huge;
	json_t *v;

	assert_non_null(big);
	memset(big, '\x01', 100000);
	big[100000] = '\0';
	log_set_json(true);
	log_info(&bad, "\xc3");
	v = json_parse_heap(g->text.p, g->text.len, NULL);
	assert_non_null(v);
	assert_string_equal(json_get_str(v, "bad", ""), "\\xff\\xfe");
	assert_string_equal(json_get_str(v, "text", ""), "\\xc3");
	json_decref(v);
	huge = LOGSTR(NULL, "huge", big);
	log_info(&huge, "%s", big);
	v = json_parse_heap(g->text.p, g->text.len, NULL);
	assert_non_null(v);
	assert_string_equal(json_get_str(v, "level", ""), "info");
	json_decref(v);
	free(big);
}

static void
long_texts_are_cut(void **state)
{
	struct got *g = *state;

	log_info(NULL, "%100000s", "x");
	assert_in_range(g->text.len, 1000, 3000);
}

static void
long_chains_are_cut(void **state)
{
	struct got *g = *state;
	struct logctx c[40];
	int i;

	for (i = 0; i < 40; i++)
		c[i] = LOGNUM(i == 0 ? NULL : &c[i - 1], "n", i);
	log_info(&c[39], "x");
	assert_non_null(strstr(rest(g), " n=38 n=39: x"));
}

static void
errno_is_kept(void **state)
{
	(void)state;
	errno = ENOENT;
	log_info(NULL, "%s", "x");
	assert_int_equal(errno, ENOENT);
}

/* Runs say in a child; its standard error comes back, and how it ended. */
static int
in_child(void (*say)(void), char *text, size_t size)
{
	int pipefd[2], status;
	size_t len = 0;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(pipefd), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(pipefd[1], STDERR_FILENO);
		log_set_sink(NULL, NULL);
		say();
		_exit(0);
	}
	close(pipefd[1]);
	while (len < size - 1 &&
	       (n = read(pipefd[0], text + len, size - 1 - len)) > 0)
		len += (size_t)n;
	text[len] = '\0';
	close(pipefd[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
say_two(void)
{
	log_info(NULL, "one");
	log_error(NULL, "two");
}

static void
say_fatal(void)
{
	log_set_level(LOG_ERROR);
	fatal("commit: outcome %s", "unknown");
}

static void
lines_go_to_standard_error(void **state)
{
	char text[200];

	(void)state;
	assert_int_equal(in_child(say_two, text, sizeof(text)), 0);
	assert_non_null(strstr(text, " info: one\n"));
	assert_true(str_ends(text, " error: two\n"));
}

static void
fatal_says_why_and_ends(void **state)
{
	char text[200];

	(void)state;
	assert_int_equal(in_child(say_fatal, text, sizeof(text)), 1);
	assert_true(str_ends(text, " fatal: commit: outcome unknown\n"));
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(levels_and_context),
		T(level_hides_what_is_below),
		T(time_is_local),
		T(no_control_character_reaches_the_log),
		T(values_are_quoted_when_needed),
		T(json_lines),
		T(json_lines_survive_anything),
		T(long_texts_are_cut),
		T(long_chains_are_cut),
		T(errno_is_kept),
		T(lines_go_to_standard_error),
		T(fatal_says_why_and_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
