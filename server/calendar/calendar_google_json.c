/* Reads the JSON of the calendar API v3. */
#include "server/calendar/calendar_google_json.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"

#define TOKEN_SECONDS 3600

static bool
read_time(const json_t *o, int64_t *at, bool *all_day)
{
	const char *day = json_get_str(o, "date", NULL);
	const char *instant = json_get_str(o, "dateTime", NULL);
	int date;

	if (day != NULL && (date = date_parse(day)) != DATE_NONE) {
		*all_day = true;
		*at = tz_day(date);
		return true;
	}
	return instant != NULL && tz_parse_legacy(instant, at);
}

static const char *
keep(struct arena *a, const json_t *o, const char *key, const char *dflt)
{
	const char *s = json_get_str(o, key, dflt);

	return s == NULL ? NULL : arena_strdup(a, s);
}

static bool
read_event(struct arena *a, const json_t *o, struct calendar_event *ev)
{
	int64_t color = 0;
	bool end_day = false;

	*ev = (struct calendar_event){ .id = keep(a, o, "id", NULL),
		.etag = keep(a, o, "etag", ""),
		.cancelled =
		    str_eq(json_get_str(o, "status", "confirmed"), "cancelled"),
		.title = keep(a, o, "summary", ""),
		.description = keep(a, o, "description", ""),
		.uuid = keep(a,
		    json_get(json_get(o, "extendedProperties"), "private"),
		    "hub_booking", NULL) };
	if (ev->id == NULL || ev->id[0] == '\0')
		return false;
	if (str_int(json_get_str(o, "colorId", "0"), 0, 99, &color))
		ev->color = (int)color;
	if (read_time(json_get(o, "start"), &ev->start_at, &ev->all_day) &&
	    read_time(json_get(o, "end"), &ev->end_at, &end_day))
		return true;
	ev->start_at = ev->end_at = 0;
	return ev->cancelled; /* only a stub may be without times */
}

bool
google_read_event(
    struct arena *a, const char *s, size_t n, struct calendar_event *out)
{
	json_t *o = json_parse_heap(s, n, NULL);
	bool ok = json_is_object(o) && read_event(a, o, out);

	json_decref(o);
	return ok;
}

static bool
read_page(struct arena *a, const json_t *o, struct calendar_answer *out)
{
	const json_t *items = json_get(o, "items");
	size_t i, n = json_array_size(items);

	if (items != NULL && !json_is_array(items))
		return false;
	out->event = arena_alloc(a, (n + 1) * sizeof(*out->event));
	for (i = 0; i < n; i++)
		if (!read_event(a, json_array_get(items, i), &out->event[i]))
			return false;
	out->n = (int)n;
	out->next_page = keep(a, o, "nextPageToken", NULL);
	out->next_token = keep(a, o, "nextSyncToken", NULL);
	/* the last page carries the token, every other one the next page */
	return (out->next_page == NULL) != (out->next_token == NULL);
}

bool
google_read_page(
    struct arena *a, const char *s, size_t n, struct calendar_answer *out)
{
	json_t *o = json_parse_heap(s, n, NULL);
	bool ok = json_is_object(o) && read_page(a, o, out);

	json_decref(o);
	if (!ok) {
		out->n = 0;
		out->next_page = out->next_token = NULL;
	}
	return ok;
}

bool
google_read_token(struct arena *a, const char *s, size_t n, const char **token,
    int64_t *seconds)
{
	json_t *o = json_parse_heap(s, n, NULL);
	const char *t = json_get_str(o, "access_token", NULL);
	bool ok = json_is_object(o) && t != NULL && t[0] != '\0';

	if (ok) {
		*token = arena_strdup(a, t);
		*seconds = json_get_int(o, "expires_in", TOKEN_SECONDS);
	}
	json_decref(o);
	return ok;
}

const char *
google_read_reason(struct arena *a, const char *s, size_t n)
{
	json_t *o = json_parse_heap(s, n, NULL);
	const json_t *error = json_get(o, "error");
	const char *reason = json_get_str(o, "error", NULL), *kept;

	if (reason == NULL)
		reason =
		    json_get_str(json_array_get(json_get(error, "errors"), 0),
			"reason", NULL);
	if (reason == NULL)
		reason = json_get_str(error, "status", "");
	kept = arena_strndup(a, reason, 60);
	json_decref(o);
	return kept;
}
