/*
 * The report of a plan for people: files with their broken lines, figures,
 * days, warnings. Called by imports_work.c.
 */
#include <assert.h>
#include <stdio.h>

#include "common/arena.h"
#include "common/json_write.h"
#include "common/str.h"
#include "server/imports/imports_plan.h"
#include "server/imports/imports_rows.h"
#include "server/outcomes/outcomes_metrics.h"

#define REPORT_BYTES ((size_t)960 << 10) /* an answer has at most 1 MiB */
#define FAULTS_MAX 800			 /* listed; all are counted */
#define DAYS_MAX 400
#define TEXTS_MAX 200

static const char *const kinds[] = {
	[IMP_HIST_BOOKINGS] = "historical_bookings",
	[IMP_HIST_OUTCOMES] = "historical_outcomes",
	[IMP_HIST_STATS] = "historical_stats",
	[IMP_OUTCOMES] = "outcomes",
	[IMP_METRICS] = "daily_metrics",
	[IMP_BOOKINGS] = "bookings",
	[IMP_FAILED] = "failed_bookings",
	[IMP_BLOCKS] = "blocked_dates",
	[IMP_PASSWORDS] = "user_passwords",
	[IMP_USERS] = "users",
	[IMP_FACTORS] = "user_2fa",
	[IMP_LOGINS] = "login_history",
	[IMP_PROFILES] = "customer_profiles",
	[IMP_OTHER] = "unknown",
};

static const char *
use_of(const struct imp_file *f)
{
	if (f->kind == IMP_PROFILES)
		return "recomputed"; /* its figures are inflated (16.4) */
	return f->kind == IMP_OTHER ? "skipped" : "imported";
}

static void
write_file(struct jw *w, const struct imp_file *f, int *room)
{
	const struct imp_fault *x;

	jw_object(w);
	jw_kstr(w, "name", f->name);
	jw_kstr(w, "kind", kinds[f->kind]);
	jw_kstr(w, "use", use_of(f));
	jw_kint(w, "lines", f->lines);
	jw_kint(w, "blank", f->blank);
	jw_kint(w, "rows", f->rows);
	jw_kint(w, "broken_lines", f->n_broken);
	jw_karray(w, "broken");
	for (x = f->broken; x != NULL && (*room)-- > 0; x = x->next) {
		jw_object(w);
		jw_kint(w, "line", x->line);
		jw_kstr(w, "error", x->error);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_end_object(w);
}

static void
write_counts(
    struct jw *w, const struct imp_plan *p, const struct imp_compare *cmp)
{
	int k, fresh = 0, changed = 0;

	jw_kobject(w, "counts");
#define IMP_COUNT(name) jw_kint(w, #name, p->counts.name);
#include "server/imports/imports_counts.def"
#undef IMP_COUNT
	for (k = 0; k < ROW_KINDS; k++) {
		fresh += cmp->fresh[k];
		changed += cmp->changed[k];
	}
	jw_kint(w, "new", fresh);
	jw_kint(w, "changed", changed);
	jw_end_object(w);
	jw_kobject(w, "changes");
	for (k = 0; k < ROW_KINDS; k++) {
		if (cmp->fresh[k] + cmp->changed[k] == 0)
			continue;
		jw_kobject(w, imports_row_name((enum imp_row)k));
		jw_kint(w, "new", cmp->fresh[k]);
		jw_kint(w, "changed", cmp->changed[k]);
		jw_end_object(w);
	}
	jw_end_object(w);
}

/* Two decimals, as daily rates have; from integers. */
static void
krate(struct jw *w, const char *key, int hundredths)
{
	char text[16];
	int n;

	n = snprintf(
	    text, sizeof(text), "%d.%02d", hundredths / 100, hundredths % 100);
	jw_key(w, key);
	jw_raw(w, text, (size_t)n);
}

static void
write_days(struct jw *w, const struct imp_plan *p)
{
	int i;

	jw_karray(w, "days");
	for (i = 0; i < p->n_days && i < DAYS_MAX; i++) {
		const struct plan_sum *d = &p->day[i];
		int total = d->n.total + d->pending;

		jw_object(w);
		jw_kdate(w, "date", d->date);
		jw_kint(w, "total", total);
		jw_kint(w, "completed", d->n.completed);
		krate(w, "completion_rate",
		    metrics_rate_hundredths(d->n.completed, total));
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_karray(w, "differences");
	for (i = 0; i < p->n_differences && i < DAYS_MAX; i++) {
		const struct plan_difference *x = &p->difference[i];

		jw_object(w);
		jw_kdate(w, "date", x->date);
		jw_kint(w, "legacy_total", x->old_total);
		jw_kint(w, "total", x->total);
		jw_kint(w, "legacy_completed", x->old_completed);
		jw_kint(w, "completed", x->completed);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
write_texts(struct jw *w, const char *key, const char **text, int n)
{
	int i;

	jw_karray(w, key);
	for (i = 0; i < n && i < TEXTS_MAX; i++)
		jw_str(w, text[i]);
	jw_end_array(w);
}

static bool
is_person(const struct imp_plan *p, const char *name)
{
	int i;

	for (i = 0; i < p->n_persons; i++)
		if (str_eq(p->person[i].name, name))
			return true;
	return false;
}

/* Names without a person: their bookings hang on a placeholder. */
static void
write_unknown(struct jw *w, const struct imp_plan *p)
{
	int i, n = 0;

	jw_karray(w, "unknown_users");
	for (i = 0; i < p->n_users && n < TEXTS_MAX; i++)
		if (!is_person(p, p->user[i])) {
			jw_str(w, p->user[i]);
			n++;
		}
	jw_end_array(w);
}

static void
write_report(struct jw *w, const struct imp_plan *p, const struct imp_file *f,
    int n, const struct imp_compare *cmp)
{
	int i, room = FAULTS_MAX;

	jw_object(w);
	jw_karray(w, "files");
	for (i = 0; i < n; i++)
		write_file(w, &f[i], &room);
	jw_end_array(w);
	write_counts(w, p, cmp);
	write_days(w, p);
	jw_kint(w, "warnings_total", p->n_warnings);
	write_texts(w, "warnings", p->warning, p->n_warnings);
	write_unknown(w, p);
	jw_end_object(w);
}

const char *
imports_report(struct arena *a, const struct imp_plan *p,
    const struct imp_file *f, int n, const struct imp_compare *cmp)
{
	struct buf text;
	struct jw w;
	const char *out;

	buf_init(&text, REPORT_BYTES);
	jw_init(&w, &text);
	write_report(&w, p, f, n, cmp);
	assert(!text.full); /* bounded lists of bounded texts */
	out = arena_strdup(a, buf_str(&text));
	buf_done(&text);
	return out;
}
