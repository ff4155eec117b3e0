#ifndef SERVER_BLOCKS_BLOCKS_RPC_H
#define SERVER_BLOCKS_BLOCKS_RPC_H

#include <stdint.h>

#include "common/err.h"
#include "server/rpc/op.h"

struct app;
struct jw;

/* Rows of the feature, for op_tables. */
extern const struct op blocks_ops[];
/* Push of EV_BLOCKS_CHANGED: {"date"} for one day (the key), else {}. */
enum err blocks_push(struct app *app, int64_t key, struct jw *w);

#endif
