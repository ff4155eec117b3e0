#ifndef TUI_CLIENT_TARGET_H
#define TUI_CLIENT_TARGET_H

#include <stdbool.h>
#include <stddef.h>

/* Where the hub is: read from arguments, environment and configuration. */
enum target_kind { TARGET_UNIX, TARGET_TLS };

#define TARGET_PORT "7443"
#define TARGET_SOCKET "/run/hub/hub.sock"

struct target {
	enum target_kind kind;
	char *path;    /* TARGET_UNIX */
	char *host;    /* TARGET_TLS; IPv6 without brackets */
	char *port;    /* TARGET_TLS */
	char *ca_file; /* TARGET_TLS: verify against it; NULL: trust on first
			  use */
	char *name;    /* "host:port" or the path, for people and files */
};

/* What names a server; NULL members are not given. First one given wins. */
struct target_choice {
	const char *data_dir; /* --data DIR */
	const char *connect; /* --connect HOST:PORT, ssh://..., /path/to.sock */
	const char *env;     /* HUB_SERVER */
	const char *conf;    /* [client] server= */
	const char *ca_file;
};

/*
 * False: why has the reason for people (ssh:// among them: this build has no
 * SSH transport). *out is set only on true; target_done releases it.
 */
bool target_choose(
    struct target *out, const struct target_choice *ch, char *why, size_t size);
/* One server name as --connect takes it. */
bool target_parse(struct target *out, const char *s, char *why, size_t size);
void target_done(struct target *t);

#endif
