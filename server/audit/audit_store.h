#ifndef SERVER_AUDIT_AUDIT_STORE_H
#define SERVER_AUDIT_AUDIT_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/audit/audit_chain.h"

/* SQL of the chain, its keys, its retention and what the alerts count. */
struct db;
struct arena;
struct stmt;

/* Columns of audit_log and audit_archive in the order of audit_store_read. */
#define AUDIT_COLUMNS                                                 \
	"id, at, event_type, action, actor, account, target, remote," \
	" client, severity, details, request, error_id, prev, mac"
/* The row st stands on; texts are copied into a, or live until the next step
 * when a is NULL. False: prev or mac are not as long as a mac. */
bool audit_store_read(struct stmt *st, struct arena *a, struct audit_row *row);

/* A mark: last_id, dropped, mac, seal. last_id -1 when there is none yet. */
enum err audit_store_read_mark(struct stmt *st, struct audit_mark *out);
enum err audit_store_head(struct db *db, struct audit_mark *out);
enum err audit_store_anchor(struct db *db, struct audit_mark *out);
enum err audit_store_set_head(struct db *db, const struct audit_mark *m);
enum err audit_store_set_anchor(struct db *db, const struct audit_mark *m);
/* E_CONFLICT: the id is taken. */
enum err audit_store_insert(struct db *db, const struct audit_row *row);
/* Highest id of log and archive. */
enum err audit_store_max_id(struct db *db, int64_t *id);

/* Sealed keys, oldest first. */
struct audit_sealed {
	int64_t id, first_id;
	const unsigned char *box;
	size_t n;
};
struct audit_sealed_list {
	int n;
	struct audit_sealed *key;
};
enum err audit_store_keys(
    struct db *db, struct arena *a, struct audit_sealed_list *out);
enum err audit_store_add_key(
    struct db *db, const struct audit_sealed *k, int64_t now);
/* The same key in another box. */
enum err audit_store_reseal(struct db *db, const struct audit_sealed *k);

/* Up to max rows from before the chain, oldest first, and their removal. */
struct audit_rows {
	int n;
	struct audit_row *row;
};
enum err audit_store_old(
    struct db *db, struct arena *a, int max, struct audit_rows *out);
enum err audit_store_drop_old(struct db *db, int64_t up_to);

/* Newest migration of the schema, and the one the log knows of (0: none). */
enum err audit_store_schema(struct db *db, int64_t *newest, int64_t *noted);
enum err audit_store_note_schema(struct db *db, int64_t newest);

/* Lowest id of the log or the archive; 0: it is empty. */
enum err audit_store_first(struct db *db, bool archive, int64_t *id);
/* Rows of the log up to this id go into the archive; *n: how many. */
enum err audit_store_archive(struct db *db, int64_t up_to, int *n);
/* Rows of the archive up to this id go away. *n: how many. */
enum err audit_store_drop(struct db *db, int64_t up_to, int *n);
/* mac of a row of the archive; E_NOT_FOUND when it is not there. */
enum err audit_store_mac(
    struct db *db, int64_t id, unsigned char mac[AUDIT_MAC]);

/* Refused logins, or permissions denied to an actor, since then; at most max */
enum err audit_store_refused(struct db *db, int64_t since, int max, int64_t *n);
enum err audit_store_denied(
    struct db *db, const char *actor, int64_t since, int max, int64_t *n);
/* Active admins besides the one of this name. */
enum err audit_store_other_admins(struct db *db, const char *name, int64_t *n);
/* Whether this alert about this target was raised since then. */
enum err audit_store_raised(
    struct db *db, const struct audit_row *alert, int64_t since, bool *yes);

#endif
