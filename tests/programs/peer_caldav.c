/*
 * The hub with Debian's radicale as its calendar (tests/peers/run.sh); people
 * change it with curl. TAP. Needs the packages radicale and curl.
 * covers: CAL-01 CAL-02 CAL-05 CAL-06
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/date.h"
#include "common/str.h"
#include "tests/harness/peer.h"

#define WAIT_MS 15000
#define CURL "curl -s -m 20 -u 'hub:Ein Passwort: mit Ä' "

struct world {
	struct peer p;
	char url[80];  /* of the central calendar */
	char day[11];  /* that can be booked */
	char flat[9];  /* the same as 20260305 */
	char name[80]; /* file of the event under test */
	pid_t radicale;
};

/* For the end of the process only. */
static struct world *the_world;

static void
stop_radicale(struct world *w)
{
	if (w->radicale > 0) {
		(void)kill(w->radicale, SIGTERM);
		(void)waitpid(w->radicale, NULL, 0);
	}
	w->radicale = 0;
}

static void
clean_up(void)
{
	struct world *w = the_world;

	if (w == NULL)
		return;
	the_world = NULL;
	stop_radicale(w);
	server_clean(&w->p.hub);
	if (w->p.base[0] != '\0')
		(void)peer_run(&w->p, "rm -rf %s", w->p.base);
	buf_done(&w->p.out);
}

static void
start_radicale(struct world *w)
{
	long long until = server_clock() + WAIT_MS;
	char port[12];

	snprintf(port, sizeof(port), "%d", w->p.port);
	w->radicale = fork();
	if (w->radicale == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
		execl("tests/peers/radicale.sh", "radicale.sh", w->p.base, port,
		    (char *)NULL);
		_exit(127);
	}
	while (peer_run(&w->p, CURL "-o /dev/null http://127.0.0.1:%d/",
		   w->p.port) != 0) {
		if (server_clock() > until) {
			fprintf(stderr, "# radicale does not start\n");
			(void)peer_run(
			    &w->p, "cat %s/radicale.log >&2", w->p.base);
			exit(1);
		}
		(void)poll(NULL, 0, 50);
	}
}

static int
ctl(struct world *w, const char *what)
{
	return peer_run(&w->p, CTL "%s", CTL_ARGS(&w->p), what);
}

/* Until a line of sh succeeds; the calendar is read in between. */
static bool
becomes(struct world *w, const char *line)
{
	long long until = server_clock() + WAIT_MS;

	for (;;) {
		(void)ctl(w, "call calendar.retry_all");
		(void)ctl(w, "job run calendar-pull");
		if (peer_run(&w->p, "%s", line) == 0)
			return true;
		if (server_clock() > until)
			return false;
		(void)poll(NULL, 0, 100);
	}
}

/* One line with an answer of the hub and what it must hold. */
static bool
hub_says(struct world *w, const char *call, const char *text)
{
	char line[1200];

	snprintf(line, sizeof(line),
	    "%s/hubctl --data %s --as chef --json call %s >%s/said; cat "
	    "%s/said; "
	    "grep -q '%s' %s/said",
	    w->p.build, w->p.hub.data, call, w->p.base, w->p.base, text,
	    w->p.base);
	return becomes(w, line);
}

/* Another client reads all events with this text. */
static bool
calendar_holds(struct world *w, const char *text, int n)
{
	char line[1200];

	snprintf(line, sizeof(line),
	    CURL "%s >%s/all; cat %s/all; test $(grep -c '%s' %s/all) = %d",
	    w->url, w->p.base, w->p.base, text, w->p.base, n);
	return becomes(w, line);
}

static bool
book(struct world *w, const char *name, int hour)
{
	return peer_run(&w->p,
		   CTL
		   "--as chef call slots.book '{\"date\":\"%s\",\"hour\":%d,"
		   "\"last_name\":\"%s\",\"first_name\":\"Erika\"}'",
		   CTL_ARGS(&w->p), w->day, hour, name) == 0;
}

/* The first day from tomorrow on whose slots can be booked. */
static bool
book_first(struct world *w)
{
	int day = (int)(time(NULL) / 86400) + 1, last = day + 14;

	for (; day < last; day++) {
		date_text(day, w->day);
		if (date_weekday(day) > 3)
			continue;
		(void)peer_run(&w->p,
		    CTL "call availability.set_manual '{\"consultant\":1,"
			"\"date\":\"%s\",\"from\":\"00:00\",\"to\":\"23:59\"}'",
		    CTL_ARGS(&w->p), w->day);
		if (book(w, "Muster", 11)) {
			snprintf(w->flat, sizeof(w->flat), "%.4s%.2s%.2s",
			    w->day, w->day + 5, w->day + 8);
			return true;
		}
	}
	return false;
}

