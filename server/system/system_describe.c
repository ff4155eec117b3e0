/* Descriptions of operations for clients and for docs/protocol.md. */
#include "server/system/system_describe.h"

#include <string.h>

#include "common/json_write.h"
#include "common/str.h"
#include "server/core/events.h"
#include "server/rpc/op.h"

static const char *const kinds[] = { "read", "write", "async" };
static const char *const rates[] = { "read", "write", "admin", "auth",
	"sensitive", "booking", "t2" };
static const char *const types[] = { "", "int", "id", "date", "time", "instant",
	"string", "text", "secret", "bool", "enum", "strings", "ints" };

static bool
has_range(enum field_type t)
{
	return t == FT_INT || t == FT_STR || t == FT_TEXT || t == FT_SECRET ||
	       t == FT_STRLIST || t == FT_INTLIST;
}

static void
describe_field(struct jw *w, const struct field *f)
{
	int i;

	jw_object(w);
	jw_kstr(w, "name", f->name);
	jw_kstr(w, "type", types[f->type]);
	jw_kbool(w, "optional", f->optional);
	if (has_range(f->type)) {
		jw_kint(w, "min", f->min);
		jw_kint(w, "max", f->max);
	}
	if (f->type == FT_INT && f->optional)
		jw_kint(w, "default", f->dflt);
	if (f->type == FT_BOOL)
		jw_kbool(w, "default", f->dflt != 0);
	if (f->type == FT_ENUM) {
		jw_karray(w, "values");
		for (i = 0; f->names[i] != NULL; i++)
			jw_str(w, f->names[i]);
		jw_end_array(w);
	}
	jw_kstr(w, "help", f->help);
	jw_end_object(w);
}

static void
aliases(struct jw *w, const char *s)
{
	jw_karray(w, "aliases");
	while (s != NULL && *s != '\0') {
		size_t n = strcspn(s, ",");
		char one[64]; /* checked by ops_setup: < 48 */

		memcpy(one, s, n);
		one[n] = '\0';
		jw_str(w, one);
		s += n + (s[n] == ',');
	}
	jw_end_array(w);
}

void
system_describe_op(struct jw *w, const struct op *op)
{
	const struct field *f;

	jw_object(w);
	jw_kstr(w, "op", op->op);
	aliases(w, op->alias);
	jw_kstr(w, "help", op->help);
	jw_kstr(w, "kind", kinds[op->kind]);
	jw_kstr(w, "permission", perm_key(op->perm));
	jw_kstr(w, "rate", rates[op->rate]);
	jw_kstr(w, "audit", op->audit);
	jw_kbool(w, "confirm", (op->flags & TAKES_CONFIRM) != 0);
	jw_kbool(w, "no_replay", (op->flags & NO_REPLAY) != 0);
	jw_karray(w, "fields");
	for (f = op->in; f != NULL && f->type != FT_END; f++)
		describe_field(w, f);
	jw_end_array(w);
	jw_key(w, "example");
	jw_raw(w, op->example, strlen(op->example));
	jw_kstr(w, "returns", op->returns);
	jw_end_object(w);
}

static void
document_field(struct buf *b, const struct field *f)
{
	int i;

	buf_addf(b, "| `%s` | %s%s | ", f->name, types[f->type],
	    f->optional ? ", optional" : "");
	if (has_range(f->type))
		buf_addf(
		    b, "%lld to %lld", (long long)f->min, (long long)f->max);
	for (i = 0; f->type == FT_ENUM && f->names[i] != NULL; i++)
		buf_addf(b, "%s`%s`", i > 0 ? " " : "", f->names[i]);
	buf_addf(b, " | %s |\n", f->help != NULL ? f->help : "");
}

static void
document_op(struct buf *b, const struct op *op)
{
	const struct field *f;

	buf_addf(b, "### %s\n\n%s\n\n", op->op, op->help);
	buf_addf(b, "%s, permission `%s`, class %s, audit `%s`",
	    kinds[op->kind], perm_key(op->perm), rates[op->rate], op->audit);
	if (op->alias != NULL)
		buf_addf(b, ", older names: `%s`", op->alias);
	buf_adds(b, ".\n");
	if ((op->flags & TAKES_CONFIRM) != 0)
		buf_adds(b, "Accepts `confirm`.\n");
	if (op->kind != OP_READ && op->perm != P_NONE &&
	    (op->flags & NO_REPLAY) == 0)
		buf_adds(b, "Needs an `idempotency_key`.\n");
	if (op->in != NULL && op->in->type != FT_END) {
		buf_adds(b, "\n| parameter | type | range | meaning |\n"
			    "|---|---|---|---|\n");
		for (f = op->in; f->type != FT_END; f++)
			document_field(b, f);
	}
	buf_addf(b, "\nExample params: `%s`\n\nData: %s\n\n", op->example,
	    op->returns);
}

static void
document_errors(struct buf *b)
{
	int i;

	buf_adds(b,
	    "## Error codes\n\n| code | retry | exit | German | English "
	    "|\n|---|---|---|---|---|\n");
	for (i = OK + 1; i < ERR_COUNT; i++) {
		const struct err_info *e = err_info((enum err)i);

		buf_addf(b, "| %s | %s | %d | %s | %s |\n", e->code,
		    e->retryable ? "yes" : "no", e->exit_status, e->de, e->en);
	}
}

static void
document_events(struct buf *b)
{
	int i;

	buf_adds(b, "\n## Events\n\n| event | topic | permission | caused by "
		    "|\n|---|---|---|---|\n");
	for (i = 0; i < EVENT_KINDS; i++) {
		const struct event_row *r = event_row((enum event_kind)i);

		if (r->wire != NULL)
			buf_addf(b, "| %s | %s | %s | %s |\n", r->wire,
			    r->topic, perm_key((enum perm)r->perm), r->id);
	}
}

void
system_document(struct buf *b)
{
	int i;

	buf_adds(b, "# Protocol\n\nGenerated from the operation table; do not "
		    "edit. One JSON object per line over TLS 1.3 or the local "
		    "socket. A request has the keys `id`, `op`, `params`, "
		    "`idempotency_key` and no others.\n\n## Operations\n\n");
	for (i = 0; i < ops_count(); i++)
		document_op(b, ops_at(i));
	document_errors(b);
	document_events(b);
}
