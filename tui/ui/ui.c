/* The screen stack and the event loop's contract. Driven by main. */
#include "tui/ui/ui.h"

#include <stdarg.h>

#include "common/date.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/term/grid.h"
#include "tui/theme/theme.h"
#include "tui/ui/ui_int.h"

struct ui *
ui_new(struct term *term, void *app, const struct ui_hooks *hooks)
{
	struct ui *ui = xcalloc(1, sizeof *ui);
	char why[160];

	ui->term = term;
	ui->app = app;
	if (hooks != NULL)
		ui->hooks = *hooks;
	ui->today = DATE_NONE;
	ui->dirty = true;
	ui->theme = xcalloc(1, sizeof *ui->theme);
	if (!theme_user_dir(ui->theme_dir, sizeof ui->theme_dir))
		ui->theme_dir[0] = '\0';
	ui_theme(ui, "auto", why, sizeof why);
	return ui;
}

/* Closed screens keep their state until the event that closed them is over. */
static void
reap(struct ui *ui)
{
	while (ui->n_dead > 0)
		free(ui->dead[--ui->n_dead].state);
}

static void
pop(struct ui *ui)
{
	struct screen *s = &ui->stack[ui->n_stack - 1];

	dialog_drop(ui, s->id);
	if (s->ops->leave != NULL)
		s->ops->leave(ui, s->state);
	if (ui->n_dead == UI_STACK)
		free(s->state);
	else
		ui->dead[ui->n_dead++] = *s;
	ui->n_stack--;
	ui->dirty = true;
}

struct ui *
ui_free(struct ui *ui)
{
	if (ui == NULL)
		return NULL;
	palette_close(ui);
	help_close(ui);
	while (ui->n_stack > 0)
		pop(ui);
	dialog_free_all(ui);
	reap(ui);
	term_close(ui->term);
	free(ui->theme);
	free(ui);
	return NULL;
}

int
ui_fd(const struct ui *ui)
{
	return term_fd(ui->term);
}

void
ui_time(struct ui *ui, int64_t mono)
{
	ui->mono = mono;
}

void
ui_dirty(struct ui *ui)
{
	ui->dirty = true;
}

static void
paste(struct ui *ui, const char *text)
{
	struct screen *s = ui_top(ui);

	if (ui->dialogs != NULL)
		dialog_paste(ui, text);
	else if (ui->palette != NULL)
		palette_paste(ui, text);
	else if (ui->help == NULL && s != NULL && s->ops->paste != NULL)
		s->ops->paste(ui, s->state, text);
}

static void
mouse_screen(struct ui *ui, const struct mouse *m)
{
	struct screen *s = ui_top(ui);

	if (s == NULL || s->ops->mouse == NULL ||
	    !area_has(s->at, m->row, m->col))
		return;
	s->ops->mouse(ui, s->state, m);
}

/* A click on a footer entry is its key. */
static bool
mouse_footer(struct ui *ui, const struct mouse *m)
{
	int rows, cols;

	term_size(ui->term, &rows, &cols);
	if (m->row != rows - 1 || m->kind > MOUSE_DOUBLE)
		return false;
	for (int i = 0; i < ui->n_foot; i++) {
		if (m->col < ui->foot_cols[i] || m->col >= ui->foot_ends[i])
			continue;
		ui_key(ui, ui->foot_keys[i]);
		return true;
	}
	return false;
}

static void
mouse(struct ui *ui, const struct mouse *m)
{
	if (ui->dialogs != NULL)
		dialog_mouse(ui, m);
	else if (ui->palette != NULL)
		palette_mouse(ui, m);
	else if (ui->help != NULL)
		help_mouse(ui, m);
	else if (!mouse_footer(ui, m))
		mouse_screen(ui, m);
}

static void
resize(struct ui *ui)
{
	int rows, cols;

	term_size(ui->term, &rows, &cols);
	for (int i = 0; i < ui->n_stack; i++) {
		struct screen *s = &ui->stack[i];

		if (s->ops->resize != NULL)
			s->ops->resize(ui, s->state, rows, cols);
	}
}

