/*
 * hubd for the screen tests: the same loop and core, but the wall clock stands
 * still at HUB_TEST_CLOCK (an instant) and nothing waits for the disk.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/date.h"
#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app.h"
#include "server/net/folder.h"
#include "server/net/loop.h"
#include "server/settings/secret.h"

static int64_t
held_clock(void *ctx)
{
	const char *text = getenv("HUB_TEST_CLOCK");
	int64_t at;

	(void)ctx;
	if (text == NULL || !instant_parse(text, &at))
		fatal("HUB_TEST_CLOCK is no instant");
	return at;
}

/* A healthy machine, whatever this one is doing. */
static void
held_facts(void *ctx, struct sysfacts *out)
{
	(void)ctx;
	*out = (struct sysfacts){ .memory_percent = 40,
		.memory_available_mb = 8000,
		.disk_free_percent = 60 };
}

/* --data DIR [--demo] */
static bool
parse(int argc, char **argv, struct app_options *o)
{
	for (int i = 1; i < argc; i++) {
		if (str_eq(argv[i], "--data") && i + 1 < argc)
			o->data_dir = argv[++i];
		else if (str_eq(argv[i], "--demo"))
			o->demo = true;
		else
			return false;
	}
	return o->data_dir != NULL;
}

int
main(int argc, char **argv)
{
	struct app_options o = { .fast_db = true, .ignore_env = true };
	unsigned char secret[SECRET_BYTES];
	struct loop *loop;
	struct app *app;
	char why[1024] = "usage: testd --data DIR [--demo]", *path;
	int lock;

	if (!parse(argc, argv, &o) ||
	    !folder_ensure(o.data_dir, why, sizeof why) ||
	    (lock = folder_lock(o.data_dir, why, sizeof why)) < 0 ||
	    !secret_load(o.data_dir, true, secret, why, sizeof why)) {
		fprintf(stderr, "testd: %s\n", why);
		return 1;
	}
	log_set_level(LOG_WARN);
	loop = loop_new();
	loop_ports(loop, o.data_dir, &o.ports);
	o.ports.now = held_clock;
	o.ports.sysfacts = held_facts;
	path = xprintf("%s/hub.sock", o.data_dir);
	if ((app = app_new(&o, why, sizeof why)) == NULL)
		fatal("%s", why);
	loop_attach(loop, app, app_settings(app));
	if (!loop_listen_unix(loop, path, "", why, sizeof why))
		fatal("%s", why);
	printf("ready socket=%s\n", path);
	fflush(stdout);
	free(path);
	if (!loop_run(loop))
		_exit(0); /* work still uses the core */
	loop_free(loop);
	app_free(app);
	close(lock);
	return 0;
}
