/* What the loop asks about the core between turns. */
#include "server/app_private.h"
#include "server/auth/auth.h"

bool
app_conn_signed_in(const struct conn *cn)
{
	return cn->is_operator || cn->session != 0 || cn->account != 0;
}

bool
app_conn_may_idle(const struct conn *cn)
{
	return app_conn_signed_in(cn) ||
	       (cn->challenge != NULL &&
		   app_now(cn->app) < cn->challenge->until);
}

const struct settings *
app_settings(const struct app *app)
{
	return app->settings;
}
