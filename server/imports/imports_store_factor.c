/* SQL of sealed seeds on their way. Called by imports_factor.c. */
#include <string.h>

#include "common/arena.h"
#include "server/imports/imports_sql.h"
#include "server/imports/imports_store.h"
#include "server/imports/imports_types.h"

enum err
imports_store_factor(
    struct db *db, int64_t run, const struct imports_factor *in)
{
	struct stmt *st = db_stmt(db, &imports_sql, FACTOR_PUT);

	stmt_int(st, ":run", run);
	stmt_text(st, ":name", in->name);
	stmt_blob(st, ":sealed", in->sealed, in->n);
	return stmt_exec(st);
}

enum err
imports_store_factors(
    struct db *db, struct arena *a, int64_t run, struct imports_factors *out)
{
	struct stmt *st = db_stmt(db, &imports_sql, FACTOR_LIST);

	memset(out, 0, sizeof(*out));
	stmt_int(st, ":run", run);
	while (stmt_row(st)) {
		struct imports_factor *f = IMP_ADD(a, out->factor, out->n);
		const void *box = col_blob(st, 2, &f->n);
		unsigned char *copy = arena_alloc(a, f->n + 1);

		memcpy(copy, box, f->n);
		f->sealed = copy;
		f->account = col_int(st, 0);
		f->name = col_text(st, 1, a);
	}
	return stmt_done(st);
}

enum err
imports_store_adopt(struct db *db, const struct imports_factor *in, int64_t now)
{
	struct stmt *st = db_stmt(db, &imports_sql, FACTOR_ADOPT);

	stmt_int(st, ":account", in->account);
	stmt_blob(st, ":sealed", in->sealed, in->n);
	stmt_int(st, ":now", now);
	return stmt_exec(st);
}

enum err
imports_store_drop_factors(struct db *db, int64_t run)
{
	struct stmt *st = db_stmt(db, &imports_sql, FACTOR_DROP);

	stmt_int(st, ":run", run);
	return stmt_exec(st);
}
