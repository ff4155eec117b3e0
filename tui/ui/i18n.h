#ifndef TUI_UI_I18N_H
#define TUI_UI_I18N_H

#include <libintl.h>
#include <stddef.h>

/* Screen texts: English in the code, German in po/de. Never of "". */
#define _(s) gettext(s)
/* Marks a text of a table; shown with _() later. */
#define N_(s) (s)

/* "de" or "en": the language that texts are shown in. */
const char *ui_lang(void);

/* Weekday 0 is Monday. "Mo" / "Mon", "Montag" / "Monday". */
const char *ui_weekday_short(int weekday);
const char *ui_weekday(int weekday);
/* Month 1 to 12. "März" / "March"; short: "Mär" / "Mar". */
const char *ui_month(int month);
const char *ui_month_short(int month);

#define UI_DATE 24
/* "15.03.2026" or "2026-03-15"; "" for DATE_NONE. Returns out. */
char *ui_date(int date, char out[UI_DATE]);
/* With the weekday: "So 15.03.2026" or "Sun 2026-03-15". */
char *ui_date_long(int date, char out[UI_DATE]);
/* Day and month: "15.03." or "03-15". */
char *ui_date_short(int date, char out[UI_DATE]);
/* "KW 11" or "W11"; with the ISO year "KW 11/2026" or "2026 W11". */
char *ui_week(int date, int year, char out[UI_DATE]);
/*
 * What people type for a date, in either language: "15.3.", "2026-03-15",
 * "+3", "heute", "fri", "kw 12 mi" (common/date_entry.h). DATE_NONE when it is
 * none of these.
 */
int ui_date_read(const char *s, int today);
/* Tenths as people write them: 125 -> "12,5" or "12.5"; 120 -> "12". */
char *ui_tenths(long tenths, char out[UI_DATE]);

#endif
