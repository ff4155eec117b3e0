/* hubd: arguments, start and end. The rest is server/net and the core. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/embed.h"
#include "common/log.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/app.h"
#include "server/core/reseal.h"
#include "server/db/db.h"
#include "server/demo/demo.h"
#include "server/net/cert.h"
#include "server/net/folder.h"
#include "server/net/loop.h"
#include "server/net/sdnotify.h"
#include "server/net/transport.h"
#include "server/settings/secret.h"
#include "server/settings/settings.h"
#include "server/users/users.h"

#define WHY_BYTES 8192

struct hubd {
	const char *data_arg, *listen_arg, *config_arg;
	bool demo, check, migrate;
	char *data;
	char *config; /* NULL: none */
	int lock;
	struct settings *settings; /* of this process: no database */
	struct loop *loop;
	struct app *app;
	struct tlsctx *tls;
	char why[WHY_BYTES];
};

static const char usage[] =
    "hubd --data DIR [--listen HOST:PORT] [--demo] [--config FILE]\n"
    "     [--check | --migrate | --version | --help]\n"
    "\n"
    "  --data DIR          data folder (else PERSIST_BASE); created if "
    "missing\n"
    "  --listen HOST:PORT  serve TLS there; port 0 takes a free one\n"
    "  --config FILE       settings (else hub.conf of the data folder)\n"
    "  --demo              fill a new database with an invented company\n"
    "  --check             name every problem of the installation and end\n"
    "  --migrate           bring the database up to date and end\n";

enum {
	OPT_DATA = 1,
	OPT_LISTEN,
	OPT_CONFIG,
	OPT_DEMO,
	OPT_CHECK,
	OPT_MIGRATE,
	OPT_VERSION,
	OPT_HELP
};

static const struct option options[] = {
	{ "data", required_argument, NULL, OPT_DATA },
	{ "listen", required_argument, NULL, OPT_LISTEN },
	{ "config", required_argument, NULL, OPT_CONFIG },
	{ "demo", no_argument, NULL, OPT_DEMO },
	{ "check", no_argument, NULL, OPT_CHECK },
	{ "migrate", no_argument, NULL, OPT_MIGRATE },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ "help", no_argument, NULL, OPT_HELP },
	{ 0 },
};

static int
usage_fault(const char *what)
{
	fprintf(stderr, "hubd: %s\n\n%s", what, usage);
	return 2;
}

/* -1: go on; else the exit status. */
static int
parse(struct hubd *h, int argc, char **argv)
{
	const char **texts[] = { [OPT_DATA] = &h->data_arg,
		[OPT_LISTEN] = &h->listen_arg,
		[OPT_CONFIG] = &h->config_arg };
	bool *flags[] = { [OPT_DEMO] = &h->demo,
		[OPT_CHECK] = &h->check,
		[OPT_MIGRATE] = &h->migrate };
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == '?')
			return usage_fault("unknown or incomplete option");
		if (o <= OPT_CONFIG) {
			*texts[o] = optarg;
			continue;
		}
		if (o <= OPT_MIGRATE) {
			*flags[o] = true;
			continue;
		}
		if (o == OPT_VERSION)
			puts("hubd " HUB_VERSION);
		else
			fputs(usage, stdout);
		return 0;
	}
	if (optind < argc)
		return usage_fault("unexpected argument");
	h->data = folder_choose(h->data_arg);
	if (h->data == NULL)
		return usage_fault("no data folder: give --data DIR or set"
				   " PERSIST_BASE");
	return -1;
}

/* Each line of a text of faults on its own. */
static void
complain(const char *text)
{
	const char *end;

	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = strchrnul(text, '\n');
		if (end > text)
			log_error(NULL, "%.*s", (int)(end - text), text);
	}
}

static char *
in_data(const struct hubd *h, const char *name)
{
	return xprintf("%s/%s", h->data, name);
}

