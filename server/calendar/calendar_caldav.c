/*
 * Provider "caldav": RFC 4791 with sync-collection of RFC 6578. Runs on a
 * worker; knows nothing but the request. A resource is one event: its name
 * without ".ics" is the event's id.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/calendar/caldav_int.h"
#include "server/calendar/calendar_google_json.h"

/* --- one exchange --- */

enum calendar_result
caldav_fail(struct caldav *x, enum calendar_result r, const char *why)
{
	x->out->why = arena_strdup(x->a, why);
	return x->out->result = r;
}

static enum calendar_result
meaning(long status)
{
	static const struct {
		long status;
		enum calendar_result r;
	} rows[] = {
		{ 401, CAL_FORBIDDEN },
		{ 403, CAL_FORBIDDEN },
		{ 404, CAL_MISSING },
		{ 408, CAL_NETWORK },
		{ 410, CAL_MISSING },
		{ 412, CAL_CHANGED },
		{ 423, CAL_UNAVAILABLE },
		{ 429, CAL_RATE },
	};
	size_t i;

	if (status >= 200 && status < 300)
		return CAL_OK;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].status == status)
			return rows[i].r;
	if (status >= 500)
		return CAL_UNAVAILABLE;
	return status >= 400 ? CAL_INVALID : CAL_SETUP;
}

enum calendar_result
caldav_send(
    struct caldav *x, const struct http_request *what, struct http_answer *h)
{
	struct http_request rq = *what;
	enum calendar_result r;

	rq.basic = x->basic;
	rq.stop = x->as->stop;
	http_run(&rq, h);
	x->out->calls++;
	x->out->retry_after = h->retry_after;
	if (h->bad_setup)
		return caldav_fail(x, CAL_SETUP, h->why);
	if (h->status == 0)
		return caldav_fail(x, CAL_NETWORK, h->why);
	if ((r = meaning(h->status)) != CAL_OK)
		return caldav_fail(
		    x, r, arena_printf(x->a, "HTTP %ld", h->status));
	x->out->why = "";
	return x->out->result = CAL_OK;
}

enum calendar_result
caldav_ask(struct caldav *x, const struct caldav_question *q,
    struct dav_answer *out, long *status)
{
	struct http_request rq = { .method = q->method,
		.url = x->url,
		.depth = q->depth,
		.body = q->body,
		.type = "application/xml; charset=utf-8" };
	struct http_answer h;
	enum calendar_result r = caldav_send(x, &rq, &h);
	bool whole = dav_read(x->a, buf_str(&h.body), h.body.len, out);

	if (r == CAL_OK && (h.status != 207 || !whole))
		r = caldav_fail(x, CAL_NETWORK, "the answer is not whole");
	*status = h.status;
	http_done(&h);
	return r;
}

/* "user/calendar" becomes an address; slashes stay. */
static const char *
collection_url(struct caldav *x)
{
	const char *p = x->rq->calendar, *url = x->as->base;
	size_t n = strlen(url);

	while (n > 0 && url[n - 1] == '/')
		n--;
	url = arena_strndup(x->a, url, n);
	for (;;) {
		size_t len = strcspn(p, "/");

		if (len > 0)
			url = arena_printf(x->a, "%s/%s", url,
			    caldav_escape(x, arena_strndup(x->a, p, len)));
		if (p[len] == '\0')
			return arena_printf(x->a, "%s/", url);
		p += len + 1;
	}
}

static const char *
event_url(struct caldav *x)
{
	return arena_printf(
	    x->a, "%s%s.ics", x->url, caldav_escape(x, x->rq->event_id));
}

static const char *
credentials(struct caldav *x)
{
	size_t n, size;
	char *plain, *out;

	if (x->as->email == NULL || x->as->email[0] == '\0')
		return NULL;
	plain = xprintf("%s:%s", x->as->email, x->as->key);
	n = strlen(plain);
	size = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
	out = arena_alloc(x->a, size);
	sodium_bin2base64(out, size, (const unsigned char *)plain, n,
	    sodium_base64_VARIANT_ORIGINAL);
	sodium_memzero(plain, n);
	free(plain);
	return out;
}

