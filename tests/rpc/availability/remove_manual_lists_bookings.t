# covers: SLOT-03
# Nobody is ready any more: the booked customers are told, their bookings stay.
users chef:admin tele:telefonist
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"11:00","to":"13:00"},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
tele! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-09","hour":11,"free":3,"total":3}}
tele! {"event":"availability.changed","seq":*,"data":{"from":"2026-03-09","to":"2026-03-09"}}
tele> {"id":1,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k3"}
tele< {"id":1,"success":true,"data":*}
chef> {"id":3,"op":"availability.remove_manual","params":{"id":1,"version":1},"idempotency_key":"k4"}
chef< {"id":3,"success":true,"data":{"removed":true,"lost":[{"date":"2026-03-09","hour":11,"consultant":"Anna"}],"affected":[{"id":1,"customer":"Muster, Erika","date":"2026-03-09","hour":11,"booked_by":"tele"}]}}
tele> {"id":2,"op":"availability.find","params":{"date":"2026-03-09"}}
tele< {"id":2,"success":true,"data":{"slots":[*,{"hour":11,"total":0,"booked":1,"free":0,"overbooked":true,"bookable":false},*,*,*,*]}}
tele> {"id":3,"op":"slots.get","params":{"id":1}}
tele< {"id":3,"success":true,"data":{"booking":{"status":"pending"}}}
