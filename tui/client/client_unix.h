#ifndef TUI_CLIENT_CLIENT_UNIX_H
#define TUI_CLIENT_CLIENT_UNIX_H

/*
 * Connects to a local socket without blocking; a path too long for the
 * address goes through /proc/self/fd. The descriptor, or -1 with errno set.
 */
int unix_connect(const char *path);

#endif
