/*
 * From a line to an operation and back: envelope, gate, fields, savepoint,
 * handler, reactors, answer. The only caller of handlers.
 */
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/utf8.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth_session.h"
#include "server/core/events.h"
#include "server/db/db.h"
#include "server/rpc/dispatch.h"
#include "server/rpc/flight.h"
#include "server/rpc/idem.h"
#include "server/settings/settings.h"

#define BAD_REQUESTS_MAX 5

/* Everything of a failed savepoint that lives in memory goes with it. */
static void
forget(struct call *c)
{
	c->events = NULL;
	c->events_tail = &c->events;
	c->after = NULL;
	c->after_tail = &c->after;
}

static void
answer(struct call_box *b, enum err e)
{
	call_finish_reply(b, e);
	turn_add(b->call.app, b);
}

void
dispatch_bad(struct conn *cn, const char *why_de, const char *why_en)
{
	struct call_box *b = call_take(cn->app, cn);
	struct call *c = &b->call;

	call_fail_text(c, E_BAD_REQUEST, "%s", call_tr(c, why_de, why_en));
	if (++cn->bad_requests >= BAD_REQUESTS_MAX)
		cn->closing = true;
	answer(b, E_BAD_REQUEST);
}

static const struct {
	const char *de, *en;
} faults[] = {
	[JSON_SYNTAX] = { "Die Zeile ist kein JSON-Objekt",
	    "The line is not a JSON object" },
	[JSON_DUPLICATE] = { "Ein Schlüssel steht doppelt",
	    "A key stands twice" },
	[JSON_DEEP] = { "Mehr als 16 Ebenen", "More than 16 levels" },
	[JSON_REAL_NUMBER] = { "Kommazahlen sind nicht erlaubt",
	    "Real numbers are not allowed" },
	[JSON_ENCODING] = { "Kein gültiges UTF-8", "Not valid UTF-8" },
};

struct request {
	json_int_t id;
	const char *op;
	json_t *params;
	const char *key;
};

enum envelope { FINE, STRANGE_KEY, BAD_ID, NO_OP, BAD_KEY };

static const struct {
	const char *de, *en;
} envelope_faults[] = {
	[STRANGE_KEY] = { "Erlaubt sind id, op, params, idempotency_key",
	    "Allowed are id, op, params, idempotency_key" },
	[BAD_ID] = { "id: ganze Zahl von 1 bis 2^53-1",
	    "id: whole number from 1 to 2^53-1" },
	[NO_OP] = { "op fehlt", "op is missing" },
	[BAD_KEY] = { "idempotency_key: 1 bis 64 Zeichen",
	    "idempotency_key: 1 to 64 characters" },
};

/* The four keys there are. */
static enum envelope
read_envelope(const json_t *tree, struct request *r)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)tree, key, v)
	{
		if (str_eq(key, "id") && json_is_integer(v))
			r->id = json_integer_value(v);
		else if (str_eq(key, "op") && json_is_string(v))
			r->op = json_string_value(v);
		else if (str_eq(key, "params") && json_is_object(v))
			r->params = v;
		else if (str_eq(key, "idempotency_key") && json_is_string(v))
			r->key = json_string_value(v);
		else
			return STRANGE_KEY;
	}
	if (r->id < 1 || r->id > 9007199254740991)
		return BAD_ID;
	if (r->op == NULL)
		return NO_OP;
	if (r->key != NULL && (r->key[0] == '\0' || utf8_count(r->key) > 64 ||
				  !utf8_clean(r->key, false)))
		return BAD_KEY;
	return FINE;
}

static int64_t
idem_account(const struct call_box *b)
{
	return b->call.actor != NULL ? b->call.actor->id : 0;
}

static bool
needs_key(const struct op *op)
{
	return op->kind != OP_READ && (op->flags & NO_REPLAY) == 0 &&
	       op->perm != P_NONE;
}

