/* Rules of blocked days: what is blocked and why, adding and removing blocks.
 * Called by blocks_rpc and by every feature that offers slots. */
#include "server/blocks/blocks.h"

#include "common/arena.h"
#include "common/buf.h"
#include "common/date.h"
#include "common/str.h"
#include "server/app.h"
#include "server/blocks/blocks_store.h"
#include "server/core/events.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"

#define SLOT_LENGTH 120 /* minutes, booking.md 4.1 */
#define DAY_MINUTES 1440
#define NAME_MAX_BYTES 128 /* two holidays on one date: 51 bytes */
#define DEFAULT_REASON "Gesperrt"

const char *const block_type_names[] = { "full_day", "time_range", "date_range",
	NULL };

/* --- what is blocked --- */

/* Adds a reason unless it is there already. */
static const char *
join(struct arena *a, const char *all, const char *reason)
{
	size_t n = strlen(reason);
	const char *p = all;

	if (all == NULL)
		return reason;
	while (p != NULL) {
		if (strncmp(p, reason, n) == 0 &&
		    (p[n] == '\0' || str_starts(p + n, ", ")))
			return all;
		p = strstr(p, ", ");
		if (p != NULL)
			p += 2;
	}
	return arena_printf(a, "%s, %s", all, reason);
}

/* Minutes [start, end) of the date against holidays and loaded blocks. A
 * whole-day question passes an empty span: time ranges never match it. */
static void
state_of(const struct block_rows *rows, struct arena *a, int date,
    const int minute[2], struct day_block *out)
{
	char name[NAME_MAX_BYTES];

	*out = (struct day_block){ 0 };
	if (holiday_on(date, name, sizeof(name))) {
		out->blocked = out->holiday = true;
		out->reason = arena_strdup(a, name);
	}
	for (int i = 0; i < rows->n; i++) {
		const struct block_row *b = &rows->row[i];

		if (date < b->start_date || date > b->end_date)
			continue;
		if (b->type == BLOCK_TIME_RANGE &&
		    (b->start_minute >= minute[1] ||
			b->end_minute <= minute[0]))
			continue;
		out->blocked = true;
		out->reason = join(a, out->reason, b->reason);
		if (out->block == 0)
			out->block = b->id;
	}
}

void
blocks_day_of(const struct block_rows *rows, struct arena *a, int date,
    struct day_block *out)
{
	state_of(rows, a, date, (const int[2]){ DAY_MINUTES, 0 }, out);
}

void
blocks_slot_of(const struct block_rows *rows, struct arena *a, int date,
    int hour, struct day_block *out)
{
	int start = hour * 60;

	state_of(
	    rows, a, date, (const int[2]){ start, start + SLOT_LENGTH }, out);
}

enum err
blocks_load(struct call *c, int from, int to, struct block_rows *out)
{
	return blocks_store_range(c->db, c->arena, from, to, out);
}

/* Nobody may book what we cannot rule out to be blocked (5.4). */
static enum err
unreadable(struct call *c, enum err e, struct day_block *out)
{
	*out = (struct day_block){ .blocked = true };
	out->reason = call_tr(
	    c, "Sperrtermine nicht lesbar", "blocked dates cannot be read");
	return e;
}

enum err
blocks_day(struct call *c, int date, struct day_block *out)
{
	struct block_rows rows;
	enum err e;

	if ((e = blocks_load(c, date, date, &rows)) != OK)
		return unreadable(c, e, out);
	blocks_day_of(&rows, c->arena, date, out);
	return OK;
}

enum err
blocks_slot(struct call *c, int date, int hour, struct day_block *out)
{
	struct block_rows rows;
	enum err e;

	if ((e = blocks_load(c, date, date, &rows)) != OK)
		return unreadable(c, e, out);
	blocks_slot_of(&rows, c->arena, date, hour, out);
	return OK;
}

