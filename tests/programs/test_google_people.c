/*
 * People work in the calendar, the hub follows without echo; and after any
 * random schedule of faults, edits and bookings both agree.
 */
/* covers: CAL-01 CAL-03 CAL-04 CAL-05 SLOT-12 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/google_world.h"

static int
set_up(void **state)
{
	struct google_world *w = *state = google_world_new();

	google_settle(w);
	return 0;
}

static int
tear_down(void **state)
{
	google_world_free(*state);
	return 0;
}

/* Id of the n-th event of the calendar, n from 0. */
static char *
event_id(struct google_world *w, int n)
{
	json_t *ev = fake_google_at(w->g, CENTRAL, n);
	char *id = xstrdup(google_text(ev, "id"));

	json_decref(ev);
	return id;
}

static void
edit(struct google_world *w, int n, const struct fake_edit *e)
{
	char *id = event_id(w, n);

	assert_true(fake_google_edit(w->g, CENTRAL, id, e));
	free(id);
}

static void
remove_event(struct google_world *w, int n)
{
	char *id = event_id(w, n);

	assert_true(fake_google_delete(w->g, CENTRAL, id));
	free(id);
}

static void
pull(struct google_world *w)
{
	assert_true(google_ok(w, "calendar.pull", "{%s}", ""));
	google_settle(w);
}

/* Nothing is written because of what was read. */
static void
no_echo(struct google_world *w, int writes)
{
	google_pass(w, 600);
	assert_int_equal(fake_google_method(w->g, "PATCH") +
			     fake_google_method(w->g, "POST") +
			     fake_google_method(w->g, "DELETE"),
	    writes);
	google_agree(w);
}

static void
test_markers_and_colours(void **state)
{
	static const struct {
		const char *title, *status;
	} rows[] = {
		{ "KundeAA, Erika ( Abgesagt )", "cancelled" },
		{ "KundeAB, Erika (verschoben)", "rescheduled" },
		{ "KundeAC, Erika ( Überhang )", "overhang" },
		{ "KundeAD, Erika ( Exit )", "exit" },
		{ "KundeAE, Erika ( Vorbehalt )", "pending" },
		{ "KundeAF, Erika ( nicht erschienen )", "no_show" },
	};
	struct google_world *w = *state;
	struct fake_edit e = { .color = -1 };
	char where[80];
	int i;

	for (i = 0; i < 6; i++)
		assert_true(google_book_nth(w, i));
	google_settle(w);
	for (i = 0; i < 6; i++) {
		e.title = rows[i].title;
		edit(w, i, &e);
	}
	e = (struct fake_edit){ NULL, 11, NULL, NULL };
	edit(w, 4, &e);
	pull(w);
	for (i = 0; i < 6; i++) {
		snprintf(where, sizeof(where), "id = %d AND status = '%s'",
		    i + 1, rows[i].status);
		assert_int_equal(google_int(w, where), 1);
	}
	assert_int_equal(
	    google_int(w, "status_source = 'title' AND status <> 'pending'"),
	    5);
	/* places of the four that free are free, of the two others not */
	assert_int_equal(google_sql(w, "SELECT count(*) FROM slot_place"), 2);
	no_echo(w, 6);
	/* the marker goes away again: the place is taken again */
	e = (struct fake_edit){ "KundeAA, Erika", -1, NULL, NULL };
	edit(w, 0, &e);
	pull(w);
	assert_int_equal(google_int(w, "id = 1 AND status = 'pending'"), 1);
	assert_int_equal(google_sql(w, "SELECT count(*) FROM slot_place"), 3);
	no_echo(w, 6);
}

