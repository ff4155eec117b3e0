/*
 * What the staff of the demo company does: each week that comes into reach is
 * filled slot by slot with appointments, booked at plausible times before;
 * some are cancelled or moved later. A heap keeps all that by time.
 */
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/demo/demo_int.h"

#define NEAR_DAYS 5 /* from today on: everything is booked already */
#define OPENS 545   /* minute of the day of the first and the last call */
#define CLOSES 1225
#define LATE_HOUR 18 /* such appointments are settled the next morning */

/* --- heap of events by time, then by order of planning --- */

static bool
earlier(const struct demo_event *a, const struct demo_event *b)
{
	return a->at != b->at ? a->at < b->at : a->seq < b->seq;
}

static void
swap(struct demo_event *a, struct demo_event *b)
{
	struct demo_event t = *a;

	*a = *b;
	*b = t;
}

static void
push(struct demo *d, struct demo_event e)
{
	int i = d->n_heap++;

	if (d->n_heap > d->cap_heap) {
		d->cap_heap = d->cap_heap == 0 ? 1024 : d->cap_heap * 2;
		d->heap =
		    xrealloc(d->heap, (size_t)d->cap_heap * sizeof(*d->heap));
	}
	e.seq = d->seq++;
	d->heap[i] = e;
	for (; i > 0 && earlier(&d->heap[i], &d->heap[(i - 1) / 2]);
	     i = (i - 1) / 2)
		swap(&d->heap[i], &d->heap[(i - 1) / 2]);
}

static struct demo_event
pop(struct demo *d)
{
	struct demo_event first = d->heap[0];
	int i = 0, child;

	d->heap[0] = d->heap[--d->n_heap];
	while ((child = 2 * i + 1) < d->n_heap) {
		if (child + 1 < d->n_heap &&
		    earlier(&d->heap[child + 1], &d->heap[child]))
			child++;
		if (!earlier(&d->heap[child], &d->heap[i]))
			break;
		swap(&d->heap[i], &d->heap[child]);
		i = child;
	}
	return first;
}

/* --- when things are done --- */

/* A moment of the working day, never before what the clock shows. */
static int64_t
moment(struct demo *d, int date, int from, int to)
{
	int64_t at;

	while (date_weekday(date) > 4)
		date--;
	if (date <= tz_date(d->now, NULL)) {
		date = tz_date(d->now, NULL);
		while (date_weekday(date) > 4)
			date++;
	}
	tz_civil(date, from + demo_rnd(d, to - from), &at);
	at += demo_rnd(d, 60000);
	return at > d->now ? at : d->now + 1 + demo_rnd(d, 60000);
}

/* Days between call and appointment. */
static int
lead_days(struct demo *d)
{
	static const struct {
		int percent, from, to;
	} share[] = { { 6, 0, 0 }, { 11, 1, 1 }, { 20, 2, 3 }, { 27, 4, 7 },
		{ 23, 8, 14 }, { 13, 15, 26 } };
	int dice = demo_rnd(d, 100);
	size_t i = 0;

	while (dice >= share[i].percent)
		dice -= share[i++].percent;
	return share[i].from + demo_rnd(d, share[i].to - share[i].from + 1);
}

static int64_t
call_time(struct demo *d, int date, int hour)
{
	int lead = lead_days(d);

	if (lead == 0 && hour >= 14 && date != d->today)
		return moment(d, date, OPENS, hour * 60 - 60);
	if (lead == 0)
		lead = 1;
	/* the days around today are as full as they get */
	if (date >= d->today && date < d->today + NEAR_DAYS &&
	    date - lead >= d->today)
		lead = date - d->today + 1 + demo_rnd(d, 8);
	return moment(d, date - lead, OPENS, CLOSES);
}

static int
booker(struct demo *d)
{
	int dice = demo_rnd(d, 100), i = 0;

	while (dice >= demo_staff[i].diligence)
		dice -= demo_staff[i++].diligence;
	return i;
}

/* --- planning --- */

/* Per cent of the places somebody tries to fill; more than 100: a rush. */
static int
demand(struct demo *d, int hour)
{
	static const struct {
		int hour, from, to;
	} range[] = { { 9, 20, 95 }, { 11, 35, 85 }, { 14, 30, 80 },
		{ 16, 45, 105 }, { 18, 60, 115 }, { 20, 80, 135 } };
	size_t i = 0;

	while (
	    i < sizeof(range) / sizeof(range[0]) - 1 && range[i].hour != hour)
		i++;
	return range[i].from + demo_rnd(d, range[i].to - range[i].from + 1);
}

