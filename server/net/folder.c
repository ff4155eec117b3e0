/* The data folder and the lock that says who serves it. */
#include "server/net/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"

char *
folder_choose(const char *arg)
{
	static const char tail[] = "/persistent";
	const char *base = arg;
	size_t n;

	if (base == NULL || *base == '\0')
		base = getenv("PERSIST_BASE");
	if (base == NULL || *base == '\0')
		return NULL;
	n = strlen(base);
	while (n > 1 && base[n - 1] == '/')
		n--;
	if (arg == NULL && n > strlen(tail) &&
	    strncmp(base + n - strlen(tail), tail, strlen(tail)) == 0)
		n -= strlen(tail);
	return xstrndup(base, n);
}

bool
folder_ensure(const char *dir, char *why, size_t size)
{
	struct stat st;

	if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
		snprintf(why, size, "data folder %s: %s", dir, strerror(errno));
		return false;
	}
	if (stat(dir, &st) != 0 || !S_ISDIR(st.st_mode)) {
		snprintf(why, size, "data folder %s: is no folder", dir);
		return false;
	}
	if (access(dir, R_OK | W_OK | X_OK) != 0) {
		snprintf(why, size, "data folder %s: %s", dir, strerror(errno));
		return false;
	}
	return true;
}

bool
folder_is_open(const char *dir)
{
	struct stat st;

	return stat(dir, &st) == 0 && (st.st_mode & 077) != 0;
}

int
folder_lock(const char *dir, char *why, size_t size)
{
	char *path = xprintf("%s/hub.lock", dir);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0) {
		snprintf(why, size, "%s: %s", path, strerror(errno));
	} else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		snprintf(why, size,
		    errno == EWOULDBLOCK
			? "%s: another server is running on this folder"
			: "%s: cannot be locked",
		    path);
		close(fd);
		fd = -1;
	}
	free(path);
	return fd;
}
