#ifndef SERVER_IMPORTS_IMPORTS_PARSE_PRIVATE_H
#define SERVER_IMPORTS_IMPORTS_PARSE_PRIVATE_H

#include <jansson.h>

#include "server/imports/imports_types.h"

/* Shared by the parsers of lines and those of whole documents. */
struct parse {
	struct arena *a;
	struct imp_file *f;
	struct imp_data *d;
	int line;
};

/* Lists a broken line; error is copied. */
void parse_fault(struct parse *p, int line, const char *error);
/* Member as one clean line of text in the arena; dflt if absent. */
const char *parse_str(
    struct parse *p, const json_t *o, const char *key, const char *dflt);
/* Integer member, also written as string or whole real; dflt if absent. */
int parse_int(const json_t *o, const char *key, int dflt);
/* Count: 0 if absent; -1 when it is negative or no number. */
int parse_count(const json_t *o, const char *key);
/* "YYYY-MM-DD" member or DATE_NONE. */
int parse_date(const json_t *o, const char *key);
/* "H:MM", "HH:MM" or "HH:MM:SS" as minute of the day, or -1. */
int parse_clock(const char *s);
int64_t parse_instant(const json_t *o, const char *key);
/* Compact JSON of v in the arena. */
const char *parse_dump(struct parse *p, const json_t *v);
/* The members of o that are not in known (ends with NULL), as JSON object. */
const char *parse_extra(
    struct parse *p, const json_t *o, const char *const *known);

/* Parsers of whole documents (imports_parse_doc.c); o is an object. */
void parse_stats(struct parse *p, const json_t *o);
void parse_metrics(struct parse *p, const json_t *o);
void parse_blocks(struct parse *p, const json_t *o);
/* Those of people (imports_parse_people.c); o is an object. */
void parse_passwords(struct parse *p, const json_t *o);
void parse_users(struct parse *p, const json_t *o);
void parse_factors(struct parse *p, const json_t *o);
void parse_logins(struct parse *p, const json_t *o);
/* Parsers of one line (imports_parse_line.c): NULL or what is wrong. */
const char *parse_hist_booking(struct parse *p, const json_t *o);
const char *parse_hist_outcome(struct parse *p, const json_t *o);
const char *parse_outcome(struct parse *p, const json_t *o);
const char *parse_booking(struct parse *p, const json_t *o);

#endif
