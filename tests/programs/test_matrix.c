/*
 * Role x operation x ownership (hub file B9): every cell. What the gate answers
 * must be what the documented rights say, for every operation there is; what
 * B9 says about screens and areas stands here once more, by hand. TAP.
 * covers: ADM-03 SEC-08
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "tests/harness/held.h"

/* Clear of every rule behind the gate: refused by its form. */
#define PROBE "{\"no_such_parameter\":1}"

enum role {
	R_USER,
	R_TELEFONIST,
	R_OPENER,
	R_BERATER,
	R_COACH,
	R_SERVICE,
	R_ADMIN,
	ROLES
};
static const char *const role_names[ROLES] = { "user", "telefonist", "opener",
	"berater", "coach", "service", "admin" };

/* Columns of perms.def once more: which roles hold it by default. */
static const struct {
	const char *key, *roles;
} perms[] = {
#define PERM(id, key, roles, text) { key, roles },
#include "server/rpc/perms.def"
#undef PERM
};
#define PERMS (sizeof(perms) / sizeof(perms[0]))

/* B9, rows of screens: x for everybody who is signed in, A for admins only. */
static const struct area {
	const char *what; /* operation or beginning of its name */
	char who;
} areas[] = {
	/* Hub, profile, settings, security centre, notifications */
	{ "auth.", 'x' },
	{ "events.", 'x' },
	{ "hub.set_tool_status", 'A' },
	{ "hub.", 'x' },
	{ "notify.create", 'A' },
	{ "notify.send_test", 'A' },
	{ "notify.", 'x' },
	{ "settings.get_key", 'A' },
	{ "settings.get", 'x' },
	{ "settings.update", 'x' },
	{ "system.ping", 'x' },
	{ "system.check_live", 'x' },
	{ "system.check_ready", 'x' },
	{ "system.check_health", 'x' },
	{ "system.describe", 'x' },
	{ "system.show_version", 'x' },
	{ "users.get_profile", 'x' },
	{ "users.update_profile", 'x' },
	/* Slots: view day, week, calendar, book; own ones are below */
	{ "analytics.show_history", 'x' },
	{ "availability.find", 'x' },
	{ "availability.get_grid", 'A' },
	{ "availability.get", 'x' },
	{ "availability.remove_manual", 'x' }, /* own readiness */
	{ "availability.set_manual", 'x' },
	{ "blocks.check", 'x' },
	{ "blocks.list", 'x' },
	{ "customers.list_duplicates", 'A' },
	{ "customers.list_risk", 'A' },
	{ "customers.merge", 'A' },
	{ "customers.undo_merge", 'A' },
	{ "customers.", 'x' }, /* own ones */
	{ "outcomes.", 'x' },  /* own ones */
	{ "slots.", 'x' },
	/* Analytics: personal for all; team, executive by grant */
	{ "analytics.show_personal", 'x' },
	{ "analytics.", 'A' },
	/* Administration */
	{ "audit.", 'A' },
	{ "availability.", 'A' },
	{ "backups.", 'A' },
	{ "blocks.", 'A' },
	{ "calendar.", 'A' },
	{ "exports.", 'A' },
	{ "imports.", 'A' },
	{ "jobs.", 'A' },
	{ "reports.", 'A' },
	{ "settings.", 'A' },
	{ "system.", 'A' },
	{ "users.", 'A' },
};

struct matrix {
	struct held h;
	struct held_conn *role[ROLES], *op;
	int n_tests, n_failed, n_keys;
	struct buf why; /* of the row at work */
};

static void
result(struct matrix *m, const char *what, const char *name)
{
	bool fine = m->why.len == 0;

	m->n_tests++;
	m->n_failed += !fine;
	printf(
	    "%s %d - %s %s\n", fine ? "ok" : "not ok", m->n_tests, name, what);
	if (!fine)
		printf("# %s\n", buf_str(&m->why));
	buf_clear(&m->why);
}

