/* events.list, get, insert, patch, delete of the stand-in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "tests/harness/fake_google_int.h"

void
fake_google_say(struct fake_reply *r, int status, const char *reason)
{
	r->status = status;
	buf_clear(&r->body);
	buf_addf(&r->body,
	    "{\"error\":{\"code\":%d,\"message\":\"stand-in\","
	    "\"errors\":[{\"reason\":\"%s\"}]}}",
	    status, reason);
}

void
fake_google_stamp(struct fake_google *g, struct fake_event *ev)
{
	char etag[40];

	ev->seq = ++g->seq;
	snprintf(etag, sizeof(etag), "\"%lld\"", (long long)ev->seq);
	json_object_set_new(ev->body, "etag", json_string(etag));
	json_object_set_new(ev->body, "status",
	    json_string(ev->deleted ? "cancelled" : "confirmed"));
}

struct fake_event *
fake_google_find(struct fake_google *g, const char *calendar, const char *id)
{
	int i;

	for (i = 0; i < g->n; i++)
		if (str_eq(g->event[i].calendar, calendar) &&
		    str_eq(json_string_value(
			       json_object_get(g->event[i].body, "id")),
			id))
			return &g->event[i];
	return NULL;
}

struct fake_event *
fake_google_put(struct fake_google *g, const char *calendar, json_t *body)
{
	struct fake_event *ev = &g->event[g->n++];

	if (g->n == FAKE_EVENTS)
		abort();
	*ev =
	    (struct fake_event){ .calendar = xstrdup(calendar), .body = body };
	fake_google_stamp(g, ev);
	return ev;
}

static void
give(struct fake_reply *r, const json_t *o)
{
	char *text = json_dumps(o, JSON_COMPACT);

	r->status = 200;
	buf_adds(&r->body, text);
	free(text);
}

static int64_t
instant_of(const json_t *body, const char *key)
{
	const json_t *o = json_object_get(body, key);
	const char *at = json_string_value(json_object_get(o, "dateTime"));
	const char *day = json_string_value(json_object_get(o, "date"));
	int64_t t = 0;

	if (at != NULL)
		tz_parse_legacy(at, &t);
	else if (day != NULL)
		t = tz_day(date_parse(day));
	return t;
}

static bool
times_fit(const json_t *body)
{
	int64_t start = instant_of(body, "start"),
		end = instant_of(body, "end");

	return start != 0 && end > start;
}

/* --- list --- */

#define PAGE 100000 /* a page token is the change and the index */

struct list {
	int64_t since, from, to, upto;
	int first, most; /* index of the first event of this page */
};

static bool
wanted(const struct fake_event *ev, const char *calendar, const struct list *q)
{
	if (!str_eq(ev->calendar, calendar))
		return false;
	if (q->since >= 0)
		return ev->seq > q->since;
	return !ev->deleted && instant_of(ev->body, "end") > q->from &&
	       instant_of(ev->body, "start") < q->to;
}

static json_t *
shown(const struct fake_event *ev)
{
	if (!ev->deleted)
		return json_incref(ev->body);
	return json_pack("{s:O, s:s, s:O}", "id",
	    json_object_get(ev->body, "id"), "status", "cancelled", "etag",
	    json_object_get(ev->body, "etag"));
}

static int64_t
number(const char *query, const char *name, int64_t dflt)
{
	char *v = fake_google_param(query, name);
	int64_t n = dflt;

	if (v != NULL)
		n = strtoll(v + strspn(v, "sp"), NULL, 10);
	free(v);
	return n;
}

static int64_t
instant_param(const char *query, const char *name)
{
	char *v = fake_google_param(query, name);
	int64_t at = 0;

	if (v != NULL)
		tz_parse_legacy(v, &at);
	free(v);
	return at;
}

static void
list(struct fake_google *g, const char *calendar, const struct fake_request *rq,
    struct fake_reply *r)
{
	struct list q = { .since = number(rq->query, "syncToken", -1),
		.from = instant_param(rq->query, "timeMin"),
		.to = instant_param(rq->query, "timeMax"),
		.first = (int)(number(rq->query, "pageToken", 0) % PAGE),
		.upto = number(rq->query, "pageToken", 0) / PAGE,
		.most = (int)number(rq->query, "maxResults", 250) };
	json_t *o = json_object(), *items = json_array();
	int i;
	bool more = false;
	char token[40];

