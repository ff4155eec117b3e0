/* Score and risk of a customer (booking.md 13.6). Called by imports. */
#include "server/customers/customers_profile.h"

#include "server/outcomes/outcomes_metrics.h"

#define RISK_HIGH 3
#define RISK_MEDIUM 1

int
profile_score(const struct profile_counts *p)
{
	if (p->total == 0)
		return 10000;
	return metrics_rate_hundredths(p->completed, p->total);
}

const char *
profile_risk(const struct profile_counts *p)
{
	int missed = p->no_shows + p->ghosts;

	if (missed >= RISK_HIGH)
		return "high";
	return missed >= RISK_MEDIUM ? "medium" : "low";
}
