# The own password: rules, the wrong old one leaves a row, other sessions end,
# what must be changed is changed.
# covers: SEC-04 SEC-05 SEC-17
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort","must_change_password":true}}
op< {"id":1,"success":true}
op> {"id":2,"op":"auth.change_password","params":{"old":"x","new":"noch-ein-langes","repeat":"noch-ein-langes"}}
op< {"id":2,"success":false,"code":"FORBIDDEN"}
conn one
conn two
one> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
one< {"id":1,"success":true,"data":{"user":{"must_change_password":true}}}
two> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
two< {"id":1,"success":true}
one> {"id":2,"op":"slots.list","params":{}}
one< {"id":2,"success":false,"code":"PASSWORD_CHANGE_REQUIRED"}
one> {"id":3,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"kurz","repeat":"kurz"}}
one< {"id":3,"success":false,"code":"VALIDATION","fields":{"new":"mindestens 10 Zeichen"}}
one> {"id":4,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"ein-langes-passwort","repeat":"ein-langes-passwort"}}
one< {"id":4,"success":false,"code":"VALIDATION","fields":{"new":"ist das bisherige Passwort"}}
one> {"id":5,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"noch-ein-langes","repeat":"noch-ein-anderes"}}
one< {"id":5,"success":false,"code":"VALIDATION","fields":{"repeat":"weicht vom neuen Passwort ab"}}
one> {"id":6,"op":"auth.change_password","params":{"old":"falsches-passwort","new":"noch-ein-langes","repeat":"noch-ein-langes"}}
one< {"id":6,"success":false,"code":"INVALID_CREDENTIALS","error":"Das bisherige Passwort stimmt nicht"}
one> {"id":7,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"noch-ein-langes","repeat":"noch-ein-langes"}}
one< {"id":7,"success":true,"message":"Passwort geändert"}
one> {"id":8,"op":"slots.list","params":{}}
one< {"id":8,"success":true}
two! {"event":"session.ended","data":{"reason":"password"}}
closed two
conn three
three> {"id":3,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
three< {"id":3,"success":false,"code":"INVALID_CREDENTIALS"}
three> {"id":4,"op":"auth.login","params":{"name":"ana","password":"noch-ein-langes"}}
three< {"id":4,"success":true,"data":{"user":{"must_change_password":false}}}
