#ifndef TUI_UI_FORM_H
#define TUI_UI_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/term/canvas.h"
#include "tui/ui/edit.h"
#include "tui/ui/month.h"

struct ui;
struct mouse;
struct form;

/*
 * Labelled fields with a keyboard order. Names are those of the operation's
 * parameters, so that refusals of the server find their field (form_error).
 */
enum field_kind {
	FIELD_TEXT,
	FIELD_AREA,   /* several lines, rows of the field row */
	FIELD_SECRET, /* dots; paste allowed */
	FIELD_CHOICE, /* one of choices */
	FIELD_CHECK,
	/* Typed (see ui_date_read) or from F4's calendar; YYYY-MM-DD. */
	FIELD_DATE,
	FIELD_NOTE, /* text between the fields, no value */
};

#define FORM_MATCHES 8
#define FORM_MATCH_LEN 128

struct form_field {
	const char *name;  /* parameter; NULL for FIELD_NOTE */
	const char *label; /* N_("Last name") */
	enum field_kind kind;
	int max;		    /* code points; 0: 100 (area: 500) */
	bool required;		    /* marked, and checked before submit */
	int rows;		    /* FIELD_AREA: rows shown, 0: 3 */
	int cols;		    /* columns of the field, 0: what is left */
	const char *const *choices; /* msgids, ends with NULL */
	const char *hint;	    /* msgid, shown while empty or beside */
	/*
	 * Completions for what is typed: fills at most FORM_MATCHES, returns
	 * how many. Called while typing: no waiting.
	 */
	int (*complete)(
	    void *ctx, const char *typed, char out[][FORM_MATCH_LEN]);
	/* The user takes the i-th one; NULL: its text becomes the value. */
	void (*take)(void *ctx, int i);
	/* FIELD_DATE: DAY_* of a date in the calendar; NULL: none. */
	unsigned (*marks)(void *ctx, int date);
};

struct form_value {
	struct edit edit;
	int choice;   /* index, or 0 and 1 for a check */
	char iso[11]; /* FIELD_DATE, "" when it is none */
	char error[160];
	struct area at;
};

enum form_event {
	FORM_IGNORED,
	FORM_USED,
	FORM_CHANGED, /* a value is different now */
	/* F2, Ctrl-S, Enter in the last field; form_check was true. */
	FORM_SUBMIT,
	FORM_LEAVE, /* Esc: call ui_back; with may_leave = !form_dirty it asks
		     */
};

struct form {
	const struct form_field *fields; /* ends with a NULL label */
	void *ctx;
	struct form_value *values;
	int n;
	int focus;
	bool dirty; /* changed since form_init, form_load or form_clean */
	bool idle;  /* another widget has the keyboard */
	int today;  /* for FIELD_DATE; set by the screen */
	int top;    /* first row shown */
	bool drop;  /* list of choices or completions is open */
	int drop_sel, drop_top, n_match;
	char (*match)[FORM_MATCH_LEN];
	struct month month; /* the open calendar of a date field */
	struct area at, drop_at;
};

void form_init(struct form *f, const struct form_field *fields, void *ctx);
void form_done(struct form *f);
void form_draw(struct form *f, const struct canvas *c);
/* Rows that form_draw needs. */
int form_rows(const struct form *f);
enum form_event form_key(struct form *f, uint32_t key);
enum form_event form_paste(struct form *f, const char *text);
enum form_event form_mouse(struct form *f, const struct mouse *m);
/* Required fields filled, dates readable? Else marks them, focus there. */
bool form_check(struct form *f);

/* Values by field name; an unknown name is a bug and asserts. */
const char *form_text(const struct form *f, const char *name);
int form_choice(const struct form *f, const char *name);
bool form_checked(const struct form *f, const char *name);
int form_date(const struct form *f, const char *name); /* or DATE_NONE */
/* Setting a value does not make the form dirty. */
void form_set(struct form *f, const char *name, const char *text);
void form_set_choice(struct form *f, const char *name, int choice);
void form_set_date(struct form *f, const char *name, int date);
/* Puts an error under a field and the focus there; false: no such field. */
bool form_error(struct form *f, const char *name, const char *text);
void form_clear_errors(struct form *f);
/* Completions of the field with the keyboard have come in: shows them. */
void form_complete(struct form *f);
void form_focus(struct form *f, const char *name);
/* What is in it counts as saved. */
void form_clean(struct form *f);
bool form_is_dirty(const struct form *f);

/* Rows for the footer of a screen with a form; put them into its keys. */
#define FORM_KEY_ROWS                                             \
	{ K_F(2), N_("save"), NULL, NULL, K_CTRL('s'), KEY_FIRST, \
		N_("Save and close the form") },                  \
	{                                                         \
		K_TAB, N_("next field"), NULL, NULL, K_DOWN, 0,   \
		    N_("Next field; Shift-Tab goes back")         \
	}

#endif
