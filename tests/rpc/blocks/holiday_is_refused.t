# covers: HOL-02 SLOT-08
# A holiday is blocked by itself: a full-day block on it is refused, in both languages.
users chef:admin
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-04-03"},"idempotency_key":"k1"}
chef< {"id":1,"success":false,"code":"DATE_BLOCKED","error":"Der Tag ist bereits Feiertag: Karfreitag","data":{"reason":"Karfreitag","holiday":true}}
chef> {"id":2,"op":"blocks.preview","params":{"type":"full_day","start_date":"2026-12-25"}}
chef< {"id":2,"success":false,"code":"DATE_BLOCKED","data":{"reason":"Erster Weihnachtstag"}}
chef> {"id":3,"op":"hub.hello","params":{"language":"en"}}
chef< {"id":3,"success":true,"data":{"language":"en"}}
chef> {"id":4,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-04-03"},"idempotency_key":"k4"}
chef< {"id":4,"success":false,"code":"DATE_BLOCKED","error":"The day is a holiday already: Karfreitag"}
# part of a holiday may be blocked, it just changes nothing
chef> {"id":5,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-04-03","start_time":"09:00","end_time":"10:00"},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":*}
