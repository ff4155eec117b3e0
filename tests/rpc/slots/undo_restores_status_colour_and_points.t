# Undo within 30 seconds, one level; the points are booked again, once.
# covers: SLOT-15
users ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika","potential":"closer"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"booking":{"color_id":5}}}
ana> {"id":2,"op":"slots.undo_status","params":{"id":1},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"CONFLICT"}
ana> {"id":3,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a3"}
ana< {"id":3,"success":true,"data":{"points_reversed":5}}
advance 29s
ana> {"id":4,"op":"slots.undo_status","params":{"id":1},"idempotency_key":"a4"}
ana< {"id":4,"success":true,"message":"Wiederhergestellt: Muster, Erika am Mi 04.03. 09:00","data":{"booking":{"id":1,"version":3,"status":"pending","color_id":5,"may":{"cancel":true,"move":true,"undo":false}}}}
ana! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":9,"free":0,"total":1,"booked":1,"held":0}}
sql SELECT iif((SELECT sum(points) FROM point_ledger) = 5 AND (SELECT points FROM score) = 5 AND (SELECT bookings FROM daily_user_stat) = 1, 1, json(''))
ana> {"id":5,"op":"slots.undo_status","params":{"id":1},"idempotency_key":"a5"}
ana< {"id":5,"success":false,"code":"CONFLICT"}
ana> {"id":6,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a6"}
ana< {"id":6,"success":true,"data":{"points_reversed":5}}
sql SELECT iif((SELECT sum(points) FROM point_ledger) = 0 AND (SELECT count(*) FROM point_ledger) = 4, 1, json(''))
advance 30s
ana> {"id":7,"op":"slots.undo_status","params":{"id":1},"idempotency_key":"a7"}
ana< {"id":7,"success":false,"code":"EXPIRED"}
