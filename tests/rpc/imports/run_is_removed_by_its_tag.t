# What a run brought goes with it, what it replaced comes back.
# covers: DATA-09 DATA-21
# The second file: {"customer":"Beispiel, Max ( nicht erschienen )","date":"2025-09-18","time":"14:00","color_id":"11","timestamp":"2025-09-20T10:00:00Z"}
users chef:admin
sql CREATE TEMP TABLE check_zero(n INTEGER CHECK(n = 0))
chef> {"id":1,"op":"imports.add_file","params":{"name":"tracking/outcomes.jsonl","chunk":0,"content":"eyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiMiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTZUMTc6NDY6MjYuNDkzMjU3KzAyOjAwIn0KeyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EgKCB2ZXJzY2hvYmVuICkiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiNiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTdUMjE6MTg6MDArMDI6MDAifQp7ImN1c3RvbWVyIjoiQmVpc3BpZWwgLCBNYXgiLCJkYXRlIjoiMjAyNS0wOS0xOCIsInRpbWUiOiIxNDowMCIsImNvbG9yX2lkIjoiOSIsInRpbWVzdGFtcCI6IjIwMjUtMDktMThUMjE6MTg6MDArMDI6MDAifQoKa2FwdXR0Cg=="},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"imports.plan","params":{"run":1},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"imports.start","params":{"run":1},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":*}
chef> {"id":4,"op":"imports.add_file","params":{"name":"tracking/outcomes.jsonl","chunk":0,"content":"eyJjdXN0b21lciI6IkJlaXNwaWVsLCBNYXggKCBuaWNodCBlcnNjaGllbmVuICkiLCJkYXRlIjoiMjAyNS0wOS0xOCIsInRpbWUiOiIxNDowMCIsImNvbG9yX2lkIjoiMTEiLCJ0aW1lc3RhbXAiOiIyMDI1LTA5LTIwVDEwOjAwOjAwWiJ9"},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":{"run":2}}
chef> {"id":5,"op":"imports.plan","params":{"run":2},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":{"run":{"report":{"counts":{"new":0,"changed":1}}}}}
chef> {"id":6,"op":"imports.start","params":{"run":2},"idempotency_key":"k6"}
chef< {"id":6,"success":true,"data":*}
sql INSERT INTO check_zero SELECT count(*) - 1 FROM outcome_now WHERE outcome = 'no_show'
sql INSERT INTO check_zero SELECT count(*) - 1 FROM customer_profile_now WHERE risk = 'medium'
chef> {"id":7,"op":"imports.remove","params":{"run":1},"idempotency_key":"k7"}
chef< {"id":7,"success":false,"code":"CONFLICT"}
chef> {"id":8,"op":"imports.remove","params":{"run":2},"idempotency_key":"k8"}
chef< {"id":8,"success":true,"data":{"run":{"state":"removing"}}}
chef> {"id":9,"op":"imports.show","params":{"run":2}}
chef< {"id":9,"success":true,"data":{"run":{"state":"removed"}}}
sql INSERT INTO check_zero SELECT count(*) FROM outcome_now WHERE outcome = 'no_show'
sql INSERT INTO check_zero SELECT count(*) FROM customer_profile_now WHERE risk = 'medium'
chef> {"id":10,"op":"imports.remove","params":{"run":2},"idempotency_key":"k10"}
chef< {"id":10,"success":false,"code":"CONFLICT"}
chef> {"id":11,"op":"imports.remove","params":{"run":1},"idempotency_key":"k11"}
chef< {"id":11,"success":true,"data":*}
sql INSERT INTO check_zero SELECT count(*) FROM outcome
sql INSERT INTO check_zero SELECT count(*) FROM daily_metrics
