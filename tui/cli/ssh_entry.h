#ifndef TUI_CLI_SSH_ENTRY_H
#define TUI_CLI_SSH_ENTRY_H

#include <stdbool.h>

#include "tui/cli/ssh_words.h"

struct target;

/*
 * hub started by sshd for somebody far away (architecture 8): "hub --ssh" is
 * the forced command of the keys of the security centre, "hub --shell" and
 * hub as login shell are for people with a system account of their own. Only
 * the words of the forced command name the socket; nothing the peer can set
 * does.
 */
enum ssh_want {
	SSH_SCREEN, /* no command */
	SSH_RELAY,  /* hub-protocol: the bytes of the socket */
	SSH_LINE,   /* a command of line mode */
};

struct ssh_entry {
	bool by_key; /* --ssh: key has proven the person; else the uid has */
	enum ssh_want want;
	char *key; /* "type base64" */
	const char *data_dir, *socket;
	struct ssh_words words; /* SSH_LINE: words[0] is "hub" */
};

/* This run of hub is such a start. */
bool ssh_entry_found(int argc, char **argv);
/*
 * Locks the process in (environment, files, core dumps), then reads what is
 * wanted. 0, or the exit status: the reason is printed.
 */
int ssh_entry_open(struct ssh_entry *e, int argc, char **argv);
void ssh_entry_done(struct ssh_entry *e);

/* SSH_RELAY from its begin to its end; exit status. */
int ssh_relay(const struct ssh_entry *e, const struct target *t);

#endif
