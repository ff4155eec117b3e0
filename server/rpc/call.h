#ifndef SERVER_RPC_CALL_H
#define SERVER_RPC_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "common/json_write.h"
#include "common/log.h"
#include "server/rpc/op.h"

/*
 * One request (or one run of a job) from its line to its answer. Everything in
 * it lives in the arena, which is reset after the answer has left.
 */
struct app;
struct conn;
struct db;
struct arena;
struct event;

enum lang { LANG_DE, LANG_EN };

/* Who acts; never NULL in a handler of a row that needs a session. */
struct actor {
	int64_t id;	  /* account; 0: operator or job */
	const char *name; /* login name, or "cli:<os user>", "job:<name>" */
	const char *display;
	bool is_admin;
	bool must_change_password;
	bool must_set_factor; /* its role needs a second factor */
	uint64_t perms[2];    /* bit per enum perm */
};
bool actor_may(const struct actor *a, enum perm p);

struct after_commit {
	struct after_commit *next;
	void (*run)(struct app *app, void *arg);
	void *arg; /* in the arena */
};

struct call {
	struct app *app;
	struct db *db;
	struct arena *arena;
	struct conn *conn; /* NULL: a job, or the connection is gone */
	const struct op *op;
	const struct actor *actor;
	int64_t session; /* 0: none */
	int64_t now;	 /* wall time, ms, read once per request */
	int today;	 /* civil day of now */
	enum lang lang;
	struct logctx log;
	struct jw *reply; /* "data" object of the answer, already begun */
	/* set through the functions below */
	struct jw *facts; /* "data" of a failure, NULL until asked for */
	enum err code;
	const char *error_text;
	const char *message;
	int retry_after;
	bool refused; /* keeps its rows */
	struct field_fault *faults;
	struct field_list confirm;
	const char *audit_action; /* instead of the row's; "": none */
	const char *audit_severity;
	const char *audit_target;
	struct jw *audit_details;
	struct event *events, **events_tail;
	struct after_commit *after, **after_tail;
	struct buf *buffers[3];
};

/* A text in the language of the connection. */
const char *call_tr(const struct call *c, const char *de, const char *en)
    __attribute__((format_arg(2), format_arg(3)));
/*
 * Failing: the first reason stays. call_fail returns e. Facts for the user go
 * to call_facts (an open JSON object, kept on failure only).
 */
enum err call_fail(struct call *c, enum err e);
enum err call_fail_text(struct call *c, enum err e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
struct jw *call_facts(struct call *c);
/* One parameter is bad: adds to `fields`; returns E_VALIDATION. */
enum err call_invalid(struct call *c, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A refusal that keeps its rows; only in rows marked KEEPS_TRACE. */
enum err call_refuse(struct call *c, enum err e);
/* User text of a success. */
void call_message(struct call *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* True when the request carries "confirm": [what]. */
bool call_confirmed(const struct call *c, const char *what);
/* Target and details (open JSON object) of the audit row dispatch writes. */
void call_audit_target(struct call *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
struct jw *call_audit(struct call *c);
/*
 * A field that changed, with its value before and after (NULL: none), among
 * the details of the audit row.
 */
void call_audit_change(
    struct call *c, const char *field, const char *before, const char *after);
void call_audit_change_int(
    struct call *c, const char *field, int64_t before, int64_t after);
void call_audit_change_bool(
    struct call *c, const char *field, bool before, bool after);
/*
 * Another action than that of the row; "" writes none. Severity NULL: as the
 * table of actions has it.
 */
void call_audit_as(struct call *c, const char *action, const char *severity);
/* Memory changes after COMMIT only; arg must live in c->arena. */
void call_after_commit(
    struct call *c, void (*run)(struct app *, void *), void *arg);
/* Random bytes from the app's source. */
void call_random(struct call *c, void *p, size_t n);
bool call_may(const struct call *c, enum perm p);

#endif
