/*
 * One fault test for each trap of the architecture that the core can meet.
 * TAP. covers: QA-09 API-10 DATA-02 DATA-07 DATA-21 OPS-29
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/db/db_private.h"
#include "tests/harness/fault_vfs.h"
#include "tests/harness/held.h"

#define MONDAY 1772438400000 /* 2 Mar 2026 08:00Z */

static int n_tests, n_failed;

static void
check(bool fine, const char *what, const char *line)
{
	n_tests++;
	n_failed += !fine;
	printf("%s %d - %s\n", fine ? "ok" : "not ok", n_tests, what);
	if (!fine)
		printf("# %s\n", line != NULL ? line : "nothing");
	fflush(stdout);
}

static bool
is_success(const char *line)
{
	return line != NULL && strstr(line, "\"success\":true") != NULL;
}

static bool
is_code(const char *line, const char *code)
{
	char *mark = xprintf("\"code\":\"%s\"", code);
	bool fine = line != NULL && strstr(line, mark) != NULL;

	free(mark);
	return fine;
}

struct world {
	struct held h;
	struct held_conn *op, *tina, *ben;
};

static void
begin(struct world *w, bool durable)
{
	static const char *const set_up[] = {
		"{\"name\":\"Anna\",\"default_pool\":true}",
		"{\"name\":\"Bernd\",\"default_pool\":true}",
	};
	char key[16];
	size_t i;

	held_init(&w->h, MONDAY);
	w->h.durable = durable;
	if (!held_start(&w->h))
		exit(1);
	w->op = held_connect(&w->h, "op", true);
	w->tina = held_user(&w->h, "tina", "telefonist");
	w->ben = held_user(&w->h, "ben", "telefonist");
	held_sql(&w->h, "INSERT INTO consultant(name) VALUES('Clara')");
	held_sql(&w->h,
	    "INSERT INTO ready_span(consultant, date, from_minute, to_minute,"
	    " repeat_until, added_by, added_at) SELECT 1, date('2026-03-02',"
	    " '+' || value || ' days'), 0, 1440, '2027-01-01', 'test', 0"
	    " FROM json_each('[0,1,2,3,4,5,6]')");
	for (i = 0; i < 2; i++) {
		snprintf(key, sizeof(key), "s%zu", i);
		held_call(w->op, "availability.set_consultant", set_up[i], key);
	}
	while (held_next(w->tina, true) != NULL)
		;
	while (held_next(w->ben, true) != NULL)
		;
}

static void
end(struct world *w)
{
	held_disconnect(w->op);
	held_disconnect(w->tina);
	held_disconnect(w->ben);
	held_done(&w->h);
}

static char *
booking(const char *name, const char *key)
{
	return xprintf("{\"id\":7,\"op\":\"slots.book\",\"params\":{\"date\":"
		       "\"2026-03-03\",\"hour\":14,\"last_name\":\"%s\","
		       "\"first_name\":\"X\"},\"idempotency_key\":\"%s\"}",
	    name, key);
}

static void
send_booking(struct held_conn *hc, const char *name, const char *key)
{
	char *line = booking(name, key);

	held_line(hc, line);
	free(line);
}

static int64_t
bookings(struct world *w)
{
	return held_int(&w->h, "SELECT count(*) FROM booking");
}

/* Some errors end the whole transaction; the next RELEASE would commit. */
static void
silent_rollback(void)
{
	struct world w;
	const char *line;

	begin(&w, false);
	send_booking(w.tina, "Eins", "a");
	db_run(w.h.app->db, "ROLLBACK"); /* behind the back of the turn */
	send_booking(w.ben, "Zwei", "b");
	held_turn(&w.h);
	line = held_next(w.tina, false);
	check(is_code(line, "DATABASE") &&
		  strstr(line, "\"retry_after\"") != NULL,
	    "silent rollback: the first answer says DATABASE", line);
	line = held_next(w.ben, false);
	check(is_code(line, "DATABASE"),
	    "silent rollback: so does the one after it", line);
	check(bookings(&w) == 0, "silent rollback: nothing was written", "");
	check(held_next(w.ben, true) == NULL, "silent rollback: no push leaves",
	    "");
	send_booking(w.tina, "Eins", "a");
	held_turn(&w.h);
	line = held_next(w.tina, false);
	check(is_success(line) && bookings(&w) == 1,
	    "silent rollback: the next turn works", line);
	end(&w);
}

