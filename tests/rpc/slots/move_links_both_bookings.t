# A move books the new slot, marks the old one, keeps the booker, pays nothing.
# covers: SLOT-05
users ana:telefonist otto:opener
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika","potential":"hoch","campaign":"Herbst 26","description":"ruft zurück"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"points":5}}
quiet ana
otto> {"id":1,"op":"slots.move","params":{"id":1,"version":1,"date":"2026-03-05","hour":14,"note":"Kunde im Urlaub"},"idempotency_key":"o1"}
otto< {"id":1,"success":true,"message":"Termin verschoben: Muster, Erika, Mi 04.03. 09:00 -> Do 05.03. 14:00","data":{"old":{"id":1,"version":2,"status":"rescheduled","color_id":6,"rescheduled_to":2,"move_reason":"customer","points":5},"booking":{"id":2,"version":1,"date":"2026-03-05","hour":14,"status":"pending","origin":"reschedule","rescheduled_from":1,"moves":1,"points":0,"color_id":7,"potential":"hoch","campaign":"Herbst 26","booked_by":{"name":"ana"},"weight":1,"description":"Umbuchung von altem Termin. Kunde im Urlaub\nruft zurück"}}}
ana! {"event":"slots.booking_changed","seq":*,"data":{"id":1,"version":2,"date":"2026-03-04","hour":9}}
ana! {"event":"slots.booking_changed","seq":*,"data":{"id":2,"version":1,"date":"2026-03-05","hour":14}}
ana! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":9,"free":1,"total":1,"booked":0,"held":0}}
ana! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-05","hour":14,"free":2,"total":3,"booked":1,"held":0}}
ana> {"id":2,"op":"slots.move","params":{"id":2,"date":"2026-03-06","hour":11},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"data":{"booking":{"id":3,"moves":2,"description":"Umbuchung von altem Termin.\nKunde im Urlaub\nruft zurück"}}}
ana> {"id":3,"op":"slots.get","params":{"id":2}}
ana< {"id":3,"success":true,"data":{"booking":{"id":2,"status":"rescheduled"},"chain":[{"id":1,"status":"rescheduled"},{"id":2,"status":"rescheduled"},{"id":3,"status":"pending","moves":2}],"changes":[{"from":"pending","to":"rescheduled"}]}}
ana> {"id":4,"op":"slots.undo_status","params":{"id":2},"idempotency_key":"a4"}
ana< {"id":4,"success":false,"code":"CONFLICT"}
sql SELECT iif((SELECT count(*) FROM point_ledger) = 1 AND (SELECT bookings FROM daily_user_stat) = 1, 1, json(''))
sql SELECT iif((SELECT group_concat(operation || ' ' || (payload ->> 'summary'), ',') FROM calendar_outbox WHERE booking < 3) = 'insert Muster, Erika,update Muster, Erika ( Verschoben ),insert Muster, Erika,update Muster, Erika ( Verschoben )', 1, json(''))
