#ifndef TUI_SCREENS_SCR_BOOK_H
#define TUI_SCREENS_SCR_BOOK_H

/* Private to scr_book.c, scr_book_slot.c and scr_book_draw.c. */
#include "tui/screens/scr_customers.h"
#include "tui/screens/screens.h"

enum { BOOK_CAMPAIGNS = 200, BOOK_OFFERS = 8 };

enum book_hold {
	HOLD_NONE, /* not asked yet */
	HOLD_ASKED,
	HOLD_MINE,
	HOLD_OVER,    /* its time is over */
	HOLD_REFUSED, /* why is in hold_text */
};

struct book_state {
	struct form form;
	int date, hour;	     /* slot to book */
	char when[SCR_TEXT]; /* as it stands in the form when unchanged */
	enum book_hold hold;
	int64_t hold_until; /* mono */
	char hold_text[200];
	bool known; /* fig has been read */
	struct scr_fig fig;
	bool full; /* the server has refused this slot */
	bool sending, booked;
	bool moved; /* to another slot by the user: say when it is held */
	int64_t figures_at; /* mono of the next reading; INT64_MAX: none */
	json_t *campaigns;  /* strings */
	json_t *offers;	    /* slots to choose from, or NULL */
	struct customer_entry customer;
	char subtitle[80];
};

struct book_arg {
	int date, hour;
};

/* --- scr_book_slot.c: the slot, its hold and figures, other slots --- */
/* Takes a hold there; the one before goes. */
void book_take_slot(struct ui *ui, struct book_state *s, int date, int hour);
void book_release(struct ui *ui, struct book_state *s);
void book_read_figures(struct ui *ui, struct book_state *s);
/* Reads the field "when"; true when the slot is another one now. */
bool book_read_when(struct ui *ui, struct book_state *s);
/* Offers the slots of a refusal, or asks the server for the nearest. */
void book_offer(struct ui *ui, struct book_state *s, const json_t *data);

/* --- scr_book_draw.c --- */
void book_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
