/* iCalendar texts and multistatus answers, read and written. */
/* covers: CAL-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/calendar/caldav_ics.h"
#include "server/calendar/caldav_xml.h"

#define AT(s) (instant(s))
#define EVENT(lines)                                                        \
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\n" lines \
	"END:VEVENT\r\nEND:VCALENDAR\r\n"

static int64_t
instant(const char *s)
{
	int64_t at = 0;

	assert_true(instant_parse(s, &at));
	return at;
}

static struct arena *a;
static struct ics_file f;

static bool
read_text(const char *text)
{
	struct ics_window w = { AT("2026-03-01T00:00:00Z"),
		AT("2026-04-10T00:00:00Z"), false };
	struct buf b = { .p = (char *)text, .len = strlen(text) };

	return ics_read(a, "n", &b, &w, &f);
}

static void
test_times(void **state)
{
	static const struct {
		const char *lines, *start, *end;
	} rows[] = {
		{ "DTSTART:20260305T100000Z\r\nDTEND:20260305T120000Z\r\n",
		    "2026-03-05T10:00:00Z", "2026-03-05T12:00:00Z" },
		{ "DTSTART;TZID=Europe/Berlin:20260305T110000\r\n"
		  "DURATION:PT2H\r\n",
		    "2026-03-05T10:00:00Z", "2026-03-05T12:00:00Z" },
		{ "DTSTART;TZID=\"Europe/Berlin\":20260330T110000\r\n"
		  "DURATION:P1DT1H30M\r\n",
		    "2026-03-30T09:00:00Z", "2026-03-31T10:30:00Z" },
		{ "DTSTART;TZID=/mozilla.org/2005_1/Europe/Berlin:"
		  "20260305T110000\r\n",
		    "2026-03-05T10:00:00Z", "2026-03-05T10:00:00Z" },
		{ "DTSTART;TZID=W. Europe Standard Time:20260331T110000\r\n",
		    "2026-03-31T09:00:00Z", "2026-03-31T09:00:00Z" },
		{ "DTSTART:20260305T110000\r\nDTEND:20260305T120000\r\n",
		    "2026-03-05T10:00:00Z", "2026-03-05T11:00:00Z" },
		/* a day of 23 hours */
		{ "DTSTART;VALUE=DATE:20260329\r\n", "2026-03-28T23:00:00Z",
		    "2026-03-29T22:00:00Z" },
		{ "DTSTART;VALUE=DATE:20260305\r\n"
		  "DTEND;VALUE=DATE:20260307\r\n",
		    "2026-03-04T23:00:00Z", "2026-03-06T23:00:00Z" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *text = xprintf(EVENT("%s"), rows[i].lines);

		assert_true(read_text(text));
		assert_int_equal(f.n, 1);
		assert_string_equal(f.event[0].id, "n");
		assert_true(f.event[0].start_at == AT(rows[i].start));
		assert_true(f.event[0].end_at == AT(rows[i].end));
		free(text);
	}
	assert_true(read_text(EVENT("DTSTART:20250305T100000Z\r\n")));
	assert_int_equal(f.n, 0); /* not in the window */
}

static void
test_not_guessed(void **state)
{
	static const char *const texts[] = { "", "hallo", "BEGIN:VCALENDAR\r\n",
		"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", EVENT(""),
		EVENT("DTSTART:gestern\r\n"), EVENT("DTSTART:20260230\r\n"),
		EVENT("DTSTART:20260305T250000Z\r\n"),
		EVENT("DTSTART;TZID=America/New_York:20260305T110000\r\n"),
		EVENT("DTSTART:20260305T110000Z\r\nDTEND:20260305T100000Z"
		      "\r\n"),
		EVENT("DTSTART:20260305T110000Z\r\nDURATION:-PT1H\r\n"),
		EVENT("DTSTART:20260305T110000Z\r\n"
		      "DTSTART:20260306T110000Z\r\n"),
		EVENT("DTSTART:20260305T110000Z\r\nRRULE:FREQ=YEARLY\r\n"),
		EVENT("DTSTART:20260305T110000Z\r\n"
		      "RRULE:FREQ=DAILY;BYHOUR=3\r\n"),
		EVENT("DTSTART:20260305T110000Z\r\nRDATE:20260306T110000Z\r\n"),
		EVENT("DTSTART:20260305T110000Z\r\nSUMMARY:\xff\r\n") };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_false(read_text(texts[i]));
		assert_non_null(f.why);
		assert_int_equal(f.n, 0);
	}
	assert_false(read_text(EVENT("DTSTART:x\r\nX-HUB-BOOKING:11-22\r\n")));
	assert_true(f.ours);
}