static void
begin(struct caldav *x, const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	*out = (struct calendar_answer){ .retry_after = -1, .why = "" };
	*x = (struct caldav){ .as = as, .rq = rq, .a = a, .out = out };
	x->basic = credentials(x);
	x->url = collection_url(x);
}

static void
finish(struct caldav *x)
{
	if (x->basic != NULL)
		sodium_memzero((void *)x->basic, strlen(x->basic));
}

/* --- is it a calendar? --- */

static enum calendar_result
probe(struct caldav *x)
{
	static const struct caldav_question q = { "PROPFIND", "0",
		"<propfind xmlns=\"DAV:\"><prop><resourcetype/></prop>"
		"</propfind>" };
	struct dav_answer d;
	long status;
	enum calendar_result r = caldav_ask(x, &q, &d, &status);

	if (r == CAL_MISSING)
		return caldav_fail(x, CAL_FORBIDDEN, "no such calendar");
	if (r == CAL_OK && (d.first == NULL || !d.first->calendar))
		return caldav_fail(
		    x, CAL_FORBIDDEN, "the address is no calendar");
	return r;
}

/* Without the calendar nothing is known of an event that is not found. */
static void
look_for_calendar(struct caldav *x)
{
	if (probe(x) == CAL_OK)
		caldav_fail(x, CAL_MISSING, "no such event");
}

/* --- writes --- */

static bool
is_weak(const char *etag)
{
	return etag == NULL || str_starts(etag, "W/") || etag[0] == '\0';
}

static bool
read_body(struct caldav *x, struct calendar_event *ev)
{
	if (!google_read_event(x->a, x->rq->body, strlen(x->rq->body), ev)) {
		caldav_fail(x, CAL_INVALID, "the event is not whole");
		return false;
	}
	ev->id = x->rq->event_id;
	return true;
}

/* The event as it stands there; old: its text, of the caller. */
static enum calendar_result
look_up(struct caldav *x, const struct calendar_event *want, struct buf *old)
{
	struct http_request get = { .method = "GET", .url = event_url(x) };
	struct ics_window w = { .to = INT64_MAX, .all = true };
	struct calendar_event *ev = arena_zalloc(x->a, sizeof(*ev));
	struct ics_file f = { .n = 0 };
	struct http_answer h;

	if (caldav_send(x, &get, &h) == CAL_OK) {
		(void)ics_read(x->a, x->rq->event_id, &h.body, &w, &f);
		*ev = f.n > 0 ? f.event[0] : *want;
		/* a client that drops what it does not know keeps the UID */
		if (f.uid == NULL || !str_eq(f.uid, want->id))
			ev->uuid = f.ours ? ev->uuid : NULL;
		else if (ev->uuid == NULL)
			ev->uuid = want->uuid;
		ev->id = x->rq->event_id;
		ev->etag = arena_strdup(x->a, h.etag);
		x->out->event = ev;
		x->out->n = 1;
	}
	if (old != NULL)
		buf_add(old, buf_str(&h.body), h.body.len);
	http_done(&h);
	return x->out->result;
}

/* What has been written; a server that tells no ETag may have changed it. */
static void
written(struct caldav *x, const struct calendar_event *ev, const char *etag)
{
	struct calendar_event *kept;

	if (etag[0] == '\0') {
		(void)look_up(x, ev, NULL);
		return;
	}
	kept = arena_zalloc(x->a, sizeof(*kept));
	*kept = *ev;
	kept->etag = arena_strdup(x->a, etag);
	x->out->event = kept;
	x->out->n = 1;
}