static void
test_moved_renamed_deleted(void **state)
{
	struct google_world *w = *state;
	struct fake_edit e = { NULL, -1, "2026-03-12T14:00:00+01:00",
		"2026-03-12T16:00:00+01:00" };
	int i;

	for (i = 0; i < 3; i++)
		assert_true(google_book_nth(w, i));
	google_settle(w);
	edit(w, 0, &e);
	e = (struct fake_edit){ "Neumann, Karl", -1, NULL, NULL };
	edit(w, 1, &e);
	remove_event(w, 2);
	pull(w);
	assert_int_equal(google_int(w, "id = 1 AND date = '2026-03-12' AND"
				       " hour = 14 AND status = 'pending'"),
	    1);
	assert_int_equal(google_int(w, "id = 2 AND customer_last = 'Neumann'"
				       " AND customer_first = 'Karl'"),
	    1);
	assert_int_equal(google_int(w, "id = 3 AND status = 'cancelled' AND"
				       " status_source = 'calendar'"),
	    1);
	assert_int_equal(
	    google_sql(w, "SELECT count(*) FROM audit_log WHERE action ="
			  " 'calendar_followed'"),
	    3);
	no_echo(w, 3);
}

/* Full is full, but what a person has done in the calendar has happened. */
static void
test_moved_into_a_full_slot(void **state)
{
	struct google_world *w = *state;
	struct fake_edit e = { NULL, -1, "2026-03-10T11:00:00+01:00",
		"2026-03-10T13:00:00+01:00" };
	int total;
	char name[16];

	assert_true(google_book_nth(w, 0));
	for (total = 0; total < 40; total++) {
		snprintf(name, sizeof(name), "Voll%c%c", 'a' + total / 26,
		    'a' + total % 26);
		if (!google_book(w, name, "2026-03-10", 11))
			break;
	}
	assert_in_range(total, 1, 39);
	google_settle(w);
	edit(w, 0, &e);
	pull(w);
	assert_int_equal(google_int(w, "id = 1 AND date = '2026-03-10'"), 1);
	assert_int_equal(
	    google_sql(w, "SELECT count(*) FROM slot_place WHERE over = 1"), 1);
	assert_int_equal(
	    google_sql(w, "SELECT count(*) FROM notification WHERE title LIKE"
			  " '%berbucht%'"),
	    1);
	no_echo(w, total + 1);
}

static void
test_what_no_rule_decides(void **state)
{
	struct google_world *w = *state;
	struct fake_edit e = { NULL, -1, "2026-03-12T13:30:00+01:00",
		"2026-03-12T15:30:00+01:00" };

	assert_true(google_book_nth(w, 0));
	assert_true(google_book_nth(w, 1));
	google_settle(w);
	edit(w, 0, &e);
	e = (struct fake_edit){ "Ohne Komma", -1, NULL, NULL };
	edit(w, 1, &e);
	pull(w);
	assert_int_equal(google_int(w, "sync_state = 'conflict'"), 2);
	assert_int_equal(google_sql(w, "SELECT count(*) FROM calendar_conflict"
				       " WHERE kind = 'off_grid' AND"
				       " closed_at IS NULL"),
	    1);
	assert_true(google_ok(w, "calendar.resolve_conflict",
	    "{\"id\":%d,\"choice\":\"hub\"}", 1));
	assert_true(google_ok(w, "calendar.resolve_conflict",
	    "{\"id\":%d,\"choice\":\"calendar\"}", 2));
	google_settle(w);
	assert_int_equal(google_int(w, "customer_last = 'Ohne Komma'"), 1);
	assert_int_equal(google_int(w, "sync_state = 'synced'"), 2);
	google_agree(w);
}

/* A deletion meets a write that waits: people decide, and may have it back. */
static void
test_deleted_under_a_change(void **state)
{
	struct google_world *w = *state;

	assert_true(google_book_nth(w, 0));
	google_settle(w);
	remove_event(w, 0);
	assert_true(google_ok(w, "slots.cancel", "{\"id\":%d}", 1));
	google_settle(w);
	assert_int_equal(google_int(w, "status = 'cancelled'"), 1);
	assert_int_equal(google_int(w, "sync_state = 'synced'"), 1);
	assert_true(google_ok(
	    w, "slots.set_status", "{\"id\":%d,\"status\":\"pending\"}", 1));
	google_settle(w);
	assert_int_equal(google_int(w, "sync_state = 'conflict'"), 1);
	assert_true(google_ok(w, "calendar.resolve_conflict",
	    "{\"id\":%d,\"choice\":\"hub\"}", 1));
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 1);
	assert_int_equal(google_int(w, "sync_state = 'synced'"), 1);
	google_agree(w);
}

