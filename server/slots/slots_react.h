#ifndef SERVER_SLOTS_SLOTS_REACT_H
#define SERVER_SLOTS_SLOTS_REACT_H

#include "server/core/events.h"

/* Reactors and builders of slots, named in server/core/events.def. */
event_reactor slots_on_booked, slots_on_cancelled, slots_on_moved,
    slots_on_special, slots_on_status;
/* Key: start of a slot. {"date","hour","free","total","booked","held"} */
event_builder slots_push;
/* Key: booking. {"id","version","date","hour"} */
event_builder slots_booking_push;

#endif
