# Faults of the envelope come in the language of the connection.
# covers: API-03 HUB-09
conn eva
eva> {"id":1,"op":"hub.hello","params":{"language":"en"}}
eva< {"id":1,"success":true}
eva> {"id":0,"op":"system.ping"}
eva< {"id":null,"success":false,"code":"BAD_REQUEST","error":"id: whole number from 1 to 2^53-1"}
eva> {"id":1,"params":{}}
eva< {"id":null,"success":false,"code":"BAD_REQUEST","error":"op is missing"}
eva> {"id":1,"op":"system.ping","token":"x"}
eva< {"id":null,"success":false,"code":"BAD_REQUEST","error":"Allowed are id, op, params, idempotency_key"}
eva> {"id":1,"op":"system.ping","idempotency_key":""}
eva< {"id":null,"success":false,"code":"BAD_REQUEST","error":"idempotency_key: 1 to 64 characters"}
