#ifndef TUI_SCREENS_SCR_JOBS_H
#define TUI_SCREENS_SCR_JOBS_H

#include "tui/screens/screens.h"

/* Private to the screens of scheduled jobs. */

/* Runs of one job; arg: const char * name of the job. */
extern const struct screen_ops scr_job_runs;

/* "daily 21:00" as people say it: "täglich 21:00". Returns out. */
char *job_schedule(const char *text, char *out, size_t size);
/* Sign, word and ink of the state of a run. */
const char *job_run_state(const json_t *run);
int job_run_ink(const json_t *run);

#endif