static void
assert_starts(const char *const *at)
{
	int i;

	for (i = 0; at[i] != NULL; i++) {
		assert_true(i < f.n);
		assert_true(f.event[i].start_at == AT(at[i]));
	}
	assert_int_equal(f.n, i);
	assert_true(f.recurring);
}

/* The hour of the day stays when the clocks change. */
static void
test_series(void **state)
{
	static const char *const weekly[] = { "2026-03-26T10:00:00Z",
		"2026-03-31T09:00:00Z", "2026-04-02T09:00:00Z",
		"2026-04-07T09:00:00Z", NULL };
	static const char *const daily[] = { "2026-03-05T10:00:00Z",
		"2026-03-09T10:00:00Z", NULL };
	static const char *const moved[] = { "2026-03-06T15:00:00Z",
		"2026-03-05T10:00:00Z", "2026-03-07T10:00:00Z", NULL };

	(void)state;
	assert_true(read_text(
	    EVENT("DTSTART;TZID=Europe/Berlin:20260326T110000\r\n"
		  "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260408\r\n")));
	assert_starts(weekly);
	assert_string_equal(f.event[0].id, "n");
	assert_string_equal(f.event[1].id, "n#20260331T090000Z");
	assert_true(
	    read_text(EVENT("DTSTART;TZID=Europe/Berlin:20260305T110000\r\n"
			    "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3\r\n"
			    "EXDATE;TZID=Europe/Berlin:20260307T110000\r\n")));
	assert_starts(daily);
	assert_true(read_text("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n"
			      "DTSTART:20260305T100000Z\r\n"
			      "RRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\n"
			      "BEGIN:VEVENT\r\nUID:u\r\n"
			      "RECURRENCE-ID:20260306T100000Z\r\n"
			      "DTSTART:20260306T150000Z\r\nEND:VEVENT\r\n"
			      "END:VCALENDAR\r\n"));
	assert_starts(moved);
	assert_string_equal(f.event[0].id, "n#20260306T100000Z");
	/* long ago, without an end */
	assert_true(read_text(EVENT(
	    "DTSTART:19990101T100000Z\r\nRRULE:FREQ=WEEKLY;INTERVAL=2\r\n")));
	assert_int_equal(f.n, 3);
}

static void
test_texts_and_colours(void **state)
{
	(void)state;
	assert_true(read_text(EVENT(
	    "DTSTART:20260305T110000Z\r\nSUMMARY;LANGUAGE=\"a:b\":M\xc3\r\n "
	    "\xbcller\\, Eva\\; \\\\\r\nDESCRIPTION:eins\\nzw\r\n ei\r\n"
	    "X-HUB-COLOR:7\r\nCOLOR:deepskyblue\r\nX-HUB-BOOKING:ab\r\n"
	    "BEGIN:VALARM\r\nDESCRIPTION:piep\r\nEND:VALARM\r\n")));
	assert_string_equal(f.event[0].title, "Müller, Eva; \\");
	assert_string_equal(f.event[0].description, "eins\nzwei");
	assert_string_equal(f.event[0].uuid, "ab");
	assert_int_equal(f.event[0].color, 7);
	assert_true(read_text(EVENT("DTSTART:20260305T110000Z\r\n"
				    "X-HUB-COLOR:7\r\nCOLOR:Tomato\r\n")));
	assert_int_equal(f.event[0].color, 11); /* a person's choice */
	assert_true(read_text(EVENT("DTSTART:20260305T110000Z\r\n"
				    "CATEGORIES:Arbeit,orange\r\n"
				    "STATUS:CANCELLED\r\n")));
	assert_int_equal(f.event[0].color, 6);
	assert_true(f.event[0].cancelled);
}

