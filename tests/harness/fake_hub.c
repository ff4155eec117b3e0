/* The scripted server that tests of the client talk to. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/harness/fake_hub.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"

/* The script's side. */

bool
fake_check(struct fake *f, bool good, const char *what)
{
	if (!good && f->wrong == NULL)
		f->wrong = what;
	return good;
}

void
fake_accept(struct fake *f)
{
	f->fd = accept(f->listener, NULL, NULL);
	fake_check(f, f->fd >= 0, "accept");
	if (f->ctx == NULL)
		return;
	f->ssl = SSL_new(f->ctx);
	SSL_set_fd(f->ssl, f->fd);
	if (SSL_accept(f->ssl) != 1)
		f->wrong = NULL; /* the client may refuse us */
}

void
fake_drop(struct fake *f)
{
	if (f->ssl != NULL) {
		SSL_shutdown(f->ssl);
		SSL_free(f->ssl);
		f->ssl = NULL;
	}
	close(f->fd);
	f->fd = -1;
}

void
fake_bytes(struct fake *f, const char *p, size_t n)
{
	if (f->ssl != NULL)
		SSL_write(f->ssl, p, (int)n);
	else
		fake_check(
		    f, send(f->fd, p, n, MSG_NOSIGNAL) == (ssize_t)n, "send");
}

void
fake_send(struct fake *f, const char *s)
{
	fake_bytes(f, s, strlen(s));
}

/* The next line of the client, without newline; false at its end. */
bool
fake_line(struct fake *f)
{
	size_t n = 0;
	char c;

	while (n < sizeof(f->line) - 1) {
		ssize_t r = f->ssl != NULL ? SSL_read(f->ssl, &c, 1)
					   : recv(f->fd, &c, 1, 0);
		if (r != 1)
			return false;
		if (c == '\n')
			break;
		f->line[n++] = c;
	}
	f->line[n] = '\0';
	return true;
}

/* Next line, which must be this operation. Returns its id. */
int64_t
fake_expect(struct fake *f, const char *op)
{
	json_t *root;
	int64_t id;

	if (!fake_check(f, fake_line(f), op))
		return 0;
	root = json_parse_heap(f->line, strlen(f->line), NULL);
	fake_check(f, str_eq(json_get_str(root, "op", NULL), op), op);
	id = json_get_int(root, "id", 0);
	(void)str_copy(
	    f->key, sizeof(f->key), json_get_str(root, "idempotency_key", ""));
	json_decref(root);
	return id;
}

void
fake_ok(struct fake *f, int64_t id, const char *data)
{
	char *s = xprintf("{\"id\":%lld,\"success\":true,\"data\":%s}\n",
	    (long long)id, data);

	fake_send(f, s);
	free(s);
}

void
fake_refuse(struct fake *f, int64_t id, const char *code)
{
	char *s = xprintf("{\"id\":%lld,\"success\":false,\"code\":\"%s\","
			  "\"error\":\"nein\",\"retry_after\":7,"
			  "\"error_id\":\"ERR-1\"}\n",
	    (long long)id, code);

	fake_send(f, s);
	free(s);
}

/* Greets and answers the hello of a client without session. */
void
fake_hello(struct fake *f)
{
	fake_accept(f);
	fake_send(f, GREETING);
	fake_ok(f, fake_expect(f, "hub.hello"), "{\"language\":\"de\"}");
}

static void *
run_script(void *arg)
{
	struct fake *f = arg;

	f->script(f);
	if (f->fd >= 0)
		fake_drop(f);
	return NULL;
}

/* The test's side. */

static void
on_state(void *arg, enum client_state s, const char *text)
{
	struct fix *x = arg;

	assert_non_null(text);
	if (x->n_states < 64)
		x->states[x->n_states++] = s;
}

static void
on_push(void *arg, const char *event, const json_t *data)
{
	struct fix *x = arg;

	(void)str_copy(x->event, sizeof(x->event), event);
	x->value = json_get_int(data, "free", -1);
	x->n_pushes++;
	uv_stop(&x->w.loop);
}

static void
on_trust(void *arg, const struct client_trust *t)
{
	struct fix *x = arg;

	assert_int_equal(strlen(t->fingerprint), 64);
	x->n_asked++;
	client_accept(x->w.client, x->accept);
}

int
fake_set_up(void **state)
{
	struct fix *x = xcalloc(1, sizeof(*x));

	(void)signal(SIGPIPE, SIG_IGN); /* the client may be gone */
	(void)alarm(60);
	(void)str_copy(x->dir, sizeof(x->dir), "/tmp/hubclient.XXXXXX");
	if (mkdtemp(x->dir) == NULL)
		return -1;
	snprintf(x->hosts, sizeof(x->hosts), "%s/known_hosts", x->dir);
	setenv("XDG_STATE_HOME", x->dir, 1);
	x->fake.fd = x->fake.listener = -1;
	x->cfg = (struct client_config){ .target = &x->target,
		.hooks = { on_state, on_push, on_trust },
		.arg = x,
		.language = "de",
		.known_hosts = x->hosts,
		.patience_ms = 20000,
		.backoff_ms = 1,
		.backoff_max_ms = 2 };
	*state = x;
	return 0;
}

void
fake_listen_unix(struct fix *x, const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };

	assert_true(str_copy(sa.sun_path, sizeof(sa.sun_path), path));
	x->fake.listener = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(x->fake.listener, (void *)&sa, sizeof(sa)), 0);
	assert_int_equal(listen(x->fake.listener, 8), 0);
}

void
fake_start(struct fix *x, void (*script)(struct fake *))
{
	x->fake.script = script;
	assert_int_equal(
	    pthread_create(&x->fake.thread, NULL, run_script, &x->fake), 0);
}

/* Server on a socket in the folder of the test. */
void
fake_serve(struct fix *x, void (*script)(struct fake *))
{
	char path[128], why[200];

	snprintf(path, sizeof(path), "%s/hub.sock", x->dir);
	assert_true(target_parse(&x->target, path, why, sizeof(why)));
	fake_listen_unix(x, path);
	fake_start(x, script);
}

void
fake_finish(struct fix *x)
{
	pthread_join(x->fake.thread, NULL);
	if (x->fake.wrong != NULL)
		fail_msg("script: %s", x->fake.wrong);
}

/* Nobody listens any more: later attempts are refused. */
void
fake_stop_listening(struct fix *x)
{
	char path[128];

	close(x->fake.listener);
	x->fake.listener = -1;
	snprintf(path, sizeof(path), "%s/hub.sock", x->dir);
	(void)unlink(path);
}

int
fake_tear_down(void **state)
{
	struct fix *x = *state;
	char *cmd = xprintf("rm -rf '%s'", x->dir);

	if (x->w.client != NULL)
		waiter_done(&x->w);
	if (x->fake.listener >= 0)
		close(x->fake.listener);
	SSL_CTX_free(x->fake.ctx);
	target_done(&x->target);
	(void)!system(cmd);
	free(cmd);
	free(x);
	return 0;
}
