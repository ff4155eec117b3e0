# Booking.md 19.9: the UTC start follows the clock change of 29 Mar 2026.
clock 2026-03-20T08:00:00.000Z
users ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.explain","params":{"date":"2026-03-26","hour":20}}
ana< {"id":1,"success":true,"data":{"start_at":"2026-03-26T19:00:00.000Z"}}
ana> {"id":2,"op":"slots.explain","params":{"date":"2026-03-30","hour":9}}
ana< {"id":2,"success":true,"data":{"start_at":"2026-03-30T07:00:00.000Z"}}
