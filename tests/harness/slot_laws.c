/* Laws of slots; used by the simulator and by tests of real databases. */
#include "tests/harness/slot_laws.h"

#include <stddef.h>

const struct slot_law slot_laws[] = {
	{ "a place belongs to an active booking of its slot",
	    "SELECT count(*) FROM slot_place p JOIN booking b"
	    " ON b.id = p.booking WHERE b.start_at <> p.start_at OR b.status IN"
	    " ('cancelled', 'rescheduled', 'overhang', 'exit')" },
	{ "an active booking has as many places as its weight",
	    "SELECT count(*) FROM booking b WHERE b.status NOT IN ('cancelled',"
	    " 'rescheduled', 'overhang', 'exit') AND b.weight <> (SELECT"
	    " count(*) FROM slot_place p WHERE p.booking = b.id)" },
	{ "places have no gap that a cut could not explain",
	    "SELECT count(*) FROM slot_place WHERE over <> 0" },
	{ "points equal the ledger",
	    "SELECT count(*) FROM score s WHERE s.points <> (SELECT sum(points)"
	    " FROM point_ledger l WHERE l.account = s.account"
	    " AND l.month = s.month)" },
	{ "a customer stands once in a slot",
	    "SELECT count(*) FROM (SELECT 1 FROM booking WHERE status NOT IN"
	    " ('cancelled', 'rescheduled', 'overhang', 'exit')"
	    " GROUP BY customer_key, start_at HAVING count(*) > 1)" },
	{ "one hold per session",
	    "SELECT count(*) FROM (SELECT 1 FROM slot_place WHERE session IS "
	    "NOT"
	    " NULL GROUP BY session HAVING count(*) > 1)" },
	{ "moves are linked both ways",
	    "SELECT count(*) FROM booking o JOIN booking n"
	    " ON n.id = o.rescheduled_to WHERE n.rescheduled_from <> o.id" },
	{ "every booking paid once",
	    "SELECT count(*) FROM booking b WHERE b.origin = 'app' AND 1 <>"
	    " (SELECT count(*) FROM point_ledger l WHERE l.cause ="
	    " 'booking:' || b.id)" },
	{ NULL, NULL },
};

const char slot_overbooked[] =
    "SELECT count(*) FROM (SELECT p.start_at AS at, count(*) AS n,"
    " coalesce((SELECT total - external FROM slot_total t"
    " WHERE t.start_at = p.start_at), 0) AS top FROM slot_place p"
    " GROUP BY p.start_at) WHERE n > top";
