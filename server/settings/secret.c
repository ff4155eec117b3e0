/* Where the server secret comes from. */
#include "server/settings/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"
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

/* What was named or renamed there is on disk. */
static bool
sync_folder_of(const char *path)
{
	char *dir = xstrndup(path, (size_t)(strrchr(path, '/') - path));
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	free(dir);
	return ok;
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
		ok = ok && rename(tmp, path) == 0 && sync_folder_of(path);
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

static bool
from_text(const char *text, unsigned char out[SECRET_BYTES])
{
	return crypto_generichash(out, SECRET_BYTES,
		   (const unsigned char *)text, strlen(text), NULL, 0) == 0;
}

bool
secret_in_env(void)
{
	const char *text = getenv("SECRET_KEY");

	return text != NULL && *text != '\0';
}

bool
secret_load(const char *data_dir, bool create, unsigned char out[SECRET_BYTES],
    char *why, size_t size)
{
	const char *text = getenv("SECRET_KEY");

	if (!secret_in_env())
		return secret_load_file(data_dir, create, out, why, size);
	if (secret_fault(text) != NULL)
		return fail(why, size, "SECRET_KEY", secret_fault(text));
	return from_text(text, out);
}

bool
secret_read_old_env(unsigned char out[SECRET_BYTES])
{
	const char *text = getenv("SECRET_KEY_OLD"), *fault;

	if (text == NULL || *text == '\0')
		return false;
	if ((fault = secret_fault(text)) == NULL)
		return from_text(text, out);
	log_warn(NULL, "SECRET_KEY_OLD %s: not used", fault);
	return false;
}

bool
secret_load_name(
    const char *data_dir, const char *name, unsigned char out[SECRET_BYTES])
{
	char *path = xprintf("%s/%s", data_dir, name), why[8];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && read_file(path, fd, out, why, sizeof(why));

	if (fd >= 0)
		close(fd);
	free(path);
	return ok;
}

bool
secret_write_next(const char *data_dir,
    const unsigned char secret[SECRET_BYTES], char *why, size_t size)
{
	char *path = xprintf("%s/" SECRET_NEXT, data_dir);
	bool ok = create_file(path, secret) ||
		  fail(why, size, SECRET_NEXT, strerror(errno));

	free(path);
	return ok;
}

bool
secret_take_next(const char *data_dir, char *why, size_t size)
{
	char *next = xprintf("%s/" SECRET_NEXT, data_dir);
	char *path = xprintf("%s/" SECRET_FILE, data_dir);
	bool ok = (rename(next, path) == 0 && sync_folder_of(path)) ||
		  fail(why, size, SECRET_NEXT, strerror(errno));

	free(next);
	free(path);
	return ok;
}

void
secret_drop_next(const char *data_dir)
{
	char *path = xprintf("%s/" SECRET_NEXT, data_dir);

	if (unlink(path) == 0)
		(void)sync_folder_of(path);
	free(path);
}

bool
secret_load_file(const char *data_dir, bool create,
    unsigned char out[SECRET_BYTES], char *why, size_t size)
{
	char *path = xprintf("%s/" SECRET_FILE, data_dir);
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
