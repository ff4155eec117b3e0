#ifndef TESTS_HARNESS_SCREEN_SCRIPT_INT_H
#define TESTS_HARNESS_SCREEN_SCRIPT_INT_H

/* Private to screen_script.c and screen_picture.c. */
#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "tests/harness/server_proc.h"

#define SCRIPT_ENV 32

struct screen_run;

struct script {
	const char *path;
	int line;
	char **rest; /* of the text */
	struct buf *why;
	struct buf out; /* the file as it should be */
	bool updated;
	struct screen_run *run;
	struct server_proc server;
	char dir[512]; /* of the test program */
	char *env[SCRIPT_ENV];
	int n_env, rows, cols;
	char input[512];	     /* for "hub" */
	char secret[33], backup[16]; /* seen last by "secret" */
};

/* The file as text, or NULL; the caller frees. */
char *script_read(const char *path);
bool script_write(const struct script *x);
/* Folder of this program. */
void script_dir(char *out, size_t size);
/* The next line, cut at its newline; NULL at the end. Copies it to out. */
char *script_line(struct script *x);
/* Compares the lines with | that follow; in update mode replaces them. */
bool script_picture(struct script *x);

/* screen_line.c */
bool script_input(struct script *x, char *arg);
bool script_hub(struct script *x, char *arg);

/* screen_factor.c */
bool script_secret(struct script *x, char *arg);
bool script_totp(struct script *x, char *arg);
bool script_backup(struct script *x, char *arg);
bool script_qr(struct script *x, char *arg);
bool script_erased(struct script *x, char *arg);

#endif
