#ifndef TESTS_HARNESS_LEGACY_H
#define TESTS_HARNESS_LEGACY_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/harness/held.h"

/*
 * Files of the older system handed to the real core by an operator. Slices
 * run only when a test lets them (held_turn, app_slice). Answers that are not
 * what is wanted fail the cmocka test that runs.
 */
struct legacy {
	struct held h;
	struct held_conn *op;
	int keys;
};

/* cmocka set-up and tear-down; *state is a struct legacy. */
int legacy_setup(void **state);
int legacy_teardown(void **state);
/* Answer of a call as tree; the caller frees. */
json_t *legacy_ask(struct legacy *w, const char *op, const char *params);
const char *legacy_code(const json_t *answer);
/* "data" of a call that must succeed; the caller frees. */
json_t *legacy_data(struct legacy *w, const char *op, const char *params);
/* An operation on a run that must succeed; its rows in total. */
int64_t legacy_run(struct legacy *w, const char *op, int64_t run);
/* Code of an operation on a run. */
const char *legacy_refused(struct legacy *w, const char *op, int64_t run);
/* Chunk n of a file; run 0 begins one. Returns the run. */
int64_t legacy_chunk(
    struct legacy *w, int64_t run, const char *name, int n, const char *p);
/* Files (names end with NULL) in chunks of step bytes. Returns the run. */
int64_t legacy_files(
    struct legacy *w, const char *dir, const char *const *names, size_t step);
/* The same planned; or planned, started and done. */
int64_t legacy_plan(
    struct legacy *w, const char *dir, const char *const *names);
int64_t legacy_import(
    struct legacy *w, const char *dir, const char *const *names);
/* imports.show: data; state; figures applied; counts of the report. */
json_t *legacy_show(struct legacy *w, int64_t run);
void legacy_state(struct legacy *w, int64_t run, const char *state);
int legacy_applied(struct legacy *w, int64_t run, const char *what);
int legacy_count(struct legacy *w, int64_t run, const char *what);

#endif
