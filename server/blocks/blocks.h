#ifndef SERVER_BLOCKS_BLOCKS_H
#define SERVER_BLOCKS_BLOCKS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/blocks/blocks_holiday.h"

/*
 * Holidays of North Rhine-Westphalia (computed) and custom blocks in one
 * query (booking.md 6, features HOL-01 to 08). Whoever depends on blocks
 * reacts to EV_BLOCKS_CHANGED, whose payload is struct blocks_changed.
 */
struct call;
struct arena;

struct day_block {
	bool blocked; /* the whole day */
	bool holiday;
	const char *reason; /* all reasons joined with ", ", in the arena */
	int64_t block;	    /* id of the first custom block, or 0 */
};

/*
 * Whole-day state of a date. When the blocks cannot be read, the error is
 * returned and *out says blocked all the same: never bookable by accident.
 */
enum err blocks_day(struct call *c, int date, struct day_block *out);
/*
 * State of a slot: whole day, or a time range that overlaps the half-open
 * interval [hour, hour + 2 h) (booking.md 6.2, 19.5). Fails safe as above.
 */
enum err blocks_slot(struct call *c, int date, int hour, struct day_block *out);

/* What EV_BLOCKS_CHANGED carries: the days concerned. */
struct blocks_changed {
	int from, to;
};

enum block_type { BLOCK_FULL_DAY, BLOCK_TIME_RANGE, BLOCK_DATE_RANGE };
extern const char *const block_type_names[]; /* NULL-terminated */

struct block_row {
	int64_t id, version;
	enum block_type type;
	int start_date, end_date;     /* inclusive */
	int start_minute, end_minute; /* of the civil day, half-open */
	const char *reason;
	const char *added_by;
	int64_t added_at;
};
struct block_rows {
	struct block_row *row; /* in the arena */
	int n;
};

/* Custom blocks that touch [from, to], by start: for asking about many slots.
 */
enum err blocks_load(struct call *c, int from, int to, struct block_rows *out);
/* Like blocks_day and blocks_slot on loaded rows; pure, texts go to a. */
void blocks_day_of(const struct block_rows *rows, struct arena *a, int date,
    struct day_block *out);
void blocks_slot_of(const struct block_rows *rows, struct arena *a, int date,
    int hour, struct day_block *out);

/* --- operations --- */

struct blocks_add {
	int type; /* enum block_type */
	int start_date, end_date;
	int start_time, end_time; /* minutes, -1 when absent */
	const char *reason;
};

/* An active booking that a block would hit. */
struct affected {
	int64_t id, version;
	const char *last, *first;
	int date, hour;
	const char *status, *potential;
	const char *booked_by;
	int moves;
};
struct affected_list {
	struct affected *row; /* the first AFFECTED_MAX */
	int n;
	int total;
};
#define AFFECTED_MAX 100

struct blocks_preview {
	struct affected_list affected;
	int slots; /* future slots that would close */
	int days;
};
enum err blocks_preview(
    struct call *c, const struct blocks_add *in, struct blocks_preview *out);

struct blocks_added {
	struct block_row block; /* on E_CONFIRM_REPLACE: the existing one */
	struct affected_list affected;
};
/*
 * E_DATE_BLOCKED: a full day on a holiday. E_CONFIRM_REPLACE: the same block
 * exists (out->block is set), E_CONFIRM_BLOCK: active bookings lie in it
 * (out->affected is set). Bookings stay as they are.
 */
enum err blocks_add(
    struct call *c, const struct blocks_add *in, struct blocks_added *out);
/* Removing an absent block succeeds; *removed tells. */
enum err blocks_remove(struct call *c, int64_t id, bool *removed);

struct blocks_counters {
	int holidays; /* dates of the year */
	int custom;   /* blocks that touch the year */
	int upcoming; /* holidays of the next days (holidays.upcoming_days) */
};
/* Blocks that touch a year, by start date. */
enum err blocks_list(struct call *c, int year, struct block_rows *out,
    struct blocks_counters *counters);

/* A holiday date with all its names joined. */
struct holiday_day {
	int date;
	const char *name;
};
struct holiday_days {
	struct holiday_day *row; /* in the arena */
	int n;
};
/* Holidays of [from, to], one row per date. */
void blocks_holidays(
    struct arena *a, int from, int to, struct holiday_days *out);

#endif
