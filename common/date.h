#ifndef COMMON_DATE_H
#define COMMON_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Civil dates as day numbers: days since 1970-01-01 (proleptic Gregorian).
 * Weekday 0 is Monday (booking.md conventions). Weeks are ISO 8601.
 */
#define DATE_NONE INT32_MIN
#define DATE_MIN 0     /* 1970-01-01 */
#define DATE_MAX 84005 /* 2199-12-31 */

/* Day number of a civil date; DATE_NONE when it does not exist. */
int date_make(int year, int month, int day);
void date_split(int date, int *year, int *month, int *day);
/* Exactly YYYY-MM-DD between DATE_MIN and DATE_MAX, else DATE_NONE. */
int date_parse(const char *s);
/* "YYYY-MM-DD"; out has 11 bytes. Returns out. */
char *date_text(int date, char out[11]);
/* "DD.MM.YYYY"; out has 11 bytes. Returns out. */
char *date_text_de(int date, char out[11]);
int date_weekday(int date);
int date_monday(int date);
void date_iso_week(int date, int *iso_year, int *week);
/* "YYYY-Www"; out has 9 bytes. */
char *date_week_key(int date, char out[9]);
/* Monday of "YYYY-Www"; DATE_NONE when that week does not exist. */
int date_parse_week(const char *s);
/* Easter Sunday, Gregorian, year 1583 or later (booking.md 6.1). */
int date_easter(int year);

/* Instants: UTC milliseconds since 1970. */
#define INSTANT_LEN 25 /* "2031-03-04T08:00:05.123Z" and NUL */
char *instant_text(int64_t at, char out[INSTANT_LEN]);
/* Exactly the form above, or without milliseconds. *at only on true. */
bool instant_parse(const char *s, int64_t *at);

#endif