static void
plan_slot(struct demo *d, int date, const json_t *slot)
{
	struct demo_event e = { .kind = DEMO_BOOK, .date = date };
	int total = (int)json_get_int(slot, "total", 0), n;

	e.hour = (int)json_get_int(slot, "hour", 0);
	n = (total * demand(d, e.hour) + 50) / 100;
	if (json_get_bool(slot, "past", true))
		return;
	while (n-- > 0) {
		e.at = call_time(d, date, e.hour);
		e.who = booker(d);
		push(d, e);
	}
}

/* T1.5 and UL: openers take themselves out of a slot, a few days ahead. */
static void
plan_specials(struct demo *d, int date)
{
	static const int hours[] = { 9, 11, 14, 16 };
	const struct demo_consultant *c =
	    &demo_consultants[demo_rnd(d, DEMO_CONSULTANTS)];
	struct demo_event e = { .kind = DEMO_SPECIAL, .date = date };

	if (c->account < 0 || !demo_chance(d, 65))
		return;
	e.who = c->account;
	e.hour = hours[demo_rnd(d, 4)];
	e.at = moment(d, date - 1 - demo_rnd(d, 6), OPENS, CLOSES);
	push(d, e);
}

static bool
plan_week(struct demo *d, int monday)
{
	struct demo_line *l = demo_person(d, demo_admin());
	char text[11];
	json_t *answer, *days, *day, *slot;
	size_t i, j;

	if (l == NULL)
		return false;
	answer = demo_ask(d, l, "slots.show_week", "{\"date\":\"%s\"}",
	    date_text(monday, text));
	if (!demo_ok(answer))
		demo_fail(d, "slots.show_week: %s", buf_str(&l->in));
	days = json_get(json_get(answer, "data"), "days");
	json_array_foreach(days, i, day)
	{
		int date = date_parse(json_get_str(day, "date", ""));

		if (date <= tz_date(d->now, NULL) ||
		    date > d->today + DEMO_AHEAD_DAYS)
			continue;
		json_array_foreach(json_get(day, "slots"), j, slot)
		    plan_slot(d, date, slot);
		for (j = 0; date_weekday(date) < 5 && j < 3; j++)
			plan_specials(d, date);
	}
	json_decref(answer);
	return d->why[0] == '\0';
}

bool
demo_plan(struct demo *d, int day)
{
	if (d->planned == 0)
		d->planned = date_monday(day);
	for (; d->planned <= day + DEMO_AHEAD_DAYS; d->planned += 7)
		if (!plan_week(d, d->planned))
			return false;
	return true;
}

/* --- doing --- */

/* New, or one who has been here before. */
static struct demo_customer
customer(struct demo *d)
{
	struct demo_customer c;

	if (d->n_customers > 40 && demo_chance(d, 15))
		return d->customers[demo_rnd(d, d->n_customers)];
	c.last = (short)demo_rnd(d, demo_count(demo_last_names));
	c.first = (short)demo_rnd(d, demo_count(demo_first_names));
	if (d->n_customers == d->cap_customers) {
		d->cap_customers =
		    d->cap_customers == 0 ? 1024 : d->cap_customers * 2;
		d->customers = xrealloc(d->customers,
		    (size_t)d->cap_customers * sizeof(*d->customers));
	}
	d->customers[d->n_customers++] = c;
	return c;
}

static const char *
pick(struct demo *d, const char *const *list)
{
	return list[demo_rnd(d, demo_count(list))];
}

static const char *
potential(struct demo *d)
{
	static const struct {
		const char *name;
		int percent;
	} share[] = { { "hoch", 12 }, { "gut", 34 }, { "ok", 27 },
		{ "niedrig", 11 }, { "gering", 7 }, { "closer", 4 },
		{ "rueckholung", 5 } };
	int dice = demo_rnd(d, 100);
	size_t i = 0;

	while (dice >= share[i].percent)
		dice -= share[i++].percent;
	return share[i].name;
}

/* "Herbst 26"; the winter has the year in which it began. To be freed. */
static char *
campaign(struct demo *d, int date)
{
	static const char *const seasons[] = { "Winter", "Frühjahr", "Sommer",
		"Herbst" };
	int year, month, day;

	if (demo_chance(d, 30))
		return xstrdup(pick(d, demo_campaigns));
	date_split(date, &year, &month, &day);
	if (month < 3)
		year--;
	return xprintf("%s %02d", seasons[month % 12 / 3], year % 100);
}

