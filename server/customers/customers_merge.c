/*
 * Merging records of one person. Bookings and outcomes keep their keys, the
 * record that goes keeps its note: it only points to the other one.
 */
#include "common/arena.h"
#include "common/str.h"
#include "server/core/events.h"
#include "server/customers/customers_store.h"
#include "server/customers/customers_work.h"
#include "server/rpc/call.h"

enum err
customers_list_duplicates(
    struct call *c, int64_t limit, int64_t offset, struct alike_rows *out)
{
	struct alike_pairs pairs = { 0 };
	enum err e;
	int i, group = 0;

	*out = (struct alike_rows){ 0 };
	e = customers_store_duplicates(c, limit, offset, &pairs, &out->total);
	if (e != OK)
		return e;
	out->group =
	    arena_zalloc(c->arena, (size_t)(pairs.n + 1) * sizeof(*out->group));
	for (i = 0; e == OK && i < pairs.n; i++) {
		struct customer_hit *hit = ROW_ADD(c, &out->hits);

		if (i > 0 &&
		    !str_eq(pairs.row[i].alike, pairs.row[i - 1].alike))
			group++;
		out->group[i] = group;
		if ((e = customers_load(
			 c, pairs.row[i].customer, 0, &hit->c)) == OK)
			e = customers_facts(c, &hit->c, &hit->f);
	}
	return e;
}

static void
audit(struct call *c, const struct customer *from, const struct customer *to)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "customer:%lld", (long long)to->id);
	jw_kint(w, "from", from->id);
	jw_kstr(w, "from_key", from->key);
	jw_kint(w, "to", to->id);
	jw_kstr(w, "to_key", to->key);
}

static enum err
check(struct call *c, const struct customers_merge *in,
    const struct customer *to, const struct customer *from)
{
	if (in->id == in->from)
		return call_invalid(c, "from", "%s",
		    call_tr(c, "Das ist derselbe Kunde",
			"This is the same customer"));
	if (to->merged_into != 0)
		return call_invalid(c, "id", "%s",
		    call_tr(c, "Dieser Kunde gehört schon zu einem anderen",
			"This customer is part of another one already"));
	if (from->merged_into != 0)
		return call_invalid(c, "from", "%s",
		    call_tr(c, "Dieser Kunde gehört schon zu einem anderen",
			"This customer is part of another one already"));
	return OK;
}

/* What the question shows: both, and what hangs on the one that goes. */
static enum err
ask(struct call *c, const struct customer *to, const struct customer *from)
{
	struct customer_facts f;
	struct jw *w = call_facts(c);
	enum err e = customers_facts(c, from, &f);

	if (e != OK)
		return e;
	jw_kstr(w, "customer", customers_name(c, to));
	jw_kstr(w, "from", customers_name(c, from));
	jw_kint(w, "appointments", f.appointments);
	return call_fail_text(c, E_CONFIRM_MERGE,
	    call_tr(c,
		"%s wird Teil von %s. Termine und Notiz bleiben erhalten; ein "
		"Admin kann das rückgängig machen. Zusammenführen?",
		"%s becomes part of %s. Appointments and note are kept; an "
		"admin can undo this. Merge them?"),
	    customers_name(c, from), customers_name(c, to));
}

enum err
customers_merge(
    struct call *c, const struct customers_merge *in, struct customer *out)
{
	struct customer from;
	enum err e;

	if ((e = customers_load(c, in->id, 0, out)) != OK ||
	    (e = customers_load(c, in->from, 0, &from)) != OK ||
	    (e = check(c, in, out, &from)) != OK)
		return e;
	if (!call_confirmed(c, "MERGE"))
		return ask(c, out, &from);
	from.merged_into = out->id;
	if ((e = customers_store_repoint(c, from.id, out->id)) != OK ||
	    (e = customers_store_write(c, &from)) != OK ||
	    (e = customers_store_unlike(c, from.id)) != OK)
		return e;
	audit(c, &from, out);
	call_message(c, "%s: %s", call_tr(c, "Zusammengeführt", "Merged"),
	    customers_name(c, out));
	event_emit(c, EV_CUSTOMER_CHANGED, out->id, NULL);
	event_emit(c, EV_CUSTOMER_CHANGED, from.id, NULL);
	return OK;
}

enum err
customers_undo_merge(struct call *c, int64_t id, struct customer *out)
{
	struct customer to;
	enum err e;

	if ((e = customers_load(c, id, 0, out)) != OK)
		return e;
	if (out->merged_into == 0)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Dieser Kunde steht schon für sich",
			"This customer stands for itself already"));
	if ((e = customers_load(c, out->merged_into, 0, &to)) != OK)
		return e;
	out->merged_into = 0;
	if ((e = customers_store_write(c, out)) != OK ||
	    (e = customers_realike(c, out)) != OK)
		return e;
	out->version++;
	audit(c, out, &to);
	call_message(c, "%s: %s",
	    call_tr(c, "Steht wieder für sich", "Stands for itself again"),
	    customers_name(c, out));
	event_emit(c, EV_CUSTOMER_CHANGED, out->id, NULL);
	event_emit(c, EV_CUSTOMER_CHANGED, to.id, NULL);
	return OK;
}
