/* Scripts of keys and pictures. Run by programs/screen_runner. */
#include "tests/harness/screen_script.h"

#include <ctype.h>
#include <limits.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/screen.h"
#include "tests/harness/screen_script_int.h"
#include "tests/harness/server_proc.h"

#define SCRIPT_MAX (1 << 20)

static bool __attribute__((format(printf, 2, 3)))
fail(struct script *x, const char *fmt, ...)
{
	va_list ap;

	buf_addf(x->why, "%s:%d: ", x->path, x->line);
	va_start(ap, fmt);
	buf_vaddf(x->why, fmt, ap);
	va_end(ap);
	buf_addc(x->why, '\n');
	if (x->run != NULL)
		buf_adds(x->why, screen_text(x->run));
	return false;
}

/* $data, $socket and $tls in a line; the caller frees. */
static char *
expand(const struct script *x, const char *s)
{
	struct buf b;

	buf_init(&b, SCRIPT_MAX);
	while (*s != '\0') {
		if (str_starts(s, "$data")) {
			buf_adds(&b, x->server.data);
			s += 5;
		} else if (str_starts(s, "$socket")) {
			buf_adds(&b, x->server.socket);
			s += 7;
		} else if (str_starts(s, "$tls")) {
			buf_addf(&b, "%s:%d", x->server.host, x->server.port);
			s += 4;
		} else {
			buf_addc(&b, *s++);
		}
	}
	return buf_take(&b);
}

/* Splits in place at blanks; ends with NULL. */
static int
split(char *s, const char **out, int max)
{
	int n = 0;
	char *save = NULL, *w = strtok_r(s, " ", &save);

	for (; w != NULL && n + 1 < max; w = strtok_r(NULL, " ", &save))
		out[n++] = w;
	out[n] = NULL;
	return n;
}

static bool
do_env(struct script *x, char *arg)
{
	if (x->n_env + 1 >= SCRIPT_ENV)
		return fail(x, "too many env lines");
	x->env[x->n_env++] = xstrdup(arg);
	return true;
}

static bool
size_of(const char *arg, int *rows, int *cols)
{
	return sscanf(arg, "%dx%d", cols, rows) == 2 && *rows > 0 && *cols > 0;
}

static bool
do_size(struct script *x, char *arg)
{
	return size_of(arg, &x->rows, &x->cols) || fail(x, "bad size");
}

static bool
do_resize(struct script *x, char *arg)
{
	int rows, cols;

	if (!size_of(arg, &rows, &cols))
		return fail(x, "bad size");
	screen_resize(x->run, rows, cols);
	return true;
}

static bool
do_server(struct script *x, char *arg)
{
	const char *args[32];

	split(arg, args, 32);
	if (server_start(&x->server, &(struct server_opts){ .args = args }))
		return true;
	return fail(x, "hubd did not start, see %s", x->server.log);
}

static bool
do_clock(struct script *x, char *arg)
{
	char path[PATH_MAX + 16];

	snprintf(path, sizeof path, "%s/testd", x->dir);
	if (setenv("HUBD", path, 1) == 0 &&
	    setenv("HUB_TEST_CLOCK", arg, 1) == 0)
		return true;
	return fail(x, "no environment");
}

static bool
do_stop(struct script *x, char *arg)
{
	int status = server_stop(&x->server);

	(void)arg;
	return status == 0 || fail(x, "the server ended with %d", status);
}

static bool
do_restart(struct script *x, char *arg)
{
	struct server_proc *s = &x->server;
	const char *args[32];
	char data[sizeof s->data];
	bool ok;

	if (!do_stop(x, arg))
		return false;
	split(arg, args, 32);
	(void)str_copy(data, sizeof data, s->data);
	ok = server_start(
	    s, &(struct server_opts){ .data = data, .args = args });
	s->keep = false; /* the folder is still ours */
	return ok || fail(x, "hubd did not start, see %s", s->log);
}

static bool
run_logged(const char *const *argv, int log)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		/* the answer is of interest only when it is a refusal */
		if (dup2(log, STDOUT_FILENO) < 0)
			_exit(126);
		execv(argv[0], (char **)(uintptr_t)argv);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid &&
	       WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Runs it; what it printed goes to why when it fails. */
static bool
run_reported(struct script *x, const char *const *argv)
{
	int log = memfd_create("answer", MFD_CLOEXEC);
	char answer[4096];
	ssize_t n;
	bool ok;

	if (log < 0)
		return fail(x, "no file in memory");
	ok = run_logged(argv, log);
	n = ok ? 0 : pread(log, answer, sizeof answer - 1, 0);
	answer[n > 0 ? n : 0] = '\0';
	close(log);
	return ok || fail(x, "%s: %s", argv[4], answer);
}

