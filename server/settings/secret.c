/* Where the server secret comes from. */
#include "server/settings/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/xalloc.h"

#define TEXT_MIN 32
/* 32 random hex digits show about 14 of 16, base64 more. */
#define DISTINCT_MIN 8

const char *
secret_fault(const char *text)
{
	bool seen[256] = { false };
	int distinct = 0;
	size_t i;

	for (i = 0; text[i] != '\0'; i++) {
		distinct += !seen[(unsigned char)text[i]];
		seen[(unsigned char)text[i]] = true;
	}
	if (i < TEXT_MIN)
		return "is weak: it needs at least 32 bytes";
	return distinct < DISTINCT_MIN ? "is weak: it is not random" : NULL;
}

static bool
fail(char *why, size_t size, const char *what, const char *reason)
{
	snprintf(why, size, "%s: %s", what, reason);
	return false;
}

/* A complete file or none, on disk before its name is. */
static bool
create_file(const char *path, const unsigned char *p)
{
	char *tmp = xprintf("%s.new", path);
	bool ok = false;
	int fd;

	unlink(tmp);
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		ok = write(fd, p, SECRET_BYTES) == SECRET_BYTES;
		ok = fsync(fd) == 0 && ok;
		ok = close(fd) == 0 && ok;
		ok = ok && rename(tmp, path) == 0;
	}
	free(tmp);
	return ok;
}

static bool
make_file(
    const char *path, unsigned char out[SECRET_BYTES], char *why, size_t size)
{
	if (getrandom(out, SECRET_BYTES, 0) != SECRET_BYTES ||
	    !create_file(path, out))
		return fail(why, size, path, strerror(errno));
	return true;
}

static bool
read_file(const char *path, int fd, unsigned char out[SECRET_BYTES], char *why,
    size_t size)
{
	unsigned char more;
	struct stat st;

	if (fstat(fd, &st) != 0)
		return fail(why, size, path, strerror(errno));
	if ((st.st_mode & 077) != 0)
		return fail(why, size, path, "others may read it (chmod 600)");
	if (read(fd, out, SECRET_BYTES) != SECRET_BYTES ||
	    read(fd, &more, 1) != 0)
		return fail(why, size, path, "does not hold 32 bytes");
	return true;
}

bool
secret_load(const char *data_dir, bool create, unsigned char out[SECRET_BYTES],
    char *why, size_t size)
{
	const char *text = getenv("SECRET_KEY");

	if (text == NULL || *text == '\0')
		return secret_load_file(data_dir, create, out, why, size);
	if (secret_fault(text) != NULL)
		return fail(why, size, "SECRET_KEY", secret_fault(text));
	return crypto_generichash(out, SECRET_BYTES,
		   (const unsigned char *)text, strlen(text), NULL, 0) == 0;
}

bool
secret_load_file(const char *data_dir, bool create,
    unsigned char out[SECRET_BYTES], char *why, size_t size)
{
	char *path = xprintf("%s/hub.secret", data_dir);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd >= 0) {
		ok = read_file(path, fd, out, why, size);
		close(fd);
	} else if (errno == ENOENT && create) {
		ok = make_file(path, out, why, size);
	} else {
		ok = fail(why, size, path, strerror(errno));
	}
	free(path);
	return ok;
}
