/*
 * One connection: bytes in, lines to the core, answers out, and the steps of
 * closing. Called by the loop at the points of a turn; poll only marks.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/net/loop_int.h"
#include "server/settings/settings.h"

#define TURN_REQUESTS 16
#define TURN_BYTES ((size_t)64 * 1024)
#define TURN_HANDSHAKES 8

#define CLOSE_MS 5000
#define LINGER_MS 2000
#define WARM_MS 1000

static void on_poll(uv_poll_t *h, int status, int events);

/* --- lists --- */

void
netlist_add_ready(struct loop *l, struct netconn *c)
{
	if (c->is_ready || c->state == NET_DEAD)
		return;
	c->is_ready = true;
	c->next_ready = NULL;
	*l->ready.tail = c;
	l->ready.tail = &c->next_ready;
}

static void
add_dirty(struct netconn *c)
{
	if (c->is_dirty || c->state == NET_DEAD)
		return;
	c->is_dirty = true;
	c->next_dirty = NULL;
	*c->loop->dirty.tail = c;
	c->loop->dirty.tail = &c->next_dirty;
}

static void
link_conn(struct netconn *c)
{
	struct loop *l = c->loop;

	c->next = l->conns;
	if (l->conns != NULL)
		l->conns->prev = c;
	l->conns = c;
	l->n_conns++;
}

static void
unlink_conn(struct netconn *c)
{
	if (c->prev != NULL)
		c->prev->next = c->next;
	else
		c->loop->conns = c->next;
	if (c->next != NULL)
		c->next->prev = c->prev;
	c->loop->n_conns--;
}

/* --- what poll waits for --- */

static bool
wants_input(const struct netconn *c)
{
	return !c->eof && !c->held && outq_len(&c->out) <= OUTQ_SLOW;
}

/* Only differences reach the kernel: each costs system calls. */
static void
update_poll(struct netconn *c)
{
	int events =
	    (wants_input(c) ? UV_READABLE : 0) | (c->blocked ? UV_WRITABLE : 0);

	if (c->state == NET_DEAD || events == c->events)
		return;
	if (events == 0)
		uv_poll_stop(&c->poll);
	else if (uv_poll_start(&c->poll, events, on_poll) != 0) {
		netconn_kill(c, "cannot be polled");
		return;
	}
	c->events = events;
}

static void
on_poll(uv_poll_t *h, int status, int events)
{
	struct netconn *c = h->data;

	if (status < 0) {
		c->events = 0; /* libuv has stopped the handle */
		netconn_kill(c, "broken connection");
		return;
	}
	if (events & UV_WRITABLE) {
		c->blocked = false;
		add_dirty(c);
		/* a handshake or key update may have been what waited */
		netlist_add_ready(c->loop, c);
	}
	if (!(events & UV_READABLE))
		return;
	if (wants_input(c))
		netlist_add_ready(c->loop, c);
	else
		update_poll(c); /* only now: most pauses end before this */
}

/* --- what the core asks for --- */

static void
op_send(void *ctx, const char *line, size_t n)
{
	struct netconn *c = ctx;

	if (c->state != NET_OPEN)
		return;
	if (outq_len(&c->out) == 0)
		c->progress_at = c->loop->now;
	if (outq_add(&c->out, line, n))
		add_dirty(c);
	else
		netconn_kill(c, "does not read its answers");
}

static void
op_close(void *ctx)
{
	netconn_finish(ctx);
}

static size_t
op_backlog(void *ctx)
{
	const struct netconn *c = ctx;

	return outq_len(&c->out);
}

static const struct conn_ops core_ops = {
	.send = op_send,
	.close = op_close,
	.backlog = op_backlog,
};

/* --- opening --- */

static void
remote_text(const struct sockaddr *sa, char out[INET6_ADDRSTRLEN])
{
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)sa;
	const void *a = &((const struct sockaddr_in *)sa)->sin_addr;
	int family = sa->sa_family;

	if (family == AF_INET6) {
		a = &v6->sin6_addr;
		if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr)) {
			a = v6->sin6_addr.s6_addr + 12;
			family = AF_INET;
		}
	}
	if (inet_ntop(family, a, out, INET6_ADDRSTRLEN) == NULL)
		str_copy(out, INET6_ADDRSTRLEN, "unknown");
}

