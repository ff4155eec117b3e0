#ifndef SERVER_RPC_FIELDS_H
#define SERVER_RPC_FIELDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Declared parameters of an operation: parser, validator and documentation in
 * one table (style 3.8). Members of the target struct: F_INT, F_ID int64_t;
 * F_DATE int (day number); F_HOUR int; F_STR, F_TEXT, F_TIME, F_INSTANT see
 * below; F_BOOL bool; F_ENUM int (index into names); F_LIST struct field_list;
 * F_SECRET const char * (masked in the log). Absent optional: dflt for
 * numbers, NULL for strings.
 */
struct call;

enum field_type {
	FT_END,
	FT_INT,
	FT_ID,	    /* 1 .. 2^53-1 */
	FT_DATE,    /* "YYYY-MM-DD", member int, DATE_NONE when absent */
	FT_TIME,    /* "HH:MM", member int: minute of the day, -1 when absent */
	FT_INSTANT, /* ISO 8601 UTC, member int64_t, 0 when absent */
	FT_STR,	    /* one line, trimmed, code points counted */
	FT_TEXT,    /* newlines allowed, trimmed */
	FT_SECRET,  /* string not trimmed, never logged */
	FT_BOOL,
	FT_ENUM,
	FT_STRLIST, /* array of strings, member struct field_list */
	FT_INTLIST, /* array of integers, member struct field_list */
};

struct field_list {
	int n;
	const char **str; /* FT_STRLIST */
	int64_t *num;	  /* FT_INTLIST */
};

struct field {
	enum field_type type;
	const char *name;
	size_t offset;
	bool optional;
	int64_t min, max; /* value, length or number of elements */
	int64_t dflt;
	const char *const *names; /* FT_ENUM: NULL-terminated */
	const char *help;	  /* English */
};

#define F_AT(s, m) offsetof(s, m)
#define F_INT(s, m, lo, hi, h)                                       \
	{                                                            \
		FT_INT, #m, F_AT(s, m), false, (lo), (hi), 0, 0, (h) \
	}
#define F_INT_OPT(s, m, lo, hi, d, h)                                 \
	{                                                             \
		FT_INT, #m, F_AT(s, m), true, (lo), (hi), (d), 0, (h) \
	}
#define F_ID(s, m, h)                                                        \
	{                                                                    \
		FT_ID, #m, F_AT(s, m), false, 1, 9007199254740991, 0, 0, (h) \
	}
#define F_ID_OPT(s, m, h)                                                   \
	{                                                                   \
		FT_ID, #m, F_AT(s, m), true, 1, 9007199254740991, 0, 0, (h) \
	}
#define F_DATE(s, m, h)                                         \
	{                                                       \
		FT_DATE, #m, F_AT(s, m), false, 0, 0, 0, 0, (h) \
	}
#define F_DATE_OPT(s, m, h)                                    \
	{                                                      \
		FT_DATE, #m, F_AT(s, m), true, 0, 0, 0, 0, (h) \
	}
#define F_TIME(s, m, h)                                         \
	{                                                       \
		FT_TIME, #m, F_AT(s, m), false, 0, 0, 0, 0, (h) \
	}
#define F_TIME_OPT(s, m, h)                                    \
	{                                                      \
		FT_TIME, #m, F_AT(s, m), true, 0, 0, 0, 0, (h) \
	}
#define F_INSTANT_OPT(s, m, h)                                    \
	{                                                         \
		FT_INSTANT, #m, F_AT(s, m), true, 0, 0, 0, 0, (h) \
	}
#define F_STR(s, m, lo, hi, h)                                       \
	{                                                            \
		FT_STR, #m, F_AT(s, m), false, (lo), (hi), 0, 0, (h) \
	}
#define F_STR_OPT(s, m, lo, hi, h)                                  \
	{                                                           \
		FT_STR, #m, F_AT(s, m), true, (lo), (hi), 0, 0, (h) \
	}
#define F_TEXT_OPT(s, m, hi, h)                                   \
	{                                                         \
		FT_TEXT, #m, F_AT(s, m), true, 0, (hi), 0, 0, (h) \
	}
#define F_SECRET(s, m, lo, hi, h)                                       \
	{                                                               \
		FT_SECRET, #m, F_AT(s, m), false, (lo), (hi), 0, 0, (h) \
	}
#define F_BOOL_OPT(s, m, d, h)                                   \
	{                                                        \
		FT_BOOL, #m, F_AT(s, m), true, 0, 1, (d), 0, (h) \
	}
/* Member int: 0, 1, or -1 when absent ("leave it as it is"). */
#define F_TRI_OPT(s, m, h)                                      \
	{                                                       \
		FT_BOOL, #m, F_AT(s, m), true, 0, 2, -1, 0, (h) \
	}
#define F_BOOL(s, m, h)                                         \
	{                                                       \
		FT_BOOL, #m, F_AT(s, m), false, 0, 1, 0, 0, (h) \
	}
#define F_ENUM(s, m, n, h)                                        \
	{                                                         \
		FT_ENUM, #m, F_AT(s, m), false, 0, 0, 0, (n), (h) \
	}
#define F_ENUM_OPT(s, m, n, d, h)                                  \
	{                                                          \
		FT_ENUM, #m, F_AT(s, m), true, 0, 0, (d), (n), (h) \
	}
#define F_STRLIST_OPT(s, m, hi, h)                                   \
	{                                                            \
		FT_STRLIST, #m, F_AT(s, m), true, 0, (hi), 0, 0, (h) \
	}
#define F_INTLIST_OPT(s, m, hi, h)                                   \
	{                                                            \
		FT_INTLIST, #m, F_AT(s, m), true, 0, (hi), 0, 0, (h) \
	}
#define F_END                                      \
	{                                          \
		FT_END, 0, 0, false, 0, 0, 0, 0, 0 \
	}

/*
 * Fills *out (in_size bytes, zeroed) from params. All faults are collected in
 * the call's `fields` (path and message in its language); then E_VALIDATION.
 * Unknown parameters are faults. "confirm" is handled by dispatch.
 */
enum err fields_decode(
    struct call *c, const struct field *f, const json_t *params, void *out);

#endif
