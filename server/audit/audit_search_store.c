/*
 * SQL of searching log and archive. One statement per index of the archive;
 * the log has none of these and is read through: it holds the newest only, and
 * each index would cost every write.
 */
#include "common/arena.h"
#include "common/str.h"
#include "server/audit/audit_search.h"
#include "server/audit/audit_store.h"
#include "server/db/db.h"
#include "server/db/sets.h"

#define REST                                                      \
	" AND (:user IS NULL OR actor = :user OR target = :user)" \
	" AND (:type IS NULL OR event_type = :type)"              \
	" AND (:action IS NULL OR action = :action)"              \
	" AND (:severity IS NULL OR severity = :severity)"        \
	" AND (:from IS NULL OR at >= :from)"                     \
	" AND (:to IS NULL OR at < :to)"                          \
	" AND (:until IS NULL OR id <= :until)"                   \
	" AND (:text IS NULL OR actor LIKE :text ESCAPE '\\'"     \
	" OR target LIKE :text ESCAPE '\\'"                       \
	" OR action LIKE :text ESCAPE '\\'"                       \
	" OR details LIKE :text ESCAPE '\\'"                      \
	" OR client LIKE :text ESCAPE '\\' OR remote LIKE :text"  \
	" ESCAPE '\\' OR error_id LIKE :text ESCAPE '\\')"
#define COUNT_OF(table, first) "SELECT count(*) FROM " table first REST
#define PAGE_OF(table, first)                             \
	"SELECT " AUDIT_COLUMNS " FROM " table first REST \
	" ORDER BY id DESC LIMIT :limit OFFSET :offset"

#define ANY " WHERE 1"
#define USER " WHERE (actor = :user OR target = :user)"
#define ACTION " WHERE action = :action"
#define SEVERITY " WHERE severity = :severity AND severity <> 'info'"
#define TYPE " WHERE event_type = :type"
#define TIME                                        \
	" WHERE at >= coalesce(:from, 0) AND at < " \
	"coalesce(:to, 9223372036854775807)"

enum { LOG, OLD, OLD_USER, OLD_ACTION, OLD_SEVERITY, OLD_TYPE, OLD_TIME, WAYS };

static const char *const sql[] = {
	[LOG] = COUNT_OF("audit_log", ANY),
	[OLD] = COUNT_OF("audit_archive", ANY),
	[OLD_USER] = COUNT_OF("audit_archive", USER),
	[OLD_ACTION] = COUNT_OF("audit_archive", ACTION),
	[OLD_SEVERITY] = COUNT_OF("audit_archive", SEVERITY),
	[OLD_TYPE] = COUNT_OF("audit_archive", TYPE),
	[OLD_TIME] = COUNT_OF("audit_archive", TIME),
	[WAYS + LOG] = PAGE_OF("audit_log", ANY),
	[WAYS + OLD] = PAGE_OF("audit_archive", ANY),
	[WAYS + OLD_USER] = PAGE_OF("audit_archive", USER),
	[WAYS + OLD_ACTION] = PAGE_OF("audit_archive", ACTION),
	[WAYS + OLD_SEVERITY] = PAGE_OF("audit_archive", SEVERITY),
	[WAYS + OLD_TYPE] = PAGE_OF("audit_archive", TYPE),
	[WAYS + OLD_TIME] = PAGE_OF("audit_archive", TIME),
};
const struct sqlset audit_search_sql = SQLSET("audit_search", sql);

/* The index that leaves the fewest rows. */
static int
way_of(bool archive, const struct audit_filter *f)
{
	if (!archive)
		return LOG;
	if (f->action != NULL)
		return OLD_ACTION;
	if (f->severity != NULL && !str_eq(f->severity, "info"))
		return OLD_SEVERITY;
	if (f->user != NULL)
		return OLD_USER;
	if (f->from != 0 || f->to != 0)
		return OLD_TIME;
	return f->type != NULL ? OLD_TYPE : OLD;
}

static struct stmt *
bound(struct db *db, int which, const struct audit_filter *f)
{
	struct stmt *st = db_stmt(db, &audit_search_sql, which);

	stmt_text(st, ":user", f->user);
	stmt_text(st, ":type", f->type);
	stmt_text(st, ":action", f->action);
	stmt_text(st, ":severity", f->severity);
	stmt_ref(st, ":from", f->from);
	stmt_ref(st, ":to", f->to);
	stmt_ref(st, ":until", f->until);
	stmt_text(st, ":text", f->text);
	return st;
}

enum err
audit_store_count(
    struct db *db, bool archive, const struct audit_filter *f, int64_t *n)
{
	return stmt_one(bound(db, way_of(archive, f), f), 0, n);
}

enum err
audit_store_page(struct db *db, struct arena *a, const struct audit_page *p,
    struct audit_found *out)
{
	struct stmt *st =
	    bound(db, WAYS + way_of(p->archive, p->filter), p->filter);

	stmt_int(st, ":limit", p->limit);
	stmt_int(st, ":offset", p->offset);
	while (stmt_row(st)) {
		struct audit_row *row = &out->row[out->n++];

		(void)audit_store_read(st, a, row);
		row->archived = p->archive;
	}
	return stmt_done(st);
}