/* call USER OP JSON */
static bool
do_call(struct script *x, char *arg)
{
	char hubctl[PATH_MAX + 16], *save = NULL;
	const char *user = strtok_r(arg, " ", &save);
	const char *op = strtok_r(NULL, " ", &save);
	const char *argv[] = { hubctl, "--data", x->server.data, "call", op,
		save, "--as", user, NULL };

	if (user == NULL || op == NULL)
		return fail(x, "call USER OP JSON");
	snprintf(hubctl, sizeof hubctl, "%s/../hubctl", x->dir);
	if (save == NULL || *save == '\0')
		argv[5] = "{}";
	if (str_eq(user, "-"))
		argv[6] = NULL;
	return run_reported(x, argv);
}

static bool
do_sql(struct script *x, char *arg)
{
	char path[PATH_MAX + 16];
	sqlite3 *db = NULL;
	bool ok;

	snprintf(path, sizeof path, "%s/hub.db", x->server.data);
	ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) ==
		 SQLITE_OK &&
	     sqlite3_busy_timeout(db, 5000) == SQLITE_OK &&
	     sqlite3_exec(db, arg, NULL, NULL, NULL) == SQLITE_OK;
	if (!ok)
		fail(x, "%s", sqlite3_errmsg(db));
	sqlite3_close(db);
	return ok;
}

static bool
do_run(struct script *x, char *arg)
{
	const char *argv[32];
	struct screen_spec spec = { .argv = argv + 1,
		.env = (const char *const *)x->env,
		.rows = x->rows,
		.cols = x->cols };

	if (split(arg, argv, 32) == 0)
		return fail(x, "run PROGRAM");
	x->run = screen_start_built(argv[0], &spec);
	return true;
}

static bool
do_type(struct script *x, char *arg)
{
	screen_send(x->run, arg);
	return true;
}

static const struct {
	const char *name, *bytes;
} keys[] = {
	{ "Backspace", KEYS_BACKSPACE },
	{ "Backtab", KEYS_BACKTAB },
	{ "Del", KEYS_DELETE },
	{ "Down", KEYS_DOWN },
	{ "End", KEYS_END },
	{ "Enter", KEYS_ENTER },
	{ "Esc", KEYS_ESC },
	{ "F1", KEYS_F1 },
	{ "F10", "\033[21~" },
	{ "F11", "\033[23~" },
	{ "F12", "\033[24~" },
	{ "F2", KEYS_F2 },
	{ "F3", "\033OR" },
	{ "F4", "\033OS" },
	{ "F5", "\033[15~" },
	{ "F6", "\033[17~" },
	{ "F7", "\033[18~" },
	{ "F8", "\033[19~" },
	{ "F9", "\033[20~" },
	{ "Home", KEYS_HOME },
	{ "Left", KEYS_LEFT },
	{ "PgDn", KEYS_PGDN },
	{ "PgUp", KEYS_PGUP },
	{ "Right", KEYS_RIGHT },
	{ "Space", " " },
	{ "Tab", KEYS_TAB },
	{ "Up", KEYS_UP },
};

static bool
key_bytes(const char *name, char out[16])
{
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (str_eq(keys[i].name, name))
			return str_copy(out, 16, keys[i].bytes);
	if (str_starts(name, "C-") && name[2] != '\0' && name[3] == '\0') {
		snprintf(out, 16, "%c", name[2] & 0x1f);
		return true;
	}
	if (str_starts(name, "A-") && name[2] != '\0') {
		snprintf(out, 16, "\033%.4s", name + 2);
		return true;
	}
	/* one character */
	return str_copy(out, 16, name) &&
	       (name[1] == '\0' || (unsigned char)name[0] >= 0xc0);
}

static bool
do_keys(struct script *x, char *arg)
{
	char bytes[16];
	const char *names[256];
	int n = split(arg, names, 256);

	for (int i = 0; i < n; i++) {
		if (!key_bytes(names[i], bytes))
			return fail(x, "unknown key %s", names[i]);
		screen_send(x->run, bytes);
	}
	return true;
}

static bool
do_paste(struct script *x, char *arg)
{
	char *out = arg, *in = arg;

	for (; *in != '\0'; in++) {
		if (in[0] == '\\' && in[1] == 'n') {
			*out++ = '\n';
			in++;
		} else {
			*out++ = *in;
		}
	}
	*out = '\0';
	screen_paste(x->run, arg);
	return true;
}

static bool
do_click(struct script *x, char *arg)
{
	int row, col;

	if (!screen_find(x->run, arg, &row, &col))
		return fail(x, "\"%s\" is not there", arg);
	screen_mouse(x->run, 0, row, col);
	return true;
}

static bool
do_see(struct script *x, char *arg)
{
	screen_wait_text(x->run, arg);
	return true;
}

static bool
do_unsee(struct script *x, char *arg)
{
	screen_wait_gone(x->run, arg);
	return true;
}

static bool
do_not(struct script *x, char *arg)
{
	return !screen_has(x->run, arg) || fail(x, "\"%s\" is there", arg);
}

