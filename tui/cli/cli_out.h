#ifndef TUI_CLI_CLI_OUT_H
#define TUI_CLI_CLI_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "common/buf.h"

/*
 * Text for people on a stream: no control character of the data reaches the
 * terminal, colours only where they are wanted, ASCII where UTF-8 is not.
 */
enum tone { TONE_PLAIN, TONE_HEAD, TONE_DIM, TONE_GOOD, TONE_WARN, TONE_BAD };

struct out {
	FILE *f;
	bool colour;
	bool ascii;
	int today; /* for relative marks; DATE_NONE: unknown */
};

/* colour when f is a terminal that wants it (NO_COLOR, TERM=dumb). */
void out_init(struct out *o, FILE *f, bool ascii);
/* s with control and bidi characters replaced by '?', in a tone. */
void out_text(struct out *o, enum tone tone, const char *s);
/* The same for longer texts: newlines are kept. */
void out_lines(struct out *o, enum tone tone, const char *s);
void out_printf(struct out *o, enum tone tone, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void out_newline(struct out *o);
/* "label: value" with the values of a block below each other. */
void out_field(struct out *o, const char *label, const char *value);

/* A table: titles, then cells row by row, then table_print. */
#define TABLE_COLS 16

struct table {
	int n_cols;
	int n_cells, cap;
	struct table_cell {
		char *text;
		enum tone tone;
	} * cells;
	bool right[TABLE_COLS];
};

/* Titles (msgids) end with NULL; one that starts with '>' is a number. */
void table_init(struct table *t, const char *const *titles);
void table_cell(struct table *t, enum tone tone, const char *s);
void table_cellf(struct table *t, enum tone tone, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Prints and releases it; without rows: the text instead. */
void table_print(struct table *t, struct out *o, const char *empty);

#endif
