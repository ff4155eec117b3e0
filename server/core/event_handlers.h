#ifndef SERVER_CORE_EVENT_HANDLERS_H
#define SERVER_CORE_EVENT_HANDLERS_H

#include "server/core/events.h"

/* Builders and reactors that events.def names, each in its feature. */
event_builder availability_push;
event_builder blocks_push;
event_builder customers_push;
event_builder calendar_push;
event_builder hub_push_tools;
event_builder jobs_push;
event_builder notify_push;
event_builder slots_booking_push;
event_builder slots_push;
event_builder users_push;
event_reactor availability_on_blocks;
event_reactor calendar_on_booked;
event_reactor calendar_on_cancelled;
event_reactor calendar_on_changed;
event_reactor calendar_on_moved;
event_reactor calendar_on_special;
event_reactor customers_on_booked;
event_reactor customers_on_special;
event_reactor outcomes_on_cancelled;
event_reactor outcomes_on_changed;
event_reactor slots_on_booked;
event_reactor slots_on_cancelled;
event_reactor slots_on_moved;
event_reactor slots_on_special;
event_reactor slots_on_status;

#endif
