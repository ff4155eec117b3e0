# Without a display name of its own an account shows the start of its login
# name, in a booking as everywhere else.
# covers: SLOT-10
users tele.eins:telefonist
consultants Anna
tele.eins> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
tele.eins< {"id":1,"success":true,"data":{"booking":{"booked_by":{"name":"tele.eins","display_name":"Tele"}}}}
