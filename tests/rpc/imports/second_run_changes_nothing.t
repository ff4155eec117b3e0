# The same files again change nothing.
# covers: DATA-09
users chef:admin
chef> {"id":1,"op":"imports.add_file","params":{"name":"tracking/outcomes.jsonl","chunk":0,"content":"eyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiMiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTZUMTc6NDY6MjYuNDkzMjU3KzAyOjAwIn0KeyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EgKCB2ZXJzY2hvYmVuICkiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiNiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTdUMjE6MTg6MDArMDI6MDAifQp7ImN1c3RvbWVyIjoiQmVpc3BpZWwgLCBNYXgiLCJkYXRlIjoiMjAyNS0wOS0xOCIsInRpbWUiOiIxNDowMCIsImNvbG9yX2lkIjoiOSIsInRpbWVzdGFtcCI6IjIwMjUtMDktMThUMjE6MTg6MDArMDI6MDAifQoKa2FwdXR0Cg=="},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"run":1}}
chef> {"id":2,"op":"imports.plan","params":{"run":1},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"imports.start","params":{"run":1},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":*}
chef> {"id":4,"op":"imports.add_file","params":{"name":"tracking/outcomes.jsonl","chunk":0,"content":"eyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiMiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTZUMTc6NDY6MjYuNDkzMjU3KzAyOjAwIn0KeyJjdXN0b21lciI6Ik11c3RlciwgRXJpa2EgKCB2ZXJzY2hvYmVuICkiLCJkYXRlIjoiMjAyNS0wOS0xNiIsInRpbWUiOiIxMTowMCIsImNvbG9yX2lkIjoiNiIsInRpbWVzdGFtcCI6IjIwMjUtMDktMTdUMjE6MTg6MDArMDI6MDAifQp7ImN1c3RvbWVyIjoiQmVpc3BpZWwgLCBNYXgiLCJkYXRlIjoiMjAyNS0wOS0xOCIsInRpbWUiOiIxNDowMCIsImNvbG9yX2lkIjoiOSIsInRpbWVzdGFtcCI6IjIwMjUtMDktMThUMjE6MTg6MDArMDI6MDAifQoKa2FwdXR0Cg=="},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":{"run":2}}
chef> {"id":5,"op":"imports.plan","params":{"run":2},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":{"run":{"id":2,"state":"planned","report":{"counts":{"appointments":2,"new":0,"changed":0}}}}}
chef> {"id":6,"op":"imports.start","params":{"run":2},"idempotency_key":"k6"}
chef< {"id":6,"success":true,"data":*}
chef> {"id":7,"op":"imports.show","params":{"run":2}}
chef< {"id":7,"success":true,"data":{"run":{"id":2,"state":"done","applied":{"new":0,"changed":0}}}}