/* --- what is tested --- */

static void
booking_is_there(struct world *w)
{
	char hours[40];
	bool there;

	peer_check(&w->p, book_first(w), "a customer is booked");
	there = calendar_holds(w, "SUMMARY:Muster\\\\, Erika", 1);
	peer_check(&w->p, there, "another client reads the booking");
	snprintf(hours, sizeof(hours), "DTSTART:%sT[01][09]0000Z", w->flat);
	peer_check(&w->p, calendar_holds(w, hours, 1), "at its hour");
	peer_check(&w->p,
	    hub_says(w, "slots.get id=1", "\"sync_state\":\"synced\""),
	    "and the hub knows that it is there");
	(void)peer_run(
	    &w->p, "sed -n 's/^UID://p' %s/all | tr -d '\\r'", w->p.base);
	str_copy(w->name, sizeof(w->name), buf_str(&w->p.out));
	w->name[strcspn(w->name, "\n")] = '\0';
}

/* What a client of a person does: read, change some lines, put. */
static void
edit(struct world *w, const char *sed)
{
	int r = peer_run(&w->p,
	    CURL "%s%s.ics >%s/event && sed -i '%s' %s/event && " CURL
		 "-f -X PUT -H 'Content-Type: text/calendar' --data-binary "
		 "@%s/event %s%s.ics && cat %s/event",
	    w->url, w->name, w->p.base, sed, w->p.base, w->p.base, w->url,
	    w->name, w->p.base);

	peer_check(&w->p, r == 0, "a person changes the event");
}

static void
moved_by_a_person(struct world *w)
{
	char sed[400];

	snprintf(sed, sizeof(sed),
	    "s/^DTSTART.*/DTSTART;TZID=Europe\\/Berlin:%sT140000\\r/;"
	    "s/^DTEND.*/DTEND;TZID=Europe\\/Berlin:%sT160000\\r/;"
	    "s/^END:VEVENT/X-CLIENT:stays\\r\\n&/",
	    w->flat, w->flat);
	edit(w, sed);
	peer_check(&w->p, hub_says(w, "slots.get id=1", "\"hour\":14"),
	    "an event that is moved moves the booking");
	peer_check(&w->p,
	    ctl(w, "--as chef call slots.set_status '{\"id\":1,\"status\":"
		   "\"overhang\"}'") == 0 &&
		calendar_holds(w, "SUMMARY:Muster.*Überhang", 1),
	    "a status set in the hub marks the event");
	peer_check(&w->p, calendar_holds(w, "X-CLIENT:stays", 1),
	    "what a client added stays");
	peer_check(&w->p, calendar_holds(w, "BEGIN:VEVENT", 1),
	    "and nothing stands there twice");
}

static void
deleted_by_a_person(struct world *w)
{
	peer_check(&w->p, book(w, "Loesch", 16), "another one is booked");
	peer_check(
	    &w->p, calendar_holds(w, "SUMMARY:Loesch", 1), "it stands there");
	peer_check(&w->p,
	    hub_says(w, "slots.get id=2", "\"sync_state\":\"synced\""),
	    "for both");
	(void)peer_run(&w->p,
	    "awk '/^UID:/{u=$0} /^SUMMARY:Loesch/{f=1} /^END:VEVENT/{if(f) "
	    "print u; f=0}' %s/all | sed 's/^UID://' | tr -d '\\r'",
	    w->p.base);
	str_copy(w->name, sizeof(w->name), buf_str(&w->p.out));
	w->name[strcspn(w->name, "\n")] = '\0';
	peer_check(&w->p,
	    peer_run(&w->p, CURL "-f -X DELETE %s%s.ics", w->url, w->name) == 0,
	    "a person deletes it");
	peer_check(&w->p,
	    hub_says(w, "slots.get id=2", "\"status\":\"cancelled\""),
	    "which cancels the booking");
}

