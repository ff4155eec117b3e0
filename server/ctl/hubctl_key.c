/* hubctl key rotate. */
#include "server/ctl/hubctl.h"

#include "common/json.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static void
show_key(struct out *o, const json_t *data)
{
	out_printf(o, TONE_GOOD, _("New server key %s in force.\n"),
	    json_get_str(data, "key", ""));
	out_printf(o, TONE_PLAIN, _("Values sealed anew: %lld\n"),
	    (long long)json_get_int(data, "values", 0));
	show_hint(
	    o, _("hub.secret has changed: renew the copy you keep of it, apart "
		 "from the backups."));
}

int
ctl_key_rotate(struct cli *c, int argc, char **argv)
{
	struct reply r;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "key rotate");
	if ((status = cli_open(c)) != CLI_DONE ||
	    !cli_call(c, "system.rotate_key", NULL, &r, &status))
		return status;
	cli_print(c, &r, show_key);
	reply_done(&r);
	return CLI_DONE;
}
