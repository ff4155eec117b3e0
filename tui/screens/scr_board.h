#ifndef TUI_SCREENS_SCR_BOARD_H
#define TUI_SCREENS_SCR_BOARD_H

/* Private to scr_board.c and scr_board_draw.c. */
#include "tui/screens/live.h"

enum { BOARD_COLUMNS = 8, BOARD_CARDS = 2000, BOARD_CARD_ROWS = 3 };

struct board_state {
	struct live live;
	int column; /* selected */
	int sel[BOARD_COLUMNS], top[BOARD_COLUMNS], n[BOARD_COLUMNS];
	int card[BOARD_COLUMNS][BOARD_CARDS]; /* index into "cards" */
	int first, width;		      /* as drawn last */
	struct area at;
	int64_t follow; /* card the cursor goes with; 0: none */
	char wanted[24];
	bool placed, all;
};

/* Status a column stands for. */
const char *board_key(int column);
const json_t *board_card(const struct board_state *s, int column, int i);
void board_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
