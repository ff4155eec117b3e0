#ifndef TUI_CLIENT_CLIENT_H
#define TUI_CLIENT_CLIENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

#include "common/err.h"

struct target;

/*
 * The connection to the hub: asynchronous calls over TLS or the local socket,
 * answers and pushes by callback on the loop. Never blocks. Connects again by
 * itself, continues the session, delivers missed pushes and repeats what was
 * not answered, writes with the same idempotency key (architecture 4 and 7).
 * One thread; all callbacks come from the loop, never from inside a function
 * of this header.
 */
struct client;

enum client_state {
	CLIENT_CONNECTING, /* first attempt or a new one is under way */
	CLIENT_ONLINE,	   /* calls go out at once */
	CLIENT_OFFLINE,	   /* waits for the next attempt, or gave up for good */
	CLIENT_LOGGED_OUT, /* connected, but the session is gone: sign in */
};

/* Why there is no connection. */
enum client_trouble {
	TROUBLE_NONE,
	TROUBLE_CONNECT, /* no such host, refused, timed out, broken off */
	TROUBLE_TLS,	 /* handshake failed, or the CA does not vouch for it */
	TROUBLE_CHANGED, /* another certificate than the known one */
	TROUBLE_UNTRUSTED, /* unknown certificate, and nobody accepted it */
	TROUBLE_REFUSED,   /* the server refused account or SSH key */
	TROUBLE_PROTOCOL,  /* this is no hub, or one of another protocol */
};

/* How a call ended. */
enum client_fate {
	FATE_ANSWERED, /* the server has spoken: ok or code */
	FATE_NOT_SENT, /* nothing was done: no connection, queue full, too long
			*/
	FATE_UNKNOWN,  /* a write was sent and no answer came */
};

/* Valid during the callback only; take references with json_incref. */
struct client_answer {
	enum client_fate fate;
	bool ok;
	enum err err;	      /* OK when ok */
	const char *code;     /* "SLOT_FULL"; NULL when ok */
	const char *text;     /* error for people, or message; never NULL */
	const char *error_id; /* NULL when there is none */
	int retry_after;      /* seconds, 0: none */
	const json_t *data;   /* never NULL (an empty object) */
	const json_t *fields; /* faults by parameter, or NULL */
	const char *line;     /* the answer as it came; NULL if none came */
};

typedef void (*client_answer_fn)(void *arg, const struct client_answer *a);

/* A certificate nobody has accepted yet. */
struct client_trust {
	const char *server;	 /* "host:port" */
	const char *fingerprint; /* SHA-256, 64 hex digits */
	const char *ssh;	 /* a host key: as ssh-keygen prints it */
};

struct client_hooks {
	/* text: what is wrong for people, "" when all is well. */
	void (*state)(void *arg, enum client_state s, const char *text);
	/*
	 * A push; event "client.reload" (data empty): pushes were missed,
	 * read everything again.
	 */
	void (*push)(void *arg, const char *event, const json_t *data);
	/*
	 * Ask whether this certificate is right, then call client_accept now
	 * or later. NULL: unknown certificates are refused.
	 */
	void (*trust)(void *arg, const struct client_trust *t);
};

struct client_config {
	uv_loop_t *loop;
	const struct target *target; /* must outlive the client */
	struct client_hooks hooks;
	void *arg;
	const char *language;	 /* "de" or "en" */
	const char *program;	 /* "hub 4.1.0": name shown in session lists */
	const char *known_hosts; /* NULL: the file in the XDG state folder */
	/* Session to continue, and the server it belongs to; or NULL. */
	const char *token;
	const char *token_identity;
	const char *assume; /* operators: act as this account; or NULL */
	/*
	 * Sign in once without a token: with this key, which sshd has proven
	 * (a refusal ends the attempts), or as the account of the local user.
	 * Over ssh:// both are tried by themselves.
	 */
	const char *ssh_key;
	bool os_user;
	/*
	 * 0: try for ever. Else calls end when there was no connection for so
	 * long, and at once when the very first attempt failed.
	 */
	int patience_ms;
	int silence_ms;	    /* give a silent server up; 0: 60 s */
	int backoff_ms;	    /* first pause; 0: 200 */
	int backoff_max_ms; /* 0: 10 s */
};

#define CLIENT_CALLS_MAX 256	 /* calls waiting or in flight */
#define CLIENT_REQUEST_MAX 65536 /* bytes of a request line */
#define CLIENT_ANSWER_MAX                                  \
	1114112 /* bytes of an answer line: 1 MiB and some \
		 */

/* Copies what it needs of cfg; the first attempt starts with client_start. */
struct client *client_new(const struct client_config *cfg);
void client_start(struct client *c);
/*
 * Callbacks still due are not called. Memory goes when the loop has closed
 * the handles: run it once more. Accepts NULL, returns NULL.
 */
struct client *client_free(struct client *c);

/*
 * Sends op with params (stolen; NULL: none). The answer comes to fn exactly
 * once unless cancelled. fn may be NULL. Returns the id of the call.
 */
int64_t client_call(struct client *c, const char *op, json_t *params,
    client_answer_fn fn, void *arg);
/* fn will not be called any more; the request itself may still be executed. */
void client_cancel(struct client *c, int64_t id);

/*
 * Asks for pushes of these topics (NULL-terminated, at most 16), now and after
 * every new connection. A later call replaces the list.
 */
void client_subscribe(struct client *c, const char *const *topics);

/* Answer to hooks.trust. Accepted certificates are remembered. */
void client_accept(struct client *c, bool yes);
/* Tries at once, also after a trouble that ended the attempts. */
void client_retry(struct client *c);
/* Language of the texts of the server from now on. */
void client_set_language(struct client *c, const char *lang);

enum client_state client_state(const struct client *c);
enum client_trouble client_trouble(const struct client *c);
/* Text for people about the trouble; "" when all is well. */
const char *client_trouble_text(const struct client *c);
/* Code of TROUBLE_REFUSED; else OK. */
enum err client_refusal(const struct client *c);
/* True when no further attempt is made until client_retry. */
bool client_gave_up(const struct client *c);
/* Version of the server from its greeting; "" before. */
const char *client_server_version(const struct client *c);
/*
 * Which server this is: "tls:<fingerprint>", "ca:<host:port>" or
 * "unix:<path>"; "" before the first connection. Tokens are bound to it.
 */
const char *client_identity(const struct client *c);
/* "data" of the sign-in or its continuation (user, permissions); or NULL. */
const json_t *client_session(const struct client *c);
/* Token of the session; NULL when there is none. */
const char *client_token(const struct client *c);
/*
 * The server waits for the second factor of somebody whose password or key was
 * right: its answer ("challenge", "expires_at"), to be used in
 * auth.verify_code. NULL: no code is asked for. Gone with the connection.
 */
const json_t *client_challenge(const struct client *c);
/*
 * Why the server ended the last session: "password", "factor", "disabled",
 * "revoked" ... NULL: it did not, or somebody has signed in since.
 */
const char *client_ended(const struct client *c);

/* Wall time of the server, UTC ms; the local clock before the greeting. */
int64_t client_now_ms(const struct client *c);
/* Civil date of the company zone at that time. */
int client_today(const struct client *c);
/* Calls waiting or in flight. */
int client_in_flight(const struct client *c);
/* Monotonic ms since which the oldest one waits; 0: none. */
int64_t client_busy_since(const struct client *c);

/* Milliseconds of a clock that never steps (and counts suspend). */
int64_t client_mono(void);
/* True for operations that change nothing, judged by their verb. */
bool client_is_read(const char *op);

#endif
