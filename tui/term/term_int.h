#ifndef TUI_TERM_TERM_INT_H
#define TUI_TERM_TERM_INT_H

/* Private to tui/term: the state behind struct term. */
#include <stdio.h>

#include "common/buf.h"
#include "tui/term/grid.h"
#include "tui/term/term.h"

#define TERM_INKS 256
#define ESC_DELAY_MS 25
#define DOUBLE_CLICK_MS 400

/* Bytes on their way to become events. */
struct term_input {
	struct buf bytes;
	struct buf paste; /* text of the paste event just delivered */
	bool pasting;
	bool eof;
	bool latin1;	   /* bytes that are not UTF-8 are Latin-1 */
	int64_t since;	   /* mono of the first look at an incomplete key */
	uint64_t consumed; /* bytes that became events */
	int64_t click_at;
	struct mouse click;
};

struct ink_attr {
	int pair;
	unsigned attr; /* ncurses attributes */
	int bg;
	bool plain; /* neither underline nor reverse: blanks show bg only */
};

struct term {
	bool headless;
	bool xtermish; /* understands mouse, title, bracketed paste */
	bool direct;   /* colours are 0xRRGGBB */
	bool mouse;
	bool suspended;
	bool full;    /* the next frame repaints everything */
	bool resized; /* TERM_RESIZE is due */
	int fd;	      /* own description of the terminal, for reading */
	int out_fd;
	FILE *out, *in;
	void *scr; /* SCREEN */
	char name[64];
	enum term_depth depth, most;
	struct grid next, shown;
	struct ink_attr inks[TERM_INKS];
	struct term_input input;
	int sync_fd; /* -1: none */
	uint64_t frames;
	uint64_t told_bytes, told_frames;
};

/* Writes past ncurses, in order with its output. */
void term_raw(struct term *t, const char *s, size_t n);
/* Modes that ncurses does not manage: mouse, bracketed paste. */
void term_modes(struct term *t, bool on);

void input_init(struct term_input *in, bool latin1);
void input_done(struct term_input *in);
/* Takes one event from the front; false: none complete. */
bool input_next(struct term_input *in, struct term_event *ev, int64_t mono);

#endif
