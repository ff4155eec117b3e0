/*
 * The office of the demo company: who works there, who is ready when, which
 * days are closed. Bookings: demo_plan.c.
 */
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/demo/demo_int.h"

#define BLOCK_NOTICE 45 /* days before a block that it is entered */

int
demo_admin(void)
{
	int i = 0;

	while (!demo_staff[i].admin)
		i++;
	return i;
}

static struct demo_line *
admin(struct demo *d)
{
	return demo_person(d, demo_admin());
}

/* The id of data.<key> of an answer that must be a success; else 0. */
static int64_t
id_of(struct demo *d, struct demo_line *l, json_t *answer, const char *key)
{
	int64_t id = 0;

	if (demo_ok(answer))
		id = json_get_int(
		    json_get(json_get(answer, "data"), key), "id", 0);
	if (id == 0)
		demo_fail(d, "%s: %s", key, buf_str(&l->in));
	json_decref(answer);
	return id;
}

/*
 * The one password of all invented people: the demo is entered without, but
 * heavy changes ask for it, and so does a sign-in over the network.
 */
static bool
hire(struct demo *d, int who)
{
	const struct demo_person *p = &demo_staff[who];

	d->account[who] = id_of(d, &d->op,
	    demo_ask(d, &d->op, "users.create",
		"{\"name\":\"%s\",\"display_name\":\"%s\",\"roles\":%s,"
		"\"admin\":%s,\"password\":\"" DEMO_PASSWORD "\"}",
		p->name, p->display, p->roles, p->admin ? "true" : "false"),
	    "user");
	return d->account[who] != 0;
}

/* Weekly readiness from this day until well after the demo's today. */
static bool
enter_spans(struct demo *d, int who, int day)
{
	const struct demo_consultant *p = &demo_consultants[who];
	char from[11], until[11];
	struct demo_line *l = admin(d);
	int w;

	for (w = 0; l != NULL && w < 5; w++) {
		int date = day + (w - date_weekday(day) + 7) % 7;

		if (*p->ready[w] == '\0')
			continue;
		if (!demo_must(d, l, "availability.set_manual",
			"{\"consultant\":%lld,\"date\":\"%s\",\"from\":"
			"\"%.5s\",\"to\":\"%.5s\",\"repeat_until\":\"%s\"}",
			(long long)d->consultant[who], date_text(date, from),
			p->ready[w], p->ready[w] + 6,
			date_text(d->today + 120, until)))
			return false;
	}
	return l != NULL;
}

static bool
enter_consultant(struct demo *d, int who, int day)
{
	const struct demo_consultant *p = &demo_consultants[who];
	struct demo_line *l = admin(d);
	int64_t account = p->account >= 0 ? d->account[p->account] : 0;

	if (l == NULL)
		return false;
	d->consultant[who] = id_of(d, l,
	    demo_ask(d, l, "availability.set_consultant",
		"{\"name\":\"%s\",\"default_pool\":%s,\"account\":%lld,"
		"\"sort\":%d}",
		p->name, p->pool ? "true" : "false", (long long)account,
		who + 1),
	    "consultant");
	return d->consultant[who] != 0 && enter_spans(d, who, day);
}

/* --- closed days --- */

struct closure {
	int from, to;
	const char *start, *end; /* NULL: whole days */
	const char *reason;
};

static int
workday(int date)
{
	while (date_weekday(date) > 4)
		date++;
	return date;
}

/* False only when building must end; a holiday on the day is no fault. */
static bool
close_office(struct demo *d, const struct closure *c)
{
	char from[11], to[11], *times;
	struct demo_line *l = admin(d);
	json_t *answer;

	if (l == NULL)
		return false;
	times = c->start != NULL ? xprintf(",\"start_time\":\"%s\","
					   "\"end_time\":\"%s\"",
				       c->start, c->end)
				 : xstrdup("");
	answer = demo_ask(d, l, "blocks.add",
	    "{\"type\":\"%s\",\"start_date\":\"%s\",\"end_date\":\"%s\"%s,"
	    "\"reason\":\"%s\",\"confirm\":[\"BLOCK\"]}",
	    c->start != NULL  ? "time_range"
	    : c->to > c->from ? "date_range"
			      : "full_day",
	    date_text(c->from, from), date_text(c->to, to), times, c->reason);
	free(times);
	if (answer == NULL)
		return demo_fail(d, "blocks.add: no answer");
	if (!demo_ok(answer) &&
	    !str_eq(json_get_str(answer, "code", ""), "DATE_BLOCKED"))
		demo_fail(d, "blocks.add: %s", buf_str(&l->in));
	json_decref(answer);
	return d->why[0] == '\0';
}

/* Entered some weeks before, in the history at the latest. */
static bool
entered_on(const struct demo *d, const struct closure *c, int day)
{
	int at = c->from - BLOCK_NOTICE;

	if (at > d->today - BLOCK_NOTICE / 2)
		at = d->today - BLOCK_NOTICE / 2;
	if (at < d->first)
		at = d->first;
	return c->from >= d->first && at == day;
}

