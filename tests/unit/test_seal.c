/* Secrets at rest: boxes, the key and its change, stopped at every point. */
/* covers: SEC-09 OPS-27 OPS-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/log.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/core/reseal.h"
#include "server/db/db.h"
#include "server/settings/seal.h"
#include "tests/harness/signin.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define KEY_A "0123456789abcdef0123456789abcdef-A"
#define KEY_B "0123456789abcdef0123456789abcdef-B"
#define KEY_C "0123456789abcdef0123456789abcdef-C"
#define GOOD "\"token\":"
#define CLOSED "\"code\":\"CONFIGURATION\""

static const unsigned char seed[TOTP_SEED] = "12345678901234567890";

struct world {
	struct held h;
	struct buf log;
	int64_t ana;
};

static void
keep(void *arg, const char *line)
{
	struct buf *b = arg;

	buf_adds(b, line);
	buf_addc(b, '\n');
}

static void
no_keys(void)
{
	unsetenv("SECRET_KEY");
	unsetenv("SECRET_KEY_OLD");
}

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return -1;
	no_keys();
	buf_init(&w->log, 1 << 20);
	log_set_sink(keep, &w->log);
	held_init(&w->h, START);
	w->h.use_env = true;
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	held_done(&w->h);
	log_set_sink(NULL, NULL);
	buf_done(&w->log);
	no_keys();
	free(w);
	return 0;
}

/* Ana has a second factor, sealed with the key of this start. */
static void
begin(struct world *w)
{
	assert_true(held_start(&w->h));
	w->ana = signin_account(&w->h, "ana");
	signin_factor(&w->h, w->ana, seed);
	signin_backup(&w->h, w->ana, seed, "0F3A9C1B");
}

static void
restart(struct world *w)
{
	held_stop(&w->h);
	buf_clear(&w->log);
	assert_true(held_start(&w->h));
}

static void
expect_sign_in(struct world *w, const char *part)
{
	char code[TOTP_CODE];
	const char *line;

	held_advance(&w->h, 30000); /* a step that was not used */
	line = signin(&w->h, "ana", signin_code(&w->h, seed, 0, code), NULL);
	if (strstr(line, part) == NULL)
		fail_msg("%s is not in %s", part, line);
}

static bool
logged(struct world *w, const char *text)
{
	return strstr(buf_str(&w->log), text) != NULL;
}

static void
path_of(const struct world *w, const char *name, char out[200])
{
	snprintf(out, 200, "%s/%s", w->h.dir, name);
}

static bool
exists(const struct world *w, const char *name)
{
	char path[200];

	path_of(w, name, path);
	return access(path, F_OK) == 0;
}

static void
get(const struct world *w, const char *name, unsigned char out[SECRET_BYTES])
{
	assert_true(secret_load_name(w->h.dir, name, out));
}

static void
put(const struct world *w, const char *name, const void *bytes, size_t n)
{
	char path[200];
	FILE *f;

	path_of(w, name, path);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, 0600), 0);
}

static void
rotate(struct world *w, const char *part)
{
	static int key;
	struct held_conn *op = held_connect(&w->h, "op", true);
	char name[20];
	const char *line;

	snprintf(name, sizeof(name), "rotate-%d", key++);
	line = held_call(op, "system.rotate_key", "{}", name);
	if (line == NULL || strstr(line, part) == NULL)
		fail_msg("%s is not in %s", part, line);
	held_disconnect(op);
}

static void
expect_health(struct world *w, const char *part)
{
	struct held_conn *op = held_connect(&w->h, "op", true);
	const char *line = held_call(op, "system.check_health", "{}", NULL);

	if (line == NULL || strstr(line, part) == NULL)
		fail_msg("%s is not in %s", part, line);
	held_disconnect(op);
}

/* What hubd --check would say. */
static bool
fits(struct world *w, char why[200])
{
	char path[200], text[200];
	struct db_options o = { .path = path, .read_only = true };
	struct db *db;
	bool good;

	path_of(w, "hub.db", path);
	db = db_open(&o, text, sizeof(text));
	assert_non_null(db);
	good = reseal_fits(db, w->h.dir, why, 200);
	db_close(db);
	return good;
}

/* --- boxes --- */

