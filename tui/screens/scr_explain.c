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

static void
write_text(struct buf *b, const struct explain_state *s, const json_t *data)
{
	const json_t *lines = json_get(data, "lines");
	char when[SCR_TEXT];

	buf_addf(b, "# %s\n\n", scr_when(s->date, s->hour, when));
	for (size_t i = 0; i < json_array_size(lines); i++) {
		const json_t *l = json_array_get(lines, i);
		const char *kind = json_get_str(l, "kind", "");

		if (str_eq(kind, "sum"))
			buf_addf(b, "# %s\n", json_get_str(l, "text", ""));
		else
			buf_addf(b, "%s\n", json_get_str(l, "text", ""));
	}
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
	.popup_rows = 16,
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
