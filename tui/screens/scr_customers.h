#ifndef TUI_SCREENS_SCR_CUSTOMERS_H
#define TUI_SCREENS_SCR_CUSTOMERS_H

/* What the screens of customers share, and what other screens ask of them. */
#include "tui/screens/screens.h"
#include "tui/ui/form.h"

struct buf;

extern const struct screen_ops scr_customers, scr_customers_own,
    scr_customers_risk, scr_customers_twins;

/* Opens the record of a customer. */
void scr_open_customer(struct ui *ui, int64_t id);
/* Form over the record: note and wished times. data: of customers.get. */
void scr_open_customer_note(struct ui *ui, const json_t *customer);

/* --- scr_customers_words.c: how a customer is written --- */

/* "!!", "!" or "": the mark that a colour never carries alone. */
const char *customer_risk_sign(const char *risk);
const char *customer_risk_label(const char *risk); /* "high risk" */
int customer_risk_ink(const char *risk);
const char *customer_segment(const char *segment);
/* Hundredths of a percent: "42,86 %". Returns out. */
char *customer_score(int64_t hundredths, char out[SCR_TEXT]);
/* Tenths of member key, or "–" when there is none. Returns out. */
char *customer_rate(const json_t *o, const char *key, char out[SCR_TEXT]);
/* Member "next" or "last" as "Mi 04.03. 14:00", or "". Returns out. */
char *customer_when(const json_t *o, const char *key, char out[SCR_TEXT]);

/* --- scr_customers_entry.c: names typed into a form --- */

/*
 * Completes the last name of a form from known customers and warns of what is
 * known: an appointment to come, a high risk. Embedded and zeroed; the form
 * has the fields last_name and first_name.
 */
struct customer_entry {
	json_t *items;	/* of the newest answer */
	char text[256]; /* what they were asked for */
	int64_t newest, ask_at;
	char warning[256];
};

void entry_done(struct customer_entry *e);
/* After FORM_CHANGED; asks soon. */
void entry_changed(
    struct ui *ui, void *state, struct customer_entry *e, const struct form *f);
/* In tick: asks when it is time; fn must call entry_answer. */
void entry_tick(struct ui *ui, void *state, struct customer_entry *e,
    const struct form *f, tui_answer_fn fn);
/* When tick is wanted next. */
int64_t entry_next(const struct customer_entry *e);
void entry_answer(struct customer_entry *e, struct form *f, int64_t tag,
    const struct client_answer *a);
/* For the callbacks of the field last_name. */
int entry_complete(const struct customer_entry *e, const char *typed,
    char out[][FORM_MATCH_LEN]);
void entry_take(struct customer_entry *e, struct form *f, int i);

#endif
