/* Rules of accounts, first form. */
#include "server/users/users.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_password.h"
#include "server/settings/settings.h"
#include "server/users/users_store.h"

#define NAME_MAX_CHARS 50

static const char *const roles[] = { "opener", "coach", "berater", "telefonist",
	"service", NULL };

const char *
users_display(struct call *c, const char *name, const char *display)
{
	return auth_display(c->arena, name, display);
}

/*
 * Letters and digits of any script, and . _ - @ + ': what can be typed again
 * and looks like nothing else in lists and logs.
 */
static bool
is_name(const char *name)
{
	uint32_t cp;
	size_t n;

	for (; (n = utf8_next(name, &cp)) != 0; name += n)
		if (cp < 0x80
			? !isalnum((int)cp) && strchr("._-@+'", (int)cp) == NULL
			: !utf8_is_letter(cp))
			return false;
	return true;
}

static enum err
check_name(struct call *c, const char *name)
{
	if (is_name(name))
		return OK;
	return call_invalid(c, "name", "%s",
	    call_tr(c, "nur Buchstaben, Ziffern und . _ - @ + '",
		"only letters, digits and . _ - @ + '"));
}

static enum err
check_roles(struct call *c, const struct field_list *l)
{
	int i, j;

	for (i = 0; i < l->n; i++) {
		for (j = 0; roles[j] != NULL; j++)
			if (str_eq(roles[j], l->str[i]))
				break;
		if (roles[j] == NULL)
			return call_invalid(c, "roles", "%s",
			    call_tr(c,
				"erlaubt: opener, coach, berater, telefonist, "
				"service",
				"one of: opener, coach, berater, telefonist, "
				"service"));
	}
	return OK;
}

enum err
users_create_prepare(struct call *c, const struct users_create *in, void **out)
{
	struct users_create_job *job = xcalloc(1, sizeof(*job));
	const char *why, *name;
	int64_t id;
	enum err e;

	*out = job;
	if ((e = check_name(c, in->name)) != OK ||
	    (e = check_roles(c, &in->roles)) != OK)
		return e;
	why = password_fault(in->password, in->name, c->lang == LANG_DE);
	if (why != NULL)
		return call_invalid(c, "password", "%s", why);
	name = utf8_fold(c->arena, in->name);
	if (utf8_count(name) > NAME_MAX_CHARS) /* some letters fold to two */
		return call_invalid(c, "name", "%s",
		    call_tr(c, "ist in Kleinschrift zu lang",
			"is too long in lower case"));
	if ((e = users_store_id(c, name, &id)) != OK)
		return e;
	if (id != 0)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Diesen Benutzernamen gibt es schon",
			"This user name exists already"));
	job->password = xstrdup(utf8_nfc(c->arena, in->password));
	return OK;
}

void
users_create_work(void *arg)
{
	struct users_create_job *job = arg;

	job->hash = xcalloc(1, PASSWORD_HASH_MAX);
	if (!password_hash(job->password, job->hash)) {
		free(job->hash);
		job->hash = NULL;
	}
	sodium_memzero(job->password, strlen(job->password));
}

void
users_create_drop(void *arg)
{
	struct users_create_job *job = arg;

	free(job->password);
	free(job->hash);
}

enum err
users_create_finish(struct call *c, const struct users_create *in,
    const struct users_create_job *job, int64_t *id)
{
	struct users_new u = { .hash = job->hash,
		.admin = in->admin,
		.active = true,
		.must_change_password = in->must_change_password };
	enum err e;
	int i;

	if (job->hash == NULL)
		return call_fail(c, E_INTERNAL);
	u.name = utf8_fold(c->arena, in->name);
	u.display = in->display_name;
	e = users_store_insert(c, &u, id);
	if (e == E_CONFLICT)
		return call_fail_text(c, e, "%s",
		    call_tr(c, "Diesen Benutzernamen gibt es schon",
			"This user name exists already"));
	for (i = 0; e == OK && i < in->roles.n; i++)
		e = users_store_role(c, *id, in->roles.str[i]);
	if (e == OK)
		call_audit_target(c, "%s", u.name);
	return e;
}