/* The file named, or hub.conf of the data folder if there is one. */
static struct settings *
read_settings(struct hubd *h)
{
	free(h->config);
	h->config = h->config_arg != NULL ? xstrdup(h->config_arg)
					  : in_data(h, "hub.conf");
	if (h->config_arg == NULL && access(h->config, F_OK) != 0) {
		free(h->config);
		h->config = NULL;
	}
	return settings_new(h->config, true, h->why, sizeof(h->why));
}

/* The configured certificate and key, or the hub's own; to be freed. */
static void
tls_paths(const struct hubd *h, char **crt, char **key)
{
	const char *set_crt = settings_text(h->settings, SET_TLS_CERT);
	const char *set_key = settings_text(h->settings, SET_TLS_KEY);

	*crt = *set_crt != '\0' ? xstrdup(set_crt) : in_data(h, "hub.crt");
	*key = *set_key != '\0' ? xstrdup(set_key) : in_data(h, "hub.key");
}

/* create: make the hub's own certificate when it is missing. */
static bool
open_tls(struct hubd *h, bool create)
{
	bool own = *settings_text(h->settings, SET_TLS_CERT) == '\0';
	bool own_key = *settings_text(h->settings, SET_TLS_KEY) == '\0';
	char *crt, *key;
	bool ok = true;

	if (own != own_key) {
		str_copy(h->why, sizeof(h->why),
		    "tls.cert and tls.key: both or neither must be set");
		return false;
	}
	tls_paths(h, &crt, &key);
	if (own && (create || access(crt, F_OK) == 0))
		ok = cert_ensure(crt, key, h->why, sizeof(h->why));
	if (ok && (!own || access(crt, F_OK) == 0)) {
		h->tls = tlsctx_new(crt, key, h->why, sizeof(h->why));
		ok = h->tls != NULL;
	}
	free(crt);
	free(key);
	return ok;
}

/*
 * The key may be read by others than its owner; one that was given may belong
 * to a group as well.
 */
static bool
key_is_open(const struct hubd *h)
{
	bool own = *settings_text(h->settings, SET_TLS_KEY) == '\0';
	char *crt, *key;
	struct stat st;
	bool open;

	tls_paths(h, &crt, &key);
	open = stat(key, &st) == 0 && (st.st_mode & (own ? 0077 : 0007)) != 0;
	free(crt);
	free(key);
	return open;
}

/* A renewed certificate under the same names. */
static void
reload_tls(struct hubd *h)
{
	char *crt, *key;

	if (h->tls == NULL)
		return;
	tls_paths(h, &crt, &key);
	if (tlsctx_reload(h->tls, crt, key, h->why, sizeof(h->why)))
		log_info(NULL, "TLS certificate reloaded");
	else
		log_warn(NULL, "TLS certificate not reloaded: %s", h->why);
	free(crt);
	free(key);
}

/* SIGHUP: level and form of the log from file and environment, and TLS. */
static void
on_reload(void *arg)
{
	struct hubd *h = arg;
	struct settings *s;

	reload_tls(h);
	s = read_settings(h);
	if (s == NULL) {
		complain(h->why);
		log_warn(NULL, "settings not reloaded");
		return;
	}
	/* the core's copy knows the database as well */
	settings_apply_log(settings_source(s, SET_LOG_LEVEL) == SRC_DEFAULT
			       ? app_settings(h->app)
			       : s);
	log_info(NULL, "settings of the log reloaded");
	settings_free(s);
}

/* HOST:PORT to serve TLS on, or "". */
static const char *
listen_address(const struct hubd *h)
{
	return h->listen_arg != NULL ? h->listen_arg
				     : settings_text(h->settings, SET_LISTEN);
}

static char *
socket_path(const struct hubd *h)
{
	const char *path = settings_text(h->settings, SET_SOCKET);

	return *path != '\0' ? xstrdup(path) : in_data(h, "hub.sock");
}

static bool
open_core(struct hubd *h)
{
	struct app_options o = {
		.data_dir = h->data,
		.config_file = h->config,
		.demo = h->demo,
	};

	loop_ports(h->loop, h->data, &o.ports);
	h->app = app_new(&o, h->why, sizeof(h->why));
	return h->app != NULL;
}

