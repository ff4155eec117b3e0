/* The stand-in's listener: one request per connection, in one thread. */
#include "tests/harness/fake_google.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/fake_google_int.h"

#define REQUEST_MAX 200000
#define PREFIX "/calendar/v3/calendars/"

static void
decode(char *s)
{
	char *out = s;

	for (; *s != '\0'; s++) {
		unsigned v;

		if (*s == '%' && sscanf(s + 1, "%2x", &v) == 1) {
			*out++ = (char)v;
			s += 2;
		} else {
			*out++ = *s;
		}
	}
	*out = '\0';
}

char *
fake_google_param(const char *query, const char *name)
{
	size_t n = strlen(name);
	const char *p = query;
	char *v;

	while (p != NULL && *p != '\0') {
		if (strncmp(p, name, n) == 0 && p[n] == '=') {
			p += n + 1;
			v = xstrndup(p, strcspn(p, "&"));
			decode(v);
			return v;
		}
		p = strchr(p, '&');
		p = p == NULL ? NULL : p + 1;
	}
	return NULL;
}

/* --- one request --- */

static bool
read_request(int fd, struct buf *in)
{
	char part[4096];
	const char *end, *length;
	ssize_t n;

	for (;;) {
		end = strstr(buf_str(in), "\r\n\r\n");
		if (end != NULL) {
			length = strcasestr(buf_str(in), "content-length:");
			if (length == NULL || length > end ||
			    in->len >= (size_t)(end + 4 - in->p) +
					   strtoul(length + 15, NULL, 10))
				return true;
		}
		n = read(fd, part, sizeof(part));
		if (n <= 0 || !buf_add(in, part, (size_t)n))
			return false;
	}
}

static void
header(const char *in, const char *name, char *out, size_t size)
{
	const char *p = strcasestr(in, name);
	char *v;

	out[0] = '\0';
	if (p == NULL)
		return;
	p += strlen(name);
	v = xstrndup(p, strcspn(p, "\r"));
	str_copy(out, size, str_trim(v));
	free(v);
}

static bool
parse(struct buf *in, struct fake_request *rq)
{
	char *end = strstr(in->p, "\r\n\r\n"), *query;

	*end = '\0';
	rq->body = end + 4;
	if (sscanf(in->p, "%7s %2047s", rq->method, rq->path) != 2)
		return false;
	header(in->p, "authorization: bearer", rq->bearer, sizeof(rq->bearer));
	header(in->p, "if-match:", rq->if_match, sizeof(rq->if_match));
	query = strchr(rq->path, '?');
	rq->query = "";
	if (query != NULL) {
		*query = '\0';
		rq->query = query + 1;
	}
	decode(rq->path);
	return true;
}

static enum fake_fault
next_fault(struct fake_google *g)
{
	enum fake_fault f = FAKE_FINE;

	if (g->queued > 0) {
		f = g->queue[0];
		memmove(g->queue, g->queue + 1,
		    (size_t)--g->queued * sizeof(g->queue[0]));
	} else if (g->one_in > 0) {
		g->seed = g->seed * 6364136223846793005u + 1442695040888963407u;
		if ((g->seed >> 33) % (unsigned)g->one_in == 0)
			f = (enum fake_fault)(
			    1 + (g->seed >> 40) % (FAKE_TORN));
		if (f == FAKE_400 || f == FAKE_403)
			f = FAKE_LOST; /* what passes by itself */
	}
	g->struck += f != FAKE_FINE;
	return f;
}

static bool
may(struct fake_google *g, const struct fake_request *rq)
{
	int n;

	return sscanf(rq->bearer, "tok-%d", &n) == 1 && n > g->access_from &&
	       n <= g->access;
}

/* True when the fault takes the place of the work. */
static bool
strike(struct fake_google *g, enum fake_fault f, struct fake_reply *r)
{
	static const struct {
		enum fake_fault fault;
		int status;
		const char *reason;
	} rows[] = {
		{ FAKE_429, 429, "rateLimitExceeded" },
		{ FAKE_403_RATE, 403, "rateLimitExceeded" },
		{ FAKE_403, 403, "forbidden" },
		{ FAKE_400, 400, "invalid" },
		{ FAKE_500, 500, "backendError" },
		{ FAKE_503, 503, "backendError" },
		{ FAKE_401, 401, "authError" },
		{ FAKE_GONE, 410, "fullSyncRequired" },
		{ FAKE_CHANGED, 412, "conditionNotMet" },
	};
	size_t i;

	if (f == FAKE_401)
		g->access_from = g->access;
	if (f == FAKE_429)
		r->headers = "Retry-After: 7\r\n";
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].fault == f) {
			fake_google_say(r, rows[i].status, rows[i].reason);
			return true;
		}
	return false;
}

