/*
 * Rows of a plan as JSON arrays for import_chunk. The names of the members
 * are those that imports_store.c reads. Called by imports_work.c.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/hash.h"
#include "common/json_write.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/imports/imports_plan.h"
#include "server/imports/imports_rows.h"

/* Lines have 64 KiB at most, so no chunk comes near it. */
#define CHUNK_BYTES ((size_t)512 << 20)
#define APPOINTMENT_MS ((int64_t)120 * 60 * 1000)

/* Rows per slice: each kind stays well below 10 ms (measured). */
static const struct {
	const char *name;
	int rows;
} kinds[] = {
	[ROW_ACCOUNT] = { "account", 50 },
	[ROW_BOOKING] = { "booking", 25 },
	[ROW_CELL] = { "cell", 100 },
	[ROW_TOTAL] = { "total", 50 },
	[ROW_OUTCOME] = { "outcome", 50 },
	[ROW_METRIC] = { "metric", 50 },
	[ROW_DAY] = { "day", 5 },
	[ROW_CUSTOMER] = { "customer", 50 },
	[ROW_LOGIN] = { "login", 100 },
	[ROW_BLOCK] = { "block", 200 },
	[ROW_USER] = { "user", 100 },
};

const char *
imports_row_name(enum imp_row k)
{
	return kinds[k].name;
}

enum imp_row
imports_row_kind(const char *name)
{
	int k = 0;

	while (k < ROW_KINDS && !str_eq(kinds[k].name, name))
		k++;
	return (enum imp_row)k;
}

static void
kclock(struct jw *w, const char *key, int minute)
{
	unsigned m = (unsigned)minute % (24 * 60);
	char text[6];

	snprintf(text, sizeof(text), "%02u:%02u", m / 60, m % 60);
	jw_kstr(w, key, text);
}

static void
write_account(struct jw *w, const struct imp_plan *p, int i)
{
	jw_str(w, p->user[i]);
}

/* The same booking has the same uuid in every run. */
static void
kuuid(struct jw *w, const struct imp_booking *b)
{
	char hex[2 * HASH_LEN + 1], text[512];

	snprintf(text, sizeof(text), "booking %d %d %.400s", b->date, b->minute,
	    b->loose);
	hash_sha256_hex(text, strlen(text), hex);
	snprintf(text, sizeof(text), "%.8s-%.4s-8%.3s-a%.3s-%.12s", hex,
	    hex + 8, hex + 13, hex + 17, hex + 20);
	jw_kstr(w, "uuid", text);
}

static void
kextra(struct jw *w, const struct imp_booking *b)
{
	struct buf text;
	struct jw x;

	buf_init(&text, CHUNK_BYTES);
	jw_init(&x, &text);
	jw_object(&x);
	jw_kbool(&x, "approximate", b->approximate);
	jw_kbool(&x, "recovered", b->recovered);
	jw_key(&x, "fields");
	jw_raw(&x, b->extra, strlen(b->extra));
	jw_end_object(&x);
	jw_kstr(w, "extra", buf_str(&text));
	buf_done(&text);
}

static void
write_booking(struct jw *w, const struct imp_plan *p, int i)
{
	const struct imp_booking *b = &p->booking[i];
	int64_t at;

	tz_civil(b->date, b->minute, &at);
	jw_object(w);
	kuuid(w, b);
	jw_kstr(w, "id", b->id);
	jw_kstr(w, "last", b->last);
	jw_kstr(w, "first", b->first);
	jw_kstr(w, "key", b->key);
	jw_kdate(w, "date", b->date);
	jw_kint(w, "hour", b->minute / 60);
	jw_kint(w, "start", at);
	jw_kint(w, "end", at + APPOINTMENT_MS);
	jw_kstr(w, "user", b->user);
	jw_kstr(w, "potential", b->potential);
	jw_kint(w, "color", b->color);
	jw_kstr(w, "campaign", b->campaign);
	jw_kstr(w, "status", b->status);
	if (b->lead_time < 0)
		jw_knull(w, "lead");
	else
		jw_kint(w, "lead", b->lead_time);
	jw_kint(w, "at", b->at);
	kextra(w, b);
	jw_end_object(w);
}

static void
write_cell(struct jw *w, const struct imp_plan *p, int i)
{
	const struct imp_cell *c = &p->cell[i];

	jw_object(w);
	jw_kdate(w, "date", c->date);
	jw_kint(w, "hour", c->hour);
	if (c->has_result) {
		jw_kint(w, "appeared", c->appeared);
		jw_kint(w, "not_appeared", c->not_appeared);
	}
	jw_end_object(w);
}

static void
write_total(struct jw *w, const struct imp_plan *p, int i)
{
	static const char *const names[] = { "overall", "weekday", "hour" };
	const struct imp_total *t = &p->total[i];

	jw_object(w);
	jw_kstr(w, "kind", names[t->kind]);
	jw_kint(w, "key", t->key);
	jw_kint(w, "placed", t->placed);
	jw_kint(w, "appeared", t->appeared);
	jw_end_object(w);
}

static void
write_outcome(struct jw *w, const struct imp_plan *p, int i)
{
	const struct imp_outcome *o = &p->outcome[i];
	int64_t start;

	tz_civil(o->date, o->minute, &start);
	jw_object(w);
	jw_kstr(w, "name", o->name);
	jw_kstr(w, "key", o->key);
	jw_kdate(w, "date", o->date);
	kclock(w, "time", o->minute);
	jw_kint(w, "start", start);
	jw_kstr(w, "outcome", outcomes_name(o->is.outcome));
	jw_kstr(w, "status", o->is.status);
	jw_kstr(w, "source", o->is.source);
	jw_kint(w, "color", o->color);
	jw_kstr(w, "potential", o->potential);
	jw_kstr(w, "booked_by", o->booked_by);
	jw_kstr(w, "description", o->description);
	jw_kint(w, "final", o->is.outcome != OUT_PENDING);
	jw_kint(w, "first", o->first_at);
	jw_kint(w, "at", o->at);
	jw_kstr(w, "extra", o->extra);
	jw_end_object(w);
}

