/*
 * Bookings of the older system: duplicates of its nightly sync, potentials,
 * users (booking.md 16.1, 16.2). Called by imports_plan.c.
 */
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/imports/imports_plan.h"

#define USER_MIN 2
#define USER_MAX 50
#define NOBODY "unbekannt"

/* Colour classes of 10.1 that still say something. */
static const struct {
	const char *word;
	const char *potential;
	int color;
} classes[] = {
	{ "closer_needed", "closer", 5 },
	{ "recall", "rueckholung", 3 },
	{ "top", "hoch", 7 },
};

static const char *const current[] = { "hoch", "gut", "ok", "niedrig", "gering",
	"closer", "rueckholung" };

const char *
imports_potential(const char *word, int color, bool backfilled)
{
	size_t i;

	for (i = 0; i < sizeof(current) / sizeof(current[0]); i++)
		if (str_eq(current[i], word))
			return current[i];
	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (backfilled ? classes[i].color == color
			       : str_eq(classes[i].word, word))
			return classes[i].potential;
	return "unspecified";
}

static bool
is_name_char(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ||
	       cp == 0xE4 || cp == 0xF6 || cp == 0xFC || cp == '.' ||
	       cp == '_' || cp == '-';
}

const char *
imports_user_name(struct arena *a, const char *user)
{
	const char *s = utf8_fold(a, user);
	/* every character becomes one that is not longer */
	char *out = arena_alloc(a, strlen(s) + 1), *w = out;
	size_t n;
	uint32_t cp;
	int count = 0;

	for (; (n = utf8_next(s, &cp)) != 0 && count < USER_MAX; s += n) {
		if (w == out && (cp == '.' || cp == '_' || cp == '-'))
			continue; /* a name begins with letter or digit */
		if (is_name_char(cp)) {
			memcpy(w, s, n);
			w += n;
			count++;
		} else if (w != out && w[-1] != '.') {
			*w++ = '.';
			count++;
		}
	}
	while (w != out && w[-1] == '.')
		w--;
	*w = '\0';
	return utf8_count(out) >= USER_MIN ? out : NOBODY;
}

/* A row with a real time of booking comes before one without. */
static int
by_slot(const void *x, const void *y)
{
	const struct imp_booking *a = x, *b = y;
	int c = strcmp(a->loose, b->loose);

	if (c != 0)
		return c;
	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	if (a->minute != b->minute)
		return a->minute < b->minute ? -1 : 1;
	if (a->backfilled != b->backfilled)
		return a->backfilled ? 1 : -1;
	if (a->approximate != b->approximate)
		return a->approximate ? 1 : -1;
	return a->seq - b->seq;
}

static bool
same_slot(const struct imp_booking *a, const struct imp_booking *b)
{
	return str_eq(a->loose, b->loose) && a->date == b->date &&
	       a->minute == b->minute;
}

static void
drop_twins(struct imp_data *d, struct imp_plan *p)
{
	struct imp_booking *last = NULL, *b;
	int i, n = 0;

	if (d->n_bookings > 0)
		qsort(d->booking, (size_t)d->n_bookings, sizeof(*d->booking),
		    by_slot);
	for (i = 0; i < d->n_bookings; i++) {
		b = &d->booking[i];
		if (last == NULL || !same_slot(last, b)) {
			d->booking[n] = *b;
			last = &d->booking[n++];
			continue;
		}
		p->counts.booking_duplicates++;
		if (last->campaign == NULL)
			last->campaign = b->campaign;
	}
	d->n_bookings = n;
}

void
imports_need_account(struct arena *a, struct imp_plan *p, const char *name)
{
	int i;

	for (i = 0; i < p->n_users; i++)
		if (str_eq(p->user[i], name))
			return;
	*IMP_ADD(a, p->user, p->n_users) = name;
}

static void
finish_booking(struct arena *a, const struct plan_known *known,
    struct imp_plan *p, struct imp_booking *b)
{
	const char *account = known->account(known->ctx, b->user);

	if (account == NULL) {
		b->user = imports_user_name(a, b->user);
		account = known->account(known->ctx, b->user);
		if (account == NULL)
			imports_need_account(a, p, b->user);
	}
	if (account != NULL)
		b->user = account;
	b->potential = imports_potential(b->potential, b->color, b->backfilled);
	b->status = "pending";
	if (!b->recovered)
		return;
	p->counts.bookings_recovered++;
	imports_warn(a, p,
	    p->english ? "failed booking imported: %s"
		       : "fehlgeschlagene Buchung nachgetragen: %s",
	    b->id);
}

void
imports_plan_bookings(struct arena *a, struct imp_data *d,
    const struct plan_known *known, struct imp_plan *p)
{
	int i;

	p->counts.booking_lines = d->n_bookings + d->n_aggregates;
	p->counts.aggregates = d->n_aggregates;
	drop_twins(d, p);
	for (i = 0; i < d->n_bookings; i++)
		finish_booking(a, known, p, &d->booking[i]);
	p->booking = d->booking;
	p->n_bookings = d->n_bookings;
	p->counts.bookings = d->n_bookings;
}
