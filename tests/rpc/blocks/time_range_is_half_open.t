# covers: HOL-02 SLOT-09
# Worked example 19.5: a slot is hit when [slot, slot + 2 h) and [start, end) overlap.
users chef:admin
consultants Anna
chef> {"id":1,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-03-09","start_time":"14:00","end_time":"16:00","reason":"Schulung"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"block":{"type":"time_range","start_time":"14:00","end_time":"16:00","days":1},"affected":0}}
chef> {"id":2,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":2,"success":true,"data":{"slots":[{"hour":9,"blocked":false},{"hour":11,"blocked":false},{"hour":14,"blocked":true,"reason":"Schulung"},{"hour":16,"blocked":false,"total":3},{"hour":18,"blocked":false},{"hour":20,"blocked":false}]}}
chef> {"id":3,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-03-10","start_time":"12:00","end_time":"13:00"},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":{"block":{"reason":"Gesperrt"}}}
chef> {"id":4,"op":"availability.find","params":{"date":"2026-03-10"}}
chef< {"id":4,"success":true,"data":{"slots":[{"hour":9,"blocked":false},{"hour":11,"blocked":true},{"hour":14,"blocked":false},*,*,*]}}
chef> {"id":5,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-03-11","start_time":"13:00","end_time":"14:00"},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":*}
chef> {"id":6,"op":"availability.find","params":{"date":"2026-03-11"}}
chef< {"id":6,"success":true,"data":{"slots":[{"blocked":false},{"blocked":false},{"blocked":false},{"blocked":false},{"blocked":false},{"blocked":false}]}}
chef> {"id":7,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-03-12","start_time":"09:00","end_time":"21:00"},"idempotency_key":"k7"}
chef< {"id":7,"success":true,"data":*}
chef> {"id":8,"op":"availability.find","params":{"date":"2026-03-12"}}
chef< {"id":8,"success":true,"data":{"slots":[{"blocked":true},{"blocked":true},{"blocked":true},{"blocked":true},{"blocked":true},{"blocked":true}]}}
# the day as a whole stays open, its slots do not
chef> {"id":9,"op":"blocks.check","params":{"date":"2026-03-09"}}
chef< {"id":9,"success":true,"data":{"date":"2026-03-09","blocked":false,"reason":!,"holiday":false,"blocks":[{"reason":"Schulung"}]}}
chef> {"id":10,"op":"blocks.check","params":{"date":"2026-03-09","hour":14}}
chef< {"id":10,"success":true,"data":{"date":"2026-03-09","hour":14,"blocked":true,"reason":"Schulung","holiday":false}}
chef> {"id":11,"op":"blocks.check","params":{"date":"2026-03-09","hour":16}}
chef< {"id":11,"success":true,"data":{"blocked":false}}
