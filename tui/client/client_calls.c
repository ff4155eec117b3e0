/* Requests of the client: queue, keys, repetition, answers. */
#include "tui/client/client_priv.h"

#include <errno.h>
#include <sodium.h>
#include <sys/random.h>

#include "common/json.h"
#include "common/json_write.h"
#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/device_mark.h"
#include "tui/ui/i18n.h"

#define REPEATS_MAX 6 /* a request that always ends the link is given up */

/* Verbs of operations that change nothing (architecture 4: READ rows). */
static const char *const read_verbs[] = { "show", "list", "get", "find",
	"check", "suggest", "explain", "describe", "ping", "preview", "hello",
	"search", NULL };
/* The same for verbs that change something in other places. */
static const char *const reads[] = { "audit.verify", NULL };
/* Answers with secrets: the server stores none, so they go out once. */
static const char *const once[] = { "audit.export", "users.create",
	"users.reset_password", NULL };

bool
client_is_read(const char *op)
{
	const char *verb = strchr(op, '.');
	size_t i, n;

	if (verb == NULL)
		return false;
	for (i = 0; reads[i] != NULL; i++)
		if (str_eq(op, reads[i]))
			return true;
	verb++;
	n = strcspn(verb, "_");
	for (i = 0; read_verbs[i] != NULL; i++)
		if (strlen(read_verbs[i]) == n &&
		    memcmp(verb, read_verbs[i], n) == 0)
			return true;
	return false;
}

static bool
is_once(const char *op)
{
	size_t i;

	if (str_starts(op, "auth."))
		return true;
	for (i = 0; once[i] != NULL; i++)
		if (str_eq(op, once[i]))
			return true;
	return false;
}

/* A random UUID (version 4). */
static void
fresh_key(char out[37])
{
	unsigned char r[16];
	char hex[33];

	while (getrandom(r, sizeof(r), 0) != (ssize_t)sizeof(r))
		if (errno != EINTR)
			fatal("getrandom: %s", strerror(errno));
	r[6] = (unsigned char)((r[6] & 0x0f) | 0x40);
	r[8] = (unsigned char)((r[8] & 0x3f) | 0x80);
	hex_encode(r, sizeof(r), hex);
	snprintf(out, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12,
	    hex + 16, hex + 20);
}

void
calls_init(struct client *c)
{
	c->calls_tail = &c->calls;
}

static void
pending_free(struct pending *p)
{
	free(p->op);
	if (p->no_replay) /* passwords and codes are in these */
		p->line = client_wipe(p->line);
	free(p->line);
	free(p);
}

void
calls_free(struct client *c)
{
	struct pending *p;

	while ((p = c->calls) != NULL) {
		c->calls = p->next;
		pending_free(p);
	}
	calls_init(c);
	c->n_calls = 0;
}

static void
append(struct client *c, struct pending *p)
{
	p->next = NULL;
	*c->calls_tail = p;
	c->calls_tail = &p->next;
	if (!p->internal)
		c->n_calls++;
}

static void
unlink_call(struct client *c, struct pending **at)
{
	struct pending *p = *at;

	*at = p->next;
	if (*at == NULL)
		c->calls_tail = at;
	if (!p->internal)
		c->n_calls--;
}

/* The request line; NULL when it is too long or not valid UTF-8. */
static char *
request_line(const struct pending *p, const json_t *params, size_t *len)
{
	char *text =
	    params == NULL ? xstrdup("{}") : json_dumps(params, JSON_COMPACT);
	char key[37];
	struct buf b;
	struct jw w;

	if (text == NULL)
		return NULL;
	buf_init(&b, CLIENT_REQUEST_MAX + 1);
	jw_init(&w, &b);
	jw_object(&w);
	jw_kint(&w, "id", p->id);
	jw_kstr(&w, "op", p->op);
	jw_key(&w, "params");
	jw_raw(&w, text, strlen(text));
	if (!p->read && !p->no_replay) {
		fresh_key(key);
		jw_kstr(&w, "idempotency_key", key);
	}
	jw_end_object(&w);
	buf_addc(&b, '\n');
	if (p->no_replay)
		client_wipe(text);
	else
		free(text);
	if (b.full) {
		buf_done(&b);
		return NULL;
	}
	*len = b.len;
	return buf_take(&b);
}

/* A sign-in shows the mark of an earlier one, and gets by a lock more easily.
 */
static void
add_device(const struct client *c, const char *op, json_t *params)
{
	const char *name = json_get_str(params, "name", "");
	char mark[DEVICE_MARK_LEN];

	if (!str_eq(op, "auth.login") || c->identity == NULL ||
	    !device_mark_find(c->identity, name, mark))
		return;
	json_object_set_new(params, "device", json_string(mark));
	sodium_memzero(mark, sizeof(mark));
}

static struct pending *
pending_new(struct client *c, const char *op, json_t *params)
{
	struct pending *p = xcalloc(1, sizeof(*p));

	p->id = ++c->last_id;
	p->op = xstrdup(op);
	p->read = client_is_read(op);
	p->no_replay = is_once(op);
	p->since = client_mono();
	add_device(c, op, params);
	p->line = request_line(p, params, &p->len);
	json_decref(params);
	if (p->line == NULL)
		p->refused = _("The request is too long.");
	return p;
}

static void
send_call(struct client *c, struct pending *p)
{
	/* silence is counted from the first unanswered request on */
	if (!calls_waiting(c))
		c->heard_at = client_mono();
	link_send(c->link, p->line, p->len);
	p->sent = true;
	p->times++;
}

void
calls_internal(
    struct client *c, const char *op, json_t *params, client_answer_fn fn)
{
	struct pending *p = pending_new(c, op, params);

