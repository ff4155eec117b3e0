# covers: HOL-02
# Only bookings that are still to come count as affected; a running one does not.
users chef:admin tele:telefonist
consultants Anna
tele> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"k1"}
tele< {"id":1,"success":true,"data":*}
advance 2h
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-02"},"idempotency_key":"k2"}
chef< {"id":1,"success":true,"data":{"affected":0}}