static void
say_demo(void *arg, const char *line)
{
	(void)arg;
	fprintf(stderr, "demo: %s\n", line);
}

static bool
build_demo(struct hubd *h)
{
	struct demo_options o = {
		.data_dir = h->data,
		.config_file = h->config,
		.now = (int64_t)time(NULL) * 1000,
		.progress = say_demo,
	};

	return demo_build(&o, h->why, sizeof(h->why));
}

/*
 * With --demo: a new folder gets the demo first, a database that holds nothing
 * is replaced by it, the demo of an earlier start stays.
 */
static bool
open_with_demo(struct hubd *h)
{
	char *path = in_data(h, "hub.db");
	bool is_new = access(path, F_OK) != 0;

	free(path);
	if (is_new && !build_demo(h))
		return false;
	if (!open_core(h))
		return false;
	if (is_new || !demo_is_empty(h->app))
		return true;
	h->app = app_free(h->app);
	return build_demo(h) && open_core(h);
}

static bool
open_app(struct hubd *h)
{
	h->loop = loop_new();
	if (h->demo && !h->migrate ? !open_with_demo(h) : !open_core(h))
		return false;
	loop_attach(h->loop, h->app, app_settings(h->app));
	loop_on_reload(h->loop, on_reload, h);
	return true;
}

static bool
open_listeners(struct hubd *h)
{
	const char *address = listen_address(h);
	char *path = socket_path(h);
	bool ok = loop_listen_unix(h->loop, path,
	    settings_text(h->settings, SET_SOCKET_GROUP), h->why,
	    sizeof(h->why));

	free(path);
	if (!ok || *address == '\0')
		return ok;
	if (!open_tls(h, true))
		return false;
	if (key_is_open(h))
		log_warn(NULL, "the TLS key: others may read it (chmod 600)");
	if (tlsctx_days_left(h->tls) < 30)
		log_warn(NULL, "the TLS certificate ends in %d days",
		    tlsctx_days_left(h->tls));
	return loop_listen_tls(
	    h->loop, address, h->tls, h->why, sizeof(h->why));
}

static void
say_ready(struct hubd *h)
{
	char *path = socket_path(h);
	char fingerprint[65];

	printf("ready socket=%s", path);
	if (h->tls != NULL) {
		tlsctx_fingerprint(h->tls, fingerprint);
		printf(" tls=%s fingerprint=%s", loop_tls_address(h->loop),
		    fingerprint);
	}
	printf("\n");
	fflush(stdout);
	free(path);
	notify_send("READY=1");
}

/* What both a start and a migration need first. */
static bool
prepare(struct hubd *h)
{
	unsigned char secret[SECRET_BYTES];

	if (!folder_ensure(h->data, h->why, sizeof(h->why)))
		return false;
	h->lock = folder_lock(h->data, h->why, sizeof(h->why));
	if (h->lock < 0)
		return false;
	if (folder_is_open(h->data))
		log_warn(NULL,
		    "data folder %s: others have rights on it"
		    " (chmod 700)",
		    h->data);
	h->settings = read_settings(h);
	if (h->settings == NULL)
		return false;
	settings_apply_log(h->settings);
	return secret_load(h->data, true, secret, h->why, sizeof(h->why));
}

static int
serve(struct hubd *h)
{
	if (!prepare(h) || !open_app(h) || !open_listeners(h)) {
		complain(h->why);
		return 1;
	}
	settings_apply_log(app_settings(h->app));
	say_ready(h);
	if (!loop_run(h->loop)) {
		log_warn(NULL, "ended while work was running");
		_exit(0); /* its thread still uses the core */
	}
	log_info(NULL, "stopped");
	return 0;
}

static int
migrate(struct hubd *h)
{
	if (!prepare(h) || !open_app(h)) {
		complain(h->why);
		return 1;
	}
	puts("the database is up to date");
	return 0;
}

/* --- --check --- */

static int
problem(const char *text)
{
	printf("problem: %s\n", text);
	return 1;
}