static int64_t
peer_uid(int fd)
{
	struct ucred cred;
	socklen_t n = sizeof(cred);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &n) != 0)
		return -1;
	return cred.uid;
}

static void
set_no_delay(int fd)
{
	int one = 1;

	/* Answers are written whole: waiting for more only delays them. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

/* The core learns of a connection when it can be answered. */
static void
open_core(struct netconn *c)
{
	struct conn_info info = {
		.kind = c->kind,
		.remote = c->remote,
		.uid = c->uid,
		.is_operator = c->kind == CONN_UNIX &&
			       (c->uid == 0 || c->uid == (int64_t)geteuid()),
	};

	c->state = NET_OPEN;
	c->core = app_conn_open(c->loop->app, &info, &core_ops, c);
	if (c->core == NULL)
		netconn_kill(c, "refused by the core");
}

static bool
init_transport(struct netconn *c, struct listener *ls, int fd)
{
	if (ls->kind == CONN_TLS) {
		set_no_delay(fd);
		return transport_tls_init(&c->io, ls->tls, fd);
	}
	transport_unix_init(&c->io, fd);
	c->uid = peer_uid(fd);
	return true;
}

void
netconn_open(
    struct listener *ls, int fd, const struct sockaddr *sa, struct addr *addr)
{
	struct loop *l = ls->loop;
	struct netconn *c = xcalloc(1, sizeof(*c));

	c->loop = l;
	c->kind = ls->kind;
	c->addr = addr;
	c->uid = -1;
	c->id = ++l->next_id;
	c->opened_at = c->active_at = c->progress_at = l->now;
	if (sa != NULL)
		remote_text(sa, c->remote);
	else
		str_copy(c->remote, sizeof(c->remote), "local");
	if (!init_transport(c, ls, fd)) {
		log_warn(NULL, "no memory for a TLS connection");
		addrtab_leave(l->addrs, addr);
		free(c);
		return;
	}
	lineframe_init(&c->in, LINE_MAX_BYTES);
	link_conn(c);
	l->timed = true;
	c->poll.data = c;
	if (uv_poll_init(&l->uv, &c->poll, fd) != 0)
		fatal("poll: a new descriptor cannot be polled");
	update_poll(c);
	if (ls->kind == CONN_UNIX)
		open_core(c);
}

/* --- input --- */

/* True when the handshake is over. */
static bool
shake_hands(struct netconn *c, bool *more)
{
	if (!c->hello) {
		if (c->loop->handshakes >= TURN_HANDSHAKES) {
			*more = true;
			return false;
		}
		c->loop->handshakes++;
	}
	switch (c->io.ops->handshake(&c->io)) {
	case IO_DONE:
		open_core(c);
		return true;
	case IO_WANT_READ:
		c->hello = true; /* the rest of it is cheap */
		return false;
	case IO_WANT_WRITE:
		c->blocked = true;
		return false;
	case IO_EOF:
	case IO_FAIL:
		netconn_kill(c, "TLS handshake failed");
		return false;
	}
	return false;
}

static void
saw_end(struct netconn *c)
{
	c->eof = true;
	c->loop->timed = true;
	if (c->closing_at == 0)
		c->closing_at = c->loop->now;
	add_dirty(c);
}

/*
 * Reads once. False when there is nothing more to read for now; *more says
 * whether another read would find something.
 */
static bool
fill(struct netconn *c, size_t *total, bool *more)
{
	struct loop *l = c->loop;
	size_t n = 0;

	switch (c->io.ops->read(&c->io, l->scratch, sizeof(l->scratch), &n)) {
	case IO_DONE:
		*total += n;
		*more = n == sizeof(l->scratch) || c->io.ops->pending(&c->io);
		c->active_at = c->loop->now;
		l->timed = true;
		lineframe_feed(&c->in, l->scratch, n); /* next reports it */
		return true;
	case IO_WANT_WRITE:
		c->blocked = true;
		return false;
	case IO_WANT_READ:
		return false;
	case IO_EOF:
		saw_end(c);
		return false;
	case IO_FAIL:
		netconn_kill(c, "broken connection");
		return false;
	}
	return false;
}

/* The next line for the core, reading as needed. */
static enum line_result
next_line(struct netconn *c, char **line, size_t *n, size_t *total)
{
	enum line_result r;
	bool more = true;

	while ((r = lineframe_next(&c->in, line, n)) == LINE_NONE) {
		if (!more || *total >= TURN_BYTES || !fill(c, total, &more))
			return LINE_NONE;
	}
	return r;
}

static bool
may_serve(struct netconn *c)
{
	if (c->state != NET_OPEN || c->closing || c->eof ||
	    outq_len(&c->out) > OUTQ_SLOW)
		return false;
	c->held = app_conn_paused(c->core);
	return !c->held;
}

/* More to do without waiting for poll. */
static bool
has_input(struct netconn *c)
{
	return c->state == NET_OPEN && !c->closing && !c->held && !c->eof &&
	       outq_len(&c->out) <= OUTQ_SLOW &&
	       (lineframe_ready(&c->in) || c->io.ops->pending(&c->io));
}

static bool
serve_lines(struct netconn *c)
{
	size_t n, total = 0;
	int requests = 0;
	char *line;

	while (requests < TURN_REQUESTS && may_serve(c)) {
		if (app_turn_full(c->loop->app))
			return true;
		switch (next_line(c, &line, &n, &total)) {
		case LINE_OK:
			if (n > 0) /* an empty line asks nothing */
				app_line(c->core, line, n);
			requests++;
			break;
		case LINE_OVERLONG:
			app_overlong(c->core);
			netconn_finish(c);
			return false;
		case LINE_NONE:
			/* an incomplete TLS record is poll's business */
			return total >= TURN_BYTES && has_input(c);
		}
	}
	return has_input(c);
}

/* Input after the end; read so that closing does not reset the connection. */
static void
discard(struct netconn *c)
{
	ssize_t r = recv(c->io.fd, c->loop->scratch, SCRATCH_BYTES, 0);

	if (r == 0 || (r < 0 && errno != EAGAIN && errno != EINTR))
		netconn_kill(c, NULL);
}

bool
netconn_serve(struct netconn *c)
{
	bool more = false;

	if (c->state == NET_HANDSHAKE && !shake_hands(c, &more)) {
		update_poll(c);
		return more;
	}
	if (c->state == NET_OPEN)
		more = serve_lines(c);
	else if (c->state == NET_LINGER)
		discard(c);
	return more;
}

/* --- output and closing --- */

/* The peer is told; it may still be sending. */
static void
begin_linger(struct netconn *c)
{
	c->io.ops->finish(&c->io);
	c->core = app_conn_close(c->core);
	if (c->eof) {
		netconn_kill(c, NULL);
		return;
	}
	c->state = NET_LINGER;
	c->held = false;
	c->closing_at = c->loop->now;
	c->loop->timed = true;
}

static void
write_out(struct netconn *c)
{
	size_t n;

	while (outq_len(&c->out) > 0 && c->state == NET_OPEN && !c->blocked) {
		switch (c->io.ops->write(
		    &c->io, outq_head(&c->out), outq_len(&c->out), &n)) {
		case IO_DONE:
			outq_take(&c->out, n);
			c->progress_at = c->loop->now;
			break;
		case IO_WANT_WRITE:
			c->blocked = true;
			c->loop->timed = true;
			break;
		case IO_WANT_READ: /* not in TLS 1.3 */
		case IO_EOF:
		case IO_FAIL:
			netconn_kill(c, "broken connection");
			break;
		}
	}
}

/* A pause of the core ends with an answer, so this is asked after sending. */
static void
take_up_reading(struct netconn *c)
{
	if (!c->held || app_conn_paused(c->core))
		return;
	c->held = false;
	netlist_add_ready(c->loop, c); /* lines may be waiting in the frame */
}

void
netconn_flush(struct netconn *c)
{
	bool was_slow = outq_len(&c->out) > OUTQ_SLOW;

	write_out(c);
	if (c->state == NET_OPEN && outq_len(&c->out) == 0 &&
	    (c->closing || (c->eof && !app_conn_busy(c->core) &&
			       !lineframe_ready(&c->in))))
		begin_linger(c);
	if (c->state == NET_OPEN && !c->closing) {
		take_up_reading(c);
		if (was_slow && outq_len(&c->out) <= OUTQ_SLOW)
			netlist_add_ready(c->loop, c);
	}
	update_poll(c);
}

void
netconn_finish(struct netconn *c)
{
	if (c->state == NET_HANDSHAKE)
		netconn_kill(c, NULL);
	if (c->state != NET_OPEN || c->closing)
		return;
	c->closing = true;
	c->closing_at = c->loop->now;
	c->loop->timed = true;
	add_dirty(c);
}

void
netconn_kill(struct netconn *c, const char *why)
{
	struct logctx remote = LOGSTR(NULL, "remote", c->remote);
	struct logctx id = LOGNUM(&remote, "conn", c->id);

	if (c->state == NET_DEAD)
		return;
	if (why != NULL)
		log_debug(&id, "closed: %s", why);
	c->state = NET_DEAD;
	if (c->events != 0)
		uv_poll_stop(&c->poll);
	c->events = 0;
	c->next_dead = NULL;
	*c->loop->dead.tail = c;
	c->loop->dead.tail = &c->next_dead;
}

static void
on_closed(uv_handle_t *h)
{
	free(h->data);
}

void
netconn_bury(struct netconn *c)
{
	if (c->core != NULL)
		c->core = app_conn_close(c->core);
	unlink_conn(c);
	addrtab_leave(c->loop->addrs, c->addr);
	lineframe_done(&c->in);
	outq_done(&c->out);
	uv_close((uv_handle_t *)&c->poll, on_closed);
	c->io.ops->done(&c->io); /* poll has let go of the descriptor */
}

/* --- deadlines --- */

/* A setting in seconds has passed since an instant. */
static bool
is_past(const struct netconn *c, enum setting limit, int64_t since, int64_t now)
{
	return now - since > settings_int(c->loop->settings, limit) * 1000;
}

/* Time is up and the peer is not worth a word. */
static const char *
overdue(const struct netconn *c, int64_t now)
{
	if (c->state == NET_HANDSHAKE)
		return is_past(c, SET_LIM_HANDSHAKE, c->opened_at, now)
			   ? "no TLS handshake"
			   : NULL;
	if (c->state == NET_LINGER)
		return now - c->closing_at > LINGER_MS ? "lingered" : NULL;
	if (c->closing_at != 0 && now - c->closing_at > CLOSE_MS)
		return "not closed in time";
	if (outq_len(&c->out) > 0 &&
	    is_past(c, SET_LIM_STUCK, c->progress_at, now))
		return "does not read its answers";
	return NULL;
}

/* An open connection that nobody signed in on and that is silent. */
static bool
is_forgotten(const struct netconn *c, int64_t now)
{
	if (c->state != NET_OPEN || c->closing || app_conn_may_idle(c->core) ||
	    app_conn_busy(c->core))
		return false;
	return is_past(c, SET_LIM_ANONYMOUS, c->active_at, now) ||
	       (lineframe_held(&c->in) > 0 &&
		   is_past(c, SET_LIM_HALF_LINE, c->active_at, now));
}

bool
netconn_sweep(struct netconn *c, int64_t now)
{
	const char *why;
	bool warm = false;

	if (c->state == NET_DEAD)
		return false;
	why = overdue(c, now);
	if (why != NULL) {
		netconn_kill(c, why);
		return false;
	}
	if (is_forgotten(c, now))
		netconn_finish(c);
	if (c->state == NET_OPEN && c->in.in.p != NULL) {
		warm = now - c->active_at < WARM_MS;
		if (!warm)
			lineframe_release(&c->in);
	}
	return warm || c->state != NET_OPEN || c->closing_at != 0 ||
	       outq_len(&c->out) > 0 || !app_conn_signed_in(c->core);
}
