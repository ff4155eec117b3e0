/* T1-ready spans entered by hand (booking.md 5.6): setting, changing and
 * removing them. Called by availability_rpc. */
#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/availability/availability_admin.h"
#include "server/availability/availability_affected.h"
#include "server/availability/availability_pick.h"
#include "server/availability/availability_rebuild.h"
#include "server/rpc/call.h"

static enum err
find_consultant(struct call *c, int64_t id, struct consultant *out)
{
	struct consultants all;
	enum err e;

	e = availability_store_consultants(c->db, c->arena, &all);
	if (e != OK)
		return e;
	for (int i = 0; i < all.n; i++) {
		if (all.row[i].id != id)
			continue;
		*out = all.row[i];
		return OK;
	}
	return call_fail(c, E_NOT_FOUND);
}

/* Admins may for anyone, others for the consultant linked to them. */
static enum err
check_owner(struct call *c, int64_t consultant)
{
	const char *name;
	int64_t own;
	enum err e;

	if (call_may(c, P_ADMIN_AVAILABILITY))
		return OK;
	e = availability_consultant_of(c, c->actor->id, &own, &name);
	if (e != OK)
		return e;
	if (own != 0 && own == consultant)
		return OK;
	return call_fail_text(c, E_FORBIDDEN, "%s",
	    call_tr(c,
		"Bereitschaft darf nur für den eigenen Berater eingetragen "
		"werden",
		"Readiness may only be entered for your own consultant"));
}

static enum err
check_version(struct call *c, int64_t named, int64_t current)
{
	if (named == 0 || named == current)
		return OK;
	jw_kint(call_facts(c), "version", current);
	return call_fail(c, E_CONFLICT);
}

static bool
is_missing(int date, int minute)
{
	int64_t at;

	return tz_civil(date, minute, &at) == TZ_MISSING;
}

static enum err
check_times(struct call *c, const struct set_manual *in)
{
	int last = in->repeat_until == DATE_NONE ? in->date : in->repeat_until;

	if (in->from >= in->to)
		return call_invalid(c, "to", "%s",
		    call_tr(c, "muss nach dem Beginn liegen",
			"must be later than the start"));
	if (is_missing(in->date, in->from) || is_missing(in->date, in->to))
		return call_invalid(c,
		    is_missing(in->date, in->from) ? "from" : "to", "%s",
		    call_tr(c,
			"diese Uhrzeit gibt es an dem Tag nicht (Sommerzeit)",
			"this time does not exist on that day (summer time)"));
	if (in->repeat_until != DATE_NONE && in->repeat_until < in->date)
		return call_invalid(c, "repeat_until", "%s",
		    call_tr(c, "darf nicht vor dem Datum liegen",
			"must not be earlier than the date"));
	if (last < c->today)
		return call_invalid(c, "date", "%s",
		    call_tr(
			c, "liegt in der Vergangenheit", "lies in the past"));
	return OK;
}

/* The row as it was; *old->id 0 for a new one. */
static enum err
load_old(struct call *c, const struct set_manual *in, struct ready_span *old)
{
	enum err e;

	*old = (struct ready_span){ 0 };
	if (in->id == 0)
		return OK;
	e = availability_store_span(c->db, c->arena, in->id, old);
	if (e != OK)
		return e;
	if (old->id == 0)
		return call_fail(c, E_NOT_FOUND);
	if ((e = check_owner(c, old->consultant)) != OK)
		return e;
	return check_version(c, in->version, old->version);
}

static void
note(struct call *c, const struct ready_span *s)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "span:%lld", (long long)s->id);
	jw_kstr(w, "consultant", s->consultant_name);
	jw_kdate(w, "date", s->date);
	jw_kint(w, "from_minute", s->from_minute);
	jw_kint(w, "to_minute", s->to_minute);
	if (s->repeat_until != DATE_NONE)
		jw_kdate(w, "repeat_until", s->repeat_until);
}

/* What the span was before this change. */
static void
note_before(struct call *c, const struct ready_span *old)
{
	struct jw *w = call_audit(c);

	jw_kobject(w, "before");
	jw_kint(w, "consultant_id", old->consultant);
	jw_kdate(w, "date", old->date);
	jw_kint(w, "from_minute", old->from_minute);
	jw_kint(w, "to_minute", old->to_minute);
	if (old->repeat_until != DATE_NONE)
		jw_kdate(w, "repeat_until", old->repeat_until);
	jw_end_object(w);
}

static enum err
rebuild(struct call *c, const struct ready_span *old,
    const struct ready_span *new, struct rebuilt *out)
{
	int from = new->date, to = span_last_day(new);

	if (old->id != 0 && old->date < from)
		from = old->date;
	if (old->id != 0 && span_last_day(old) > to)
		to = span_last_day(old);
	return availability_rebuild_report(c, from, to, out);
}

enum err
availability_set_manual(
    struct call *c, const struct set_manual *in, struct span_change *out)
{
	struct ready_span old, s = { 0 };
	struct consultant who = { 0 };
	struct rebuilt r;
	enum err e;

	if ((e = check_owner(c, in->consultant)) != OK ||
	    (e = load_old(c, in, &old)) != OK ||
	    (e = find_consultant(c, in->consultant, &who)) != OK ||
	    (e = check_times(c, in)) != OK)
		return e;
	if (!who.active)
		return call_invalid(c, "consultant", "%s",
		    call_tr(c, "ist nicht aktiv", "is not active"));
	s.id = old.id;
	s.version = old.version;
	s.consultant = who.id;
	s.consultant_name = who.name;
	s.date = in->date;
	s.from_minute = in->from;
	s.to_minute = in->to;
	s.repeat_until = in->repeat_until;
	s.added_by = c->actor->name;
	s.added_at = c->now;
	if ((e = availability_store_put_span(c->db, &s)) != OK ||
	    (e = rebuild(c, &old, &s, &r)) != OK)
		return e;
	note(c, &s);
	if (old.id != 0)
		note_before(c, &old);
	out->span = s;
	out->lost = r.lost;
	return OK;
}

enum err
availability_remove_manual(
    struct call *c, int64_t id, int64_t version, struct span_removal *out)
{
	struct span_removal done = { 0 };
	struct ready_span s;
	struct rebuilt r;
	enum err e;

	if ((e = availability_store_span(c->db, c->arena, id, &s)) != OK)
		return e;
	if (s.id == 0) {
		call_audit_target(c, "span:%lld", (long long)id);
		jw_kbool(call_audit(c), "absent", true);
		*out = done;
		return OK;
	}
	if ((e = check_owner(c, s.consultant)) != OK ||
	    (e = check_version(c, version, s.version)) != OK ||
	    (e = availability_store_drop_span(c->db, id)) != OK ||
	    (e = availability_rebuild_report(
		 c, s.date, span_last_day(&s), &r)) != OK ||
	    (e = affected_bookings(c, &r.changed, &done.affected)) != OK)
		return e;
	note(c, &s);
	done.removed = true;
	done.lost = r.lost;
	*out = done;
	return OK;
}
