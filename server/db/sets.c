/* Every table of statements of the program. */
#include "server/db/sets.h"

#include <stddef.h>

const struct sqlset *const db_sets[] = {
	&analytics_sql,
	&audit_sql,
	&auth_sql,
	&availability_sql,
	&availability_scan_sql,
	&blocks_sql,
	&calendar_outbox_sql,
	&calendar_sql,
	&calendar_mirror_sql,
	&hub_sql,
	&idem_sql,
	&imports_sql,
	&notify_sql,
	&jobs_sql,
	&outcomes_sql,
	&settings_sql,
	&slots_sql,
	&slots_follow_sql,
	&slots_ledger_sql,
	&slots_list_sql,
	&slots_place_sql,
	&slots_special_sql,
	&slots_summary_sql,
	&system_sql,
	&users_sql,
	NULL,
};
