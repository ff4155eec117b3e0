/* Consultants: listing, changing, and those of the first start. Called by
 * availability_rpc and by the start of the program. */
#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/app.h"
#include "server/availability/availability_admin.h"
#include "server/availability/availability_push.h"
#include "server/availability/availability_rebuild.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"

#define NAME_MAX_CHARS 100
#define CALENDAR_MAX_CHARS 254
#define META_CONSULTANTS "availability.consultants"

static int
by_sort(const void *a, const void *b)
{
	const struct consultant *x = a, *y = b;

	if (x->sort != y->sort)
		return x->sort < y->sort ? -1 : 1;
	return strcmp(x->name, y->name);
}

enum err
availability_consultants(struct call *c, bool all, struct consultants *out)
{
	struct consultants l;
	int n = 0;
	enum err e;

	e = availability_store_consultants(c->db, c->arena, &l);
	if (e != OK)
		return e;
	for (int i = 0; i < l.n; i++)
		if (all || l.row[i].active)
			l.row[n++] = l.row[i];
	l.n = n;
	if (n > 0)
		qsort(l.row, (size_t)n, sizeof(*l.row), by_sort);
	*out = l;
	return OK;
}

static const struct consultant *
by_id(const struct consultants *l, int64_t id)
{
	for (int i = 0; i < l->n; i++)
		if (l->row[i].id == id)
			return &l->row[i];
	return NULL;
}

/* Names that differ in case only would be confused. */
static const struct consultant *
by_name(struct arena *a, const struct consultants *l, const char *name)
{
	const char *key = utf8_fold(a, name);

	for (int i = 0; i < l->n; i++)
		if (str_eq(utf8_fold(a, l->row[i].name), key))
			return &l->row[i];
	return NULL;
}

static enum err
check_name(struct call *c, const struct consultants *all,
    const struct set_consultant *in)
{
	const struct consultant *twin = by_name(c->arena, all, in->name);

	if (twin == NULL || twin->id == in->id)
		return OK;
	return call_invalid(c, "name", "%s",
	    call_tr(c, "diesen Berater gibt es schon",
		"there is such a consultant already"));
}

static enum err
check_account(struct call *c, const struct consultants *all,
    const struct set_consultant *in, const char **name)
{
	enum err e;

	for (int i = 0; i < all->n; i++)
		if (all->row[i].account == in->account &&
		    all->row[i].id != in->id)
			return call_invalid(c, "account", "%s: %s",
			    call_tr(c, "gehört schon zu", "belongs already to"),
			    all->row[i].name);
	e = availability_store_account(c->db, c->arena, in->account, name);
	if (e != OK)
		return e;
	if (*name == NULL)
		return call_invalid(c, "account", "%s",
		    call_tr(c, "dieses Konto gibt es nicht",
			"there is no such account"));
	return OK;
}

/* *out is the row as it was, or an empty one for a new consultant. */
static enum err
load_old(struct call *c, const struct consultants *all,
    const struct set_consultant *in, struct consultant *out)
{
	const struct consultant *old;

	*out = (struct consultant){ .calendar_id = "", .active = true };
	if (in->id == 0)
		return OK;
	if ((old = by_id(all, in->id)) == NULL)
		return call_fail(c, E_NOT_FOUND);
	if (in->version != 0 && in->version != old->version) {
		jw_kint(call_facts(c), "version", old->version);
		return call_fail(c, E_CONFLICT);
	}
	*out = *old;
	return OK;
}

static void
note(struct call *c, const struct consultant *old, const struct consultant *r)
{
	call_audit_target(c, "consultant:%lld", (long long)r->id);
	if (!str_eq(old->name, r->name))
		call_audit_change(c, "name", old->name, r->name);
	if (!str_eq(old->calendar_id, r->calendar_id))
		call_audit_change(
		    c, "calendar_id", old->calendar_id, r->calendar_id);
	if (old->active != r->active)
		call_audit_change_bool(c, "active", old->active, r->active);
	if (old->default_pool != r->default_pool)
		call_audit_change_bool(
		    c, "default_pool", old->default_pool, r->default_pool);
	if (old->account != r->account)
		call_audit_change_int(c, "account", old->account, r->account);
	if (old->sort != r->sort)
		call_audit_change_int(c, "sort", old->sort, r->sort);
}

