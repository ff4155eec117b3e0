#ifndef SERVER_CORE_SLICE_H
#define SERVER_CORE_SLICE_H

/*
 * Long writes in slices of at most 10 ms at the end of a turn, each in its own
 * savepoint (architecture 2.3).
 */
struct call;

/* After the commit of this call the core asks for slices until none is left. */
void slice_wanted(struct call *c);

#endif
