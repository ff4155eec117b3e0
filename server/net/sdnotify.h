#ifndef SERVER_NET_SDNOTIFY_H
#define SERVER_NET_SDNOTIFY_H

/*
 * Tells the service manager a state ("READY=1", "STOPPING=1") by a datagram
 * to $NOTIFY_SOCKET; does nothing when that is not set. Never blocks.
 */
void notify_send(const char *state);

#endif
