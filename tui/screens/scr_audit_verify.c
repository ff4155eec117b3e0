/* The check of the audit chain, and what it found. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_audit.h"

struct verify_state {
	struct lines lines;
};

static const char *
fault_word(const char *what)
{
	static const struct {
		const char *key, *label;
	} words[] = {
		{ "changed", N_("was changed afterwards") },
		{ "missing", N_("is missing") },
		{ "order", N_("is out of order") },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_eq(words[i].key, what))
			return _(words[i].label);
	return what;
}

static void
tell(struct lines *l, const json_t *r)
{
	const json_t *faults = json_get(r, "faults");
	const json_t *gaps = json_get(r, "unverifiable");
	bool ok = json_get_bool(r, "ok", false);
	int n = (int)json_get_int(
	    r, "n_faults", (json_int_t)json_array_size(faults));
	json_t *one;
	size_t i;

	lines_clear(l);
	lines_text(l,
	    ok	     ? INK_SUCCESS
	    : n == 0 ? INK_WARNING
		     : INK_ERROR,
	    "%s",
	    ok ? _("✓ The chain is whole: no entry was changed or removed.")
	    : n == 0
		? _("! Some entries cannot be checked, the key of that time "
		    "is not known here. All others are as they were written.")
		: _("! The chain is broken. Please keep the database as it is "
		    "and tell whoever is in charge of the server."));
	lines_text(l, INK_TEXT, "%s", "");
	lines_pair(l, _("Checked"), _("%d entries"),
	    (int)json_get_int(r, "checked", 0));
	lines_pair(l, _("Entries"), "%lld – %lld",
	    (long long)json_get_int(r, "from_id", 0),
	    (long long)json_get_int(r, "to_id", 0));
	lines_pair(l, _("Newest mark"), "%s", json_get_str(r, "head", "–"));
	if (json_array_size(faults) > 0)
		lines_heading(l, _("Faults"));
	json_array_foreach((json_t *)faults, i, one)
	{
		lines_text(l, INK_ERROR, _("Entry %lld %s"),
		    (long long)json_get_int(one, "id", 0),
		    fault_word(json_get_str(one, "what", "")));
	}
	if (n > (int)json_array_size(faults))
		lines_text(l, INK_ERROR, _("... and %d more"),
		    n - (int)json_array_size(faults));
	if (json_array_size(gaps) > 0)
		lines_heading(l, _("Written without a key of the chain"));
	json_array_foreach((json_t *)gaps, i, one)
	{
		lines_text(l, INK_WARNING, "%lld – %lld",
		    (long long)json_get_int(one, "from_id", 0),
		    (long long)json_get_int(one, "to_id", 0));
	}
}

static void
verify_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct verify_state *s = state;

	(void)tag;
	if (!scr_error_load(ui, s, a))
		tell(&s->lines, a->data);
}

static void
verify_enter(struct ui *ui, void *state, const void *arg)
{
	struct verify_state *s = state;

	(void)arg;
	lines_text(&s->lines, INK_MUTED, "%s", _("Checking the chain ..."));
	tui_call(ui, s,
	    &(struct tui_request){ .op = "audit.verify", .fn = verify_answer });
}

static void
verify_leave(struct ui *ui, void *state)
{
	(void)ui;
	lines_done(&((struct verify_state *)state)->lines);
}

static void
verify_draw(struct ui *ui, void *state, const struct canvas *c)
{
	(void)ui;
	lines_draw(&((struct verify_state *)state)->lines, c, 18);
}

static bool
verify_key(struct ui *ui, void *state, uint32_t key)
{
	if (key == K_ENTER || key == 'q') {
		ui_back(ui);
		return true;
	}
	return lines_key(&((struct verify_state *)state)->lines, key);
}

static const struct key_action verify_keys[] = {
	{ K_ENTER, N_("close"), NULL, NULL, 'q', KEY_FIRST, NULL },
	{ 0 },
};

static const struct screen_ops scr_audit_verify = {
	.id = "audit_verify",
	.title = N_("Check of the audit log"),
	.state_size = sizeof(struct verify_state),
	.keys = verify_keys,
	.popup_rows = 10,
	.popup_cols = 60,
	.enter = verify_enter,
	.leave = verify_leave,
	.draw = verify_draw,
	.key = verify_key,
};

void
audit_open_verify(struct ui *ui)
{
	ui_open(ui, &scr_audit_verify, NULL);
}