static void
boxes_open_with_key_and_purpose(void **state)
{
	unsigned char one[SECRET_BYTES] = "one", two[SECRET_BYTES] = "two";
	unsigned char box[20 + SEAL_EXTRA], again[20 + SEAL_EXTRA], out[20];
	struct seal *a = seal_new(one), *b = seal_new(two);
	struct seal *same = seal_new(one);
	size_t i;

	(void)state;
	seal_close(a, "totp:17", seed, 20, box);
	seal_close(a, "totp:17", seed, 20, again);
	assert_memory_not_equal(box, again, sizeof(box)); /* a nonce each */
	assert_true(seal_open(same, "totp:17", box, sizeof(box), out));
	assert_memory_equal(out, seed, 20);
	assert_false(seal_open(a, "totp:18", box, sizeof(box), out));
	assert_memory_not_equal(out, seed, 20); /* erased */
	assert_false(seal_open(b, "totp:17", box, sizeof(box), out));
	assert_false(seal_open(a, "totp:17", box, sizeof(box) - 1, out));
	assert_false(seal_open(a, "totp:17", box, SEAL_EXTRA - 1, out));
	for (i = 0; i < sizeof(box); i++) {
		box[i] ^= 1;
		assert_false(seal_open(a, "totp:17", box, sizeof(box), out));
		box[i] ^= 1;
	}
	assert_string_equal(seal_id(a), seal_id(same));
	assert_string_not_equal(seal_id(a), seal_id(b));
	assert_int_equal(strlen(seal_id(a)), SEAL_ID - 1);
	seal_free(a);
	seal_free(b);
	seal_free(same);
}

static void
a_value_moves_to_the_new_key(void **state)
{
	unsigned char k[3][SECRET_BYTES] = { "one", "two", "three" };
	unsigned char box[20 + SEAL_EXTRA], next[20 + SEAL_EXTRA], out[20];
	struct seal *one = seal_new(k[0]), *two = seal_new(k[1]);
	struct seal *three = seal_new(k[2]);
	struct reseal r = { .to = two, .from = { three, one } };

	(void)state;
	seal_close(one, "x", seed, 20, box);
	assert_true(reseal_value(&r, "x", box, sizeof(box), next));
	assert_true(seal_open(two, "x", next, sizeof(next), out));
	assert_memory_equal(out, seed, 20);
	assert_false(reseal_value(&r, "x", next, sizeof(next), box));
	assert_false(reseal_value(&r, "y", next, sizeof(next), box));
	assert_false(reseal_value(&r, "x", next, 3, box));
	assert_int_equal(r.renewed, 1);
	assert_int_equal(r.kept, 1);
	assert_int_equal(r.lost, 2);
	seal_free(one);
	seal_free(two);
	seal_free(three);
}

/* --- a change of the key in the data folder, stopped --- */

