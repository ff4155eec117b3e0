#ifndef TUI_CLIENT_TARGET_H
#define TUI_CLIENT_TARGET_H

#include <stdbool.h>
#include <stddef.h>

/* Where the hub is: read from arguments, environment and configuration. */
enum target_kind { TARGET_UNIX, TARGET_TLS, TARGET_SSH };

#define TARGET_PORT "7443"
#define TARGET_SOCKET "/run/hub/hub.sock"

struct target {
	enum target_kind kind;
	char *path;    /* TARGET_UNIX */
	char *host;    /* TLS, SSH; IPv6 without brackets */
	char *port;    /* TLS; SSH: NULL leaves it to the SSH configuration */
	char *user;    /* SSH: account of the server; NULL as above */
	char *ca_file; /* TARGET_TLS: verify against it; NULL: trust on first
			  use */
	char *name;    /* as typed, in one form, for people and files */
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
 * False: why has the reason for people. *out is set only on true; target_done
 * releases it.
 */
bool target_choose(
    struct target *out, const struct target_choice *ch, char *why, size_t size);
/* One server name as --connect takes it. */
bool target_parse(struct target *out, const char *s, char *why, size_t size);
void target_done(struct target *t);

#endif
