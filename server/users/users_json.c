/* What subscribers hear of a changed account. */
#include "common/json_write.h"
#include "server/core/event_handlers.h"

enum err
users_push(struct app *app, int64_t key, struct jw *w)
{
	(void)app;
	jw_kint(w, "id", key);
	return OK;
}
