#ifndef SERVER_SLOTS_SLOTS_ENV_H
#define SERVER_SLOTS_SLOTS_ENV_H

#include <stdbool.h>
#include <stdint.h>

/* What slots need from the application around a call. */
struct app;
struct call;
struct db;

int slots_hold_seconds(const struct call *c);
int slots_campaign_days(const struct call *c);
int slots_days_back(const struct call *c);
int slots_days_forward(const struct call *c);
bool slots_reverses_undo(const struct call *c);
/* State of synchronisation of a new entry: "local" without a calendar. */
const char *slots_sync_state(const struct call *c);
/* What stands in the calendar is known, or there is none. */
bool slots_sees_calendar(const struct call *c);
/* For so long it has not been read; 0: fresh, or there is none. */
int slots_stale_minutes(const struct call *c);
/*
 * The appearance rate, kept for a minute: everybody's first screen asks for
 * it. False: not known, compute and keep it.
 */
bool slots_kept_rate(const struct call *c, int64_t *tenths);
void slots_keep_rate(struct call *c, int64_t tenths);
/* For builders of pushes, which run without a call. */
struct db *slots_app_db(struct app *app);
int64_t slots_app_now(struct app *app);

#endif