static enum calendar_result
put(struct caldav *x, const struct calendar_event *ev, const struct buf *text,
    const char *etag)
{
	struct http_request rq = { .method = "PUT",
		.url = event_url(x),
		.body = buf_str(text),
		.type = "text/calendar; charset=utf-8",
		.if_match = is_weak(etag) ? NULL : etag,
		.if_none_match = etag == NULL ? "*" : NULL };
	struct dav_answer d = { .n = 0 };
	struct http_answer h;
	enum calendar_result r;

	if (text->full)
		return caldav_fail(x, CAL_INVALID, "the event is too long");
	if ((r = caldav_send(x, &rq, &h)) == CAL_OK) {
		written(x, ev, h.etag);
		r = x->out->result;
	} else if (dav_read(x->a, buf_str(&h.body), h.body.len, &d) &&
		   d.uid_taken) {
		r = caldav_fail(x, CAL_INVALID, "its UID stands elsewhere");
	} else if (h.status == 404 || h.status == 409) {
		r = caldav_fail(x, CAL_FORBIDDEN, "no such calendar");
	}
	http_done(&h);
	return r;
}

static void
caldav_insert(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	struct calendar_event ev;
	struct buf text;
	struct caldav x;

	begin(&x, as, rq, a, out);
	buf_init(&text, ICS_MAX);
	if (read_body(&x, &ev)) {
		ics_write(&text, &ev, as->now);
		if (put(&x, &ev, &text, NULL) == CAL_CHANGED &&
		    look_up(&x, &ev, NULL) == CAL_OK)
			out->result = CAL_EXISTS;
		else if (out->result == CAL_MISSING) /* gone since then */
			out->result = CAL_CHANGED;
	}
	buf_done(&text);
	finish(&x);
}

/* Changes what stands there, so that what people added stays. */
static void
change(struct caldav *x, const struct calendar_event *ev, struct buf *old)
{
	const char *etag = x->out->event[0].etag;
	struct buf text;

	if (x->out->event[0].cancelled) {
		caldav_fail(x, CAL_MISSING, "the event is cancelled there");
		return;
	}
	if (x->rq->etag != NULL && !str_eq(x->rq->etag, etag)) {
		caldav_fail(x, CAL_CHANGED, "somebody else was first");
		return;
	}
	x->out->event = NULL;
	x->out->n = 0;
	buf_init(&text, ICS_MAX);
	if (ics_change(&text, old, ev, x->as->now))
		put(x, ev, &text, etag);
	else
		caldav_fail(x, CAL_INVALID, "there is something else");
	buf_done(&text);
}

static void
caldav_update(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	struct calendar_event ev;
	struct caldav x;
	struct buf old;

	begin(&x, as, rq, a, out);
	buf_init(&old, ICS_MAX);
	if (read_body(&x, &ev)) {
		if (look_up(&x, &ev, &old) == CAL_OK)
			change(&x, &ev, &old);
		else if (out->result == CAL_MISSING)
			look_for_calendar(&x);
	}
	buf_done(&old);
	finish(&x);
}

static void
caldav_remove(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	struct caldav x;
	struct http_answer h;
	struct http_request del = { .method = "DELETE" };

	begin(&x, as, rq, a, out);
	del.url = event_url(&x);
	del.if_match = is_weak(rq->etag) ? NULL : rq->etag;
	if (caldav_send(&x, &del, &h) == CAL_MISSING) {
		out->result = CAL_OK;
		out->why = "";
	}
	http_done(&h);
	finish(&x);
}

/* --- reads --- */

static void
caldav_list(const struct calendar_access *as, const struct calendar_request *rq,
    struct arena *a, struct calendar_answer *out)
{
	struct caldav x;

	begin(&x, as, rq, a, out);
	caldav_read_list(&x);
	finish(&x);
}

static void
caldav_probe(const struct calendar_access *as,
    const struct calendar_request *rq, struct arena *a,
    struct calendar_answer *out)
{
	struct caldav x;

	begin(&x, as, rq, a, out);
	(void)probe(&x);
	finish(&x);
}

const struct calendar_port calendar_caldav = {
	.name = "caldav",
	.remote = true,
	.list = caldav_list,
	.insert = caldav_insert,
	.update = caldav_update,
	.remove = caldav_remove,
	.probe = caldav_probe,
};
