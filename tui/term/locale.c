/* Language and character set of the process. Called at start by main. */
#include "tui/term/locale.h"

#include <langinfo.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <unistd.h>

#include "common/str.h"

static const char *
env(const char *name)
{
	const char *s = getenv(name);

	return s == NULL || *s == '\0' ? NULL : s;
}

/* What POSIX says decides a category: LC_ALL, its own name, LANG. */
static const char *
env_locale(const char *category)
{
	const char *s = env("LC_ALL");

	if (s == NULL)
		s = env(category);
	return s == NULL ? env("LANG") : s;
}

static bool
is_c(const char *locale)
{
	return str_eq(locale, "C") || str_eq(locale, "POSIX");
}

const char *
term_locale_env(void)
{
	const char *s = env("LANGUAGE");

	if (s == NULL)
		s = env_locale("LC_MESSAGES");
	if (s == NULL)
		return NULL;
	return str_starts(s, "en") ? "en" : str_starts(s, "de") ? "de" : NULL;
}

static const char *
pick_language(const char *lang)
{
	if (lang == NULL)
		lang = term_locale_env();
	return lang != NULL && str_starts(lang, "en") ? "en" : "de";
}

static const char *
folder_of_program(char *out, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", out, size - 1);
	char *slash;

	if (n <= 0)
		return NULL;
	out[n] = '\0';
	slash = strrchr(out, '/');
	if (slash == NULL)
		return NULL;
	*slash = '\0';
	return out;
}

static bool
has_catalogue(const char *dir)
{
	char path[PATH_MAX + 64];

	snprintf(path, sizeof path, "%s/de/LC_MESSAGES/hub.mo", dir);
	return access(path, R_OK) == 0;
}

static void
bind_catalogue(void)
{
	char exe[PATH_MAX], local[PATH_MAX + 8] = "", above[PATH_MAX + 16] = "";
	const char *dirs[5], *dir = folder_of_program(exe, sizeof exe);
	int n = 0;

	if (dir != NULL) {
		snprintf(local, sizeof local, "%s/locale", dir);
		snprintf(above, sizeof above, "%s/../locale", dir);
	}
	if (env("HUB_LOCALEDIR") != NULL)
		dirs[n++] = env("HUB_LOCALEDIR");
	dirs[n++] = local;
	dirs[n++] = above; /* test programs of the build tree */
	dirs[n++] = "/usr/local/share/locale";
	dirs[n++] = "/usr/share/locale";
	for (int i = 0; i < n; i++) {
		if (!has_catalogue(dirs[i]))
			continue;
		bindtextdomain("hub", dirs[i]);
		break;
	}
	bind_textdomain_codeset("hub", "UTF-8");
	textdomain("hub"); /* also drops what gettext has cached */
}

/*
 * gettext ignores LANGUAGE in the locale "C", and cells need a UTF-8 locale
 * for wcwidth; so both categories end in one that is neither.
 */
static void
set_category(int category, const char *wanted)
{
	if (wanted != NULL && !is_c(wanted) &&
	    setlocale(category, wanted) != NULL &&
	    str_eq(nl_langinfo(CODESET), "UTF-8"))
		return;
	if (setlocale(category, "C.UTF-8") == NULL)
		setlocale(category, "C.utf8");
}

const char *
term_locale(const char *lang)
{
	lang = pick_language(lang);
	set_category(LC_CTYPE, env_locale("LC_CTYPE"));
	set_category(LC_MESSAGES, env_locale("LC_MESSAGES"));
	setenv("LANGUAGE", lang, 1);
	bind_catalogue();
	return lang;
}

bool
term_locale_ascii(void)
{
	const char *s = env_locale("LC_CTYPE");
	const char *codeset;

	if (s == NULL)
		return false;
	if (is_c(s))
		return true;
	codeset = strchr(s, '.');
	if (codeset == NULL)
		return false; /* "de_DE": the charset is unknown, try */
	return strncasecmp(codeset + 1, "utf-8", 5) != 0 &&
	       strncasecmp(codeset + 1, "utf8", 4) != 0;
}