/* Each line of h->why is a problem. */
static int
problems(struct hubd *h)
{
	char *p = h->why, *line;
	int n = 0;

	if (*p == '\0')
		return problem("something failed without a reason");
	while ((line = strsep(&p, "\n")) != NULL)
		if (*line != '\0')
			n += problem(line);
	return n;
}

/* The server key opens what the database holds sealed. */
static int
check_sealed(struct hubd *h, struct db *db)
{
	puts("note: the database passed its integrity check");
	return reseal_fits(db, h->data, h->why, sizeof(h->why)) ? 0
								: problems(h);
}

static int
check_database(struct hubd *h)
{
	char *path = in_data(h, "hub.db");
	struct db_options o = { .path = path, .read_only = true };
	struct db *db = NULL;
	int n = 0, missing = 0;

	if (access(path, F_OK) != 0)
		puts("note: no database yet; the first start makes it");
	else if (access(path, R_OK | W_OK) != 0)
		n = problem("hub.db: the database is not writable");
	else if ((db = db_open(&o, h->why, sizeof(h->why))) == NULL ||
		 db_check(db, h->why, sizeof(h->why)) != OK ||
		 db_fits(db, embed_schema, &missing, h->why, sizeof(h->why)) !=
		     OK)
		n = problems(h);
	else
		n = check_sealed(h, db);
	if (missing > 0)
		printf("note: %d migrations are applied at the next start\n",
		    missing);
	db_close(db);
	free(path);
	return n;
}

/* What reading them cannot find wrong. */
static int
check_settings(struct hubd *h)
{
	const char *address = listen_address(h);
	int n = 0;

	if (!tz_set(settings_text(h->settings, SET_TIMEZONE)))
		n += problem("hub.timezone: no such time zone");
	if (*address != '\0' && !loop_is_address(address))
		n += problem("server.listen: is not HOST:PORT");
	if (!users_check_list(settings_text(h->settings, SET_USERLIST), h->why,
		sizeof(h->why)))
		n += problems(h);
	return n;
}

static int
check_tls(struct hubd *h)
{
	int n = 0;

	if (!open_tls(h, false))
		return problems(h);
	if (h->tls != NULL && key_is_open(h))
		n += problem("the TLS key: others may read it (chmod 600)");
	if (h->tls != NULL && tlsctx_days_left(h->tls) < 0)
		n += problem("the TLS certificate has ended");
	return n;
}

static int
check(struct hubd *h)
{
	unsigned char secret[SECRET_BYTES];
	struct stat st;
	char *secret_path;
	int n = 0;

	/* a check makes nothing: the folder must be there */
	if (stat(h->data, &st) != 0) {
		printf(
		    "problem: data folder %s: %s\n", h->data, strerror(errno));
		return 1;
	}
	if (!folder_ensure(h->data, h->why, sizeof(h->why)))
		return problems(h) > 0;
	if (folder_is_open(h->data))
		n += problem("others have rights on the data folder");
	secret_path = in_data(h, "hub.secret");
	if (!secret_load(h->data, false, secret, h->why, sizeof(h->why)) &&
	    (getenv("SECRET_KEY") != NULL || access(secret_path, F_OK) == 0))
		n += problems(h);
	free(secret_path);
	n += check_database(h);
	h->settings = read_settings(h);
	if (h->settings == NULL)
		n += problems(h);
	else
		n += check_settings(h) + check_tls(h);
	if (n == 0)
		puts("no problems found");
	return n == 0 ? 0 : 1;
}

static void
clean_up(struct hubd *h)
{
	loop_free(h->loop);
	app_free(h->app);
	tlsctx_free(h->tls);
	settings_free(h->settings);
	free(h->config);
	free(h->data);
	if (h->lock >= 0)
		close(h->lock);
}

int
main(int argc, char **argv)
{
	struct hubd h = { .lock = -1 };
	int status = parse(&h, argc, argv);

	umask(0077); /* what is not meant for others says so itself */
	if (status < 0) {
		if (h.check)
			status = check(&h);
		else
			status = h.migrate ? migrate(&h) : serve(&h);
	}
	clean_up(&h);
	return status;
}
