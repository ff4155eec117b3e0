/*
 * Model check over the real core: random clients book, cancel, move, hold,
 * block and change capacity; a small model of the rules says after each step
 * what must be true. TAP. covers: SLOT-04 SLOT-14 SLOT-15 QA-04
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/json.h"
#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "tests/harness/held.h"
#include "tests/harness/slot_laws.h"

#define CLIENTS 12
#define MONDAY 1772438400000 /* 2 Mar 2026 08:00Z */
#define LIVE_MAX 4096

struct sim {
	struct held h;
	struct held_conn *op, *client[CLIENTS];
	uint64_t rng;
	long steps, key;
	long booked, full, refused, cancelled, moved, held, odd;
	int64_t live[LIVE_MAX]; /* ids of bookings that were acknowledged */
	int owner[LIVE_MAX];
	int n_live;
	const char *why;
	char detail[600];
};

static uint64_t
rnd(struct sim *s, uint64_t n)
{
	s->rng ^= s->rng << 13;
	s->rng ^= s->rng >> 7;
	s->rng ^= s->rng << 17;
	return s->rng % n;
}

static const int hours[] = { 9, 11, 14, 16, 18, 20 };

/* Few days and hours, so that slots really fill. */
static void
pick(struct sim *s, char day[11], int *hour)
{
	date_text((int)(s->h.now / 86400000) + 1 + (int)rnd(s, 4), day);
	*hour = hours[rnd(s, 6)];
}

static const char *
call(struct sim *s, struct held_conn *hc, const char *op, const char *params)
{
	char key[32];

	snprintf(key, sizeof(key), "k%ld", s->key++);
	return held_call(hc, op, params, key);
}

static bool
success(const char *line)
{
	return line != NULL && strstr(line, "\"success\":true") != NULL;
}

static bool
code(const char *line, const char *what)
{
	char mark[64];

	snprintf(mark, sizeof(mark), "\"code\":\"%s\"", what);
	return line != NULL && strstr(line, mark) != NULL;
}

/* Id of the object member `what` of an answer. */
static int64_t
id_of(const char *line, const char *what)
{
	json_t *o = json_parse_heap(line, strlen(line), NULL);
	int64_t id = json_get_int(json_get(json_get(o, "data"), what), "id", 0);

	json_decref(o);
	return id;
}

static void
note(struct sim *s, const char *why, const char *line)
{
	s->why = why;
	snprintf(s->detail, sizeof(s->detail), "%.590s",
	    line != NULL ? line : "no answer");
}

static void
remember(struct sim *s, int64_t id, int owner)
{
	if (s->n_live == LIVE_MAX) {
		s->n_live--; /* forget the newest: it stays booked */
	}
	s->live[s->n_live] = id;
	s->owner[s->n_live++] = owner;
}

/* Refusals that may happen; anything else is a fault of the core. */
static bool
may_refuse(const char *line)
{
	static const char *const fine[] = { "SLOT_FULL", "NO_AVAILABILITY",
		"SLOT_PAST", "DATE_BLOCKED", "CONFIRM_DUPLICATE",
		"DUPLICATE_BOOKING", "CONFLICT", "NOT_FOUND", "VALIDATION",
		"CONFIRM_BLOCK", "CONFIRM_REPLACE", "BEYOND_HORIZON", NULL };
	int i;

	for (i = 0; fine[i] != NULL; i++)
		if (code(line, fine[i]))
			return true;
	return false;
}

static void
step_book(struct sim *s, int who)
{
	char day[11], *params;
	const char *line;
	int hour;

	pick(s, day, &hour);
	params = xprintf("{\"date\":\"%s\",\"hour\":%d,\"last_name\":\"N%d\","
			 "\"first_name\":\"V\",\"confirm\":[\"DUPLICATE\"]}",
	    day, hour, (int)rnd(s, 400));
	line = call(s, s->client[who], "slots.book", params);
	if (success(line)) {
		s->booked++;
		remember(s, id_of(line, "booking"), who);
	} else if (code(line, "SLOT_FULL")) {
		s->full++;
	} else if (may_refuse(line)) {
		s->refused++;
	} else {
		note(s, "book", line);
	}
	free(params);
}

static void
step_cancel(struct sim *s)
{
	char *params;
	const char *line;
	int i;

	if (s->n_live == 0)
		return;
	i = (int)rnd(s, (uint64_t)s->n_live);
	params = xprintf("{\"id\":%lld}", (long long)s->live[i]);
	line = call(s, s->client[s->owner[i]], "slots.cancel", params);
	free(params);
	if (success(line))
		s->cancelled++;
	else if (!may_refuse(line))
		note(s, "cancel", line);
	s->n_live--;
	s->live[i] = s->live[s->n_live];
	s->owner[i] = s->owner[s->n_live];
}

