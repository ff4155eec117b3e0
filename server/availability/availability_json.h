#ifndef SERVER_AVAILABILITY_AVAILABILITY_JSON_H
#define SERVER_AVAILABILITY_AVAILABILITY_JSON_H

#include "server/availability/availability_admin.h"

/* Shapes of the feature on the wire; for availability_rpc only. */
struct jw;

/* A member {id, name}. */
void person_json(struct jw *w, const char *key, int64_t id, const char *name);
/* An object; with a key as member, without as element of an array. */
void span_json(struct jw *w, const char *key, const struct ready_span *s);
void consultant_json(struct jw *w, const char *key, const struct consultant *r);
/* Members "slots", "entries", "lost", "affected", "grid" and "capacity". */
void found_json(struct jw *w, const struct found_slots *l);
void entries_json(struct jw *w, const struct span_list *l);
void lost_json(struct jw *w, const struct lost_list *l);
void bookings_json(struct call *c, struct jw *w, const struct slot_bookings *l);
void overbooked_json(struct jw *w, const struct overbooked_list *l);
void grid_json(struct jw *w, const struct grid_rows *l);
void capacity_json(struct jw *w, const struct capacity_rows *l);

#endif
