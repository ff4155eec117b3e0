/* User and password of a CalDAV server; never in the database. */
#include "server/calendar/caldav_creds.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"

#define PASSWORD_MAX 1024

static bool
is_private(int fd, char *why, size_t size)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		snprintf(why, size, "calendar.caldav_password_file is no file");
		return false;
	}
	if ((st.st_mode & 077) != 0) {
		snprintf(why, size,
		    "others may read calendar.caldav_password_file: "
		    "chmod 600 it");
		return false;
	}
	return true;
}

/* Its first line; owner erases and frees. */
static char *
from_file(const char *path, char *why, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *text;
	ssize_t n;

	if (fd < 0) {
		snprintf(why, size, "calendar.caldav_password_file: %s",
		    strerror(errno));
		return NULL;
	}
	if (!is_private(fd, why, size)) {
		close(fd);
		return NULL;
	}
	text = xcalloc(1, PASSWORD_MAX);
	n = read(fd, text, PASSWORD_MAX - 1);
	close(fd);
	if (n <= 0) {
		snprintf(
		    why, size, "calendar.caldav_password_file cannot be read");
		free(text);
		return NULL;
	}
	text[strcspn(text, "\r\n")] = '\0';
	return text;
}

bool
caldav_creds_read(struct calendar_creds *out,
    const struct caldav_creds_from *from, char *why, size_t size)
{
	const char *env = from->use_env ? getenv("CALDAV_PASSWORD") : NULL;
	char *password = NULL;

	*out = (struct calendar_creds){ NULL, NULL, NULL };
	if (from->user[0] == '\0')
		password = xstrdup("");
	else if (strchr(from->user, ':') != NULL)
		snprintf(why, size, "calendar.caldav_user must hold no colon");
	else if (env != NULL && *env != '\0')
		password = xstrdup(env);
	else if (from->file[0] != '\0')
		password = from_file(from->file, why, size);
	else
		snprintf(why, size,
		    "no password: CALDAV_PASSWORD or "
		    "calendar.caldav_password_file");
	if (password == NULL)
		return false;
	*out = (struct calendar_creds){ xstrdup(from->user), password,
		xstrdup("") };
	return true;
}
