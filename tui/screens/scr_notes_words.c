/* How notifications are written: signs, times, where they lead. */
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_notes.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

static const struct {
	const char *type, *label, *sign;
	int ink;
	enum toast_kind toast;
} types[] = {
	{ "info", N_("Info"), "i", INK_INFO, TOAST_INFO },
	{ "success", N_("Success"), "✓", INK_SUCCESS, TOAST_SUCCESS },
	{ "warning", N_("Warning"), "!", INK_WARNING, TOAST_WARNING },
	{ "error", N_("Error"), "✗", INK_ERROR, TOAST_ERROR },
};

static size_t
row_of(const char *type)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (str_eq(types[i].type, type))
			return i;
	return 0;
}

const char *
note_label(const char *type)
{
	return _(types[row_of(type)].label);
}

const char *
note_sign(const char *type)
{
	return types[row_of(type)].sign;
}

int
note_ink(const char *type)
{
	return types[row_of(type)].ink;
}

enum toast_kind
note_toast(const char *type)
{
	return types[row_of(type)].toast;
}

char *
note_ago(const char *iso, int64_t now, char out[SCR_TEXT])
{
	int64_t at, age;
	unsigned long n;

	out[0] = '\0';
	if (iso == NULL || !instant_parse(iso, &at))
		return out;
	age = now - at;
	if (age >= 7 * DAY_MS)
		return scr_instant(iso, out);
	if (age < MINUTE_MS) { /* also when the clocks differ a little */
		snprintf(out, SCR_TEXT, "%s", _("just now"));
	} else if (age < HOUR_MS) {
		snprintf(
		    out, SCR_TEXT, _("%d min ago"), (int)(age / MINUTE_MS));
	} else if (age < DAY_MS) {
		snprintf(out, SCR_TEXT, _("%d h ago"), (int)(age / HOUR_MS));
	} else {
		n = (unsigned long)(age / DAY_MS);
		snprintf(out, SCR_TEXT,
		    ngettext("%d day ago", "%d days ago", n), (int)n);
	}
	return out;
}

char *
note_title(const json_t *note, char *out, size_t size)
{
	int n = (int)json_get_int(note, "count", 1);

	if (n > 1)
		snprintf(
		    out, size, "%s ×%d", json_get_str(note, "title", ""), n);
	else
		snprintf(out, size, "%s", json_get_str(note, "title", ""));
	return out;
}

bool
note_follow(struct ui *ui, const json_t *note)
{
	const json_t *first = json_array_get(json_get(note, "actions"), 0);
	const char *screen =
	    json_get_str(note, "screen", json_get_str(first, "screen", ""));
	int64_t ref = json_get_int(note, "ref", 0);

	if (*screen == '\0')
		return false;
	if (ref != 0 &&
	    (str_eq(screen, "bookings") || str_eq(screen, "all_bookings")))
		scr_context(ui)->booking = ref;
	if (ref != 0 &&
	    (str_eq(screen, "consultants") || str_eq(screen, "ready")))
		scr_context(ui)->consultant = ref;
	scr_go(ui, screen);
	return true;
}
