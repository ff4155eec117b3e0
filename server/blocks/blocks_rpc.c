/* Operations of blocked days and holidays (booking.md 17); rules: blocks.c. */
#include "common/arena.h"
#include "common/date.h"
#include "server/blocks/blocks.h"
#include "server/core/event_handlers.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

#define YEAR_MIN 1970
#define YEAR_MAX 2199

/* --- shapes --- */

static void
kclock(struct jw *w, const char *key, int minute)
{
	unsigned m = (unsigned)minute;
	char text[6]; /* "24:00" */

	snprintf(text, sizeof(text), "%02u:%02u", m / 60 % 100, m % 60);
	jw_kstr(w, key, text);
}

static void
block_json(struct jw *w, const struct block_row *b)
{
	jw_kint(w, "id", b->id);
	jw_kint(w, "version", b->version);
	jw_kstr(w, "type", block_type_names[b->type]);
	jw_kdate(w, "start_date", b->start_date);
	jw_kdate(w, "end_date", b->end_date);
	if (b->type == BLOCK_TIME_RANGE) {
		kclock(w, "start_time", b->start_minute);
		kclock(w, "end_time", b->end_minute);
	}
	jw_kint(w, "days", b->end_date - b->start_date + 1);
	jw_kstr(w, "reason", b->reason);
	jw_kstr(w, "added_by", b->added_by);
	jw_kinstant(w, "added_at", b->added_at);
}

