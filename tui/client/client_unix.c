/* Connecting to the local socket of the hub. */
#include "tui/client/client_unix.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"

static int
connect_address(const struct sockaddr_un *sa)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int saved;

	if (fd < 0)
		return -1;
	if (connect(fd, (const struct sockaddr *)sa, sizeof(*sa)) == 0)
		return fd;
	saved = errno;
	(void)close(fd);
	errno = saved;
	return -1;
}

/* The folder is opened and named by its descriptor. */
static int
connect_below(const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL ? xstrdup(".")
				  : xstrndup(path, (size_t)(slash - path) + 1);
	const char *file = slash == NULL ? path : slash + 1;
	int dirfd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int n, fd = -1, saved;

	free(dir);
	if (dirfd < 0)
		return -1;
	n = snprintf(sa.sun_path, sizeof(sa.sun_path), "/proc/self/fd/%d/%s",
	    dirfd, file);
	errno = ENAMETOOLONG;
	if (n > 0 && (size_t)n < sizeof(sa.sun_path))
		fd = connect_address(&sa);
	saved = errno;
	(void)close(dirfd);
	errno = saved;
	return fd;
}

int
unix_connect(const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };

	if (!str_copy(sa.sun_path, sizeof(sa.sun_path), path))
		return connect_below(path);
	return connect_address(&sa);
}
