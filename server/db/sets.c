/* Every table of statements of the program. */
#include "server/db/sets.h"

#include <stddef.h>

const struct sqlset *const db_sets[] = {
	&analytics_sql,
	&audit_sql,
	&audit_feed_sql,
	&audit_search_sql,
	&auth_door_sql,
	&auth_lock_sql,
	&auth_key_sql,
	&auth_sql,
	&availability_sql,
	&blocks_sql,
	&calendar_outbox_sql,
	&factor_sql,
	&hub_sql,
	&idem_sql,
	&imports_sql,
	&secret_sql,
	&notify_sql,
	&settings_sql,
	&slots_sql,
	&slots_ledger_sql,
	&slots_list_sql,
	&slots_place_sql,
	&slots_special_sql,
	&slots_summary_sql,
	&system_sql,
	&users_sql,
	&users_life_sql,
	&users_logins_sql,
	&users_rights_sql,
	NULL,
};
