/* SQL of notifications. */
#include "server/notify/notify_store.h"

#include <string.h>

#include "common/arena.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define DAY_MS INT64_C(86400000)
#define POPUPS_MAX 5

#define MAY "active = 1 AND placeholder = 0"
#define COLUMNS                                                        \
	"SELECT id, at, count, type, title, message, source, screen, " \
	"ref, actions, read_at IS NOT NULL, popup_at"
#define OWN \
	" FROM notification WHERE account = :account AND dismissed_at IS NULL"
#define NEWEST " ORDER BY at DESC, id DESC LIMIT :limit OFFSET :offset"

enum {
	RECIPIENT,
	NAMED,
	RECIPIENTS,
	REPEATED,
	INSERT,
	REPEAT,
	LIST,
	LIST_UNREAD,
	LIST_POPUP,
	LIST_BOTH,
	TOTAL,
	UNREAD,
	TOTAL_POPUP,
	TOTAL_BOTH,
	POPUPS,
	SHOWN,
	SET_SHOWN,
	KNOWN,
	READ,
	DISMISS,
	READ_ALL,
	OLD_DISMISSED,
	OLD_READ,
	OLD_UNREAD,
	NEXT,
	TRIM
};

static const char *const sql[] = {
	[RECIPIENT] = "SELECT id, language = 'de' FROM account"
		      " WHERE id = :id AND " MAY,
	[NAMED] = "SELECT id, language = 'de', " MAY " FROM account"
		  " WHERE name = lower(:name) AND placeholder = 0",
	[RECIPIENTS] =
	    "SELECT id, language = 'de' FROM account a WHERE " MAY
	    " AND (instr(:roles, ',all,') > 0"
	    " OR (is_admin = 1 AND instr(:roles, ',admin,') > 0)"
	    " OR EXISTS (SELECT 1 FROM account_role r WHERE r.account = a.id"
	    " AND instr(:roles, ',' || r.role || ',') > 0)) ORDER BY id",
	[REPEATED] = "SELECT id FROM notification WHERE account = :account"
		     " AND dedupe = :dedupe AND dismissed_at IS NULL"
		     " AND first_at > :after ORDER BY id DESC LIMIT 1",
	[INSERT] =
	    "INSERT INTO notification(account, at, first_at, count, type,"
	    " title, message, source, roles, dedupe, screen, ref, actions,"
	    " popup_at) VALUES(:account, :at, :at, :times, :type, :title,"
	    " :message, :source, :roles, :dedupe, :screen, :ref, :actions,"
	    " :popup)",
	/* while it is unread its popup was raised already: it only counts */
	[REPEAT] =
	    "UPDATE notification SET at = max(at, :at), count = count + :times,"
	    " type = :type, title = :title, message = :message,"
	    " screen = :screen, ref = :ref, actions = :actions,"
	    " popup_at = CASE WHEN popup_at IS NULL OR read_at IS NOT NULL"
	    " THEN :popup ELSE popup_at END, read_at = NULL WHERE id = :id",
	[LIST] = COLUMNS OWN NEWEST,
	[LIST_UNREAD] = COLUMNS OWN " AND read_at IS NULL" NEWEST,
	[LIST_POPUP] = COLUMNS OWN " AND popup_at IS NOT NULL" NEWEST,
	[LIST_BOTH] = COLUMNS OWN " AND popup_at IS NOT NULL"
				  " AND read_at IS NULL" NEWEST,
	[TOTAL] = "SELECT count(*)" OWN,
	[UNREAD] = "SELECT count(*)" OWN " AND read_at IS NULL",
	[TOTAL_POPUP] = "SELECT count(*)" OWN " AND popup_at IS NOT NULL",
	[TOTAL_BOTH] = "SELECT count(*)" OWN " AND popup_at IS NOT NULL"
		       " AND read_at IS NULL",
	[POPUPS] = COLUMNS OWN " AND read_at IS NULL AND popup_at > :after"
			       " ORDER BY popup_at DESC, id DESC LIMIT :limit",
	[SHOWN] = "SELECT popup_at FROM notification_shown"
		  " WHERE account = :account",
	[SET_SHOWN] =
	    "INSERT INTO notification_shown(account, popup_at)"
	    " SELECT id, :at FROM account WHERE id = :account"
	    " ON CONFLICT(account) DO UPDATE SET popup_at = excluded.popup_at",
	[KNOWN] = "SELECT count(*) FROM notification"
		  " WHERE id = :id AND account = :account",
	[READ] = "UPDATE notification SET read_at = :at WHERE id = :id"
		 " AND account = :account AND read_at IS NULL",
	[DISMISS] = "UPDATE notification SET dismissed_at = :at WHERE id = :id"
		    " AND account = :account AND dismissed_at IS NULL",
	[READ_ALL] = "UPDATE notification SET read_at = :at WHERE"
		     " account = :account AND dismissed_at IS NULL"
		     " AND read_at IS NULL",
	[OLD_DISMISSED] =
	    "DELETE FROM notification WHERE id IN (SELECT id FROM notification"
	    " WHERE dismissed_at < :before LIMIT :limit)",
	[OLD_READ] =
	    "DELETE FROM notification WHERE id IN (SELECT id FROM notification"
	    " WHERE read_at < :before AND dismissed_at IS NULL LIMIT :limit)",
	[OLD_UNREAD] =
	    "DELETE FROM notification WHERE id IN (SELECT id FROM notification"
	    " WHERE at < :before AND read_at IS NULL AND dismissed_at IS NULL"
	    " LIMIT :limit)",
	[NEXT] = "SELECT account FROM notification WHERE account > :after"
		 " ORDER BY account LIMIT 1",
	[TRIM] =
	    "DELETE FROM notification WHERE id IN (SELECT id FROM notification"
	    " WHERE account = :account ORDER BY dismissed_at IS NOT NULL,"
	    " read_at IS NOT NULL, at DESC, id DESC LIMIT -1 OFFSET :keep)",
};
const struct sqlset notify_sql = SQLSET("notify", sql);

