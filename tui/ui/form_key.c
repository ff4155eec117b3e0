/* Keys, pastes and mouse of a form. */
#include <ctype.h>

#include "common/date.h"
#include "tui/term/keys.h"
#include "tui/term/term.h"
#include "tui/ui/form_int.h"
#include "tui/ui/i18n.h"

static const struct form_field *
field(const struct form *f)
{
	return &f->fields[f->focus];
}

static int
drop_count(const struct form *f)
{
	return field(f)->kind == FIELD_CHOICE ? form_n_choices(field(f))
					      : f->n_match;
}

static enum form_event
take_drop(struct form *f)
{
	struct form_value *v = &f->values[f->focus];
	int sel = f->drop_sel;

	if (sel < 0 || sel >= drop_count(f)) {
		form_drop_close(f);
		return FORM_USED;
	}
	if (field(f)->kind == FIELD_CHOICE)
		v->choice = sel;
	else if (field(f)->take != NULL)
		field(f)->take(f->ctx, sel);
	else
		edit_set(&v->edit, f->match[sel]);
	form_changed(f);
	form_drop_close(f);
	return FORM_CHANGED;
}

/* Keys that an open list takes; the rest goes to the field. */
static bool
drop_key(struct form *f, uint32_t key, enum form_event *ev)
{
	int n = drop_count(f);

	*ev = FORM_USED;
	if (key == K_ESC) {
		form_drop_close(f);
	} else if (key == K_DOWN) {
		f->drop_sel = f->drop_sel + 1 < n ? f->drop_sel + 1 : 0;
	} else if (key == K_UP) {
		f->drop_sel = f->drop_sel > 0 ? f->drop_sel - 1 : n - 1;
	} else if ((key == K_ENTER || key == K_TAB) && f->drop_sel >= 0) {
		*ev = take_drop(f);
		form_step(f, key == K_TAB ? 1 : 0);
	} else if (key == ' ' && field(f)->kind == FIELD_CHOICE) {
		*ev = take_drop(f);
	} else {
		if (field(f)->kind == FIELD_CHOICE)
			form_drop_close(f);
		return false;
	}
	return true;
}

static void
open_calendar(struct form *f)
{
	const char *iso = f->values[f->focus].iso;
	int date = iso[0] != '\0' ? date_parse(iso) : f->today;

	f->month = (struct month){
		.date = date == DATE_NONE ? DATE_MIN : date,
		.today = f->today,
		.marks = field(f)->marks,
		.ctx = f->ctx,
	};
	f->drop = true;
}

static enum form_event
take_date(struct form *f)
{
	char text[UI_DATE];

	edit_set(&f->values[f->focus].edit, ui_date(f->month.date, text));
	form_changed(f);
	form_drop_close(f);
	return FORM_CHANGED;
}

static enum form_event
calendar_key(struct form *f, uint32_t key)
{
	if (key == K_ESC || key == K_F(4))
		form_drop_close(f);
	else if (month_key(&f->month, key) == MONTH_CHOSEN)
		return take_date(f);
	return FORM_USED;
}

static enum form_event
set_choice(struct form *f, int i)
{
	int n = form_n_choices(field(f));

	if (n == 0)
		return FORM_USED;
	f->values[f->focus].choice = (i + n) % n;
	form_changed(f);
	return FORM_CHANGED;
}

static enum form_event
choice_key(struct form *f, uint32_t key)
{
	int choice = f->values[f->focus].choice, n = form_n_choices(field(f));

	if (key == K_LEFT)
		return set_choice(f, choice - 1);
	if (key == K_RIGHT)
		return set_choice(f, choice + 1);
	if (key == K_ENTER || key == ' ') {
		f->drop = true;
		f->drop_sel = choice;
		return FORM_USED;
	}
	if (key >= 0x80 || !isalnum((int)key))
		return FORM_IGNORED;
	for (int i = 1; i <= n; i++) {
		const char *s = _(field(f)->choices[(choice + i) % n]);

		if (tolower((unsigned char)s[0]) == tolower((int)key))
			return set_choice(f, choice + i);
	}
	return FORM_USED;
}

static enum form_event
check_key(struct form *f, uint32_t key)
{
	if (key != ' ' && key != 'x')
		return FORM_IGNORED;
	f->values[f->focus].choice = !f->values[f->focus].choice;
	form_changed(f);
	return FORM_CHANGED;
}

static enum form_event
submit(struct form *f)
{
	return form_check(f) ? FORM_SUBMIT : FORM_USED;
}

