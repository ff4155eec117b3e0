/* The configuration file of the client. */
#include "tui/client/hub_conf.h"

#include <ini.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/state_dir.h"
#include "tui/ui/i18n.h"

#define CONF_MAX 65536

static const struct {
	const char *key;
	size_t offset;
} keys[] = {
	{ "server", offsetof(struct hub_conf, server) },
	{ "ca", offsetof(struct hub_conf, ca) },
	{ "language", offsetof(struct hub_conf, language) },
	{ "theme", offsetof(struct hub_conf, theme) },
};

void
hub_conf_done(struct hub_conf *c)
{
	free(c->server);
	free(c->ca);
	free(c->language);
	free(c->theme);
	*c = (struct hub_conf){ 0 };
}

static int
on_value(void *arg, const char *section, const char *name, const char *value)
{
	char **at;
	size_t i;

	if (!str_eq(section, "client"))
		return 0;
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!str_eq(name, keys[i].key))
			continue;
		at = (char **)((char *)arg + keys[i].offset);
		free(*at);
		*at = xstrdup(value);
		return 1;
	}
	return 0;
}

bool
hub_conf_parse(struct hub_conf *out, const char *text, char *why, size_t size)
{
	int line;

	*out = (struct hub_conf){ 0 };
	line = ini_parse_string(text, on_value, out);
	if (line == 0 &&
	    (out->language == NULL || str_eq(out->language, "de") ||
		str_eq(out->language, "en")))
		return true;
	if (line != 0)
		snprintf(
		    why, size, _("hub.conf, line %d: not understood"), line);
	else
		snprintf(why, size, "hub.conf: language: de, en");
	hub_conf_done(out);
	return false;
}

bool
hub_conf_read(struct hub_conf *out, char *why, size_t size)
{
	char path[4096], *text = NULL;
	bool good;

	*out = (struct hub_conf){ 0 };
	if (config_path(path, sizeof(path), "hub.conf"))
		text = state_read(path, CONF_MAX);
	if (text == NULL)
		return true;
	good = hub_conf_parse(out, text, why, size);
	free(text);
	return good;
}
