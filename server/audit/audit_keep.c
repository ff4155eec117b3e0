/*
 * Retention (hub file B8, G13): the newest rows stay in the log, older ones
 * go into the archive, the oldest of that go for good. Every run is a row of
 * the log itself and counts as one. Also the line an outside log can witness.
 */
#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit_int.h"
#include "server/audit/audit_store.h"
#include "server/core/due_tasks.h"
#include "server/settings/settings.h"

#define PORTION 500 /* rows of one run: some milliseconds */
#define PAUSE_MS 50

/* Ids have no gaps: what is missing between them was taken away. */
struct stock {
	struct audit_mark head, anchor;
	int64_t first;		/* of the log */
	int64_t first_archived; /* 0: the archive is empty */
	int64_t archived;
	int64_t to_archive, to_drop; /* rows of this run */
	int64_t missing;
	bool more;
};

static int64_t
portion(struct stock *s, int64_t n)
{
	if (n <= 0)
		return 0;
	s->more |= n > PORTION;
	return n < PORTION ? n : PORTION;
}

static enum err
take_stock(struct call *c, struct stock *s)
{
	const struct settings *set = c->app->settings;
	int64_t keep = settings_int(set, SET_AUDIT_KEEP);
	int64_t most = settings_int(set, SET_AUDIT_KEEP_ARCHIVE);
	int64_t live;
	enum err e;

	memset(s, 0, sizeof(*s));
	if ((e = audit_store_head(c->db, &s->head)) != OK ||
	    (e = audit_store_anchor(c->db, &s->anchor)) != OK ||
	    (e = audit_store_first(c->db, false, &s->first)) != OK ||
	    (e = audit_store_first(c->db, true, &s->first_archived)) != OK)
		return e;
	if (s->first == 0)
		return OK;
	live = s->head.last_id - s->first + 1;
	/* the row about this run needs a place as well */
	s->to_archive = live > keep ? portion(s, live + 1 - keep) : 0;
	if (s->first_archived != 0)
		s->archived = s->first - s->first_archived;
	s->to_drop = portion(s, s->archived + s->to_archive - most);
	return OK;
}

static enum err
move_out(struct call *c, struct stock *s)
{
	int64_t up_to = s->first + s->to_archive - 1;
	int n = 0;
	enum err e;

	if (s->to_archive == 0)
		return OK;
	if ((e = audit_store_archive(c->db, up_to, &n)) == OK)
		s->missing += s->to_archive - n;
	return e;
}

/* The anchor remembers the last row that went. */
static enum err
drop(struct call *c, struct stock *s)
{
	struct audit_mark *m = &s->anchor;
	int64_t from = m->last_id + 1;
	int n = 0;
	enum err e;

	if (s->to_drop == 0)
		return OK;
	if (!audit_mark_good(c->app->audit->key.key, "anchor", m))
		s->missing++;
	m->last_id = (s->first_archived != 0 ? s->first_archived : s->first) +
		     s->to_drop - 1;
	if ((e = audit_store_mac(c->db, m->last_id, m->mac)) == E_NOT_FOUND)
		memset(m->mac, 0, AUDIT_MAC);
	else if (e != OK)
		return e;
	if ((e = audit_store_drop(c->db, m->last_id, &n)) != OK)
		return e;
	s->missing += m->last_id - from + 1 - n;
	m->dropped += n;
	audit_mark_seal(c->app->audit->key.key, "anchor", m, m->seal);
	return audit_store_set_anchor(c->db, m);
}

/* What the retention could not find is told before nobody can miss it. */
static enum err
tell(struct call *c, const struct stock *s)
{
	struct audit_entry gap = { .action = "security_alert_audit_gap" };
	struct audit_entry run = { .action = "archive_run", .target = "audit" };
	enum err e;

	if (s->missing != 0) {
		gap.details = arena_printf(c->arena,
		    "{\"missing\":%lld,\"up_to\":%lld}", (long long)s->missing,
		    (long long)(s->first + s->to_archive - 1));
		log_error(&c->log, "audit: %lld rows are missing",
		    (long long)s->missing);
		if ((e = audit_write(c, &gap)) != OK)
			return e;
	}
	run.details = arena_printf(c->arena,
	    "{\"archived\":%lld,\"dropped\":%lld,\"kept\":%lld,"
	    "\"in_archive\":%lld,\"dropped_ever\":%lld}",
	    (long long)s->to_archive, (long long)s->to_drop,
	    (long long)(s->head.last_id + 1 - s->first - s->to_archive + 1),
	    (long long)(s->archived + s->to_archive - s->to_drop),
	    (long long)s->anchor.dropped);
	return audit_write(c, &run);
}

static void
again(struct app *app, void *arg)
{
	(void)arg;
	due_at(app, DUE_AUDIT, app_now(app) + PAUSE_MS);
}

enum err
audit_keep(struct call *c)
{
	struct stock s;
	enum err e = take_stock(c, &s);

	if (e != OK || (s.to_archive == 0 && s.to_drop == 0))
		return e;
	if ((e = move_out(c, &s)) != OK || (e = drop(c, &s)) != OK)
		return e;
	if (s.more)
		call_after_commit(c, again, NULL);
	return tell(c, &s);
}

enum err
audit_witness(struct call *c)
{
	struct audit_mark head;
	char hex[2 * 8 + 1]; /* eight bytes tell one state from another */
	enum err e = audit_store_head(c->db, &head);

	if (e != OK)
		return e;
	hex_encode(head.mac, 8, hex);
	log_info(
	    NULL, "audit head id=%lld mac=%s", (long long)head.last_id, hex);
	return OK;
}
