#ifndef TUI_CLI_CLI_PEOPLE_H
#define TUI_CLI_CLI_PEOPLE_H

#include <jansson.h>

struct cli;
struct out;

/* Commands of hub about accounts and the audit log, for admins. */
int cmd_user(struct cli *c, int argc, char **argv);
int cmd_unlock(struct cli *c, int argc, char **argv);
int cmd_audit(struct cli *c, int argc, char **argv);

void show_online(struct out *o, const json_t *data);
void show_locked(struct out *o, const json_t *data);
void show_audit(struct out *o, const json_t *data);

#endif
