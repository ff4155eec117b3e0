# One booking writes places, outbox, ledger, scores, activity and audit.
# covers: SLOT-05 SLOT-13 SLOT-15 SLOT-16
users ana:telefonist ben:telefonist
consultants Anna Bernd Clara
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Muster","first_name":"Erika","description":"Zeile 1\nZeile 2","potential":"hoch","campaign":"Herbst 26"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"message":"Termin gebucht: Muster, Erika am Mi 04.03. 11:00, 7 Punkte","data":{"booking":{"id":$id,"version":1,"customer":"Muster, Erika","date":"2026-03-04","hour":11,"start_at":"2026-03-04T10:00:00.000Z","end_at":"2026-03-04T12:00:00.000Z","booked_by":{"id":1,"name":"ana"},"potential":"hoch","potential_label":"Hoch (>5.000 €)","color_id":7,"campaign":"Herbst 26","description":"Zeile 1\nZeile 2","status":"pending","weight":1,"lead_time_days":2,"booked_at":"2026-03-02T08:00:00.000Z","origin":"app","moves":0,"points":7,"sync_state":"local","capacity_unverified":false,"may":{"cancel":true,"move":true,"undo":false}},"points":7,"coins":7,"sync_state":"local","capacity_unverified":false,"awards":[]}}
ben! {"event":"slots.booking_changed","seq":*,"data":{"id":$id,"version":1,"date":"2026-03-04","hour":11}}
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":11,"free":8,"total":9,"booked":1,"held":0}}
# iif(fact, 1, json('')) fails when the fact is not true
sql SELECT iif((SELECT count(*) FROM slot_place WHERE booking = 1 AND place = 0) = 1, 1, json(''))
sql SELECT iif((SELECT count(*) FROM point_ledger WHERE cause = 'booking:1' AND points = 7 AND coins = 7 AND month = '2026-03') = 1, 1, json(''))
sql SELECT iif((SELECT points FROM score WHERE account = 1 AND month = '2026-03') = 7, 1, json(''))
sql SELECT iif((SELECT bookings * 100 + morning_bookings * 10 + evening_bookings FROM daily_user_stat WHERE account = 1 AND date = '2026-03-02') = 110, 1, json(''))
sql SELECT iif((SELECT details FROM activity WHERE account = 1 AND action = 'Termin gebucht') = 'Muster, Erika am Mi 04.03. 11:00', 1, json(''))
sql SELECT iif((SELECT count(*) FROM audit_log WHERE action = 'booking_created' AND target = 'booking:1' AND details ->> 'points' = 7 AND details ->> 'sync_state' = 'local') = 1, 1, json(''))
sql SELECT iif((SELECT count(*) FROM calendar_outbox WHERE operation = 'insert' AND state = 'done' AND payload ->> 'summary' = 'Muster, Erika' AND payload ->> '$.start.dateTime' = '2026-03-04T11:00:00+01:00' AND payload ->> 'colorId' = '7') = 1, 1, json(''))
sql SELECT iif((SELECT payload ->> 'description' FROM calendar_outbox) = 'Zeile 1' || char(10) || 'Zeile 2' || char(10, 10) || '[Booked by: ana]', 1, json(''))
