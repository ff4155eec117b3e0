users ana:telefonist
consultants Anna
ana> {"id":1,"op":"hub.hello","params":{"language":"en"}}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a2"}
ana< {"id":2,"success":true,"message":"Booked: Muster, Erika on Wed 04.03. 11:00, 7 points","data":{"booking":{"potential_label":"Good (3,500–5,000 €)"}}}
ana> {"id":3,"op":"slots.book","params":{"date":"2026-05-25","hour":11,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a3"}
ana< {"id":3,"success":false,"code":"DATE_BLOCKED","error":"The day is blocked: Pfingstmontag"}
ana> {"id":4,"op":"slots.cancel","params":{"id":1},"idempotency_key":"a4"}
ana< {"id":4,"success":true,"message":"Cancelled: Muster, Erika on Wed 04.03. 11:00"}
# the feed of the hub stays in German
sql SELECT iif((SELECT group_concat(details, ';') FROM activity) = 'Muster, Erika am Mi 04.03. 11:00;Muster, Erika am Mi 04.03. 11:00', 1, json(''))
