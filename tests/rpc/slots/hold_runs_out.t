# After 120 seconds the place is free again, pushed, and sold to somebody else.
# covers: SLOT-04
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.hold","params":{"date":"2026-03-04","hour":9},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
advance 119s
ben> {"id":1,"op":"slots.hold","params":{"date":"2026-03-04","hour":9},"idempotency_key":"b1"}
ben< {"id":1,"success":false,"code":"SLOT_FULL"}
quiet ben
advance 1s
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":9,"free":1,"total":1,"booked":0,"held":0}}
ben> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"b2"}
ben< {"id":2,"success":true}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"SLOT_FULL","data":{"free":0,"total":1}}
