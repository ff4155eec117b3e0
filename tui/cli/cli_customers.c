/* "customer" and "customers": search, record and own ones in line mode. */
#include "tui/cli/cli.h"

#include <stdint.h>
#include <strings.h>

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static void
risk_cell(struct table *t, const json_t *o)
{
	const char *risk = json_get_str(o, "risk", "low");

	if (str_eq(risk, "high"))
		table_cell(t, TONE_BAD, "!!");
	else
		table_cell(t, TONE_WARN, str_eq(risk, "medium") ? "!" : "");
}

/* "So 15.03.2026 11:00" of member next or last; "" when absent. */
static const char *
when(const json_t *o, const char *key, char out[60])
{
	const json_t *v = json_get(o, key);
	char day[40];

	out[0] = '\0';
	if (v != NULL)
		snprintf(out, 60, "%s %02d:00", show_date(v, "date", day),
		    (int)json_get_int(v, "hour", 0));
	return out;
}

void
show_customers(struct out *o, const json_t *data)
{
	static const char *const titles[] = { ">#", N_("Risk"), N_("Customer"),
		N_("Next"), N_("Last"), NULL };
	struct table t;
	char text[60];
	json_t *c;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, c)
	{
		show_int_cell(&t, c, "id");
		risk_cell(&t, c);
		table_cell(&t, TONE_HEAD, json_get_str(c, "name", ""));
		table_cell(&t, TONE_PLAIN, when(c, "next", text));
		table_cell(&t, TONE_DIM, when(c, "last", text));
	}
	table_print(&t, o, _("No customer fits."));
	if (!json_get_bool(data, "complete", true))
		show_hint(o, _("More customers fit; name more letters."));
}

/* --- one record --- */

static const char *
risk_word(const char *risk)
{
	if (str_eq(risk, "high"))
		return _("high risk");
	return str_eq(risk, "medium") ? _("medium risk") : _("low risk");
}

static enum tone
risk_tone(const char *risk)
{
	if (str_eq(risk, "high"))
		return TONE_BAD;
	return str_eq(risk, "medium") ? TONE_WARN : TONE_GOOD;
}

static void
history(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Date"), N_("Time"),
		N_("Status"), N_("Booked by"), ">#", NULL };
	struct table t;
	json_t *v;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "history"), i, v)
	{
		const char *status = json_get_str(v, "status", "");

		show_date_cell(&t, v, "date");
		show_hour_cell(&t, v);
		table_cell(&t, show_status_tone(status), show_status(status));
		show_str_cell(&t, v, "booked_by");
		show_int_cell(&t, v, "booking");
	}
	table_print(&t, o, _("No appointments."));
}

static void
figures(struct out *o, const json_t *c)
{
	const json_t *f = json_get(c, "figures");
	int score = (int)json_get_int(f, "score_hundredths", 0);
	int64_t decided = json_get_int(f, "decided_tenths", -1);
	char point = str_eq(ui_lang(), "de") ? ',' : '.', text[40];

	if (f == NULL)
		return;
	snprintf(
	    text, sizeof(text), "%d%c%02d %%", score / 100, point, score % 100);
	out_field(o, _("Reliability"), text);
	if (decided < 0)
		return;
	snprintf(text, sizeof(text), "%d%c%d %%", (int)(decided / 10), point,
	    (int)(decided % 10));
	out_field(o, _("Decided"), text);
}

void
show_customer(struct out *o, const json_t *data)
{
	const json_t *c = json_get(data, "customer");
	const char *risk = json_get_str(c, "risk", "low");
	const char *note = json_get_str(c, "note", "");

	out_printf(
	    o, TONE_PLAIN, "#%lld  ", (long long)json_get_int(c, "id", 0));
	out_text(o, TONE_HEAD, json_get_str(c, "name", ""));
	out_text(o, TONE_PLAIN, "  ");
	out_text(o, risk_tone(risk), risk_word(risk));
	out_newline(o);
	figures(o, c);
	if (*note != '\0') {
		out_text(o, TONE_DIM, _("Remark"));
		out_text(o, TONE_DIM, ": ");
		out_lines(o, TONE_PLAIN, note);
		out_newline(o);
	}
	history(o, data);
}

