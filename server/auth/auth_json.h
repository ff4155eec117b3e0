#ifndef SERVER_AUTH_AUTH_JSON_H
#define SERVER_AUTH_AUTH_JSON_H

#include <stdint.h>

#include "common/err.h"

struct call;
struct jw;
struct auth_ticket;
struct login_entry;
struct login_entries;
struct auth_sessions;
struct lock_blow;

/* Members of a USER object into an open object. */
enum err auth_user_json(struct call *c, struct jw *w, int64_t account);
/* Members of a LOGIN ticket, or of a challenge, into the reply. */
enum err auth_ticket_json(struct call *c, const struct auth_ticket *t);
/* Members of one sign-in into an open object. */
void auth_login_json(struct jw *w, const struct login_entry *r);
/* "items": [...] into an open object. */
void auth_logins_json(struct jw *w, const struct login_entries *l);
void auth_sessions_json(
    struct call *c, struct jw *w, const struct auth_sessions *l);
/* Details of audit rows, in the arena. */
const char *auth_failure_details(
    struct call *c, const char *reason, const char *source);
const char *auth_end_details(struct call *c, int64_t session, const char *end);
const char *auth_lock_details(
    struct call *c, const char *source, const struct lock_blow *b);

#endif
