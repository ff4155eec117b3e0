# What is no file, no run or not complete is refused.
# covers: DATA-09
users chef:admin ana:opener
chef> {"id":1,"op":"imports.add_file","params":{"name":"outcomes.jsonl","chunk":0,"content":"%%"},"idempotency_key":"k1"}
chef< {"id":1,"success":false,"code":"VALIDATION","fields":{"content":*}}
chef> {"id":2,"op":"imports.add_file","params":{"name":"outcomes.jsonl","chunk":1,"content":""},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":{"run":1}}
chef> {"id":3,"op":"imports.plan","params":{"run":1},"idempotency_key":"k3"}
chef< {"id":3,"success":false,"code":"CONFLICT"}
chef> {"id":4,"op":"imports.plan","params":{"run":9},"idempotency_key":"k4"}
chef< {"id":4,"success":false,"code":"NOT_FOUND"}
chef> {"id":5,"op":"imports.show","params":{"run":9}}
chef< {"id":5,"success":false,"code":"NOT_FOUND"}
ana> {"id":6,"op":"imports.list","params":{}}
ana< {"id":6,"success":false,"code":"FORBIDDEN"}
