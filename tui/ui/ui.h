#ifndef TUI_UI_UI_H
#define TUI_UI_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/term/canvas.h"
#include "tui/term/keys.h"
#include "tui/term/term.h"
#include "tui/theme/inks.h"
#include "tui/ui/i18n.h"

/*
 * The face of the client: a stack of screens, what lies over them, and the
 * lines around them. Knows no feature and no network. One thread; nothing
 * here blocks; time is passed in (monotonic milliseconds) and kept in
 * ui->mono for the functions that need it.
 *
 * The main loop drives it like this:
 *
 *	fd = ui_fd(ui)            readable: ui_input(ui, mono)
 *	SIGWINCH                  ui_resized(ui, mono)
 *	timer at ui_next_tick(ui) ui_tick(ui, mono)
 *	an answer, a push         feature code, ui_deliver(ui, ...)
 *	before it sleeps          ui_paint(ui); if no call is in flight,
 *	                          term_sync_idle(ui->term)
 *	ui->quit                  leave the loop
 */
struct ui;
struct screen;
struct dialog;
struct palette;
struct theme;

/*
 * One row per key of a screen. Rows feed dispatch, footer, help overlay,
 * command palette and permission greying. A table ends with { 0 }.
 */
struct key_action {
	uint32_t key;	   /* 0 with a label: only in the palette and help */
	const char *label; /* N_("book"): footer, help, palette */
	const char *op;	   /* operation it needs; NULL: always allowed */
	/* NULL: a hint only; the key is handled by screen_ops.key. */
	void (*fn)(struct ui *ui, void *state);
	uint32_t alt;	  /* second key, 0: none */
	unsigned flags;	  /* KEY_* */
	const char *help; /* longer text for the help overlay; NULL: label */
};

enum {
	KEY_NO_FOOTER = 1, /* not in the footer */
	KEY_FIRST = 2,	   /* the footer keeps it when others do not fit */
};

/*
 * A kind of screen. All functions but draw may be NULL. state is the zeroed
 * private memory of this opening; it lives until after leave.
 */
struct screen_ops {
	const char *id;	   /* "slots" */
	const char *title; /* N_("Slots") */
	size_t state_size;
	const struct key_action *keys;
	/* Drawn over the screen below in a frame; 0: fills the body. */
	int popup_rows, popup_cols;
	/* Size below which the hint line speaks up; 0: 24 and 80. */
	int want_rows, want_cols;

	/* arg is what ui_open got, valid only during the call. */
	void (*enter)(struct ui *ui, void *state, const void *arg);
	void (*leave)(struct ui *ui, void *state);
	/* On top again after a screen above was closed. */
	void (*resume)(struct ui *ui, void *state);
	/*
	 * The body at 80x24 is 78x21: title bar above, message line and footer
	 * below, one column free at each side.
	 * Pure: state in, cells out. No calls, no clock but ui->mono. It may
	 * only note in its widgets where they were drawn.
	 */
	void (*draw)(struct ui *ui, void *state, const struct canvas *c);
	/* First to see a key (widgets with text entry); true: used it. */
	bool (*key)(struct ui *ui, void *state, uint32_t key);
	/* Pasted text; without it a paste is ignored. */
	bool (*paste)(struct ui *ui, void *state, const char *text);
	/*
	 * Coordinates of the whole terminal; widgets know where they were
	 * drawn, a screen compares with row and col of its canvas.
	 */
	bool (*mouse)(struct ui *ui, void *state, const struct mouse *m);
	/* A server event, given to every screen of the stack. */
	void (*push)(
	    struct ui *ui, void *state, const char *event, const void *data);
	/* Returns when it wants the next one (mono); INT64_MAX: never. */
	int64_t (*tick)(struct ui *ui, void *state, int64_t mono);
	void (*resize)(struct ui *ui, void *state, int rows, int cols);
	/* Title line after the title: "KW 11/2026"; NULL or "": nothing. */
	const char *(*subtitle)(struct ui *ui, void *state);
	/* False: unsaved input, Esc and Quit ask first. NULL: true. */
	bool (*may_leave)(struct ui *ui, void *state);
};

/* What the feature side tells the face. All may be NULL but app may be used. */
struct ui_hooks {
	/* May this user run the operation? Decides greying. NULL: yes. */
	bool (*allowed)(void *app, const char *op);
	/* Keys of every screen (fn gets app as state), also in the palette. */
	const struct key_action *globals;
	/* Ctrl-Q and Quit were confirmed; NULL: ui->quit = true. */
	void (*quit)(void *app);
};

enum ui_link { LINK_NONE, LINK_ONLINE, LINK_OFFLINE, LINK_STALE };

/* Right end of the title bar; set by the feature side, then ui_dirty. */
struct ui_status {
	char user[64];
	char clock[8]; /* "09:41" */
	char note[32]; /* level */
	char news[24]; /* unread count: "3 new" */
	enum ui_link link;
	bool dry_run;
};

enum toast_kind { TOAST_INFO, TOAST_SUCCESS, TOAST_WARNING, TOAST_ERROR };

