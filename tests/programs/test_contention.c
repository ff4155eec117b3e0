/*
 * 64 clients book the last place at once: exactly one wins each round, the
 * others get SLOT_FULL with alternatives. TAP.
 * covers: SLOT-04 SLOT-01
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/log.h"
#include "common/xalloc.h"
#include "tests/harness/held.h"

#define CLIENTS 64
#define ROUNDS 100
#define MONDAY 1772438400000 /* 2 Mar 2026 08:00Z */

struct world {
	struct held h;
	struct held_conn *op, *client[CLIENTS];
};

static void
quiet(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

/* One consultant with one place in every slot. */
static void
set_up(struct world *w)
{
	char name[16];
	int i;

	held_init(&w->h, MONDAY);
	if (!held_start(&w->h))
		exit(1);
	w->op = held_connect(&w->h, "op", true);
	for (i = 0; i < CLIENTS; i++) {
		snprintf(name, sizeof(name), "tele%d", i);
		w->client[i] = held_user(&w->h, name, "telefonist");
	}
	held_sql(&w->h, "UPDATE slot_capacity SET places = 1");
	held_sql(&w->h, "INSERT INTO consultant(name) VALUES('Anna')");
	held_sql(&w->h,
	    "INSERT INTO ready_span(consultant, date, from_minute, to_minute,"
	    " repeat_until, added_by, added_at) SELECT 1, date('2026-03-02',"
	    " '+' || value || ' days'), 0, 1440, '2027-01-01', 'test', 0"
	    " FROM json_each('[0,1,2,3,4]')");
	held_call(w->op, "availability.set_consultant",
	    "{\"id\":1,\"name\":\"Anna\"}", "s");
}

static bool
round_of(struct world *w, const char *day, int hour, int n)
{
	int i, won = 0, full = 0, helped = 0;

	for (i = 0; i < CLIENTS; i++) {
		char *line = xprintf("{\"id\":1,\"op\":\"slots.book\","
				     "\"params\":{\"date\":\"%s\",\"hour\":%d,"
				     "\"last_name\":\"Kunde%d\",\"first_name\":"
				     "\"R%d\"},\"idempotency_key\":\"r%d\"}",
		    day, hour, i, n, n);

		held_line(w->client[(i + n) % CLIENTS], line);
		free(line);
	}
	held_turn(&w->h);
	for (i = 0; i < CLIENTS; i++) {
		const char *line = held_next(w->client[i], false);

		won += line != NULL && strstr(line, "\"success\":true") != NULL;
		full += line != NULL &&
			strstr(line, "\"code\":\"SLOT_FULL\"") != NULL;
		helped +=
		    line != NULL && strstr(line, "\"alternatives\":[{") != NULL;
		buf_clear(&w->client[i]->in);
	}
	if (won == 1 && full == CLIENTS - 1 && helped == CLIENTS - 1)
		return true;
	printf("# round %d: %d won, %d full, %d with alternatives\n", n, won,
	    full, helped);
	return false;
}

int
main(void)
{
	static const int hours[] = { 9, 11, 14, 16, 18, 20 };
	int date = date_parse("2026-03-03"), n = 0, i, failed = 0;
	struct world w;
	char day[11];

	log_set_sink(quiet, NULL);
	set_up(&w);
	for (; n < ROUNDS; date++) {
		if (date_weekday(date) > 3)
			continue;
		for (i = 0; i < 6 && n < ROUNDS; i++, n++)
			failed +=
			    !round_of(&w, date_text(date, day), hours[i], n);
	}
	printf("%s 1 - the last place is sold once in %d rounds\n",
	    failed == 0 ? "ok" : "not ok", ROUNDS);
	printf("%s 2 - %d places are taken\n1..2\n",
	    held_int(&w.h, "SELECT count(*) FROM slot_place") == ROUNDS
		? "ok"
		: "not ok",
	    ROUNDS);
	held_disconnect(w.op);
	for (i = 0; i < CLIENTS; i++)
		held_disconnect(w.client[i]);
	held_done(&w.h);
	return failed > 0;
}
