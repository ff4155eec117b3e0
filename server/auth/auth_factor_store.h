#ifndef SERVER_AUTH_AUTH_FACTOR_STORE_H
#define SERVER_AUTH_AUTH_FACTOR_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/err.h"

/* SQL of second factors and backup codes. Boxes are copied into c->arena. */
struct call;

struct factor_box {
	const unsigned char *p; /* NULL: none */
	size_t n;
};

struct factor_row {
	int64_t account; /* 0: no such row */
	struct factor_box sealed, pending;
	int64_t enabled_at, last_step, pending_until;
};

enum err factor_store_get(
    struct call *c, int64_t account, struct factor_row *out);
/* The first row of an account above after; account 0: no more. */
enum err factor_store_next(
    struct call *c, int64_t after, struct factor_row *out);
/* A step is taken once, and none before it afterwards. */
enum err factor_store_take(
    struct call *c, int64_t account, int64_t step, bool *taken);
/* A seed being set up; the one in force stays. */
enum err factor_store_begin(struct call *c, int64_t account,
    const struct factor_box *pending, int64_t until);
/* The pending seed is in force; step: of the code that confirmed it. */
enum err factor_store_enable(struct call *c, int64_t account, int64_t step);
/* Boxes under another key. */
enum err factor_store_reseal(struct call *c, const struct factor_row *row);
/* Drops pending seeds of an account (0: of all) that end before an instant. */
enum err factor_store_cancel(struct call *c, int64_t account, int64_t before);
/* Seed and codes. */
enum err factor_store_erase(struct call *c, int64_t account);

enum err factor_store_clear_codes(struct call *c, int64_t account);
/* *added is false when the account has this code already. */
enum err factor_store_add_code(
    struct call *c, int64_t account, const char *hash, bool *added);
/* *used: it was there and is used up now. */
enum err factor_store_use_code(
    struct call *c, int64_t account, const char *hash, bool *used);
enum err factor_store_codes_left(struct call *c, int64_t account, int *n);

#endif
