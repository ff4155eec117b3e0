# PF-B3, PF-B5, G17: what is granted, denied or taken counts at the next call of
# the person, without a new login.
# covers: ADM-03 SEC-08
users chef:admin anna:telefonist
anna> {"id":1,"op":"settings.list_all","params":{}}
anna< {"id":1,"success":false,"code":"FORBIDDEN"}
chef> {"id":1,"op":"users.grant","params":{"user":2,"permission":"admin.settings"},"idempotency_key":"a"}
chef< {"id":1,"success":true}
anna> {"id":2,"op":"settings.list_all","params":{}}
anna< {"id":2,"success":true}
chef> {"id":2,"op":"users.get","params":{"user":2}}
chef< {"id":2,"success":true,"data":{"user":{"grants":["admin.settings"],"denials":[],"effective":["slots.view","slots.book","slots.manage_own","analytics.personal","admin.settings"]}}}
chef> {"id":3,"op":"users.deny","params":{"user":2,"permission":"admin.settings"},"idempotency_key":"b"}
chef< {"id":3,"success":true}
anna> {"id":3,"op":"settings.list_all","params":{}}
anna< {"id":3,"success":false,"code":"FORBIDDEN"}
chef> {"id":4,"op":"users.get","params":{"user":2}}
chef< {"id":4,"success":true,"data":{"user":{"grants":[],"denials":["admin.settings"]}}}
chef> {"id":5,"op":"users.deny","params":{"user":2,"permission":"admin.settings","denied":false},"idempotency_key":"c"}
chef< {"id":5,"success":true}
chef> {"id":6,"op":"users.deny","params":{"user":2,"permission":"slots.view"},"idempotency_key":"d"}
chef< {"id":6,"success":true}
anna> {"id":4,"op":"slots.list","params":{}}
anna< {"id":4,"success":false,"code":"FORBIDDEN"}
chef> {"id":7,"op":"users.deny","params":{"user":2,"permission":"slots.view","denied":false},"idempotency_key":"e"}
chef< {"id":7,"success":true}
anna> {"id":5,"op":"slots.list","params":{}}
anna< {"id":5,"success":true}
# a grant that is taken away again
chef> {"id":8,"op":"users.grant","params":{"user":2,"permission":"admin.settings"},"idempotency_key":"f"}
chef< {"id":8,"success":true}
chef> {"id":9,"op":"users.grant","params":{"user":2,"permission":"admin.settings","allowed":false},"idempotency_key":"g"}
chef< {"id":9,"success":true}
anna> {"id":6,"op":"settings.list_all","params":{}}
anna< {"id":6,"success":false,"code":"FORBIDDEN"}
# admin given and taken: the comparison looks at the old value
chef> {"id":10,"op":"users.set_admin","params":{"user":2,"admin":true},"idempotency_key":"h"}
chef< {"id":10,"success":true,"data":{"user":{"is_admin":true}}}
anna> {"id":7,"op":"users.list","params":{}}
anna< {"id":7,"success":true}
chef> {"id":11,"op":"users.set_admin","params":{"user":2,"admin":false},"idempotency_key":"i"}
chef< {"id":11,"success":true,"data":{"user":{"is_admin":false}}}
anna! {"event":"session.ended","data":{"reason":"roles"}}
closed anna
# the data of a role
users ben:coach
ben> {"id":1,"op":"settings.list_all","params":{}}
ben< {"id":1,"success":false,"code":"FORBIDDEN"}
chef> {"id":12,"op":"users.list_roles","params":{}}
chef< {"id":12,"success":true,"data":{"items":[{"role":"user","permissions":["analytics.personal","slots.book","slots.manage_own","slots.view"],"users":3},{"role":"opener","permissions":["slots.manage_all"],"users":0},{"role":"coach","permissions":[],"users":1},{"role":"berater"},{"role":"telefonist","users":1},{"role":"service"}],"permissions":*}}
chef> {"id":13,"op":"users.set_role","params":{"role":"coach","permissions":["admin.settings"]},"idempotency_key":"j"}
chef< {"id":13,"success":true,"data":{"role":{"role":"coach","permissions":["admin.settings"],"users":1}}}
ben> {"id":2,"op":"settings.list_all","params":{}}
ben< {"id":2,"success":true}
chef> {"id":14,"op":"users.set_role","params":{"role":"coach","permissions":["no.such"]},"idempotency_key":"k"}
chef< {"id":14,"success":false,"code":"VALIDATION","fields":{"permissions":"no.such: diese Berechtigung gibt es nicht"}}
chef> {"id":15,"op":"users.grant","params":{"user":2,"permission":"no.such"},"idempotency_key":"l"}
chef< {"id":15,"success":false,"code":"VALIDATION","fields":{"permission":*}}
chef> {"id":16,"op":"users.set_role","params":{"role":"coach","permissions":[]},"idempotency_key":"m"}
chef< {"id":16,"success":true}
ben> {"id":3,"op":"settings.list_all","params":{}}
ben< {"id":3,"success":false,"code":"FORBIDDEN"}
chef> {"id":17,"op":"users.set_roles","params":{"user":2,"roles":["opener"],"version":1},"idempotency_key":"n"}
chef< {"id":17,"success":false,"code":"CONFLICT","data":{"version":*}}
chef> {"id":18,"op":"users.set_roles","params":{"user":2,"roles":["boss"]},"idempotency_key":"o"}
chef< {"id":18,"success":false,"code":"VALIDATION","fields":{"roles":*}}
chef> {"id":19,"op":"users.set_roles","params":{"user":2,"roles":[]},"idempotency_key":"p"}
chef< {"id":19,"success":true,"data":{"user":{"roles":[]}}}
sql CREATE TABLE t(n INTEGER) STRICT
sql CREATE TABLE two(n INTEGER CHECK(n = 2)) STRICT
sql INSERT INTO two SELECT count(*) FROM audit_log WHERE action = 'permission_granted' AND target = 'anna' AND details ->> 'permission' = 'admin.settings' AND details ->> 'before' = '' AND details ->> 'after' = 'granted'
sql INSERT INTO two SELECT count(*) FROM audit_log WHERE action = 'role_changed' AND target = 'role:coach' AND severity = 'warning'
