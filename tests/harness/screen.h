#ifndef TESTS_HARNESS_SCREEN_H
#define TESTS_HARNESS_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A program in a terminal of its own (pty and libvterm). Nothing sleeps: the
 * program says through HUB_SYNC_FD and an OSC mark in its output when it has
 * handled all input and painted (tui/term/term.h, term_sync_idle). A call that
 * waits longer than 10 s prints the screen and ends the test program.
 */
struct screen_run;

struct screen_spec {
	const char *const *argv; /* ends with NULL */
	/*
	 * "NAME=value" entries, ends with NULL; added to a small fixed set:
	 * PATH, HOME and XDG folders in a temporary folder, TERM
	 * xterm-256color, LANG de_DE.UTF-8, HUB_LOCALEDIR of the build tree.
	 */
	const char *const *env;
	int rows, cols; /* 0: 24 and 80 */
	/*
	 * What paints is on another machine, and tells nothing: only
	 * screen_wait_text and screen_wait_gone wait for it.
	 */
	bool far;
};

struct screen_cell {
	char text[32]; /* UTF-8, " " when blank */
	bool bold, underline, italic, reverse;
	uint32_t fg, bg; /* 0xRRGGBB, or SCREEN_DEFAULT */
	int width;
};

#define SCREEN_DEFAULT 0xff000000u

/* Starts and waits for the first painted frame. */
struct screen_run *screen_start(const struct screen_spec *spec);
/* The same with a program of the build tree: "programs/uidemo". */
struct screen_run *screen_start_built(
    const char *program, const struct screen_spec *spec);
/* Ends the program if it still runs. Returns NULL. */
struct screen_run *screen_free(struct screen_run *s);

/* Sends bytes as typed and waits until they are handled and painted. */
void screen_send(struct screen_run *s, const char *keys);
void screen_send_bytes(struct screen_run *s, const void *p, size_t n);
/* Sends one after the other, each waited for. Ends with NULL. */
void screen_keys(struct screen_run *s, const char *const *keys);
/* Pastes text between the bracketed paste marks. */
void screen_paste(struct screen_run *s, const char *text);
/* A press of the left button (0), or the wheel (64 up, 65 down). */
void screen_mouse(struct screen_run *s, int button, int row, int col);
void screen_resize(struct screen_run *s, int rows, int cols);
/* Waits for the next frame after something that was not typed (a push). */
void screen_wait_text(struct screen_run *s, const char *text);
void screen_wait_gone(struct screen_run *s, const char *text);
/* Waits until the program has ended; its exit status, 128 + n for signals. */
int screen_wait_exit(struct screen_run *s);
/* Sends keys after which the program ends. */
int screen_send_exit(struct screen_run *s, const char *keys);

/* The screen as lines, trailing blanks cut. Valid until the next call. */
const char *screen_text(struct screen_run *s);
const char *screen_row(struct screen_run *s, int row);
bool screen_has(struct screen_run *s, const char *text);
/* Where a text starts; false when it is not on the screen. */
bool screen_find(struct screen_run *s, const char *text, int *row, int *col);
struct screen_cell screen_cell(struct screen_run *s, int row, int col);
/* False while it is hidden. */
bool screen_cursor(struct screen_run *s, int *row, int *col);
/* Bytes written to the terminal since the last call, sync marks not counted. */
size_t screen_bytes(struct screen_run *s);
/* Window title that the program has set. */
const char *screen_title(struct screen_run *s);
/* The temporary home folder of the program. */
const char *screen_home(const struct screen_run *s);
int screen_pid(const struct screen_run *s);
/* All bytes written so far, for rules about escape sequences. */
const char *screen_output(const struct screen_run *s, size_t *n);

/* Keys by name. */
#define KEYS_UP "\033[A"
#define KEYS_DOWN "\033[B"
#define KEYS_RIGHT "\033[C"
#define KEYS_LEFT "\033[D"
#define KEYS_HOME "\033[H"
#define KEYS_END "\033[F"
#define KEYS_PGUP "\033[5~"
#define KEYS_PGDN "\033[6~"
#define KEYS_DELETE "\033[3~"
#define KEYS_BACKTAB "\033[Z"
#define KEYS_F1 "\033OP"
#define KEYS_F2 "\033OQ"
#define KEYS_ESC "\033"
#define KEYS_ENTER "\r"
#define KEYS_TAB "\t"
#define KEYS_BACKSPACE "\177"

#endif
