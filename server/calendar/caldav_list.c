/*
 * Lists of a CalDAV calendar. The filters of servers by time cannot be relied
 * on, so names and versions are asked for, then the bodies in portions. The
 * token of the hub is that of the server and the names of series: of a series
 * only the whole list knows which of its events are gone.
 */
#include <curl/curl.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/calendar/caldav_int.h"

#define TOKEN_MAX (1 << 20)
#define NO_SYNC "-" /* the server offers none: always the whole list */
#define PORTIONS_MOST 1000
#define PROPS                                                     \
	"<resourcetype xmlns=\"DAV:\"/><getetag xmlns=\"DAV:\"/>" \
	"<sync-token xmlns=\"DAV:\"/>"

const char *
caldav_escape(struct caldav *x, const char *s)
{
	char *e = curl_easy_escape(NULL, s, 0);
	const char *kept = arena_strdup(x->a, e != NULL ? e : "");

	curl_free(e);
	return kept;
}

struct found {
	struct found *next;
	struct calendar_event ev;
};

struct listing {
	struct caldav *x;
	bool whole;
	struct arena *scratch;
	struct found *first, **tail;
	int n;
	struct dav_item **wanted; /* bodies to ask for */
	int n_wanted;
	const char *before; /* names of series known so far, a line each */
	struct buf token;
	bool stale; /* a series changed: all must be read */
};

/* The last part of its path without ".ics"; "" for the calendar itself. */
static const char *
name_of(struct caldav *x, const char *href)
{
	const char *slash = strrchr(href, '/');
	const char *part = slash != NULL ? slash + 1 : href;
	char *plain = curl_easy_unescape(NULL, part, 0, NULL);
	char *kept = arena_strdup(x->a, plain != NULL ? plain : "");

	curl_free(plain);
	if (str_ends(kept, ".ics"))
		kept[strlen(kept) - 4] = '\0';
	return kept;
}

static bool
is_series(const struct listing *l, const char *name)
{
	const char *p = l->before;
	size_t n = strlen(name);

	while (p != NULL && *p != '\0') {
		if (strncmp(p, name, n) == 0 && (p[n] == '\n' || p[n] == '\0'))
			return true;
		p = strchr(p, '\n');
		if (p != NULL)
			p++;
	}
	return false;
}

static void
add(struct listing *l, const struct calendar_event *ev, const char *etag)
{
	struct arena *a = l->x->a;
	struct found *f = arena_zalloc(a, sizeof(*f));

	f->ev = *ev;
	f->ev.id = arena_strdup(a, ev->id);
	f->ev.etag = arena_strdup(a, etag);
	f->ev.title = arena_strdup(a, ev->title);
	f->ev.description = arena_strdup(a, ev->description);
	if (ev->uuid != NULL)
		f->ev.uuid = arena_strdup(a, ev->uuid);
	*l->tail = f;
	l->tail = &f->next;
	l->n++;
}

static void
add_stub(struct listing *l, const char *name)
{
	struct calendar_event ev = {
		.id = name, .title = "", .description = "", .cancelled = true
	};

	add(l, &ev, "");
}

/* --- bodies --- */

/* A foreign event that cannot be read is told of; one of the hub ends it. */
static bool
take_body(struct listing *l, const struct dav_item *d)
{
	struct caldav *x = l->x;
	struct ics_window w = { x->rq->from, x->rq->to, !l->whole };
	struct buf text = { .p = (char *)d->data, .len = strlen(d->data) };
	const char *name = name_of(x, d->href);
	struct ics_file f;
	bool ok;
	int i;

	arena_reset(l->scratch);
	ok = ics_read(l->scratch, name, &text, &w, &f);
	if (!ok && f.ours) {
		caldav_fail(x, CAL_INVALID, f.why);
		return false;
	}
	if (f.recurring) {
		l->stale = l->stale || !l->whole;
		buf_addf(&l->token, "\n%s", name);
	}
	if (!ok) {
		x->out->why = arena_strdup(x->a, f.why);
		return true;
	}
	for (i = 0; i < f.n; i++)
		add(l, &f.event[i], d->etag != NULL ? d->etag : "");
	return true;
}

static void
add_xml(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '&')
			buf_adds(b, "&amp;");
		else if (*s == '<')
			buf_adds(b, "&lt;");
		else
			buf_addc(b, *s);
	}
}

/* One portion; what is not found any more is told of by the next list. */
static bool
read_portion(struct listing *l, int first, int n)
{
	struct caldav_question q = { "REPORT", NULL, NULL };
	struct dav_answer d;
	struct dav_item *i;
	struct buf b;
	long status;
	bool ok;

	buf_init(&b, TOKEN_MAX);
	buf_adds(&b, "<C:calendar-multiget xmlns=\"DAV:\" "
		     "xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"
		     "<prop><getetag/><C:calendar-data/></prop>");
	for (; n > 0; n--, first++) {
		buf_adds(&b, "<href>");
		add_xml(&b, l->wanted[first]->href);
		buf_adds(&b, "</href>");
	}
	buf_adds(&b, "</C:calendar-multiget>");
	q.body = buf_str(&b);
	ok = !b.full && caldav_ask(l->x, &q, &d, &status) == CAL_OK;
	for (i = ok ? d.first : NULL; ok && i != NULL; i = i->next)
		if (i->status == 200 && i->data != NULL)
			ok = take_body(l, i);
	buf_done(&b);
	return ok;
}

static bool
read_bodies(struct listing *l)
{
	int at = 0, n, most = l->x->as->page_size;
	const char *why = "";

	while (at < l->n_wanted) {
		n = l->n_wanted - at < most ? l->n_wanted - at : most;
		if (!read_portion(l, at, n))
			return false;
		if (l->x->out->why[0] != '\0')
			why = l->x->out->why;
		at += n;
	}
	l->x->out->why = why;
	return true;
}

