/* Runs transcripts. */
#include "tests/harness/transcript.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/auth/auth_totp.h"
#include "tests/harness/held.h"
#include "tests/harness/match.h"

#define CONNS 80
#define SKIP_MAX 2000	    /* pushes looked at for one pattern */
#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */

struct run {
	struct held h;
	struct match_vars vars;
	struct held_conn *conn[CONNS];
	int n;
	struct buf *why;
	bool started;
};

static bool
fail(struct run *r, const char *what, const char *detail)
{
	buf_addf(r->why, "%s%s%s", what, detail[0] != '\0' ? ": " : "", detail);
	return false;
}

static bool
start(struct run *r)
{
	if (r->started)
		return true;
	r->started = true;
	if (!held_start(&r->h))
		return fail(r, "the core does not start", "");
	r->conn[r->n++] = held_connect(&r->h, "op", true);
	return true;
}

static struct held_conn *
find(struct run *r, const char *name)
{
	int i;

	for (i = 0; i < r->n; i++)
		if (str_eq(r->conn[i]->name, name))
			return r->conn[i];
	fail(r, "no connection", name);
	return NULL;
}

static bool
do_users(struct run *r, char *list)
{
	char *word;

	if (!start(r))
		return false;
	while ((word = strsep(&list, " ")) != NULL) {
		char *roles = strchr(word, ':');

		if (*word == '\0')
			continue;
		if (roles != NULL)
			*roles++ = '\0';
		r->conn[r->n++] =
		    held_user(&r->h, word, roles != NULL ? roles : "user");
	}
	return true;
}

static bool
expect_success(struct run *r, const char *line)
{
	if (line != NULL && strstr(line, "\"success\":true") != NULL)
		return true;
	return fail(r, "set-up failed", line != NULL ? line : "no answer");
}

static void
quiet_all(struct run *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		while (held_next(r->conn[i], true) != NULL)
			;
}

/* Each name: a consultant in the default pool who is ready for a year. */
static bool
do_consultants(struct run *r, char *list)
{
	static int key; /* only to make keys of the set-up differ */
	struct held_conn *op = r->conn[0];
	char *word, day[11], until[11];
	int today = (int)(r->h.now / 86400000);

	while ((word = strsep(&list, " ")) != NULL) {
		char *params, k[24], day_no;

		if (*word == '\0')
			continue;
		snprintf(k, sizeof(k), "setup-%d", key++);
		params =
		    xprintf("{\"name\":\"%s\",\"default_pool\":true}", word);
		if (!expect_success(
			r, held_call(
			       op, "availability.set_consultant", params, k)))
			return false;
		free(params);
		for (day_no = 0; day_no < 7; day_no++) {
			char *sql = xprintf(
			    "INSERT INTO ready_span(consultant, date,"
			    " from_minute, to_minute, repeat_until, added_by,"
			    " added_at) SELECT id, '%s', 0, 1440, '%s', 'test',"
			    " 0 FROM consultant WHERE name = '%s'",
			    date_text(today + day_no, day),
			    date_text(today + 366, until), word);
			bool fine = held_sql(&r->h, sql);

			free(sql);
			if (!fine)
				return fail(r, "span", word);
		}
		/* any change of a consultant rebuilds the slots */
		snprintf(k, sizeof(k), "setup-%d", key++);
		params = xprintf("{\"id\":%lld,\"name\":\"%s\","
				 "\"default_pool\":true}",
		    (long long)held_int(
			&r->h, "SELECT max(id) FROM consultant"),
		    word);
		if (!expect_success(
			r, held_call(
			       op, "availability.set_consultant", params, k)))
			return false;
		free(params);
	}
	quiet_all(r);
	return true;
}

