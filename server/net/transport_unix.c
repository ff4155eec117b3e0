/* Plain bytes over the local socket. */
#include "server/net/transport.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

static enum io
unix_handshake(struct transport *t)
{
	(void)t;
	return IO_DONE;
}

static enum io
unix_read(struct transport *t, void *p, size_t size, size_t *n)
{
	ssize_t r;

	do
		r = recv(t->fd, p, size, 0);
	while (r < 0 && errno == EINTR);
	if (r == 0)
		return IO_EOF;
	if (r < 0)
		return errno == EAGAIN ? IO_WANT_READ : IO_FAIL;
	*n = (size_t)r;
	return IO_DONE;
}

static enum io
unix_write(struct transport *t, const void *p, size_t size, size_t *n)
{
	ssize_t r;

	do
		r = send(t->fd, p, size, MSG_NOSIGNAL);
	while (r < 0 && errno == EINTR);
	if (r < 0)
		return errno == EAGAIN ? IO_WANT_WRITE : IO_FAIL;
	*n = (size_t)r;
	return IO_DONE;
}

static bool
unix_pending(const struct transport *t)
{
	(void)t;
	return false;
}

static void
unix_finish(struct transport *t)
{
	shutdown(t->fd, SHUT_WR); /* fails only when the peer is gone */
}

static void
unix_done(struct transport *t)
{
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
}

static const struct transport_ops unix_ops = {
	.handshake = unix_handshake,
	.read = unix_read,
	.write = unix_write,
	.pending = unix_pending,
	.finish = unix_finish,
	.done = unix_done,
};

void
transport_unix_init(struct transport *t, int fd)
{
	t->ops = &unix_ops;
	t->fd = fd;
	t->state = NULL;
}
