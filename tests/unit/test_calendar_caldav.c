/* The CalDAV client against canned answers of servers. */
/* covers: CAL-01 CAL-03 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/calendar/caldav_creds.h"
#include "server/calendar/calendar_http.h"
#include "server/calendar/calendar_port.h"

#define ANSWERS_MOST 6
#define BODY                                                             \
	"{\"id\":\"e1\",\"summary\":\"Muster, Erika\",\"start\":{"       \
	"\"dateTime\":\"2026-03-05T11:00:00+01:00\"},\"end\":{"          \
	"\"dateTime\":\"2026-03-05T13:00:00+01:00\"},\"colorId\":\"7\"," \
	"\"extendedProperties\":{\"private\":{\"hub_booking\":\"u-1\"}}}"
#define ICS(lines) \
	"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" lines "END:VEVENT\nEND:VCALENDAR\n"
#define TIMES "DTSTART:20260305T100000Z\nDTEND:20260305T120000Z\n"
#define MULTI(inner)                                      \
	"<multistatus xmlns=\"DAV:\" xmlns:C=\"urn:ietf:" \
	"params:xml:ns:caldav\">" inner "</multistatus>"
#define GOOD(href, props)                                       \
	"<response><href>" href "</href><propstat><prop>" props \
	"</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
#define CALENDAR(token)                                            \
	GOOD("/dav/c/", "<resourcetype><collection/><C:calendar/>" \
			"</resourcetype>" token)
#define DATA(ics) \
	"<getetag>\"1\"</getetag><C:calendar-data>" ics "</C:calendar-data>"
#define GONE(href)                                \
	"<response><href>" href "</href><status>" \
	"HTTP/1.1 404 Not Found</status></response>"

/* Its answers in their order; what it was asked. */
struct world {
	int fd, n, asked, cut;
	const char *answer[ANSWERS_MOST]; /* "201 Created\nETag: x\n\nbody" */
	struct buf request[ANSWERS_MOST];
	pthread_t thread;
	char base[60];
	struct arena *a;
	struct calendar_access as;
	struct calendar_request rq;
	struct calendar_answer out;
};

static void
read_request(int fd, struct buf *in)
{
	char part[4096];
	ssize_t n;

	for (;;) {
		const char *end = strstr(buf_str(in), "\r\n\r\n");
		const char *len = strstr(buf_str(in), "Content-Length:");

		if (end != NULL &&
		    (len == NULL || in->len >= (size_t)(end + 4 - in->p) +
						   strtoul(len + 15, NULL, 10)))
			return;
		if ((n = read(fd, part, sizeof(part))) <= 0)
			return;
		buf_add(in, part, (size_t)n);
	}
}

static void
say(int fd, const char *canned, bool cut)
{
	const char *body = strstr(canned, "\n\n");
	char *text;

	text = xprintf("HTTP/1.1 %.*s\nContent-Length: %zu\nConnection: close"
		       "\n\n%s",
	    (int)(body - canned), canned, strlen(body + 2) + (cut ? 5 : 0),
	    body + 2);
	if (write(fd, text, strlen(text)) < 0)
		abort();
	free(text);
}

static void *
serve(void *arg)
{
	struct world *w = arg;
	int fd, i;

	while ((fd = accept(w->fd, NULL, NULL)) >= 0) {
		if (w->asked >= w->n)
			abort(); /* one more than expected */
		i = w->asked++;
		read_request(fd, &w->request[i]);
		say(fd, w->answer[i], w->cut == i + 1);
		close(fd);
	}
	return NULL;
}

static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	struct sockaddr_in sa = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(sa);
	int i;

	http_setup();
	tz_set("Europe/Berlin");
	w->fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(w->fd, (struct sockaddr *)&sa, size), 0);
	assert_int_equal(listen(w->fd, 8), 0);
	getsockname(w->fd, (struct sockaddr *)&sa, &size);
	snprintf(w->base, sizeof(w->base), "http://127.0.0.1:%d/dav/",
	    ntohs(sa.sin_port));
	for (i = 0; i < ANSWERS_MOST; i++)
		buf_init(&w->request[i], 1 << 20);
	w->a = arena_new();
	w->as = (struct calendar_access){
		.base = w->base, .email = "hub", .key = "geheim", .page_size = 2
	};
	w->rq = (struct calendar_request){ .calendar = "c",
		.event_id = "e1",
		.body = BODY,
		.from = 1772323200000, /* 1 March 2026 */
		.to = 1775001600000 };
	*state = w;
	assert_int_equal(pthread_create(&w->thread, NULL, serve, w), 0);
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;
	int i;

	shutdown(w->fd, SHUT_RDWR);
	pthread_join(w->thread, NULL);
	close(w->fd);
	for (i = 0; i < ANSWERS_MOST; i++)
		buf_done(&w->request[i]);
	arena_free(w->a);
	free(w);
	return 0;
}

