/* Says in words what makes the total of a slot; for slots.explain. */
#include "server/availability/availability.h"

#include "common/arena.h"
#include "common/date.h"
#include "server/availability/availability_pick.h"
#include "server/availability/availability_rebuild.h"
#include "server/availability/availability_store.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"

/* One explanation under way. */
struct tale {
	struct call *c;
	struct basis basis;
	int date, hour;
	int64_t start_at;
	availability_line *add;
	void *arg;
};

static const char *const weekdays_de[] = { "Montag", "Dienstag", "Mittwoch",
	"Donnerstag", "Freitag", "Samstag", "Sonntag" };
static const char *const weekdays_en[] = { "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday" };

/* A date in the form of the language. */
static const char *
day(const struct tale *t, int date)
{
	char text[11];

	if (t->c->lang == LANG_DE)
		date_text_de(date, text);
	else
		date_text(date, text);
	return arena_strdup(t->c->arena, text);
}

static const char *
clock_of(const struct tale *t, int minute)
{
	return arena_printf(t->c->arena, "%02d:%02d", minute / 60, minute % 60);
}

/* ", valid from ..." of a dated row; "" for one of the installation. */
static const char *
since(const struct tale *t, int effective_from)
{
	if (effective_from <= DATE_MIN)
		return "";
	return arena_printf(t->c->arena, "%s%s",
	    call_tr(t->c, ", gültig ab ", ", valid from "),
	    day(t, effective_from));
}

static void
say_grid(const struct tale *t, const struct grid_row *g)
{
	bool active = g != NULL && g->active;
	int weekday = date_weekday(t->date);

	t->add(t->arg, "grid",
	    arena_printf(t->c->arena, "%s %02d:00 %s%s",
		call_tr(t->c, weekdays_de[weekday], weekdays_en[weekday]),
		t->hour,
		active ? call_tr(t->c, "steht im Raster", "is in the grid")
		       : call_tr(t->c, "steht nicht im Raster",
			     "is not in the grid"),
		g != NULL ? since(t, g->effective_from) : ""),
	    active, 0);
}

static void
say_window(const struct tale *t)
{
	int ahead = t->date - t->c->today;

	t->add(t->arg, "setting",
	    arena_printf(t->c->arena, "%s %d; %s %d, %s %d",
		call_tr(t->c, "Tag", "Day"), ahead,
		call_tr(t->c, "aus Bereitschaften erzeugt bis Tag",
		    "generated from readiness until day"),
		t->basis.generated - t->c->today,
		call_tr(t->c, "buchbar bis Tag", "bookable until day"),
		availability_horizon(t->c) - t->c->today),
	    ahead, 0);
}

static void
say_capacity(const struct tale *t)
{
	const struct capacity_row *r = pick_capacity(
	    &t->basis.capacity, t->date, date_weekday(t->date), t->hour);

	if (r == NULL) {
		t->add(t->arg, "capacity",
		    call_tr(t->c, "Keine Plätze je Berater festgelegt",
			"No places per consultant are set"),
		    0, 0);
		return;
	}
	t->add(t->arg, "capacity",
	    arena_printf(t->c->arena, "%s: %d (%s%s%s%s)",
		call_tr(t->c, "Plätze je Berater", "Places per consultant"),
		r->places,
		r->hour != 0
		    ? clock_of(t, r->hour * 60)
		    : call_tr(t->c, "alle übrigen Stunden", "all other hours"),
		since(t, r->effective_from), r->set_by[0] != '\0' ? ", " : "",
		r->set_by),
	    r->places, r->id);
}

static void
say_span(const struct tale *t, const struct ready_span *s)
{
	bool weekly = s->repeat_until != DATE_NONE;
	int overlap = span_overlap(s, t->date, t->hour);

	t->add(t->arg, "span",
	    arena_printf(t->c->arena, "%s: %s %s-%s%s%s%s", s->consultant_name,
		call_tr(t->c, "T1-bereit", "ready for T1"),
		clock_of(t, s->from_minute), clock_of(t, s->to_minute),
		weekly ? call_tr(t->c, ", wöchentlich bis ", ", weekly until ")
		       : "",
		weekly ? day(t, s->repeat_until) : "",
		overlap < t->basis.min_cover
		    ? call_tr(t->c, " (zu kurz)", " (too short)")
		    : ""),
	    overlap, s->id);
}

static void
say_consultant(const struct tale *t, const struct ready *r)
{
	const char *how =
	    call_tr(t->c, "Standard-Verfügbarkeit", "standard availability");
	bool fallback = r->source[0] == 'f';

	if (!fallback)
		how = r->source[0] == 'c'
			  ? call_tr(t->c, "bereit laut Kalender",
				"ready by calendar")
			  : call_tr(
				t->c, "bereit laut Eintrag", "ready by entry");
	t->add(t->arg, fallback ? "fallback" : "consultant",
	    arena_printf(t->c->arena, "%s: %s", r->name, how), 1, r->id);
}

static void
say_special(const struct tale *t, const struct special *s)
{
	if (s->start_at != t->start_at)
		return;
	t->add(t->arg, "special",
	    arena_printf(t->c->arena, "%s: %s %s %s, %s", s->consultant_name,
		call_tr(t->c, "Sonderbuchung", "special booking"), s->type,
		clock_of(t, s->event_minute),
		call_tr(t->c, "zählt nicht mit", "does not count")),
	    -1, s->id);
}

/* Titles may name customers: only for those who see all bookings. */
static void
say_external(const struct tale *t, const struct external *x)
{
	bool all = call_may(t->c, P_SLOTS_MANAGE_ALL);

	if (x->slot_at != t->start_at)
		return;
	t->add(t->arg, "external",
	    arena_printf(t->c->arena, "%s%s%s",
		call_tr(t->c, "Fremder Termin im Zentralkalender",
		    "Foreign event in the central calendar"),
		all ? ": " : "", all ? x->title : ""),
	    x->weight, x->id);
}

static enum err
say_people(const struct tale *t)
{
	const struct basis *b = &t->basis;
	struct ready_list ready;
	enum err e;

	for (int i = 0; i < b->spans.n; i++)
		if (span_overlap(&b->spans.row[i], t->date, t->hour) > 0 &&
		    !basis_is_fallback(b, t->date))
			say_span(t, &b->spans.row[i]);
	e = availability_store_ready(
	    t->c->db, t->c->arena, t->start_at, &ready);
	if (e != OK)
		return e;
	for (int i = 0; i < ready.n; i++)
		say_consultant(t, &ready.row[i]);
	if (ready.n == 0)
		t->add(t->arg, "consultant",
		    call_tr(
			t->c, "Kein Berater bereit", "No consultant is ready"),
		    0, 0);
	return OK;
}

enum err
availability_explain(
    struct call *c, int date, int hour, availability_line *add, void *arg)
{
	struct tale t = {
		.c = c, .date = date, .hour = hour, .add = add, .arg = arg
	};
	const struct grid_row *g;
	enum err e;

	if ((e = availability_basis(c, date, date, &t.basis)) != OK)
		return e;
	t.start_at = availability_start_at(date, hour);
	g = pick_grid(&t.basis.grid, date, date_weekday(date), hour);
	say_grid(&t, g);
	say_window(&t);
	say_capacity(&t);
	if ((e = say_people(&t)) != OK)
		return e;
	for (int i = 0; i < t.basis.specials.n; i++)
		say_special(&t, &t.basis.specials.row[i]);
	for (int i = 0; i < t.basis.externals.n; i++)
		say_external(&t, &t.basis.externals.row[i]);
	return OK;
}
