/* The door of SSH: who is there, and what is wanted; called by main. */
#include "tui/cli/ssh_entry.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/err.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "tui/cli/cli.h"
#include "tui/term/locale.h"
#include "tui/ui/i18n.h"

extern char **environ;

#define AUTH_FILE_MAX 65536
#define VALUE_MAX 64

/* --- locking in --- */

static bool
is_kept(const char *entry)
{
	static const char *const names[] = { "COLORTERM=", "LANG=", "NO_COLOR=",
		"SSH_ORIGINAL_COMMAND=", "SSH_USER_AUTH=", "TERM=", NULL };
	int i;

	if (str_starts(entry, "LC_"))
		return true;
	for (i = 0; names[i] != NULL; i++)
		if (str_starts(entry, names[i]))
			return true;
	return false;
}

/* Names of terminals and locales become parts of paths in libraries. */
static bool
is_plain(const char *value)
{
	return strlen(value) <= VALUE_MAX && strchr(value, '/') == NULL &&
	       strstr(value, "..") == NULL && utf8_clean(value, false);
}

static bool
is_harmless(const char *entry, const char *value)
{
	return is_kept(entry) && (str_starts(entry, "SSH_") || is_plain(value));
}

static void
scrub_environment(void)
{
	char **p = environ, *value, *name;

	while (*p != NULL) {
		value = strchr(*p, '=');
		if (value == NULL || is_harmless(*p, value + 1)) {
			p++; /* what has no name cannot be found either */
			continue;
		}
		name = xstrndup(*p, (size_t)(value - *p));
		if (unsetenv(name) != 0) /* moves the rest down */
			p++;
		free(name);
	}
}

/*
 * From here on no file is written, made or removed and no program is started,
 * whatever the rest of this one does. Older kernels know less; the limits of
 * lock_in hold there.
 */
static void
wall_off(void)
{
	static const struct landlock_ruleset_attr denied = {
		.handled_access_fs =
		    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
		    LANDLOCK_ACCESS_FS_REMOVE_DIR |
		    LANDLOCK_ACCESS_FS_REMOVE_FILE |
		    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
		    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
		    LANDLOCK_ACCESS_FS_MAKE_FIFO |
		    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
	};
	long fd =
	    syscall(SYS_landlock_create_ruleset, &denied, sizeof(denied), 0);

	if (fd < 0)
		return;
	(void)syscall(SYS_landlock_restrict_self, fd, 0);
	(void)close((int)fd);
}

/* Nobody reads what is in memory, and nothing is written to files. */
static void
lock_in(void)
{
	static const struct rlimit none = { 0, 0 };

	(void)umask(077);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)setrlimit(RLIMIT_FSIZE, &none);
#ifndef HUB_CHECKS /* the leak check of a sanitizer traces its own process */
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	wall_off();
	if (chdir("/") != 0) /* no matter: no name is relative */
		errno = 0;
}

/* --- who --- */

static int
refuse(enum err e, const char *text)
{
	fprintf(stderr, "hub: %s\n", text);
	return err_info(e)->exit_status;
}

/* What sshd has written about the sign-in; nobody else can have. */
static char *
read_auth_info(void)
{
	const char *path = getenv("SSH_USER_AUTH");
	char *text = NULL;
	struct stat st;
	ssize_t n;
	int fd;

	if (path == NULL)
		return NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && (st.st_mode & 022) == 0 &&
	    st.st_size > 0 && st.st_size <= AUTH_FILE_MAX) {
		text = xcalloc(1, (size_t)st.st_size + 1);
		n = read(fd, text, (size_t)st.st_size);
		text[n > 0 ? n : 0] = '\0';
	}
	(void)close(fd);
	return text;
}

/* The key of the first line "publickey TYPE BASE64"; owner frees. */
static char *
proven_key(void)
{
	char *text = read_auth_info(), *rest = text, *line, *key = NULL;

	while (key == NULL && (line = strsep(&rest, "\n")) != NULL)
		if (str_starts(line, "publickey "))
			key = xstrdup(line + strlen("publickey "));
	free(text);
	return key;
}

/* --- what --- */

bool
ssh_entry_found(int argc, char **argv)
{
	if (argc > 0 && argv[0][0] == '-')
		return true; /* a login shell */
	if (argc < 2)
		return false;
	return str_eq(argv[1], "--ssh") || str_eq(argv[1], "--shell") ||
	       (argc == 3 && str_eq(argv[1], "-c"));
}