/* Runs a call against these answers, NULL at the end; all are asked for. */
static enum calendar_result
run(struct world *w, calendar_call *call, const char *const *answers)
{
	int i;

	for (i = 0; i < ANSWERS_MOST; i++)
		buf_clear(&w->request[i]);
	for (w->n = 0; answers[w->n] != NULL; w->n++)
		w->answer[w->n] = answers[w->n];
	w->asked = 0;
	call(&w->as, &w->rq, w->a, &w->out);
	assert_int_equal(w->out.calls, w->n);
	return w->out.result;
}
#define RUN(call, ...) \
	run(w, calendar_caldav.call, (const char *const[]){ __VA_ARGS__, NULL })

static bool
asked(struct world *w, int n, const char *text)
{
	return strstr(buf_str(&w->request[n]), text) != NULL;
}

static void
test_insert(void **state)
{
	struct world *w = *state;

	assert_int_equal(RUN(insert, "201 Created\nETag: \"1\"\n\n"), CAL_OK);
	assert_true(asked(w, 0, "PUT /dav/c/e1.ics HTTP"));
	assert_true(asked(w, 0, "If-None-Match: *"));
	assert_true(asked(w, 0, "Authorization: Basic aHViOmdlaGVpbQ=="));
	assert_true(asked(w, 0, "X-HUB-BOOKING:u-1"));
	assert_string_equal(w->out.event[0].etag, "\"1\"");
	/* no ETag: the server may have changed it */
	assert_int_equal(RUN(insert, "204 No Content\n\n",
			     "200 OK\nETag: \"2\"\n\n" ICS(
				 "UID:e1\nSUMMARY:Anders\n" TIMES)),
	    CAL_OK);
	assert_string_equal(w->out.event[0].title, "Anders");
	assert_string_equal(w->out.event[0].etag, "\"2\"");
	w->as.email = "";
	assert_int_equal(RUN(insert, "201 Created\nETag: \"1\"\n\n"), CAL_OK);
	assert_false(asked(w, 0, "Authorization"));
}

static void
test_insert_after_a_lost_answer(void **state)
{
	struct world *w = *state;

	assert_int_equal(RUN(insert, "412 No\n\n",
			     "200 OK\nETag: \"2\"\n\n" ICS("UID:e1\n" TIMES)),
	    CAL_EXISTS);
	assert_string_equal(w->out.event[0].uuid, "u-1"); /* ours, by UID */
	assert_int_equal(RUN(insert, "412 No\n\n",
			     "200 OK\nETag: \"2\"\n\n" ICS("UID:x\n" TIMES)),
	    CAL_EXISTS);
	assert_null(w->out.event[0].uuid);
	assert_int_equal(RUN(insert, "412 No\n\n", "404 No\n\n"), CAL_CHANGED);
	assert_int_equal(RUN(insert, "409 No\n\n"), CAL_FORBIDDEN);
	assert_int_equal(
	    RUN(insert, "409 No\n\n<error xmlns=\"DAV:\"><no-uid-conflict "
			"xmlns=\"urn:ietf:params:xml:ns:caldav\"/></error>"),
	    CAL_INVALID);
}

static void
test_update(void **state)
{
	static const char there[] = "200 OK\nETag: \"2\"\n\n" ICS(
	    "UID:e1\nSUMMARY:alt\n" TIMES "X-OTHER:stays\n");
	struct world *w = *state;

	assert_int_equal(
	    RUN(update, there, "204 No Content\nETag: \"3\"\n\n"), CAL_OK);
	assert_true(asked(w, 1, "If-Match: \"2\""));
	assert_true(asked(w, 1, "X-OTHER:stays"));
	assert_true(asked(w, 1, "SUMMARY:Muster\\, Erika"));
	assert_false(asked(w, 1, "SUMMARY:alt"));
	w->rq.etag = "\"1\"";
	assert_int_equal(RUN(update, there), CAL_CHANGED);
	w->rq.etag = "\"2\"";
	assert_int_equal(RUN(update, there, "412 No\n\n"), CAL_CHANGED);
	assert_int_equal(RUN(update, "404 No\n\n",
			     "207 Multi-Status\n\n" MULTI(CALENDAR(""))),
	    CAL_MISSING);
	/* without its calendar nothing is known of an event */
	assert_int_equal(
	    RUN(update, "404 No\n\n", "404 No\n\n"), CAL_FORBIDDEN);
}

