#ifndef SERVER_APP_START_H
#define SERVER_APP_START_H

#include <stddef.h>

#include "common/err.h"

/*
 * First steps on an open database: settings, demo mark, accounts and
 * consultants of the first start, runs that were interrupted.
 */
struct app;
struct app_options;

enum err app_start(
    struct app *app, const struct app_options *o, char *why, size_t size);

/* The last entry of the audit log: the server ends in an orderly way. */
void app_note_stop(struct app *app);

#endif
