#ifndef SERVER_NOTIFY_NOTIFY_MEMORY_H
#define SERVER_NOTIFY_NOTIFY_MEMORY_H

#include <stdint.h>

#include "common/err.h"

/*
 * Until when the popups of an account were shown: kept in memory, written once
 * a minute (reads write nothing).
 */
struct app;
struct call;

/* By memory, else by the database; 0: none yet. */
enum err notify_shown(struct app *app, int64_t account, int64_t *at);
/* After the commit: shown, if some open session of the account listens. */
void notify_will_show(struct call *c, int64_t account, int64_t popup_at);
/* After the commit: shown. */
void notify_did_show(struct call *c, int64_t account, int64_t popup_at);

#endif
