#ifndef TUI_SCREENS_STRENGTH_H
#define TUI_SCREENS_STRENGTH_H

/*
 * How hard a password is to guess, judged by its length and variety alone: a
 * hint while typing. The rules are the server's.
 */
enum strength {
	STRENGTH_NONE, /* nothing typed */
	STRENGTH_SHORT,
	STRENGTH_LONG,
	STRENGTH_NAME, /* the login name itself */
	STRENGTH_WEAK,
	STRENGTH_FAIR,
	STRENGTH_GOOD,
	STRENGTH_BEST,
};

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 100 };

/* name: login name, or NULL. */
enum strength strength_of(const char *password, const char *name);
/* "good"; translated. */
const char *strength_word(enum strength s);
int strength_ink(enum strength s);
/* Filled tenths of a bar. */
int strength_tenths(enum strength s);

#endif