void
show_customer_saved(struct out *o, const json_t *data)
{
	const json_t *c = json_get(data, "customer");

	out_text(o, TONE_GOOD, _("Saved"));
	out_printf(
	    o, TONE_PLAIN, ": #%lld ", (long long)json_get_int(c, "id", 0));
	out_text(o, TONE_HEAD, json_get_str(c, "name", ""));
	out_newline(o);
}

/* --- own ones --- */

static void
rate_cell(struct table *t, const json_t *o, const char *key)
{
	int64_t tenths = json_get_int(o, key, -1);

	if (tenths < 0)
		table_cell(t, TONE_DIM, "–");
	else
		table_cellf(t, TONE_PLAIN, "%d%c%d %%", (int)(tenths / 10),
		    str_eq(ui_lang(), "de") ? ',' : '.', (int)(tenths % 10));
}

static void
own_row(struct table *t, const json_t *o, const char *name)
{
	show_int_cell(t, o, "id");
	risk_cell(t, o);
	table_cell(t, TONE_HEAD, name);
	show_int_cell(t, o, "total");
	show_int_cell(t, o, "appeared");
	show_int_cell(t, o, "no_show");
	show_int_cell(t, o, "cancelled");
	show_int_cell(t, o, "pending");
	rate_cell(t, o, "attendance_tenths");
}

void
show_own_customers(struct out *o, const json_t *data)
{
	static const char *const titles[] = { ">#", N_("Risk"), N_("Customer"),
		N_(">Appts."), N_(">came"), N_(">missed"), N_(">canc."),
		N_(">ahead"), N_(">Attend."), NULL };
	size_t shown = json_array_size(json_get(data, "items")), i;
	int64_t total = json_get_int(data, "total", 0);
	struct table t;
	json_t *c;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, c)
	{
		own_row(&t, c, json_get_str(c, "name", ""));
	}
	if (shown > 0)
		own_row(&t, json_get(data, "sum"), _("Together"));
	table_print(&t, o, _("No customers of your own."));
	if (total > (int64_t)shown)
		out_printf(o, TONE_DIM,
		    _("%d of %d shown; see --limit and --offset\n"), (int)shown,
		    (int)total);
}

/* --- a record by name --- */

/* The words behind the name, joined by blanks. */
static json_t *
words(int argc, char **argv)
{
	struct buf b;
	json_t *text;
	int i;

	buf_init(&b, CLIENT_REQUEST_MAX);
	for (i = 0; i < argc; i++)
		buf_addf(&b, "%s%s", i > 0 ? " " : "", argv[i]);
	text = json_string(b.p);
	buf_done(&b);
	return text;
}

/* The one that is meant: the only hit, or the one of just this name. */
static int64_t
meant(const json_t *found, const char *name)
{
	const json_t *items = json_get(found, "items");
	json_t *c;
	size_t i;

	json_array_foreach((json_t *)items, i, c)
	{
		if (strcasecmp(json_get_str(c, "name", ""), name) == 0)
			return json_get_int(c, "id", 0);
	}
	if (json_array_size(items) == 1)
		return json_get_int(json_array_get(items, 0), "id", 0);
	return 0;
}

static int
show_one(struct cli *c, int64_t id)
{
	struct reply r;
	int status;

	if (!cli_call(c, "customers.get",
		json_pack("{s:I}", "id", (json_int_t)id), &r, &status))
		return status;
	cli_print(c, &r, show_customer);
	reply_done(&r);
	return CLI_DONE;
}

int
cmd_customer_show(struct cli *c, int argc, char **argv)
{
	struct reply r;
	int64_t id = 0;
	json_t *name;
	int status;

	if (argc < 1)
		return cli_usage_error(c, _("customer show ID | NAME"));
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	if (argc == 1 && str_int(argv[0], 1, INT64_MAX, &id))
		return show_one(c, id);
	name = words(argc, argv);
	if (!cli_call(c, "customers.find", json_pack("{s:O}", "text", name), &r,
		&status)) {
		json_decref(name);
		return status;
	}
	id = meant(r.data, json_string_value(name));
	json_decref(name);
	if (id == 0)
		cli_print(c, &r, show_customers);
	reply_done(&r);
	return id == 0 ? CLI_FAILED : show_one(c, id);
}
