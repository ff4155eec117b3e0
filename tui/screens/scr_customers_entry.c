/* Known customers while their name is typed into a form. */
#include <strings.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_customers.h"

#define SETTLE_MS 120

void
entry_done(struct customer_entry *e)
{
	json_decref(e->items);
	e->items = NULL;
}

static void
typed_names(const struct form *f, char *out, size_t size)
{
	const char *first = form_text(f, "first_name");

	snprintf(out, size, "%.100s%s%.100s", form_text(f, "last_name"),
	    first[0] != '\0' ? ", " : "", first);
}

/* --- the warning --- */

static const json_t *
known(const struct customer_entry *e, const struct form *f)
{
	const char *last = form_text(f, "last_name");
	const char *first = form_text(f, "first_name");
	const json_t *o;
	size_t i;

	json_array_foreach((json_t *)e->items, i, o)
	{
		if (strcasecmp(json_get_str(o, "last_name", ""), last) == 0 &&
		    strcasecmp(json_get_str(o, "first_name", ""), first) == 0)
			return o;
	}
	return NULL;
}

static void
warn(struct customer_entry *e, const struct form *f)
{
	const json_t *o = known(e, f);
	int missed = (int)json_get_int(o, "missed", 0);
	bool high = str_eq(json_get_str(o, "risk", ""), "high");
	char when[SCR_TEXT], risk[120] = "";

	e->warning[0] = '\0';
	if (o == NULL)
		return;
	if (high)
		snprintf(risk, sizeof risk,
		    ngettext("!! High risk: missed %d appointment",
			"!! High risk: missed %d appointments",
			(unsigned long)missed),
		    missed);
	customer_when(o, "next", when);
	if (when[0] != '\0')
		snprintf(e->warning, sizeof e->warning, "%s%s%s",
		    _("! Has an appointment already: "), when,
		    high ? " · " : "");
	if (high)
		snprintf(e->warning + strlen(e->warning),
		    sizeof e->warning - strlen(e->warning), "%s", risk);
}

/* --- asking --- */

void
entry_changed(
    struct ui *ui, void *state, struct customer_entry *e, const struct form *f)
{
	char now[256];

	typed_names(f, now, sizeof now);
	warn(e, f);
	if (str_eq(now, e->text))
		return;
	e->ask_at = ui->mono + SETTLE_MS;
	live_wake(ui, state, e->ask_at);
}

void
entry_tick(struct ui *ui, void *state, struct customer_entry *e,
    const struct form *f, tui_answer_fn fn)
{
	if (e->ask_at == 0 || e->ask_at > ui->mono)
		return;
	e->ask_at = 0;
	typed_names(f, e->text, sizeof e->text);
	if (e->text[0] == '\0' || !ui_allowed(ui, "customers.find"))
		return;
	tui_call(ui, state,
	    &(struct tui_request){ .op = "customers.find",
		.params = json_pack(
		    "{s:s,s:i}", "text", e->text, "limit", FORM_MATCHES),
		.fn = fn,
		.tag = ++e->newest,
		.quiet = true });
}

int64_t
entry_next(const struct customer_entry *e)
{
	return e->ask_at == 0 ? INT64_MAX : e->ask_at;
}

static bool
in_last_name(const struct form *f)
{
	const char *name = f->fields[f->focus].name;

	return name != NULL && str_eq(name, "last_name");
}

void
entry_answer(struct customer_entry *e, struct form *f, int64_t tag,
    const struct client_answer *a)
{
	if (tag != e->newest || !a->ok)
		return; /* without it the names are plain text */
	json_decref(e->items);
	e->items = json_incref(json_get(a->data, "items"));
	warn(e, f);
	if (in_last_name(f))
		form_complete(f);
}

/* --- choosing --- */

/* Not while the names are complete already: nothing is left to choose. */
static bool
is_complete(const struct customer_entry *e, const char *typed)
{
	const json_t *o = json_array_get(e->items, 0);
	const char *comma = strchr(e->text, ',');

	return json_array_size(e->items) == 1 && comma != NULL &&
	       strcasecmp(json_get_str(o, "last_name", ""), typed) == 0;
}

/* "Muster, Erika  !!  next Wed 04.03. 14:00" */
static void
match_line(const json_t *o, char out[FORM_MATCH_LEN])
{
	const char *sign = customer_risk_sign(json_get_str(o, "risk", "low"));
	char when[SCR_TEXT], note[SCR_TEXT * 2] = "", name[80];

	if (customer_when(o, "next", when)[0] != '\0')
		snprintf(note, sizeof note, _("next %s"), when);
	else if (customer_when(o, "last", when)[0] != '\0')
		snprintf(note, sizeof note, _("last %s"), when);
	(void)str_copy(name, sizeof name, json_get_str(o, "name", ""));
	snprintf(out, FORM_MATCH_LEN, "%s%s%s%s%.40s", name,
	    *sign != '\0' ? "  " : "", sign, *note != '\0' ? "  " : "", note);
}

int
entry_complete(const struct customer_entry *e, const char *typed,
    char out[][FORM_MATCH_LEN])
{
	const json_t *o;
	size_t i;
	int n = 0;

	/* an older answer may belong to another name */
	if (strncasecmp(e->text, typed, strcspn(e->text, ",")) != 0 ||
	    is_complete(e, typed))
		return 0;
	json_array_foreach(e->items, i, o)
	{
		if (n == FORM_MATCHES)
			break;
		match_line(o, out[n++]);
	}
	return n;
}

void
entry_take(struct customer_entry *e, struct form *f, int i)
{
	const json_t *o = json_array_get(e->items, (size_t)i);
	json_t *keep;

	if (o == NULL)
		return;
	form_set(f, "last_name", json_get_str(o, "last_name", ""));
	form_set(f, "first_name", json_get_str(o, "first_name", ""));
	/* the one that was taken is all that is known now */
	keep = json_pack("[O]", o);
	json_decref(e->items);
	e->items = keep;
	typed_names(f, e->text, sizeof e->text);
	warn(e, f);
	form_focus(f, "first_name"); /* Enter goes on from there */
}