/* Words of the forced command: --ssh|--shell [--data DIR|--connect PATH]. */
static bool
read_arguments(struct ssh_entry *e, int argc, char **argv)
{
	const char **at;
	int i;

	for (i = 2; i < argc; i++) {
		if (str_eq(argv[i], "--data"))
			at = &e->data_dir;
		else if (str_eq(argv[i], "--connect"))
			at = &e->socket;
		else
			return false;
		if (++i >= argc || argv[i][0] != '/' || *at != NULL)
			return false;
		*at = argv[i];
	}
	return e->data_dir == NULL || e->socket == NULL;
}

/* "/usr/bin/hub --shell", the forced command of people whose shell we are. */
static bool
is_own_shell(const char *command)
{
	const char *blank = strchr(command, ' ');
	const char *name;

	if (blank == NULL || !str_eq(blank, " --shell"))
		return false;
	for (name = blank; name > command && name[-1] != '/'; name--)
		;
	return blank - name == 3 && str_starts(name, "hub");
}

static const char *
wanted_command(int argc, char **argv)
{
	const char *original = getenv("SSH_ORIGINAL_COMMAND");

	if (argc == 3 && str_eq(argv[1], "-c"))
		return is_own_shell(argv[2]) ? original : argv[2];
	return argv[0][0] == '-' ? NULL : original;
}

static int
refuse_foreign(const char *word)
{
	char text[200];

	snprintf(text, sizeof(text),
	    _("'%.60s' is not offered here: this account has no shell and "
	      "transfers no files, it only opens the hub"),
	    word);
	return refuse(E_FORBIDDEN, text);
}

static int
read_command(struct ssh_entry *e, const char *command)
{
	struct ssh_words *w = &e->words;
	char why[200];

	e->want = SSH_SCREEN;
	if (command == NULL)
		return CLI_DONE;
	if (!ssh_words_split(w, command, why, sizeof(why)))
		return refuse(E_BAD_REQUEST, why);
	if (w->argc == 0)
		return CLI_DONE;
	if (str_eq(w->argv[0], "hub-protocol") && w->argc == 1) {
		e->want = SSH_RELAY;
		return CLI_DONE;
	}
	if (ssh_words_foreign(w->argv[0]))
		return refuse_foreign(w->argv[0]);
	e->want = SSH_LINE;
	if (str_eq(w->argv[0], "hub"))
		return CLI_DONE;
	if (w->argc == SSH_WORDS_MAX)
		return refuse(
		    E_BAD_REQUEST, _("the command has too many words"));
	memmove(&w->argv[1], &w->argv[0],
	    (size_t)(w->argc + 1) * sizeof(w->argv[0]));
	w->argv[0] = w->room + strlen(w->room); /* "": the program itself */
	w->argc++;
	return CLI_DONE;
}

static int
check_terminal(const struct ssh_entry *e)
{
	bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	if (e->want == SSH_SCREEN && !terminal)
		return refuse(E_BAD_REQUEST,
		    _("the screen needs a terminal: connect with ssh -t, or "
		      "name a command, as in: ssh HOST slots"));
	if (e->want == SSH_RELAY && isatty(STDIN_FILENO))
		return refuse(E_BAD_REQUEST,
		    _("hub-protocol is for programs: use hub ssh://HOST, or "
		      "ssh -T"));
	return CLI_DONE;
}

int
ssh_entry_open(struct ssh_entry *e, int argc, char **argv)
{
	int status;

	*e = (struct ssh_entry){ 0 };
	scrub_environment();
	lock_in();
	(void)term_locale(NULL);
	e->by_key = argc > 1 && str_eq(argv[1], "--ssh");
	if ((e->by_key || (argc > 1 && str_eq(argv[1], "--shell"))) &&
	    !read_arguments(e, argc, argv))
		return refuse(E_BAD_REQUEST,
		    _("--ssh takes --data FOLDER or --connect SOCKET, with "
		      "full paths"));
	status = read_command(e, wanted_command(argc, argv));
	if (status == CLI_DONE)
		status = check_terminal(e);
	if (status != CLI_DONE || !e->by_key)
		return status;
	if ((e->key = proven_key()) != NULL)
		return CLI_DONE;
	return refuse(E_UNAUTHENTICATED,
	    _("sshd does not say which key has signed in: it needs "
	      "\"ExposeAuthInfo yes\", and a key of the security centre"));
}

void
ssh_entry_done(struct ssh_entry *e)
{
	free(e->key);
	ssh_words_done(&e->words);
	*e = (struct ssh_entry){ 0 };
}
