#ifndef SERVER_USERS_USERS_STORE_H
#define SERVER_USERS_USERS_STORE_H

#include "server/users/users_admin.h"

/* SQL of accounts; texts are in c->arena. */
struct users_new {
	const char *name, *display, *email, *hash;
	bool admin, active, must_change_password;
};

/* --- users_store.c --- */

enum err users_store_insert(
    struct call *c, const struct users_new *u, int64_t *id);
/* 0 when there is no such name. */
enum err users_store_id(struct call *c, const char *name, int64_t *id);
/* Another account with this address; 0: none. */
enum err users_store_email(
    struct call *c, const char *email, int64_t but, int64_t *id);
enum err users_store_uid(struct call *c, int64_t uid, int64_t but, int64_t *id);
/* Accounts that can sign in. */
enum err users_store_count(struct call *c, int64_t *n);
/* id 0: no such account. month: YYYY-MM of the points. */
enum err users_store_row(
    struct call *c, int64_t id, const char *month, struct users_row *out);
enum err users_store_list(struct call *c, const struct users_list *in,
    const char *month, struct users_rows *out);
/* All but online and locked. */
enum err users_store_tiles(struct call *c, struct users_tiles *out);
/* Points of an account in a month. */
enum err users_store_points(
    struct call *c, int64_t id, const char *month, int64_t *points);
enum err users_store_update(struct call *c, const struct users_update *in);
/* *found: the consultant exists and is linked to nobody else. */
enum err users_store_link(
    struct call *c, int64_t id, int64_t consultant, bool *found);

/* --- users_store_life.c --- */

/* New hash; it must be changed at the next login. */
enum err users_store_password(struct call *c, int64_t id, const char *hash);
enum err users_store_active(struct call *c, int64_t id, bool active);
enum err users_store_admin(struct call *c, int64_t id, bool admin);
/* Active admins besides this one. */
enum err users_store_other_admins(struct call *c, int64_t id, int64_t *n);
/* First free number of a "geloescht-<n>". */
enum err users_store_gone(struct call *c, int64_t *n);
/* Personal data goes; the account is called `name` from now on. */
enum err users_store_anonymise(
    struct call *c, int64_t id, const char *old, const char *name);

/* --- users_store_rights.c --- */

enum err users_store_role(struct call *c, int64_t id, const char *role);
enum err users_store_drop_roles(struct call *c, int64_t id);
enum err users_store_bump(struct call *c, int64_t id);
enum err users_store_except(
    struct call *c, int64_t id, const char *permission, bool allowed);
/* *was: there was one of this kind. */
enum err users_store_drop_exception(
    struct call *c, const struct users_exception *in, bool *was);
/* Grants (allowed) or denials, sorted, ends with NULL. */
enum err users_store_exceptions(
    struct call *c, int64_t id, bool allowed, const char ***out);
/* Permissions of a role, sorted, ends with NULL. */
enum err users_store_role_permissions(
    struct call *c, const char *role, const char ***out);
enum err users_store_role_users(
    struct call *c, const char *role, int64_t *users);
enum err users_store_clear_role(struct call *c, const char *role);
enum err users_store_role_permission(
    struct call *c, const char *role, const char *permission);

/* --- users_store_logins.c --- */

/* Open sessions of an account, or (0) of all, newest first. */
struct users_open {
	int64_t account;
	const char *name, *display;
	struct users_session s;
};
struct users_opens {
	struct users_open *row;
	int n;
};
enum err users_store_opens(
    struct call *c, int64_t account, struct users_opens *out);
/* Owner of a session that is open; 0: none. */
enum err users_store_session_owner(
    struct call *c, int64_t session, int64_t *account);
enum err users_store_logins(struct call *c, const struct users_logins_query *in,
    struct users_logins *out);
/* Totals since an instant, without unknown names. */
enum err users_store_stats(
    struct call *c, int64_t since, struct users_stats *out);
/* Counts per quarter of an hour, for every zone; unknown names count failed. */
struct users_quarter {
	int64_t at, successful, failed;
};
typedef void users_quarter_fn(void *ctx, const struct users_quarter *q);
enum err users_store_quarters(
    struct call *c, int64_t since, users_quarter_fn *add, void *ctx);

#endif
