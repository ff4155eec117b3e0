/*
 * From the text of a file to records: which file it is, its lines, and the
 * members of an object. Runs on a worker; called by imports_work.c.
 */
#include "server/imports/imports_parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/utf8.h"
#include "server/imports/imports_parse_private.h"

#define LINE_BYTES 65536 /* longest line, as in the protocol */
#define FIELD_CHARS 500
#define ERROR_CHARS 200

typedef const char *line_parser(struct parse *p, const json_t *o);
typedef void doc_parser(struct parse *p, const json_t *o);

static const struct {
	const char *name;
	enum imp_kind kind;
} files[] = {
	{ "blocked_dates.json", IMP_BLOCKS },
	{ "bookings.jsonl", IMP_BOOKINGS },
	{ "customer_profiles.json", IMP_PROFILES },
	{ "customer_tracking.json", IMP_PROFILES },
	{ "daily_metrics.json", IMP_METRICS },
	{ "failed_bookings.jsonl", IMP_FAILED },
	{ "historical_bookings.jsonl", IMP_HIST_BOOKINGS },
	{ "historical_outcomes.jsonl", IMP_HIST_OUTCOMES },
	{ "historical_stats.json", IMP_HIST_STATS },
	{ "login_history.json", IMP_LOGINS },
	{ "outcomes.jsonl", IMP_OUTCOMES },
	{ "tracking_metrics.json", IMP_METRICS },
	{ "user_2fa.json", IMP_FACTORS },
	{ "user_passwords.json", IMP_PASSWORDS },
	{ "user_registry.json", IMP_USERS },
	{ "users.json", IMP_USERS },
};

static line_parser *const line_parsers[] = {
	[IMP_HIST_BOOKINGS] = parse_hist_booking,
	[IMP_HIST_OUTCOMES] = parse_hist_outcome,
	[IMP_OUTCOMES] = parse_outcome,
	[IMP_BOOKINGS] = parse_booking,
	[IMP_FAILED] = parse_booking,
	[IMP_OTHER] = NULL,
};
static doc_parser *const doc_parsers[] = {
	[IMP_HIST_STATS] = parse_stats,
	[IMP_METRICS] = parse_metrics,
	[IMP_BLOCKS] = parse_blocks,
	[IMP_PASSWORDS] = parse_passwords,
	[IMP_USERS] = parse_users,
	[IMP_FACTORS] = parse_factors,
	[IMP_LOGINS] = parse_logins,
	[IMP_OTHER] = NULL,
};

void
imp_data_init(struct imp_data *d)
{
	memset(d, 0, sizeof(*d));
	d->stats_not_appeared = -1;
	d->stats_days = -1;
}

void *
imp_grow(struct arena *a, void *array, int n, size_t size)
{
	char *p = array;
	size_t used = (size_t)n * size;

	if (n == 0 || (n & (n - 1)) == 0) {
		p = arena_alloc(a, n == 0 ? size : 2 * used);
		if (n > 0)
			memcpy(p, array, used);
	}
	memset(p + used, 0, size);
	return p;
}

enum imp_kind
imports_kind(const char *name)
{
	const char *base = strrchr(name, '/');
	size_t i;

	base = base != NULL ? base + 1 : name;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (str_eq(files[i].name, base))
			return files[i].kind;
	return IMP_OTHER;
}

bool
imports_is_secret(const char *name)
{
	enum imp_kind k = imports_kind(name);

	return k == IMP_PASSWORDS || k == IMP_USERS || k == IMP_FACTORS;
}

/* Control and bidi characters become blanks: names go to terminals. */
static char *
clean(struct arena *a, const char *s, int most)
{
	char *out = arena_strdup(a, s), *w = out;
	size_t n;
	uint32_t cp;
	char one[5];

	for (; most-- > 0 && (n = utf8_next(s, &cp)) != 0; s += n) {
		memcpy(one, s, n);
		one[n] = '\0';
		if (utf8_clean(one, false)) {
			memcpy(w, s, n);
			w += n;
		} else {
			*w++ = ' ';
		}
	}
	*w = '\0';
	return str_trim(out);
}

void
parse_fault(struct parse *p, int line, const char *error)
{
	struct imp_file *f = p->f;
	struct imp_fault *x;

	if (++f->n_broken > IMP_FAULTS)
		return;
	x = arena_zalloc(p->a, sizeof(*x));
	x->line = line;
	x->error = clean(p->a, error, ERROR_CHARS);
	*f->broken_tail = x;
	f->broken_tail = &x->next;
}

const char *
parse_str(struct parse *p, const json_t *o, const char *key, const char *dflt)
{
	const json_t *v = json_object_get(o, key);

	if (json_is_integer(v))
		return arena_printf(
		    p->a, "%lld", (long long)json_integer_value(v));
	if (!json_is_string(v))
		return dflt;
	return clean(p->a, json_string_value(v), FIELD_CHARS);
}