static bool
do_cursor(struct script *x, char *arg)
{
	int row, col, at, unused;

	if (!screen_find(x->run, arg, &row, &col))
		return fail(x, "\"%s\" is not there", arg);
	if (!screen_cursor(x->run, &at, &unused))
		return fail(x, "the cursor is hidden");
	return at == row ||
	       fail(x, "the cursor is in line %d, not %d", at + 1, row + 1);
}

/* exit STATUS [KEY]: the key after which the program ends, if any */
static bool
do_exit(struct script *x, char *arg)
{
	const char *words[3];
	int n = split(arg, words, 3), status;
	char bytes[16] = "";
	int64_t want;

	if (n < 1 || !str_int(words[0], 0, 255, &want))
		return fail(x, "exit STATUS");
	if (n == 2 && !key_bytes(words[1], bytes))
		return fail(x, "unknown key %s", words[1]);
	status = screen_send_exit(x->run, bytes);
	x->run = screen_free(x->run);
	return status == want || fail(x, "exit status %d", status);
}

static bool
do_screen(struct script *x, char *arg)
{
	(void)arg;
	return script_picture(x) || fail(x, "the picture differs; it is:");
}

static bool do_include(struct script *x, char *arg);

/* needs: a program must run (1), must not run yet (0), either (2) */
static const struct {
	const char *name;
	bool (*fn)(struct script *x, char *arg);
	int needs;
} commands[] = {
	{ "backup", script_backup, 1 },
	{ "call", do_call, 2 },
	{ "click", do_click, 1 },
	{ "clock", do_clock, 2 },
	{ "cursor", do_cursor, 1 },
	{ "env", do_env, 0 },
	{ "erased", script_erased, 1 },
	{ "exit", do_exit, 1 },
	{ "hub", script_hub, 2 },
	{ "include", do_include, 2 },
	{ "input", script_input, 2 },
	{ "keys", do_keys, 1 },
	{ "not", do_not, 1 },
	{ "paste", do_paste, 1 },
	{ "qr", script_qr, 1 },
	{ "resize", do_resize, 1 },
	{ "restart", do_restart, 2 },
	{ "run", do_run, 0 },
	{ "screen", do_screen, 1 },
	{ "secret", script_secret, 1 },
	{ "see", do_see, 1 },
	{ "server", do_server, 0 },
	{ "size", do_size, 0 },
	{ "sql", do_sql, 2 },
	{ "stop", do_stop, 2 },
	{ "totp", script_totp, 1 },
	{ "type", do_type, 1 },
	{ "unsee", do_unsee, 1 },
};

static bool
run_line(struct script *x, char *line)
{
	char *arg = line + strcspn(line, " ");

	if (*arg != '\0')
		*arg++ = '\0';
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		char *text;
		bool ok;

		if (!str_eq(commands[i].name, line))
			continue;
		if (commands[i].needs != 2 &&
		    commands[i].needs != (x->run != NULL))
			return fail(x, "%s at the wrong time", line);
		text = expand(x, arg);
		ok = commands[i].fn(x, text);
		free(text);
		return ok;
	}
	return fail(x, "unknown line \"%s\"", line);
}

/* Beside the script, else one or two folders above. */
static char *
read_beside(const char *path, const char *name)
{
	int dir = (int)(strrchr(path, '/') - path);
	static const char *const up[] = { "", "../", "../../" };
	char full[PATH_MAX], *text = NULL;

	for (int i = 0; i < 3 && text == NULL; i++) {
		snprintf(
		    full, sizeof full, "%.*s/%s%s", dir, path, up[i], name);
		text = access(full, R_OK) == 0 ? script_read(full) : NULL;
	}
	return text;
}

static bool
do_include(struct script *x, char *arg)
{
	char *text, *rest, *line;
	bool ok = true;

	if (strchr(x->path, '/') == NULL ||
	    (text = read_beside(x->path, arg)) == NULL)
		return fail(x, "cannot read %s", arg);
	for (rest = text; ok && (line = strsep(&rest, "\n")) != NULL;)
		if (*line != '\0' && *line != '#')
			ok = run_line(x, line);
	free(text);
	return ok;
}

static void
clean(struct script *x)
{
	screen_free(x->run);
	server_clean(&x->server);
	for (int i = 0; i < x->n_env; i++)
		free(x->env[i]);
	buf_done(&x->out);
}

bool
screen_script(const char *path, struct buf *why)
{
	struct script x = { .path = path, .why = why };
	char *text = script_read(path), *rest = text, *line;
	bool ok = text != NULL || fail(&x, "cannot read");

	script_dir(x.dir, sizeof x.dir);
	buf_init(&x.out, SCRIPT_MAX);
	x.rest = &rest;
	while (ok && (line = script_line(&x)) != NULL)
		if (*line != '\0' && *line != '#')
			ok = run_line(&x, line);
	if (ok && x.updated)
		ok = script_write(&x) || fail(&x, "cannot write");
	clean(&x);
	free(text);
	return ok;
}
