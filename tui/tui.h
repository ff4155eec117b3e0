#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "tui/client/client.h"

struct ui;
struct target;
struct ui_hooks;

/* The screen client: terminal, connection and screens on one libuv loop. */
struct tui_options {
	const struct target *target;
	const char *user;    /* --user: filled into the login form; or NULL */
	bool demo;	     /* --demo: sign in as user by auth.demo */
	const char *lang;    /* --lang or configuration; NULL: environment */
	const char *theme;   /* --theme or configuration; NULL: account */
	bool trust_new;	     /* --trust-new: unknown servers are accepted */
	bool remote;	     /* started by sshd: ends with the session */
	const char *ssh_key; /* proven by sshd; NULL: the local user is it */
};

/* Runs until the user leaves. Exit status of the program. */
int tui_run(const struct tui_options *options);

/* ui->app points to it. */
struct tui {
	const struct tui_options *options;
	uv_loop_t loop;
	struct ui *ui;
	struct client *client;
	void *app; /* of the screens */
	uv_poll_t input;
	uv_signal_t winch, term, hup;
	uv_timer_t timer;
	uv_prepare_t prepare;
	struct errand *errands; /* calls of screens in flight */
	bool leaving;
	bool was_in;	    /* somebody was signed in */
	char farewell[512]; /* why it ended; "": as wished */
};

/*
 * A call made by a screen: the progress mark, and the answer only while that
 * screen is still open. state is the screen's own memory, tag comes back.
 * params are stolen. The screen is marked dirty afterwards.
 */
typedef void (*tui_answer_fn)(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a);
struct tui_request {
	const char *op;
	json_t *params;
	tui_answer_fn fn;
	int64_t tag;
	bool quiet; /* no progress mark (completion while typing) */
};
int64_t tui_call(struct ui *ui, void *state, const struct tui_request *rq);
/* The client of a screen. */
struct client *tui_client(const struct ui *ui);
/* Started by sshd: files would be those of the server, and are not offered. */
bool tui_remote(const struct ui *ui);

/*
 * What the screens provide (tui/screens). The first screen is opened by
 * app_start; the client is started right after it.
 */
extern const struct ui_hooks app_hooks;
void app_start(struct tui *t);
void app_stop(struct tui *t);
void app_state(struct tui *t, enum client_state s, const char *text);
/* Called after the push was given to all open screens. */
void app_push(struct tui *t, const char *event, const json_t *data);
/* Ask the user, then client_accept(t->client, yes). */
void app_trust(struct tui *t, const struct client_trust *trust);

#endif
