# The log holds personal data: an export wants the password or a code again,
# looking at it does not. Operators of the server are not asked.
# covers: SEC-12
op> {"id":1,"op":"users.create","params":{"name":"chef","password":"ein-langes-passwort","admin":true}}
op< {"id":1,"success":true}
conn chef
chef> {"id":1,"op":"auth.login","params":{"name":"chef","password":"ein-langes-passwort"}}
chef< {"id":1,"success":true}
chef> {"id":2,"op":"audit.export"}
chef< {"id":2,"success":false,"code":"STEP_UP_REQUIRED","data":{"method":"password"}}
chef> {"id":3,"op":"audit.search","params":{"limit":1}}
chef< {"id":3,"success":true,"data":{"items":[{"action":"login_success"}]}}
op> {"id":2,"op":"audit.export","params":{"limit":1}}
op< {"id":2,"success":true,"data":{"rows":1}}
