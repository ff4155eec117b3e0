# Booking.md 19.2: the load before the booking, holds not counted.
# covers: SLOT-15
users ana:telefonist ben:telefonist
consultants Anna Bernd Clara
sql UPDATE slot_total SET external = 3 WHERE date = '2026-03-09' AND hour = 14
sql UPDATE slot_total SET external = 5 WHERE date = '2026-03-09' AND hour = 16
sql UPDATE slot_total SET external = 1 WHERE date = '2026-03-09' AND hour = 9
sql UPDATE slot_total SET external = 7 WHERE date = '2026-03-09' AND hour = 11
ben> {"id":1,"op":"slots.hold","params":{"date":"2026-03-09","hour":14},"idempotency_key":"b1"}
ben< {"id":1,"success":true}
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-09","hour":14,"last_name":"A","first_name":"A"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"points":5,"coins":5}}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-09","hour":16,"last_name":"B","first_name":"B"},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"data":{"points":3}}
ana> {"id":3,"op":"slots.book","params":{"date":"2026-03-09","hour":16,"last_name":"C","first_name":"C"},"idempotency_key":"a3"}
ana< {"id":3,"success":true,"message":"Termin gebucht: C, C am Mo 09.03. 16:00, 1 Punkt","data":{"points":1}}
ana> {"id":4,"op":"slots.book","params":{"date":"2026-03-09","hour":9,"last_name":"D","first_name":"D","potential":"rueckholung"},"idempotency_key":"a4"}
ana< {"id":4,"success":true,"data":{"points":1}}
ana> {"id":5,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"E","first_name":"E","potential":"rueckholung"},"idempotency_key":"a5"}
ana< {"id":5,"success":true,"data":{"points":1}}
sql SELECT iif((SELECT points FROM score WHERE account = 1) = 11, 1, json(''))
