/* Values of a form: reading, setting, checking. Keys are in form_key.c. */
#include "tui/ui/form.h"

#include <assert.h>

#include "common/date.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/ui/form_int.h"
#include "tui/ui/i18n.h"

enum { TEXT_MAX = 100, AREA_MAX = 500, AREA_ROWS = 3 };

bool
form_is_text(const struct form_field *fd)
{
	return fd->kind <= FIELD_SECRET || fd->kind == FIELD_DATE;
}

int
form_field_rows(const struct form_field *fd)
{
	if (fd->kind != FIELD_AREA)
		return 1;
	return fd->rows > 0 ? fd->rows : AREA_ROWS;
}

int
form_n_choices(const struct form_field *fd)
{
	int n = 0;

	while (fd->choices != NULL && fd->choices[n] != NULL)
		n++;
	return n;
}

static int
max_of(const struct form_field *fd)
{
	if (fd->max > 0)
		return fd->max;
	return fd->kind == FIELD_AREA ? AREA_MAX : TEXT_MAX;
}

void
form_init(struct form *f, const struct form_field *fields, void *ctx)
{
	memset(f, 0, sizeof *f);
	f->fields = fields;
	f->ctx = ctx;
	f->today = DATE_NONE;
	f->drop_sel = -1;
	while (fields[f->n].label != NULL)
		f->n++;
	f->values = xcalloc((size_t)f->n + 1, sizeof *f->values);
	f->match = xcalloc(FORM_MATCHES, sizeof *f->match);
	for (int i = 0; i < f->n; i++)
		edit_init(&f->values[i].edit, max_of(&fields[i]),
		    fields[i].kind == FIELD_AREA,
		    fields[i].kind == FIELD_SECRET);
	f->focus = -1;
	if (!form_step(f, 1))
		f->focus = 0;
}

void
form_done(struct form *f)
{
	for (int i = 0; i < f->n; i++)
		edit_done(&f->values[i].edit);
	free(f->values);
	free(f->match);
	memset(f, 0, sizeof *f);
}

static int
find(const struct form *f, const char *name)
{
	for (int i = 0; i < f->n; i++)
		if (f->fields[i].name != NULL &&
		    str_eq(f->fields[i].name, name))
			return i;
	return -1;
}

static struct form_value *
value(const struct form *f, const char *name)
{
	int i = find(f, name);

	assert(i >= 0);
	return &f->values[i];
}

static void
read_date(struct form *f, int i)
{
	struct form_value *v = &f->values[i];
	int date = ui_date_read(v->edit.text, f->today);

	v->iso[0] = '\0';
	if (date != DATE_NONE)
		date_text(date, v->iso);
}

void
form_changed(struct form *f)
{
	const struct form_field *fd = &f->fields[f->focus];
	struct form_value *v = &f->values[f->focus];

	f->dirty = true;
	v->error[0] = '\0';
	if (fd->kind == FIELD_DATE)
		read_date(f, f->focus);
	if (fd->complete == NULL)
		return;
	f->drop_sel = -1;
	form_complete(f);
}

void
form_complete(struct form *f)
{
	const struct form_field *fd = &f->fields[f->focus];
	const struct edit *e = &f->values[f->focus].edit;

	if (fd->complete == NULL)
		return;
	f->n_match = e->len == 0 ? 0 : fd->complete(f->ctx, e->text, f->match);
	f->drop = f->n_match > 0;
	if (f->drop_sel >= f->n_match)
		f->drop_sel = -1;
}

void
form_drop_close(struct form *f)
{
	f->drop = false;
	f->drop_sel = -1;
	f->n_match = 0;
}

/* A date that was understood is shown in full when the field is left. */
static void
show_date(struct form *f)
{
	struct form_value *v;
	char text[UI_DATE];

	if (f->focus < 0 || f->fields[f->focus].kind != FIELD_DATE)
		return;
	v = &f->values[f->focus];
	if (v->iso[0] != '\0')
		edit_set(&v->edit, ui_date(date_parse(v->iso), text));
}

bool
form_step(struct form *f, int by)
{
	for (int i = f->focus + by; i >= 0 && i < f->n; i += by) {
		if (f->fields[i].kind == FIELD_NOTE)
			continue;
		show_date(f);
		form_drop_close(f);
		f->focus = i;
		return true;
	}
	return false;
}

static bool
check_field(struct form *f, int i)
{
	const struct form_field *fd = &f->fields[i];
	struct form_value *v = &f->values[i];
	const char *why = NULL;

	if (fd->kind == FIELD_DATE && v->edit.len > 0 && v->iso[0] == '\0')
		why = _("This is not a date");
	else if (fd->required && form_is_text(fd) &&
		 v->edit.text[strspn(v->edit.text, " \n")] == '\0')
		why = _("Please fill in");
	if (why == NULL)
		return true;
	str_copy(v->error, sizeof v->error, why);
	return false;
}

bool
form_check(struct form *f)
{
	bool ok = true;

	form_drop_close(f);
	show_date(f);
	for (int i = f->n - 1; i >= 0; i--) {
		if (check_field(f, i))
			continue;
		ok = false;
		f->focus = i;
	}
	return ok;
}

const char *
form_text(const struct form *f, const char *name)
{
	const struct form_value *v = value(f, name);

	if (f->fields[v - f->values].kind == FIELD_DATE)
		return v->iso;
	return v->edit.text;
}

int
form_choice(const struct form *f, const char *name)
{
	return value(f, name)->choice;
}

bool
form_checked(const struct form *f, const char *name)
{
	return value(f, name)->choice != 0;
}

int
form_date(const struct form *f, const char *name)
{
	const struct form_value *v = value(f, name);

	return v->iso[0] == '\0' ? DATE_NONE : date_parse(v->iso);
}

void
form_set(struct form *f, const char *name, const char *text)
{
	struct form_value *v = value(f, name);

	edit_set(&v->edit, text);
	v->error[0] = '\0';
	if (f->fields[v - f->values].kind == FIELD_DATE)
		read_date(f, (int)(v - f->values));
}

void
form_set_choice(struct form *f, const char *name, int choice)
{
	struct form_value *v = value(f, name);

	v->choice = choice;
	v->error[0] = '\0';
}

void
form_set_date(struct form *f, const char *name, int date)
{
	char text[UI_DATE];

	form_set(f, name, ui_date(date, text));
}

bool
form_error(struct form *f, const char *name, const char *text)
{
	int i = find(f, name);

	if (i < 0)
		return false;
	str_copy(f->values[i].error, sizeof f->values[i].error, text);
	form_drop_close(f);
	f->focus = i;
	return true;
}

void
form_clear_errors(struct form *f)
{
	for (int i = 0; i < f->n; i++)
		f->values[i].error[0] = '\0';
}

void
form_focus(struct form *f, const char *name)
{
	int i = find(f, name);

	if (i >= 0 && f->fields[i].kind != FIELD_NOTE) {
		form_drop_close(f);
		f->focus = i;
	}
}

void
form_clean(struct form *f)
{
	f->dirty = false;
}

bool
form_is_dirty(const struct form *f)
{
	return f->dirty;
}
