#ifndef TUI_SCREENS_SCR_NOTES_H
#define TUI_SCREENS_SCR_NOTES_H

/* Notifications: what the list, its form and the hub share. */
#include "tui/screens/live.h"
#include "tui/screens/screens.h"

/* "! Warning": colour never carries the type alone. */
const char *note_label(const char *type);
const char *note_sign(const char *type); /* one column */
int note_ink(const char *type);
enum toast_kind note_toast(const char *type);
/*
 * How long ago, seen from now (server time, ms): "just now", "5 min ago",
 * "2 h ago", "3 days ago", then the date. Returns out.
 */
char *note_ago(const char *iso, int64_t now, char out[SCR_TEXT]);
/* Title with the number of repeats: "Calendar down ×12". Returns out. */
char *note_title(const json_t *note, char *out, size_t size);
/* Opens what a notification points to; false: it points nowhere. */
bool note_follow(struct ui *ui, const json_t *note);

/* Reading one entry in full; arg: the entry (const json_t). */
extern const struct screen_ops scr_note;
/* Form: a notification to others (notify.create). */
void scr_note_send(struct ui *ui);

#endif
