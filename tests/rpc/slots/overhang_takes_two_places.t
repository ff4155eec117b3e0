# The follow-up of an overhang has weight 2 and colour 8; an admin may choose 1.
# covers: SLOT-04
users chef:admin ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Muster","first_name":"Erika","potential":"hoch"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.move","params":{"id":1,"date":"2026-03-05","hour":9,"reason":"overhang"},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"SLOT_FULL","data":{"free":1,"total":1}}
ana> {"id":3,"op":"slots.move","params":{"id":1,"date":"2026-03-05","hour":9,"reason":"overhang","weight":1},"idempotency_key":"a3"}
ana< {"id":3,"success":false,"code":"FORBIDDEN"}
chef> {"id":1,"op":"slots.move","params":{"id":1,"date":"2026-03-05","hour":9,"reason":"overhang","weight":1},"idempotency_key":"c1"}
chef< {"id":1,"success":true,"data":{"old":{"status":"overhang","move_reason":"overhang","color_id":6},"booking":{"id":2,"weight":1,"color_id":7}}}
ana> {"id":4,"op":"slots.move","params":{"id":2,"date":"2026-03-05","hour":11,"reason":"overhang"},"idempotency_key":"a4"}
ana< {"id":4,"success":true,"data":{"booking":{"id":3,"weight":2,"color_id":8,"potential":"hoch"}}}
ana> {"id":5,"op":"slots.show_day","params":{"date":"2026-03-05"}}
ana< {"id":5,"success":true,"data":{"slots":[{"hour":9,"booked":0,"free":1},{"hour":11,"booked":2,"free":1,"percent":67},{"hour":14},{"hour":16},{"hour":18},{"hour":20}]}}
sql SELECT iif((SELECT group_concat(place) FROM slot_place WHERE booking = 3) = '0,1', 1, json(''))
ana> {"id":6,"op":"slots.cancel","params":{"id":3},"idempotency_key":"a6"}
ana< {"id":6,"success":true,"data":{"points_reversed":0}}
ana> {"id":7,"op":"slots.undo_status","params":{"id":3},"idempotency_key":"a7"}
ana< {"id":7,"success":true,"data":{"booking":{"weight":2,"color_id":8,"status":"pending"}}}
ana> {"id":8,"op":"slots.list_targets","params":{"id":3,"date":"2026-03-05"}}
ana< {"id":8,"success":true,"data":{"date":"2026-03-05","blocked":false,"slots":[{"hour":9,"free":1,"bookable":true,"allowed":false},{"hour":11,"allowed":false},{"hour":14,"allowed":true},{"hour":16,"allowed":true},{"hour":18,"allowed":true},{"hour":20,"allowed":true}]}}
