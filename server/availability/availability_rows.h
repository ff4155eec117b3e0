#ifndef SERVER_AVAILABILITY_AVAILABILITY_ROWS_H
#define SERVER_AVAILABILITY_AVAILABILITY_ROWS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Rows of the feature as its rules see them. Dates are day numbers, minutes
 * count from civil midnight, texts and arrays live in the arena of the call.
 */
struct grid_row {
	int weekday, hour;
	int effective_from;
	bool active;
	bool fallback; /* offered beyond the generated days */
};
struct grid_rows {
	struct grid_row *row;
	int n;
};

struct capacity_row {
	int64_t id;
	int hour;     /* 0: every hour without a row of its own */
	int weekdays; /* bit n: weekday n */
	int places;
	int effective_from;
	const char *set_by;
	int64_t set_at;
};
struct capacity_rows {
	struct capacity_row *row;
	int n;
};

struct consultant {
	int64_t id, version;
	const char *name;
	const char *calendar_id; /* "" when there is none */
	bool active;
	bool default_pool;
	int64_t account; /* 0: not linked */
	const char *account_name;
	int sort;
};
struct consultants {
	struct consultant *row;
	int n;
};

struct ready_span {
	int64_t id, version;
	int64_t consultant;
	const char *consultant_name;
	int date;
	int from_minute, to_minute;
	int repeat_until; /* weekly until then; DATE_NONE: only that day */
	const char *added_by;
	int64_t added_at;
};
struct ready_spans {
	struct ready_span *row;
	int n;
};

/* Alphabetical, as the primary key sorts them. */
enum source { SOURCE_CALENDAR, SOURCE_FALLBACK, SOURCE_MANUAL };
extern const char *const source_names[];

/* A consultant who is ready in a slot, by one source. */
struct entry {
	int64_t start_at;
	int64_t consultant;
	enum source source;
};
struct entries {
	struct entry *row; /* by start, consultant, source */
	int n, cap;
};

struct special {
	int64_t id;
	int64_t start_at;
	int64_t consultant;
	const char *consultant_name;
	const char *type;
	int event_minute;
};
struct specials {
	struct special *row; /* by start, consultant */
	int n;
};

struct external {
	int64_t id;
	int64_t slot_at;
	int weight;
	const char *title;
};
struct externals {
	struct external *row; /* by slot */
	int n;
};

/* A consultant who was ready in a future slot and is not any more (5.5). */
struct lost {
	int64_t start_at;
	int date, hour;
	int64_t consultant;
	const char *name;
};
struct lost_list {
	struct lost *row;
	int n;
};

/* A slot whose stored figures a rebuild changed. */
struct changed {
	int64_t start_at;
	int date, hour;
	int total_before, total;
	int external;
};
struct changed_list {
	struct changed *row;
	int n;
};

#endif
