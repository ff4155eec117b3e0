# Failed writes are seen, tried again or given up; bookings follow.
# covers: CAL-02 CAL-06
users chef:admin ana:telefonist
consultants Anna
chef> {"id":1,"op":"settings.set_key","params":{"key":"calendar.central_id","value":"zentral@example.org"},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
chef> {"id":2,"op":"settings.set_key","params":{"key":"calendar.provider","value":"google"},"idempotency_key":"c2"}
chef< {"id":2,"success":true}
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"sync_state":"pending","capacity_unverified":true}}
# no credentials: said once, and booking goes on
advance 2s
chef> {"id":3,"op":"calendar.show_status","params":{}}
chef< {"id":3,"success":true,"data":{"provider":"google","remote":true,"setup_fault":"no credentials: calendar.credentials_file, GOOGLE_CREDS_BASE64 or GOOGLE_CREDS_JSON","pending":1,"failed":0,"calendars":[{"calendar":"central","name":"central","calendar_id":"zentral@example.org","pulled_at":null,"busy":false,"error":"setup: no credentials: calendar.credentials_file, GOOGLE_CREDS_BASE64 or GOOGLE_CREDS_JSON"}]}}
chef> {"id":4,"op":"calendar.check","params":{},"idempotency_key":"c4"}
chef< {"id":4,"success":false,"code":"CONFIGURATION"}
sql UPDATE calendar_outbox SET state = 'failed', last_error = 'HTTP 400 invalid'
chef> {"id":5,"op":"calendar.list_outbox","params":{"state":"failed"}}
chef< {"id":5,"success":true,"data":{"items":[{"id":$row,"calendar":"central","operation":"insert","title":"Muster, Erika","state":"failed","error":"HTTP 400 invalid","booking":1}],"total":1}}
chef> {"id":20,"op":"events.subscribe","params":{"topics":["calendar"]}}
chef< {"id":20,"success":true}
chef> {"id":6,"op":"calendar.retry_outbox","params":{"id":$row},"idempotency_key":"c6"}
chef< {"id":6,"success":true,"data":{"retried":true}}
chef! {"event":"calendar.changed","data":{}}
chef> {"id":7,"op":"calendar.retry_outbox","params":{"id":4711},"idempotency_key":"c7"}
chef< {"id":7,"success":false,"code":"NOT_FOUND"}
chef> {"id":8,"op":"calendar.retry_all","params":{},"idempotency_key":"c8"}
chef< {"id":8,"success":true,"data":{"retried":1}}
chef> {"id":9,"op":"calendar.discard_outbox","params":{"id":$row},"idempotency_key":"c9"}
chef< {"id":9,"success":true,"data":{"discarded":true}}
chef> {"id":10,"op":"calendar.discard_outbox","params":{"id":$row},"idempotency_key":"c10"}
chef< {"id":10,"success":false,"code":"NOT_FOUND"}
ana> {"id":2,"op":"calendar.retry_all","params":{},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"FORBIDDEN"}
