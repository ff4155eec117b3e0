# Cancelling frees the place and takes the points back on the same day.
# covers: SLOT-05 SLOT-15
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"points":5}}
quiet ben
ana> {"id":2,"op":"slots.cancel","params":{"id":1,"version":2},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"CONFLICT","data":{"version":1}}
ana> {"id":3,"op":"slots.cancel","params":{"id":1,"version":1,"reason":"krank"},"idempotency_key":"a3"}
ana< {"id":3,"success":true,"message":"Termin abgesagt: Muster, Erika am Mi 04.03. 09:00","data":{"booking":{"id":1,"version":2,"status":"cancelled","color_id":6,"potential":"gut","may":{"cancel":false,"move":false,"undo":true}},"points_reversed":5,"undo_until":"2026-03-02T08:00:30.000Z"}}
ben! {"event":"slots.booking_changed","seq":*,"data":{"id":1,"version":2,"date":"2026-03-04","hour":9}}
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":9,"free":1,"total":1,"booked":0,"held":0}}
ana> {"id":4,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a4"}
ana< {"id":4,"success":false,"code":"CONFLICT","data":{"version":2,"status":"cancelled"}}
ana> {"id":5,"op":"slots.get","params":{"id":1}}
ana< {"id":5,"success":true,"data":{"changes":[{"at":"2026-03-02T08:00:00.000Z","from":"pending","to":"cancelled","by":"ana","reason":"krank","source":"manual"}]}}
sql SELECT iif((SELECT sum(points) FROM point_ledger) = 0 AND (SELECT count(*) FROM point_ledger WHERE cause = 'booking-undo:1') = 1, 1, json(''))
sql SELECT iif((SELECT points + coins FROM score) = 0 AND (SELECT bookings + points + morning_bookings FROM daily_user_stat) = 0, 1, json(''))
sql SELECT iif((SELECT payload ->> 'summary' FROM calendar_outbox WHERE operation = 'update') = 'Muster, Erika ( Abgesagt )', 1, json(''))
sql SELECT iif((SELECT count(*) FROM activity WHERE action = 'Termin abgesagt') = 1, 1, json(''))