static const char *
key(struct matrix *m)
{
	static char text[24];

	snprintf(text, sizeof(text), "k%d", m->n_keys++);
	return text;
}

/* Code of an answer, "" for a success. */
static const char *
code_of(const char *line)
{
	static char code[40];
	const char *p = line != NULL ? strstr(line, "\"code\":\"") : NULL;
	size_t n;

	code[0] = '\0';
	if (p == NULL)
		return line == NULL ? "no answer" : code;
	n = strcspn(p + 8, "\"");
	snprintf(code, sizeof(code), "%.*s", (int)n, p + 8);
	return code;
}

static const char *
probe(struct matrix *m, struct held_conn *hc, const struct op *op)
{
	return code_of(held_call(hc, op->op, PROBE, key(m)));
}

/* Notes a cell that is not what it must be. */
static void
cell(struct matrix *m, const char *who, const char *want, const char *got)
{
	if (!str_eq(want, got))
		buf_addf(&m->why, "%s: expected %s, got %s; ", who, want, got);
}

static const char *
must_call(struct matrix *m, const char *op, const char *params)
{
	const char *line = held_call(m->op, op, params, key(m));

	if (line == NULL || strstr(line, "\"success\":true") == NULL) {
		fprintf(stderr, "%s %s: %s\n", op, params,
		    line != NULL ? line : "no answer");
		exit(1);
	}
	held_turn(&m->h);
	return line;
}

static int64_t
account(struct matrix *m, const char *name)
{
	char *sql = xprintf("SELECT id FROM account WHERE name = '%s'", name);
	int64_t id = held_int(&m->h, sql);

	free(sql);
	return id;
}

/* --- what perms.def and B9 say --- */

static int
perm_row(enum perm p)
{
	size_t i;

	for (i = 0; i < PERMS; i++)
		if (str_eq(perms[i].key, perm_key(p)))
			return (int)i;
	return -1;
}

/* "all", "admin", "" or names with commas. */
static bool
documented(enum perm p, enum role r)
{
	const char *list, *at;
	size_t n = strlen(role_names[r]);

	if (p <= P_LOGIN || r == R_ADMIN)
		return true;
	list = perms[perm_row(p)].roles;
	if (str_eq(list, "all"))
		return true;
	for (at = list; (at = strstr(at, role_names[r])) != NULL; at += n)
		if ((at == list || at[-1] == ',' || at[-1] == ' ') &&
		    (at[n] == '\0' || at[n] == ','))
			return true;
	return false;
}

static const struct area *
area_of(const struct op *op)
{
	size_t i;

	for (i = 0; i < sizeof(areas) / sizeof(areas[0]); i++)
		if (str_starts(op->op, areas[i].what) &&
		    (str_ends(areas[i].what, ".") ||
			str_eq(op->op, areas[i].what) ||
			str_starts(op->op + strlen(areas[i].what), "_")))
			return &areas[i];
	return NULL;
}

/* The rows of role_permission are what perms.def documents. */
static void
check_data(struct matrix *m)
{
	size_t i;
	int r;

	for (i = 0; i < PERMS; i++) {
		enum perm p = P_LOGIN + 1;

		while (!str_eq(perm_key(p), perms[i].key))
			p++;
		for (r = 0; r < R_ADMIN; r++) {
			char *sql = xprintf(
			    "SELECT count(*) FROM role_permission"
			    " WHERE permission = '%s' AND role IN ('user',"
			    " '%s')",
			    perms[i].key, role_names[r]);

			cell(m, role_names[r],
			    documented(p, (enum role)r) ? "held" : "not held",
			    held_int(&m->h, sql) > 0 ? "held" : "not held");
			free(sql);
		}
		result(m, "is held by the roles of perms.def", perms[i].key);
	}
}

