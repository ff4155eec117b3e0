/* Where credentials come from, and what is said of bad ones. */
/* covers: CAL-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/calendar/calendar_creds_json.h"
#include "tests/harness/fake_google.h"

struct world {
	struct fake_google *g;
	char path[40];
	struct calendar_creds k;
	char why[160];
};

static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	int fd;

	json_setup();
	w->g = fake_google_new();
	str_copy(w->path, sizeof(w->path), "/tmp/creds.XXXXXX");
	assert_true((fd = mkstemp(w->path)) >= 0);
	close(fd);
	unsetenv("GOOGLE_CREDS_BASE64");
	unsetenv("GOOGLE_CREDS_B64");
	unsetenv("GOOGLE_CREDS_JSON");
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	calendar_creds_done(&w->k);
	unlink(w->path);
	fake_google_free(w->g);
	free(w);
	return 0;
}

static void
write_file(struct world *w, const char *text)
{
	FILE *f = fopen(w->path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static bool
read_all(struct world *w, const char *file, bool use_env)
{
	calendar_creds_done(&w->k);
	w->why[0] = '\0';
	return calendar_creds_read(
	    &w->k, file, use_env, w->why, sizeof(w->why));
}

static void
test_sources(void **state)
{
	struct world *w = *state;
	const char *json = fake_google_key_json(w->g);
	char b64[8192];

	assert_false(read_all(w, "", true));
	assert_non_null(strstr(w->why, "no credentials"));
	write_file(w, json);
	assert_true(read_all(w, w->path, true));
	assert_non_null(strstr(w->k.email, "gserviceaccount"));
	/* the environment comes first, base64 before all */
	setenv("GOOGLE_CREDS_JSON", "{}", 1);
	assert_false(read_all(w, w->path, true));
	assert_true(read_all(w, w->path, false));
	sodium_bin2base64(b64, sizeof(b64), (const unsigned char *)json,
	    strlen(json), sodium_base64_VARIANT_ORIGINAL);
	setenv("GOOGLE_CREDS_B64", b64, 1);
	assert_true(read_all(w, "", true));
	setenv("GOOGLE_CREDS_BASE64", "@@@", 1);
	assert_false(read_all(w, "", true));
	assert_non_null(strstr(w->why, "GOOGLE_CREDS_BASE64"));
	assert_false(read_all(w, "/nowhere", false));
}

/* What is wrong is named, what it holds is not. */
static void
test_faults(void **state)
{
	static const struct {
		const char *text, *why;
	} rows[] = {
		{ "hidden words", "no JSON" },
		{ "[]", "no JSON" },
		{ "{}", "client_email" },
		{ "{\"client_email\":\"a\\\"b\"}", "client_email" },
		{ "{\"client_email\":\"a@b\"}", "token_uri" },
		{ "{\"client_email\":\"a@b\",\"token_uri\":\"http://x.test/\"}",
		    "token_uri" },
		{ "{\"client_email\":\"a@b\",\"token_uri\":\"https://x.test/\","
		  "\"private_key\":\"hidden\"}",
		    "private_key" },
	};
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		write_file(w, rows[i].text);
		assert_false(read_all(w, w->path, true));
		assert_non_null(strstr(w->why, rows[i].why));
		assert_null(strstr(w->why, "hidden"));
		assert_null(w->k.key);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_sources, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