void
ui_event(struct ui *ui, const struct term_event *ev)
{
	ui->dirty = true;
	switch (ev->kind) {
	case TERM_KEY:
		ui_key(ui, ev->key);
		break;
	case TERM_MOUSE:
		mouse(ui, &ev->mouse);
		break;
	case TERM_PASTE:
		paste(ui, ev->text);
		break;
	case TERM_RESIZE:
		resize(ui);
		break;
	case TERM_HANGUP:
		ui->hangup = ui->quit = true;
		break;
	}
	reap(ui);
}

void
ui_input(struct ui *ui, int64_t mono)
{
	struct term_event ev;

	ui->mono = mono;
	while (!ui->quit && term_read(ui->term, &ev, mono))
		ui_event(ui, &ev);
}

void
ui_resized(struct ui *ui, int64_t mono)
{
	term_resized(ui->term);
	ui_input(ui, mono);
}

static void
tick_screens(struct ui *ui, int64_t mono)
{
	for (int i = 0; i < ui->n_stack; i++) {
		struct screen *s = &ui->stack[i];
		uint32_t id = s->id;
		int64_t next;

		if (s->ops->tick == NULL || mono < s->tick_at)
			continue;
		next = s->ops->tick(ui, s->state, mono);
		/* the tick may have closed its screen */
		if (i < ui->n_stack && ui->stack[i].id == id)
			s->tick_at = next > mono ? next : mono + 1;
	}
}

/* When the progress mark changes next; INT64_MAX: nothing is in flight. */
static int64_t
busy_tick(const struct ui *ui)
{
	int64_t age = ui->mono - ui->busy_since;

	if (ui->busy == 0)
		return INT64_MAX;
	if (age < BUSY_DELAY_MS)
		return ui->busy_since + BUSY_DELAY_MS;
	age -= BUSY_DELAY_MS;
	return ui->busy_since + BUSY_DELAY_MS +
	       (age / BUSY_FRAME_MS + 1) * BUSY_FRAME_MS;
}

void
ui_tick(struct ui *ui, int64_t mono)
{
	if (busy_tick(ui) <= mono)
		ui->dirty = true;
	ui->mono = mono;
	if (ui->toast.until != 0 && mono >= ui->toast.until) {
		ui->toast.until = 0;
		ui->dirty = true;
	}
	tick_screens(ui, mono);
	if (term_deadline(ui->term) <= mono)
		ui_input(ui, mono);
	reap(ui);
}

int64_t
ui_next_tick(const struct ui *ui)
{
	int64_t next = term_deadline(ui->term), at = busy_tick(ui);

	next = at < next ? at : next;
	if (ui->toast.until != 0 && ui->toast.until < next)
		next = ui->toast.until;
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].ops->tick != NULL &&
		    ui->stack[i].tick_at < next)
			next = ui->stack[i].tick_at;
	return next;
}

void
ui_paint(struct ui *ui)
{
	struct canvas all;

	reap(ui);
	if (!ui->dirty)
		return;
	ui->dirty = false;
	all = canvas_all(term_grid(ui->term));
	grid_clear(all.g, INK_TEXT);
	frame_draw(ui, &all);
	if (ui->palette != NULL)
		palette_draw(ui, &all);
	if (ui->help != NULL)
		help_draw(ui, &all);
	if (ui->dialogs != NULL)
		dialog_draw(ui, &all);
	/* people who follow the cursor always find one */
	if (!all.g->cursor_on)
		canvas_cursor(&all, all.rows > 1 ? all.rows - 2 : 0, 0);
	term_show(ui->term);
}

bool
ui_theme(struct ui *ui, const char *id, char *message, size_t size)
{
	struct theme t;
	struct theme_error err;
	struct look looks[INK_MAX];
	const char *dir = ui->theme_dir[0] == '\0' ? NULL : ui->theme_dir;
	enum term_depth depth = term_depth(ui->term);

	if (depth == DEPTH_MONO)
		id = "mono";
	if (!theme_load(&t, id, dir, &err)) {
		if (err.line > 0)
			snprintf(message, size, _("Theme %s, line %d: %s"), id,
			    err.line, err.text);
		else
			snprintf(
			    message, size, _("Theme %s: %s"), id, err.text);
		return false;
	}
	*ui->theme = t;
	theme_looks(&t, depth, looks);
	term_set_looks(ui->term, looks, INK_MAX);
	ui->dirty = true;
	return true;
}

