# covers: HOL-05
# When the blocks cannot be read, nothing is free: booking refuses, nothing crashes.
users chef:admin tele:telefonist
consultants Anna
sql ALTER TABLE block RENAME TO block_away
tele> {"id":1,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"again"}
tele< {"id":1,"success":false,"code":"DATABASE","error_id":*}
tele> {"id":2,"op":"blocks.check","params":{"date":"2026-12-25"}}
tele< {"id":2,"success":false,"code":"DATABASE"}
tele> {"id":3,"op":"availability.find","params":{"date":"2026-03-09"}}
tele< {"id":3,"success":false,"code":"DATABASE"}
# holidays are computed and need no storage
tele> {"id":4,"op":"blocks.list_holidays","params":{"year":2026}}
tele< {"id":4,"success":true,"data":{"total":11}}
sql ALTER TABLE block_away RENAME TO block
tele> {"id":5,"op":"slots.book","params":{"date":"2026-03-09","hour":11,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"again"}
tele< {"id":5,"success":true,"data":{"booking":{"id":1}}}
