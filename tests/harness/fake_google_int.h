#ifndef TESTS_HARNESS_FAKE_GOOGLE_INT_H
#define TESTS_HARNESS_FAKE_GOOGLE_INT_H

#include <openssl/evp.h>
#include <pthread.h>

#include "common/buf.h"
#include "tests/harness/fake_google.h"

#define FAKE_EVENTS 4096
#define FAKE_QUEUE 64

struct fake_event {
	char *calendar;
	json_t *body; /* with id, etag, status */
	int64_t seq;  /* of its last change */
	bool deleted;
};

struct fake_google {
	pthread_t thread;
	pthread_mutex_t lock;
	int listener, port;
	bool stop, down, refuse_account;
	char base[80], token_uri[80];
	char *key_json;
	EVP_PKEY *key;
	struct fake_event *event;
	int n;
	int64_t seq, tokens_from;
	enum fake_fault queue[FAKE_QUEUE];
	int queued, one_in;
	uint64_t seed;
	int access,
	    access_from; /* number of the last token, of the first good */
	int requests, token_requests, struck;
	int by_method[4]; /* GET POST PATCH DELETE */
};

struct fake_request {
	char method[8], path[2048], bearer[40], if_match[80];
	const char *query; /* behind '?', "" */
	char *body;
};

struct fake_reply {
	int status;
	const char *headers;
	struct buf body;
};

/* fake_google_api.c: does what the request says. The lock is held. */
void fake_google_api(
    struct fake_google *g, const struct fake_request *rq, struct fake_reply *r);
void fake_google_say(struct fake_reply *r, int status, const char *reason);
void fake_google_stamp(struct fake_google *g, struct fake_event *ev);
struct fake_event *fake_google_find(
    struct fake_google *g, const char *calendar, const char *id);
struct fake_event *fake_google_put(
    struct fake_google *g, const char *calendar, json_t *body);
/* fake_google_token.c */
void fake_google_token(
    struct fake_google *g, const struct fake_request *rq, struct fake_reply *r);
void fake_google_make_key(struct fake_google *g);
/* Value of a parameter of a query, decoded, on the heap; NULL: none. */
char *fake_google_param(const char *query, const char *name);

#endif
