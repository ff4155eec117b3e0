#ifndef TUI_TERM_ASCII_H
#define TUI_TERM_ASCII_H

#include <stdint.h>

/*
 * ASCII replacement of a code point for terminals without Unicode: German
 * letters as two (ae, ss), accents dropped, lines and marks as their nearest
 * sign, "?" for the rest. Never empty; a static string.
 */
const char *ascii_for(uint32_t cp);

#endif
