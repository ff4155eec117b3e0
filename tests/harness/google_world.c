/* A hub with the stand-in as its calendar. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/harness/google_world.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/calendar/calendar_work.h"
#include "server/customers/customers_key.h"
#include "server/db/db_private.h"
#include "server/outcomes/outcomes_classify.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define SETTLE_S 1800

static void
write_file(struct google_world *w, const char *text)
{
	FILE *f = fopen(w->key_file, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

void
google_write_key(struct google_world *w)
{
	write_file(w, fake_google_key_json(w->g));
}

void
google_spoil_key(struct google_world *w)
{
	write_file(w, "{\"client_email\":\"x\"}");
}

static void
add_consultant(struct google_world *w, const char *name, const char *calendar)
{
	char *sql = xprintf(
	    "INSERT INTO consultant(name, calendar_id) VALUES('%s', '%s');"
	    "INSERT INTO ready_span(consultant, date, from_minute, to_minute,"
	    " repeat_until, added_by, added_at) SELECT id, d, 0, 1440,"
	    " '2026-12-31', 'test', 0 FROM consultant, (SELECT '2026-03-02' AS"
	    " d UNION SELECT '2026-03-03' UNION SELECT '2026-03-04' UNION"
	    " SELECT '2026-03-05' UNION SELECT '2026-03-06')"
	    " WHERE name = '%s'",
	    name, calendar, name);

	assert_true(held_sql(&w->h, sql));
	free(sql);
}

struct google_world *
google_world_new(void)
{
	struct google_world *w = xcalloc(1, sizeof(*w));

	w->g = fake_google_new();
	held_init(&w->h, START);
	w->key_file = xprintf("%s/google.json", w->h.dir);
	google_write_key(w);
	w->config =
	    xprintf("[start]\nconsultants = Anna:" ANNA ",Bernd:\n"
		    "[calendar]\nprovider = google\ncentral_id = " CENTRAL
		    "\ngoogle_base = %s\nmin_gap_ms = 0\n"
		    "page_size = 3\ncredentials_file = %s\n",
		fake_google_base(w->g), w->key_file);
	w->h.config = w->config;
	assert_true(held_start(&w->h));
	w->chef = held_user(&w->h, "chef", "admin,opener");
	add_consultant(w, "Clara", "");
	add_consultant(w, "Dirk", "");
	assert_true(google_ok(
	    w, "availability.set_consultant", "{\"name\":\"Emil%s\"}", ""));
	return w;
}

void
google_world_free(struct google_world *w)
{
	held_disconnect(w->chef);
	held_done(&w->h);
	fake_google_free(w->g);
	free(w->config);
	free(w->key_file);
	free(w);
}

/* What workers would do by now; the loop does not know yet. */
void
google_late(struct google_world *w)
{
	struct work *x;

	while ((x = w->h.work) != NULL) {
		w->h.work = x->next;
		x->run(x->arg);
		x->next = w->late;
		w->late = x;
	}
}

void
google_answers(struct google_world *w)
{
	struct work *x;

	google_late(w);
	w->h.hold_work = false;
	while ((x = w->late) != NULL) {
		w->late = x->next;
		worker_done(x);
	}
	held_turn(&w->h);
}

void
google_kill(struct google_world *w)
{
	struct work *x;

	google_late(w);
	held_disconnect(w->chef);
	held_stop(&w->h);
	while ((x = w->late) != NULL) {
		w->late = x->next;
		calendar_job_free(x->arg);
		free(x);
	}
	w->h.hold_work = false;
	assert_true(held_start(&w->h));
	w->chef = held_user(&w->h, "chef", "admin,opener");
}

void
google_pass(struct google_world *w, int seconds)
{
	while (seconds-- > 0)
		held_advance(&w->h, 1000);
}

static bool
is_settled(struct google_world *w)
{
	return held_int(&w->h,
		   "SELECT (SELECT count(*) FROM calendar_outbox o WHERE state"
		   " = 'pending' AND NOT EXISTS(SELECT 1 FROM calendar_outbox"
		   " f WHERE f.event_id = o.event_id AND f.state = 'failed'"
		   " AND f.id < o.id)) + (SELECT count(*) FROM calendar_state"
		   " WHERE wanted = 1)") == 0;
}

void
google_settle(struct google_world *w)
{
	int i;

	held_advance(&w->h, 1000);
	for (i = 0; i < SETTLE_S && !is_settled(w); i++)
		held_advance(&w->h, 1000);
}

static _Thread_local const char *last_answer;

const char *
google_answer(void)
{
	return last_answer;
}

