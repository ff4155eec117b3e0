/* Words, marks and figures of customers. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_customers.h"
#include "tui/screens/wording.h"

const char *
customer_risk_sign(const char *risk)
{
	if (str_eq(risk, "high"))
		return "!!";
	return str_eq(risk, "medium") ? "!" : "";
}

const char *
customer_risk_label(const char *risk)
{
	if (str_eq(risk, "high"))
		return _("high risk");
	return str_eq(risk, "medium") ? _("medium risk") : _("low risk");
}

int
customer_risk_ink(const char *risk)
{
	if (str_eq(risk, "high"))
		return INK_ERROR;
	return str_eq(risk, "medium") ? INK_WARNING : INK_SUCCESS;
}

const char *
customer_segment(const char *segment)
{
	static const struct {
		const char *key, *label;
	} names[] = {
		{ "risk", N_("At risk") },
		{ "champion", N_("Champion") },
		{ "loyal", N_("Loyal") },
		{ "new", N_("New customer") },
		{ "critical", N_("Critical") },
		{ "potential", N_("To be improved") },
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq(names[i].key, segment))
			return _(names[i].label);
	return segment;
}

char *
customer_score(int64_t hundredths, char out[SCR_TEXT])
{
	snprintf(out, SCR_TEXT, "%d%c%02d %%", (int)(hundredths / 100),
	    str_eq(ui_lang(), "de") ? ',' : '.', (int)(hundredths % 100));
	return out;
}

char *
customer_rate(const json_t *o, const char *key, char out[SCR_TEXT])
{
	int64_t tenths = json_get_int(o, key, -1);

	if (tenths < 0) {
		(void)str_copy(out, SCR_TEXT, "–");
		return out;
	}
	snprintf(out, SCR_TEXT, "%d%c%d %%", (int)(tenths / 10),
	    str_eq(ui_lang(), "de") ? ',' : '.', (int)(tenths % 10));
	return out;
}

char *
customer_when(const json_t *o, const char *key, char out[SCR_TEXT])
{
	const json_t *v = json_get(o, key);
	int date = scr_json_date(v, "date");

	out[0] = '\0';
	if (date != DATE_NONE)
		scr_when(date, (int)json_get_int(v, "hour", -1), out);
	return out;
}
