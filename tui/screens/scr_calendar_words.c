/* How the screens of the calendars write what the server names. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_calendar.h"

struct word {
	const char *key, *label;
};

static const char *
find(const struct word *words, const char *key)
{
	for (; words->key != NULL; words++)
		if (str_eq(words->key, key))
			return _(words->label);
	return key; /* the server knows more than we do */
}

const char *
calendar_name(const json_t *calendars, const char *key, char out[SCR_TEXT])
{
	const char *number = strchr(key, ':');
	json_t *row;
	size_t i;

	if (str_eq(key, "central"))
		return _("Central calendar");
	json_array_foreach((json_t *)calendars, i, row)
	{
		if (str_eq(json_get_str(row, "calendar", ""), key)) {
			(void)str_copy(
			    out, SCR_TEXT, json_get_str(row, "name", ""));
			return out;
		}
	}
	snprintf(out, SCR_TEXT, _("Consultant %s"),
	    number != NULL ? number + 1 : key);
	return out;
}

const char *
calendar_stand(int today, const char *iso, char out[SCR_TEXT])
{
	char now[SCR_TEXT];
	size_t n;

	scr_instant(iso, out);
	if (out[0] == '\0')
		return "—";
	n = strcspn(out, " ");
	scr_when(today, -1, now);
	/* "Mi 04.03." ends as "04.03. 14:05" begins */
	if (n > 0 && strlen(now) > n &&
	    strncmp(now + strlen(now) - n, out, n) == 0 && out[n] == ' ')
		memmove(out, out + n + 1, strlen(out + n + 1) + 1);
	return out;
}

const char *
calendar_operation(const char *operation)
{
	static const struct word words[] = {
		{ "insert", N_("enter it") },
		{ "update", N_("change it") },
		{ "delete", N_("delete it") },
		{ NULL, NULL },
	};

	return find(words, operation);
}

static const struct {
	const char *key, *sign, *label;
	int ink;
} states[] = {
	{ "pending", "○", N_("waiting"), INK_TEXT },
	{ "failed", "!", N_("failed"), INK_ERROR },
	{ "done", "✓", N_("done"), INK_SUCCESS },
	{ "discarded", "–", N_("discarded"), INK_DISABLED },
};

static int
state_of(const char *state)
{
	for (int i = 0; i < 4; i++)
		if (str_eq(states[i].key, state))
			return i;
	return 0;
}

const char *
calendar_write_state(const char *state)
{
	return _(states[state_of(state)].label);
}

const char *
calendar_write_sign(const char *state)
{
	return states[state_of(state)].sign;
}

int
calendar_write_ink(const char *state)
{
	return states[state_of(state)].ink;
}

const char *
calendar_kind(const char *kind)
{
	static const struct word words[] = {
		{ "deleted", N_("deleted there") },
		{ "missing", N_("not there any more") },
		{ "moved", N_("moved there") },
		{ "off_grid", N_("moved off the grid") },
		{ "renamed", N_("another name") },
		{ "both_changed", N_("changed on both sides") },
		{ "taken", N_("moved, slot is full") },
		{ NULL, NULL },
	};

	return find(words, kind);
}

const char *
calendar_result(const char *result)
{
	static const struct word words[] = {
		{ "ok", N_("can be read") },
		{ "missing", N_("does not exist") },
		{ "forbidden", N_("access refused") },
		{ "rate limited", N_("too many calls") },
		{ "unavailable", N_("provider has a fault") },
		{ "network", N_("not reachable") },
		{ "setup", N_("not set up") },
		{ "invalid", N_("request refused") },
		{ NULL, NULL },
	};

	return find(words, result);
}
