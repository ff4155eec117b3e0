/* Reading accounts and changing their profile. Called by users_rpc. */
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/app_private.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_session.h"
#include "server/users/users.h"
#include "server/users/users_admin.h"
#include "server/users/users_store.h"

#define MINUTE_MS 60000

/* The month `back` months before this one, as YYYY-MM. */
static const char *
month_of(struct call *c, int back)
{
	int year, month, day;

	date_split(c->today, &year, &month, &day);
	month -= 1 + back;
	year -= month < 0;
	return arena_printf(c->arena, "%04d-%02d", year, (month + 12) % 12 + 1);
}

int
users_minutes(int64_t now, int64_t until)
{
	return until <= now ? 0
			    : (int)((until - now + MINUTE_MS - 1) / MINUTE_MS);
}

/* Who is online now and who is locked, asked once for a whole list. */
struct present {
	struct users_onlines online;
	struct lock_rows locks;
};

static enum err
read_present(struct call *c, int64_t account, struct present *out)
{
	enum err e = users_online(c, account, &out->online);

	return e == OK ? lock_list(c, account, &out->locks) : e;
}

static void
complete(struct call *c, struct users_row *u, const struct present *p)
{
	int i, minutes;

	u->display = users_display(c, u->name, u->display);
	for (i = 0; i < p->online.n; i++)
		if (p->online.row[i].account == u->id) {
			u->online = true;
			if (u->last_seen_at < p->online.row[i].last_active_at)
				u->last_seen_at =
				    p->online.row[i].last_active_at;
		}
	for (i = 0; i < p->locks.n; i++) {
		if (p->locks.row[i].account != u->id)
			continue;
		minutes = users_minutes(c->now, p->locks.row[i].locked_until);
		if (u->locked_minutes < minutes)
			u->locked_minutes = minutes;
	}
}

/* Accounts, not locks: one may be locked for several sources. */
static int64_t
locked_accounts(const struct lock_rows *l)
{
	int64_t n = 0;
	int i, j;

	for (i = 0; i < l->n; i++) {
		for (j = 0; j < i && l->row[j].account != l->row[i].account;
		     j++)
			;
		n += j == i;
	}
	return n;
}

enum err
users_list(struct call *c, const struct users_list *in, struct users_rows *out)
{
	struct users_list l = *in;
	struct present p = { 0 };
	enum err e;
	int i;

	if (l.filter != NULL)
		l.filter = utf8_fold(c->arena, l.filter);
	if ((e = users_store_list(c, &l, month_of(c, 0), out)) != OK ||
	    (e = users_store_tiles(c, &out->tiles)) != OK ||
	    (e = read_present(c, 0, &p)) != OK)
		return e;
	for (i = 0; i < out->n; i++)
		complete(c, &out->row[i], &p);
	out->tiles.online = p.online.n;
	out->tiles.locked = locked_accounts(&p.locks);
	return OK;
}

enum err
users_row(struct call *c, int64_t id, struct users_row *out)
{
	struct present p = { 0 };
	enum err e;

	if ((e = users_store_row(c, id, month_of(c, 0), out)) != OK)
		return e;
	if (out->id == 0)
		return call_fail(c, E_NOT_FOUND);
	if ((e = read_present(c, id, &p)) == OK)
		complete(c, out, &p);
	return e;
}

enum err
users_get(struct call *c, int64_t id, struct users_detail *out)
{
	struct users_opens open;
	const struct actor *a = NULL;
	struct factor f;
	enum err e;
	int i;

	if ((e = users_row(c, id, &out->row)) != OK ||
	    (e = users_store_exceptions(c, id, true, &out->grants)) != OK ||
	    (e = users_store_exceptions(c, id, false, &out->denials)) != OK ||
	    (e = lock_list(c, id, &out->locks)) != OK ||
	    (e = factor_show(c, id, &f)) != OK ||
	    (e = users_store_opens(c, id, &open)) != OK ||
	    (e = auth_actor(c, id, &a)) != OK)
		return e;
	out->codes_left = f.codes_left;
	out->sessions = open.n;
	for (i = P_LOGIN + 1; i < P_COUNT; i++)
		if (a != NULL && actor_may(a, (enum perm)i))
			out->perms[i / 64] |= (uint64_t)1 << (i % 64);
	for (i = 0; e == OK && i < USERS_MONTHS; i++) {
		out->month[i].month = month_of(c, i);
		e = users_store_points(
		    c, id, out->month[i].month, &out->month[i].points);
	}
	return e;
}

