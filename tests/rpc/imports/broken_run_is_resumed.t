# A run that breaks in the middle counts nothing and goes on when resumed;
# another one waits meanwhile.
# covers: DATA-09 DATA-21
users chef:admin
sql CREATE TEMP TABLE check_zero(n INTEGER CHECK(n = 0))
chef> {"id":1,"op":"imports.add_file","params":{"name":"tracking/outcomes.jsonl","chunk":0,"content":"eyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiMiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTZUMTc6NDY6MjYuNDkzMjU3KzAyOjAwIn0KeyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EgKCB2ZXJzY2hvYmVuICkiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiNiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTdUMjE6MTg6MDArMDI6MDAifQp7ImN1c3RvbWVyIjoiQmVpc3BpZWwgLCBNYXgiLCJkYXRlIjoiMjAyNS0wOS0xOCIsInRpbWUiOiIxNDowMCIsImNvbG9yX2lkIjoiOSIsInRpbWVzdGFtcCI6IjIwMjUtMDktMThUMjE6MTg6MDArMDI6MDAifQoKa2FwdXR0Cg=="},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"imports.plan","params":{"run":1},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"imports.add_file","params":{"name":"tracking/outcomes.jsonl","chunk":0,"content":"eyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiMiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTZUMTc6NDY6MjYuNDkzMjU3KzAyOjAwIn0KeyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EgKCB2ZXJzY2hvYmVuICkiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiNiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTdUMjE6MTg6MDArMDI6MDAifQp7ImN1c3RvbWVyIjoiQmVpc3BpZWwgLCBNYXgiLCJkYXRlIjoiMjAyNS0wOS0xOCIsInRpbWUiOiIxNDowMCIsImNvbG9yX2lkIjoiOSIsInRpbWVzdGFtcCI6IjIwMjUtMDktMThUMjE6MTg6MDArMDI6MDAifQoKa2FwdXR0Cg=="},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":{"run":2}}
chef> {"id":4,"op":"imports.plan","params":{"run":2},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":*}
# the profiles come after the outcomes
sql CREATE TRIGGER fault BEFORE INSERT ON customer_profile BEGIN SELECT RAISE(ABORT, 'LIMIT'); END
chef> {"id":5,"op":"imports.start","params":{"run":1},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":{"run":{"state":"running"}}}
chef> {"id":6,"op":"imports.show","params":{"run":1}}
chef< {"id":6,"success":true,"data":{"run":{"state":"broken","error":"LIMIT","progress":{"done":4,"total":6}}}}
sql INSERT INTO check_zero SELECT count(*) FROM outcome_now
sql INSERT INTO check_zero SELECT count(*) - 2 FROM outcome
chef> {"id":7,"op":"imports.start","params":{"run":2},"idempotency_key":"k7"}
chef< {"id":7,"success":false,"code":"CONFLICT"}
sql DROP TRIGGER fault
chef> {"id":8,"op":"imports.resume","params":{"run":1},"idempotency_key":"k8"}
chef< {"id":8,"success":true,"data":{"run":{"state":"running","error":!}}}
chef> {"id":9,"op":"imports.show","params":{"run":1}}
chef< {"id":9,"success":true,"data":{"run":{"state":"done","progress":{"done":6,"total":6},"applied":{"new":2}}}}
sql INSERT INTO check_zero SELECT count(*) - 2 FROM outcome_now
sql INSERT INTO check_zero SELECT count(*) - 2 FROM customer_profile_now
chef> {"id":10,"op":"imports.resume","params":{"run":1},"idempotency_key":"k10"}
chef< {"id":10,"success":false,"code":"CONFLICT"}
