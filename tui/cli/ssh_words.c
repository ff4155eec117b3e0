/* Splitting commands that came over SSH; called by ssh_entry.c. */
#include "tui/cli/ssh_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "tui/ui/i18n.h"

static bool
no(struct ssh_words *w, char *why, size_t size, const char *text)
{
	ssh_words_done(w);
	(void)str_copy(why, size, text);
	return false;
}

/* Copies one quoted part; *in stands behind its end afterwards. */
static bool
copy_quoted(const char **in, char **out)
{
	char quote = *(*in)++;

	for (; **in != quote; (*in)++) {
		if (quote == '"' && **in == '\\' &&
		    ((*in)[1] == '"' || (*in)[1] == '\\'))
			(*in)++;
		if (**in == '\0')
			return false;
		*(*out)++ = **in;
	}
	(*in)++;
	return true;
}

static bool
copy_word(const char **in, char **out)
{
	while (**in != '\0' && **in != ' ') {
		if (**in == '\'' || **in == '"') {
			if (!copy_quoted(in, out))
				return false;
			continue;
		}
		if (**in == '\\' && *++(*in) == '\0')
			return false;
		*(*out)++ = *(*in)++;
	}
	*(*out)++ = '\0';
	return true;
}

bool
ssh_words_split(
    struct ssh_words *out, const char *command, char *why, size_t size)
{
	struct ssh_words w = { 0 };
	size_t n = strlen(command);
	char *at;

	if (n > SSH_COMMAND_MAX)
		return no(&w, why, size, _("the command is too long"));
	if (!utf8_valid(command, n) || !utf8_clean(command, false))
		return no(&w, why, size,
		    _("the command contains control characters"));
	at = w.room = xcalloc(1, n + 2); /* quotes only make it shorter */
	for (;;) {
		while (*command == ' ')
			command++;
		if (*command == '\0')
			break;
		if (w.argc == SSH_WORDS_MAX)
			return no(
			    &w, why, size, _("the command has too many words"));
		w.argv[w.argc++] = at;
		if (!copy_word(&command, &at))
			return no(
			    &w, why, size, _("a quote in the command is open"));
	}
	*out = w;
	return true;
}

void
ssh_words_done(struct ssh_words *w)
{
	free(w->room);
	*w = (struct ssh_words){ 0 };
}

bool
ssh_words_foreign(const char *word)
{
	static const char *const names[] = { "ash", "bash", "cat", "chsh",
		"csh", "dash", "env", "exec", "fish", "git-receive-pack",
		"git-upload-archive", "git-upload-pack", "internal-sftp", "ksh",
		"less", "ls", "mosh-server", "perl", "python", "python3",
		"rsync", "scp", "sftp", "sftp-server", "sh", "su", "sudo",
		"tar", "tcsh", "tmux", "vi", "vim", "zsh", NULL };
	const char *slash = strrchr(word, '/');
	int i;

	if (slash != NULL)
		return true; /* no command of ours has one */
	for (i = 0; names[i] != NULL; i++)
		if (str_eq(names[i], word))
			return true;
	return false;
}