static void
test_written_is_read(void **state)
{
	struct calendar_event ev = { .id = "u",
		.title = "Dr. Größenwahn, Änne; \\ ( Abgesagt )",
		.description = "Eine lange Beschreibung mit vielen Umlauten: "
			       "äöüÄÖÜß äöüÄÖÜß äöüÄÖÜß\nund Zeilen\n\n"
			       "[Booked by: Anna]",
		.color = 8,
		.uuid = "11-22" };
	struct buf b, again;
	const char *p;

	(void)state;
	ev.start_at = AT("2026-03-29T00:30:00Z");
	ev.end_at = AT("2026-03-29T02:30:00Z");
	buf_init(&b, ICS_MAX);
	ics_write(&b, &ev, AT("2026-03-01T08:00:00Z"));
	for (p = buf_str(&b); *p != '\0'; p = strchr(p, '\n') + 1)
		assert_in_range(strcspn(p, "\r"), 1, 75);
	assert_true(read_text(buf_str(&b)));
	assert_string_equal(f.uid, "u");
	assert_string_equal(f.event[0].title, ev.title);
	assert_string_equal(f.event[0].description, ev.description);
	assert_string_equal(f.event[0].uuid, "11-22");
	assert_int_equal(f.event[0].color, 8);
	assert_true(f.event[0].start_at == ev.start_at);
	assert_true(f.event[0].end_at == ev.end_at);
	buf_init(&again, ICS_MAX);
	ev.title = "Anders";
	ev.color = 0; /* stays */
	assert_true(ics_change(&again, &b, &ev, 0));
	assert_true(read_text(buf_str(&again)));
	assert_string_equal(f.event[0].title, "Anders");
	assert_int_equal(f.event[0].color, 8);
	assert_non_null(strstr(buf_str(&again), "SEQUENCE:1\r\n"));
	buf_done(&b);
	buf_done(&again);
}

static void
test_change_keeps_what_people_added(void **state)
{
	static const char old[] = "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\n"
				  "TZID:X\r\nBEGIN:STANDARD\r\n"
				  "DTSTART:19700101T000000\r\nEND:STANDARD\r\n"
				  "END:VTIMEZONE\r\n"
				  "BEGIN:VEVENT\r\nUID:u\r\nSUMMARY:alt\r\n"
				  "DTSTART;TZID=X:20260305T110000\r\n"
				  "DURATION:PT1H\r\n"
				  "ATTENDEE;CN=\"A:B\":mailto:a@b.example\r\n"
				  "BEGIN:VALARM\r\nDESCRIPTION:piep\r\n"
				  "END:VALARM\r\nEND:VEVENT\r\n"
				  "END:VCALENDAR\r\n";
	struct buf in = { .p = (char *)old, .len = sizeof(old) - 1 }, out;
	struct calendar_event ev = {
		.id = "u", .title = "neu", .description = ""
	};
	const char *s;

	(void)state;
	ev.start_at = AT("2026-03-05T10:00:00Z");
	ev.end_at = AT("2026-03-05T12:00:00Z");
	buf_init(&out, ICS_MAX);
	assert_true(ics_change(&out, &in, &ev, 0));
	s = buf_str(&out);
	assert_non_null(strstr(s, "ATTENDEE;CN=\"A:B\":mailto:a@b.example"));
	assert_non_null(strstr(s, "DESCRIPTION:piep"));
	assert_non_null(strstr(s, "DTSTART:19700101T000000"));
	assert_non_null(strstr(s, "SUMMARY:neu"));
	assert_null(strstr(s, "alt"));
	assert_null(strstr(s, "DURATION"));
	assert_true(read_text(s));
	assert_true(f.event[0].end_at == ev.end_at);
	buf_clear(&out);
	in = (struct buf){ .p = (char *)"BEGIN:VCALENDAR\r\n", .len = 17 };
	assert_false(ics_change(&out, &in, &ev, 0));
	buf_done(&out);
}

