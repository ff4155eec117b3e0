/* Words of the audit log: types, actions, severities, names of details. */
#include "common/str.h"
#include "tui/screens/scr_audit.h"

struct word {
	const char *key, *label;
};

const char *const audit_word_types[] = { "auth", "security", "admin", "data",
	"booking", "t2", "game", "system", NULL };
const char *const audit_word_severities[] = { "info", "warning", "critical",
	NULL };

static const struct word types[] = {
	{ "auth", N_("Signing in") },
	{ "security", N_("Security") },
	{ "admin", N_("Administration") },
	{ "data", N_("Data") },
	{ "booking", N_("Bookings") },
	{ "t2", N_("T2") },
	{ "game", N_("Game") },
	{ "system", N_("System") },
	{ 0 },
};

static const struct word actions[] = {
	{ "2fa_disabled", N_("Second factor off") },
	{ "2fa_enabled", N_("Second factor on") },
	{ "2fa_reset_by_admin", N_("Second factor reset by an admin") },
	{ "account_locked", N_("Account locked") },
	{ "account_unlocked", N_("Account unlocked") },
	{ "achievements_reset", N_("Achievements reset") },
	{ "admin_granted", N_("Admin right given") },
	{ "admin_revoked", N_("Admin right taken") },
	{ "archive_run", N_("Archive run") },
	{ "availability_changed", N_("Ready times changed") },
	{ "backup_code_used", N_("Backup code used") },
	{ "backup_codes_regenerated", N_("Backup codes renewed") },
	{ "backup_created", N_("Backup made") },
	{ "backup_deleted", N_("Backup deleted") },
	{ "backup_restored", N_("Backup restored") },
	{ "blocked_date_added", N_("Date blocked") },
	{ "blocked_date_removed", N_("Block removed") },
	{ "booking_cancelled", N_("Booking cancelled") },
	{ "booking_created", N_("Booking made") },
	{ "booking_moved", N_("Booking moved") },
	{ "capacity_changed", N_("Capacity changed") },
	{ "config_invalid", N_("Configuration invalid") },
	{ "consultant_changed", N_("Consultant changed") },
	{ "customer_changed", N_("Customer changed") },
	{ "customer_merged", N_("Customers merged") },
	{ "customer_parted", N_("Customers parted") },
	{ "data_export", N_("Data exported") },
	{ "data_import", N_("Data imported") },
	{ "feature_toggled", N_("Feature switched") },
	{ "follow_up_changed", N_("Follow-up changed") },
	{ "game_corrected", N_("Points corrected") },
	{ "game_rebuilt", N_("Points computed anew") },
	{ "grid_changed", N_("Grid changed") },
	{ "integrity_check", N_("Integrity check") },
	{ "job_failed", N_("Job failed") },
	{ "job_run_manually", N_("Job run by hand") },
	{ "key_rotated", N_("Key of the server changed") },
	{ "login_failure", N_("Sign-in failed") },
	{ "login_success", N_("Signed in") },
	{ "logout", N_("Signed out") },
	{ "migration_applied", N_("Database migrated") },
	{ "notification_sent", N_("Notification sent") },
	{ "outbox_discarded", N_("Calendar entry discarded") },
	{ "outcome_changed", N_("Outcome changed") },
	{ "password_changed", N_("Password changed") },
	{ "password_reset", N_("Password reset") },
	{ "permission_denied", N_("Permission refused") },
	{ "permission_granted", N_("Permission given") },
	{ "permission_revoked", N_("Permission taken") },
	{ "role_changed", N_("Roles changed") },
	{ "security_alert_admin_granted", N_("Alert: admin right given") },
	{ "security_alert_audit_fault", N_("Alert: audit chain broken") },
	{ "security_alert_audit_gap", N_("Alert: audit rows missing") },
	{ "security_alert_audit_head", N_("Alert: end of the audit chain") },
	{ "security_alert_audit_key", N_("Alert: key of the audit chain") },
	{ "security_alert_denied", N_("Alert: many refusals") },
	{ "security_alert_logins", N_("Alert: many failed sign-ins") },
	{ "server_start", N_("Server started") },
	{ "server_stop", N_("Server stopped") },
	{ "session_expired_by_policy", N_("Session ended by a limit") },
	{ "session_revoked", N_("Session closed") },
	{ "setting_changed", N_("Setting changed") },
	{ "special_booked", N_("Special booking made") },
	{ "special_cancelled", N_("Special booking cancelled") },
	{ "ssh_key_added", N_("SSH key entered") },
	{ "ssh_key_changed", N_("SSH key changed") },
	{ "ssh_key_revoked", N_("SSH key revoked") },
	{ "tool_status_changed", N_("Status of a tool changed") },
	{ "user_anonymised", N_("Account anonymised") },
	{ "user_created", N_("Account created") },
	{ "user_disabled", N_("Account disabled") },
	{ "user_reactivated", N_("Account reactivated") },
	{ "user_updated", N_("Account changed") },
	{ 0 },
};

