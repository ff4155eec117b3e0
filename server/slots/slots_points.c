/*
 * The ledger of points and coins of bookings. One row per cause, so nothing
 * is ever paid or taken back twice.
 */
#include "server/slots/slots_points.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_store.h"

/* Credited to the day and month of the booking, whenever it is written. */
static struct ledger_row
row_of(struct call *c, const struct booking *b, int points)
{
	int year, month, day;

	date_split(tz_date(b->booked_at, NULL), &year, &month, &day);
	return (struct ledger_row){
		.account = b->booked_by,
		.at = c->now,
		.month = arena_printf(c->arena, "%04d-%02d", year, month),
		.points = points,
		.coins = points,
		.booking = b->id,
	};
}

/* Appends and projects; sign is 1 for a booking that counts (again). */
static enum err
append(struct call *c, const struct booking *b, const struct ledger_row *r)
{
	int sign = r->points < 0 ? -1 : 1;
	struct day_stat d = {
		.account = r->account,
		.date = tz_date(b->booked_at, NULL),
		.bookings = sign,
		.points = r->points,
		.morning = b->hour >= 9 && b->hour < 12 ? sign : 0,
		.evening = b->hour >= 18 ? sign : 0,
	};
	bool added = false;
	enum err e;

	if ((e = slots_store_ledger(c->db, r, &added)) != OK || !added)
		return e;
	if ((e = slots_store_score(c->db, r)) != OK)
		return e;
	return slots_store_day_stat(c->db, &d);
}

enum err
slots_points_pay(struct call *c, const struct booking *b)
{
	struct ledger_row r = row_of(c, b, b->points);

	if (b->points == 0)
		return OK;
	r.cause = arena_printf(c->arena, "booking:%lld", (long long)b->id);
	return append(c, b, &r);
}

enum err
slots_points_due_back(struct call *c, const struct booking *b, int *points)
{
	struct ledger_row r = row_of(c, b, 0);
	int coins = 0;

	*points = 0;
	if (b->points == 0 || c->actor->id != b->booked_by ||
	    tz_date(b->booked_at, NULL) != c->today || !slots_reverses_undo(c))
		return OK;
	return slots_store_earned(c->db, &r, points, &coins);
}

/* A second cancellation after an undo is a cause of its own. */
static enum err
reversal_cause(struct call *c, const struct booking *b, const char **cause)
{
	bool used = false;
	enum err e;

	*cause = arena_printf(c->arena, "booking-undo:%lld", (long long)b->id);
	if ((e = slots_store_cause(c->db, *cause, &used)) != OK || !used)
		return e;
	*cause = arena_printf(c->arena, "booking-undo:%lld:%lld",
	    (long long)b->id, (long long)b->version);
	return OK;
}

enum err
slots_points_reverse(struct call *c, const struct booking *b, int points)
{
	struct ledger_row r = row_of(c, b, -points);
	enum err e;

	if (points <= 0)
		return OK;
	if ((e = reversal_cause(c, b, &r.cause)) != OK)
		return e;
	return append(c, b, &r);
}

enum err
slots_points_redo(struct call *c, const struct booking *b, int64_t change)
{
	struct ledger_row r = row_of(c, b, b->points);
	int points = 0, coins = 0;
	bool reversed = false;
	const char *undo =
	    arena_printf(c->arena, "booking-undo:%lld", (long long)b->id);
	enum err e;

	if ((e = slots_store_cause(c->db, undo, &reversed)) != OK || !reversed)
		return e;
	if ((e = slots_store_earned(c->db, &r, &points, &coins)) != OK ||
	    points > 0)
		return e;
	r.cause =
	    arena_printf(c->arena, "booking-redo:%lld", (long long)change);
	return append(c, b, &r);
}
