#ifndef SERVER_SLOTS_SLOTS_POINTS_H
#define SERVER_SLOTS_SLOTS_POINTS_H

#include "server/slots/slots.h"

/*
 * Points and coins of bookings: appended to the ledger, summed up in score
 * and daily_user_stat (booking.md 4.6, D22).
 */

/* Pays the points of a booking once; nothing for 0 points. */
enum err slots_points_pay(struct call *c, const struct booking *b);
/*
 * What a cancellation now takes back: the points still paid when the booker
 * himself cancels on the local day of the booking (gam.undo_reversal), else
 * 0.
 */
enum err slots_points_due_back(
    struct call *c, const struct booking *b, int *points);
/* Takes points back. */
enum err slots_points_reverse(
    struct call *c, const struct booking *b, int points);
/* Undo of a cancellation: pays again what its change took back. */
enum err slots_points_redo(
    struct call *c, const struct booking *b, int64_t change);

/* Payload of EV_BOOKING_CANCELLED. */
struct cancelled {
	const struct booking *booking;
	int points_reversed;
};
/* Payload of EV_BOOKING_MOVED. */
struct moved {
	const struct booking *old, *booking;
};

#endif
