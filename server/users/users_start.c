/* The first accounts of a new hub: USERLIST and ADMIN_USERS (hub file B3). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth_password.h"
#include "server/settings/settings.h"
#include "server/users/users.h"
#include "server/users/users_names.h"
#include "server/users/users_store.h"

/* The entry in a list of names, ignoring case and blanks. */
static bool
listed(struct arena *a, const char *list, const char *name)
{
	char *copy = utf8_fold(a, list), *entry;

	while ((entry = strsep(&copy, ",")) != NULL)
		if (str_eq(str_trim(entry), name))
			return true;
	return false;
}

/*
 * Ends the name of one "name:password" and folds it; NULL and why when it is
 * bad. The password may hold colons, but no comma.
 */
static const char *
split_entry(struct arena *a, char *entry, char **password, struct buf *why)
{
	char *colon = strchr(entry, ':');
	const char *fault, *name;

	if (colon == NULL) {
		buf_adds(why, "USERLIST: an entry has no colon");
		return NULL;
	}
	*colon = '\0';
	*password = colon + 1;
	name = utf8_fold(a, str_trim(entry));
	if (!users_is_name(name)) {
		buf_addf(why, "USERLIST: %s: this is no user name", name);
		return NULL;
	}
	if ((fault = password_fault(*password, name, false)) == NULL)
		return name;
	buf_addf(why, "USERLIST: %s: the password: %s", name, fault);
	return NULL;
}

bool
users_check_list(const char *list, char *why, size_t size)
{
	char *copy = xstrdup(list), *rest = copy, *entry, *password;
	struct arena *a = arena_new();
	struct buf text;
	bool good = true;

	buf_init(&text, size - 1);
	while (good && (entry = strsep(&rest, ",")) != NULL)
		if (*(entry = str_trim(entry)) != '\0')
			good = split_entry(a, entry, &password, &text) != NULL;
	snprintf(why, size, "%s", buf_str(&text));
	buf_done(&text);
	arena_free(a);
	free(copy);
	return good;
}

static enum err
create(struct call *c, const struct users_new *u)
{
	struct audit_entry a = { .action = "user_created",
		.severity = "info",
		.target = u->name,
		.details = u->admin ? "{\"admin\":true,\"from\":\"USERLIST\"}"
				    : "{\"admin\":false,"
				      "\"from\":\"USERLIST\"}" };
	int64_t id;
	enum err e = users_store_insert(c, u, &id);

	return e == OK ? audit_write(c, &a) : e;
}

/* One "name:password" of USERLIST. */
static enum err
first_account(struct call *c, char *entry)
{
	const char *admins = settings_text(c->app->settings, SET_ADMIN_USERS);
	char hash[PASSWORD_HASH_MAX], *password;
	struct users_new u = { .hash = hash, .active = true };
	struct buf why;
	int64_t id;
	enum err e;

	buf_init(&why, 250);
	if ((u.name = split_entry(c->arena, entry, &password, &why)) == NULL)
		call_fail_text(c, E_CONFIGURATION, "%s", buf_str(&why));
	buf_done(&why);
	if (u.name == NULL)
		return E_CONFIGURATION;
	if ((e = users_store_id(c, u.name, &id)) != OK || id != 0)
		return e; /* named twice: the first one counts */
	if (!password_hash(utf8_nfc(c->arena, password), hash))
		return call_fail(c, E_INTERNAL);
	u.admin = listed(c->arena, admins, u.name);
	return create(c, &u);
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
	if (e == OK)
		log_warn(&c->log, "the accounts of USERLIST are made: please "
				  "remove the variable, it holds passwords");
	return e;
}
