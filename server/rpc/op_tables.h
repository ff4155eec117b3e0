#ifndef SERVER_RPC_OP_TABLES_H
#define SERVER_RPC_OP_TABLES_H

#include "server/rpc/op.h"

/* One table per feature; each ends with a row without name. */
extern const struct op analytics_ops[];
extern const struct op audit_ops[];
extern const struct op auth_key_ops[];
extern const struct op auth_ops[];
extern const struct op auth_factor_ops[];
extern const struct op auth_session_ops[];
extern const struct op availability_ops[];
extern const struct op blocks_ops[];
extern const struct op customers_ops[];
extern const struct op calendar_ops[];
extern const struct op events_ops[];
extern const struct op hub_ops[];
extern const struct op imports_ops[];
extern const struct op notify_ops[];
extern const struct op jobs_ops[];
extern const struct op outcomes_ops[];
extern const struct op settings_ops[];
extern const struct op slots_board_ops[];
extern const struct op slots_ops[];
extern const struct op slots_special_ops[];
extern const struct op slots_view_ops[];
extern const struct op system_key_ops[];
extern const struct op system_ops[];
extern const struct op users_key_ops[];
extern const struct op users_ops[];
extern const struct op users_life_ops[];
extern const struct op users_logins_ops[];
extern const struct op users_rights_ops[];

#endif
