/* Reads multistatus answers, streaming, with expat. No entity is expanded. */
#include "server/calendar/caldav_xml.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"

#define DEPTH_MOST 32
#define TEXT_MOST (4 << 20)
#define DAV "DAV: "
#define CALDAV "urn:ietf:params:xml:ns:caldav "

struct reader {
	XML_Parser p;
	struct arena *a;
	struct dav_answer *out;
	struct dav_item **tail;
	struct dav_item *item; /* the response being read */
	struct dav_item found; /* properties of the propstat being read */
	int found_status;
	bool in_propstat, ended;
	int depth;
	struct buf text;
};

static void
stop(struct reader *r)
{
	XML_StopParser(r->p, XML_FALSE);
}

static void
begin(void *arg, const char *name, const char **atts)
{
	struct reader *r = arg;

	(void)atts;
	buf_clear(&r->text);
	if (++r->depth > DEPTH_MOST ||
	    (r->depth == 1 && !str_eq(name, DAV "multistatus") &&
		!str_eq(name, DAV "error"))) {
		stop(r);
		return;
	}
	if (r->depth == 2 && str_eq(name, DAV "response")) {
		r->item = arena_zalloc(r->a, sizeof(*r->item));
		r->item->status = 200;
	} else if (r->item != NULL && str_eq(name, DAV "propstat")) {
		r->in_propstat = true;
		r->found = (struct dav_item){ .status = 200 };
		r->found_status = 0;
	}
	if (r->in_propstat && str_eq(name, DAV "collection"))
		r->found.collection = true;
	if (r->in_propstat && str_eq(name, CALDAV "calendar"))
		r->found.calendar = true;
	if (str_eq(name, DAV "valid-sync-token"))
		r->out->bad_token = true;
	if (str_eq(name, CALDAV "no-uid-conflict"))
		r->out->uid_taken = true;
}

static const char *
trimmed(struct reader *r)
{
	return str_trim(arena_strdup(r->a, buf_str(&r->text)));
}

/* "HTTP/1.1 200 OK"; 0: no such line. */
static int
status_of(const char *s)
{
	const char *blank = strchr(s, ' ');
	char code[4];
	int64_t n = 0;

	if (!str_starts(s, "HTTP/") || blank == NULL)
		return 0;
	str_copy(code, sizeof(code), blank + 1);
	return str_int(code, 100, 599, &n) ? (int)n : 0;
}

/* Properties count only where the server could tell them. */
static void
end_propstat(struct reader *r)
{
	const struct dav_item *f = &r->found;

	r->in_propstat = false;
	if (r->found_status != 200)
		return;
	if (f->etag != NULL)
		r->item->etag = f->etag;
	if (f->data != NULL)
		r->item->data = f->data;
	if (f->sync_token != NULL)
		r->item->sync_token = f->sync_token;
	r->item->collection = r->item->collection || f->collection;
	r->item->calendar = r->item->calendar || f->calendar;
}

static void
end_response(struct reader *r)
{
	if (r->item->href == NULL) {
		stop(r);
		return;
	}
	*r->tail = r->item;
	r->tail = &r->item->next;
	r->out->n++;
	r->item = NULL;
}

static void
end_property(struct reader *r, const char *name)
{
	if (str_eq(name, DAV "getetag"))
		r->found.etag = trimmed(r);
	else if (str_eq(name, CALDAV "calendar-data"))
		r->found.data = arena_strdup(r->a, buf_str(&r->text));
	else if (str_eq(name, DAV "sync-token"))
		r->found.sync_token = trimmed(r);
	else if (str_eq(name, DAV "status"))
		r->found_status = status_of(trimmed(r));
}

static void
end(void *arg, const char *name)
{
	struct reader *r = arg;

	if (r->text.full) {
		stop(r);
		return;
	}
	if (str_eq(name, DAV "propstat") && r->in_propstat)
		end_propstat(r);
	else if (r->in_propstat)
		end_property(r, name);
	else if (r->item != NULL && r->depth == 3 && str_eq(name, DAV "href"))
		r->item->href = trimmed(r);
	else if (r->item != NULL && r->depth == 3 && str_eq(name, DAV "status"))
		r->item->status = status_of(trimmed(r));
	else if (r->item != NULL && r->depth == 2)
		end_response(r);
	else if (r->depth == 2 && str_eq(name, DAV "sync-token"))
		r->out->sync_token = trimmed(r);
	if (--r->depth == 0)
		r->ended = true;
	buf_clear(&r->text);
}

static void
text(void *arg, const char *s, int n)
{
	struct reader *r = arg;

	buf_add(&r->text, s, (size_t)n);
}

static void
doctype(void *arg, const char *name, const char *system_id,
    const char *public_id, int internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	stop(arg);
}

bool
dav_read(struct arena *a, const char *xml, size_t n, struct dav_answer *out)
{
	struct reader r = { .a = a, .out = out, .tail = &out->first };
	bool ok;

	*out = (struct dav_answer){ .n = 0 };
	r.p = XML_ParserCreateNS(NULL, ' ');
	if (r.p == NULL)
		return false;
	buf_init(&r.text, TEXT_MOST);
	XML_SetUserData(r.p, &r);
	XML_SetElementHandler(r.p, begin, end);
	XML_SetCharacterDataHandler(r.p, text);
	XML_SetStartDoctypeDeclHandler(r.p, doctype);
	ok = n <= INT_MAX &&
	     XML_Parse(r.p, xml, (int)n, XML_TRUE) == XML_STATUS_OK && r.ended;
	XML_ParserFree(r.p);
	buf_done(&r.text);
	if (!ok)
		*out = (struct dav_answer){ .n = 0 };
	return ok;
}
