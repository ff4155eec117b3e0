#ifndef SERVER_AVAILABILITY_AVAILABILITY_STORE_SQL_H
#define SERVER_AVAILABILITY_AVAILABILITY_STORE_SQL_H

#include <stddef.h>

/* Every statement of the feature; for its two store files only. */
struct arena;
struct stmt;
struct ready_span;

/* Makes room for one more row; returns the array. */
void *availability_store_room(
    struct arena *a, void *row, int n, int *cap, size_t size);
void availability_store_read_span(
    struct stmt *st, struct arena *a, struct ready_span *s);

enum {
	SQL_GRID,
	SQL_CAPACITY,
	SQL_CONSULTANTS,
	SQL_SPANS,
	SQL_SPAN,
	SQL_SPECIALS,
	SQL_EXTERNALS,
	SQL_ENTRIES,
	SQL_PUT_TOTAL,
	SQL_DROP_TOTAL,
	SQL_ADD_ENTRY,
	SQL_DROP_ENTRY,
	SQL_PURGE,
	SQL_CUT_TOTALS,
	SQL_CUT_ENTRIES,
	SQL_META,
	SQL_SET_META,
	SQL_TOTAL,
	SQL_TOTALS,
	SQL_READY,
	SQL_TAKEN,
	SQL_PUT_GRID,
	SQL_PUT_CAPACITY,
	SQL_ADD_SPAN,
	SQL_SET_SPAN,
	SQL_DROP_SPAN,
	SQL_ADD_CONSULTANT,
	SQL_SET_CONSULTANT,
	SQL_OF_ACCOUNT,
	SQL_ACCOUNT,
	SQL_BOOKINGS,
};

#define SPAN_COLUMNS                                                    \
	"s.id, s.version, s.consultant, c.name, s.date, s.from_minute," \
	" s.to_minute, s.repeat_until, s.added_by, s.added_at"          \
	" FROM ready_span s JOIN consultant c ON c.id = s.consultant"
#define TOTAL_COLUMNS                                                      \
	"start_at, date, hour, total, external, consultants, places_each," \
	" fallback, blocked FROM slot_total"

/* clang-format off */
#define AVAILABILITY_SQL                                                       \
[SQL_GRID] = "SELECT weekday, hour, effective_from, active, fallback"          \
    " FROM slot_grid ORDER BY weekday, hour, effective_from",                  \
[SQL_CAPACITY] = "SELECT id, hour, weekdays, places, effective_from, set_by,"  \
    " set_at FROM slot_capacity ORDER BY hour, weekdays, effective_from",      \
[SQL_CONSULTANTS] = "SELECT c.id, c.version, c.name, c.calendar_id, c.active," \
    " c.default_pool, coalesce(c.account, 0), a.name, c.sort"                  \
    " FROM consultant c LEFT JOIN account a ON a.id = c.account"               \
    " ORDER BY c.id",                                                          \
[SQL_SPANS] = "SELECT " SPAN_COLUMNS                                           \
    " WHERE s.date <= :to AND coalesce(s.repeat_until, s.date) >= :from"       \
    " ORDER BY s.consultant, s.id",                                            \
[SQL_SPAN] = "SELECT " SPAN_COLUMNS " WHERE s.id = :id",                       \
[SQL_SPECIALS] = "SELECT s.id, s.start_at, s.consultant, c.name, s.type,"      \
    " s.event_minute FROM special_booking s"                                   \
    " JOIN consultant c ON c.id = s.consultant"                                \
    " WHERE s.cancelled_at IS NULL"                                            \
    " AND s.start_at >= :first AND s.start_at < :last"                         \
    " ORDER BY s.start_at, s.consultant",                                      \
[SQL_EXTERNALS] = "SELECT id, slot_at, weight, title FROM external_event"      \
    " WHERE slot_at >= :first AND slot_at < :last ORDER BY slot_at, id",       \
[SQL_ENTRIES] = "SELECT start_at, consultant, source FROM availability"        \
    " WHERE start_at >= :first AND start_at < :last"                           \
    " ORDER BY start_at, consultant, source",                                  \
[SQL_PUT_TOTAL] = "INSERT INTO slot_total(start_at, date, hour, total,"        \
    " external, consultants, places_each, fallback, blocked)"                  \
    " VALUES(:at, :date, :hour, :total, :external, :consultants, :places,"     \
    " :fallback, :blocked) ON CONFLICT(start_at) DO UPDATE SET"                \
    " total = excluded.total, external = excluded.external,"                   \
    " consultants = excluded.consultants,"                                     \
    " places_each = excluded.places_each, fallback = excluded.fallback,"       \
    " blocked = excluded.blocked",                                             \
[SQL_DROP_TOTAL] = "DELETE FROM slot_total WHERE start_at = :at",              \
[SQL_ADD_ENTRY] = "INSERT INTO availability(start_at, consultant, source,"     \
    " scanned_at) VALUES(:at, :consultant, :source, :now)",                    \
