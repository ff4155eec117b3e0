# One hold per session: holding elsewhere frees the first place; so does release.
# covers: SLOT-04
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.hold","params":{"date":"2026-03-04","hour":9},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
quiet ben
ana> {"id":2,"op":"slots.hold","params":{"date":"2026-03-04","hour":11},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"data":{"hour":11,"free":3,"total":3}}
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":9,"free":1,"total":1,"booked":0,"held":0}}
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":11,"free":2,"total":3,"booked":0,"held":1}}
ben> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"b1"}
ben< {"id":1,"success":true}
ana> {"id":3,"op":"slots.release","params":{},"idempotency_key":"a3"}
ana< {"id":3,"success":true,"data":{"released":true}}
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":11,"free":3,"total":3,"booked":0,"held":0}}
ana> {"id":4,"op":"slots.release","params":{},"idempotency_key":"a4"}
ana< {"id":4,"success":true,"data":{"released":false}}
