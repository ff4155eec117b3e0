/* People and slots for tests against the real server. */
#include "tests/harness/crowd.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/date.h"
#include "common/hash.h"
#include "common/log.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/db/db_private.h"
#include "server/app_private.h"

static void
quiet(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

/* --- folder --- */

static bool
add_person(struct crowd *w, int who)
{
	char raw[16], hash[65], *sql;
	bool ok;

	snprintf(raw, sizeof(raw), "p%d", who);
	hash_sha256_hex(raw, strlen(raw), w->token[who]);
	hash_sha256_hex(w->token[who], 64, hash);
	sql = xprintf("INSERT INTO account(name, created_at) VALUES('p%d', 0);"
		      "INSERT INTO account_role(account, role) SELECT id,"
		      " 'telefonist' FROM account WHERE name = 'p%d';"
		      "INSERT INTO session(token_hash, account, created_at,"
		      " last_seen_at, ends_at, remote) SELECT '%s', id, %lld,"
		      " %lld, %lld, '' FROM account WHERE name = 'p%d'",
	    who, who, hash, (long long)w->h.now, (long long)w->h.now,
	    (long long)w->h.now + 24 * 3600000, who);
	ok = held_sql(&w->h, sql);
	free(sql);
	return ok;
}

/* Always ready, so that every slot has places each. */
static bool
add_consultants(struct crowd *w, int consultants, int places)
{
	struct held_conn *op = held_connect(&w->h, "op", true);
	char *sql = xprintf(
	    "UPDATE slot_capacity SET places = %d;"
	    "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < %d) INSERT INTO consultant(name) SELECT 'C' || i FROM"
	    " n; INSERT INTO ready_span(consultant, date, from_minute,"
	    " to_minute, repeat_until, added_by, added_at) SELECT c.id,"
	    " date('now', '+' || value || ' days'), 0, 1440, '2199-01-01',"
	    " 'test', 0 FROM json_each('[0,1,2,3,4,5,6]'), consultant c",
	    places, consultants);
	bool ok = held_sql(&w->h, sql);
	const char *answer = held_call(op, "availability.set_consultant",
	    "{\"id\":1,\"name\":\"C1\"}", "ready");

	ok = ok && strstr(answer, "\"success\":true") != NULL;
	free(sql);
	held_disconnect(op);
	return ok;
}

/* Slots of the coming weeks, from the day after tomorrow on. */
static bool
find_slots(struct crowd *w)
{
	static const char sql[] =
	    "SELECT start_at FROM slot_total WHERE total > 0 AND start_at >"
	    " :from ORDER BY start_at LIMIT :most";
	sqlite3_stmt *s = NULL;
	int minute;

	if (sqlite3_prepare_v2(w->h.app->db->h, sql, -1, &s, NULL) != SQLITE_OK)
		return false;
	sqlite3_bind_int64(s, 1, w->h.now + 2 * 86400000);
	sqlite3_bind_int(s, 2, CROWD_SLOTS);
	while (sqlite3_step(s) == SQLITE_ROW) {
		int64_t at = sqlite3_column_int64(s, 0);

		date_text(tz_date(at, &minute), w->slot[w->n_slots].date);
		w->slot[w->n_slots++].hour = minute / 60;
	}
	sqlite3_finalize(s);
	return w->n_slots > 50;
}

static bool
write_config(const struct crowd *w)
{
	char *path = xprintf("%s/hub.conf", w->h.dir);
	FILE *f = fopen(path, "we");

	free(path);
	if (f == NULL)
		return false;
	fputs("[limits]\nadmin_per_minute = off\nauth_per_minute = off\n"
	      "auth_address_per_minute = off\nbooking_per_minute = off\n"
	      "read_per_minute = off\nwrite_per_minute = off\n"
	      "connection_per_minute = off\nconnections_per_address = off\n"
	      "half_line_seconds = 2\n",
	    f);
	return fclose(f) == 0;
}

bool
crowd_init(struct crowd *w, int people, int consultants, int places)
{
	int i;

	memset(w, 0, sizeof(*w));
	w->people = people;
	log_set_sink(quiet, NULL);
	held_init(&w->h, (int64_t)time(NULL) * 1000);
	if (!held_start(&w->h))
		return false;
	for (i = 0; i < people; i++)
		if (!add_person(w, i))
			return false;
	if (!add_consultants(w, consultants, places) || !find_slots(w))
		return false;
	held_stop(&w->h);
	return write_config(w);
}

bool
crowd_start(struct crowd *w)
{
	struct server_opts o = { .data = w->h.dir, .tls = true };

	return server_start(&w->s, &o);
}

void
crowd_done(struct crowd *w)
{
	int i;

	for (i = 0; i < CROWD_MAX; i++)
		free(w->booker[i].ids);
	server_clean(&w->s);
	held_done(&w->h);
	log_set_sink(NULL, NULL);
}

int64_t
crowd_number(const struct crowd *w, const char *sql)
{
	char *path = xprintf("%s/hub.db", w->h.dir);
	sqlite3_stmt *s = NULL;
	sqlite3 *db = NULL;
	int64_t v = -1;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) ==
		SQLITE_OK &&
	    sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		v = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(db);
	free(path);
	return v;
}

