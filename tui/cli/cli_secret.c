/* Passwords and questions of line mode. */
#include "tui/cli/cli_secret.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "common/str.h"
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

/* Removes the last character (its continuation bytes too). */
static size_t
rub_out(const char *s, size_t n)
{
	while (n > 0 && ((unsigned char)s[n - 1] & 0xc0) == 0x80)
		n--;
	return n > 0 ? n - 1 : 0;
}

/* The terminal gives keys as they are: Ctrl-C must not leave it silent. */
static bool
read_hidden(char out[SECRET_MAX])
{
	size_t n = 0;
	char c;

	while (read(STDIN_FILENO, &c, 1) == 1) {
		if (c == '\n' || c == '\r') {
			out[n] = '\0';
			return true;
		}
		if (c == 3 || (c == 4 && n == 0))
			return false;
		if (c == 127 || c == 8)
			n = rub_out(out, n);
		else if (c == 21)
			n = 0;
		else if (n < SECRET_MAX - 1)
			out[n++] = c;
	}
	return false;
}

static bool
ask_hidden(const char *prompt, char out[SECRET_MAX])
{
	struct termios old, hidden;
	bool good;

	if (tcgetattr(STDIN_FILENO, &old) < 0)
		return false;
	hidden = old;
	hidden.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
	hidden.c_cc[VMIN] = 1;
	hidden.c_cc[VTIME] = 0;
	(void)fputs(prompt, stderr);
	(void)fflush(stderr);
	if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) < 0)
		return false;
	good = read_hidden(out);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
	(void)fputc('\n', stderr);
	return good;
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
		return ask_hidden(prompt, out);
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
