/* What the load generator asks; see requests.h. */
#include "tests/bench/lib/requests.h"

#include <unistd.h>

#include "common/date.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/bench/lib/blib.h"

#define WEEKS_AHEAD 50
#define MANY_FREE 18 /* so that no booking of a run meets a full slot */

enum request_kind
request_kind(const char *name)
{
	static const char *const names[] = { "echo", "ping", "week", "book",
		"mixed", "op" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq(name, names[i]))
			return (enum request_kind)i;
	bench_die("kind=%s: unknown", name);
}

static void
add_slot(struct requests *r, const char *date, int hour)
{
	if (r->n_slots == r->cap) {
		r->cap = r->cap == 0 ? 64 : r->cap * 2;
		r->slots =
		    xrealloc(r->slots, (size_t)r->cap * sizeof(*r->slots));
	}
	str_copy(r->slots[r->n_slots].date, sizeof(r->slots[0].date), date);
	r->slots[r->n_slots++].hour = hour;
}

static void
add_week(struct requests *r, struct fleet *f, int monday)
{
	char date[11], line[200];
	json_t *root, *days, *day, *slots, *slot;
	size_t i, k;

	snprintf(line, sizeof(line),
	    "{\"id\":1,\"op\":\"slots.show_week\",\"params\":{\"date\":"
	    "\"%s\"}}",
	    date_text(monday, date));
	root = fleet_call(f, 0, line);
	days = json_object_get(json_object_get(root, "data"), "days");
	json_array_foreach(days, i, day)
	{
		slots = json_object_get(day, "slots");
		json_array_foreach(slots, k, slot)
		{
			if (!json_is_true(json_object_get(slot, "bookable")) ||
			    json_integer_value(json_object_get(slot, "free")) <
				MANY_FREE)
				continue;
			add_slot(r,
			    json_string_value(json_object_get(day, "date")),
			    (int)json_integer_value(
				json_object_get(slot, "hour")));
		}
	}
	json_decref(root);
}

void
requests_init(struct requests *r, enum request_kind kind, struct fleet *f)
{
	int week;

	memset(r, 0, sizeof(*r));
	r->kind = kind;
	r->monday = date_monday((int)(time(NULL) / 86400));
	snprintf(r->tag, sizeof(r->tag), "%llx",
	    (unsigned long long)(bench_us() ^ ((int64_t)getpid() << 40)));
	if (kind != KIND_BOOK && kind != KIND_MIXED)
		return;
	for (week = 0; week < WEEKS_AHEAD; week++)
		add_week(r, f, r->monday + 7 * week);
	if (r->n_slots == 0)
		bench_die("no slot can be booked");
}

void
requests_done(struct requests *r)
{
	free(r->slots);
}

/* A name of letters only that no other request has. */
static void
customer(const struct requests *r, int64_t id, char out[64])
{
	char *p = out;
	const char *t;

	*p++ = 'K';
	for (t = r->tag; *t != '\0'; t++)
		*p++ = (char)('a' + (*t <= '9' ? *t - '0' : *t - 'a' + 10));
	do {
		*p++ = (char)('a' + id % 26);
		id /= 26;
	} while (id > 0);
	*p = '\0';
}

static void
book(const struct requests *r, int64_t id, struct buf *b)
{
	const struct bench_slot *s = &r->slots[id % r->n_slots];
	char name[64];

	customer(r, id, name);
	buf_addf(b,
	    "{\"id\":%lld,\"op\":\"slots.book\",\"params\":{\"date\":\"%s\","
	    "\"hour\":%d,\"last_name\":\"%s\",\"first_name\":\"Erika\","
	    "\"description\":\"Rueckruf am Abend\",\"potential\":\"gut\","
	    "\"campaign\":\"Herbst 26\"},\"idempotency_key\":\"%s-%lld\"}\n",
	    (long long)id, s->date, s->hour, name, r->tag, (long long)id);
}

static void
read_of(const struct requests *r, int64_t id, const char *op, struct buf *b)
{
	char date[11];

	/* People look at this week and the next one. */
	buf_addf(b,
	    "{\"id\":%lld,\"op\":\"%s\",\"params\":{\"date\":\"%s\"}}\n",
	    (long long)id, op, date_text(r->monday + (int)(id * 3 % 12), date));
}

static void
bare(int64_t id, const char *op, const char *params, struct buf *b)
{
	buf_addf(b, "{\"id\":%lld,\"op\":\"%s\",\"params\":%s}\n",
	    (long long)id, op, params);
}

/* Ten requests of the office: which one follows from the last digit. */
static void
mixed(const struct requests *r, int64_t id, struct buf *b)
{
	switch (id % 10) {
	case 0:
		book(r, id, b);
		return;
	case 1:
		bare(id, "hub.show_dashboard", "{}", b);
		return;
	case 2:
		bare(id, "slots.list", "{\"limit\":20}", b);
		return;
	default:
		read_of(r, id,
		    id % 2 == 0 ? "slots.show_day" : "slots.show_week", b);
		return;
	}
}

void
request_line(const struct requests *r, int64_t id, struct buf *b)
{
	buf_clear(b);
	switch (r->kind) {
	case KIND_ECHO:
		buf_addf(b, "{\"id\":%lld,\"op\":\"echo\",\"params\":\"",
		    (long long)id);
		while (b->len < 147)
			buf_addc(b, 'x');
		buf_adds(b, "\"}\n");
		break;
	case KIND_PING:
		bare(id, "system.ping", "{}", b);
		break;
	case KIND_WEEK:
		read_of(r, id, "slots.show_week", b);
		break;
	case KIND_BOOK:
		book(r, id, b);
		break;
	case KIND_MIXED:
		mixed(r, id, b);
		break;
	case KIND_OP:
		bare(id, r->op, r->params, b);
		break;
	}
}
