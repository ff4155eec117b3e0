/*
 * Budgets P13 and P14 of the client in a terminal of its own: start to the
 * first screen, key to painted cells at 120x40, bytes sent at 80x24.
 * hub=PROGRAM data=DIR of a running demo server, user=NAME.
 */
#include "tests/bench/lib/blib.h"
#include "tests/harness/screen.h"

#define KEYS 200
#define START_TEXT "Slot-Booking" /* only on the start screen, from the hub */

static const char *argv_hub[] = { NULL, "--data", NULL, "--demo", "--user",
	NULL, NULL };

static struct screen_run *
open_hub(int rows, int cols)
{
	struct screen_spec spec = {
		.argv = argv_hub, .rows = rows, .cols = cols
	};

	struct screen_run *s = screen_start(&spec);

	screen_wait_text(s, START_TEXT);
	return s;
}

static void
open_week(struct screen_run *s)
{
	screen_send(s, "w");
	screen_wait_gone(s, START_TEXT);
}

static void
start_time(void)
{
	int64_t before = bench_us();
	struct screen_run *s = open_hub(40, 120);

	figure("p13.start", "ms", (double)(bench_us() - before) / 1000);
	screen_free(s);
}

/* Cursor keys in the week grid. */
static void
keys(int rows, int cols)
{
	static const char *const moves[] = { KEYS_DOWN, KEYS_RIGHT, KEYS_UP,
		KEYS_LEFT };
	struct screen_run *s = open_hub(rows, cols);
	struct samples time = { 0 }, bytes = { 0 };
	int64_t before;
	int i;

	open_week(s);
	screen_bytes(s);
	for (i = 0; i < KEYS; i++) {
		before = bench_us();
		screen_send(s, moves[i % 4]);
		samples_add(&time, bench_us() - before);
		samples_add(&bytes, (int64_t)screen_bytes(s));
	}
	if (cols == 80)
		figure("p14.move", "bytes", samples_at(&bytes, 990));
	else
		figure("p13.key", "p99_us", samples_at(&time, 990));
	samples_done(&time);
	samples_done(&bytes);
	screen_free(s);
}

/* From the week to the day and back, what the larger of the two costs. */
static void
switches(void)
{
	struct screen_run *s = open_hub(24, 80);
	struct samples bytes = { 0 };
	int i;

	open_week(s);
	for (i = 0; i < 20; i++) {
		screen_bytes(s);
		screen_send(s, i % 2 == 0 ? "\r" : KEYS_ESC);
		samples_add(&bytes, (int64_t)screen_bytes(s));
	}
	figure("p14.screen", "bytes", samples_at(&bytes, 1000));
	samples_done(&bytes);
	screen_free(s);
}

int
main(int argc, char **argv)
{
	(void)argc;
	/* Absolute: the program runs in a folder of its own. */
	argv_hub[0] = realpath(arg_text(argv, "hub", "build/hub"), NULL);
	argv_hub[2] = realpath(arg_text(argv, "data", ""), NULL);
	if (argv_hub[0] == NULL || argv_hub[2] == NULL)
		bench_die("hub= or data= does not exist");
	argv_hub[5] = arg_text(argv, "user", "");
	start_time();
	keys(40, 120);
	keys(24, 80);
	switches();
	return 0;
}
