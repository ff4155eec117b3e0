#ifndef SERVER_AVAILABILITY_AVAILABILITY_AFFECTED_H
#define SERVER_AVAILABILITY_AVAILABILITY_AFFECTED_H

#include "server/availability/availability_admin.h"

/* Slots that a change left with more booked than places; nothing is undone. */
enum err affected_slots(struct call *c, const struct changed_list *changed,
    struct overbooked_list *out);
/* The active bookings of these slots. */
enum err affected_bookings(struct call *c, const struct changed_list *changed,
    struct slot_bookings *out);

#endif
