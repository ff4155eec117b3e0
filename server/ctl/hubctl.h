#ifndef SERVER_CTL_HUBCTL_H
#define SERVER_CTL_HUBCTL_H

#include <jansson.h>

/* Commands of hubctl that are more than one call; see hubctl.c. */
struct cli;

/* Account with a password that is asked or read, never an argument. */
int ctl_user_add(struct cli *c, int argc, char **argv);
/* Uploads, plans, starts and follows an import. */
int ctl_import(struct cli *c, int argc, char **argv);

/* OK or FAIL per calendar; 0 healthy, 1 degraded, 2 critical. */
int ctl_calendar_check(struct cli *c, int argc, char **argv);
struct out;
void ctl_show_outbox(struct out *o, const json_t *data);

#endif
