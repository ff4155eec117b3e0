/* New accounts and passwords made by the server. Called by users_rpc. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth_password.h"
#include "server/auth/auth_session.h"
#include "server/users/users_admin.h"
#include "server/users/users_names.h"
#include "server/users/users_store.h"

/* Without 0 O o, 1 I l, and what is written alike: 5 S, 2 Z, 8 B, u v. */
static const char alphabet[] =
    "abcdefghijkmnpqrstwxyzACDEFGHJKLMNPQRTUWXY34679";

void
users_new_password(struct call *c, char out[USERS_PASSWORD + 1])
{
	const unsigned n = sizeof(alphabet) - 1;
	unsigned char byte;
	int i = 0;

	while (i < USERS_PASSWORD) {
		call_random(c, &byte, 1);
		if (byte < 256 - 256 % n) /* else some came more often */
			out[i++] = alphabet[byte % n];
	}
	out[i] = '\0';
}

void
users_hash_work(void *arg)
{
	struct users_hash_job *job = arg;

	job->hash = xcalloc(1, PASSWORD_HASH_MAX);
	if (!password_hash(job->password, job->hash)) {
		free(job->hash);
		job->hash = NULL;
	}
	sodium_memzero(job->password, strlen(job->password));
}

void
users_hash_drop(void *arg)
{
	struct users_hash_job *job = arg;

	if (job->password != NULL)
		sodium_memzero(job->password, strlen(job->password));
	sodium_memzero(job->generated, sizeof(job->generated));
	free(job->password);
	free(job->hash);
}

/* A name that exists: what can be done instead is told. */
static enum err
name_taken(struct call *c, int64_t id)
{
	struct users_row u;
	enum err e = users_row(c, id, &u);

	if (e != OK)
		return e;
	jw_kint(call_facts(c), "id", u.id);
	if (!str_eq(u.state, "disabled") && !str_eq(u.state, "placeholder")) {
		jw_kbool(call_facts(c), "disabled", false);
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Diesen Benutzernamen gibt es schon",
			"This user name exists already"));
	}
	jw_kbool(call_facts(c), "disabled", true);
	return call_fail_text(c, E_CONFLICT, "%s",
	    call_tr(c,
		"Dieses Konto gibt es schon, es ist deaktiviert. Bitte "
		"reaktivieren statt neu anlegen",
		"This account exists already, it is disabled. Please "
		"reactivate it instead"));
}

static enum err
check_name(struct call *c, const char *name)
{
	int64_t id;
	enum err e;

	if (!users_is_name(name))
		return call_invalid(c, "name", "%s",
		    call_tr(c,
			"2 bis 50 Kleinbuchstaben, Ziffern und . _ -, am "
			"Anfang Buchstabe oder Ziffer",
			"2 to 50 lower case letters, digits and . _ -, "
			"beginning with letter or digit"));
	if ((e = users_store_id(c, name, &id)) != OK)
		return e;
	return id == 0 ? OK : name_taken(c, id);
}

/* Rights are given by whoever may give rights. */
static enum err
check_rights(struct call *c, const struct users_create *in)
{
	if (in->admin && !c->actor->is_admin)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Admins kann nur ein Admin anlegen",
			"Only an admin can create admins"));
	if (in->roles.n > 0 && !call_may(c, P_ADMIN_ROLES))
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Für Rollen fehlt die Berechtigung",
			"You have no permission to give roles"));
	return users_check_roles(c, &in->roles);
}

enum err
users_create_prepare(struct call *c, const struct users_create *in, void **out)
{
	struct users_hash_job *job = xcalloc(1, sizeof(*job));
	const char *name = utf8_fold(c->arena, in->name), *email = in->email;
	const char *why = NULL, *password = in->password;
	enum err e;

	*out = job;
	if ((e = check_rights(c, in)) != OK || (e = check_name(c, name)) != OK)
		return e;
	if ((e = users_check_email(c, 0, &email)) != OK)
		return e;
	if (password == NULL) {
		users_new_password(c, job->generated);
		password = job->generated;
	} else {
		why = password_fault(password, name, c->lang == LANG_DE);
	}
	if (why != NULL)
		return call_invalid(c, "password", "%s", why);
	job->password = xstrdup(utf8_nfc(c->arena, password));
	return OK;
}

/* An operator who gives the password himself has chosen it. */
static bool
must_change(const struct call *c, const struct users_create *in)
{
	if (in->must_change_password >= 0)
		return in->must_change_password != 0;
	return in->password == NULL || c->actor->id != 0;
}

static void
audit_create(
    struct call *c, const struct users_new *u, const struct field_list *roles)
{
	struct jw *w = call_audit(c);
	int i;

	call_audit_target(c, "%s", u->name);
	jw_kbool(w, "admin", u->admin);
	jw_karray(w, "roles");
	for (i = 0; i < roles->n; i++)
		jw_str(w, roles->str[i]);
	jw_end_array(w);
}

enum err
users_create_finish(struct call *c, const struct users_create *in,
    const struct users_hash_job *job, int64_t *id)
{
	struct users_new u = { .name = utf8_fold(c->arena, in->name),
		.display = in->display_name,
		.email = in->email,
		.hash = job->hash,
		.admin = in->admin,
		.active = true,
		.must_change_password = must_change(c, in) };
	enum err e;
	int i;

	if (job->hash == NULL)
		return call_fail(c, E_INTERNAL);
	if ((e = check_rights(c, in)) != OK ||
	    (e = check_name(c, u.name)) != OK ||
	    (e = users_check_email(c, 0, &u.email)) != OK)
		return e;
	if (u.email != NULL && *u.email == '\0')
		u.email = NULL;
	e = users_store_insert(c, &u, id);
	for (i = 0; e == OK && i < in->roles.n; i++)
		e = users_store_role(c, *id, in->roles.str[i]);
	if (e != OK)
		return e;
	audit_create(c, &u, &in->roles);
	auth_changed(c, *id);
	return OK;
}
