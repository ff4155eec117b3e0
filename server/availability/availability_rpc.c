/* Operations of availability, grid, capacity and consultants (booking.md 17).
 */
#include "common/arena.h"
#include "common/date.h"
#include "server/availability/availability.h"
#include "server/availability/availability_admin.h"
#include "server/availability/availability_json.h"
#include "server/jobs/jobs.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

#define DAYS_MAX 62
#define DAYS_DEFAULT 28

/* --- find and get --- */

static const char *const tools[] = { "slots", "t2", "all", NULL };
enum { TOOL_SLOTS, TOOL_T2, TOOL_ALL };

struct in_find {
	int date, tool;
};
static const struct field f_find[] = {
	F_DATE(struct in_find, date, "day"),
	F_ENUM_OPT(struct in_find, tool, tools, TOOL_SLOTS, "slots, t2 or all"),
	F_END,
};

static enum err
rpc_availability_find(struct call *c, const void *params)
{
	const struct in_find *in = params;
	struct found_slots found;
	enum err e;

	if (in->tool == TOOL_T2)
		return call_fail(c, E_FEATURE_DISABLED);
	if ((e = availability_find(c, in->date, &found)) != OK)
		return e;
	jw_kdate(c->reply, "date", in->date);
	found_json(c->reply, &found);
	return OK;
}

struct in_get {
	int from, to;
};
static const struct field f_get[] = {
	F_DATE_OPT(struct in_get, from, "first day, today when absent"),
	F_DATE_OPT(struct in_get, to, "last day, at most 62 days"),
	F_END,
};

static enum err
rpc_availability_get(struct call *c, const void *params)
{
	const struct in_get *in = params;
	int from = in->from != DATE_NONE ? in->from : c->today;
	int to = in->to != DATE_NONE ? in->to : from + DAYS_DEFAULT - 1;
	struct span_list l;
	enum err e;

	if (to < from || to - from >= DAYS_MAX)
		return call_invalid(
		    c, "to", "%s", call_tr(c, "1 bis 62 Tage", "1 to 62 days"));
	if ((e = availability_list(c, from, to, &l)) != OK)
		return e;
	jw_kdate(c->reply, "from", from);
	jw_kdate(c->reply, "to", to);
	jw_karray(c->reply, "spans");
	for (int i = 0; i < l.spans.n; i++)
		span_json(c->reply, NULL, &l.spans.row[i]);
	jw_end_array(c->reply);
	entries_json(c->reply, &l);
	if (l.own != 0)
		person_json(c->reply, "own", l.own, l.own_name);
	return OK;
}

/* --- spans --- */

static const struct field f_set_manual[] = {
	F_ID(struct set_manual, consultant, "who is ready"),
	F_DATE(struct set_manual, date, "first or only day"),
	F_TIME(struct set_manual, from, "start"),
	F_TIME(struct set_manual, to, "end; 23:59 for the end of the day"),
	F_DATE_OPT(struct set_manual, repeat_until, "weekly until this day"),
	F_ID_OPT(struct set_manual, id, "span to change"),
	F_ID_OPT(struct set_manual, version, "version that was read"),
	F_END,
};

static enum err
rpc_availability_set_manual(struct call *c, const void *params)
{
	struct span_change done;
	enum err e;

	if ((e = availability_set_manual(c, params, &done)) != OK)
		return e;
	span_json(c->reply, "span", &done.span);
	lost_json(c->reply, &done.lost);
	return OK;
}

struct in_remove {
	int64_t id, version;
};
static const struct field f_remove_manual[] = {
	F_ID(struct in_remove, id, "span"),
	F_ID_OPT(struct in_remove, version, "version that was read"),
	F_END,
};

static enum err
rpc_availability_remove_manual(struct call *c, const void *params)
{
	const struct in_remove *in = params;
	struct span_removal done;
	enum err e;

	e = availability_remove_manual(c, in->id, in->version, &done);
	if (e != OK)
		return e;
	jw_kbool(c->reply, "removed", done.removed);
	lost_json(c->reply, &done.lost);
	bookings_json(c, c->reply, &done.affected);
	return OK;
}