void
blocks_holidays(struct arena *a, int from, int to, struct holiday_days *out)
{
	struct holiday h[HOLIDAYS_MAX];
	struct holiday_days days = { 0 };
	int first, last, month, day, n;

	date_split(from, &first, &month, &day);
	date_split(to, &last, &month, &day);
	if (last < first)
		last = first - 1;
	days.row = arena_alloc(
	    a, (size_t)(last - first + 1) * HOLIDAYS_MAX * sizeof(*days.row));
	for (int year = first; year <= last; year++) {
		n = holiday_year(year, h);
		for (int i = 0; i < n; i++) {
			struct holiday_day *prev =
			    days.n > 0 ? &days.row[days.n - 1] : NULL;

			if (h[i].date < from || h[i].date > to)
				continue;
			if (prev != NULL && prev->date == h[i].date)
				prev->name = join(a, prev->name, h[i].name);
			else
				days.row[days.n++] =
				    (struct holiday_day){ h[i].date,
					    h[i].name };
		}
	}
	*out = days;
}

/* --- changing --- */

static enum err
check_times(struct call *c, const struct blocks_add *in)
{
	if (in->type != BLOCK_TIME_RANGE) {
		if (in->start_time >= 0 || in->end_time >= 0)
			return call_invalid(c, "start_time", "%s",
			    call_tr(c, "nur beim Zeitbereich",
				"only for a time range"));
		return OK;
	}
	if (in->start_time < 0)
		return call_invalid(c, "start_time", "%s",
		    call_tr(c, "beim Zeitbereich nötig",
			"needed for a time range"));
	if (in->end_time < 0)
		return call_invalid(c, "end_time", "%s",
		    call_tr(c, "beim Zeitbereich nötig",
			"needed for a time range"));
	if (in->start_time >= in->end_time)
		return call_invalid(c, "end_time", "%s",
		    call_tr(c, "muss nach dem Beginn liegen",
			"must be later than the start"));
	return OK;
}

static enum err
check_dates(struct call *c, const struct blocks_add *in)
{
	if (in->type == BLOCK_DATE_RANGE) {
		if (in->end_date == DATE_NONE)
			return call_invalid(c, "end_date", "%s",
			    call_tr(c, "beim Datumsbereich nötig",
				"needed for a date range"));
		if (in->end_date < in->start_date)
			return call_invalid(c, "end_date", "%s",
			    call_tr(c, "darf nicht vor dem Beginn liegen",
				"must not be earlier than the start"));
		return OK;
	}
	if (in->end_date != DATE_NONE && in->end_date != in->start_date)
		return call_invalid(c, "end_date", "%s",
		    call_tr(
			c, "nur beim Datumsbereich", "only for a date range"));
	return OK;
}

/* Checks the input and makes the row of it. */
static enum err
make_row(struct call *c, const struct blocks_add *in, struct block_row *b)
{
	char name[NAME_MAX_BYTES];
	bool timed = in->type == BLOCK_TIME_RANGE;
	enum err e;

	if ((e = check_dates(c, in)) != OK || (e = check_times(c, in)) != OK)
		return e;
	log_debug(&c->log, "blocks: holidays asked");
	if (in->type == BLOCK_FULL_DAY &&
	    holiday_on(in->start_date, name, sizeof(name))) {
		jw_kstr(call_facts(c), "reason", name);
		jw_kbool(call_facts(c), "holiday", true);
		return call_fail_text(c, E_DATE_BLOCKED, "%s: %s",
		    call_tr(c, "Der Tag ist bereits Feiertag",
			"The day is a holiday already"),
		    name);
	}
	*b = (struct block_row){ .version = 1,
		.type = (enum block_type)in->type };
	b->start_date = in->start_date;
	b->end_date =
	    in->type == BLOCK_DATE_RANGE ? in->end_date : in->start_date;
	b->start_minute = timed ? in->start_time : 0;
	b->end_minute = timed ? in->end_time : DAY_MINUTES;
	b->reason = in->reason != NULL && in->reason[0] != '\0'
			? in->reason
			: DEFAULT_REASON;
	b->added_by = c->actor->name;
	b->added_at = c->now;
	return OK;
}

enum err
blocks_preview(
    struct call *c, const struct blocks_add *in, struct blocks_preview *out)
{
	struct blocks_preview p;
	struct block_row b;
	enum err e;