static void
test_remove_and_probe(void **state)
{
	struct world *w = *state;

	assert_int_equal(RUN(remove, "204 No Content\n\n"), CAL_OK);
	assert_true(asked(w, 0, "DELETE /dav/c/e1.ics"));
	assert_int_equal(RUN(remove, "404 No\n\n"), CAL_OK);
	assert_int_equal(RUN(probe, "207 M\n\n" MULTI(CALENDAR(""))), CAL_OK);
	assert_int_equal(
	    RUN(probe, "207 M\n\n" MULTI(GOOD("/dav/c/", ""))), CAL_FORBIDDEN);
	assert_int_equal(RUN(probe, "401 No\n\n"), CAL_FORBIDDEN);
	assert_int_equal(RUN(probe, "302 No\nLocation: /x\n\n"), CAL_SETUP);
	assert_int_equal(RUN(probe, "200 OK\n\n<html/>"), CAL_NETWORK);
	assert_int_equal(
	    RUN(probe, "503 No\nRetry-After: 7\n\n"), CAL_UNAVAILABLE);
	assert_int_equal(w->out.retry_after, 7);
	w->as.base = "http://192.0.2.1/dav";
	calendar_caldav.probe(&w->as, &w->rq, w->a, &w->out);
	assert_int_equal(w->out.result, CAL_SETUP);
}

#define NAMES                                                                \
	"207 M\n\n" MULTI(                                                   \
	    CALENDAR("<sync-token>t1</sync-token>") GOOD("/dav/c/a.ics", "") \
		GOOD("/dav/c/b%20c.ics", "") GOOD("/dav/c/d.ics", ""))

static void
test_whole_list(void **state)
{
	struct world *w = *state;

	assert_int_equal(
	    RUN(list, NAMES,
		"207 M\n\n" MULTI(GOOD("/dav/c/a.ics",
		    DATA(ICS("UID:a\n" TIMES))) GOOD("/dav/c/b%20c.ics",
		    DATA(ICS("UID:b\nDTSTART:20240101\n")))),
		"207 M\n\n" MULTI(GOOD(
		    "/dav/c/d.ics", DATA(ICS("UID:d\nDTSTART:20260310T100000Z\n"
					     "RRULE:FREQ=DAILY;COUNT=2\n"))))),
	    CAL_OK);
	assert_true(asked(w, 0, "Depth: 1"));
	assert_true(asked(w, 1, "<href>/dav/c/b%20c.ics</href>"));
	assert_false(asked(w, 1, "d.ics"));
	assert_int_equal(w->out.n, 3); /* one is not in the window */
	assert_string_equal(w->out.event[0].id, "a");
	assert_string_equal(w->out.event[0].etag, "\"1\"");
	assert_string_equal(w->out.event[2].id, "d#20260311T100000Z");
	assert_null(w->out.next_page);
	/* the token remembers the series */
	assert_string_equal(w->out.next_token, "t1\nd");
	assert_int_equal(RUN(list, "404 No\n\n"), CAL_FORBIDDEN);
	assert_int_equal(RUN(list, NAMES, "500 No\n\n"), CAL_UNAVAILABLE);
	w->cut = 1;
	assert_int_equal(RUN(list, NAMES), CAL_NETWORK);
}

/* A foreign event may be left out; one of the hub is never "deleted". */
static void
test_unreadable(void **state)
{
	struct world *w = *state;

	w->as.page_size = 100;
	assert_int_equal(
	    RUN(list, NAMES,
		"207 M\n\n" MULTI(GOOD("/dav/c/a.ics", DATA("BEGIN"))
			GOOD("/dav/c/d.ics", DATA(ICS("UID:d\n" TIMES))))),
	    CAL_OK);
	assert_int_equal(w->out.n, 1);
	assert_non_null(strstr(w->out.why, "a: no calendar"));
	assert_int_equal(RUN(list, NAMES,
			     "207 M\n\n" MULTI(GOOD("/dav/c/a.ics",
				 DATA(ICS("X-HUB-BOOKING:u-1\nDTSTART:x\n"))))),
	    CAL_INVALID);
}

