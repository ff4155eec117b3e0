#ifndef SERVER_USERS_USERS_H
#define SERVER_USERS_USERS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/rpc/fields.h"

/* Accounts, first form: creating and listing (hub file B3, C2). */
struct call;

struct users_create {
	const char *name;
	const char *password;
	const char *display_name;
	bool admin;
	struct field_list roles;
	bool must_change_password;
};

struct users_create_job {
	char *password;
	char *hash; /* result */
};

struct users_list {
	int64_t limit, offset;
	const char *filter;
};

struct users_row {
	int64_t id;
	const char *name, *display;
	bool active, is_admin, placeholder;
};

struct users_rows {
	struct users_row *row;
	int n;
	int64_t total;
};

enum err users_create_prepare(
    struct call *c, const struct users_create *in, void **job);
void users_create_work(void *job);
void users_create_drop(void *job);
enum err users_create_finish(struct call *c, const struct users_create *in,
    const struct users_create_job *job, int64_t *id);
enum err users_list(
    struct call *c, const struct users_list *in, struct users_rows *out);
/*
 * USERLIST and ADMIN_USERS: creates missing accounts while there is none yet
 * (hub file B3). Hashes at once: only at the start of the server.
 */
enum err users_first_start(struct call *c);
/*
 * Whether every entry of a USERLIST may become an account; why names the
 * entry, never its password.
 */
bool users_check_list(const char *list, char *why, size_t size);
/*
 * Account of a login name; creates an inactive placeholder for an import when
 * there is none. *created tells which.
 */
enum err users_placeholder(
    struct call *c, const char *name, int64_t *id, bool *created);
/* Name shown to people: profile name, else made from the login name (A1). */
const char *users_display(
    struct call *c, const char *name, const char *display);

#endif
