# Who has no session or no password sets up nothing; a wrong password neither.
# covers: SEC-01 SEC-13
users ana:telefonist
op> {"id":1,"op":"auth.start_2fa","params":{"password":"x"}}
op< {"id":1,"success":false,"code":"FORBIDDEN","error":"Das geht nur nach einer Anmeldung"}
op> {"id":2,"op":"auth.assume","params":{"name":"ana"}}
op< {"id":2,"success":true}
op> {"id":3,"op":"auth.cancel_2fa","params":{}}
op< {"id":3,"success":false,"code":"FORBIDDEN"}
op> {"id":4,"op":"auth.show_2fa","params":{}}
op< {"id":4,"success":true,"data":{"on":false}}
ana> {"id":1,"op":"auth.start_2fa","params":{"password":"x"}}
ana< {"id":1,"success":false,"code":"CONFLICT","error":"Dieses Konto hat kein Passwort. Ein Admin kann eines vergeben"}
op> {"id":5,"op":"auth.assume","params":{"name":""}}
op< {"id":5,"success":true}
op> {"id":6,"op":"users.create","params":{"name":"ben","password":"ein-langes-passwort"}}
op< {"id":6,"success":true}
conn ben
ben> {"id":1,"op":"auth.login","params":{"name":"ben","password":"ein-langes-passwort","language":"en"}}
ben< {"id":1,"success":true}
ben> {"id":2,"op":"auth.start_2fa","params":{"password":"ein-falsches-passwort"}}
ben< {"id":2,"success":false,"code":"INVALID_CREDENTIALS","error":"The password is not right"}
ben> {"id":3,"op":"auth.show_2fa","params":{}}
ben< {"id":3,"success":true,"data":{"on":false,"pending":false}}
ben> {"id":4,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort","code":""}}
ben< {"id":4,"success":false,"code":"VALIDATION","fields":{"code":*}}
