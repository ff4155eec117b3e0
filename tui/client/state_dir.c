/* Files the client keeps for its user: known hosts, tokens, configuration. */
#include "tui/client/state_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"

static bool
fits(int n, size_t size)
{
	return n > 0 && (size_t)n < size;
}

/* The XDG folder: an absolute path in the variable, else below HOME. */
static bool
xdg_path(char *out, size_t size, const char *variable, const char *below_home)
{
	const char *xdg = getenv(variable), *home = getenv("HOME");

	if (xdg != NULL && *xdg == '/')
		return fits(snprintf(out, size, "%s/hub", xdg), size);
	if (home == NULL || *home != '/')
		return false;
	return fits(snprintf(out, size, "%s/%s/hub", home, below_home), size);
}

/* mkdir -p, the folders we make are private. */
static bool
make_dirs(char *path)
{
	char *p;

	for (p = path + 1; (p = strchr(p, '/')) != NULL; p++) {
		*p = '\0';
		if (mkdir(path, 0700) < 0 && errno != EEXIST) {
			*p = '/';
			return false;
		}
		*p = '/';
	}
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

bool
state_path(char *out, size_t size, const char *name, bool create)
{
	size_t n;

	if (!xdg_path(out, size, "XDG_STATE_HOME", ".local/state"))
		return false;
	if (create && !make_dirs(out))
		return false;
	n = strlen(out);
	return fits(snprintf(out + n, size - n, "/%s", name), size - n);
}

bool
config_path(char *out, size_t size, const char *name)
{
	size_t n;

	if (!xdg_path(out, size, "XDG_CONFIG_HOME", ".config"))
		return false;
	n = strlen(out);
	return fits(snprintf(out + n, size - n, "/%s", name), size - n);
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return false;
		p += w;
		n -= (size_t)w;
	}
	return true;
}

bool
state_write(const char *path, const char *text)
{
	char *temp = xprintf("%s.XXXXXX", path);
	int fd = mkostemp(temp, O_CLOEXEC); /* 0600 */
	bool good = false;
	int saved;

	if (fd >= 0) {
		good = write_all(fd, text, strlen(text)) && fsync(fd) == 0;
		good = close(fd) == 0 && good && rename(temp, path) == 0;
		saved = errno;
		if (!good)
			(void)unlink(temp);
		errno = saved;
	}
	free(temp);
	return good;
}

char *
state_read(const char *path, size_t max)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	char *text = NULL;
	struct stat st;
	ssize_t n;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && (size_t)st.st_size <= max) {
		text = xcalloc(1, (size_t)st.st_size + 1);
		n = read(fd, text, (size_t)st.st_size);
		if (n < 0) {
			free(text);
			text = NULL;
		} else
			text[n] = '\0';
	}
	(void)close(fd);
	return text;
}
