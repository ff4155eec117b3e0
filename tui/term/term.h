#ifndef TUI_TERM_TERM_H
#define TUI_TERM_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/term/keys.h"

/*
 * The terminal: opened once, shows grids, delivers events. Files of this
 * folder are the only ones that include ncurses. Time is passed in, in
 * milliseconds of a monotonic clock.
 */
struct term;
struct grid;

enum term_depth {
	DEPTH_MONO, /* no colour: bold, underline, reverse only */
	DEPTH_8,
	DEPTH_16,
	DEPTH_256,
	DEPTH_TRUE, /* only through a *-direct terminfo entry */
};

enum { ATTR_BOLD = 1, ATTR_UNDERLINE = 2, ATTR_REVERSE = 4, ATTR_ITALIC = 8 };

/*
 * What an ink looks like at the depth of this terminal: palette number, or
 * 0xRRGGBB at DEPTH_TRUE, or -1 for the terminal's own colour.
 */
struct look {
	int fg, bg;
	unsigned attr;
};

enum term_event_kind {
	TERM_KEY,
	TERM_MOUSE,
	TERM_PASTE,  /* text pasted in one piece */
	TERM_RESIZE, /* the size is already the new one */
	TERM_HANGUP, /* the terminal is gone: leave */
};

enum mouse_kind { MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_UP, MOUSE_DOWN };

struct mouse {
	int row, col;
	enum mouse_kind kind; /* MOUSE_UP and MOUSE_DOWN: the wheel */
};

struct term_event {
	enum term_event_kind kind;
	uint32_t key; /* see keys.h */
	struct mouse mouse;
	const char *text; /* pasted, valid UTF-8; until the next term_read */
};

struct term_config {
	int in_fd, out_fd; /* usually 0 and 1 */
	/* NULL: environment (TERM, COLORTERM, NO_COLOR) decides. */
	const char *depth; /* "auto", "true", "256", "16", "8", "mono" */
	bool ascii;
	bool no_mouse;
};

/*
 * Takes over the terminal (raw, alternate screen, mouse, bracketed paste).
 * An unknown TERM becomes xterm-256color, else vt100. NULL when there is no
 * terminal at all or not even vt100 is known; never ends the process.
 */
struct term *term_open(const struct term_config *cfg);
/* No terminal: a grid of that size to draw into and events put by tests. */
struct term *term_headless(int rows, int cols, bool ascii);
/* Restores the terminal. Accepts NULL, returns NULL. */
struct term *term_close(struct term *t);

int term_fd(const struct term *t);
void term_size(const struct term *t, int *rows, int *cols);
enum term_depth term_depth(const struct term *t);
/*
 * Fewer colours than found at term_open (account setting); more than the
 * terminal has is ignored, as is 8 to 256 on a true colour entry. Set the looks
 * again afterwards.
 */
void term_set_depth(struct term *t, enum term_depth depth);
/* Name of the terminfo entry in use. */
const char *term_name(const struct term *t);
bool term_ascii(const struct term *t);
void term_set_ascii(struct term *t, bool ascii);

/* Looks of the inks 0 to n - 1 (n <= 256); look 0 is the empty screen's. */
void term_set_looks(struct term *t, const struct look *looks, int n);

/*
 * The next event, or false when there is none now. Never blocks. A lone Esc
 * is delivered when nothing follows within 25 ms: ask term_deadline.
 */
bool term_read(struct term *t, struct term_event *ev, int64_t mono);
/* When to call term_read again although no byte arrived; INT64_MAX: never. */
int64_t term_deadline(const struct term *t);
/* Feed bytes as if typed (tests, headless). */
void term_feed(struct term *t, const void *bytes, size_t n);

/* Call after SIGWINCH: reads the size; the next term_read says TERM_RESIZE. */
void term_resized(struct term *t);

/* The grid to draw the next frame into; has the size of the terminal. */
struct grid *term_grid(struct term *t);
/* Sends what changed since the last frame, in one update. */
void term_show(struct term *t);
/* The next frame is sent in full (Ctrl-L, after another program wrote). */
void term_repaint(struct term *t);
/* Ink of a cell of the last frame shown; -1 outside. */
int term_ink_at(const struct term *t, int row, int col);

void term_bell(struct term *t);
/* Window title; control characters are dropped. */
void term_title(struct term *t, const char *title);
/* Back to the normal screen and modes, and again to ours. */
void term_suspend(struct term *t);
void term_resume(struct term *t);

/*
 * For the screen tests: when HUB_SYNC_FD names a descriptor, writes
 * "idle <input bytes consumed>\n" there, once per change. Call when all input
 * is handled, no call is in flight and the frame has been shown. Also sends
 * the private sequence OSC 7777 through the terminal, so that the harness
 * knows when it has read everything that was painted before.
 */
void term_sync_idle(struct term *t);

#endif
