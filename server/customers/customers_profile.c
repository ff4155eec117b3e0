/* Score, risk and segment of a customer (booking.md 13.6, hub file D7). */
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

int
profile_decided_tenths(const struct profile_counts *p)
{
	int all = p->completed + p->no_shows + p->ghosts + p->cancelled;

	if (all == 0)
		return -1;
	return (int)((2000LL * p->completed + all) / (2LL * all));
}

const char *
profile_segment(const struct profile_counts *p)
{
	int score = profile_score(p);

	if (p->no_shows + p->ghosts >= RISK_HIGH)
		return "risk";
	if (score >= 9000 && p->total >= 3)
		return "champion";
	if (score >= 8000 && p->total >= 2)
		return "loyal";
	if (p->total <= 2)
		return "new";
	return score < 4000 ? "critical" : "potential";
}

void
profile_add(struct profile_counts *sum, const struct profile_counts *p)
{
	sum->total += p->total;
	sum->completed += p->completed;
	sum->no_shows += p->no_shows;
	sum->ghosts += p->ghosts;
	sum->cancelled += p->cancelled;
	sum->rescheduled += p->rescheduled;
	sum->overhang += p->overhang;
	sum->exits += p->exits;
}
