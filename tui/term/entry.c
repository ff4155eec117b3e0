/* Questions to terminfo. Called by term_open. */
#include "tui/term/entry.h"

#include <stdint.h>

#include "common/str.h"

/* last: their macros would reach into the headers above */
#include <ncurses.h>
#include <term.h>

bool
entry_has(const char *cap)
{
	const char *s = tigetstr((char *)(uintptr_t)cap);

	return s != NULL && s != (char *)-1 && *s != '\0';
}

bool
entry_usable(const char *name, int fd)
{
	int err;
	bool ok;

	if (*name == '\0' || setupterm(name, fd, &err) != OK)
		return false;
	ok = entry_has("cup");
	del_curterm(cur_term);
	return ok;
}

bool
entry_direct(const char *name, int fd, char *out, size_t size)
{
	static const char *const tails[] = { "-256color", "-color" };
	char base[48];

	str_copy(base, sizeof base, name);
	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
		if (str_ends(base, tails[i]))
			base[strlen(base) - strlen(tails[i])] = '\0';
	if (str_eq(name, "xterm-kitty"))
		str_copy(base, sizeof base, "kitty");
	if (str_ends(base, "-direct"))
		str_copy(out, size, base);
	else
		snprintf(out, size, "%s-direct", base);
	return entry_usable(out, fd);
}