[SQL_DROP_ENTRY] = "DELETE FROM availability WHERE start_at = :at"             \
    " AND consultant = :consultant AND source = :source",                      \
[SQL_PURGE] = "DELETE FROM availability WHERE start_at < :before",             \
[SQL_CUT_TOTALS] = "DELETE FROM slot_total WHERE date > :date AND NOT EXISTS(" \
    "SELECT 1 FROM slot_place p WHERE p.start_at = slot_total.start_at)",      \
[SQL_CUT_ENTRIES] = "DELETE FROM availability WHERE start_at >= :after",       \
[SQL_META] = "SELECT value FROM meta WHERE key = :key",                        \
[SQL_SET_META] = "INSERT INTO meta(key, value) VALUES(:key, :value)"           \
    " ON CONFLICT(key) DO UPDATE SET value = excluded.value",                  \
[SQL_TOTAL] = "SELECT " TOTAL_COLUMNS " WHERE date = :date AND hour = :hour",  \
[SQL_TOTALS] = "SELECT " TOTAL_COLUMNS " WHERE date BETWEEN :from AND :to"     \
    " AND +start_at > :after ORDER BY date, hour",                             \
[SQL_READY] = "SELECT v.consultant, c.name, min(v.source),"                    \
    " coalesce(max(s.id), 0), coalesce(c.account, 0)"                          \
    " FROM availability v JOIN consultant c ON c.id = v.consultant"            \
    " JOIN slot_total t ON t.start_at = v.start_at"                            \
    " LEFT JOIN special_booking s ON s.start_at = v.start_at"                  \
    " AND s.consultant = v.consultant AND s.cancelled_at IS NULL"              \
    " WHERE v.start_at = :at AND t.blocked = 0 AND c.active = 1"               \
    " GROUP BY v.consultant ORDER BY c.sort, c.name",                          \
[SQL_TAKEN] = "SELECT start_at, count(booking),"                               \
    " total(expires_at > :now AND session <> :session),"                       \
    " total(expires_at > :now AND session = :session)"                         \
    " FROM slot_place WHERE start_at >= :first AND start_at < :last"           \
    " GROUP BY start_at ORDER BY start_at",                                    \
[SQL_PUT_GRID] = "INSERT INTO slot_grid(weekday, hour, effective_from,"        \
    " active, fallback) VALUES(:weekday, :hour, :from, :active, :fallback)"    \
    " ON CONFLICT(weekday, hour, effective_from) DO UPDATE SET"                \
    " active = excluded.active, fallback = excluded.fallback",                 \
[SQL_PUT_CAPACITY] = "INSERT INTO slot_capacity(hour, weekdays, places,"       \
    " effective_from, set_by, set_at)"                                         \
    " VALUES(:hour, :weekdays, :places, :from, :by, :at)"                      \
    " ON CONFLICT(hour, weekdays, effective_from) DO UPDATE SET"               \
    " places = excluded.places, set_by = excluded.set_by,"                     \
    " set_at = excluded.set_at",                                               \
[SQL_ADD_SPAN] = "INSERT INTO ready_span(consultant, date, from_minute,"       \
    " to_minute, repeat_until, added_by, added_at)"                            \
    " VALUES(:consultant, :date, :from, :to, :until, :by, :at)",               \
[SQL_SET_SPAN] = "UPDATE ready_span SET consultant = :consultant,"             \
    " date = :date, from_minute = :from, to_minute = :to,"                     \
    " repeat_until = :until, added_by = :by, added_at = :at,"                  \
    " version = version + 1 WHERE id = :id",                                   \
[SQL_DROP_SPAN] = "DELETE FROM ready_span WHERE id = :id",                     \
[SQL_ADD_CONSULTANT] = "INSERT INTO consultant(name, calendar_id, active,"     \
    " default_pool, account, sort)"                                            \
    " VALUES(:name, :calendar, :active, :pool, :account, :sort)",              \
[SQL_SET_CONSULTANT] = "UPDATE consultant SET name = :name,"                   \
    " calendar_id = :calendar, active = :active, default_pool = :pool,"        \
    " account = :account, sort = :sort, version = version + 1"                 \
    " WHERE id = :id",                                                         \
[SQL_OF_ACCOUNT] = "SELECT id, name FROM consultant"                           \
    " WHERE account = :account AND active = 1",                                \
[SQL_ACCOUNT] = "SELECT name FROM account WHERE id = :id",                     \
[SQL_BOOKINGS] = "SELECT b.id, b.version, b.customer_last, b.customer_first,"  \
    " b.date, b.hour, b.status, b.potential, a.name, b.moves"                  \
    " FROM booking_now b JOIN account a ON a.id = b.booked_by"                 \
    " WHERE b.start_at = :at AND b.status NOT IN"                              \
    " ('cancelled', 'rescheduled', 'overhang', 'exit') ORDER BY b.id",
/* clang-format on */

#endif
