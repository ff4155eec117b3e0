#ifndef COMMON_EMBED_H
#define COMMON_EMBED_H

/* Files built into the program; a table ends with a NULL name. */
struct embed {
	const char *name; /* file name without folder */
	const char *text;
};

extern const struct embed embed_schema[]; /* schema/NNNN_*.sql, sorted */
extern const struct embed embed_themes[]; /* themes, *.theme */

#endif
