/*
 * Accounts of the older system: who comes to life, with which role, and which
 * logins are kept (hub file B9, E8). Called by imports_plan.c.
 */
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/imports/imports_plan.h"

#define LOGINS_KEPT 100
#define DISPLAY_CHARS 60

/* The old single role (B9); coaches are marked by hand. */
static const struct {
	const char *old, *role;
} roles[] = {
	{ "berater", "opener" },
	{ "t2_closer", "berater" },
	{ "telefonist", "telefonist" },
	{ "user", NULL },
};

/* Admins are appointed by people: a file makes nobody an admin. */
static const char *
map_role(struct arena *a, struct imp_plan *p, const struct imp_user *u)
{
	const char *old = u->role != NULL ? utf8_fold(a, u->role) : "user";
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (str_eq(roles[i].old, old))
			return roles[i].role;
	if (str_eq(old, "admin"))
		imports_warn(a, p,
		    p->english ? "%s was an admin: please appoint by hand"
			       : "%s war Admin: bitte von Hand ernennen",
		    u->name);
	else
		imports_warn(a, p,
		    p->english ? "%s: unknown role '%.40s', none is given"
			       : "%s: unbekannte Rolle '%.40s', keine vergeben",
		    u->name, old);
	return NULL;
}

/* Name of the account of an old user, which may have to be made. */
static const char *
account_of(struct arena *a, const struct plan_known *known, const char *user)
{
	const char *name = known->account(known->ctx, user);

	if (name != NULL)
		return name;
	user = imports_user_name(a, user);
	name = known->account(known->ctx, user);
	return name != NULL ? name : user;
}

static const struct imp_user *
person(const struct imp_plan *p, const char *name)
{
	int i;

	for (i = 0; i < p->n_persons; i++)
		if (str_eq(p->person[i].name, name))
			return &p->person[i];
	return NULL;
}

static const char *
usable_email(struct arena *a, const struct imp_plan *p, const char *email)
{
	const char *at;
	int i;

	if (email == NULL || (at = strchr(email, '@')) == NULL || at == email ||
	    at[1] == '\0' || strchr(email, ' ') != NULL)
		return NULL;
	email = utf8_fold(a, email);
	if (utf8_count(email) > 254)
		return NULL;
	for (i = 0; i < p->n_persons; i++)
		if (p->person[i].email != NULL &&
		    str_eq(p->person[i].email, email))
			return NULL;
	return email;
}

/* What the report must tell about one who comes to life. */
static void
count_person(struct arena *a, struct imp_plan *p, const struct imp_user *u)
{
	p->counts.users_disabled += u->disabled;
	p->counts.users_without_password += u->hash == NULL;
	p->counts.factors += u->seed != NULL;
	p->counts.factors_unreadable += u->factor && u->seed == NULL;
	if (u->hash == NULL)
		imports_warn(a, p,
		    p->english ? "%s: no password that can be taken over, "
				 "please reset it"
			       : "%s: kein übernehmbares Passwort, bitte "
				 "zurücksetzen",
		    u->name);
	if (u->factor && u->seed == NULL)
		imports_warn(a, p,
		    p->english ? "%s: the second factor cannot be read, it "
				 "must be set up again"
			       : "%s: der zweite Faktor ist nicht lesbar und "
				 "muss neu eingerichtet werden",
		    u->name);
}

static void
add_person(struct arena *a, const struct plan_known *known, struct imp_plan *p,
    struct imp_user *u)
{
	struct imp_user *to;

	u->name = account_of(a, known, u->user);
	if (known->alive(known->ctx, u->name)) {
		p->counts.users_existing++;
		return;
	}
	if (person(p, u->name) != NULL) {
		imports_warn(a, p,
		    p->english ? "%s: two old names become this one, the "
				 "second is left out"
			       : "%s: zwei alte Namen ergeben diesen, der "
				 "zweite wird ausgelassen",
		    u->name);
		return;
	}
	imports_need_account(a, p, u->name);
	u->role = map_role(a, p, u);
	u->email = usable_email(a, p, u->email);
	if (u->display != NULL && utf8_count(u->display) > DISPLAY_CHARS)
		u->display = NULL;
	if (u->logins < 0)
		u->logins = 0;
	count_person(a, p, u);
	to = IMP_ADD(a, p->person, p->n_persons);
	*to = *u;
}

/* --- logins --- */

static int
newest_of_each(const void *x, const void *y)
{
	const struct imp_login *a = x, *b = y;
	int c = strcmp(a->user, b->user);

	if (c != 0)
		return c;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return a->seq - b->seq;
}

static int
oldest_first(const void *x, const void *y)
{
	const struct imp_login *a = x, *b = y;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->seq - b->seq;
}

/* Of an account that is here, or will be. */
static bool
has_account(
    const struct plan_known *known, const struct imp_plan *p, const char *name)
{
	return person(p, name) != NULL ||
	       known->account(known->ctx, name) != NULL;
}

/* The newest of each person, one per instant. */
static void
plan_logins(struct arena *a, struct imp_data *d, const struct plan_known *known,
    struct imp_plan *p)
{
	struct imp_login *l = d->login;
	bool keep = false;
	int i, n = 0, of = 0;

	for (i = 0; i < d->n_logins; i++)
		l[i].user = account_of(a, known, l[i].user);
	if (d->n_logins > 0)
		qsort(l, (size_t)d->n_logins, sizeof(*l), newest_of_each);
	for (i = 0; i < d->n_logins; i++) {
		if (i == 0 || !str_eq(l[i].user, l[i - 1].user)) {
			keep = has_account(known, p, l[i].user);
			of = 0;
		} else if (l[i].at == l[i - 1].at) {
			p->counts.logins_left++;
			continue;
		}
		if (keep && of++ < LOGINS_KEPT)
			*IMP_ADD(a, p->login, p->n_logins) = l[i];
		else
			p->counts.logins_left++;
	}
	n = p->n_logins;
	if (n > 0)
		qsort(p->login, (size_t)n, sizeof(*l), oldest_first);
	p->counts.logins = n;
}

void
imports_plan_people(struct arena *a, struct imp_data *d,
    const struct plan_known *known, struct imp_plan *p)
{
	int i;

	p->counts.users = d->n_users;
	for (i = 0; i < d->n_users; i++)
		add_person(a, known, p, &d->user[i]);
	plan_logins(a, d, known, p);
}
