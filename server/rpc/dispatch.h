#ifndef SERVER_RPC_DISPATCH_H
#define SERVER_RPC_DISPATCH_H

/* Second half of an ASYNC call, on the loop, in a later turn. */
struct call_box;
void dispatch_finish(struct call_box *b);

/* Counts and logs an answered call: who, what, result, time. */
void dispatch_note(struct call_box *b);

#endif
