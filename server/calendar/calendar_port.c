/* The providers there are, and the one that needs nothing. */
#include "server/calendar/calendar_port.h"

#include <stddef.h>

#include "common/str.h"

const char *const calendar_ports[] = { "local", "google", NULL };

const struct calendar_port *
calendar_port_find(const char *name)
{
	static const struct calendar_port *const ports[] = { &calendar_local,
		&calendar_google };
	size_t i;

	for (i = 0; i < sizeof(ports) / sizeof(ports[0]); i++)
		if (str_eq(ports[i]->name, name))
			return ports[i];
	return NULL;
}

const char *
calendar_result_name(enum calendar_result r)
{
	static const char *const names[] = { "ok", "exists", "missing",
		"changed", "token gone", "invalid", "forbidden", "rate limited",
		"unavailable", "network", "setup" };

	return names[r];
}

bool
calendar_result_passes(enum calendar_result r)
{
	return r == CAL_RATE || r == CAL_UNAVAILABLE || r == CAL_NETWORK ||
	       r == CAL_SETUP || r == CAL_FORBIDDEN;
}

static void
nothing_to_do(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	(void)as;
	(void)rq;
	(void)a;
	*out = (struct calendar_answer){
		.result = CAL_OK, .retry_after = -1, .why = ""
	};
}

const struct calendar_port calendar_local = {
	.name = "local",
	.list = nothing_to_do,
	.insert = nothing_to_do,
	.update = nothing_to_do,
	.remove = nothing_to_do,
	.probe = nothing_to_do,
};
