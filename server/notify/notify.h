#ifndef SERVER_NOTIFY_NOTIFY_H
#define SERVER_NOTIFY_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Notifications (hub file A5): stored per recipient, pushed as
 * notifications.changed. Both languages are given; the recipient's is kept.
 */
struct call;
struct app;
struct arena;
struct field_list;
struct notify_memory;

#define NOTIFY_TITLE 300    /* characters of a title */
#define NOTIFY_MESSAGE 2000 /* characters of a message */

struct notification {
	const char *type;		     /* info, success, warning, error */
	const char *title_de, *title_en;     /* at most 300 characters */
	const char *message_de, *message_en; /* may be NULL */
	bool popup;
	const char *source;  /* "auth", "audit" ... */
	const char *dedupe;  /* key, or NULL: repeats within a day count up */
	const char *screen;  /* screen to open, or NULL */
	int64_t ref;	     /* of that screen, or 0 */
	int times;	     /* happened so often at once; 0: once */
	const char *actions; /* lines "text=screen", or NULL */
};

extern const char *const notify_types[]; /* NULL-terminated, by weight */

/* To one account; disabled accounts get none. Needs the savepoint. */
enum err notify_account(
    struct call *c, int64_t account, const struct notification *n);
/* To a role ("admin", "opener" ..., "closer", "all"); *sent may be NULL. */
enum err notify_role(
    struct call *c, const char *role, const struct notification *n, int *sent);

/*
 * To everybody who is named or holds one of the roles, one copy each.
 * VALIDATION names unknown roles and users; nobody left is no error.
 */
struct notify_targets {
	const struct field_list *roles, *users; /* login names */
};
enum err notify_people(struct call *c, const struct notify_targets *to,
    const struct notification *n, int *sent);

/* One entry of an inbox. */
struct note {
	int64_t id, at, ref;
	int64_t popup_at; /* of notify_popups */
	int64_t count;
	const char *type, *title, *message, *source, *screen, *actions;
	bool read, popup;
};
struct notes {
	struct note *row;
	int n;
	int64_t total;
};
struct notes_query {
	bool unread, popup;
	int64_t limit, offset;
};
/* Own inbox, newest first; dismissed entries are never listed. */
enum err notify_list(
    struct call *c, const struct notes_query *q, struct notes *out);
enum err notify_unread(struct call *c, int64_t account, int64_t *n);
/* Popups that no session has shown; after the commit they count as shown. */
enum err notify_popups(struct call *c, struct notes *out);
/* NOT_FOUND for ids of others; a second time is no error. */
enum err notify_read(struct call *c, int64_t id);
enum err notify_dismiss(struct call *c, int64_t id);
enum err notify_read_all(struct call *c, int64_t *changed);

/* Which popups were shown, kept here and written once a minute. */
struct notify_memory *notify_memory_new(void);
/* Accepts NULL, returns NULL. */
struct notify_memory *notify_memory_free(struct notify_memory *m);

#endif