/* --- names --- */

static void
want(struct listing *l, const struct dav_answer *d)
{
	struct dav_item **all, *i;

	all = arena_alloc(l->x->a, ((size_t)l->n_wanted + (size_t)d->n + 1) *
				       sizeof(struct dav_item *));
	if (l->n_wanted > 0)
		memcpy(all, l->wanted,
		    (size_t)l->n_wanted * sizeof(struct dav_item *));
	l->wanted = all;
	for (i = d->first; i != NULL; i = i->next) {
		const char *name = name_of(l->x, i->href);

		if (i->collection || name[0] == '\0')
			continue;
		l->stale = l->stale || (!l->whole && is_series(l, name));
		if (i->status == 404 || i->status == 410)
			add_stub(l, name);
		else if (i->status == 200)
			l->wanted[l->n_wanted++] = i;
	}
}

static bool
read_names(struct listing *l)
{
	static const struct caldav_question q = { "PROPFIND", "1",
		"<propfind xmlns=\"DAV:\"><prop>" PROPS "</prop></propfind>" };
	struct dav_answer d;
	struct dav_item *i;
	const char *token = NULL;
	bool calendar = false;
	long status;

	if (caldav_ask(l->x, &q, &d, &status) != CAL_OK) {
		if (status == 404)
			caldav_fail(l->x, CAL_FORBIDDEN, "no such calendar");
		return false;
	}
	for (i = d.first; i != NULL; i = i->next) {
		calendar = calendar || i->calendar;
		if (i->calendar && i->sync_token != NULL)
			token = i->sync_token;
	}
	if (!calendar) {
		caldav_fail(l->x, CAL_FORBIDDEN, "the address is no calendar");
		return false;
	}
	want(l, &d);
	buf_adds(&l->token, token != NULL && *token != '\0' ? token : NO_SYNC);
	return true;
}

/* --- what changed --- */

/* Some servers refuse an old token, some the report: all is read then. */
static bool
is_token_gone(long status, const struct dav_answer *d)
{
	return d->bad_token || status == 400 || status == 403 ||
	       status == 405 || status == 409 || status == 410 ||
	       status == 412 || status == 415 || status == 501;
}

static bool
ask_changes(struct listing *l, const char *token, struct dav_answer *d)
{
	struct caldav_question q = { "REPORT", NULL, NULL };
	struct buf b;
	long status;
	bool ok;

	buf_init(&b, TOKEN_MAX);
	buf_adds(&b, "<sync-collection xmlns=\"DAV:\"><sync-token>");
	add_xml(&b, token);
	buf_adds(&b, "</sync-token><sync-level>1</sync-level><prop>"
		     "<getetag/></prop></sync-collection>");
	q.body = buf_str(&b);
	ok = caldav_ask(l->x, &q, d, &status) == CAL_OK;
	buf_done(&b);
	if (!ok && is_token_gone(status, d))
		l->x->out->result = CAL_TOKEN_GONE;
	if (ok && (d->sync_token == NULL || d->sync_token[0] == '\0')) {
		caldav_fail(l->x, CAL_NETWORK, "the answer is not whole");
		return false;
	}
	return ok;
}

/* 507 of the calendar itself: there is more (RFC 6578, 3.6). */
static bool
is_cut(const struct caldav *x, const struct dav_answer *d)
{
	const struct dav_item *i;

	(void)x;
	for (i = d->first; i != NULL; i = i->next)
		if (i->status == 507)
			return true;
	return false;
}

static bool
read_changes(struct listing *l)
{
	const char *names = strchr(l->x->rq->sync_token, '\n');
	const char *token = l->x->rq->sync_token;
	struct dav_answer d;
	int n;

	if (str_eq(token, NO_SYNC) || str_starts(token, NO_SYNC "\n")) {
		caldav_fail(l->x, CAL_TOKEN_GONE, "no sync here");
		return false;
	}
	l->before = names != NULL ? names + 1 : "";
	if (names != NULL)
		token = arena_strndup(l->x->a, token, (size_t)(names - token));
	for (n = 0; n < PORTIONS_MOST; n++) {
		if (!ask_changes(l, token, &d))
			return false;
		want(l, &d);
		token = d.sync_token;
		if (!is_cut(l->x, &d))
			break;
	}
	buf_adds(&l->token, token);
	if (names != NULL)
		buf_adds(&l->token, names);
	return true;
}

/* --- the answer --- */

static void
answer(struct listing *l)
{
	struct calendar_answer *out = l->x->out;
	struct found *f;

	if (l->stale) {
		caldav_fail(l->x, CAL_TOKEN_GONE, "a series changed");
		return;
	}
	out->event =
	    arena_alloc(l->x->a, ((size_t)l->n + 1) * sizeof(*out->event));
	for (f = l->first; f != NULL; f = f->next)
		out->event[out->n++] = f->ev;
	/* too many series for a token: always the whole list */
	out->next_token =
	    l->token.full ? NO_SYNC : arena_strdup(l->x->a, buf_str(&l->token));
}

void
caldav_read_list(struct caldav *x)
{
	struct listing l = { .x = x, .whole = x->rq->sync_token == NULL };

	l.tail = &l.first;
	l.scratch = arena_new();
	buf_init(&l.token, TOKEN_MAX);
	if ((l.whole ? read_names(&l) : read_changes(&l)) &&
	    (l.stale || read_bodies(&l)))
		answer(&l);
	buf_done(&l.token);
	arena_free(l.scratch);
}
