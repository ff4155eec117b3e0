/* Names, dates and numbers as people write them. Used by all screens. */
#include "tui/ui/i18n.h"

#include "common/date.h"
#include "common/date_entry.h"
#include "common/str.h"

const char *
ui_lang(void)
{
	/* TRANSLATORS: the code of this catalogue's language */
	return str_eq(_("en"), "de") ? "de" : "en";
}

static int
german(void)
{
	return str_eq(ui_lang(), "de");
}

const char *
ui_weekday(int weekday)
{
	static const char *const names[] = { N_("Monday"), N_("Tuesday"),
		N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
		N_("Sunday") };

	return weekday >= 0 && weekday < 7 ? _(names[weekday]) : "";
}

const char *
ui_weekday_short(int weekday)
{
	static const char *const names[] = { N_("Mon"), N_("Tue"), N_("Wed"),
		N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };

	return weekday >= 0 && weekday < 7 ? _(names[weekday]) : "";
}

const char *
ui_month(int month)
{
	static const char *const names[] = { N_("January"), N_("February"),
		N_("March"), N_("April"), N_("month|May"), N_("June"),
		N_("July"), N_("August"), N_("September"), N_("October"),
		N_("November"), N_("December") };
	const char *s, *bar;

	if (month < 1 || month > 12)
		return "";
	s = _(names[month - 1]);
	bar = strchr(s, '|'); /* the long May is the short one in English */
	return bar == NULL ? s : bar + 1;
}

const char *
ui_month_short(int month)
{
	static const char *const names[] = { N_("Jan"), N_("Feb"), N_("Mar"),
		N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"),
		N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec") };

	return month >= 1 && month <= 12 ? _(names[month - 1]) : "";
}

char *
ui_date(int date, char out[UI_DATE])
{
	out[0] = '\0';
	if (date == DATE_NONE)
		return out;
	return german() ? date_text_de(date, out) : date_text(date, out);
}

char *
ui_date_long(int date, char out[UI_DATE])
{
	char day[UI_DATE];

	out[0] = '\0';
	if (date != DATE_NONE)
		snprintf(out, UI_DATE, "%s %s",
		    ui_weekday_short(date_weekday(date)), ui_date(date, day));
	return out;
}

char *
ui_date_short(int date, char out[UI_DATE])
{
	int y, m, d;

	out[0] = '\0';
	if (date == DATE_NONE)
		return out;
	date_split(date, &y, &m, &d);
	if (german())
		snprintf(out, UI_DATE, "%02d.%02d.", d, m);
	else
		snprintf(out, UI_DATE, "%02d-%02d", m, d);
	return out;
}

char *
ui_week(int date, int year, char out[UI_DATE])
{
	int y, w;

	out[0] = '\0';
	if (date == DATE_NONE)
		return out;
	date_iso_week(date, &y, &w);
	if (german() && year)
		snprintf(out, UI_DATE, "KW %d/%d", w, y);
	else if (german())
		snprintf(out, UI_DATE, "KW %d", w);
	else if (year)
		snprintf(out, UI_DATE, "%d W%02d", y, w);
	else
		snprintf(out, UI_DATE, "W%02d", w);
	return out;
}

int
ui_date_read(const char *s, int today)
{
	int date, hour;

	if (!date_entry_parse(s, today, &date, &hour) || hour >= 0)
		return DATE_NONE;
	return date;
}

char *
ui_tenths(long tenths, char out[UI_DATE])
{
	long whole = tenths / 10, rest = tenths % 10;
	const char *sign = tenths < 0 ? "-" : "";

	whole = whole < 0 ? -whole : whole;
	rest = rest < 0 ? -rest : rest;
	if (rest == 0)
		snprintf(out, UI_DATE, "%s%ld", sign, whole);
	else
		snprintf(out, UI_DATE, "%s%ld%s%ld", sign, whole,
		    german() ? "," : ".", rest);
	return out;
}