static void
step_move(struct sim *s)
{
	char day[11], *params;
	const char *line;
	int i, hour;

	if (s->n_live == 0)
		return;
	i = (int)rnd(s, (uint64_t)s->n_live);
	pick(s, day, &hour);
	params = xprintf("{\"id\":%lld,\"date\":\"%s\",\"hour\":%d,"
			 "\"reason\":\"%s\"}",
	    (long long)s->live[i], day, hour,
	    rnd(s, 4) == 0 ? "overhang" : "customer");
	line = call(s, s->client[s->owner[i]], "slots.move", params);
	free(params);
	if (success(line)) {
		s->moved++;
		s->live[i] = id_of(line, "booking");
	} else if (!may_refuse(line)) {
		note(s, "move", line);
	}
}

static void
step_hold(struct sim *s, int who)
{
	char day[11], *params;
	const char *line;
	int hour;

	if (rnd(s, 4) == 0) {
		line = call(s, s->client[who], "slots.release", "{}");
		if (!success(line))
			note(s, "release", line);
		return;
	}
	pick(s, day, &hour);
	params = xprintf("{\"date\":\"%s\",\"hour\":%d}", day, hour);
	line = call(s, s->client[who], "slots.hold", params);
	free(params);
	if (success(line))
		s->held++;
	else if (!may_refuse(line))
		note(s, "hold", line);
}

/* Holds a place and books it: must never fail for lack of a place. */
static void
step_convert(struct sim *s, int who)
{
	char day[11], *params;
	const char *line;
	int hour;

	pick(s, day, &hour);
	params = xprintf("{\"date\":\"%s\",\"hour\":%d}", day, hour);
	line = call(s, s->client[who], "slots.hold", params);
	free(params);
	if (!success(line))
		return;
	params = xprintf("{\"date\":\"%s\",\"hour\":%d,\"last_name\":\"H%ld\","
			 "\"first_name\":\"V\"}",
	    day, hour, s->key);
	line = call(s, s->client[who], "slots.book", params);
	free(params);
	if (success(line)) {
		s->booked++;
		remember(s, id_of(line, "booking"), who);
	} else {
		note(s, "a converted hold was refused", line);
	}
}

static void
step_block(struct sim *s)
{
	char day[11], *params;
	const char *line;
	int hour;

	pick(s, day, &hour);
	if (rnd(s, 2) == 0) {
		params =
		    xprintf("{\"type\":\"time_range\",\"start_date\":\"%s\","
			    "\"start_time\":\"%02d:00\",\"end_time\":"
			    "\"%02d:30\",\"confirm\":[\"BLOCK\","
			    "\"REPLACE\"]}",
			day, hour, hour);
		line = call(s, s->op, "blocks.add", params);
	} else {
		params = xprintf("{\"id\":%lld}",
		    (long long)held_int(
			&s->h, "SELECT coalesce(min(id), 1) FROM block"));
		line = call(s, s->op, "blocks.remove", params);
	}
	free(params);
	if (!success(line) && !may_refuse(line))
		note(s, "block", line);
}

static void
step_capacity(struct sim *s)
{
	char *params = xprintf("{\"hour\":%d,\"weekdays\":[0,1,2,3,4],"
			       "\"places\":%d}",
	    rnd(s, 2) == 0 ? 0 : hours[rnd(s, 6)], 1 + (int)rnd(s, 4));
	const char *line = call(s, s->op, "availability.set_capacity", params);

	free(params);
	if (!success(line) && !may_refuse(line))
		note(s, "capacity", line);
}

static void
step(struct sim *s)
{
	int who = (int)rnd(s, CLIENTS);
	uint64_t dice = rnd(s, 1000);

	if (dice < 450)
		step_book(s, who);
	else if (dice < 600)
		step_cancel(s);
	else if (dice < 720)
		step_move(s);
	else if (dice < 850)
		step_hold(s, who);
	else if (dice < 940)
		step_convert(s, who);
	else if (dice < 965)
		step_block(s);
	else if (dice < 980)
		step_capacity(s);
	else
		held_advance(&s->h, (int64_t)(1 + rnd(s, 90)) * 60000);
}

/*
 * Overbooked slots: allowed only when capacity was cut below what was booked.
 * The figure may then only fall, never rise: kept per slot in a temp table.
 */
static bool
never_overbooked(struct sim *s)
{
	int64_t bad = held_int(&s->h,
	    "SELECT count(*) FROM (SELECT p.start_at AS at, count(*) AS n,"
	    " coalesce((SELECT total - external FROM slot_total t"
	    " WHERE t.start_at = p.start_at), 0) AS top FROM slot_place p"
	    " GROUP BY p.start_at) x LEFT JOIN seen ON seen.at = x.at"
	    " WHERE x.n > x.top AND x.n > coalesce(seen.n, 0)");

	if (bad != 0) {
		note(s, "overbooked", "more places than before the cut");
		return false;
	}
	return held_sql(&s->h, "DELETE FROM seen") &&
	       held_sql(&s->h,
		   "INSERT INTO seen SELECT start_at, count(*) FROM slot_place"
		   " GROUP BY start_at");
}

