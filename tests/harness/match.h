#ifndef TESTS_HARNESS_MATCH_H
#define TESTS_HARNESS_MATCH_H

#include <stdbool.h>

#include "common/buf.h"

/*
 * Compares a JSON line with a pattern: objects may have more keys than the
 * pattern, arrays must be as long. A bare * stands for any value, a bare ! for
 * "this key is absent", $name for a value that is remembered (the first time)
 * or must be equal (later).
 */
#define MATCH_VARS 64

struct match_vars {
	char name[MATCH_VARS][24];
	char *json[MATCH_VARS];
	int n;
};

void match_vars_done(struct match_vars *v);
/* False: why says where they differ. */
bool match_line(struct match_vars *v, const char *pattern, const char *line,
    struct buf *why);
/* Remembers a string, whatever stood there before. */
void match_set(struct match_vars *v, const char *name, const char *text);
/* JSON of a name, or NULL. */
const char *match_get(const struct match_vars *v, const char *name);
/* Text with $name replaced by the remembered JSON; caller frees. */
char *match_fill(const struct match_vars *v, const char *text);

#endif
