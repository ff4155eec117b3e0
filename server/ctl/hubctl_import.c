/* hubctl import: the files of the older system, in chunks, planned, applied. */
#include "server/ctl/hubctl.h"

#include <dirent.h>
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

#define CHUNK                                                          \
	36000 /* bytes; a multiple of 3: base64 without padding inside \
	       */
#define CHUNK_TEXT (CHUNK / 3 * 4 + 4)
#define DEPTH_MAX 3
#define POLL_MS 250

/* Files the server understands (booking.md 16); others stay where they are. */
static const char *const known[] = { "blocked_dates.json", "bookings.jsonl",
	"customer_profiles.json", "customer_tracking.json",
	"daily_metrics.json", "failed_bookings.jsonl",
	"historical_bookings.jsonl", "historical_outcomes.jsonl",
	"historical_stats.json", "login_history.json", "outcomes.jsonl",
	"tracking_metrics.json", "user_2fa.json", "user_passwords.json",
	"user_registry.json", "users.json", NULL };

struct upload {
	struct cli *c;
	int64_t run;
	int n_files;
	bool began; /* the run was started: what it is now is its own */
	int status;
};

static bool
is_known(const char *name)
{
	int i;

	for (i = 0; known[i] != NULL; i++)
		if (str_eq(known[i], name))
			return true;
	return false;
}

/* One chunk; the first one of all opens the run. */
static bool
send_chunk(struct upload *u, const char *name, int chunk, const char *content)
{
	json_t *params = json_pack(
	    "{s:s,s:i,s:s}", "name", name, "chunk", chunk, "content", content);
	struct reply r;

	if (u->run != 0)
		json_object_set_new(params, "run", json_integer(u->run));
	if (!cli_call(u->c, "imports.add_file", params, &r, &u->status))
		return false;
	u->run = json_get_int(r.data, "run", 0);
	reply_done(&r);
	return true;
}

static bool
send_stream(struct upload *u, FILE *f, const char *name)
{
	unsigned char *bytes = xmalloc(CHUNK);
	char *text = xmalloc(CHUNK_TEXT + 1);
	bool good = true;
	int chunk = 0;
	size_t n;

	do {
		n = fread(bytes, 1, CHUNK, f);
		if (n == 0 && chunk > 0)
			break;
		(void)EVP_EncodeBlock((unsigned char *)text, bytes, (int)n);
		good = send_chunk(u, name, chunk++, text);
	} while (good && n == CHUNK);
	free(bytes);
	free(text);
	return good;
}

static bool
file_failed(struct upload *u, const char *path)
{
	out_printf(&u->c->err, TONE_BAD, "%s: %s\n", path, strerror(errno));
	u->status = CLI_FAILED;
	return false;
}

static bool
send_file(struct upload *u, const char *path, const char *name)
{
	FILE *f = fopen(path, "re");
	bool good;

	if (f == NULL)
		return file_failed(u, path);
	good = send_stream(u, f, name);
	if (good && ferror(f))
		good = file_failed(u, path);
	(void)fclose(f);
	u->n_files++;
	if (good && !u->c->opt.json)
		out_printf(&u->c->out, TONE_DIM, _("%s uploaded\n"), name);
	return good;
}

static bool send_folder(
    struct upload *u, const char *path, const char *below, int depth);

static bool
send_entry(struct upload *u, const char *path, const char *below, int depth)
{
	const char *base = strrchr(path, '/') + 1;
	char *name =
	    *below != '\0' ? xprintf("%s/%s", below, base) : xstrdup(base);
	struct stat st;
	bool good = true;

	if (lstat(path, &st) < 0)
		good = file_failed(u, path);
	else if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
		good = send_folder(u, path, name, depth + 1);
	else if (S_ISREG(st.st_mode) && is_known(base))
		good = send_file(u, path, name);
	else if (!u->c->opt.json)
		out_printf(&u->c->out, TONE_DIM, _("%s left out\n"), name);
	free(name);
	return good;
}

static int
no_hidden(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static bool
send_folder(struct upload *u, const char *path, const char *below, int depth)
{
	struct dirent **list;
	int i, n = scandir(path, &list, no_hidden, alphasort);
	bool good = true;

	if (n < 0)
		return file_failed(u, path);
	for (i = 0; i < n; i++) {
		char *entry = xprintf("%s/%s", path, list[i]->d_name);

		good = good && send_entry(u, entry, below, depth);
		free(entry);
		free(list[i]);
	}
	free(list);
	return good;
}

static json_t *
run_params(const struct upload *u)
{
	return json_pack("{s:I}", "run", (json_int_t)u->run);
}

static bool
is_over(const char *state)
{
	return !str_eq(state, "running") && !str_eq(state, "planned");
}

/* Asks until the run is done or broken; *r is the last answer. */
static bool
follow(struct upload *u, struct reply *r)
{
	const json_t *run, *progress;

	while (cli_call(u->c, "imports.show", run_params(u), r, &u->status)) {
		run = json_get(r->data, "run");
		progress = json_get(run, "progress");
		if (is_over(json_get_str(run, "state", "")))
			return true;
		if (isatty(STDERR_FILENO) && !u->c->opt.json)
			fprintf(stderr, "\r%lld/%lld ",
			    (long long)json_get_int(progress, "done", 0),
			    (long long)json_get_int(progress, "total", 0));
		reply_done(r);
		waiter_pause(&u->c->w, POLL_MS);
	}
	return false;
}

/* Plans, and applies unless dry; prints the report. */
static int
plan_and_start(struct upload *u, bool dry)
{
	json_t *params = run_params(u);
	struct reply r;

	if (dry)
		json_object_set_new(params, "dry_run", json_true());
	if (!cli_call(u->c, "imports.plan", params, &r, &u->status))
		return u->status;
	if (!dry) {
		reply_done(&r);
		if (!cli_call(
			u->c, "imports.start", run_params(u), &r, &u->status))
			return u->status;
		u->began = true;
		reply_done(&r);
		if (!follow(u, &r))
			return u->status;
	}
	cli_print(u->c, &r, show_run);
	if (!dry &&
	    !str_eq(json_get_str(json_get(r.data, "run"), "state", ""), "done"))
		u->status = CLI_FAILED;
	reply_done(&r);
	return u->status;
}

/* What was handed over for a look, or in vain, does not stay in the hub. */
static void
drop_files(struct upload *u)
{
	struct reply r;

	if (u->run == 0)
		return;
	waiter_call(&u->c->w, "imports.remove", run_params(u), &r);
	reply_done(&r); /* while another run works they stay */
}

static const struct cli_cmd import_row = { "import", "DIR [--dry-run]", NULL,
	NULL,
	{ { ARG_TEXT, "dir", NULL, false },
	    { ARG_FLAG, "dry", "--dry-run", true } },
	NULL, NULL };

int
ctl_import(struct cli *c, int argc, char **argv)
{
	struct upload u = { .c = c };
	struct cli_words w = { .argc = argc, .argv = argv };
	json_t *words;
	bool dry;
	int status;

	if (!cli_map(&import_row, &w, &words))
		return cli_usage_error(c, w.why);
	dry = json_get_bool(words, "dry", false);
	status = cli_open(c);
	if (status == CLI_DONE &&
	    !send_folder(&u, json_get_str(words, "dir", ""), "", 0))
		status = u.status;
	else if (status == CLI_DONE && u.n_files == 0)
		status = cli_usage_error(
		    c, _("no file of the older system in this folder"));
	else if (status == CLI_DONE)
		status = plan_and_start(&u, dry);
	if (!u.began)
		drop_files(&u);
	json_decref(words);
	return status;
}
