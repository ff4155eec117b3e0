#ifndef SERVER_AUDIT_AUDIT_INT_H
#define SERVER_AUDIT_AUDIT_INT_H

#include "server/audit/audit.h"
#include "server/audit/audit_chain.h"

/* Shared by the files of server/audit only. */
struct call;
struct app;
struct arena;
struct audit_sealed;

/* The key rows are written under. */
struct audit_chain {
	struct audit_key key;
};

/* The row of an entry, without id and macs; texts live in the call. */
void audit_fill(
    struct call *c, const struct audit_entry *a, struct audit_row *row);
/* The row at the end of the chain, without alerts; sets id and macs. */
enum err audit_append(struct call *c, struct audit_row *row);
/* Whatever this row gives cause for (audit_alert.c). */
enum err audit_alert(struct call *c, const struct audit_row *row);

/* Opens a sealed key; out->open tells whether the server key fits. */
void audit_key_open(
    const struct app *app, const struct audit_sealed *k, struct audit_key *out);

#endif
