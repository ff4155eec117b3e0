/*
 * Declared parameters: one table is parser and validator. Every fault is
 * collected, so that a form can show them all at once.
 */
#include "server/rpc/fields.h"

#include <ctype.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/rpc/call.h"

static void *
at(void *out, const struct field *f)
{
	return (char *)out + f->offset;
}

/* A maximum of 2 means a third state, -1: absent (F_TRI_OPT). */
static void
set_bool(const struct field *f, void *out, int v)
{
	if (f->max == 2)
		*(int *)at(out, f) = v;
	else
		*(bool *)at(out, f) = v != 0;
}

static void
set_default(const struct field *f, void *out)
{
	switch (f->type) {
	case FT_INT:
	case FT_ID:
	case FT_INSTANT:
		*(int64_t *)at(out, f) = f->dflt;
		break;
	case FT_DATE:
		*(int *)at(out, f) = DATE_NONE;
		break;
	case FT_TIME:
		*(int *)at(out, f) = -1;
		break;
	case FT_ENUM:
		*(int *)at(out, f) = (int)f->dflt;
		break;
	case FT_BOOL:
		set_bool(f, out, (int)f->dflt);
		break;
	case FT_END:
	case FT_STR:
	case FT_TEXT:
	case FT_SECRET:
	case FT_STRLIST:
	case FT_INTLIST:
		break; /* zeroed: NULL or empty */
	}
}

static enum err
type_fault(struct call *c, const char *name, const char *de, const char *en)
{
	return call_invalid(c, name, "%s", call_tr(c, de, en));
}

static void
range_fault(struct call *c, const struct field *f)
{
	call_invalid(c, f->name, call_tr(c, "%lld bis %lld", "%lld to %lld"),
	    (long long)f->min, (long long)f->max);
}

static void
decode_int(struct call *c, const struct field *f, const json_t *v, void *out)
{
	json_int_t n = json_integer_value(v);

	if (!json_is_integer(v))
		type_fault(c, f->name, "muss eine ganze Zahl sein",
		    "must be an integer");
	else if (n < f->min || n > f->max)
		range_fault(c, f);
	else
		*(int64_t *)at(out, f) = n;
}

/* "HH:MM" to the minute of the day, -1 when it is none. */
static int
parse_time(const char *s)
{
	int h, m;

	if (strlen(s) != 5 || s[2] != ':' || !isdigit((unsigned char)s[0]) ||
	    !isdigit((unsigned char)s[1]) || !isdigit((unsigned char)s[3]) ||
	    !isdigit((unsigned char)s[4]))
		return -1;
	h = (s[0] - '0') * 10 + s[1] - '0';
	m = (s[3] - '0') * 10 + s[4] - '0';
	return h < 24 && m < 60 ? h * 60 + m : -1;
}

static void
length_fault(struct call *c, const struct field *f, size_t n)
{
	if (n == 0 && f->min == 1)
		type_fault(
		    c, f->name, "Pflichtfeld ausfüllen", "please fill in");
	else if ((int64_t)n < f->min)
		call_invalid(c, f->name,
		    call_tr(c, "mindestens %lld Zeichen",
			"at least %lld characters"),
		    (long long)f->min);
	else
		call_invalid(c, f->name,
		    call_tr(c, "höchstens %lld Zeichen (hier %lld)",
			"at most %lld characters (here %lld)"),
		    (long long)f->max, (long long)n);
}

static void
decode_str(struct call *c, const struct field *f, const json_t *v, void *out)
{
	const char *s = json_string_value(v);
	size_t n;

	if (s == NULL) {
		type_fault(
		    c, f->name, "muss ein Text sein", "must be a string");
		return;
	}
	if (f->type != FT_SECRET)
		s = utf8_trim(c->arena, s);
	n = utf8_count(s);
	if ((int64_t)n < f->min || (int64_t)n > f->max)
		length_fault(c, f, n);
	else if (!utf8_clean(s, f->type == FT_TEXT))
		type_fault(c, f->name, "enthält Steuerzeichen",
		    "contains control characters");
	else
		*(const char **)at(out, f) = s;
}

static void
decode_text_form(
    struct call *c, const struct field *f, const json_t *v, void *out)
{
	const char *s = json_string_value(v);
	int64_t when;

	if (f->type == FT_DATE) {
		if (s == NULL || date_parse(s) == DATE_NONE)
			type_fault(c, f->name,
			    "ungültiges Datum, erwartet JJJJ-MM-TT",
			    "invalid date, expected YYYY-MM-DD");
		else
			*(int *)at(out, f) = date_parse(s);
	} else if (f->type == FT_TIME) {
		if (s == NULL || parse_time(s) < 0)
			type_fault(c, f->name,
			    "ungültige Uhrzeit, erwartet HH:MM",
			    "invalid time, expected HH:MM");
		else
			*(int *)at(out, f) = parse_time(s);
	} else if (s == NULL || !instant_parse(s, &when)) {
		type_fault(c, f->name, "ungültiger Zeitpunkt (ISO 8601 UTC)",
		    "invalid instant (ISO 8601 UTC)");
	} else {
		*(int64_t *)at(out, f) = when;
	}
}

