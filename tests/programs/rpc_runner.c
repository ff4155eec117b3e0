/* Runs every transcript below the folders or files given; speaks TAP. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/transcript.h"

#define FILES_MAX 4000

static char *files[FILES_MAX];
static int n_files;

static int
collect(const char *path, const struct stat *st, int kind, struct FTW *f)
{
	(void)st;
	(void)f;
	if (kind == FTW_F && str_ends(path, ".t") && n_files < FILES_MAX)
		files[n_files++] = xstrdup(path);
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
quiet(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

int
main(int argc, char **argv)
{
	int i, failed = 0;

	if (getenv("VERBOSE") == NULL)
		log_set_sink(quiet, NULL);
	for (i = 1; i < argc; i++)
		nftw(argv[i], collect, 8, FTW_PHYS);
	qsort(files, (size_t)n_files, sizeof(files[0]), by_name);
	for (i = 0; i < n_files; i++) {
		struct buf why;
		bool fine;

		buf_init(&why, 1 << 20);
		fine = transcript_run(files[i], &why);
		printf("%s %d - %s\n", fine ? "ok" : "not ok", i + 1, files[i]);
		if (!fine) {
			char *p = why.p, *line;

			failed++;
			while ((line = strsep(&p, "\n")) != NULL)
				printf("# %s\n", line);
		}
		fflush(stdout);
		buf_done(&why);
		free(files[i]);
	}
	printf("1..%d\n", n_files);
	return failed > 0;
}
