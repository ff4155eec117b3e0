/* The second factor of an account. */
#include "server/auth/auth_factor.h"

#include <stddef.h>

enum err
factor_show(struct call *c, int64_t account, struct factor *out)
{
	(void)c;
	(void)account;
	*out = (struct factor){ 0 };
	return OK;
}

enum err
factor_check(struct call *c, int64_t account, const char *code, bool totp_only,
    enum factor_verdict *out)
{
	(void)c;
	(void)account;
	(void)code;
	(void)totp_only;
	*out = FACTOR_WRONG;
	return OK;
}

enum err
factor_missing(struct call *c, int64_t account, bool is_admin, bool *out)
{
	(void)c;
	(void)account;
	(void)is_admin;
	*out = false;
	return OK;
}

enum err
factor_erase(struct call *c, int64_t account)
{
	(void)c;
	(void)account;
	return OK;
}
