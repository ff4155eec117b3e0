#ifndef TESTS_HARNESS_PEER_H
#define TESTS_HARNESS_PEER_H

#include <stdbool.h>
#include <sys/types.h>

#include "common/buf.h"
#include "tests/harness/server_proc.h"

/*
 * hubd behind a real sshd on loopback (tests/peers/sshd.sh), and commands of
 * people who reach it. Results are TAP.
 */
struct peer {
	struct server_proc hub;
	struct buf out; /* of the last command */
	char base[64];	/* keys, configuration, copies of the programs */
	char build[400];
	char user[40];
	pid_t sshd;
	int port;
	bool people;	/* set-up B */
	char input[80]; /* of the next ssh, a line; "": none */
	int n_tests, n_failed;
};

/* The key of anna, below base; others: other_key, wrong_key. */
#define KEY "home/.ssh/id_ed25519"
/* hubctl as the operator. */
#define CTL "%s/hubctl --data %s "
#define CTL_ARGS(p) (p)->build, (p)->hub.data

/*
 * hubd with the accounts anna and ben, sshd in set-up A. False: it is said
 * why. Everything goes at the end of the process; p must live so long.
 */
bool peer_set_up(struct peer *p);
bool peer_start_sshd(struct peer *p, const char *setup);
void peer_stop_sshd(struct peer *p);
/* A port of loopback that nobody uses now. */
int peer_free_port(void);
/* Registers a key file of base for an account. */
void peer_add_key(struct peer *p, int account, const char *file);

/* One line of TAP; on failure the output of the last command. */
void peer_check(struct peer *p, bool good, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Runs a line of sh; its output is in p->out. Exit status. */
int peer_run(struct peer *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
bool peer_said(const struct peer *p, const char *text);
/* A call of an operator that the test cannot do without. */
void peer_call(struct peer *p, const char *op, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* ssh as the owner of a key, with more options; the command is sh's. */
int peer_ssh_with(
    struct peer *p, const char *key, const char *options, const char *command);
int peer_ssh(struct peer *p, const char *command);
/* Its words up to the host, in one line; owner frees. */
char *peer_ssh_line(const struct peer *p, const char *key);
/* Without root sshd cannot ask hubctl: before each sign-in. */
void peer_renew_keys(struct peer *p);
/* hub over ssh://, with the home folder of the keys. */
int peer_hub(struct peer *p, const char *env, const char *command);

#endif