/* Audit row of a success, by the action of the operation's row. */
static enum err
write_audit(struct call *c)
{
	struct audit_entry a = { 0 };

	if (c->op->kind == OP_READ)
		return OK;
	a.action = c->audit_action != NULL ? c->audit_action : c->op->audit;
	if (a.action[0] == '\0' || str_starts(a.action, "none:"))
		return OK;
	a.severity = c->audit_severity; /* NULL: as the action has it */
	a.target = c->audit_target;
	if (c->audit_details != NULL) {
		struct call_box *b =
		    (struct call_box *)((char *)c -
					offsetof(struct call_box, call));

		jw_end_object(c->audit_details);
		a.details = buf_str(&b->audit);
	}
	return audit_write(c, &a);
}

/* What follows a handler inside the savepoint. */
static enum err
complete(struct call_box *b)
{
	struct call *c = &b->call;
	const char *text;
	enum err e;

	if ((e = events_react(c)) != OK)
		return e;
	if ((e = write_audit(c)) != OK)
		return e;
	/* what cannot be told is not done either */
	if ((e = call_close_reply(b)) != OK)
		return e;
	if (!needs_key(c->op) || b->key == NULL)
		return OK;
	/* the answer behind the id: {"id":7,REST */
	text = strchr(b->reply.p, ',');
	if (b->reply.len > IDEM_ANSWER_MAX)
		text = ",\"success\":true,\"data\":{\"reload\":true}}\n";
	return idem_store(c, idem_account(b), b->key, b->hash, text);
}

/*
 * Leaves the savepoint of a call: RELEASE when it may stay, ROLLBACK TO when
 * it may not. e is what the handler said.
 */
static void
leave(struct call_box *b, enum err e)
{
	struct call *c = &b->call;
	bool keep;

	if (e == OK)
		e = complete(b);
	keep = e == OK || (c->refused && db_turn_lost(c->db) == false);
	if (keep) {
		if (db_release(c->db) != OK)
			e = E_DATABASE;
		else if (e == OK || c->refused)
			push_queue(c);
		c->app->turn.wrote = true;
	} else if (db_rollback_to(c->db) != OK) {
		e = E_DATABASE;
	}
	if (e != OK && !(keep && c->refused))
		forget(c);
	if (e != OK)
		call_finish_reply(b, e);
	db_assert_idle(c->db);
}

static enum err
run_read(struct call_box *b)
{
	struct call *c = &b->call;
	enum err e = db_turn(c->db);

	if (e != OK)
		return e;
	db_mark_reads(c->db);
	call_begin_reply(b);
	e = c->op->run(c, b->in);
	if (!db_only_reads(c->db)) {
		log_error(&c->log, "%s wrote although it is a read", c->op->op);
		return E_INTERNAL;
	}
	return e;
}

static void
run_write(struct call_box *b)
{
	struct call *c = &b->call;
	enum err e = db_savepoint(c->db);

	if (e != OK) {
		call_finish_reply(b, e);
		return;
	}
	call_begin_reply(b);
	leave(b, c->op->run(c, b->in));
}

/* The finish of an ASYNC row: everything is checked again. */
void
dispatch_finish(struct call_box *b)
{
	struct call *c = &b->call;
	enum err e;

	c->now = app_now(c->app);
	c->today = tz_date(c->now, NULL);
	c->code = OK;
	if (b->conn != NULL && b->conn->ops == NULL)
		c->conn = NULL;
	/* always: the actor of the first part may be gone from memory */
	e = b->conn != NULL ? auth_identify(b->conn, c) : OK;
	if (c->op->perm != P_NONE && b->conn != NULL &&
	    (e != OK ||
		(e = actor_may(c->actor, c->op->perm) ? OK : E_FORBIDDEN))) {
		call_finish_reply(b, call_fail(c, e));
		return;
	}
	if ((e = db_savepoint(c->db)) != OK) {
		call_finish_reply(b, e);
		return;
	}
	call_begin_reply(b);
	leave(b, c->op->finish(c, b->in, b->job));
}

