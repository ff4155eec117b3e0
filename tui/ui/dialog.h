#ifndef TUI_UI_DIALOG_H
#define TUI_UI_DIALOG_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Modal questions over the top screen. They return at once; the answer comes
 * to done(). A dialog belongs to the screen that was on top when it was
 * opened and disappears with it (done is then not called).
 */
struct ui;

enum dialog_kind {
	DIALOG_MESSAGE, /* text and OK */
	DIALOG_CONFIRM, /* yes or no; keys: initials of the labels, Enter */
	DIALOG_CHOICE,	/* one of a list */
	DIALOG_PROMPT,	/* one line of text */
	DIALOG_SECRET,	/* one line shown as dots */
};

struct dialog_answer {
	bool ok;	  /* false: Esc, No */
	int choice;	  /* DIALOG_CHOICE: index */
	const char *text; /* DIALOG_PROMPT, DIALOG_SECRET: until done returns */
	int64_t tag;	  /* as given */
};

/* All texts are shown as they are (already translated) and copied. */
struct dialog_spec {
	enum dialog_kind kind;
	const char *title;
	const char *text;	  /* above the answer; NULL: none */
	const char *yes, *no;	  /* labels; NULL: Yes and No, OK, Cancel */
	const char *const *items; /* DIALOG_CHOICE, ends with NULL */
	int selected;		  /* DIALOG_CHOICE: first one */
	const char *value;	  /* DIALOG_PROMPT: what stands there */
	int max;		  /* DIALOG_PROMPT: code points, 0: 200 */
	bool danger;		  /* DIALOG_CONFIRM: No has the keyboard */
	int64_t tag;
	/* state is that of the screen the dialog belongs to. */
	void (*done)(
	    struct ui *ui, void *state, const struct dialog_answer *answer);
};

void ui_dialog(struct ui *ui, const struct dialog_spec *spec);
/* The usual ones in one line. */
void ui_message(struct ui *ui, const char *title, const char *text);
void ui_confirm(struct ui *ui, const char *title, const char *text,
    void (*done)(struct ui *, void *, const struct dialog_answer *));
void ui_confirm_danger(struct ui *ui, const char *title, const char *text,
    void (*done)(struct ui *, void *, const struct dialog_answer *));
bool ui_has_dialog(const struct ui *ui);

#endif
