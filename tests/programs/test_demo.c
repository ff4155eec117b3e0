/* The demo company of hubd --demo. covers: OPS-01 QA-01 QA-04 SLOT-04 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/date.h"
#include "common/hash.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/demo/demo.h"
#include "tests/harness/netclient.h"
#include "tests/harness/server_proc.h"
#include "tests/harness/slot_laws.h"

#define WEDNESDAY 1794994200000 /* 18 Nov 2026 09:30Z, 10:30 in Berlin */

/* One demo by the program and one in process, shared by the tests. */
struct world {
	struct server_proc s; /* its folder has the program's demo */
	char dir[64];	      /* the one of WEDNESDAY */
	char why[400];
};

static void
quiet(void *arg, const char *line)
{
	int *lines = arg;

	(*lines)++;
	assert_true(line[0] != '\0');
}

static void
make_dir(char dir[64])
{
	str_copy(dir, 64, "/tmp/hub-demo-XXXXXX");
	assert_non_null(mkdtemp(dir));
}

static bool
build(const char *dir, char *why, size_t size)
{
	int lines = 0;
	struct demo_options o = { .data_dir = dir,
		.now = WEDNESDAY,
		.ignore_env = true,
		.progress = quiet,
		.arg = &lines };

	return demo_build(&o, why, size) && lines >= 3;
}

static int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

/* --- asking a database that no server has open --- */

static sqlite3 *
open_db(const char *dir)
{
	char *path = xprintf("%s/hub.db", dir);
	sqlite3 *db = NULL;

	assert_int_equal(
	    sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	free(path);
	return db;
}

static int64_t
number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t v = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sqlite3_errmsg(db), sql);
	if (sqlite3_step(s) == SQLITE_ROW)
		v = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return v;
}