static void
write_metric(struct jw *w, const struct imp_plan *p, int i)
{
	const struct imp_metric *m = &p->metric[i];

	jw_object(w);
	jw_kdate(w, "date", m->date);
	jw_kint(w, "total", m->total);
	jw_kint(w, "completed", m->completed);
	jw_kint(w, "no_shows", m->no_shows);
	jw_kint(w, "ghosts", m->ghosts);
	jw_kint(w, "cancelled", m->cancelled);
	jw_kint(w, "rescheduled", m->rescheduled);
	jw_kint(w, "overhang", m->overhang);
	jw_kint(w, "exits", m->exits);
	jw_kstr(w, "details", m->details);
	jw_kint(w, "at", m->at);
	jw_end_object(w);
}

static void
write_day(struct jw *w, const struct imp_plan *p, int i)
{
	char text[11];

	jw_str(w, date_text(p->day[i].date, text));
}

static void
write_customer(struct jw *w, const struct imp_plan *p, int i)
{
	jw_str(w, p->customer[i].key);
}

static void
write_block(struct jw *w, const struct imp_plan *p, int i)
{
	const struct imp_block *b = &p->block[i];

	jw_object(w);
	jw_kstr(w, "type", b->type);
	jw_kdate(w, "start", b->start);
	jw_kdate(w, "end", b->end);
	jw_kint(w, "from", b->from);
	jw_kint(w, "to", b->to);
	jw_kstr(w, "reason", b->reason);
	jw_kstr(w, "by", b->added_by);
	jw_kint(w, "at", b->at);
	jw_end_object(w);
}

static void
write_login(struct jw *w, const struct imp_plan *p, int i)
{
	const struct imp_login *l = &p->login[i];

	jw_object(w);
	jw_kstr(w, "name", l->user);
	jw_kint(w, "at", l->at);
	jw_kint(w, "success", l->success);
	jw_kstr(w, "reason", l->reason);
	jw_kstr(w, "factor", l->factor);
	jw_kstr(w, "remote", l->remote);
	jw_kstr(w, "client", l->client);
	jw_end_object(w);
}

/* Without the seed: that is kept sealed elsewhere. */
static void
write_user(struct jw *w, const struct imp_plan *p, int i)
{
	const struct imp_user *u = &p->person[i];

	jw_object(w);
	jw_kstr(w, "name", u->name);
	jw_kstr(w, "hash", u->hash);
	jw_kstr(w, "display", u->display);
	jw_kstr(w, "email", u->email);
	jw_kint(w, "active", !u->disabled);
	jw_kint(w, "created", u->created_at);
	jw_kint(w, "login", u->last_login_at);
	jw_kint(w, "logins", u->logins);
	jw_kstr(w, "role", u->role);
	jw_end_object(w);
}

typedef void row_writer(struct jw *w, const struct imp_plan *p, int i);

static row_writer *const writers[] = {
	[ROW_ACCOUNT] = write_account,
	[ROW_BOOKING] = write_booking,
	[ROW_CELL] = write_cell,
	[ROW_TOTAL] = write_total,
	[ROW_OUTCOME] = write_outcome,
	[ROW_METRIC] = write_metric,
	[ROW_DAY] = write_day,
	[ROW_CUSTOMER] = write_customer,
	[ROW_LOGIN] = write_login,
	[ROW_BLOCK] = write_block,
	[ROW_USER] = write_user,
};

/* Rows [from, to) of a kind as one array. */
static const char *
write_rows(struct arena *a, const struct imp_plan *p, enum imp_row kind,
    int from, int to)
{
	struct buf text;
	struct jw w;
	const char *out;
	int i;

	buf_init(&text, CHUNK_BYTES);
	jw_init(&w, &text);
	jw_array(&w);
	for (i = from; i < to; i++)
		writers[kind](&w, p, i);
	jw_end_array(&w);
	assert(!text.full);
	out = arena_strdup(a, buf_str(&text));
	buf_done(&text);
	return out;
}

static void
add_kind(struct arena *a, const struct imp_plan *p, enum imp_row kind, int n,
    struct imp_chunks *out)
{
	struct imp_chunk *c;
	int from, step = kinds[kind].rows;

	for (from = 0; from < n; from += step) {
		c = IMP_ADD(a, out->chunk, out->n);
		c->kind = kind;
		c->size = n - from < step ? n - from : step;
		c->rows = write_rows(a, p, kind, from, from + c->size);
		out->rows += c->size;
	}
}

void
imports_rows(struct arena *a, const struct imp_plan *p, struct imp_chunks *out)
{
	const int n[] = {
		[ROW_ACCOUNT] = p->n_users,
		[ROW_BOOKING] = p->n_bookings,
		[ROW_CELL] = p->n_cells,
		[ROW_TOTAL] = p->n_totals,
		[ROW_OUTCOME] = p->n_outcomes,
		[ROW_METRIC] = p->n_metrics,
		[ROW_DAY] = p->n_days,
		[ROW_CUSTOMER] = p->n_customers,
		[ROW_LOGIN] = p->n_logins,
		[ROW_BLOCK] = p->n_blocks,
		[ROW_USER] = p->n_persons,
	};
	int k;

	for (k = 0; k < ROW_KINDS; k++)
		add_kind(a, p, (enum imp_row)k, n[k], out);
}
