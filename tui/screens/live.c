/* The newest answer of an operation, kept by a screen and read again. */
#include "tui/screens/live.h"

#include "common/json.h"

#define SETTLE_MS 250 /* several pushes, one reading */

void
live_read(struct ui *ui, void *state, struct live *l, struct tui_request rq)
{
	rq.tag = ++l->newest;
	l->reload_at = 0;
	tui_call(ui, state, &rq);
}

bool
live_take(struct ui *ui, void *state, struct live *l, int64_t tag,
    const struct client_answer *a)
{
	if (tag != l->newest)
		return false;
	if (!a->ok) {
		if (l->data == NULL)
			scr_error_load(ui, state, a);
		else
			scr_error(ui, a);
		return false;
	}
	json_decref(l->data);
	l->data = json_incref((json_t *)a->data);
	return true;
}

void
live_wake(struct ui *ui, const void *state, int64_t at)
{
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].state == state && ui->stack[i].tick_at > at)
			ui->stack[i].tick_at = at;
}

void
live_soon(struct ui *ui, void *state, struct live *l)
{
	if (l->reload_at == 0)
		l->reload_at = ui->mono + SETTLE_MS;
	live_wake(ui, state, l->reload_at);
}

bool
live_due(struct live *l, int64_t mono)
{
	if (l->reload_at == 0 || l->reload_at > mono)
		return false;
	l->reload_at = 0;
	return true;
}

int64_t
live_next(const struct live *l)
{
	return l->reload_at != 0 ? l->reload_at : INT64_MAX;
}

void
live_done(struct live *l)
{
	json_decref(l->data);
	l->data = NULL;
}

const json_t *
live_items(const struct live *l)
{
	return json_get(l->data, "items");
}