static void
check_roles(struct matrix *m, const struct op *op)
{
	int r;

	for (r = 0; r < ROLES; r++)
		cell(m, role_names[r],
		    documented(op->perm, (enum role)r) ? "VALIDATION"
						       : "FORBIDDEN",
		    probe(m, m->role[r], op));
	result(m, "is for the roles documented", op->op);
}

static void
check_area(struct matrix *m, const struct op *op)
{
	const struct area *a = area_of(op);
	int r;

	if (a == NULL)
		buf_adds(&m->why, "no row of B9 speaks of it");
	for (r = 0; a != NULL && r < ROLES; r++)
		cell(m, role_names[r],
		    a->who == 'x' || r == R_ADMIN ? "VALIDATION" : "FORBIDDEN",
		    probe(m, m->role[r], op));
	result(m, "is where B9 puts it", op->op);
}

/* --- grants and denials --- */

static void
except(struct matrix *m, const char *op, int64_t id, const char *perm)
{
	char *params = xprintf(
	    "{\"user\":%lld,\"permission\":\"%s\"}", (long long)id, perm);

	must_call(m, op, params);
	free(params);
}

static void
clear(struct matrix *m, const char *op, const char *what, int64_t id,
    const char *perm)
{
	char *params =
	    xprintf("{\"user\":%lld,\"permission\":\"%s\",\"%s\":false}",
		(long long)id, perm, what);

	must_call(m, op, params);
	free(params);
}

/* With one permission more, an account passes that gate and no other. */
static void
check_grant(struct matrix *m, const char *perm)
{
	int64_t id = account(m, "service");
	int i;

	except(m, "users.grant", id, perm);
	for (i = 0; i < ops_count(); i++) {
		const struct op *op = ops_at(i);
		bool may = documented(op->perm, R_SERVICE) ||
			   str_eq(perm_key(op->perm), perm);

		cell(m, op->op, may ? "VALIDATION" : "FORBIDDEN",
		    probe(m, m->role[R_SERVICE], op));
	}
	clear(m, "users.grant", "allowed", id, perm);
	result(m, "granted opens its operations only", perm);
}

static void
check_denial(struct matrix *m, const char *perm)
{
	int64_t id = account(m, "opener");
	int i;

	except(m, "users.deny", id, perm);
	for (i = 0; i < ops_count(); i++) {
		const struct op *op = ops_at(i);
		bool may = documented(op->perm, R_OPENER) &&
			   !str_eq(perm_key(op->perm), perm);

		cell(m, op->op, may ? "VALIDATION" : "FORBIDDEN",
		    probe(m, m->role[R_OPENER], op));
	}
	clear(m, "users.deny", "denied", id, perm);
	result(m, "denied closes its operations only", perm);
}

/* A denial does not bind an admin. */
static void
check_admin_denied(struct matrix *m)
{
	int64_t id = account(m, "admin");
	int i;

	except(m, "users.deny", id, "slots.view");
	for (i = 0; i < ops_count(); i++)
		cell(m, ops_at(i)->op, "VALIDATION",
		    probe(m, m->role[R_ADMIN], ops_at(i)));
	clear(m, "users.deny", "denied", id, "slots.view");
	result(m, "may everything whatever is denied", "an admin");
}

/* --- states --- */

static void
check_state(struct matrix *m, struct held_conn *hc, const char *refusal)
{
	bool pending = str_eq(refusal, "PASSWORD_CHANGE_REQUIRED");
	int i;

	for (i = 0; i < ops_count(); i++) {
		const struct op *op = ops_at(i);
		bool open = op->perm == P_NONE ||
			    (pending && (op->flags & UNREADY) != 0);

		cell(
		    m, op->op, open ? "VALIDATION" : refusal, probe(m, hc, op));
	}
	result(m, "gets no further than the door", hc->name);
}