/* --- grid and capacity --- */

struct in_get_grid {
	int date;
};
static const struct field f_get_grid[] = {
	F_DATE_OPT(struct in_get_grid, date, "day, today when absent"),
	F_END,
};

static enum err
rpc_availability_get_grid(struct call *c, const void *params)
{
	const struct in_get_grid *in = params;
	int date = in->date != DATE_NONE ? in->date : c->today;
	struct grid_view v;
	enum err e;

	if ((e = availability_grid_view(c, date, &v)) != OK)
		return e;
	jw_kdate(c->reply, "date", date);
	grid_json(c->reply, &v.grid);
	capacity_json(c->reply, &v.capacity);
	jw_kobject(c->reply, "upcoming");
	grid_json(c->reply, &v.later_grid);
	capacity_json(c->reply, &v.later_capacity);
	jw_end_object(c->reply);
	return OK;
}

static const struct field f_set_grid[] = {
	F_INT(struct set_grid, weekday, 0, 6, "0 is Monday"),
	F_INT(struct set_grid, hour, 9, 20, "9, 11, 14, 16, 18 or 20"),
	F_BOOL(struct set_grid, active, "the slot exists"),
	F_TRI_OPT(struct set_grid, fallback,
	    "offered beyond the generated days; as before when absent"),
	F_DATE_OPT(struct set_grid, effective_from, "today when absent"),
	F_END,
};

static enum err
rpc_availability_set_grid(struct call *c, const void *params)
{
	struct set_grid in = *(const struct set_grid *)params;
	struct slot_bookings affected;
	struct grid_view v;
	enum err e;

	if (in.effective_from == DATE_NONE)
		in.effective_from = c->today;
	if ((e = availability_set_grid(c, &in, &affected)) != OK ||
	    (e = availability_grid_view(c, in.effective_from, &v)) != OK)
		return e;
	grid_json(c->reply, &v.grid);
	bookings_json(c, c->reply, &affected);
	return OK;
}

struct in_set_capacity {
	int64_t hour;
	struct field_list weekdays;
	int64_t places;
	int effective_from;
};
static const struct field f_set_capacity[] = {
	F_INT(struct in_set_capacity, hour, 0, 20,
	    "9, 11, 14, 16, 18, 20; 0 for every hour without a row"),
	F_INTLIST_OPT(struct in_set_capacity, weekdays, 7,
	    "0 is Monday; all when absent"),
	F_INT(struct in_set_capacity, places, 0, 20, "per ready consultant"),
	F_DATE_OPT(struct in_set_capacity, effective_from, "today when absent"),
	F_END,
};

static enum err
read_weekdays(struct call *c, const struct field_list *l, int *mask)
{
	*mask = 0;
	for (int i = 0; i < l->n; i++) {
		if (l->num[i] < 0 || l->num[i] > 6)
			return call_invalid(c, "weekdays", "%s",
			    call_tr(c, "0 (Montag) bis 6 (Sonntag)",
				"0 (Monday) to 6 (Sunday)"));
		*mask |= 1 << l->num[i];
	}
	if (l->n == 0)
		*mask = WEEKDAYS_ALL;
	return OK;
}

static enum err
rpc_availability_set_capacity(struct call *c, const void *params)
{
	const struct in_set_capacity *in = params;
	struct set_capacity set = { in->hour, 0, in->places,
		in->effective_from };
	struct overbooked_list affected;
	struct grid_view v;
	enum err e;

	if (set.effective_from == DATE_NONE)
		set.effective_from = c->today;
	if ((e = read_weekdays(c, &in->weekdays, &set.weekdays)) != OK ||
	    (e = availability_set_capacity(c, &set, &affected)) != OK ||
	    (e = availability_grid_view(c, set.effective_from, &v)) != OK)
		return e;
	capacity_json(c->reply, &v.capacity);
	overbooked_json(c->reply, &affected);
	return OK;
}

