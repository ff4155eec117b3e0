/* Why the figures of a slot are as they are: slots.explain in a window. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/screens.h"
#include "tui/ui/pager.h"

struct explain_state {
	struct pager pager;
	int date, hour;
};

struct explain_arg {
	int date, hour;
};

/* Sections in the order of the question: who, what takes places, rules. */
static const struct {
	const char *title, *kinds;
} sections[] = {
	{ N_("Blocks"), " block holiday " },
	{ N_("Ready consultants"), " consultant fallback special " },
	{ N_("Taken places"), " booking external hold " },
	{ N_("Ready times"), " span " },
	{ N_("Rules"), " grid capacity setting " },
};

static bool
has_digit(const char *s)
{
	return s[strcspn(s, "0123456789")] != '\0';
}

static bool
is_of(const char *kinds, const json_t *line)
{
	char word[32];

	snprintf(word, sizeof word, " %s ", json_get_str(line, "kind", "?"));
	return strstr(kinds, word) != NULL;
}

static void
write_sums(struct buf *b, const json_t *lines)
{
	const char *gap = "";

	for (size_t i = 0; i < json_array_size(lines); i++) {
		const json_t *l = json_array_get(lines, i);

		if (!is_of(" sum ", l))
			continue;
		buf_addf(b, "%s%s %d", gap, json_get_str(l, "text", ""),
		    (int)json_get_int(l, "value", 0));
		gap = " · ";
	}
	buf_addc(b, '\n');
}

static void
write_section(struct buf *b, const json_t *lines, int k)
{
	bool open = false;

	for (size_t i = 0; i < json_array_size(lines); i++) {
		const json_t *l = json_array_get(lines, i);
		const char *text = json_get_str(l, "text", "");

		if (!is_of(sections[k].kinds, l))
			continue;
		if (!open)
			buf_addf(b, "\n# %s\n", _(sections[k].title));
		open = true;
		buf_addf(b, "  %s", text);
		if (is_of(" setting ", l) && !has_digit(text))
			buf_addf(b, ": %d", (int)json_get_int(l, "value", 0));
		buf_addc(b, '\n');
	}
}

static void
write_text(struct buf *b, const struct explain_state *s, const json_t *data)
{
	const json_t *lines = json_get(data, "lines");
	char when[SCR_TEXT];

	buf_addf(b, "# %s\n", scr_when(s->date, s->hour, when));
	write_sums(b, lines);
	for (size_t k = 0; k < sizeof sections / sizeof sections[0]; k++)
		write_section(b, lines, (int)k);
}

static void
explain_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct explain_state *s = state;
	struct buf b;

	(void)tag;
	if (scr_error_load(ui, s, a))
		return;
	buf_init(&b, 1 << 17);
	write_text(&b, s, a->data);
	pager_set(&s->pager, buf_str(&b));
	buf_done(&b);
}

static void
explain_enter(struct ui *ui, void *state, const void *arg)
{
	struct explain_state *s = state;
	const struct explain_arg *at = arg;
	json_t *params = scr_date_params(at->date);

	s->date = at->date;
	s->hour = at->hour;
	json_object_set_new(params, "hour", json_integer(at->hour));
	tui_call(ui, s,
	    &(struct tui_request){ .op = "slots.explain",
		.params = params,
		.fn = explain_answer });
}

static void
explain_leave(struct ui *ui, void *state)
{
	(void)ui;
	pager_done(&((struct explain_state *)state)->pager);
}

static void
explain_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct explain_state *s = state;

	(void)ui;
	if (s->pager.text == NULL)
		scr_draw_note(c, _("Reading ..."));
	else
		pager_draw(&s->pager, c);
}

static bool
explain_key(struct ui *ui, void *state, uint32_t key)
{
	if (key != 'i' && key != 'e' && key != K_ENTER)
		return pager_key(&((struct explain_state *)state)->pager, key);
	ui_close(ui);
	return true;
}

static bool
explain_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return pager_mouse(&((struct explain_state *)state)->pager, m);
}

static const struct key_action explain_keys[] = {
	{ K_DOWN, N_("scroll"), NULL, NULL, 0, 0, NULL },
	{ 0 },
};

static const struct screen_ops scr_explain = {
	.id = "explain",
	.title = N_("Why these figures?"),
	.state_size = sizeof(struct explain_state),
	.keys = explain_keys,
	.popup_rows = 17,
	.popup_cols = 68,
	.enter = explain_enter,
	.leave = explain_leave,
	.draw = explain_draw,
	.key = explain_key,
	.mouse = explain_mouse,
};

void
scr_open_explain(struct ui *ui, int date, int hour)
{
	struct explain_arg arg = { date, hour };

	ui_open(ui, &scr_explain, &arg);
}
