#ifndef TUI_SCREENS_SCR_FACTOR_H
#define TUI_SCREENS_SCR_FACTOR_H

#include "tui/screens/screens.h"

/*
 * The second factor, step by step (hub file B4 and B11): password, QR code,
 * code, backup codes. What is shown once cannot be left without a question.
 */
enum factor_mode {
	FACTOR_SETUP,
	FACTOR_AGAIN,  /* on already: another app */
	FACTOR_FORCED, /* right after the sign-in, the role needs it */
	FACTOR_RENEW,  /* new backup codes */
	FACTOR_OFF,
};

enum {
	FACTOR_CODES = 10,
	FACTOR_FEW = 3, /* left: a hint to renew them */
};

/* A secret for people: four groups of four letters in a line. */
#define FACTOR_SECRET 64
void factor_groups(const char *secret, char out[FACTOR_SECRET]);

void factor_open(struct ui *ui, enum factor_mode mode);
/* Backup codes stand on the screen and nobody has said they are safe. */
bool factor_has_codes(struct ui *ui);

extern const struct screen_ops scr_factor;

/* --- private to scr_factor.c and scr_factor_draw.c --- */

enum factor_step { STEP_PROVE, STEP_SCAN, STEP_CODES };

struct qr;

struct factor_state {
	enum factor_mode mode;
	enum factor_step step;
	struct form form;
	bool sending;
	struct qr *qr;
	char uri[512], secret[FACTOR_SECRET];
	int64_t until; /* mono; the set-up is void then */
	char codes[FACTOR_CODES][16];
	int n_codes;
};

void factor_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
