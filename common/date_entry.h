#ifndef COMMON_DATE_ENTRY_H
#define COMMON_DATE_ENTRY_H

#include <stdbool.h>

/*
 * A date typed by hand, German or English, upper or lower case, with an hour
 * behind it or not. Pure: today is a day number.
 *
 *   heute today morgen tomorrow übermorgen uebermorgen
 *   mo..so montag.. mon..sun monday..   next such day, today counts
 *   nächsten mo, next mon               in the following ISO week
 *   15.3 15.3. (next such date, today counts) 15.3.26 15.03.2026 2026-03-15
 *   +3 (days) +2w (weeks)
 *   kw12, kw 12 mi                      Monday or that day of the week; a
 *                                       week counts until its Sunday is over
 *   ... 11, 11:00, 11 uhr, 9h, um 11, at 11
 *
 * *date is a day number, *hour 0..23 or -1 when none was typed. False on
 * anything else, for instance minutes other than 00; outputs untouched then.
 */
bool date_entry_parse(const char *text, int today, int *date, int *hour);

#endif