	if ((e = make_row(c, in, &b)) != OK ||
	    (e = blocks_store_affected(
		 c->db, c->arena, &b, c->now, &p.affected)) != OK ||
	    (e = blocks_store_slots(c->db, &b, c->now, &p.slots)) != OK)
		return e;
	p.days = b.end_date - b.start_date + 1;
	*out = p;
	return OK;
}

/* Others (availability first of all) react in the same savepoint. */
static void
tell(struct call *c, const struct block_row *b)
{
	struct blocks_changed *what = arena_alloc(c->arena, sizeof(*what));

	what->from = b->start_date;
	what->to = b->end_date;
	event_emit(c, EV_BLOCKS_CHANGED,
	    b->start_date == b->end_date ? b->start_date : 0, what);
}

static void
note(struct call *c, const struct block_row *b)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "block:%lld", (long long)b->id);
	jw_kstr(w, "type", block_type_names[b->type]);
	jw_kdate(w, "start_date", b->start_date);
	jw_kdate(w, "end_date", b->end_date);
	if (b->type == BLOCK_TIME_RANGE) {
		jw_kint(w, "start_minute", b->start_minute);
		jw_kint(w, "end_minute", b->end_minute);
	}
	jw_kstr(w, "reason", b->reason);
}

static enum err
store(struct call *c, const struct block_row *same, struct block_row *b)
{
	if (same->id == 0)
		return blocks_store_insert(c->db, b);
	b->id = same->id;
	b->version = same->version + 1;
	return blocks_store_replace(c->db, b);
}

enum err
blocks_add(
    struct call *c, const struct blocks_add *in, struct blocks_added *out)
{
	struct blocks_added add = { 0 };
	struct block_row same;
	enum err e;

	if ((e = make_row(c, in, &add.block)) != OK ||
	    (e = blocks_store_same(c->db, c->arena, &add.block, &same)) != OK ||
	    (e = blocks_store_affected(
		 c->db, c->arena, &add.block, c->now, &add.affected)) != OK)
		return e;
	log_debug(&c->log, "blocks: checked, %d bookings affected",
	    add.affected.total);
	if (same.id != 0 && !call_confirmed(c, "REPLACE")) {
		out->block = same;
		return call_fail(c, E_CONFIRM_REPLACE);
	}
	/* the same days were confirmed when they were blocked first */
	if (same.id == 0 && add.affected.total > 0 &&
	    !call_confirmed(c, "BLOCK")) {
		out->affected = add.affected;
		return call_fail(c, E_CONFIRM_BLOCK);
	}
	if ((e = store(c, &same, &add.block)) != OK)
		return e;
	note(c, &add.block);
	if (same.id != 0)
		jw_kstr(call_audit(c), "reason_before", same.reason);
	jw_kint(call_audit(c), "affected", add.affected.total);
	tell(c, &add.block);
	*out = add;
	return OK;
}

enum err
blocks_remove(struct call *c, int64_t id, bool *removed)
{
	struct block_row b;
	enum err e;

	if ((e = blocks_store_get(c->db, c->arena, id, &b)) != OK)
		return e;
	call_audit_target(c, "block:%lld", (long long)id);
	if (b.id == 0) {
		jw_kbool(call_audit(c), "absent", true);
		*removed = false;
		return OK;
	}
	if ((e = blocks_store_delete(c->db, id, removed)) != OK)
		return e;
	note(c, &b);
	tell(c, &b);
	return OK;
}

enum err
blocks_list(struct call *c, int year, struct block_rows *out,
    struct blocks_counters *counters)
{
	struct holiday_days days;
	enum err e;

	if ((e = blocks_load(
		 c, date_make(year, 1, 1), date_make(year, 12, 31), out)) != OK)
		return e;
	blocks_holidays(
	    c->arena, date_make(year, 1, 1), date_make(year, 12, 31), &days);
	counters->holidays = days.n;
	counters->custom = out->n;
	blocks_holidays(c->arena, c->today,
	    c->today + (int)settings_int(
			   app_settings(c->app), SET_HOLIDAYS_ADMIN_DAYS),
	    &days);
	counters->upcoming = days.n;
	return OK;
}
