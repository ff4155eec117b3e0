/* Notifications to people. */
#include "server/notify/notify.h"

#include <stddef.h>

#include "server/core/event_handlers.h"

enum err
notify_account(struct call *c, int64_t account, const struct notification *n)
{
	(void)c;
	(void)account;
	(void)n;
	return OK;
}

enum err
notify_role(
    struct call *c, const char *role, const struct notification *n, int *sent)
{
	(void)c;
	(void)role;
	(void)n;
	if (sent != NULL)
		*sent = 0;
	return OK;
}

enum err
notify_push(struct app *app, int64_t key, struct jw *w)
{
	(void)app;
	(void)key;
	(void)w;
	return OK;
}
