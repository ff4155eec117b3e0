#ifndef TUI_CLIENT_HUB_CONF_H
#define TUI_CLIENT_HUB_CONF_H

#include <stdbool.h>
#include <stddef.h>

/* ~/.config/hub/hub.conf, section [client]; members are NULL when absent. */
struct hub_conf {
	char *server;	/* as --connect takes it */
	char *ca;	/* file of the CA, as --ca */
	char *language; /* "de" or "en" */
	char *theme;
};

/* Reads text. False: why names line and reason; *out is empty then. */
bool hub_conf_parse(
    struct hub_conf *out, const char *text, char *why, size_t size);
/* The file of this user; a missing one is an empty one. */
bool hub_conf_read(struct hub_conf *out, char *why, size_t size);
void hub_conf_done(struct hub_conf *c);

#endif
