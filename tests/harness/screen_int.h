#ifndef TESTS_HARNESS_SCREEN_INT_H
#define TESTS_HARNESS_SCREEN_INT_H

/* Private to screen.c, screen_env.c and screen_read.c. */
#include <sys/types.h>
#include <vterm.h>

#include "common/buf.h"
#include "tests/harness/screen.h"

struct screen_run {
	VTerm *vt;
	VTermScreen *vs;
	pid_t pid; /* 0: ended */
	int master, sync;
	int rows, cols;
	bool cursor_on;
	bool partial; /* painted since the last mark */
	bool far;     /* there are no marks */
	char title[256];
	char home[64];
	uint64_t sent;	 /* bytes typed */
	uint64_t told;	 /* of the last idle line */
	uint64_t marked; /* of the last mark in the output */
	int marked_rows, marked_cols, marks;
	size_t bytes, mark_bytes;
	struct buf text;   /* of screen_text and screen_row */
	struct buf output; /* all bytes read */
};

/* Environment of the program; also makes its home folder. */
char **screen_env(struct screen_run *s, const struct screen_spec *spec);
void screen_env_free(char **env);
void screen_home_free(struct screen_run *s);

#endif
