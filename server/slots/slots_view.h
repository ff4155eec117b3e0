#ifndef SERVER_SLOTS_SLOTS_VIEW_H
#define SERVER_SLOTS_SLOTS_VIEW_H

#include "server/availability/availability.h"
#include "server/slots/slots.h"

/* Day, week, month, list of weeks, and why figures are as they are (12). */

struct history_cell {
	int date, hour;
	int appeared, not_appeared; /* -1: no result */
};
struct history {
	struct history_cell *row;
	int n, cap;
};

/* State and sums of one day. */
struct day_sum {
	int date;
	bool blocked, holiday, beyond, past;
	const char *reason;    /* NULL: not blocked */
	struct slot_fig *figs; /* of this day, by hour */
	int n_figs;
	int total, booked, held, free;
};
struct day_sums {
	struct day_sum *row;
	int n;
};
/*
 * Days [from, to] with their slots; one pass over slot_total and slot_place,
 * blocks are asked only for days that look blocked or have no slots.
 */
enum err slots_days(struct call *c, int from, int to, struct day_sums *out);

struct day_slot {
	struct slot_fig fig;
	struct text_list ready; /* empty unless the caller may see names */
	struct booking_list bookings; /* those the caller may see */
	int others;
	struct special_list specials;
};
struct slots_day {
	int date;
};
#define STRIP_DAYS 7
struct day_view {
	struct day_sum day;
	struct day_sum strip[STRIP_DAYS];
	struct day_slot *slot;
	int n_slots;
	bool names; /* ready is filled */
	struct history history;
};
enum err slots_show_day(
    struct call *c, const struct slots_day *in, struct day_view *out);

struct week_view {
	int monday;
	struct day_sums days;
	int outside_grid;
	struct history history;
};
enum err slots_show_week(
    struct call *c, const struct slots_day *in, struct week_view *out);

struct slots_month {
	int date;
	const char *month; /* "YYYY-MM" or NULL */
};
struct month_view {
	int from, to;
	bool whole; /* a month for a calendar: every working day is listed */
	struct day_sums days;
};
enum err slots_show_month(
    struct call *c, const struct slots_month *in, struct month_view *out);
/* Days that a month table lists (12.3). */
bool slots_month_lists(const struct month_view *m, const struct day_sum *d);

struct week_sum {
	int monday, booked, possible, percent;
	bool current;
};
#define WEEKS_LISTED 6
#define WEEKS_SCANNED 15
struct week_sums {
	struct week_sum row[WEEKS_LISTED];
	int n;
};
enum err slots_list_weeks(struct call *c, struct week_sums *out);

struct slots_explain {
	int date;
	int64_t hour;
};
struct explain_line {
	const char *kind, *text;
	int64_t value, ref;
};
struct explain {
	struct slot_fig fig;
	struct explain_line *row;
	int n, cap;
};
enum err slots_explain(
    struct call *c, const struct slots_explain *in, struct explain *out);

#endif