/* A foreign series is mirrored, event by event. */
static void
foreign_series(struct world *w)
{
	int r = peer_run(&w->p,
	    "printf 'BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nPRODID:x\\r\\n"
	    "BEGIN:VEVENT\\r\\nUID:serie\\r\\nDTSTAMP:20260101T000000Z\\r\\n"
	    "DTSTART;TZID=Europe/Berlin:%sT180000\\r\\nDURATION:PT1H\\r\\n"
	    "RRULE:FREQ=DAILY;COUNT=3\\r\\nSUMMARY:Fremd, Serie\\r\\n"
	    "END:VEVENT\\r\\nEND:VCALENDAR\\r\\n' >%s/serie && " CURL
	    "-f -X PUT -H 'Content-Type: text/calendar' --data-binary "
	    "@%s/serie %sserie.ics",
	    w->flat, w->p.base, w->p.base, w->url);
	char call[100];

	peer_check(&w->p, r == 0, "a person enters a series");
	snprintf(call, sizeof(call), "slots.explain date=%s hour=18", w->day);
	peer_check(&w->p, hub_says(w, call, "Fremd"),
	    "its events take places in the hub");
	(void)peer_run(&w->p, CURL "-X DELETE %sserie.ics", w->url);
}

static void
server_down(struct world *w)
{
	stop_radicale(w);
	(void)ctl(w, "job run calendar-pull");
	peer_check(
	    &w->p, book(w, "Später", 11), "without the server booking goes on");
	peer_check(&w->p,
	    hub_says(w, "calendar.show_status", "\"failures\":[1-9]"),
	    "and the state says so");
	start_radicale(w);
	peer_check(&w->p, calendar_holds(w, "SUMMARY:Später", 1),
	    "afterwards it is made up for, once");
	peer_check(&w->p,
	    hub_says(w, "calendar.show_status", "\"pending\":0") &&
		calendar_holds(w, "SUMMARY:Später", 1),
	    "and nothing waits any more");
}

/* --- set-up --- */

static bool
set_up(struct world *w)
{
	char base_url[160], password[160];
	const char *env[] = { base_url, password,
		"HUB_CALENDAR_PROVIDER=caldav", "HUB_CALENDAR_CALDAV_USER=hub",
		"HUB_CALENDAR_CENTRAL_ID=central", "HUB_CALENDAR_MIN_GAP_MS=0",
		"HUB_START_CONSULTANTS=Anna:,Bernd:", NULL };
	const char *tmp = getenv("TMPDIR");
	char self[400], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int up;

	self[n < 0 ? 0 : n] = '\0';
	for (up = 0; up < 2; up++)
		if ((slash = strrchr(self, '/')) != NULL)
			*slash = '\0';
	(void)str_copy(w->p.build, sizeof(w->p.build), self);
	buf_init(&w->p.out, 1 << 20);
	snprintf(w->p.base, sizeof(w->p.base), "%s/hub-caldav.XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(w->p.base) == NULL)
		return false;
	the_world = w;
	(void)atexit(clean_up);
	w->p.port = peer_free_port();
	snprintf(w->url, sizeof(w->url), "http://127.0.0.1:%d/hub/central/",
	    w->p.port);
	snprintf(base_url, sizeof(base_url),
	    "HUB_CALENDAR_CALDAV_BASE=http://127.0.0.1:%d/hub", w->p.port);
	snprintf(password, sizeof(password),
	    "HUB_CALENDAR_CALDAV_PASSWORD_FILE=%s/password", w->p.base);
	start_radicale(w);
	if (peer_run(&w->p, CURL "-f -X MKCALENDAR %s", w->url) != 0 ||
	    !server_start(&w->p.hub, &(struct server_opts){ .env = env }))
		return false;
	peer_call(&w->p, "users.create",
	    "{\"name\":\"chef\",\"password\":\"ein-langes-passwort\","
	    "\"must_change_password\":false}");
	return ctl(w, "user roles chef opener") == 0 &&
	       ctl(w, "user admin chef on") == 0;
}

int
main(void)
{
	static struct world w;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)setenv("LC_ALL", "C.UTF-8", 1);
	if (!set_up(&w)) {
		fprintf(stderr, "# %s\n", buf_str(&w.p.out));
		return 1;
	}
	peer_check(
	    &w.p, ctl(&w, "calendar check") == 0, "every calendar can be read");
	booking_is_there(&w);
	moved_by_a_person(&w);
	deleted_by_a_person(&w);
	foreign_series(&w);
	server_down(&w);
	peer_check(&w.p, !server_logged(&w.p.hub, "Ein Passwort"),
	    "the password is in no log");
	peer_check(&w.p,
	    peer_run(&w.p, "! grep -c 'Ein Passwort' %s/*.db*", w.p.hub.data) ==
		0,
	    "nor in the database");
	printf("1..%d\n", w.p.n_tests);
	return w.p.n_failed > 0;
}
