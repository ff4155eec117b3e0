# Without a provider the hub is the calendar: nothing waits, nothing fails.
# covers: CAL-01
users chef:admin ana:telefonist
consultants Anna
ana> {"id":1,"op":"calendar.show_status","params":{}}
ana< {"id":1,"success":false,"code":"FORBIDDEN"}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"data":{"sync_state":"local","capacity_unverified":false}}
chef> {"id":1,"op":"calendar.show_status","params":{}}
chef< {"id":1,"success":true,"data":{"provider":"local","remote":false,"dry_run":false,"setup_fault":null,"pending":0,"failed":0,"oldest_at":null,"conflicts":0,"quota":{"used":0,"budget":5000,"percent":0},"calendars":[]}}
chef> {"id":2,"op":"calendar.check","params":{},"idempotency_key":"c1"}
chef< {"id":2,"success":true,"data":{"verdict":"healthy","items":[],"total":0}}
chef> {"id":3,"op":"calendar.pull","params":{},"idempotency_key":"c2"}
chef< {"id":3,"success":true,"data":{"calendars":0}}
chef> {"id":4,"op":"calendar.list_outbox","params":{}}
chef< {"id":4,"success":true,"data":{"items":[],"total":0,"limit":100,"offset":0}}
chef> {"id":5,"op":"calendar.list_outbox","params":{"state":"done"}}
chef< {"id":5,"success":true,"data":{"items":[{"calendar":"central","operation":"insert","title":"Muster, Erika","state":"done","attempts":0,"error":"","booking":1}],"total":1}}
chef> {"id":6,"op":"settings.set_key","params":{"key":"calendar.provider","value":"outlook"},"idempotency_key":"c3"}
chef< {"id":6,"success":false,"code":"VALIDATION"}
