/* Marks of known devices. Called by client.c and client_calls.c only. */
#include "tui/client/device_mark.h"

#include <sodium.h>
#include <sys/stat.h>

#include "common/arena.h"
#include "common/hash.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "tui/client/state_dir.h"

#define PATH_SIZE 4096

/* Names are compared without case, and blanks around them do not count. */
static char *
key_of(const char *server, const char *name)
{
	struct arena *a = arena_new();
	char *key = xprintf("%s\n%s", server, utf8_fold(a, utf8_trim(a, name)));

	arena_free(a);
	return key;
}

static bool
mark_path(
    char path[PATH_SIZE], const char *server, const char *name, bool create)
{
	char *key = key_of(server, name);
	char hash[2 * HASH_LEN + 1], file[64];

	hash_sha256_hex(key, strlen(key), hash);
	free(key);
	snprintf(file, sizeof(file), "device-%.32s", hash);
	return state_path(path, PATH_SIZE, file, create);
}

static bool
is_mark(const char *s)
{
	return strlen(s) == DEVICE_MARK_LEN - 1 &&
	       strspn(s, "0123456789abcdef") == DEVICE_MARK_LEN - 1;
}

bool
device_mark_find(
    const char *server, const char *name, char out[DEVICE_MARK_LEN])
{
	char path[PATH_SIZE], *text;
	struct stat st;
	bool good;

	if (*server == '\0' || *name == '\0' ||
	    !mark_path(path, server, name, false) || stat(path, &st) != 0 ||
	    (st.st_mode & 077) != 0 ||
	    (text = state_read(path, DEVICE_MARK_LEN)) == NULL)
		return false;
	text[strcspn(text, "\n")] = '\0';
	good = is_mark(text) && str_copy(out, DEVICE_MARK_LEN, text);
	sodium_memzero(text, strlen(text));
	free(text);
	return good;
}

void
device_mark_keep(const char *server, const char *name, const char *mark)
{
	char path[PATH_SIZE], line[DEVICE_MARK_LEN + 1];

	if (server == NULL || *server == '\0' || *name == '\0' ||
	    !is_mark(mark) || !mark_path(path, server, name, true))
		return;
	snprintf(line, sizeof(line), "%s\n", mark);
	(void)state_write(path, line); /* without it: an unknown device */
	sodium_memzero(line, sizeof(line));
}
