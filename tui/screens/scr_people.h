#ifndef TUI_SCREENS_SCR_PEOPLE_H
#define TUI_SCREENS_SCR_PEOPLE_H

#include "tui/screens/screens.h"

/*
 * Accounts, roles and sign-ins: what the screens of the administration about
 * people share. Words are in scr_people_words.c.
 */
extern const struct screen_ops scr_users, scr_roles, scr_audit;
/* One screen with four pages, opened at one of them. */
extern const struct screen_ops scr_online, scr_locked, scr_logins,
    scr_login_stats;

/* Opens the details of an account. */
void scr_open_user(struct ui *ui, int64_t account);

/* --- words --- */

enum { PEOPLE_ROLES = 5 };
extern const char *const people_role_keys[]; /* ends with NULL */

/* "Telefonist"; the key itself when it is unknown. */
const char *people_role(const char *key);
/* "Admin, Opener", with "+2" for what does not fit into cols; "–": none. */
char *people_roles(const json_t *user, int cols, char out[SCR_TEXT]);

/* "active", "locked", "vacation": the state shown, locked comes first. */
const char *people_state_key(const json_t *user);
const char *people_state(const char *key);
const char *people_state_sign(const char *key);
int people_state_ink(const char *key);

/* Short name of a permission, and a line about it. */
const char *people_permission(const char *key);
const char *people_permission_text(const char *key);

/* "just now", "5 min ago", "3 h ago", "2 days ago" (hub file B7). */
char *people_ago(struct ui *ui, const char *iso, char out[SCR_TEXT]);
/* "active now", "5 minutes ago". */
char *people_active(int minutes, char out[SCR_TEXT]);
/* "04.03.26 11:05" or "26-03-04 11:05"; "" when there is none. */
char *people_instant(const char *iso, char out[SCR_TEXT]);
/* "✓ signed in", "× wrong password". */
const char *people_login_result(const json_t *login);
/* "TLS", "SSH", "local". */
const char *people_transport(const char *key);
/* What a lock is for: an address, or all that the account does not know. */
const char *people_source(const char *source);
/* "code", "backup code", "SSH key", "–". */
const char *people_factor(const char *key);

#endif