static void
blocks_json(struct jw *w, const char *key, const struct block_row *b, int n)
{
	jw_karray(w, key);
	for (int i = 0; i < n; i++) {
		jw_object(w);
		block_json(w, &b[i]);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
affected_json(struct call *c, struct jw *w, const struct affected_list *l)
{
	jw_karray(w, "affected");
	for (int i = 0; i < l->n; i++) {
		const struct affected *r = &l->row[i];

		jw_object(w);
		jw_kint(w, "id", r->id);
		jw_kint(w, "version", r->version);
		jw_kstr(w, "customer",
		    arena_printf(c->arena, "%s, %s", r->last, r->first));
		jw_kstr(w, "last_name", r->last);
		jw_kstr(w, "first_name", r->first);
		jw_kdate(w, "date", r->date);
		jw_kint(w, "hour", r->hour);
		jw_kstr(w, "status", r->status);
		jw_kstr(w, "potential", r->potential);
		jw_kstr(w, "booked_by", r->booked_by);
		jw_kint(w, "moves", r->moves);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kint(w, "total", l->total);
}

static void
holidays_json(struct call *c, const struct holiday_days *days, bool until)
{
	struct jw *w = c->reply;

	jw_karray(w, "items");
	for (int i = 0; i < days->n; i++) {
		jw_object(w);
		jw_kdate(w, "date", days->row[i].date);
		jw_kstr(w, "name", days->row[i].name);
		jw_kint(w, "weekday", date_weekday(days->row[i].date));
		if (until)
			jw_kint(w, "days_until", days->row[i].date - c->today);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kwhole(w, days->n);
}

static int
this_year(const struct call *c)
{
	int year, month, day;

	date_split(c->today, &year, &month, &day);
	return year;
}

/* --- handlers --- */

struct in_list {
	int64_t year, limit, offset;
};
static const struct field f_list[] = {
	F_INT_OPT(struct in_list, year, YEAR_MIN, YEAR_MAX, 0,
	    "year; this year when absent"),
	F_INT_OPT(struct in_list, limit, 1, 500, 100, "most rows"),
	F_INT_OPT(struct in_list, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};

static enum err
rpc_blocks_list(struct call *c, const void *params)
{
	const struct in_list *in = params;
	int year = in->year != 0 ? (int)in->year : this_year(c);
	struct blocks_counters n;
	struct block_rows rows;
	int first, last;
	enum err e;

	if ((e = blocks_list(c, year, &rows, &n)) != OK)
		return e;
	first = in->offset < rows.n ? (int)in->offset : rows.n;
	last = in->limit < rows.n - first ? first + (int)in->limit : rows.n;
	blocks_json(c->reply, "items", rows.row + first, last - first);
	jw_kint(c->reply, "total", rows.n);
	jw_kint(c->reply, "limit", in->limit);
	jw_kint(c->reply, "offset", in->offset);
	jw_kint(c->reply, "year", year);
	jw_kobject(c->reply, "counters");
	jw_kint(c->reply, "holidays", n.holidays);
	jw_kint(c->reply, "custom", n.custom);
	jw_kint(c->reply, "upcoming", n.upcoming);
	jw_end_object(c->reply);
	return OK;
}

#define AREA_FIELDS                                                       \
	F_ENUM(struct blocks_add, type, block_type_names,                 \
	    "full_day, time_range or date_range"),                        \
	    F_DATE(struct blocks_add, start_date, "first day"),           \
	    F_DATE_OPT(                                                   \
		struct blocks_add, end_date, "last day of a date_range"), \
	    F_TIME_OPT(                                                   \
		struct blocks_add, start_time, "start of a time_range"),  \
	    F_TIME_OPT(struct blocks_add, end_time, "end of a time_range")

static const struct field f_preview[] = {
	AREA_FIELDS,
	F_END,
};

static enum err
rpc_blocks_preview(struct call *c, const void *params)
{
	struct blocks_preview p;
	enum err e;

	if ((e = blocks_preview(c, params, &p)) != OK)
		return e;
	affected_json(c, c->reply, &p.affected);
	jw_kint(c->reply, "slots", p.slots);
	jw_kint(c->reply, "days", p.days);
	return OK;
}

static const struct field f_add[] = {
	AREA_FIELDS,
	F_STR_OPT(struct blocks_add, reason, 0, 200,
	    "shown to whoever wants to book; \"Gesperrt\" when empty"),
	F_END,
};

static enum err
rpc_blocks_add(struct call *c, const void *params)
{
	struct blocks_added out = { 0 };
	enum err e = blocks_add(c, params, &out);
	struct jw *w = e == OK ? c->reply : NULL;

	if (e == E_CONFIRM_BLOCK)
		affected_json(c, call_facts(c), &out.affected);
	if (e == E_CONFIRM_REPLACE)
		w = call_facts(c);
	if (w != NULL) {
		jw_kobject(w, "block");
		block_json(w, &out.block);
		jw_end_object(w);
	}
	if (e == OK)
		jw_kint(w, "affected", out.affected.total);
	return e;
}

struct in_remove {
	int64_t id;
};
static const struct field f_remove[] = {
	F_ID(struct in_remove, id, "block"),
	F_END,
};

static enum err
rpc_blocks_remove(struct call *c, const void *params)
{
	const struct in_remove *in = params;
	bool removed;
	enum err e;

	if ((e = blocks_remove(c, in->id, &removed)) == OK)
		jw_kbool(c->reply, "removed", removed);
	return e;
}

struct in_check {
	int date;
	int64_t hour;
};
static const struct field f_check[] = {
	F_DATE(struct in_check, date, "day"),
	F_INT_OPT(struct in_check, hour, 0, 23, -1,
	    "ask for the slot that starts then"),
	F_END,
};

static enum err
rpc_blocks_check(struct call *c, const void *params)
{
	const struct in_check *in = params;
	struct block_rows rows;
	struct day_block day;
	char name[128]; /* see holiday_on */
	enum err e;

	if ((e = blocks_load(c, in->date, in->date, &rows)) != OK)
		return e;
	if (in->hour >= 0)
		blocks_slot_of(&rows, c->arena, in->date, (int)in->hour, &day);
	else
		blocks_day_of(&rows, c->arena, in->date, &day);
	jw_kdate(c->reply, "date", in->date);
	if (in->hour >= 0)
		jw_kint(c->reply, "hour", in->hour);
	jw_kbool(c->reply, "blocked", day.blocked);
	if (day.reason != NULL)
		jw_kstr(c->reply, "reason", day.reason);
	jw_kbool(c->reply, "holiday", day.holiday);
	if (holiday_on(in->date, name, sizeof(name)))
		jw_kstr(c->reply, "holiday_name", name);
	blocks_json(c->reply, "blocks", rows.row, rows.n);
	return OK;
}

struct in_upcoming {
	int64_t days;
};
static const struct field f_upcoming[] = {
	F_INT_OPT(struct in_upcoming, days, 1, 366, 30, "days to look ahead"),
	F_END,
};

static enum err
rpc_blocks_list_upcoming(struct call *c, const void *params)
{
	const struct in_upcoming *in = params;
	struct holiday_days days;

	blocks_holidays(c->arena, c->today, c->today + (int)in->days, &days);
	holidays_json(c, &days, true);
	jw_kint(c->reply, "days", in->days);
	return OK;
}

struct in_year {
	int64_t year;
};
static const struct field f_year[] = {
	F_INT_OPT(struct in_year, year, YEAR_MIN, YEAR_MAX, 0,
	    "year; this year when absent"),
	F_END,
};

static enum err
rpc_blocks_list_holidays(struct call *c, const void *params)
{
	const struct in_year *in = params;
	int year = in->year != 0 ? (int)in->year : this_year(c);
	struct holiday_days days;

	blocks_holidays(
	    c->arena, date_make(year, 1, 1), date_make(year, 12, 31), &days);
	holidays_json(c, &days, year == this_year(c));
	jw_kint(c->reply, "year", year);
	return OK;
}

/* key: the day, or 0 for several */
enum err
blocks_push(struct app *app, int64_t key, struct jw *w)
{
	(void)app;
	if (key != 0)
		jw_kdate(w, "date", (int)key);
	return OK;
}

#define BLOCK_SHAPE                                                          \
	"{id, version, type, start_date, end_date, start_time?, end_time?, " \
	"days, reason, added_by, added_at}"

const struct op blocks_ops[] = {
	{ .op = "blocks.add",
	    .alias = "admin.blocked.add",
	    .help = "Block a day, a part of a day or a range of days",
	    .perm = P_ADMIN_BLOCKED,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = TAKES_CONFIRM,
	    .audit = "blocked_date_added",
	    .run = rpc_blocks_add,
	    .in = f_add,
	    .in_size = sizeof(struct blocks_add),
	    .example = "{\"type\":\"date_range\",\"start_date\":\"2026-12-24\","
		       "\"end_date\":\"2026-12-31\","
		       "\"reason\":\"Betriebsferien\"}",
	    .returns = "{block: " BLOCK_SHAPE ", affected}" },
	{ .op = "blocks.check",
	    .alias = "admin.blocked.check",
	    .help = "Tell whether a day or a slot is blocked, and why",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_blocks_check,
	    .in = f_check,
	    .in_size = sizeof(struct in_check),
	    .example = "{\"date\":\"2026-12-25\"}",
	    .returns = "{date, blocked, reason?, holiday, holiday_name?, "
		       "blocks: [" BLOCK_SHAPE "]}" },
	{ .op = "blocks.list",
	    .alias = "admin.blocked.list",
	    .help = "List the blocks that touch a year, with counters",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_blocks_list,
	    .in = f_list,
	    .in_size = sizeof(struct in_list),
	    .example = "{\"year\":2026}",
	    .returns = "{items: [" BLOCK_SHAPE "], total, limit, offset, year, "
		       "counters: {holidays, custom, upcoming}}" },
	{ .op = "blocks.list_holidays",
	    .alias = "holidays.year",
	    .help = "List the holidays of a year",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_blocks_list_holidays,
	    .in = f_year,
	    .in_size = sizeof(struct in_year),
	    .example = "{\"year\":2026}",
	    .returns = "list of {date, name, weekday, days_until?}, and year" },
	{ .op = "blocks.list_upcoming",
	    .alias = "holidays.upcoming,admin.blocked.upcoming",
	    .help = "List the holidays of the next days",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_blocks_list_upcoming,
	    .in = f_upcoming,
	    .in_size = sizeof(struct in_upcoming),
	    .example = "{\"days\":30}",
	    .returns = "{items: [{date, name, weekday, days_until}], total, "
		       "days}" },
	{ .op = "blocks.preview",
	    .help = "Show what a block would hit, without adding it",
	    .perm = P_ADMIN_BLOCKED,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_blocks_preview,
	    .in = f_preview,
	    .in_size = sizeof(struct blocks_add),
	    .example = "{\"type\":\"full_day\",\"start_date\":\"2026-12-24\"}",
	    .returns = "{affected: [{id, version, customer, last_name, "
		       "first_name, date, hour, status, potential, booked_by, "
		       "moves}], total, slots, days}" },
	{ .op = "blocks.remove",
	    .alias = "admin.blocked.remove",
	    .help = "Remove a block; an absent one is no error",
	    .perm = P_ADMIN_BLOCKED,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "blocked_date_removed",
	    .run = rpc_blocks_remove,
	    .in = f_remove,
	    .in_size = sizeof(struct in_remove),
	    .example = "{\"id\":1}",
	    .returns = "{removed}" },
	{ 0 },
};
