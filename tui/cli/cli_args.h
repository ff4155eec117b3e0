#ifndef TUI_CLI_CLI_ARGS_H
#define TUI_CLI_CLI_ARGS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct cli;
struct out;

/* What a word of the command line becomes. */
enum cli_kind {
	ARG_END,
	ARG_TEXT,
	ARG_INT,
	ARG_HOUR,   /* "9", "9:00", "9h" */
	ARG_DATE,   /* common/date_entry.h; an hour in it fills ARG_HOUR */
	ARG_WEEK,   /* a date, "kw48" or "2026-W48": its Monday or that day */
	ARG_NAME,   /* "Muster, Erika" or two words: last_name, first_name */
	ARG_LAST,   /* the same, the first name may be missing */
	ARG_YEAR,   /* absent: the year of today */
	ARG_WORDS,  /* all words that are left, joined by blanks */
	ARG_LIST,   /* option: a string added to an array, may be repeated */
	ARG_NOFLAG, /* option without a value: false */
	ARG_FLAG,   /* option without a value: true */
};

struct cli_arg {
	enum cli_kind kind;
	const char *param;  /* of the operation */
	const char *option; /* "--reason"; NULL: by position */
	bool optional;
};

#define CLI_ARGS 12

/*
 * One command: its words, its operation, how it is printed. Commands that are
 * more than one call have run instead.
 */
struct cli_cmd {
	const char *name;  /* one or two words */
	const char *usage; /* arguments, as shown by --help */
	const char *help;  /* msgid */
	const char *op;
	struct cli_arg args[CLI_ARGS];
	void (*print)(struct out *o, const json_t *data);
	/* argv: the words behind the name; returns the exit status. */
	int (*run)(struct cli *c, int argc, char **argv);
};

/*
 * The row whose name begins argv; *used is the number of words of the name.
 * table ends with a NULL name. NULL: none.
 */
const struct cli_cmd *cli_find(
    const struct cli_cmd *table, int argc, char **argv, int *used);
/* Words of the command line on their way, and what is wrong with them. */
struct cli_words {
	int argc;
	char **argv;
	int today;     /* civil day of the hub, for dates like "mo" */
	char why[512]; /* for people, after false */
};

/*
 * Parameters of the operation from the words behind the name. *params is set
 * on true only (json_decref).
 */
bool cli_map(const struct cli_cmd *cmd, struct cli_words *w, json_t **params);
/* True when the words are complete without knowing the date of the hub. */
bool cli_check(const struct cli_cmd *cmd, struct cli_words *w);

#endif
