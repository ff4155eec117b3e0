#ifndef TUI_UI_FORM_INT_H
#define TUI_UI_FORM_INT_H

/* Private to form.c, form_key.c and form_draw.c. */
#include "tui/ui/form.h"

bool form_is_text(const struct form_field *fd);
/* A value changed: date, error and completions follow. */
void form_changed(struct form *f);
/* The next field that takes input, by +1 or -1; false at the end. */
bool form_step(struct form *f, int by);
void form_drop_close(struct form *f);
int form_n_choices(const struct form_field *fd);
/* Rows of a field without label and error. */
int form_field_rows(const struct form_field *fd);

#endif
