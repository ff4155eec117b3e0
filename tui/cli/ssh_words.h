#ifndef TUI_CLI_SSH_WORDS_H
#define TUI_CLI_SSH_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Words of a command that came over SSH. Blanks separate, '...' and "..." keep
 * them together, a backslash takes the next character as it is (in "..." only
 * before " and \). Nothing else means anything: no variables, no patterns, no
 * other programs.
 */
#define SSH_WORDS_MAX 64
#define SSH_COMMAND_MAX 16384

struct ssh_words {
	int argc;
	char *argv[SSH_WORDS_MAX + 1]; /* NULL-terminated, in room */
	char *room;
};

/* False: why, for people; *out needs no ssh_words_done then. */
bool ssh_words_split(
    struct ssh_words *out, const char *command, char *why, size_t size);
void ssh_words_done(struct ssh_words *w);
/*
 * True for the name of a shell or of a program that transfers files, with or
 * without its folder: what people try who expect a usual account.
 */
bool ssh_words_foreign(const char *word);

#endif