/* --- multistatus --- */

#define HEAD                                         \
	"<?xml version=\"1.0\"?><d:multistatus "     \
	"xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params" \
	":xml:ns:caldav\">"

static void
test_multistatus(void **state)
{
	static const char text[] = HEAD
	    "<d:response><d:href> /a/ </d:href><d:propstat><d:prop>"
	    "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
	    "<d:sync-token>t&amp;1</d:sync-token></d:prop>"
	    "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
	    "<d:response><d:href>/a/b.ics</d:href><d:propstat><d:prop>"
	    "<d:getetag>\"e\"</d:getetag><c:calendar-data><![CDATA[BEGIN]]>"
	    "\n</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status>"
	    "</d:propstat><d:propstat><d:prop><d:getetag>no</d:getetag>"
	    "</d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>"
	    "</d:response><d:response><d:href>/a/c.ics</d:href>"
	    "<d:status>HTTP/1.1 404 Not Found</d:status></d:response>"
	    "<d:sync-token>t2</d:sync-token></d:multistatus>";
	static const char refusal[] =
	    "<error xmlns=\"DAV:\"><valid-sync-token/></error>";
	struct dav_answer d;
	struct dav_item *i;

	(void)state;
	assert_true(dav_read(a, text, strlen(text), &d));
	assert_int_equal(d.n, 3);
	assert_string_equal(d.sync_token, "t2");
	i = d.first;
	assert_string_equal(i->href, "/a/");
	assert_true(i->calendar && i->collection);
	assert_string_equal(i->sync_token, "t&1");
	i = i->next;
	assert_string_equal(i->etag, "\"e\"");
	assert_string_equal(i->data, "BEGIN\n");
	assert_false(i->collection);
	assert_int_equal(i->next->status, 404);
	assert_true(dav_read(a, refusal, strlen(refusal), &d));
	assert_true(d.bad_token);
}

#define EIGHT(s) s s s s s s s s
#define DEEP(s) EIGHT(s) EIGHT(s) EIGHT(s) EIGHT(s) EIGHT(s)

static void
test_no_multistatus(void **state)
{
	static const char *const texts[] = { "", "<html/>", "hallo", HEAD,
		HEAD "<d:response></d:response></d:multistatus>",
		"<!DOCTYPE x [<!ENTITY a \"b\">]>" HEAD "&a;</d:multistatus>",
		HEAD "&b;</d:multistatus>",
		HEAD "</d:multistatus><d:multistatus/>" };
	struct dav_answer d;
	char *deep;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_false(dav_read(a, texts[i], strlen(texts[i]), &d));
		assert_int_equal(d.n, 0);
	}
	deep = xprintf(HEAD "%s%s</d:multistatus>", DEEP("<x>"), DEEP("</x>"));
	assert_false(dav_read(a, deep, strlen(deep), &d));
	free(deep);
}

static int
set_up(void **state)
{
	(void)state;
	tz_set("Europe/Berlin");
	a = arena_new();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	a = arena_free(a);
	return 0;
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	static const struct CMUnitTest tests[] = {
		T(test_times),
		T(test_not_guessed),
		T(test_series),
		T(test_texts_and_colours),
		T(test_written_is_read),
		T(test_change_keeps_what_people_added),
		T(test_multistatus),
		T(test_no_multistatus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
