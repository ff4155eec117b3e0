/* The audit log: newest first, searched, with the details of an entry. */
#include "tui/screens/scr_audit.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/ui/list.h"

enum { PAGE = 100, WIDE = 110, PANE_ROWS = 8, PANE_COLS = 42, PANE_MIN = 16 };

struct audit_state {
	struct live live;
	struct list list;
	struct lines pane; /* the selected entry */
	int64_t shown;	   /* its id */
	json_t *rows;	   /* pages read so far, owned */
	json_t *filter;	   /* parameters of audit.search, owned */
	char words[240];   /* the same for people */
	int64_t until; /* newest id of the first page: keeps pages together */
	int total;
	bool reading;
};

/* --- the list --- */

enum { AT, USER, ACTION, TARGET, ADDRESS };

static const struct list_col columns[] = {
	[AT] = { N_("Time"), 16, 0, 0, COL_NO_SORT },
	[USER] = { N_("User"), 12, 1, 0, COL_NO_SORT },
	[ACTION] = { N_("Action"), 22, 2, 0, COL_NO_SORT },
	[TARGET] = { N_("Target"), 15, 2, 1, COL_NO_SORT },
	[ADDRESS] = { N_("Address"), 15, 0, 2, COL_NO_SORT },
	{ 0 },
};

static const json_t *
at(const struct audit_state *s, int row)
{
	return row < 0 ? NULL : json_array_get(s->rows, (size_t)row);
}

static int
count(void *ctx)
{
	return (int)json_array_size(((struct audit_state *)ctx)->rows);
}

static int64_t
row_id(void *ctx, int row)
{
	return json_get_int(at(ctx, row), "id", -1);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = at(ctx, row);
	const char *severity = json_get_str(o, "severity", "");
	char text[SCR_TEXT];

	if (col == AT)
		buf_addf(out->text, "%s%s%s", audit_severity_sign(severity),
		    json_get_bool(o, "archived", false) ? "▪" : " ",
		    people_instant(json_get_str(o, "at", NULL), text));
	if (col == USER)
		buf_adds(out->text, json_get_str(o, "actor", "–"));
	if (col == ACTION)
		buf_adds(out->text,
		    audit_word_action(json_get_str(o, "action", "")));
	if (col == TARGET)
		buf_adds(out->text, json_get_str(o, "target", ""));
	if (col == ADDRESS)
		buf_adds(out->text, json_get_str(o, "remote", ""));
	if (!str_eq(severity, "info") && (col == AT || col == ACTION))
		out->ink = audit_severity_ink(severity);
	else if (col == TARGET || col == ADDRESS)
		out->ink = INK_MUTED;
}

static const struct list_source source = {
	.cols = columns,
	.count = count,
	.id = row_id,
	.cell = cell,
	.empty = N_("No entry fits: c clears what is looked for"),
};

/* --- reading --- */

static void
follow(struct audit_state *s)
{
	const json_t *o = at(s, list_row(&s->list));
	int64_t id = json_get_int(o, "id", 0);

	if (o != NULL && id == s->shown && s->pane.n > 0)
		return;
	s->shown = id;
	s->pane.top = 0;
	lines_clear(&s->pane);
	if (o != NULL)
		audit_lines(&s->pane, o, true);
}

static void
audit_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct audit_state *s = state;

	s->reading = false;
	if (!live_take(ui, s, &s->live, tag, a))
		return;
	s->total = (int)json_get_int(s->live.data, "total", 0);
	if (json_get_int(s->live.data, "offset", 0) == 0) {
		json_decref(s->rows);
		s->rows = json_array();
	}
	json_array_extend(s->rows, (json_t *)live_items(&s->live));
	s->until = json_get_int(s->live.data, "until", 0);
	list_refresh(&s->list);
	s->shown = 0;
	follow(s);
}

static void
audit_read(struct ui *ui, struct audit_state *s, int offset, bool quiet)
{
	json_t *p = json_copy(s->filter);

	json_object_set_new(p, "limit", json_integer(PAGE));
	json_object_set_new(p, "offset", json_integer(offset));
	if (offset > 0 && s->until > 0)
		json_object_set_new(p, "until", json_integer(s->until));
	s->reading = true;
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "audit.search",
		.params = p,
		.fn = audit_answer,
		.quiet = quiet });
}

static void
audit_enter(struct ui *ui, void *state, const void *arg)
{
	struct audit_state *s = state;

	(void)arg;
	s->filter = json_object();
	list_init(&s->list, &source, s);
	s->list.flags |= LIST_NO_FILTER;
	audit_read(ui, s, 0, false);
}

static void
audit_leave(struct ui *ui, void *state)
{
	struct audit_state *s = state;

	(void)ui;
	list_done(&s->list);
	lines_done(&s->pane);
	live_done(&s->live);
	json_decref(s->rows);
	json_decref(s->filter);
}

