/*
 * Server names as people write them: a data folder, a socket path, host:port.
 * Called by hub and hubctl before anything is opened.
 */
#include "tui/client/target.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tui/ui/i18n.h"

#define HOST_MAX 253
#define USER_MAX 32

/* Where a name says nothing about the port. */
static const char no_port[] = TARGET_PORT;

static bool __attribute__((format(printf, 3, 4)))
no(char *why, size_t size, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, size, fmt, ap);
	va_end(ap);
	return false;
}

void
target_done(struct target *t)
{
	free(t->path);
	free(t->host);
	free(t->port);
	free(t->user);
	free(t->ca_file);
	free(t->name);
	*t = (struct target){ 0 };
}

static void
set_unix(struct target *out, const char *dir, const char *file)
{
	char *typed = dir == NULL ? xstrdup(file) : xprintf("%s/%s", dir, file);
	char *path = realpath(typed, NULL); /* one name for one socket */

	if (path == NULL)
		path = typed;
	else
		free(typed);
	*out = (struct target){
		.kind = TARGET_UNIX, .path = path, .name = xstrdup(path)
	};
}

static bool
good_host(const char *s, size_t n)
{
	size_t i;

	if (n == 0 || n > HOST_MAX)
		return false;
	for (i = 0; i < n; i++)
		if ((unsigned char)s[i] <= ' ' || (unsigned char)s[i] > '~' ||
		    strchr("/@#[]", s[i]) != NULL)
			return false;
	return true;
}

static char *
lower(char *host)
{
	char *p;

	for (p = host; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return host;
}

static void
set_tls(struct target *out, char *host, const char *port)
{
	*out = (struct target){ .kind = TARGET_TLS,
		.host = lower(host),
		.port = xstrdup(port),
		.name = xprintf(strchr(host, ':') != NULL ? "[%s]:%s" : "%s:%s",
		    host, port) };
}

/* "host", "host:port", "[v6]", "[v6]:port" -> length of the host, port. */
static bool
split_host(const char *s, const char **host, size_t *n, const char **port)
{
	const char *end, *colon;

	*port = no_port;
	*host = s;
	if (*s == '[') {
		if ((end = strchr(s, ']')) == NULL)
			return false;
		*host = s + 1;
		*n = (size_t)(end - s - 1);
		if (end[1] == ':')
			*port = end + 2;
		return end[1] == '\0' || end[1] == ':';
	}
	colon = strchr(s, ':');
	if (colon != NULL && strchr(colon + 1, ':') != NULL)
		colon = NULL; /* a bare IPv6 address */
	*n = colon != NULL ? (size_t)(colon - s) : strlen(s);
	if (colon != NULL)
		*port = colon + 1;
	return true;
}

/* What a system account may be called; nothing that looks like an option. */
static bool
good_user(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) &&
		    (i == 0 || strchr("._-", s[i]) == NULL) && s[i] != '_')
			return false;
	return n > 0 && n <= USER_MAX;
}

/* [USER@]HOST[:PORT][/] */
static bool
parse_ssh(struct target *out, const char *s, char *why, size_t size)
{
	const char *at = strchr(s, '@'), *rest = at != NULL ? at + 1 : s;
	size_t length = strlen(rest), n = 0;
	const char *host, *port;
	bool v6, good;
	int64_t number;
	char *text;

	if (length > 0 && rest[length - 1] == '/')
		length--;
	text = xstrndup(rest, length);
	good = (at == NULL || good_user(s, (size_t)(at - s))) &&
	       split_host(text, &host, &n, &port) && good_host(host, n) &&
	       host[0] != '-' && str_int(port, 1, 65535, &number);
	if (!good) {
		free(text);
		return no(why, size,
		    _("'ssh://%s' names no server: ssh://[USER@]HOST[:PORT] "
		      "expected"),
		    s);
	}
	*out = (struct target){ .kind = TARGET_SSH,
		.host = lower(xstrndup(host, n)),
		.user = at != NULL ? xstrndup(s, (size_t)(at - s)) : NULL,
		.port = port != no_port ? xstrdup(port) : NULL };
	free(text);
	v6 = strchr(out->host, ':') != NULL;
	out->name = xprintf("ssh://%s%s%s%s%s%s%s",
	    out->user != NULL ? out->user : "", out->user != NULL ? "@" : "",
	    v6 ? "[" : "", out->host, v6 ? "]" : "",
	    out->port != NULL ? ":" : "", out->port != NULL ? out->port : "");
	return true;
}

bool
target_parse(struct target *out, const char *s, char *why, size_t size)
{
	const char *host, *port;
	int64_t number;
	size_t n;

	if (str_starts(s, "ssh://"))
		return parse_ssh(out, s + strlen("ssh://"), why, size);
	if (str_starts(s, "tls://"))
		s += strlen("tls://");
	if (str_starts(s, "unix:/") || str_starts(s, "unix:."))
		s += strlen("unix:"); /* else a host of that name */
	if (*s == '/' || str_starts(s, "./") || str_starts(s, "../")) {
		set_unix(out, NULL, s);
		return true;
	}
	if (!split_host(s, &host, &n, &port) || !good_host(host, n) ||
	    !str_int(port, 1, 65535, &number))
		return no(why, size,
		    _("'%s' names no server: HOST:PORT expected"), s);
	set_tls(out, xstrndup(host, n), port);
	return true;
}

bool
target_choose(
    struct target *out, const struct target_choice *ch, char *why, size_t size)
{
	const char *name = ch->connect != NULL			 ? ch->connect
			   : ch->env != NULL && *ch->env != '\0' ? ch->env
								 : ch->conf;

	if (ch->data_dir != NULL && ch->connect != NULL)
		return no(
		    why, size, _("--data and --connect exclude each other"));
	if (ch->data_dir != NULL)
		set_unix(out, ch->data_dir, "hub.sock");
	else if (name != NULL && *name != '\0') {
		if (!target_parse(out, name, why, size))
			return false;
	} else
		set_unix(out, NULL, TARGET_SOCKET);
	if (ch->ca_file != NULL && out->kind == TARGET_TLS)
		out->ca_file = xstrdup(ch->ca_file);
	return true;
}
