/* The list of all operations, by name and alias. */
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/str.h"
#include "server/rpc/op.h"
#include "server/rpc/op_tables.h"

const struct op *const op_tables[] = {
	analytics_ops,
	audit_ops,
	auth_key_ops,
	auth_ops,
	auth_factor_ops,
	auth_session_ops,
	availability_ops,
	blocks_ops,
	customers_ops,
	calendar_ops,
	events_ops,
	hub_ops,
	imports_ops,
	notify_ops,
	jobs_ops,
	outcomes_ops,
	settings_ops,
	slots_board_ops,
	slots_ops,
	slots_special_ops,
	slots_view_ops,
	system_key_ops,
	system_ops,
	users_key_ops,
	users_ops,
	users_life_ops,
	users_logins_ops,
	users_rights_ops,
	NULL,
};

#define OPS_MAX 512
#define INDEX_SIZE 2048 /* power of two, more than twice the names */

struct index_row {
	char name[48]; /* longest alias: 34 */
	const struct op *op;
};

/* Built once by ops_setup before any thread, constant afterwards. */
static struct index_row op_index[INDEX_SIZE];
static const struct op *sorted[OPS_MAX];
static int n_sorted;

static const char *const perm_keys[] = {
	[P_NONE] = "none",
	[P_LOGIN] = "login",
#define PERM(id, key, roles, text) [P_##id] = key,
#include "server/rpc/perms.def"
#undef PERM
};

const char *
perm_key(enum perm p)
{
	return perm_keys[p];
}

static void
add(const char *name, size_t n, const struct op *op)
{
	char key[48];
	uint64_t h;

	if (n == 0 || n >= sizeof(key))
		fatal("operation name too long: %s", name);
	memcpy(key, name, n);
	key[n] = '\0';
	for (h = str_hash(key);; h++) {
		struct index_row *r = &op_index[h % INDEX_SIZE];

		if (r->op != NULL && str_eq(r->name, key))
			fatal("operation twice: %s", key);
		if (r->op != NULL)
			continue;
		memcpy(r->name, key, n + 1);
		r->op = op;
		return;
	}
}

static void
add_aliases(const struct op *op)
{
	const char *s = op->alias;

	while (s != NULL && *s != '\0') {
		size_t n = strcspn(s, ",");

		add(s, n, op);
		s += n + (s[n] == ',');
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct op *const *x = a, *const *y = b;

	return strcmp((*x)->op, (*y)->op);
}

void
ops_setup(void)
{
	int i;

	if (n_sorted > 0)
		return;
	for (i = 0; op_tables[i] != NULL; i++) {
		const struct op *op;

		for (op = op_tables[i]; op->op != NULL; op++) {
			if (n_sorted == OPS_MAX)
				fatal("more than %d operations", OPS_MAX);
			add(op->op, strlen(op->op), op);
			add_aliases(op);
			sorted[n_sorted++] = op;
		}
	}
	qsort(sorted, (size_t)n_sorted, sizeof(sorted[0]), by_name);
}

const struct op *
op_find(const char *name)
{
	uint64_t h;

	for (h = str_hash(name); op_index[h % INDEX_SIZE].op != NULL; h++)
		if (str_eq(op_index[h % INDEX_SIZE].name, name))
			return op_index[h % INDEX_SIZE].op;
	return NULL;
}

int
ops_count(void)
{
	return n_sorted;
}

const struct op *
ops_at(int i)
{
	return sorted[i];
}
