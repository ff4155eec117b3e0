/* Programs in a pty, read through libvterm. Used by the screen tests. */
#include "tests/harness/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include "common/buf.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/screen_int.h"

#define DEADLINE_MS 30000
#define OUTPUT_MAX (32 << 20)

static int64_t
mono_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void
die(struct screen_run *s, const char *what)
{
	fprintf(stderr, "# screen: %s; sent %llu, marked %llu\n%s", what,
	    (unsigned long long)s->sent, (unsigned long long)s->marked,
	    screen_text(s));
	screen_free(s);
	exit(1);
}

/* The OSC mark: 7777;bytes consumed;rows;cols. */
static int
on_osc(const char *command, size_t n, void *user)
{
	struct screen_run *s = user;
	char text[96];
	unsigned long long bytes;

	if (n >= sizeof text)
		return 0;
	memcpy(text, command, n);
	text[n] = '\0';
	if (sscanf(text, "7777;%llu;%d;%d", &bytes, &s->marked_rows,
		&s->marked_cols) != 3)
		return 0;
	s->marked = bytes;
	s->partial = false;
	s->marks++;
	s->mark_bytes += n + 3;
	return 1;
}

static int
on_prop(VTermProp prop, VTermValue *val, void *user)
{
	struct screen_run *s = user;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		s->cursor_on = val->boolean;
	if (prop == VTERM_PROP_TITLE)
		str_copy(s->title, sizeof s->title, val->string);
	return 1;
}

/* Something was painted: until its mark comes the frame is not whole. */
static int
on_damage(VTermRect rect, void *user)
{
	(void)rect;
	((struct screen_run *)user)->partial = true;
	return 1;
}

static const VTermScreenCallbacks screen_callbacks = { .damage = on_damage,
	.settermprop = on_prop };
static const VTermParserCallbacks parser_callbacks = { .osc = on_osc };

static void
open_vterm(struct screen_run *s, int rows, int cols)
{
	s->vt = vterm_new(rows, cols);
	vterm_set_utf8(s->vt, 1);
	s->vs = vterm_obtain_screen(s->vt);
	vterm_screen_enable_altscreen(s->vs, 1);
	vterm_screen_set_callbacks(s->vs, &screen_callbacks, s);
	vterm_screen_set_unrecognised_fallbacks(s->vs, &parser_callbacks, s);
	vterm_screen_reset(s->vs, 1);
	s->cursor_on = true;
}

/* Reads what the program wrote; false at its end. */
static bool
read_output(struct screen_run *s)
{
	char bytes[65536];
	ssize_t n = read(s->master, bytes, sizeof bytes);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n <= 0)
		return false; /* EIO: the other side is closed */
	s->bytes += (size_t)n;
	buf_add(&s->output, bytes, (size_t)n);
	vterm_input_write(s->vt, bytes, (size_t)n);
	return true;
}

/* Lines of the sync pipe; only their arrival counts, the mark has the rest. */
static void
read_sync(struct screen_run *s)
{
	char line[4096];
	ssize_t n = read(s->sync, line, sizeof line - 1);
	const char *last;

	if (n <= 0)
		return;
	line[n] = '\0';
	for (last = line; (last = strstr(last, "idle ")) != NULL; last++)
		s->told = strtoull(last + 5, NULL, 10);
}

/* One round of waiting; false when the program has closed its terminal. */
static bool
pump(struct screen_run *s, int64_t until, const char *what)
{
	struct pollfd p[2] = { { s->master, POLLIN, 0 },
		{ s->sync, POLLIN, 0 } };
	int64_t left = until - mono_ms();

	if (left <= 0)
		die(s, what);
	if (poll(p, 2, (int)left) < 0 && errno != EINTR)
		die(s, "poll failed");
	if (p[1].revents & POLLIN)
		read_sync(s);
	return p[0].revents == 0 || read_output(s);
}

static bool
is_idle(const struct screen_run *s)
{
	if (s->far)
		return true;
	return s->marks > 0 && !s->partial && s->marked >= s->sent &&
	       s->told >= s->sent && s->marked_rows == s->rows &&
	       s->marked_cols == s->cols;
}

static void
wait_idle(struct screen_run *s)
{
	int64_t until = mono_ms() + DEADLINE_MS;

	while (!is_idle(s))
		if (!pump(s, until, "no idle line in time"))
			die(s, "the program ended");
}

static void
child(const struct screen_spec *spec, char **env, const int fds[2])
{
	signal(SIGPIPE, SIG_DFL);
	if (fds[1] != 3) {
		dup2(fds[1], 3);
		close(fds[1]);
	}
	if (fds[0] != 3)
		close(fds[0]);
	if (chdir("/") != 0)
		_exit(126);
	execve(spec->argv[0], (char **)(uintptr_t)spec->argv, env);
	fprintf(stderr, "cannot run %s: %s\n", spec->argv[0], strerror(errno));
	_exit(127);
}

