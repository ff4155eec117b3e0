/* covers: API-01 SEC-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli_token.h"
#include "tui/client/client.h"
#include "tui/client/hub_conf.h"
#include "tui/client/known_hosts.h"
#include "tui/client/state_dir.h"
#include "tui/client/target.h"

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B64 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static int
set_up(void **state)
{
	char *dir = xstrdup("/tmp/hubfiles.XXXXXX");

	if (mkdtemp(dir) == NULL)
		return -1;
	setenv("XDG_STATE_HOME", dir, 1);
	*state = dir;
	return 0;
}

static int
tear_down(void **state)
{
	char *cmd = xprintf("rm -rf '%s'", (char *)*state);
	int r = system(cmd);

	free(cmd);
	free(*state);
	return r;
}

static void
is_unix(const char *name, const char *path)
{
	struct target t;
	char why[300];

	assert_true(target_parse(&t, name, why, sizeof(why)));
	assert_int_equal(t.kind, TARGET_UNIX);
	assert_string_equal(t.path, path);
	target_done(&t);
}

static void
is_tls(const char *name, const char *host, const char *shown)
{
	struct target t;
	char why[300];

	assert_true(target_parse(&t, name, why, sizeof(why)));
	assert_int_equal(t.kind, TARGET_TLS);
	assert_string_equal(t.host, host);
	assert_string_equal(t.name, shown);
	target_done(&t);
}

static void
is_refused(const char *name, const char *part)
{
	struct target t = { 0 };
	char why[300] = "";

	assert_false(target_parse(&t, name, why, sizeof(why)));
	if (strstr(why, part) == NULL)
		fail_msg("%s: %s", name, why);
	assert_null(t.name);
}

static void
is_ssh(const char *name, const char *user, const char *port, const char *shown)
{
	struct target t;
	char why[300];

	assert_true(target_parse(&t, name, why, sizeof(why)));
	assert_int_equal(t.kind, TARGET_SSH);
	assert_string_equal(t.user != NULL ? t.user : "", user);
	assert_string_equal(t.port != NULL ? t.port : "", port);
	assert_string_equal(t.name, shown);
	target_done(&t);
}

static void
servers_behind_ssh(void **state)
{
	(void)state;
	is_ssh("ssh://Hub.Example", "", "", "ssh://hub.example");
	is_ssh("ssh://hub-ssh@hub:2222", "hub-ssh", "2222",
	    "ssh://hub-ssh@hub:2222");
	is_ssh("ssh://hub/", "", "", "ssh://hub");
	is_ssh("ssh://a@[::1]:22", "a", "22", "ssh://a@[::1]:22");
}

/* A host key as ssh-keygen prints it is the same as its digits. */
static void
fingerprints_of_ssh(void **state)
{
	static const char hex[] = "c008dd0f669be3cdb1cd9d359a1a185f"
				  "5d7fb5011c20ad270778b86ce88a63a4";
	char out[FINGERPRINT_SHOWN], back[FINGERPRINT_LEN];

	(void)state;
	assert_string_equal(fingerprint_ssh(hex, out),
	    "SHA256:wAjdD2ab482xzZ01mhoYX11/tQEcIK0nB3i4bOiKY6Q");
	assert_true(fingerprint_parse(out, back));
	assert_string_equal(back, hex);
	assert_false(fingerprint_parse("SHA256:wAjdD2ab482", back));
}

static void
servers_are_named_as_people_do(void **state)
{
	(void)state;
	is_unix("/run/hub/hub.sock", "/run/hub/hub.sock");
	is_unix("unix:/x", "/x");
	is_unix("./hub.sock", "./hub.sock");
	is_tls("Hub.Example:8443", "hub.example", "hub.example:8443");
	is_tls("hub", "hub", "hub:7443");
	is_tls("unix:7443", "unix", "unix:7443");
	is_tls("tls://hub:1", "hub", "hub:1");
	is_tls("[::1]:9", "::1", "[::1]:9");
	is_tls("::1", "::1", "[::1]:7443");
	is_refused("ssh://", "ssh://");
	is_refused("ssh://-oProxyCommand=x", "ssh://");
	is_refused("ssh://-x@hub", "ssh://");
	is_refused("ssh://a b@hub", "ssh://");
	is_refused("ssh://hub:0", "ssh://");
	is_refused("ssh://a@b@hub", "ssh://");
	is_refused("ssh://hub/x", "ssh://");
	is_refused("hub:0", "hub:0");
	is_refused("hub:70000", "hub:70000");
	is_refused("hub:x", "hub:x");
	is_refused("[::1", "[::1");
	is_refused("[::1]x", "[::1]x");
	is_refused("a b:1", "a b:1");
	is_refused("user@hub:1", "user@hub:1");
	is_refused("", "''");
}

static void
choose(const struct target_choice *ch, const char *name)
{
	struct target t;
	char why[300];

	assert_true(target_choose(&t, ch, why, sizeof(why)));
	assert_string_equal(t.name, name);
	target_done(&t);
}

static void
first_named_server_wins(void **state)
{
	struct target_choice ch = { "/d", NULL, "env:1", "conf:1", NULL };
	struct target t;
	char why[300];

	(void)state;
	choose(&ch, "/d/hub.sock");
	ch.connect = "arg:1";
	assert_false(target_choose(&t, &ch, why, sizeof(why)));
	ch.data_dir = NULL;
	choose(&ch, "arg:1");
	ch.connect = NULL;
	choose(&ch, "env:1");
	ch.env = "";
	choose(&ch, "conf:1");
	ch.conf = NULL;
	choose(&ch, TARGET_SOCKET);
}

