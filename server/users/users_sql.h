#ifndef SERVER_USERS_USERS_SQL_H
#define SERVER_USERS_USERS_SQL_H

/* Parts of statements that the stores of accounts share. */

/* State of an account row named a (hub file C2). */
#define USERS_STATE                                        \
	"CASE WHEN a.anonymised_at IS NOT NULL"            \
	" THEN 'anonymised' WHEN a.placeholder = 1"        \
	" THEN 'placeholder' WHEN a.active = 0"            \
	" THEN 'disabled' WHEN a.must_change_password = 1" \
	" THEN 'pending' ELSE 'active' END"

/* What an unfinished import has brought does not count yet. */
#define USERS_COUNTS "(h.import_run IS NULL OR h.import_run IN import_done)"

#endif
