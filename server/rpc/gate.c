/*
 * The gate in front of every operation, in the order of hub file F3: session,
 * maintenance and feature, permission, rate limit.
 */
#include <string.h>

#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth_session.h"
#include "server/db/db.h"
#include "server/settings/settings.h"

/* Audit rows of refused permissions: more than the alert needs (B8). */
#define TRACES_PER_MINUTE 6
#define TRACES_BURST 10

static const struct {
	enum setting per_minute, burst;
} rates[RATE_CLASSES] = {
	[RATE_READ] = { SET_LIM_READ, SET_LIM_READ_BURST },
	[RATE_WRITE] = { SET_LIM_WRITE, SET_LIM_WRITE_BURST },
	[RATE_ADMIN] = { SET_LIM_ADMIN, SET_LIM_ADMIN_BURST },
	[RATE_AUTH] = { SET_LIM_AUTH, SET_LIM_AUTH_BURST },
	[RATE_SENSITIVE] = { SET_LIM_SENSITIVE, SET_LIM_SENSITIVE_BURST },
	[RATE_BOOKING] = { SET_LIM_BOOKING, SET_LIM_BOOKING_BURST },
	[RATE_T2] = { SET_LIM_T2, SET_LIM_T2_BURST },
};

static enum err
check_session(struct call_box *b)
{
	struct call *c = &b->call;
	enum err e;

	if (b->conn == NULL) /* a job: its actor is set already */
		return OK;
	e = auth_identify(b->conn, c);
	if (c->op->perm == P_NONE)
		return OK;
	if (e != OK)
		return call_fail(c, e);
	if ((c->op->flags & UNREADY) != 0)
		return OK;
	if (c->actor->must_change_password)
		return call_fail(c, E_PASSWORD_CHANGE_REQUIRED);
	if (c->actor->must_set_factor)
		return call_fail_text(c, E_TWO_FACTOR_REQUIRED, "%s",
		    call_tr(c,
			"Für Ihre Rolle ist die Zwei-Faktor-Anmeldung "
			"Pflicht: bitte zuerst einrichten",
			"Your role needs a second factor: please set it up "
			"first"));
	return OK;
}

/* A heavy change needs the password or a code again. */
static enum err
check_step_up(struct call_box *b)
{
	struct call *c = &b->call;
	const char *method;
	enum err e;

	if ((c->op->flags & STEP_UP) == 0 || b->conn == NULL ||
	    c->session == 0 || auth_stepped_up(c->app, c->session, c->now))
		return OK;
	if ((e = auth_step_up_method(c, &method)) != OK)
		return call_fail(c, e);
	jw_kstr(call_facts(c), "method", method);
	return call_fail(c, E_STEP_UP_REQUIRED);
}

enum err
gate_maintenance(struct call *c)
{
	const struct settings *s = c->app->settings;
	const char *text;

	if (!settings_bool(s, SET_MAINTENANCE))
		return OK;
	text = settings_text(s, SET_MAINTENANCE_TEXT);
	c->retry_after = 60;
	if (text[0] != '\0')
		return call_fail_text(c, E_MAINTENANCE, "%s", text);
	return call_fail(c, E_MAINTENANCE);
}

/* Whoever is in may still leave. */
static enum err
check_maintenance(struct call *c)
{
	if (c->op->perm == P_NONE || str_eq(c->op->op, "auth.logout") ||
	    (c->actor != NULL && c->actor->is_admin))
		return OK;
	return gate_maintenance(c);
}

static enum err
check_rate(struct call_box *b)
{
	struct call *c = &b->call;
	const struct settings *s = c->app->settings;
	uint64_t key;
	int wait;

	if (b->conn == NULL || b->conn->is_operator ||
	    c->op->rate == RATE_AUTH) /* auth charges by name and address */
		return OK;
	if (c->actor != NULL && c->actor->id != 0)
		key = (uint64_t)c->actor->id;
	else if (b->conn->kind != CONN_UNIX)
		key = str_hash(b->conn->remote);
	else
		key = (uint64_t)b->conn->id << 32;
	wait =
	    ratelimit_take(c->app->limits, key * 31 + (uint64_t)c->op->rate + 1,
		settings_int(s, rates[c->op->rate].per_minute),
		settings_int(s, rates[c->op->rate].burst), b->arrived);
	if (wait == 0)
		return OK;
	c->retry_after = wait;
	log_warn(&c->log, "%s: rate limit of %s", c->op->op,
	    c->actor != NULL ? c->actor->name : b->conn->remote);
	return call_fail_text(c, E_RATE_LIMITED,
	    call_tr(c, "Zu viele Anfragen, bitte %d s warten",
		"Too many requests, please wait %d s"),
	    wait);
}

enum err
gate_check(struct call_box *b)
{
	struct call *c = &b->call;
	enum err e;

	if ((e = check_session(b)) != OK)
		return e;
	if ((e = check_maintenance(c)) != OK)
		return e;
	if (!actor_may(c->actor, c->op->perm) && c->op->perm != P_NONE)
		return call_fail(c, E_FORBIDDEN);
	if ((e = check_rate(b)) != OK)
		return e;
	return check_step_up(b);
}

/* Nobody floods the audit log by asking for what he may not do. */
static bool
may_trace(struct call_box *b)
{
	struct call *c = &b->call;
	uint64_t who = c->actor != NULL && c->actor->id != 0
			   ? (uint64_t)c->actor->id
			   : (uint64_t)b->conn->id << 32;

	if (ratelimit_take(c->app->limits, who * 31 + RATE_CLASSES + 1,
		TRACES_PER_MINUTE, TRACES_BURST, b->arrived) == 0)
		return true;
	log_warn(&c->log, "%s: denied to %s again, no audit row", c->op->op,
	    c->actor != NULL ? c->actor->name : "anonymous");
	return false;
}

/* A refused permission leaves its row in a savepoint of its own. */
void
gate_trace(struct call_box *b, enum err e)
{
	struct call *c = &b->call;
	struct audit_entry a = { .action = "permission_denied" };

	if (e != E_FORBIDDEN || !may_trace(b) || db_savepoint(c->db) != OK)
		return;
	a.target = c->op->op;
	if (audit_write(c, &a) == OK) {
		c->app->turn.wrote = true;
		if (db_release(c->db) == OK)
			push_queue(c); /* an alert tells people */
	} else {
		db_rollback_to(c->db);
	}
}