static void
check_states(struct matrix *m)
{
	struct held_conn *nobody = held_connect(&m->h, "anonymous", false);
	struct held_conn *pending = held_user(&m->h, "pending", "opener");
	struct held_conn *gone = held_user(&m->h, "disabled", "admin");

	held_sql(&m->h, "UPDATE account SET must_change_password = 1"
			" WHERE name = 'pending'");
	/* behind the back of the rules: the session itself stays open */
	held_sql(
	    &m->h, "UPDATE account SET active = 0 WHERE name = 'disabled'");
	/* whatever changes an account makes everybody read it again */
	must_call(
	    m, "users.set_role", "{\"role\":\"service\",\"permissions\":[]}");
	check_state(m, nobody, "UNAUTHENTICATED");
	check_state(m, pending, "PASSWORD_CHANGE_REQUIRED");
	check_state(m, gone, "UNAUTHENTICATED");
	held_disconnect(nobody);
	held_disconnect(pending);
	held_disconnect(gone);
}

/* --- own and foreign --- */

static int64_t
book(struct matrix *m, struct held_conn *hc, int hour)
{
	char *params = xprintf("{\"date\":\"2026-03-05\",\"hour\":%d,"
			       "\"last_name\":\"Kunde%d\",\"first_name\":"
			       "\"Erika\"}",
	    hour, m->n_keys);
	const char *line = held_call(hc, "slots.book", params, key(m));
	const char *at =
	    line != NULL ? strstr(line, "\"booking\":{\"id\":") : NULL;

	free(params);
	if (at == NULL) {
		buf_addf(&m->why, "no booking: %s; ",
		    line != NULL ? line : "no answer");
		return 0;
	}
	return strtoll(at + 16, NULL, 10);
}

static const char *
move(struct matrix *m, struct held_conn *hc, int64_t id)
{
	char *params = xprintf("{\"id\":%lld,\"date\":\"2026-03-10\","
			       "\"hour\":14}",
	    (long long)id);
	const char *code = code_of(held_call(hc, "slots.move", params, key(m)));

	free(params);
	return code;
}

static const char *
cancel(struct matrix *m, struct held_conn *hc, int64_t id)
{
	char *params =
	    xprintf("{\"id\":%lld,\"reason\":\"Test\"}", (long long)id);
	const char *code =
	    code_of(held_call(hc, "slots.cancel", params, key(m)));

	free(params);
	return code;
}

/* Slots: move and cancel; own ones all, foreign ones opener and admin. */
static void
check_bookings(struct matrix *m, enum role r)
{
	enum role other = r == R_TELEFONIST ? R_COACH : R_TELEFONIST;
	const char *want = r == R_OPENER || r == R_ADMIN ? "" : "FORBIDDEN";
	int64_t mine = book(m, m->role[r], 14);
	int64_t theirs = book(m, m->role[other], 14);

	cell(m, "move a foreign one", want, move(m, m->role[r], theirs));
	cell(m, "move an own one", "", move(m, m->role[r], mine));
	mine = book(m, m->role[r], 16);
	theirs = book(m, m->role[other], 16);
	cell(m, "cancel a foreign one", want, cancel(m, m->role[r], theirs));
	cell(m, "cancel an own one", "", cancel(m, m->role[r], mine));
	/* the places are free for the next role */
	held_sql(&m->h, "DELETE FROM slot_place");
	result(m, "moves and cancels own and foreign bookings as B9 says",
	    role_names[r]);
}

static int64_t
session_of(struct matrix *m, enum role r)
{
	char *sql = xprintf("SELECT max(s.id) FROM session s JOIN account a"
			    " ON a.id = s.account WHERE a.name = '%s'"
			    " AND s.closed_at IS NULL",
	    role_names[r]);
	int64_t id = held_int(&m->h, sql);

	free(sql);
	return id;
}