static void
test_foreign_events_count(void **state)
{
	struct google_world *w = *state;
	struct fake_edit e = { "Fremd, Frieda", 8, "2026-03-12T15:00:00+01:00",
		"2026-03-12T16:00:00+01:00" };
	static const char figures[] =
	    "SELECT external FROM slot_total WHERE date = '2026-03-12'"
	    " AND hour = 14";

	fake_google_add(w->g, CENTRAL, "foreign1", &e);
	e = (struct fake_edit){ "4711", -1, e.start, e.end };
	fake_google_add(w->g, CENTRAL, "foreign2", &e);
	pull(w);
	assert_int_equal(google_sql(w, figures), 2);
	e = (struct fake_edit){ "Fremd, Frieda ( abgesagt )", -1, NULL, NULL };
	fake_google_edit(w->g, CENTRAL, "foreign1", &e);
	pull(w);
	assert_int_equal(google_sql(w, figures), 0);
	e = (struct fake_edit){ "Fremd, Frieda", 2, NULL, NULL };
	fake_google_edit(w->g, CENTRAL, "foreign1", &e);
	pull(w);
	assert_int_equal(google_sql(w, figures), 1);
	/* a failed read is unknown, never empty */
	fake_google_down(w->g, true);
	pull(w);
	assert_int_equal(google_sql(w, figures), 1);
	fake_google_down(w->g, false);
	/* tokens are gone: all is read, what is missing was deleted */
	fake_google_delete(w->g, CENTRAL, "foreign1");
	fake_google_forget_tokens(w->g);
	pull(w);
	google_settle(w);
	assert_int_equal(google_sql(w, figures), 0);
	no_echo(w, 0);
}

/* A full list in which nearly all is missing: nothing is cancelled by it. */
static void
test_an_empty_calendar_is_doubted(void **state)
{
	struct google_world *w = *state;
	int i;

	for (i = 0; i < 8; i++)
		assert_true(google_book_nth(w, i));
	google_settle(w);
	while (fake_google_count(w->g, CENTRAL) > 1)
		remove_event(w, 0);
	fake_google_forget_tokens(w->g);
	pull(w);
	assert_int_equal(google_int(w, "status = 'pending'"), 8);
	assert_int_equal(google_sql(w, "SELECT count(*) FROM calendar_conflict"
				       " WHERE kind = 'missing'"),
	    7);
}

static void
test_readiness_comes_from_the_calendar(void **state)
{
	struct google_world *w = *state;
	struct fake_edit e = { "T1 - Bereit", -1, "2026-03-12", "2026-03-13" };
	static const char ready[] =
	    "SELECT count(*) FROM availability WHERE source = 'calendar'";

	fake_google_add(w->g, ANNA, "ready1", &e);
	pull(w);
	assert_true(google_ok(w, "availability.scan", "{%s}", ""));
	assert_int_equal(google_sql(w, ready), 6);
	fake_google_down(w->g, true);
	google_pass(w, 2400);
	fake_google_delete(w->g, ANNA, "ready1");
	assert_true(google_ok(w, "availability.scan", "{%s}", ""));
	assert_int_equal(google_sql(w, ready), 6);
	fake_google_down(w->g, false);
	google_pass(w, 600);
	assert_true(google_ok(w, "availability.scan", "{%s}", ""));
	assert_int_equal(google_sql(w, ready), 0);
	assert_int_equal(
	    google_sql(w, "SELECT count(*) FROM notification WHERE title LIKE"
			  " 'Bereitschaft entfallen: Anna (6)'"),
	    1);
}

/* Red before the end says nothing yet; after the end it counts. */
static void
test_a_colour_waits_for_the_end(void **state)
{
	struct google_world *w = *state;
	struct fake_edit e = { NULL, 11, NULL, NULL };

	assert_true(google_book(w, "Muster", "2026-03-02", 11));
	google_settle(w);
	google_pass(w, 2 * 3600); /* it is 11:00 in Berlin */
	edit(w, 0, &e);
	pull(w);
	assert_int_equal(google_int(w, "status = 'pending'"), 1);
	google_pass(w, 2 * 3600 + 600);
	assert_int_equal(google_int(w, "status = 'no_show' AND"
				       " status_source = 'color'"),
	    1);
	assert_int_equal(fake_google_method(w->g, "PATCH"), 0);
}

