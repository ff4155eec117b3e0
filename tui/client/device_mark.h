#ifndef TUI_CLIENT_DEVICE_MARK_H
#define TUI_CLIENT_DEVICE_MARK_H

#include <stdbool.h>

/*
 * The mark by which a server knows this device again at the sign-in of an
 * account (hub file B5): a file per server and account in the XDG state folder
 * (0600), 64 hex digits. Losing it costs nothing but the trust.
 */
#define DEVICE_MARK_LEN 65

/* server: client_identity. False: none kept, or others could read it. */
bool device_mark_find(
    const char *server, const char *name, char out[DEVICE_MARK_LEN]);
/* Anything that is no mark is ignored; a folder that refuses is no fault. */
void device_mark_keep(const char *server, const char *name, const char *mark);

#endif
