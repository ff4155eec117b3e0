/* Words for days, people and figures, as lists of bookings show them. */
#include "tui/screens/wording.h"

#include <ctype.h>
#include <wchar.h>
#include <wctype.h>

#include "common/str.h"

char *
word_days_away(int date, int today, char out[SCR_TEXT])
{
	int n;

	out[0] = '\0';
	if (date == DATE_NONE)
		return out;
	n = date - today;
	if (n == 0)
		snprintf(out, SCR_TEXT, "%s", _("today!"));
	else if (n > 0)
		snprintf(out, SCR_TEXT,
		    ngettext("in %d day", "in %d days", (unsigned long)n), n);
	else
		snprintf(out, SCR_TEXT,
		    ngettext("%d day ago", "%d days ago", (unsigned long)-n),
		    -n);
	return out;
}

/* Appends the first letter of s in upper case; returns bytes of s used. */
static size_t
letter(const char *s, char out[SCR_TEXT])
{
	size_t used = strlen(out);
	mbstate_t st = { 0 };
	wchar_t w;
	size_t n = mbrtowc(&w, s, strlen(s), &st);
	char upper[MB_LEN_MAX];
	int m;

	if (n == 0 || n == (size_t)-1 || n == (size_t)-2)
		return 0;
	m = wctomb(upper, (wchar_t)towupper((wint_t)w));
	if (m > 0 && used + (size_t)m < SCR_TEXT) {
		memcpy(out + used, upper, (size_t)m);
		out[used + (size_t)m] = '\0';
	}
	return n;
}

char *
word_initials(const char *account, char out[SCR_TEXT])
{
	const char *dot = strchr(account, '.');
	size_t first;

	out[0] = '\0';
	first = letter(account, out);
	if (first > 0)
		(void)letter(dot != NULL ? dot + 1 : account + first, out);
	return out;
}

char *
word_day(int date, char out[SCR_TEXT])
{
	char day[UI_DATE];
	int year, month, d;

	out[0] = '\0';
	if (date == DATE_NONE)
		return out;
	date_split(date, &year, &month, &d);
	if (str_eq(ui_lang(), "de"))
		snprintf(out, SCR_TEXT, "%s %s%02d",
		    ui_weekday_short(date_weekday(date)),
		    ui_date_short(date, day), year % 100);
	else
		snprintf(out, SCR_TEXT, "%s %02d-%s",
		    ui_weekday_short(date_weekday(date)), year % 100,
		    ui_date_short(date, day));
	return out;
}

char *
word_range(int from, int to, char out[SCR_TEXT])
{
	char a[UI_DATE], b[UI_DATE];

	if (to == from || to == DATE_NONE)
		snprintf(out, SCR_TEXT, "%s", ui_date_long(from, a));
	else
		snprintf(out, SCR_TEXT, "%s – %s", ui_date_short(from, a),
		    ui_date(to, b));
	return out;
}

char *
word_percent(int64_t tenths, char out[SCR_TEXT])
{
	char text[UI_DATE];

	snprintf(out, SCR_TEXT, "%s %%", ui_tenths((long)tenths, text));
	return out;
}

bool
word_time(const char *typed, char out[6])
{
	int n[4], digits = 0, colon = -1, hour, minute;

	for (; *typed != '\0'; typed++) {
		if (*typed == ' ')
			continue;
		if ((*typed == ':' || *typed == '.') && colon < 0) {
			colon = digits;
			continue;
		}
		if (!isdigit((unsigned char)*typed) || digits == 4)
			return false;
		n[digits++] = *typed - '0';
	}
	if (colon < 0)
		colon = digits <= 2 ? digits : digits - 2;
	if (colon < 1 || colon > 2 || (digits != colon && digits != colon + 2))
		return false;
	hour = colon == 2 ? 10 * n[0] + n[1] : n[0];
	minute = digits > colon ? 10 * n[colon] + n[colon + 1] : 0;
	if (hour > 23 || minute > 59)
		return false;
	snprintf(
	    out, 6, "%02u:%02u", (unsigned)hour % 100, (unsigned)minute % 100);
	return true;
}

char *
word_ago(int64_t ms, char out[SCR_TEXT])
{
	int64_t minutes = ms / 60000, n;

	if (minutes < 1) {
		(void)str_copy(out, SCR_TEXT, _("just now"));
		return out;
	}
	n = minutes < 60 ? minutes : minutes / 60;
	if (minutes < 60)
		snprintf(out, SCR_TEXT, _("%d min ago"), (int)n);
	else if (n < 24)
		snprintf(out, SCR_TEXT, _("%d h ago"), (int)n);
	else
		snprintf(out, SCR_TEXT,
		    ngettext(
			"%d day ago", "%d days ago", (unsigned long)(n / 24)),
		    (int)(n / 24));
	return out;
}
