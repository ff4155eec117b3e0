/* Listening sockets: opening them and accepting. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/net/loop.h"
#include "server/net/loop_int.h"
#include "server/settings/settings.h"

#define ACCEPTS 64
#define BACKLOG 512
#define PAUSE_MS 1000
#define HOST_BYTES 256 /* a name has at most 253 */

/* --- accepting --- */

/* False: refused. */
static bool
admit(struct loop *l, const struct sockaddr *sa, struct addr **out)
{
	struct addr_limits lim = {
		.open = settings_int(l->settings, SET_LIM_CONNECTIONS),
		.per_minute = settings_int(l->settings, SET_LIM_CONNECT),
	};
	char remote[INET6_ADDRSTRLEN] = "";
	struct logctx log = LOGSTR(NULL, "remote", remote);
	enum admit a = addrtab_enter(l->addrs, sa, &lim, l->now, out);

	if (a == ADMIT_OK)
		return true;
	if (a != ADMIT_AGAIN) {
		getnameinfo(sa, sizeof(struct sockaddr_in6), remote,
		    sizeof(remote), NULL, 0, NI_NUMERICHOST);
		log_warn(&log, "connections refused: %s",
		    a == ADMIT_OPEN ? "too many are open"
				    : "too many in a minute");
	}
	return false;
}

/* Out of descriptors or memory: poll would report the same again at once. */
static void
pause_listening(struct loop *l)
{
	int i;

	log_warn(
	    NULL, "no connection accepted for a second: %s", strerror(errno));
	for (i = 0; i < l->n_listeners; i++) {
		if (l->listeners[i].fd < 0)
			continue;
		uv_poll_stop(&l->listeners[i].poll);
		l->listeners[i].paused = true;
	}
	l->resume_at = l->now + PAUSE_MS;
}

/* False: no more for now. */
static bool
accept_one(struct listener *ls)
{
	struct sockaddr_storage ss;
	struct sockaddr *sa = (struct sockaddr *)&ss;
	socklen_t n = sizeof(ss);
	struct addr *addr = NULL;
	int fd = accept4(ls->fd, sa, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0) {
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
		    errno == ENOMEM)
			pause_listening(ls->loop);
		return errno == ECONNABORTED || errno == EINTR;
	}
	if (ls->kind == CONN_UNIX) {
		netconn_open(ls, fd, NULL, NULL);
		return true;
	}
	if (admit(ls->loop, sa, &addr))
		netconn_open(ls, fd, sa, addr);
	else
		close(fd);
	return true;
}

static void
on_readable(uv_poll_t *h, int status, int events)
{
	struct listener *ls = h->data;
	int i;

	(void)events;
	if (status < 0)
		fatal("listening socket: %s", uv_strerror(status));
	ls->loop->now = loop_mono(NULL); /* poll may have slept long */
	for (i = 0; i < ACCEPTS && accept_one(ls); i++)
		;
}

void
listener_resume(struct listener *ls)
{
	if (ls->fd < 0 || !ls->paused)
		return;
	ls->paused = false;
	uv_poll_start(&ls->poll, UV_READABLE, on_readable);
}

void
listener_close(struct listener *ls)
{
	if (ls->fd < 0)
		return;
	uv_close((uv_handle_t *)&ls->poll, NULL);
	close(ls->fd);
	ls->fd = -1;
	if (ls->path != NULL)
		unlink(ls->path);
	free(ls->path);
	ls->path = NULL;
}

/* --- opening --- */

static bool
fail(char *why, size_t size, const char *what, const char *reason)
{
	snprintf(why, size, "%s: %s", what, reason);
	return false;
}

/* Owns fd. */
static struct listener *
start(struct loop *l, int fd, enum transport_kind kind)
{
	struct listener *ls;

	if (l->n_listeners == LISTENERS_MAX || listen(fd, BACKLOG) != 0) {
		close(fd);
		return NULL;
	}
	ls = &l->listeners[l->n_listeners++];
	memset(ls, 0, sizeof(*ls));
	ls->loop = l;
	ls->fd = fd;
	ls->kind = kind;
	ls->poll.data = ls;
	if (uv_poll_init(&l->uv, &ls->poll, fd) != 0 ||
	    uv_poll_start(&ls->poll, UV_READABLE, on_readable) != 0)
		fatal("poll: a listening socket cannot be polled");
	return ls;
}

/*
 * Address of a socket file. A path longer than the address is reached through
 * its folder: *dir is that folder and stays open until the call is done.
 */
static bool
unix_address(const char *path, struct sockaddr_un *sa, int *dir)
{
	const char *name = strrchr(path, '/');
	char *folder;

	*dir = -1;
	memset(sa, 0, sizeof(*sa));
	sa->sun_family = AF_UNIX;
	if (str_copy(sa->sun_path, sizeof(sa->sun_path), path))
		return true;
	if (name == NULL || name == path)
		return false;
	folder = xstrndup(path, (size_t)(name - path));
	*dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return *dir >= 0 && snprintf(sa->sun_path, sizeof(sa->sun_path),
				"/proc/self/fd/%d%s", *dir,
				name) < (int)sizeof(sa->sun_path);
}

