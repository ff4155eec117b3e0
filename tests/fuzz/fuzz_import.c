/* Any bytes as any file of the older system: planned without a fault. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "common/arena.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/utf8.h"
#include "server/imports/imports_parse.h"
#include "server/imports/imports_plan.h"
#include "server/imports/imports_rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = { "historical_bookings.jsonl",
	"historical_outcomes.jsonl", "historical_stats.json", "outcomes.jsonl",
	"daily_metrics.json", "bookings.jsonl", "failed_bookings.jsonl",
	"blocked_dates.json", "customer_profiles.json", "other.txt",
	"user_passwords.json", "user_registry.json", "user_2fa.json",
	"login_history.json" };
#define N_NAMES (sizeof(names) / sizeof(names[0]))

static const char *
known_account(void *ctx, const char *user)
{
	(void)ctx;
	return str_eq(user, "tele.eins") ? "tele.eins" : NULL;
}

static bool
known_booking(void *ctx, const char *key, int date, int hour)
{
	(void)ctx;
	(void)key;
	return (date + hour) % 2 == 0;
}

static bool
known_outcome(void *ctx, int date)
{
	(void)ctx;
	return date % 2 == 0;
}

static bool
known_alive(void *ctx, const char *name)
{
	(void)ctx;
	return name[0] % 2 == 0;
}

static void
check_json(const char *text, bool array)
{
	json_t *v = json_parse_heap(text, strlen(text), NULL);

	assert(array ? json_is_array(v) : json_is_object(v));
	json_decref(v);
}

/* What goes to terminals holds no control characters. */
static void
check_plan(const struct imp_plan *p)
{
	int i;

	for (i = 0; i < p->n_outcomes; i++)
		assert(utf8_clean(p->outcome[i].name, false));
	for (i = 0; i < p->n_bookings; i++) {
		assert(utf8_clean(p->booking[i].last, false));
		assert(utf8_clean(p->booking[i].first, false));
	}
	for (i = 0; i < p->n_users; i++)
		assert(utf8_count(p->user[i]) >= 2 &&
		       utf8_count(p->user[i]) <= 50);
	for (i = 0; i < p->n_persons; i++) {
		assert(p->person[i].name != NULL);
		assert(p->person[i].hash == NULL ||
		       strlen(p->person[i].hash) == 60);
	}
	for (i = 0; i < p->n_logins; i++)
		assert(utf8_clean(p->login[i].remote, false) &&
		       utf8_clean(p->login[i].client, false));
	assert(p->counts.appointments <= p->counts.outcome_lines);
	assert(p->n_bookings <= p->counts.booking_lines);
}

/* Two files in one run: the text is cut at a 0x1F byte. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct plan_known known = { NULL, known_account, known_booking,
		known_outcome, known_alive };
	struct imp_compare cmp = { .fresh = { 0 } };
	struct imp_plan p = { .english = true };
	struct imp_chunks ch = { .n = 0 };
	struct imp_file f[2] = { { .name = NULL } };
	struct arena *a;
	struct imp_data d;
	const char *text, *cut;
	int i, n = 1;

	if (size < 2 || !tz_set("Europe/Berlin"))
		return 0;
	a = arena_new();
	text = arena_strndup(a, (const char *)data + 2, size - 2);
	f[0].name = names[data[0] % N_NAMES];
	f[0].text = text;
	f[0].len = strlen(text);
	if ((cut = strchr(text, 0x1F)) != NULL) {
		f[0].len = (size_t)(cut - text);
		f[1].name = names[data[1] % N_NAMES];
		f[1].text = cut + 1;
		f[1].len = strlen(cut + 1);
		n = 2;
	}
	imp_data_init(&d);
	for (i = 0; i < n; i++) {
		imports_parse(a, &f[i], &d);
		assert(f[i].blank + f[i].n_broken <= f[i].lines ||
		       f[i].kind >= IMP_HIST_STATS);
	}
	imports_plan(a, &d, &known, &p);
	check_plan(&p);
	imports_rows(a, &p, &ch);
	for (i = 0; i < ch.n; i++)
		check_json(ch.chunk[i].rows, true);
	check_json(imports_report(a, &p, f, n, &cmp), false);
	arena_free(a);
	return 0;
}