static json_t *
ask_book(struct demo *d, struct demo_line *l, const struct demo_event *e)
{
	struct demo_customer who = customer(d);
	const char *note = demo_chance(d, 40) ? pick(d, demo_notes) : "";
	char *drive = campaign(d, tz_date(d->now, NULL)), date[11];
	json_t *text = json_string(note), *answer;
	char *quoted = json_dumps(text, JSON_ENCODE_ANY);

	if (demo_chance(d, 25)) {
		free(drive);
		drive = xstrdup("");
	}
	/* a good telephonist asks and books the customer once more */
	answer = demo_ask(d, l, "slots.book",
	    "{\"date\":\"%s\",\"hour\":%d,\"last_name\":\"%s\","
	    "\"first_name\":\"%s\",\"potential\":\"%s\",\"campaign\":\"%s\","
	    "\"description\":%s,\"confirm\":[\"DUPLICATE\"]}",
	    date_text(e->date, date), e->hour, demo_last_names[who.last],
	    demo_first_names[who.first], potential(d), drive, quoted);
	free(quoted);
	free(drive);
	json_decref(text);
	return answer;
}

/* Takes the first slot that is offered instead; false when there is none. */
static bool
go_elsewhere(const json_t *answer, struct demo_event *e)
{
	json_t *slot = json_array_get(
	    json_get(json_get(answer, "data"), "alternatives"), 0);
	int date = date_parse(json_get_str(slot, "date", ""));

	if (date == DATE_NONE)
		return false;
	e->date = date;
	e->hour = (int)json_get_int(slot, "hour", 0);
	return true;
}

/* Whoever booked says how it went, soon after or the next morning. */
static void
settle_later(struct demo *d, const struct demo_event *e, int64_t booking)
{
	struct demo_event later = *e;
	int64_t start;

	tz_civil(e->date, e->hour * 60, &start);
	later.kind = DEMO_OUTCOME;
	later.booking = booking;
	later.at = start + (120 + 5 + demo_rnd(d, 40)) * MINUTE_MS;
	if (e->hour >= LATE_HOUR)
		later.at = moment(d, e->date + 1, OPENS, OPENS + 45);
	push(d, later);
}

/* What will become of an appointment: most take place. */
static void
fate(struct demo *d, const struct demo_event *e, int64_t booking)
{
	struct demo_event later = *e;
	int day = tz_date(d->now, NULL), days = e->date - day;
	int64_t start;

	later.booking = booking;
	if (demo_chance(d, 8))
		later.kind = DEMO_CANCEL;
	else if (demo_chance(d, 10))
		later.kind = DEMO_MOVE;
	else {
		settle_later(d, e, booking);
		return;
	}
	later.at = days > 0
		       ? moment(d, day + 1 + demo_rnd(d, days), OPENS, CLOSES)
		       : d->now + 20 * MINUTE_MS;
	tz_civil(e->date, e->hour * 60, &start);
	if (later.at < start - 10 * MINUTE_MS)
		push(d, later);
	else
		settle_later(d, e, booking);
}

static int64_t
new_id(const json_t *answer)
{
	return json_get_int(
	    json_get(json_get(answer, "data"), "booking"), "id", 0);
}

static void
do_book(struct demo *d, struct demo_line *l, struct demo_event *e)
{
	json_t *answer = ask_book(d, l, e);

	if (!demo_ok(answer) && demo_chance(d, 60) && go_elsewhere(answer, e)) {
		json_decref(answer);
		answer = ask_book(d, l, e);
	}
	if (demo_ok(answer)) {
		d->booked++;
		fate(d, e, new_id(answer));
	}
	json_decref(answer);
}

static void
do_cancel(struct demo *d, struct demo_line *l, const struct demo_event *e)
{
	json_t *answer = demo_ask(d, l, "slots.cancel",
	    "{\"id\":%lld,\"reason\":\"%s\",\"kind\":\"%s\"}",
	    (long long)e->booking, pick(d, demo_cancel_reasons),
	    demo_chance(d, 12) ? "exit" : "cancelled");

	d->cancelled += demo_ok(answer);
	json_decref(answer);
}

