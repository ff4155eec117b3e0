#ifndef SERVER_RPC_FLIGHT_H
#define SERVER_RPC_FLIGHT_H

#include <stdbool.h>

/*
 * ASYNC calls on their way through the worker pool. The same key waits for
 * the answer of the call in flight.
 */
struct call_box;
struct app;

/*
 * Prepares and submits. False: the answer stands in the box already (refused,
 * queue full).
 */
bool flight_start(struct call_box *b);
/* True while calls are out. */
bool flight_any(const struct app *app);

#endif
