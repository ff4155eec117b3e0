# The key of the chain is sealed anew with a new server key; the chain goes on.
# covers: SEC-12 OPS-27
op> {"id":1,"op":"system.rotate_key","params":{},"idempotency_key":"a"}
op< {"id":1,"success":true,"data":{"values":1}}
op> {"id":2,"op":"audit.verify"}
op< {"id":2,"success":true,"data":{"ok":true,"checked":2,"unverifiable":[]}}
restart
conn ana
op> {"id":3,"op":"audit.verify"}
op< {"id":3,"success":true,"data":{"ok":true,"checked":3,"unverifiable":[]}}
# also in the turn of the rotation itself, before it is committed
op>> {"id":4,"op":"system.rotate_key","params":{},"idempotency_key":"b"}
op>> {"id":5,"op":"audit.verify"}
turn
op< {"id":4,"success":true}
op< {"id":5,"success":true,"data":{"ok":true,"unverifiable":[]}}
op> {"id":6,"op":"audit.search","params":{"action":"key_rotated"}}
op< {"id":6,"success":true,"data":{"items":[{"severity":"warning","event_type":"security"},{}],"total":2}}