static const struct word details[] = {
	{ "action", N_("detail|Action") },
	{ "account", N_("detail|Account") },
	{ "email_changed", N_("detail|E-mail changed") },
	{ "on_vacation", N_("detail|Vacation") },
	{ "everywhere", N_("detail|Everywhere") },
	{ "locked_minutes", N_("detail|Minutes locked") },
	{ "format", N_("detail|Format") },
	{ "offset", N_("detail|First row") },
	{ "first_id", N_("detail|First entry") },
	{ "last_id", N_("detail|Last entry") },
	{ "transport", N_("detail|Way") },
	{ "os_uid", N_("detail|System user") },
	{ "default_pool", N_("detail|Standard") },
	{ "sort", N_("detail|Order") },
	{ "display_name_before", N_("detail|Display name before") },
	{ "version", N_("detail|Version") },
	{ "active", N_("detail|Active") },
	{ "active_before", N_("detail|Active before") },
	{ "admin", N_("detail|Admin") },
	{ "affected", N_("detail|Affected") },
	{ "after", N_("detail|After") },
	{ "before", N_("detail|Before") },
	{ "booked_by", N_("detail|Booked by") },
	{ "booking", N_("detail|Booking") },
	{ "campaign", N_("detail|Campaign") },
	{ "client", N_("detail|Client") },
	{ "closed", N_("detail|Closed") },
	{ "color_id", N_("detail|Colour") },
	{ "consultant", N_("detail|Consultant") },
	{ "count", N_("detail|Count") },
	{ "customer", N_("detail|Customer") },
	{ "date", N_("detail|Date") },
	{ "description", N_("detail|Description") },
	{ "display_name", N_("detail|Display name") },
	{ "effective_from", N_("detail|From") },
	{ "email", N_("detail|E-mail") },
	{ "failures", N_("detail|Failures") },
	{ "from", N_("detail|From") },
	{ "from_date", N_("detail|From date") },
	{ "from_hour", N_("detail|From hour") },
	{ "hour", N_("detail|Hour") },
	{ "key", N_("detail|Key") },
	{ "kind", N_("detail|Kind") },
	{ "limit", N_("detail|Limit") },
	{ "minutes", N_("detail|Minutes") },
	{ "name", N_("detail|Name") },
	{ "new_booking", N_("detail|New booking") },
	{ "op", N_("detail|Operation") },
	{ "operator", N_("detail|Operator") },
	{ "permission", N_("detail|Permission") },
	{ "permissions", N_("detail|Permissions") },
	{ "points", N_("detail|Points") },
	{ "potential", N_("detail|Potential") },
	{ "reason", N_("detail|Reason") },
	{ "remote", N_("detail|Address") },
	{ "repeat_until", N_("detail|Repeated until") },
	{ "role", N_("detail|Role") },
	{ "roles", N_("detail|Roles") },
	{ "rows", N_("detail|Rows") },
	{ "second_factor", N_("detail|Second factor") },
	{ "source", N_("detail|Source") },
	{ "start_date", N_("detail|Start") },
	{ "end_date", N_("detail|End") },
	{ "state", N_("detail|State") },
	{ "status", N_("detail|Status") },
	{ "sync_state", N_("detail|Calendar") },
	{ "tier", N_("detail|Tier") },
	{ "time", N_("detail|Time") },
	{ "to", N_("detail|To") },
	{ "type", N_("detail|Type") },
	{ "user", N_("detail|User") },
	{ "value", N_("detail|Value") },
	{ "weekday", N_("detail|Weekday") },
	{ "weekdays", N_("detail|Weekdays") },
	{ 0 },
};

static const struct {
	const char *key, *label, *sign;
	int ink;
} severities[] = {
	{ "info", N_("Notice"), "·", INK_MUTED },
	{ "warning", N_("Warning"), "!", INK_WARNING },
	{ "critical", N_("Critical"), "‼", INK_ERROR },
};

enum { N_SEVERITIES = sizeof severities / sizeof severities[0] };

/* The text of a key, without a context in front of it. */
static const char *
word_of(const struct word *w, const char *key)
{
	for (; w->key != NULL; w++) {
		const char *label, *bar;

		if (!str_eq(w->key, key))
			continue;
		label = _(w->label);
		bar = strchr(label, '|');
		return bar != NULL ? bar + 1 : label;
	}
	return key;
}

const char *
audit_type(const char *key)
{
	return word_of(types, key);
}

const char *
audit_word_action(const char *key)
{
	return word_of(actions, key);
}

const char *
audit_detail(const char *key)
{
	return word_of(details, key);
}

static int
severity_row(const char *key)
{
	for (int i = 0; i < N_SEVERITIES; i++)
		if (str_eq(severities[i].key, key))
			return i;
	return -1;
}

const char *
audit_severity(const char *key)
{
	int i = severity_row(key);

	return i >= 0 ? _(severities[i].label) : key;
}

const char *
audit_severity_sign(const char *key)
{
	int i = severity_row(key);

	return i >= 0 ? severities[i].sign : " ";
}

int
audit_severity_ink(const char *key)
{
	int i = severity_row(key);

	return i >= 0 ? severities[i].ink : INK_TEXT;
}
