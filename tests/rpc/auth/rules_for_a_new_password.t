# G10: 10 to 100 characters (not bytes), not the user name, repeated alike; what
# differs only in the last of 80 characters is another password.
# covers: SEC-04 SEC-17
op> {"id":1,"op":"users.create","params":{"name":"anna.beispiel","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn one
one> {"id":1,"op":"auth.login","params":{"name":"anna.beispiel","password":"ein-langes-passwort"}}
one< {"id":1,"success":true}
one> {"id":2,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"123456789","repeat":"123456789"}}
one< {"id":2,"success":false,"code":"VALIDATION","fields":{"new":"mindestens 10 Zeichen"}}
one> {"id":3,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gu","repeat":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gu"}}
one< {"id":3,"success":false,"code":"VALIDATION","fields":{"new":"höchstens 100 Zeichen"}}
one> {"id":4,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"Anna.BEISPIEL","repeat":"Anna.BEISPIEL"}}
one< {"id":4,"success":false,"code":"VALIDATION","fields":{"new":"darf nicht der Benutzername sein"}}
one> {"id":5,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"Qwertzuiop","repeat":"Qwertzuiop"}}
one< {"id":5,"success":false,"code":"VALIDATION","fields":{"new":"ist zu bekannt, bitte ein anderes wählen"}}
# the repetition is looked at before the old password: nothing is counted
one> {"id":6,"op":"auth.change_password","params":{"old":"falsch","new":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-g","repeat":"anders-als-oben"}}
one< {"id":6,"success":false,"code":"VALIDATION","fields":{"repeat":"weicht vom neuen Passwort ab"}}
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 0))
sql INSERT INTO t SELECT count(*) FROM login_lock
one> {"id":7,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"ÄÖÜäöüßÄÖÜ","repeat":"ÄÖÜäöüßÄÖÜ"}}
one< {"id":7,"success":true}
one> {"id":8,"op":"auth.change_password","params":{"old":"ÄÖÜäöüßÄÖÜ","new":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-g","repeat":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-g"}}
one< {"id":8,"success":true}
one> {"id":9,"op":"auth.change_password","params":{"old":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-g","new":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gua","repeat":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gua"}}
one< {"id":9,"success":true}
conn two
two> {"id":1,"op":"auth.login","params":{"name":"anna.beispiel","password":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gub"}}
two< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
two> {"id":2,"op":"auth.login","params":{"name":"anna.beispiel","password":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gua"}}
two< {"id":2,"success":true}
two> {"id":3,"op":"auth.login","params":{"name":"anna.beispiel","password":"gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gute-reise-gu"}}
two< {"id":3,"success":false,"code":"VALIDATION"}
