# Booking.md 19.3: (openers - 1) x places must hold what is booked.
users chef:admin otto:opener ana:telefonist
consultants Anna Bernd Clara
chef> {"id":1,"op":"availability.set_consultant","params":{"id":1,"name":"Anna","account":2},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
sql UPDATE slot_total SET external = 6 WHERE date = '2026-03-04' AND hour = 14
otto> {"id":1,"op":"slots.check_special","params":{"date":"2026-03-04","hour":14}}
otto< {"id":1,"success":true,"data":{"allowed":true,"consultant":{"id":1,"name":"Anna"},"openers":3,"places":3,"booked":6,"remaining":6,"code":!,"text":!}}
sql UPDATE slot_total SET external = 7 WHERE date = '2026-03-04' AND hour = 14
otto> {"id":2,"op":"special.check","params":{"date":"2026-03-04","hour":14}}
otto< {"id":2,"success":true,"data":{"allowed":false,"booked":7,"remaining":6,"code":"SLOT_FULL","text":*}}
otto> {"id":3,"op":"slots.book_special","params":{"date":"2026-03-04","hour":14,"type":"T1.5","last_name":"Muster"},"idempotency_key":"o3"}
otto< {"id":3,"success":false,"code":"SLOT_FULL","data":{"openers":3,"places":3,"booked":7,"remaining":6}}
sql UPDATE slot_total SET external = 2 WHERE date = '2026-03-04' AND hour = 9
otto> {"id":4,"op":"slots.check_special","params":{"date":"2026-03-04","hour":9}}
otto< {"id":4,"success":true,"data":{"allowed":true,"openers":3,"places":1,"booked":2,"remaining":2}}
otto> {"id":5,"op":"slots.check_special","params":{"date":"2026-03-04","hour":9,"consultant":2}}
otto< {"id":5,"success":false,"code":"FORBIDDEN"}
chef> {"id":2,"op":"slots.check_special","params":{"date":"2026-03-04","hour":9,"consultant":2}}
chef< {"id":2,"success":true,"data":{"allowed":true,"consultant":{"id":2,"name":"Bernd"}}}
ana> {"id":1,"op":"slots.check_special","params":{"date":"2026-03-04","hour":14}}
ana< {"id":1,"success":false,"code":"FORBIDDEN","error":"Mit diesem Konto ist kein Berater verknüpft"}
