#ifndef TUI_SCREENS_SCR_CALENDAR_H
#define TUI_SCREENS_SCR_CALENDAR_H

/* Private to the screens of the calendars. */
#include "tui/screens/screens.h"

/*
 * Writes that wait or failed, and cases that people decide. arg: const json_t,
 * the array "calendars" of calendar.show_status; NULL: names are made of keys.
 */
extern const struct screen_ops scr_outbox, scr_conflicts;
/* One write in full; arg: const json_t { entry, name }. */
extern const struct screen_ops scr_outbox_entry;

/* Name of a calendar ("central", "consultant:3") for people. Returns out. */
const char *calendar_name(
    const json_t *calendars, const char *key, char out[SCR_TEXT]);
/* "14:05" today, "04.03. 14:05" else, "—" when there is none. Returns out. */
const char *calendar_stand(int today, const char *iso, char out[SCR_TEXT]);
/* What a write does, and how it stands. */
const char *calendar_operation(const char *operation);
const char *calendar_write_state(const char *state);
const char *calendar_write_sign(const char *state); /* one column */
int calendar_write_ink(const char *state);
/* What happened to an entry in the calendar. */
const char *calendar_kind(const char *kind);
/* What a check of a calendar found. */
const char *calendar_result(const char *result);

#endif
