/* Runs every screen script below the folders or files given; speaks TAP. */
#include <ftw.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/screen_script.h"

#define FILES_MAX 2000

static char *files[FILES_MAX];
static int n_files;

static int
collect(const char *path, const struct stat *st, int kind, struct FTW *f)
{
	(void)st;
	(void)f;
	if (kind == FTW_F && str_ends(path, ".scr") && n_files < FILES_MAX)
		files[n_files++] = xstrdup(path);
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
run_one(const char *path)
{
	struct buf why;
	bool ok;

	buf_init(&why, 1 << 20);
	ok = screen_script(path, &why);
	if (!ok)
		fprintf(stderr, "%s\n", buf_str(&why));
	buf_done(&why);
	return ok ? 0 : 1;
}

/* A process each: a script that hangs or crashes is one failure. */
static bool
run_apart(const char *path)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		status = run_one(path);
		while (n_files > 0)
			free(files[--n_files]);
		exit(status);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid &&
	       WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int
main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		nftw(argv[i], collect, 8, FTW_PHYS);
	qsort(files, (size_t)n_files, sizeof files[0], by_name);
	for (int i = 0; i < n_files; i++) {
		bool ok = run_apart(files[i]);

		failed += !ok;
		printf("%s %d - %s\n", ok ? "ok" : "not ok", i + 1, files[i]);
		fflush(stdout);
	}
	printf("1..%d\n", n_files);
	while (n_files > 0)
		free(files[--n_files]);
	return failed > 0;
}
