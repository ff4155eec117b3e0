#ifndef SERVER_CUSTOMERS_CUSTOMERS_WORK_H
#define SERVER_CUSTOMERS_CUSTOMERS_WORK_H

#include "common/err.h"

/* What happens to customers besides requests: the index of their names. */
struct call;
struct customer;

/* The note or the name changed: at once, when the record is indexed. */
enum err customers_reindex(struct call *c, const struct customer *r);
/* The proposals of a record that stands for itself again. */
enum err customers_realike(struct call *c, const struct customer *r);

#endif
