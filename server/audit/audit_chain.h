#ifndef SERVER_AUDIT_AUDIT_CHAIN_H
#define SERVER_AUDIT_AUDIT_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The chain of the audit log: what a row's mac is made of. Pure; the writer on
 * the loop and the verifier on a worker share it.
 */
#define AUDIT_MAC 32
#define AUDIT_KEY 32

struct audit_row {
	int64_t id, at;
	const char *type, *action, *actor;
	int64_t account; /* 0: none */
	const char *target;
	const char *remote, *client, *severity, *details, *request;
	const char *error_id;
	bool archived;
	unsigned char prev[AUDIT_MAC], mac[AUDIT_MAC];
};

/* The last row of the log, or the last one that was dropped. */
struct audit_mark {
	int64_t last_id;
	int64_t dropped; /* of the anchor: how many rows are gone */
	unsigned char mac[AUDIT_MAC], seal[AUDIT_MAC];
};

/* mac over row->prev and every field of the row. */
void audit_row_mac(const unsigned char key[AUDIT_KEY],
    const struct audit_row *row, unsigned char out[AUDIT_MAC]);
/* Seal of the head ("head") or of the anchor ("anchor"). */
void audit_mark_seal(const unsigned char key[AUDIT_KEY], const char *what,
    const struct audit_mark *m, unsigned char out[AUDIT_MAC]);
/* True when the mark carries its seal. */
bool audit_mark_good(const unsigned char key[AUDIT_KEY], const char *what,
    const struct audit_mark *m);

/* A key; good from first_id on. */
struct audit_key {
	int64_t id, first_id;
	bool open; /* false: sealed under a server key that is gone */
	unsigned char key[AUDIT_KEY];
};

#endif
