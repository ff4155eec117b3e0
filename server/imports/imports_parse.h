#ifndef SERVER_IMPORTS_IMPORTS_PARSE_H
#define SERVER_IMPORTS_IMPORTS_PARSE_H

#include "server/imports/imports_types.h"

/*
 * Readers of the older system's files (booking.md 16). Pure; safe on any
 * bytes; run on a worker. The only files of this folder that know JSON trees.
 */
struct arena;

/* What a file is, by the last part of its name. */
enum imp_kind imports_kind(const char *name);
/* It holds passwords or seeds: never stored in clear. */
bool imports_is_secret(const char *name);

/*
 * Reads f->text (name, text and len set, the rest zero) into *d. Lines that
 * are broken are listed with their number; the rest counts.
 */
void imports_parse(struct arena *a, struct imp_file *f, struct imp_data *d);

/* Text of an HTML fragment: tags dropped, entities resolved. In the arena. */
char *imports_html_text(struct arena *a, const char *html);

#endif