enum err
users_list(struct call *c, const struct users_list *in, struct users_rows *out)
{
	struct users_list l = *in;
	enum err e;
	int i;

	if (l.filter != NULL)
		l.filter = utf8_fold(c->arena, l.filter);
	if ((e = users_store_list(c, &l, out)) != OK)
		return e;
	for (i = 0; i < out->n; i++)
		out->row[i].display =
		    users_display(c, out->row[i].name, out->row[i].display);
	return OK;
}

enum err
users_placeholder(struct call *c, const char *name, int64_t *id, bool *created)
{
	struct users_new u = { .placeholder = true };
	enum err e;

	u.name = utf8_fold(c->arena, name);
	if ((e = users_store_id(c, u.name, id)) != OK)
		return e;
	*created = *id == 0;
	return *id != 0 ? OK : users_store_insert(c, &u, id);
}

static bool
listed(const char *list, const char *name)
{
	size_t n = strlen(name);

	while (*list != '\0') {
		size_t len;

		list += strspn(list, ", ");
		len = strcspn(list, ",");
		while (len > 0 && list[len - 1] == ' ')
			len--;
		if (len == n && strncasecmp(list, name, n) == 0)
			return true;
		list += strcspn(list, ",");
	}
	return false;
}

/* Ends the name of one "name:password"; false and why when it is bad. */
static bool
split_entry(char *entry, char **password, char *why, size_t size)
{
	char *colon = strchr(entry, ':');
	const char *fault;

	if (colon == NULL) {
		snprintf(why, size, "USERLIST: an entry has no colon");
		return false;
	}
	*colon = '\0';
	*password = colon + 1;
	str_trim(entry);
	if (!is_name(entry) || utf8_count(entry) < 2 ||
	    utf8_count(entry) > NAME_MAX_CHARS) {
		snprintf(
		    why, size, "USERLIST: %s: this is no user name", entry);
		return false;
	}
	if ((fault = password_fault(*password, entry, false)) != NULL)
		snprintf(
		    why, size, "USERLIST: %s: the password: %s", entry, fault);
	return fault == NULL;
}

bool
users_check_list(const char *list, char *why, size_t size)
{
	char *copy = xstrdup(list), *rest = copy, *entry, *password;
	bool good = true;

	while (good && (entry = strsep(&rest, ",")) != NULL)
		if (*(entry = str_trim(entry)) != '\0')
			good = split_entry(entry, &password, why, size);
	free(copy);
	return good;
}

/* One "name:password" of USERLIST. */
static enum err
first_account(struct call *c, char *entry)
{
	const char *admins = settings_text(c->app->settings, SET_ADMIN_USERS);
	char hash[PASSWORD_HASH_MAX], why[256], *password;
	struct users_new u = { .hash = hash, .active = true };
	int64_t id;

	if (!split_entry(entry, &password, why, sizeof(why)))
		return call_fail_text(c, E_CONFIGURATION, "%s", why);
	u.name = utf8_fold(c->arena, entry);
	if (!password_hash(utf8_nfc(c->arena, password), hash))
		return call_fail(c, E_INTERNAL);
	u.admin = listed(admins, u.name);
	return users_store_insert(c, &u, &id);
}

enum err
users_first_start(struct call *c)
{
	char *list, *entry;
	int64_t n;
	enum err e;

	if ((e = users_store_count(c, &n)) != OK)
		return e;
	list = arena_strdup(
	    c->arena, settings_text(c->app->settings, SET_USERLIST));
	if (list[0] == '\0')
		return OK;
	if (n > 0) {
		log_warn(&c->log, "USERLIST is set but accounts exist: it is "
				  "ignored and should be removed");
		return OK;
	}
	while (e == OK && (entry = strsep(&list, ",")) != NULL)
		if (*str_trim(entry) != '\0')
			e = first_account(c, str_trim(entry));
	return e;
}
