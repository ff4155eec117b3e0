#ifndef TUI_UI_UI_INT_H
#define TUI_UI_UI_INT_H

/* Private to tui/ui: what ui.c, frame.c and the overlays share. */
#include "tui/ui/dialog.h"
#include "tui/ui/ui.h"

#define BUSY_DELAY_MS 150
#define BUSY_FRAME_MS 200

/* A row that can be chosen by key, palette or mouse, and whose state. */
struct ui_row {
	const struct key_action *row;
	void *state;
};

/*
 * All rows in force, topmost screen first, then globals and commands: at most
 * max. Returns how many.
 */
int ui_rows(struct ui *ui, struct ui_row *out, int max);
/* Runs a row, or says that it is not allowed. */
void ui_run(struct ui *ui, const struct ui_row *r);
void ui_key(struct ui *ui, uint32_t key);
void ui_ask_quit(struct ui *ui);

void frame_draw(struct ui *ui, const struct canvas *all);

void dialog_draw(struct ui *ui, const struct canvas *all);
void dialog_key(struct ui *ui, uint32_t key);
void dialog_paste(struct ui *ui, const char *text);
void dialog_mouse(struct ui *ui, const struct mouse *m);
/* The screen is gone: so are its dialogs. */
void dialog_drop(struct ui *ui, uint32_t owner);
void dialog_free_all(struct ui *ui);

void palette_open(struct ui *ui);
void palette_close(struct ui *ui);
void palette_draw(struct ui *ui, const struct canvas *all);
void palette_key(struct ui *ui, uint32_t key);
void palette_paste(struct ui *ui, const char *text);
void palette_mouse(struct ui *ui, const struct mouse *m);

void help_open(struct ui *ui);
void help_close(struct ui *ui);
void help_draw(struct ui *ui, const struct canvas *all);
void help_key(struct ui *ui, uint32_t key);
void help_mouse(struct ui *ui, const struct mouse *m);

/* Points of a fuzzy match of what is typed in text; -1: no match. */
int fuzzy_score(const char *typed, const char *text);

#endif