	p->internal = true;
	p->fn = fn;
	p->arg = c;
	append(c, p);
	if (p->line != NULL)
		send_call(c, p);
}

static void
finish(struct client *c, struct pending **at, const struct client_answer *a)
{
	struct pending *p = *at;

	unlink_call(c, at);
	if (a->fate == FATE_ANSWERED && !p->internal)
		client_heard(c, p->op, a);
	if (p->fn != NULL && !c->freed)
		p->fn(p->arg, a);
	pending_free(p);
}

/* Ends a call without an answer of the server. */
static void
finish_unheard(struct client *c, struct pending **at, const char *why)
{
	const struct pending *p = *at;
	bool unknown = p->times > 0 && !p->read;
	struct client_answer a = { .fate =
				       unknown ? FATE_UNKNOWN : FATE_NOT_SENT,
		.err = E_TIMEOUT,
		.code = unknown ? "NO_ANSWER" : "NOT_CONNECTED",
		.text =
		    unknown
			? _("No answer came. It is not known whether this was "
			    "done: please look before you repeat it.")
			: why,
		.data = c->empty };

	finish(c, at, &a);
}

static void
on_later(uv_timer_t *h)
{
	struct client *c = h->data;
	struct pending **at = &c->calls;

	while (!c->freed && *at != NULL) {
		if ((*at)->refused != NULL) {
			finish_unheard(c, at, (*at)->refused);
			at = &c->calls; /* the callback may have changed it */
		} else
			at = &(*at)->next;
	}
}

int64_t
client_call(struct client *c, const char *op, json_t *params,
    client_answer_fn fn, void *arg)
{
	struct pending *p = pending_new(c, op, params);

	p->fn = fn;
	p->arg = arg;
	if (p->refused == NULL && c->n_calls >= CLIENT_CALLS_MAX)
		p->refused = _("Too many requests are waiting.");
	if (p->refused == NULL && c->gave_up)
		p->refused = c->text;
	append(c, p);
	if (p->refused != NULL)
		(void)uv_timer_start(&c->later, on_later, 0, 0);
	else if (c->stage == STAGE_READY)
		send_call(c, p);
	return p->id;
}

void
client_cancel(struct client *c, int64_t id)
{
	struct pending *p;

	for (p = c->calls; p != NULL; p = p->next)
		if (p->id == id && !p->internal)
			p->fn = NULL;
}

void
calls_unsent(struct client *c)
{
	struct pending **at = &c->calls, *p;

	while ((p = *at) != NULL) {
		p->sent = false;
		if (p->internal) {
			unlink_call(c, at);
			pending_free(p);
		} else
			at = &p->next;
	}
	c->ping_out = false;
}

/* One that must not go out again, or has ended too many links. */
static bool
is_lost(const struct pending *p)
{
	return !p->sent && p->refused == NULL &&
	       (p->times >= REPEATS_MAX || (p->no_replay && p->times > 0));
}

void
calls_sweep(struct client *c)
{
	struct pending **at = &c->calls;

	while (!c->freed && *at != NULL) {
		if (is_lost(*at)) {
			finish_unheard(c, at, _("No answer came."));
			at = &c->calls;
		} else
			at = &(*at)->next;
	}
}

void
calls_flush(struct client *c)
{
	struct pending *p;

	for (p = c->calls; p != NULL && c->stage == STAGE_READY; p = p->next)
		if (!p->sent && p->refused == NULL)
			send_call(c, p);
}

static struct pending **
find_call(struct client *c, const json_t *root)
{
	const json_t *id = json_object_get(root, "id");
	struct pending **at;

	for (at = &c->calls; *at != NULL; at = &(*at)->next) {
		/* without an id: the server could not read our oldest line */
		if (json_is_null(id) ? (*at)->sent
				     : (*at)->id == json_integer_value(id))
			return at;
	}
	return NULL;
}

static void
read_failure(struct client_answer *a, const json_t *root)
{
	a->code = json_get_str(root, "code", "INTERNAL");
	a->err = err_by_code(a->code);
	a->text = json_get_str(root, "error", a->code);
	a->error_id = json_get_str(root, "error_id", NULL);
	a->retry_after = (int)json_get_int(root, "retry_after", 0);
	a->fields = json_get(root, "fields");
}

void
calls_answer(struct client *c, const char *line, const json_t *root)
{
	struct pending **at = find_call(c, root);
	struct client_answer a = { .fate = FATE_ANSWERED, .line = line };

	if (at == NULL)
		return;
	a.ok = json_get_bool(root, "success", false);
	a.data = json_get(root, "data");
	if (a.data == NULL)
		a.data = c->empty;
	if (a.ok)
		a.text = json_get_str(root, "message", "");
	else
		read_failure(&a, root);
	finish(c, at, &a);
}

void
calls_end(struct client *c, const struct client_answer *a)
{
	int64_t last = c->last_id; /* those made by the callbacks may stay */
	struct pending **at = &c->calls;

	while (!c->freed && *at != NULL) {
		if ((*at)->internal || (*at)->id > last) {
			at = &(*at)->next;
			continue;
		}
		if (a != NULL && ((*at)->times == 0 || (*at)->read))
			finish(c, at, a);
		else
			finish_unheard(c, at, c->text);
		at = &c->calls;
	}
}

bool
calls_waiting(const struct client *c)
{
	const struct pending *p;

	for (p = c->calls; p != NULL; p = p->next)
		if (p->sent)
			return true;
	return false;
}

int
client_in_flight(const struct client *c)
{
	return c->n_calls;
}

int64_t
client_busy_since(const struct client *c)
{
	const struct pending *p;

	for (p = c->calls; p != NULL; p = p->next)
		if (!p->internal)
			return p->since;
	return 0;
}
