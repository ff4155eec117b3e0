/* Passwords and questions of line mode. */
#include "tui/cli/cli_secret.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/str.h"
#include "tui/term/ask.h"
#include "tui/ui/i18n.h"

void
secret_wipe(char s[SECRET_MAX])
{
	OPENSSL_cleanse(s, SECRET_MAX);
}

/* Bytes one by one: what follows the line stays for whoever reads next. */
static bool
read_line(int fd, char out[SECRET_MAX])
{
	size_t n = 0;
	ssize_t r;
	char c;

	for (;;) {
		r = read(fd, &c, 1);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0 || c == '\n')
			break;
		if (n == SECRET_MAX - 1)
			return false;
		out[n++] = c;
	}
	if (n > 0 && out[n - 1] == '\r')
		n--;
	out[n] = '\0';
	return r > 0 || n > 0;
}

static bool
read_file(const char *path, char out[SECRET_MAX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good;

	if (fd < 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	good = read_line(fd, out);
	(void)close(fd);
	return good;
}

bool
secret_read(const char *prompt, bool use_file, char out[SECRET_MAX])
{
	const char *file = getenv("HUB_PASSWORD_FILE");

	if (use_file && file != NULL && *file != '\0')
		return read_file(file, out);
	if (isatty(STDIN_FILENO))
		return term_ask_hidden(prompt, out, SECRET_MAX);
	return read_line(STDIN_FILENO, out);
}

bool
secret_ask_name(const char *prompt, char out[SECRET_MAX])
{
	if (!isatty(STDIN_FILENO))
		return false;
	(void)fputs(prompt, stderr);
	(void)fflush(stderr);
	return read_line(STDIN_FILENO, out) && *out != '\0';
}

bool
secret_confirm(const char *question)
{
	char answer[SECRET_MAX];

	if (!isatty(STDIN_FILENO))
		return false;
	(void)fputs(question, stderr);
	(void)fflush(stderr);
	if (!read_line(STDIN_FILENO, answer))
		return false;
	/* TRANSLATORS: the letters that mean yes */
	return answer[0] != '\0' && strchr(_("yY"), answer[0]) != NULL;
}
