# A run that was being applied when the server ended goes on at its start.
# covers: DATA-09
users chef:admin
chef> {"id":1,"op":"imports.add_file","params":{"name":"tracking/outcomes.jsonl","chunk":0,"content":"eyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiMiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTZUMTc6NDY6MjYuNDkzMjU3KzAyOjAwIn0KeyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EgKCB2ZXJzY2hvYmVuICkiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiNiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTdUMjE6MTg6MDArMDI6MDAifQp7ImN1c3RvbWVyIjoiQmVpc3BpZWwgLCBNYXgiLCJkYXRlIjoiMjAyNS0wOS0xOCIsInRpbWUiOiIxNDowMCIsImNvbG9yX2lkIjoiOSIsInRpbWVzdGFtcCI6IjIwMjUtMDktMThUMjE6MTg6MDArMDI6MDAifQoKa2FwdXR0Cg=="},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"imports.plan","params":{"run":1},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
# what a kill leaves behind: running, some chunks applied, nothing visible
sql CREATE TRIGGER fault BEFORE INSERT ON daily_metrics BEGIN SELECT RAISE(ABORT, 'LIMIT'); END
chef> {"id":3,"op":"imports.start","params":{"run":1},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":*}
sql UPDATE import_run SET state = 'running', error = NULL
sql DROP TRIGGER fault
restart
turn
sql CREATE TEMP TABLE check_zero(n INTEGER CHECK(n = 0))
sql INSERT INTO check_zero SELECT count(*) - 1 FROM import_run WHERE state = 'done'
sql INSERT INTO check_zero SELECT count(*) - 2 FROM outcome_now
sql INSERT INTO check_zero SELECT count(*) FROM import_chunk
op> {"id":9,"op":"imports.show","params":{"run":1}}
op< {"id":9,"success":true,"data":{"run":{"state":"done","progress":{"done":6,"total":6}}}}
