# In maintenance only admins sign in and work; others may leave.
# covers: HUB-11 SEC-01
users ana:telefonist chef:admin
op> {"id":1,"op":"users.create","params":{"name":"ben","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
op> {"id":2,"op":"users.create","params":{"name":"root","password":"ein-langes-passwort","admin":true}}
op< {"id":2,"success":true}
chef> {"id":1,"op":"settings.set_key","params":{"key":"hub.maintenance","value":"on"},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
conn eva
eva> {"id":1,"op":"auth.login","params":{"name":"ben","password":"ein-langes-passwort"}}
eva< {"id":1,"success":false,"code":"MAINTENANCE","retry_after":60}
eva> {"id":2,"op":"auth.login","params":{"name":"ben","password":"falsches-passwort"}}
eva< {"id":2,"success":false,"code":"INVALID_CREDENTIALS"}
eva> {"id":3,"op":"auth.login","params":{"name":"root","password":"ein-langes-passwort"}}
eva< {"id":3,"success":true}
ana> {"id":1,"op":"slots.list","params":{}}
ana< {"id":1,"success":false,"code":"MAINTENANCE"}
ana> {"id":2,"op":"auth.logout","params":{}}
ana< {"id":2,"success":true}
