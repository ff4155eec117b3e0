/* "2fa", "keys", "sessions": the own account in line mode. */
#include "tui/cli/cli_security.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli_secret.h"
#include "tui/cli/cli_show.h"
#include "tui/client/key_line.h"
#include "tui/term/grid.h"
#include "tui/ui/i18n.h"
#include "tui/ui/qr.h"

#define CODE_TRIES 3
#define KEY_FILE_MAX 8192

/* --- proofs --- */

/* Only people can type another code; a script has said what it knows. */
static int
tries(void)
{
	return isatty(STDIN_FILENO) ? CODE_TRIES : 1;
}

static bool
wants_code(const struct reply *r)
{
	return r->ok &&
	       str_eq(json_get_str(r->data, "result", ""), "second_factor");
}

/* r is the challenge before, the answer after. */
static bool
verify(struct cli *c, struct reply *r, const char *code)
{
	json_t *params = json_pack("{s:s,s:s}", "challenge",
	    json_get_str(r->data, "challenge", ""), "code", code);
	struct reply next;

	waiter_call(&c->w, "auth.verify_code", params, &next);
	if (!next.ok && next.err == E_INVALID_2FA) {
		out_printf(&c->err, TONE_BAD, "%s: ", c->program);
		out_printf(&c->err, TONE_PLAIN, "%s\n", next.text);
		reply_done(&next);
		return false;
	}
	reply_done(r);
	*r = next;
	return true;
}

/* Asks until the code is right, the tries are over, or none is given. */
static int
ask_code(struct cli *c, struct reply *r)
{
	char code[SECRET_MAX];
	int i;

	for (i = 0; wants_code(r) && i < tries(); i++) {
		if (!secret_read(_("Code: "), false, code))
			return cli_usage_error(
			    c, _("a code is needed: it is asked, or read from "
				 "the second line of standard input"));
		(void)verify(c, r, code);
		secret_wipe(code);
	}
	if (!r->ok)
		return cli_fail(c, r);
	return wants_code(r) ? CLI_LOGIN : CLI_DONE;
}

bool
cli_prove(
    struct cli *c, const char *op, json_t *params, struct reply *r, int *status)
{
	if (!cli_call(c, op, params, r, status))
		return false;
	*status = ask_code(c, r);
	if (*status == CLI_DONE)
		return true;
	reply_done(r);
	return false;
}

int
cli_code(struct cli *c)
{
	const json_t *challenge = client_challenge(c->w.client);
	struct reply r = { .ok = true };
	int status;

	if (challenge == NULL)
		return CLI_DONE;
	r.data = json_incref((json_t *)challenge);
	status = ask_code(c, &r);
	reply_done(&r);
	return status;
}

bool
cli_step_up(struct cli *c, const struct reply *refusal)
{
	const char *method = json_get_str(refusal->data, "method", "password");
	bool code = str_eq(method, "code");
	char secret[SECRET_MAX];
	struct reply r;
	bool good;

	if (isatty(STDIN_FILENO))
		out_printf(&c->err, TONE_PLAIN, "%s\n", refusal->text);
	if (!secret_read(code ? _("Code: ") : _("Password: "), !code, secret))
		return false;
	waiter_call(
	    &c->w, "auth.step_up", json_pack("{s:s}", method, secret), &r);
	secret_wipe(secret);
	good = r.ok;
	if (!good) {
		out_printf(&c->err, TONE_BAD, "%s: ", c->program);
		out_printf(&c->err, TONE_PLAIN, "%s\n", r.text);
	}
	reply_done(&r);
	return good;
}

/* --- second factor --- */

/* Is it on? Decides whether a code is asked for. */
static bool
factor_on(struct cli *c, bool *on, int *status)
{
	struct reply r;

	if ((*status = cli_open(c)) != CLI_DONE ||
	    !cli_call(c, "auth.show_2fa", NULL, &r, status))
		return false;
	*on = json_get_bool(r.data, "on", false);
	reply_done(&r);
	return true;
}

/* Password and, when there is a factor already, a code. NULL: not given. */
static json_t *
ask_proof(bool with_code)
{
	char password[SECRET_MAX] = "", code[SECRET_MAX] = "";
	json_t *params = NULL;

	if (secret_read(_("Password: "), true, password) &&
	    (!with_code || secret_read(_("Code: "), false, code)))
		params = json_pack("{s:s}", "password", password);
	if (params != NULL && with_code)
		json_object_set_new(params, "code", json_string(code));
	secret_wipe(password);
	secret_wipe(code);
	return params;
}

static void
put_cell(FILE *f, const struct cell *cell)
{
	char text[8];

	if (cell->cp[0] < 0x80)
		(void)fputc((int)cell->cp[0], f);
	else if (snprintf(text, sizeof text, "%lc", (wint_t)cell->cp[0]) > 0)
		(void)fputs(text, f);
}

/* Black on white whatever the terminal's colours are. */
static void
print_qr(struct cli *c, const char *uri)
{
	struct qr *q = qr_new(uri);
	struct grid g;
	struct canvas all;

	if (q == NULL || c->out.ascii || !isatty(STDOUT_FILENO)) {
		qr_free(q);
		return;
	}
	grid_init(&g, qr_rows(q, false), qr_cols(q, false));
	all = canvas_all(&g);
	qr_draw(q, &all);
	for (int row = 0; row < g.rows; row++) {
		(void)fputs("\033[38;5;16;48;5;231m", stdout);
		for (int col = 0; col < g.cols; col++)
			put_cell(stdout, grid_at(&g, row, col));
		(void)fputs("\033[0m\n", stdout);
	}
	sodium_memzero(g.cells, (size_t)(g.rows * g.cols) * sizeof *g.cells);
	grid_done(&g);
	qr_free(q);
}