struct screen_run *
screen_start(const struct screen_spec *spec)
{
	struct screen_run *s = xcalloc(1, sizeof *s);
	struct winsize ws = { 0 };
	int fds[2];
	char **env;

	s->rows = spec->rows > 0 ? spec->rows : 24;
	s->cols = spec->cols > 0 ? spec->cols : 80;
	s->far = spec->far;
	ws.ws_row = (unsigned short)s->rows;
	ws.ws_col = (unsigned short)s->cols;
	buf_init(&s->text, 1 << 20);
	buf_init(&s->output, OUTPUT_MAX);
	open_vterm(s, s->rows, s->cols);
	env = screen_env(s, spec);
	if (pipe(fds) != 0)
		die(s, "no pipe");
	s->pid = forkpty(&s->master, NULL, NULL, &ws);
	if (s->pid < 0)
		die(s, "no pty");
	if (s->pid == 0)
		child(spec, env, fds);
	close(fds[1]);
	screen_env_free(env);
	s->sync = fds[0];
	fcntl(s->sync, F_SETFD, FD_CLOEXEC);
	fcntl(s->sync, F_SETFL, O_NONBLOCK);
	fcntl(s->master, F_SETFD, FD_CLOEXEC);
	fcntl(s->master, F_SETFL, O_NONBLOCK);
	wait_idle(s);
	return s;
}

struct screen_run *
screen_free(struct screen_run *s)
{
	if (s == NULL)
		return NULL;
	if (s->pid > 0) {
		kill(s->pid, SIGKILL);
		waitpid(s->pid, NULL, 0);
	}
	if (s->master > 0)
		close(s->master);
	if (s->sync > 0)
		close(s->sync);
	vterm_free(s->vt);
	buf_done(&s->text);
	buf_done(&s->output);
	screen_home_free(s);
	free(s);
	return NULL;
}

static void
write_all(struct screen_run *s, const char *p, size_t n)
{
	int64_t until = mono_ms() + DEADLINE_MS;

	s->sent += n;
	while (n > 0) {
		ssize_t w = write(s->master, p, n);

		if (w > 0) {
			p += w;
			n -= (size_t)w;
		} else if (w < 0 && errno == EAGAIN) {
			pump(s, until, "the program does not read");
		} else if (w < 0 && errno != EINTR) {
			die(s, "cannot write to the program");
		}
	}
}

void
screen_send_bytes(struct screen_run *s, const void *p, size_t n)
{
	write_all(s, p, n);
	wait_idle(s);
}

void
screen_send(struct screen_run *s, const char *keys)
{
	screen_send_bytes(s, keys, strlen(keys));
}

void
screen_keys(struct screen_run *s, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		screen_send(s, *keys);
}

void
screen_paste(struct screen_run *s, const char *text)
{
	char *all = xprintf("\033[200~%s\033[201~", text);

	screen_send(s, all);
	free(all);
}

void
screen_mouse(struct screen_run *s, int button, int row, int col)
{
	char text[64];

	snprintf(text, sizeof text, "\033[<%d;%d;%dM\033[<%d;%d;%dm", button,
	    col + 1, row + 1, button, col + 1, row + 1);
	screen_send(s, text);
}

void
screen_resize(struct screen_run *s, int rows, int cols)
{
	struct winsize ws = { .ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols };

	s->rows = rows;
	s->cols = cols;
	vterm_set_size(s->vt, rows, cols);
	if (ioctl(s->master, TIOCSWINSZ, &ws) != 0)
		die(s, "cannot resize");
	wait_idle(s);
}

static void
wait_text(struct screen_run *s, const char *text, bool there)
{
	int64_t until = mono_ms() + DEADLINE_MS;

	while (screen_has(s, text) != there || !is_idle(s))
		if (!pump(s, until, text))
			die(s, "the program ended");
}

void
screen_wait_text(struct screen_run *s, const char *text)
{
	wait_text(s, text, true);
}

void
screen_wait_gone(struct screen_run *s, const char *text)
{
	wait_text(s, text, false);
}

int
screen_wait_exit(struct screen_run *s)
{
	int64_t until = mono_ms() + DEADLINE_MS;
	int status;

	while (pump(s, until, "the program does not end"))
		;
	if (waitpid(s->pid, &status, 0) != s->pid)
		die(s, "no exit status");
	s->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
screen_send_exit(struct screen_run *s, const char *keys)
{
	write_all(s, keys, strlen(keys));
	return screen_wait_exit(s);
}

int
screen_pid(const struct screen_run *s)
{
	return s->pid;
}

size_t
screen_bytes(struct screen_run *s)
{
	size_t n = s->bytes - s->mark_bytes;

	s->bytes = s->mark_bytes = 0;
	return n;
}

const char *
screen_output(const struct screen_run *s, size_t *n)
{
	*n = s->output.len;
	return buf_str(&s->output);
}
