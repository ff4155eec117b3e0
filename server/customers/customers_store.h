#ifndef SERVER_CUSTOMERS_CUSTOMERS_STORE_H
#define SERVER_CUSTOMERS_CUSTOMERS_STORE_H

#include "server/customers/customers.h"

/* SQL of customers; for the rules of this folder only. */
struct booking;

/* Room for one more element of a list in the arena. */
void *customers_more(struct call *c, void *row, int n, int *cap, size_t size);
#define ROW_ADD(c, l)                                                \
	((l)->row = customers_more(                                  \
	     (c), (l)->row, (l)->n, &(l)->cap, sizeof((l)->row[0])), \
	    &(l)->row[(l)->n++])

/* --- records (customers_store.c) --- */

struct customer_new {
	const char *key, *last, *first;
};
/* Nothing when the key is there already. */
enum err customers_store_add(struct call *c, const struct customer_new *n);
/* out->id 0: none. */
enum err customers_store_load(struct call *c, int64_t id, struct customer *out);
enum err customers_store_by_key(
    struct call *c, const char *key, struct customer *out);
/* Writes note, wishes and merge with a new version. */
enum err customers_store_write(struct call *c, const struct customer *r);
/* Parts of a record, itself not counted. */
enum err customers_store_parts(
    struct call *c, int64_t id, struct customer_hits *out);
/* All parts of one become parts of another. */
enum err customers_store_repoint(struct call *c, int64_t from, int64_t to);

/* --- the index (customers_store_text.c) --- */

enum customers_mark_name { MARK_BOOKING, MARK_OUTCOME, MARK_TEXT, MARK_IMPORT };
enum err customers_store_mark(
    struct call *c, enum customers_mark_name m, int64_t *value);
enum err customers_store_set_mark(
    struct call *c, enum customers_mark_name m, int64_t value);
/* When the newest import ended; 0: none. */
enum err customers_store_imported(struct call *c, int64_t *at);
/* Records behind the mark, oldest first; at most `most`. */
enum err customers_store_fresh(
    struct call *c, int64_t after, int most, struct customer_hits *out);
struct customer_words {
	const char *name, *spelled, *note;
};
enum err customers_store_index(
    struct call *c, int64_t id, const struct customer_words *w);
enum err customers_store_alike(
    struct call *c, const char *alike, int64_t customer);
enum err customers_store_unlike(struct call *c, int64_t customer);
/* match: an expression of FTS5. Newest records first. */
enum err customers_store_match(
    struct call *c, const char *match, int most, struct customer_hits *out);
struct seen_row {
	int64_t id;
	bool counts;
	struct customer_new n; /* first NULL: last is a whole name */
};
struct seen_rows {
	struct seen_row *row;
	int n, cap;
};
/* Rows of bookings (or of imported outcomes) behind the mark. */
enum err customers_store_seen(struct call *c, enum customers_mark_name m,
    int64_t after, int most, struct seen_rows *out);
struct alike_pairs {
	struct alike_pair {
		const char *alike;
		int64_t customer;
	} * row;
	int n, cap;
};
enum err customers_store_duplicates(struct call *c, int64_t limit,
    int64_t offset, struct alike_pairs *out, int64_t *total);

/* --- facts (customers_store_facts.c) --- */

/* Start of the newest appointment of a key; 0: none. */
enum err customers_store_newest(
    struct call *c, const char *key, int64_t *start_at);
/* Adds the counts of a key to f->n and widens first and last seen. */
enum err customers_store_counts(
    struct call *c, const char *key, struct customer_facts *f);
/* Next and last appointment, open ones, own: merged into f. */
enum err customers_store_dates(
    struct call *c, const char *key, struct customer_facts *f);
enum err customers_store_history(struct call *c, int64_t id, int64_t limit,
    int64_t offset, struct visits *out);
/* Completed ones by weekday and hour, newest date of each. */
struct habit {
	int n[7][24], last[7][24];
};
enum err customers_store_habit(struct call *c, int64_t id, struct habit *out);
/* --- lists (customers_store_list.c) --- */

struct own_query {
	int64_t user, from, to; /* instants */
	int64_t limit, offset;
};
enum err customers_store_own(
    struct call *c, const struct own_query *q, struct own_rows *out);
/* Next appointment of the row's key. */
enum err customers_store_next(struct call *c, struct own_row *r);
/* Adds the number of customers of each segment. */
enum err customers_store_segments(struct call *c, int64_t count[SEGMENTS]);
/* Best of a segment, or worst of "risk"; counts only, no segment. */
enum err customers_store_ranked(
    struct call *c, int segment, int most, struct risk_rows *out);
/* Records that have parts, without counts. */
enum err customers_store_groups(struct call *c, struct risk_rows *out);

#endif