struct ui_toast {
	char text[256];
	enum toast_kind kind;
	int64_t until; /* mono; 0: none */
};

#define UI_STACK 16
#define UI_COMMANDS 16

struct screen {
	const struct screen_ops *ops;
	void *state;
	uint32_t id;	/* of this opening, never reused */
	struct area at; /* where it was drawn */
	int64_t tick_at;
};

struct ui {
	struct term *term;
	void *app; /* the feature side's own struct */
	struct ui_hooks hooks;
	struct ui_status status;
	int64_t mono; /* time of the current input or tick */
	int today;    /* civil date of the hub's zone, set by the app */
	bool dirty;   /* needs ui_paint */
	bool quit;    /* leave the main loop */
	bool hangup;  /* the terminal is gone */
	bool no_bell; /* account setting */

	/* The rest belongs to tui/ui. */
	struct screen stack[UI_STACK];
	int n_stack;
	struct screen dead[UI_STACK]; /* closed, freed after the event */
	int n_dead;
	uint32_t last_id;
	struct dialog *dialogs; /* topmost first */
	struct palette *palette;
	struct help *help;
	struct ui_toast toast;
	const struct key_action *commands[UI_COMMANDS];
	int n_commands;
	int busy; /* calls in flight */
	int64_t busy_since;
	struct theme *theme;
	char theme_dir[512];
	int body_row, body_rows; /* of the last frame */
	uint32_t foot_keys[32];	 /* footer hits for the mouse */
	int foot_cols[32], foot_ends[32], n_foot;
};

/* Takes the terminal (ui_free closes it). Theme night until ui_theme. */
struct ui *ui_new(struct term *term, void *app, const struct ui_hooks *hooks);
/* Leaves all screens. Accepts NULL, returns NULL. */
struct ui *ui_free(struct ui *ui);

int ui_fd(const struct ui *ui);
/* Sets ui->mono; call before feature code runs outside of input and tick. */
void ui_time(struct ui *ui, int64_t mono);
void ui_input(struct ui *ui, int64_t mono);
void ui_tick(struct ui *ui, int64_t mono);
void ui_resized(struct ui *ui, int64_t mono);
/* Earliest instant at which ui_tick has something to do; INT64_MAX: none. */
int64_t ui_next_tick(const struct ui *ui);
/* Draws and shows a frame if dirty. */
void ui_paint(struct ui *ui);
/* The next ui_paint draws. */
void ui_dirty(struct ui *ui);
/* One event as ui_input would handle it (tests). */
void ui_event(struct ui *ui, const struct term_event *ev);

/*
 * Theme by id ("auto", "night", own file). False: message has the reason and
 * the old theme stays. With DEPTH_MONO the mono theme is used.
 */
bool ui_theme(struct ui *ui, const char *id, char *message, size_t size);

/* Opens a screen above the others; refused (false) when UI_STACK are open. */
bool ui_open(struct ui *ui, const struct screen_ops *ops, const void *arg);
/*
 * The top screen goes on with the functions and keys of another kind that has
 * the same id and state: another page of it.
 */
void ui_turn(struct ui *ui, const struct screen_ops *ops);
/* Closes the topmost; the last screen stays open. */
void ui_close(struct ui *ui);
/* Closes the screen of that id and all above it. */
void ui_close_id(struct ui *ui, uint32_t id);
/* Closes all and opens this one. */
void ui_home(struct ui *ui, const struct screen_ops *ops, const void *arg);
/* As Esc does: asks first when may_leave says no. */
void ui_back(struct ui *ui);
/* Topmost screen or NULL; its id is what an asynchronous call remembers. */
struct screen *ui_top(struct ui *ui);
/* Id of the screen that owns this state; 0 when it is gone. */
uint32_t ui_screen_id(struct ui *ui, const void *state);
/*
 * State of the screen opened under this id, or NULL when it was closed: what
 * every answer of the server asks before it touches a screen.
 */
void *ui_state(struct ui *ui, uint32_t id);
bool ui_is_open(struct ui *ui, const struct screen_ops *ops);

/* Gives a server event to every open screen, and marks dirty. */
void ui_deliver(struct ui *ui, const char *event, const void *data);

/* More rows for the palette (other screens to go to); fn gets ui->app. */
void ui_commands(struct ui *ui, const struct key_action *rows);
bool ui_allowed(const struct ui *ui, const char *op);

/* Message line for 2 to 6 s, by length; ui->mono is its start. */
void ui_toast(struct ui *ui, enum toast_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A call went out, or its answer came: the progress mark after 150 ms. */
void ui_busy(struct ui *ui);
void ui_ready(struct ui *ui);

/* Name of a key for people: "F2", "Ctrl-S", "Enter", "x". */
const char *ui_key_name(uint32_t key, char out[24]);

/* Replaces the whole body: an error the user must read (401, 403, 500...). */
void ui_error_screen(
    struct ui *ui, const char *title, const char *text, const char *error_id);

#endif