static struct stmt *
own(struct call *c, int which)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, which);

	stmt_int(st, ":account", c->actor->id);
	return st;
}

enum err
notify_store_recipient(struct call *c, int64_t account, struct recipient *out)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, RECIPIENT);

	out->id = 0;
	stmt_int(st, ":id", account);
	while (stmt_row(st)) {
		out->id = col_int(st, 0);
		out->german = col_int(st, 1) != 0;
	}
	return stmt_done(st);
}

enum err
notify_store_recipient_named(
    struct call *c, const char *name, struct recipient *out, bool *exists)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, NAMED);

	out->id = 0;
	*exists = false;
	stmt_text(st, ":name", name);
	while (stmt_row(st)) {
		*exists = true;
		out->id = col_int(st, 2) != 0 ? col_int(st, 0) : 0;
		out->german = col_int(st, 1) != 0;
	}
	return stmt_done(st);
}

static struct recipient *
add(struct call *c, struct recipients *all)
{
	struct recipient *more;

	if (all->n == all->room) {
		all->room = all->room > 0 ? 2 * all->room : 32;
		more =
		    arena_zalloc(c->arena, (size_t)all->room * sizeof(*more));
		if (all->n > 0)
			memcpy(more, all->row, (size_t)all->n * sizeof(*more));
		all->row = more;
	}
	return &all->row[all->n++];
}

enum err
notify_store_recipients(
    struct call *c, const char *roles, struct recipients *out)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, RECIPIENTS);

	stmt_text(st, ":roles", roles);
	while (stmt_row(st)) {
		struct recipient *r = add(c, out);

		r->id = col_int(st, 0);
		r->german = col_int(st, 1) != 0;
	}
	return stmt_done(st);
}

enum err
notify_store_repeated(
    struct call *c, int64_t account, const char *dedupe, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, REPEATED);

	stmt_int(st, ":account", account);
	stmt_text(st, ":dedupe", dedupe);
	stmt_int(st, ":after", c->now - DAY_MS);
	return stmt_one(st, 0, id);
}

static void
bind_new(struct call *c, struct stmt *st, const struct note_new *in)
{
	const struct notification *n = in->n;

	stmt_int(st, ":at", c->now);
	stmt_int(st, ":times", n->times > 1 ? n->times : 1);
	stmt_text(st, ":type", n->type);
	stmt_text(st, ":title", in->title);
	stmt_text(st, ":message", in->message != NULL ? in->message : "");
	stmt_text(st, ":screen", n->screen);
	stmt_ref(st, ":ref", n->ref);
	stmt_text(st, ":actions", n->actions != NULL ? n->actions : "");
	stmt_ref(st, ":popup", in->popup_at);
}

enum err
notify_store_insert(struct call *c, int64_t account, const struct note_new *in)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, INSERT);

	bind_new(c, st, in);
	stmt_int(st, ":account", account);
	stmt_text(st, ":source", in->n->source);
	stmt_text(st, ":roles", in->roles != NULL ? in->roles : "");
	stmt_text(st, ":dedupe", in->n->dedupe);
	return stmt_exec(st);
}

enum err
notify_store_repeat(struct call *c, int64_t id, const struct note_new *in)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, REPEAT);

	bind_new(c, st, in);
	stmt_int(st, ":id", id);
	return stmt_exec(st);
}

