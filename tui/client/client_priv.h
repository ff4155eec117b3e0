#ifndef TUI_CLIENT_CLIENT_PRIV_H
#define TUI_CLIENT_CLIENT_PRIV_H

#include "tui/client/client.h"
#include "tui/client/client_link.h"
#include "tui/client/known_hosts.h"

/* Shared by client.c (connection), client_calls.c (requests) and
 * client_session.c (who is signed in). */
enum stage {
	STAGE_IDLE,	/* no link: pause before the next attempt, or gave up */
	STAGE_LINK,	/* connecting, TLS */
	STAGE_TRUST,	/* somebody is asked about the certificate */
	STAGE_GREETING, /* the server speaks first */
	STAGE_SESSION,	/* resume, assume or hello */
	STAGE_EVENTS,	/* subscribe or resume */
	STAGE_READY,
	STAGE_GOODBYE, /* the server is about to close */
};

struct pending {
	struct pending *next;
	int64_t id;
	char *op;
	char *line; /* with its newline; NULL: failed locally */
	size_t len;
	client_answer_fn fn;
	void *arg;
	int64_t since;	     /* mono */
	bool internal;	     /* of the connection itself: ends with the link */
	bool read;	     /* changes nothing */
	bool no_replay;	     /* must not be sent twice */
	bool sent;	     /* over the present link */
	int times;	     /* how often it was sent */
	const char *refused; /* text of a local failure */
};

#define TOPICS_MAX 16

struct client {
	uv_loop_t *loop;
	const struct target *target;
	struct client_hooks hooks;
	void *arg;
	char *language, *program, *known_hosts, *assume, *ssh_key;
	char *token, *token_identity, *identity;
	char *topics[TOPICS_MAX + 1];
	int patience_ms, silence_ms, backoff_ms, backoff_max_ms;

	struct link *link;
	enum stage stage;
	enum client_state state;
	enum client_trouble trouble;
	enum err refusal;
	char text[512];	  /* about the trouble */
	uv_timer_t pace;  /* pause, deadline or silence, by stage */
	uv_timer_t later; /* delivers local failures */
	int handles;	  /* not closed yet */
	bool freed, gave_up, ever_online, refused, ping_out;
	bool os_user;  /* sign in as the account of the local user */
	bool own_done; /* key or local user were tried */
	int attempt;
	int64_t lost_at, heard_at;
	int retry_after; /* seconds the server asked for */
	char asked[FINGERPRINT_LEN], accepted[FINGERPRINT_LEN];

	char *version;
	int64_t time_at, time_mono; /* server time and when it was read */
	char *boot;		    /* of the pushes we have; NULL: none */
	int64_t seq;
	json_t *session;
	json_t *challenge; /* a code is asked for; or NULL */
	char *ended;	   /* why the server ended the session */
	json_t *empty;	   /* data of answers without data */

	struct pending *calls, **calls_tail;
	int n_calls;
	int64_t last_id;
};

/* client_calls.c */
void calls_init(struct client *c);
void calls_free(struct client *c);
/* An own request of the connection, sent at once. */
void calls_internal(
    struct client *c, const char *op, json_t *params, client_answer_fn fn);
/* The link is gone: own requests vanish, the rest waits to be repeated. */
void calls_unsent(struct client *c);
/* Ends what must not be sent again. */
void calls_sweep(struct client *c);
/* Sends what was not sent over this link. */
void calls_flush(struct client *c);
/* An answer came. */
void calls_answer(struct client *c, const char *line, const json_t *root);
/* Ends all calls of the screens: with the answer a, or as not answered. */
void calls_end(struct client *c, const struct client_answer *a);
/* Anything sent and not answered? */
bool calls_waiting(const struct client *c);

#define GOODBYE_MS 5000	 /* the server closes within this (architecture 3) */
#define CONNECT_MS 10000 /* from the name to the greeting and session */

/* client_trust.c: goes on to the greeting, asks, or ends the link. */
void trust_check(struct client *c, const char *fingerprint);
void trust_refuse(struct client *c);
/* The known-hosts file of this user, owner frees; NULL without a home. */
char *trust_usual_file(void);

/* client.c */
void client_enter(struct client *c, enum stage s);
/* The next step of the stage is due in ms. */
void client_set_pace(struct client *c, int64_t ms);
/* There is no link any more (the struct may still be open). */
void client_no_link(struct client *c, enum client_trouble t, const char *text);
void client_set_state(struct client *c, enum client_state s);
/* Subscribes, or resumes, as the topics are now. */
void client_subscribe_again(struct client *c);
void client_replace(char **at, const char *s);

/* client_session.c */
/* Goes without leaving a copy in freed memory. Accepts NULL, returns NULL. */
char *client_wipe(char *s);
/* Token and account are gone; so is what is known of pushes. */
void client_forget(struct client *c);
void client_forget_challenge(struct client *c);
/* The person is right, but a code is asked for: the challenge is kept. */
bool client_wants_code(struct client *c, const struct client_answer *a);
/* What an answer means for the session. */
void client_heard(
    struct client *c, const char *op, const struct client_answer *a);
/* Somebody ended the session; the server closes the connection now. */
void client_session_ended(struct client *c, const json_t *data);

#endif