static void
decode_enum(struct call *c, const struct field *f, const json_t *v, void *out)
{
	const char *s = json_string_value(v);
	const char *all = "";
	int i;

	for (i = 0; f->names[i] != NULL; i++) {
		if (s != NULL && str_eq(s, f->names[i])) {
			*(int *)at(out, f) = i;
			return;
		}
		all = arena_printf(
		    c->arena, "%s%s%s", all, i > 0 ? ", " : "", f->names[i]);
	}
	call_invalid(c, f->name, call_tr(c, "erlaubt: %s", "one of: %s"), all);
}

static void
decode_list(struct call *c, const struct field *f, const json_t *v, void *out)
{
	struct field_list *l = at(out, f);
	size_t n = json_array_size(v), i;

	if (!json_is_array(v)) {
		type_fault(
		    c, f->name, "muss eine Liste sein", "must be a list");
		return;
	}
	if ((int64_t)n > f->max) {
		range_fault(c, f);
		return;
	}
	l->str = arena_zalloc(c->arena, (n + 1) * sizeof(*l->str));
	l->num = arena_zalloc(c->arena, (n + 1) * sizeof(*l->num));
	for (i = 0; i < n; i++) {
		const json_t *x = json_array_get(v, i);

		if (f->type == FT_STRLIST ? !json_is_string(x)
					  : !json_is_integer(x)) {
			type_fault(c, f->name, "enthält einen falschen Wert",
			    "contains a wrong value");
			return;
		}
		l->str[i] = json_string_value(x);
		l->num[i] = json_integer_value(x);
	}
	l->n = (int)n;
}

static void
decode_one(struct call *c, const struct field *f, const json_t *v, void *out)
{
	switch (f->type) {
	case FT_INT:
	case FT_ID:
		decode_int(c, f, v, out);
		break;
	case FT_STR:
	case FT_TEXT:
	case FT_SECRET:
		decode_str(c, f, v, out);
		break;
	case FT_DATE:
	case FT_TIME:
	case FT_INSTANT:
		decode_text_form(c, f, v, out);
		break;
	case FT_BOOL:
		if (!json_is_boolean(v))
			type_fault(c, f->name, "muss true oder false sein",
			    "must be true or false");
		else
			set_bool(f, out, json_is_true(v));
		break;
	case FT_ENUM:
		decode_enum(c, f, v, out);
		break;
	case FT_STRLIST:
	case FT_INTLIST:
		decode_list(c, f, v, out);
		break;
	case FT_END:
		break;
	}
}

static void
unknown(struct call *c, const struct field *f, const json_t *params)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)params, key, v)
	{
		const struct field *g;
		char shown[64]; /* a field name we would accept is shorter */

		for (g = f; g->type != FT_END && !str_eq(g->name, key); g++)
			;
		if (g->type != FT_END)
			continue;
		if (str_eq(key, "confirm") &&
		    (c->op->flags & TAKES_CONFIRM) != 0)
			continue;
		str_copy(shown, sizeof(shown), key);
		if (!utf8_valid(shown, strlen(shown)) ||
		    !utf8_clean(shown, false))
			str_copy(shown, sizeof(shown), "?");
		type_fault(
		    c, shown, "unbekannter Parameter", "unknown parameter");
	}
}

static void
decode_confirm(struct call *c, const json_t *params)
{
	static const struct field confirm = { FT_STRLIST, "confirm", 0, true, 0,
		8, 0, NULL, NULL };
	const json_t *v = json_object_get(params, "confirm");

	if (v != NULL)
		decode_list(c, &confirm, v, &c->confirm);
}

enum err
fields_decode(
    struct call *c, const struct field *f, const json_t *params, void *out)
{
	static const struct field none[] = { F_END };

	if (f == NULL)
		f = none;
	unknown(c, f, params);
	if ((c->op->flags & TAKES_CONFIRM) != 0)
		decode_confirm(c, params);
	for (; f->type != FT_END; f++) {
		const json_t *v = json_object_get(params, f->name);

		set_default(f, out);
		if (v == NULL || (f->optional && json_is_null(v))) {
			if (!f->optional)
				type_fault(c, f->name, "fehlt", "is missing");
			continue;
		}
		decode_one(c, f, v, out);
	}
	return c->faults != NULL ? E_VALIDATION : OK;
}
