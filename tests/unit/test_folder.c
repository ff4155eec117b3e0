/* covers: OPS-01 OPS-26 OPS-27 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/xalloc.h"
#include "server/net/folder.h"
#include "server/settings/secret.h"

static void
expect_choice(const char *arg, const char *base, const char *want)
{
	char *got;

	if (base == NULL)
		unsetenv("PERSIST_BASE");
	else
		setenv("PERSIST_BASE", base, 1);
	got = folder_choose(arg);
	unsetenv("PERSIST_BASE");
	if (want == NULL)
		assert_null(got);
	else
		assert_string_equal(got, want);
	free(got);
}

static void
argument_wins_and_the_old_tail_is_stripped(void **state)
{
	(void)state;
	expect_choice(NULL, NULL, NULL);
	expect_choice(NULL, "", NULL);
	expect_choice("/a", "/b", "/a");
	expect_choice("/a/", NULL, "/a");
	expect_choice(NULL, "/b", "/b");
	expect_choice(NULL, "/b/persistent", "/b");
	expect_choice(NULL, "/b/persistent/", "/b");
	expect_choice(NULL, "/persistent", "/persistent");
	expect_choice("/a/persistent", NULL, "/a/persistent");
	expect_choice("/", NULL, "/");
}

static void
a_folder_is_made_private_and_locked_once(void **state)
{
	char base[] = "/tmp/hubtest.XXXXXX", why[256];
	char *dir, *lock;
	struct stat st;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(base));
	dir = xprintf("%s/data", base);
	assert_true(folder_ensure(dir, why, sizeof(why)));
	assert_int_equal(stat(dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_false(folder_is_open(dir));
	assert_int_equal(chmod(dir, 0750), 0);
	assert_true(folder_is_open(dir));
	assert_true(folder_ensure(dir, why, sizeof(why)));

	fd = folder_lock(dir, why, sizeof(why));
	assert_true(fd >= 0);
	assert_int_equal(folder_lock(dir, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "another server"));
	close(fd);
	fd = folder_lock(dir, why, sizeof(why));
	assert_true(fd >= 0);
	close(fd);

	lock = xprintf("%s/hub.lock", dir);
	assert_false(folder_ensure(lock, why, sizeof(why))); /* a file */
	unlink(lock);
	rmdir(dir);
	rmdir(base);
	free(lock);
	free(dir);
}

static void
weak_secrets_are_found(void **state)
{
	(void)state;
	assert_non_null(secret_fault(""));
	assert_non_null(secret_fault("0123456789abcdef0123456789abcde"));
	assert_null(secret_fault("0123456789abcdef0123456789abcdef"));
	assert_non_null(secret_fault("abababababababababababababababababab"));
}

static void
the_secret_is_made_once_and_kept(void **state)
{
	unsigned char a[SECRET_BYTES], b[SECRET_BYTES];
	char dir[] = "/tmp/hubtest.XXXXXX", why[256];
	char *path;
	struct stat st;

	(void)state;
	unsetenv("SECRET_KEY");
	assert_non_null(mkdtemp(dir));
	path = xprintf("%s/hub.secret", dir);
	assert_false(secret_load(dir, false, a, why, sizeof(why)));
	assert_int_not_equal(access(path, F_OK), 0);
	assert_true(secret_load(dir, true, a, why, sizeof(why)));
	assert_true(secret_load(dir, false, b, why, sizeof(why)));
	assert_memory_equal(a, b, SECRET_BYTES);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, SECRET_BYTES);

	assert_int_equal(chmod(path, 0640), 0);
	assert_false(secret_load(dir, true, b, why, sizeof(why)));
	assert_non_null(strstr(why, "others may read it"));
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(truncate(path, 31), 0);
	assert_false(secret_load(dir, true, b, why, sizeof(why)));
	assert_int_equal(truncate(path, 33), 0);
	assert_false(secret_load(dir, true, b, why, sizeof(why)));

	/* the variable replaces the file, and depends on its whole text */
	setenv("SECRET_KEY", "0123456789abcdef0123456789abcdef", 1);
	assert_true(secret_load(dir, false, a, why, sizeof(why)));
	setenv("SECRET_KEY", "0123456789abcdef0123456789abcdefX", 1);
	assert_true(secret_load(dir, false, b, why, sizeof(why)));
	assert_memory_not_equal(a, b, SECRET_BYTES);
	setenv("SECRET_KEY", "kurz", 1);
	assert_false(secret_load(dir, false, b, why, sizeof(why)));
	assert_null(strstr(why, "kurz"));
	unsetenv("SECRET_KEY");
	unlink(path);
	rmdir(dir);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(argument_wins_and_the_old_tail_is_stripped),
		cmocka_unit_test(a_folder_is_made_private_and_locked_once),
		cmocka_unit_test(weak_secrets_are_found),
		cmocka_unit_test(the_secret_is_made_once_and_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
