# Fewer places than bookings: they stay, the slot is overbooked, new ones fail.
# covers: SLOT-04 SLOT-01
users chef:admin ana:telefonist
consultants Anna Bernd
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"data":{"booking":{"id":$second}}}
chef> {"id":1,"op":"availability.set_capacity","params":{"hour":9,"weekdays":[0,1,2,3],"places":0},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
ana> {"id":3,"op":"slots.show_day","params":{"date":"2026-03-04"}}
ana< {"id":3,"success":true,"data":{"slots":[{"hour":9,"total":0,"booked":2,"free":0,"overbooked":true,"bookable":false,"bookings":[{"customer":"Muster, Erika","status":"pending"},{"customer":"Beispiel, Max","status":"pending"}],"others":0},{"hour":11},{"hour":14},{"hour":16},{"hour":18},{"hour":20}]}}
ana> {"id":4,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Dritte","first_name":"Ida"},"idempotency_key":"a4"}
ana< {"id":4,"success":false,"code":"SLOT_FULL","data":{"free":0,"total":0}}
ana> {"id":5,"op":"slots.cancel","params":{"id":$second},"idempotency_key":"a5"}
ana< {"id":5,"success":true}
ana> {"id":6,"op":"slots.undo_status","params":{"id":$second},"idempotency_key":"a6"}
ana< {"id":6,"success":false,"code":"SLOT_FULL","data":{"date":"2026-03-04","hour":9,"free":0,"total":0}}