static void
print_setup(struct cli *c, const struct reply *r)
{
	const char *uri = json_get_str(r->data, "uri", "");

	if (c->opt.json) {
		cli_print(c, r, NULL);
	} else {
		print_qr(c, uri);
		show_2fa_setup(&c->out, r->data);
	}
	(void)fflush(stdout); /* the question after it is on stderr */
}

static int
print_codes(struct cli *c, struct reply *r)
{
	cli_print(c, r, show_codes);
	reply_done(r);
	return CLI_DONE;
}

/* The code of the app ends the set-up; nothing counts before. */
static int
confirm(struct cli *c)
{
	char code[SECRET_MAX];
	struct reply r;
	int status = CLI_DONE, i;

	for (i = 0; i < tries(); i++) {
		if (!secret_read(_("Code of the app: "), false, code))
			return cli_usage_error(c, _("no code given"));
		waiter_call(&c->w, "auth.confirm_2fa",
		    json_pack("{s:s}", "code", code), &r);
		secret_wipe(code);
		if (r.ok)
			return print_codes(c, &r);
		status = cli_fail(c, &r);
		if (r.err != E_INVALID_2FA)
			i = CODE_TRIES;
		reply_done(&r);
	}
	return status;
}

int
cmd_2fa_setup(struct cli *c, int argc, char **argv)
{
	json_t *params;
	struct reply r;
	int status;
	bool on;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "2fa setup");
	if (!factor_on(c, &on, &status))
		return status;
	if ((params = ask_proof(on)) == NULL)
		return cli_usage_error(c, _("no password given"));
	if (!cli_call(c, "auth.start_2fa", params, &r, &status))
		return status;
	print_setup(c, &r);
	reply_done(&r);
	return confirm(c);
}

/* "off" and "codes": password and code, then one call. */
static int
factor_call(struct cli *c, const char *op, struct reply *r)
{
	json_t *params;
	int status = cli_open(c);

	if (status != CLI_DONE)
		return status;
	if ((params = ask_proof(true)) == NULL)
		return cli_usage_error(c, _("no password given"));
	return cli_call(c, op, params, r, &status) ? CLI_DONE : status;
}

int
cmd_2fa_off(struct cli *c, int argc, char **argv)
{
	struct reply r;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "2fa off");
	if ((status = factor_call(c, "auth.disable_2fa", &r)) != CLI_DONE)
		return status;
	cli_print(c, &r, NULL);
	if (!c->opt.json && r.text[0] == '\0')
		out_printf(&c->out, TONE_PLAIN, "%s\n",
		    _("The second factor is switched off"));
	reply_done(&r);
	return CLI_DONE;
}

int
cmd_2fa_codes(struct cli *c, int argc, char **argv)
{
	struct reply r;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "2fa codes");
	status = factor_call(c, "auth.renew_codes", &r);
	return status == CLI_DONE ? print_codes(c, &r) : status;
}

/* --- sessions --- */

int
cmd_sessions_end(struct cli *c, int argc, char **argv)
{
	bool others = argc == 1 && str_eq(argv[0], "others");
	int64_t id = 0;
	json_t *params = NULL;
	struct reply r;
	int status;

	if (argc != 1 || (!others && !str_int(argv[0], 1, INT64_MAX, &id)))
		return cli_usage_error(c, _("sessions end ID|others"));
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	if (!others)
		params = json_pack("{s:I}", "session", (json_int_t)id);
	if (!cli_call(c,
		others ? "auth.revoke_other_sessions" : "auth.revoke_session",
		params, &r, &status))
		return status;
	cli_print(c, &r, others ? show_others_ended : show_ended);
	reply_done(&r);
	return CLI_DONE;
}

/* --- keys --- */

static bool
read_key(const char *path, char out[KEY_FILE_MAX])
{
	bool own = !str_eq(path, "-");
	FILE *f = own ? fopen(path, "re") : stdin;
	bool good;

	/* one line only: what follows on standard input may be a password */
	if (!own)
		(void)setvbuf(stdin, NULL, _IONBF, 0);
	good = f != NULL && fgets(out, KEY_FILE_MAX, f) != NULL;
	if (f != NULL && own)
		(void)fclose(f);
	if (good)
		out[strcspn(out, "\r\n")] = '\0';
	return good;
}

int
cmd_keys_add(struct cli *c, int argc, char **argv)
{
	char line[KEY_FILE_MAX], name[200] = "";
	struct key_line key;
	json_t *params;
	struct reply r;
	int status;

	if (argc < 1 || argc > 2 ||
	    (argc == 2 && !str_copy(name, sizeof name, argv[1])))
		return cli_usage_error(c, _("keys add FILE|- [NAME]"));
	if (c->remote != NULL && !str_eq(argv[0], "-"))
		return cli_usage_error(
		    c, _("the file would be one of the server: send your own "
			 "with keys add - < FILE"));
	if (!read_key(argv[0], line)) {
		out_printf(&c->err, TONE_BAD, "%s: %s\n", argv[0],
		    strerror(errno != 0 ? errno : ENODATA));
		return CLI_FAILED;
	}
	if (!key_line_read(line, &key))
		return cli_usage_error(
		    c, _("This is no public key: ssh-ed25519 AAAA... name"));
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	params = json_pack("{s:s}", "key", line);
	if (name[0] != '\0')
		json_object_set_new(params, "name", json_string(name));
	if (!cli_call(c, "auth.add_key", params, &r, &status))
		return status;
	cli_print(c, &r, show_key);
	reply_done(&r);
	return CLI_DONE;
}
