/*
 * Automatic alerts (hub file B8): what one row, or a row too many, tells the
 * admins. Alerts are rows themselves; they raise no further alerts.
 */
#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit_int.h"
#include "server/audit/audit_store.h"
#include "server/notify/notify.h"

#define WINDOW_MS (10 * 60 * 1000)
#define WINDOW_MINUTES 10

/* NULL de: no text of its own, the critical row speaks for itself. */
struct alert {
	const char *on;	    /* action that raises it */
	const char *raises; /* action of the alert */
	int count;	    /* rows within the window; 0: each one */
	bool by_actor;	    /* counted, and told, per actor */
	const char *de, *en;
};

static const struct alert alerts[] = {
	{ "login_failure", "security_alert_logins", 20, false,
	    "Viele fehlgeschlagene Anmeldungen", "Many failed sign-ins" },
	{ "permission_denied", "security_alert_denied", 5, true,
	    "Wiederholt ohne Berechtigung", "Repeatedly without permission" },
	{ "admin_granted", "security_alert_admin_granted", 0, false,
	    "Admin-Rechte vergeben", "Admin rights granted" },
};

/* Titles of critical rows that have one; others show their action. */
static const struct {
	const char *action, *de, *en;
} titles[] = {
	{ "backup_restored", "Sicherung wiederhergestellt", "Backup restored" },
	{ "config_invalid", "Ungültige Konfiguration",
	    "Invalid configuration" },
	{ "security_alert_audit_fault", "Audit-Protokoll verändert",
	    "The audit log was changed" },
	{ "security_alert_audit_gap", "Audit-Protokoll lückenhaft",
	    "Rows of the audit log are missing" },
	{ "security_alert_audit_head", "Audit-Protokoll verändert",
	    "The audit log was changed" },
	{ "security_alert_audit_key", "Schlüssel des Audit-Protokolls verloren",
	    "Key of the audit log is lost" },
};

/* Several of one kind and target within a day are one notification. */
static enum err
tell(
    struct call *c, const struct audit_row *row, const char *de, const char *en)
{
	const char *target = row->target != NULL ? row->target : "";
	struct notification n = { .type = "error",
		.title_de = de,
		.title_en = en,
		.popup = true,
		.source = "audit",
		.screen = "audit",
		.ref = row->id };

	n.dedupe =
	    arena_printf(c->arena, "audit:%s:%.80s", row->action, target);
	n.message_de = arena_printf(c->arena,
	    "%s%s%.200s. Mehr im Audit-Protokoll, Eintrag %lld.", row->action,
	    target[0] != '\0' ? ": " : "", target, (long long)row->id);
	n.message_en = arena_printf(c->arena,
	    "%s%s%.200s. More in the audit log, entry %lld.", row->action,
	    target[0] != '\0' ? ": " : "", target, (long long)row->id);
	return notify_role(c, "admin", &n, NULL);
}

static enum err
tell_critical(struct call *c, const struct audit_row *row)
{
	size_t i;

	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (str_eq(titles[i].action, row->action))
			return tell(c, row, titles[i].de, titles[i].en);
	return tell(c, row, "Kritisches Ereignis", "Critical event");
}

static enum err
counted(struct call *c, const struct alert *al, const struct audit_row *row,
    bool *enough)
{
	int64_t since = row->at - WINDOW_MS, n = 0;
	enum err e;

	if (al->by_actor)
		e = audit_store_denied(c->db, row->actor, since, al->count, &n);
	else
		e = audit_store_refused(c->db, since, al->count, &n);
	*enough = n >= al->count;
	return e;
}

static enum err
raise_alert(struct call *c, const struct alert *al, const struct audit_row *row)
{
	struct audit_entry a = { .action = al->raises };
	struct audit_row alert;
	bool raised = false;
	enum err e;

	a.target = al->by_actor || al->count > 0 ? row->actor : row->target;
	if (al->count > 0 && !al->by_actor)
		a.target = NULL;
	audit_fill(c, &a, &alert);
	alert.actor = "system";
	alert.account = 0;
	if (al->count > 0) {
		e = audit_store_raised(
		    c->db, &alert, row->at - WINDOW_MS, &raised);
		if (e != OK || raised)
			return e;
		alert.details = arena_printf(c->arena,
		    "{\"count\":%d,\"minutes\":%d,\"last_id\":%lld}", al->count,
		    WINDOW_MINUTES, (long long)row->id);
	} else {
		alert.details = arena_printf(
		    c->arena, "{\"entry\":%lld}", (long long)row->id);
	}
	log_warn(&c->log, "audit: %s %s", al->raises,
	    alert.target != NULL ? alert.target : "");
	if ((e = audit_append(c, &alert)) != OK)
		return e;
	return tell(c, &alert, al->de, al->en);
}

enum err
audit_alert(struct call *c, const struct audit_row *row)
{
	const struct alert *al;
	bool enough = true;
	enum err e;
	size_t i;

	if (str_eq(row->severity, "critical"))
		return tell_critical(c, row);
	for (i = 0; i < sizeof(alerts) / sizeof(alerts[0]); i++) {
		al = &alerts[i];
		if (!str_eq(al->on, row->action))
			continue;
		if (al->count > 0 && (e = counted(c, al, row, &enough)) != OK)
			return e;
		return enough ? raise_alert(c, al, row) : OK;
	}
	return OK;
}
