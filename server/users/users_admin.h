#ifndef SERVER_USERS_USERS_ADMIN_H
#define SERVER_USERS_USERS_ADMIN_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/auth/auth_lock.h"
#include "server/rpc/fields.h"

/*
 * Administration of accounts: life cycle, rights, sessions, logins (hub file
 * C2, B7, B9). Called by users_rpc*.c; texts are in c->arena.
 */
struct call;

#define USERS_MONTHS 6

/* --- reading (users.c) --- */

struct users_row {
	int64_t id, version;
	const char *name, *display, *email;
	const char *state; /* pending, active, disabled, ... */
	const char *roles; /* comma separated, sorted; "" */
	bool is_admin, on_vacation, two_factor, online;
	bool has_password;
	int locked_minutes; /* 0: not locked */
	int64_t last_login_at, last_seen_at, created_at;
	int64_t consultant; /* 0: none */
	const char *consultant_name;
	int64_t points; /* of this month */
	int64_t logins, os_uid, keys;
};

struct users_tiles {
	int64_t total, active, disabled, admins, online, pending, locked;
};

/* Indexes into users_role_names, users_state_names, users_sort_names. */
extern const char *const users_role_names[];
extern const char *const users_state_names[];
extern const char *const users_sort_names[];
#define USERS_ANY (-1)

struct users_list {
	int64_t limit, offset;
	const char *filter;
	int role, state, sort;
};
struct users_rows {
	struct users_row *row;
	int n;
	int64_t total;
	struct users_tiles tiles;
};
enum err users_list(
    struct call *c, const struct users_list *in, struct users_rows *out);
/* E_NOT_FOUND. */
enum err users_row(struct call *c, int64_t id, struct users_row *out);

struct users_month {
	const char *month; /* YYYY-MM */
	int64_t points;
};
struct users_detail {
	struct users_row row;
	const char **grants, **denials;		/* sorted, end with NULL */
	uint64_t perms[2];			/* effective */
	struct users_month month[USERS_MONTHS]; /* newest first */
	struct lock_rows locks;
	int codes_left;
	int64_t sessions;
};
enum err users_get(struct call *c, int64_t id, struct users_detail *out);

struct users_update {
	int64_t user, version;
	const char *display_name, *email; /* NULL: as before; "": none */
	int on_vacation;		  /* -1: as before */
	int64_t consultant, os_uid;	  /* -1: as before; 0: none */
};
enum err users_update(struct call *c, const struct users_update *in);
/* E_VALIDATION unless it is an address nobody else has; *email: folded. */
enum err users_check_email(struct call *c, int64_t but, const char **email);

/* --- creating (users_create.c) --- */

/* A password nobody has chosen, from an alphabet without lookalikes. */
#define USERS_PASSWORD 16
void users_new_password(struct call *c, char out[USERS_PASSWORD + 1]);

/* A worker's hashing: password in, hash out; wiped and freed by drop. */
struct users_hash_job {
	char *password;
	char *hash;			    /* NULL: failed */
	char generated[USERS_PASSWORD + 1]; /* "" when one was given */
};
void users_hash_work(void *job);
void users_hash_drop(void *job);

struct users_create {
	const char *name;
	const char *password; /* NULL: one is made */
	const char *display_name, *email;
	bool admin;
	struct field_list roles;
	int must_change_password; /* -1: unless an operator gives a password */
};
enum err users_create_prepare(
    struct call *c, const struct users_create *in, void **job);
enum err users_create_finish(struct call *c, const struct users_create *in,
    const struct users_hash_job *job, int64_t *id);

/* --- life cycle (users_life.c); LAST_ADMIN, FORBIDDEN on oneself --- */

enum err users_reset_prepare(struct call *c, int64_t id, void **job);
enum err users_reset_finish(
    struct call *c, int64_t id, const struct users_hash_job *job);
enum err users_disable(struct call *c, int64_t id);
enum err users_reactivate(struct call *c, int64_t id);
struct users_anonymise {
	int64_t user;
	const char *name; /* typed login name */
};
enum err users_anonymise(struct call *c, const struct users_anonymise *in);
enum err users_reset_factor(struct call *c, int64_t id);
enum err users_unlock(struct call *c, int64_t id);
/* session 0: all, but the caller's own. */
enum err users_end_sessions(
    struct call *c, int64_t id, int64_t session, int64_t *closed);

/* --- rights (users_rights.c) --- */

enum err users_set_admin(struct call *c, int64_t id, bool admin);
enum err users_set_roles(struct call *c, int64_t id, int64_t version,
    const struct field_list *roles);
/* allowed: the kind of exception, a grant or a denial; on: set or remove. */
struct users_exception {
	int64_t user;
	const char *permission;
	bool allowed, on;
};
enum err users_except(struct call *c, const struct users_exception *in);

struct users_role {
	const char *role;
	const char **permissions; /* sorted, ends with NULL */
	int64_t users;
};
#define USERS_ROLES 6 /* user and the functional ones */
struct users_roles {
	struct users_role role[USERS_ROLES];
};
enum err users_list_roles(struct call *c, struct users_roles *out);
enum err users_set_role(
    struct call *c, const char *role, const struct field_list *permissions);
/* E_VALIDATION on `field` unless all are functional roles. */
enum err users_check_roles(struct call *c, const struct field_list *roles);

/* --- guards (users_guard.c) --- */

/* The account, if the caller may change it; E_NOT_FOUND, E_FORBIDDEN. */
enum err users_target(struct call *c, int64_t id, struct users_row *out);
/* E_FORBIDDEN when the caller is this account. */
enum err users_not_self(struct call *c, int64_t id);
/* Taking away admin or the account: E_LAST_ADMIN, E_FORBIDDEN on oneself. */
enum err users_may_remove(struct call *c, const struct users_row *u);
/* A change that needs a fresh confirmation: E_STEP_UP_REQUIRED. */
enum err users_confirmed_self(struct call *c);

/* --- sessions and logins (users_logins.c) --- */

struct users_session {
	int64_t id, created_at, last_seen_at, ends_at;
	const char *remote, *client, *transport, *key;
	bool current;
};
struct users_sessions {
	struct users_session *row;
	int n;
};
enum err users_sessions(struct call *c, int64_t id, struct users_sessions *out);

struct users_logins_query {
	int64_t user; /* 0: all */
	int failed;   /* -1: both */
	int64_t limit, offset;
};
struct users_login {
	int64_t at, account;
	const char *name, *display;
	bool success;
	const char *reason, *second_factor, *remote, *client, *transport;
};
struct users_logins {
	struct users_login *row;
	int n;
	int64_t total;
};
enum err users_logins(struct call *c, const struct users_logins_query *in,
    struct users_logins *out);

struct users_day {
	int date;
	int64_t successful, failed;
};
struct users_stats {
	int days;
	int64_t total, successful, failed, unknown, users, addresses;
	struct users_day *day; /* oldest first */
	int64_t hour[24];
	int peak; /* -1: no login at all */
};
enum err users_stats(struct call *c, int days, struct users_stats *out);

struct users_online {
	int64_t account, last_active_at;
	const char *name, *display, *transport, *client;
	int sessions;
};
struct users_onlines {
	struct users_online *row; /* newest first */
	int n;
};
/* account 0: everybody. */
enum err users_online(
    struct call *c, int64_t account, struct users_onlines *out);

/* Whole minutes left, rounded up. */
int users_minutes(int64_t now, int64_t until);

#endif
