#ifndef SERVER_CTL_HUBCTL_H
#define SERVER_CTL_HUBCTL_H

#include <jansson.h>

/* Commands of hubctl that are more than one call; see hubctl.c. */
struct cli;

/* The audit log: check its chain, look into it, take it along. */
int ctl_audit_verify(struct cli *c, int argc, char **argv);
int ctl_audit_search(struct cli *c, int argc, char **argv);
int ctl_audit_export(struct cli *c, int argc, char **argv);
/* Account with a password that is asked or read, never an argument. */
int ctl_user_add(struct cli *c, int argc, char **argv);
/* A new server key; the server does it. */
int ctl_key_rotate(struct cli *c, int argc, char **argv);
/* One account by its name (hubctl_account.c). */
int ctl_user_show(struct cli *c, int argc, char **argv);
int ctl_user_disable(struct cli *c, int argc, char **argv);
int ctl_user_enable(struct cli *c, int argc, char **argv);
int ctl_user_reset_password(struct cli *c, int argc, char **argv);
int ctl_user_reset_2fa(struct cli *c, int argc, char **argv);
int ctl_user_unlock(struct cli *c, int argc, char **argv);
int ctl_user_sessions(struct cli *c, int argc, char **argv);
int ctl_user_end_sessions(struct cli *c, int argc, char **argv);
int ctl_user_grant(struct cli *c, int argc, char **argv);
int ctl_user_deny(struct cli *c, int argc, char **argv);
int ctl_user_logins(struct cli *c, int argc, char **argv);
int ctl_user_admin(struct cli *c, int argc, char **argv);
int ctl_user_roles(struct cli *c, int argc, char **argv);
int ctl_user_anonymise(struct cli *c, int argc, char **argv);
/* Uploads, plans, starts and follows an import. */
int ctl_import(struct cli *c, int argc, char **argv);
/* Lines of authorized_keys for sshd; always 0 but for a wrong usage. */
int ctl_ssh_keys(struct cli *c, int argc, char **argv);

/* OK or FAIL per calendar; 0 healthy, 1 degraded, 2 critical. */
int ctl_calendar_check(struct cli *c, int argc, char **argv);
struct out;
void ctl_show_outbox(struct out *o, const json_t *data);

#endif