	if (q.since >= 0 && (q.from != 0 || q.to != 0)) {
		json_decref(o);
		json_decref(items);
		fake_google_say(r, 400, "badRequest");
		return;
	}
	if (q.since >= 0 && q.since < g->tokens_from) {
		json_decref(o);
		json_decref(items);
		fake_google_say(r, 410, "fullSyncRequired");
		return;
	}
	/* what changes between two pages is told with the next token */
	if (q.upto == 0)
		q.upto = g->seq;
	for (i = q.first; i < g->n; i++) {
		if (!wanted(&g->event[i], calendar, &q))
			continue;
		more = (int)json_array_size(items) == q.most;
		if (more)
			break;
		json_array_append_new(items, shown(&g->event[i]));
	}
	json_object_set_new(o, "items", items);
	snprintf(token, sizeof(token), more ? "p%lld" : "s%lld",
	    more ? (long long)(q.upto * PAGE + i) : (long long)q.upto);
	json_object_set_new(
	    o, more ? "nextPageToken" : "nextSyncToken", json_string(token));
	give(r, o);
	json_decref(o);
}

/* --- one event --- */

static void
insert(struct fake_google *g, const char *calendar,
    const struct fake_request *rq, struct fake_reply *r)
{
	json_t *body = json_loads(rq->body, 0, NULL);
	const char *id = json_string_value(json_object_get(body, "id"));

	if (id == NULL || strlen(id) < 5 || !times_fit(body) ||
	    id[strspn(id, "0123456789abcdefghijklmnopqrstuv")] != '\0')
		fake_google_say(r, 400, "invalid");
	else if (fake_google_find(g, calendar, id) != NULL)
		fake_google_say(r, 409, "duplicate");
	else
		give(r, fake_google_put(g, calendar, json_incref(body))->body);
	json_decref(body);
}

static void
patch(struct fake_google *g, struct fake_event *ev,
    const struct fake_request *rq, struct fake_reply *r)
{
	json_t *body = json_loads(rq->body, 0, NULL);

	if (body == NULL) {
		fake_google_say(r, 400, "parseError");
		return;
	}
	json_object_update(ev->body, body);
	json_decref(body);
	fake_google_stamp(g, ev);
	give(r, ev->body);
}

static void
one(struct fake_google *g, struct fake_event *ev, const struct fake_request *rq,
    struct fake_reply *r)
{
	const char *etag = json_string_value(json_object_get(ev->body, "etag"));

	if (rq->if_match[0] != '\0' && !str_eq(rq->if_match, etag)) {
		fake_google_say(r, 412, "conditionNotMet");
	} else if (str_eq(rq->method, "GET")) {
		give(r, ev->body);
	} else if (str_eq(rq->method, "PATCH")) {
		patch(g, ev, rq, r);
	} else if (ev->deleted) {
		fake_google_say(r, 410, "deleted");
	} else {
		ev->deleted = true;
		fake_google_stamp(g, ev);
		r->status = 204;
	}
}

void
fake_google_api(
    struct fake_google *g, const struct fake_request *rq, struct fake_reply *r)
{
	char *path = xstrdup(rq->path), *calendar, *rest, *id;
	struct fake_event *ev;

	calendar = path + strlen("/calendar/v3/calendars/");
	rest = strchr(calendar, '/');
	if (rest == NULL || !str_starts(rest, "/events")) {
		fake_google_say(r, 404, "notFound");
		free(path);
		return;
	}
	*rest = '\0';
	id = rest[7] == '\0' || rest[7 + 1] == '\0' ? NULL : rest + 8;
	rest[7] = '\0';
	if (str_starts(calendar, "missing"))
		fake_google_say(r, 404, "notFound");
	else if (id == NULL && str_eq(rq->method, "GET"))
		list(g, calendar, rq, r);
	else if (id == NULL)
		insert(g, calendar, rq, r);
	else if ((ev = fake_google_find(g, calendar, id)) == NULL)
		fake_google_say(r, 404, "notFound");
	else
		one(g, ev, rq, r);
	free(path);
}