/* --- consultants --- */

struct in_consultants {
	bool all;
};
static const struct field f_consultants[] = {
	F_BOOL_OPT(struct in_consultants, all, 0, "inactive ones too"),
	F_END,
};

static enum err
rpc_availability_list_consultants(struct call *c, const void *params)
{
	const struct in_consultants *in = params;
	struct consultants l;
	enum err e;

	if ((e = availability_consultants(c, in->all, &l)) != OK)
		return e;
	jw_karray(c->reply, "items");
	for (int i = 0; i < l.n; i++)
		consultant_json(c->reply, NULL, &l.row[i]);
	jw_end_array(c->reply);
	jw_kwhole(c->reply, l.n);
	return OK;
}

static const struct field f_set_consultant[] = {
	F_ID_OPT(struct set_consultant, id, "consultant to change"),
	F_ID_OPT(struct set_consultant, version, "version that was read"),
	F_STR(struct set_consultant, name, 1, 100, "unique name"),
	F_STR_OPT(struct set_consultant, calendar_id, 0, 254,
	    "own calendar; as before when absent"),
	F_TRI_OPT(struct set_consultant, active, "as before when absent"),
	F_TRI_OPT(struct set_consultant, default_pool,
	    "counts beyond the generated days; as before when absent"),
	F_INT_OPT(struct set_consultant, account, 0, 9007199254740991, -1,
	    "linked account, 0 for none; as before when absent"),
	F_INT_OPT(struct set_consultant, sort, -1000000, 1000000, SORT_KEEP,
	    "order in lists; as before when absent"),
	F_END,
};

static enum err
rpc_availability_set_consultant(struct call *c, const void *params)
{
	struct consultant_change done;
	enum err e;

	if ((e = availability_set_consultant(c, params, &done)) != OK)
		return e;
	consultant_json(c->reply, "consultant", &done.consultant);
	lost_json(c->reply, &done.lost);
	return OK;
}

#define SPAN_SHAPE                                               \
	"{id, version, consultant: {id, name}, date, from, to, " \
	"repeat_until?, added_by, added_at}"
#define LOST_SHAPE "[{date, hour, consultant}]"
#define BOOKING_SHAPE                                                         \
	"[{id, version, customer, date, hour, status, potential, booked_by, " \
	"moves}]"
#define GRID_SHAPE "[{weekday, hour, active, fallback, effective_from}]"
#define CAPACITY_SHAPE                                                   \
	"[{id, hour, weekdays: [0..6], places, effective_from, set_by, " \
	"set_at}]"
#define CONSULTANT_SHAPE                                                    \
	"{id, version, name, calendar_id, active, default_pool, account?: " \
	"{id, name}, sort}"

static enum err
rpc_availability_scan(struct call *c, const void *in)
{
	int64_t run;
	enum err e = jobs_start_run(c, JOB_AVAILABILITY, false, &run);

	(void)in;
	if (e == OK)
		jw_kint(c->reply, "run", run);
	return e;
}

