#ifndef TUI_TERM_LOCALE_H
#define TUI_TERM_LOCALE_H

#include <stdbool.h>

/*
 * Sets up language and character set of the process; call before threads and
 * term_open, and again when the user changes the language.
 *
 * lang is "de" or "en" (account setting or --lang), or NULL: then LANGUAGE,
 * LC_ALL, LC_MESSAGES, LANG decide, else German. LC_CTYPE and LC_MESSAGES
 * become the user's locale where installed, else C.UTF-8; LANGUAGE names the
 * catalogue; LC_NUMERIC stays C. The catalogue "hub" is looked for in
 * $HUB_LOCALEDIR, <folder of the program>/locale and ../locale,
 * /usr/local/share/locale, /usr/share/locale. Returns the language in use, "de"
 * or "en".
 */
const char *term_locale(const char *lang);
/*
 * "de" or "en" when LANGUAGE, LC_ALL, LC_MESSAGES or LANG (the first that is
 * set) names one of them, else NULL: then the configuration may decide.
 */
const char *term_locale_env(void);
/*
 * True when the environment asks for plain ASCII: C or POSIX named explicitly,
 * or another character set than UTF-8.
 */
bool term_locale_ascii(void);

#endif
