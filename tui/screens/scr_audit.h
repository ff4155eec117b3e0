#ifndef TUI_SCREENS_SCR_AUDIT_H
#define TUI_SCREENS_SCR_AUDIT_H

#include "common/buf.h"
#include "tui/screens/lines.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_people.h"

/*
 * Private to the audit log: what is looked for, words, the details of an
 * entry, and the frames over the list.
 */
extern const char *const audit_word_types[]; /* ends with NULL */
const char *audit_type(const char *key);
const char *audit_word_action(const char *key);
/* Name of a member of the details; the key itself when it is unknown. */
const char *audit_detail(const char *key);
const char *audit_severity(const char *key);
const char *audit_severity_sign(const char *key);
int audit_severity_ink(const char *key);
extern const char *const audit_word_severities[];

/*
 * Everything about an entry, as lines; beside a list without what stands in
 * the list, and the details first.
 */
void audit_lines(struct lines *l, const json_t *entry, bool beside_list);

/* An entry in a frame (scr_audit_entry.c). */
void audit_open_entry(struct ui *ui, const json_t *entry);
/* Checks the chain and tells the result (scr_audit_verify.c). */
void audit_open_verify(struct ui *ui);
/*
 * The form of what is looked for. done gets the new parameters (owned by it)
 * while the screen of that state is on top again (scr_audit_filter.c).
 */
void audit_open_filter(struct ui *ui, const json_t *now,
    void (*done)(struct ui *ui, void *state, json_t *params), void *state);
void audit_filter_words(const json_t *params, char *out, size_t size);
/* Asks for format and file, then writes it (scr_audit_export.c). */
void audit_open_export(struct ui *ui, const json_t *params);

#endif
