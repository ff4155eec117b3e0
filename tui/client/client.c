/*
 * The connection of the client: attempts and pauses, trust, greeting, session,
 * pushes. Requests are in client_calls.c, bytes in client_link.c.
 */
#include "tui/client/client_priv.h"

#include <sys/random.h>

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "tui/client/target.h"
#include "tui/ui/i18n.h"

#define PROTOCOL 1
#define SSH_MS 60000 /* of ssh://: a token may want to be touched */

static void attempt(struct client *c);
static void on_pace(uv_timer_t *h);

int64_t
client_mono(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_BOOTTIME, &ts); /* cannot fail on Linux */
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t
local_wall(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static char *
dup_or_null(const char *s)
{
	return s != NULL ? xstrdup(s) : NULL;
}

void
client_replace(char **at, const char *s)
{
	char *copy = dup_or_null(s);

	free(*at);
	*at = copy;
}

void
client_set_pace(struct client *c, int64_t ms)
{
	(void)uv_timer_start(&c->pace, on_pace, ms > 0 ? (uint64_t)ms : 0, 0);
}

void
client_set_state(struct client *c, enum client_state s)
{
	c->state = s;
	if (c->hooks.state != NULL && !c->freed)
		c->hooks.state(c->arg, s, c->text);
}

static void
clear_trouble(struct client *c)
{
	c->trouble = TROUBLE_NONE;
	c->text[0] = '\0';
}

/* Pause before the next attempt: doubling, with jitter so that the clients of
 * a restarted server do not come back at the same moment. */
static int64_t
pause_ms(struct client *c)
{
	int64_t ms = c->backoff_ms;
	unsigned char jitter;
	int i;

	for (i = 1; i < c->attempt && ms < c->backoff_max_ms; i++)
		ms *= 2;
	if (ms > c->backoff_max_ms)
		ms = c->backoff_max_ms;
	if (getrandom(&jitter, sizeof(jitter), GRND_NONBLOCK) != 1)
		jitter = (unsigned char)client_mono();
	ms = ms / 2 + ms * jitter / 510;
	if (c->retry_after > 0 && ms < c->retry_after * 1000LL)
		ms = c->retry_after * 1000LL;
	c->retry_after = 0;
	return ms;
}

/* Is waiting still worth it? Only programs that wait ever give up. */
static bool
out_of_patience(const struct client *c)
{
	if (c->trouble == TROUBLE_CHANGED || c->trouble == TROUBLE_UNTRUSTED ||
	    c->trouble == TROUBLE_REFUSED)
		return true;
	if (c->patience_ms == 0)
		return false;
	return !c->ever_online || client_mono() - c->lost_at >= c->patience_ms;
}

void
client_no_link(struct client *c, enum client_trouble t, const char *text)
{
	bool was_up = c->stage == STAGE_READY || c->stage == STAGE_GOODBYE;

	c->link = link_close(c->link);
	client_forget_challenge(c); /* bound to the connection */
	c->stage = STAGE_IDLE;
	c->trouble = t;
	if (text != c->text)
		(void)str_copy(c->text, sizeof(c->text), text);
	calls_unsent(c);
	if (was_up) {
		c->attempt = 0;
		c->lost_at = client_mono();
	}
	c->attempt++;
	(void)uv_timer_stop(&c->pace);
	c->gave_up = out_of_patience(c);
	if (!c->gave_up)
		client_set_pace(c, pause_ms(c));
	client_set_state(c, CLIENT_OFFLINE);
	if (c->gave_up)
		calls_end(c, NULL);
	else
		calls_sweep(c);
}

void
client_enter(struct client *c, enum stage s)
{
	c->stage = s;
}

/* READY: while something is in flight, ask a silent server, then leave it. */
static void
watch_silence(struct client *c)
{
	int64_t silent = client_mono() - c->heard_at;

	client_set_pace(c, c->silence_ms / 4);
	if (!calls_waiting(c))
		return;
	if (silent >= c->silence_ms)
		client_no_link(
		    c, TROUBLE_CONNECT, _("the server does not answer"));
	else if (silent >= c->silence_ms / 2 && !c->ping_out) {
		c->ping_out = true;
		calls_internal(c, "system.ping", NULL, NULL);
	}
}

static void
on_pace(uv_timer_t *h)
{
	struct client *c = h->data;

	switch (c->stage) {
	case STAGE_IDLE:
		attempt(c);
		return;
	case STAGE_TRUST:
		trust_refuse(c);
		return;
	case STAGE_READY:
		watch_silence(c);
		return;
	case STAGE_GOODBYE:
		client_no_link(c, TROUBLE_CONNECT, _("the server has stopped"));
		return;
	case STAGE_LINK:
	case STAGE_GREETING:
	case STAGE_SESSION:
	case STAGE_EVENTS:
		client_no_link(
		    c, TROUBLE_CONNECT, _("the server does not answer"));
		return;
	}
}

/* Greeting, session, events: one after the other, then READY. */

static void
ready(struct client *c)
{
	client_enter(c, STAGE_READY);
	clear_trouble(c);
	c->attempt = 0;
	c->ever_online = true;
	c->heard_at = client_mono();
	client_set_pace(c, c->silence_ms / 4);
	client_set_state(c, c->refused ? CLIENT_LOGGED_OUT : CLIENT_ONLINE);
	if (!c->freed && c->stage == STAGE_READY)
		calls_flush(c);
}

static void
push(struct client *c, const char *event, const json_t *data)
{
	if (c->hooks.push != NULL && !c->freed)
		c->hooks.push(c->arg, event, data);
}

static void
on_subscribed(void *arg, const struct client_answer *a)
{
	struct client *c = arg;
	bool missed = c->boot != NULL && json_get_bool(a->data, "reload", true);

	if (a->ok) {
		if (missed || c->boot == NULL)
			c->seq = json_get_int(a->data, "seq", 0);
		client_replace(&c->boot, json_get_str(a->data, "boot", NULL));
	} else
		missed = false;
	if (c->stage == STAGE_EVENTS)
		ready(c);
	if (missed)
		push(c, "client.reload", c->empty);
}

static json_t *
topic_list(const struct client *c)
{
	json_t *list = json_array();
	int i;

	for (i = 0; c->topics[i] != NULL; i++)
		json_array_append_new(list, json_string(c->topics[i]));
	return list;
}

void
client_subscribe_again(struct client *c)
{
	json_t *params = json_object();

	json_object_set_new(params, "topics", topic_list(c));
	if (c->boot != NULL) {
		json_object_set_new(params, "boot", json_string(c->boot));
		json_object_set_new(params, "seq", json_integer(c->seq));
	}
	calls_internal(c,
	    c->boot != NULL ? "events.resume" : "events.subscribe", params,
	    on_subscribed);
}

static void
begin_events(struct client *c)
{
	client_enter(c, STAGE_EVENTS);
	if (c->topics[0] != NULL && !c->refused)
		client_subscribe_again(c);
	else
		ready(c);
}

static json_t *
hello_params(const struct client *c)
{
	json_t *p = json_object();

	if (c->language != NULL)
		json_object_set_new(p, "language", json_string(c->language));
	if (c->program != NULL)
		json_object_set_new(p, "client", json_string(c->program));
	return p;
}

static void
on_hello(void *arg, const struct client_answer *a)
{
	(void)a; /* without it texts come in the server's language */
	begin_events(arg);
}

static void
hello(struct client *c)
{
	calls_internal(c, "hub.hello", hello_params(c), on_hello);
}

/* auth.resume or auth.assume answered (or another way to a session). */
static void
on_session(void *arg, const struct client_answer *a)
{
	struct client *c = arg;

	if (client_wants_code(c, a)) {
		begin_events(c);
		return;
	}
	if (a->ok) {
		json_decref(c->session);
		c->session = json_incref((json_t *)a->data);
		c->refused = false;
		begin_events(c);
		return;
	}
	if (err_info(a->err)->retryable) {
		c->retry_after = a->retry_after;
		client_no_link(c, TROUBLE_CONNECT, a->text);
		return;
	}
	if (c->assume != NULL) {
		/* never go on under another account than the one asked for */
		c->refusal = a->err;
		client_no_link(c, TROUBLE_REFUSED, a->text);
		return;
	}
	client_forget(c);
	c->refused = true;
	if (c->ssh_key != NULL) { /* it opens one session, not a second */
		c->refusal = a->err;
		client_no_link(c, TROUBLE_REFUSED, a->text);
		return;
	}
	calls_end(c, a);
	if (!c->freed && c->stage == STAGE_SESSION)
		hello(c);
}

static void
take_session(struct client *c, const struct client_answer *a)
{
	const char *token = json_get_str(a->data, "token", NULL);

	c->own_done = true;
	if (client_wants_code(c, a))
		return;
	c->refused = token == NULL;
	if (token == NULL)
		return;
	client_forget(c);
	client_replace(&c->ended, NULL);
	client_replace(&c->token, token);
	client_replace(&c->token_identity, c->identity);
	c->session = json_incref((json_t *)a->data);
}

static void own_sign_in(struct client *c);

/* auth.ssh or auth.local answered. */
static void
on_own(void *arg, const struct client_answer *a)
{
	struct client *c = arg;

	if (a->ok) {
		take_session(c, a);
		begin_events(c);
	} else if (err_info(a->err)->retryable) {
		c->retry_after = a->retry_after;
		client_no_link(c, TROUBLE_CONNECT, a->text);
	} else if (c->ssh_key != NULL) {
		c->own_done = true;
		c->refusal = a->err;
		client_no_link(c, TROUBLE_REFUSED, a->text);
	} else if (a->err == E_FORBIDDEN && !c->os_user) {
		c->os_user = true; /* the far side has an account for each */
		own_sign_in(c);
	} else {
		c->own_done = true;
		c->refused = true;
		hello(c);
	}
}

/* The server knows who we are: by the key, or by the local user. */
static void
own_sign_in(struct client *c)
{
	json_t *params = hello_params(c);

	if (c->ssh_key != NULL)
		json_object_set_new(params, "key", json_string(c->ssh_key));
	calls_internal(
	    c, c->os_user ? "auth.local" : "auth.ssh", params, on_own);
}

static bool
is_own(const struct client *c)
{
	return c->ssh_key != NULL || c->os_user ||
	       c->target->kind == TARGET_SSH;
}

static void
begin_session(struct client *c)
{
	json_t *params;

	client_enter(c, STAGE_SESSION);
	c->refused = false;
	if (c->token != NULL && !str_eq(c->token_identity, c->identity))
		client_forget(c); /* it belongs to another server */
	if (c->token != NULL) {
		params = hello_params(c);
		json_object_set_new(params, "token", json_string(c->token));
		calls_internal(c, "auth.resume", params, on_session);
	} else if (c->assume != NULL)
		calls_internal(c, "auth.assume",
		    json_pack("{s:s}", "name", c->assume), on_session);
	else if (is_own(c) && !c->own_done)
		own_sign_in(c);
	else if (c->ssh_key != NULL) {
		c->refusal = E_UNAUTHENTICATED;
		client_no_link(c, TROUBLE_REFUSED, _("the session was ended"));
	} else
		hello(c);
}

static void
set_zone(const char *zone)
{
	/* the environment is changed only when it must be: no lookup by name
	 * runs on a worker now, but libraries may keep copies */
	if (zone != NULL && !str_eq(zone, tz_name()))
		(void)tz_set(zone); /* unknown here: times stay local */
}

static void
greeted(struct client *c, const json_t *root)
{
	const char *version = json_get_str(root, "hub", NULL);
	int64_t at;

	if (version == NULL || json_get_int(root, "protocol", 0) != PROTOCOL) {
		client_no_link(c, TROUBLE_PROTOCOL,
		    version == NULL
			? _("this is not a hub server")
			: _("client and server do not fit together: please "
			    "update this program"));
		return;
	}
	client_replace(&c->version, version);
	if (instant_parse(json_get_str(root, "time", ""), &at)) {
		c->time_at = at;
		c->time_mono = client_mono();
	}
	set_zone(json_get_str(root, "zone", NULL));
	begin_session(c);
}

static void
pushed(struct client *c, const char *event, const json_t *root)
{
	const json_t *data = json_get(root, "data");
	json_int_t seq = json_get_int(root, "seq", 0);

	if (seq > c->seq)
		c->seq = seq;
	if (str_eq(event, "system.goodbye")) {
		if (c->stage == STAGE_READY) {
			client_enter(c, STAGE_GOODBYE);
			client_set_pace(c, GOODBYE_MS);
		}
		return;
	}
	if (str_eq(event, "session.ended")) {
		client_session_ended(c, data);
		return;
	}
	if (str_eq(event, "events.reload")) /* we were too slow for some */
		event = "client.reload";
	push(c, event, data != NULL ? data : c->empty);
}

static void
on_line(void *arg, char *line, size_t n)
{
	struct client *c = arg;
	json_t *root = json_parse_heap(line, n, NULL);
	const char *event = json_get_str(root, "event", NULL);

	c->heard_at = client_mono();
	if (!json_is_object(root))
		client_no_link(
		    c, TROUBLE_PROTOCOL, _("this is not a hub server"));
	else if (c->stage == STAGE_GREETING)
		greeted(c, root);
	else if (event != NULL)
		pushed(c, event, root);
	else
		calls_answer(c, line, root);
	json_decref(root);
}

static void
on_up(void *arg, const char *fingerprint)
{
	struct client *c = arg;

	trust_check(c, fingerprint);
}

static void
on_lost(void *arg, enum client_trouble t, const char *text)
{
	struct client *c = arg;

	if (c->stage == STAGE_TRUST) {
		/* the question stays; its answer leads to a new attempt */
		c->link = link_close(c->link);
		return;
	}
	if (t == TROUBLE_REFUSED)
		c->refusal = E_INVALID_CREDENTIALS;
	client_no_link(c, t, text);
}

static const struct link_events link_events = { on_up, on_line, on_lost };

static void
attempt(struct client *c)
{
	int64_t ms = c->target->kind == TARGET_SSH ? SSH_MS : CONNECT_MS;

	c->stage = STAGE_LINK;
	if (c->patience_ms > 0 && c->patience_ms < ms)
		ms = c->patience_ms;
	client_set_pace(c, ms);
	c->link = link_open(c->loop, c->target, &link_events, c);
	client_set_state(c, CLIENT_CONNECTING);
}

/* Life. */

static int
or_default(int v, int dflt)
{
	return v > 0 ? v : dflt;
}

static void
init_timer(struct client *c, uv_timer_t *t)
{
	(void)uv_timer_init(c->loop, t); /* cannot fail */
	t->data = c;
	c->handles++;
}

struct client *
client_new(const struct client_config *cfg)
{
	struct client *c = xcalloc(1, sizeof(*c));

	json_setup();
	c->loop = cfg->loop;
	c->target = cfg->target;
	c->hooks = cfg->hooks;
	c->arg = cfg->arg;
	c->language = dup_or_null(cfg->language);
	c->program = dup_or_null(cfg->program);
	c->known_hosts = cfg->known_hosts != NULL ? xstrdup(cfg->known_hosts)
						  : trust_usual_file();
	c->token = dup_or_null(cfg->token);
	c->token_identity = dup_or_null(cfg->token_identity);
	c->assume = dup_or_null(cfg->assume);
	c->ssh_key = dup_or_null(cfg->ssh_key);
	c->os_user = cfg->os_user;
	c->patience_ms = cfg->patience_ms;
	c->silence_ms = or_default(cfg->silence_ms, 60000);
	c->backoff_ms = or_default(cfg->backoff_ms, 200);
	c->backoff_max_ms = or_default(cfg->backoff_max_ms, 10000);
	c->empty = json_object();
	c->lost_at = client_mono();
	calls_init(c);
	init_timer(c, &c->pace);
	init_timer(c, &c->later);
	return c;
}

void
client_start(struct client *c)
{
	client_set_pace(c, 0);
}

static void
handle_closed(uv_handle_t *h)
{
	struct client *c = h->data;

	if (--c->handles == 0)
		free(c);
}

struct client *
client_free(struct client *c)
{
	int i;

	if (c == NULL)
		return NULL;
	c->freed = true;
	c->link = link_close(c->link);
	calls_free(c);
	client_forget(c);
	client_forget_challenge(c);
	json_decref(c->empty);
	for (i = 0; c->topics[i] != NULL; i++)
		free(c->topics[i]);
	free(c->language);
	free(c->program);
	free(c->known_hosts);
	free(c->assume);
	free(c->ssh_key);
	free(c->identity);
	free(c->version);
	free(c->ended);
	uv_close((uv_handle_t *)&c->pace, handle_closed);
	uv_close((uv_handle_t *)&c->later, handle_closed);
	return NULL;
}

void
client_retry(struct client *c)
{
	if (c->stage != STAGE_IDLE)
		return;
	c->gave_up = false;
	c->attempt = 0;
	client_set_pace(c, 0);
}

void
client_subscribe(struct client *c, const char *const *topics)
{
	int i;

	for (i = 0; c->topics[i] != NULL; i++)
		free(c->topics[i]);
	for (i = 0; i < TOPICS_MAX && topics[i] != NULL; i++)
		c->topics[i] = xstrdup(topics[i]);
	c->topics[i] = NULL;
	client_replace(&c->boot, NULL);
	if (c->stage == STAGE_READY && !c->refused)
		client_subscribe_again(c);
}

void
client_set_language(struct client *c, const char *lang)
{
	client_replace(&c->language, lang);
	if (c->stage == STAGE_READY)
		calls_internal(c, "hub.hello", hello_params(c), NULL);
}

enum client_state
client_state(const struct client *c)
{
	return c->state;
}

enum client_trouble
client_trouble(const struct client *c)
{
	return c->trouble;
}

const char *
client_trouble_text(const struct client *c)
{
	return c->text;
}

enum err
client_refusal(const struct client *c)
{
	return c->trouble == TROUBLE_REFUSED ? c->refusal : OK;
}

bool
client_gave_up(const struct client *c)
{
	return c->gave_up;
}

const char *
client_server_version(const struct client *c)
{
	return c->version != NULL ? c->version : "";
}

const char *
client_identity(const struct client *c)
{
	return c->identity != NULL ? c->identity : "";
}

int64_t
client_now_ms(const struct client *c)
{
	if (c->time_mono == 0)
		return local_wall();
	return c->time_at + client_mono() - c->time_mono;
}

int
client_today(const struct client *c)
{
	return tz_date(client_now_ms(c), NULL);
}
