# Seconds of a hold, the horizon, points after a cancellation, the calendar.
# covers: SLOT-15 CAL-01
users chef:admin ana:telefonist
consultants Anna
chef> {"id":1,"op":"settings.set_key","params":{"key":"booking.hold_seconds","value":"30"},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
chef> {"id":2,"op":"settings.set_key","params":{"key":"gam.undo_reversal","value":"off"},"idempotency_key":"c2"}
chef< {"id":2,"success":true}
chef> {"id":3,"op":"settings.set_key","params":{"key":"calendar.central_id","value":"zentral@example.org"},"idempotency_key":"c3"}
chef< {"id":3,"success":true}
chef> {"id":5,"op":"settings.set_key","params":{"key":"calendar.provider","value":"google"},"idempotency_key":"c5"}
chef< {"id":5,"success":true}
ana> {"id":1,"op":"slots.hold","params":{"date":"2026-03-04","hour":11},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"seconds":30,"expires_at":"2026-03-02T08:00:30.000Z"}}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"data":{"points":7,"sync_state":"pending","capacity_unverified":true}}
sql SELECT iif((SELECT state || ' ' || calendar FROM calendar_outbox) = 'pending central', 1, json(''))
sql SELECT iif((SELECT event_id FROM calendar_outbox) = (SELECT replace(uuid, '-', '') FROM booking), 1, json(''))
ana> {"id":3,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a3"}
ana< {"id":3,"success":true,"data":{"points_reversed":0}}
sql SELECT iif((SELECT sum(points) FROM point_ledger) = 7, 1, json(''))
chef> {"id":4,"op":"settings.set_key","params":{"key":"booking.max_days_ahead","value":"7"},"idempotency_key":"c4"}
chef< {"id":4,"success":true}
ana> {"id":4,"op":"slots.book","params":{"date":"2026-03-10","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a4"}
ana< {"id":4,"success":false,"code":"BEYOND_HORIZON","error":"Buchbar sind höchstens 7 Tage im Voraus","data":{"limit":"2026-03-09"}}
