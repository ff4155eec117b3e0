/* Operations of the imports: parameters in, answers out. */
#include <string.h>

#include "common/json_write.h"
#include "server/imports/imports.h"
#include "server/rpc/call.h"

struct in_file {
	int64_t run;
	const char *name;
	int64_t chunk;
	const char *content;
};

struct in_run {
	int64_t run;
	bool dry_run;
};

struct in_list {
	int64_t limit, offset;
};

static const struct field f_file[] = {
	F_ID_OPT(struct in_file, run, "run to add to; absent: a new run"),
	F_STR(struct in_file, name, 1, 200,
	    "path below the old data folder, its last part says what it is"),
	F_INT(struct in_file, chunk, 0, IMPORTS_MAX_CHUNKS,
	    "number of the chunk, from 0"),
	F_SECRET(struct in_file, content, 0, IMPORTS_CHUNK_CHARS,
	    "base64 of up to 36000 bytes of the file"),
	F_END,
};

static const struct field f_plan[] = {
	F_ID(struct in_run, run, "run"),
	F_BOOL_OPT(struct in_run, dry_run, false,
	    "report only; the run cannot be started"),
	F_END,
};

static const struct field f_run[] = {
	F_ID(struct in_run, run, "run"),
	F_END,
};

static const struct field f_list[] = {
	F_INT_OPT(struct in_list, limit, 1, 500, 50, "most rows"),
	F_INT_OPT(struct in_list, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};

static void
kwhen(struct jw *w, const char *key, int64_t at)
{
	if (at != 0)
		jw_kinstant(w, key, at);
}

static void
run_json(struct jw *w, const struct imports_run *r, bool report)
{
	jw_object(w);
	jw_kint(w, "id", r->id);
	jw_kstr(w, "state", r->state);
	jw_kinstant(w, "created_at", r->created_at);
	jw_kstr(w, "created_by", r->created_by);
	kwhen(w, "planned_at", r->planned_at);
	kwhen(w, "started_at", r->started_at);
	kwhen(w, "finished_at", r->finished_at);
	jw_kobject(w, "progress");
	jw_kint(w, "done", r->rows_done);
	jw_kint(w, "total", r->rows_total);
	jw_end_object(w);
	jw_kobject(w, "applied");
	jw_kint(w, "new", r->applied_new);
	jw_kint(w, "changed", r->applied_changed);
	jw_end_object(w);
	if (r->error != NULL)
		jw_kstr(w, "error", r->error);
	if (report) {
		jw_key(w, "report");
		jw_raw(w, r->report, strlen(r->report));
	}
	jw_end_object(w);
}

static enum err
answer(struct call *c, enum err e, const struct imports_run *r)
{
	if (e != OK)
		return e;
	call_audit_target(c, "import %lld", (long long)r->id);
	jw_key(c->reply, "run");
	run_json(c->reply, r, true);
	return OK;
}

static enum err
rpc_imports_add_file(struct call *c, const void *params)
{
	const struct in_file *in = params;
	const struct imports_chunk ch = { in->run, in->name, in->chunk,
		in->content };
	int64_t run;
	enum err e = imports_add_file(c, &ch, &run);

	if (e == OK)
		jw_kint(c->reply, "run", run);
	return e;
}

static enum err
rpc_imports_plan_prepare(struct call *c, const void *params, void **job)
{
	const struct in_run *in = params;

	return imports_plan_prepare(c, in->run, in->dry_run, job);
}

static enum err
rpc_imports_plan_finish(struct call *c, const void *params, void *job)
{
	struct imports_run r;

	(void)params;
	return answer(c, imports_plan_finish(c, job, &r), &r);
}

static enum err
rpc_imports_start(struct call *c, const void *params)
{
	const struct in_run *in = params;
	struct imports_run r;

	return answer(c, imports_start(c, in->run, &r), &r);
}

static enum err
rpc_imports_resume(struct call *c, const void *params)
{
	const struct in_run *in = params;
	struct imports_run r;

	return answer(c, imports_resume(c, in->run, &r), &r);
}

static enum err
rpc_imports_remove(struct call *c, const void *params)
{
	const struct in_run *in = params;
	struct imports_run r;

	return answer(c, imports_remove(c, in->run, &r), &r);
}

static enum err
rpc_imports_show(struct call *c, const void *params)
{
	const struct in_run *in = params;
	struct imports_run r;

	return answer(c, imports_show(c, in->run, &r), &r);
}

static enum err
rpc_imports_list(struct call *c, const void *params)
{
	const struct in_list *in = params;
	struct imports_runs l;
	enum err e;
	int i;

	e = imports_list(c, (int)in->limit, (int)in->offset, &l);
	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < l.n; i++)
		run_json(c->reply, &l.run[i], false);
	jw_end_array(c->reply);
	jw_kint(c->reply, "total", l.total);
	jw_kint(c->reply, "limit", in->limit);
	jw_kint(c->reply, "offset", in->offset);
	return OK;
}