static void
test_changes(void **state)
{
	struct world *w = *state;

	w->rq.sync_token = "t1\nd";
	assert_int_equal(
	    RUN(list,
		"207 M\n\n" MULTI(GOOD("/dav/c/a.ics", "")
			GONE("/dav/c/x.ics") "<sync-token>t2</sync-token>"),
		"207 M\n\n" MULTI(GOOD("/dav/c/a.ics",
		    DATA(ICS("UID:a\nDTSTART:20300101T100000Z\n"))))),
	    CAL_OK);
	assert_true(asked(w, 0, "<sync-token>t1</sync-token>"));
	assert_int_equal(w->out.n, 2); /* moved out of the window: told */
	assert_true(w->out.event[0].cancelled);
	assert_string_equal(w->out.event[0].id, "x");
	assert_string_equal(w->out.next_token, "t2\nd");
	/* of a series only the whole list knows what is gone */
	assert_int_equal(
	    RUN(list, "207 M\n\n" MULTI(
			  GONE("/dav/c/d.ics") "<sync-token>t2</sync-token>")),
	    CAL_TOKEN_GONE);
	assert_int_equal(
	    RUN(list, "403 No\n\n<error xmlns=\"DAV:\"><valid-sync-token/>"
		      "</error>"),
	    CAL_TOKEN_GONE);
	assert_int_equal(RUN(list, "410 No\n\n"), CAL_TOKEN_GONE);
	assert_int_equal(RUN(list, "501 No\n\n"), CAL_TOKEN_GONE);
	assert_int_equal(RUN(list, "401 No\n\n"), CAL_FORBIDDEN);
	assert_int_equal(RUN(list, "207 M\n\n" MULTI("")), CAL_NETWORK);
	/* more than fits into one answer */
	assert_int_equal(
	    RUN(list,
		"207 M\n\n" MULTI(GONE(
		    "/dav/c/x.ics") "<response><href>/dav/c/</"
				    "href><status>HTTP/1.1 507 "
				    "More</status></response><sync-token>t2"
				    "</sync-token>"),
		"207 M\n\n" MULTI(
		    GONE("/dav/c/y.ics") "<sync-token>t3</sync-token>")),
	    CAL_OK);
	assert_int_equal(w->out.n, 2);
	assert_string_equal(w->out.next_token, "t3\nd");
}

static void
test_server_without_sync(void **state)
{
	struct world *w = *state;

	assert_int_equal(RUN(list, "207 M\n\n" MULTI(CALENDAR(""))), CAL_OK);
	assert_int_equal(w->out.n, 0);
	w->rq.sync_token = w->out.next_token;
	calendar_caldav.list(&w->as, &w->rq, w->a, &w->out);
	assert_int_equal(w->out.result, CAL_TOKEN_GONE);
	assert_int_equal(w->out.calls, 0);
}

static void
test_password(void **state)
{
	char path[] = "/tmp/hub-caldav-XXXXXX", why[160] = "";
	struct caldav_creds_from from = { "hub", path, false };
	struct calendar_creds k;
	int fd = mkstemp(path);

	(void)state;
	assert_int_equal(write(fd, "geheim\nmehr\n", 12), 12);
	assert_true(caldav_creds_read(&k, &from, why, sizeof(why)));
	assert_string_equal(k.key, "geheim");
	calendar_creds_done(&k);
	fchmod(fd, 0640);
	assert_false(caldav_creds_read(&k, &from, why, sizeof(why)));
	assert_non_null(strstr(why, "chmod 600"));
	close(fd);
	unlink(path);
	assert_false(caldav_creds_read(&k, &from, why, sizeof(why)));
	from.file = "";
	assert_false(caldav_creds_read(&k, &from, why, sizeof(why)));
	from.use_env = true;
	setenv("CALDAV_PASSWORD", "aus der Umgebung", 1);
	assert_true(caldav_creds_read(&k, &from, why, sizeof(why)));
	assert_string_equal(k.key, "aus der Umgebung");
	calendar_creds_done(&k);
	unsetenv("CALDAV_PASSWORD");
	from.user = "a:b";
	assert_false(caldav_creds_read(&k, &from, why, sizeof(why)));
	from.user = "";
	assert_true(caldav_creds_read(&k, &from, why, sizeof(why)));
	calendar_creds_done(&k);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	static const struct CMUnitTest tests[] = {
		T(test_insert),
		T(test_insert_after_a_lost_answer),
		T(test_update),
		T(test_remove_and_probe),
		T(test_whole_list),
		T(test_unreadable),
		T(test_changes),
		T(test_server_without_sync),
		T(test_password),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
