#ifndef SERVER_AUTH_AUTH_ADMIT_H
#define SERVER_AUTH_AUTH_ADMIT_H

#include <stdint.h>

#include "common/err.h"

/* The end of a sign-in; between the files of this folder only. */
struct call;
struct auth_account;
struct auth_proof;
struct auth_ticket;

/*
 * A complete sign-in: counters cleared, history, notices, device, session.
 * factor: as in login_history.second_factor.
 */
enum err auth_enter(struct call *c, int64_t account, const struct auth_proof *p,
    const char *factor, struct auth_ticket *out);
/* History and counters of the account only (auth.demo). */
enum err auth_arrive(struct call *c, int64_t account);
/* The session alone. The token is told once and never stored. */
enum err auth_open_session(struct call *c, int64_t account,
    const struct auth_proof *p, struct auth_ticket *out);
/* 256 random bits and their SHA-256, both in hexadecimal. */
void auth_new_token(struct call *c, char token[65], char hash[65]);
/* Differs when the password was changed between two looks. */
uint64_t auth_password_mark(const struct auth_account *a);

#endif
