#ifndef SERVER_RPC_OP_H
#define SERVER_RPC_OP_H

#include <stddef.h>
#include <stdint.h>

#include "common/err.h"
#include "server/rpc/fields.h"

/* One row per operation (architecture 4): the only registration there is. */
struct call;

enum op_kind { OP_READ, OP_WRITE, OP_ASYNC };

/* Rate classes of hub file B6; limits are settings. */
enum rate_class {
	RATE_READ,
	RATE_WRITE,
	RATE_ADMIN,
	RATE_AUTH,
	RATE_SENSITIVE,
	RATE_BOOKING,
	RATE_T2,
	RATE_CLASSES
};

/* server/rpc/perms.def; P_NONE: no session, P_LOGIN: any session. */
enum perm {
	P_NONE,
	P_LOGIN,
#define PERM(id, key, roles, text) P_##id,
#include "server/rpc/perms.def"
#undef PERM
	P_COUNT
};
const char *perm_key(enum perm p);

#define KEEPS_TRACE 1u	 /* its refusals may leave rows (call_refuse) */
#define NO_REPLAY 2u	 /* answer carries secrets: no idempotency row */
#define TAKES_CONFIRM 4u /* accepts "confirm": ["WHAT"] */
#define AUTH_FLIGHT 8u	 /* while in flight the connection is not read */
#define SLICED_REPLY 16u /* answer may exceed 64 KiB (never 1 MiB) */
/* A refusal leaves at the next multiple of 600 ms after its arrival (B1). */
#define TIMED_REFUSAL 32u
/* Needs a fresh confirmation by password or code (auth.step_up). */
#define STEP_UP 64u
/* Allowed while a password or a second factor must be set first. */
#define UNREADY 128u

enum work_class {
	WORK_HASH,
	WORK_CALENDAR,
	WORK_REPORT,
	WORK_BACKUP,
	WORK_CLASSES
};

struct op {
	const char *op;	   /* "<folder>.<verb>[_noun]" */
	const char *alias; /* older names, comma separated, or NULL */
	const char *help;  /* one English sentence for the documentation */
	enum perm perm;
	enum op_kind kind;
	enum rate_class rate;
	unsigned flags;
	const char *feature; /* flag key it hangs on, or NULL */
	const char *audit;   /* action it writes, or "none: reason" */
	enum err (*run)(struct call *c, const void *in); /* READ and WRITE */
	/* ASYNC: prepare copies its input into *job (malloc, freed by rpc) */
	enum err (*prepare)(struct call *c, const void *in, void **job);
	void (*work)(void *job); /* worker thread: no app, no call */
	enum err (*finish)(struct call *c, const void *in, void *job);
	void (*drop)(void *job); /* releases what job owns, may be NULL */
	enum work_class work_class;
	const struct field *in;
	size_t in_size;
	const char *example; /* params as JSON */
	const char *returns; /* shape of data, for the documentation */
};

/* All feature tables; ends with NULL (server/rpc/ops.c). */
extern const struct op *const op_tables[];
/* Row by name or alias, or NULL. ops_setup builds the index once. */
void ops_setup(void);
const struct op *op_find(const char *name);
/* Number of rows and row by position in sorted order. */
int ops_count(void);
const struct op *ops_at(int i);

#endif
