# Special bookings make records; what was booked before there were records is
# read in by itself.
# covers: SLOT-06
clock 2026-03-02T07:00:00Z
users chef:admin
consultants Carl Dora
chef> {"id":1,"op":"slots.book_special","params":{"date":"2026-03-04","hour":14,"type":"UL","last_name":"Sonder","first_name":"Uwe","consultant":1},"idempotency_key":"a"}
chef< {"id":1,"success":true}
chef> {"id":2,"op":"customers.find","params":{"text":"uwe"}}
chef< {"id":2,"success":true,"data":{"items":[{"name":"Sonder, Uwe","open":0,"next":!,"last":!}]}}
sql INSERT INTO outcome(customer_name, customer_key, date, time, outcome, source, status, first_checked_at, last_checked_at) VALUES('Alt, Anton', 'alt, anton', '2025-09-16', '11:00', 'no_show', 'title', 'no_show', 1, 1)
advance 2m
advance 1m
op> {"id":1,"op":"auth.assume","params":{"name":"chef"}}
op< {"id":1,"success":true}
op> {"id":2,"op":"customers.find","params":{"text":"alt a"}}
op< {"id":2,"success":true,"data":{"items":[{"id":$id,"name":"Alt, Anton","last_name":"Alt","first_name":"Anton","risk":"medium","missed":1,"last":{"date":"2025-09-16","hour":11,"status":"no_show"}}]}}
op> {"id":3,"op":"customers.get","params":{"id":$id}}
op< {"id":3,"success":true,"data":{"history":[{"booking":!,"date":"2025-09-16","status":"no_show","outcome":"no_show"}],"total":1}}
