# A day blocked meanwhile refuses the undo with its reason, not as full.
# covers: SLOT-15 HOL-04
users ana:telefonist chef:admin
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a2"}
ana< {"id":2,"success":true}
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-04","reason":"Fortbildung"},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
ana> {"id":3,"op":"slots.undo_status","params":{"id":1},"idempotency_key":"a3"}
ana< {"id":3,"success":false,"code":"DATE_BLOCKED","error":"Tag gesperrt: Fortbildung","data":{"date":"2026-03-04","hour":14,"reason":"Fortbildung","holiday":false}}
chef> {"id":2,"op":"blocks.remove","params":{"id":1},"idempotency_key":"c2"}
chef< {"id":2,"success":true}
ana> {"id":4,"op":"slots.undo_status","params":{"id":1},"idempotency_key":"a4"}
ana< {"id":4,"success":true,"data":{"booking":{"status":"pending"}}}
