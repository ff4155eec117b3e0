/* hubctl audit: verify, search and export of the audit log. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/ctl/hubctl.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

#define FILTERS                                           \
	{ ARG_TEXT, "user", "--user", true },             \
	    { ARG_TEXT, "type", "--type", true },         \
	    { ARG_TEXT, "action", "--action", true },     \
	    { ARG_TEXT, "severity", "--severity", true }, \
	    { ARG_TEXT, "from", "--from", true },         \
	    { ARG_TEXT, "to", "--to", true },             \
	{                                                 \
		ARG_TEXT, "text", "--text", true          \
	}

static const struct cli_cmd search_row = { "audit search",
	"[--user NAME] [--type T] [--action A] [--severity S] [--from DAY] "
	"[--to DAY] [--text TEXT] [--limit N] [--offset N]",
	NULL, "audit.search",
	{ FILTERS, { ARG_INT, "limit", "--limit", true },
	    { ARG_INT, "offset", "--offset", true } },
	NULL, NULL };

static const struct cli_cmd export_row = { "audit export",
	"FILE|- [--format csv|json] [filters as for search]", NULL,
	"audit.export",
	{ { ARG_TEXT, "file", NULL, false },
	    { ARG_TEXT, "format", "--format", true }, FILTERS },
	NULL, NULL };

/* --- verify --- */

static const char *
fault_text(const char *what)
{
	if (str_eq(what, "missing"))
		return _("is missing");
	return str_eq(what, "order") ? _("does not belong here")
				     : _("was changed");
}

static void
show_faults(struct out *o, const json_t *data)
{
	int64_t all = json_get_int(data, "n_faults", 0);
	json_t *f;
	size_t i, n = json_array_size(json_get(data, "faults"));

	json_array_foreach(json_get(data, "faults"), i, f)
	{
		out_printf(o, TONE_BAD, _("entry %lld %s\n"),
		    (long long)json_get_int(f, "id", 0),
		    fault_text(json_get_str(f, "what", "")));
	}
	if (all > (int64_t)n)
		out_printf(o, TONE_BAD, _("and %lld more\n"),
		    (long long)(all - (int64_t)n));
	json_array_foreach(json_get(data, "unverifiable"), i, f)
	{
		out_printf(o, TONE_WARN,
		    _("entries %lld to %lld cannot be checked: their key was "
		      "sealed under another server key\n"),
		    (long long)json_get_int(f, "from_id", 0),
		    (long long)json_get_int(f, "to_id", 0));
	}
}

static void
show_verified(struct out *o, const json_t *data)
{
	bool ok = json_get_bool(data, "ok", false);

	show_faults(o, data);
	out_printf(o, ok ? TONE_GOOD : TONE_PLAIN,
	    _("%lld entries checked, %lld to %lld; head %s\n"),
	    (long long)json_get_int(data, "checked", 0),
	    (long long)json_get_int(data, "from_id", 0),
	    (long long)json_get_int(data, "to_id", 0),
	    json_get_str(data, "head", ""));
	if (ok)
		out_text(o, TONE_GOOD,
		    _("The audit log is complete and "
		      "unchanged."));
	else
		out_text(o, TONE_BAD, _("The audit log is not intact."));
	out_newline(o);
}

int
ctl_audit_verify(struct cli *c, int argc, char **argv)
{
	struct reply r;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "audit verify");
	if ((status = cli_open(c)) != CLI_DONE ||
	    !cli_call(c, "audit.verify", NULL, &r, &status))
		return status;
	cli_print(c, &r, show_verified);
	status = json_get_bool(r.data, "ok", false) ? CLI_DONE : CLI_FAILED;
	reply_done(&r);
	return status;
}

/* --- search --- */

static enum tone
severity_tone(const char *s)
{
	if (str_eq(s, "critical"))
		return TONE_BAD;
	return str_eq(s, "warning") ? TONE_WARN : TONE_PLAIN;
}

static void
show_entries(struct out *o, const json_t *data)
{
	static const char *const titles[] = { ">#", N_("When"), N_("Who"),
		N_("Action"), N_("Target"), N_("Address"), NULL };
	int64_t total = json_get_int(data, "total", 0);
	struct table t;
	char when[40];
	json_t *e;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, e)
	{
		show_int_cell(&t, e, "id");
		table_cell(&t, TONE_PLAIN, show_instant(e, "at", when));
		show_str_cell(&t, e, "actor");
		table_cell(&t, severity_tone(json_get_str(e, "severity", "")),
		    json_get_str(e, "action", ""));
		show_str_cell(&t, e, "target");
		show_str_cell(&t, e, "remote");
	}
	table_print(&t, o, _("No entries."));
	if (total > (int64_t)i)
		out_printf(o, TONE_DIM, _("%lld of %lld entries\n"),
		    (long long)i, (long long)total);
}

