/* Names of accounts, roles, states; called by the rules of accounts. */
#include "server/users/users_names.h"

#include <stddef.h>
#include <string.h>

#include "common/str.h"
#include "common/utf8.h"
#include "server/auth/auth.h"
#include "server/rpc/call.h"
#include "server/users/users.h"
#include "server/users/users_admin.h"

#define NAME_MIN 2
#define NAME_MAX_CHARS 50

const char *const users_role_names[] = { "user", "opener", "coach", "berater",
	"telefonist", "service", "admin", NULL };
const char *const users_state_names[] = { "pending", "active", "disabled",
	"anonymised", "placeholder", NULL };
const char *const users_sort_names[] = { "name", "last_login", "state", NULL };

static bool
is_letter_or_digit(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ||
	       cp == 0xE4 || cp == 0xF6 || cp == 0xFC || cp == 0xDF;
}

bool
users_is_name(const char *name)
{
	const char *s = name;
	uint32_t cp;
	size_t n;
	int count = 0;

	for (; (n = utf8_next(s, &cp)) != 0; s += n, count++)
		if (!is_letter_or_digit(cp) &&
		    (count == 0 || (cp != '.' && cp != '_' && cp != '-')))
			return false;
	return count >= NAME_MIN && count <= NAME_MAX_CHARS;
}

bool
users_is_role(const char *role)
{
	int i;

	/* the first and the last are no functional roles */
	for (i = 1; users_role_names[i + 1] != NULL; i++)
		if (str_eq(users_role_names[i], role))
			return true;
	return false;
}

const char *
users_display(struct call *c, const char *name, const char *display)
{
	return auth_display(c->arena, name, display);
}

enum err
users_check_roles(struct call *c, const struct field_list *roles)
{
	int i;

	for (i = 0; i < roles->n; i++)
		if (!users_is_role(roles->str[i]))
			return call_invalid(c, "roles", "%s",
			    call_tr(c,
				"erlaubt: opener, coach, berater, telefonist, "
				"service",
				"one of: opener, coach, berater, telefonist, "
				"service"));
	return OK;
}