static void
fingerprints_are_read_as_pasted(void **state)
{
	char out[FINGERPRINT_LEN];

	(void)state;
	assert_true(fingerprint_parse(A64, out));
	assert_string_equal(out, A64);
	assert_true(fingerprint_parse("SHA256:" A64, out));
	assert_true(fingerprint_parse(
	    "AA:AA:"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    out));
	assert_string_equal(out, A64);
	assert_false(fingerprint_parse("", out));
	assert_false(fingerprint_parse(A64 "a", out));
	assert_false(fingerprint_parse("x" A64, out));
}

static void
known_hosts_keeps_other_lines(void **state)
{
	static const char text[] =
	    "# mine\n\nHub:1 sha256 " A64 "\nbroken line\nother:1 SHA256 " B64;
	char out[FINGERPRINT_LEN];
	char *changed;

	(void)state;
	assert_true(known_hosts_find(text, "hub:1", out));
	assert_string_equal(out, A64);
	assert_true(known_hosts_find(text, "other:1", out));
	assert_string_equal(out, B64);
	assert_false(known_hosts_find(text, "hub:2", out));
	assert_false(known_hosts_find(text, "broken", out));
	assert_false(known_hosts_find("", "hub:1", out));
	changed = known_hosts_set(text, "hub:1", B64);
	assert_string_equal(changed,
	    "# mine\n\nbroken line\nother:1 SHA256 " B64 "\nhub:1 sha256 " B64
	    "\n");
	free(changed);
}

static void
configuration_names_its_line(void **state)
{
	struct hub_conf c;
	char why[300];

	(void)state;
	assert_true(hub_conf_parse(&c,
	    "[client]\nserver = hub:1\nlanguage = en\n"
	    "theme = day\nca = /x\n",
	    why, sizeof(why)));
	assert_string_equal(c.server, "hub:1");
	assert_string_equal(c.language, "en");
	assert_string_equal(c.theme, "day");
	assert_string_equal(c.ca, "/x");
	hub_conf_done(&c);
	assert_true(hub_conf_parse(&c, "", why, sizeof(why)));
	assert_null(c.server);
	assert_false(hub_conf_parse(
	    &c, "[client]\ntheme=a\nserfer=x\n", why, sizeof(why)));
	assert_non_null(strstr(why, "line 3"));
	assert_null(c.theme);
	assert_false(
	    hub_conf_parse(&c, "[client]\nlanguage=fr\n", why, sizeof(why)));
}

static void
tokens_are_private_and_bound(void **state)
{
	struct cli_token t = { xstrdup("unix:/x"), xstrdup("ana"),
		xstrdup("t0"), false };
	struct cli_token got;
	char path[4096];
	struct stat st;

	(void)state;
	assert_false(token_load(&got, "/x"));
	assert_true(token_save(&t, "/x"));
	assert_false(token_load(&got, "/y"));
	assert_true(token_load(&got, "/x"));
	assert_string_equal(got.identity, "unix:/x");
	assert_string_equal(got.user, "ana");
	assert_string_equal(got.token, "t0");
	token_done(&got);
	token_done(&t);
	assert_true(state_path(path, sizeof(path), "x", false));
	*strrchr(path, '/') = '\0';
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	token_forget("/x");
	assert_false(token_load(&got, "/x"));
	token_forget("/x"); /* once more is fine */
}

static void
state_files_are_whole_or_old(void **state)
{
	char path[4096], *text;
	struct stat st;

	(void)state;
	assert_true(state_path(path, sizeof(path), "f", true));
	assert_null(state_read(path, 10));
	assert_true(state_write(path, "one"));
	assert_true(state_write(path, "two"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	text = state_read(path, 10);
	assert_string_equal(text, "two");
	free(text);
	assert_null(state_read(path, 2)); /* larger than allowed */
	assert_null(state_read("/tmp", 10));
}

static void
reads_are_told_by_their_verb(void **state)
{
	static const char *const reads[] = { "slots.show_week", "slots.list",
		"slots.get", "system.describe", "blocks.check",
		"slots.check_special", "system.ping", "hub.hello",
		"slots.suggest_campaigns", "availability.find", "slots.explain",
		"blocks.preview" };
	static const char *const writes[] = { "slots.book", "slots.hold",
		"slots.cancel", "users.create", "imports.plan",
		"settings.set_key", "hub.open_tool", "nonsense", "x.listing",
		"x.gets" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(reads) / sizeof(reads[0]); i++)
		if (!client_is_read(reads[i]))
			fail_msg("%s", reads[i]);
	for (i = 0; i < sizeof(writes) / sizeof(writes[0]); i++)
		if (client_is_read(writes[i]))
			fail_msg("%s", writes[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(servers_are_named_as_people_do),
		cmocka_unit_test(servers_behind_ssh),
		cmocka_unit_test(fingerprints_of_ssh),
		cmocka_unit_test(first_named_server_wins),
		cmocka_unit_test(fingerprints_are_read_as_pasted),
		cmocka_unit_test(known_hosts_keeps_other_lines),
		cmocka_unit_test(configuration_names_its_line),
		cmocka_unit_test_setup_teardown(
		    tokens_are_private_and_bound, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    state_files_are_whole_or_old, set_up, tear_down),
		cmocka_unit_test(reads_are_told_by_their_verb),
	};

	setenv("LANGUAGE", "en", 1);
	json_setup();
	return cmocka_run_group_tests_name("client_files", tests, NULL, NULL);
}
