/* What a program under test sees: its environment and home folder. */
#include <ftw.h>
#include <limits.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/screen_int.h"

enum { ENV_MAX = 64 };

/* Folder of the build variant: this test is <build>/unit/test_x or deeper. */
static void
build_dir(char *out, size_t size)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *slash;

	exe[n > 0 ? n : 0] = '\0';
	for (int i = 0; i < 2; i++)
		if ((slash = strrchr(exe, '/')) != NULL)
			*slash = '\0';
	str_copy(out, size, exe);
}

/* Later entries replace earlier ones; "NAME" alone takes it away. */
static int
put(char **env, int n, char *entry)
{
	size_t name = strcspn(entry, "=");

	for (int i = 0; i < n; i++) {
		if (strncmp(env[i], entry, name) != 0 || env[i][name] != '=')
			continue;
		free(env[i]);
		env[i] = env[--n];
		env[n] = NULL;
		break;
	}
	if (entry[name] == '\0' || n + 1 >= ENV_MAX) {
		free(entry);
		return n;
	}
	env[n] = entry;
	return n + 1;
}

char **
screen_env(struct screen_run *s, const struct screen_spec *spec)
{
	char **env = xcalloc(ENV_MAX, sizeof *env), dir[PATH_MAX];
	const char *san = getenv("ASAN_OPTIONS"), *path = getenv("PATH");
	int n = 0;

	str_copy(s->home, sizeof s->home, "/tmp/hub-screen-XXXXXX");
	if (mkdtemp(s->home) == NULL)
		s->home[0] = '\0';
	build_dir(dir, sizeof dir);
	n = put(env, n, xprintf("PATH=%s", path == NULL ? "" : path));
	n = put(env, n, xprintf("HOME=%s", s->home));
	n = put(env, n, xprintf("XDG_CONFIG_HOME=%s/.config", s->home));
	n = put(env, n, xprintf("XDG_STATE_HOME=%s/.state", s->home));
	n = put(env, n, xprintf("HUB_LOCALEDIR=%s/locale", dir));
	n = put(env, n, xstrdup("HUB_SYNC_FD=3"));
	n = put(env, n, xstrdup("TERM=xterm-256color"));
	n = put(env, n, xstrdup("LANG=de_DE.UTF-8"));
	if (san != NULL)
		n = put(env, n, xprintf("ASAN_OPTIONS=%s", san));
	for (int i = 0; spec->env != NULL && spec->env[i] != NULL; i++)
		n = put(env, n, xstrdup(spec->env[i]));
	env[n] = NULL;
	return env;
}

void
screen_env_free(char **env)
{
	for (int i = 0; env[i] != NULL; i++)
		free(env[i]);
	free(env);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void
screen_home_free(struct screen_run *s)
{
	if (s->home[0] != '\0')
		nftw(s->home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *
screen_home(const struct screen_run *s)
{
	return s->home;
}

struct screen_run *
screen_start_built(const char *program, const struct screen_spec *spec)
{
	struct screen_spec own = *spec;
	char path[PATH_MAX + 64], dir[PATH_MAX];
	const char *argv[32] = { path };

	build_dir(dir, sizeof dir);
	snprintf(path, sizeof path, "%s/%s", dir, program);
	for (int i = 0; i < 30 && spec->argv != NULL && spec->argv[i] != NULL;
	     i++)
		argv[i + 1] = spec->argv[i];
	own.argv = argv;
	return screen_start(&own);
}
