/*
 * hub and hubctl as people and scripts run them, against a real hubd: accounts,
 * sign-in, booking with questions, certificates, exit statuses.
 */
/* covers: API-01 HOL-07 HUB-04 SLOT-04 SEC-01 SEC-12 OPS-30 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/server_proc.h"

#define OUT_MAX 65536
#define PASSWORD "geheim-Pass-123\n"

struct fix {
	struct server_proc server;
	char home[64];
	char hub[600], hubctl[600];
	char out[OUT_MAX], err[OUT_MAX];
};

/* Files stand in for pipes: nothing can block. */
static void
as_stdin(const char *text)
{
	FILE *f = tmpfile();

	if (f == NULL || fputs(text, f) < 0 || fflush(f) != 0 ||
	    lseek(fileno(f), 0, SEEK_SET) < 0 ||
	    dup2(fileno(f), STDIN_FILENO) < 0)
		_exit(99);
}

static void
as_output(const char *path, int fd)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (file < 0 || dup2(file, fd) < 0)
		_exit(99);
}

static void
slurp(const char *path, char out[OUT_MAX])
{
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	out[fread(out, 1, OUT_MAX - 1, f)] = '\0';
	fclose(f);
}

/* Runs "word|word" of a program with input; its exit status. */
static int
run(struct fix *x, const char *program, const char *input, const char *line)
{
	char o[100], e[100], *copy = xstrdup(line), *p = copy;
	const char *argv[24] = { program };
	int n = 1, status;
	pid_t pid;

	while (*line != '\0' && n < 23 && (argv[n] = strsep(&p, "|")) != NULL)
		n++;
	argv[n] = NULL;
	snprintf(o, sizeof(o), "%s/out", x->home);
	snprintf(e, sizeof(e), "%s/err", x->home);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		as_stdin(input);
		as_output(o, STDOUT_FILENO);
		as_output(e, STDERR_FILENO);
		execv(program, (char *const *)argv);
		_exit(98);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	slurp(o, x->out);
	slurp(e, x->err);
	free(copy);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

static void
says(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("'%s' does not say '%s'", text, part);
}

#define STATUS(want, x, program, input, line)                         \
	do {                                                          \
		int got_ = run((x), (x)->program, (input), (line));   \
		if (got_ != (want))                                   \
			fail_msg("%s: status %d\n%s%s", (line), got_, \
			    (x)->out, (x)->err);                      \
	} while (0)

static void
program_path(char out[600], const char *env, const char *name)
{
	const char *given = getenv(env);
	char self[500];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	assert_true(n > 0);
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	if (given != NULL)
		assert_true(str_copy(out, 600, given));
	else
		snprintf(out, 600, "%s/../%s", self, name);
}

static void
start(struct fix *x, const char *data)
{
	const struct server_opts o = { .tls = true, .data = data };

	assert_true(server_start(&x->server, &o));
	setenv("PERSIST_BASE", x->server.data, 1);
	setenv("HUB_SERVER", x->server.socket, 1);
}

static int
set_up(void **state)
{
	struct fix *x = xcalloc(1, sizeof(*x));

	(void)alarm(300);
	(void)str_copy(x->home, sizeof(x->home), "/tmp/hubline.XXXXXX");
	if (mkdtemp(x->home) == NULL)
		return -1;
	setenv("HOME", x->home, 1);
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("HUB_PASSWORD_FILE");
	unsetenv("HUB_TRUST");
	setenv("LANGUAGE", "en", 1);
	program_path(x->hub, "HUB", "hub");
	program_path(x->hubctl, "HUBCTL", "hubctl");
	start(x, NULL);
	*state = x;
	return run(x, x->hubctl, PASSWORD,
	    "user|add|ana|--role|opener|--display|Ana Meier|--lang|en");
}

static int
tear_down(void **state)
{
	struct fix *x = *state;
	char *cmd = xprintf("rm -rf '%s'", x->home);
	int r = system(cmd);

	server_clean(&x->server);
	free(cmd);
	free(x);
	return r;
}

static void
operators_manage_accounts(void **state)
{
	struct fix *x = *state;

	STATUS(2, x, hubctl, "kurz\n", "user|add|ben|--lang|en");
	says(x->err, "password");
	STATUS(4, x, hubctl, PASSWORD, "user|add|ana|--lang|en");
	STATUS(2, x, hubctl, "", "user|add|ben");
	STATUS(0, x, hubctl, "", "user|list|--lang|en");
	says(x->out, "Ana Meier");
	assert_null(strstr(x->out, "ben"));
}

/* The life of an account by its name; covers: ADM-02 ADM-03 */
static void
operators_manage_one_account(void **state)
{
	struct fix *x = *state;

	STATUS(0, x, hubctl, "",
	    "user|add|eva.neu|--generate|--role|coach|--lang|en");
	says(x->out, "eva.neu");
	says(x->out, "first sign-in open");
	says(x->out, "Password:");
	STATUS(0, x, hubctl, "", "user|roles|Eva.Neu|opener|service");
	STATUS(0, x, hubctl, "", "user|grant|eva.neu|analytics.team");
	STATUS(0, x, hubctl, "", "user|deny|eva.neu|slots.book");
	STATUS(0, x, hubctl, "", "user|show|eva.neu|--lang|en");
	says(x->out, "opener service");
	says(x->out, "Granted:");
	says(x->out, "Denied:");
	STATUS(0, x, hubctl, "", "user|deny|eva.neu|slots.book|--remove");
	STATUS(0, x, hubctl, "", "user|roles|eva.neu");
	STATUS(0, x, hubctl, "", "user|admin|eva.neu|on");
	STATUS(4, x, hubctl, "", "user|admin|eva.neu|off"); /* the last one */
	STATUS(4, x, hubctl, "", "user|disable|eva.neu|--lang|en");
	says(x->err, "last active admin");
	STATUS(2, x, hubctl, "", "user|admin|eva.neu|maybe");
	STATUS(0, x, hubctl, "", "user|add|zoe.chef|--generate");
	STATUS(0, x, hubctl, "", "user|admin|zoe.chef|on");
	STATUS(0, x, hubctl, "", "user|admin|eva.neu|off");
	STATUS(0, x, hubctl, "", "user|unlock|eva.neu");
	STATUS(0, x, hubctl, "", "user|sessions|eva.neu|--lang|en");
	says(x->out, "No open session.");
	STATUS(0, x, hubctl, "", "user|end-sessions|eva.neu|--lang|en");
	says(x->out, "0 sessions ended");
	STATUS(0, x, hubctl, "", "user|logins|--failed");
	STATUS(4, x, hubctl, "", "user|reset-2fa|eva.neu"); /* has none */
	STATUS(0, x, hubctl, "", "user|reset-password|eva.neu|--json");
	says(x->out, "\"password\":\"");
	STATUS(0, x, hubctl, "", "user|disable|eva.neu|--lang|en");
	says(x->out, "disabled");
	STATUS(0, x, hubctl, "", "user|enable|eva.neu");
	STATUS(0, x, hubctl, "", "user|disable|eva.neu");
	STATUS(2, x, hubctl, "", "user|anonymise|eva.neu");
	STATUS(2, x, hubctl, "", "user|anonymise|eva.neu|--name|eva");
	STATUS(0, x, hubctl, "", "user|anonymise|eva.neu|--name|eva.neu");
	says(x->out, "geloescht-1");
	STATUS(3, x, hubctl, "", "user|show|eva.neu|--lang|en");
	says(x->err, "no account 'eva.neu'");
	STATUS(0, x, hubctl, "", "user|list|--state|anonymised|--lang|en");
	says(x->out, "geloescht-1");
	assert_null(strstr(x->out, "Ana Meier"));
	STATUS(2, x, hubctl, "", "user|list|--state|odd");
}

static void
call_prints_the_line_of_the_server(void **state)
{
	struct fix *x = *state;
	json_t *root;

	STATUS(0, x, hubctl, "", "call|system.ping");
	root = json_parse_heap(x->out, strlen(x->out), NULL);
	assert_true(json_get_bool(root, "success", false));
	json_decref(root);
	STATUS(2, x, hubctl, "", "call|slots.nothing");
	says(x->out, "UNKNOWN_OPERATION");
	STATUS(2, x, hubctl, "", "call|slots.show_day|{\"date\":7}");
	says(x->out, "VALIDATION");
	STATUS(2, x, hubctl, "", "call|slots.show_day|{date");
	STATUS(0, x, hubctl, "{\"date\":\"2026-12-24\"}", "blocks.check|-");
	/* degraded on a machine with a full disk: not ours to judge */
	assert_in_range(run(x, x->hubctl, "", "health"), 0, 1);
	STATUS(0, x, hubctl, "", "holiday|check|25.12.|--lang|en");
	says(x->out, "blocked");
	STATUS(0, x, hubctl, "", "holiday|upcoming|30");
	STATUS(0, x, hubctl, "", "settings|set|board.days_back|61");
	says(x->out, "board.days_back");
	says(x->out, "61");
}

static void
acting_as_nobody_does_nothing(void **state)
{
	struct fix *x = *state;

	STATUS(3, x, hubctl, "", "--as|nobody|call|users.list");
	assert_string_equal(x->out, "");
	STATUS(0, x, hubctl, "", "--as|ana|call|slots.list_weeks");
	STATUS(5, x, hubctl, "", "--as|ana|call|users.list");
}

static void
session_is_kept_until_logout(void **state)
{
	struct fix *x = *state;
	char data[512];

	STATUS(6, x, hub, "wrong\n", "login|ana");
	STATUS(0, x, hub, PASSWORD, "login|ana|--lang|en");
	says(x->out, "Ana Meier");
	STATUS(0, x, hub, "", "whoami|--json");
	says(x->out, "\"ana\"");
	assert_null(strstr(x->out, "token"));
	/* it is continued on a server that was started again */
	assert_true(str_copy(data, sizeof(data), x->server.data));
	x->server.keep = true;
	assert_int_equal(server_stop(&x->server), 0);
	STATUS(7, x, hub, "", "whoami");
	start(x, data);
	x->server.keep = false;
	STATUS(0, x, hub, "", "whoami");
	STATUS(0, x, hub, "", "logout");
	STATUS(6, x, hub, "", "whoami");
	/* signed in for one command */
	STATUS(0, x, hub, PASSWORD, "--user|ana|whoami");
	STATUS(6, x, hub, "", "whoami");
}

static void
a_session_others_could_read_is_not_used(void **state)
{
	struct fix *x = *state;
	char *cmd;

	STATUS(0, x, hub, PASSWORD, "login|ana|--lang|en");
	STATUS(0, x, hub, "", "whoami");
	cmd = xprintf("chmod 644 '%s'/.local/state/hub/token-*", x->home);
	assert_int_equal(system(cmd), 0);
	free(cmd);
	STATUS(6, x, hub, "", "whoami|--lang|en");
	says(x->err, "others may have read the kept session");
	STATUS(0, x, hub, "", "logout"); /* revokes it all the same */
	STATUS(6, x, hub, "", "whoami|--lang|en");
	assert_null(strstr(x->err, "others may"));
}

static void
a_new_password_is_chosen(void **state)
{
	struct fix *x = *state;

	STATUS(0, x, hubctl, PASSWORD, "user|add|neu|--must-change");
	STATUS(0, x, hub, PASSWORD, "login|neu|--lang|en");
	says(x->out, "hub passwd");
	STATUS(6, x, hub, "", "weeks|--lang|en");
	says(x->err, "hub passwd");
	STATUS(2, x, hub, PASSWORD "kurz\n", "passwd|--lang|en");
	says(x->err, "at least 10");
	STATUS(
	    6, x, hub, "falsch-falsch\nganz-neues-wort\n", "passwd|--lang|en");
	says(x->err, "present password");
	STATUS(0, x, hub, PASSWORD "ganz-neues-wort\n", "passwd|--lang|en");
	says(x->out, "Password changed");
	STATUS(0, x, hub, "", "weeks");
	STATUS(0, x, hub, "", "logout");
	STATUS(6, x, hub, PASSWORD, "login|neu");
	STATUS(0, x, hub, "ganz-neues-wort\n", "login|neu");
	STATUS(0, x, hub, "", "logout");
}

static void
a_dry_run_leaves_nothing_behind(void **state)
{
	struct fix *x = *state;
	char *line = xprintf("import|%s/old|--dry-run|--lang|en", x->home);
	char *cmd =
	    xprintf("mkdir -p '%s/old/tracking' && cd '%s/old/tracking'"
		    " && echo '{broken' >outcomes.jsonl && echo x >y.txt",
		x->home, x->home);

	assert_int_equal(system(cmd), 0);
	STATUS(0, x, hubctl, "", line);
	says(x->out, "tracking/outcomes.jsonl uploaded");
	says(x->out, "tracking/y.txt left out");
	says(x->out, "tracking/outcomes.jsonl:1: ");
	STATUS(0, x, hubctl, "", "call|imports.list");
	says(x->out, "\"state\":\"removed\"");
	free(cmd);
	free(line);
}

/* As somebody who can write the file would do it. */
static void
tamper(struct fix *x, const char *sql)
{
	char *path = xprintf("%s/hub.db", x->server.data);
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	free(path);
}

static void
the_audit_log_is_checked_from_the_shell(void **state)
{
	struct fix *x = *state;
	char *line = xprintf("audit|export|%s/log.csv|--lang|en", x->home);

	STATUS(0, x, hubctl, "", "audit|verify|--lang|en");
	says(x->out, "complete and unchanged");
	STATUS(0, x, hubctl, "", "settings|set|board.days_back|62");
	STATUS(0, x, hubctl, "",
	    "audit|search|--action|setting_changed|--from|2020-01-01|--limit|1"
	    "|--lang|en");
	says(x->out, "board.days_back");
	says(x->out, "cli:");
	STATUS(2, x, hubctl, "", "audit|search|--severity|mild");
	STATUS(0, x, hubctl, "", line);
	says(x->out, "/log.csv");
	/* never over a file that is there */
	STATUS(1, x, hubctl, "", line);
	STATUS(0, x, hubctl, "",
	    "audit|export|-|--format|json|--action|data_export");
	says(x->out, "{\"id\":");
	says(x->out, "\"action\":\"data_export\"");
	tamper(x, "DROP TRIGGER audit_log_no_update;"
		  "UPDATE audit_log SET actor = 'x' WHERE id = 1");
	STATUS(1, x, hubctl, "", "audit|verify|--lang|en");
	says(x->out, "entry 1 was changed");
	says(x->out, "not intact");
	STATUS(1, x, hubctl, "", "audit|verify|--json");
	says(x->out, "\"faults\":[{\"id\":1,\"what\":\"changed\"}]");
	free(line);
}

/* Two consultants next Monday from nine to twelve, three places each. */
static void
open_slots(struct fix *x)
{
	STATUS(0, x, hubctl, "", "availability.set_consultant|name=Anna");
	STATUS(0, x, hubctl, "",
	    "availability.set_manual|consultant=1|date=next mon|from=09:00"
	    "|to=12:00");
}

static void
bookings_ask_before_a_double(void **state)
{
	struct fix *x = *state;

	open_slots(x);
	STATUS(0, x, hub, PASSWORD, "login|ana");
	STATUS(0, x, hub, "", "book|next mon|9|Muster, Erika|--lang|en");
	says(x->out, "Muster, Erika");
	STATUS(4, x, hub, "", "book|next mon|11|Muster|Erika|--lang|en");
	says(x->err, "--confirm DUPLICATE");
	says(x->err, "Muster, Erika");
	STATUS(
	    0, x, hub, "", "book|next mon|11|Muster|Erika|--confirm|DUPLICATE");
	STATUS(0, x, hub, "", "bookings|--json");
	says(x->out, "\"total\":2");
	STATUS(0, x, hub, "", "cancel|2|--reason|doppelt");
	STATUS(3, x, hub, "", "cancel|99");
	STATUS(4, x, hub, "", "book|next mon|14|Muster|Max");
	STATUS(2, x, hub, "", "book|next mon|9|A|B|--potential|x|--lang|en");
	says(x->err, "potential");
	STATUS(0, x, hub, "", "show|1|--lang|en");
	STATUS(0, x, hub, "", "day|next mon|--lang|en");
	says(x->out, "Muster, Erika");
	STATUS(0, x, hub, "", "logout");
}

static void
unknown_certificates_need_a_word(void **state)
{
	struct fix *x = *state;
	char line[200];

	snprintf(line, sizeof(line), "--connect|%s:%d|health|--lang|en",
	    x->server.host, x->server.port);
	STATUS(1, x, hub, "", line);
	says(x->err, x->server.fingerprint);
	says(x->err, "--trust-new");
	setenv("HUB_TRUST", x->server.fingerprint, 1);
	STATUS(0, x, hub, "", line);
	unsetenv("HUB_TRUST");
	STATUS(0, x, hub, "", line); /* remembered */
}

/* The one file of that name in the state folder. */
static void
read_mark(struct fix *x, char mark[80])
{
	char *cmd = xprintf("set -- '%s'/.local/state/hub/device-*;"
			    " [ $# = 1 ] && [ $(stat -c %%a \"$1\") = 600 ]"
			    " && cat \"$1\"",
	    x->home);
	FILE *f = popen(cmd, "r");

	assert_non_null(f);
	if (fgets(mark, 80, f) == NULL)
		mark[0] = '\0';
	assert_int_equal(pclose(f), 0);
	assert_int_equal(strspn(mark, "0123456789abcdef"), 64);
	free(cmd);
}

static void
a_device_is_known_at_the_second_sign_in(void **state)
{
	struct fix *x = *state;
	char line[200], first[80], second[80];

	snprintf(line, sizeof(line), "--connect|%s:%d|--json|login|ana",
	    x->server.host, x->server.port);
	STATUS(0, x, hub, PASSWORD, line);
	read_mark(x, first);
	assert_null(strstr(x->out, "device"));
	STATUS(0, x, hub, PASSWORD, line);
	read_mark(x, second); /* a known one is given no other */
	assert_string_equal(first, second);
}

static void
usage_errors_need_no_server(void **state)
{
	struct fix *x = *state;

	setenv("HUB_SERVER", "/nonexistent/hub.sock", 1);
	STATUS(2, x, hub, "", "");
	STATUS(2, x, hub, "", "nonsense");
	STATUS(2, x, hub, "", "book|mo");
	STATUS(2, x, hub, "", "show|x");
	STATUS(2, x, hub, "", "--connect|ssh://hub:x|health");
	STATUS(7, x, hub, "", "health");
	STATUS(0, x, hub, "", "--help");
	STATUS(0, x, hub, "", "--version");
	setenv("HUB_SERVER", x->server.socket, 1);
}

/* Whatever else the account was told (a welcome) comes on top. */
/* Commands of hub for admins; covers: ADM-03 SEC-06 SEC-16 */
static void
admins_look_after_people(void **state)
{
	struct fix *x = *state;

	STATUS(0, x, hubctl, "",
	    "call|users.create|{\"name\":\"boss\",\"password\":"
	    "\"geheim-Pass-123\",\"admin\":true,"
	    "\"must_change_password\":false}");
	for (int i = 0; i < 5; i++)
		(void)run(x, x->hub, "falsch\n", "login|ana|--lang|en");
	STATUS(0, x, hub, PASSWORD, "login|boss|--lang|en");
	STATUS(0, x, hub, "", "locked|--lang|en");
	says(x->out, "ana");
	STATUS(0, x, hub, "", "unlock|Ana|--lang|en");
	STATUS(0, x, hub, "", "locked|--lang|en");
	says(x->out, "No account is locked");
	STATUS(0, x, hub, "", "users|--role|opener|--lang|en");
	says(x->out, "Ana Meier");
	assert_null(strstr(x->out, "boss"));
	STATUS(0, x, hub, "", "user|ana|--lang|en");
	says(x->out, "slots.manage_all");
	STATUS(3, x, hub, "", "user|niemand|--lang|en");
	says(x->err, "no account 'niemand'");
	STATUS(2, x, hub, "", "user|--lang|en");
	STATUS(0, x, hub, "", "online|--lang|en");
	says(x->out, "boss");
	STATUS(0, x, hub, "", "audit|--action|account_unlocked|--lang|en");
	says(x->out, "boss");
	says(x->out, "ana");
	STATUS(0, x, hub, "", "audit|--from|tomorrow|--lang|en");
	says(x->out, "No entries");
	STATUS(0, x, hub, "", "logout|--lang|en");
	STATUS(0, x, hub, PASSWORD, "login|ana|--lang|en");
	STATUS(5, x, hub, "", "users|--lang|en");
	STATUS(0, x, hub, "", "logout|--lang|en");
}

static void
notifications_are_read_and_dismissed(void **state)
{
	struct fix *x = *state;
	char id[24];
	const char *at;
	json_t *root;

	STATUS(0, x, hub, PASSWORD, "login|ana|--lang|en");
	STATUS(0, x, hub, "", "notes|read|all|--lang|en");
	STATUS(0, x, hubctl, "",
	    "call|notify.create|{\"users\":[\"ana\"],\"type\":\"warning\","
	    "\"title\":\"Please call back\"}");
	STATUS(0, x, hub, "", "notes|--unread|--lang|en");
	says(x->out, "Please call back");
	says(x->out, "Warning");
	says(x->out, "1 unread");
	STATUS(0, x, hub, "", "notes|--unread|--json");
	root = json_parse_heap(x->out, strlen(x->out), NULL);
	at = json_get_str(
	    json_array_get(json_get(json_get(root, "data"), "items"), 0),
	    "title", "");
	assert_string_equal(at, "Please call back");
	snprintf(id, sizeof(id), "%lld",
	    (long long)json_get_int(
		json_array_get(json_get(json_get(root, "data"), "items"), 0),
		"id", 0));
	json_decref(root);
	at = xprintf("notes|read|%s|--lang|de", id);
	STATUS(0, x, hub, "", at);
	says(x->out, "Als gelesen markiert; 0 ungelesen");
	STATUS(0, x, hub, "", "notes|--unread|--lang|de");
	says(x->out, "Keine Benachrichtigungen.");
	free((char *)at);
	at = xprintf("notes|dismiss|%s", id);
	STATUS(0, x, hub, "", at);
	free((char *)at);
	STATUS(0, x, hub, "", "notes|--lang|en");
	assert_null(strstr(x->out, "Please call back"));
	STATUS(3, x, hub, "", "notes|read|9999");
	STATUS(2, x, hub, "", "notes|read|x");
	STATUS(2, x, hub, "", "notes|read");
	STATUS(0, x, hub, "", "logout");
}

/* covers: SLOT-06 */
static void
customers_are_found_and_noted(void **state)
{
	struct fix *x = *state;

	/* whom bookings_ask_before_a_double has booked */
	STATUS(0, x, hub, PASSWORD, "login|ana|--lang|en");
	STATUS(0, x, hub, "", "customer|find|eri|mus|--lang|de");
	says(x->out, "Muster, Erika");
	STATUS(0, x, hub, "", "customer|show|muster|erika|--lang|de");
	says(x->out, "geringes Risiko");
	says(x->out, "ausstehend");
	STATUS(0, x, hub, "", "customer|note|1|Ruft|abends|an|--lang|de");
	says(x->out, "Gespeichert: #1 Muster, Erika");
	STATUS(0, x, hub, "", "customer|show|1|--lang|en");
	says(x->out, "Ruft abends an");
	STATUS(1, x, hub, "", "customer|show|nobody|--lang|en");
	says(x->out, "No customer fits.");
	STATUS(3, x, hub, "", "customer|show|9999");
	STATUS(2, x, hub, "", "customer|show");
	STATUS(2, x, hub, "", "customer|note|1");
	STATUS(0, x, hub, "", "customers|mine|--lang|de");
	says(x->out, "Muster, Erika");
	says(x->out, "Zusammen");
	STATUS(0, x, hub, "", "logout");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operators_manage_accounts),
		cmocka_unit_test(operators_manage_one_account),
		cmocka_unit_test(call_prints_the_line_of_the_server),
		cmocka_unit_test(acting_as_nobody_does_nothing),
		cmocka_unit_test(session_is_kept_until_logout),
		cmocka_unit_test(a_session_others_could_read_is_not_used),
		cmocka_unit_test(a_new_password_is_chosen),
		cmocka_unit_test(a_dry_run_leaves_nothing_behind),
		cmocka_unit_test(the_audit_log_is_checked_from_the_shell),
		cmocka_unit_test(bookings_ask_before_a_double),
		cmocka_unit_test(admins_look_after_people),
		cmocka_unit_test(notifications_are_read_and_dismissed),
		cmocka_unit_test(customers_are_found_and_noted),
		cmocka_unit_test(unknown_certificates_need_a_word),
		cmocka_unit_test(a_device_is_known_at_the_second_sign_in),
		cmocka_unit_test(usage_errors_need_no_server),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	json_setup();
	return cmocka_run_group_tests_name(
	    "line_mode", tests, set_up, tear_down);
}
