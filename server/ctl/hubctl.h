#ifndef SERVER_CTL_HUBCTL_H
#define SERVER_CTL_HUBCTL_H

/* Commands of hubctl that are more than one call; see hubctl.c. */
struct cli;

/* Account with a password that is asked or read, never an argument. */
int ctl_user_add(struct cli *c, int argc, char **argv);
/* A new server key; the server does it. */
int ctl_key_rotate(struct cli *c, int argc, char **argv);
/* Uploads, plans, starts and follows an import. */
int ctl_import(struct cli *c, int argc, char **argv);

#endif
