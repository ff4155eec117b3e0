/* The session of the client: what answers and pushes say about it. */
#include "tui/client/client_priv.h"

#include <sodium.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/client/device_mark.h"

char *
client_wipe(char *s)
{
	if (s != NULL)
		sodium_memzero(s, strlen(s));
	free(s);
	return NULL;
}

void
client_forget_challenge(struct client *c)
{
	json_decref(c->challenge);
	c->challenge = NULL;
}

void
client_forget(struct client *c)
{
	c->token = client_wipe(c->token);
	client_replace(&c->token_identity, NULL);
	client_replace(&c->boot, NULL);
	json_decref(c->session);
	c->session = NULL;
}

bool
client_wants_code(struct client *c, const struct client_answer *a)
{
	if (!a->ok ||
	    !str_eq(json_get_str(a->data, "result", ""), "second_factor"))
		return false;
	client_forget_challenge(c);
	c->challenge = json_incref((json_t *)a->data);
	c->refused = true;
	return true;
}

/* The person is signed in by a call of a screen. */
static void
signed_in(struct client *c, const struct client_answer *a)
{
	const json_t *user = json_get(a->data, "user");

	client_forget(c);
	client_forget_challenge(c);
	client_replace(&c->ended, NULL);
	client_replace(&c->token, json_get_str(a->data, "token", NULL));
	client_replace(&c->token_identity, c->identity);
	c->session = json_incref((json_t *)a->data);
	c->refused = false;
	device_mark_keep(c->identity, json_get_str(user, "name", ""),
	    json_get_str(a->data, "device", ""));
	if (c->topics[0] != NULL)
		client_subscribe_again(c);
	client_set_state(c, CLIENT_ONLINE);
}

static void
set_fact(struct client *c, const char *key, bool value)
{
	json_t *user = json_object_get(c->session, "user");

	if (user != NULL)
		json_object_set_new(user, key, json_boolean(value));
}

/* What an own operation has changed about the account of the session. */
static void
note_facts(struct client *c, const char *op)
{
	static const struct {
		const char *op, *key;
		bool value;
	} facts[] = {
		{ "auth.change_password", "must_change_password", false },
		{ "auth.confirm_2fa", "must_set_factor", false },
		{ "auth.confirm_2fa", "two_factor", true },
		{ "auth.disable_2fa", "two_factor", false },
	};
	size_t i;

	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (str_eq(facts[i].op, op))
			set_fact(c, facts[i].key, facts[i].value);
}

/* A good answer of an operation of auth. */
static void
heard_auth(struct client *c, const char *op, const struct client_answer *a)
{
	const char *token = json_get_str(a->data, "token", NULL);

	note_facts(c, op);
	if (client_wants_code(c, a)) {
		client_set_state(c, CLIENT_LOGGED_OUT);
	} else if (str_eq(op, "auth.change_password") && token != NULL) {
		/* the same session under a new token */
		c->token = client_wipe(c->token);
		client_replace(&c->token, token);
	} else if (token != NULL) {
		signed_in(c, a);
	} else if (str_eq(op, "auth.logout")) {
		client_forget(c);
		c->refused = true;
		client_set_state(c, CLIENT_LOGGED_OUT);
	}
}

/* A refusal that says how things are with the session. */
static void
heard_refusal(struct client *c, const struct client_answer *a)
{
	if (c->token == NULL)
		return;
	if (a->err == E_UNAUTHENTICATED || a->err == E_SESSION_EXPIRED) {
		client_forget(c);
		c->refused = true;
		client_set_state(c, CLIENT_LOGGED_OUT);
	} else if (a->err == E_PASSWORD_CHANGE_REQUIRED) {
		set_fact(c, "must_change_password", true);
		client_set_state(c, CLIENT_ONLINE);
	} else if (a->err == E_TWO_FACTOR_REQUIRED) {
		set_fact(c, "must_set_factor", true);
		client_set_state(c, CLIENT_ONLINE);
	}
}

void
client_heard(struct client *c, const char *op, const struct client_answer *a)
{
	if (!a->ok)
		heard_refusal(c, a);
	else if (str_starts(op, "auth."))
		heard_auth(c, op, a);
}

void
client_session_ended(struct client *c, const json_t *data)
{
	if (c->session == NULL && c->token == NULL)
		return;
	client_forget(c);
	client_replace(&c->ended, json_get_str(data, "reason", ""));
	c->refused = true;
	if (c->stage == STAGE_READY) {
		client_enter(c, STAGE_GOODBYE); /* nothing more over this */
		client_set_pace(c, GOODBYE_MS);
	}
	client_set_state(c, CLIENT_LOGGED_OUT);
}

const json_t *
client_session(const struct client *c)
{
	return c->session;
}

const char *
client_token(const struct client *c)
{
	return c->token;
}

const json_t *
client_challenge(const struct client *c)
{
	return c->challenge;
}

const char *
client_ended(const struct client *c)
{
	return c->ended;
}