/* A day stands for its first instant, or with next for the one behind it. */
static void
day_to_instant(json_t *params, const char *key, int next)
{
	int date = date_parse(json_get_str(params, key, ""));
	char at[INSTANT_LEN];

	if (date != DATE_NONE)
		json_object_set_new(params, key,
		    json_string(instant_text(tz_day(date + next), at)));
}

/* The days are those of the hub: its zone is known once the line is open. */
static bool
prepare(struct cli *c, const struct cli_cmd *row, struct cli_words *w,
    json_t **params, int *status)
{
	if (!cli_map(row, w, params)) {
		*status = cli_usage_error(c, w->why);
		return false;
	}
	if ((*status = cli_open(c)) != CLI_DONE) {
		json_decref(*params);
		return false;
	}
	day_to_instant(*params, "from", 0);
	day_to_instant(*params, "to", 1);
	return true;
}

int
ctl_audit_search(struct cli *c, int argc, char **argv)
{
	struct cli_words w = { .argc = argc, .argv = argv };
	json_t *params;
	struct reply r;
	int status;

	if (!prepare(c, &search_row, &w, &params, &status) ||
	    !cli_call(c, "audit.search", params, &r, &status))
		return status;
	cli_print(c, &r, show_entries);
	reply_done(&r);
	return CLI_DONE;
}

/* --- export --- */

/* A new file for its owner only; "-" is standard output. */
static FILE *
open_file(struct cli *c, const char *path)
{
	FILE *f;
	int fd;

	if (str_eq(path, "-"))
		return stdout;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	f = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (f == NULL)
		out_printf(
		    &c->err, TONE_BAD, "%s: %s\n", path, strerror(errno));
	return f;
}

/* Page after page; `until` of the first keeps the others in step with it. */
static bool
write_pages(struct cli *c, json_t *params, FILE *f, int64_t *rows, int *status)
{
	bool more = true;
	struct reply r;
	const char *text;

	for (*rows = 0; more;) {
		json_object_set_new(params, "offset", json_integer(*rows));
		if (!cli_call(
			c, "audit.export", json_deep_copy(params), &r, status))
			return false;
		text = json_get_str(r.data, "content", "");
		more = json_get_bool(r.data, "more", false) &&
		       json_get_int(r.data, "rows", 0) > 0;
		*rows += json_get_int(r.data, "rows", 0);
		json_object_set(params, "until", json_get(r.data, "until"));
		fputs(text, f);
		reply_done(&r);
	}
	return true;
}

/* What is not complete does not stay. */
static int
finish_file(struct cli *c, FILE *f, const char *path, bool good)
{
	bool written = fflush(f) == 0 && ferror(f) == 0;
	int why = errno;

	if (f != stdout && fclose(f) != 0 && written) {
		written = false;
		why = errno;
	}
	if (good && written)
		return CLI_DONE;
	if (!written)
		out_printf(&c->err, TONE_BAD, "%s: %s\n", path, strerror(why));
	if (f != stdout)
		(void)unlink(path);
	return CLI_FAILED;
}

int
ctl_audit_export(struct cli *c, int argc, char **argv)
{
	struct cli_words w = { .argc = argc, .argv = argv };
	int64_t rows = 0;
	json_t *params;
	char *path;
	bool good;
	int status, end;
	FILE *f;

	if (!prepare(c, &export_row, &w, &params, &status))
		return status;
	path = xstrdup(json_get_str(params, "file", "-"));
	json_object_del(params, "file");
	status = CLI_FAILED;
	if ((f = open_file(c, path)) != NULL) {
		good = write_pages(c, params, f, &rows, &status);
		end = finish_file(c, f, path, good);
		if (good)
			status = end;
	}
	if (status == CLI_DONE && f != stdout && !c->opt.json)
		out_printf(&c->out, TONE_PLAIN, _("%lld entries in %s\n"),
		    (long long)rows, path);
	json_decref(params);
	free(path);
	return status;
}
