#ifndef SERVER_NOTIFY_NOTIFY_STORE_H
#define SERVER_NOTIFY_NOTIFY_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/notify/notify.h"

struct call;
struct db;

struct recipient {
	int64_t id;
	bool german;
};
struct recipients {
	struct recipient *row;
	int n, room;
};

/* One text of a notification, ready for its recipient. */
struct note_new {
	const struct notification *n;
	const char *title, *message, *roles;
	int64_t popup_at; /* 0: none */
};

/* Account that may receive; out->id 0 when there is none. */
enum err notify_store_recipient(
    struct call *c, int64_t account, struct recipient *out);
/* The same by login name; *exists also for one that is disabled. */
enum err notify_store_recipient_named(
    struct call *c, const char *name, struct recipient *out, bool *exists);
/* Everybody in one of the roles, ",a,b,"; adds to out. */
enum err notify_store_recipients(
    struct call *c, const char *roles, struct recipients *out);
/* Entry of the key that still counts repeats; 0: none. */
enum err notify_store_repeated(
    struct call *c, int64_t account, const char *dedupe, int64_t *id);
enum err notify_store_insert(
    struct call *c, int64_t account, const struct note_new *in);
/* Newest time and texts, unread again, counted. */
enum err notify_store_repeat(
    struct call *c, int64_t id, const struct note_new *in);

enum err notify_store_list(
    struct call *c, const struct notes_query *q, struct notes *out);
enum err notify_store_unread(struct db *db, int64_t account, int64_t *n);
/* Unread popups raised after an instant, newest first. */
enum err notify_store_popups(
    struct call *c, int64_t account, int64_t after, struct notes *out);
/* The instant up to which popups were shown; 0: none. */
enum err notify_store_shown(struct db *db, int64_t account, int64_t *at);
enum err notify_store_set_shown(struct call *c, int64_t account, int64_t at);

/* *known: the entry is the caller's; *changed: it was open before. */
enum err notify_store_read(
    struct call *c, int64_t id, bool *known, bool *changed);
enum err notify_store_dismiss(
    struct call *c, int64_t id, bool *known, bool *changed);
enum err notify_store_read_all(struct call *c, int64_t *changed);

/* At most `limit` rows older than these instants; *gone: how many. */
struct notify_limits {
	int64_t dismissed, read, unread;
	int limit;
};
enum err notify_store_expire(
    struct call *c, const struct notify_limits *l, int *gone);
/* Next account behind `after` that has entries; 0: none. */
enum err notify_store_next(struct call *c, int64_t after, int64_t *account);
/* What is over the number kept: dismissed, then read, the oldest first. */
enum err notify_store_trim(struct call *c, int64_t account, int keep);

#endif
