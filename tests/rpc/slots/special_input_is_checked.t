users chef:admin otto:opener
consultants Anna
chef> {"id":1,"op":"availability.set_consultant","params":{"id":1,"name":"Anna","account":2},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
otto> {"id":1,"op":"slots.book_special","params":{"date":"2026-03-04","hour":14,"type":"T2","last_name":"Muster"},"idempotency_key":"o1"}
otto< {"id":1,"success":false,"code":"VALIDATION","fields":{"type":*}}
otto> {"id":2,"op":"slots.book_special","params":{"date":"2026-03-04","hour":14,"type":"UL","duration":45,"last_name":"Muster (x)"},"idempotency_key":"o2"}
otto< {"id":2,"success":false,"code":"VALIDATION","fields":{"duration":*,"last_name":*}}
otto> {"id":3,"op":"slots.book_special","params":{"date":"2026-03-04","hour":14,"time":"25:00","type":"UL","last_name":"Muster"},"idempotency_key":"o3"}
otto< {"id":3,"success":false,"code":"VALIDATION","fields":{"time":*}}
otto> {"id":4,"op":"slots.book_special","params":{"date":"2026-03-02","hour":9,"type":"UL","last_name":"Muster"},"idempotency_key":"o4"}
otto< {"id":4,"success":false,"code":"SLOT_PAST"}
otto> {"id":5,"op":"slots.book_special","params":{"date":"2026-04-03","hour":11,"type":"UL","last_name":"Muster"},"idempotency_key":"o5"}
otto< {"id":5,"success":false,"code":"DATE_BLOCKED"}
otto> {"id":6,"op":"slots.book_special","params":{"date":"2026-03-06","hour":16,"type":"UL","last_name":"Muster"},"idempotency_key":"o6"}
otto< {"id":6,"success":false,"code":"NO_AVAILABILITY"}
