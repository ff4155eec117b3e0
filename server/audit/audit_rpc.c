/* Operations of the audit log: search, verification, export. */
#include <string.h>

#include "common/date.h"
#include "common/json_write.h"
#include "common/tz.h"
#include "server/audit/audit.h"
#include "server/audit/audit_search.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

#define SHOWN_MAX 4000	   /* bytes of details in a list */
#define CONTENT_MAX 300000 /* escaped it must fit into an answer */

struct in_search {
	const char *user;
	int type;
	const char *action;
	int severity;
	int64_t from, to;
	const char *text;
	int64_t until, limit, offset;
	int format;
};

static const char *const formats[] = { "csv", "json", NULL };

#define F_FILTER                                                               \
	F_STR_OPT(struct in_search, user, 1, 80, "who acted, or was meant"),   \
	    F_ENUM_OPT(struct in_search, type, audit_types, -1, "event type"), \
	    F_STR_OPT(struct in_search, action, 1, 80, "action"),              \
	    F_ENUM_OPT(                                                        \
		struct in_search, severity, audit_severities, -1, "severity"), \
	    F_INSTANT_OPT(struct in_search, from, "not before this instant"),  \
	    F_INSTANT_OPT(struct in_search, to, "before this instant"),        \
	    F_STR_OPT(struct in_search, text, 1, 100,                          \
		"text somewhere in the entry"),                                \
	    F_ID_OPT(struct in_search, until,                                  \
		"no entry above this id: `until` of the first page keeps "     \
		"the pages together")

static const struct field f_search[] = {
	F_FILTER,
	F_INT_OPT(struct in_search, limit, 1, 200, 100, "most rows"),
	F_INT_OPT(struct in_search, offset, 0, 10000000, 0, "rows to skip"),
	F_END,
};

static const struct field f_export[] = {
	F_ENUM_OPT(struct in_search, format, formats, AUDIT_CSV,
	    "csv for spreadsheets, json for one object per line"),
	F_FILTER,
	F_INT_OPT(struct in_search, limit, 1, 1000, 1000, "most rows"),
	F_INT_OPT(struct in_search, offset, 0, 10000000, 0, "rows to skip"),
	F_END,
};

static struct audit_filter
filter_of(const struct in_search *in)
{
	struct audit_filter f = { .user = in->user,
		.action = in->action,
		.from = in->from,
		.to = in->to,
		.text = in->text,
		.until = in->until,
		.limit = in->limit,
		.offset = in->offset };

	if (in->type >= 0)
		f.type = audit_types[in->type];
	if (in->severity >= 0)
		f.severity = audit_severities[in->severity];
	return f;
}

static void
details_json(struct jw *w, const char *details)
{
	struct buf b;

	jw_key(w, "details");
	buf_init(&b, SHOWN_MAX);
	audit_details_add(&b, details);
	if (b.full) {
		jw_object(w);
		jw_kint(w, "too_long", (int64_t)strlen(details));
		jw_end_object(w);
	} else {
		jw_raw(w, buf_str(&b), b.len);
	}
	buf_done(&b);
}

static void
entry_json(struct jw *w, const struct audit_row *r)
{
	jw_object(w);
	jw_kint(w, "id", r->id);
	jw_kinstant(w, "at", r->at);
	jw_kstr(w, "event_type", r->type);
	jw_kstr(w, "action", r->action);
	jw_kstr(w, "actor", r->actor);
	if (r->target != NULL)
		jw_kstr(w, "target", r->target);
	jw_kstr(w, "remote", r->remote);
	jw_kstr(w, "client", r->client);
	jw_kstr(w, "severity", r->severity);
	details_json(w, r->details);
	if (r->error_id != NULL)
		jw_kstr(w, "error_id", r->error_id);
	jw_kbool(w, "archived", r->archived);
	jw_end_object(w);
}

static void
strings_json(struct jw *w, const char *key, const char *const *s)
{
	jw_karray(w, key);
	for (; *s != NULL; s++)
		jw_str(w, *s);
	jw_end_array(w);
}

static enum err
rpc_audit_search(struct call *c, const void *params)
{
	const struct in_search *in = params;
	struct audit_filter f = filter_of(in);
	struct audit_found found;
	struct jw *w = c->reply;
	enum err e = audit_search(c, &f, &found);
	int i;

	if (e != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < found.n; i++)
		entry_json(w, &found.row[i]);
	jw_end_array(w);
	jw_kint(w, "total", found.total);
	jw_kint(w, "limit", in->limit);
	jw_kint(w, "offset", in->offset);
	jw_kint(w, "until", found.until);
	strings_json(w, "types", audit_types);
	return OK;
}

/* What was asked for, so that the log tells which entries were taken. */
static void
audit_export_row(struct call *c, const struct in_search *in, int n)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "audit");
	jw_kstr(w, "format", formats[in->format]);
	jw_kint(w, "rows", n);
	jw_kint(w, "offset", in->offset);
	if (in->user != NULL)
		jw_kstr(w, "user", in->user);
	if (in->type >= 0)
		jw_kstr(w, "type", audit_types[in->type]);
	if (in->action != NULL)
		jw_kstr(w, "action", in->action);
	if (in->severity >= 0)
		jw_kstr(w, "severity", audit_severities[in->severity]);
	if (in->from != 0)
		jw_kinstant(w, "from", in->from);
	if (in->to != 0)
		jw_kinstant(w, "to", in->to);
	if (in->text != NULL)
		jw_kstr(w, "text", in->text);
}

