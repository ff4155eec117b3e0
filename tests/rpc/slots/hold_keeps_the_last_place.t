# A place held by one session is not free for others, but for its holder.
# covers: SLOT-04
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.hold","params":{"date":"2026-03-04","hour":9},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"date":"2026-03-04","hour":9,"expires_at":"2026-03-02T08:02:00.000Z","seconds":120,"free":1,"total":1}}
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":9,"free":0,"total":1,"booked":0,"held":1}}
ben> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"b1"}
ben< {"id":1,"success":false,"code":"SLOT_FULL","data":{"free":0,"total":1}}
ben> {"id":2,"op":"slots.hold","params":{"date":"2026-03-04","hour":9},"idempotency_key":"b2"}
ben< {"id":2,"success":false,"code":"SLOT_FULL"}
ana> {"id":2,"op":"slots.show_day","params":{"date":"2026-03-04"}}
ana< {"id":2,"success":true,"data":{"slots":[{"hour":9,"held":1,"free":1,"my_hold":true,"percent":0,"points":5},{"hour":11},{"hour":14},{"hour":16},{"hour":18},{"hour":20}]}}
ana> {"id":3,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a3"}
ana< {"id":3,"success":true,"data":{"points":5}}
ben! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":9,"free":0,"total":1,"booked":1,"held":0}}
sql SELECT iif((SELECT count(*) FROM slot_place) = 1 AND (SELECT session FROM slot_place) IS NULL, 1, json(''))
