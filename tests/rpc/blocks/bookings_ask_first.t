# covers: HOL-02 ADM-06
# Active bookings in the period are listed before; they stay until somebody moves them.
users chef:admin tele:telefonist
consultants Anna
tele> {"id":1,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k1"}
tele< {"id":1,"success":true,"data":{"booking":{"id":1}}}
tele> {"id":2,"op":"slots.book","params":{"date":"2026-03-09","hour":16,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"k2"}
tele< {"id":2,"success":true,"data":{"booking":{"id":2}}}
tele> {"id":3,"op":"slots.book","params":{"date":"2026-03-09","hour":18,"last_name":"Abgesagt","first_name":"Anton"},"idempotency_key":"k3"}
tele< {"id":3,"success":true,"data":{"booking":{"id":3}}}
tele> {"id":4,"op":"slots.cancel","params":{"id":3},"idempotency_key":"k4"}
tele< {"id":4,"success":true,"data":*}
chef> {"id":1,"op":"blocks.preview","params":{"type":"full_day","start_date":"2026-03-09"}}
chef< {"id":1,"success":true,"data":{"affected":[{"id":1,"version":1,"customer":"Muster, Erika","last_name":"Muster","first_name":"Erika","date":"2026-03-09","hour":11,"status":"pending","potential":"gut","booked_by":"tele","moves":0},{"id":2,"hour":16}],"total":2,"slots":6,"days":1}}
chef> {"id":2,"op":"blocks.preview","params":{"type":"time_range","start_date":"2026-03-09","start_time":"12:00","end_time":"16:00"}}
chef< {"id":2,"success":true,"data":{"affected":[{"id":1}],"total":1,"slots":2,"days":1}}
chef> {"id":3,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09","reason":"Umzug"},"idempotency_key":"one"}
chef< {"id":3,"success":false,"code":"CONFIRM_BLOCK","data":{"affected":[{"id":1,"customer":"Muster, Erika"},{"id":2,"customer":"Beispiel, Max"}],"total":2}}
chef> {"id":4,"op":"blocks.list"}
chef< {"id":4,"success":true,"data":{"items":[],"total":0}}
chef> {"id":5,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09","reason":"Umzug","confirm":["BLOCK"]},"idempotency_key":"one"}
chef< {"id":5,"success":true,"data":{"block":{"id":1},"affected":2}}
tele> {"id":5,"op":"slots.get","params":{"id":1}}
tele< {"id":5,"success":true,"data":{"booking":{"id":1,"status":"pending","date":"2026-03-09","hour":11}}}
