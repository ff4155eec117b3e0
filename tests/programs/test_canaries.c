/*
 * Planted secrets: after real operations neither a copy of the database nor
 * the log holds a password, token, seed, backup code, device mark or key in
 * clear, in hexadecimal, Base32 or Base64.
 * covers: SEC-06 SEC-09 SEC-12 SEC-13 SEC-14 SEC-17
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/json.h"
#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/auth/auth_totp.h"
#include "server/settings/secret.h"
#include "tests/harness/held.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define PASSWORD "Kanarie.im-Passwort.1"
#define SECOND "Kanarie.im-Passwort.2"
#define WRONG "Kanarie.im-Passwort.3"
#define CANARIES 64

struct canary {
	char what[40];
	unsigned char p[128];
	size_t n;
	bool in_log_only; /* too short to be unlikely in a database */
};

struct world {
	struct held h;
	struct held_conn *op, *eva;
	struct buf log, db;
	struct canary canary[CANARIES];
	int n;
	char seed[TOTP_TEXT]; /* the last one */
	char token[65];
};

/* --- looking for them --- */

static const struct {
	const char *name, *digits;
	int bits;
} alphabets[] = {
	{ "hex", "0123456789abcdef", 4 },
	{ "HEX", "0123456789ABCDEF", 4 },
	{ "base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5 },
	{ "base32 small", "abcdefghijklmnopqrstuvwxyz234567", 5 },
	{ "base64",
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
	    6 },
	{ "base64url",
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
	    6 },
};
#define N_ALPHABETS ((int)(sizeof(alphabets) / sizeof(alphabets[0])))

/* The characters between whole ones, wherever the value stands in the text. */
static size_t
encode(const struct canary *c, int alphabet, int first_bit, char *out)
{
	int bits = alphabets[alphabet].bits, at, i, v;
	size_t n = 0;

	for (at = first_bit; at + bits <= (int)c->n * 8; at += bits) {
		for (v = 0, i = at; i < at + bits; i++)
			v = v << 1 | (c->p[i / 8] >> (7 - i % 8) & 1);
		out[n++] = alphabets[alphabet].digits[v];
	}
	return n;
}

static bool
has(const struct buf *b, const void *p, size_t n)
{
	return n > 0 && memmem(b->p, b->len, p, n) != NULL;
}

/* Name of the form in which it is there, or NULL. */
static const char *
found(const struct buf *b, const struct canary *c)
{
	char text[300];
	size_t i, n;
	int a, bit;

	if (has(b, c->p, c->n))
		return "clear";
	for (i = 0; i < c->n; i++)
		text[i] = (char)tolower(c->p[i]);
	if (has(b, text, c->n))
		return "small letters";
	for (i = 0; i < c->n; i++)
		text[i] = (char)toupper(c->p[i]);
	if (has(b, text, c->n))
		return "capitals";
	for (a = 0; a < N_ALPHABETS; a++)
		for (bit = 0; bit < alphabets[a].bits; bit++) {
			n = encode(c, a, bit, text);
			if (has(b, text, n))
				return alphabets[a].name;
		}
	return NULL;
}

static void
plant(struct world *w, const char *what, const void *p, size_t n)
{
	struct canary *c = &w->canary[w->n++];

	assert_true(w->n < CANARIES && n > 0 && n <= sizeof(c->p));
	snprintf(c->what, sizeof(c->what), "%s", what);
	memcpy(c->p, p, n);
	c->n = n;
}

static void
plant_text(struct world *w, const char *what, const char *text)
{
	plant(w, what, text, strlen(text));
}

/* 64 hex digits: as they are, and the bytes behind them. */
static void
plant_hex(struct world *w, const char *what, const char *text)
{
	unsigned char bytes[32];

	assert_true(strlen(text) == 64 && hex_decode(text, bytes, 32));
	plant_text(w, what, text);
	plant(w, what, bytes, sizeof(bytes));
}

/* --- real operations --- */

static json_t *
call(struct held_conn *hc, const char *op, const char *params)
{
	static int key;
	char k[16];
	const char *line;
	json_t *answer;

	snprintf(k, sizeof(k), "k%d", key++);
	line = held_call(hc, op, params, k);
	assert_non_null(line);
	answer = json_loads(line, 0, NULL);
	assert_non_null(answer);
	return answer;
}

static json_t *
call_fine(struct held_conn *hc, const char *op, const char *params)
{
	json_t *answer = call(hc, op, params), *data;

	if (!json_get_bool(answer, "success", false))
		fail_msg("%s: %s", op, json_get_str(answer, "error", ""));
	data = json_incref(json_object_get(answer, "data"));
	json_decref(answer);
	return data;
}

static void
call_bad(struct held_conn *hc, const char *op, const char *params)
{
	json_t *answer = call(hc, op, params);

	assert_false(json_get_bool(answer, "success", true));
	json_decref(answer);
}

static void
plant_codes(struct world *w, const json_t *data)
{
	const json_t *codes = json_get(data, "codes");
	char bare[9];
	size_t i;

	assert_int_equal(json_array_size(codes), 10);
	for (i = 0; i < 10; i++) {
		const char *s = json_string_value(json_array_get(codes, i));

		snprintf(bare, sizeof(bare), "%.4s%s", s, s + 5);
		plant_text(w, "backup code", s);
		plant_text(w, "backup code", bare);
	}
}

static void
plant_ticket(struct world *w, const json_t *data)
{
	const char *device = json_get_str(data, "device", "");

	snprintf(
	    w->token, sizeof(w->token), "%s", json_get_str(data, "token", ""));
	plant_hex(w, "token", w->token);
	if (*device != '\0')
		plant_hex(w, "device mark", device);
}

static const char *
code_now(struct world *w, char out[TOTP_CODE])
{
	unsigned char seed[TOTP_SEED];

	held_advance(&w->h, 30000); /* a step that was not used */
	assert_true(totp_seed(w->seed, seed));
	totp_code(seed, w->h.now / 1000, out);
	plant(w, "code", out, TOTP_DIGITS);
	w->canary[w->n - 1].in_log_only = true;
	return out;
}

static void
set_up_factor(struct world *w, const char *password)
{
	char params[200], code[TOTP_CODE];
	unsigned char seed[TOTP_SEED];
	json_t *data;

	snprintf(params, sizeof(params), "{\"password\":\"%s\"}", password);
	data = call_fine(w->eva, "auth.start_2fa", params);
	snprintf(
	    w->seed, sizeof(w->seed), "%s", json_get_str(data, "secret", ""));
	assert_true(totp_seed(w->seed, seed));
	plant_text(w, "seed", w->seed);
	plant(w, "seed", seed, sizeof(seed));
	json_decref(data);
	snprintf(
	    params, sizeof(params), "{\"code\":\"%s\"}", code_now(w, code));
	data = call_fine(w->eva, "auth.confirm_2fa", params);
	plant_codes(w, data);
	json_decref(data);
}

static void
sign_in_with_code(struct world *w)
{
	char params[300], code[TOTP_CODE];
	json_t *data;

	held_disconnect(w->eva);
	w->eva = held_connect(&w->h, "eva", false);
	data = call_fine(w->eva, "auth.login",
	    "{\"name\":\"kanarie.konto\",\"password\":\"" PASSWORD "\"}");
	snprintf(params, sizeof(params),
	    "{\"challenge\":\"%s\",\"code\":\"%s\"}",
	    json_get_str(data, "challenge", ""), code_now(w, code));
	json_decref(data);
	data = call_fine(w->eva, "auth.verify_code", params);
	plant_ticket(w, data);
	json_decref(data);
}

static void
resume(struct world *w)
{
	char params[200];
	struct held_conn *hc = held_connect(&w->h, "eva2", false);

	snprintf(params, sizeof(params), "{\"token\":\"%s\"}", w->token);
	json_decref(call_fine(hc, "auth.resume", params));
	held_disconnect(hc);
}

static void
change_everything(struct world *w)
{
	char params[300], code[TOTP_CODE];
	json_t *data;

	snprintf(params, sizeof(params),
	    "{\"password\":\"" PASSWORD "\",\"code\":\"%s\"}",
	    code_now(w, code));
	data = call_fine(w->eva, "auth.renew_codes", params);
	plant_codes(w, data);
	json_decref(data);
	snprintf(
	    params, sizeof(params), "{\"code\":\"%s\"}", code_now(w, code));
	json_decref(call_fine(w->eva, "auth.step_up", params));
	data = call_fine(w->eva, "auth.change_password",
	    "{\"old\":\"" PASSWORD "\",\"new\":\"" SECOND
	    "\",\"repeat\":\"" SECOND "\"}");
	snprintf(
	    w->token, sizeof(w->token), "%s", json_get_str(data, "token", ""));
	plant_hex(w, "token", w->token);
	json_decref(data);
}

static void
mistakes(struct world *w)
{
	static const char wrong[] =
	    "{\"password\":\"" WRONG "\",\"code\":\"123456\"}";
	struct held_conn *hc = held_connect(&w->h, "eva3", false);

	call_bad(hc, "auth.login",
	    "{\"name\":\"kanarie.konto\",\"password\":\"" WRONG "\"}");
	call_bad(hc, "auth.login",
	    "{\"name\":\"niemand\",\"password\":\"" WRONG "\"}");
	/* under a wrong name, and as a line that is no JSON */
	call_bad(hc, "system.ping", "{\"password\":\"" WRONG "\"}");
	held_line(hc, "{\"password\":\"" WRONG "\"");
	held_turn(&w->h);
	held_disconnect(hc);
	call_bad(w->eva, "auth.renew_codes", wrong);
	call_bad(w->eva, "auth.disable_2fa", wrong);
}

static void
plant_key(struct world *w)
{
	unsigned char key[SECRET_BYTES];

	assert_true(secret_load_name(w->h.dir, SECRET_FILE, key));
	plant(w, "server key", key, sizeof(key));
}

/* --- copies --- */

/* By another process: one that opened the file here would drop its locks. */
static void
add_file(struct world *w, const char *name)
{
	char from[200], to[200], room[65536];
	const char *const argv[] = { "cp", from, to, NULL };
	pid_t pid;
	int status;
	size_t n;
	FILE *f;

	snprintf(from, sizeof(from), "%s/%s", w->h.dir, name);
	snprintf(to, sizeof(to), "%s/copy-of-%s", w->h.dir, name);
	pid = fork();
	if (pid == 0) {
		execvp("cp", (char *const *)argv);
		_exit(127);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	f = fopen(to, "r");
	assert_non_null(f);
	while ((n = fread(room, 1, sizeof(room), f)) > 0)
		buf_add(&w->db, room, n);
	fclose(f);
}

static void
keep(void *arg, const char *line)
{
	struct buf *b = arg;

	buf_adds(b, line);
	buf_addc(b, '\n');
}

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return -1;
	buf_init(&w->log, 16 << 20);
	buf_init(&w->db, 64 << 20);
	log_set_sink(keep, &w->log);
	log_set_level(LOG_DEBUG);
	held_init(&w->h, START);
	if (!held_start(&w->h))
		return -1;
	w->op = held_connect(&w->h, "op", true);
	w->eva = held_connect(&w->h, "eva", false);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	held_disconnect(w->op);
	held_disconnect(w->eva);
	held_done(&w->h);
	log_set_sink(NULL, NULL);
	buf_done(&w->log);
	buf_done(&w->db);
	free(w);
	return 0;
}

static void
expect_none(const struct world *w, const struct buf *where, const char *name)
{
	int i;

	for (i = 0; i < w->n; i++) {
		const struct canary *c = &w->canary[i];
		const char *form;

		if (c->in_log_only && where != &w->log)
			continue;
		if ((form = found(where, c)) != NULL)
			fail_msg(
			    "%s %d is in the %s (%s)", c->what, i, name, form);
	}
}

/* The search finds what is there, in each form. */
static void
the_search_finds(void **state)
{
	static const char *const forms[] = { "xx Kanarie.im-Passwort.1 xx",
		"kanarie.im-passwort.1", "KANARIE.IM-PASSWORT.1",
		"4b616e617269652e696d2d50617373776f72742e31",
		"4B616E617269652E696D2D50617373776F72742E31",
		"JNQW4YLSNFSS42LNFVIGC43TO5XXE5BOGE======",
		"S2FuYXJpZS5pbS1QYXNzd29ydC4x",
		/* after one and after two other bytes */
		"eEthbmFyaWUuaW0tUGFzc3dvcnQuMQ==",
		"eHhLYW5hcmllLmltLVBhc3N3b3J0LjE=" };
	struct canary c = { .n = strlen(PASSWORD) };
	struct buf b;
	size_t i;

	(void)state;
	memcpy(c.p, PASSWORD, c.n);
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		buf_init(&b, 1000);
		buf_adds(&b, "before it ");
		buf_adds(&b, forms[i]);
		if (found(&b, &c) == NULL)
			fail_msg("%s is not found", forms[i]);
		buf_done(&b);
	}
	buf_init(&b, 1000);
	buf_adds(&b, WRONG SECOND);
	assert_null(found(&b, &c));
	buf_done(&b);
}

