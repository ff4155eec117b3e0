#ifndef TESTS_HARNESS_SERVER_PROC_H
#define TESTS_HARNESS_SERVER_PROC_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * hubd as a child process with a temporary data folder. The program is
 * ../hubd beside the folder of the test program, or $HUBD. Every wait has a
 * deadline.
 */
struct server_proc {
	pid_t pid; /* 0: not running */
	int out;   /* its standard output */
	bool keep; /* the data folder is the caller's */
	char data[512];
	char socket[600];
	char host[64]; /* of the TLS listener, "" without one */
	int port;
	char fingerprint[65];
	char log[600]; /* file with its standard error */
};

struct server_opts {
	const char *data;	 /* NULL: a new temporary folder */
	bool tls;		 /* listen on a free loopback port */
	const char *const *args; /* more arguments, NULL-terminated, or NULL */
	const char *const *env;	 /* more "NAME=value", as above */
	int max_files;		 /* limit of open files; 0: as it is */
};

/* Starts and waits for the ready line. False: it ended or said nothing. */
bool server_start(struct server_proc *s, const struct server_opts *o);
/* SIGTERM, then waits. Exit status; 128 + n for a signal. */
int server_stop(struct server_proc *s);
/* SIGKILL, then waits. */
void server_crash(struct server_proc *s);
/* Waits for it to end by itself; -1 when it does not. */
int server_wait(struct server_proc *s);
/* True when its log holds this text. */
bool server_logged(const struct server_proc *s, const char *text);
/* Stops it if it runs and removes the data folder. */
void server_clean(struct server_proc *s);
/* Resident memory in KiB. */
long server_rss(const struct server_proc *s);
/*
 * Runs hubd to its end with these arguments (after the program name). Its
 * whole output goes to out. Exit status.
 */
int server_run(
    const char *const *args, const char *const *env, char *out, size_t size);
/* Milliseconds of a clock that only goes forward. */
long long server_clock(void);

#endif
