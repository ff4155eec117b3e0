#ifndef TUI_CLI_CLI_SHOW_H
#define TUI_CLI_CLI_SHOW_H

#include <jansson.h>

#include "tui/cli/cli_out.h"

/*
 * Printers of line mode: "data" of an answer as people read it. The shapes are
 * those of the operations; a member that is absent is left out.
 */
void show_week(struct out *o, const json_t *data);
void show_day(struct out *o, const json_t *data);
void show_weeks(struct out *o, const json_t *data);
void show_booked(struct out *o, const json_t *data);
void show_bookings(struct out *o, const json_t *data);
void show_booking(struct out *o, const json_t *data);
void show_cancelled(struct out *o, const json_t *data);
void show_moved(struct out *o, const json_t *data);
void show_explain(struct out *o, const json_t *data);
void show_suggest(struct out *o, const json_t *data);
void show_blocks(struct out *o, const json_t *data);
void show_holidays(struct out *o, const json_t *data);
void show_check(struct out *o, const json_t *data);
void show_specials(struct out *o, const json_t *data);
void show_special(struct out *o, const json_t *data);
void show_special_check(struct out *o, const json_t *data);
void show_ops(struct out *o, const json_t *data);
void show_op(struct out *o, const json_t *data);
void show_health(struct out *o, const json_t *data);
void show_users(struct out *o, const json_t *data);
void show_user(struct out *o, const json_t *data);
void show_account(struct out *o, const json_t *data);
void show_new_password(struct out *o, const json_t *data);
void show_user_sessions(struct out *o, const json_t *data);
void show_user_logins(struct out *o, const json_t *data);
void show_closed(struct out *o, const json_t *data);
void show_settings(struct out *o, const json_t *data);
void show_run(struct out *o, const json_t *data);
void show_notes(struct out *o, const json_t *data);
void show_outcome(struct out *o, const json_t *data);
void show_dismissed(struct out *o, const json_t *data);
void show_jobs(struct out *o, const json_t *data);
void show_job_log(struct out *o, const json_t *data);
void show_job_started(struct out *o, const json_t *data);
void show_customers(struct out *o, const json_t *data);
void show_customer(struct out *o, const json_t *data);
void show_customer_saved(struct out *o, const json_t *data);
void show_own_customers(struct out *o, const json_t *data);
/* Any answer: lists as tables, objects as lines. */
void show_any(struct out *o, const json_t *data);

/* Parts, for the printers. */
void show_date_cell(struct table *t, const json_t *row, const char *key);
void show_hour_cell(struct table *t, const json_t *row);
void show_int_cell(struct table *t, const json_t *row, const char *key);
void show_str_cell(struct table *t, const json_t *row, const char *key);
/* "So 15.03.2026" in the language in use; the text itself if it is no date. */
const char *show_date(const json_t *row, const char *key, char out[40]);
/* Local date and time of an instant; "" when absent. */
const char *show_instant(const json_t *row, const char *key, char out[40]);
/* Translated word of a status of a booking, and its tone. */
const char *show_status(const char *status);
enum tone show_status_tone(const char *status);
void show_booking_line(struct out *o, const json_t *booking);
void show_block_line(struct out *o, const json_t *block);
/* Nothing for an empty list. */
void show_booking_table(struct out *o, const json_t *list);
void show_hint(struct out *o, const char *text);

#endif