/* Everything a user sees of the bookings as one hash. */
static void
fingerprint(const char *dir, char out[65])
{
	static const char sql[] =
	    "SELECT b.id || b.uuid || b.customer_key || b.start_at"
	    " || b.booked_at || b.status || b.description || a.name ||"
	    " coalesce(b.campaign, '') || b.potential || b.points FROM booking"
	    " b JOIN account a ON a.id = b.booked_by ORDER BY b.id";
	sqlite3 *db = open_db(dir);
	sqlite3_stmt *s = NULL;
	struct buf b;

	buf_init(&b, 16 << 20);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW)
		buf_adds(&b, (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	assert_false(b.full);
	assert_true(b.len > 100000);
	hash_sha256_hex(b.p, b.len, out);
	buf_done(&b);
	sqlite3_close(db);
}

static void
expect_laws(const char *dir)
{
	sqlite3 *db = open_db(dir);
	int i;

	for (i = 0; slot_laws[i].what != NULL; i++)
		if (number(db, slot_laws[i].sql) != 0)
			fail_msg("%s", slot_laws[i].what);
	assert_int_equal(number(db, slot_overbooked), 0);
	assert_int_equal(
	    number(db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	sqlite3_close(db);
}

/* --- tests --- */

static const struct server_opts demo_opts = {
	.args = (const char *const[]){ "--demo", NULL },
};

static bool
exists(const char *dir, const char *name)
{
	char *path = xprintf("%s/%s", dir, name);
	bool found = access(path, F_OK) == 0;

	free(path);
	return found;
}

static void
put_file(const char *dir, const char *name)
{
	char *path = xprintf("%s/%s", dir, name);
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_true(fputs("half a demo", f) >= 0);
	assert_int_equal(fclose(f), 0);
	free(path);
}

/*
 * A folder in which somebody started hubd once and in which a demo was given
 * up half-way: the next start with --demo makes all of it.
 */
static void
an_empty_database_gets_the_demo(void **state)
{
	struct world *w = *state;
	struct server_opts plain = { 0 }, demo = demo_opts;
	char *half;

	assert_true(server_start(&w->s, &plain));
	assert_int_equal(server_stop(&w->s), 0);
	w->s.keep = false;
	half = xprintf("%s/hub.db.demo-building", w->s.data);
	assert_int_equal(mkdir(half, 0700), 0);
	put_file(half, "hub.db");
	put_file(half, "hub.db-wal");
	free(half);
	demo.data = w->s.data;
	assert_true(server_start(&w->s, &demo));
	assert_false(exists(w->s.data, "hub.db.demo-building"));
	assert_true(server_logged(&w->s, "demo: day 300 of 300"));
	assert_int_equal(server_stop(&w->s), 0);
	expect_laws(w->s.data);
}

static json_t *
ask(struct netclient *c, const char *op, const char *params)
{
	char *line =
	    xprintf("{\"id\":1,\"op\":\"%s\",\"params\":%s}\n", op, params);
	json_t *answer;

	assert_true(nc_says(c, line));
	free(line);
	line = nc_line(c);
	assert_non_null(line);
	answer = json_parse_heap(line, strlen(line), NULL);
	if (!json_get_bool(answer, "success", false))
		fail_msg("%s: %s", op, line);
	return answer;
}

static int64_t
figure(json_t *answer, const char *object, const char *key)
{
	json_t *data = json_get(answer, "data");

	return json_get_int(
	    object != NULL ? json_get(data, object) : data, key, -1);
}

static void
staff_sign_in_and_see_figures(void **state)
{
	static const char *const roles[] = { "opener", "coach", "berater",
		"telefonist", "service", "admin" };
	struct world *w = *state;
	struct server_opts demo = demo_opts;
	struct netclient c;
	json_t *a;
	size_t i;

	demo.data = w->s.data;
	assert_true(server_start(&w->s, &demo));
	assert_true(nc_open_unix(&c, w->s.socket));
	assert_non_null(nc_line(&c));
	json_decref(ask(&c, "auth.demo", "{\"name\":\"anna.beispiel\"}"));
	a = ask(&c, "hub.show_dashboard", "{}");
	assert_true(figure(a, "slots", "bookings_total") > 3000);
	assert_true(figure(a, "slots", "my_upcoming") > 0);
	json_decref(a);
	json_decref(ask(&c, "auth.demo", "{\"name\":\"chef\"}"));
	/* the key of the log is sealed under the secret of this folder */
	a = ask(&c, "audit.verify", "{}");
	assert_true(json_get_bool(json_get(a, "data"), "ok", false));
	assert_true(figure(a, NULL, "checked") > 10000);
	json_decref(a);
	a = ask(&c, "users.list", "{}");
	assert_int_equal(figure(a, NULL, "total"), 10);
	json_decref(a);
	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		char *params = xprintf("{\"role\":\"%s\"}", roles[i]);

		a = ask(&c, "users.list", params);
		assert_true(figure(a, NULL, "total") > 0);
		json_decref(a);
		free(params);
	}
	a = ask(&c, "availability.list_consultants", "{}");
	assert_int_equal(figure(a, NULL, "total"), 6);
	json_decref(a);
	a = ask(&c, "slots.list", "{\"mine\":false,\"limit\":1}");
	assert_true(figure(a, "statistics", "cancelled") > 20);
	assert_true(figure(a, "statistics", "rescheduled") > 20);
	json_decref(a);
	nc_close(&c);
	assert_int_equal(server_stop(&w->s), 0);
}

static void
the_second_start_keeps_the_demo(void **state)
{
	struct world *w = *state;
	struct server_opts demo = demo_opts;
	char before[65], after[65];
	struct stat a, b;
	char *path = xprintf("%s/hub.db", w->s.data);

	fingerprint(w->s.data, before);
	assert_int_equal(stat(path, &a), 0);
	demo.data = w->s.data;
	assert_true(server_start(&w->s, &demo));
	assert_int_equal(server_stop(&w->s), 0);
	assert_int_equal(stat(path, &b), 0);
	free(path);
	assert_int_equal(a.st_ino, b.st_ino);
	fingerprint(w->s.data, after);
	assert_string_equal(before, after);
}

static void
real_data_is_refused(void **state)
{
	struct server_opts real = {
		.env =
		    (const char *const[]){
			"USERLIST=anna.beispiel:korrekt-pferd-batterie", NULL },
	};
	struct server_proc s;
	char out[4096];

	(void)state;
	assert_true(server_start(&s, &real));
	assert_int_equal(server_stop(&s), 0);
	assert_int_equal(
	    server_run((const char *[]){ "--data", s.data, "--demo", NULL },
		NULL, out, sizeof(out)),
	    1);
	assert_non_null(strstr(out, "real accounts"));
	assert_null(strstr(out, "days of history"));
	assert_false(exists(s.data, "hub.db.demo-building"));
	server_clean(&s);
}

static void
a_day_has_one_demo(void **state)
{
	struct world *w = *state;
	char again[64], a[65], b[65];

	assert_true(build(w->dir, w->why, sizeof(w->why)));
	make_dir(again);
	assert_true(build(again, w->why, sizeof(w->why)));
	fingerprint(w->dir, a);
	fingerprint(again, b);
	nftw(again, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	assert_string_equal(a, b);
	expect_laws(w->dir);
}

static const struct {
	const char *what, *sql;
	int64_t least, most;
} facts[] = {
	{ "days with bookings in the past",
	    "SELECT count(DISTINCT start_at / 86400000) FROM booking"
	    " WHERE start_at < :now",
	    180, 215 },
	{ "days with bookings ahead",
	    "SELECT count(DISTINCT start_at / 86400000) FROM booking"
	    " WHERE start_at > :now",
	    10, 16 },
	{ "nothing was booked after now or after its start",
	    "SELECT count(*) FROM booking WHERE booked_at > :now"
	    " OR booked_at >= start_at",
	    0, 0 },
	{ "full slots of this week",
	    "SELECT count(*) FROM slot_total t WHERE start_at BETWEEN"
	    " :now - 3 * 86400000 AND :now + 3 * 86400000 AND total > 0 AND"
	    " (SELECT count(*) FROM slot_place p WHERE p.start_at ="
	    " t.start_at) >= total - external",
	    3, 20 },
	{ "slots of this week with places left",
	    "SELECT count(*) FROM slot_total t WHERE start_at BETWEEN"
	    " :now - 3 * 86400000 AND :now + 3 * 86400000 AND total > 0 AND"
	    " (SELECT count(*) FROM slot_place p WHERE p.start_at ="
	    " t.start_at) < total - external",
	    8, 40 },
	{ "bookings of today are there already",
	    "SELECT count(*) FROM booking WHERE start_at BETWEEN :now AND"
	    " :now + 12 * 3600000",
	    10, 60 },
	{ "customers", "SELECT count(DISTINCT customer_key) FROM booking", 600,
	    3500 },
	{ "returning customers",
	    "SELECT count(*) FROM (SELECT 1 FROM booking WHERE rescheduled_from"
	    " IS NULL GROUP BY customer_key HAVING count(*) > 1)",
	    200, 2500 },
	{ "potentials", "SELECT count(DISTINCT potential) FROM booking", 7, 7 },
	{ "campaigns", "SELECT count(DISTINCT campaign) FROM booking", 6, 12 },
	{ "umlauts",
	    "SELECT count(*) FROM booking WHERE description LIKE '%ü%'", 200,
	    5000 },
	{ "moves by the company",
	    "SELECT count(*) FROM booking WHERE move_reason = 'overhang'", 20,
	    400 },
	{ "special bookings", "SELECT count(*) FROM special_booking", 60, 400 },
	{ "blocks ahead",
	    "SELECT count(*) FROM block WHERE start_date > '2026-11-18'", 3,
	    4 },
	{ "a block of some hours",
	    "SELECT count(*) FROM block WHERE type = 'time_range'", 2, 2 },
	{ "capacity changed in the past",
	    "SELECT count(*) FROM slot_capacity WHERE effective_from"
	    " BETWEEN '2026-01-23' AND '2026-11-18'",
	    1, 8 },
	{ "and will change",
	    "SELECT count(*) FROM slot_capacity WHERE effective_from >"
	    " '2026-11-18'",
	    1, 8 },
	{ "openers with a calendar",
	    "SELECT count(*) FROM consultant WHERE account IS NOT NULL", 4, 4 },
	{ "default pool",
	    "SELECT count(*) FROM consultant WHERE default_pool = 1", 3, 3 },
	{ "admins", "SELECT count(*) FROM account WHERE is_admin = 1", 1, 1 },
	{ "no session of the making is open",
	    "SELECT count(*) FROM session WHERE closed_at IS NULL", 0, 0 },
};

static int64_t
number_at(sqlite3 *db, const char *sql, int64_t now)
{
	sqlite3_stmt *s = NULL;
	int64_t v = -1;
	int at;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sqlite3_errmsg(db), sql);
	at = sqlite3_bind_parameter_index(s, ":now");
	if (at > 0)
		sqlite3_bind_int64(s, at, now);
	if (sqlite3_step(s) == SQLITE_ROW)
		v = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return v;
}

static void
the_company_looks_real(void **state)
{
	struct world *w = *state;
	sqlite3 *db = open_db(w->dir);
	int wrong = 0;
	size_t i;

	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		int64_t n = number_at(db, facts[i].sql, WEDNESDAY);

		if (n >= facts[i].least && n <= facts[i].most)
			continue;
		print_error("%s: %lld, not %lld to %lld\n", facts[i].what,
		    (long long)n, (long long)facts[i].least,
		    (long long)facts[i].most);
		wrong++;
	}
	sqlite3_close(db);
	assert_int_equal(wrong, 0);
}

/* The command of "make run" without a terminal, on the demo made above. */
static void
without_a_terminal_it_prints_one_answer(void **state)
{
	struct world *w = *state;
	char self[400], *slash, *command, line[65536];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	struct server_opts demo = demo_opts;
	json_t *answer;
	FILE *out;
	int up;

	assert_true(n > 0);
	self[n] = '\0';
	for (up = 0; up < 2; up++)
		if ((slash = strrchr(self, '/')) != NULL)
			*slash = '\0';
	command = xprintf("HUB_DEMO_DIR='%s' deploy/scripts/demo.sh '%s'"
			  " </dev/null",
	    w->s.data, self);
	out = popen(command, "re");
	free(command);
	assert_non_null(out);
	assert_non_null(fgets(line, sizeof(line), out));
	answer = json_parse_heap(line, strlen(line), NULL);
	assert_true(json_get_bool(answer, "success", false));
	assert_non_null(json_get(json_get(answer, "data"), "days"));
	json_decref(answer);
	assert_null(fgets(line, sizeof(line), out));
	assert_int_equal(pclose(out), 0);
	/* nothing is left running: the folder can be served again */
	demo.data = w->s.data;
	assert_true(server_start(&w->s, &demo));
	assert_int_equal(server_stop(&w->s), 0);
}

static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	make_dir(w->dir);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	w->s.keep = false;
	server_clean(&w->s);
	nftw(w->dir, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	free(w);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_database_gets_the_demo),
		cmocka_unit_test(staff_sign_in_and_see_figures),
		cmocka_unit_test(the_second_start_keeps_the_demo),
		cmocka_unit_test(without_a_terminal_it_prints_one_answer),
		cmocka_unit_test(real_data_is_refused),
		cmocka_unit_test(a_day_has_one_demo),
		cmocka_unit_test(the_company_looks_real),
	};

	return cmocka_run_group_tests_name("demo", tests, set_up, tear_down);
}
