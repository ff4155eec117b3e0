# Whoever administers accounts or rights without being an admin does not become
# one: not through admins' accounts, not through his own rights.
# covers: ADM-03 SEC-08
users chef:admin zwei:admin ina:user anna:user
sql INSERT INTO account_grant(account, permission, allowed) VALUES(3, 'admin.users', 1), (3, 'admin.roles', 1)
restart
users ina:user anna:user
ina> {"id":1,"op":"users.list","params":{}}
ina< {"id":1,"success":true}
ina> {"id":2,"op":"users.reset_password","params":{"user":1}}
ina< {"id":2,"success":false,"code":"FORBIDDEN","error":"Admins kann nur ein Admin verwalten"}
ina> {"id":3,"op":"users.disable","params":{"user":1},"idempotency_key":"a"}
ina< {"id":3,"success":false,"code":"FORBIDDEN"}
ina> {"id":4,"op":"users.update","params":{"user":1,"os_uid":1000},"idempotency_key":"b"}
ina< {"id":4,"success":false,"code":"FORBIDDEN"}
ina> {"id":5,"op":"users.set_admin","params":{"user":4,"admin":true},"idempotency_key":"c"}
ina< {"id":5,"success":false,"code":"FORBIDDEN"}
ina> {"id":6,"op":"users.create","params":{"name":"helfer","admin":true}}
ina< {"id":6,"success":false,"code":"FORBIDDEN"}
ina> {"id":7,"op":"users.grant","params":{"user":3,"permission":"admin.users"},"idempotency_key":"d"}
ina< {"id":7,"success":false,"code":"FORBIDDEN"}
ina> {"id":8,"op":"users.grant","params":{"user":4,"permission":"admin.backup"},"idempotency_key":"e"}
ina< {"id":8,"success":false,"code":"FORBIDDEN"}
ina> {"id":9,"op":"users.grant","params":{"user":4,"permission":"admin.users"},"idempotency_key":"f"}
ina< {"id":9,"success":true}
ina> {"id":10,"op":"users.set_role","params":{"role":"user","permissions":["admin.users"]},"idempotency_key":"g"}
ina< {"id":10,"success":false,"code":"FORBIDDEN"}
ina> {"id":11,"op":"users.set_role","params":{"role":"coach","permissions":["admin.backup"]},"idempotency_key":"h"}
ina< {"id":11,"success":false,"code":"FORBIDDEN"}
ina> {"id":12,"op":"users.set_roles","params":{"user":3,"roles":["opener"]},"idempotency_key":"i"}
ina< {"id":12,"success":false,"code":"FORBIDDEN"}
ina> {"id":13,"op":"users.set_roles","params":{"user":4,"roles":["opener"]},"idempotency_key":"j"}
ina< {"id":13,"success":false,"code":"FORBIDDEN"}
ina> {"id":14,"op":"users.create","params":{"name":"helfer"}}
ina< {"id":14,"success":true,"data":{"user":{"state":"pending"},"password":*}}
