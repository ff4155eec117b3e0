#ifndef SERVER_IMPORTS_IMPORTS_FACTOR_H
#define SERVER_IMPORTS_IMPORTS_FACTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/err.h"

/* Secrets of an import are never stored in clear, not even on their way. */
struct call;
struct seal;
struct imp_user;
struct imports_piece;

/* Content of a file with secrets: *p and *n become its box, in the arena. */
void imports_seal_file(struct call *c, const unsigned char **p, size_t *n);
/* A chunk of such a file into out; false: another server key. */
bool imports_open_file(
    const struct seal *s, const struct imports_piece *x, char *out);
/* Seeds of a plan's people, in place of those of an earlier plan. */
enum err imports_keep_factors(
    struct call *c, int64_t run, const struct imp_user *u, int n);
/* Seeds of the accounts that have come to life become their second factor. */
enum err imports_adopt_factors(struct call *c, int64_t run);

#endif