static bool
close_days(struct demo *d, int day)
{
	int y, last, month, dom,
	    party = workday(d->today - 63), meeting = workday(d->today + 9),
	    trip = workday(d->today - 130), moving = workday(d->today + 16);
	const struct closure rows[] = {
		{ party, party, "14:00", "16:00", "Betriebsversammlung" },
		{ trip, trip, NULL, NULL, "Betriebsausflug" },
		{ meeting, meeting, "13:00", "16:00", "Betriebsversammlung" },
		{ moving, moving, NULL, NULL, "Umzug der Büroräume" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (entered_on(d, &rows[i], day) && !close_office(d, &rows[i]))
			return false;
	date_split(d->first, &y, &month, &dom);
	date_split(d->today + 365, &last, &month, &dom);
	for (; y <= last; y++) {
		struct closure holidays = { date_make(y, 12, 24),
			date_make(y, 12, 31), NULL, NULL, "Betriebsferien" };

		if (entered_on(d, &holidays, day) &&
		    !close_office(d, &holidays))
			return false;
	}
	return true;
}

/* --- days --- */

/* Two changes of capacity: one long in force, one announced. */
static bool
change_places(struct demo *d, int day)
{
	struct demo_line *l;
	char from[11];

	if (day != d->today - 120 && day != d->today - 10)
		return true;
	if ((l = admin(d)) == NULL)
		return false;
	if (day == d->today - 120)
		return demo_must(d, l, "availability.set_capacity", "%s",
		    "{\"hour\":9,\"weekdays\":[0,1,2,3],\"places\":2}");
	return demo_must(d, l, "availability.set_capacity",
	    "{\"hour\":20,\"weekdays\":[0,1,2,3],\"places\":3,"
	    "\"effective_from\":\"%s\"}",
	    date_text(date_monday(d->today) + 28, from));
}

/* News of the last weeks; the newest are unread when the demo opens. */
static const struct {
	int days_ago;
	const char *to, *type, *title, *message;
	bool popup;
} news[] = {
	{ 40, "\"roles\":[\"all\"]", "info", "Neue Preisliste ab sofort",
	    "Die Preisliste gilt für alle Gespräche ab heute. Alte Angebote "
	    "bleiben bis Monatsende gültig.",
	    false },
	{ 16, "\"roles\":[\"telefonist\"]", "warning",
	    "Bitte Rückrufwünsche eintragen",
	    "In den letzten Tagen fehlte oft die Notiz zum Rückruf. Ohne sie "
	    "weiß niemand, wann der Kunde erreichbar ist.",
	    false },
	{ 9, "\"roles\":[\"all\"]", "success",
	    "Bester Monat des Jahres: danke!",
	    "So viele Termine hatten wir noch in keinem Monat.", false },
	{ 4, "\"roles\":[\"opener\",\"coach\"]", "info",
	    "Bereitschaft für die nächsten Wochen prüfen",
	    "Bitte bis Freitag ansehen, ob die eigenen Zeiten noch stimmen.",
	    false },
	{ 1, "\"roles\":[\"all\"]", "warning",
	    "Telefonanlage: Wartung am nächsten Samstag",
	    "Von 8 bis 10 Uhr sind keine Anrufe möglich.", false },
	{ 0, "\"roles\":[\"all\"]", "info",
	    "Neuer Leitfaden für das Erstgespräch",
	    "Er liegt ab heute an jedem Platz.\\n"
	    "Fragen dazu bitte in der nächsten Teamrunde stellen.",
	    true },
};

static bool
tell_news(struct demo *d, int day)
{
	size_t i;

	for (i = 0; i < sizeof(news) / sizeof(news[0]); i++) {
		struct demo_line *l;

		if (day != d->today - news[i].days_ago)
			continue;
		if ((l = admin(d)) == NULL ||
		    !demo_must(d, l, "notify.create",
			"{%s,\"type\":\"%s\",\"title\":\"%s\","
			"\"message\":\"%s\",\"popup\":%s}",
			news[i].to, news[i].type, news[i].title,
			news[i].message, news[i].popup ? "true" : "false"))
			return false;
		/* what is older was read long ago */
		for (int who = 0; news[i].days_ago > 8 && who < DEMO_STAFF;
		     who++)
			if ((l = demo_person(d, who)) == NULL ||
			    !demo_must(d, l, "notify.mark_all_read", "{}"))
				return false;
	}
	return true;
}

bool
demo_company(struct demo *d)
{
	int i;

	for (i = 0; i < DEMO_STAFF; i++)
		if (!hire(d, i))
			return false;
	return true;
}

bool
demo_office_day(struct demo *d, int day)
{
	int i;

	for (i = 0; i < DEMO_CONSULTANTS; i++)
		if (day == d->first + demo_consultants[i].joins &&
		    !enter_consultant(d, i, day))
			return false;
	return close_days(d, day) && change_places(d, day) && tell_news(d, day);
}