/* Replays a stored answer with the id of this request. */
static void
replay(struct call_box *b, const char *text)
{
	buf_clear(&b->reply);
	buf_addf(&b->reply, "{\"id\":%lld%s", (long long)b->id, text);
}

static enum err
look_up_key(struct call_box *b, const struct request *r, bool *done)
{
	struct call *c = &b->call;
	const char *text = NULL;
	enum err e;

	if (!needs_key(c->op))
		return OK;
	if (r->key == NULL)
		return call_invalid(c, "idempotency_key", "%s",
		    call_tr(c, "fehlt: jede Änderung braucht einen Schlüssel",
			"is missing: every write needs a key"));
	b->key = r->key;
	idem_hash(c->op->op, r->params, b->hash);
	if ((e = db_turn(c->db)) != OK)
		return e;
	if ((e = idem_find(c, idem_account(b), b->key, b->hash, &text)) != OK)
		return e;
	if (text != NULL) {
		replay(b, text);
		*done = true;
	}
	return OK;
}

/* Steps before the handler. *done: the answer stands already. */
static enum err
admit(struct call_box *b, struct request *r, bool *done)
{
	struct call *c = &b->call;
	enum err e;

	if ((c->op = op_find(r->op)) == NULL)
		return call_fail(c, E_UNKNOWN_OPERATION);
	if ((e = gate_check(b)) != OK) {
		gate_trace(b, e);
		return e;
	}
	if (r->params == NULL &&
	    json_line(c->arena, "{}", 2, &r->params) != JSON_FINE)
		return call_fail(c, E_INTERNAL);
	b->in = arena_zalloc(c->arena, c->op->in_size + 1);
	if ((e = fields_decode(c, c->op->in, r->params, b->in)) != OK)
		return e;
	return look_up_key(b, r, done);
}

void
dispatch_note(struct call_box *b)
{
	const struct call *c = &b->call;
	int64_t ms = app_mono(c->app) - b->arrived;

	c->app->requests++;
	log_debug(&c->log, "%s by %s: %s, %lld ms",
	    c->op != NULL ? c->op->op : "?",
	    c->actor != NULL ? c->actor->name : "anonymous",
	    err_info(c->code)->code, (long long)ms);
	if (ms > settings_int(c->app->settings, SET_LOG_SLOW_MS))
		log_warn(&c->log, "%s took %lld ms",
		    c->op != NULL ? c->op->op : "?", (long long)ms);
}

static void
finish_line(struct call_box *b)
{
	dispatch_note(b);
	turn_add(b->call.app, b);
}

static void
run_call(struct call_box *b, struct request *r)
{
	struct call *c = &b->call;
	bool done = false;
	enum err e = admit(b, r, &done);

	if (e != OK) {
		call_finish_reply(b, e);
	} else if (!done && c->op->kind == OP_READ) {
		e = run_read(b);
		call_finish_reply(b, e);
	} else if (!done && c->op->kind == OP_WRITE) {
		run_write(b);
	} else if (!done) {
		if (flight_start(b))
			return; /* answered when the work is done */
	}
	finish_line(b);
}

void
dispatch_line(struct conn *cn, char *line, size_t n)
{
	struct call_box *b;
	struct request r = { 0 };
	enum json_fault f;
	enum envelope bad;
	json_t *tree;

	b = call_take(cn->app, cn);
	f = json_line(b->call.arena, line, n, &tree);
	if (f != JSON_FINE) {
		call_give(b);
		dispatch_bad(cn, faults[f].de, faults[f].en);
		return;
	}
	if ((bad = read_envelope(tree, &r)) != FINE) {
		call_give(b);
		dispatch_bad(
		    cn, envelope_faults[bad].de, envelope_faults[bad].en);
		return;
	}
	b->id = r.id;
	run_call(b, &r);
}
