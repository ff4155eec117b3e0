#ifndef TUI_SCREENS_WORDING_H
#define TUI_SCREENS_WORDING_H

#include "tui/screens/screens.h"

/* How lists of bookings, blocks and days write what they show. */

/* "Today!", "in 3 days", "2 days ago". Returns out. */
char *word_days_away(int date, int today, char out[SCR_TEXT]);
/*
 * First letters of the two parts of an account name ("anna.berger": "AB"),
 * else its first two letters (booking.md 12.6). Returns out.
 */
char *word_initials(const char *account, char out[SCR_TEXT]);
/* "So 15.03.26": a date as narrow as it gets with the year. Returns out. */
char *word_day(int date, char out[SCR_TEXT]);
/* "15.03.2026" or "15.03. – 20.03.2026". Returns out. */
char *word_range(int from, int to, char out[SCR_TEXT]);
/* Percentage of tenths: "62,5 %". Returns out. */
char *word_percent(int64_t tenths, char out[SCR_TEXT]);
/* "HH:MM" typed as "9", "9:30" or "0930" -> "09:30"; false: no time. */
bool word_time(const char *typed, char out[6]);
/* How long ago: "just now", "5 min ago", "3 h ago", "2 days ago". */
char *word_ago(int64_t ms, char out[SCR_TEXT]);

#endif