bool
ui_open(struct ui *ui, const struct screen_ops *ops, const void *arg)
{
	struct screen *s;

	if (ui->n_stack == UI_STACK)
		return false;
	s = &ui->stack[ui->n_stack++];
	memset(s, 0, sizeof *s);
	s->ops = ops;
	s->state = xcalloc(1, ops->state_size > 0 ? ops->state_size : 1);
	s->id = ++ui->last_id;
	s->tick_at = ui->mono;
	ui->dirty = true;
	if (ops->enter != NULL)
		ops->enter(ui, s->state, arg);
	return true;
}

static void
resume(struct ui *ui)
{
	struct screen *s = ui_top(ui);

	if (s != NULL && s->ops->resume != NULL)
		s->ops->resume(ui, s->state);
}

void
ui_turn(struct ui *ui, const struct screen_ops *ops)
{
	ui_top(ui)->ops = ops;
	ui->dirty = true;
}

void
ui_close(struct ui *ui)
{
	if (ui->n_stack < 2)
		return;
	pop(ui);
	resume(ui);
}

void
ui_close_id(struct ui *ui, uint32_t id)
{
	int i = 0;

	while (i < ui->n_stack && ui->stack[i].id != id)
		i++;
	if (i == ui->n_stack || i == 0)
		return;
	while (ui->n_stack > i)
		pop(ui);
	resume(ui);
}

void
ui_home(struct ui *ui, const struct screen_ops *ops, const void *arg)
{
	while (ui->n_stack > 0)
		pop(ui);
	ui_open(ui, ops, arg);
}

static void
discard_answer(struct ui *ui, void *state, const struct dialog_answer *a)
{
	(void)state;
	if (a->ok)
		ui_close(ui);
}

void
ui_back(struct ui *ui)
{
	struct screen *s = ui_top(ui);

	if (s == NULL || ui->n_stack < 2)
		return;
	if (s->ops->may_leave == NULL || s->ops->may_leave(ui, s->state)) {
		ui_close(ui);
		return;
	}
	ui_dialog(
	    ui, &(struct dialog_spec){
		    .kind = DIALOG_CONFIRM,
		    .title = _("Unsaved input"),
		    .text = _("Your input has not been saved. Discard it?"),
		    .yes = _("Discard"),
		    .no = _("Keep editing"),
		    .danger = true,
		    .done = discard_answer,
		});
}

struct screen *
ui_top(struct ui *ui)
{
	return ui->n_stack == 0 ? NULL : &ui->stack[ui->n_stack - 1];
}

uint32_t
ui_screen_id(struct ui *ui, const void *state)
{
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].state == state)
			return ui->stack[i].id;
	return 0;
}

void *
ui_state(struct ui *ui, uint32_t id)
{
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].id == id)
			return ui->stack[i].state;
	return NULL;
}

bool
ui_is_open(struct ui *ui, const struct screen_ops *ops)
{
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].ops == ops)
			return true;
	return false;
}

void
ui_deliver(struct ui *ui, const char *event, const void *data)
{
	for (int i = 0; i < ui->n_stack; i++) {
		struct screen *s = &ui->stack[i];

		if (s->ops->push != NULL)
			s->ops->push(ui, s->state, event, data);
	}
	ui->dirty = true;
}

/* About the time people need to read it: 2 s and 40 ms per letter, up to 6. */
void
ui_toast(struct ui *ui, enum toast_kind kind, const char *fmt, ...)
{
	va_list ap;
	int64_t ms;

	va_start(ap, fmt);
	vsnprintf(ui->toast.text, sizeof ui->toast.text, fmt, ap);
	va_end(ap);
	ms = 2000 + 40 * (int64_t)strlen(ui->toast.text);
	ui->toast.until = ui->mono + (ms > 6000 ? 6000 : ms);
	ui->toast.kind = kind;
	ui->dirty = true;
	if (kind == TOAST_ERROR && !ui->no_bell)
		term_bell(ui->term);
}

void
ui_busy(struct ui *ui)
{
	if (ui->busy++ == 0)
		ui->busy_since = ui->mono;
}

void
ui_ready(struct ui *ui)
{
	if (ui->busy > 0 && --ui->busy == 0)
		ui->dirty = true;
}