static void
no_secret_in_copy_and_log(void **state)
{
	struct world *w = *state;
	const struct canary name = { .p = "kanarie.konto", .n = 13 };
	json_t *data;

	plant_text(w, "password", PASSWORD);
	plant_text(w, "password", SECOND);
	plant_text(w, "password", WRONG);
	plant_key(w);
	json_decref(call_fine(w->op, "users.create",
	    "{\"name\":\"kanarie.konto\",\"password\":\"" PASSWORD "\"}"));
	data = call_fine(w->eva, "auth.login",
	    "{\"name\":\"kanarie.konto\",\"password\":\"" PASSWORD "\"}");
	plant_ticket(w, data);
	json_decref(data);
	set_up_factor(w, PASSWORD);
	sign_in_with_code(w);
	resume(w);
	change_everything(w);
	mistakes(w);
	json_decref(call_fine(w->op, "system.rotate_key", "{}"));
	plant_key(w);
	held_turn(&w->h);
	add_file(w, "hub.db");
	add_file(w, "hub.db-wal");
	/* both copies hold what they should: the search looks at the right
	 * place */
	assert_non_null(found(&w->db, &name));
	assert_non_null(found(&w->log, &name));
	assert_true(w->n > 45);
	expect_none(w, &w->db, "database");
	expect_none(w, &w->log, "log");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_search_finds),
		cmocka_unit_test_setup_teardown(
		    no_secret_in_copy_and_log, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