static bool
do_advance(struct run *r, const char *s)
{
	char *end;
	int64_t n = strtoll(s, &end, 10);
	int64_t unit = end[0] == 'm' && end[1] == 's' ? 1
		       : *end == 's'		      ? 1000
		       : *end == 'm'		      ? 60000
		       : *end == 'h'		      ? 3600000
						      : 86400000;

	held_advance(&r->h, n * unit);
	return true;
}

static bool
do_restart(struct run *r)
{
	while (r->n > 0)
		held_disconnect(r->conn[--r->n]);
	held_stop(&r->h);
	r->started = false;
	return start(r);
}

static bool
do_drop(struct run *r, const char *name)
{
	struct held_conn *hc = find(r, name);
	int i;

	if (hc == NULL)
		return false;
	for (i = 0; r->conn[i] != hc; i++)
		;
	r->conn[i] = r->conn[--r->n];
	held_disconnect(hc);
	return true;
}

static bool
do_quiet(struct run *r, const char *name)
{
	struct held_conn *hc = find(r, name);

	while (hc != NULL && held_next(hc, true) != NULL)
		;
	return hc != NULL;
}

/* NAME [ADDRESS | uid=N] */
static bool
do_conn(struct run *r, char *arg)
{
	char *where = strchr(arg, ' ');
	int64_t uid = 0;

	if (where != NULL)
		*where++ = '\0';
	if (where != NULL && str_starts(where, "uid=") &&
	    !str_int(where + 4, 1, INT32_MAX, &uid))
		return fail(r, "no user id", where);
	r->h.uid = uid;
	r->h.remote = uid == 0 ? where : NULL;
	r->conn[r->n++] = held_connect(&r->h, arg, false);
	r->h.remote = NULL;
	r->h.uid = 0;
	return true;
}

/* NAME SECRET [STEPS] */
static bool
do_totp(struct run *r, char *arg)
{
	const char *name = strsep(&arg, " "), *from = strsep(&arg, " ");
	const char *json = from != NULL ? match_get(&r->vars, from) : NULL;
	unsigned char seed[TOTP_SEED];
	char text[TOTP_TEXT], code[TOTP_CODE];
	int64_t steps = 0;

	if (json == NULL)
		return fail(r, "no such secret", from != NULL ? from : name);
	snprintf(text, sizeof(text), "%s", json + 1); /* without quotes */
	if (!totp_seed(text, seed))
		return fail(r, "not a secret", json);
	if (arg != NULL && !str_int(arg, -1000, 1000, &steps))
		return fail(r, "steps", arg);
	totp_code(seed, r->h.now / 1000 + steps * TOTP_STEP_SECONDS, code);
	match_set(&r->vars, name, code);
	return true;
}

static bool
directive(struct run *r, char *line)
{
	char *arg = line + strcspn(line, " ");

	if (*arg != '\0')
		*arg++ = '\0';
	if (str_eq(line, "clock"))
		return instant_parse(arg, &r->h.now) || fail(r, "clock", arg);
	if (str_eq(line, "limits"))
		return r->h.limits = true;
	if (!start(r))
		return false;
	if (str_eq(line, "users"))
		return do_users(r, arg);
	if (str_eq(line, "consultants"))
		return do_consultants(r, arg);
	if (str_eq(line, "conn"))
		return do_conn(r, arg);
	if (str_eq(line, "sql"))
		return held_sql(&r->h, arg) || fail(r, "sql", arg);
	if (str_eq(line, "advance"))
		return do_advance(r, arg);
	if (str_eq(line, "restart"))
		return do_restart(r);
	if (str_eq(line, "drop"))
		return do_drop(r, arg);
	if (str_eq(line, "quiet"))
		return do_quiet(r, arg);
	if (str_eq(line, "totp"))
		return do_totp(r, arg);
	if (str_eq(line, "hold"))
		return r->h.hold_work = true;
	if (str_eq(line, "closed"))
		return (find(r, arg) != NULL && find(r, arg)->closed) ||
		       fail(r, "still open", arg);
	if (str_eq(line, "turn"))
		held_turn(&r->h);
	else if (str_eq(line, "work"))
		held_work(&r->h);
	else
		return fail(r, "unknown line", line);
	return true;
}

