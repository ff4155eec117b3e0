/* What availability tells others, and how it reacts to blocks; named in
 * server/core/events.def. */
#include "server/availability/availability_push.h"

#include "server/availability/availability.h"
#include "server/blocks/blocks.h"
#include "server/core/event_handlers.h"
#include "server/core/events.h"
#include "server/rpc/call.h"

/* Both day numbers in one key; they are below 2^20 until the year 4840. */
#define DAY_BITS 20
#define DAY_MASK ((1 << DAY_BITS) - 1)

void
availability_tell(struct call *c, int from, int to)
{
	event_emit(
	    c, EV_AVAILABILITY_CHANGED, (int64_t)from << DAY_BITS | to, NULL);
}

enum err
availability_push(struct app *app, int64_t key, struct jw *w)
{
	(void)app;
	jw_kdate(w, "from", (int)(key >> DAY_BITS));
	jw_kdate(w, "to", (int)(key & DAY_MASK));
	return OK;
}

enum err
availability_on_blocks(struct call *c, const struct event *ev)
{
	const struct blocks_changed *what = ev->what;

	return availability_rebuild(c, what->from, what->to);
}
