/*
 * Generated from the operation table: what every operation must refuse, that
 * its example is understood, and that it has a success transcript. TAP.
 * covers: API-01 API-02 API-03 API-05 API-06 API-07 API-08 OPS-31 SEC-13
 */
#include <ftw.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "tests/harness/held.h"

static int n_tests, n_failed;
static int n_keys;

static void
result(bool fine, const char *op, const char *what, const char *line)
{
	n_tests++;
	n_failed += !fine;
	printf("%s %d - %s %s\n", fine ? "ok" : "not ok", n_tests, op, what);
	if (!fine)
		printf("# %s\n", line != NULL ? line : "no answer");
}

static bool
has_code(const char *line, const char *code)
{
	char *mark = xprintf("\"code\":\"%s\"", code);
	bool fine = line != NULL && strstr(line, mark) != NULL;

	free(mark);
	return fine;
}

static const char *
call(struct held_conn *hc, const struct op *op, const char *params)
{
	char key[24];

	snprintf(key, sizeof(key), "k%d", n_keys++);
	return held_call(hc, op->op, params, key);
}

/* "folder.verb[_noun]" with a known folder (API-06). */
static void
check_name(const struct op *op)
{
	static const char *const folders[] = { "auth", "users", "audit", "hub",
		"notify", "settings", "slots", "availability", "blocks",
		"customers", "outcomes", "calendar", "t2", "followups",
		"telephony", "game", "analytics", "reports", "exports",
		"imports", "jobs", "backups", "system", "events", NULL };
	const char *dot = strchr(op->op, '.');
	char *path;
	bool known = false;
	struct stat st;
	int i;

	for (i = 0; dot != NULL && folders[i] != NULL; i++)
		known |= strlen(folders[i]) == (size_t)(dot - op->op) &&
			 str_starts(op->op, folders[i]);
	path = xprintf(
	    "server/%.*s", dot != NULL ? (int)(dot - op->op) : 0, op->op);
	result(known && strchr(dot + 1, '.') == NULL && stat(path, &st) == 0,
	    op->op, "is named by its folder", path);
	free(path);
}

static void
check_row(const struct op *op)
{
	bool fine = op->help != NULL && op->help[0] != '\0' &&
		    op->example != NULL && op->returns != NULL &&
		    op->audit != NULL;
	const struct field *f;

	if (op->kind == OP_ASYNC)
		fine &= op->prepare != NULL && op->work != NULL &&
			op->finish != NULL && op->run == NULL;
	else
		fine &= op->run != NULL && op->prepare == NULL;
	for (f = op->in; f != NULL && f->type != FT_END; f++)
		fine &= f->help != NULL && f->help[0] != '\0';
	if (op->kind == OP_READ)
		fine &= str_starts(op->audit, "none:");
	result(fine, op->op, "has a complete row", "see the row");
}

static void
check_no_session(struct held_conn *nobody, const struct op *op)
{
	if (op->perm == P_NONE)
		return;
	result(has_code(call(nobody, op, op->example), "UNAUTHENTICATED"),
	    op->op, "needs a session", "");
}

static void
check_forbidden(struct held_conn *bare, const struct op *op)
{
	const char *line;

	if (op->perm == P_NONE || op->perm == P_LOGIN)
		return;
	line = call(bare, op, op->example);
	result(
	    has_code(line, "FORBIDDEN"), op->op, "needs its permission", line);
}

static void
check_unknown_param(struct held_conn *admin, const struct op *op)
{
	const char *line = call(admin, op, "{\"no_such_parameter\":1}");

	result(has_code(line, "VALIDATION") &&
		   strstr(line, "\"no_such_parameter\"") != NULL,
	    op->op, "refuses an unknown parameter by name", line);
}

/* The example with one member removed or of the wrong type. */
static void
check_field(struct held_conn *admin, const struct op *op, const struct field *f)
{
	json_t *o = json_loads(op->example, 0, NULL);
	char *text, *mark = xprintf("\"%s\":", f->name);
	const char *line;

	json_object_set_new(o, f->name, json_pack("{s:i}", "wrong", 1));
	text = json_dumps(o, JSON_COMPACT);
	line = call(admin, op, text);
	result(has_code(line, "VALIDATION") && strstr(line, mark) != NULL,
	    op->op, f->name, line);
	free(text);
	if (!f->optional) {
		json_object_del(o, f->name);
		text = json_dumps(o, JSON_COMPACT);
		line = call(admin, op, text);
		result(
		    has_code(line, "VALIDATION") && strstr(line, mark) != NULL,
		    op->op, "names a missing parameter", line);
		free(text);
	}
	free(mark);
	json_decref(o);
}

