/* Why a call failed, for people: text, fields, alternatives, what to repeat. */
#include "tui/cli/cli.h"

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static void
print_fields(struct out *o, const json_t *fields)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)fields, key, v)
	{
		out_printf(o, TONE_WARN, "  %s: ", key);
		out_text(o, TONE_PLAIN,
		    json_is_string(v) ? json_string_value(v) : "");
		out_newline(o);
	}
}

static void
print_alternatives(struct out *o, const json_t *list)
{
	static const char *const titles[] = { N_("Day"), N_("Time"),
		N_(">Free"), N_(">Places"), N_(">Points"), NULL };
	struct table t;
	json_t *row;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	out_printf(o, TONE_HEAD, "%s\n", _("Next free slots:"));
	table_init(&t, titles);
	json_array_foreach((json_t *)list, i, row)
	{
		show_date_cell(&t, row, "date");
		show_hour_cell(&t, row);
		show_int_cell(&t, row, "free");
		show_int_cell(&t, row, "total");
		show_int_cell(&t, row, "points");
	}
	table_print(&t, o, "");
}

/* Facts of a refusal; keys of the contract that people can use. */
static void
print_facts(struct out *o, const json_t *data)
{
	const json_t *booking = json_get(data, "booking");

	out_field(o, _("Reason"), json_get_str(data, "reason", NULL));
	out_field(o, _("Latest day"), json_get_str(data, "limit", NULL));
	if (json_is_object(booking))
		show_booking_line(o, booking);
	if (json_get(data, "block") != NULL)
		show_block_line(o, json_get(data, "block"));
	show_booking_table(o, json_get(data, "affected"));
	print_alternatives(o, json_get(data, "alternatives"));
}

void
cli_print_failure(struct out *o, const struct reply *r)
{
	out_lines(o, TONE_PLAIN, r->text);
	out_newline(o);
	if (r->fields != NULL)
		print_fields(o, r->fields);
	print_facts(o, r->data);
	if (r->retry_after > 0)
		out_printf(o, TONE_PLAIN,
		    ngettext("Try again in %d second.\n",
			"Try again in %d seconds.\n",
			(unsigned long)r->retry_after),
		    r->retry_after);
	if (r->error_id != NULL)
		out_field(o, _("Error id"), r->error_id);
	if (str_starts(r->code, "CONFIRM_"))
		out_printf(o, TONE_HEAD,
		    _("If that is what you want, repeat the command with: "
		      "--confirm %s\n"),
		    r->code + strlen("CONFIRM_"));
}
