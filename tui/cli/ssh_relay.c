/*
 * hub-protocol: the bytes of the local socket on standard input and output.
 * First the server is told which key sshd has verified; what the peer sends
 * afterwards can open the session of that key and no other.
 */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli.h"
#include "tui/cli/ssh_entry.h"
#include "tui/client/client.h"
#include "tui/client/client_unix.h"
#include "tui/client/target.h"
#include "tui/ui/i18n.h"

#define ANSWER_MS 10000
#define CHUNK 65536
#define LINE_MAX_BYTES 65536

/* One direction: read when empty, written until empty. */
struct flow {
	int from, to;
	char *bytes;
	size_t at, len;
	bool ended; /* nothing more will be read */
};

static int
fail(int status, const char *text)
{
	fprintf(stderr, "hub: %s\n", text);
	return status;
}

static int
not_reached(const struct target *t, int error)
{
	char text[700];

	snprintf(text, sizeof(text), _("the hub is not reached (%s: %s)"),
	    t->name, strerror(error));
	return fail(err_info(E_TIMEOUT)->exit_status, text);
}

/* Waits for the socket; false when the time is up. */
static bool
wait_for(int fd, short events, int64_t until)
{
	struct pollfd p = { fd, events, 0 };
	int64_t left;

	while ((left = until - client_mono()) > 0)
		if (poll(&p, 1, (int)left) > 0)
			return true;
	return false;
}

/* One line, byte by byte: what follows belongs to the peer. */
static bool
read_line(int fd, struct buf *line)
{
	int64_t until = client_mono() + ANSWER_MS;
	ssize_t n;
	char c;

	buf_clear(line);
	while (!line->full) {
		n = recv(fd, &c, 1, 0);
		if (n == 1 && c == '\n')
			return true;
		if (n == 1)
			buf_addc(line, c);
		else if (n == 0 || (errno != EAGAIN && errno != EINTR) ||
			 !wait_for(fd, POLLIN, until))
			return false;
	}
	return false;
}

static bool
send_all(int fd, const char *p, size_t n)
{
	int64_t until = client_mono() + ANSWER_MS;
	ssize_t done;

	while (n > 0) {
		done = send(fd, p, n, MSG_NOSIGNAL);
		if (done >= 0) {
			p += done;
			n -= (size_t)done;
		} else if ((errno != EAGAIN && errno != EINTR) ||
			   !wait_for(fd, POLLOUT, until))
			return false;
	}
	return true;
}

/* The server learns the key. 0, or the exit status. */
static int
prove(int fd, const struct ssh_entry *e, struct buf *line)
{
	json_t *rq = json_pack("{s:i,s:s,s:{s:s,s:b,s:s}}", "id", 1, "op",
		   "auth.ssh", "params", "key", e->key, "only_prove", 1,
		   "language", ui_lang()),
	       *root;
	char *text = rq != NULL ? json_dumps(rq, JSON_COMPACT) : NULL;
	bool sent = text != NULL && send_all(fd, text, strlen(text)) &&
		    send_all(fd, "\n", 1);
	int status = CLI_DONE;

	json_decref(rq);
	free(text);
	if (!sent || !read_line(fd, line))
		return fail(err_info(E_TIMEOUT)->exit_status,
		    _("the hub does not answer"));
	root = json_parse_heap(line->p, line->len, NULL);
	if (!json_get_bool(root, "success", false)) {
		enum err code =
		    err_by_code(json_get_str(root, "code", "INTERNAL"));

		status = fail(err_info(code)->exit_status,
		    json_get_str(root, "error", "?"));
	}
	json_decref(root);
	return status;
}

static bool
would_wait(ssize_t n)
{
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

/* False: the connection is over. */
static bool
fill(struct flow *f)
{
	ssize_t n = read(f->from, f->bytes, CHUNK);

	if (would_wait(n))
		return true;
	f->at = 0;
	f->len = n > 0 ? (size_t)n : 0;
	f->ended = n <= 0;
	return n >= 0;
}

static bool
drain(struct flow *f)
{
	ssize_t n = write(f->to, f->bytes + f->at, f->len - f->at);

	if (would_wait(n))
		return true;
	if (n < 0)
		return false;
	f->at += (size_t)n;
	if (f->at == f->len)
		f->at = f->len = 0;
	return true;
}

static bool
step(struct flow *f, short in, short out)
{
	if (f->len > 0)
		return out == 0 || drain(f);
	if (f->ended || in == 0)
		return true;
	return fill(f) && (f->len == 0 || drain(f));
}

static void
watch(struct pollfd p[2], const struct flow *f)
{
	p[0] = (struct pollfd){ f->len == 0 && !f->ended ? f->from : -1, POLLIN,
		0 };
	p[1] = (struct pollfd){ f->len > 0 ? f->to : -1, POLLOUT, 0 };
}

/*
 * Until the server has closed and everything is written. The end of input is
 * passed on; the server answers what it has before it closes.
 */
static void
pump(int fd)
{
	struct flow up = { .from = STDIN_FILENO, .to = fd };
	struct flow down = { .from = fd, .to = STDOUT_FILENO };
	bool told = false;
	struct pollfd p[4];

	up.bytes = xcalloc(1, CHUNK);
	down.bytes = xcalloc(1, CHUNK);
	while (!down.ended || down.len > 0) {
		watch(&p[0], &up);
		watch(&p[2], &down);
		if (poll(p, 4, -1) < 0 && errno != EINTR)
			break;
		if (!step(&down, p[2].revents, p[3].revents) ||
		    !step(&up, p[0].revents, p[1].revents))
			break;
		if (up.ended && up.len == 0 && !told) {
			told = true;
			(void)shutdown(fd, SHUT_WR);
		}
	}
	free(up.bytes);
	free(down.bytes);
}

static bool
set_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

/* The greeting goes on to the peer once the key is known to the server. */
static int
begin(int fd, const struct ssh_entry *e)
{
	struct buf greeting, line;
	int status = CLI_DONE;

	buf_init(&greeting, LINE_MAX_BYTES);
	buf_init(&line, LINE_MAX_BYTES);
	if (!read_line(fd, &greeting))
		status = fail(err_info(E_TIMEOUT)->exit_status,
		    _("the hub does not answer"));
	else if (e->by_key)
		status = prove(fd, e, &line);
	if (status == CLI_DONE &&
	    (printf("%s\n", buf_str(&greeting)) < 0 || fflush(stdout) != 0))
		status = CLI_FAILED;
	buf_done(&greeting);
	buf_done(&line);
	return status;
}

int
ssh_relay(const struct ssh_entry *e, const struct target *t)
{
	int fd = unix_connect(t->path);
	int status;

	json_setup();
	if (fd < 0)
		return not_reached(t, errno);
	status = begin(fd, e);
	if (status == CLI_DONE && set_nonblocking(STDIN_FILENO) &&
	    set_nonblocking(STDOUT_FILENO))
		pump(fd);
	(void)close(fd);
	return status;
}
