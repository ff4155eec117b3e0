# covers: API-01 API-02 API-09 OPS-01
conn eva
eva> {"id":1,"op":"system.ping"}
eva< {"id":1,"success":true,"data":{"pong":true}}
eva> {"id":2,"op":"system.live","params":{}}
eva< {"id":2,"success":true,"data":{"status":"healthy"}}
eva> {"id":3,"op":"system.check_live"}
eva< {"id":3,"success":true,"data":{"status":"healthy"}}
eva> {"id":3,"op":"system.check_ready"}
eva< {"id":3,"success":true,"data":{"ready":true}}
eva> {"id":4,"op":"system.check_health"}
eva< {"id":4,"success":true,"data":{"status":"healthy","version":*,"timestamp":"2026-03-02T08:00:00.000Z","tools":!}}
op> {"id":5,"op":"system.check_health"}
op< {"id":5,"success":true,"data":{"status":"healthy","tools":{"slots":"healthy","t2":"not_ready"},"services":{"database":"healthy"},"memory":{"percent":40}}}
op> {"id":6,"op":"system.show_version"}
op< {"id":6,"success":true,"data":{"protocol":1}}
op> {"id":7,"op":"system.describe","params":{"op":"system.ping"}}
op< {"id":7,"success":true,"data":{"items":[{"op":"system.ping","kind":"read","permission":"none"}],"total":1}}
