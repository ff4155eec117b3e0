#ifndef SERVER_CORE_WORKER_POOL_H
#define SERVER_CORE_WORKER_POOL_H

/* Life of the admission queues; app.c owns them. */
struct worker_pool;
struct worker_pool *worker_new(void);
struct worker_pool *worker_free(struct worker_pool *p);

#endif