const struct op availability_ops[] = {
	{ .op = "availability.find",
	    .alias = "booking.availability",
	    .help = "Show the slots of a day with their figures",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_availability_find,
	    .in = f_find,
	    .in_size = sizeof(struct in_find),
	    .example = "{\"date\":\"2031-03-04\"}",
	    .returns = "{date, slots: [{hour, start_at, total, booked, held, "
		       "free, consultants, places_each, percent, fallback, "
		       "past, blocked, reason?, holiday?, bookable, "
		       "overbooked, points, my_hold}]}" },
	{ .op = "availability.get",
	    .help = "List ready spans and who is ready in which slot",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_availability_get,
	    .in = f_get,
	    .in_size = sizeof(struct in_get),
	    .example = "{\"from\":\"2031-03-03\",\"to\":\"2031-03-07\"}",
	    .returns = "{from, to, spans: [" SPAN_SHAPE "], entries: [{date, "
		       "hour, consultants: [{id, name, source}]}], "
		       "own?: {id, name}}" },
	{ .op = "availability.get_grid",
	    .alias = "grid.get",
	    .help = "Show grid and places in force on a day, and later ones",
	    .perm = P_ADMIN_AVAILABILITY,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_availability_get_grid,
	    .in = f_get_grid,
	    .in_size = sizeof(struct in_get_grid),
	    .example = "{\"date\":\"2031-03-04\"}",
	    .returns = "{date, grid: " GRID_SHAPE ", capacity: " CAPACITY_SHAPE
		       ", upcoming: {grid, capacity}}" },
	{ .op = "availability.list_consultants",
	    .alias = "consultants.list",
	    .help = "List consultants",
	    .perm = P_ADMIN_AVAILABILITY,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_availability_list_consultants,
	    .in = f_consultants,
	    .in_size = sizeof(struct in_consultants),
	    .example = "{\"all\":true}",
	    .returns = "list of " CONSULTANT_SHAPE },
	{ .op = "availability.remove_manual",
	    .help = "Remove a ready span; an absent one is no error",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .audit = "availability_changed",
	    .run = rpc_availability_remove_manual,
	    .in = f_remove_manual,
	    .in_size = sizeof(struct in_remove),
	    .example = "{\"id\":1}",
	    .returns = "{removed, lost: " LOST_SHAPE
		       ", affected: " BOOKING_SHAPE "}" },
	{ .op = "availability.scan",
	    .alias = "availability.scan_now",
	    .help = "Reads readiness from the calendars now (job availability)",
	    .perm = P_ADMIN_AVAILABILITY,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "availability_scanned",
	    .run = rpc_availability_scan,
	    .example = "{}",
	    .returns = "{run}" },
	{ .op = "availability.set_capacity",
	    .help = "Set the places per ready consultant from a day on",
	    .perm = P_ADMIN_AVAILABILITY,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "capacity_changed",
	    .run = rpc_availability_set_capacity,
	    .in = f_set_capacity,
	    .in_size = sizeof(struct in_set_capacity),
	    .example = "{\"hour\":9,\"weekdays\":[0,1,2,3],\"places\":2}",
	    .returns = "{capacity: " CAPACITY_SHAPE
		       ", affected: [{date, hour, booked, total}]}" },
	{ .op = "availability.set_consultant",
	    .alias = "consultants.set",
	    .help = "Create or change a consultant",
	    .perm = P_ADMIN_AVAILABILITY,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "consultant_changed",
	    .run = rpc_availability_set_consultant,
	    .in = f_set_consultant,
	    .in_size = sizeof(struct set_consultant),
	    .example = "{\"name\":\"Anna\",\"default_pool\":true}",
	    .returns =
		"{consultant: " CONSULTANT_SHAPE ", lost: " LOST_SHAPE "}" },
	{ .op = "availability.set_grid",
	    .alias = "grid.set",
	    .help = "Switch a slot of the week on or off from a day on",
	    .perm = P_ADMIN_AVAILABILITY,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "grid_changed",
	    .run = rpc_availability_set_grid,
	    .in = f_set_grid,
	    .in_size = sizeof(struct set_grid),
	    .example = "{\"weekday\":5,\"hour\":11,\"active\":true}",
	    .returns = "{grid: " GRID_SHAPE ", affected: " BOOKING_SHAPE "}" },
	{ .op = "availability.set_manual",
	    .help = "Enter or change when a consultant is ready for T1",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .audit = "availability_changed",
	    .run = rpc_availability_set_manual,
	    .in = f_set_manual,
	    .in_size = sizeof(struct set_manual),
	    .example = "{\"consultant\":1,\"date\":\"2031-03-04\","
		       "\"from\":\"09:00\",\"to\":\"18:00\","
		       "\"repeat_until\":\"2031-04-29\"}",
	    .returns = "{span: " SPAN_SHAPE ", lost: " LOST_SHAPE "}" },
	{ 0 },
};
