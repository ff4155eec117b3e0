/* History of sign-ins. */
#include "server/auth/auth_history.h"

#include "common/str.h"
#include "server/app_private.h"
#include "server/auth/auth_source.h"
#include "server/auth/auth_store_door.h"

#define KEPT 100
#define KEPT_SUCCESSES 20 /* looked at for a new address */
#define HOUR_MS 3600000

enum err
auth_note_login(struct call *c, const struct login_entry *entry)
{
	const struct conn *cn = c->conn;
	enum err e = door_store_note(c, entry, cn != NULL ? cn->remote : "",
	    cn != NULL ? cn->client : "");

	if (e != OK)
		return e;
	return door_store_trim(c, entry->account, KEPT, KEPT_SUCCESSES);
}

enum err
auth_logins(
    struct call *c, int64_t account, int limit, struct login_entries *out)
{
	return door_store_logins(c, account, limit, out);
}

enum err
auth_failed_since(struct call *c, int64_t account, int *count, int64_t *since)
{
	return door_store_failed(c, account, count, since);
}

enum err
auth_new_address(struct call *c, int64_t account, bool *is_new, bool *first)
{
	char here[AUTH_SOURCE_MAX], there[AUTH_SOURCE_MAX];
	const char **remote;
	enum err e;

	e = door_store_remotes(c, account, KEPT_SUCCESSES, &remote);
	if (e != OK)
		return e;
	*first = remote[0] == NULL;
	*is_new = false;
	if (c->conn == NULL)
		return OK;
	auth_source_net(c->conn->remote, here);
	for (*is_new = true; *remote != NULL && *is_new; remote++) {
		auth_source_net(*remote, there);
		*is_new = !str_eq(here, there);
	}
	return OK;
}

enum err
auth_note_unknown(struct call *c)
{
	return door_store_unknown(c, c->now - c->now % HOUR_MS);
}
