/*
 * docgen protocol|settings: the reference pages of docs/ from the tables the
 * server itself uses. Called by deploy/scripts/docs.sh.
 */
#include <inttypes.h>

#include "common/buf.h"
#include "common/err.h"
#include "common/str.h"
#include "server/core/events.h"
#include "server/rpc/op.h"
#include "server/settings/settings.h"

static const char protocol_head[] =
    "# Protocol\n\n"
    "Generated from the tables of the server; `make docs` writes it anew.\n\n"
    "One JSON object per line, UTF-8, at most 64 KiB per request, over TLS"
    " 1.3 or the local\nsocket. The server speaks first:\n\n"
    "```\n"
    "{\"hub\":\"4.1.0\",\"protocol\":1,\"time\":\"…\","
    "\"zone\":\"Europe/Berlin\",\"boot\":\"…\"}\n"
    "```\n\n"
    "Request, success and failure:\n\n"
    "```\n"
    "{\"id\":1,\"op\":\"slots.book\",\"params\":{…},"
    "\"idempotency_key\":\"…\"}\n"
    "{\"id\":1,\"success\":true,\"data\":{…},\"message\":\"…\"}\n"
    "{\"id\":1,\"success\":false,\"code\":\"SLOT_FULL\",\"error\":\"…\"}\n"
    "```\n\n"
    "A failure may add `fields` (path and text of each bad parameter),"
    " `retry_after` (seconds),\n`error_id` and `data`. An answer may overtake"
    " another one; the `id` tells them apart.\n"
    "Operations of kind write and async need an `idempotency_key` unless"
    " marked \"no replay\":\nrepeating a request with its key within 24 hours"
    " gives the same answer and does nothing\ntwice. A code"
    " `CONFIRM_<WHAT>` asks for a decision: the same request with\n"
    "`\"confirm\":[\"<WHAT>\"]` among its parameters goes through.\n";

static const char *
kind_name(enum op_kind kind)
{
	switch (kind) {
	case OP_READ:
		return "read";
	case OP_WRITE:
		return "write";
	case OP_ASYNC:
		return "async";
	}
	return "";
}

static const char *
rate_name(enum rate_class rate)
{
	static const char *const names[RATE_CLASSES] = {
		[RATE_READ] = "read",
		[RATE_WRITE] = "write",
		[RATE_ADMIN] = "admin",
		[RATE_AUTH] = "auth",
		[RATE_SENSITIVE] = "sensitive",
		[RATE_BOOKING] = "booking",
		[RATE_T2] = "t2",
	};

	return names[rate];
}

static const char *
perm_name(enum perm p)
{
	if (p == P_NONE)
		return "none (public)";
	return p == P_LOGIN ? "any session" : perm_key(p);
}

static void
range(struct buf *b, const struct field *f, const char *unit)
{
	buf_addf(b, "%" PRId64 " to %" PRId64 "%s", f->min, f->max, unit);
}

static void
field_values(struct buf *b, const struct field *f)
{
	int i;

	switch (f->type) {
	case FT_INT:
		range(b, f, "");
		break;
	case FT_STR:
	case FT_TEXT:
	case FT_SECRET:
		range(b, f, " characters");
		break;
	case FT_STRLIST:
	case FT_INTLIST:
		range(b, f, " elements");
		break;
	case FT_ENUM:
		for (i = 0; f->names[i] != NULL; i++)
			buf_addf(b, "%s`%s`", i == 0 ? "" : ", ", f->names[i]);
		break;
	default:
		break;
	}
}

static const char *
field_type(enum field_type t)
{
	static const char *const names[] = {
		[FT_INT] = "int",
		[FT_ID] = "id",
		[FT_DATE] = "date",
		[FT_TIME] = "time",
		[FT_INSTANT] = "instant",
		[FT_STR] = "string",
		[FT_TEXT] = "text",
		[FT_SECRET] = "secret",
		[FT_BOOL] = "bool",
		[FT_ENUM] = "enum",
		[FT_STRLIST] = "strings",
		[FT_INTLIST] = "ints",
	};

	return names[t];
}

static void
fields(struct buf *b, const struct field *f)
{
	if (f == NULL || f->type == FT_END) {
		buf_adds(b, "No parameters.\n\n");
		return;
	}
	buf_adds(
	    b, "| parameter | type | values | meaning |\n|---|---|---|---|\n");
	for (; f->type != FT_END; f++) {
		buf_addf(b, "| `%s`%s | %s | ", f->name,
		    f->optional ? "" : " (required)", field_type(f->type));
		field_values(b, f);
		buf_addf(b, " | %s |\n", f->help == NULL ? "" : f->help);
	}
	buf_addc(b, '\n');
}

