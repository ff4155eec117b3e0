#ifndef SERVER_CUSTOMERS_CUSTOMERS_JSON_H
#define SERVER_CUSTOMERS_CUSTOMERS_JSON_H

#include "server/customers/customers.h"

/* JSON shapes of customers. Each writes one object into an open writer. */
struct jw;

/* A row of a search: name, risk, next and last appointment. */
void customers_json_hit(
    struct jw *w, struct call *c, const struct customer_hit *h);
/* The whole record; figures only for those who may see them. */
void customers_json_file(
    struct jw *w, struct call *c, const struct customer_file *f);
void customers_json_visit(struct jw *w, struct call *c, const struct visit *v);
/* Counters as an object under a key. */
void customers_json_counts(
    struct jw *w, const char *key, const struct profile_counts *n);
/* Member, absent while there is nothing decided. */
void customers_json_tenths(struct jw *w, const char *key, int tenths);

#endif
