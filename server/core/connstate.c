/* What the loop asks about the core between turns. */
#include "server/app_private.h"

bool
app_conn_signed_in(const struct conn *cn)
{
	return cn->is_operator || cn->session != 0 || cn->account != 0;
}

const struct settings *
app_settings(const struct app *app)
{
	return app->settings;
}