/* COMMIT refuses and leaves the transaction open: a deferred key. */
static void
failed_commit(void)
{
	struct world w;
	const char *line;

	begin(&w, false);
	send_booking(w.tina, "Eins", "a");
	db_run(w.h.app->db, "PRAGMA defer_foreign_keys = ON");
	db_run(w.h.app->db,
	    "INSERT INTO point_ledger(account, at, month, cause, points, coins)"
	    " VALUES(999, 0, '2026-03', 'x', 1, 1)");
	held_turn(&w.h);
	line = held_next(w.tina, false);
	check(is_code(line, "DATABASE"), "failed COMMIT: DATABASE", line);
	check(sqlite3_get_autocommit(w.h.app->db->h) != 0 && bookings(&w) == 0,
	    "failed COMMIT: rolled back and closed", "");
	send_booking(w.tina, "Eins", "a");
	held_turn(&w.h);
	line = held_next(w.tina, false);
	check(is_success(line), "failed COMMIT: the same key works now", line);
	end(&w);
}

static void
full_disk(void)
{
	struct world w;
	struct held_conn *chef;
	const char *line;

	begin(&w, true);
	chef = held_user(&w.h, "chef", "admin");
	send_booking(w.tina, "Eins", "a");
	fault_vfs_set(FAULT_FULL);
	held_turn(&w.h);
	line = held_next(w.tina, false);
	check(is_code(line, "DATABASE") &&
		  strstr(line, "\"retry_after\"") != NULL,
	    "full disk: DATABASE with retry_after", line);
	line = held_call(
	    w.ben, "slots.show_day", "{\"date\":\"2026-03-03\"}", NULL);
	check(is_success(line), "full disk: reads go on", line);
	fault_vfs_set(FAULT_NONE);
	check(bookings(&w) == 0, "full disk: nothing was written", "");
	send_booking(w.tina, "Eins", "a");
	held_turn(&w.h);
	line = held_next(w.tina, false);
	check(is_success(line) && bookings(&w) == 1,
	    "full disk: works when there is room again", line);
	/* those who can help are told, once there is room for it */
	held_advance(&w.h, 120000);
	check(
	    held_int(&w.h, "SELECT count(*) FROM notification n JOIN account a"
			   " ON a.id = n.account WHERE a.is_admin = 1 AND"
			   " n.dedupe LIKE 'fault:DATABASE:%'") == 1,
	    "full disk: admins are told", "");
	held_disconnect(chef);
	end(&w);
}

