# A changed status shows at once in registry, health and pushes.
# covers: HUB-01 HUB-09 HUB-10 HUB-12 HUB-14
users tina:telefonist chef:admin
tina> {"id":1,"op":"hub.list_tools"}
tina< {"id":1,"success":true,"data":{"items":[{"id":"slots","status":"active","openable":true},{"id":"bookings"},{"id":"customers","entry_screen":"customers","openable":true}]}}
chef> {"id":2,"op":"hub.set_tool_status","params":{"tool":"slots","status":"maintenance"},"idempotency_key":"a"}
chef< {"id":2,"success":true,"data":{"tool":{"id":"slots","status":"maintenance","openable":true}}}
tina! {"event":"tools.changed","data":{"id":"slots","status":"maintenance"}}
tina> {"id":3,"op":"hub.open_tool","params":{"tool":"slots"}}
tina< {"id":3,"success":false,"code":"MAINTENANCE","retry_after":300}
chef> {"id":4,"op":"hub.open_tool","params":{"tool":"slots"}}
chef< {"id":4,"success":true}
tina> {"id":5,"op":"hub.open_tool","params":{"tool":"admin"}}
tina< {"id":5,"success":false,"code":"FORBIDDEN"}
tina> {"id":6,"op":"hub.open_tool","params":{"tool":"nix"}}
tina< {"id":6,"success":false,"code":"NOT_FOUND"}
chef> {"id":7,"op":"hub.open_tool","params":{"tool":"tool4"}}
chef< {"id":7,"success":false,"code":"FEATURE_DISABLED"}
op> {"id":8,"op":"system.check_health"}
op< {"id":8,"success":true,"data":{"tools":{"slots":"maintenance"}}}
