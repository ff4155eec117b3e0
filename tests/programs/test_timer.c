/*
 * What a timer of the real loop writes is committed and pushed although no
 * request arrives: timers run before poll, the turn must still end. TAP.
 * covers: SLOT-04 HUB-14
 */
#include <stdio.h>
#include <string.h>

#include "tests/harness/netclient.h"
#include "tests/harness/server_proc.h"

static int n_tests, n_failed;

static void
check(bool fine, const char *what, const char *line)
{
	n_tests++;
	n_failed += !fine;
	printf("%s %d - %s\n", fine ? "ok" : "not ok", n_tests, what);
	if (!fine)
		printf("# %s\n", line != NULL ? line : "nothing");
}

/* The answer with this id; pushes before it are skipped. */
static const char *
ask(struct netclient *c, const char *request, const char *id)
{
	char *line;

	if (!nc_says(c, request))
		return NULL;
	do
		line = nc_line(c);
	while (line != NULL && strstr(line, id) == NULL);
	return line;
}

static bool
success(const char *line)
{
	return line != NULL && strstr(line, "\"success\":true") != NULL;
}

static const char consultant[] =
    "{\"id\":10,\"op\":\"availability.set_consultant\",\"params\":{\"name\":"
    "\"Anna\",\"default_pool\":true},\"idempotency_key\":\"a\"}\n";
static const char subscribe[] =
    "{\"id\":11,\"op\":\"events.subscribe\",\"params\":{\"topics\":"
    "[\"slots\"]}}\n";
static const char login[] =
    "{\"id\":12,\"op\":\"auth.login\",\"params\":{\"name\":\"tina\","
    "\"password\":\"ein-langes-passwort\"}}\n";

/* A slot that is free by the fall-back: some Tuesday beyond the window. */
static bool
hold_one(struct netclient *c)
{
	const char *line;
	char request[200], date[11];

	line = ask(c,
	    "{\"id\":13,\"op\":\"slots.suggest\",\"params\":{\"days\":84}}\n",
	    "\"id\":13");
	line = line != NULL ? strstr(line, "\"date\":\"") : NULL;
	if (line == NULL)
		return false;
	snprintf(date, sizeof(date), "%.10s", line + 8);
	snprintf(request, sizeof(request),
	    "{\"id\":14,\"op\":\"slots.hold\",\"params\":{\"date\":\"%s\","
	    "\"hour\":11},\"idempotency_key\":\"h\"}\n",
	    date);
	return success(ask(c, request, "\"id\":14"));
}

int
main(void)
{
	static const char *const env[] = { "USERLIST=tina:ein-langes-passwort",
		"HUB_BOOKING_HOLD_SECONDS=1",
		"HUB_AVAILABILITY_GENERATION_DAYS=1", NULL };
	struct server_opts o = { .env = env };
	struct server_proc s = { 0 };
	struct netclient watcher, tina;
	const char *line;

	if (!server_start(&s, &o) || !nc_open_unix(&watcher, s.socket) ||
	    !nc_open_unix(&tina, s.socket)) {
		printf("not ok 1 - the server starts\n1..1\n");
		server_clean(&s);
		return 1;
	}
	line = ask(&watcher, consultant, "\"id\":10");
	check(success(line), "a consultant is there", line);
	line = ask(&watcher, subscribe, "\"id\":11");
	check(success(line), "somebody watches", line);
	line = ask(&tina, login, "\"id\":12");
	check(success(line), "somebody signs in", line);
	check(hold_one(&tina), "a place is held for a second", NULL);
	do
		line = nc_line(&watcher);
	while (line != NULL && strstr(line, "\"held\":1") == NULL);
	check(line != NULL, "the watcher sees it held", NULL);
	do
		line = nc_line(&watcher);
	while (line != NULL && strstr(line, "\"held\":0") == NULL);
	check(line != NULL, "and free again without any request", NULL);
	nc_close(&watcher);
	nc_close(&tina);
	check(server_stop(&s) == 0, "the server stops", NULL);
	server_clean(&s);
	printf("1..%d\n", n_tests);
	return n_failed > 0;
}