/* Sessions: the own ones; those of others are not there, not forbidden. */
static void
check_sessions(struct matrix *m, enum role r)
{
	enum role other = r == R_USER ? R_SERVICE : R_USER;
	char *params;

	if (op_find("auth.revoke_session") == NULL)
		return;
	params = xprintf("{\"session\":%lld}", (long long)session_of(m, other));
	cell(m, "a foreign session", "NOT_FOUND",
	    code_of(
		held_call(m->role[r], "auth.revoke_session", params, key(m))));
	free(params);
	cell(m, "whoever was meant", "",
	    code_of(held_call(m->role[other], "slots.list", "{}", NULL)));
	result(m, "ends no session of others", role_names[r]);
}

/* A note to one person is none of another's business, admins included. */
static void
check_notes(struct matrix *m, enum role r)
{
	enum role other = r == R_USER ? R_SERVICE : R_USER;
	const char *line, *at;
	int64_t id;
	char *params;

	if (op_find("notify.create") == NULL ||
	    op_find("notify.mark_read") == NULL)
		return;
	params = xprintf(
	    "{\"users\":[\"%s\"],\"title\":\"Hallo\"}", role_names[other]);
	must_call(m, "notify.create", params);
	free(params);
	line = held_call(m->role[other], "notify.list", "{}", NULL);
	at = line != NULL ? strstr(line, "\"items\":[{\"id\":") : NULL;
	id = at != NULL ? strtoll(at + 15, NULL, 10) : 0;
	params = xprintf("{\"id\":%lld}", (long long)id);
	cell(m, "mark a foreign note", "NOT_FOUND",
	    code_of(held_call(m->role[r], "notify.mark_read", params, key(m))));
	cell(m, "dismiss a foreign note", "NOT_FOUND",
	    code_of(held_call(m->role[r], "notify.dismiss", params, key(m))));
	cell(m, "mark an own note", "",
	    code_of(
		held_call(m->role[other], "notify.mark_read", params, key(m))));
	free(params);
	result(m, "reads no notes of others", role_names[r]);
}

static void
quiet(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

static void
open_days(struct matrix *m)
{
	must_call(m, "availability.set_consultant",
	    "{\"name\":\"Vera\",\"default_pool\":true}");
	held_sql(&m->h,
	    "INSERT INTO ready_span(consultant, date, from_minute, to_minute,"
	    " added_by, added_at) SELECT 1, '2026-03-05', 0, 1440, 'test', 0"
	    " UNION ALL SELECT 1, '2026-03-10', 0, 1440, 'test', 0");
	must_call(m, "availability.set_consultant",
	    "{\"id\":1,\"name\":\"Vera\",\"default_pool\":true}");
	must_call(
	    m, "availability.set_capacity", "{\"hour\":14,\"places\":20}");
	must_call(
	    m, "availability.set_capacity", "{\"hour\":16,\"places\":20}");
}

static void
check_all(struct matrix *m)
{
	size_t i;
	int r, n;

	check_data(m);
	for (n = 0; n < ops_count(); n++) {
		check_roles(m, ops_at(n));
		check_area(m, ops_at(n));
	}
	for (i = 0; i < PERMS; i++) {
		check_grant(m, perms[i].key);
		check_denial(m, perms[i].key);
	}
	check_admin_denied(m);
	for (r = 0; r < ROLES; r++) {
		check_bookings(m, (enum role)r);
		check_sessions(m, (enum role)r);
		check_notes(m, (enum role)r);
	}
	check_states(m);
}

int
main(void)
{
	struct matrix m = { .n_tests = 0 };
	int r;

	log_set_sink(quiet, NULL);
	buf_init(&m.why, 20000);
	held_init(&m.h, 1772438400000);
	if (!held_start(&m.h))
		return 1;
	m.op = held_connect(&m.h, "op", true);
	for (r = 0; r < ROLES; r++)
		m.role[r] = held_user(&m.h, role_names[r], role_names[r]);
	open_days(&m);
	check_all(&m);
	for (r = 0; r < ROLES; r++)
		held_disconnect(m.role[r]);
	held_disconnect(m.op);
	held_done(&m.h);
	buf_done(&m.why);
	printf("1..%d\n", m.n_tests);
	return m.n_failed > 0;
}
