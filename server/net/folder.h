#ifndef SERVER_NET_FOLDER_H
#define SERVER_NET_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The data folder: --data, else PERSIST_BASE without a trailing /persistent.
 * NULL when neither is given; the caller frees.
 */
char *folder_choose(const char *arg);
/* Creates it (0700) if its parent exists. False and why if it is unusable. */
bool folder_ensure(const char *dir, char *why, size_t size);
/* True when group or others have rights on it. */
bool folder_is_open(const char *dir);
/*
 * The process lock, hub.lock: one server per folder. Descriptor that holds it
 * until the process ends, or -1 and why.
 */
int folder_lock(const char *dir, char *why, size_t size);

#endif
