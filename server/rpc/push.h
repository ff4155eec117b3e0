#ifndef SERVER_RPC_PUSH_H
#define SERVER_RPC_PUSH_H

#include <stdbool.h>
#include <stdint.h>

struct app;
struct call;

/* Bit of a topic's name; 0 when there is none. */
uint32_t push_topic(const char *name);
/* Number of the newest push. */
int64_t push_seq(const struct app *app);
/*
 * Plans the delivery of everything after seq behind the answer of this call.
 * False: too old or another boot, the client must reload.
 */
bool push_resume(struct call *c, const char *boot, int64_t seq);

#endif
