# Booked on Fri 27 Mar 2026 for Mon 30 Mar: three days; offset of that date.
clock 2026-03-27T09:00:00.000Z
users ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-30","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true,"data":{"booking":{"lead_time_days":3,"start_at":"2026-03-30T07:00:00.000Z","end_at":"2026-03-30T09:00:00.000Z"}}}
sql SELECT iif((SELECT payload ->> '$.start.dateTime' FROM calendar_outbox) = '2026-03-30T09:00:00+02:00' AND (SELECT payload ->> '$.end.timeZone' FROM calendar_outbox) = 'Europe/Berlin', 1, json(''))
