-- Outcomes of the hub's own appointments: settled by the daily check or by
-- people (booking.md 10, 13).

CREATE INDEX booking_open ON booking(start_at, id) WHERE status = 'pending';
CREATE INDEX outcome_assumed ON outcome(date) WHERE source = 'default' AND outcome = 'completed';