static enum err
apply(struct call *c, const struct consultants *all,
    const struct set_consultant *in, struct consultant *r)
{
	enum err e;

	r->name = in->name;
	if (in->calendar_id != NULL)
		r->calendar_id = in->calendar_id;
	if (in->active >= 0)
		r->active = in->active != 0;
	if (in->default_pool >= 0)
		r->default_pool = in->default_pool != 0;
	if (in->sort != SORT_KEEP)
		r->sort = (int)in->sort;
	if (in->account < 0)
		return OK;
	r->account = in->account;
	r->account_name = NULL;
	if (in->account > 0 &&
	    (e = check_account(c, all, in, &r->account_name)) != OK)
		return e;
	return OK;
}

enum err
availability_set_consultant(struct call *c, const struct set_consultant *in,
    struct consultant_change *out)
{
	struct consultants all;
	struct consultant old, r;
	struct rebuilt done;
	enum err e;

	e = availability_store_consultants(c->db, c->arena, &all);
	if (e != OK)
		return e;
	if ((e = load_old(c, &all, in, &old)) != OK ||
	    (e = check_name(c, &all, in)) != OK)
		return e;
	r = old;
	if ((e = apply(c, &all, in, &r)) != OK ||
	    (e = availability_store_put_consultant(c->db, &r)) != OK ||
	    (e = availability_rebuild_report(
		 c, c->today, availability_horizon(c), &done)) != OK)
		return e;
	note(c, &old, &r);
	if (done.changed.n == 0) /* names are on the screens too */
		availability_tell(c, c->today, availability_horizon(c));
	out->consultant = r;
	out->lost = done.lost;
	return OK;
}

/* --- first start --- */

static enum err
create(struct call *c, const struct consultants *all, char *pair, int sort)
{
	struct consultant r = { .active = true, .sort = sort };
	char *colon = strchr(pair, ':');

	if (colon != NULL)
		*colon = '\0';
	r.name = str_trim(pair);
	r.calendar_id = colon != NULL ? str_trim(colon + 1) : "";
	if (r.name[0] == '\0' && r.calendar_id[0] == '\0')
		return OK; /* ",," */
	if (r.name[0] == '\0' || utf8_count(r.name) > NAME_MAX_CHARS ||
	    !utf8_clean(r.name, false) ||
	    utf8_count(r.calendar_id) > CALENDAR_MAX_CHARS)
		return call_fail_text(c, E_CONFIGURATION,
		    "start.consultants: entry %d is not Name:calendar-id",
		    sort);
	if (by_name(c->arena, all, r.name) != NULL)
		return OK;
	return availability_store_put_consultant(c->db, &r);
}

enum err
availability_first_start(struct call *c)
{
	const char *text = settings_text(app_settings(c->app), SET_CONSULTANTS);
	char *p = arena_strdup(c->arena, text), *next;
	struct consultants all;
	const char *done;
	enum err e;

	/* once per text: a consultant renamed since must not come back */
	e = availability_store_meta(c->db, c->arena, META_CONSULTANTS, &done);
	if (e != OK || str_eq(done, text))
		return e;
	for (int sort = 1; p != NULL; p = next, sort++) {
		/* again for each: a name may stand twice in the setting */
		e = availability_store_consultants(c->db, c->arena, &all);
		if (e != OK)
			return e;
		if ((next = strchr(p, ',')) != NULL)
			*next++ = '\0';
		if ((e = create(c, &all, p, sort)) != OK)
			return e;
	}
	return availability_store_set_meta(c->db, META_CONSULTANTS, text);
}
