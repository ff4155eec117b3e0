/* Which key does what: dispatch over the rows in force, names of keys. */
#include <wchar.h>

#include "common/str.h"
#include "tui/ui/ui_int.h"

/* Keys of every screen that this folder handles itself. */
static void
act_help(struct ui *ui, void *state)
{
	(void)state;
	help_open(ui);
}

static void
act_palette(struct ui *ui, void *state)
{
	(void)state;
	palette_open(ui);
}

static void
act_back(struct ui *ui, void *state)
{
	(void)state;
	ui_back(ui);
}

static void
act_quit(struct ui *ui, void *state)
{
	(void)state;
	ui_ask_quit(ui);
}

static void
act_repaint(struct ui *ui, void *state)
{
	(void)state;
	term_repaint(ui->term);
}

static const struct key_action own_rows[] = {
	{ '?', N_("help"), NULL, act_help, K_F(1), KEY_NO_FOOTER,
	    N_("This help") },
	{ ':', N_("commands"), NULL, act_palette, K_CTRL('p'), KEY_NO_FOOTER,
	    N_("Find a command by name") },
	{ K_ESC, N_("back"), NULL, act_back, 0, KEY_NO_FOOTER,
	    N_("Back to the screen before") },
	{ K_CTRL('l'), N_("redraw"), NULL, act_repaint, 0, KEY_NO_FOOTER,
	    N_("Draw the screen again") },
	{ K_CTRL('q'), N_("quit"), NULL, act_quit, K_CTRL('c'), KEY_NO_FOOTER,
	    N_("Leave the program") },
	{ 0 },
};

static int
add_rows(const struct key_action *rows, void *state, struct ui_row *out, int n,
    int max)
{
	if (rows == NULL)
		return n;
	for (; rows->label != NULL && n < max; rows++)
		out[n++] = (struct ui_row){ rows, state };
	return n;
}

int
ui_rows(struct ui *ui, struct ui_row *out, int max)
{
	struct screen *s = ui_top(ui);
	int n = 0;

	if (s != NULL)
		n = add_rows(s->ops->keys, s->state, out, n, max);
	n = add_rows(ui->hooks.globals, ui->app, out, n, max);
	n = add_rows(own_rows, NULL, out, n, max);
	for (int i = 0; i < ui->n_commands; i++)
		n = add_rows(ui->commands[i], ui->app, out, n, max);
	return n;
}

void
ui_commands(struct ui *ui, const struct key_action *rows)
{
	for (int i = 0; i < ui->n_commands; i++)
		if (ui->commands[i] == rows)
			return;
	if (ui->n_commands < UI_COMMANDS)
		ui->commands[ui->n_commands++] = rows;
}

bool
ui_allowed(const struct ui *ui, const char *op)
{
	if (op == NULL || ui->hooks.allowed == NULL)
		return true;
	return ui->hooks.allowed(ui->app, op);
}

void
ui_run(struct ui *ui, const struct ui_row *r)
{
	if (!ui_allowed(ui, r->row->op)) {
		ui_toast(ui, TOAST_WARNING, _("You may not do this: %s"),
		    _(r->row->label));
		return;
	}
	if (r->row->fn != NULL)
		r->row->fn(ui, r->state);
}

static bool
run_key(struct ui *ui, uint32_t key)
{
	struct ui_row rows[128];
	int n = ui_rows(ui, rows, 128);

	for (int i = 0; i < n; i++) {
		const struct key_action *a = rows[i].row;

		if (a->fn == NULL || (a->key != key && a->alt != key))
			continue;
		ui_run(ui, &rows[i]);
		return true;
	}
	return false;
}

void
ui_key(struct ui *ui, uint32_t key)
{
	struct screen *s = ui_top(ui);

	if (key == K_NONE)
		return;
	if (key == K_CTRL('l')) {
		term_repaint(ui->term);
		return;
	}
	if (ui->dialogs != NULL) {
		dialog_key(ui, key);
	} else if (ui->help != NULL) {
		help_key(ui, key);
	} else if (ui->palette != NULL) {
		palette_key(ui, key);
	} else {
		if (s != NULL && s->ops->key != NULL &&
		    s->ops->key(ui, s->state, key))
			return;
		run_key(ui, key);
	}
}

static void
quit_answer(struct ui *ui, void *state, const struct dialog_answer *a)
{
	(void)state;
	if (!a->ok)
		return;
	if (ui->hooks.quit != NULL)
		ui->hooks.quit(ui->app);
	else
		ui->quit = true;
}

void
ui_ask_quit(struct ui *ui)
{
	bool lost = false;

	for (int i = 0; i < ui->n_stack; i++) {
		struct screen *s = &ui->stack[i];

		if (s->ops->may_leave != NULL &&
		    !s->ops->may_leave(ui, s->state))
			lost = true;
	}
	ui_dialog(
	    ui, &(struct dialog_spec){
		    .kind = DIALOG_CONFIRM,
		    .title = _("Quit"),
		    .text = lost ? _("Your input has not been saved. Leave the "
				     "program anyway?")
				 : _("Leave the program?"),
		    .yes = _("Quit"),
		    .no = _("Stay"),
		    .danger = lost,
		    .done = quit_answer,
		});
}

static const struct {
	uint32_t key;
	const char *name;
} names[] = {
	{ K_UP, "↑" },
	{ K_DOWN, "↓" },
	{ K_LEFT, "←" },
	{ K_RIGHT, "→" },
	{ K_HOME, N_("Home") },
	{ K_END, N_("End") },
	{ K_PGUP, N_("PgUp") },
	{ K_PGDN, N_("PgDn") },
	{ K_INSERT, N_("Ins") },
	{ K_DELETE, N_("Del") },
	{ K_BACKTAB, N_("Shift-Tab") },
	{ K_TAB, "Tab" },
	{ K_ENTER, "Enter" },
	{ K_ESC, "Esc" },
	{ K_BACKSPACE, N_("Backspace") },
	{ ' ', N_("Space") },
};

static void
base_name(uint32_t key, char *out, size_t size)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (names[i].key != key)
			continue;
		str_copy(out, size, _(names[i].name));
		return;
	}
	if (key > K_F0 && key <= K_F(12))
		snprintf(out, size, "F%d", (int)(key - K_F0));
	else if (key < 0x20)
		snprintf(out, size, "%s-%c", _("Ctrl"), (int)key + '@');
	else if (key < 0x80)
		snprintf(out, size, "%c", (int)key);
	else
		snprintf(out, size, "%lc", (wint_t)key);
}

const char *
ui_key_name(uint32_t key, char out[24])
{
	char base[16];

	base_name(key & ~(uint32_t)(K_ALT | K_MOD_SHIFT | K_MOD_CTRL), base,
	    sizeof base);
	snprintf(out, 24, "%s%s%s%s%s", key & K_ALT ? "Alt-" : "",
	    key & K_MOD_CTRL ? _("Ctrl") : "", key & K_MOD_CTRL ? "-" : "",
	    key & K_MOD_SHIFT ? "⇧" : "", base);
	return out;
}
