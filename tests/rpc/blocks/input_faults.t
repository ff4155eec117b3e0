# covers: HOL-02
users chef:admin
chef> {"id":1,"op":"blocks.add","params":{"type":"date_range","start_date":"2026-03-10"},"idempotency_key":"k1"}
chef< {"id":1,"success":false,"code":"VALIDATION","fields":{"end_date":"beim Datumsbereich nötig"}}
chef> {"id":2,"op":"blocks.add","params":{"type":"date_range","start_date":"2026-03-10","end_date":"2026-03-09"},"idempotency_key":"k2"}
chef< {"id":2,"success":false,"code":"VALIDATION","fields":{"end_date":"darf nicht vor dem Beginn liegen"}}
chef> {"id":3,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-10","end_date":"2026-03-11"},"idempotency_key":"k3"}
chef< {"id":3,"success":false,"code":"VALIDATION","fields":{"end_date":"nur beim Datumsbereich"}}
chef> {"id":4,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-10","start_time":"10:00"},"idempotency_key":"k4"}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"start_time":"nur beim Zeitbereich"}}
chef> {"id":5,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-03-10","end_time":"10:00"},"idempotency_key":"k5"}
chef< {"id":5,"success":false,"code":"VALIDATION","fields":{"start_time":"beim Zeitbereich nötig"}}
chef> {"id":6,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-03-10","start_time":"10:00"},"idempotency_key":"k6"}
chef< {"id":6,"success":false,"code":"VALIDATION","fields":{"end_time":"beim Zeitbereich nötig"}}
chef> {"id":7,"op":"blocks.add","params":{"type":"time_range","start_date":"2026-03-10","start_time":"10:00","end_time":"10:00"},"idempotency_key":"k7"}
chef< {"id":7,"success":false,"code":"VALIDATION","fields":{"end_time":"muss nach dem Beginn liegen"}}
chef> {"id":8,"op":"blocks.add","params":{"type":"week","start_date":"2026-03-10"},"idempotency_key":"k8"}
chef< {"id":8,"success":false,"code":"VALIDATION","fields":{"type":*}}
# 200 characters of reason, counted as characters and not as bytes
chef> {"id":9,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-10","reason":"äääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"},"idempotency_key":"k9"}
chef< {"id":9,"success":false,"code":"VALIDATION","fields":{"reason":*}}
chef> {"id":10,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-10","reason":"ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"},"idempotency_key":"k10"}
chef< {"id":10,"success":true,"data":{"block":{"id":1}}}
chef> {"id":11,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-11","reason":"   "},"idempotency_key":"k11"}
chef< {"id":11,"success":true,"data":{"block":{"reason":"Gesperrt"}}}