static void
count(struct fake_google *g, const char *method)
{
	static const char *const names[] = { "GET", "POST", "PATCH", "DELETE" };
	int i;

	g->requests++;
	for (i = 0; i < 4; i++)
		g->by_method[i] += str_eq(names[i], method);
}

/* The fault that shapes the answer, FAKE_REFUSE when there is none. */
static enum fake_fault
serve(
    struct fake_google *g, const struct fake_request *rq, struct fake_reply *r)
{
	enum fake_fault f = FAKE_FINE;

	if (g->down)
		return FAKE_REFUSE;
	if (str_eq(rq->path, "/token")) {
		fake_google_token(g, rq, r);
		return FAKE_FINE;
	}
	count(g, rq->method);
	f = next_fault(g);
	if (f == FAKE_REFUSE || strike(g, f, r))
		return f == FAKE_REFUSE ? f : FAKE_FINE;
	if (!may(g, rq))
		fake_google_say(r, 401, "authError");
	else if (str_starts(rq->path, PREFIX))
		fake_google_api(g, rq, r);
	else
		fake_google_say(r, 404, "notFound");
	return f;
}

static void
send_reply(int fd, const struct fake_reply *r, enum fake_fault f)
{
	size_t n = r->body.len, half = n / 2;
	struct buf b;

	buf_init(&b, 64 << 20);
	buf_addf(&b,
	    "HTTP/1.1 %d X\r\nContent-Type: application/json\r\n%s"
	    "Connection: close\r\nContent-Length: %zu\r\n\r\n",
	    r->status, r->headers != NULL ? r->headers : "",
	    f == FAKE_TORN ? half : n);
	buf_add(
	    &b, buf_str(&r->body), f == FAKE_CUT || f == FAKE_TORN ? half : n);
	if (send(fd, b.p, b.len, MSG_NOSIGNAL) < 0)
		perror("stand-in: send");
	buf_done(&b);
}

static void
talk(struct fake_google *g, int fd)
{
	struct fake_request rq = { .query = "" };
	struct fake_reply r = { .status = 0 };
	struct buf in;
	enum fake_fault f = FAKE_REFUSE;

	buf_init(&in, REQUEST_MAX);
	buf_init(&r.body, 64 << 20);
	if (read_request(fd, &in) && parse(&in, &rq)) {
		pthread_mutex_lock(&g->lock);
		f = serve(g, &rq, &r);
		pthread_mutex_unlock(&g->lock);
	}
	if (f == FAKE_DELAY)
		poll(NULL, 0, 300);
	if (f != FAKE_REFUSE && f != FAKE_LOST)
		send_reply(fd, &r, f);
	close(fd);
	buf_done(&in);
	buf_done(&r.body);
}

static void *
run(void *arg)
{
	struct fake_google *g = arg;
	int fd;

	while ((fd = accept(g->listener, NULL, NULL)) >= 0) {
		if (g->stop) {
			close(fd);
			break;
		}
		talk(g, fd);
	}
	return NULL;
}

/* --- life --- */

static void
open_port(struct fake_google *g)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t n = sizeof(a);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	g->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (g->listener < 0 ||
	    bind(g->listener, (struct sockaddr *)&a, sizeof(a)) != 0 ||
	    listen(g->listener, 64) != 0 ||
	    getsockname(g->listener, (struct sockaddr *)&a, &n) != 0)
		abort();
	g->port = ntohs(a.sin_port);
	snprintf(g->base, sizeof(g->base), "http://127.0.0.1:%d/calendar/v3",
	    g->port);
	snprintf(g->token_uri, sizeof(g->token_uri),
	    "http://127.0.0.1:%d/token", g->port);
}

struct fake_google *
fake_google_new(void)
{
	struct fake_google *g = xcalloc(1, sizeof(*g));

	g->event = xcalloc(FAKE_EVENTS, sizeof(*g->event));
	pthread_mutex_init(&g->lock, NULL);
	open_port(g);
	fake_google_make_key(g);
	if (pthread_create(&g->thread, NULL, run, g) != 0)
		abort();
	return g;
}

static void
knock(struct fake_google *g)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)g->port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0)
		perror("stand-in: connect");
	close(fd);
}

struct fake_google *
fake_google_free(struct fake_google *g)
{
	int i;

	g->stop = true;
	knock(g);
	pthread_join(g->thread, NULL);
	close(g->listener);
	for (i = 0; i < g->n; i++) {
		free(g->event[i].calendar);
		json_decref(g->event[i].body);
	}
	pthread_mutex_destroy(&g->lock);
	EVP_PKEY_free(g->key);
	free(g->event);
	free(g->key_json);
	free(g);
	return NULL;
}

const char *
fake_google_base(const struct fake_google *g)
{
	return g->base;
}

const char *
fake_google_key_json(const struct fake_google *g)
{
	return g->key_json;
}
