# covers: HOL-04 HOL-08
users chef:admin
consultants Anna
chef> {"id":1,"op":"blocks.add","params":{"type":"date_range","start_date":"2026-03-09","end_date":"2026-03-13","reason":"Messe"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-10","reason":"Umzug"},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-03-10","start_time":"09:00","end_time":"10:00","reason":"Messe"},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":*}
# the same reason is told once
chef> {"id":4,"op":"blocks.check","params":{"date":"2026-03-10","hour":9}}
chef< {"id":4,"success":true,"data":{"blocked":true,"reason":"Messe, Umzug","blocks":[*,*,*]}}
chef> {"id":5,"op":"slots.book","params":{"date":"2026-03-10","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k5"}
chef< {"id":5,"success":false,"code":"DATE_BLOCKED","data":{"reason":"Messe, Umzug"}}
