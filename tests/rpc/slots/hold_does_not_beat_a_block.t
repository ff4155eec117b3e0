# A day that is blocked meanwhile refuses the holder too, with its reason.
# covers: SLOT-09
users chef:admin ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.hold","params":{"date":"2026-03-04","hour":14},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-04","reason":"Betriebsausflug"},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"DATE_BLOCKED","error":"Tag gesperrt: Betriebsausflug","data":{"reason":"Betriebsausflug","holiday":false,"alternatives":[{"date":"2026-03-03","hour":20},{"date":"2026-03-05","hour":9},{"date":"2026-03-03","hour":18},{"date":"2026-03-05","hour":11},{"date":"2026-03-03","hour":16}]}}
