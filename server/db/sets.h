#ifndef SERVER_DB_SETS_H
#define SERVER_DB_SETS_H

#include "server/db/db.h"

/* Every table of statements; app.c prepares them all at start. */
extern const struct sqlset analytics_sql;
extern const struct sqlset audit_sql;
extern const struct sqlset audit_feed_sql;
extern const struct sqlset audit_search_sql;
extern const struct sqlset auth_door_sql;
extern const struct sqlset auth_lock_sql;
extern const struct sqlset auth_key_sql;
extern const struct sqlset auth_sql;
extern const struct sqlset availability_sql;
extern const struct sqlset availability_scan_sql;
extern const struct sqlset blocks_sql;
extern const struct sqlset calendar_outbox_sql;
extern const struct sqlset customers_text_sql;
extern const struct sqlset customers_list_sql;
extern const struct sqlset customers_facts_sql;
extern const struct sqlset customers_sql;
extern const struct sqlset calendar_sql;
extern const struct sqlset calendar_mirror_sql;
extern const struct sqlset factor_sql;
extern const struct sqlset hub_sql;
extern const struct sqlset idem_sql;
extern const struct sqlset imports_sql;
extern const struct sqlset secret_sql;
extern const struct sqlset notify_sql;
extern const struct sqlset jobs_sql;
extern const struct sqlset outcomes_sql;
extern const struct sqlset settings_sql;
extern const struct sqlset slots_sql;
extern const struct sqlset slots_follow_sql;
extern const struct sqlset slots_ledger_sql;
extern const struct sqlset slots_list_sql;
extern const struct sqlset slots_place_sql;
extern const struct sqlset slots_special_sql;
extern const struct sqlset slots_summary_sql;
extern const struct sqlset system_sql;
extern const struct sqlset users_sql;
extern const struct sqlset users_life_sql;
extern const struct sqlset users_logins_sql;
extern const struct sqlset users_rights_sql;

extern const struct sqlset *const db_sets[]; /* ends with NULL */

#endif
