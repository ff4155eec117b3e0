/*
 * Files and names the client reads from people: known hosts, hub.conf, server
 * names. The first byte chooses the reader.
 */
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "tui/client/hub_conf.h"
#include "tui/client/known_hosts.h"
#include "tui/client/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was set must be found again. */
static void
hosts(const char *text)
{
	static const char print[] = "0123456789abcdef0123456789abcdef"
				    "0123456789abcdef0123456789abcdef";
	char out[FINGERPRINT_LEN], *changed;

	(void)known_hosts_find(text, "hub:1", out);
	changed = known_hosts_set(text, "hub:1", print);
	if (!known_hosts_find(changed, "hub:1", out) || strcmp(out, print) != 0)
		abort();
	free(changed);
}

static void
conf(const char *text)
{
	struct hub_conf c;
	char why[300];

	if (hub_conf_parse(&c, text, why, sizeof(why)))
		hub_conf_done(&c);
}

/* A server name that is taken reads the same again as it is shown. */
static void
server(const char *text)
{
	struct target t, again;
	char why[300];

	if (!target_parse(&t, text, why, sizeof(why)))
		return;
	if (t.kind != TARGET_UNIX) {
		if (!target_parse(&again, t.name, why, sizeof(why)) ||
		    strcmp(again.name, t.name) != 0)
			abort();
		target_done(&again);
	}
	target_done(&t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const readers[])(const char *) = { hosts, conf, server };
	char *text;

	if (size < 1)
		return 0;
	text = xstrndup((const char *)data + 1, size - 1);
	readers[data[0] % 3](text);
	free(text);
	return 0;
}
