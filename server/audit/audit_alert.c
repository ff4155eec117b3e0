/*
 * Automatic alerts (hub file B8): what one row, or a row too many, tells the
 * admins. Alerts are rows themselves; they raise no further alerts.
 */
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit_int.h"
#include "server/audit/audit_store.h"
#include "server/notify/notify.h"

#define WINDOW_MS (10 * 60 * 1000)
#define WINDOW_MINUTES 10

struct alert {
	const char *on;	    /* action that raises it */
	const char *with;   /* if this is among the details; NULL: always */
	const char *raises; /* action of the alert */
	int count;	    /* rows within the window; 0: each one */
	bool by_actor;	    /* counted, and told, per actor */
	const char *de, *en;
	/* what happened, with {who}, {what} and {where} of the row */
	const char *what_de, *what_en;
};

static const struct alert alerts[] = {
	{ "login_failure", NULL, "security_alert_logins", 20, false,
	    "Viele fehlgeschlagene Anmeldungen", "Many failed sign-ins",
	    "20 in 10 Minuten, zuletzt von {where}",
	    "20 in 10 minutes, last from {where}" },
	{ "permission_denied", NULL, "security_alert_denied", 5, true,
	    "Wiederholt ohne Berechtigung", "Repeatedly without permission",
	    "{who}: 5 verweigerte Zugriffe in 10 Minuten, zuletzt {what}",
	    "{who}: 5 refused calls in 10 minutes, last {what}" },
	{ "admin_granted", NULL, "security_alert_admin_granted", 0, false,
	    "Admin-Rechte vergeben", "Admin rights granted",
	    "{who} hat {what} zum Admin gemacht",
	    "{who} made {what} an admin" },
	{ "user_created", "\"admin\":true", "security_alert_admin_granted", 0,
	    false, "Admin-Rechte vergeben", "Admin rights granted",
	    "{who} hat {what} als Admin angelegt",
	    "{who} created {what} as an admin" },
};

/* What critical rows say; others show their action. */
static const struct {
	const char *action, *de, *en, *what_de, *what_en;
} titles[] = {
	{ "backup_restored", "Sicherung wiederhergestellt", "Backup restored",
	    "{who}: {what}", "{who}: {what}" },
	{ "config_invalid", "Ungültige Einstellung", "Invalid setting",
	    "{what} hat in der Datenbank einen ungültigen Wert, es gilt der "
	    "Standard",
	    "{what} has an invalid value in the database, the default is in "
	    "force" },
	{ "security_alert_audit_fault", "Audit-Protokoll verändert",
	    "The audit log was changed",
	    "Die Prüfung fand Fehler, den ersten bei Eintrag {what}",
	    "The verification found faults, the first at entry {what}" },
	{ "security_alert_audit_gap", "Audit-Protokoll lückenhaft",
	    "Rows of the audit log are missing",
	    "Beim Archivieren fehlten Einträge",
	    "Entries were missing when they were to be archived" },
	{ "security_alert_audit_head", "Audit-Protokoll verändert",
	    "The audit log was changed",
	    "Der Kopf des Protokolls wurde von fremder Hand geschrieben",
	    "The head of the log was written by somebody else" },
	{ "security_alert_audit_key", "Schlüssel des Audit-Protokolls verloren",
	    "Key of the audit log is lost",
	    "Die Einträge davor sind nicht mehr prüfbar: der Serverschlüssel "
	    "ist ein anderer",
	    "The entries before it cannot be checked any more: the server key "
	    "is another one" },
};

/* The text with the row's actor, target and address in their places. */
static const char *
filled(struct call *c, const char *text, const struct audit_row *row)
{
	const char *const names[][2] = { { "{who}", row->actor },
		{ "{what}", row->target != NULL ? row->target : "?" },
		{ "{where}", row->remote[0] != '\0' ? row->remote : "?" } };
	const char *at;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if ((at = strstr(text, names[i][0])) != NULL)
			text = arena_printf(c->arena, "%.*s%.120s%s",
			    (int)(at - text), text, names[i][1],
			    at + strlen(names[i][0]));
	return text;
}

struct message {
	const char *title_de, *title_en, *text_de, *text_en;
};

/* Several of one kind and target within a day are one notification. */
static enum err
tell(struct call *c, const struct audit_row *row, const struct message *m)
{
	struct notification n = { .type = "error",
		.title_de = m->title_de,
		.title_en = m->title_en,
		.popup = true,
		.source = "audit",
		.screen = "audit",
		.ref = row->id };

	n.dedupe = arena_printf(c->arena, "audit:%s:%.80s", row->action,
	    row->target != NULL ? row->target : "");
	n.message_de = arena_printf(c->arena,
	    "%s.\nMehr im Audit-Protokoll, Eintrag %lld.", m->text_de,
	    (long long)row->id);
	n.message_en =
	    arena_printf(c->arena, "%s.\nMore in the audit log, entry %lld.",
		m->text_en, (long long)row->id);
	return notify_role(c, "admin", &n, NULL);
}

static enum err
tell_critical(struct call *c, const struct audit_row *row)
{
	size_t i;
	const char *text;

	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (str_eq(titles[i].action, row->action))
			return tell(c, row,
			    &(struct message){ titles[i].de, titles[i].en,
				filled(c, titles[i].what_de, row),
				filled(c, titles[i].what_en, row) });
	text = arena_printf(c->arena, "%s: %s", row->action,
	    row->target != NULL ? row->target : row->actor);
	return tell(c, row,
	    &(struct message){
		"Kritisches Ereignis", "Critical event", text, text });
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

/* The first admin of a hub need not be told that there is one. */
static enum err
is_heard(struct call *c, const struct alert *al, const struct audit_row *row,
    bool *yes)
{
	int64_t others = 1;
	enum err e = OK;

	if (al->count == 0)
		e = audit_store_other_admins(c->db, row->target, &others);
	*yes = others > 0;
	return e;
}

static enum err
raise_alert(struct call *c, const struct alert *al, const struct audit_row *row)
{
	struct audit_entry a = { .action = al->raises };
	struct audit_row alert;
	bool raised = false, heard;
	enum err e;

	if (al->by_actor)
		a.target = row->actor;
	else if (al->count == 0)
		a.target = row->target;
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
	if ((e = audit_append(c, &alert)) != OK ||
	    (e = is_heard(c, al, row, &heard)) != OK || !heard)
		return e;
	return tell(c, &alert,
	    &(struct message){ al->de, al->en, filled(c, al->what_de, row),
		filled(c, al->what_en, row) });
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
		if (!str_eq(al->on, row->action) ||
		    (al->with != NULL &&
			strstr(row->details, al->with) == NULL))
			continue;
		if (al->count > 0 && (e = counted(c, al, row, &enough)) != OK)
			return e;
		return enough ? raise_alert(c, al, row) : OK;
	}
	return OK;
}
