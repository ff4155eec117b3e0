/* Holidays of North Rhine-Westphalia; pure, used by blocks and its tests. */
#include "server/blocks/blocks_holiday.h"

#include "common/date.h"
#include "common/str.h"

/* A fixed day, or (month 0) days after Easter Sunday. */
static const struct rule {
	int month, day;
	int only_year; /* 0: every year */
	const char *name;
} rules[] = {
	{ 1, 1, 0, "Neujahr" },
	{ 0, -2, 0, "Karfreitag" },
	{ 0, 1, 0, "Ostermontag" },
	{ 5, 1, 0, "Erster Mai (Tag der Arbeit)" },
	{ 0, 39, 0, "Christi Himmelfahrt" },
	{ 0, 50, 0, "Pfingstmontag" },
	{ 0, 60, 0, "Fronleichnam" },
	{ 10, 3, 0, "Tag der Deutschen Einheit" },
	{ 10, 31, 2017, "Reformationstag" },
	{ 11, 1, 0, "Allerheiligen" },
	{ 12, 25, 0, "Erster Weihnachtstag" },
	{ 12, 26, 0, "Zweiter Weihnachtstag" },
};
#define N_RULES ((int)(sizeof(rules) / sizeof(rules[0])))
_Static_assert(sizeof(rules) / sizeof(rules[0]) <= HOLIDAYS_MAX, "too many");

/* Stable: names of one date keep the order of the table. */
static void
insert(struct holiday *out, int n, struct holiday h)
{
	while (n > 0 && out[n - 1].date > h.date) {
		out[n] = out[n - 1];
		n--;
	}
	out[n] = h;
}

int
holiday_year(int year, struct holiday out[HOLIDAYS_MAX])
{
	int easter, n = 0;

	if (year < 1583 || year > 9999)
		return 0;
	easter = date_easter(year);
	for (int i = 0; i < N_RULES; i++) {
		const struct rule *r = &rules[i];
		struct holiday h = { 0, r->name };

		if (r->only_year != 0 && r->only_year != year)
			continue;
		h.date = r->month == 0 ? easter + r->day
				       : date_make(year, r->month, r->day);
		insert(out, n++, h);
	}
	return n;
}

bool
holiday_on(int date, char *out, size_t size)
{
	struct holiday h[HOLIDAYS_MAX];
	int year, month, day, n;
	size_t len = 0;

	date_split(date, &year, &month, &day);
	n = holiday_year(year, h);
	if (size > 0)
		out[0] = '\0';
	for (int i = 0; i < n; i++) {
		if (h[i].date != date)
			continue;
		if (len > 0 && len + 2 < size) {
			str_copy(out + len, size - len, ", ");
			len += 2;
		}
		str_copy(out + len, size - len, h[i].name);
		len += strlen(out + len);
	}
	return len > 0;
}
