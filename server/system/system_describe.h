#ifndef SERVER_SYSTEM_SYSTEM_DESCRIBE_H
#define SERVER_SYSTEM_SYSTEM_DESCRIBE_H

/* The description of operations, generated from their rows. */
struct jw;
struct op;
struct buf;

/* One object about an operation. */
void system_describe_op(struct jw *w, const struct op *op);
/* docs/protocol.md: every operation, error code and event. */
void system_document(struct buf *b);

#endif
