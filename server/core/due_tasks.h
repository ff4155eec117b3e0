#ifndef SERVER_CORE_DUE_TASKS_H
#define SERVER_CORE_DUE_TASKS_H

#include <stdint.h>

#include "common/err.h"

/* What due.def names, each in its feature. */
struct app;
struct call;

enum err audit_keep(struct call *c);
enum err audit_witness(struct call *c);
enum err availability_roll(struct call *c);
enum err slots_expire(struct call *c);
/* Instant at which the next hold runs out; 0: none. */
enum err slots_next_expiry(struct call *c, int64_t *at);
enum err auth_expire(struct call *c);
enum err auth_tidy(struct call *c);
enum err factor_expire(struct call *c);
enum err notify_faults(struct call *c);
enum err notify_flush(struct call *c);
enum err notify_tidy(struct call *c);
enum err customers_catch_up(struct call *c);
enum err rpc_tidy(struct call *c);
enum err calendar_turn(struct call *c);

int64_t faults_next(struct app *app, int64_t now);
enum err jobs_plan(struct call *c);
int64_t calendar_next(struct app *app, int64_t now);
int64_t jobs_next(struct app *app, int64_t now);
int64_t due_next_midnight(struct app *app, int64_t now);
int64_t due_next_minute(struct app *app, int64_t now);
int64_t due_next_hour(struct app *app, int64_t now);
int64_t due_next_expiry(struct app *app, int64_t now);

#endif