/* Removes a socket file nobody listens on; anything else stays. */
static bool
clear_stale(const struct sockaddr_un *sa)
{
	struct stat st;
	int fd, r;

	if (lstat(sa->sun_path, &st) != 0)
		return errno == ENOENT;
	if (!S_ISSOCK(st.st_mode)) {
		errno = EEXIST;
		return false;
	}
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	r = connect(fd, (const struct sockaddr *)sa, sizeof(*sa));
	close(fd);
	if (r == 0) {
		errno = EADDRINUSE;
		return false;
	}
	return unlink(sa->sun_path) == 0;
}

static bool
give_to_group(const char *path, const char *group)
{
	struct group *gr;

	if (group == NULL || *group == '\0')
		return true;
	gr = getgrnam(group);
	if (gr == NULL) {
		errno = ENOENT;
		return false;
	}
	return chown(path, (uid_t)-1, gr->gr_gid) == 0;
}

/* The listening descriptor, or -1 and errno. */
static int
bind_unix(const struct sockaddr_un *sa, const char *group)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	mode_t mask;
	int r;

	if (fd < 0)
		return -1;
	mask = umask(0117); /* no moment in which others could connect */
	r = bind(fd, (const struct sockaddr *)sa, sizeof(*sa));
	umask(mask);
	if (r == 0 && give_to_group(sa->sun_path, group))
		return fd;
	r = errno;
	close(fd);
	errno = r;
	return -1;
}

bool
loop_listen_unix(
    struct loop *l, const char *path, const char *group, char *why, size_t size)
{
	struct sockaddr_un sa;
	struct listener *ls = NULL;
	int dir, fd = -1, saved;

	if (unix_address(path, &sa, &dir) && clear_stale(&sa))
		fd = bind_unix(&sa, group);
	saved = errno;
	if (dir >= 0)
		close(dir);
	errno = saved;
	if (fd >= 0)
		ls = start(l, fd, CONN_UNIX);
	if (ls == NULL)
		return fail(why, size, path, strerror(errno));
	ls->path = xstrdup(path);
	return true;
}

/* "host:port", "[v6]:port", ":port" into two strings. */
static bool
split_host_port(const char *s, char *host, size_t size, const char **port)
{
	const char *colon = strrchr(s, ':');
	size_t n;
	int64_t number;

	if (colon == NULL || !str_int(colon + 1, 0, 65535, &number))
		return false;
	n = (size_t)(colon - s);
	if (n >= 2 && s[0] == '[' && s[n - 1] == ']') {
		s++;
		n -= 2;
	}
	if (n >= size)
		return false;
	memcpy(host, s, n);
	host[n] = '\0';
	*port = colon + 1;
	return true;
}

bool
loop_is_address(const char *host_port)
{
	const char *port;
	char host[HOST_BYTES];

	return split_host_port(host_port, host, sizeof(host), &port);
}

static int
bind_tcp(const struct addrinfo *ai)
{
	int fd = socket(
	    ai->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int one = 1, off = 0, saved;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (ai->ai_family == AF_INET6) /* "[::]:port" takes IPv4 as well */
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	if (bind(fd, ai->ai_addr, ai->ai_addrlen) == 0)
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

/* Remembers where the socket ended up: the port may have been 0. */
static void
note_address(struct loop *l, int fd)
{
	struct sockaddr_in6 sa;
	socklen_t n = sizeof(sa);
	char host[INET6_ADDRSTRLEN], port[8];

	if (getsockname(fd, (struct sockaddr *)&sa, &n) != 0 ||
	    getnameinfo((struct sockaddr *)&sa, n, host, sizeof(host), port,
		sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return;
	snprintf(l->tls_address, sizeof(l->tls_address),
	    strchr(host, ':') == NULL ? "%s:%s" : "[%s]:%s", host, port);
}

bool
loop_listen_tls(struct loop *l, const char *host_port, struct tlsctx *tls,
    char *why, size_t size)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *list, *ai;
	struct listener *ls = NULL;
	const char *port;
	char host[HOST_BYTES];
	int r, fd = -1;

	if (!split_host_port(host_port, host, sizeof(host), &port))
		return fail(why, size, host_port, "is not HOST:PORT");
	r = getaddrinfo(*host == '\0' ? NULL : host, port, &hints, &list);
	if (r != 0)
		return fail(why, size, host_port, gai_strerror(r));
	for (ai = list; ai != NULL && fd < 0; ai = ai->ai_next)
		fd = bind_tcp(ai);
	if (fd >= 0)
		ls = start(l, fd, CONN_TLS);
	r = errno;
	freeaddrinfo(list);
	if (ls == NULL)
		return fail(why, size, host_port, strerror(r));
	ls->tls = tls;
	note_address(l, ls->fd);
	return true;
}

const char *
loop_tls_address(const struct loop *l)
{
	return l->tls_address;
}