static void
name_json(struct call *c, const struct in_search *in)
{
	char day[11], name[40]; /* audit-YYYY-MM-DD.json */

	snprintf(name, sizeof(name), "audit-%s.%s", date_text(c->today, day),
	    formats[in->format]);
	jw_kstr(c->reply, "name", name);
}

static enum err
rpc_audit_export(struct call *c, const void *params)
{
	const struct in_search *in = params;
	struct audit_filter f = filter_of(in);
	enum audit_format format = (enum audit_format)in->format;
	struct audit_found found;
	struct buf content;
	enum err e = audit_search(c, &f, &found);
	int n;

	if (e != OK)
		return e;
	buf_init(&content, CONTENT_MAX);
	if (in->offset == 0)
		audit_export_head(&content, format);
	audit_export_rows(&content, format, &found, &n);
	name_json(c, in);
	jw_kstr(c->reply, "content", buf_str(&content));
	jw_kint(c->reply, "rows", n);
	jw_kint(c->reply, "total", found.total);
	jw_kint(c->reply, "offset", in->offset);
	jw_kint(c->reply, "until", found.until);
	jw_kbool(c->reply, "more", in->offset + n < found.total);
	buf_done(&content);
	audit_export_row(c, in, n);
	return OK;
}

static enum err
rpc_audit_verify_prepare(struct call *c, const void *params, void **job)
{
	(void)params;
	return audit_verify_prepare(c, job);
}

static void
segments_json(struct jw *w, const struct audit_check *k)
{
	int i;

	jw_karray(w, "unverifiable");
	for (i = 0; i < k->n_segments; i++) {
		jw_object(w);
		jw_kint(w, "from_id", k->segment[i].from);
		jw_kint(w, "to_id", k->segment[i].to);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static enum err
rpc_audit_verify_finish(struct call *c, const void *params, void *job)
{
	struct audit_check k;
	struct jw *w = c->reply;
	enum err e = audit_verify_finish(c, job, &k);
	int i;

	(void)params;
	if (e != OK)
		return e;
	jw_kbool(w, "ok", k.n_faults == 0 && k.unverifiable == 0);
	jw_kint(w, "checked", k.checked);
	jw_kint(w, "from_id", k.from_id);
	jw_kint(w, "to_id", k.to_id);
	jw_karray(w, "faults");
	for (i = 0; i < k.n_faults && i < AUDIT_FAULTS; i++) {
		jw_object(w);
		jw_kint(w, "id", k.fault[i].id);
		jw_kstr(w, "what", k.fault[i].what);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kint(w, "n_faults", k.n_faults);
	segments_json(w, &k);
	jw_kstr(w, "head", k.head);
	return OK;
}

const struct op audit_ops[] = {
	{ .op = "audit.export",
	    .help = "Entries of the audit log as text, newest first, in pages.",
	    .perm = P_ADMIN_AUDIT,
	    .kind = OP_WRITE,
	    .rate = RATE_READ, /* pages of one file */
	    .flags = STEP_UP | NO_REPLAY | SLICED_REPLY,
	    .audit = "data_export",
	    .run = rpc_audit_export,
	    .in = f_export,
	    .in_size = sizeof(struct in_search),
	    .example = "{\"format\":\"csv\",\"severity\":\"warning\"}",
	    .returns = "{\"name\",\"content\",\"rows\",\"total\",\"offset\","
		       "\"until\",\"more\"}: the next page has offset + rows "
		       "and the same until" },
	{ .op = "audit.search",
	    .alias = "admin.audit.search",
	    .help = "Entries of the audit log and its archive, newest first.",
	    .perm = P_ADMIN_AUDIT,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_audit_search,
	    .in = f_search,
	    .in_size = sizeof(struct in_search),
	    .example = "{\"type\":\"security\",\"limit\":50}",
	    .returns =
		"{\"items\":[{\"id\",\"at\",\"event_type\",\"action\","
		"\"actor\",\"target\"?,\"remote\",\"client\",\"severity\","
		"\"details\",\"error_id\"?,\"archived\"}],\"total\","
		"\"limit\",\"offset\",\"until\",\"types\":[..]}" },
	{ .op = "audit.verify",
	    .help = "Checks the chain of the audit log: changed, missing and "
		    "moved entries are named.",
	    .perm = P_ADMIN_AUDIT,
	    .kind = OP_ASYNC,
	    .rate = RATE_ADMIN,
	    .flags = NO_REPLAY,
	    .audit = "none: reads only",
	    .prepare = rpc_audit_verify_prepare,
	    .work = audit_verify_work,
	    .finish = rpc_audit_verify_finish,
	    .drop = audit_verify_drop,
	    .work_class = WORK_REPORT,
	    .example = "{}",
	    .returns =
		"{\"ok\",\"checked\",\"from_id\",\"to_id\",\"faults\":[{\"id\","
		"\"what\":\"changed|missing|order\"}],\"n_faults\","
		"\"unverifiable\":[{\"from_id\",\"to_id\"}],\"head\"}" },
	{ 0 },
};
