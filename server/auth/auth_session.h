#ifndef SERVER_AUTH_AUTH_SESSION_H
#define SERVER_AUTH_AUTH_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Sessions and actors in memory (hub file B2): the database holds the truth,
 * last seen is kept here and written once a minute.
 */
struct app;
struct call;
struct conn;
struct actor;
struct session_table;
struct actor_table;

struct session_table *session_table_new(void);
struct session_table *session_table_free(struct session_table *t);
struct actor_table *actor_table_new(void);
struct actor_table *actor_table_free(struct actor_table *t);

/*
 * Who speaks on this connection: sets c->actor and c->session. UNAUTHENTICATED
 * without a session, SESSION_EXPIRED after its idle or absolute end. Operators
 * of the local socket are "cli:<os user>".
 */
enum err auth_identify(struct conn *cn, struct call *c);
/* Actor of a connection for pushes; NULL when anonymous. */
const struct actor *auth_actor_of(struct conn *cn);
/* Actor of an account from the cache or the database; NULL: no such account. */
enum err auth_actor(struct call *c, int64_t account, const struct actor **out);
/* "tls", "local", "ssh"; key: that opened the session, or 0. */
const char *auth_transport(const struct conn *cn, int64_t key);
/*
 * Ends sessions in the caller's savepoint; after the commit their connections
 * hear {"event":"session.ended","data":{"reason":why}} and are closed. keep:
 * a session that stays, or 0. why: "password", "factor", "disabled",
 * "revoked", "roles" ...
 */
enum err auth_end_sessions(
    struct call *c, int64_t account, int64_t keep, const char *why);
/* One session, whoever owns it. */
enum err auth_end_session(struct call *c, int64_t id, const char *why);
/* All sessions that a key has opened. */
enum err auth_end_key(struct call *c, int64_t key, const char *why);
/* An account, its roles or grants changed: everybody reads it again. */
void auth_changed(struct call *c, int64_t account);
/* The session was confirmed by password or code not long ago. */
bool auth_stepped_up(struct app *app, int64_t session, int64_t now);
/* Marks the session of the call so. */
enum err auth_step_up_mark(struct call *c);
/* How the caller confirms: "code" with a second factor, else "password". */
enum err auth_step_up_method(struct call *c, const char **method);
/* Last seen of one session by what is in memory; 0: not known here. */
int64_t auth_seen_at(struct app *app, int64_t session);
/* Forgets cached actors: accounts, roles or grants changed. */
void auth_forget_all(struct app *app);
/* Idle end of a session by what is in memory; 0 when unknown. */
int64_t auth_idle_end(struct app *app, int64_t session);
/* Accounts with activity in any open session in the last 15 minutes. */
int auth_online(struct app *app);
/* Forgets a closed session. */
void auth_session_drop(struct app *app, int64_t id);
/* A session that was just opened is in memory after the commit. */
struct auth_session;
void auth_session_add(struct call *c, const struct auth_session *s);
/* Ends the longest unused sessions of an account beyond keep. */
enum err auth_trim(struct call *c, int64_t account, int keep);
/* Forgets sessions not seen since; their rows are closed already. */
void auth_drop_idle(struct call *c, int64_t before);
/* Writes last seen of sessions that changed since the last call. */
enum err auth_flush(struct call *c);

#endif
