/* What people are told about their account. */
#include "server/auth/auth_notice.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/app_private.h"
#include "server/auth/auth_lock.h"
#include "server/hub/hub.h"
#include "server/notify/notify.h"

/* "22.11.2026 14:05" in company time. */
static const char *
when(struct call *c, int64_t at)
{
	char day[11], clock[6];

	date_text(tz_date(at, NULL), day);
	tz_clock(at, clock);
	return arena_printf(
	    c->arena, "%.2s.%.2s.%.4s %s", day + 8, day + 5, day, clock);
}

enum err
auth_notice_locked(
    struct call *c, const struct lock_who *w, const struct lock_blow *b)
{
	int hours = b->tier == 3 ? 24 : 1;
	struct notification n = { .type = "warning",
		.title_de =
		    arena_printf(c->arena, "Konto %s ist gesperrt", w->name),
		.title_en =
		    arena_printf(c->arena, "Account %s is locked", w->name),
		.message_de = arena_printf(c->arena,
		    "%d Fehlversuche in Folge, gesperrt für %d h%s",
		    b->failures, hours,
		    b->everywhere ? ", auch für neue Orte" : ""),
		.message_en = arena_printf(c->arena,
		    "%d failed attempts in a row, locked for %d h%s",
		    b->failures, hours,
		    b->everywhere ? ", for new places as well" : ""),
		.source = "auth",
		.dedupe = arena_printf(c->arena, "locked:%lld:%d",
		    (long long)w->account, b->tier) };

	return notify_role(c, "admin", &n, NULL);
}

enum err
auth_notice_failures(struct call *c, int64_t account, int count, int64_t since)
{
	const char *at = when(c, since);
	struct notification n = { .type = "warning",
		.title_de = arena_printf(c->arena,
		    "%d fehlgeschlagene Anmeldeversuche seit %s", count, at),
		.title_en = arena_printf(
		    c->arena, "%d failed sign-ins since %s", count, at),
		.message_de =
		    "Waren Sie das nicht? Bitte das Passwort ändern und "
		    "einem Admin Bescheid sagen",
		.message_en = "If that was not you, change your password and "
			      "tell an admin",
		.popup = true,
		.screen = "security",
		.source = "auth" };

	return notify_account(c, account, &n);
}

enum err
auth_notice_new_address(struct call *c, int64_t account)
{
	const char *from = c->conn != NULL ? c->conn->remote : "";
	struct notification n = { .type = "warning",
		.title_de = arena_printf(
		    c->arena, "Anmeldung von einer neuen Adresse: %s", from),
		.title_en = arena_printf(
		    c->arena, "Sign-in from a new address: %s", from),
		.message_de =
		    "Waren Sie das nicht? Bitte das Passwort ändern und "
		    "die anderen Sitzungen beenden",
		.message_en = "If that was not you, change your password and "
			      "end the other sessions",
		.screen = "security",
		.source = "auth" };

	return notify_account(c, account, &n);
}

enum err
auth_notice_welcome(struct call *c, int64_t account)
{
	struct notification n = { .type = "success",
		.title_de = "Willkommen im Business Hub",
		.title_en = "Welcome to the Business Hub",
		.message_de = "? zeigt auf jeder Seite, welche Tasten es gibt; "
			      ": findet jeden Befehl",
		.message_en = "? shows the keys of every screen; : finds every "
			      "command",
		.source = "auth",
		.dedupe = "welcome" };

	return notify_account(c, account, &n);
}

enum err
auth_notice_password(struct call *c, int64_t account)
{
	struct notification n = { .type = "info",
		.title_de = "Ihr Passwort wurde geändert",
		.title_en = "Your password was changed",
		.message_de =
		    "Alle anderen Sitzungen sind beendet. Waren Sie das "
		    "nicht? Bitte sofort einem Admin Bescheid sagen",
		.message_en = "All other sessions have ended. If that was not "
			      "you, tell an admin at once",
		.screen = "security",
		.source = "auth" };

	return notify_account(c, account, &n);
}

enum err
auth_note_activity(struct call *c, int64_t account, const char *kind,
    const char *action, const char *details)
{
	struct activity a = { .kind = kind,
		.tool = "hub",
		.action = action,
		.details = details };

	return hub_note(c, account, &a);
}
