/* Questions of line mode whose answer is not shown. */
#include "tui/term/ask.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

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
read_hidden(char *out, size_t size)
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
		else if (n < size - 1)
			out[n++] = c;
	}
	return false;
}

bool
term_ask_hidden(const char *prompt, char *out, size_t size)
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
	good = read_hidden(out, size);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
	(void)fputc('\n', stderr);
	return good;
}
