#ifndef SERVER_AUTH_AUTH_NOTICE_H
#define SERVER_AUTH_AUTH_NOTICE_H

#include <stdint.h>

#include "common/err.h"

/* What people are told about their account: notifications and the feed. */
struct call;
struct lock_who;
struct lock_blow;

/* To admins, from tier 2 on. */
enum err auth_notice_locked(
    struct call *c, const struct lock_who *w, const struct lock_blow *b);
/* To the account, at its next sign-in after a lock. */
enum err auth_notice_failures(
    struct call *c, int64_t account, int count, int64_t since);
enum err auth_notice_new_address(struct call *c, int64_t account);
/* At the first sign-in. */
enum err auth_notice_welcome(struct call *c, int64_t account);
enum err auth_notice_password(struct call *c, int64_t account);
/* Entries of the activity feed: "login", "security". */
enum err auth_note_activity(struct call *c, int64_t account, const char *kind,
    const char *action, const char *details);

#endif
