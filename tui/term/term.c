/* Opening, sizes and modes of the terminal. Used by tui/ui and main. */
#include "tui/term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tui/term/entry.h"
#include "tui/term/term_int.h"

/* last: its macros would reach into the headers above */
#include <ncurses.h>

#define READ_MAX 4096
#define FEED_MAX 65536 /* reads pause while that much waits */

static const char *
env(const char *name)
{
	const char *s = getenv(name);

	return s == NULL ? "" : s;
}

static bool
wants_true(const char *depth)
{
	const char *ct = env("COLORTERM");

	if (str_eq(depth, "true"))
		return true;
	return str_eq(depth, "auto") && *env("NO_COLOR") == '\0' &&
	       (str_eq(ct, "truecolor") || str_eq(ct, "24bit"));
}

/* The entry to use; false when none works. */
static bool
choose_name(struct term *t, const char *depth)
{
	const char *const names[] = { env("TERM"), "xterm-256color", "vt100" };
	char direct[64];

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (!entry_usable(names[i], t->out_fd))
			continue;
		str_copy(t->name, sizeof t->name, names[i]);
		if (wants_true(depth) &&
		    entry_direct(names[i], t->out_fd, direct, sizeof direct)) {
			str_copy(t->name, sizeof t->name, direct);
			t->direct = true;
		}
		return true;
	}
	return false;
}

static enum term_depth
find_depth(const struct term *t, const char *depth)
{
	if (!has_colors() || str_eq(depth, "mono") ||
	    (str_eq(depth, "auto") && *env("NO_COLOR") != '\0'))
		return DEPTH_MONO;
	if (t->direct)
		return DEPTH_TRUE;
	if (COLORS >= 256 && !str_eq(depth, "16") && !str_eq(depth, "8"))
		return DEPTH_256;
	return COLORS >= 16 && !str_eq(depth, "8") ? DEPTH_16 : DEPTH_8;
}

void
term_raw(struct term *t, const char *s, size_t n)
{
	while (n > 0 && !t->headless) {
		ssize_t w = write(t->out_fd, s, n);
		struct pollfd p = { .fd = t->out_fd, .events = POLLOUT };

		if (w > 0) {
			s += w;
			n -= (size_t)w;
		} else if (w < 0 && errno == EAGAIN) {
			poll(&p, 1, 1000);
		} else if (w >= 0 || errno != EINTR) {
			return;
		}
	}
}

static void
raw_str(struct term *t, const char *s)
{
	term_raw(t, s, strlen(s));
}

