/* Search: the log first, then the archive, as one list. */
#include "server/audit/audit_search.h"

#include <ctype.h>
#include <string.h>

#include "common/arena.h"
#include "server/audit/audit_store.h"
#include "server/rpc/call.h"

static const char *
lower(struct arena *a, const char *s)
{
	char *copy, *p;

	if (s == NULL || *s == '\0')
		return NULL;
	copy = arena_strdup(a, s);
	for (p = copy; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return copy;
}

/* "%text%" with the wildcards of LIKE taken as they are. */
static const char *
anywhere(struct arena *a, const char *s)
{
	char *out, *p;

	if (s == NULL || *s == '\0')
		return NULL;
	out = p = arena_alloc(a, 2 * strlen(s) + 3);
	*p++ = '%';
	for (; *s != '\0'; s++) {
		if (strchr("%_\\", *s) != NULL)
			*p++ = '\\';
		*p++ = *s;
	}
	*p++ = '%';
	*p = '\0';
	return out;
}

static enum err
page(struct call *c, const struct audit_filter *f, int64_t in_log,
    struct audit_found *out)
{
	struct audit_page p = { f, false, f->limit, f->offset };
	enum err e = OK;

	if (f->offset < in_log)
		e = audit_store_page(c->db, c->arena, &p, out);
	if (e != OK || out->n == f->limit)
		return e;
	p.archive = true;
	p.limit = f->limit - out->n;
	p.offset = f->offset > in_log ? f->offset - in_log : 0;
	return audit_store_page(c->db, c->arena, &p, out);
}

enum err
audit_search(
    struct call *c, const struct audit_filter *in, struct audit_found *out)
{
	struct audit_filter f = *in;
	struct audit_found found = { 0 };
	struct audit_mark head;
	int64_t in_log, in_archive;
	enum err e;

	f.user = lower(c->arena, in->user);
	f.text = anywhere(c->arena, in->text);
	if ((e = audit_store_head(c->db, &head)) != OK ||
	    (e = audit_store_count(c->db, false, &f, &in_log)) != OK ||
	    (e = audit_store_count(c->db, true, &f, &in_archive)) != OK)
		return e;
	found.row =
	    arena_alloc(c->arena, (size_t)f.limit * sizeof(*found.row) + 1);
	found.total = in_log + in_archive;
	found.until = f.until != 0 ? f.until : head.last_id;
	if ((e = page(c, &f, in_log, &found)) == OK)
		*out = found;
	return e;
}
