#ifndef SERVER_CUSTOMERS_CUSTOMERS_SQL_H
#define SERVER_CUSTOMERS_CUSTOMERS_SQL_H

#include "server/customers/customers.h"

/* What the stores of this folder share. */
struct stmt;
struct arena;

/* Columns of a record c, in the order of customers_sql_read. */
#define CUSTOMER_COLS                                             \
	" c.id, c.version, c.key, c.last_name, c.first_name,"     \
	" c.note, c.weekday, c.hour, coalesce(c.merged_into, 0)," \
	" c.created_at, c.updated_at"
/* Keys of a record and of all that became part of it. */
#define KEYS_OF "(SELECT key FROM customer WHERE id = :id OR merged_into = :id)"

void customers_sql_read(struct stmt *st, struct arena *a, struct customer *r);
/* Rows of CUSTOMER_COLS; runs the statement to its end. */
enum err customers_sql_hits(
    struct call *c, struct stmt *st, struct customer_hits *out);

#endif