void
term_modes(struct term *t, bool on)
{
	if (!t->xtermish)
		return;
	raw_str(t, on ? "\033[?2004h" : "\033[?2004l");
	if (t->mouse)
		raw_str(t,
		    on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

/*
 * Reading uses a description of its own: the event loop makes it non-blocking
 * and that must not reach the output side of the same terminal.
 */
static int
open_input(int in_fd)
{
	char name[256];
	int fd = -1;

	if (ttyname_r(in_fd, name, sizeof name) == 0)
		fd = open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC);
	return fd >= 0 ? fd : fcntl(in_fd, F_DUPFD_CLOEXEC, 3);
}

static int
sync_fd(void)
{
	int64_t n;

	return str_int(env("HUB_SYNC_FD"), 0, 1 << 20, &n) ? (int)n : -1;
}

static struct term *
alloc(bool ascii)
{
	struct term *t = xcalloc(1, sizeof *t);

	t->fd = t->out_fd = t->sync_fd = -1;
	input_init(&t->input, ascii);
	t->full = true;
	return t;
}

static void
set_size(struct term *t, int rows, int cols)
{
	bool ascii = t->next.ascii;

	grid_resize(&t->next, rows, cols);
	grid_resize(&t->shown, rows, cols);
	t->next.ascii = t->shown.ascii = ascii;
	t->full = true;
}

static void
read_size(struct term *t)
{
	struct winsize ws;
	int rows, cols;

	if (ioctl(t->out_fd, TIOCGWINSZ, &ws) == 0 && ws.ws_row > 0 &&
	    ws.ws_col > 0 && (ws.ws_row != LINES || ws.ws_col != COLS))
		resize_term(ws.ws_row, ws.ws_col);
	getmaxyx(stdscr, rows, cols);
	set_size(t, rows, cols);
}

/* What newterm does not do: raw keys, colours, our modes. */
static void
prepare(struct term *t, const struct term_config *cfg, const char *depth)
{
	raw();
	noecho();
	nonl();
	set_escdelay(ESC_DELAY_MS);
	typeahead(-1); /* an update is never cut short by waiting keys */
	keypad(stdscr, TRUE);
	if (has_colors()) {
		start_color();
		use_default_colors();
	}
	t->depth = t->most = find_depth(t, depth);
	t->xtermish = entry_has("kmous");
	t->mouse = t->xtermish && !cfg->no_mouse;
	t->next.ascii = cfg->ascii;
	t->sync_fd = sync_fd();
	read_size(t);
	term_modes(t, true);
}

struct term *
term_open(const struct term_config *cfg)
{
	const char *depth = cfg->depth == NULL ? "auto" : cfg->depth;
	struct term *t;

	if (!isatty(cfg->in_fd) || !isatty(cfg->out_fd))
		return NULL;
	t = alloc(cfg->ascii);
	t->out_fd = cfg->out_fd;
	t->fd = open_input(cfg->in_fd);
	t->out = fdopen(dup(cfg->out_fd), "w");
	t->in = fdopen(dup(cfg->in_fd), "r");
	use_env(FALSE); /* the terminal knows its size better than LINES */
	use_tioctl(TRUE);
	if (t->fd >= 0 && t->out != NULL && t->in != NULL &&
	    choose_name(t, depth))
		t->scr = newterm(t->name, t->out, t->in);
	if (t->scr == NULL)
		return term_close(t);
	prepare(t, cfg, depth);
	return t;
}

struct term *
term_headless(int rows, int cols, bool ascii)
{
	struct term *t = alloc(ascii);

	t->headless = true;
	t->depth = t->most = DEPTH_TRUE;
	t->next.ascii = ascii;
	set_size(t, rows, cols);
	str_copy(t->name, sizeof t->name, "headless");
	return t;
}

struct term *
term_close(struct term *t)
{
	if (t == NULL)
		return NULL;
	if (t->scr != NULL) {
		if (!t->suspended) {
			term_modes(t, false);
			endwin();
		}
		delscreen(t->scr);
	}
	if (t->out != NULL)
		fclose(t->out);
	if (t->in != NULL)
		fclose(t->in);
	if (t->fd >= 0)
		close(t->fd);
	input_done(&t->input);
	grid_done(&t->next);
	grid_done(&t->shown);
	free(t);
	return NULL;
}

int
term_fd(const struct term *t)
{
	return t->fd;
}

void
term_size(const struct term *t, int *rows, int *cols)
{
	*rows = t->next.rows;
	*cols = t->next.cols;
}

enum term_depth
term_depth(const struct term *t)
{
	return t->depth;
}

void
term_set_depth(struct term *t, enum term_depth depth)
{
	if (depth > t->most)
		depth = t->most;
	if (t->direct && depth != DEPTH_MONO)
		depth = DEPTH_TRUE;
	t->depth = depth;
}

const char *
term_name(const struct term *t)
{
	return t->name;
}

bool
term_ascii(const struct term *t)
{
	return t->next.ascii;
}

void
term_set_ascii(struct term *t, bool ascii)
{
	t->next.ascii = ascii;
	t->full = true;
}

struct grid *
term_grid(struct term *t)
{
	return &t->next;
}

int
term_ink_at(const struct term *t, int row, int col)
{
	return grid_ink(&t->shown, row, col);
}

static void
fill(struct term *t)
{
	char s[READ_MAX];
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	ssize_t n;

	if (t->fd < 0 || t->input.eof || t->input.bytes.len > FEED_MAX * 8 ||
	    (!t->input.pasting && t->input.bytes.len > FEED_MAX))
		return;
	if (poll(&p, 1, 0) <= 0)
		return;
	n = read(t->fd, s, sizeof s);
	if (n > 0)
		term_feed(t, s, (size_t)n);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		t->input.eof = true;
}

void
term_feed(struct term *t, const void *bytes, size_t n)
{
	buf_add(&t->input.bytes, bytes, n);
	t->input.since = INT64_MAX; /* more came: wait again */
}

bool
term_read(struct term *t, struct term_event *ev, int64_t mono)
{
	if (t->resized) {
		memset(ev, 0, sizeof *ev);
		ev->kind = TERM_RESIZE;
		t->resized = false;
		return true;
	}
	for (;;) {
		size_t before;

		if (input_next(&t->input, ev, mono))
			return true;
		before = t->input.bytes.len;
		fill(t);
		if (t->input.eof && before == t->input.bytes.len)
			break;
		if (before == t->input.bytes.len)
			return false;
	}
	if (input_next(&t->input, ev, mono))
		return true;
	memset(ev, 0, sizeof *ev);
	ev->kind = TERM_HANGUP;
	return true;
}

int64_t
term_deadline(const struct term *t)
{
	if (t->input.since == INT64_MAX)
		return INT64_MAX;
	return t->input.since + ESC_DELAY_MS;
}

void
term_resized(struct term *t)
{
	if (!t->headless)
		read_size(t);
	/* what was on its way to a terminal of another size, as over SSH, has
	 * wrapped there and moved what we think is shown */
	term_repaint(t);
	t->resized = true;
}

void
term_bell(struct term *t)
{
	raw_str(t, "\a");
}

void
term_title(struct term *t, const char *title)
{
	struct buf b;

	if (!t->xtermish)
		return;
	buf_init(&b, 512);
	buf_adds(&b, "\033]2;");
	for (; *title != '\0'; title++)
		if ((unsigned char)*title >= 0x20 && *title != 0x7f)
			buf_addc(&b, *title);
	b.full = false;
	buf_adds(&b, "\a");
	if (!b.full)
		term_raw(t, b.p, b.len);
	buf_done(&b);
}

void
term_suspend(struct term *t)
{
	if (t->headless || t->suspended)
		return;
	term_modes(t, false);
	endwin();
	t->suspended = true;
}

void
term_resume(struct term *t)
{
	if (!t->suspended)
		return;
	t->suspended = false;
	read_size(t);
	term_modes(t, true);
	term_repaint(t);
	t->resized = true;
}

void
term_sync_idle(struct term *t)
{
	char line[64];
	int n;

	if (t->sync_fd < 0 || t->input.bytes.len > 0 || t->resized ||
	    (t->told_bytes == t->input.consumed && t->told_frames == t->frames))
		return;
	t->told_bytes = t->input.consumed;
	t->told_frames = t->frames;
	n = snprintf(line, sizeof line, "\033]7777;%llu;%d;%d\a",
	    (unsigned long long)t->told_bytes, t->next.rows, t->next.cols);
	term_raw(t, line, (size_t)n);
	n = snprintf(line, sizeof line, "idle %llu\n",
	    (unsigned long long)t->told_bytes);
	if (write(t->sync_fd, line, (size_t)n) != n)
		t->sync_fd = -1; /* the harness is gone */
}