static void
check_key(struct held_conn *admin, const struct op *op)
{
	const char *line;

	if (op->kind == OP_READ || (op->flags & NO_REPLAY) != 0)
		return;
	line = held_call(admin, op->op, op->example, NULL);
	result(has_code(line, "VALIDATION") &&
		   strstr(line, "idempotency_key") != NULL,
	    op->op, "needs an idempotency key", line);
}

/* The example is understood: it may be refused by a rule, not by its form. */
static void
check_example(struct held_conn *admin, const struct op *op)
{
	const char *line = call(admin, op, op->example);

	result(line != NULL && !has_code(line, "VALIDATION") &&
		   !has_code(line, "INTERNAL") && !has_code(line, "DATABASE"),
	    op->op, "understands its example", line);
}

static void
check_aliases(struct held_conn *admin, const struct op *op)
{
	char *list, *rest, *one;

	if (op->alias == NULL)
		return;
	list = rest = xstrdup(op->alias);
	while ((one = strsep(&rest, ",")) != NULL)
		result(op_find(one) == op, op->op, one, "other operation");
	free(list);
	(void)admin;
}

static struct buf transcripts;

static int
collect(const char *path, const struct stat *st, int kind, struct FTW *w)
{
	char room[8192];
	FILE *f;
	size_t n;

	(void)st;
	(void)w;
	if (kind != FTW_F || !str_ends(path, ".t"))
		return 0;
	if ((f = fopen(path, "r")) == NULL)
		return 0;
	while ((n = fread(room, 1, sizeof(room), f)) > 0)
		buf_add(&transcripts, room, n);
	buf_addc(&transcripts, '\n');
	fclose(f);
	return 0;
}

/* Some transcript sends it and expects a success as the next answer. */
static void
check_transcript(const struct op *op)
{
	char *mark = xprintf("\"op\":\"%s\"", op->op);
	const char *p = buf_str(&transcripts);
	bool fine = false;

	while (!fine && (p = strstr(p, mark)) != NULL) {
		const char *line = strchr(p, '\n');
		int i;

		for (i = 0; i < 6 && line != NULL && !fine; i++) {
			const char *end = strchr(line + 1, '\n');
			const char *yes = strstr(line, "\"success\":true");

			fine = yes != NULL && end != NULL && yes < end;
			line = end;
		}
		p += strlen(mark);
	}
	result(fine, op->op, "has a success transcript", mark);
	free(mark);
}

static void
quiet(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

int
main(void)
{
	struct held h;
	struct held_conn *nobody, *bare, *admin;
	int i;

	log_set_sink(quiet, NULL);
	buf_init(&transcripts, 16 << 20);
	nftw("tests/rpc", collect, 8, FTW_PHYS);
	held_init(&h, 1772438400000);
	if (!held_start(&h))
		return 1;
	nobody = held_connect(&h, "nobody", false);
	bare = held_user(&h, "bare", "user");
	held_sql(&h, "INSERT INTO account_grant(account, permission, allowed)"
		     " SELECT a.id, p.permission, 0 FROM account a,"
		     " (SELECT DISTINCT permission FROM role_permission) p"
		     " WHERE a.name = 'bare'");
	held_disconnect(nobody);
	held_disconnect(bare);
	held_stop(&h); /* the cache of permissions */
	if (!held_start(&h))
		return 1;
	nobody = held_connect(&h, "nobody", false);
	bare = held_user(&h, "bare", "user");
	admin = held_user(&h, "chef", "admin");
	for (i = 0; i < ops_count(); i++) {
		const struct op *op = ops_at(i);
		const struct field *f;

		check_name(op);
		check_row(op);
		check_aliases(admin, op);
		check_transcript(op);
		check_no_session(nobody, op);
		check_forbidden(bare, op);
		check_unknown_param(admin, op);
		check_key(admin, op);
		for (f = op->in; f != NULL && f->type != FT_END; f++)
			check_field(admin, op, f);
		if (!str_eq(op->op, "auth.logout"))
			check_example(admin, op);
	}
	held_disconnect(nobody);
	held_disconnect(bare);
	held_disconnect(admin);
	held_done(&h);
	buf_done(&transcripts);
	printf("1..%d\n", n_tests);
	return n_failed > 0;
}
