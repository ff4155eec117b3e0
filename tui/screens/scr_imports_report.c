/* The report of one import run: files, faults, counts, warnings. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_imports.h"
#include "tui/ui/pager.h"

#define POLL_MS 700
#define REPORT_MAX (1 << 20)

struct report_state {
	struct live live;
	struct pager pager;
	int64_t run;
	char subtitle[SCR_TEXT];
};

/* What the counts are called; order and keys of the report. */
static const struct {
	const char *key, *label;
} counts[] = {
	{ "new", N_("New rows") },
	{ "changed", N_("Changed rows") },
	{ "cells", N_("Historic slots") },
	{ "cells_without_result", N_("Historic slots without result") },
	{ "cell_duplicates", N_("Historic lines read twice") },
	{ "days", N_("Historic days") },
	{ "placed", N_("Placed (statistics)") },
	{ "appeared", N_("Appeared") },
	{ "not_appeared", N_("Not appeared") },
	{ "without_result", N_("Without result") },
	{ "outcome_lines", N_("Lines of outcomes") },
	{ "outcome_ids", N_("Appointments by id") },
	{ "appointments", N_("Appointments after merging") },
	{ "title_changed", N_("Appointments with several ids") },
	{ "placeholders", N_("Titles that are no appointment") },
	{ "time_corrected", N_("Times corrected") },
	{ "completed", N_("Outcome: appeared") },
	{ "no_show", N_("Outcome: not appeared") },
	{ "ghost", N_("Outcome: ghost") },
	{ "cancelled", N_("Outcome: cancelled") },
	{ "rescheduled", N_("Outcome: moved") },
	{ "overhang", N_("Outcome: overhang") },
	{ "exit", N_("Outcome: exit") },
	{ "pending", N_("Outcome: pending") },
	{ "customers", N_("Customers") },
	{ "risk_low", N_("Customers of low risk") },
	{ "risk_medium", N_("Customers of medium risk") },
	{ "risk_high", N_("Customers of high risk") },
	{ "booking_lines", N_("Lines of bookings") },
	{ "bookings", N_("Bookings") },
	{ "booking_duplicates", N_("Bookings read twice") },
	{ "bookings_recovered", N_("Bookings that had failed") },
	{ "aggregates", N_("Sums that are no bookings") },
	{ "metric_days", N_("Days with metrics") },
	{ "metric_days_used", N_("Days taken from metrics") },
	{ "metric_differences", N_("Days with other figures") },
	{ "blocks", N_("Blocked dates") },
};

/* --- text --- */

static void
add_pair(struct buf *b, const char *name, const char *value)
{
	int width = 0;

	for (const char *p = name; *p != '\0'; p++)
		width += ((unsigned char)*p & 0xc0) != 0x80;
	buf_addf(
	    b, "  %s%*s %s\n", name, width < 34 ? 34 - width : 0, "", value);
}

static void
add_count(struct buf *b, const char *name, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%7lld", (long long)n);
	add_pair(b, name, text);
}

static const char *
use_label(const char *use)
{
	static const struct {
		const char *key, *label;
	} uses[] = {
		{ "imported", N_("imported") },
		{ "recomputed", N_("computed anew") },
		{ "skipped", N_("skipped") },
	};

	for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++)
		if (str_eq(uses[i].key, use))
			return _(uses[i].label);
	return use;
}

static void
add_file(struct buf *b, const json_t *f)
{
	const json_t *broken = json_get(f, "broken"), *o;
	int n = (int)json_get_int(f, "broken_lines", 0);
	size_t i;

	buf_addf(b, "  %s (%s)\n    ", json_get_str(f, "name", ""),
	    use_label(json_get_str(f, "use", "")));
	buf_addf(b, _("%d lines, %d blank, %d rows, %d broken\n"),
	    (int)json_get_int(f, "lines", 0), (int)json_get_int(f, "blank", 0),
	    (int)json_get_int(f, "rows", 0), n);
	json_array_foreach((json_t *)broken, i, o)
	{
		buf_addf(b, _("    ! line %d: %s\n"),
		    (int)json_get_int(o, "line", 0),
		    json_get_str(o, "error", ""));
	}
	if (n > (int)json_array_size(broken))
		buf_addf(b, _("    ... and %d more\n"),
		    n - (int)json_array_size(broken));
}

static void
add_texts(struct buf *b, const char *heading, const json_t *list, int total)
{
	const json_t *o;
	size_t i;

	buf_addf(b, "\n# %s: %d\n", heading, total);
	json_array_foreach((json_t *)list, i, o)
	    buf_addf(b, "  %s\n", json_string_value(o));
	if (total > (int)json_array_size(list))
		buf_addf(b, _("    ... and %d more\n"),
		    total - (int)json_array_size(list));
}

static void
add_when(struct buf *b, const char *name, const char *iso)
{
	char text[SCR_TEXT];

	if (iso[0] != '\0')
		add_pair(b, name, scr_instant(iso, text));
}

