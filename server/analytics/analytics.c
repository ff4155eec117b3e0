/* Rules of the historical figures (booking.md 13.7). */
#include "server/analytics/analytics.h"

#include <string.h>

#include "server/analytics/analytics_store.h"
#include "server/rpc/call.h"

enum err
analytics_cells(struct call *c, int from, int to, struct history_cells *out)
{
	return analytics_store_cells(c->db, c->arena, from, to, out);
}

static int
count_days(const struct history_cells *cells)
{
	int i, n = 0;

	for (i = 0; i < cells->n; i++)
		n += i == 0 || cells->row[i].date != cells->row[i - 1].date;
	return n;
}

enum err
analytics_history(struct call *c, int from, int to, struct history *out)
{
	int rest;
	enum err e;

	memset(out, 0, sizeof(*out));
	if ((e = analytics_cells(c, from, to, &out->cells)) != OK ||
	    (e = analytics_store_sums(c->db, out)) != OK ||
	    (e = analytics_store_totals(c->db, out)) != OK)
		return call_fail(c, e);
	out->days = count_days(&out->cells);
	rest = out->placed - out->appeared - out->not_appeared;
	out->without_result = rest > 0 ? rest : 0;
	return OK;
}
