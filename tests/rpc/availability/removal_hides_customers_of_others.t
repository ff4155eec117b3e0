# A consultant who takes back his readiness learns which bookings it touches,
# but the customers of others only with slots.manage_all.
# covers: SLOT-03 SEC-10
users tele:telefonist anna:user chef:admin
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna","account":2},"idempotency_key":"k1"}
chef< {"id":1,"success":true}
anna> {"id":1,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"11:00","to":"13:00"},"idempotency_key":"k2"}
anna< {"id":1,"success":true}
tele> {"id":1,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k3"}
tele< {"id":1,"success":true}
anna> {"id":2,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"k4"}
anna< {"id":2,"success":true}
anna> {"id":3,"op":"availability.remove_manual","params":{"id":1},"idempotency_key":"k5"}
anna< {"id":3,"success":true,"data":{"affected":[{"id":1,"customer":!,"booked_by":"tele"},{"id":2,"customer":"Beispiel, Max"}]}}