static void
add_head(struct buf *b, const json_t *r)
{
	const json_t *p = json_get(r, "progress");
	char text[SCR_TEXT];

	buf_addf(b, "# %s\n", _("Run"));
	add_pair(b, _("State"), import_state(r));
	if (json_get_str(r, "error", "")[0] != '\0')
		add_pair(b, _("Stopped by"), json_get_str(r, "error", ""));
	snprintf(text, sizeof text, "%d/%d", (int)json_get_int(p, "done", 0),
	    (int)json_get_int(p, "total", 0));
	add_pair(b, _("Rows"), text);
	add_pair(b, _("Created by"), json_get_str(r, "created_by", ""));
	add_when(b, _("Created"), json_get_str(r, "created_at", ""));
	add_when(b, _("Started"), json_get_str(r, "started_at", ""));
	add_when(b, _("Ended"), json_get_str(r, "finished_at", ""));
}

static void
add_counts(struct buf *b, const json_t *list)
{
	buf_addf(b, "\n# %s\n", _("Counts"));
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
		json_int_t n = json_get_int(list, counts[i].key, -1);

		/* zeros of files that were not there say nothing */
		if (n > 0)
			add_count(b, _(counts[i].label), n);
	}
}

static void
add_differences(struct buf *b, const json_t *list)
{
	const json_t *o;
	char day[SCR_TEXT];
	size_t i;

	if (json_array_size(list) == 0)
		return;
	buf_addf(b, "\n# %s\n", _("Days whose old metrics say otherwise"));
	json_array_foreach((json_t *)list, i, o) buf_addf(b,
	    _("  %s: %d of %d appeared, the old file says %d of %d\n"),
	    scr_when(scr_json_date(o, "date"), -1, day),
	    (int)json_get_int(o, "completed", 0),
	    (int)json_get_int(o, "total", 0),
	    (int)json_get_int(o, "legacy_completed", 0),
	    (int)json_get_int(o, "legacy_total", 0));
}

static void
add_report(struct buf *b, const json_t *rep)
{
	const json_t *files = json_get(rep, "files"), *o;
	const json_t *users = json_get(rep, "unknown_users");
	const json_t *warnings = json_get(rep, "warnings");
	size_t i;

	if (files == NULL) {
		buf_addf(b, "\n%s\n", _("The files are not planned yet."));
		return;
	}
	buf_addf(b, "\n# %s: %d\n", _("Files"), (int)json_array_size(files));
	json_array_foreach((json_t *)files, i, o) add_file(b, o);
	add_counts(b, json_get(rep, "counts"));
	add_texts(b, _("Warnings"), warnings,
	    (int)json_get_int(rep, "warnings_total", 0));
	add_texts(b, _("Unknown users"), users, (int)json_array_size(users));
	add_differences(b, json_get(rep, "differences"));
}

/* --- the screen --- */

static void
report_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct report_state *s = state;
	const json_t *r;
	int top = s->pager.top;
	struct buf b;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	r = json_get(s->live.data, "run");
	buf_init(&b, REPORT_MAX);
	add_head(&b, r);
	add_report(&b, json_get(r, "report"));
	pager_set(&s->pager, buf_str(&b));
	s->pager.top = top;
	buf_done(&b);
	if (!import_is_busy(r))
		return;
	s->live.reload_at = ui->mono + POLL_MS;
	live_wake(ui, s, s->live.reload_at);
}

static void
report_read(struct ui *ui, struct report_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "imports.show",
		.params = json_pack("{s:I}", "run", (json_int_t)s->run),
		.fn = report_answer,
		.quiet = quiet });
}

static void
report_enter(struct ui *ui, void *state, const void *arg)
{
	struct report_state *s = state;

	s->run = *(const int64_t *)arg;
	report_read(ui, s, false);
}

static void
report_leave(struct ui *ui, void *state)
{
	struct report_state *s = state;

	(void)ui;
	live_done(&s->live);
	pager_done(&s->pager);
}

static int64_t
report_tick(struct ui *ui, void *state, int64_t mono)
{
	struct report_state *s = state;

	if (live_due(&s->live, mono))
		report_read(ui, s, true);
	return live_next(&s->live);
}

static void
report_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct report_state *s = state;

	(void)ui;
	if (s->live.data == NULL)
		scr_draw_note(c, _("Reading ..."));
	else
		pager_draw(&s->pager, c);
}

static bool
report_key(struct ui *ui, void *state, uint32_t key)
{
	struct report_state *s = state;

	(void)ui;
	return pager_key(&s->pager, key);
}

static bool
report_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct report_state *s = state;

	(void)ui;
	return pager_mouse(&s->pager, m);
}

static const char *
report_subtitle(struct ui *ui, void *state)
{
	struct report_state *s = state;

	(void)ui;
	snprintf(s->subtitle, sizeof s->subtitle, _("Run %d"), (int)s->run);
	return s->subtitle;
}

static void
act_reload(struct ui *ui, void *state)
{
	report_read(ui, state, false);
}

static const struct key_action report_keys[] = {
	{ K_PGDN, N_("page"), NULL, NULL, K_PGUP, 0, N_("Leaf through") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), 0, NULL },
	{ 0 },
};

const struct screen_ops scr_imports_report = {
	.id = "imports_report",
	.title = N_("Report of the import"),
	.state_size = sizeof(struct report_state),
	.keys = report_keys,
	.enter = report_enter,
	.leave = report_leave,
	.draw = report_draw,
	.key = report_key,
	.mouse = report_mouse,
	.tick = report_tick,
	.subtitle = report_subtitle,
};