static void
read_note(struct call *c, struct stmt *st, struct note *n)
{
	n->id = col_int(st, 0);
	n->at = col_int(st, 1);
	n->count = col_int(st, 2);
	n->type = col_text(st, 3, c->arena);
	n->title = col_text(st, 4, c->arena);
	n->message = col_text(st, 5, c->arena);
	n->source = col_text(st, 6, c->arena);
	n->screen = col_text(st, 7, c->arena);
	n->ref = col_int(st, 8);
	n->actions = col_text(st, 9, c->arena);
	n->read = col_int(st, 10) != 0;
	n->popup = !col_is_null(st, 11);
	n->popup_at = col_int(st, 11);
}

static enum err
read_notes(struct call *c, struct stmt *st, int64_t limit, struct notes *out)
{
	out->row = arena_zalloc(c->arena, (size_t)limit * sizeof(*out->row));
	out->n = 0;
	stmt_int(st, ":limit", limit);
	while (stmt_row(st))
		read_note(c, st, &out->row[out->n++]);
	return stmt_done(st);
}

enum err
notify_store_list(
    struct call *c, const struct notes_query *q, struct notes *out)
{
	int which = (q->unread ? 1 : 0) + (q->popup ? 2 : 0);
	struct stmt *st = own(c, LIST + which);
	enum err e;

	stmt_int(st, ":offset", q->offset);
	if ((e = read_notes(c, st, q->limit, out)) != OK)
		return e;
	return stmt_one(own(c, TOTAL + which), 0, &out->total);
}

enum err
notify_store_unread(struct db *db, int64_t account, int64_t *n)
{
	struct stmt *st = db_stmt(db, &notify_sql, UNREAD);

	stmt_int(st, ":account", account);
	return stmt_one(st, 0, n);
}

enum err
notify_store_popups(
    struct call *c, int64_t account, int64_t after, struct notes *out)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, POPUPS);

	stmt_int(st, ":account", account);
	stmt_int(st, ":after", after);
	return read_notes(c, st, POPUPS_MAX, out);
}

enum err
notify_store_shown(struct db *db, int64_t account, int64_t *at)
{
	struct stmt *st = db_stmt(db, &notify_sql, SHOWN);

	stmt_int(st, ":account", account);
	return stmt_one(st, 0, at);
}

enum err
notify_store_set_shown(struct call *c, int64_t account, int64_t at)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, SET_SHOWN);

	stmt_int(st, ":account", account);
	stmt_int(st, ":at", at);
	return stmt_exec(st);
}

static enum err
change(struct call *c, int which, int64_t id, bool *known, bool *changed)
{
	struct stmt *st = own(c, KNOWN);
	int64_t n;
	enum err e;

	stmt_int(st, ":id", id);
	if ((e = stmt_one(st, 0, &n)) != OK)
		return e;
	*known = n > 0;
	st = own(c, which);
	stmt_int(st, ":id", id);
	stmt_int(st, ":at", c->now);
	e = stmt_exec(st);
	*changed = e == OK && db_changes(c->db) > 0;
	return e;
}

enum err
notify_store_read(struct call *c, int64_t id, bool *known, bool *changed)
{
	return change(c, READ, id, known, changed);
}

enum err
notify_store_dismiss(struct call *c, int64_t id, bool *known, bool *changed)
{
	return change(c, DISMISS, id, known, changed);
}

enum err
notify_store_read_all(struct call *c, int64_t *changed)
{
	struct stmt *st = own(c, READ_ALL);
	enum err e;

	stmt_int(st, ":at", c->now);
	if ((e = stmt_exec(st)) == OK)
		*changed = db_changes(c->db);
	return e;
}

static enum err
drop(struct call *c, int which, int64_t before, int limit)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, which);

	stmt_int(st, ":before", before);
	stmt_int(st, ":limit", limit);
	return stmt_exec(st);
}

enum err
notify_store_expire(struct call *c, const struct notify_limits *l, int *gone)
{
	const struct {
		int which;
		int64_t before;
	} kinds[] = { { OLD_DISMISSED, l->dismissed }, { OLD_READ, l->read },
		{ OLD_UNREAD, l->unread } };
	size_t i;
	enum err e;

	*gone = 0;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (*gone == l->limit)
			break;
		e = drop(c, kinds[i].which, kinds[i].before, l->limit - *gone);
		if (e != OK)
			return e;
		*gone += db_changes(c->db);
	}
	return OK;
}

enum err
notify_store_next(struct call *c, int64_t after, int64_t *account)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, NEXT);

	stmt_int(st, ":after", after);
	return stmt_one(st, 0, account);
}

enum err
notify_store_trim(struct call *c, int64_t account, int keep)
{
	struct stmt *st = db_stmt(c->db, &notify_sql, TRIM);

	stmt_int(st, ":account", account);
	stmt_int(st, ":keep", keep);
	return stmt_exec(st);
}