/* Old data is shown with its age. */
static void
test_age_of_what_is_shown(void **state)
{
	struct google_world *w = *state;

	assert_true(google_ok(w, "slots.show_day", "{%s}", ""));
	assert_null(strstr(google_answer(), "stale_minutes"));
	fake_google_down(w->g, true);
	google_pass(w, 1860);
	assert_true(google_ok(w, "slots.show_day", "{%s}", ""));
	assert_non_null(strstr(google_answer(), "\"stale_minutes\":3"));
	fake_google_down(w->g, false);
	google_pass(w, 600);
	assert_true(google_ok(w, "slots.show_day", "{%s}", ""));
	assert_null(strstr(google_answer(), "stale_minutes"));
}

/* Special bookings stand in the consultant's calendar, and go with it. */
static void
test_special_bookings(void **state)
{
	struct google_world *w = *state;
	struct fake_edit day = { "T1-bereit", -1, "2026-03-12", "2026-03-13" };
	json_t *ev;

	fake_google_add(w->g, ANNA, "ready1", &day);
	pull(w);
	assert_true(google_ok(w, "availability.scan", "{%s}", ""));
	assert_true(google_ok(w, "slots.book_special",
	    "{\"date\":\"2026-03-12\",\"hour\":14,\"time\":\"15:00\","
	    "\"type\":\"UL\",\"last_name\":\"Muster\","
	    "\"consultant\":%d}",
	    google_sql(w, "SELECT id FROM consultant WHERE name = 'Anna'")));
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, ANNA), 2);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 0);
	ev = fake_google_at(w->g, ANNA, 1);
	assert_string_equal(google_text(ev, "summary"), "UL: Muster");
	assert_string_equal(
	    google_text(ev, "start/dateTime"), "2026-03-12T15:00:00+01:00");
	assert_true(fake_google_delete(w->g, ANNA, google_text(ev, "id")));
	json_decref(ev);
	pull(w);
	assert_int_equal(google_sql(w, "SELECT count(*) FROM special_booking"
				       " WHERE cancelled_at IS NOT NULL"),
	    1);
	google_pass(w, 300);
	assert_int_equal(fake_google_method(w->g, "DELETE"), 0);
	/* who has no calendar needs none */
	assert_true(google_ok(w, "slots.book_special",
	    "{\"date\":\"2026-03-12\",\"hour\":16,"
	    "\"type\":\"UL\",\"last_name\":\"Muster\","
	    "\"consultant\":%d}",
	    google_sql(w, "SELECT id FROM consultant WHERE name = 'Clara'")));
	google_settle(w);
	assert_int_equal(google_sql(w, "SELECT count(*) FROM special_booking"
				       " WHERE sync_state = 'local'"),
	    1);
}

/* --- the property --- */

struct dice {
	uint64_t seed;
};

static int
roll(struct dice *d, int sides)
{
	d->seed = d->seed * 6364136223846793005u + 1442695040888963407u;
	return (int)((d->seed >> 33) % (unsigned)sides);
}

static void
person(struct google_world *w, struct dice *d)
{
	static const char *const markers[] = { "", " ( Abgesagt )",
		" (verschoben)", " ( Vorbehalt )" };
	static const char *const starts[][2] = {
		{ "2026-03-17T09:00:00+01:00", "2026-03-17T11:00:00+01:00" },
		{ "2026-03-18T16:00:00+01:00", "2026-03-18T18:00:00+01:00" },
		{ "2026-04-01T11:00:00+02:00", "2026-04-01T13:00:00+02:00" },
	};
	int n = fake_google_count(w->g, CENTRAL), i, k;
	struct fake_edit e = { .color = -1 };
	char title[120];
	json_t *ev;

	if (n == 0)
		return;
	i = roll(d, n);
	ev = fake_google_at(w->g, CENTRAL, i);
	snprintf(title, sizeof(title), "%.*s%s",
	    (int)strcspn(google_text(ev, "summary"), "("),
	    google_text(ev, "summary"), markers[roll(d, 4)]);
	json_decref(ev);
	switch (roll(d, 4)) {
	case 0:
		remove_event(w, i);
		return;
	case 1:
		k = roll(d, 3);
		e.start = starts[k][0];
		e.end = starts[k][1];
		break;
	case 2:
		e.color = 1 + roll(d, 11);
		break;
	default:
		e.title = title;
		break;
	}
	edit(w, i, &e);
}

