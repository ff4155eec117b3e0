/*
 * The call: what handlers say (facts, faults, messages) and the answer line
 * made from it. Calls are pooled with their arena and buffers.
 */
#include "server/rpc/call.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/app_private.h"

#define FAULTS_MAX 100 /* more than any form has fields */

struct field_fault {
	struct field_fault *next;
	const char *field;
	const char *text;
};

bool
actor_may(const struct actor *a, enum perm p)
{
	if (p == P_NONE)
		return true;
	if (a == NULL)
		return false;
	if (p == P_LOGIN || a->is_admin)
		return true;
	return (a->perms[p / 64] >> (p % 64) & 1) != 0;
}

bool
call_may(const struct call *c, enum perm p)
{
	return actor_may(c->actor, p);
}

struct call_box *
call_take(struct app *app, struct conn *cn)
{
	struct call_box *b = app->pool;

	if (b != NULL) {
		app->pool = b->next;
	} else {
		b = xcalloc(1, sizeof(*b));
		b->call.arena = arena_new();
		buf_init(&b->reply, ANSWER_MAX_BYTES);
		buf_init(&b->facts, ANSWER_MAX_BYTES / 2);
		buf_init(&b->audit, 16384);
	}
	b->next = NULL;
	b->conn = cn;
	b->call.app = app;
	b->call.db = app->db;
	b->call.conn = cn;
	b->call.now = app_now(app);
	b->call.today = tz_date(b->call.now, NULL);
	b->call.lang = cn != NULL ? cn->lang : LANG_DE;
	b->call.session = cn != NULL ? cn->session : 0;
	b->call.events_tail = &b->call.events;
	b->call.after_tail = &b->call.after;
	b->call.log = LOGNUM(NULL, "req", ++app->next_request);
	b->arrived = app_mono(app);
	if (cn != NULL)
		cn->in_flight++;
	return b;
}

static void
conn_let_go(struct conn *cn)
{
	cn->in_flight--;
	if (cn->ops == NULL && cn->in_flight == 0)
		free(cn);
}

void
call_give(struct call_box *b)
{
	struct app *app = b->call.app;
	struct arena *a = b->call.arena;
	struct buf reply = b->reply, facts = b->facts, audit = b->audit;

	if (b->conn != NULL)
		conn_let_go(b->conn);
	arena_reset(a);
	buf_clear(&reply);
	buf_clear(&facts);
	buf_clear(&audit);
	memset(b, 0, sizeof(*b));
	b->call.arena = a;
	b->reply = reply;
	b->facts = facts;
	b->audit = audit;
	b->next = app->pool;
	app->pool = b;
}

static struct call_box *
box(struct call *c)
{
	return (struct call_box *)((char *)c - offsetof(struct call_box, call));
}

const char *
call_tr(const struct call *c, const char *de, const char *en)
{
	return c->lang == LANG_DE ? de : en;
}

enum err
call_fail(struct call *c, enum err e)
{
	if (c->code == OK)
		c->code = e;
	return e;
}

enum err
call_fail_text(struct call *c, enum err e, const char *fmt, ...)
{
	va_list ap;

	if (c->code == OK && c->error_text == NULL) {
		va_start(ap, fmt);
		c->error_text = arena_vprintf(c->arena, fmt, ap);
		va_end(ap);
	}
	return call_fail(c, e);
}

struct jw *
call_facts(struct call *c)
{
	struct call_box *b = box(c);

	if (c->facts == NULL) {
		jw_init(&b->facts_w, &b->facts);
		jw_object(&b->facts_w);
		c->facts = &b->facts_w;
	}
	return c->facts;
}

enum err
call_invalid(struct call *c, const char *field, const char *fmt, ...)
{
	struct field_fault *f = arena_zalloc(c->arena, sizeof(*f));
	va_list ap;

	va_start(ap, fmt);
	f->text = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	f->field = arena_strdup(c->arena, field);
	f->next = c->faults;
	c->faults = f;
	return call_fail(c, E_VALIDATION);
}

enum err
call_refuse(struct call *c, enum err e)
{
	assert((c->op->flags & KEEPS_TRACE) != 0);
	c->refused = true;
	return call_fail(c, e);
}

void
call_message(struct call *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	c->message = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
}

bool
call_confirmed(const struct call *c, const char *what)
{
	int i;

	for (i = 0; i < c->confirm.n; i++)
		if (str_eq(c->confirm.str[i], what))
			return true;
	return false;
}

void
call_audit_as(struct call *c, const char *action, const char *severity)
{
	c->audit_action = action;
	c->audit_severity = severity;
}

void
call_audit_target(struct call *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	c->audit_target = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
}

struct jw *
call_audit(struct call *c)
{
	struct call_box *b = box(c);

	if (c->audit_details == NULL) {
		jw_init(&b->audit_w, &b->audit);
		jw_object(&b->audit_w);
		c->audit_details = &b->audit_w;
	}
	return c->audit_details;
}

void
call_audit_change(
    struct call *c, const char *field, const char *before, const char *after)
{
	struct jw *w = call_audit(c);

	jw_kobject(w, field);
	jw_kstr(w, "before", before);
	jw_kstr(w, "after", after);
	jw_end_object(w);
}

