/* What the actions are: their event type and severity. */
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "server/audit/audit.h"

#define SECURITY "security"
#define ADMIN "admin"
#define DATA "data"
#define BOOKING "booking"
#define AUTH "auth"
#define T2 "t2"
#define GAME "game"
#define SYSTEM "system"
#define INFO "info"
#define WARNING "warning"
#define CRITICAL "critical"

static const struct audit_action actions[] = {
#define ACTION(action, type, severity) { action, type, severity },
#include "server/audit/audit_actions.def"
#undef ACTION
};

const char *const audit_types[] = { AUTH, SECURITY, ADMIN, DATA, BOOKING, T2,
	GAME, SYSTEM, NULL };
const char *const audit_severities[] = { INFO, WARNING, CRITICAL, NULL };

static int
by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct audit_action *)row)->action);
}

const struct audit_action *
audit_action(const char *action)
{
	return bsearch(action, actions, sizeof(actions) / sizeof(*actions),
	    sizeof(*actions), by_name);
}

const struct audit_action *
audit_actions(size_t *n)
{
	*n = sizeof(actions) / sizeof(*actions);
	return actions;
}
