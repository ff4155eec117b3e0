/*
 * What all rules of slots share: names and dates as people read them, who may
 * change what, loading for a change, and the change of a status itself.
 */
#include "server/slots/slots.h"

#include <stdio.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "server/rpc/call.h"
#include "server/slots/slots_figures.h"
#include "server/slots/slots_store.h"

#define COLOR_OVERHANG 8

const char *const slots_statuses[] = { "pending", "appeared", "recall",
	"special", "cancelled", "rescheduled", "overhang", "no_show", "ghost",
	"exit", NULL };

const char *
slots_customer(struct call *c, const char *last, const char *first)
{
	if (first == NULL || first[0] == '\0')
		return last;
	return arena_printf(c->arena, "%s, %s", last, first);
}

const char *
slots_when(struct call *c, int date, int hour)
{
	static const char *const de[] = { "Mo", "Di", "Mi", "Do", "Fr", "Sa",
		"So" };
	static const char *const en[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun" };
	int wd = date_weekday(date), year, month, day;

	date_split(date, &year, &month, &day);
	return arena_printf(c->arena, "%s %02d.%02d. %02d:00",
	    call_tr(c, de[wd], en[wd]), day, month, hour);
}

bool
slots_status_frees(const char *status)
{
	static const char *const freed[] = { "cancelled", "rescheduled",
		"overhang", "exit", NULL };
	int i;

	for (i = 0; freed[i] != NULL; i++) {
		if (str_eq(freed[i], status))
			return true;
	}
	return false;
}

int
slots_pending_color(const struct booking *b)
{
	int color = figures_potential_color(b->potential);

	if (b->weight == 2)
		return COLOR_OVERHANG;
	return color < 0 ? 0 : color;
}

bool
slots_may_see(struct call *c, int64_t booked_by)
{
	return (c->actor->id != 0 && c->actor->id == booked_by) ||
	       call_may(c, P_SLOTS_MANAGE_ALL);
}

bool
slots_may_manage(struct call *c, const struct booking *b)
{
	if (call_may(c, P_SLOTS_MANAGE_ALL))
		return true;
	return c->actor->id != 0 && c->actor->id == b->booked_by &&
	       call_may(c, P_SLOTS_MANAGE_OWN);
}

enum err
slots_need_account(struct call *c)
{
	if (c->actor->id != 0)
		return OK;
	return call_fail_text(c, E_FORBIDDEN, "%s",
	    call_tr(c,
		"Buchen kann nur ein Konto. Bitte mit --as ein Konto angeben",
		"Only an account can book. Please name one with --as"));
}

enum err
slots_booking(struct call *c, int64_t id, struct booking *out)
{
	enum err e;

	if ((e = slots_store_booking(c->db, c->arena, id, out)) != OK)
		return e;
	return out->id != 0 ? OK : call_fail(c, E_NOT_FOUND);
}

enum err
slots_load(struct call *c, int64_t id, int64_t version, struct booking *out)
{
	enum err e;

	if ((e = slots_booking(c, id, out)) != OK)
		return e;
	if (!slots_may_manage(c, out))
		return call_fail(c, E_FORBIDDEN);
	if (version != 0 && version != out->version) {
		jw_kint(call_facts(c), "version", out->version);
		return call_fail(c, E_CONFLICT);
	}
	return OK;
}

/* The last change of this session if it may still be taken back, else id 0. */
static enum err
undoable(struct call *c, struct change_row *ch)
{
	enum err e;

	*ch = (struct change_row){ .id = 0 };
	if (c->session == 0)
		return OK;
	e = slots_store_last_change(c->db, c->arena, c->session, ch);
	if (e == OK && ch->id != 0 &&
	    (ch->undone_at != 0 || ch->at <= c->now - UNDO_MS ||
		str_eq(ch->to, "rescheduled") || str_eq(ch->to, "overhang")))
		ch->id = 0;
	return e;
}

enum err
slots_undoable(struct call *c, int64_t *booking)
{
	struct change_row ch;
	enum err e;

	if ((e = undoable(c, &ch)) == OK)
		*booking = ch.id != 0 ? ch.booking : 0;
	return e;
}

enum err
slots_set_status(
    struct call *c, struct booking *b, const struct status_change *ch)
{
	struct change_row r = {
		.booking = b->id,
		.at = c->now,
		.from = b->status,
		.to = ch->status,
		.from_color = b->color_id,
		.reason = ch->reason == NULL ? "" : ch->reason,
		.source = ch->source == NULL ? "manual" : ch->source,
		.by = c->actor->id,
		.session = ch->session,
	};
	enum err e;

	if ((e = slots_store_add_change(c->db, &r)) != OK)
		return e;
	b->status = ch->status;
	b->status_source = r.source;
	b->color_id = ch->color;
	b->changed_at = c->now;
	b->version++;
	return slots_store_update(c->db, b, c->actor->id);
}

const struct booking *
slots_keep(struct call *c, const struct booking *b)
{
	struct booking *kept = arena_alloc(c->arena, sizeof(*kept));

	*kept = *b;
	return kept;
}

int
slots_rate_tenths(int num, int den)
{
	if (den <= 0)
		return 0;
	return (int)(((int64_t)num * 2000 + den) / ((int64_t)den * 2));
}