void
call_audit_change_int(
    struct call *c, const char *field, int64_t before, int64_t after)
{
	struct jw *w = call_audit(c);

	jw_kobject(w, field);
	jw_kint(w, "before", before);
	jw_kint(w, "after", after);
	jw_end_object(w);
}

void
call_audit_change_bool(
    struct call *c, const char *field, bool before, bool after)
{
	struct jw *w = call_audit(c);

	jw_kobject(w, field);
	jw_kbool(w, "before", before);
	jw_kbool(w, "after", after);
	jw_end_object(w);
}

void
call_after_commit(struct call *c, void (*run)(struct app *, void *), void *arg)
{
	struct after_commit *a = arena_zalloc(c->arena, sizeof(*a));

	a->run = run;
	a->arg = arg;
	*c->after_tail = a;
	c->after_tail = &a->next;
}

void
call_random(struct call *c, void *p, size_t n)
{
	c->app->ports.random(c->app->ports.ctx, p, n);
}

void
call_begin_reply(struct call_box *b)
{
	struct jw *w = &b->reply_w;

	buf_clear(&b->reply);
	jw_init(w, &b->reply);
	jw_object(w);
	if (b->id != 0)
		jw_kint(w, "id", b->id);
	else
		jw_knull(w, "id");
	jw_kbool(w, "success", true);
	jw_kobject(w, "data");
	b->call.reply = w;
}

static void
error_id(struct call_box *b, char *out, size_t size)
{
	const char *op = b->call.op != NULL ? b->call.op->op : "";
	const char *prefix = "ERR";
	unsigned char r[2];
	char day[11], at[6];
	int minute;
	int date = tz_date(b->call.now, &minute);

	if (str_starts(op, "slots."))
		prefix = "BOOK";
	else if (str_starts(op, "calendar."))
		prefix = "CAL";
	call_random(&b->call, r, sizeof(r));
	date_text(date, day);
	tz_clock(b->call.now, at);
	snprintf(out, size, "%s-%.4s%.2s%.2s-%.2s%.2s%02d-%02X%02X", prefix,
	    day, day + 5, day + 8, at, at + 3, (int)(b->call.now / 1000 % 60),
	    r[0], r[1]);
}

static bool
stands_before(const struct field_fault *first, const struct field_fault *f)
{
	while (first != f && !str_eq(first->field, f->field))
		first = first->next;
	return first != f;
}

/* One fault per field: a key must not stand twice. */
static void
write_faults(struct jw *w, const struct field_fault *first)
{
	const struct field_fault *f;
	int n = 0;

	jw_kobject(w, "fields");
	for (f = first; f != NULL && n < FAULTS_MAX; f = f->next) {
		if (stands_before(first, f))
			continue;
		jw_kstr(w, f->field, f->text);
		n++;
	}
	jw_end_object(w);
}

static void
write_failure(struct call_box *b, enum err e)
{
	const struct err_info *info = err_info(e);
	struct call *c = &b->call;
	struct jw *w = &b->reply_w;
	char id[40]; /* BOOK-YYYYMMDD-HHMMSS-XXXX: 25 bytes */

	buf_clear(&b->reply);
	jw_init(w, &b->reply);
	jw_object(w);
	if (b->id != 0)
		jw_kint(w, "id", b->id);
	else
		jw_knull(w, "id");
	jw_kbool(w, "success", false);
	jw_kstr(w, "code", info->code);
	jw_kstr(w, "error",
	    c->error_text != NULL && e == c->code
		? c->error_text
		: call_tr(c, info->de, info->en));
	if (c->faults != NULL && e == E_VALIDATION)
		write_faults(w, c->faults);
	if (c->retry_after > 0)
		jw_kint(w, "retry_after", c->retry_after);
	else if (info->retryable)
		jw_kint(w, "retry_after", 1);
	if (info->shows_id) {
		error_id(b, id, sizeof(id));
		jw_kstr(w, "error_id", id);
		log_error(&c->log, "%s %s: %s", id, info->code,
		    c->error_text != NULL ? c->error_text : info->en);
		if (!b->silent) /* a task would count itself */
			faults_count(
			    c->app, e, id, c->op != NULL ? c->op->op : "?");
	}
	if (c->facts != NULL && e == c->code) {
		while (c->facts->depth > 1)
			c->facts->in_object[c->facts->depth]
			    ? jw_end_object(c->facts)
			    : jw_end_array(c->facts);
		jw_end_object(c->facts);
		if (!b->facts.full) {
			jw_key(w, "data");
			jw_raw(w, b->facts.p, b->facts.len);
		}
		c->facts = NULL;
	}
	jw_end_object(w);
}

enum err
call_close_reply(struct call_box *b)
{
	jw_end_object(&b->reply_w);
	if (b->call.message != NULL)
		jw_kstr(&b->reply_w, "message", b->call.message);
	jw_end_object(&b->reply_w);
	buf_addc(&b->reply, '\n');
	if (!b->reply.full)
		return OK;
	return call_fail_text(
	    &b->call, E_INTERNAL, "answer is larger than 1 MiB");
}

void
call_finish_reply(struct call_box *b, enum err e)
{
	if (e == OK && (e = call_close_reply(b)) == OK)
		return;
	write_failure(b, e);
	buf_addc(&b->reply, '\n');
}
