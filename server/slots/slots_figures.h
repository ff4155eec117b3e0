#ifndef SERVER_SLOTS_SLOTS_FIGURES_H
#define SERVER_SLOTS_SLOTS_FIGURES_H

#include <stdbool.h>

/* Arithmetic of slots (booking.md 4.4 to 4.6). Pure. */

/* Utilisation in percent, half up, at most 100; 0 when total is 0. */
int figures_percent(int booked, int total);
/*
 * Points of a booking: booked and total before it; total < 0: no figures
 * (3 base points). weekday 0 = Monday. color 3 (Rueckholung) halves.
 */
int figures_points(int booked, int total, int hour, int weekday, int color);
/*
 * Weight of a central-calendar event: 0 for T1-ready marks, freeing markers
 * and placeholders, 2 for colour 8, else 1.
 */
int figures_event_weight(const char *title, int color);
/* Both words t1 and bereit, no nicht/kein (booking.md 5.1). */
bool figures_is_ready_title(const char *title);
/* Digits only: an old numbered place, never a booking. */
bool figures_is_placeholder(const char *title);
/* Colour id of a potential key; -1 when unknown. */
int figures_potential_color(const char *potential);
/* German label of a potential key; NULL when unknown. */
const char *figures_potential_label(const char *potential);
extern const char *const figures_potentials[]; /* keys, NULL-terminated */
/* May (openers - 1) x places >= booked: a special booking (booking.md 8). */
bool figures_special_allowed(int openers, int places, int booked);

#endif