/* Answers come late, or never because the process is killed. */
static void
trouble(struct google_world *w, struct dice *d)
{
	if (!w->h.hold_work) {
		w->h.hold_work = roll(d, 6) == 0;
	} else if (roll(d, 2) == 0) {
		google_late(w);
	} else if (roll(d, 3) == 0) {
		google_kill(w);
	} else {
		google_answers(w);
	}
}

static void
step(struct google_world *w, struct dice *d, int *booked)
{
	int max = google_sql(w, "SELECT coalesce(max(id), 0) FROM booking");

	switch (roll(d, 8)) {
	case 0:
	case 1:
	case 2:
		if (*booked < 60 && google_book_nth(w, *booked))
			(*booked)++;
		break;
	case 3:
		if (max > 0)
			google_ok(
			    w, "slots.cancel", "{\"id\":%d}", 1 + roll(d, max));
		break;
	case 4:
		if (max > 0)
			google_ok(w, "slots.move",
			    "{\"id\":%d,\"date\":\"2026-03-24\",\"hour\":16}",
			    1 + roll(d, max));
		break;
	case 5:
	case 6:
		person(w, d);
		break;
	default:
		if (roll(d, 4) == 0)
			fake_google_forget_tokens(w->g);
		break;
	}
	google_pass(w, roll(d, 90));
}

/* Every case is decided, by the dice. */
static void
decide_all(struct google_world *w, struct dice *d)
{
	int id;

	while ((id = google_sql(w, "SELECT coalesce(min(id), 0) FROM"
				   " calendar_conflict"
				   " WHERE closed_at IS NULL")) != 0) {
		if (roll(d, 2) == 0 &&
		    google_ok(w, "calendar.resolve_conflict",
			"{\"id\":%d,\"choice\":\"calendar\"}", id))
			continue;
		assert_true(google_ok(w, "calendar.resolve_conflict",
		    "{\"id\":%d,\"choice\":\"hub\"}", id));
	}
}

static void
run_schedule(uint64_t seed)
{
	struct google_world *w = google_world_new();
	struct dice d = { seed };
	int i, booked = 0;

	fake_google_storm(w->g, 4, seed);
	for (i = 0; i < 60; i++) {
		trouble(w, &d);
		step(w, &d, &booked);
	}
	fake_google_storm(w->g, 0, 0);
	google_answers(w);
	for (i = 0; i < 6; i++) {
		google_pass(w, 1000);
		google_settle(w);
		decide_all(w, &d);
	}
	google_settle(w);
	print_message("seed %llu: %d booked, %d faults, %d cases\n",
	    (unsigned long long)seed, booked, fake_google_struck(w->g),
	    google_sql(w, "SELECT count(*) FROM calendar_conflict"));
	assert_true(fake_google_struck(w->g) > 3);
	assert_int_equal(google_int(w, "sync_state <> 'synced'"), 0);
	assert_true(google_int(w, "origin = 'app'") == booked);
	google_agree(w);
	google_world_free(w);
}

static void
test_any_schedule(void **state)
{
	const char *more = getenv("HUB_SEEDS");
	int64_t i, n = 6;

	(void)state;
	if (more != NULL)
		assert_true(str_int(more, 1, 100000, &n));
	for (i = 0; i < n; i++)
		run_schedule((uint64_t)i * 7919 + 1);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	static const struct CMUnitTest tests[] = {
		T(test_markers_and_colours),
		T(test_moved_renamed_deleted),
		T(test_moved_into_a_full_slot),
		T(test_what_no_rule_decides),
		T(test_deleted_under_a_change),
		T(test_foreign_events_count),
		T(test_an_empty_calendar_is_doubted),
		T(test_readiness_comes_from_the_calendar),
		T(test_a_colour_waits_for_the_end),
		T(test_age_of_what_is_shown),
		T(test_special_bookings),
		cmocka_unit_test(test_any_schedule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