bool
google_ok(struct google_world *w, const char *op, const char *params, ...)
{
	char text[1000], key[24];
	va_list ap;

	va_start(ap, params);
	vsnprintf(text, sizeof(text), params, ap);
	va_end(ap);
	snprintf(key, sizeof(key), "w-%d", ++w->key);
	last_answer = held_call(w->chef, op, text, key);
	assert_non_null(last_answer);
	return strstr(last_answer, "\"success\":true") != NULL;
}

bool
google_book(
    struct google_world *w, const char *name, const char *date, int hour)
{
	return google_ok(w, "slots.book",
	    "{\"date\":\"%s\",\"hour\":%d,\"last_name\":\"%s\","
	    "\"first_name\":\"Erika\"}",
	    date, hour, name);
}

bool
google_book_nth(struct google_world *w, int n)
{
	static const int hours[] = { 11, 14, 16, 18 };
	char name[24], day[11];
	int place = n / 4, monday = date_make(2026, 3, 9);

	snprintf(name, sizeof(name), "Kunde%c%c", 'a' + n / 26, 'a' + n % 26);
	return google_book(w, name,
	    date_text(monday + place / 4 * 7 + place % 4, day), hours[n % 4]);
}

int
google_int(struct google_world *w, const char *where)
{
	char *sql = xprintf("SELECT count(*) FROM booking WHERE %s", where);
	int n = (int)held_int(&w->h, sql);

	free(sql);
	return n;
}

int
google_sql(struct google_world *w, const char *sql)
{
	return (int)held_int(&w->h, sql);
}

const char *
google_text(const json_t *ev, const char *path)
{
	char *copy = xstrdup(path), *rest = copy, *part;
	const char *s;

	while ((part = strsep(&rest, "/")) != NULL)
		ev = json_object_get(ev, part);
	free(copy);
	s = json_string_value(ev);
	return s != NULL ? s : "";
}

/* --- agreement --- */

static bool
frees(const char *status)
{
	return str_eq(status, "cancelled") || str_eq(status, "rescheduled") ||
	       str_eq(status, "overhang") || str_eq(status, "exit");
}

struct seen {
	const char *id, *key, *status, *uuid;
	int64_t start_at;
};

static void
compare(struct google_world *w, const struct seen *b, struct arena *a)
{
	json_t *ev = fake_google_event(w->g, CENTRAL, b->id);
	const char *title = google_text(ev, "summary");
	struct classified k;
	int64_t start = 0;

	if (ev == NULL)
		fail_msg("no event for %s (%s)", b->key, b->status);
	if (str_eq(google_text(ev, "status"), "cancelled")) {
		if (!frees(b->status))
			fail_msg("%s is deleted and %s", b->key, b->status);
		json_decref(ev);
		return;
	}
	tz_parse_legacy(google_text(ev, "start/dateTime"), &start);
	k = outcomes_classify(title, 0, false);
	if (!str_eq(customers_key(a, title), b->key))
		fail_msg("%s is called %s there", b->key, title);
	if (!str_eq(k.status, b->status))
		fail_msg(
		    "%s is %s, there it reads %s", b->key, b->status, title);
	if (start != b->start_at)
		fail_msg("%s is there at %s", b->key,
		    google_text(ev, "start/dateTime"));
	json_decref(ev);
}

static void
each_booking(struct google_world *w, struct arena *a)
{
	sqlite3_stmt *s;

	assert_int_equal(
	    sqlite3_prepare_v2(w->h.app->db->h,
		"SELECT calendar_event_id, customer_key, status, uuid,"
		" start_at FROM booking WHERE sync_state = 'synced'",
		-1, &s, NULL),
	    SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW) {
		struct seen b = { (const char *)sqlite3_column_text(s, 0),
			(const char *)sqlite3_column_text(s, 1),
			(const char *)sqlite3_column_text(s, 2),
			(const char *)sqlite3_column_text(s, 3),
			sqlite3_column_int64(s, 4) };

		compare(w, &b, a);
	}
	sqlite3_finalize(s);
}

void
google_agree(struct google_world *w)
{
	struct arena *a = arena_new();
	int i, k, n = fake_google_count(w->g, CENTRAL);
	const char **uuid = xcalloc((size_t)n + 1, sizeof(*uuid));

	each_booking(w, a);
	for (i = 0; i < n; i++) {
		json_t *ev = fake_google_at(w->g, CENTRAL, i);

		uuid[i] = arena_strdup(a,
		    google_text(ev, "extendedProperties/private/hub_booking"));
		for (k = 0; k < i && uuid[i][0] != '\0'; k++)
			if (str_eq(uuid[i], uuid[k]))
				fail_msg("%s stands there twice",
				    google_text(ev, "summary"));
		json_decref(ev);
	}
	free(uuid);
	arena_free(a);
}