static void
audit_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct audit_state *s = state;

	(void)data;
	if (str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
audit_tick(struct ui *ui, void *state, int64_t mono)
{
	struct audit_state *s = state;

	if (live_due(&s->live, mono))
		audit_read(ui, s, 0, true);
	return live_next(&s->live);
}

/* At the last row the next page is read, until all are here. */
static void
more(struct ui *ui, struct audit_state *s)
{
	int n = count(s);

	if (!s->reading && n < s->total && list_row(&s->list) == n - 1)
		audit_read(ui, s, n, true);
}

/* --- actions --- */

/* The parameters are the new filter. */
static void
filtered(struct ui *ui, void *state, json_t *params)
{
	struct audit_state *s = state;

	json_decref(s->filter);
	s->filter = params;
	audit_filter_words(params, s->words, sizeof s->words);
	audit_read(ui, s, 0, false);
}

static void
act_filter(struct ui *ui, void *state)
{
	struct audit_state *s = state;

	audit_open_filter(ui, s->filter, filtered, s);
}

static void
act_clear(struct ui *ui, void *state)
{
	filtered(ui, state, json_object());
}

static void
act_open(struct ui *ui, void *state)
{
	struct audit_state *s = state;
	const json_t *o = at(s, list_row(&s->list));

	if (o != NULL)
		audit_open_entry(ui, o);
}

static void
act_verify(struct ui *ui, void *state)
{
	(void)state;
	audit_open_verify(ui);
}

static void
act_export(struct ui *ui, void *state)
{
	audit_open_export(ui, ((struct audit_state *)state)->filter);
}

static void
act_reload(struct ui *ui, void *state)
{
	audit_read(ui, state, 0, false);
}

static bool
handle(struct ui *ui, struct audit_state *s, enum list_event ev)
{
	if (ev == LIST_IGNORED)
		return false;
	follow(s);
	more(ui, s);
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return true;
}

static bool
audit_key(struct ui *ui, void *state, uint32_t key)
{
	struct audit_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
audit_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct audit_state *s = state;

	return lines_mouse(&s->pane, m) ||
	       handle(ui, s, list_mouse(&s->list, m));
}

/* --- drawing --- */

static void
draw_head(const struct audit_state *s, const struct canvas *c)
{
	char text[80];
	int n = (int)json_array_size(s->rows), w;

	snprintf(text, sizeof text, _("%d of %d"), n, s->total);
	w = canvas_width(c, text);
	canvas_fit(c, SPAN(0, 0, c->cols - w - 2),
	    s->words[0] != '\0' ? INK_WARNING : INK_MUTED,
	    s->words[0] != '\0'
		? s->words
		: _("All entries · ! warning · ‼ critical · ▪ in the archive"));
	canvas_right(c, SPAN(0, c->cols - w - 1, w + 1), INK_MUTED, text);
}

static void
draw_pane(struct audit_state *s, const struct canvas *c, bool beside)
{
	struct canvas part;

	if (beside) {
		canvas_vline(c, 0, 0, c->rows, INK_BORDER);
		part = canvas_sub(c, AREA(0, 2, c->rows, c->cols - 2));
	} else {
		canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
		part = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));
	}
	lines_draw(&s->pane, &part, 16);
}

static void
audit_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct audit_state *s = state;
	bool beside = c->cols >= WIDE, below = !beside && c->rows >= PANE_MIN;
	struct canvas part = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));

	(void)ui;
	if (s->rows == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	draw_head(s, c);
	s->pane.at = AREA(0, 0, 0, 0);
	part.cols -= beside ? PANE_COLS + 1 : 0;
	part.rows -= below ? PANE_ROWS : 0;
	list_draw(&s->list, &part);
	if (beside)
		part = canvas_sub(
		    c, AREA(1, c->cols - PANE_COLS, c->rows - 1, PANE_COLS));
	else
		part = canvas_sub(
		    c, AREA(c->rows - PANE_ROWS, 0, PANE_ROWS, c->cols));
	if (beside || below)
		draw_pane(s, &part, beside);
}

static const struct key_action audit_keys[] = {
	{ K_ENTER, N_("details"), NULL, act_open, 0, KEY_FIRST,
	    N_("Everything about the selected entry") },
	{ 'f', N_("search"), "audit.search", act_filter, '/', KEY_FIRST,
	    N_("Search by user, type, action, severity, days, text") },
	{ 'c', N_("show all"), NULL, act_clear, 0, 0,
	    N_("Clear what is looked for") },
	{ 'v', N_("verify"), "audit.verify", act_verify, 0, 0,
	    N_("Check that no entry was changed or removed") },
	{ 'x', N_("export"), "audit.export", act_export, 0, 0,
	    N_("Write what is shown into a file") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_audit = {
	.id = "audit",
	.title = N_("Audit log"),
	.state_size = sizeof(struct audit_state),
	.keys = audit_keys,
	.enter = audit_enter,
	.leave = audit_leave,
	.draw = audit_draw,
	.key = audit_key,
	.mouse = audit_mouse,
	.push = audit_push,
	.tick = audit_tick,
};
