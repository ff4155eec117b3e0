#ifndef TUI_SCREENS_SCR_APP_H
#define TUI_SCREENS_SCR_APP_H

/* Private to tui/screens: what app_start makes and all screens share. */
#include <uv.h>

#include "tui/screens/screens.h"

struct scr_question;

struct scr_app {
	struct tui *tui;
	struct scr_context context;
	json_t *ops;	  /* object: operations this account may use; or NULL */
	int64_t hinted;	  /* session whose hints were told */
	int64_t account;  /* whose screens are open; 0: nobody's */
	char theme[32];	  /* as chosen, "" while the account decides */
	char user[64];	  /* name typed at the last sign-in */
	bool own_session; /* made by our sign-in, ended when leaving */
	bool leaving;	  /* the user signs out or quits on purpose */
	bool quit_after;  /* leave the program when signed out */
	bool demo_asked;
	bool language_chosen; /* by key: the account's setting rests */
	bool was_offline;
	int unread;	    /* own notifications */
	int64_t popups[16]; /* ids that were shown last */
	int n_popups;
	int handles; /* timers not yet closed */
	uv_timer_t clock, late;
	struct scr_question *questions; /* writes not yet answered */
	int64_t last_question;
};

struct scr_app *scr_app(struct ui *ui);

/* --- scr_write.c --- */
void scr_questions_free(struct scr_app *a);

/* --- scr_session.c: signing in and out --- */
/* The client has a session: open the hub, or go back to where we were. */
void scr_signed_in(struct scr_app *a);
/* There is none (any more): the sign-in over what is open. */
void scr_signed_out(struct scr_app *a);
/* True after the sign-in until password and second factor are in order. */
bool scr_is_unready(struct ui *ui);
/* Asks, then ends the session; quit: and the program. */
void scr_ask_logout(struct ui *ui);
void scr_leave(struct scr_app *a, bool quit);
/* The sign-in asks for what the client needs now: password or code. */
void scr_login_look(struct ui *ui);
/* Ink and words of the title bar follow the account and the clock. */
void scr_status(struct scr_app *a);

/* --- scr_inbox.c: notifications --- */
/* Asks for the unread count, and for popups nobody has shown. */
void scr_inbox_ask(struct scr_app *a);
void scr_inbox_push(struct scr_app *a, const char *event, const json_t *data);

/* --- scr_options.c: what the program remembers --- */
void scr_theme_next(struct ui *ui);
void scr_language_next(struct ui *ui);
/* Language of texts and server from now on; remembered when keep. */
void scr_language(struct ui *ui, const char *lang, bool keep);

/* --- screens_table.c --- */
extern const struct key_action scr_globals[];

#endif