static void
rotation_keeps_codes_good(void **state)
{
	struct world *w = *state;
	unsigned char before[SECRET_BYTES], after[SECRET_BYTES];
	char path[200], why[200];
	struct stat st;

	begin(w);
	get(w, SECRET_FILE, before);
	rotate(w, "\"values\":2");
	get(w, SECRET_FILE, after);
	assert_memory_not_equal(before, after, SECRET_BYTES);
	path_of(w, SECRET_FILE, path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(exists(w, SECRET_NEXT));
	expect_sign_in(w, GOOD);
	assert_non_null(strstr(signin(&w->h, "ana", "0f3a9c1b", NULL), GOOD));
	expect_health(w, "\"secrets\":\"healthy\"");
	restart(w);
	assert_false(logged(w, "key"));
	expect_sign_in(w, GOOD);
	assert_true(fits(w, why));
}

/* Killed after hub.secret.next, before the commit. */
static void
killed_before_the_commit(void **state)
{
	struct world *w = *state;
	unsigned char before[SECRET_BYTES], after[SECRET_BYTES];
	char why[200];

	begin(w);
	get(w, SECRET_FILE, before);
	held_stop(&w->h);
	put(w, SECRET_NEXT, "a key that never came into force", SECRET_BYTES);
	assert_true(fits(w, why));
	restart(w);
	assert_false(exists(w, SECRET_NEXT));
	get(w, SECRET_FILE, after);
	assert_memory_equal(before, after, SECRET_BYTES);
	expect_sign_in(w, GOOD);
	rotate(w, "\"success\":true");
	expect_sign_in(w, GOOD);
}

/* Killed while hub.secret.next itself was written. */
static void
killed_while_writing_the_key(void **state)
{
	struct world *w = *state;

	begin(w);
	held_stop(&w->h);
	put(w, SECRET_NEXT ".new", "half", 4);
	restart(w);
	expect_sign_in(w, GOOD);
	rotate(w, "\"success\":true");
	assert_false(exists(w, SECRET_NEXT ".new"));
	/* a name whose content is not whole is no key either */
	held_stop(&w->h);
	put(w, SECRET_NEXT, "half", 4);
	restart(w);
	assert_false(exists(w, SECRET_NEXT));
	expect_sign_in(w, GOOD);
}

/* Killed after the commit, before the new key has the name. */
static void
killed_after_the_commit(void **state)
{
	struct world *w = *state;
	unsigned char before[SECRET_BYTES], after[SECRET_BYTES];
	unsigned char now[SECRET_BYTES];
	char why[200];

	begin(w);
	get(w, SECRET_FILE, before);
	rotate(w, "\"success\":true");
	get(w, SECRET_FILE, after);
	held_stop(&w->h);
	put(w, SECRET_NEXT, after, SECRET_BYTES);
	put(w, SECRET_FILE, before, SECRET_BYTES);
	assert_true(fits(w, why));
	restart(w);
	assert_true(logged(w, "the change of the server key is completed"));
	assert_false(exists(w, SECRET_NEXT));
	get(w, SECRET_FILE, now);
	assert_memory_equal(now, after, SECRET_BYTES);
	expect_sign_in(w, GOOD);
	restart(w);
	expect_sign_in(w, GOOD);
}

/* The row of the audit log fails: neither database nor file changes. */
static void
a_rotation_that_fails_leaves_the_old_key(void **state)
{
	struct world *w = *state;
	unsigned char before[SECRET_BYTES], after[SECRET_BYTES];

	begin(w);
	get(w, SECRET_FILE, before);
	assert_true(
	    held_sql(&w->h, "CREATE TRIGGER no_row BEFORE INSERT ON audit_log"
			    " WHEN new.action = 'key_rotated'"
			    " BEGIN SELECT RAISE(ABORT, 'CONFLICT'); END"));
	rotate(w, "\"code\":\"CONFLICT\"");
	assert_false(exists(w, SECRET_NEXT));
	get(w, SECRET_FILE, after);
	assert_memory_equal(before, after, SECRET_BYTES);
	expect_sign_in(w, GOOD);
	assert_true(held_sql(&w->h, "DROP TRIGGER no_row"));
	rotate(w, "\"success\":true");
	expect_sign_in(w, GOOD);
	restart(w);
	expect_sign_in(w, GOOD);
}

/* A folder where the name cannot be given: the new key stays beside. */
static void
a_key_that_is_not_the_file_is_not_replaced(void **state)
{
	struct world *w = *state;
	unsigned char before[SECRET_BYTES];

	begin(w);
	get(w, SECRET_FILE, before);
	put(w, SECRET_FILE, "another key altogether, 32 bytes", SECRET_BYTES);
	rotate(w, CLOSED);
	assert_false(exists(w, SECRET_NEXT));
	put(w, SECRET_FILE, before, SECRET_BYTES);
	rotate(w, "\"success\":true");
	expect_sign_in(w, GOOD);
}

/* --- SECRET_KEY --- */

static void
from_the_file_to_the_variable_and_on(void **state)
{
	struct world *w = *state;
	char why[200];

	begin(w);
	setenv("SECRET_KEY", KEY_A, 1);
	assert_true(fits(w, why)); /* the next start takes it over */
	restart(w);
	assert_true(logged(w, "values sealed anew: 2"));
	expect_sign_in(w, GOOD);
	rotate(w, "\"code\":\"CONFLICT\"");
	assert_false(exists(w, SECRET_NEXT));
	restart(w);
	assert_false(logged(w, "sealed anew"));
	setenv("SECRET_KEY", KEY_B, 1);
	setenv("SECRET_KEY_OLD", KEY_A, 1);
	restart(w);
	assert_true(logged(w, "values sealed anew: 2"));
	assert_true(logged(w, "SECRET_KEY_OLD can be removed"));
	assert_false(logged(w, KEY_A));
	expect_sign_in(w, GOOD);
	unsetenv("SECRET_KEY_OLD");
	restart(w);
	expect_sign_in(w, GOOD);
	/* and back to the file, which holds another key meanwhile */
	unsetenv("SECRET_KEY");
	setenv("SECRET_KEY_OLD", KEY_B, 1);
	restart(w);
	unsetenv("SECRET_KEY_OLD");
	restart(w);
	expect_sign_in(w, GOOD);
	assert_true(fits(w, why));
}

static void
an_older_database_with_its_old_file(void **state)
{
	struct world *w = *state;
	unsigned char before[SECRET_BYTES];

	begin(w);
	get(w, SECRET_FILE, before);
	held_stop(&w->h);
	put(w, SECRET_FILE, "the key of today, made elsewhere", SECRET_BYTES);
	put(w, SECRET_OLD, before, SECRET_BYTES);
	restart(w);
	assert_true(logged(w, "values sealed anew: 2"));
	expect_sign_in(w, GOOD);
}

/* --- the key is lost --- */

static void
a_lost_key_fails_closed(void **state)
{
	struct world *w = *state;
	char why[200], code[TOTP_CODE], back[200];

	setenv("SECRET_KEY", KEY_A, 1);
	begin(w);
	held_stop(&w->h);
	setenv("SECRET_KEY", KEY_C, 1);
	assert_false(fits(w, why));
	assert_non_null(strstr(why, "does not fit"));
	restart(w);
	assert_true(logged(w, "CRITICAL: the server key does not fit"));
	expect_sign_in(w, CLOSED);
	assert_non_null(strstr(signin(&w->h, "ana", "0f3a9c1b", NULL), CLOSED));
	expect_health(w, "\"status\":\"degraded\"");
	expect_health(w, "\"secrets\":\"degraded\"");
	expect_health(w, "Der Schlüssel des Servers passt nicht");
	/* others work, new factors included */
	signin_factor(&w->h, signin_account(&w->h, "ben"), seed);
	assert_non_null(strstr(
	    signin(&w->h, "ben", signin_code(&w->h, seed, 0, code), NULL),
	    GOOD));
	rotate(w, "\"code\":\"CONFLICT\"");
	expect_health(w, "\"problems\":[");
	/* reset by an admin */
	snprintf(back, sizeof(back),
	    "DELETE FROM second_factor WHERE account = %lld",
	    (long long)w->ana);
	assert_true(held_sql(&w->h, back));
	expect_health(w, "\"status\":\"healthy\"");
	expect_sign_in(w, GOOD); /* without a code */
	restart(w);
	assert_false(logged(w, "CRITICAL"));
	assert_true(fits(w, why));
}

static void
a_lost_key_that_comes_back(void **state)
{
	struct world *w = *state;
	unsigned char before[SECRET_BYTES];

	begin(w);
	get(w, SECRET_FILE, before);
	held_stop(&w->h);
	put(w, SECRET_FILE, "a key that has nothing to do here", SECRET_BYTES);
	restart(w);
	expect_sign_in(w, CLOSED);
	rotate(w, CLOSED);
	assert_false(exists(w, SECRET_NEXT));
	signin_factor(&w->h, signin_account(&w->h, "ben"), seed);
	held_stop(&w->h);
	put(w, SECRET_OLD, before, SECRET_BYTES);
	restart(w);
	assert_true(logged(w, "values sealed anew: 2"));
	expect_sign_in(w, GOOD);
	expect_health(w, "\"status\":\"healthy\"");
	rotate(w, "\"values\":4");
}

static void
a_folder_without_its_key_is_named(void **state)
{
	struct world *w = *state;
	char path[200], why[200];

	begin(w);
	held_stop(&w->h);
	path_of(w, SECRET_FILE, path);
	assert_int_equal(unlink(path), 0);
	assert_false(fits(w, why));
	assert_non_null(strstr(why, "hub.secret: is missing"));
	assert_true(held_start(&w->h));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boxes_open_with_key_and_purpose),
		cmocka_unit_test(a_value_moves_to_the_new_key),
		TEST(rotation_keeps_codes_good),
		TEST(killed_before_the_commit),
		TEST(killed_while_writing_the_key),
		TEST(killed_after_the_commit),
		TEST(a_rotation_that_fails_leaves_the_old_key),
		TEST(a_key_that_is_not_the_file_is_not_replaced),
		TEST(from_the_file_to_the_variable_and_on),
		TEST(an_older_database_with_its_old_file),
		TEST(a_lost_key_fails_closed),
		TEST(a_lost_key_that_comes_back),
		TEST(a_folder_without_its_key_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
