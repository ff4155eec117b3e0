# covers: HOL-03 ADM-06
# Sorted by start; a range belongs to every year it touches; three counters.
users chef:admin
chef> {"id":1,"op":"blocks.add","params":{"type":"date_range","start_date":"2026-12-28","end_date":"2027-01-02","reason":"Jahreswechsel"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-02-16","reason":"Rosenmontag"},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-12-24","start_time":"09:00","end_time":"12:30","reason":"Heiligabend"},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":*}
chef> {"id":4,"op":"blocks.list"}
chef< {"id":4,"success":true,"data":{"items":[{"reason":"Rosenmontag"},{"reason":"Heiligabend","start_time":"09:00","end_time":"12:30"},{"reason":"Jahreswechsel","days":6}],"total":3,"limit":100,"offset":0,"year":2026,"counters":{"holidays":11,"custom":3,"upcoming":5}}}
chef> {"id":5,"op":"blocks.list","params":{"year":2027}}
chef< {"id":5,"success":true,"data":{"items":[{"reason":"Jahreswechsel"}],"total":1,"year":2027,"counters":{"holidays":11,"custom":1,"upcoming":5}}}
chef> {"id":6,"op":"blocks.list","params":{"year":2025}}
chef< {"id":6,"success":true,"data":{"items":[],"total":0}}
chef> {"id":7,"op":"blocks.list","params":{"year":2026,"limit":1,"offset":1}}
chef< {"id":7,"success":true,"data":{"items":[{"reason":"Heiligabend"}],"total":3,"limit":1,"offset":1}}
chef> {"id":8,"op":"admin.blocked.list","params":{"year":2025}}
chef< {"id":8,"success":true,"data":{"items":[],"total":0}}
