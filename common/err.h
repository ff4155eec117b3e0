#ifndef COMMON_ERR_H
#define COMMON_ERR_H

#include <stdbool.h>

/* One table of all codes: common/err.def (hub file F2). */
enum err_severity { SEV_LOW, SEV_MEDIUM, SEV_HIGH, SEV_CRITICAL };

enum err {
	OK = 0,
#define ERR(code, retry, exit, sev, id, title, de, en) E_##code,
#include "common/err.def"
#undef ERR
	ERR_COUNT
};

/* Exit status of hub and hubctl for "no answer came". */
#define EXIT_UNKNOWN_OUTCOME 8

struct err_info {
	const char *code;
	bool retryable;
	int exit_status;
	enum err_severity severity;
	bool shows_id;
	const char *title; /* German heading of a full error screen */
	const char *de;
	const char *en;
};

/* Row of a code; never NULL. */
const struct err_info *err_info(enum err e);
/* Code of a name on the wire; E_INTERNAL when unknown. */
enum err err_by_code(const char *code);

#endif