static void
quiet_end(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

/* A failed sync can still be durable: nobody gets an answer, hubd ends. */
static void
unknown_commit(void)
{
	struct world w;
	const char *line;
	int status = 0;
	pid_t pid;

	begin(&w, true);
	held_disconnect(w.op);
	held_disconnect(w.tina);
	held_disconnect(w.ben);
	held_stop(&w.h);
	if ((pid = fork()) == 0) {
		if (!held_start(&w.h))
			_exit(3);
		w.tina = held_user(&w.h, "tina", "telefonist");
		send_booking(w.tina, "Eins", "a");
		fault_vfs_set(FAULT_SYNC);
		held_turn(&w.h); /* must not return */
		_exit(held_next(w.tina, false) == NULL ? 4 : 5);
	}
	waitpid(pid, &status, 0);
	check(WIFEXITED(status) && WEXITSTATUS(status) == 1,
	    "unknown COMMIT: the process ends without an answer", "");
	w.h.seed = 77; /* the child has used the same numbers */
	if (!held_start(&w.h))
		exit(1);
	w.op = held_connect(&w.h, "op", true);
	w.ben = held_user(&w.h, "ben", "telefonist");
	w.tina = held_user(&w.h, "tina", "telefonist");
	send_booking(w.tina, "Eins", "a");
	held_turn(&w.h);
	line = held_next(w.tina, false);
	check(is_success(line) && bookings(&w) == 1,
	    "unknown COMMIT: the same key tells the truth, one booking", line);
	end(&w);
}

/*
 * Closing any descriptor of the database file drops SQLite's locks: after a
 * day of work another process must still find them.
 */
static void
foreign_close(void)
{
	struct world w;
	struct flock l = { .l_type = F_WRLCK,
		.l_whence = SEEK_SET,
		.l_start = 128,
		.l_len = 1 }; /* "dead man switch" of the shm */
	char *path;
	int status = 0;
	pid_t pid;

	begin(&w, false);
	held_call(w.op, "system.check_health", "{}", NULL);
	held_advance(&w.h, 26 * 3600000);
	app_idle(w.h.app);
	path = xprintf("%s/hub.db-shm", w.h.dir);
	if ((pid = fork()) == 0) {
		int fd = open(path, O_RDWR);

		_exit(fd >= 0 && fcntl(fd, F_GETLK, &l) == 0 &&
			      l.l_type != F_UNLCK
			  ? 0
			  : 1);
	}
	waitpid(pid, &status, 0);
	check(WIFEXITED(status) && WEXITSTATUS(status) == 0,
	    "foreign close: SQLite's locks are still held", path);
	free(path);
	end(&w);
}

static int64_t
wal_size(struct world *w)
{
	char *path = xprintf("%s/hub.db-wal", w->h.dir);
	struct stat st;
	int64_t n = stat(path, &st) == 0 ? st.st_size : -1;

	free(path);
	return n;
}

/* A reader pins the WAL: writing goes on, the file shrinks afterwards. */
static void
reader_holds_wal(void)
{
	struct world w;
	char *path, key[24], name[24];
	sqlite3 *h;
	int i;
	bool fine = true;

	begin(&w, false);
	path = xprintf("%s/hub.db", w.h.dir);
	sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, NULL);
	sqlite3_exec(
	    h, "BEGIN; SELECT count(*) FROM booking", NULL, NULL, NULL);
	for (i = 0; i < 400 && fine; i++) {
		const char *line;

		snprintf(key, sizeof(key), "k%d", i);
		snprintf(name, sizeof(name), "Name%d", i);
		line = held_call(w.op, "settings.set_key",
		    "{\"key\":\"booking.hold_seconds\",\"value\":\"90\"}", key);
		fine = is_success(line);
		app_idle(w.h.app);
	}
	check(fine, "reader holds the WAL: writes go on", "");
	check(wal_size(&w) > 0, "reader holds the WAL: it stays", "");
	sqlite3_exec(h, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(h);
	send_booking(w.tina, "Eins", "a");
	held_turn(&w.h);
	check(is_success(held_next(w.tina, false)),
	    "reader holds the WAL: works afterwards", "");
	check(db_checkpoint(w.h.app->db),
	    "reader holds the WAL: the checkpoint completes then", "");
	free(path);
	end(&w);
}

/* What a timer writes is committed and told without any request. */
static void
write_from_timer(void)
{
	struct world w;
	const char *line;

	begin(&w, false);
	line = held_call(
	    w.tina, "slots.hold", "{\"date\":\"2026-03-03\",\"hour\":14}", "h");
	check(is_success(line), "write from a timer: a place is held", line);
	while (held_next(w.ben, true) != NULL)
		;
	check(app_next_due(w.h.app) <= w.h.now + 120000,
	    "write from a timer: the core says when it is due", "");
	w.h.now += 121000;
	w.h.mono += 121000;
	app_run_due(w.h.app);
	held_turn(&w.h);
	line = held_next(w.ben, true);
	check(line != NULL && strstr(line, "\"held\":0") != NULL,
	    "write from a timer: the freed place is pushed", line);
	check(sqlite3_get_autocommit(w.h.app->db->h) != 0 &&
		  held_int(&w.h, "SELECT count(*) FROM slot_place") == 0,
	    "write from a timer: it is committed", "");
	end(&w);
}

/* A slow reader loses pushes and is told to reload, others notice nothing. */
static void
slow_reader(void)
{
	struct world w;
	const char *line;

	begin(&w, false);
	w.ben->backlog = 300 * 1024;
	send_booking(w.tina, "Eins", "a");
	held_turn(&w.h);
	held_next(w.tina, false);
	while ((line = held_next(w.ben, true)) != NULL)
		if (strstr(line, "slots.changed") != NULL &&
		    strstr(line, "2026-03-03") != NULL &&
		    strstr(line, "\"booked\":1") != NULL)
			break;
	check(line == NULL, "slow reader: pushes are dropped", line);
	w.ben->backlog = 0;
	send_booking(w.tina, "Zwei", "b");
	held_turn(&w.h);
	line = held_next(w.ben, true);
	check(line != NULL && strstr(line, "events.reload") != NULL,
	    "slow reader: then it is told to reload", line);
	end(&w);
}

int
main(void)
{
	log_set_sink(quiet_end, NULL);
	fault_vfs_install();
	silent_rollback();
	failed_commit();
	full_disk();
	unknown_commit();
	foreign_close();
	reader_holds_wal();
	write_from_timer();
	slow_reader();
	printf("1..%d\n", n_tests);
	return n_failed > 0;
}
