/* One attempt to prove who somebody is, and what its failure leaves. */
#include "server/auth/auth_attempt.h"

#include <ctype.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth_history.h"
#include "server/auth/auth_json.h"
#include "server/auth/auth_lock.h"
#include "server/auth/auth_notice.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"

const char *const attempt_faults[] = {
	[FAULT_PASSWORD] = "password",
	[FAULT_CODE] = "code",
	[FAULT_DISABLED] = "disabled",
	[FAULT_LOCKED] = "locked",
	[FAULT_OLD_PASSWORD] = "old_password",
};

enum err
attempt_of_session(struct call *c, struct auth_attempt *out)
{
	const char *source = "";
	enum err e;

	out->account = c->actor->id;
	out->name = c->actor->name;
	out->ssh_key = c->conn != NULL ? c->conn->ssh_key : 0;
	if ((e = auth_store_source(c, c->session, &source)) != OK)
		return e;
	if (source[0] == '\0') /* a session of the demo, or an old one */
		return auth_source(c, out->account, NULL, out->source);
	str_copy(out->source, sizeof(out->source), source);
	return OK;
}

static struct lock_who
who(const struct auth_attempt *a)
{
	return (struct lock_who){
		.account = a->account, .name = a->name, .source = a->source
	};
}

enum err
attempt_locked(struct call *c, const struct auth_attempt *a, bool *locked)
{
	struct lock_who w = who(a);
	int64_t until = 0;
	enum err e = lock_until(c, &w, &until);

	if (e == OK)
		*locked = until != 0;
	return e;
}

/*
 * For fail2ban (hub file E4). The name is what a stranger typed: nothing in it
 * may look like another field.
 */
static void
log_failure(struct call *c, const char *name)
{
	char *shown = arena_strdup(c->arena, name), *p;

	for (p = shown; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && strchr("._-", *p) == NULL)
			*p = '?';
	log_warn(&c->log, "auth failure user=%s remote=%s", shown,
	    c->conn != NULL ? c->conn->remote : "gone");
}

/* Rows of every refusal, counted or not. */
static enum err
leave_rows(
    struct call *c, const struct auth_attempt *a, enum attempt_fault fault)
{
	struct login_entry row = { .account = a->account,
		.reason = attempt_faults[fault],
		.second_factor = "",
		.transport = auth_transport(c->conn, a->ssh_key) };
	struct audit_entry audit = { .action = "login_failure",
		.severity = "warning",
		.target = a->account != 0 ? a->name : NULL };
	enum err e;

	log_failure(c, a->name);
	e = a->account != 0 ? auth_note_login(c, &row) : auth_note_unknown(c);
	if (e != OK)
		return e;
	audit.details = auth_failure_details(
	    c, a->account != 0 ? row.reason : "unknown", a->source);
	return audit_write(c, &audit);
}

static enum err
refuse_locked(struct call *c, int64_t until)
{
	int n = lock_minutes(until, c->now);

	c->retry_after = (int)((until - c->now + 999) / 1000);
	if (c->retry_after < 1)
		c->retry_after = 1;
	call_fail_text(c, E_ACCOUNT_LOCKED,
	    n == 1 ? call_tr(c,
			 "Nach mehreren Fehlversuchen gesperrt, bitte in %d "
			 "Minute wieder versuchen",
			 "Locked after several failed attempts, please try "
			 "again in %d minute")
		   : call_tr(c,
			 "Nach mehreren Fehlversuchen gesperrt, bitte in %d "
			 "Minuten wieder versuchen",
			 "Locked after several failed attempts, please try "
			 "again in %d minutes"),
	    n);
	return call_refuse(c, E_ACCOUNT_LOCKED);
}

enum err
attempt_check(struct call *c, const struct auth_attempt *a)
{
	struct lock_who w = who(a);
	int64_t until = 0;
	enum err e = lock_until(c, &w, &until);

	if (e != OK || until == 0)
		return e;
	if ((e = leave_rows(c, a, FAULT_LOCKED)) != OK)
		return e;
	return refuse_locked(c, until);
}

enum err
attempt_recheck(struct call *c, const struct auth_attempt *a, bool was_locked)
{
	enum err e = attempt_check(c, a);

	return e != OK || !was_locked ? e : refuse_locked(c, c->now);
}

/* Evidence of a lock, and a word to the admins. */
static enum err
tell_lock(struct call *c, const struct lock_who *w, const struct lock_blow *b)
{
	struct audit_entry audit = { .action = "account_locked",
		.severity = b->tier == 3 ? "critical" : "warning",
		.target = w->name };
	enum err e;

	if (b->tier == 0 || w->account == 0)
		return OK;
	audit.details = auth_lock_details(c, w->source, b);
	if ((e = audit_write(c, &audit)) != OK)
		return e;
	return b->tier > 1 ? auth_notice_locked(c, w, b) : OK;
}

/* Who is signed in may hear which of his entries was wrong. */
static enum err
refuse(struct call *c, enum attempt_fault fault, enum err code)
{
	if (fault == FAULT_OLD_PASSWORD)
		call_fail_text(c, code, "%s",
		    call_tr(c, "Das bisherige Passwort stimmt nicht",
			"The present password is not right"));
	else if (fault == FAULT_PASSWORD && c->op->perm != P_NONE)
		call_fail_text(c, code, "%s",
		    call_tr(c, "Das Passwort stimmt nicht",
			"The password is not right"));
	return call_refuse(c, code);
}

enum err
attempt_failed(struct call *c, const struct auth_attempt *a,
    enum attempt_fault fault, enum err code)
{
	struct lock_who w = who(a);
	struct lock_blow b = { 0 };
	enum err e;

	if ((e = lock_failure(c, &w, &b)) != OK ||
	    (e = leave_rows(c, a, fault)) != OK ||
	    (e = tell_lock(c, &w, &b)) != OK)
		return e;
	if (b.until != 0)
		return refuse_locked(c, b.until);
	return refuse(c, fault, code);
}