static const char *
outcome(struct demo *d)
{
	static const struct {
		int percent;
		const char *status;
	} shares[] = { { 52, "appeared" }, { 6, "recall" }, { 5, "special" },
		{ 19, "no_show" }, { 9, "ghost" }, { 9, "cancelled" } };
	int left = demo_rnd(d, 100);
	size_t i;

	for (i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		left -= shares[i].percent;
		if (left < 0)
			break;
	}
	return shares[i < 6 ? i : 0].status;
}

static void
do_outcome(struct demo *d, struct demo_line *l, const struct demo_event *e)
{
	json_t *answer = demo_ask(d, l, "slots.set_status",
	    "{\"id\":%lld,\"status\":\"%s\"}", (long long)e->booking,
	    outcome(d));

	d->settled += demo_ok(answer);
	json_decref(answer);
}

static json_t *
ask_move(struct demo *d, struct demo_line *l, const struct demo_event *e)
{
	bool ours = demo_chance(d, 20);
	char date[11];

	return demo_ask(d, l, "slots.move",
	    "{\"id\":%lld,\"date\":\"%s\",\"hour\":%d,\"reason\":\"%s\","
	    "\"note\":\"%s\",\"confirm\":[\"DUPLICATE\"]}",
	    (long long)e->booking, date_text(e->date, date), e->hour,
	    ours ? "overhang" : "customer",
	    ours ? "zu viele Termine, bitte um Verständnis"
		 : pick(d, demo_move_notes));
}

static void
do_move(struct demo *d, struct demo_line *l, struct demo_event *e)
{
	static const int hours[] = { 11, 14, 16, 18, 20 };
	json_t *answer;

	e->date += 1 + demo_rnd(d, 9);
	while (date_weekday(e->date) > 3)
		e->date++;
	e->hour = hours[demo_rnd(d, 5)];
	answer = ask_move(d, l, e);
	if (!demo_ok(answer) && go_elsewhere(answer, e)) {
		json_decref(answer);
		answer = ask_move(d, l, e);
	}
	if (demo_ok(answer)) {
		d->moved++;
		if (demo_chance(d, 50)) /* some keep moving, some drop out */
			fate(d, e, new_id(answer));
		else
			settle_later(d, e, new_id(answer));
	}
	json_decref(answer);
}

static void
do_special(struct demo *d, struct demo_line *l, const struct demo_event *e)
{
	static const int minutes[] = { 30, 60, 90 };
	char date[11];
	json_t *answer = demo_ask(d, l, "slots.book_special",
	    "{\"date\":\"%s\",\"hour\":%d,\"time\":\"%02d:%s\",\"type\":\"%s\","
	    "\"duration\":%d,\"last_name\":\"%s\",\"first_name\":\"%s\","
	    "\"description\":\"%s\"}",
	    date_text(e->date, date), e->hour, e->hour,
	    demo_chance(d, 50) ? "00" : "15",
	    demo_chance(d, 60) ? "T1.5" : "UL", minutes[demo_rnd(d, 3)],
	    pick(d, demo_last_names), pick(d, demo_first_names),
	    demo_chance(d, 50) ? "Unterlagen vollständig übergeben" : "");
	int64_t id = json_get_int(
	    json_get(json_get(answer, "data"), "special"), "id", 0);

	if (demo_ok(answer)) {
		d->specials++;
		if (demo_chance(d, 8))
			json_decref(demo_ask(d, l, "slots.cancel_special",
			    "{\"id\":%lld}", (long long)id));
	}
	json_decref(answer);
}

static bool
act(struct demo *d, struct demo_event *e)
{
	struct demo_line *l = demo_person(d, e->who);

	if (l == NULL)
		return false;
	switch (e->kind) {
	case DEMO_BOOK:
		do_book(d, l, e);
		break;
	case DEMO_CANCEL:
		do_cancel(d, l, e);
		break;
	case DEMO_MOVE:
		do_move(d, l, e);
		break;
	case DEMO_SPECIAL:
		do_special(d, l, e);
		break;
	case DEMO_OUTCOME:
		do_outcome(d, l, e);
		break;
	}
	return d->why[0] == '\0';
}

bool
demo_run(struct demo *d, int64_t until)
{
	while (d->n_heap > 0 && d->heap[0].at < until) {
		struct demo_event e = pop(d);

		if (e.at > d->now) {
			d->mono += e.at - d->now;
			d->now = e.at;
		}
		if (!act(d, &e))
			return false;
	}
	return true;
}

void
demo_plan_done(struct demo *d)
{
	free(d->heap);
	free(d->customers);
	d->heap = NULL;
	d->customers = NULL;
}
