/* Operations on special bookings T1.5 and UL; rules in slots_special.c. */
#include <stddef.h>

#include "common/err.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/slots/slots_json.h"

static const struct field f_check[] = {
	F_DATE(struct slots_check_special, date, "day of the slot"),
	F_INT(struct slots_check_special, hour, 0, 23, "hour of the slot"),
	F_ID_OPT(struct slots_check_special, consultant,
	    "consultant, default the caller's own"),
	F_END,
};
static const struct field f_book[] = {
	F_DATE(struct slots_book_special, date, "day of the slot"),
	F_INT(struct slots_book_special, hour, 0, 23,
	    "hour of the slot whose capacity it takes"),
	F_TIME_OPT(struct slots_book_special, time,
	    "start of the meeting, default the slot's hour"),
	F_ENUM(struct slots_book_special, type, special_types, "kind"),
	F_INT_OPT(struct slots_book_special, duration, 1, 1440, 60,
	    "30, 60 or 90 minutes"),
	F_STR(struct slots_book_special, last_name, 1, 100, "no parentheses"),
	F_STR_OPT(
	    struct slots_book_special, first_name, 0, 100, "no parentheses"),
	F_TEXT_OPT(struct slots_book_special, description, 500, "notes"),
	F_ID_OPT(
	    struct slots_book_special, consultant, "another one: admins only"),
	F_END,
};
static const struct field f_cancel[] = {
	F_ID(struct slots_version, id, "special booking"),
	F_ID_OPT(struct slots_version, version, "version that was seen"),
	F_END,
};
static const struct field f_list[] = {
	F_DATE_OPT(struct slots_period, from, "first day, default today"),
	F_DATE_OPT(struct slots_period, to, "last day, default the horizon"),
	F_INT_OPT(struct slots_period, limit, 1, 200, 100, "rows"),
	F_INT_OPT(struct slots_period, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};

static void
write_room(struct jw *w, const struct special_room *r)
{
	jw_kint(w, "openers", r->openers);
	jw_kint(w, "places", r->places);
	jw_kint(w, "booked", r->booked);
	jw_kint(w, "remaining", r->remaining);
}

static enum err
rpc_slots_check_special(struct call *c, const void *in)
{
	struct jw *w = c->reply;
	struct special_room r;
	enum err e = slots_check_special(c, in, &r);

	if (e != OK)
		return e;
	jw_kbool(w, "allowed", r.allowed);
	jw_kobject(w, "consultant");
	jw_kint(w, "id", r.consultant);
	jw_kstr(w, "name", r.consultant_name);
	jw_end_object(w);
	write_room(w, &r);
	if (r.allowed)
		return OK;
	jw_kstr(w, "code", err_info(r.code)->code);
	jw_kstr(w, "text", r.text);
	return OK;
}

static enum err
rpc_slots_book_special(struct call *c, const void *in)
{
	struct special_room r;
	struct special s;
	enum err e = slots_book_special(c, in, &s, &r);

	if (e != OK)
		return e;
	jw_key(c->reply, "special");
	slots_json_special(c->reply, c, &s);
	jw_kobject(c->reply, "remaining");
	write_room(c->reply, &r);
	jw_end_object(c->reply);
	return OK;
}

static enum err
rpc_slots_cancel_special(struct call *c, const void *in)
{
	struct special s;
	enum err e = slots_cancel_special(c, in, &s);

	if (e != OK)
		return e;
	jw_key(c->reply, "special");
	slots_json_special(c->reply, c, &s);
	return OK;
}

static enum err
rpc_slots_list_special(struct call *c, const void *params)
{
	const struct slots_period *in = params;
	struct jw *w = c->reply;
	struct special_list l;
	enum err e;
	int i;

	if ((e = slots_list_special(c, in, &l)) != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < l.n; i++)
		slots_json_special(w, c, &l.row[i]);
	jw_end_array(w);
	jw_kint(w, "total", l.total);
	jw_kint(w, "limit", in->limit);
	jw_kint(w, "offset", in->offset);
	return OK;
}

const struct op slots_special_ops[] = {
	{ .op = "slots.book_special",
	    .alias = "special.create",
	    .help = "Takes a consultant out of a slot for a T1.5 or UL.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_BOOKING,
	    .audit = "special_booked",
	    .run = rpc_slots_book_special,
	    .in = f_book,
	    .in_size = sizeof(struct slots_book_special),
	    .example = "{\"date\":\"2031-03-04\",\"hour\":14,"
		       "\"time\":\"13:15\",\"type\":\"T1.5\","
		       "\"last_name\":\"Muster\"}",
	    .returns = "{special, remaining}" },
	{ .op = "slots.cancel_special",
	    .alias = "special.cancel",
	    .help = "Cancels a special booking; the consultant is back.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_WRITE,
	    .rate = RATE_BOOKING,
	    .audit = "special_cancelled",
	    .run = rpc_slots_cancel_special,
	    .in = f_cancel,
	    .in_size = sizeof(struct slots_version),
	    .example = "{\"id\":3,\"version\":1}",
	    .returns = "{special}" },
	{ .op = "slots.check_special",
	    .alias = "special.check",
	    .help = "Whether a consultant can leave a slot's pool.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_check_special,
	    .in = f_check,
	    .in_size = sizeof(struct slots_check_special),
	    .example = "{\"date\":\"2031-03-04\",\"hour\":14}",
	    .returns = "{allowed, consultant, openers, places, booked, "
		       "remaining, code?, text?}" },
	{ .op = "slots.list_special",
	    .alias = "special.list",
	    .help = "Special bookings of a period.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_list_special,
	    .in = f_list,
	    .in_size = sizeof(struct slots_period),
	    .example = "{\"from\":\"2031-03-03\",\"to\":\"2031-03-07\"}",
	    .returns = "{items, total, limit, offset}" },
	{ .op = NULL },
};