static enum form_event
text_key(struct form *f, uint32_t key)
{
	struct edit *e = &f->values[f->focus].edit;
	size_t len = e->len;
	bool typed = key >= 0x20 && key < K_UP;

	if (!edit_key(e, key))
		return FORM_IGNORED;
	if (e->len == len && !typed)
		return FORM_USED;
	form_changed(f);
	return FORM_CHANGED;
}

static enum form_event
field_key(struct form *f, uint32_t key)
{
	enum form_event ev;

	if (field(f)->kind == FIELD_CHOICE)
		ev = choice_key(f, key);
	else if (field(f)->kind == FIELD_CHECK)
		ev = check_key(f, key);
	else
		ev = text_key(f, key);
	if (ev != FORM_IGNORED)
		return ev;
	if (key == K_UP)
		return form_step(f, -1) ? FORM_USED : FORM_IGNORED;
	if (key == K_DOWN)
		return form_step(f, 1) ? FORM_USED : FORM_IGNORED;
	if (key == K_ENTER)
		return form_step(f, 1) ? FORM_USED : submit(f);
	return FORM_IGNORED;
}

/* Around the end, as Tab does everywhere. */
static void
step_round(struct form *f, int by)
{
	if (form_step(f, by))
		return;
	f->focus = by > 0 ? -1 : f->n;
	form_step(f, by);
}

enum form_event
form_key(struct form *f, uint32_t key)
{
	enum form_event ev;

	if (f->n == 0)
		return key == K_ESC ? FORM_LEAVE : FORM_IGNORED;
	if (f->drop && field(f)->kind == FIELD_DATE)
		return calendar_key(f, key);
	if (f->drop && drop_key(f, key, &ev))
		return ev;
	if (key == K_F(4) && field(f)->kind == FIELD_DATE) {
		open_calendar(f);
		return FORM_USED;
	}
	if (key == K_TAB || key == K_BACKTAB) {
		step_round(f, key == K_TAB ? 1 : -1);
		return FORM_USED;
	}
	if (key == K_F(2) || key == K_CTRL('s'))
		return submit(f);
	if (key == K_ESC)
		return FORM_LEAVE;
	return field_key(f, key);
}

enum form_event
form_paste(struct form *f, const char *text)
{
	if (f->n == 0 || !form_is_text(field(f)))
		return FORM_IGNORED;
	edit_insert(&f->values[f->focus].edit, text);
	form_changed(f);
	return FORM_CHANGED;
}

static enum form_event
click_drop(struct form *f, const struct mouse *m)
{
	f->drop_sel = f->drop_top + m->row - f->drop_at.row;
	return take_drop(f);
}

static enum form_event
click_month(struct form *f, const struct mouse *m)
{
	int before = f->month.date;
	enum month_event ev = month_mouse(&f->month, m);

	/* the arrows turn the page, a day is taken */
	if (ev == MONTH_CHOSEN ||
	    (m->row > f->drop_at.row + 2 && f->month.date != before))
		return take_date(f);
	return FORM_USED;
}

static enum form_event
click_field(struct form *f, int i)
{
	if (f->focus != i) {
		form_step(f, 0);
		form_drop_close(f);
		f->focus = i;
		if (f->fields[i].kind != FIELD_CHECK)
			return FORM_USED;
	}
	if (f->fields[i].kind == FIELD_CHECK)
		return check_key(f, ' ');
	return f->fields[i].kind == FIELD_CHOICE ? choice_key(f, K_ENTER)
						 : FORM_USED;
}

enum form_event
form_mouse(struct form *f, const struct mouse *m)
{
	if (!area_has(f->at, m->row, m->col) || f->n == 0)
		return FORM_IGNORED;
	if (f->drop && field(f)->kind == FIELD_DATE && m->kind >= MOUSE_UP) {
		month_mouse(&f->month, m);
		return FORM_USED;
	}
	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		form_step(f, m->kind == MOUSE_UP ? -1 : 1);
		return FORM_USED;
	}
	if (f->drop && area_has(f->drop_at, m->row, m->col))
		return field(f)->kind == FIELD_DATE ? click_month(f, m)
						    : click_drop(f, m);
	for (int i = 0; i < f->n; i++)
		if (f->fields[i].kind != FIELD_NOTE &&
		    area_has(f->values[i].at, m->row, m->col))
			return click_field(f, i);
	return FORM_IGNORED;
}
