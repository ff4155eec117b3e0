# Only the booker's own cancellation on the same local day reverses points.
# covers: SLOT-15
clock 2026-03-02T22:50:00.000Z
users ana:telefonist ben:telefonist otto:opener
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"points":7}}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"data":{"points":7}}
ben> {"id":1,"op":"slots.cancel","params":{"id":1},"idempotency_key":"b1"}
ben< {"id":1,"success":false,"code":"FORBIDDEN"}
ben> {"id":2,"op":"slots.get","params":{"id":1}}
ben< {"id":2,"success":false,"code":"FORBIDDEN"}
ben> {"id":3,"op":"slots.cancel","params":{"id":99},"idempotency_key":"b3"}
ben< {"id":3,"success":false,"code":"NOT_FOUND"}
otto> {"id":1,"op":"slots.cancel","params":{"id":1,"kind":"exit"},"idempotency_key":"o1"}
otto< {"id":1,"success":true,"data":{"booking":{"status":"exit","color_id":6},"points_reversed":0}}
# now it is the next day in Berlin, but not yet in UTC
advance 10m
ana> {"id":3,"op":"slots.cancel","params":{"id":2},"idempotency_key":"a3"}
ana< {"id":3,"success":true,"data":{"points_reversed":0}}
sql SELECT iif((SELECT sum(points) FROM point_ledger) = 14, 1, json(''))
