# covers: SLOT-04
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ben> {"id":1,"op":"slots.book","params":{"date":"2026-03-05","hour":9,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"b1"}
ben< {"id":1,"success":true}
ana> {"id":2,"op":"slots.move","params":{"id":1,"date":"2026-03-05","hour":9},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"SLOT_FULL","data":{"date":"2026-03-05","hour":9,"free":0,"total":1}}
ana> {"id":3,"op":"slots.get","params":{"id":1}}
ana< {"id":3,"success":true,"data":{"booking":{"version":1,"status":"pending","rescheduled_to":!},"chain":[{"id":1}],"changes":[]}}
ana> {"id":4,"op":"slots.move","params":{"id":1,"date":"2026-03-04","hour":9},"idempotency_key":"a4"}
ana< {"id":4,"success":false,"code":"VALIDATION","fields":{"hour":"Das ist der bisherige Termin"}}
ana> {"id":5,"op":"slots.move","params":{"id":1,"date":"2026-04-03","hour":11},"idempotency_key":"a5"}
ana< {"id":5,"success":false,"code":"DATE_BLOCKED","data":{"reason":"Karfreitag","holiday":true}}
ben> {"id":2,"op":"slots.move","params":{"id":1,"date":"2026-03-05","hour":11},"idempotency_key":"b2"}
ben< {"id":2,"success":false,"code":"FORBIDDEN"}
