#ifndef TUI_SCREENS_SCREENS_H
#define TUI_SCREENS_SCREENS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/date.h"
#include "tui/tui.h"
#include "tui/ui/dialog.h"
#include "tui/ui/form.h"
#include "tui/ui/ui.h"

/*
 * What every screen of this folder shares: the table of screens, the context
 * that is handed from one to the next, errors, confirmations, and the way
 * dates, figures and labels are written. Screens include only this header of
 * the folder, and their own.
 */

/* --- the table of screens (screens_table.c) --- */

struct scr_entry {
	const char *id; /* as entry_screen of hub.list_tools, and scr_go */
	const struct screen_ops *ops;
	const char *label; /* N_("Week"): palette and hub */
	const char *op;	   /* operation it needs */
	uint32_t key;	   /* letter in the hub; with Alt it works everywhere */
};

/* Ends with a NULL id. */
extern const struct scr_entry scr_entries[];

extern const struct screen_ops scr_login, scr_hub, scr_week, scr_day, scr_month,
    scr_book;
/* In files of their own: scr_bookings.c, scr_blocks.c ... */
extern const struct screen_ops scr_bookings, scr_blocks, scr_consultants,
    scr_grid, scr_ready, scr_special, scr_history, scr_admin, scr_imports,
    scr_settings, scr_all_bookings, scr_notes, scr_jobs, scr_board,
    scr_worklist, scr_calendar;

/*
 * Opens the screen of that id above the others; the context says which date.
 * A toast when there is no such screen or the permission is missing.
 */
void scr_go(struct ui *ui, const char *id);

/* --- context kept between screens (hub file A3, "Kontext-Erhalt") --- */

struct scr_context {
	int date;	    /* selected date; today after the sign-in */
	int hour;	    /* selected slot, -1: none */
	int64_t booking;    /* selected booking, 0: none */
	int64_t consultant; /* selected consultant, 0: none */
};

/* Read it in enter and resume, write it whenever the selection changes. */
struct scr_context *scr_context(struct ui *ui);

/* Opens the booking form for this slot. */
void scr_open_book(struct ui *ui, int date, int hour);
/* Opens the list of the best free slots (slots.suggest); Enter goes there. */
void scr_open_suggest(struct ui *ui, int date, int hour);
/* Opens the figures of a slot explained (slots.explain). */
void scr_open_explain(struct ui *ui, int date, int hour);

/* --- the account --- */

/* The user as in the contract (id, name, is_admin ...); NULL: signed out. */
const json_t *scr_user(struct ui *ui);
int64_t scr_user_id(struct ui *ui);
bool scr_is_admin(struct ui *ui);
bool scr_has_permission(struct ui *ui, const char *permission);

/* --- errors --- */

/*
 * What to do with a failed answer: true when a is a failure. The user has then
 * been told: a toast; a full screen for errors with an id (database, internal)
 * so that it can be read out. An ended session opens the sign-in over the
 * stack instead. So an answer function begins with
 *	if (scr_error(ui, a))
 *		return;
 */
bool scr_error(struct ui *ui, const struct client_answer *a);
/*
 * The same for the first read of a screen: without the data there is nothing
 * to show, so the screen gives way to the full error screen.
 */
bool scr_error_load(struct ui *ui, void *state, const struct client_answer *a);
/*
 * The same for a form: faults by field go to their fields (VALIDATION), the
 * first one gets the keyboard; all else as scr_error.
 */
bool scr_error_form(
    struct ui *ui, struct form *f, const struct client_answer *a);
/*
 * One line for people about a failed answer, with the seconds to wait when the
 * server says so. Returns out.
 */
char *scr_error_text(const struct client_answer *a, char *out, size_t size);

/*
 * A write with questions: as tui_call, and when the server refuses with
 * CONFIRM_<WHAT> the user is asked (text of the server, facts of data) and the
 * call repeated with "confirm":["<WHAT>"]. fn gets every other answer. When
 * the user says no, fn gets the refusal itself: scr_error is silent about it.
 * STEP_UP_REQUIRED asks for the password or a code, once more after a wrong
 * one, and then repeats the call; Esc gives it up in the same way.
 */
void scr_write(struct ui *ui, void *state, const struct tui_request *rq);

/* --- dates typed by hand --- */

/*
 * "mo 11", "morgen 14", "15.3." -> date, and hour (-1: none typed). False
 * with a toast that says what is understood. hour may be NULL.
 */
bool scr_read_when(struct ui *ui, const char *text, int *date, int *hour);
/* Asks for it in a dialog; done gets the text, for scr_read_when. */
void scr_ask_when(struct ui *ui,
    void (*done)(struct ui *, void *, const struct dialog_answer *));

/* --- how things are written --- */

#define SCR_TEXT 64
/* "Mo 04.03. 11:00"; without the hour when hour < 0. Returns out. */
char *scr_when(int date, int hour, char out[SCR_TEXT]);
/* "Mo 04.03.", shorter when there is less room: "Mo 04.", "Mo". */
char *scr_day_label(int date, int cols, char out[SCR_TEXT]);
/* "11:00" */
char *scr_hour(int hour, char out[SCR_TEXT]);
/* An instant of the wire in the company's zone: "04.03. 11:05". "" if none. */
char *scr_instant(const char *iso, char out[SCR_TEXT]);
/* Member "YYYY-MM-DD" as day number, or DATE_NONE. */
int scr_json_date(const json_t *o, const char *key);
/* New object {"date":...}; the caller owns it. */
json_t *scr_date_params(int date);

/* Translated label of a key; the key itself when it is unknown. */
const char *scr_potential(const char *key);
const char *scr_potential_short(const char *key); /* "Hoch", "Gut" */
const char *scr_status_label(const char *key);
int scr_status_ink(const char *key);
/* A letter or sign for the status: colour never carries it alone. */
const char *scr_status_sign(const char *key);

/* The choices of a form: labels (msgids, NULL-terminated) and their keys. */
extern const char *const scr_potential_labels[];
extern const char *const scr_potential_keys[];

/* --- figures of a slot (FIG of the contract) --- */

struct scr_fig {
	int hour, total, booked, held, free, consultants, places_each;
	int percent, points;
	bool fallback, past, blocked, holiday, bookable, overbooked, my_hold;
	int stale_minutes; /* calendar not read for so long; 0: fresh */
	char reason[96];   /* of a block; "" when there is none */
};

void scr_fig_read(const json_t *o, struct scr_fig *out);

/* Colour scales of booking.md 4.5. */
enum scr_scale {
	SCALE_CELL,    /* cells of month and week */
	SCALE_DAY,     /* header of a slot in the day view */
	SCALE_SIDEBAR, /* week list */
	SCALE_TILE,    /* week tiles over the day view */
};

enum scr_level {
	LEVEL_NONE,
	LEVEL_GREEN,
	LEVEL_YELLOW,
	LEVEL_ORANGE,
	LEVEL_RED
};

enum scr_level scr_level(enum scr_scale scale, int booked, int total);
int scr_level_ink(enum scr_level level);
/* Non-colour sign of a level: "░" "▒" "▓" "█", one column. */
const char *scr_level_sign(enum scr_level level);
/* Badge of free places: > 2 green, 1 or 2 yellow, 0 red. */
int scr_free_ink(int free);

/* --- drawing --- */

/* One muted line in the middle: "Loading ...", "No entries". */
void scr_draw_note(const struct canvas *c, const char *text);
/* Name and value in one line: the name muted, padded to width columns. */
void scr_draw_pair(const struct canvas *c, struct span sp, const char *name,
    const char *value);

#endif