static void
operation(struct buf *b, const struct op *op)
{
	buf_addf(b, "### %s\n\n%s\n\n", op->op, op->help);
	buf_addf(b, "Kind %s, permission %s, rate class %s, audit %s",
	    kind_name(op->kind), perm_name(op->perm), rate_name(op->rate),
	    op->audit);
	if (op->flags & NO_REPLAY)
		buf_adds(b, ", no replay");
	if (op->flags & TAKES_CONFIRM)
		buf_adds(b, ", takes `confirm`");
	if (op->alias != NULL)
		buf_addf(b, ", older names `%s`", op->alias);
	buf_adds(b, ".\n\n");
	fields(b, op->in);
	if (op->example != NULL)
		buf_addf(b, "Example: `%s`\n\n", op->example);
	if (op->returns != NULL)
		buf_addf(b, "Returns: `%s`\n\n", op->returns);
}

/* Sorted by name, so the folders come one after the other. */
static void
operations(struct buf *b)
{
	char folder[40] = "", last[40] = "";
	int i;

	buf_adds(b, "\n# Operations\n\n");
	for (i = 0; i < ops_count(); i++) {
		const struct op *op = ops_at(i);

		snprintf(folder, sizeof(folder), "%.*s",
		    (int)strcspn(op->op, "."), op->op);
		if (!str_eq(folder, last))
			buf_addf(b, "## %s\n\n", folder);
		str_copy(last, sizeof(last), folder);
		operation(b, op);
	}
}

static void
events(struct buf *b)
{
	const char *last = "";
	int i;

	buf_adds(b, "# Pushes\n\nAfter `events.subscribe`: `{\"event\":\"…\","
		    "\"seq\":812,\"data\":{…}}`.\n\n"
		    "| event | topic | permission |\n|---|---|---|\n");
	for (i = 0; i < EVENT_KINDS; i++) {
		const struct event_row *row = event_row((enum event_kind)i);

		if (row->wire == NULL || str_eq(row->wire, last))
			continue;
		buf_addf(b, "| `%s` | %s | %s |\n", row->wire, row->topic,
		    perm_name((enum perm)row->perm));
		last = row->wire;
	}
}

static void
codes(struct buf *b)
{
	int i;

	buf_adds(b, "\n# Error codes\n\nThe exit status is that of `hub` and"
		    " `hubctl`.\n\n| code | retry | exit status | German |"
		    " English |\n|---|---|---|---|---|\n");
	for (i = 1; i < ERR_COUNT; i++) {
		const struct err_info *e = err_info((enum err)i);

		buf_addf(b, "| `%s` | %s | %d | %s | %s |\n", e->code,
		    e->retryable ? "yes" : "no", e->exit_status, e->de, e->en);
	}
}

static void
permissions(struct buf *b)
{
	static const char *const texts[P_COUNT] = {
#define PERM(id, key, roles, text) [P_##id] = (text),
#include "server/rpc/perms.def"
#undef PERM
	};
	int i;

	buf_adds(b, "\n# Permissions\n\n| key | allows |\n|---|---|\n");
	for (i = P_LOGIN + 1; i < P_COUNT; i++)
		buf_addf(
		    b, "| `%s` | %s |\n", perm_key((enum perm)i), texts[i]);
}

int
main(int argc, char **argv)
{
	struct buf b;

	buf_init(&b, 8 * 1024 * 1024);
	if (argc == 2 && str_eq(argv[1], "protocol")) {
		ops_setup();
		buf_adds(&b, protocol_head);
		operations(&b);
		events(&b);
		codes(&b);
		permissions(&b);
	} else if (argc == 2 && str_eq(argv[1], "settings")) {
		buf_adds(&b, "# Settings\n\nGenerated from"
			     " `server/settings/settings.def`; `make docs`"
			     " writes it anew.\n\nThe first that is set counts:"
			     " environment, configuration file (`hub.conf`,"
			     " INI),\ndatabase, default. The first two are"
			     " shown as locked.\n\n");
		settings_document(&b);
	} else {
		fprintf(stderr, "docgen protocol|settings\n");
		return 2;
	}
	fputs(buf_str(&b), stdout);
	buf_done(&b);
	return 0;
}
