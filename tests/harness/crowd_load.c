/* Load on the real server, its end and its new start; see crowd.h. */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/crowd.h"
#include "tests/harness/slot_laws.h"

#define WAIT_S 60

static void
customer(const struct crowd_booker *b, int n, char out[40])
{
	snprintf(out, 40, "B%d-%d", b->who, n);
}

static const char *
request(struct crowd_booker *b, int n)
{
	char last[40];

	customer(b, n, last);
	return crowd_book(b->crowd,
	    (b->who * 7919 + n * 31) % b->crowd->n_slots, last, b->line);
}

/* What an answer says about request n. */
static void
note(struct crowd_booker *b, int n, const char *answer)
{
	int64_t id = crowd_booked(answer);

	if (id == 0 && strstr(answer, "\"code\":\"SLOT_FULL\"") != NULL)
		id = -1;
	if (id == 0)
		b->odd = true;
	b->ids[n] = id;
}

/* One request after the other until the connection ends. */
static void *
book_on(void *arg)
{
	struct crowd_booker *b = arg;
	const char *answer = "";

	while (!b->odd && answer != NULL) {
		if (b->n == b->cap) {
			b->cap = b->cap == 0 ? 256 : b->cap * 2;
			b->ids =
			    xrealloc(b->ids, (size_t)b->cap * sizeof(*b->ids));
		}
		b->ids[b->n++] = 0;
		answer = nc_says(&b->c, request(b, b->n - 1))
			     ? crowd_answer(&b->c)
			     : NULL;
		if (answer != NULL) {
			note(b, b->n - 1, answer);
			sem_post(&b->crowd->answered);
		}
	}
	b->unanswered = answer == NULL;
	return NULL;
}

/* The same request again must lead to the same booking. */
static bool
repeat(struct crowd_booker *b, int n)
{
	struct crowd *w = b->crowd;
	int64_t before = b->ids[n];
	const char *answer =
	    nc_says(&b->c, request(b, n)) ? crowd_answer(&b->c) : NULL;

	if (answer != NULL)
		note(b, n, answer);
	if (answer != NULL && !b->odd && (before <= 0 || b->ids[n] == before))
		return true;
	snprintf(w->why, sizeof(w->why), "B%d-%d was %lld, now: %.2000s",
	    b->who, n, (long long)before,
	    answer != NULL ? answer : "no answer");
	return false;
}

/* Sessions go on by token; the last two requests tell the truth. */
static bool
resume(struct crowd_booker *b)
{
	bool ok;

	if (!crowd_sign_in(b->crowd, b->who, b->tls, &b->c))
		return false;
	ok = (b->n < 1 || repeat(b, b->n - 1)) &&
	     (b->n < 2 || repeat(b, b->n - 2));
	b->unanswered = false;
	nc_close(&b->c);
	return ok;
}

static bool
begin(struct crowd *w)
{
	int i;

	sem_init(&w->answered, 0, 0);
	for (i = 0; i < w->people; i++) {
		struct crowd_booker *b = &w->booker[i];

		b->crowd = w;
		b->who = i;
		b->tls = i % 2 == 0;
		if (!crowd_sign_in(w, i, b->tls, &b->c))
			return false;
	}
	for (i = 0; i < w->people; i++)
		if (pthread_create(&w->booker[i].thread, NULL, book_on,
			&w->booker[i]) != 0)
			abort();
	return true;
}

static bool
end_all(struct crowd *w)
{
	bool ok = true;
	int i;

	for (i = 0; i < w->people; i++) {
		pthread_join(w->booker[i].thread, NULL);
		nc_close(&w->booker[i].c);
		if (w->booker[i].odd) {
			snprintf(w->why, sizeof(w->why),
			    "B%d-%d got an odd answer", i, w->booker[i].n - 1);
			ok = false;
		}
	}
	return ok;
}

/* Until so many answers have come, or time is up. */
static bool
wait_for(struct crowd *w, int answers)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += WAIT_S;
	while (answers > 0) {
		if (sem_timedwait(&w->answered, &until) == 0)
			answers--;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

bool
crowd_restart_round(
    struct crowd *w, int answers, bool (*end)(struct server_proc *s))
{
	bool came, ended, ok;
	int i;

	if (!begin(w))
		return false;
	came = wait_for(w, answers);
	ended = end(&w->s);
	ok = end_all(w);
	sem_destroy(&w->answered);
	if (!came || !ended)
		snprintf(w->why, sizeof(w->why), "enough answers: %d, end: %d",
		    came, ended);
	if (!came || !ended || !ok)
		return false;
	if (!crowd_start(w)) {
		snprintf(w->why, sizeof(w->why), "no new start");
		return false;
	}
	for (i = 0; i < w->people; i++)
		if (!resume(&w->booker[i]))
			return false;
	return true;
}

/* --- what the database says --- */

static bool
expected(struct crowd *w, const char *last, int64_t id)
{
	int who, n;

	if (sscanf(last, "B%d-%d", &who, &n) != 2)
		return true; /* of another part of the test */
	if (who < 0 || who >= w->people || n < 0 || n >= w->booker[who].n ||
	    w->booker[who].ids[n] != id) {
		snprintf(w->why, sizeof(w->why),
		    "%s has booking %lld that nobody was told", last,
		    (long long)id);
		return false;
	}
	w->booker[who].ids[n] = -2; /* seen */
	return true;
}

static bool
compare(struct crowd *w, sqlite3 *db)
{
	sqlite3_stmt *s = NULL;
	bool ok =
	    sqlite3_prepare_v2(db, "SELECT customer_last, id FROM booking", -1,
		&s, NULL) == SQLITE_OK;
	int i, n;

	while (ok && sqlite3_step(s) == SQLITE_ROW)
		ok = expected(w, (const char *)sqlite3_column_text(s, 0),
		    sqlite3_column_int64(s, 1));
	sqlite3_finalize(s);
	for (i = 0; ok && i < w->people; i++)
		for (n = 0; ok && n < w->booker[i].n; n++) {
			if (w->booker[i].ids[n] < 0)
				continue;
			ok = false;
			snprintf(w->why, sizeof(w->why),
			    "booking %lld of B%d-%d is lost",
			    (long long)w->booker[i].ids[n], i, n);
		}
	return ok;
}

bool
crowd_audit(struct crowd *w)
{
	char *path = xprintf("%s/hub.db", w->h.dir);
	sqlite3 *db = NULL;
	bool ok =
	    sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
	int i;

	if (!ok)
		snprintf(w->why, sizeof(w->why), "%s cannot be read", path);
	ok = ok && compare(w, db);
	sqlite3_close(db);
	free(path);
	for (i = 0; ok && slot_laws[i].what != NULL; i++)
		if (crowd_number(w, slot_laws[i].sql) != 0) {
			snprintf(w->why, sizeof(w->why), "law: %s",
			    slot_laws[i].what);
			ok = false;
		}
	if (ok && crowd_number(w, slot_overbooked) != 0) {
		snprintf(w->why, sizeof(w->why), "a slot is overbooked");
		ok = false;
	}
	return ok;
}
