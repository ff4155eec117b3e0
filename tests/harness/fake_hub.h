#ifndef TESTS_HARNESS_FAKE_HUB_H
#define TESTS_HARNESS_FAKE_HUB_H

#include <openssl/ssl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "tui/client/client_wait.h"
#include "tui/client/target.h"

/*
 * A scripted server in a thread of its own, for tests of the client. Scripts
 * block on what the client does; nothing waits for time to pass.
 */
#define GREETING                                 \
	"{\"hub\":\"4.1.0\",\"protocol\":1,"     \
	"\"time\":\"2026-11-22T17:00:00.000Z\"," \
	"\"zone\":\"Europe/Berlin\",\"boot\":\"aa00\"}\n"
#define LINE_MAX_TEST 70000

struct fake {
	int listener, fd;
	SSL_CTX *ctx;
	SSL *ssl;
	char line[LINE_MAX_TEST];
	char key[64];
	int cut;	   /* for the script of cut answers */
	const char *wrong; /* first thing that was not as expected */
	void (*script)(struct fake *);
	pthread_t thread;
};

struct fix {
	char dir[64];
	char hosts[128];
	struct target target;
	struct fake fake;
	struct waiter w;
	struct client_config cfg;
	/* what the hooks saw */
	int states[64], n_states;
	char event[64];
	int64_t value;
	int n_pushes, n_asked, counts[2];
	bool accept;
};

/* The script's side, in its thread. Each notes the first thing that is not as
 * expected in f->wrong. */
bool fake_check(struct fake *f, bool good, const char *what);
void fake_accept(struct fake *f);
void fake_drop(struct fake *f);
void fake_bytes(struct fake *f, const char *p, size_t n);
void fake_send(struct fake *f, const char *s);
/* Next line of the client, without newline; false at its end. */
bool fake_line(struct fake *f);
/* Next line, which must be this operation. Returns its id. */
int64_t fake_expect(struct fake *f, const char *op);
void fake_ok(struct fake *f, int64_t id, const char *data);
void fake_refuse(struct fake *f, int64_t id, const char *code);
/* Accepts, greets and answers the hello of a client without session. */
void fake_hello(struct fake *f);

/* The test's side: set-up and tear-down of cmocka, state is a struct fix. */
int fake_set_up(void **state);
int fake_tear_down(void **state);
void fake_listen_unix(struct fix *x, const char *path);
void fake_start(struct fix *x, void (*script)(struct fake *));
/* Server on a socket in the folder of the test. */
void fake_serve(struct fix *x, void (*script)(struct fake *));
/* Waits for the script; fails the test if something was wrong. */
void fake_finish(struct fix *x);
/* Nobody listens any more: later attempts are refused. */
void fake_stop_listening(struct fix *x);

#endif