static bool
lawful(struct sim *s)
{
	size_t i;

	for (i = 0; slot_laws[i].what != NULL; i++)
		if (held_int(&s->h, slot_laws[i].sql) != 0) {
			note(s, "law", slot_laws[i].what);
			return false;
		}
	return true;
}

static void
set_up(struct sim *s)
{
	char name[16], *params;
	int i;

	held_init(&s->h, MONDAY);
	if (!held_start(&s->h))
		exit(1);
	s->op = held_connect(&s->h, "op", true);
	for (i = 0; i < CLIENTS; i++) {
		snprintf(name, sizeof(name), "tele%d", i);
		s->client[i] = held_user(&s->h, name, "telefonist");
		held_call(
		    s->client[i], "events.subscribe", "{\"topics\":[]}", NULL);
	}
	for (i = 1; i <= 2; i++) {
		params = xprintf("{\"name\":\"C%d\",\"default_pool\":true}", i);
		call(s, s->op, "availability.set_consultant", params);
		free(params);
	}
	held_sql(&s->h,
	    "INSERT INTO ready_span(consultant, date, from_minute, to_minute,"
	    " repeat_until, added_by, added_at) SELECT c.id, date('2026-03-02',"
	    " '+' || value || ' days'), 0, 1440, '2035-01-01', 'test', 0"
	    " FROM json_each('[0,1,2,3,4,5,6]'), consultant c");
	call(s, s->op, "availability.set_consultant",
	    "{\"id\":1,\"name\":\"C1\",\"default_pool\":true}");
	held_sql(&s->h, "CREATE TEMP TABLE seen(at INTEGER PRIMARY KEY, n)");
}

/*
 * Answers were kept only as long as they were read: give the memory back. And
 * the log of the database, as the loop of hubd does when it is idle; else a
 * million steps fill the disk.
 */
static void
forget_lines(struct sim *s)
{
	int i;

	app_idle(s->h.app);
	buf_clear(&s->op->in);
	for (i = 0; i < CLIENTS; i++)
		buf_clear(&s->client[i]->in);
}

/* Sessions end after a day: sign in again. */
static void
renew(struct sim *s)
{
	char name[16];
	int i;

	for (i = 0; i < CLIENTS; i++) {
		held_disconnect(s->client[i]);
		snprintf(name, sizeof(name), "tele%d", i);
		s->client[i] = held_user(&s->h, name, "telefonist");
		held_call(
		    s->client[i], "events.subscribe", "{\"topics\":[]}", NULL);
	}
}

static void
quiet(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

int
main(int argc, char **argv)
{
	struct sim s = { .rng = 88172645463325252u };
	long ops = 20000, i;
	int64_t renewed;

	for (i = 1; i + 1 < argc; i += 2) {
		if (str_eq(argv[i], "--ops"))
			ops = strtol(argv[i + 1], NULL, 10);
		else if (str_eq(argv[i], "--seed"))
			s.rng = strtoull(argv[i + 1], NULL, 10) * 2 + 1;
	}
	log_set_sink(quiet, NULL);
	set_up(&s);
	renewed = s.h.now;
	for (i = 0; i < ops && s.why == NULL; i++) {
		if (s.h.now - renewed > 4 * 3600000) {
			renew(&s);
			renewed = s.h.now;
		}
		step(&s);
		forget_lines(&s);
		if (s.why == NULL)
			never_overbooked(&s);
		if (s.why == NULL && i % 200 == 0)
			lawful(&s);
	}
	if (s.why == NULL)
		lawful(&s);
	printf("# %ld steps: %ld booked, %ld full, %ld refused, %ld cancelled, "
	       "%ld moved, %ld held\n",
	    i, s.booked, s.full, s.refused, s.cancelled, s.moved, s.held);
	printf("%s 1 - %ld random operations never overbook\n",
	    s.why == NULL ? "ok" : "not ok", ops);
	if (s.why != NULL)
		printf("# step %ld: %s: %s\n", i, s.why, s.detail);
	printf("%s 2 - slots were filled and refused on the way\n1..2\n",
	    s.booked > ops / 20 && s.full > ops / 200 ? "ok" : "not ok");
	held_disconnect(s.op);
	for (i = 0; i < CLIENTS; i++)
		held_disconnect(s.client[i]);
	held_done(&s.h);
	return s.why != NULL;
}
