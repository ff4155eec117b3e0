/* Rows of the audit log; the remote address is stored without its host part. */
#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/db/db.h"
#include "server/db/sets.h"

enum { INSERT };

static const char *const sql[] = {
	[INSERT] = "INSERT INTO audit_log(at, action, actor, account, target,"
		   " remote, client, severity, details, request)"
		   " VALUES(:at, :action, :actor, :account, :target, :remote,"
		   " :client, :severity, :details, :request)",
};
const struct sqlset audit_sql = SQLSET("audit", sql);

/* 203.0.113.77 -> 203.0.113.0; 2001:db8:1:2:3:4:5:6 -> ...:4:x:x. */
static const char *
anonymous(struct arena *a, const char *remote)
{
	char *s = arena_strdup(a, remote);
	char *cut;
	int i;

	if ((cut = strrchr(s, '.')) != NULL && strchr(s, ':') == NULL) {
		*cut = '\0';
		return arena_printf(a, "%s.0", s);
	}
	for (i = 0; i < 2; i++)
		if ((cut = strrchr(s, ':')) != NULL)
			*cut = '\0';
	return strchr(remote, ':') != NULL ? arena_printf(a, "%s:x:x", s) : s;
}

/* An operator who acts as an account stays who he is; account tells as whom. */
static const char *
who(const struct call *c)
{
	if (c->conn != NULL && c->conn->assumed != 0 && c->session == 0)
		return c->conn->os_name;
	return c->actor != NULL ? c->actor->name : "anonymous";
}

enum err
audit_write(struct call *c, const struct audit_entry *a)
{
	struct stmt *st = db_stmt(c->db, &audit_sql, INSERT);
	char request[24]; /* a 64-bit number */

	snprintf(request, sizeof(request), "%lld", (long long)c->log.num);
	stmt_int(st, ":at", c->now);
	stmt_text(st, ":action", a->action);
	stmt_text(st, ":actor", who(c));
	stmt_ref(st, ":account", c->actor != NULL ? c->actor->id : 0);
	stmt_text(st, ":target", a->target);
	stmt_text(st, ":remote",
	    c->conn != NULL ? anonymous(c->arena, c->conn->remote) : "");
	stmt_text(st, ":client", c->conn != NULL ? c->conn->client : "");
	stmt_text(st, ":severity", a->severity);
	stmt_text(st, ":details", a->details != NULL ? a->details : "{}");
	stmt_text(st, ":request", request);
	return stmt_exec(st);
}