int
parse_int(const json_t *o, const char *key, int dflt)
{
	const json_t *v = json_object_get(o, key);
	int64_t n;
	double r;

	if (json_is_integer(v)) {
		n = json_integer_value(v);
		return n < INT32_MIN || n > INT32_MAX ? dflt : (int)n;
	}
	if (json_is_real(v)) {
		r = json_real_value(v);
		return r == floor(r) && fabs(r) < 1e9 ? (int)r : dflt;
	}
	if (json_is_string(v) &&
	    str_int(json_string_value(v), INT32_MIN, INT32_MAX, &n))
		return (int)n;
	return dflt;
}

int
parse_count(const json_t *o, const char *key)
{
	int n;

	if (json_object_get(o, key) == NULL)
		return 0;
	n = parse_int(o, key, -1);
	return n < 0 || n > 1000000 ? -1 : n;
}

int
parse_date(const json_t *o, const char *key)
{
	const char *s = json_get_str(o, key, NULL);

	return s == NULL ? DATE_NONE : date_parse(s);
}

/* One or two digits at *s as a number up to max, or -1. */
static int
two_digits(const char **s, int max)
{
	int v = 0, n = 0;

	for (; n < 2 && **s >= '0' && **s <= '9'; n++)
		v = v * 10 + *(*s)++ - '0';
	return n == 0 || v > max ? -1 : v;
}

int
parse_clock(const char *s)
{
	int h, m;

	if (s == NULL || (h = two_digits(&s, 23)) < 0 || *s++ != ':' ||
	    (m = two_digits(&s, 59)) < 0)
		return -1;
	if (*s == ':') {
		s++;
		if (two_digits(&s, 59) < 0)
			return -1;
	}
	return *s == '\0' ? h * 60 + m : -1;
}

int64_t
parse_instant(const json_t *o, const char *key)
{
	const char *s = json_get_str(o, key, NULL);
	int64_t at;

	return s != NULL && tz_parse_legacy(s, &at) && at > 0 ? at : 0;
}

const char *
parse_dump(struct parse *p, const json_t *v)
{
	char *s = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
	const char *out = arena_strdup(p->a, s != NULL ? s : "{}");

	free(s);
	return out;
}

const char *
parse_extra(struct parse *p, const json_t *o, const char *const *known)
{
	json_t *rest = NULL, *v;
	const char *key, *out;
	int i;

	json_object_foreach((json_t *)o, key, v)
	{
		for (i = 0; known[i] != NULL && !str_eq(known[i], key); i++)
			;
		if (known[i] != NULL)
			continue;
		if (rest == NULL)
			rest = json_object();
		json_object_set(rest, key, v);
	}
	if (rest == NULL)
		return "{}";
	out = parse_dump(p, rest);
	json_decref(rest);
	return out;
}

static bool
is_blank(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r')
			return false;
	return true;
}

static void
parse_line(struct parse *p, const char *s, size_t n)
{
	char why[JSON_ERROR_TEXT_LENGTH];
	const char *error;
	json_t *o;

	if (is_blank(s, n)) {
		p->f->blank++;
		return;
	}
	o = n > LINE_BYTES ? NULL : json_parse_heap(s, n, why);
	if (n > LINE_BYTES)
		error = "longer than 64 KiB";
	else if (o == NULL)
		error = str_starts(why, "line 1: ") ? why + 8 : why;
	else if (!json_is_object(o))
		error = "not an object";
	else
		error = line_parsers[p->f->kind](p, o);
	if (error != NULL)
		parse_fault(p, p->line, error);
	else
		p->f->rows++;
	json_decref(o);
}

/* The last line may lack its newline. */
static void
parse_lines(struct parse *p)
{
	const char *s = p->f->text, *end = s + p->f->len, *nl;

	while (s < end) {
		nl = memchr(s, '\n', (size_t)(end - s));
		p->line = ++p->f->lines;
		parse_line(p, s, (size_t)((nl != NULL ? nl : end) - s));
		s = nl != NULL ? nl + 1 : end;
	}
}

static void
parse_doc(struct parse *p)
{
	char why[JSON_ERROR_TEXT_LENGTH];
	const char *s = p->f->text, *end = s + p->f->len;
	json_t *o;

	for (p->f->lines = s < end; s < end; s++)
		p->f->lines += *s == '\n' && s + 1 < end;
	o = json_parse_heap(p->f->text, p->f->len, why);
	if (o == NULL)
		parse_fault(p, 0, why);
	else if (!json_is_object(o))
		parse_fault(p, 0, "not an object");
	else
		doc_parsers[p->f->kind](p, o);
	json_decref(o);
}

void
imports_parse(struct arena *a, struct imp_file *f, struct imp_data *d)
{
	struct parse p = { .a = a, .f = f, .d = d };

	f->broken_tail = &f->broken;
	f->kind = imports_kind(f->name);
	if (f->len >= 3 && memcmp(f->text, "\xEF\xBB\xBF", 3) == 0) {
		f->text += 3;
		f->len -= 3;
	}
	if (line_parsers[f->kind < IMP_PROFILES ? f->kind : IMP_OTHER] != NULL)
		parse_lines(&p);
	else if (doc_parsers[f->kind < IMP_PROFILES ? f->kind : IMP_OTHER] !=
		 NULL)
		parse_doc(&p);
}
