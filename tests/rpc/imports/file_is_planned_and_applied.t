# A file comes in two chunks, is planned, started and shown; its lines count.
# covers: DATA-09 DATA-21
# The file, line by line:
#   {"customer":"Muster, Erika","date":"2025-09-16","time":"11:00","color_id":"2","timestamp":"2025-09-16T17:46:26.493257+02:00"}
#   {"customer":"Muster, Erika ( verschoben )","date":"2025-09-16","time":"11:00","color_id":"6","timestamp":"2025-09-17T21:18:00+02:00"}
#   {"customer":"Beispiel , Max","date":"2025-09-18","time":"14:00","color_id":"9","timestamp":"2025-09-18T21:18:00+02:00"}
#   
#   kaputt
users chef:admin
sql CREATE TEMP TABLE check_zero(n INTEGER CHECK(n = 0))
chef> {"id":1,"op":"imports.add_file","params":{"name":"tracking/outcomes.jsonl","chunk":0,"content":"eyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiMiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTZUMTc6NDY6MjYuNDkzMjU3KzAyOjAwIn0KeyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EgKCB2ZXJzY2hvYmVuICkiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWU="},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"run":1}}
chef> {"id":2,"op":"imports.add_file","params":{"run":1,"name":"tracking/outcomes.jsonl","chunk":1,"content":"IjoiMTE6MDAiLCJjb2xvcl9pZCI6IjYiLCJ0aW1lc3RhbXAiOiIyMDI1LTA5LTE3VDIxOjE4OjAwKzAyOjAwIn0KeyJjdXN0b21lciI6IkJlaXNwaWVsICwgTWF4IiwiZGF0ZSI6IjIwMjUtMDktMTgiLCJ0aW1lIjoiMTQ6MDAiLCJjb2xvcl9pZCI6IjkiLCJ0aW1lc3RhbXAiOiIyMDI1LTA5LTE4VDIxOjE4OjAwKzAyOjAwIn0KCmthcHV0dAo="},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":{"run":1}}
chef> {"id":3,"op":"imports.plan","params":{"run":1,"dry_run":true},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":{"run":{"id":1,"state":"open","created_by":"chef","progress":{"done":0,"total":0},"report":{"files":[{"name":"tracking/outcomes.jsonl","use":"imported","lines":5,"blank":1,"rows":3,"broken":[{"line":5,"error":*}]}],"counts":{"appointments":2,"completed":1,"rescheduled":1,"customers":2,"new":2,"changed":0},"warnings":[],"unknown_users":[]}}}}
chef> {"id":4,"op":"imports.start","params":{"run":1},"idempotency_key":"k4"}
chef< {"id":4,"success":false,"code":"CONFLICT"}
chef> {"id":5,"op":"imports.plan","params":{"run":1},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":{"run":{"id":1,"state":"planned","progress":{"done":0,"total":6}}}}
sql INSERT INTO check_zero SELECT count(*) FROM outcome
chef> {"id":6,"op":"imports.start","params":{"run":1},"idempotency_key":"k6"}
chef< {"id":6,"success":true,"data":{"run":{"id":1,"state":"running","started_at":"2026-03-02T08:00:00.000Z"}}}
chef> {"id":7,"op":"imports.show","params":{"run":1}}
chef< {"id":7,"success":true,"data":{"run":{"id":1,"state":"done","finished_at":"2026-03-02T08:00:00.000Z","progress":{"done":6,"total":6},"applied":{"new":2,"changed":0}}}}
chef> {"id":8,"op":"imports.list","params":{"limit":10}}
chef< {"id":8,"success":true,"data":{"items":[{"id":1,"state":"done","report":!}],"total":1,"limit":10,"offset":0}}
sql INSERT INTO check_zero SELECT count(*) - 2 FROM outcome_now
sql INSERT INTO check_zero SELECT count(*) - 1 FROM audit_log WHERE action = 'data_import' AND target = 'import 1'
