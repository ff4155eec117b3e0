/*
 * hubctl ssh-keys: what sshd calls as AuthorizedKeysCommand. It is asked before
 * anybody has proven anything, so its answer is public; and whatever goes
 * wrong, sshd must go on: the answer is then empty.
 */
#include "server/ctl/hubctl.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli.h"
#include "tui/ui/i18n.h"

#define PATIENCE_MS 2000
#define PAGE 500

/* Nothing that a shell, or the quotes of authorized_keys, would change. */
static bool
is_plain_path(const char *s)
{
	return strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			 "0123456789/._+-") == strlen(s);
}

/* "/usr/bin/hub --ssh", beside this program and to the same hub. */
static bool
forced_command(const struct cli *c, struct buf *out)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	if (n <= 0)
		return false;
	path[n] = '\0';
	if ((slash = strrchr(path, '/')) == NULL)
		return false;
	*slash = '\0';
	buf_addf(out, "%s/hub --ssh", path);
	if (c->opt.data_dir != NULL)
		buf_addf(out, " --connect %s", c->target.path);
	return is_plain_path(path) &&
	       (c->opt.data_dir == NULL || is_plain_path(c->target.path)) &&
	       !out->full;
}

static json_t *
query(int argc, char **argv, int offset)
{
	json_t *p = json_pack("{s:i,s:i}", "limit", PAGE, "offset", offset);
	char *key;

	if (argc > 0)
		json_object_set_new(p, "user", json_string(argv[0]));
	if (argc > 2) {
		key = xprintf("%s %s", argv[1], argv[2]);
		json_object_set_new(p, "key", json_string(key));
		free(key);
	}
	return p;
}

static void
print_keys(const json_t *items, const char *command)
{
	json_t *row;
	size_t i;

	json_array_foreach((json_t *)items, i, row)
	{
		printf("restrict,pty,command=\"%s\" %s %s\n", command,
		    json_get_str(row, "type", ""),
		    json_get_str(row, "key", ""));
	}
}

/* All pages; a failure is told on standard error only. */
static void
list_keys(struct cli *c, int argc, char **argv, const char *command)
{
	size_t n = PAGE;
	struct reply r;
	int offset = 0, status;

	for (; n == PAGE; offset += PAGE) {
		if (!cli_call(c, "auth.list_authorized",
			query(argc, argv, offset), &r, &status))
			return;
		n = json_array_size(json_get(r.data, "items"));
		print_keys(json_get(r.data, "items"), command);
		reply_done(&r);
		if (argc > 2)
			return;
	}
}

int
ctl_ssh_keys(struct cli *c, int argc, char **argv)
{
	struct buf command;

	if (argc == 2 || argc > 3)
		return cli_usage_error(c, "ssh-keys [USER [TYPE BASE64]]");
	buf_init(&command, 2 * PATH_MAX);
	c->patience_ms = PATIENCE_MS;
	if (!forced_command(c, &command))
		cli_usage_error(
		    c, _("the folder of the programs or of the hub has a name "
			 "that authorized_keys cannot carry"));
	else if (cli_open(c) == CLI_DONE)
		list_keys(c, argc, argv, buf_str(&command));
	buf_done(&command);
	return CLI_DONE;
}
