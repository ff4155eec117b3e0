#ifndef SERVER_CUSTOMERS_CUSTOMERS_KEY_H
#define SERVER_CUSTOMERS_CUSTOMERS_KEY_H

struct arena;

/*
 * Key of a customer from a display name or a calendar title (booking.md 2):
 * trimmed, folded, inner blanks collapsed, blank before a comma removed,
 * leading "T1 " or "T1, " and a trailing parenthesised text or "!" stripped.
 * Result in the arena.
 */
char *customers_key(struct arena *a, const char *name);
/* Key of last and first name. */
char *customers_key_of(struct arena *a, const char *last, const char *first);
/* Display name with the same cleaning but case kept: "Nachname, Vorname". */
char *customers_clean_name(struct arena *a, const char *title);

#endif
