# Names of other people's customers stay hidden.
users ana:telefonist ben:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ben> {"id":1,"op":"slots.hold","params":{"date":"2026-03-04","hour":14},"idempotency_key":"b1"}
ben< {"id":1,"success":true}
ben> {"id":2,"op":"slots.explain","params":{"date":"2026-03-04","hour":14}}
ben< {"id":2,"success":true,"data":{"date":"2026-03-04","hour":14,"start_at":"2026-03-04T13:00:00.000Z","figures":{"total":3,"booked":1,"held":1,"free":2,"my_hold":true},"lines":[{"kind":"grid"},{"kind":"setting"},{"kind":"capacity","value":3},{"kind":"span"},{"kind":"consultant","ref":1},{"kind":"booking","text":"Buchung einer anderen Person","value":1,"ref":1},{"kind":"hold","text":"Von dieser Sitzung gehalten","value":1},{"kind":"setting","value":120},{"kind":"sum","text":"Plätze","value":3},{"kind":"sum","text":"Belegt","value":1},{"kind":"sum","text":"Gehalten","value":1},{"kind":"sum","text":"Frei","value":2}]}}
ana> {"id":2,"op":"slots.explain","params":{"date":"2026-04-03","hour":11}}
ana< {"id":2,"success":true,"data":{"figures":{"blocked":true,"reason":"Karfreitag","holiday":true}}}
