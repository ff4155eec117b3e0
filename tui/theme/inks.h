#ifndef TUI_THEME_INKS_H
#define TUI_THEME_INKS_H

/* Inks by name: code says what a text is, a theme says how that looks. */
enum ink {
#define INK(NAME, FALLBACK, WHAT) INK_##NAME,
#include "tui/theme/inks.def"
#undef INK
	INK_MAX
};

#endif
