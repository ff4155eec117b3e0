#ifndef TUI_SCREENS_SCR_SETTINGS_H
#define TUI_SCREENS_SCR_SETTINGS_H

/* Private to scr_settings.c and scr_setting_edit.c. */
#include "tui/screens/screens.h"

/* Form for one setting; its argument is the setting as in the list. */
extern const struct screen_ops scr_setting_edit;

/* Cannot be changed here: environment, file, or only read at the start. */
bool setting_locked(const json_t *o);
/* Translated: where the value comes from, what it is for. */
const char *setting_source(const json_t *o);
const char *setting_text(const json_t *o);
/* Member "value" or "default" for people. */
const char *setting_value(const json_t *o, const char *member);
/* "Number from 1 to 366, default 56". Returns out. */
char *setting_range(const json_t *o, char *out, size_t size);

#endif
