/*
 * Reactors of slots (server/core/events.def): points and the activity feed,
 * in the savepoint of the request that caused the event.
 */
#include "server/slots/slots_react.h"

#include "common/arena.h"
#include "common/utf8.h"
#include "server/rpc/call.h"
#include "server/slots/slots_points.h"
#include "server/slots/slots_store.h"

#define DETAILS_MAX 200 /* code points, hub file A4 */

static enum err
feed(struct call *c, const char *action, const char *details, int64_t booking)
{
	struct activity_row r = {
		.at = c->now,
		.account = c->actor->id,
		.action = action,
		.ref_type = "booking",
		.ref = booking,
	};
	const char *end = details;
	uint32_t cp;
	int n;

	if (r.account == 0)
		return OK; /* an operator has no feed */
	for (n = 0; n < DETAILS_MAX && *end != '\0'; n++)
		end += utf8_next(end, &cp);
	r.details = arena_strndup(c->arena, details, (size_t)(end - details));
	return slots_store_activity(c->db, &r);
}

/* Feeds are read later by others: always German, like the table's texts. */
static const char *
details_of(struct call *c, const struct booking *b)
{
	enum lang was = c->lang;
	const char *text;

	c->lang = LANG_DE;
	text = arena_printf(c->arena, "%s am %s",
	    slots_customer(c, b->last_name, b->first_name),
	    slots_when(c, b->date, b->hour));
	c->lang = was;
	return text;
}

enum err
slots_on_booked(struct call *c, const struct event *ev)
{
	const struct booking *b = ev->what;
	enum err e;

	if ((e = slots_points_pay(c, b)) != OK)
		return e;
	return feed(c, "Termin gebucht", details_of(c, b), b->id);
}

enum err
slots_on_cancelled(struct call *c, const struct event *ev)
{
	const struct cancelled *x = ev->what;
	const struct booking *b = x->booking;
	enum err e;

	if ((e = slots_points_reverse(c, b, x->points_reversed)) != OK)
		return e;
	return feed(c, "Termin abgesagt", details_of(c, b), b->id);
}

enum err
slots_on_moved(struct call *c, const struct event *ev)
{
	const struct moved *m = ev->what;
	const struct booking *b = m->booking;
	enum lang was = c->lang;
	const char *text;

	c->lang = LANG_DE;
	text = arena_printf(c->arena, "%s von %s auf %s",
	    slots_customer(c, b->last_name, b->first_name),
	    slots_when(c, m->old->date, m->old->hour),
	    slots_when(c, b->date, b->hour));
	c->lang = was;
	return feed(c, "Termin verschoben", text, b->id);
}

enum err
slots_on_special(struct call *c, const struct event *ev)
{
	const struct special *s = ev->what;
	struct activity_row r = {
		.at = c->now,
		.account = c->actor->id,
		.action = s->cancelled_at != 0 ? "Sonderbuchung abgesagt"
					       : "Sonderbuchung angelegt",
		.ref_type = "special",
		.ref = s->id,
	};
	enum lang was = c->lang;

	if (r.account == 0)
		return OK;
	c->lang = LANG_DE;
	r.details = arena_printf(c->arena, "%s, %s am %s", s->type,
	    s->consultant_name, slots_when(c, s->date, s->hour));
	c->lang = was;
	return slots_store_activity(c->db, &r);
}

enum err
slots_on_status(struct call *c, const struct event *ev)
{
	const struct booking *b = ev->what;

	return feed(c, "Status geändert",
	    arena_printf(c->arena, "%s: %s", details_of(c, b),
		slots_status_de(b->status)),
	    b->id);
}