/* --- changing --- */

static bool
is_email(const char *s)
{
	const char *at = strchr(s, '@'), *dot;

	if (at == NULL || at == s || strchr(at + 1, '@') != NULL ||
	    strchr(s, ' ') != NULL)
		return false;
	dot = strrchr(at, '.');
	return dot != NULL && dot > at + 1 && dot[1] != '\0';
}

enum err
users_check_email(struct call *c, int64_t but, const char **email)
{
	const char *s = *email;
	int64_t other;
	enum err e;

	if (s == NULL || *s == '\0')
		return OK;
	if (!is_email(s))
		return call_invalid(c, "email", "%s",
		    call_tr(
			c, "ist keine E-Mail-Adresse", "is no e-mail address"));
	*email = utf8_fold(c->arena, s);
	if (utf8_count(*email) > 254) /* some letters fold to more */
		return call_invalid(
		    c, "email", "%s", call_tr(c, "ist zu lang", "is too long"));
	if ((e = users_store_email(c, *email, but, &other)) != OK)
		return e;
	if (other != 0)
		return call_invalid(c, "email", "%s",
		    call_tr(c, "gehört schon zu einem anderen Konto",
			"belongs to another account already"));
	return OK;
}

/* A local user who gets in without a password: as heavy as a new key. */
static enum err
check_uid(struct call *c, int64_t id, int64_t uid)
{
	int64_t other;
	enum err e;

	if (uid < 0)
		return OK;
	if ((e = users_confirmed_self(c)) != OK || uid == 0)
		return e;
	if ((e = users_store_uid(c, uid, id, &other)) != OK)
		return e;
	if (other != 0)
		return call_invalid(c, "os_uid", "%s",
		    call_tr(c, "gehört schon zu einem anderen Konto",
			"belongs to another account already"));
	return OK;
}

static enum err
link_consultant(struct call *c, const struct users_update *in)
{
	bool found;
	enum err e;

	if (in->consultant < 0)
		return OK;
	e = users_store_link(c, in->user, in->consultant, &found);
	if (e == OK && !found)
		return call_invalid(c, "consultant", "%s",
		    call_tr(c,
			"gibt es nicht oder gehört schon zu einem anderen "
			"Konto",
			"does not exist or belongs to another account"));
	return e;
}

static void
audit_text(struct jw *w, const char *key, const char *before, const char *after)
{
	if (after == NULL || str_eq(before != NULL ? before : "", after))
		return;
	jw_kobject(w, key);
	jw_kstr(w, "before", before);
	jw_kstr(w, "after", after);
	jw_end_object(w);
}

static void
audit_number(struct jw *w, const char *key, int64_t before, int64_t after)
{
	if (after < 0 || before == after)
		return;
	jw_kobject(w, key);
	jw_kint(w, "before", before);
	jw_kint(w, "after", after);
	jw_end_object(w);
}

static void
audit_update(
    struct call *c, const struct users_row *u, const struct users_update *in)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "%s", u->name);
	audit_text(w, "display_name", u->display, in->display_name);
	/* that it changed, not what it is: the log outlives the person */
	if (in->email != NULL &&
	    !str_eq(in->email, u->email != NULL ? u->email : ""))
		jw_kbool(w, "email_changed", true);
	audit_number(w, "on_vacation", u->on_vacation, in->on_vacation);
	audit_number(w, "consultant", u->consultant, in->consultant);
	audit_number(w, "os_uid", u->os_uid, in->os_uid);
}

enum err
users_update(struct call *c, const struct users_update *in)
{
	struct users_update put = *in;
	struct users_row u;
	enum err e;

	if ((e = users_target(c, in->user, &u)) != OK)
		return e;
	if (in->version != 0 && in->version != u.version) {
		jw_kint(call_facts(c), "version", u.version);
		return call_fail(c, E_CONFLICT);
	}
	if (str_eq(u.state, "anonymised"))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Das Konto ist anonymisiert",
			"The account is anonymised"));
	if ((e = users_check_email(c, u.id, &put.email)) != OK ||
	    (e = check_uid(c, u.id, put.os_uid)) != OK ||
	    (e = users_store_update(c, &put)) != OK ||
	    (e = link_consultant(c, &put)) != OK)
		return e;
	audit_update(c, &u, &put);
	auth_changed(c, u.id);
	return OK;
}
