#ifndef SERVER_AVAILABILITY_AVAILABILITY_PUSH_H
#define SERVER_AVAILABILITY_AVAILABILITY_PUSH_H

struct call;

/* Emits EV_AVAILABILITY_CHANGED for the days [from, to]: one push per range. */
void availability_tell(struct call *c, int from, int to);

#endif
