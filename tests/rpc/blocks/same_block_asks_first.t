# covers: HOL-02
# The same days and times again: CONFIRM_REPLACE with what is there, then a new version.
users chef:admin zwei:admin
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09","reason":"Messe"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"block":{"id":1,"version":1}}}
zwei> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09","reason":"Umzug"},"idempotency_key":"same"}
zwei< {"id":1,"success":false,"code":"CONFIRM_REPLACE","data":{"block":{"id":1,"version":1,"reason":"Messe","added_by":"chef"}}}
zwei> {"id":2,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09","reason":"Umzug","confirm":["REPLACE"]},"idempotency_key":"same"}
zwei< {"id":2,"success":true,"data":{"block":{"id":1,"version":2,"reason":"Umzug","added_by":"zwei"},"affected":0}}
zwei> {"id":3,"op":"blocks.list","params":{"year":2026}}
zwei< {"id":3,"success":true,"data":{"items":[{"id":1,"version":2,"reason":"Umzug"}],"total":1}}
# other days or another type is another block
zwei> {"id":4,"op":"blocks.add","params":{"type":"date_range","start_date":"2026-03-09","end_date":"2026-03-09"},"idempotency_key":"k5"}
zwei< {"id":4,"success":true,"data":{"block":{"id":2,"days":1}}}
