#ifndef TUI_THEME_THEME_H
#define TUI_THEME_THEME_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/theme/inks.h"
#include "tui/term/term.h"

/*
 * A theme is a text file, one setting per line, # starts a comment:
 *
 *	name = Night
 *	default = #d5dae3 on #1b1f27	# [terminal]: keep the terminal's own
 *	slot.full = #6b7489 on default bold
 *
 * Colours: #rrggbb, default, or black red green yellow blue magenta cyan
 * white, each also with bright-. Attributes: bold underline reverse italic.
 * "default" comes before the first ink. An unknown ink, a bad colour, an ink
 * named twice or a contrast below 3.0 (WCAG) is an error with its line.
 */
struct colour {
	enum { COLOUR_DEFAULT, COLOUR_RGB, COLOUR_ANSI } kind;
	int value; /* 0xRRGGBB, or 0 to 15 */
};

struct theme_ink {
	struct colour fg, bg;
	unsigned attr; /* ATTR_* */
};

struct theme {
	char id[32];   /* file name without .theme */
	char name[48]; /* for people; a msgid for the built-in ones */
	int fg, bg;    /* 0xRRGGBB that "default" stands for */
	bool terminal; /* "default" is left to the terminal */
	struct theme_ink inks[INK_MAX];
};

/* Why a theme was refused; line 0: the file as a whole. */
struct theme_error {
	int line;
	char text[120];
};

/*
 * Reads a theme from text. False: *err says why and *out is untouched.
 */
bool theme_parse(struct theme *out, const char *id, const char *text,
    struct theme_error *err);

/*
 * Finds a theme by id: first <dir>/<id>.theme (dir may be NULL), then the
 * built-in ones. "auto" and "dark" are night, "light" is day.
 */
bool theme_load(struct theme *out, const char *id, const char *dir,
    struct theme_error *err);
/* Ids of all themes, built-in first, own ones after; returns how many. */
int theme_list(const char *dir, char ids[][32], int max);
/* ~/.config/hub/themes (XDG_CONFIG_HOME respected); false without a home. */
bool theme_user_dir(char *out, size_t size);

/* How each ink looks at a depth: looks has INK_MAX entries. */
void theme_looks(
    const struct theme *t, enum term_depth depth, struct look *looks);

/* "slot.full" <-> INK_SLOT_FULL; -1 for an unknown name. */
int ink_by_name(const char *name);
const char *ink_name(int ink, char out[32]);
const char *ink_purpose(int ink);
int ink_fallback(int ink);

/* Contrast of two colours 0xRRGGBB times 100 (WCAG 2: 100 to 2100). */
int colour_contrast(int a, int b);
/* 0xRRGGBB of a palette number as xterm draws it. */
int colour_palette(int index);
/* Nearest palette number below n (8, 16 or 256; 256 avoids the first 16). */
int colour_nearest(int rgb, int n);

#endif