/* --- people --- */

char *
crowd_answer(struct netclient *c)
{
	char *line;

	do
		line = nc_line(c);
	while (line != NULL && str_starts(line, "{\"event\":"));
	return line;
}

bool
crowd_sign_in(struct crowd *w, int who, bool tls, struct netclient *c)
{
	char line[200];
	bool ok = tls ? nc_open_tls(c, w->s.host, w->s.port, NULL)
		      : nc_open_unix(c, w->s.socket);

	snprintf(line, sizeof(line),
	    "{\"id\":1,\"op\":\"auth.resume\",\"params\":{\"token\":\"%s\"}}\n",
	    w->token[who]);
	if (ok && nc_line(c) != NULL && nc_says(c, line)) {
		const char *answer = crowd_answer(c);

		if (answer != NULL &&
		    strstr(answer, "\"success\":true") != NULL)
			return true;
	}
	snprintf(w->why, sizeof(w->why), "person %d cannot sign in", who);
	if (ok)
		nc_close(c);
	return false;
}

const char *
crowd_book(const struct crowd *w, int slot, const char *last, char *out)
{
	snprintf(out, CROWD_LINE,
	    "{\"id\":2,\"op\":\"slots.book\",\"params\":{\"date\":\"%s\","
	    "\"hour\":%d,\"last_name\":\"%s\",\"first_name\":\"Test\","
	    "\"description\":\"Gespräch über Möbel\"},"
	    "\"idempotency_key\":\"%s\"}\n",
	    w->slot[slot].date, w->slot[slot].hour, last, last);
	return out;
}

int64_t
crowd_booked(const char *answer)
{
	static const char mark[] = "\"booking\":{\"id\":";
	const char *at;

	if (answer == NULL || strstr(answer, "\"success\":true") == NULL)
		return 0;
	at = strstr(answer, mark);
	return at == NULL ? 0 : strtoll(at + strlen(mark), NULL, 10);
}

/* --- the last place --- */

static bool
cancel(struct crowd *w, struct netclient *c, int64_t id, long round)
{
	const char *answer;
	char line[200];

	snprintf(line, sizeof(line),
	    "{\"id\":3,\"op\":\"slots.cancel\",\"params\":{\"id\":%lld},"
	    "\"idempotency_key\":\"back-%ld\"}\n",
	    (long long)id, round);
	answer = nc_says(c, line) ? crowd_answer(c) : NULL;
	if (answer != NULL && strstr(answer, "\"success\":true") != NULL)
		return true;
	snprintf(w->why, sizeof(w->why), "round %ld: cancel: %s", round,
	    answer != NULL ? answer : "no answer");
	return false;
}

bool
crowd_last_place(struct crowd *w, struct netclient *c, long round)
{
	char line[CROWD_LINE], last[40];
	int i, won = -1, winners = 0, full = 0, at;
	int64_t id = 0, got;

	for (i = 0; i < w->people; i++) {
		at = (int)((i + round) % w->people); /* each may be first */
		snprintf(last, sizeof(last), "R%ld-%d", round, at);
		if (!nc_says(&c[at],
			crowd_book(w, (int)(round % w->n_slots), last, line)))
			break;
	}
	for (i = 0; i < w->people; i++) {
		const char *answer = crowd_answer(&c[i]);

		if (answer == NULL)
			continue;
		if ((got = crowd_booked(answer)) != 0) {
			id = got;
			won = i;
			winners++;
		}
		full += strstr(answer, "\"code\":\"SLOT_FULL\"") != NULL;
	}
	if (winners == 1 && full == w->people - 1)
		return cancel(w, &c[won], id, round);
	snprintf(w->why, sizeof(w->why), "round %ld: %d won, %d were told full",
	    round, winners, full);
	return false;
}