#define RETURNS_RUN "{\"run\":RUN}"

const struct op imports_ops[] = {
	{ .op = "imports.add_file",
	    .help = "Hand over one chunk of a file of the older system.",
	    .perm = P_ADMIN_IMPORT,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "none: nothing is imported before the run starts",
	    .run = rpc_imports_add_file,
	    .in = f_file,
	    .in_size = sizeof(struct in_file),
	    .example = "{\"name\":\"tracking/outcomes.jsonl\",\"chunk\":0,"
		       "\"content\":\"e30K\"}",
	    .returns = "{\"run\":id}" },
	{ .op = "imports.list",
	    .help = "List the import runs, newest first, without reports.",
	    .perm = P_ADMIN_IMPORT,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_imports_list,
	    .in = f_list,
	    .in_size = sizeof(struct in_list),
	    .example = "{\"limit\":10}",
	    .returns = "{\"items\":[RUN],\"total\",\"limit\",\"offset\"}" },
	{ .op = "imports.plan",
	    .help = "Read the files of a run and report what it would do.",
	    .perm = P_ADMIN_IMPORT,
	    .kind = OP_ASYNC,
	    .rate = RATE_SENSITIVE,
	    .flags = SLICED_REPLY,
	    .audit = "none: nothing is imported before the run starts",
	    .prepare = rpc_imports_plan_prepare,
	    .work = imports_plan_work,
	    .finish = rpc_imports_plan_finish,
	    .drop = imports_plan_drop,
	    .work_class = WORK_REPORT,
	    .in = f_plan,
	    .in_size = sizeof(struct in_run),
	    .example = "{\"run\":1,\"dry_run\":true}",
	    .returns = RETURNS_RUN },
	{ .op = "imports.remove",
	    .help = "Take away everything a run has brought.",
	    .perm = P_ADMIN_IMPORT,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = SLICED_REPLY,
	    .audit = "data_import",
	    .run = rpc_imports_remove,
	    .in = f_run,
	    .in_size = sizeof(struct in_run),
	    .example = "{\"run\":1}",
	    .returns = RETURNS_RUN },
	{ .op = "imports.resume",
	    .help = "Go on with a run that broke off.",
	    .perm = P_ADMIN_IMPORT,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = SLICED_REPLY,
	    .audit = "data_import",
	    .run = rpc_imports_resume,
	    .in = f_run,
	    .in_size = sizeof(struct in_run),
	    .example = "{\"run\":1}",
	    .returns = RETURNS_RUN },
	{ .op = "imports.show",
	    .help = "Show a run with its report.",
	    .perm = P_ADMIN_IMPORT,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_imports_show,
	    .in = f_run,
	    .in_size = sizeof(struct in_run),
	    .example = "{\"run\":1}",
	    .returns = RETURNS_RUN },
	{ .op = "imports.start",
	    .help = "Begin to apply a planned run.",
	    .perm = P_ADMIN_IMPORT,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = SLICED_REPLY,
	    .audit = "data_import",
	    .run = rpc_imports_start,
	    .in = f_run,
	    .in_size = sizeof(struct in_run),
	    .example = "{\"run\":1}",
	    .returns = RETURNS_RUN },
	{ 0 },
};