static bool
send_line(struct run *r, struct held_conn *hc, const char *text, bool end)
{
	char *line = match_fill(&r->vars, text);

	held_line(hc, line);
	free(line);
	if (end)
		held_turn(&r->h);
	return true;
}

static bool
expect_answer(struct run *r, struct held_conn *hc, const char *pattern)
{
	const char *line = held_next(hc, false);

	if (line == NULL)
		return fail(r, "no answer is waiting", "");
	if (match_line(&r->vars, pattern, line, r->why))
		return true;
	return fail(r, "\n  answer", line);
}

static bool
expect_push(struct run *r, struct held_conn *hc, const char *pattern)
{
	const char *line;
	size_t skipped[SKIP_MAX];
	struct buf seen;
	bool fine = false;
	int n = 0;

	buf_init(&seen, 1 << 20);
	while (!fine && (line = held_next(hc, true)) != NULL) {
		if (seen.len > 4000)
			buf_drop(&seen, seen.len - 2000);
		buf_addf(&seen, "\n  %s: ", line);
		fine = match_line(&r->vars, pattern, line, &seen);
		if (!fine && n < SKIP_MAX)
			skipped[n++] = hc->last;
	}
	while (n > 0)
		held_unread(hc, skipped[--n]);
	if (!fine)
		fail(r, "no such push; seen", buf_str(&seen));
	buf_done(&seen);
	return fine;
}

static bool
expect_none(struct run *r, struct held_conn *hc, const char *event)
{
	const char *line;
	char *mark = xprintf("{\"event\":\"%s\"", event);
	bool fine = true;

	while (fine && (line = held_next(hc, true)) != NULL)
		fine = !str_starts(line, mark) || fail(r, "push", line);
	free(mark);
	return fine;
}

static bool
exchange(struct run *r, char *line, size_t at)
{
	struct held_conn *hc;
	char sign = line[at];
	bool open = sign == '>' && line[at + 1] == '>';
	char *arg = line + at + 1 + open;

	line[at] = '\0';
	while (*arg == ' ')
		arg++;
	if (!start(r) || (hc = find(r, line)) == NULL)
		return false;
	if (sign == '>')
		return send_line(r, hc, arg, !open);
	if (sign == '<')
		return expect_answer(r, hc, arg);
	return sign == '!' ? expect_push(r, hc, arg) : expect_none(r, hc, arg);
}

static bool
one_line(struct run *r, char *line)
{
	size_t at = strcspn(line, " <>!-");

	line[strcspn(line, "\n")] = '\0';
	if (line[0] == '\0' || line[0] == '#')
		return true;
	if (line[at] != '\0' && line[at] != ' ')
		return exchange(r, line, at);
	return directive(r, line);
}

static bool
leftovers(struct run *r)
{
	const char *line;
	int i;

	for (i = 0; i < r->n; i++)
		if ((line = held_next(r->conn[i], false)) != NULL) {
			buf_addf(r->why, "%s has an unread answer: %s",
			    r->conn[i]->name, line);
			return false;
		}
	return true;
}

bool
transcript_run(const char *path, struct buf *why)
{
	struct run r = { .why = why };
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	bool fine = true;
	int n = 0;

	if (f == NULL)
		return fail(&r, "cannot open", path);
	held_init(&r.h, START);
	while (fine && getline(&line, &size, f) >= 0) {
		n++;
		fine = one_line(&r, line);
	}
	if (fine)
		fine = leftovers(&r);
	if (!fine)
		buf_addf(why, "\n  at %s:%d", path, n);
	while (r.n > 0)
		held_disconnect(r.conn[--r.n]);
	held_done(&r.h);
	match_vars_done(&r.vars);
	free(line);
	fclose(f);
	return fine;
}
